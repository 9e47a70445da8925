"""The wish beside the roles and the safeguards: borging_tot, rollen, uitkomst (docs/model.md section 5).

| sentence of the model | test |
|---|---|
| D_lo, D_hi | test_borging_tot, test_borging_tot_passes_nvt_afgewogen_and_open, test_only_moet_gates |
| F_lo, F_hi; else 0; the ladder with samen | test_rollen, test_samen_decides_…, test_up_to_a_limit_… |
| rows of the uitkomst table | test_gewenst_onbekend, test_a_grens_that_…, test_meer_borging_nodig, … |
| the first that applies | test_the_first_uitkomst_that_applies |
| richting | test_rolverdeling_wijkt_af, test_richting_is_filled_whatever_the_uitkomst |
| no moet-eis of G surely applies | test_something_must_surely_be_asked |
| grens: surely, perhaps; A and all above | test_a_grens_that_…, test_a_grens_excludes_all_above_it |
| a grens tests keuze questions only, directly, none nvt; the ladder likewise | test_a_grens_and_the_ladder_test_… |
"""

from typing import Any, Final

import pytest

from tests.builders import (
    HOORT,
    LADDER,
    LADDER_SAMEN,
    LADDER_SAMEN_VRAGEN,
    MAG,
    MOET,
    MOET_BIJ_BESLUITEN,
    TRAP,
    Ruw,
    alle,
    een_van,
    grens,
    keuze,
    niet,
    norm,
    nvt,
    oordeel,
    pakket,
    ref,
    samen,
    stelling,
    v,
    van,
    waarborg,
)
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.engine.result.rapport import NiveauBereik

PACK = pakket(*TRAP, grens("g", v("stad", "ja-hoor"), "besluiten"), vragen=[stelling("q3", nvt_mogelijk=True)])
GRENS_OPEN = {"stad": "onbekend"}
GEEN_GRENS = {"stad": "anders"}
OP_ORDE = {"q1": "ja", "q2": "ja", "q3": "ja", **GEEN_GRENS}


def bereik(found: NiveauBereik) -> tuple[str, str]:
    """A range as a pair."""
    return found.laag, found.hoog


# Borging.


@pytest.mark.parametrize(
    ("q1", "q2", "q3", "laag", "hoog"),
    [
        ("ja", "ja", "ja", "besluiten", "besluiten"),
        ("ja", "ja", "nee", "aanjagen", "aanjagen"),
        ("ja", "ja", "deels", "aanjagen", "aanjagen"),
        ("ja", "ja", "onbekend", "aanjagen", "besluiten"),
        ("ja", "onbekend", "ja", "adviseren", "besluiten"),
        ("ja", "onbekend", "nee", "adviseren", "aanjagen"),
        ("ja", "nee", "ja", "adviseren", "adviseren"),
        ("onbekend", "nee", "ja", "geen", "adviseren"),
        ("nee", "ja", "ja", "geen", "geen"),
        ("onbekend", "onbekend", "onbekend", "geen", "besluiten"),
    ],
)
def test_borging_tot(q1: str, q2: str, q3: str, laag: str, hoog: str) -> None:
    result = oordeel(PACK, {"q1": q1, "q2": q2, "q3": q3})
    assert bereik(result.borging_tot) == (laag, hoog)


def test_borging_tot_passes_nvt_afgewogen_and_open() -> None:
    assert bereik(oordeel(PACK, {**OP_ORDE, "q3": nvt()}).borging_tot) == ("besluiten", "besluiten")
    weighed = oordeel(PACK, {**OP_ORDE, "q2": "nee"}, afwegingen=samen("w2"))
    assert bereik(weighed.borging_tot) == ("besluiten", "besluiten")
    assert weighed.borging_zonder_afweging is not None
    assert bereik(weighed.borging_zonder_afweging) == ("adviseren", "adviseren")
    hull = oordeel(PACK, {**OP_ORDE, "q3": van(bewoners="nee", raad="deels")})
    assert bereik(hull.borging_tot) == ("aanjagen", "aanjagen")
    hull = oordeel(PACK, {**OP_ORDE, "q3": van(bewoners="deels", raad="ja")})
    assert bereik(hull.borging_tot) == ("aanjagen", "besluiten")


