"""The engine against a second reading of the model (tests/oracle): every interval, status, uitkomst, count and score.

A difference is a mistake in one of the two; docs/model.md decides which, and where it is silent docs/modelkeuzes.md.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.amount import at_least
from tests.builders import VANDAAG, Ruw, koppel
from tests.oracle import rapport
from tests.strategies import cases, dossiers, packs
from wijktoets import Dossier, evaluate, load_dossier, load_pack, rules
from wijktoets import cases as cases_folder
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.engine.reading import loading

MORE = settings(max_examples=at_least(300))

COLUMNS = {
    "eisen": ("archetype", "waarborg", "norm", "status", "laag", "hoog"),
    "witte_vlekken": ("archetype", "waarborg", "norm", "aard", "open_vragen"),
    "profiel": ("archetype", "onderdeel", "laag", "hoog", "besproken", "eisen"),
    "grenzen": ("id", "sluit_uit", "zeker"),
    "afwegingen": ("waarborg", "telt", "waarom_niet"),
}


def computed(afspraak: Mapping[str, Any], keys: Mapping[str, Any]) -> Ruw:
    """What a Rapport says of an afspraak, without its words, in the shape of the oracle."""
    found = {key: afspraak[key] for key in keys if key in afspraak}
    for name, columns in COLUMNS.items():
        found[name] = [{column: row[column] for column in columns} for row in afspraak[name]]
    found["signalen"] = [s["id"] for s in afspraak["signalen"]]
    found["signalen_als_vraag"] = sorted(s["id"] for s in afspraak["signalen"] if s["vraag"])
    return found


def assert_agree(pack: Regelpakket, raw_pack: Ruw, case: Dossier, raw: Ruw, today: date, archetype: Any = None) -> None:
    found = evaluate(case, pack, archetype=archetype, today=today, engine="direct").to_json()["afspraken"]
    expected = rapport.judge(raw_pack, raw, today, archetype)
    assert [computed(afspraak, keys) for afspraak, keys in zip(found, expected, strict=True)] == expected


@MORE
@given(cases(), st.sampled_from([VANDAAG, VANDAAG + timedelta(days=1)]), st.sampled_from([None, None, *ARCHETYPES]))
def test_the_engine_says_what_the_model_says(case: tuple[Ruw, Ruw], today: date, archetype: Any) -> None:
    pack, raw = case
    assert_agree(koppel(pack), pack, Dossier.model_validate(raw), raw, today, archetype)


@given(packs().flatmap(lambda pack: st.tuples(st.just(pack), st.lists(dossiers(pack), min_size=3, max_size=5))))
def test_a_pack_is_the_same_for_every_dossier(case: tuple[Ruw, list[Ruw]]) -> None:
    """Nothing of one dossier is left behind for the next."""
    raw_pack, dossiers_of_it = case
    pack = koppel(raw_pack)
    for raw in dossiers_of_it:
        assert_agree(pack, raw_pack, Dossier.model_validate(raw), raw, VANDAAG)


# The packs and dossiers that come with the program.


def plain(path: Path) -> Any:
    """A YAML file as plain data, with its flags and numbers."""
    return _typed(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def _typed(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _typed(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if key in ("hard", "nvt_mogelijk"):
        return value == "true"
    return int(value) if key == "aantal" else value


def plain_pack(folder: Path) -> Ruw:
    """The parts of a pack, from its files."""
    parts: Ruw = {"kop": {}, "vragen": [], "waarborgen": [], "grenzen": [], "signalen": []}
    kinds = {"waarborg": "waarborgen", "grens": "grenzen", "signaal": "signalen"}
    for path in sorted(folder.rglob("*.yaml")):
        content = plain(path)
        if path.name == "pakket.yaml":
            parts["kop"] = content
        elif str(path.relative_to(folder)) not in loading.NOTES:
            for thing in content if isinstance(content, list) else [content]:
                if thing.get("soort") in kinds:
                    parts[kinds[thing["soort"]]].append(thing)
    return parts


GRONINGS = rules.builtin_packs()[rules.STANDAARD]
FILES = [*cases_folder.pilots(), *cases_folder.voorbeelden()]


@pytest.mark.anywhere
@pytest.mark.parametrize("archetype", [None, *ARCHETYPES])
def test_the_engine_says_of_our_own_dossiers_what_the_model_says(archetype: Any) -> None:
    pack, raw_pack = load_pack(GRONINGS), plain_pack(GRONINGS)
    assert FILES
    for path in FILES:
        assert_agree(pack, raw_pack, load_dossier(path), plain(path), VANDAAG, archetype)
