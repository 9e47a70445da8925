"""One thema × fase: the answers in force, the built-in questions, the wish, and what is still open.

| sentence (docs/model.md sections 1, 2 and 5; docs/rapport.md) | test |
|---|---|
| everything is judged per thema × fase | test_each_thema_and_fase_is_judged_apart |
| answers on an afspraak replace those on the dossier, question by question | test_an_afspraak_replaces_… |
| --set replaces both, in every afspraak | test_set_replaces_both_in_every_afspraak |
| fase, reikwijdte, land are filled by the tool | test_the_fase_is_known, test_the_reikwijdte_…, test_the_land_… |
| never answered elsewhere, never defined elsewhere | test_a_built_in_question_is_not_… |
| afspraken absent: thema algemeen, gewenst and reikwijdte onbekend, all fasen | test_without_afspraken |
| G: onbekend when nothing is said or when parties differ; samen decides | test_the_wish |
| then all wishes are named | test_all_wishes_are_named |
| open_vragen of an afspraak | test_open_questions_… |
"""

from typing import Any

import pytest

from tests.builders import (
    HOORT,
    LADDER_SAMEN,
    LADDER_SAMEN_VRAGEN,
    MOET_BIJ_BESLUITEN,
    Ruw,
    alle,
    dossier,
    een_van,
    eis,
    grens,
    keuze,
    niet,
    nvt,
    oordeel,
    oordelen,
    open_vragen,
    pakket,
    signalen,
    stelling,
    v,
    van,
    waarborg,
)
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.words import ARCHETYPES, FASEN
from wijktoets.engine.reading.matching import with_answers

PACK = pakket(waarborg("w", v("q")))


# Which answers are in force.


def test_each_thema_and_fase_is_judged_apart() -> None:
    pack = pakket(waarborg("w", v("q")), waarborg("x", v("r"), fasen=["evaluatie"]))
    afspraken: list[Ruw] = [
        {"thema": "wonen", "gewenst": "adviseren", "fasen": ["evaluatie", "voorbereiding"]},
        {"thema": "groen", "gewenst": "besluiten", "antwoorden": {"q": "nee"}},
    ]
    found = oordelen(pack, dossier({"q": "ja", "rol": "adviseren", "r": "ja"}, afspraken=afspraken))
    assert [(thema, fase, r.uitkomst) for (thema, fase), r in found.items()] == [
        ("wonen", "voorbereiding", "congruent"),
        ("wonen", "evaluatie", "congruent"),
        *(("groen", fase, "meer_borging_nodig") for fase in FASEN),
    ]


def test_an_afspraak_replaces_the_answers_of_the_dossier_question_by_question() -> None:
    pack = pakket(waarborg("w", v("q")), waarborg("x", v("r")))
    afspraken: list[Ruw] = [{"thema": "groen", "antwoorden": {"q": "nee"}}, {"thema": "wonen"}]
    found = oordelen(pack, dossier({"q": van(raad="ja"), "r": "deels"}, afspraken=afspraken), fase="uitvoering")
    assert {t: [eis(r, n, "adviseren").status for n in ("w", "x")] for (t, _), r in found.items()} == {
        "groen": ["ontbreekt", "deels"],
        "wonen": ["geborgd", "deels"],
    }


def test_an_afspraak_may_replace_a_known_answer_by_onbekend() -> None:
    found = oordeel(PACK, {"q": "ja"}, afspraken=[{"thema": "groen", "antwoorden": {"q": "onbekend"}}])
    assert eis(found, "w", "adviseren").status == "onbekend"


def test_set_replaces_both_in_every_afspraak() -> None:
    afspraken: list[Ruw] = [{"thema": "groen", "antwoorden": {"q": "nee"}}, {"thema": "wonen"}]
    before = dossier({"q": van(bewoners="deels", raad="nee", samen="nee"), "r": "nee"}, afspraken=afspraken)
    pack = pakket(waarborg("w", v("q")), waarborg("x", v("r")))
    found = oordelen(pack, with_answers(before, {"q": "ja"}, pack))
    assert {eis(r, "w", "besluiten").status for r in found.values()} == {"geborgd"}
    assert {eis(r, "x", "besluiten").status for r in found.values()} == {"ontbreekt"}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"fase": "uitvoering"}, "antwoord_op_fase"),
        ({"reikwijdte": "wijk"}, "antwoord_op_reikwijdte"),
        ({"land": "BE"}, "antwoord_op_land"),
        ({"q": "misschien"}, "antwoord_onbekend"),
        ({"weg": "ja"}, "vraag_onbekend"),
    ],
)
def test_set_refuses_what_a_dossier_refuses(answers: dict[str, str], code: str) -> None:
    with pytest.raises(InvoerFout) as refused:
        with_answers(dossier(), answers, PACK)
    assert [m.code for m in refused.value.meldingen] == [code]
    with pytest.raises(InvoerFout) as refused:
        oordeel(PACK, answers)
    assert [m.code for m in refused.value.meldingen] == [code]


