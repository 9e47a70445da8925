"""The JSON Schemas in schemas/ are those of the models, and accept every dossier and pack file of the project."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from wijktoets.engine.upkeep.schemas import schemas

ROOT = Path(__file__).resolve().parents[3]
PACK = ROOT / "rules" / "gronings-model"
FILES = [
    *(("dossier", p) for p in sorted((ROOT / "cases").rglob("*.yaml"))),
    ("pakket", PACK / "pakket.yaml"),
    ("gesprekken", PACK / "gesprekken.yaml"),
    ("instrumenten", PACK / "instrumenten.yaml"),
    *((name, PACK / f"{name}.yaml") for name in ("bron", "inventaris", "dekking")),
    *(("vragen", p) for p in sorted((PACK / "vragen").glob("*.yaml"))),
    *(
        ("regel", p)
        for folder in ("waarborgen", "grenzen", "signalen")
        for p in sorted((PACK / folder).rglob("*.yaml"))
    ),
]


def _plain(path: Path) -> Any:
    """The file as an editor reads it: dates are texts."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


def _schema(kind: str) -> Any:
    return json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))


def test_schemas_are_in_step_with_the_models() -> None:
    written = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / "schemas").glob("*.json")}
    assert written == schemas(), "run `make schemas`"


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda v: v.stem if isinstance(v, Path) else v)
def test_every_file_of_the_project_fits_its_schema(kind: str, path: Path) -> None:
    jsonschema.validate(_plain(path), _schema(kind))


@pytest.mark.parametrize(
    "broken",
    [
        {"naam": "x"},
        {"formaat": "wijktoets/dossier@1", "naam": "x", "onbekend-veld": 1},
        {"formaat": "wijktoets/dossier@1", "naam": "x", "antwoorden": {"q": []}},
        {"formaat": "wijktoets/dossier@1", "naam": "x", "antwoorden": {"q": {"toelichting": "geen antwoord"}}},
        {"formaat": "wijktoets/dossier@1", "naam": "x", "afspraken": []},
        {"formaat": "wijktoets/dossier@1", "naam": "x", "afspraken": [{"thema": "t", "gewenst": "alles"}]},
    ],
)
def test_a_broken_dossier_does_not_fit(broken: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, _schema("dossier"))
