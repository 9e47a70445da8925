"""Plans by example: given this pack and this dossier, then these acties, and why (docs/model.md section 6)."""

import re
from itertools import combinations
from typing import Any

import pytest

from tests.builders import (
    HOORT,
    MOET_BIJ_BESLUITEN,
    alle,
    een_van,
    grens,
    keuze,
    niet,
    pakket,
    ref,
    stelling,
    v,
    van,
)
from tests.engine.advice.plan_cases import actie, eis, ids, made, wordt
from wijktoets.engine.advice.plan import problem as plan_problem
from wijktoets.engine.advice.plan import solve as plan_solve
from wijktoets.engine.advice.plan.plan import Vraagstuk
from wijktoets.engine.model.errors import InvoerFout

TWO_THEMAS = [
    {"thema": "groen", "fasen": ["uitvoering"], "gewenst": "aanjagen"},
    {"thema": "wonen", "fasen": ["voorbereiding", "evaluatie"], "gewenst": "besluiten"},
]


def test_what_is_not_arranged_gets_its_actie() -> None:
    pack = pakket(eis("panel", v("gevraagd"), actie("gevraagd")), eis("geld", v("in-beeld"), actie("in-beeld")))
    found = made(pack, {"gevraagd": "nee", "in-beeld": "ja"})
    assert (ids(found), found.mogelijk, found.bewezen) == (["panel.1"], True, True)
    (row,) = found.acties
    assert [(s.vraag, s.wordt) for s in row.sluit] == [("gevraagd", "ja")]
    assert [(w.thema, w.fase, w.waarborgen) for w in row.voor] == [("groen", "uitvoering", ["panel"])]
    assert (found.afspraken[0].borging_tot.laag, found.afspraken[0].na) != (None, None)


def test_an_actie_is_counted_once_for_all_that_it_serves() -> None:
    pack = pakket(eis("panel", v("gevraagd"), actie("gevraagd", bewoners="veel")))
    found = made(pack, afspraken=TWO_THEMAS)
    assert ids(found) == ["panel.1"]
    assert found.inzet.bewoners == 4
    served = [(row.thema, row.fase) for row in found.acties[0].voor]
    assert served == [("groen", "uitvoering"), ("wonen", "voorbereiding"), ("wonen", "evaluatie")]


def test_one_actie_for_two_eisen_asks_less_than_two() -> None:
    both = actie("a", "b", bewoners="gemiddeld")
    pack = pakket(eis("een", v("a"), actie("a"), both), eis("twee", v("b"), actie("b", bewoners="gemiddeld")))
    assert ids(made(pack)) == ["een.2"]


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        ({"bewoners": "gemiddeld", "gemeente": "geen"}, {"bewoners": "weinig", "gemeente": "veel"}, "een.2"),
        ({"bewoners": "weinig", "gemeente": "veel"}, {"bewoners": "weinig", "gemeente": "weinig"}, "een.2"),
        ({"bewoners": "weinig", "gemeente": "weinig"}, {"bewoners": "weinig", "gemeente": "weinig"}, "een.1"),
        ({"bewoners": None}, {"bewoners": "gemiddeld"}, "een.2"),
    ],
)
def test_residents_first_then_the_gemeente_then_the_alphabet(first: Any, second: Any, chosen: str) -> None:
    pack = pakket(eis("een", v("a"), actie("a", **first), actie("a", **second)))
    assert ids(made(pack)) == [chosen]


def test_what_residents_do_not_feel_counts_by_number() -> None:
    light = {"bewoners": "geen", "gemeente": "geen"}
    one = actie("a", "b", bewoners="geen", gemeente="veel")
    pack = pakket(eis("een", v("a"), actie("a", **light), one), eis("twee", v("b"), actie("b", **light)))
    assert ids(made(pack)) == ["een.2"]


def test_an_effort_that_is_not_given_is_said_and_not_taken_for_nothing() -> None:
    pack = pakket(eis("een", v("a"), actie("a", bewoners=None)), eis("twee", v("b"), actie("b")))
    found = made(pack)
    assert (found.inzet.bewoners, found.inzet.bewoners_onbekend) == (1, 1)
    assert (found.inzet.gemeente, found.inzet.gemeente_onbekend) == (2, 0)


