"""Who speaks, wishes and acts in a dossier: roles, and its partijen by name (tests/data/bad/parties-*.yaml: messages).

| docs/model.md section 2 | test |
|---|---|
| a party by name speaks for itself | test_two_groups_of_residents_can_differ |
| its rol tells on which side it sits | test_the_rol_of_a_party_is_the_side_that_it_sits_on |
"""

from typing import Any

import pytest

from tests.builders import dossier, oordeel, pakket, v, waarborg
from wijktoets import InvoerFout, evaluate
from wijktoets.engine.model.dossier import Dossier, rol_of
from wijktoets.engine.model.words import PARTIJROLLEN, ROLLEN, STEMMEN, TREKKERS
from wijktoets.engine.reading.matching import check_dossier
from wijktoets.engine.reading.parties import whose

PARTIJEN = [
    {"naam": "Dorpsbelang", "rol": "bewoners"},
    {"naam": "Zon op Dorp", "rol": "bewoners"},
    {"naam": "Raad", "rol": "raad"},
]
PACK = pakket(waarborg("w", v("q")))


def said(door: str, **delen: Any) -> Dossier:
    return dossier({"q": [{"door": door, "antwoord": "ja"}]}, partijen=PARTIJEN, **delen)


def codes(found: Dossier) -> list[str]:
    return [m.code for m in check_dossier(found, PACK)]


def test_two_groups_of_residents_can_differ() -> None:
    answers = {"q": [{"door": "Dorpsbelang", "antwoord": "nee"}, {"door": "Zon op Dorp", "antwoord": "ja"}]}
    found = oordeel(PACK, answers, partijen=PARTIJEN, gewenst="besluiten")
    assert found.verschillen_van_inzicht == ("q",)
    assert [(s.door, s.antwoord) for s in found.antwoorden["q"]] == [("Dorpsbelang", "nee"), ("Zon op Dorp", "ja")]


def test_what_was_chosen_together_stands_above_parties_by_name() -> None:
    answers = {"q": [{"door": "Dorpsbelang", "antwoord": "nee"}, {"door": "samen", "antwoord": "ja"}]}
    found = oordeel(PACK, answers, partijen=PARTIJEN, gewenst="besluiten")
    assert found.verschillen_van_inzicht == () and found.eisen[0].status == "geborgd"


def test_wishes_of_two_groups_that_differ_leave_the_wish_open() -> None:
    wishes = [{"door": "Dorpsbelang", "gewenst": "aanjagen"}, {"door": "Zon op Dorp", "gewenst": "besluiten"}]
    found = oordeel(PACK, {}, partijen=PARTIJEN, gewenst=wishes)
    assert found.gewenst == "onbekend" and [w.door for w in found.gewensten] == ["Dorpsbelang", "Zon op Dorp"]


def test_a_role_and_a_party_with_that_rol_are_two() -> None:
    answers = {"q": [{"door": "Dorpsbelang", "antwoord": "nee"}, {"door": "bewoners", "antwoord": "ja"}]}
    assert oordeel(PACK, answers, partijen=PARTIJEN).verschillen_van_inzicht == ("q",)


@pytest.mark.parametrize("rol", STEMMEN)
def test_an_exact_role_word_is_a_role_whatever_the_parties_are_called(rol: str) -> None:
    assert whose(rol, STEMMEN, [rol]) is None


@pytest.mark.parametrize("rol", sorted(ROLLEN))
def test_a_name_that_is_a_role_but_for_case_is_refused_with_both_choices(rol: str) -> None:
    name = rol.capitalize()
    wrong = whose(name, STEMMEN, [name])
    assert wrong is not None and wrong.code == "partij_lijkt_rol"
    assert (wrong.facts["rol"], wrong.facts["partij"]) == (rol, name)


def test_without_such_a_party_it_is_a_near_miss() -> None:
    wrong = whose("Gemeente", STEMMEN, ["Dorpsbelang"])
    assert wrong is not None and (wrong.code, wrong.guess) == ("spreker_onbekend", "gemeente")


@pytest.mark.parametrize(("door", "code"), [("Dorpsblang", "spreker_onbekend"), ("Raad", "partij_lijkt_rol")])
def test_a_dossier_made_in_python_is_held_to_its_parties_too(door: str, code: str) -> None:
    assert codes(said(door)) == [code] and codes(said("Dorpsbelang")) == []
    with pytest.raises(InvoerFout):
        evaluate(said(door), PACK, engine="direct")


def test_names_are_looked_for_everywhere_that_somebody_speaks_wishes_or_acts() -> None:
    power = {"naam": "maaien", "antwoorden": {"q": [{"door": "b", "antwoord": "ja"}]}}
    answers = {"q": [{"door": "c", "antwoord": "ja"}]}
    afspraak = {
        "thema": "groen",
        "gewenst": [{"door": "a", "gewenst": "besluiten"}],
        "bevoegdheden": [power],
        "antwoorden": answers,
    }
    acties = [{"waarborg": "w", "wat": "kijken", "trekker": "d"}]
    found = check_dossier(dossier({}, afspraken=[afspraak], acties=acties), PACK)
    assert [(m.code, m.gegevens["waarde"]) for m in found] == [("partij_zonder_partijen", name) for name in "acbd"]


def test_a_name_stands_once_among_the_parties() -> None:
    assert codes(dossier({}, partijen=[PARTIJEN[0], {"naam": "Dorpsbelang", "rol": "wijk"}])) == ["partij_dubbel"]


def test_the_rol_of_a_party_is_the_side_that_it_sits_on() -> None:
    found = said("Dorpsbelang").partijen
    assert [rol_of(name, found) for name in ("Zon op Dorp", "raad", "samen")] == ["bewoners", "raad", "samen"]


def test_every_role_that_can_stand_somewhere_is_kept_from_names() -> None:
    assert {*PARTIJROLLEN, *STEMMEN, *TREKKERS} == ROLLEN
