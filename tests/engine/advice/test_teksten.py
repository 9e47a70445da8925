"""The lines that go with a result about a dossier: the same id and the same words in all of them, or in none."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import dossier, pakket, v, waarborg
from tests.engine.advice.powers import STICHTING
from tests.engine.advice.powers import dossier as with_powers
from wijktoets import cases, evaluate, load_dossier, load_pack, rules
from wijktoets._api import laws_for
from wijktoets.engine.advice.agenda.agenda import agenda
from wijktoets.engine.advice.compare.compare import compare, side
from wijktoets.engine.advice.explain.explain import explain
from wijktoets.engine.advice.follow_up.follow_up import follow_up
from wijktoets.engine.advice.plan.path import groeipad
from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
from wijktoets.engine.advice.transfer.transfer import transfer
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import VASTE_REGELS, Archetype, Fase
from wijktoets.engine.result.rapport import TekstRij

pytestmark = pytest.mark.anywhere

DAY = date(2026, 11, 1)
PACK = load_pack()
WITH_POWERS = load_pack(rules.OVERDRACHT)
SHIPPED = [*cases.pilots(), *cases.voorbeelden()]
Lines = dict[str, TekstRij]


def at_its_wish(own: Dossier, pack: Regelpakket = PACK) -> Iterator[tuple[str, Lines]]:
    """The lines of each result about a dossier as it stands."""
    compute, laws = direct.compute, laws_for(own, pack)
    yield "Rapport", evaluate(own, pack, today=DAY, engine="direct").teksten
    yield "Uitleg", explain(own, pack, compute, DAY, laws=laws).teksten
    yield "Plan", plan(own, pack, compute, DAY, Vraagstuk(seconds=0.0), laws=laws).teksten
    yield "Agenda", agenda(own, pack, compute, DAY, laws=laws).teksten
    yield "Opvolging", follow_up(own, pack, compute, DAY, laws=laws).teksten
    found = compare(*[side(own, pack, compute, DAY, laws=laws)] * 2)
    yield from (("kant a", found.a.teksten), ("kant b", found.b.teksten), ("Vergelijking", found.teksten))


def of_transfer(own: Dossier) -> Lines:
    return transfer(own, WITH_POWERS, direct.compute, DAY).teksten


def as_if(own: Dossier, archetype: Archetype) -> Iterator[tuple[str, Lines]]:
    """The lines of each result about a dossier as if it wished something."""
    compute, laws, asked = direct.compute, laws_for(own, PACK), Vraagstuk(archetype, seconds=0.0)
    yield "Rapport", evaluate(own, PACK, archetype=archetype, today=DAY, engine="direct").teksten
    yield "Uitleg", explain(own, PACK, compute, DAY, laws=laws, archetype=archetype).teksten
    yield "Plan", plan(own, PACK, compute, DAY, asked, laws=laws).teksten
    path = groeipad(own, PACK, compute, DAY, asked, laws=laws)
    yield "Groeipad", path.teksten
    yield from ((f"stap {step.target}", step.plan.teksten) for step in path.stappen)
    yield "Agenda", agenda(own, PACK, compute, DAY, laws=laws, archetype=archetype).teksten


def different(found: Iterator[tuple[str, Lines]]) -> dict[str, Lines]:
    """The results whose lines are not those of the first, in words or in order."""
    (_, first), *others = found
    return {name: lines for name, lines in others if list(lines.items()) != list(first.items())}


@pytest.mark.in_turn
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_lines_of_all_results_about_a_shipped_dossier_are_equal(path: Path) -> None:
    own = load_dossier(path)
    found = [*at_its_wish(own), ("Overdracht", of_transfer(own))]
    assert different(iter(found)) == {}
    assert list(found[0][1]) == [key for key in VASTE_REGELS if key in found[0][1]]
    assert [line for line in found[0][1].values() if "{" in line.tekst] == []


@pytest.mark.parametrize("archetype", ["adviseren", "besluiten"])
@pytest.mark.parametrize("path", SHIPPED[::4], ids=lambda path: path.stem)
def test_so_are_those_about_a_wish_that_is_only_supposed(path: Path, archetype: Archetype) -> None:
    assert different(as_if(load_dossier(path), archetype)) == {}


# Besluiten is at stake


def village(gewenst: Any, rol: str, **parts: Any) -> Dossier:
    afspraak = {"thema": "groen", "gewenst": gewenst, "antwoorden": {"wie-besluit": rol}}
    raw = {"formaat": "wijktoets/dossier@1", "naam": "Voorbeeldwijk", "afspraken": [afspraak], "peildatum": DAY}
    return Dossier.model_validate({**raw, **parts})


@pytest.mark.parametrize(
    ("own", "at_stake"),
    [
        (village("aanjagen", "wijk"), True),
        (village("aanjagen", "onbekend"), True),
        (village("besluiten", "raad"), True),
        (village([{"door": "bewoners", "gewenst": "besluiten"}], "raad"), True),
        (village("aanjagen", "raad"), False),
    ],
    ids=["roles", "perhaps-roles", "wish", "wish-of-one", "none"],
)
def test_the_legal_form_was_not_looked_at_in_all_or_in_none(own: Dossier, at_stake: bool) -> None:
    found = [*at_its_wish(own), ("Overdracht", of_transfer(own))]
    assert {"niet_bekeken" in lines for _, lines in found} == {at_stake}
    assert {"niet_bekeken" in lines for _, lines in as_if(own, "besluiten")} == {True}


def test_bevoegdheden_stand_in_one_line_in_all_in_place_of_that_nobody_looked() -> None:
    own = with_powers({**STICHTING, "naam": "geld voor groen"}, afspraak={"gewenst": "besluiten"})
    found = [*at_its_wish(own), ("Overdracht", of_transfer(own)), *as_if(own, "besluiten")]
    told = {lines["overdracht"].tekst for _, lines in found}
    assert len(told) == 1
    assert told.pop().startswith("Wij hebben gekeken wat de wet over de vorm zegt. “geld voor groen”: kan zo niet 1")
    assert [name for name, lines in found if "niet_bekeken" in lines] == []
    assert different(at_its_wish(own, WITH_POWERS)) == {}, "a pack that asks about them itself needs no other"


def test_the_words_are_those_of_the_pack_of_the_laws() -> None:
    assert WITH_POWERS.teksten["overdracht"] is not PACK.teksten["overdracht"]


def test_where_the_law_is_of_another_country_the_legal_form_was_not_looked_at() -> None:
    gebied = {"naam": "Waterkant", "land": "BE"}
    own = with_powers(STICHTING, gebied=gebied, afspraak={"gewenst": "besluiten"})
    for name, lines in [*at_its_wish(own), ("Overdracht", of_transfer(own))]:
        assert ("overdracht" in lines, "niet_bekeken" in lines) == (False, True), name


def test_a_thema_or_fase_has_the_lines_of_what_was_judged() -> None:
    first, second = village("aanjagen", "raad"), with_powers(STICHTING, afspraak={"thema": "wonen"})
    own = first.model_copy(update={"afspraken": (*first.afspraken, *second.afspraken)})

    def kinds(thema: str | None, fase: Fase | None = None) -> set[str]:
        laws, asked = laws_for(own, PACK), Vraagstuk(thema=thema, fase=fase, seconds=0.0)
        found = [
            evaluate(own, PACK, thema=thema, fase=fase, today=DAY, engine="direct").teksten,
            explain(own, PACK, direct.compute, DAY, laws=laws, thema=thema, fase=fase).teksten,
            plan(own, PACK, direct.compute, DAY, asked, laws=laws).teksten,
            agenda(own, PACK, direct.compute, DAY, laws=laws, thema=thema, fase=fase).teksten,
            side(own, PACK, direct.compute, DAY, laws=laws, thema=thema, fase=fase).rapport.teksten,
        ]
        assert all(lines == found[0] for lines in found)
        return set(found[0])

    assert "overdracht" in kinds(None)
    assert "overdracht" in kinds("wonen")
    assert not {"overdracht", "niet_bekeken"} & kinds("groen")
    assert "overdracht" not in kinds(None, "evaluatie"), "of that fase no bevoegdheid was looked at"


# The others


def test_what_a_score_is_goes_with_a_wish_whose_compass_points_have_eisen() -> None:
    pack = pakket(waarborg("w", v("a"), onderdeel="transparantie"))
    of_wish = {wish: dict(at_its_wish(dossier(gewenst=wish), pack))["Agenda"] for wish in ("adviseren", "onbekend")}
    assert "borging_uitleg" in of_wish["adviseren"]
    assert "borging_uitleg" not in of_wish["onbekend"]


def test_that_one_side_filled_it_in_goes_with_all() -> None:
    for name, lines in at_its_wish(village("aanjagen", "raad", opgesteld={"door": "gebiedsteam"})):
        assert "gebiedsteam" in lines["eenzijdig_ingevuld"].tekst, name
