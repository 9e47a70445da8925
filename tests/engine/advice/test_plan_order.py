"""Plans by example: what can start first, what falls away under an answer, and the groeipad from level to level."""

from typing import Any

from tests.builders import (
    MOET_BIJ_BESLUITEN,
    VANDAAG,
    alle,
    dossier,
    een_van,
    keuze,
    oordeel,
    pakket,
    stelling,
    v,
    van,
)
from tests.engine.advice.plan_cases import actie, eis, ids, made, wordt
from wijktoets.engine.advice.plan.path import groeipad
from wijktoets.engine.advice.plan.plan import Vraagstuk
from wijktoets.engine.judging import direct


def test_an_actie_starts_with_a_talk_with_finding_out_or_at_once() -> None:
    pack = pakket(*(eis(q, v(q), actie(q)) for q in ("a", "b", "c", "d")))
    found = made(pack, {"b": "onbekend", "c": "nee", "d": "deels"})
    assert {row.waarborg: row.begint_met for row in found.acties} == {
        "a": "bespreken",
        "b": "uitzoeken",
        "c": "doen",
        "d": "doen",
    }


def test_how_an_actie_starts_hangs_on_where_it_is_done() -> None:
    pack = pakket(eis("een", v("a"), actie("a")))
    themas: list[Any] = [{"thema": "groen", "gewenst": "aanjagen", "antwoorden": {"a": "nee"}}]
    themas += [{"thema": "wonen", "gewenst": "adviseren"}]
    (row,) = made(pack, afspraken=themas).acties
    assert ({served.thema for served in row.voor}, row.begint_met) == ({"groen"}, "doen")


def test_an_actie_starts_with_a_talk_where_one_party_says_that_it_does_not_apply() -> None:
    pack = pakket(eis("een", v("a"), actie("a")), vragen=[stelling("a", nvt_mogelijk=True)])
    said = {"a": van(bewoners="nee", gemeente="nvt")}
    found = made(pack, said)
    assert oordeel(pack, said, gewenst="aanjagen").verschillen_van_inzicht == ("a",)
    assert [row.begint_met for row in found.acties] == ["bespreken"]
    assert [row.als.antwoord for row in found.vervalt] == ["ja", "nvt"]


def test_an_actie_falls_away_under_the_answers_that_make_it_needless() -> None:
    pack = pakket(
        eis("geld", v("in-beeld"), actie("in-beeld"), als=v("te-besteden"), norm=MOET_BIJ_BESLUITEN),
        eis("vast", v("x"), actie("x")),
        vragen=[stelling("te-besteden", nvt_mogelijk=True)],
    )
    found = made(pack, {"x": "nee"}, gewenst="besluiten")
    falls = {(row.actie, row.als.vraag, row.als.antwoord) for row in found.vervalt}
    assert falls == {
        ("geld.1", "in-beeld", "ja"),
        ("geld.1", "te-besteden", "nee"),
        ("geld.1", "te-besteden", "nvt"),
    }


def test_what_waits_for_each_other_does_not_wait_and_the_first_may_start() -> None:
    pack = pakket(eis("een", v("a"), actie("a"), als=v("b")), eis("twee", v("b"), actie("b"), als=v("a")))
    found = made(pack)
    assert {row.id: row.na for row in found.acties} == {"een.1": [], "twee.1": ["een.1"]}


def test_an_actie_that_decides_itself_whether_its_rule_applies_waits_for_nothing() -> None:
    pack = pakket(eis("een", v("a"), actie("a", "b"), als=v("b")), eis("twee", v("c"), actie("b", "c")))
    assert {row.id: row.na for row in made(pack).acties} == {"een.1": [], "twee.1": []}


def test_a_rule_that_is_not_there_in_this_fase_keeps_nothing_from_falling_away() -> None:
    pack = pakket(
        eis("een", een_van(v("a"), v("d")), actie("a")), eis("later", v("a"), actie("a"), fasen=["evaluatie"])
    )
    falls = {(row.actie, row.als.vraag, row.als.antwoord) for row in made(pack).vervalt}
    assert ("een.1", "d", "ja") in falls


