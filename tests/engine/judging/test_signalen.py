"""Points of attention, built in and of a pack, each there and not there (docs/model.md sections 4 and 5).

| signaal | test |
|---|---|
| meer_geregeld_dan_nodig | test_more_than_needed_… |
| borging_onder_rollen | test_roles_above_what_is_secured |
| rollen_over_grens | test_roles_over_a_grens |
| rolverdeling_wijkt_af, when another uitkomst came first | test_roles_that_differ_behind_another_uitkomst |
| nvt_bij_moet_eis | test_nvt_on_a_moet_eis, test_facts.py |
| afgewogen_eisen (mag too) | test_weighed_eisen |
| afweging_telt_niet | test_a_weighing_that_does_not_count |
| verschil_van_inzicht, used by a rule or not; differing wishes are none | test_a_dispute_… |
| geen_eisen | test_no_eisen |
| whatever the uitkomst; those that use G only when it is known | test_without_a_wish_… |
| of a pack: lo ≥ ½ shows, lo < ½ ≤ hi asks, nvt shows nothing | test_a_signaal_of_the_pack |
| in the same list, by id | test_all_signalen_stand_in_one_list |
"""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import (
    HOORT,
    MAG,
    MOET_BIJ_BESLUITEN,
    TRAP,
    VANDAAG,
    Ruw,
    dossier,
    grens,
    keuze,
    norm,
    nvt,
    oordeel,
    oordelen,
    pakket,
    rapport,
    samen,
    signaal,
    signalen,
    stelling,
    v,
    van,
    waarborg,
)

N1 = [stelling("q1", nvt_mogelijk=True), stelling("q2", nvt_mogelijk=True), stelling("q3", nvt_mogelijk=True)]
PACK = pakket(*TRAP, grens("g", v("stad", "ja-hoor"), "besluiten"), vragen=N1)
OP_ORDE: Ruw = {"q1": "ja", "q2": "ja", "q3": "ja", "stad": "anders"}


# Meer geregeld dan nodig.


@pytest.mark.parametrize(
    ("answers", "wish", "there"),
    [
        ({}, "adviseren", True),
        ({}, "aanjagen", True),
        ({}, "besluiten", False),
        ({"q2": "nee"}, "adviseren", False),
        ({"q2": "onbekend"}, "adviseren", False),
        ({"q1": "onbekend"}, "adviseren", False),
        ({"q3": "nee"}, "adviseren", True),
        ({"q3": "nee"}, "aanjagen", False),
        ({"q2": nvt(), "q3": nvt()}, "adviseren", False),
        ({"q2": nvt()}, "adviseren", True),
        ({"q3": nvt()}, "aanjagen", False),
    ],
)
def test_more_than_needed_is_a_met_moet_eis_that_the_wish_does_not_ask(answers: Ruw, wish: str, there: bool) -> None:
    result = oordeel(PACK, {**OP_ORDE, **answers, "rol": wish}, gewenst=wish)
    assert ("meer_geregeld_dan_nodig" in signalen(result)) is there


def test_what_was_agreed_otherwise_is_not_arranged_beyond_need() -> None:
    result = oordeel(PACK, {**OP_ORDE, "q2": nvt(), "q3": "nee"}, gewenst="adviseren", afwegingen=samen("w3"))
    assert result.borging_tot.laag == "besluiten"
    assert "meer_geregeld_dan_nodig" not in signalen(result)


def test_more_than_needed_is_not_what_the_wish_asks_already() -> None:
    """D is high because nothing more is asked above; nothing more was arranged than the wish needs."""
    pack = pakket(waarborg("w1", v("q1")), waarborg("x", v("x"), norm=norm("mag", "hoort", "hoort")))
    result = oordeel(pack, {"q1": "ja", "x": "ja"}, gewenst="adviseren")
    assert result.borging_tot.laag == "besluiten"
    assert "meer_geregeld_dan_nodig" not in signalen(result)


def test_more_than_needed_looks_at_moet_of_what_is_secured_and_hoort_at_the_wish_is_not_moet() -> None:
    pack = pakket(waarborg("w1", v("q1")), waarborg("x", v("x"), norm=norm("hoort", "hoort", "moet")))
    result = oordeel(pack, {"q1": "ja", "x": "ja"}, gewenst="adviseren")
    assert "meer_geregeld_dan_nodig" in signalen(result)