def test_the_weights_are_those_of_the_pack() -> None:
    heavy, light = actie("a", bewoners="veel"), actie("a", bewoners="weinig")
    weights = {"geen": 0, "weinig": 9, "gemiddeld": 2, "veel": 1}
    assert ids(made(pakket(eis("een", v("a"), light, heavy), inzet=weights))) == ["een.2"]


def test_an_actie_that_must_be_in_it_and_one_that_may_not() -> None:
    pack = pakket(eis("een", v("a"), actie("a"), actie("a", bewoners="veel")))
    kept = made(pack, asked=Vraagstuk(houden=frozenset({"een.2"})))
    assert (ids(kept), kept.acties[0].gehouden) == (["een.2"], True)
    assert ids(made(pack, asked=Vraagstuk(zonder=frozenset({"een.1"})))) == ["een.2"]


def test_an_actie_that_is_kept_without_need_stays_and_says_where_it_helps() -> None:
    pack = pakket(eis("een", v("a"), actie("a")), eis("extra", v("b"), actie("b"), norm=HOORT))
    found = made(pack, {"a": "ja"}, Vraagstuk(houden=frozenset({"extra.1", "een.1"})))
    assert ids(found) == ["een.1", "extra.1"]
    assert [[row.waarborgen for row in a.voor] for a in found.acties] == [[], [["extra"]]]
    assert found.mogelijk


def test_an_actie_that_is_kept_without_need_helps_what_belongs_and_not_what_was_met() -> None:
    shared = actie("a", "b")
    pack = pakket(
        eis("een", v("a"), shared),
        eis("extra", v("b"), {"actie": "een.1"}, norm=HOORT),
        eis("weer", v("c"), actie("c"), norm=HOORT),
    )
    (row,) = made(pack, {"a": "ja", "c": "ja"}, Vraagstuk(houden=frozenset({"een.1"}))).acties
    assert [served.waarborgen for served in row.voor] == [["extra"]]


def test_what_an_actie_helps_is_named_in_order() -> None:
    names = list("abcdefgh")
    pack = pakket(eis("a", v("a"), actie(*names)), *(eis(name, v(name), {"actie": "a.1"}) for name in names[1:]))
    (row,) = made(pack).acties
    assert [served.waarborgen for served in row.voor] == [names]


def test_what_is_met_already_needs_nothing() -> None:
    pack = pakket(eis("een", v("a"), actie("a")))
    found = made(pack, {"a": "ja"})
    assert (ids(found), found.mogelijk, found.afspraken[0].gehaald_zonder) == ([], True, True)


def test_a_target_is_asked_for_where_the_wish_is_not_known_and_the_rest_is_planned() -> None:
    pack = pakket(eis("een", v("a"), actie("a")))
    themas = [TWO_THEMAS[0], {"thema": "wonen", "fasen": ["uitvoering"]}]
    found = made(pack, afspraken=themas)
    assert [(row.thema, row.doel) for row in found.afspraken] == [("groen", "aanjagen"), ("wonen", None)]
    assert [row.thema for row in found.acties[0].voor] == ["groen"]
    assert made(pack, gewenst="onbekend").mogelijk is False
    assert made(pack, asked=Vraagstuk(target="besluiten"), gewenst="onbekend").target == "besluiten"


def test_what_is_reached_is_said_of_what_has_a_target_and_of_nothing_else() -> None:
    pack = pakket(eis("een", v("a"), actie("a")))
    wishes = [{"thema": "groen", "gewenst": "aanjagen", "fasen": ["uitvoering"]}]
    wishes += [{"thema": "geld", "fasen": ["uitvoering"]}]
    found = made(pack, {"a": "nee"}, afspraken=wishes)
    groen, geld = found.afspraken
    assert (groen.doel, groen.gehaald_zonder, groen.gehaald) == ("aanjagen", False, True)
    assert groen.na is not None and (groen.borging_tot.hoog, groen.na.laag) == ("adviseren", "besluiten")
    assert (geld.doel, geld.gehaald_zonder, geld.gehaald, geld.na) == (None, None, None, None)
    assert found.mogelijk
    nothing = made(pack, {"a": "nee"}, afspraken=wishes[1:])
    assert (nothing.mogelijk, nothing.acties) == (False, []), "without a target there is no plan"