@pytest.mark.parametrize("given", [HOORT, MAG])
def test_only_moet_gates(given: dict[str, str]) -> None:
    result = oordeel(pakket(waarborg("w", v("q"), norm=given)), {"q": "nee"})
    assert bereik(result.borging_tot) == ("besluiten", "besluiten")


def test_an_eis_with_open_als_is_not_surely_met_nor_surely_unmet() -> None:
    pack = pakket(waarborg("w", v("q"), als=v("als")))
    assert bereik(oordeel(pack, {"q": "nee"}).borging_tot) == ("geen", "besluiten")
    assert bereik(oordeel(pack, {"q": "ja"}).borging_tot) == ("besluiten", "besluiten")


# Rollen.


@pytest.mark.parametrize(
    ("answer", "laag", "hoog"),
    [
        ("geen", "geen", "geen"),
        ("adviseren", "adviseren", "adviseren"),
        ("aanjagen", "aanjagen", "aanjagen"),
        ("besluiten", "besluiten", "besluiten"),
        ("onbekend", "geen", "besluiten"),
        (van(bewoners="besluiten", raad="aanjagen"), "geen", "besluiten"),
    ],
)
def test_rollen(answer: Any, laag: str, hoog: str) -> None:
    assert bereik(oordeel(PACK, {"rol": answer}).rollen) == (laag, hoog)


SAMEN = pakket(*TRAP, ladder=LADDER_SAMEN, vragen=LADDER_SAMEN_VRAGEN)


@pytest.mark.parametrize(
    ("answers", "laag", "hoog"),
    [
        ({"wie": "wijk"}, "besluiten", "besluiten"),
        ({"wie": "samen", "bij-verschil": "wijk"}, "besluiten", "besluiten"),
        ({"wie": "samen", "bij-verschil": "raad"}, "aanjagen", "aanjagen"),
        ({"wie": "samen", "bij-verschil": "college"}, "aanjagen", "aanjagen"),
        ({"wie": "samen", "bij-verschil": "onbekend"}, "aanjagen", "besluiten"),
        ({"wie": "samen"}, "aanjagen", "besluiten"),
        ({"wie": "raad", "agenda": "wijk"}, "aanjagen", "aanjagen"),
        ({"wie": "raad", "agenda": "gemeente", "inbreng": "advies"}, "adviseren", "adviseren"),
        ({"wie": "raad", "agenda": "gemeente", "inbreng": "geen"}, "geen", "geen"),
        ({"wie": "raad", "agenda": "onbekend", "inbreng": "advies"}, "adviseren", "aanjagen"),
        ({}, "geen", "besluiten"),
    ],
)
def test_samen_decides_is_besluiten_only_when_the_wijk_decides_where_they_differ(
    answers: Ruw, laag: str, hoog: str
) -> None:
    assert bereik(oordeel(SAMEN, answers).rollen) == (laag, hoog)


@pytest.mark.parametrize(
    ("answers", "laag", "hoog"),
    [
        ({"wie": "tot-een-grens", "waar": "eronder"}, "besluiten", "besluiten"),
        ({"wie": "tot-een-grens", "waar": "erboven"}, "aanjagen", "aanjagen"),
        ({"wie": "tot-een-grens", "waar": "beide"}, "aanjagen", "aanjagen"),
        ({"wie": "tot-een-grens", "waar": "onbekend"}, "aanjagen", "besluiten"),
        ({"wie": "tot-een-grens"}, "aanjagen", "besluiten"),
        ({"wie": "tot-een-grens", "waar": van(bewoners="eronder", college="beide")}, "aanjagen", "besluiten"),
        ({"wie": van(bewoners="tot-een-grens", college="college"), "waar": "eronder"}, "geen", "besluiten"),
        ({"wie": "raad", "waar": "eronder", "agenda": "wijk"}, "aanjagen", "aanjagen"),
        ({"waar": "eronder"}, "geen", "besluiten"),
    ],
)
def test_up_to_a_limit_lies_between_aanjagen_and_besluiten(answers: Ruw, laag: str, hoog: str) -> None:
    assert bereik(oordeel(SAMEN, answers).rollen) == (laag, hoog)