# Rollen, borging and grenzen against each other.


@pytest.mark.parametrize(
    ("answers", "there"),
    [
        ({"q3": "nee", "rol": "besluiten"}, True),
        ({"q3": "onbekend", "rol": "besluiten"}, False),
        ({"q3": "nee", "rol": "aanjagen"}, False),
        ({"q3": "nee", "rol": "onbekend"}, False),
        ({"q1": "nee", "rol": "adviseren"}, True),
    ],
)
@pytest.mark.parametrize("wish", ["adviseren", "besluiten", "onbekend"])
def test_roles_above_what_is_secured(answers: Ruw, there: bool, wish: str) -> None:
    result = oordeel(PACK, {**OP_ORDE, **answers}, gewenst=wish)
    assert ("borging_onder_rollen" in signalen(result)) is there


@pytest.mark.parametrize(
    ("answers", "there"),
    [
        ({"stad": "ja-hoor", "rol": "besluiten"}, True),
        ({"stad": "ja-hoor", "rol": "aanjagen"}, False),
        ({"stad": "ja-hoor", "rol": "onbekend"}, False),
        ({"stad": "onbekend", "rol": "besluiten"}, False),
        ({"stad": "anders", "rol": "besluiten"}, False),
    ],
)
@pytest.mark.parametrize("wish", ["adviseren", "besluiten", "onbekend"])
def test_roles_over_a_grens(answers: Ruw, there: bool, wish: str) -> None:
    result = oordeel(PACK, {**OP_ORDE, **answers}, gewenst=wish)
    assert ("rollen_over_grens" in signalen(result)) is there


def test_roles_over_a_grens_lower_than_the_roles() -> None:
    pack = pakket(*TRAP, grens("g", v("stad", "ja-hoor"), "aanjagen"))
    assert "rollen_over_grens" in signalen(oordeel(pack, {"stad": "ja-hoor", "rol": "besluiten"}))
    assert "rollen_over_grens" not in signalen(oordeel(pack, {"stad": "ja-hoor", "rol": "adviseren"}))


@pytest.mark.parametrize(
    ("answers", "wish", "uitkomst", "there"),
    [
        ({"q3": "nee", "rol": "adviseren"}, "besluiten", "meer_borging_nodig", True),
        ({"stad": "ja-hoor", "rol": "adviseren"}, "besluiten", "grens_bereikt", True),
        ({"q1": "nee", "rol": "besluiten"}, "adviseren", "meer_borging_nodig", True),
        ({"q3": "nee", "rol": "besluiten"}, "besluiten", "meer_borging_nodig", False),
        ({"q3": "nee", "rol": "onbekend"}, "besluiten", "meer_borging_nodig", False),
        ({"rol": "adviseren"}, "besluiten", "rolverdeling_wijkt_af", False),
        ({"rol": "besluiten"}, "besluiten", "congruent", False),
    ],
)
def test_roles_that_differ_behind_another_uitkomst(answers: Ruw, wish: str, uitkomst: str, there: bool) -> None:
    result = oordeel(PACK, {**OP_ORDE, **answers}, gewenst=wish)
    assert result.uitkomst == uitkomst
    assert ("rolverdeling_wijkt_af" in signalen(result)) is there


# Nvt, afwegingen, geen eisen.


@pytest.mark.parametrize(
    ("answers", "wish", "there"),
    [
        ({"q1": nvt()}, "adviseren", True),
        ({"q3": nvt()}, "besluiten", True),
        ({"q3": nvt()}, "aanjagen", False),
        ({}, "besluiten", False),
    ],
)
def test_nvt_on_a_moet_eis(answers: Ruw, wish: str, there: bool) -> None:
    result = oordeel(PACK, {**OP_ORDE, **answers, "rol": wish}, gewenst=wish)
    assert ("nvt_bij_moet_eis" in signalen(result)) is there


def test_nvt_on_a_lighter_eis_is_no_point() -> None:
    pack = pakket(waarborg("w", v("q1"), norm=HOORT), vragen=N1)
    assert "nvt_bij_moet_eis" not in signalen(oordeel(pack, {"q1": nvt()}, gewenst="besluiten"))


