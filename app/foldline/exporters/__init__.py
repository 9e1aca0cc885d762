"""Briefs in other formats: one module for each, and one register of them. Pure functions, the same in a browser."""

from collections.abc import Callable
from dataclasses import dataclass

from foldline.story.brief import Brief
from foldline.exporters import json_feed, markdown, ninjs, schema_org


@dataclass(frozen=True)
class Export:
    """A format that briefs are written in: what writes it, and how its files end."""

    write: Callable[[Brief], str]
    suffix: str


FORMATS: dict[str, Export] = {
    "markdown": Export(markdown.write, ".md"),
    "ninjs": Export(ninjs.write, ".ninjs.json"),
    "json-feed": Export(json_feed.write, ".feed-item.json"),
    "schema.org": Export(schema_org.write, ".jsonld"),
}
"""The register, by the names that `--to` takes."""