# Uitkomst, row by row.


def test_gewenst_onbekend() -> None:
    result = oordeel(PACK, {**OP_ORDE, "rol": "besluiten"}, gewenst="onbekend")
    assert (result.uitkomst, result.richting, result.gewenst) == ("gewenst_onbekend", None, "onbekend")


def test_a_grens_that_surely_holds() -> None:
    answers = {**OP_ORDE, "stad": "ja-hoor", "rol": "besluiten"}
    result = oordeel(PACK, answers, gewenst="besluiten")
    assert result.uitkomst == "grens_bereikt"
    assert [(g.id, g.sluit_uit, g.zeker) for g in result.grenzen] == [("g", "besluiten", True)]
    assert oordeel(PACK, {**answers, "rol": "aanjagen"}, gewenst="aanjagen").uitkomst == "congruent"


def test_a_grens_that_perhaps_holds() -> None:
    result = oordeel(PACK, {**OP_ORDE, **GRENS_OPEN, "rol": "besluiten"}, gewenst="besluiten")
    assert result.uitkomst == "nog_niet_te_bepalen"
    assert [(g.id, g.sluit_uit, g.zeker) for g in result.grenzen] == [("g", "besluiten", False)]
    below = oordeel(PACK, {**OP_ORDE, **GRENS_OPEN, "rol": "aanjagen"}, gewenst="aanjagen")
    assert below.uitkomst == "congruent"


def test_a_grens_that_does_not_hold() -> None:
    result = oordeel(PACK, {**OP_ORDE, "rol": "besluiten"}, gewenst="besluiten")
    assert result.uitkomst == "congruent"
    assert result.grenzen == ()


@pytest.mark.parametrize("sluit_uit", ARCHETYPES)
def test_a_grens_excludes_all_above_it(sluit_uit: str) -> None:
    pack = pakket(*TRAP, grens("g", v("stad", "ja-hoor"), sluit_uit))
    out = [a for a in ARCHETYPES if oordeel(pack, {"stad": "ja-hoor"}, gewenst=a).uitkomst == "grens_bereikt"]
    assert out == list(ARCHETYPES[ARCHETYPES.index(sluit_uit) :])


def test_meer_borging_nodig() -> None:
    """As soon as one moet-eis is surely unmet, however much else is open."""
    result = oordeel(PACK, {"q3": "nee"}, gewenst="besluiten")
    assert result.uitkomst == "meer_borging_nodig"
    assert oordeel(PACK, {"q3": "nee"}, gewenst="aanjagen").uitkomst == "nog_niet_te_bepalen"


@pytest.mark.parametrize(
    ("wish", "rol", "richting"),
    [
        ("besluiten", "aanjagen", "minder"),
        ("besluiten", "geen", "minder"),
        ("adviseren", "besluiten", "meer"),
        ("aanjagen", "adviseren", "minder"),
        ("aanjagen", "besluiten", "meer"),
    ],
)
def test_rolverdeling_wijkt_af(wish: str, rol: str, richting: str) -> None:
    result = oordeel(PACK, {**OP_ORDE, "rol": rol}, gewenst=wish)
    assert (result.uitkomst, result.richting) == ("rolverdeling_wijkt_af", richting)


@pytest.mark.parametrize(
    ("answers", "wish"),
    [
        ({"wie": "samen"}, "besluiten"),
        ({"wie": "samen"}, "aanjagen"),
        ({}, "adviseren"),
        ({"wie": "raad", "agenda": "onbekend", "inbreng": "advies"}, "adviseren"),
    ],
)
def test_roles_that_may_yet_fit_leave_it_open(answers: Ruw, wish: str) -> None:
    """F_lo = F_hi = G is asked for, not only that G lies between them."""
    result = oordeel(SAMEN, {"q1": "ja", "q2": "ja", "q3": "ja", **answers}, gewenst=wish)
    assert (result.uitkomst, result.richting) == ("nog_niet_te_bepalen", None)


