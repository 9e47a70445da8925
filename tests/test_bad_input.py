"""Every bad input gets the lines that stand beside it in tests/data/bad, and every sentence occurs there."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.bad_cases import BAD, lines, names, run
from wijktoets import texts
from wijktoets.engine.model.errors import Melding
from wijktoets.engine.model.words import INGEBOUWDE_VRAGEN
from wijktoets.engine.reading.complaints import _CODES
from wijktoets.workbook.grid import Soort
from wijktoets.workbook.telling import OWN

ROOT = Path(__file__).parent.parent
SENTENCES: Mapping[str, tuple[str, str]] = texts.all_texts()["meldingen"]
NAMES = list(names())

WHOLE_FILE = {
    *("geen_bestand", "is_map", "geen_gewoon_bestand", "dode_koppeling", "niet_leesbaar", "geen_tekstbestand"),
    *("te_groot", "leeg_bestand", "utf16", "te_veel_fouten"),
    *("kolom_dubbel", "tabel_niet_leesbaar"),
    *(
        "kolom_ontbreekt",
        "kolom_bezet",
        "uitvoer_kolom",
        "groep_plaats",
        "groep_onbekend",
        "maat_onbekend",
        "gewichten",
    ),
    *("geen_tabel", "geen_dask", "rijen_onleesbaar"),
    *("invoer_soort", "invoer_open_bestand", "invoer_velden", "invoer_rijen", "invoer_leeg"),
    *("pakket_onbekend", "pakket_geen_map", "pakket_zonder_kop", "pakket_zonder_vragen"),
    *("werkmap_te_groot", "werkmap_uitgepakt_te_groot", "werkmap_te_vol", "werkmap_versleuteld", "werkmap_leeg"),
    *("werkmap_geen", "werkmap_stuk", "werkmap_onleesbaar", "werkmap_macro", "werkmap_koppeling", "werkmap_vreemd"),
    *("werkmap_blad_ontbreekt", "werkmap_blad_dubbel", "werkmap_kolom_ontbreekt", "werkmap_vraag_weg"),
}
"""What is said of a file or folder as a whole, so without a line."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Melding, ...]]:
    """What is wrong in each case."""
    return {name: run(name, tmp_path_factory.mktemp("case")) for name in NAMES}


def expected(name: str) -> list[str]:
    return (BAD / f"{name}.err").read_text(encoding="utf-8").splitlines()


@pytest.mark.each_python
@pytest.mark.parametrize("name", NAMES)
def test_a_bad_input_gets_the_lines_beside_it(name: str, found: dict[str, tuple[Melding, ...]]) -> None:
    assert lines(found[name]) == expected(name)
    assert found[name], "this case is not bad"


def test_every_expectation_has_its_case_and_there_are_many() -> None:
    assert sorted(path.stem for path in BAD.glob("*.err")) == sorted(NAMES)
    assert len(NAMES) >= 60


# The sentences.


def test_every_sentence_occurs_in_a_case(found: dict[str, tuple[Melding, ...]]) -> None:
    seen = {melding.code for meldingen in found.values() for melding in meldingen}
    assert set(SENTENCES) - seen == set()


TAKES_A_CODE = {
    **dict.fromkeys(("Melding", "PydanticCustomError", "melding", "refuse", "_refuse", "zeg", "Buiten"), 0),
    **{"repeated": 1, "_refused": 1, "_each_by_someone": 2, "_unknown": 2},
}
"""What makes a Melding, and which of its arguments is the code."""


