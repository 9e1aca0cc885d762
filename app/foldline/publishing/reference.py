"""Make `docs/reference/format.md`, the reference of the format, from the models, so that each field
is described.
"""

import json
from typing import Any

from foldline.sections import MODELS
from foldline.story.brief import Brief
from foldline.story.schema import brief_schema

_HEAD = """# The brief

<!-- made by: python -m foldline.publishing.checkout -->

A brief is one JSON file about one story, in UTF-8, of at most 16 MB. This page is made from the
models in `app/foldline/`. `stories/brief.schema.json` describes the same for editors and programs,
and `foldline schema` prints it.

A kind of section can be *absent* (not in the list), *empty with a note* (it has only a `note`,
which is shown) or *filled*.

Fields that are not on this page are kept, never dropped. At the top of a brief you may use them as
you like. Below the top, `foldline check` treats them as misspelt. "Prose" is Markdown: paragraphs,
lists, tables, quotations, emphasis, links and inner headings. Other markup in it is left out.
"""


def format_reference() -> str:
    """Return the whole of docs/reference/format.md."""
    schema = brief_schema()
    sections = {model.__name__ for model in MODELS.values()}
    parts = [_HEAD, _part("Brief", schema, schema), "## Kinds of section\n"]
    parts += [
        _part(
            f'`"kind": "{kind}"`', schema["$defs"][model.__name__], schema, level=3, leave=("kind",)
        )
        for kind, model in MODELS.items()
    ]
    parts.append("## Parts\n")
    parts += [
        _part(name, part, schema, level=3)
        for name, part in sorted(schema["$defs"].items())
        if name not in sections
    ]
    return "\n".join(parts)


def _part(
    name: str,
    part: dict[str, Any],
    schema: dict[str, Any],
    level: int = 2,
    leave: tuple[str, ...] = (),
) -> str:
    described = part if "properties" in part else part["anyOf"][-1]
    lines = [
        f"{'#' * level} {name}",
        "",
        described.get("description", Brief.__doc__ or "").replace("\n", " "),
        "",
        "| field | holds | |",
        "|---|---|---|",
    ]
    for field, value in described["properties"].items():
        if field in leave:
            continue
        required = "" if field in described.get("required", ()) else "optional"
        lines.append(
            f"| `{field}` | {_holds(value)} | "
            f"{_words(value)}{' (' + required + ')' if required else ''} |"
        )
    return "\n".join(lines) + "\n"


def _words(value: dict[str, Any]) -> str:
    examples = ", ".join(
        f"`{json.dumps(each, ensure_ascii=False)}`" for each in value.get("examples", [])
    )
    words = str(value.get("description", "")) + (f" For example {examples}." if examples else "")
    return words.replace("|", "\\|")


def _holds(value: dict[str, Any]) -> str:
    if "anyOf" in value:
        return " or ".join(_holds(each) for each in value["anyOf"] if each.get("type") != "null")
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "const" in value:
        return f"`{json.dumps(value['const'])}`"
    if "enum" in value:
        return ", ".join(f"`{json.dumps(each)}`" for each in value["enum"])
    if value.get("type") == "array":
        inner = value["items"]
        return "list of sections" if "oneOf" in inner else f"list of {_holds(inner)}"
    if "contentMediaType" in value:
        return "prose"
    return _NAMES[value["type"]]


_NAMES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}
