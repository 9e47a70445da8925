"""What the papers along a route have to settle: each with its article, filled with what is known, gaps left."""

from typing import Any

import pytest
from hypothesis import given

from tests.engine.advice.powers import COMMISSIE, DAY, KNOWN, STICHTING, look, pack
from tests.engine.advice.test_transfer_unknown import POWERS, without
from wijktoets.engine.advice.transfer.value import ElementRij
from wijktoets.engine.reading.matching import with_answers

DELEGATED = {**COMMISSIE, "delegatiegrondslag": "art. 165 Gemw", "bedrag": 25000, "antwoorden": KNOWN}


def elements(power: dict[str, Any], **parts: Any) -> dict[str, ElementRij]:
    return {row.id: row for row in look(power, **parts).elementen}


@pytest.mark.parametrize(
    ("weg", "papers"),
    [
        ("delegatie", {"delegatiebesluit", "commissiebesluit"}),
        ("mandaat", {"mandaatbesluit", "commissiebesluit"}),
        ("toezegging", {"toezegging", "commissiebesluit"}),
    ],
)
def test_the_papers_along_the_route_of_a_commission(weg: str, papers: set[str]) -> None:
    assert {row.stuk for row in elements({**DELEGATED, "weg": weg}).values()} == papers


@pytest.mark.parametrize(
    ("weg", "papers"),
    [
        ("mandaat", {"mandaatbesluit"}),
        ("subsidie", {"subsidiebeschikking", "uitvoeringsovereenkomst"}),
        ("overeenkomst", {"overeenkomst"}),
        ("uitdaagrecht", {"uitdaagverzoek"}),
        ("toezegging", {"toezegging"}),
    ],
)
def test_the_papers_along_the_route_of_a_stichting(weg: str, papers: set[str]) -> None:
    assert {row.stuk for row in elements({**STICHTING, "weg": weg, "antwoorden": KNOWN}).values()} == papers


def test_what_the_dossier_knows_fills_and_the_rest_is_a_gap() -> None:
    found = elements(DELEGATED, afspraak={"terugkijken_op": "2027-12-01"})
    assert found["delegatie-wat"].tekst == "macht 0"
    assert found["delegatie-grondslag"].tekst == "art. 165 Gemw"
    assert found["delegatie-bedrag"].tekst == "25000 euro"
    assert found["delegatie-terugkijken"].tekst == "2027-12-01"
    assert found["delegatie-vindplaats"].tekst is None
    assert found["delegatie-steunt-op"].tekst is None


@pytest.mark.parametrize(
    ("bedrag", "tekst"),
    [
        ({"euro": 1500, "programma": "Groen"}, "1500 euro, Groen"),
        ({"programma": "Groen"}, "Groen"),
        ({"toelichting": "nog te bepalen"}, None),
    ],
)
def test_an_amount_is_told_as_far_as_it_was_said(bedrag: dict[str, Any], tekst: str | None) -> None:
    row = elements({**DELEGATED, "bedrag": bedrag})["delegatie-bedrag"]
    assert row.tekst == tekst
    assert [known.tekst for known in row.bekend if known.veld == "bedrag"] == ([tekst] if tekst else [])


@pytest.mark.parametrize(
    ("looptijd", "tekst"),
    [
        ({"van": "2027-01-01", "tot": "2028-12-31"}, "2027-01-01 – 2028-12-31"),
        ({"tot": "2028-12-31"}, "2028-12-31"),
        ({}, None),
    ],
)
def test_a_term_is_told_as_far_as_it_was_said(looptijd: dict[str, str], tekst: str | None) -> None:
    assert elements(DELEGATED, afspraak={"looptijd": looptijd})["delegatie-duur"].tekst == tekst


def test_only_the_recipient_hangs_on_whom_the_paper_is_for() -> None:
    own = elements(DELEGATED)
    assert own["delegatie-aan"].tekst is not None
    assert own["delegatie-van-college"].tekst is not None
    proposed = elements({**STICHTING, "antwoorden": KNOWN})
    assert (proposed["delegatie-aan"].tekst, proposed["delegatie-wat"].tekst) == (None, "macht 0")


