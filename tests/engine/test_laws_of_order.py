"""The laws of order (docs/model.md section 5): what stands where does not matter, the same input gives the same bytes.

| law | test |
|---|---|
| the order of answers, rules and afspraken does not matter | test_the_order_of_answers_rules_and_afspraken |
| … nor that of files, nor how rules are spread over them | test_the_order_of_files, test_the_order_of_packs |
| same input, byte-identical output | test_the_same_input_gives_the_same_bytes, test_another_process_… |
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import VANDAAG, Ruw, dossier, ingebouwd, koppel, ruw_pakket, stelling, v, waarborg
from tests.strategies import cases
from wijktoets import Dossier, evaluate, load_pack, rules
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading import loading


def bytes_of(pack: Regelpakket, case: Dossier) -> str:
    """The JSON of a Rapport, as it is written."""
    return json.dumps(evaluate(case, pack, today=VANDAAG, engine="direct").to_json(), ensure_ascii=False)


def in_any_order(pack: Regelpakket, case: Dossier) -> str:
    """The JSON of a Rapport, with afspraken by thema and fase and partijen by name, without the hash of the files."""
    found = evaluate(case, pack, today=VANDAAG, engine="direct").to_json()
    found["afspraken"].sort(key=lambda a: (a["thema"], a["fase"]))
    found["partijen"].sort(key=lambda p: p["naam"])
    for row in found["pakketten"]:
        del row["sha256"]
    return json.dumps(found, sort_keys=True)


def shuffled(value: Any, chance: random.Random) -> Any:
    """Plain data in another order; perspectives, and who stands behind words, stay as given."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: value[key] if key == "bevestigd_door" else shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        items = [shuffled(item, chance) for item in value]
        if not any(isinstance(item, dict) and "door" in item for item in items):
            chance.shuffle(items)
        return items
    return value


@given(cases(), st.integers(0, 10**6))
def test_the_order_of_answers_rules_and_afspraken(case: tuple[Ruw, Ruw], seed: int) -> None:
    pack, raw = case
    chance = random.Random(seed)
    as_given = ("afwegingen", "partijen", "ondertekenaars", "bevestigd")  # these are shown in the order of the dossier
    turned = {**shuffled(raw, chance), **{key: raw[key] for key in as_given if key in raw}}
    parts = {**shuffled(pack, chance), "waarborgen": _steps_as_given(pack, chance)}
    before = in_any_order(koppel(pack), Dossier.model_validate(raw))
    assert in_any_order(koppel(parts), Dossier.model_validate(turned)) == before


def _steps_as_given(pack: Mapping[str, Any], chance: random.Random) -> list[Ruw]:
    rules = [{**shuffled(rule, chance), "acties": rule["acties"]} for rule in pack["waarborgen"]]
    chance.shuffle(rules)
    return rules


@given(cases())
def test_the_same_input_gives_the_same_bytes(case: tuple[Ruw, Ruw]) -> None:
    one, other = (bytes_of(koppel(case[0]), Dossier.model_validate(case[1])) for _ in range(2))
    assert one == other


SCRIPT = """
import json, sys
from datetime import date
from wijktoets import evaluate, load_dossier, load_pack
found = evaluate(load_dossier(sys.argv[1]), load_pack(), today=date(2026, 11, 1), engine="direct").to_json()
sys.stdout.write(json.dumps(found, ensure_ascii=False))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A dossier with something of everything."""
    questions = list(load_pack().vragen.values())
    answers: Ruw = {q.id: "ja" for q in questions if q.soort == "stelling"}
    for question in list(answers)[::3]:
        answers[question] = [{"door": "bewoners", "antwoord": "nee"}, {"door": "raad", "antwoord": "ja"}]
    afspraken = [{"thema": "groen", "gewenst": "besluiten"}, {"thema": "wonen"}]
    case: Ruw = {"formaat": "wijktoets/dossier@1", "naam": "Wijk", "antwoorden": answers, "afspraken": afspraken}
    path = tmp_path / "dossier.yaml"
    path.write_text(json.dumps(case), encoding="utf-8")
    return path


def test_another_process_gives_the_same_bytes(file: Path) -> None:
    """Whatever the seed of the hashes, on which the order of a set depends."""
    found = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(file)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert len(json.loads(found[0])["afspraken"]) == 6


def test_the_order_of_files(tmp_path: Path, file: Path) -> None:
    """The same rules in one list, in a folder with another name, back to front."""
    folder = rules.builtin_packs()[rules.STANDAARD]
    other = tmp_path / "anders"
    other.mkdir()
    pages = []
    for path in sorted(folder.rglob("*.yaml"), reverse=True):
        if path.name == "pakket.yaml":
            (other / path.name).write_bytes(path.read_bytes())
        elif "waarborgen" in path.parts:
            pages.append(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
        elif path.name not in loading.NOTES:
            (other / f"a-{path.stem}.yaml").write_bytes(path.read_bytes())
    (other / "z.yaml").write_text(json.dumps(pages), encoding="utf-8")
    case = loading.load_dossier(file)
    assert in_any_order(load_pack(other), case) == in_any_order(load_pack(folder), case)


def test_the_order_of_packs(tmp_path: Path) -> None:
    """A pack that builds on another has the last word on a sentence, whichever was named first."""
    base = ruw_pakket(waarborg("w", v("q")), uitkomsten={"congruent": "van de basis"})
    above: Ruw = {"id": "boven", "naam": "Boven", "versie": "1.0.0", "bouwt_op": {"id": "proefpakket"}}
    folders = [
        _written(tmp_path / "basis", base["kop"], [*base["vragen"], *base["waarborgen"]]),
        _written(
            tmp_path / "boven",
            {**above, "uitkomsten": {"congruent": "van boven"}},
            [stelling("x"), waarborg("y", v("x"))],
        ),
    ]
    case = dossier({"q": "ja", "x": "ja", "rol": "besluiten"}, gewenst="besluiten")
    found = [loading.load_packs([(f, f.name) for f in order], ingebouwd(), {}) for order in (folders, folders[::-1])]
    assert bytes_of(found[0], case) == bytes_of(found[1], case)
    assert evaluate(case, found[0], engine="direct").afspraken[0].tekst == "Volgens wie dit invulde: van boven"
    fetched = loading.load_packs([(folders[1], "boven")], ingebouwd(), {"proefpakket": folders[0]})
    assert evaluate(case, fetched, engine="direct").afspraken[0].tekst == "Volgens wie dit invulde: van boven"


def _written(folder: Path, kop: Ruw, things: list[Ruw]) -> Path:
    """A pack in a folder; JSON is YAML too."""
    folder.mkdir()
    (folder / "pakket.yaml").write_text(json.dumps(kop), encoding="utf-8")
    (folder / "regels.yaml").write_text(json.dumps(things), encoding="utf-8")
    return folder