def test_borging_that_may_yet_fit_leaves_it_open() -> None:
    result = oordeel(PACK, {**OP_ORDE, "q3": "onbekend", "rol": "besluiten"}, gewenst="besluiten")
    assert result.uitkomst == "nog_niet_te_bepalen"


@pytest.mark.parametrize("wish", ARCHETYPES)
def test_congruent(wish: str) -> None:
    assert oordeel(PACK, {**OP_ORDE, "rol": wish}, gewenst=wish).uitkomst == "congruent"


def test_congruent_whatever_lies_above_the_wish() -> None:
    result = oordeel(PACK, {"q1": "ja", "q2": "nee", "rol": "adviseren"}, gewenst="adviseren")
    assert result.uitkomst == "congruent"


@pytest.mark.parametrize("given", [HOORT, MAG])
def test_congruent_whatever_hoort_or_mag_is_open(given: dict[str, str]) -> None:
    pack = pakket(waarborg("w", v("q")), waarborg("x", v("r"), norm=given))
    assert oordeel(pack, {"q": "ja", "r": "nee", "rol": "besluiten"}, gewenst="besluiten").uitkomst == "congruent"


def test_congruent_met_afweging() -> None:
    answers = {**OP_ORDE, "q2": "nee", "rol": "besluiten"}
    result = oordeel(PACK, answers, gewenst="besluiten", afwegingen=samen("w2"))
    assert result.uitkomst == "congruent_met_afweging"


def test_an_afweging_that_is_not_needed_is_plain_congruent() -> None:
    """Of a moet-eis that is geborgd, of one above the wish, and of one that is not moet."""
    light = waarborg("x", v("r"), norm=HOORT)
    pack = pakket(*TRAP, light)
    answers = {"q1": "ja", "q2": "ja", "q3": "nee", "r": "nee", "rol": "aanjagen"}
    result = oordeel(pack, answers, gewenst="aanjagen", afwegingen=samen("w1", "w3", "x"))
    assert result.uitkomst == "congruent"


@pytest.mark.parametrize(
    ("rules", "answers"),
    [
        ([waarborg("w", v("q"), norm=HOORT)], {"q": "ja"}),
        ([waarborg("w", v("q"), norm=MOET_BIJ_BESLUITEN)], {"q": "ja"}),
        ([waarborg("w", v("q"))], {"q": nvt()}),
        ([waarborg("w", v("q"), als=v("als"))], {"q": "ja", "als": "nee"}),
        ([waarborg("w", v("q"), als=v("als"))], {"q": "ja", "als": "onbekend"}),
        ([waarborg("w", v("q"), fasen=["evaluatie"])], {"q": "ja"}),
    ],
)
def test_something_must_surely_be_asked(rules: list[Ruw], answers: Ruw) -> None:
    """Of a wish at which no moet-eis surely applies, nothing can be said."""
    pack = pakket(*rules, vragen=[stelling("q", nvt_mogelijk=True)])
    result = oordeel(pack, {**answers, "rol": "aanjagen"}, gewenst="aanjagen")
    assert result.uitkomst == "nog_niet_te_bepalen"
    assert result.per_archetype["aanjagen"].past == "nog_open"


def test_one_that_surely_applies_is_enough() -> None:
    pack = pakket(waarborg("w", v("q")), waarborg("x", v("q"), als=v("als")))
    assert oordeel(pack, {"q": "ja", "rol": "aanjagen"}, gewenst="aanjagen").uitkomst == "congruent"


# Uitkomst, the order of the table: in each row both apply, and the first is named.

WEIGHED = samen("w2")