def test_what_is_weighed_away_keeps_nothing_from_falling_away() -> None:
    pack = pakket(eis("een", een_van(v("a"), v("d")), actie("a")), eis("later", alle(v("a"), v("x")), actie("x")))
    weighed = {"waarborg": "later", "reden": "later", "besloten_door": ["wijk", "gemeente"], "geldig_tot": "2099-12-31"}
    found = made(pack, {"x": "ja"}, afwegingen=[weighed])
    assert ("een.1", "d", "ja") in {(row.actie, row.als.vraag, row.als.antwoord) for row in found.vervalt}


def test_what_falls_away_is_named_in_order_of_question_the_reikwijdte_among_them() -> None:
    others = list("bcdefgh")
    at_once = een_van(v("a"), *(v(name) for name in others), v("reikwijdte", "wijk"))
    found = made(pakket(eis("een", at_once, actie("a"))), dict.fromkeys(others, "onbekend"))
    assert [row.als.vraag for row in found.vervalt] == ["a", *others, "reikwijdte"]


def test_an_answer_that_undoes_something_else_lets_nothing_fall_away() -> None:
    pack = pakket(
        eis("een", een_van(v("a"), v("k", "c")), actie("a")),
        eis("rust", v("k", "a", "b"), actie(wordt("k", "a"))),
        vragen=[keuze("k", "a", "b", "c")],
    )
    found = made(pack, {"a": "nee", "k": van(bewoners="a", gemeente="b")})
    assert (ids(found), found.vervalt) == (["een.1"], [])


# The groeipad.

LADDERED = pakket(
    eis("laag", v("a"), actie("a"), norm={"adviseren": "moet", "aanjagen": "moet", "besluiten": "moet"}),
    eis("midden", v("b"), actie("b")),
    eis("hoog", v("c"), actie("c"), norm=MOET_BIJ_BESLUITEN),
)


def test_each_step_of_a_path_adds_to_the_one_before() -> None:
    case = dossier({"b": "nee"}, gewenst="adviseren")
    path = groeipad(case, LADDERED, direct.compute, VANDAAG, Vraagstuk())
    assert [(step.target, step.al_gehaald, ids(step.plan)) for step in path.stappen] == [
        ("adviseren", False, ["laag.1"]),
        ("aanjagen", False, ["midden.1"]),
        ("besluiten", False, ["hoog.1"]),
    ]
    assert [step.plan.afspraken[0].borging_tot.laag for step in path.stappen] == ["geen", "adviseren", "aanjagen"]


def test_a_path_ends_at_its_target_and_says_what_is_there() -> None:
    case = dossier({"a": "ja"}, gewenst="besluiten")
    path = groeipad(case, LADDERED, direct.compute, VANDAAG, Vraagstuk(target="aanjagen"))
    assert [(step.target, step.al_gehaald) for step in path.stappen] == [("adviseren", True), ("aanjagen", False)]


def test_a_step_is_there_already_when_every_afspraak_is() -> None:
    wishes = [
        {"thema": thema, "gewenst": "besluiten", "fasen": ["uitvoering"], "antwoorden": {"a": antwoord}}
        for thema, antwoord in (("groen", "ja"), ("geld", "nee"))
    ]

    def first(*afspraken: Any) -> bool:
        made = dossier(afspraken=list(afspraken))
        return groeipad(made, LADDERED, direct.compute, VANDAAG, Vraagstuk()).stappen[0].al_gehaald

    assert (first(wishes[0]), first(*wishes)) == (True, False)


def test_what_must_be_in_a_path_stands_in_the_first_step_that_asks_for_it() -> None:
    asked = Vraagstuk(houden=frozenset({"hoog.1", "laag.1"}))
    path = groeipad(dossier(gewenst="besluiten"), LADDERED, direct.compute, VANDAAG, asked)
    assert [ids(step.plan) for step in path.stappen] == [["laag.1"], ["midden.1"], ["hoog.1"]]
