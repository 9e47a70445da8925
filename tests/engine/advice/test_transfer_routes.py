"""The map of forms and routes against what the law was read to say, cell by cell; and laws about knowing less."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.advice.powers import DAY, ids, one, pack
from wijktoets.engine.advice.transfer.transfer import transfer_map
from wijktoets.engine.advice.transfer.value import VormRij, VormWegRij, Wegenkaart
from wijktoets.engine.judging import direct


@cache
def found() -> Wegenkaart:
    return transfer_map(pack(), direct.compute, DAY)


def form(aan: str) -> VormRij:
    return next(row for row in found().vormen if row.aan == aan)


def cell(aan: str, weg: str) -> VormWegRij:
    return next(cel for cel in form(aan).cellen if cel.weg == weg)


BOTH = ["raad", "college"]
NO, ASK = "kan_zo_niet", "uitzoeken"

DELEGATION = {
    "raadscommissie": (NO, []),
    "bestuurscommissie-raad": ("open", ["raad"]),
    "bestuurscommissie-college": ("open", ["college"]),
    "bestuurscommissie-burgemeester": (NO, []),
    "andere-commissie": (NO, []),
    "gezamenlijke-commissie": (ASK, []),
    "vereniging": (NO, []),
    "cooperatie": (NO, []),
    "stichting": (NO, []),
    "informele-groep": (NO, []),
}
MANDATE = {
    "raadscommissie": (ASK, set()),
    "bestuurscommissie-raad": ("open", set()),
    "bestuurscommissie-college": ("open", set()),
    "bestuurscommissie-burgemeester": ("open", set()),
    "andere-commissie": ("open", set()),
    "gezamenlijke-commissie": (ASK, set()),
    "vereniging": ("open", {"mandaat-met-instemming", "mandaat-op-papier"}),
    "cooperatie": ("open", {"mandaat-met-instemming", "mandaat-op-papier"}),
    "stichting": ("open", {"mandaat-met-instemming", "mandaat-op-papier"}),
    "informele-groep": ("open", {"mandaat-met-instemming", "mandaat-op-papier", "mandaat-aan-personen"}),
}
PRIVATE = {
    "raadscommissie": ASK,
    "bestuurscommissie-raad": ASK,
    "bestuurscommissie-college": ASK,
    "bestuurscommissie-burgemeester": ASK,
    "andere-commissie": ASK,
    "gezamenlijke-commissie": ASK,
    "vereniging": "open",
    "cooperatie": "open",
    "stichting": "open",
    "informele-groep": ASK,
}
PUBLIC_MEETING = {
    "raadscommissie": {"vergadering-openbaar-raadscommissie"},
    "bestuurscommissie-raad": {"vergadering-openbaar-commissie-raad"},
    "bestuurscommissie-college": {"openbaarheid-commissie-college"},
    "bestuurscommissie-burgemeester": {"commissie-van-de-burgemeester-geregeld"},
    "andere-commissie": {"openbaarheid-andere-commissie"},
    "vereniging": {"openheid-bij-overeenkomst"},
    "cooperatie": {"openheid-bij-overeenkomst"},
    "stichting": {"openheid-bij-overeenkomst"},
    "informele-groep": {"openheid-bij-overeenkomst"},
}
ACCOUNTABILITY = {
    "bestuurscommissie-raad": {"verantwoording-aan-raad-geregeld"},
    "bestuurscommissie-college": {"verantwoording-aan-college-geregeld"},
    "bestuurscommissie-burgemeester": {"commissie-van-de-burgemeester-geregeld"},
}


def test_every_form_and_every_route_is_on_the_map() -> None:
    assert [row.aan for row in found().vormen] == list(DELEGATION)
    for row in found().vormen:
        assert [c.weg for c in row.cellen] == [w.weg for w in found().wegen]


@pytest.mark.parametrize("aan", DELEGATION)
def test_delegation(aan: str) -> None:
    got = cell(aan, "delegatie")
    assert (got.stand, got.van) == DELEGATION[aan]
    assert bool(got.door) == (got.van != BOTH and got.stand != ASK)


def test_delegation_by_the_college_comes_after_the_raad() -> None:
    assert [p.regel for p in cell("bestuurscommissie-college", "delegatie").eerst] == ["raad-eerst-horen"]
    assert cell("bestuurscommissie-raad", "delegatie").eerst == []


@pytest.mark.parametrize("aan", MANDATE)
def test_mandate(aan: str) -> None:
    got = cell(aan, "mandaat")
    about = {"mandaat-met-instemming", "mandaat-op-papier", "mandaat-aan-personen"}
    assert (got.stand, {p.regel for p in got.te_regelen} & about) == MANDATE[aan]


@pytest.mark.parametrize("weg", ["overeenkomst", "subsidie"])
@pytest.mark.parametrize("aan", PRIVATE)
def test_contract_and_subsidy(aan: str, weg: str) -> None:
    assert cell(aan, weg).stand == PRIVATE[aan]


@pytest.mark.parametrize("aan", PUBLIC_MEETING)
def test_public_meeting_and_openness(aan: str) -> None:
    always = {p.regel for p in form(aan).altijd}
    assert always & set().union(*PUBLIC_MEETING.values()) == PUBLIC_MEETING[aan]


@pytest.mark.parametrize("aan", PUBLIC_MEETING)
def test_accountability(aan: str) -> None:
    always = {p.regel for p in form(aan).altijd}
    assert always & set().union(*ACCOUNTABILITY.values()) == ACCOUNTABILITY.get(aan, set())


def test_only_a_stichting_has_no_members() -> None:
    has = [row.aan for row in found().vormen if "stichting-spreekt-niet-namens-leden" in {p.regel for p in row.altijd}]
    assert has == ["stichting"]


def test_a_promise_is_open_to_every_form() -> None:
    assert {cell(aan, "toezegging").stand for aan in DELEGATION} == {"open"}


def test_what_is_to_be_arranged_stands_apart_from_what_to_heed() -> None:
    cells = [c for row in found().vormen for c in row.cellen]
    assert {p.regel for c in cells for p in c.te_regelen} <= set(pack().waarborgen)
    assert {p.regel for c in cells for p in c.let_op} <= set(pack().signalen)
    got = cell("stichting", "subsidie")
    assert [p.regel for p in got.te_regelen] == ["grondslag-voor-subsidie"]
    assert {p.regel for p in got.let_op} == {"rekenkamer-bij-de-helft", "voorwaarden-bij-subsidie"}


def test_every_route_says_what_is_decided_and_undone() -> None:
    assert all(weg.beslist and weg.terug and weg.bron for weg in found().wegen)


# Knowing less

OPTIONS = {
    "bevoegdheid-onderwerp": ["begroting", "accountant", "omgevingsplan", "handhaving", "geld-besteden"],
    "leden-commissie": ["zonder-bestuurders", "met-raadsleden", "met-college"],
    "raad-gehoord": ["gehoord", "nog-niet"],
    "bestuursdwang-overgedragen": ["uitdrukkelijk", "niet-genoemd"],
    "mandaat-soort-besluit": ["gewone-besluiten", "regels"],
    "gemeente-doet-mee": ["wel", "niet"],
    "oprichting-besproken-met-raad": ["gehoord", "nog-niet"],
}
POWERS = st.fixed_dictionaries(
    {
        "van": st.sampled_from(["raad", "college", "burgemeester"]),
        "aan": st.sampled_from(["bestuurscommissie-raad", "bestuurscommissie-college", "stichting", "personen"]),
        "weg": st.sampled_from(["delegatie", "mandaat", "overeenkomst", "toezegging"]),
        "antwoorden": st.fixed_dictionaries({}, optional={key: st.sampled_from(o) for key, o in OPTIONS.items()}),
    }
)


@given(power=POWERS, status=st.sampled_from(["voorstel", "afgesproken"]), data=st.data())
def test_knowing_less_never_blocks_more(power: dict[str, Any], status: str, data: st.DataObject) -> None:
    """Law: what is left out of a bevoegdheid adds no kan zo niet, no eerst nog and nothing to arrange."""
    full = one(power, status=status)
    gone = data.draw(st.sets(st.sampled_from(["van", "aan", "weg", *power["antwoorden"]])))
    less = {key: value for key, value in power.items() if key not in gone}
    less["antwoorden"] = {key: value for key, value in power["antwoorden"].items() if key not in gone}
    row = one(less, status=status)
    assert ids(row, "kan_zo_niet") <= ids(full, "kan_zo_niet")
    assert ids(row, "eerst_nog") <= ids(full, "eerst_nog")


@given(power=POWERS)
def test_an_open_route_with_its_recipient_is_not_closed_when_it_is_chosen(power: dict[str, Any]) -> None:
    """Law: what no regel excludes as a proposal is not called closed once the dossier takes it.

    Of the recipient that the dossier names, the route itself: what holds along every route is told beside it.
    """
    for weg in one(power).wegen:
        for aan in (*weg.aan, *weg.aan_misschien):
            found = one({**power, "weg": weg.weg, "aan": aan}).wegen
            (row,) = (other for other in found if other.weg == weg.weg)
            chosen = row.stand_van_de_weg if aan == power.get("aan") else row.stand
            assert chosen in (("open", "eerst", "uitzoeken") if aan in weg.aan else ("uitzoeken",))
