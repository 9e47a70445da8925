"""Own words, who signs, and confirmations (docs/model.md section 2).

| sentence of the model | test |
|---|---|
| agreed once both sides stand behind the words, or when the dossier says so | test_when_own_words_are_agreed |
| who signs: those named, else the parties of wijk, bewoners, gemeente and college | test_who_signs |
| residents have confirmed: wijk or bewoners, zo_gezegd, of what stands there now | test_when_residents_have_confirmed |
| the kenmerk is of the content | test_the_kenmerk_is_of_the_content, test_equal_content_has_one_kenmerk |
| one party alone agrees nothing; nor is anything agreed at nee | test_where_own_words_cannot_stand |
"""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from tests.builders import Ruw
from tests.strategies import cases
from wijktoets.engine.model.agreed import Afgesproken
from wijktoets.engine.model.confirming import kenmerk, ondertekenaars, residents_confirmed, zinstand
from wijktoets.engine.model.dossier import Dossier

OVERLEG, TEAM, RAAD = (
    {"naam": "Overleg", "rol": "wijk"},
    {"naam": "Team", "rol": "gemeente"},
    {"naam": "Raad", "rol": "raad"},
)
SCHOOL = {"naam": "School", "rol": "partner"}


def dossier(**fields: Any) -> Dossier:
    return Dossier.model_validate({"formaat": "wijktoets/dossier@1", "naam": "Wijk", **fields})


@pytest.mark.parametrize(
    ("partijen", "sign", "behind", "status", "stand"),
    [
        ([OVERLEG, TEAM], [], ["Overleg", "Team"], "voorstel", "afgesproken"),
        ([OVERLEG, TEAM], [], ["Overleg"], "voorstel", "voorstel"),
        ([OVERLEG, TEAM], [], [], "voorstel", "voorstel"),
        ([OVERLEG], [], ["Overleg"], "voorstel", "voorstel"),
        ([TEAM], [], ["Team"], "voorstel", "voorstel"),
        ([OVERLEG, SCHOOL], [], ["Overleg", "School"], "voorstel", "voorstel"),
        ([OVERLEG, RAAD], [], ["Overleg", "Raad"], "voorstel", "voorstel"),
        ([OVERLEG, RAAD], ["Overleg", "Raad"], ["Overleg", "Raad"], "voorstel", "afgesproken"),
        ([OVERLEG, TEAM, SCHOOL], ["Overleg", "Team", "School"], ["Overleg", "Team"], "voorstel", "voorstel"),
        ([], [], [], "voorstel", "voorstel"),
        ([], [], [], "afgesproken", "afgesproken"),
        ([OVERLEG], [], [], "in_uitvoering", "afgesproken"),
        ([OVERLEG], [], [], "terugblik", "afgesproken"),
    ],
)
def test_when_own_words_are_agreed(
    partijen: list[Ruw], sign: list[str], behind: list[str], status: str, stand: str
) -> None:
    found = dossier(partijen=partijen, ondertekenaars=sign, status=status)
    assert zinstand(found, Afgesproken(tekst="Elke maand.", bevestigd_door=tuple(behind))) == stand


def test_who_signs() -> None:
    partijen = [SCHOOL, RAAD, TEAM, OVERLEG, {"naam": "Buren", "rol": "bewoners"}, {"naam": "B en W", "rol": "college"}]
    assert ondertekenaars(dossier(partijen=partijen)) == ("Team", "Overleg", "Buren", "B en W")
    assert ondertekenaars(dossier(partijen=partijen, ondertekenaars=["Raad", "Buren"])) == ("Raad", "Buren")


@pytest.mark.parametrize(
    ("door", "oordeel", "today", "confirmed"),
    [
        ("Overleg", "zo_gezegd", True, True),
        ("Buren", "zo_gezegd", True, True),
        ("Team", "zo_gezegd", True, False),
        ("Overleg", "niet_zo_gezegd", True, False),
        ("Overleg", "tekent_niet", True, False),
        ("Overleg", "zo_gezegd", False, False),
        ("Overleg", "zo_gezegd", None, False),
    ],
)
def test_when_residents_have_confirmed(door: str, oordeel: str, today: bool | None, confirmed: bool) -> None:
    said = {"antwoorden": {"q": "ja"}, "partijen": [OVERLEG, TEAM, {"naam": "Buren", "rol": "bewoners"}]}
    mark = {None: {}, True: {"kenmerk": kenmerk(dossier(**said))}, False: {"kenmerk": "00000000"}}[today]
    row = {"door": door, "oordeel": oordeel, "toelichting": "want", **mark}
    assert residents_confirmed(dossier(**said, bevestigd=[row])) is confirmed


