"""The steps on the way of a bevoegdheid: in order, counted back from a day, and never further than is known."""

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.advice.powers import COMMISSIE, DAY, KNOWN, STICHTING, dossier, look, pack
from tests.engine.advice.test_transfer_unknown import POWERS
from wijktoets.engine.advice.transfer.transfer import transfer
from wijktoets.engine.advice.transfer.value import WegstapRij
from wijktoets.engine.judging import direct
from wijktoets.engine.model.words import DossierStatus

START = date(2028, 1, 3)


def steps(power: dict[str, Any], start: date | None = START, **parts: Any) -> dict[str, WegstapRij]:
    found = transfer(dossier(power, **parts), pack(), direct.compute, DAY, start=start)
    return {row.id: row for row in found.stappen}


BY_THE_COLLEGE = {
    **COMMISSIE,
    "delegatiegrondslag": "art. 165 Gemw",
    "antwoorden": {**KNOWN, "raad-gehoord": "nog-niet"},
}


def test_the_raad_is_heard_before_the_college_decides_and_makes_it_known() -> None:
    found = steps(BY_THE_COLLEGE)
    order = list(found)
    names = ["wensen-en-bedenkingen", "delegatiebesluit-van-het-college", "bekendmaking-door-het-college", "inrichten"]
    assert [name for name in order if name in names] == names
    assert found["wensen-en-bedenkingen"].wie == "raad"
    assert found["delegatiebesluit-van-het-college"].wie == "college"
    assert order.index("verantwoording-aan-het-college") > order.index("inrichten")


def test_days_are_counted_back_from_the_day_that_is_wished() -> None:
    """Each step is done in time when what comes after it still fits, by the weeks that the pack gives those."""
    found = steps(BY_THE_COLLEGE)
    assert found["inrichten"].uiterlijk == START
    known = found["bekendmaking-door-het-college"]
    assert known.uiterlijk == START - timedelta(weeks=found["inrichten"].weken)
    for row in found.values():
        for name in row.na if row.moment == "voor" else ():
            earlier, here = found[name].uiterlijk, row.uiterlijk
            if earlier is not None and here is not None:
                assert earlier <= here - timedelta(weeks=row.weken)


def test_without_a_day_no_step_has_one() -> None:
    assert {row.uiterlijk for row in steps(BY_THE_COLLEGE, start=None).values()} == {None}


def test_the_first_day_of_the_looptijd_is_the_day_that_is_wished() -> None:
    found = steps(BY_THE_COLLEGE, start=None, afspraak={"looptijd": {"van": START}})
    assert {row.dag for row in found.values()} == {START}
    assert found["inrichten"].uiterlijk == START


def test_looking_back_has_the_day_that_the_afspraak_names() -> None:
    found = steps(BY_THE_COLLEGE, afspraak={"terugkijken_op": date(2029, 1, 1)})
    assert {row.uiterlijk for row in found.values() if row.moment == "na"} == {date(2029, 1, 1)}


def test_a_step_that_is_done_has_no_day_and_one_whose_day_is_past_says_so() -> None:
    done = steps({**BY_THE_COLLEGE, "antwoorden": {**KNOWN, "raad-gehoord": "gehoord"}})["wensen-en-bedenkingen"]
    assert (done.gedaan, done.uiterlijk, done.te_laat) == (True, None, False)
    soon = steps(BY_THE_COLLEGE, start=DAY + timedelta(weeks=4))
    assert soon["wensen-en-bedenkingen"].te_laat
    assert not soon["inrichten"].te_laat


@pytest.mark.parametrize(("van", "who"), [("raad", "raad"), ("college", "college")])
def test_whose_power_it_is_decides(van: str, who: str) -> None:
    power = {"van": van, "aan": "bestuurscommissie-" + van, "weg": "delegatie", "antwoorden": KNOWN}
    power["delegatiegrondslag"] = {"raad": "art. 156 Gemw", "college": "art. 165 Gemw"}[van]
    found = steps(power)
    assert [row.wie for name, row in found.items() if name.startswith("delegatiebesluit")] == [who]
    assert ("wensen-en-bedenkingen" in found) == (van == "college"), (
        "the raad gives no wensen and bedenkingen to itself"
    )


def test_where_no_route_is_named_the_first_step_is_to_choose_one() -> None:
    found = steps({"van": "college"})
    assert list(found) == ["kies-een-weg"]
    assert found["kies-een-weg"].uiterlijk is None, "what comes after it is not known"


def test_a_route_that_cannot_be_has_no_steps_along_it() -> None:
    assert list(steps({**STICHTING, "antwoorden": KNOWN})) == ["los-op-wat-in-de-weg-staat"]


def test_what_is_to_be_found_out_comes_before_any_decision() -> None:
    found = steps({**COMMISSIE, "antwoorden": {}})
    assert "jurist-zoekt-uit" in found
    behind = {"jurist-zoekt-uit"}
    for name, row in found.items():
        if behind & set(row.na):
            behind.add(name)
    assert {"wensen-en-bedenkingen", "delegatiebesluit-van-het-college"} <= behind


def test_a_step_that_may_not_belong_says_what_decides() -> None:
    row = steps(BY_THE_COLLEGE)["vergoeding-regelen"]
    assert (row.zeker, row.vragen) == (False, ["leden-krijgen-vergoeding"])
    told = {**BY_THE_COLLEGE, "antwoorden": {**KNOWN, "leden-krijgen-vergoeding": "nee"}}
    assert "vergoeding-regelen" not in steps(told)


def test_no_steps_where_the_law_was_not_looked_at() -> None:
    assert not look(BY_THE_COLLEGE, gebied={"naam": "x", "land": "BQ"}).stappen


@given(power=POWERS, status=st.sampled_from(get_args(DossierStatus)))
def test_each_step_comes_after_those_before_it(power: dict[str, Any], status: str) -> None:
    """Law: whatever is known, the steps are in an order in which they can be taken, and none waits for itself."""
    found = transfer(dossier(power, status=status), pack(), direct.compute, DAY, start=START).stappen
    seen: set[str] = set()
    for row in found:
        assert set(row.na) <= seen
        assert row.vragen or row.zeker
        seen.add(row.id)


def test_every_step_and_element_of_the_pack_can_be_met() -> None:
    """None is written for a combination that does not occur."""
    met: set[str] = set()
    for van in ("raad", "college", "burgemeester"):
        for aan in (
            "bestuurscommissie-raad",
            "bestuurscommissie-college",
            "bestuurscommissie-burgemeester",
            "stichting",
        ):
            for weg in ("delegatie", "mandaat", "overeenkomst", "subsidie", "uitdaagrecht", "toezegging", "onbekend"):
                found = look({"van": van, "aan": aan, "weg": weg, "antwoorden": {}})
                met |= {row.id for row in found.stappen} | {row.id for row in found.elementen}
    found = look({"weg": "mandaat", "aan": "informele-groep"})
    met |= {row.id for row in found.stappen} | {row.id for row in found.elementen}
    assert {*pack().stappen, *pack().elementen} - met == set()


def test_every_article_of_a_step_or_element_has_a_grade_and_a_choice_has_none() -> None:
    things: list[Any] = [*pack().stappen.values(), *pack().elementen.values()]
    for thing in things:
        of_law = not all(source.startswith(("L", "keuze")) for source in thing.bron)
        assert of_law == (thing.bronstatus is not None), thing.id