def test_what_may_not_be_in_it_is_named_in_order() -> None:
    pack = pakket(*(eis(name, v(name), actie(name)) for name in "abcdefgh"))
    names = [f"{name}.1" for name in "abcdefgh"]
    assert made(pack, asked=Vraagstuk(zonder=frozenset(names))).zonder == names
    with pytest.raises(ValueError, match=re.escape(str(names))):
        made(pack, asked=Vraagstuk(houden=frozenset(names), zonder=frozenset(names)))


def test_target_is_named_when_it_is_the_same_for_all() -> None:
    pack = pakket(eis("een", v("a"), actie("a")))
    assert made(pack, afspraken=TWO_THEMAS).target is None
    assert made(pack).target == "aanjagen"
    nowhere = made(pack, asked=Vraagstuk(target="besluiten", fase="evaluatie"))
    assert (nowhere.target, nowhere.afspraken, nowhere.mogelijk) == ("besluiten", [], False), "as it was asked"


@pytest.mark.parametrize(("peildatum", "day"), [("2025-03-02", "2 maart 2025"), (None, "1 november 2026")])
def test_what_comes_first_may_name_the_day_of_the_dossier_or_else_today(peildatum: str | None, day: str) -> None:
    pack = pakket(eis("een", v("a"), actie("a")), teksten={"eerst_bespreken": "Zo stond het op {datum}."})
    line = made(pack, peildatum=peildatum).eerst_bespreken
    assert line is not None and line.tekst == f"Zo stond het op {day}."


def test_what_is_weighed_away_needs_no_actie() -> None:
    pack = pakket(eis("een", v("a"), actie("a")))
    weighed = [{"waarborg": "een", "reden": "later", "besloten_door": ["wijk", "gemeente"], "geldig_tot": "2099-12-31"}]
    assert ids(made(pack, {"a": "nee"}, afwegingen=weighed)) == []


def test_what_parties_see_differently_is_settled_for_all() -> None:
    pack = pakket(eis("een", v("a"), actie("a")))
    found = made(pack, {"a": van(bewoners="nee", gemeente="ja")})
    assert (ids(found), found.acties[0].begint_met, found.mogelijk) == (["een.1"], "bespreken", True)


def test_two_answers_to_one_question_are_never_given_together() -> None:
    pack = pakket(
        eis("een", v("k", "a"), actie(wordt("k", "a"))),
        eis("twee", v("k", "b"), actie(wordt("k", "b")), rust_op="raad"),
        vragen=[keuze("k", "a", "b")],
    )
    found = made(pack)
    assert (found.mogelijk, ids(found)) == (False, ["een.1"])
    assert [(row.waarborg, row.bespreek_met) for row in found.onoplosbaar] == [("twee", "raad")]


def test_nothing_closes_it_so_the_party_on_whom_it_rests_is_named() -> None:
    loose = eis("een", v("a"), actie("b"), rust_op="samen")
    pack = pakket(loose, eis("twee", v("c"), actie("c")), vragen=[stelling("b")])
    found = made(pack)
    assert (found.mogelijk, found.bewezen, ids(found)) == (False, True, ["twee.1"])
    assert [(row.waarborg, row.bespreek_met) for row in found.onoplosbaar] == [("een", "samen")]


def test_of_what_cannot_all_be_the_lowest_archetype_comes_first() -> None:
    pack = pakket(
        eis("aa", v("k", "b"), actie(wordt("k", "b")), norm=MOET_BIJ_BESLUITEN),
        eis("zz", v("k", "a"), actie(wordt("k", "a"))),
        vragen=[keuze("k", "a", "b")],
    )
    found = made(pack, gewenst="besluiten")
    assert (ids(found), [row.waarborg for row in found.onoplosbaar]) == (["zz.1"], ["aa"])


def test_what_stays_open_is_not_called_settled() -> None:
    pack = pakket(
        eis("een", v("a"), actie("a")), eis("half", alle(v("a"), v("b")), {"actie": "een.1"}), vragen=[stelling("b")]
    )
    found = made(pack)
    assert [row.waarborg for row in found.onoplosbaar] == ["half"]
    assert [row.waarborgen for row in found.acties[0].voor] == [["een"]]