# The built-in questions.


def test_the_fase_is_known() -> None:
    pack = pakket(waarborg("w", v("fase", "uitvoering", "evaluatie")))
    found = oordelen(pack, dossier(fasen=list(FASEN), gewenst="besluiten"))
    assert [eis(r, "w").status for r in found.values()] == ["ontbreekt", "geborgd", "geborgd"]


@pytest.mark.parametrize(
    ("reikwijdte", "status"),
    [
        ({"reikwijdte": "wijk"}, "geborgd"),
        ({"reikwijdte": "wijkoverstijgend"}, "ontbreekt"),
        ({"reikwijdte": "stedelijk"}, "ontbreekt"),
        ({"reikwijdte": "onbekend"}, "onbekend"),
        ({}, "onbekend"),
    ],
)
def test_the_reikwijdte_unknown_or_absent_is_a_question_without_an_answer(reikwijdte: Ruw, status: str) -> None:
    pack = pakket(waarborg("w", v("reikwijdte", "wijk")))
    result = oordeel(pack, {"rol": "besluiten"}, gewenst="besluiten", **reikwijdte)
    assert eis(result, "w").status == status
    expected = {"reikwijdte": "niet_besproken"} if status == "onbekend" else {}
    assert open_vragen(result) == expected
    assert "reikwijdte" not in result.antwoorden


def test_the_reikwijdte_is_asked_only_where_a_rule_reaches_it() -> None:
    assert open_vragen(oordeel(PACK, {"rol": "besluiten", "q": "ja"}, gewenst="besluiten")) == {}
    limited = pakket(waarborg("w", v("q")), grens("g", alle(v("reikwijdte", "stedelijk"), v("k", "a")), "besluiten"))
    answers = {"rol": "besluiten", "q": "ja", "k": "anders"}
    assert open_vragen(oordeel(limited, answers, gewenst="besluiten")) == {}
    assert open_vragen(oordeel(limited, {**answers, "k": "a"}, gewenst="besluiten")) == {"reikwijdte": "niet_besproken"}


@pytest.mark.parametrize(
    ("gebied", "status"),
    [
        ({}, "geborgd"),
        ({"gebied": {"naam": "Voorbeeldwijk"}}, "geborgd"),
        ({"gebied": {"naam": "Voorbeeldwijk", "land": "NL"}}, "geborgd"),
        ({"gebied": {"naam": "Voorbeeldwijk", "land": "BE"}}, "ontbreekt"),
    ],
)
def test_the_land_is_nl_unless_the_dossier_says_otherwise(gebied: Ruw, status: str) -> None:
    pack = pakket(waarborg("w", v("land", "NL")))
    assert eis(oordeel(pack, {}, gewenst="besluiten", **gebied), "w").status == status


@pytest.mark.parametrize("name", ["fase", "reikwijdte", "land"])
def test_a_built_in_question_is_not_defined_by_a_pack(name: str) -> None:
    with pytest.raises(InvoerFout) as refused:
        pakket(waarborg("w", v("q")), vragen=[keuze(name, "a", "b")])
    assert [m.code for m in refused.value.meldingen] == ["id_ingebouwd"]


def test_without_afspraken() -> None:
    bare = Dossier.model_validate({"formaat": "wijktoets/dossier@1", "naam": "Voorbeeldwijk"})
    found = oordelen(PACK, bare)
    assert list(found) == [("algemeen", fase) for fase in FASEN]
    assert {(r.gewenst, r.reikwijdte, r.uitkomst) for r in found.values()} == {
        ("onbekend", "onbekend", "gewenst_onbekend")
    }


# The wish.