def _codes(path: Path) -> Iterator[str]:
    """The codes that a module gives to what makes a Melding out of them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = TAKES_A_CODE.get(called)
        if place is not None and len(node.args) > place:
            yield from _words(node.args[place])
    yield from re.findall(r'\bcode(?:, \w+)* = "(\w+)"', path.read_text(encoding="utf-8"))


def _words(node: ast.expr) -> Iterator[str]:
    """The code that an expression stands for, when it is written out; both of them for a choice."""
    if isinstance(node, ast.IfExp):
        yield from (*_words(node.body), *_words(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[a-z0-9_]+", node.value):
        yield node.value


def test_every_code_in_the_sources_has_a_sentence() -> None:
    modules = [path for folder in ("engine", "cli", "workbook") for path in (ROOT / folder).rglob("*.py")]
    used = {code for path in modules for code in _codes(path)} | set(_CODES.values()) | set(OWN.values())
    used |= {f"antwoord_op_{name}" for name in INGEBOUWDE_VRAGEN} | {f"werkmap_{soort.value}" for soort in Soort}
    assert len(used) > 60, "the scan finds the codes"
    assert used - {key for key, _ in _pairs(texts.all_texts())} == set()


def _pairs(part: Any) -> Iterator[tuple[str, list[str]]]:
    """The key of every sentence that has two parts, and those: what is wrong and what to do."""
    for key, value in part.items():
        if isinstance(value, dict):
            yield from _pairs(value)
        elif isinstance(value, list) and len(value) == 2:
            yield key, value


def test_every_sentence_says_what_is_wrong_and_what_to_do() -> None:
    for code, (wrong, advice) in SENTENCES.items():
        assert wrong.endswith((".", "?")), code
        assert advice.endswith("."), code
        assert advice[0].isupper(), code
        assert not re.search(
            r"\b(wordt|worden|dient|gelieve|error|invalid|default)\b", re.sub(r"`.*?`|{{.*?}}", "", wrong + advice)
        ), code


# The places.


def test_every_place_is_inside_its_file(found: dict[str, tuple[Melding, ...]]) -> None:
    for name, meldingen in found.items():
        for melding in meldingen:
            plek = melding.plek
            if melding.code in WHOLE_FILE or plek.bestand == "--set":
                assert plek.regel == 0, (name, melding)
                continue
            path = BAD / plek.bestand
            if path.suffix == ".xlsx" and melding.code != "formaat_nieuwer":
                assert re.match(r"blad .+, cel [A-Z]+[1-9][0-9]*$", plek.naam), (name, melding)
            if path.is_file():
                text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
                rows = re.split(r"\r\n|\r|\n", text)
                assert 1 <= plek.regel <= len(rows), (name, melding)
                assert 1 <= plek.kolom <= len(rows[plek.regel - 1]) + 1, (name, melding)


def test_what_is_wrong_is_said_in_order_of_place_and_once(found: dict[str, tuple[Melding, ...]]) -> None:
    for name, meldingen in found.items():
        places = [melding.plek for melding in meldingen]
        assert places == sorted(places), name
        said = lines(meldingen)
        assert len(said) == len(set(said)), name


def test_a_place_is_where_the_wrong_thing_begins(found: dict[str, tuple[Melding, ...]]) -> None:
    """The value or key that a sentence quotes stands at the place that it gives."""
    quoted = 0
    for meldingen in found.values():
        for melding in meldingen:
            path = BAD / melding.plek.bestand
            word = str(melding.gegevens.get("naam", melding.gegevens.get("waarde", "")))
            if not path.is_file() or melding.code not in QUOTES or not word.isascii() or not word.isprintable():
                continue
            row = re.split(r"\r\n|\r|\n", path.read_bytes().decode("utf-8"))[melding.plek.regel - 1]
            assert row[melding.plek.kolom - 1 :].lstrip("\"'").lower().startswith(word.lower()), melding
            quoted += 1
    assert quoted > 80


QUOTES = {
    *("waarde_onbekend", "vraag_onbekend", "waarborg_onbekend", "optie_onbekend", "antwoord_onbekend", "boolean"),
    *("datum_vorm", "datum_bestaat_niet", "bedrag_vorm", "land_vorm", "thema_onbekend", "gespreksvraag_onbekend"),
    *("instrument_onbekend", "actie_onbekend", "optie_gereserveerd", "id_vorm", "id_dubbel", "waarborg_op_ladder"),
    *("keuze_zonder_is", "grens_met_stelling", "grens_met_nvt", "grens_met_waarborg", "verwijzing_met_grens"),
    *("formaat_onbekend", "formaat_nieuwer", "geen_getal", "geen_vlag", "standpunt_dubbel", "fase_dubbel"),
}
"""Codes whose sentence quotes what stands at the place."""
