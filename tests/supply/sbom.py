"""Writes what a wheel is made of as CycloneDX: its packages with version, licence and what each needs (`make sbom`).

    python -m tests.supply.sbom dist/wijktoets-0.1.0-py3-none-any.whl dist/wijktoets-0.1.0-py3-none-any.cdx.json

The versions are those of constraints.txt. The same wheel gives the same bytes: there is no day in it, and its number
follows from the hash of the wheel.
"""

import json
import sys
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from packaging.utils import canonicalize_name

from tests.supply.licences import SHIPPED_TABLE, table
from tests.supply.needed import CONSTRAINTS, PROJECT, below, is_compiled, needed

NAME: Final = str(PROJECT["name"])


def sbom(wheel: Path) -> str:
    """The SBOM of a wheel, in JSON."""
    from cyclonedx.model import HashAlgorithm, HashType, Property
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.license import LicenseExpression
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    def component(name: str, version: str, licence: str, kind: ComponentType) -> Component:
        purl = PackageURL("pypi", None, canonicalize_name(name), version)
        licences = [LicenseExpression(licence)]
        return Component(name=name, version=version, type=kind, purl=purl, bom_ref=str(purl), licenses=licences)

    digest = sha256(wheel.read_bytes()).hexdigest()
    licence = {row.package: row.licence for row in table(SHIPPED_TABLE)}
    _, version, *_ = wheel.name.split("-")
    root = component(NAME, version, PROJECT["license"], ComponentType.APPLICATION)
    root.hashes.add(HashType(alg=HashAlgorithm.SHA_256, content=digest))
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"sha256:{digest}"))
    bom.metadata.component = root
    extras = needed()
    made = {name: component(name, CONSTRAINTS[name], licence[name], ComponentType.LIBRARY) for name in extras}
    for name, each in made.items():
        each.properties.add(Property(name="wijktoets:extra", value=" ".join(extras[name])))
        each.properties.add(Property(name="wijktoets:compiled", value=str(is_compiled(distribution(name))).lower()))
        bom.components.add(each)
        bom.register_dependency(each, [made[other] for other in below(name) if other in made])
    bom.register_dependency(root, made.values())
    said = json.loads(JsonV1Dot6(bom).output_as_string())
    del said["metadata"]["timestamp"]
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(sbom(Path(sys.argv[1])), encoding="utf-8")
