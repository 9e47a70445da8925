"""The JSON Schemas in schemas/ are those of the models, accept every file of the project, and explain every field.

Those of results: test_result_schemas.py.
"""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from wijktoets import rules
from wijktoets.engine.upkeep.dictionary import read_column_texts
from wijktoets.engine.upkeep.schemas import read_field_texts, schemas
from wijktoets.schemas import of_files

ROOT = Path(__file__).resolve().parents[3]
TEXTS = ROOT / "texts" / "schema" / "velden.yaml"
KINDS = {
    "waarborgen": "waarborg",
    "grenzen": "grens",
    "signalen": "signaal",
    "vragen": "vragen",
    "wijzigingen": "wijzigingen",
}
"""The folders of a pack, and the schema of what lies in them."""


def pack_files(pack: Path) -> Iterator[tuple[str, Path]]:
    """The files of a pack, each with the name of its schema."""
    yield from ((path.stem, path) for path in sorted(pack.glob("*.yaml")))
    for folder, kind in KINDS.items():
        yield from ((kind, path) for path in sorted((pack / folder).rglob("*.yaml")))


PACKS = [folder.resolve() for folder in rules.builtin_packs().values()]
FILES = [
    *(("dossier", p) for p in sorted((ROOT / "cases").rglob("*.yaml"))),
    *(found for pack in PACKS for found in pack_files(pack)),
]
REGELS = [("regel", next(path for k, path in FILES if k == kind)) for kind in ("waarborg", "grens", "signaal")]


def _plain(path: Path) -> Any:
    """The file as an editor reads it: dates are texts."""
    return json.loads(json.dumps(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), default=str))


@cache
def _fits(kind: str) -> Any:
    """What refuses a file that does not fit a schema."""
    schema = json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).validate


def test_schemas_are_in_step_with_the_models() -> None:
    written = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / "schemas").glob("*.json")}
    columns = read_column_texts(TEXTS.with_name("kolommen.yaml"))
    assert written == schemas(read_field_texts(TEXTS), columns), "run `make schemas`"


@pytest.mark.parametrize(("kind", "path"), FILES + REGELS, ids=lambda v: v.stem if isinstance(v, Path) else v)
def test_every_file_of_the_project_fits_its_schema(kind: str, path: Path) -> None:
    _fits(kind)(_plain(path))


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
        _fits("dossier")(broken)


# What an editor shows


def _models(schema: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each model in a schema with its name; the outermost is called after the file."""
    if "properties" in schema:
        yield name, schema
    yield from schema.get("$defs", {}).items()


def _fields() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in of_files():
        for model, below in _models(json.loads(path.read_text(encoding="utf-8")), path.stem):
            for field, schema in below.get("properties", {}).items():
                yield model, field, schema


def test_every_field_and_model_is_explained() -> None:
    assert {f"{model}.{field}" for model, field, schema in _fields() if "description" not in schema} == set()
    for path in of_files():
        schema = json.loads(path.read_text(encoding="utf-8"))
        assert [model for model, below in _models(schema, path.stem) if "description" not in below] == []


def test_every_sentence_about_a_field_is_used_and_is_a_plain_sentence() -> None:
    texts = read_field_texts(TEXTS)
    used = {schema["description"] for _, _, schema in _fields()}
    said = [*texts.overal.values(), *(s for m in texts.modellen.values() for f, s in m.items() if f != "model")]
    assert set(said) - used == set()
    for sentence in said:
        assert re.fullmatch(r"[A-Z].*[.?]", sentence), sentence
        assert len(sentence.split()) <= 30, sentence


def test_no_explanation_is_what_a_developer_reads() -> None:
    english = re.compile(r"\b(the|which|whether|answers?|condition)\b", re.IGNORECASE)
    assert [f"{m}.{f}" for m, f, schema in _fields() if english.search(schema["description"])] == []


def test_a_field_that_no_file_has_is_refused_by_the_schema_of_its_kind() -> None:
    regel = _plain(next(path for kind, path in FILES if kind == "grens"))
    _fits("grens")(regel)
    for kind in ("waarborg", "signaal"):
        with pytest.raises(jsonschema.ValidationError):
            _fits(kind)(regel)
    with pytest.raises(jsonschema.ValidationError):
        _fits("grens")({**regel, "norm": {"besluiten": "moet"}})


@pytest.mark.parametrize("kind", ["waarborg", "grens", "vragen", "pakket"])
def test_the_line_for_the_editor_leads_to_the_schema(kind: str) -> None:
    path = next(path for k, path in FILES if k == kind)
    page = (ROOT / "docs" / "nakijken.md").read_text(encoding="utf-8")
    shown = re.findall(rf"yaml-language-server: \$schema=(\S*{kind}\.schema\.json)", page)
    assert shown == [os.path.relpath(ROOT / "schemas" / f"{kind}.schema.json", path.parent)]