@pytest.mark.parametrize(
    ("first", "answers", "afwegingen"),
    [
        ("grens_bereikt", {"stad": "ja-hoor", "q3": "nee", "rol": "besluiten"}, []),
        ("grens_bereikt", {"stad": "ja-hoor", "rol": "adviseren"}, []),
        ("grens_bereikt", {"stad": "ja-hoor", "q3": "onbekend", "rol": "besluiten"}, []),
        ("grens_bereikt", {"stad": "ja-hoor", "q2": "nee", "rol": "besluiten"}, WEIGHED),
        ("meer_borging_nodig", {"q3": "nee", "rol": "adviseren"}, []),
        ("meer_borging_nodig", {"q3": "nee", "stad": "onbekend", "rol": "besluiten"}, []),
        ("meer_borging_nodig", {"q3": "nee", "rol": "onbekend"}, []),
        ("meer_borging_nodig", {"q2": "nee", "q3": "nee", "rol": "besluiten"}, WEIGHED),
        ("rolverdeling_wijkt_af", {"q3": "onbekend", "rol": "adviseren"}, []),
        ("rolverdeling_wijkt_af", {"stad": "onbekend", "rol": "adviseren"}, []),
        ("rolverdeling_wijkt_af", {"q2": "nee", "rol": "adviseren"}, WEIGHED),
        ("nog_niet_te_bepalen", {"q2": "nee", "q3": "onbekend", "rol": "besluiten"}, WEIGHED),
        ("nog_niet_te_bepalen", {"q2": "nee", "stad": "onbekend", "rol": "besluiten"}, WEIGHED),
        ("nog_niet_te_bepalen", {"q2": "nee", "rol": "onbekend"}, WEIGHED),
    ],
)
def test_the_first_uitkomst_that_applies(first: str, answers: Ruw, afwegingen: list[Ruw]) -> None:
    result = oordeel(PACK, {**OP_ORDE, **answers}, gewenst="besluiten", afwegingen=afwegingen)
    assert result.uitkomst == first


@pytest.mark.parametrize("rol", ["adviseren", "geen"])
@pytest.mark.parametrize("answers", [{"stad": "ja-hoor"}, {"q3": "nee"}])
def test_richting_is_filled_whatever_the_uitkomst(rol: str, answers: Ruw) -> None:
    result = oordeel(PACK, {**OP_ORDE, **answers, "rol": rol}, gewenst="besluiten")
    assert result.uitkomst in ("grens_bereikt", "meer_borging_nodig")
    assert result.richting == "minder"


# What a grens and the ladder may test.


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (v("s"), "grens_met_stelling"),
        (niet("s"), "grens_met_stelling"),
        (een_van(v("k", "a"), ref("w")), "grens_met_waarborg"),
        (alle(v("n", "a")), "grens_met_nvt"),
    ],
)
def test_a_grens_and_the_ladder_test_plain_keuze_questions(asked: Ruw, code: str) -> None:
    vragen = [stelling("s"), keuze("n", "a", "b", nvt_mogelijk=True), keuze("k", "a", "b")]
    for rules, ladder in (([grens("g", asked, "besluiten")], LADDER), ([], {**LADDER, "besluiten": asked})):
        with pytest.raises(InvoerFout) as refused:
            pakket(waarborg("w", v("q")), *rules, vragen=vragen, ladder=ladder)
        assert code in [m.code for m in refused.value.meldingen]


IN_TWO: Final = pakket(
    waarborg("altijd", v("a"), MOET),
    waarborg("daarna", v("b"), norm(None, "moet", "moet")),
    ladder={
        "adviseren": v("rol", "adviseren", "besluiten"),
        "aanjagen": v("rol", "besluiten"),
        "besluiten": v("rol", "besluiten"),
    },
    vragen=[keuze("rol", "geen", "adviseren", "besluiten", onderdeel="zeggenschap")],
)
"""A story with two degrees of say, told in three steps: the middle one asks what the highest asks."""


def test_where_the_middle_step_is_the_highest_all_levels_skip_it() -> None:
    """Ladder and borging go from the first to the third; but who wishes the middle one never comes to congruent."""
    for answers, levels in (({"a": "ja", "b": "nee"}, "adviseren"), ({"a": "ja", "b": "ja"}, "besluiten")):
        found = oordeel(IN_TWO, {**answers, "rol": levels})
        assert bereik(found.borging_tot) == bereik(found.rollen) == (levels, levels)
    everything = {"a": "ja", "b": "ja", "rol": "besluiten"}
    wished = {wish: oordeel(IN_TWO, everything, gewenst=wish).uitkomst for wish in ("aanjagen", "besluiten")}
    assert wished == {"aanjagen": "rolverdeling_wijkt_af", "besluiten": "congruent"}
