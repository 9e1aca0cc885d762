"""Write the list of components that a site passes on (SBOM) in CycloneDX's format.

It is made with the built runtime, which a publish builds once for each version. CycloneDX's own
library writes it; importing that takes longer than publishing a brief. The same runtime gives the
same bytes: the list has no date, and its serial number is made from its content.
"""

import json
import uuid
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Listed
from cyclonedx.model.component import ComponentType, Pedigree
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

import foldline
from foldline.publishing.assets import shell_folder
from foldline.publishing.runtime.components import SBOM, Component, read_components

_ALGORITHMS = {"sha256": HashAlgorithm.SHA_256, "sha512": HashAlgorithm.SHA_512}


def write_sbom(folder: Path) -> None:
    """Write the list of what is in a built runtime into its `licences/`. Raises OSError."""
    (folder / "licences" / SBOM).write_text(_sbom_of(folder), encoding="utf-8", newline="\n")


def _sbom_of(folder: Path) -> str:
    facts = read_components(folder / "licences") + read_components(shell_folder() / "fonts")
    listed = {each: _listed(each) for each in facts}
    for each in facts:
        if each.inside:
            (outer,) = (other for other in facts if other.name == each.inside)
            listed[outer].components.add(listed[each])
    root = _foldline(folder)
    top = [component for each, component in listed.items() if not each.inside]
    bom = Bom(components=top)
    bom.metadata.timestamp = None  # type: ignore[assignment]  # optional in the schema
    bom.metadata.component = root
    bom.register_dependency(root, top)
    bom.serial_number = uuid.UUID(int=0)
    content = JsonV1Dot6(bom).output_as_string()
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, content)
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _listed(facts: Component) -> Listed:
    version = f"v{facts.version}" if facts.kind == "github" else facts.version
    purl = PackageURL(facts.kind, facts.group or None, facts.name, version)
    home = ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(facts.url))
    return Listed(
        type=ComponentType.LIBRARY,
        bom_ref=purl.to_string(),
        group=facts.group or None,
        name=facts.name,
        version=facts.version,
        purl=purl,
        licenses=[LicenseFactory().make_from_string(facts.licence)],
        hashes=[HashType(alg=_ALGORITHMS[facts.hash_name], content=facts.digest)]
        if facts.digest
        else [],
        external_references=[home] if facts.url else [],
        pedigree=Pedigree(notes=facts.change) if facts.change else None,
    )


def _foldline(folder: Path) -> Listed:
    """Return the component of Foldline itself, from its wheel in the runtime."""
    lock = json.loads((folder / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    purl = PackageURL("pypi", None, "foldline", foldline.__version__)
    return Listed(
        type=ComponentType.APPLICATION,
        bom_ref=purl.to_string(),
        name="foldline",
        version=foldline.__version__,
        purl=purl,
        hashes=[
            HashType(alg=HashAlgorithm.SHA_256, content=lock["packages"]["foldline"]["sha256"])
        ],
    )