def test_an_actie_belongs_to_a_rule_that_it_serves() -> None:
    pack = pakket(
        eis("aaa", v("b"), {"actie": "een.1"}),
        eis("een", v("a"), actie("a"), norm=HOORT),
        eis("zzz", v("a"), {"actie": "een.1"}),
    )
    assert made(pack, {"b": "ja"}).acties[0].waarborg == "zzz"
    assert made(pack, {"b": "ja", "a": "ja"}, Vraagstuk(houden=frozenset({"een.1"}))).acties[0].waarborg == "een"


def test_what_is_met_stays_met_before_something_else_is_arranged() -> None:
    pack = pakket(eis("een", v("a"), actie("a")), eis("rust", niet("a"), actie(wordt("a", "nee"))))
    found = made(pack, {"a": "nee"})
    assert (ids(found), [row.waarborg for row in found.onoplosbaar]) == ([], ["een"])


def test_an_actie_that_undoes_something_comes_with_one_that_mends_it() -> None:
    pack = pakket(
        eis("een", v("a"), actie("a")),
        eis("rust", een_van(niet("a"), v("b")), actie(wordt("a", "nee")), actie("b")),
    )
    found = made(pack, {"a": "nee"})
    assert (ids(found), found.mogelijk) == (["een.1", "rust.2"], True)
    assert found.acties[1].voor[0].waarborgen == ["rust"]


def test_an_actie_of_another_rule_may_settle_the_same_question() -> None:
    pack = pakket(
        eis("een", alle(v("a"), v("b")), actie("a", "b", bewoners="veel")),
        eis("ander", v("a"), actie("a", "b"), norm=HOORT),
    )
    assert ids(made(pack)) == ["ander.1"]


def test_a_rule_that_refers_to_another_is_closed_through_it() -> None:
    pack = pakket(
        eis("basis", v("a"), actie("a"), norm=HOORT),
        eis("boven", alle(ref("basis"), v("b")), actie("b")),
    )
    found = made(pack)
    assert ids(found) == ["basis.1", "boven.1"]
    assert {row.id: row.na for row in found.acties} == {"basis.1": [], "boven.1": ["basis.1"]}


def test_an_open_als_is_closed_by_what_it_asks_or_by_saying_that_it_does_not_apply() -> None:
    rule = eis("geld", v("in-beeld"), actie("in-beeld", bewoners="veel"), als=v("te-besteden"))
    other = eis("weg", v("z"), actie("z", wordt("te-besteden", "nee")), norm=HOORT)
    assert ids(made(pakket(rule, other))) == ["weg.1"]
    assert ids(made(pakket(rule))) == ["geld.1"]


def test_the_answers_of_an_afspraak_hold_in_all_its_fasen() -> None:
    pack = pakket(
        eis("een", v("a"), actie("a"), fasen=["uitvoering"]),
        eis("rust", niet("a"), actie(wordt("a", "nee")), fasen=["evaluatie"]),
    )
    found = made(pack, {"a": "nee"}, fasen=["uitvoering", "evaluatie"])
    assert [(row.waarborg, row.fase) for row in found.onoplosbaar] == [("een", "uitvoering")]
    assert ids(made(pack, {"a": "nee"}, Vraagstuk(fase="uitvoering"), fasen=["uitvoering", "evaluatie"])) == ["een.1"]


def test_what_is_done_for_one_afspraak_says_nothing_of_another() -> None:
    pack = pakket(
        eis("een", v("a"), actie("a"), fasen=["uitvoering"]),
        eis("twee", alle(v("b"), niet("a")), actie("b"), fasen=["evaluatie"]),
    )
    themas = [
        {"thema": "groen", "fasen": ["uitvoering"], "gewenst": "aanjagen"},
        {"thema": "wonen", "fasen": ["evaluatie"], "gewenst": "aanjagen"},
    ]
    found = made(pack, {"a": "nee"}, afspraken=themas)
    assert {row.id: [w.thema for w in row.voor] for row in found.acties} == {"een.1": ["groen"], "twee.1": ["wonen"]}
    assert found.mogelijk


