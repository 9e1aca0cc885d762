"""The JSON Schema of a brief, for editors and other programs."""

import json
from typing import Any

from foldline.story.brief import Brief

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def brief_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12). Below the top level it is stricter than the reader: an
    unknown field there is most likely a misspelt one, so an editor should mark it, though the
    reader keeps it.
    """
    schema = {"$schema": SCHEMA_DIALECT, **Brief.model_json_schema()}
    schema["title"] = "Foldline story brief"
    schema["properties"] = {
        "$schema": {"type": "string", "description": "This schema's address, for editors."},
        **schema["properties"],
    }
    for part in schema["$defs"].values():
        if "description" in part:  # a model's docstring, which is wrapped
            part["description"] = " ".join(part["description"].split())
        if part.get("additionalProperties") is True:
            part["additionalProperties"] = False
    # A date may be given as plain words; the model reads both forms into one.
    schema["$defs"]["GivenWhen"] = {
        "anyOf": [{"type": "string", "minLength": 1}, schema["$defs"]["GivenWhen"]]
    }
    return schema


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(brief_schema(), ensure_ascii=False, indent=2) + "\n"
