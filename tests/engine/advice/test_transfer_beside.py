"""What a wijk wishes beside what it gets: the safeguards at the wish, and what a route gives and others can undo."""

from typing import Any, get_args

import pytest

from tests.engine.advice.powers import KNOWN, look, pack
from wijktoets.engine.advice.transfer.value import NaastRij
from wijktoets.engine.model.words import Weg

MANDATE = {"van": "college", "aan": "vereniging", "weg": "mandaat", "antwoorden": KNOWN}


def beside(power: dict[str, Any], wish: str, **parts: Any) -> NaastRij:
    (row,) = look(power, afspraak={"gewenst": wish}, **parts).naast_elkaar
    return row


def test_a_mandate_that_is_called_say_is_seen() -> None:
    row = beside(MANDATE, "besluiten")
    assert row.naast_de_wens == pack().instrumenten["mandaat"].naast_de_wens["besluiten"]
    assert row.weg == "mandaat"
    assert row.terug == pack().instrumenten["mandaat"].kanttekening


@pytest.mark.parametrize("weg", get_args(Weg))
def test_every_route_says_what_it_is_beside_a_wish_to_decide(weg: str) -> None:
    assert "besluiten" in pack().instrumenten[weg].naast_de_wens
    if weg != "delegatie":
        assert "minder dan de wens: besluiten" in pack().instrumenten[weg].naast_de_wens["besluiten"]


def test_a_route_that_gives_more_than_is_wished_says_so() -> None:
    assert beside({**MANDATE, "weg": "delegatie"}, "adviseren").naast_de_wens
    assert beside({**MANDATE, "weg": "toezegging"}, "adviseren").naast_de_wens is None


def test_the_safeguards_at_the_wish_stand_by_how_they_are() -> None:
    answers = {"openbare-vergaderingen": "ja", "verantwoording-aan-wijk": "nee"}
    row = beside(MANDATE, "besluiten", antwoorden=answers)
    at = row.waarborgen
    assert at is not None
    named = [*at.geregeld, *at.anders, *at.niet, *at.open]
    assert len(named) == len(set(named)) > 10
    assert "verantwoording-aan-wijk-geregeld" in at.niet
    names = look(MANDATE, afspraak={"gewenst": "besluiten"}).waarborgen
    assert set(named) == set(names)


def test_over_more_fasen_a_safeguard_stands_as_in_the_one_that_lacks_most() -> None:
    whole = beside(MANDATE, "besluiten").waarborgen
    assert whole is not None
    (row,) = look(
        MANDATE, afspraak={"gewenst": "besluiten", "fasen": ["voorbereiding", "uitvoering", "evaluatie"]}
    ).naast_elkaar
    assert row.waarborgen is not None
    assert set(whole.open) - set(row.waarborgen.open) == set()


def test_what_was_agreed_otherwise_in_one_fase_is_lacking_where_it_was_not() -> None:
    name = "verantwoording-aan-wijk-geregeld"
    agreed = {
        "waarborg": name,
        "reden": "dat komt later",
        "besloten_door": ["wijk", "gemeente"],
        "fase": "uitvoering",
        "geldig_tot": "2027-01-01",
    }

    def stands(*fasen: str) -> str:
        answers = {"verantwoording-aan-wijk": "nee"}
        wish = {"gewenst": "besluiten", "fasen": list(fasen)}
        (row,) = look(MANDATE, afspraak=wish, antwoorden=answers, afwegingen=[agreed]).naast_elkaar
        assert row.waarborgen is not None
        return next(how for how in ("geregeld", "anders", "niet", "open") if name in getattr(row.waarborgen, how))

    assert (stands("uitvoering"), stands("evaluatie")) == ("anders", "niet")
    assert stands("uitvoering", "evaluatie") == "niet"


def test_without_a_wish_or_a_route_nothing_is_said_of_it() -> None:
    row = beside({**MANDATE, "weg": "onbekend"}, "onbekend")
    assert (row.waarborgen, row.weg, row.beslist, row.terug, row.naast_de_wens) == (None,) * 5