def test_a_grens_that_surely_excludes_the_target_is_named() -> None:
    pack = pakket(
        eis("een", v("a"), actie("a")), grens("stad", v("reikwijdte", "stedelijk"), "besluiten", bron=["L106"])
    )
    found = made(pack, gewenst="besluiten", reikwijdte="stedelijk")
    assert (found.mogelijk, [row.id for row in found.grenzen], ids(found)) == (False, ["stad"], ["een.1"])
    assert made(pack, gewenst="aanjagen", reikwijdte="stedelijk").grenzen == []
    assert made(pack, gewenst="besluiten").mogelijk
    themas = [{"thema": "groen", "gewenst": "aanjagen"}, {"thema": "wonen", "reikwijdte": "stedelijk"}]
    assert made(pack, afspraken=themas).grenzen == [], "what has no target is not excluded from one"


def test_what_the_dossier_says_of_an_actie_stands_with_it() -> None:
    pack = pakket(eis("een", v("a"), actie("a")))
    agreed = {"waarborg": "een", "actie": "een.1", "wat": "Eerst dit", "trekker": "wijk", "status": "bezig"}
    (row,) = made(pack, acties=[agreed]).acties
    assert [(r.wat, r.status) for r in row.loopt] == [("Eerst dit", "bezig")]


def test_names_that_do_not_exist_are_said_with_a_near_miss() -> None:
    pack = pakket(eis("een", v("a"), actie("a")))
    with pytest.raises(InvoerFout) as error:
        made(pack, asked=Vraagstuk(houden=frozenset({"een.11"}), zonder=frozenset({"iets"})))
    assert [(m.code, m.plek.bestand, m.suggestie) for m in error.value.meldingen] == [
        ("plan_actie_onbekend", "--keep", "een.1"),
        ("plan_actie_onbekend", "--without", None),
    ]
    with pytest.raises(ValueError, match=r"een\.1"):
        made(pack, asked=Vraagstuk(houden=frozenset({"een.1"}), zonder=frozenset({"een.1"})))


def test_two_acties_that_cannot_both_be_are_not_both_kept() -> None:
    pack = pakket(eis("een", v("a"), actie("a"), actie(wordt("a", "nee"))))
    with pytest.raises(InvoerFout) as error:
        made(pack, asked=Vraagstuk(houden=frozenset({"een.1", "een.2"})))
    assert [m.code for m in error.value.meldingen] == ["plan_acties_botsen"]


def test_the_acties_of_a_pack_stand_in_order_of_id() -> None:
    pack = pakket(*(eis(name, v(name), actie(name)) for name in "cab"))
    assert list(plan_problem.every_actie(pack)) == ["a.1", "b.1", "c.1"]


def test_acties_that_clash_are_named_in_order() -> None:
    acties = [actie(wordt("k", each)) for each in "pqrst"]
    pack = pakket(eis("een", v("k", *"pqrst"), *acties), vragen=[keuze("k", *"pqrstu")])
    with pytest.raises(InvoerFout) as error:
        made(pack, asked=Vraagstuk(houden=frozenset(f"een.{n}" for n in range(1, 6))))
    pairs = [(m.gegevens["een"], m.gegevens["ander"]) for m in error.value.meldingen]
    assert pairs == list(combinations([f"een.{n}" for n in range(1, 6)], 2))


# Faults, planted to see that the tests above would show them.


def test_a_fault_in_the_order_of_what_counts_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = pakket(eis("een", v("a"), actie("a", bewoners="gemiddeld", gemeente="geen"), actie("a", gemeente="veel")))
    assert ids(made(pack)) == ["een.2"]
    monkeypatch.setattr(plan_solve, "_residents", plan_solve._gemeente)
    assert ids(made(pack)) == ["een.1"]


def test_a_plan_that_is_not_enough_is_never_called_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = pakket(eis("een", alle(v("a"), v("b")), actie("a", "b")))
    nothing = plan_solve.Oplossing(frozenset(), frozenset(), True, ())
    assert made(pack).mogelijk
    monkeypatch.setattr(plan_solve, "solve", lambda problem, seconds: nothing)
    found = made(pack)
    assert (found.mogelijk, found.afspraken[0].gehaald) == (False, False)


def test_an_actie_that_mends_is_missed_when_only_open_eisen_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = pakket(
        eis("een", v("a"), actie("a")),
        eis("rust", een_van(niet("a"), v("b")), actie(wordt("a", "nee")), actie("b")),
    )
    assert made(pack, {"a": "nee"}).mogelijk
    monkeypatch.setattr(plan_problem, "_reach", lambda pakket, known, here: set())
    assert not made(pack, {"a": "nee"}).mogelijk
