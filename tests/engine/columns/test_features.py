"""Each feature of the model by an example: what columns says of it, and that direct says the same in every column."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import (
    HOORT,
    MAG,
    MOET,
    MOET_BIJ_BESLUITEN,
    MOET_VANAF_AANJAGEN,
    VANDAAG,
    Ruw,
    alle,
    dossier,
    een_van,
    grens,
    keuze,
    minstens,
    niet,
    norm,
    nvt,
    pakket,
    ref,
    signaal,
    stelling,
    v,
    van,
    waarborg,
)
from tests.engine.columns.agreement import columns_rows, differences
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket

GISTEREN, MORGEN = VANDAAG - timedelta(days=1), VANDAAG + timedelta(days=1)
OVER = {"rol": "besluiten"}
"""Roles that amount to besluiten."""


def row(pack: Regelpakket, antwoorden: Ruw | None = None, **delen: Any) -> dict[str, Any]:
    """The one batch row of a dossier, on which both engines agree."""
    (found,) = rows(pack, dossier(antwoorden, **delen))
    return found


def rows(pack: Regelpakket, case: Dossier) -> list[dict[str, Any]]:
    """The batch rows of a dossier, on which both engines agree."""
    assert differences(pack, [case]) == []
    return columns_rows(pack, [case])


def says(found: dict[str, Any], **expected: Any) -> None:
    """See that a row says this."""
    assert {key: found[key] for key in expected} == expected


def signalen(found: dict[str, Any]) -> set[str]:
    """The signalen of a row."""
    return set(found["signalen"].split(";")) - {""}


# Every uitkomst.

ONE = pakket(waarborg("w", v("q")), grens("g", v("k", "a"), "besluiten"), vragen=[keuze("k", "a", "b")])
GOOD = {"q": "ja", "k": "b", **OVER}


@pytest.mark.parametrize(
    ("uitkomst", "antwoorden", "gewenst"),
    [
        ("gewenst_onbekend", GOOD, "onbekend"),
        ("grens_bereikt", GOOD | {"k": "a"}, "besluiten"),
        ("meer_borging_nodig", GOOD | {"q": "deels"}, "besluiten"),
        ("rolverdeling_wijkt_af", GOOD, "aanjagen"),
        ("rolverdeling_wijkt_af", GOOD | {"rol": "adviseren"}, "besluiten"),
        ("nog_niet_te_bepalen", GOOD | {"q": "onbekend"}, "besluiten"),
        ("nog_niet_te_bepalen", {"q": "ja", "k": "b"}, "besluiten"),
        ("nog_niet_te_bepalen", GOOD | {"k": "onbekend"}, "besluiten"),
        ("congruent", GOOD, "besluiten"),
    ],
)
def test_every_uitkomst(uitkomst: str, antwoorden: Ruw, gewenst: str) -> None:
    says(row(ONE, antwoorden, gewenst=gewenst), uitkomst=uitkomst, gewenst=gewenst)


def test_a_wish_that_parties_do_not_share_is_unknown() -> None:
    wishes = [{"door": "bewoners", "gewenst": "besluiten"}, {"door": "gemeente", "gewenst": "adviseren"}]
    says(row(ONE, GOOD, gewenst=wishes), uitkomst="gewenst_onbekend", moet_geregeld=None, hoort_open=None)
    together = [*wishes, {"door": "samen", "gewenst": "besluiten"}]
    says(row(ONE, GOOD, gewenst=together), uitkomst="congruent", moet_geregeld=1)


def test_past_whatever_the_wish() -> None:
    pack = pakket(
        waarborg("a", v("p")),
        waarborg("b", v("q"), MOET_VANAF_AANJAGEN),
        waarborg("c", v("r"), MOET_BIJ_BESLUITEN),
        grens("g", v("reikwijdte", "stedelijk"), "besluiten"),
    )
    here = {"gewenst": "onbekend", "reikwijdte": "wijk"}
    says(row(pack, {"p": "ja", "q": "nee"}, **here), past_adviseren="ja", past_aanjagen="nog_niet")
    says(row(pack, {"p": "ja", "q": "ja", "r": "onbekend"}, **here), past_aanjagen="ja", past_besluiten="nog_open")
    town = {"gewenst": "onbekend", "reikwijdte": "stedelijk"}
    says(row(pack, {"p": "ja", "q": "ja", "r": "ja"}, **town), past_aanjagen="ja", past_besluiten="nee")
    maybe = row(pack, {"p": "ja", "q": "ja", "r": "ja"}, gewenst="onbekend")
    says(maybe, reikwijdte="onbekend", past_besluiten="nog_open")


# Answers.


@pytest.mark.parametrize(
    ("said", "laag", "hoog"),
    [
        ("ja", 1.0, 1.0),
        ("deels", 0.5, 0.5),
        ("nee", 0.0, 0.0),
        ("onbekend", 0.0, 1.0),
        (None, 0.0, 1.0),
        (van(bewoners="nee", gemeente="deels"), 0.0, 0.5),
        (van(bewoners="nee", gemeente="ja", samen="deels"), 0.5, 0.5),
        (van(bewoners="nee", gemeente="nvt"), 0.0, 0.0),
        (van(bewoners="ja", gemeente="onbekend"), 0.0, 1.0),
        (nvt(), None, None),
        (van(bewoners="nvt", gemeente="nvt"), None, None),
    ],
)
def test_every_answer(said: Any, laag: float | None, hoog: float | None) -> None:
    pack = pakket(waarborg("w", v("q")), vragen=[stelling("q", nvt_mogelijk=True)])
    found = row(pack, {} if said is None else {"q": said}, gewenst="adviseren")
    says(found, borging_laag=laag, borging_hoog=hoog, transparantie_laag=laag, transparantie_hoog=hoog)


def test_a_dispute_shows_whether_a_rule_uses_the_question_or_not() -> None:
    pack = pakket(waarborg("w", v("q")), vragen=[stelling("ongebruikt")])
    assert "verschil_van_inzicht" in signalen(row(pack, {"ongebruikt": van(bewoners="ja", gemeente="nee")}))
    assert "verschil_van_inzicht" not in signalen(row(pack, {"q": van(bewoners="ja", gemeente="onbekend")}))
    settled = van(bewoners="ja", gemeente="nee", samen="nee")
    assert "verschil_van_inzicht" not in signalen(row(pack, {"q": settled}))


def test_answers_on_an_afspraak_replace_those_on_the_dossier() -> None:
    afspraken = [
        {"thema": "groen", "gewenst": "besluiten", "fasen": ["evaluatie"], "antwoorden": {"q": "nee"}},
        {"thema": "wonen", "gewenst": "besluiten", "fasen": ["evaluatie"]},
    ]
    found = rows(ONE, dossier(GOOD, afspraken=afspraken))
    assert [r["uitkomst"] for r in found] == ["meer_borging_nodig", "congruent"]


# Conditions: those of test_conditions.py, inside a pack.


def test_nested_conditions_and_references() -> None:
    pack = pakket(
        waarborg("a", minstens(2, v("p"), v("q"), niet("r"))),
        waarborg("b", een_van(ref("a"), alle(v("p"), v("k", "x", "y"))), HOORT),
        vragen=[keuze("k", "x", "y", "z")],
    )
    found = row(pack, {"p": "ja", "q": "nee", "r": "deels", "k": "x"}, gewenst="aanjagen")
    says(found, moet_niet=1, hoort_geregeld=1, transparantie_laag=round((2 * 0.5 + 1) / 3, 6))


@pytest.mark.parametrize(("land", "uitkomst"), [("NL", "congruent"), ("BE", "grens_bereikt")])
def test_the_country(land: str, uitkomst: str) -> None:
    pack = pakket(waarborg("w", v("q")), grens("g", v("land", "BE", "DE"), "adviseren"))
    found = row(pack, {"q": "ja", "rol": "adviseren"}, gewenst="adviseren", gebied={"naam": "Wijk", "land": land})
    says(found, uitkomst=uitkomst)


# Rules: als, fasen, geldig.

ALS = pakket(
    waarborg("vast", v("p")),
    waarborg("w", v("q"), als=v("x")),
    vragen=[stelling("x", nvt_mogelijk=True), stelling("q", nvt_mogelijk=True)],
)


@pytest.mark.parametrize(
    ("x", "q", "expected"),
    [
        ("ja", "nee", {"moet_niet": 1, "moet_geregeld": 1, "uitkomst": "meer_borging_nodig"}),
        ("deels", "nee", {"moet_niet": 1, "uitkomst": "meer_borging_nodig"}),
        ("nee", "nee", {"moet_niet": 0, "moet_open": 0, "uitkomst": "congruent", "open_vragen": 0}),
        ("onbekend", "nee", {"moet_open": 1, "uitkomst": "nog_niet_te_bepalen", "open_vragen": 1}),
        ("onbekend", "ja", {"moet_geregeld": 2, "uitkomst": "congruent", "open_vragen": 1}),
        ("onbekend", "onbekend", {"moet_open": 1, "open_vragen": 2}),
        ("nvt", "nee", {"moet_niet": 0, "moet_open": 0, "uitkomst": "congruent"}),
        ("onbekend", "nvt", {"moet_open": 0, "uitkomst": "congruent", "open_vragen": 1}),
        ("nee", "nvt", {"moet_open": 0, "signalen": ""}),
        ("ja", "nvt", {"moet_open": 0, "signalen": "nvt_bij_moet_eis"}),
    ],
)
def test_als(x: str, q: str, expected: Ruw) -> None:
    says(row(ALS, {"p": "ja", "x": x, "q": q, **OVER}, gewenst="besluiten"), **expected)


def test_an_open_als_counts_as_unknown_in_the_scores() -> None:
    found = row(ALS, {"p": "ja", "x": "onbekend", "q": "ja", **OVER}, gewenst="besluiten")
    says(found, transparantie_laag=0.5, transparantie_hoog=1.0, transparantie_besproken=0.5)


def test_fasen_and_dates() -> None:
    pack = pakket(
        waarborg("altijd", v("p")),
        waarborg("nu", v("q"), fasen=["uitvoering"], geldig={"van": VANDAAG, "tot": VANDAAG}),
        waarborg("straks", v("q"), geldig={"van": MORGEN}),
        waarborg("eerder", v("q"), geldig={"tot": GISTEREN}),
        grens("g", v("rol", "besluiten"), "aanjagen", fasen=["evaluatie"]),
        grens("h", v("rol", "besluiten"), "adviseren", geldig={"tot": GISTEREN}),
        signaal("z", v("p"), fasen=["voorbereiding"]),
        signaal("y", v("p"), geldig={"van": GISTEREN}),
    )
    afspraken = [{"thema": "groen", "gewenst": "besluiten"}]
    first, second, third = rows(pack, dossier({"p": "ja", "q": "nee", **OVER}, afspraken=afspraken))
    says(first, fase="voorbereiding", uitkomst="congruent", moet_geregeld=1, signalen="y;z")
    says(second, fase="uitvoering", uitkomst="meer_borging_nodig", moet_niet=1)
    assert signalen(second) == {"borging_onder_rollen", "y"}
    says(third, fase="evaluatie", uitkomst="grens_bereikt")
    assert signalen(third) == {"rollen_over_grens", "y"}


def test_each_dossier_is_judged_on_its_own_day() -> None:
    pack = pakket(waarborg("w", v("q"), geldig={"van": VANDAAG}), waarborg("p", v("p")))
    days = [dossier({"p": "ja", "q": "nee"}, peildatum=day, gewenst="adviseren") for day in (GISTEREN, VANDAAG)]
    days.append(dossier({"p": "ja", "q": "nee"}, peildatum=None, gewenst="adviseren"))  # and then it is today
    assert differences(pack, days) == []
    assert [r["moet_niet"] for r in columns_rows(pack, days)] == [0, 1, 1]


# Afwegingen.

TOGETHER = ["wijk", "gemeente"]
WEIGHED = pakket(
    waarborg("w", v("q")),
    waarborg("h", v("p"), hard=True),
    waarborg("m", v("q"), MAG),
    vragen=[stelling("q", nvt_mogelijk=True)],
)


def afweging(waarborg: str = "w", door: list[str] | None = None, **delen: Any) -> Ruw:
    """A deviation, by wijk and gemeente unless said otherwise."""
    return {
        "waarborg": waarborg,
        "reden": "eerst oefenen",
        "besloten_door": door or TOGETHER,
        "geldig_tot": "2099-12-31",
        **delen,
    }


@pytest.mark.parametrize(
    ("afwegingen", "expected"),
    [
        ([], "meer_borging_nodig"),
        ([afweging()], "congruent_met_afweging"),
        ([afweging(door=["wijk", "raad"])], "congruent_met_afweging"),
        ([afweging(door=["wijk", "college"])], "congruent_met_afweging"),
        ([afweging(door=["wijk"])], "meer_borging_nodig"),
        ([afweging(door=["gemeente", "raad"])], "meer_borging_nodig"),
        ([afweging(door=["wijk", "partner"])], "meer_borging_nodig"),
        ([afweging(geldig_tot=VANDAAG)], "congruent_met_afweging"),
        ([afweging(geldig_tot=None)], "meer_borging_nodig"),
        ([afweging(geldig_tot=GISTEREN)], "meer_borging_nodig"),
        ([afweging(geldig_tot=GISTEREN), afweging()], "congruent_met_afweging"),
        ([afweging(thema="groen", fase="uitvoering")], "congruent_met_afweging"),
        ([afweging(fase="evaluatie")], "meer_borging_nodig"),
    ],
)
def test_an_afweging_that_counts(afwegingen: list[Ruw], expected: str) -> None:
    found = row(WEIGHED, {"q": "nee", "p": "ja", **OVER}, gewenst="besluiten", afwegingen=afwegingen)
    weighed = "afweging" in expected
    says(found, uitkomst=expected, moet_geregeld=1, moet_anders=int(weighed), transparantie_laag=0.5)
    bare = "geen" if weighed else None
    says(found, borging_zonder_afweging_laag=bare, borging_zonder_afweging_hoog=bare)
    assert ("afgewogen_eisen" in signalen(found)) == ("afweging" in expected)
    void = bool(afwegingen) and "afweging" not in expected and afwegingen[0].get("fase") != "evaluatie"
    assert ("afweging_telt_niet" in signalen(found)) == void


def test_what_an_afweging_does_not_touch() -> None:
    hard = row(WEIGHED, {"q": "ja", "p": "nee", **OVER}, gewenst="besluiten", afwegingen=[afweging("h")])
    says(hard, uitkomst="meer_borging_nodig", moet_niet=1)
    assert "afweging_telt_niet" in signalen(hard)
    met = row(WEIGHED, {"q": "ja", "p": "ja", **OVER}, gewenst="besluiten", afwegingen=[afweging()])
    says(met, uitkomst="congruent", signalen="")
    away = row(WEIGHED, {"q": nvt(), "p": "ja", **OVER}, gewenst="besluiten", afwegingen=[afweging()])
    says(away, uitkomst="congruent", signalen="nvt_bij_moet_eis")


def test_an_afweging_on_a_mag_eis_is_shown() -> None:
    found = row(WEIGHED, {"q": "nee", "p": "ja"}, gewenst="besluiten", afwegingen=[afweging("m")])
    assert "afgewogen_eisen" in signalen(found)


def test_an_unknown_that_is_weighed_away_asks_nothing() -> None:
    case = {"p": "ja", "q": "onbekend", **OVER}
    says(row(WEIGHED, case, gewenst="besluiten"), open_vragen=1, moet_open=1)
    says(row(WEIGHED, case, gewenst="besluiten", afwegingen=[afweging()]), open_vragen=0, moet_open=0)


# Signalen and open questions.


def test_more_than_needed() -> None:
    pack = pakket(waarborg("a", v("p")), waarborg("b", v("q"), MOET_VANAF_AANJAGEN))
    found = row(pack, {"p": "ja", "q": "ja", "rol": "adviseren"}, gewenst="adviseren")
    says(found, borging_tot_laag="besluiten", signalen="meer_geregeld_dan_nodig")
    alike = pakket(waarborg("a", v("p")))
    says(row(alike, {"p": "ja", "rol": "adviseren"}, gewenst="adviseren"), signalen="")


def test_no_eisen_at_the_wish() -> None:
    pack = pakket(waarborg("w", v("q"), MOET_BIJ_BESLUITEN), waarborg("h", v("q"), HOORT))
    says(row(pack, {"q": "ja", "rol": "adviseren"}, gewenst="adviseren"), uitkomst="nog_niet_te_bepalen")
    assert "geen_eisen" in signalen(row(pack, {"q": "ja"}, gewenst="adviseren"))


def test_a_signaal_of_the_pack_and_one_that_asks() -> None:
    pack = pakket(
        waarborg("w", v("q")),
        signaal("a", v("p")),
        signaal("b", v("p"), vraag_bij_twijfel="Speelt dit"),
        vragen=[stelling("p", nvt_mogelijk=True)],
    )
    for answer, shown in (("ja", "a;b"), ("deels", "a;b"), ("onbekend", "b"), ("nee", ""), ("nvt", "")):
        says(row(pack, {"q": "ja", "p": answer}), signalen=shown)


def test_more_signalen_than_one_number_holds() -> None:
    many = [signaal(f"z{n:02}", v(f"q{n % 7}")) for n in range(70)]
    pack = pakket(waarborg("w", v("q0")), *many)
    found = row(pack, {f"q{n}": "ja" if n in (0, 3, 6) else "nee" for n in range(7)})
    says(found, signalen=";".join(f"z{n:02}" for n in range(70) if n % 7 in (0, 3, 6)))


def test_open_questions_of_eisen_roles_and_grenzen() -> None:
    pack = pakket(
        waarborg("a", alle(v("p"), v("q"))),
        waarborg("b", een_van(v("p"), v("r")), MOET_BIJ_BESLUITEN),
        waarborg("c", v("s"), HOORT),
        grens("g", v("k", "x"), "besluiten"),
        vragen=[keuze("k", "x", "y")],
    )
    asked = {"p": "onbekend", "q": "nee"}
    says(row(pack, asked, gewenst="adviseren"), open_vragen=len({"rol", "k"}))
    says(row(pack, {"p": "onbekend"}, gewenst="adviseren"), open_vragen=len({"rol", "k", "p", "q"}))
    says(row(pack, asked, gewenst="besluiten"), open_vragen=len({"rol", "k", "p", "r"}))
    says(row(pack, asked, gewenst="onbekend"), open_vragen=len({"rol", "k", "p", "r"}))
    says(row(pack, asked | {"rol": "geen", "k": "y"}, gewenst="adviseren"), open_vragen=0)


# Scores.


def test_weights_in_any_fraction() -> None:
    pack = pakket(
        waarborg("a", v("p")),
        waarborg("b", v("q"), HOORT),
        waarborg("c", v("r"), MAG),
        waarborg("d", v("s"), onderdeel="zeggenschap"),
        weging={"moet": "0.7", "hoort": "0.33"},
    )
    found = row(pack, {"p": "deels", "q": "ja", "s": "onbekend"}, gewenst="adviseren")
    says(found, transparantie_laag=round((0.35 + 0.33) / 1.03, 6), zeggenschap_laag=0.0, zeggenschap_hoog=1.0)
    says(found, borging_laag=round((0.35 + 0.33) / 1.03 / 2, 6), dna_laag=None, transparantie_besproken=1.0)


def test_weights_beyond_what_a_word_holds() -> None:
    weights = {"moet": "999983.9991", "hoort": "1/7919"}
    kinds = ("ieders-stem-telt", "transparantie", "zeggenschap", "goede-gesprek")
    rules = [waarborg(f"m{n}", v(f"p{n}"), onderdeel=kinds[n % 4]) for n in range(9)]
    rules += [waarborg(f"h{n}", v(f"q{n}"), HOORT, onderdeel=kinds[n % 4]) for n in range(7)]
    answers = {f"p{n}": ("ja", "deels", "nee")[n % 3] for n in range(9)} | {f"q{n}": "deels" for n in range(7)}
    row(pakket(*rules, weging=weights), answers, gewenst="aanjagen")


# Rows that cannot be used keep their place.


def test_a_dossier_that_does_not_fit_keeps_its_place() -> None:
    good, bad = dossier(GOOD, gewenst="besluiten"), dossier({"weg": "ja"})
    assert differences(ONE, [good, bad, good]) == []
    found = columns_rows(ONE, [good, bad, good])
    assert [r["uitkomst"] for r in found] == ["congruent", None, "congruent"]
    assert "weg" in found[1]["fout"] and found[1]["moet_geregeld"] is None and found[1]["dossier"] is None


def test_the_norm_can_rise() -> None:
    pack = pakket(waarborg("a", v("p"), norm("mag", "hoort", "moet")), waarborg("b", v("q"), MOET))
    for gewenst, moet, hoort in (("adviseren", 1, 0), ("aanjagen", 1, 1), ("besluiten", 2, 0)):
        says(row(pack, {"p": "ja", "q": "ja"}, gewenst=gewenst), moet_geregeld=moet, hoort_geregeld=hoort)