@pytest.mark.parametrize(
    ("gewenst", "wish"),
    [
        ("adviseren", "adviseren"),
        ("besluiten", "besluiten"),
        ("onbekend", "onbekend"),
        (None, "onbekend"),
        ({"bewoners": "besluiten"}, "besluiten"),
        ({"bewoners": "besluiten", "raad": "besluiten"}, "besluiten"),
        ({"bewoners": "besluiten", "raad": "adviseren"}, "onbekend"),
        ({"bewoners": "besluiten", "raad": "onbekend"}, "onbekend"),
        ({"bewoners": "onbekend", "raad": "onbekend"}, "onbekend"),
        ({"bewoners": "besluiten", "raad": "adviseren", "samen": "aanjagen"}, "aanjagen"),
        ({"bewoners": "besluiten", "raad": "besluiten", "samen": "onbekend"}, "onbekend"),
        ({"samen": "aanjagen", "college": "onbekend"}, "aanjagen"),
    ],
)
def test_the_wish(gewenst: Any, wish: str) -> None:
    parts = {} if gewenst is None else {"gewenst": gewenst}
    if isinstance(gewenst, dict):
        parts = {"gewenst": [{"door": door, "gewenst": g} for door, g in gewenst.items()]}
    result = oordeel(PACK, {"q": "ja"}, **parts)
    assert result.gewenst == wish
    assert (result.uitkomst == "gewenst_onbekend") is (wish == "onbekend")


def test_all_wishes_are_named() -> None:
    wishes = [{"door": "raad", "gewenst": "adviseren"}, {"door": "bewoners", "gewenst": "onbekend"}]
    result = oordeel(PACK, {}, gewenst=wishes)
    assert [(w.door, w.gewenst) for w in result.gewensten] == [("raad", "adviseren"), ("bewoners", "onbekend")]
    assert oordeel(PACK, {}, gewenst="besluiten").gewensten == ()


@pytest.mark.parametrize("archetype", ARCHETYPES)
def test_as_if_it_were_the_wish(archetype: Any) -> None:
    """`--archetype` replaces gewenst in every afspraak, and keeps the wishes as they were said."""
    wishes = [{"door": "raad", "gewenst": "adviseren"}, {"door": "bewoners", "gewenst": "besluiten"}]
    afspraken = [{"thema": "groen", "gewenst": wishes}, {"thema": "wonen", "gewenst": "besluiten"}]
    found = oordelen(PACK, dossier({"q": "ja", "rol": archetype}, afspraken=afspraken), archetype=archetype)
    assert {(r.gewenst, r.uitkomst) for r in found.values()} == {(archetype, "congruent")}
    assert [len(r.gewensten) for r in found.values()] == [2, 2, 2, 0, 0, 0]


def test_one_thema_or_fase_is_judged_as_among_all() -> None:
    case = dossier({"q": "nee"}, afspraken=[{"thema": "groen", "gewenst": "besluiten"}, {"thema": "wonen"}])
    everything = oordelen(PACK, case)
    assert oordelen(PACK, case, thema="groen") == {k: r for k, r in everything.items() if k[0] == "groen"}
    assert oordelen(PACK, case, fase="evaluatie") == {k: r for k, r in everything.items() if k[1] == "evaluatie"}


# What is still open for an afspraak.

ROL: Ruw = {"rol": "besluiten"}


@pytest.mark.parametrize("answer", ["onbekend", None, van(bewoners="nee", raad="ja")])
def test_open_questions_are_those_of_moet_witte_vlekken(answer: Any) -> None:
    pack = pakket(
        waarborg("w", v("q")), waarborg("x", v("r"), norm=HOORT), waarborg("y", v("s"), norm=MOET_BIJ_BESLUITEN)
    )
    answers = {**ROL} if answer is None else {**ROL, "q": answer}
    assert set(open_vragen(oordeel(pack, answers, gewenst="besluiten"))) == {"q", "s"}
    assert set(open_vragen(oordeel(pack, answers, gewenst="aanjagen"))) == {"q"}


def test_open_questions_of_all_levels_when_the_wish_is_not_known() -> None:
    pack = pakket(waarborg("w", v("q")), waarborg("y", v("s"), norm=MOET_BIJ_BESLUITEN))
    assert set(open_vragen(oordeel(pack, ROL, gewenst="onbekend"))) == {"q", "s"}