def test_own_words_fill_and_an_answer_without_words_does_not() -> None:
    agreed = {"terugnemen-bekend": {"antwoord": "ja", "afgesproken": "Elk voorjaar bekijkt de raad het opnieuw."}}
    answers = {
        "verantwoording-aan-insteller": {"antwoord": "deels", "toelichting": "alleen over geld"},
        "commissie-geregeld": "ja",
        "openbaarheid-commissie-geregeld": "nee",
    }
    found = elements({**DELEGATED, "antwoorden": {**KNOWN, **answers}}, afspraak={"antwoorden": agreed})
    assert found["delegatie-terugnemen"].tekst == "Elk voorjaar bekijkt de raad het opnieuw."
    assert found["commissie-verantwoording"].tekst == "alleen over geld"
    taken = found["commissie-taken"]
    assert (taken.tekst, [row.antwoord for row in taken.bekend]) == (None, ["ja"])
    assert found["commissie-openbaar-anders"].bekend == []


def test_the_questions_that_are_waited_for_are_named_in_order() -> None:
    found = look(DELEGATED, {**STICHTING, "antwoorden": {}})
    named = list(found.vragen)
    assert named == sorted(named)
    deciding = {vraag for row in found.elementen for vraag in row.vragen}
    assert deciding and deciding <= set(named)
    assert len(named) > 9


def test_parties_that_differ_fill_nothing() -> None:
    said = [{"door": "raad", "antwoord": "ja", "toelichting": "staat erin"}, {"door": "gemeente", "antwoord": "nee"}]
    found = elements({**DELEGATED, "antwoorden": {**KNOWN, "terugnemen-bekend": said}})
    assert found["delegatie-terugnemen"].bekend == []


def test_that_the_raad_was_not_heard_settles_nothing() -> None:
    found = elements({**DELEGATED, "antwoorden": {**KNOWN, "raad-gehoord": "nog-niet"}})
    assert found["delegatie-raad-gehoord"].tekst is None
    assert elements(DELEGATED)["delegatie-raad-gehoord"].tekst is not None


def test_what_is_only_supposed_has_no_words() -> None:
    from tests.engine.advice.powers import dossier
    from wijktoets.engine.advice.transfer.transfer import transfer
    from wijktoets.engine.judging import direct

    supposed = with_answers(dossier(DELEGATED), {"terugnemen-bekend": "ja"}, pack())
    found = transfer(supposed, pack(), direct.compute, DAY)
    (row,) = (row for row in found.elementen if row.id == "delegatie-terugnemen")
    assert row.tekst is None


def test_a_route_that_cannot_be_gives_way_to_those_that_no_regel_excludes() -> None:
    found = look({**STICHTING, "antwoorden": KNOWN})
    (power,) = found.bevoegdheden
    usable = {weg.weg for weg in power.wegen if weg.aan}
    assert {row.weg for row in found.elementen} == usable
    (to,) = (row for row in found.elementen if row.id == "delegatie-aan")
    assert (to.aan, to.tekst) == ("bestuurscommissie-college", None), "a proposal is not what the dossier says"


def test_no_paper_belongs_to_a_route_of_which_it_is_not_known_for_whom() -> None:
    found = look({**STICHTING, "antwoorden": {}})
    (power,) = found.bevoegdheden
    assert {weg.stand for weg in power.wegen} == {"kan_zo_niet", "uitzoeken"}
    assert not any(weg.aan for weg in power.wegen)
    assert found.elementen == []


def test_an_element_that_may_not_belong_says_what_decides() -> None:
    row = elements(DELEGATED)["commissie-vergoeding"]
    assert (row.zeker, row.vragen) == (False, ["leden-krijgen-vergoeding"])


@given(power=POWERS)
def test_knowing_less_fills_no_gap(power: dict[str, Any]) -> None:
    """Law: without an answer no element has more words than with it, along the same route to the same recipient."""
    if power.get("aan") is None:
        return
    full = look(power)
    less = look(without(power, set(power.get("antwoorden", {}))))
    had = {(row.weg, row.id): row.tekst for row in full.elementen}
    for row in less.elementen:
        if row.tekst is not None and (row.weg, row.id) in had:
            assert had[row.weg, row.id] is not None
