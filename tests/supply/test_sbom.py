"""The SBOM of a wheel: every package that is shipped, once, with version and licence; the same bytes each time."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import IN_CI
from tests.supply.needed import CONSTRAINTS, needed
from tests.supply.sbom import sbom

if not IN_CI:
    pytest.importorskip("cyclonedx")


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A file that stands for a wheel."""
    made = tmp_path / "wijktoets-0.1.0-py3-none-any.whl"
    made.write_bytes(b"what is in it")
    return made


def test_every_package_once_with_version_and_licence(wheel: Path) -> None:
    said: dict[str, Any] = json.loads(sbom(wheel))
    assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.6")
    found = {row["name"]: row["version"] for row in said["components"]}
    assert found == {name: CONSTRAINTS[name] for name in needed()}
    assert len(said["components"]) == len(found)
    assert all(row["licenses"][0]["expression"] for row in said["components"])
    extras = {row["name"]: {p["name"]: p["value"] for p in row["properties"]} for row in said["components"]}
    assert extras["typst"] == {"wijktoets:extra": "documents", "wijktoets:compiled": "true"}


def test_the_wheel_itself_with_its_hash_and_what_it_needs(wheel: Path) -> None:
    said: dict[str, Any] = json.loads(sbom(wheel))
    root = said["metadata"]["component"]
    assert (root["name"], root["version"]) == ("wijktoets", "0.1.0")
    assert root["hashes"] == [{"alg": "SHA-256", "content": sha256(wheel.read_bytes()).hexdigest()}]
    needs = {row["ref"]: row.get("dependsOn", []) for row in said["dependencies"]}
    assert len(needs[root["bom-ref"]]) == len(said["components"])
    (jinja,) = (row for row in said["components"] if row["name"] == "Jinja2")
    assert needs[jinja["bom-ref"]] == [f"pkg:pypi/markupsafe@{CONSTRAINTS['MarkupSafe']}"]


def test_the_same_wheel_gives_the_same_bytes_and_another_does_not(wheel: Path) -> None:
    first = sbom(wheel)
    assert sbom(wheel) == first
    assert "timestamp" not in json.loads(first)["metadata"]
    wheel.write_bytes(b"something else")
    assert json.loads(sbom(wheel))["serialNumber"] != json.loads(first)["serialNumber"]