@pytest.mark.parametrize("given", [MAG, HOORT, MOET_BIJ_BESLUITEN])
def test_weighed_eisen(given: dict[str, str]) -> None:
    pack = pakket(*TRAP, waarborg("x", v("x"), norm=given))
    weighed = samen("x")
    assert "afgewogen_eisen" in signalen(oordeel(pack, {"x": "nee"}, gewenst="besluiten", afwegingen=weighed))
    assert "afgewogen_eisen" not in signalen(oordeel(pack, {"x": "ja"}, gewenst="besluiten", afwegingen=weighed))


def test_weighed_eisen_above_the_wish_are_no_point_of_it() -> None:
    result = oordeel(PACK, {"q3": "nee"}, gewenst="aanjagen", afwegingen=samen("w3"))
    assert "afgewogen_eisen" not in signalen(result)


@pytest.mark.parametrize(
    ("spoiled", "there"),
    [
        ({}, False),
        ({"besloten_door": ["wijk"]}, True),
        ({"geldig_tot": VANDAAG - timedelta(days=1)}, True),
        ({"geldig_tot": VANDAAG}, False),
        ({"besloten_door": ["wijk"], "thema": "groen"}, True),
        ({"besloten_door": ["wijk"], "fase": "evaluatie"}, False),
    ],
)
@pytest.mark.parametrize("wish", ["besluiten", "onbekend"])
@pytest.mark.parametrize("answer", ["ja", "nee"])
def test_a_weighing_that_does_not_count(spoiled: Ruw, there: bool, wish: str, answer: str) -> None:
    result = oordeel(PACK, {**OP_ORDE, "q3": answer}, gewenst=wish, afwegingen=samen("w3", **spoiled))
    assert ("afweging_telt_niet" in signalen(result)) is there


def test_a_weighing_of_a_hard_waarborg_does_not_count() -> None:
    pack = pakket(waarborg("w", v("q"), hard=True))
    assert "afweging_telt_niet" in signalen(oordeel(pack, {"q": "nee"}, afwegingen=samen("w")))


@pytest.mark.parametrize(
    ("answers", "there"), [({"q1": nvt()}, True), ({"q1": "nee"}, False), ({"q1": "onbekend"}, False)]
)
def test_no_eisen(answers: Ruw, there: bool) -> None:
    assert ("geen_eisen" in signalen(oordeel(PACK, answers, gewenst="adviseren"))) is there


def test_no_eisen_where_no_moet_is_asked() -> None:
    pack = pakket(waarborg("w", v("q"), norm=MOET_BIJ_BESLUITEN), waarborg("x", v("q"), norm=HOORT))
    found = {wish: signalen(oordeel(pack, {"q": "ja"}, gewenst=wish)) for wish in ("adviseren", "besluiten")}
    assert "geen_eisen" in found["adviseren"]
    assert "geen_eisen" not in found["besluiten"]


# Verschil van inzicht.


@pytest.mark.parametrize(
    ("said", "there"),
    [
        (van(bewoners="ja", raad="nee"), True),
        (van(bewoners="ja", raad="nee", samen="ja"), False),
        (van(bewoners="ja", raad="onbekend"), False),
        (van(bewoners="ja", raad="ja"), False),
        ("ja", False),
    ],
)
@pytest.mark.parametrize("wish", ["besluiten", "onbekend"])
def test_a_dispute_over_a_question_of_a_rule_or_of_none(said: Any, there: bool, wish: str) -> None:
    pack = pakket(*TRAP, vragen=[stelling("los")])
    for question in ("q1", "los"):
        result = oordeel(pack, {question: said}, gewenst=wish)
        assert ("verschil_van_inzicht" in signalen(result)) is there
        assert result.verschillen_van_inzicht == ((question,) if there else ())


def test_a_dispute_is_in_force_where_its_answer_is() -> None:
    """An answer on an afspraak replaces that on the dossier, and its dispute with it."""
    afspraken = [
        {"thema": "groen", "fasen": ["uitvoering"], "antwoorden": {"q1": "ja"}},
        {"thema": "wonen", "fasen": ["uitvoering"]},
    ]
    found = oordelen(PACK, dossier({"q1": van(bewoners="ja", raad="nee")}, afspraken=afspraken))
    assert {thema: r.verschillen_van_inzicht for (thema, _), r in found.items()} == {"groen": (), "wonen": ("q1",)}