def test_open_questions_of_a_vlek_that_is_surely_not_met_count_too() -> None:
    """Hooguit deels can still be settled, and its disputed question is one of them."""
    result = oordeel(PACK, {**ROL, "q": van(bewoners="nee", raad="deels")}, gewenst="besluiten")
    assert open_vragen(result) == {"q": "verschil"}


def test_open_questions_of_an_open_als() -> None:
    """Also of an eis that is met already: whether it applies is not known."""
    pack = pakket(waarborg("w", v("q"), als=v("als")))
    for answer in ("ja", "nee", "deels"):
        assert open_vragen(oordeel(pack, {**ROL, "q": answer}, gewenst="besluiten")) == {"als": "niet_besproken"}
    hoort = pakket(waarborg("w", v("q"), als=v("als"), norm=HOORT))
    assert open_vragen(oordeel(hoort, {**ROL, "q": "ja"}, gewenst="besluiten")) == {}


def test_open_questions_of_an_als_that_surely_applies_are_none_when_the_eis_is_met() -> None:
    pack = pakket(waarborg("w", v("q"), als=v("als")))
    hull = van(bewoners="deels", raad="ja")
    assert open_vragen(oordeel(pack, {**ROL, "q": "ja", "als": hull}, gewenst="besluiten")) == {}


def test_open_questions_of_an_open_als_stay_when_the_rest_is_nvt() -> None:
    """Read as docs/rapport.md has it: those of the open `als` of a moet-eis, nvt or not (docs/modelkeuzes.md)."""
    pack = pakket(waarborg("w", v("q"), als=v("als")), vragen=[stelling("q", nvt_mogelijk=True)])
    assert open_vragen(oordeel(pack, {**ROL, "q": nvt()}, gewenst="besluiten")) == {"als": "niet_besproken"}


def test_open_questions_are_not_those_of_afgewogen_eisen() -> None:
    weighed = [{"waarborg": "w", "reden": "later", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}]
    pack = pakket(waarborg("w", alle(v("q"), v("r")), als=v("als")), waarborg("x", v("r")))
    assert set(open_vragen(oordeel(pack, ROL, gewenst="besluiten"))) == {"q", "r", "als"}
    assert set(open_vragen(oordeel(pack, ROL, gewenst="besluiten", afwegingen=weighed))) == {"r"}


def test_open_questions_of_the_ladder() -> None:
    pack = pakket(waarborg("w", v("q")), ladder=LADDER_SAMEN, vragen=LADDER_SAMEN_VRAGEN)
    answers: Ruw = {"q": "ja", "inbreng": "advies", "agenda": "gemeente"}
    for wish in (*ARCHETYPES, "onbekend"):
        assert open_vragen(oordeel(pack, {**answers, "wie": "samen"}, gewenst=wish)) == {
            "bij-verschil": "niet_besproken"
        }
        assert open_vragen(oordeel(pack, {**answers, "wie": "wijk"}, gewenst=wish)) == {}


def test_open_questions_of_a_grens_that_perhaps_holds() -> None:
    als = een_van(alle(v("stad", "groot"), niet("soort", "klein")), v("reikwijdte", "stedelijk"))
    pack = pakket(waarborg("w", v("q")), grens("g", als, "besluiten"))
    answers = {**ROL, "q": "ja", "stad": "onbekend", "soort": van(bewoners="klein", raad="anders")}
    for wish in ("adviseren", "besluiten"):
        result = oordeel(pack, answers, gewenst=wish, reikwijdte="wijk")
        assert open_vragen(result) == {"soort": "verschil", "stad": "onbekend"}
        assert [g.open_vragen for g in result.grenzen] == [("soort", "stad")]
    sure = oordeel(pack, answers, gewenst="besluiten", reikwijdte="stedelijk")
    assert open_vragen(sure) == {}
    assert open_vragen(oordeel(pack, {**answers, "stad": "anders"}, reikwijdte="wijk")) == {}


def test_a_question_that_is_open_for_two_reasons_stands_once() -> None:
    pack = pakket(waarborg("w", v("q")), waarborg("x", v("q")), grens("g", v("k", "a"), "besluiten"))
    result = oordeel(pack, ROL, gewenst="besluiten")
    assert [row.vraag for row in result.open_vragen] == ["k", "q"]
    assert "geen_eisen" not in signalen(result)
