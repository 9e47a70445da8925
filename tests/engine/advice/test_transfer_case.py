"""A bevoegdheid as a situation: which options its fields fill, and what an interval counts as."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import VANDAAG, alle, een_van, keuze, nvt, pakket, signaal, stelling, v
from tests.builders import dossier as small
from tests.engine.advice.powers import DAY, STICHTING, dossier, pack
from wijktoets.engine.advice.transfer.case import MONEY, BevoegdheidCase, Found, in_doubt, perhaps, shown, surely
from wijktoets.engine.advice.transfer.findings import about_the_holder
from wijktoets.engine.advice.transfer.routes import questions_before
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.cases import cases, situatie
from wijktoets.engine.judging.facts import Situatie
from wijktoets.engine.model.answers import Interval
from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN
from wijktoets.engine.model.regelpakket import Regelpakket


def case(power: dict[str, Any], looked_at: Regelpakket | None = None, **parts: Any) -> Situatie:
    made = dossier({**STICHTING, **power}, **parts)
    (afspraak,) = made.afspraken
    return BevoegdheidCase(made, afspraak, afspraak.bevoegdheden[0], DAY).case(looked_at or pack())


def filled(field: str, power: dict[str, Any], **parts: Any) -> tuple[str, ...] | None:
    found = case(power, **parts).antwoorden.get(BEVOEGDHEID_VRAGEN[field])
    return found.telt if found else None


def found_in(rules: Regelpakket, answers: dict[str, Any]) -> Found:
    """What is found with these rules where these answers were given."""
    made = small(answers)
    here = situatie(made, *next(iter(cases(made))), VANDAAG)
    return Found(rules, here, direct.compute(rules, here))


EUROS = {"euro": 1000}
PROGRAMME = {"programma": "Groen"}


@pytest.mark.parametrize(
    ("power", "word"),
    [
        ({}, "niet-genoemd"),
        ({"bedrag": PROGRAMME}, "niet-genoemd"),
        ({"bedrag": EUROS}, "genoemd"),
        ({"bedrag": EUROS, "antwoorden": {MONEY: "ja"}}, "genoemd"),
        ({"bedrag": EUROS, "antwoorden": {MONEY: "nee"}}, "tegengesproken"),
        ({"antwoorden": {MONEY: "nee"}}, "niet-genoemd"),
    ],
)
def test_an_amount_is_named_or_contradicted(power: dict[str, Any], word: str) -> None:
    assert filled("bedrag", power) == (word,)


@pytest.mark.parametrize(
    ("naam", "word"), [("Eigen Budgetrecht", "budgetrecht"), ("begrotingsrecht", "begrotingsrecht"), ("geld", "niets")]
)
def test_a_name_says_what_it_has_as_a_word(naam: str, word: str) -> None:
    assert filled("naam", {"naam": naam}) == (word,)


@pytest.mark.parametrize(("power", "money"), [({}, None), ({"bedrag": PROGRAMME}, None), ({"bedrag": EUROS}, ("ja",))])
def test_an_amount_is_about_money_unless_somebody_says_otherwise(
    power: dict[str, Any], money: tuple[str, ...] | None
) -> None:
    found = case(power).antwoorden.get(MONEY)
    assert (found.telt if found else None) == money
    said = case({**power, "antwoorden": {MONEY: "deels"}}).antwoorden[MONEY]
    assert said.telt == ("deels",)


@pytest.mark.parametrize(
    ("on", "word"),
    [(None, None), ("2026-10-31", "op-tijd"), ("2026-11-01", "op-tijd"), ("2026-11-02", "na-de-peildatum")],
)
def test_whether_it_was_drawn_up_in_time(on: str | None, word: str | None) -> None:
    made = {"opgesteld": {"op": on, "door": "gemeente"}} if on else {}
    assert filled("opgesteld", {}, **made) == (None if word is None else (word,))


@pytest.mark.parametrize("field", sorted({"van", "aan", "naam", "bedrag", "grondslag", "opgesteld"}))
def test_a_pack_without_one_of_the_questions_gets_the_others(field: str) -> None:
    name = BEVOEGDHEID_VRAGEN[field]
    fewer = replace(pack(), vragen={key: vraag for key, vraag in pack().vragen.items() if key != name})
    found = case({"bedrag": EUROS}, fewer).antwoorden
    assert BEVOEGDHEID_VRAGEN["weg"] in found
    assert set(case({"bedrag": EUROS}).antwoorden) - set(found) <= {name}


@pytest.mark.parametrize(
    ("als", "bevinding", "told"),
    [
        (v(BEVOEGDHEID_VRAGEN["van"], "raad"), "uitzoeken", True),
        (v(BEVOEGDHEID_VRAGEN["van"], "raad"), "let_op", False),
        (alle(v(BEVOEGDHEID_VRAGEN["van"], "raad"), v(BEVOEGDHEID_VRAGEN["weg"], "mandaat")), "uitzoeken", False),
        (v("a"), "uitzoeken", False),
    ],
)
def test_which_signaal_is_about_the_holder(als: Any, bevinding: str, told: bool) -> None:
    fields = {BEVOEGDHEID_VRAGEN["van"]: ("raad", "college"), BEVOEGDHEID_VRAGEN["weg"]: ("mandaat", "delegatie")}
    asked = [keuze(name, *options) for name, options in fields.items() if name in str(als)]
    rules = pakket(signaal("s", als, bevinding=bevinding), vragen=[*asked, stelling("a")])
    assert about_the_holder(rules.signalen["s"]) is told


@pytest.mark.parametrize(
    ("interval", "kinds"),
    [
        ((0.0, 0.0), set()),
        ((0.0, 0.5), {"in_doubt"}),
        ((0.0, 1.0), {"in_doubt", "perhaps"}),
        ((0.5, 0.5), {"shown"}),
        ((0.5, 1.0), {"shown", "perhaps"}),
        ((1.0, 1.0), {"shown", "surely"}),
    ],
)
def test_what_an_interval_counts_as(interval: tuple[float, float], kinds: set[str]) -> None:
    tests = {"surely": surely, "perhaps": perhaps, "shown": shown, "in_doubt": in_doubt}
    assert {name for name, holds in tests.items() if holds(Interval(*interval))} == kinds


@pytest.mark.parametrize(
    ("answer", "sure", "applies", "possible", "first"),
    [
        ("ja", True, True, True, set()),
        ("deels", False, True, True, set()),
        ("nee", False, False, False, set()),
        ("onbekend", False, False, True, {"a"}),
        (nvt(), False, False, False, set()),
    ],
)
def test_what_a_condition_counts_as(answer: Any, sure: bool, applies: bool, possible: bool, first: set[str]) -> None:
    rules = pakket(signaal("s", alle(v("a"))), vragen=[stelling("a", nvt_mogelijk=True)])
    found, condition = found_in(rules, {"a": answer}), rules.signalen["s"].als
    assert (found.sure(condition), found.applies(condition), found.possible(condition)) == (sure, applies, possible)
    assert found.first_open(condition) == first


@pytest.mark.parametrize(("answer", "asked"), [("onbekend", ["a", "b"]), ("nee", ["b"]), ("deels", []), ("ja", [])])
def test_what_is_surely_to_be_found_out_asks_no_more_whether_it_is(answer: str, asked: list[str]) -> None:
    rules = pakket(signaal("s", een_van(v("a"), v("b")), bevinding="uitzoeken"))
    assert questions_before(found_in(rules, {"a": answer})) == asked


@pytest.mark.parametrize(("van", "first"), [("college", {"weg"}), ("onbekend", {"van", "weg"})])
def test_what_a_bevoegdheid_is_is_asked_at_once_as_far_as_it_is_not_known(van: str, first: set[str]) -> None:
    fields = {name: BEVOEGDHEID_VRAGEN[name] for name in ("van", "weg")}
    asked = [keuze(fields["van"], "raad", "college"), keuze(fields["weg"], "mandaat", "delegatie"), stelling("a")]
    als = alle(v(fields["van"], "college"), v(fields["weg"], "mandaat"), v("a"))
    rules = pakket(signaal("s", als), vragen=asked)
    found = found_in(rules, {fields["van"]: van})
    assert found.first_open(rules.signalen["s"].als) == {fields[name] for name in first}