def test_a_dispute_over_the_wish_is_not_one_over_a_question() -> None:
    wishes = [{"door": "bewoners", "gewenst": "besluiten"}, {"door": "raad", "gewenst": "adviseren"}]
    result = oordeel(PACK, OP_ORDE, gewenst=wishes)
    assert result.uitkomst == "gewenst_onbekend"
    assert "verschil_van_inzicht" not in signalen(result)


# Without a wish.


def test_without_a_wish_what_uses_it_is_silent() -> None:
    answers = {"q1": nvt(), "q2": "nee", "q3": "ja", "rol": "besluiten", "stad": "ja-hoor"}
    result = oordeel(PACK, answers, gewenst="onbekend", afwegingen=samen("w2"))
    assert signalen(result) == ["rollen_over_grens"]
    known = signalen(oordeel(PACK, answers, gewenst="adviseren", afwegingen=samen("w2")))
    assert known == ["geen_eisen", "meer_geregeld_dan_nodig", "nvt_bij_moet_eis", "rollen_over_grens"]


# Signalen of a pack.

ZACHT = {"vraag_bij_twijfel": "Speelt dit hier"}


@pytest.mark.parametrize(
    ("answer", "plain", "asking"),
    [
        ("ja", "said", "said"),
        ("deels", "said", "said"),
        (van(bewoners="deels", raad="ja"), "said", "said"),
        (van(bewoners="nee", raad="deels"), None, "asked"),
        (van(bewoners="nee", raad="ja"), None, "asked"),
        ("onbekend", None, "asked"),
        (None, None, "asked"),
        ("nee", None, None),
        (nvt(), None, None),
    ],
)
def test_a_signaal_of_the_pack(answer: Any, plain: str | None, asking: str | None) -> None:
    for extra, expected in (({}, plain), (ZACHT, asking)):
        pack = pakket(*TRAP, signaal("z", v("q"), **extra), vragen=[stelling("q", nvt_mogelijk=True)])
        result = oordeel(pack, {} if answer is None else {"q": answer}, gewenst="adviseren")
        rows = [(s.tekst, s.vraag) for s in result.signalen if s.id == "z"]
        texts = {"said": [("Let op z", False)], "asked": [("Speelt dit hier", True)], None: []}
        assert rows == texts[expected]


def test_a_signaal_may_test_the_ladder_and_a_waarborg() -> None:
    pack = pakket(*TRAP, signaal("a", v("rol", "besluiten")), signaal("b", {"waarborg": "w1"}))
    assert signalen(oordeel(pack, {"rol": "besluiten", "q1": "ja"}, gewenst="onbekend")) == ["a", "b"]


def test_a_signaal_neither_blocks_nor_scores() -> None:
    pack = pakket(waarborg("w", v("q")), signaal("z", v("k", "a")), vragen=[keuze("k", "a", "b")])
    results = [oordeel(pack, {"q": "ja", "rol": "besluiten", "k": k}, gewenst="besluiten") for k in ("a", "b")]
    assert [signalen(r) for r in results] == [["z"], []]
    assert results[0].model_copy(update={"signalen": [], "antwoorden": {}}) == results[1].model_copy(
        update={"signalen": [], "antwoorden": {}}
    )


def test_all_signalen_stand_in_one_list() -> None:
    pack = pakket(*TRAP, signaal("a-van-het-pakket", v("q1")), signaal("z-van-het-pakket", v("q1")))
    answers = {"q1": "ja", "q2": "nee", "rol": "besluiten", "q3": van(bewoners="ja", raad="nee")}
    found = signalen(oordeel(pack, answers, gewenst="besluiten"))
    assert found == sorted(found)
    assert found == ["a-van-het-pakket", "borging_onder_rollen", "verschil_van_inzicht", "z-van-het-pakket"]


def test_every_signaal_has_a_text() -> None:
    result = rapport(PACK, {**OP_ORDE, "q1": nvt(), "rol": "besluiten"}, gewenst="adviseren").afspraken[0]
    assert all(s.tekst and "{" not in s.tekst for s in result.signalen)
    assert not any(s.vraag for s in result.signalen)