FULL: Ruw = {
    "antwoorden": {"q": {"antwoord": "ja", "bron": "verslag"}, "r": "nee"},
    "afspraken": [{"thema": "groen", "gewenst": "besluiten", "bedrag": {"euro": "40000"}}],
    "afwegingen": [{"waarborg": "w", "reden": "later", "besloten_door": ["wijk", "gemeente"]}],
}


@pytest.mark.parametrize(
    "written",
    [
        {"antwoorden": {"r": {"antwoord": "nee"}, "q": {"bron": ["verslag"], "antwoord": "ja"}}},
        {"afspraken": [{"bedrag": {"euro": "40000.00"}, "gewenst": "besluiten", "thema": "groen"}]},
        {"afspraken": [{**FULL["afspraken"][0], "fasen": ["voorbereiding", "uitvoering", "evaluatie"]}]},
        {"afspraken": [{**FULL["afspraken"][0], "reikwijdte": "onbekend", "antwoorden": {}}]},
        {"naam": "Een andere naam", "partijen": [OVERLEG], "gesprekken": {"g": "x"}, "status": "afgesproken"},
    ],
)
def test_the_kenmerk_is_of_the_content(written: Ruw) -> None:
    assert kenmerk(dossier(**{**FULL, **written})) == kenmerk(dossier(**FULL))


@pytest.mark.parametrize(
    "other",
    [
        {"antwoorden": {**FULL["antwoorden"], "r": "ja"}},
        {"antwoorden": {**FULL["antwoorden"], "r": {"antwoord": "nee", "toelichting": "nog niet"}}},
        {"antwoorden": {**FULL["antwoorden"], "q": {**FULL["antwoorden"]["q"], "afgesproken": "Elke maand."}}},
        {"afspraken": [{**FULL["afspraken"][0], "bedrag": {"euro": "40000.50"}}]},
        {"afwegingen": []},
    ],
)
def test_other_content_has_another_kenmerk(other: Ruw) -> None:
    assert kenmerk(dossier(**{**FULL, **other})) != kenmerk(dossier(**FULL))


def test_the_kenmerk_is_written_down() -> None:
    """That of docs/formaten.md, so that another program can make it."""
    made = dossier(antwoorden={"openbare-vergaderingen": "ja"}, afspraken=[{"thema": "groen"}])
    text = (
        '{"afspraken":[{"thema":"groen"}],"afwegingen":[],"antwoorden":{"openbare-vergaderingen":[{"antwoord":"ja"}]}}'
    )
    assert kenmerk(made) == sha256(text.encode()).hexdigest()[:8]


@given(cases())
def test_equal_content_has_one_kenmerk(case: tuple[Ruw, Ruw]) -> None:
    """Whatever the order of keys, answers, parties and afspraken."""
    plain = case[1]
    turned = {key: _turned(value) for key, value in reversed(plain.items())}
    one, other = (Dossier.model_validate(each) for each in (plain, turned))
    assert kenmerk(one) == kenmerk(other)
    assert len(kenmerk(one)) == 8 and int(kenmerk(one), 16) >= 0


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(item) for key, item in reversed(value.items())}
    return [_turned(item) for item in reversed(value)] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ([{"door": "bewoners", "antwoord": "ja", "afgesproken": "x"}], "afgesproken_van_partij"),
        ({"antwoord": "nee", "afgesproken": "x"}, "afgesproken_bij_antwoord"),
        ({"antwoord": "onbekend", "afgesproken": "x"}, "afgesproken_bij_antwoord"),
        ({"antwoord": "nvt", "toelichting": "y", "afgesproken": "x"}, "afgesproken_bij_antwoord"),
        ([{"door": "samen", "antwoord": "nee", "afgesproken": "x"}], "afgesproken_bij_antwoord"),
    ],
)
def test_where_own_words_cannot_stand(given_: Any, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        dossier(antwoorden={"q": given_})
    assert [error["type"] for error in refused.value.errors()] == [code]


@pytest.mark.parametrize("given_", [{"antwoord": "deels"}, {"antwoord": "wijk"}, [{"door": "samen", "antwoord": "ja"}]])
def test_where_own_words_stand(given_: Any) -> None:
    with_words = [{**row, "afgesproken": "x"} for row in (given_ if isinstance(given_, list) else [given_])]
    (row,) = dossier(antwoorden={"q": with_words if isinstance(given_, list) else with_words[0]}).antwoorden["q"]
    assert row.afgesproken == Afgesproken(tekst="x")
