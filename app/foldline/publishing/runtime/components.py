"""Write and read the facts for a list of components: for each package of a runtime what its pin and
its own metadata say. They are kept in one JSON file beside the licences.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["COMPONENTS", "SBOM", "Component", "read_components", "write_components"]

COMPONENTS = "components.json"

SBOM = "sbom.cdx.json"
"""The same list in CycloneDX's format, beside it in a built runtime, with the format's ending."""


@dataclass(frozen=True)
class Component:
    """Describe one package that a site passes on."""

    kind: str
    """Where it is found by its name, as package URLs have it: `npm`, `pypi` or `github`."""
    group: str
    """The namespace of its name there (`@pyscript`, `python`), or empty."""
    name: str
    version: str
    licence: str
    """As an SPDX expression, where its own metadata says enough."""
    url: str
    hash_name: str = ""
    """The algorithm by which it is pinned: `sha512`, `sha256`; empty for what came inside another.
    """
    digest: str = ""
    """The digest by which it is pinned, in hex: of the package as it was fetched."""
    change: str = ""
    """What Foldline changed in it."""
    inside: str = ""
    """The name of the package that it came in, or empty."""


def write_components(components: list[Component], folder: Path) -> None:
    """Write the components into `folder` as `components.json`, sorted by kind, group, name and
    version. Raises OSError.
    """
    found = sorted(components, key=lambda each: (each.kind, each.group, each.name, each.version))
    text = json.dumps([asdict(each) for each in found], indent=1, ensure_ascii=False)
    (folder / COMPONENTS).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_components(folder: Path) -> list[Component]:
    """Return the components that `components.json` in `folder` lists. Raises OSError where there is
    no such file.
    """
    found = json.loads((folder / COMPONENTS).read_text("utf-8"))
    return [Component(**each) for each in found]
