"""An Agenda: open questions by what an answer could settle, exactly, and gathered under the open questions to it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.amount import at_least
from tests.builders import (
    HOORT,
    LADDER_SAMEN,
    LADDER_SAMEN_VRAGEN,
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
    koppel,
    norm,
    pakket,
    ref,
    v,
    van,
    waarborg,
)
from tests.engine.advice.trying import deciding
from tests.strategies import dossiers, packs, used_questions
from wijktoets import InvoerFout, load_dossier, load_pack
from wijktoets.engine.advice.agenda import decisive as agenda_decisive
from wijktoets.engine.advice.agenda.agenda import agenda, praatplaat
from wijktoets.engine.advice.agenda.decisive import DecidedBefore, decisive
from wijktoets.engine.advice.agenda.value import Agenda, AgendaVraag
from wijktoets.engine.advice.teksten import judged
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.engine.result.assembly import judge_all

ROLE = {"rol": "adviseren"}
"""The roles settled, so that only what a test is about is open."""


def gesprek(naam: str, *vult: str, kern: int | None = None) -> Ruw:
    """An open question that fills these."""
    ruw = {"id": naam, "vraag": f"Hoe zit het met {naam}", "onderdeel": "dna", "vult": list(vult), "bron": ["L57"]}
    return ruw if kern is None else {**ruw, "kern": kern}


def agendas(pack: Regelpakket, case: Dossier, **keuze: Any) -> Agenda:
    """The Agenda of a dossier on a fixed day."""
    return agenda(case, pack, direct.compute, VANDAAG, **keuze)


def order(pack: Regelpakket, case: Dossier, **keuze: Any) -> list[str]:
    """The questions that could settle something, in order."""
    return [vraag.vraag for punt in agendas(pack, case, **keuze).punten for vraag in punt.vragen if vraag.beslist]


def vraag(found: Agenda, naam: str) -> AgendaVraag:
    """What an Agenda says of one question."""
    (row,) = [row for punt in [*found.punten, *found.later] for row in punt.vragen if row.vraag == naam]
    return row


# What an answer could settle.


def test_a_question_decides_when_two_answers_give_two_outcomes_however_the_others_turn_out() -> None:
    pack = pakket(waarborg("w", alle(v("a"), v("b"))))
    found = agendas(pack, dossier(ROLE, gewenst="adviseren", reikwijdte="wijk"))
    for naam in ("a", "b"):
        assert [(p.thema, p.fasen) for p in vraag(found, naam).uitkomsten] == [("groen", ["uitvoering"])]
        assert [(e.waarborg, e.norm) for e in vraag(found, naam).eisen] == [("w", "moet")]


def test_what_surely_lacks_leaves_no_answer_that_changes_the_uitkomst() -> None:
    pack = pakket(waarborg("w", v("a")), waarborg("x", v("b")))
    row = vraag(agendas(pack, dossier({**ROLE, "a": "nee"}, gewenst="adviseren", reikwijdte="wijk")), "b")
    assert (row.uitkomsten, [e.waarborg for e in row.eisen]) == ([], ["x"])


def test_it_is_exact_where_open_questions_of_an_eis_ask_too_much() -> None:
    pack = pakket(waarborg("w", alle(v("k", "x"), v("k", "y"))))
    case = dossier(ROLE, gewenst="adviseren", reikwijdte="wijk")
    assert [e.open_vragen[0].vraag for e in _witte_vlekken(pack, case)] == ["k"]
    assert not vraag(agendas(pack, case), "k").beslist


def _witte_vlekken(pack: Regelpakket, case: Dossier) -> Any:
    from wijktoets import evaluate

    return evaluate(case, pack, engine="direct").afspraken[0].witte_vlekken


def test_a_disputed_question_is_open_to_any_answer_that_parties_may_agree_on() -> None:
    pack = pakket(waarborg("w", v("k", "x", "y")), vragen=[keuze("k", "x", "y", "z")])
    case = dossier({**ROLE, "k": van(bewoners="x", gemeente="y")}, gewenst="adviseren", reikwijdte="wijk")
    row = vraag(agendas(pack, case), "k")
    assert row.beslist, "they may still agree on z, although both of what they said now would do"
    (place,) = row.open
    assert (place.reden, [(s.door, s.antwoord) for s in place.antwoorden]) == (
        "verschil",
        [("bewoners", "x"), ("gemeente", "y")],
    )


def test_an_eis_that_asks_many_questions_is_proven_and_not_tried() -> None:
    many = [v(f"q{n:02}") for n in range(25)]
    pack = pakket(waarborg("w", een_van(alle(*many[:20]), alle(*many[5:]))))
    found = agendas(pack, dossier({**ROLE, "q07": "nee"}, gewenst="adviseren", reikwijdte="wijk"))
    assert found.punten == [], "one nee in both makes all others idle"
    found = agendas(pack, dossier({**ROLE, "q02": "nee"}, gewenst="adviseren", reikwijdte="wijk"))
    assert {p.vragen[0].vraag for p in found.punten} == {f"q{n:02}" for n in range(5, 25)}


def test_nvt_is_no_completion() -> None:
    only = [{**keuze("m", "x"), "nvt_mogelijk": True}]
    pack = pakket(waarborg("w", v("m", "x")), vragen=only)
    assert not vraag(agendas(pack, dossier(ROLE, gewenst="adviseren", reikwijdte="wijk")), "m").beslist


def test_without_a_wish_it_is_about_whether_an_archetype_fits() -> None:
    pack = pakket(waarborg("w", v("a"), MOET_BIJ_BESLUITEN))
    found = agendas(pack, dossier(reikwijdte="wijk"))
    assert vraag(found, "a").uitkomsten and not vraag(found, "rol").uitkomsten, "roles fit no archetype or another"
    assert vraag(found, "gewenst").uitkomsten


def test_an_afweging_that_counts_leaves_only_whether_it_is_met_after_all() -> None:
    together = {"waarborg": "w", "reden": "bewust", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}
    pack = pakket(waarborg("w", v("a")))
    case = dossier(ROLE, gewenst="adviseren", reikwijdte="wijk", afwegingen=[together])
    assert vraag(agendas(pack, case), "a").uitkomsten, "congruent, or congruent with an afweging"


def test_reikwijdte_counts_when_it_is_open_and_decides() -> None:
    pack = pakket(waarborg("w", v("a")), grens("g", v("reikwijdte", "stedelijk"), "besluiten"))
    wished = {"rol": "besluiten", "a": "ja"}
    assert order(pack, dossier(wished, gewenst="besluiten")) == ["reikwijdte"]
    assert order(pack, dossier(wished, gewenst="besluiten", reikwijdte="wijk")) == []
    assert order(pack, dossier({**ROLE, "a": "ja"}, gewenst="adviseren")) == []


def test_answers_of_an_afspraak_replace_those_of_the_dossier() -> None:
    afspraken = [
        {"thema": "groen", "gewenst": "adviseren", "reikwijdte": "wijk", "antwoorden": {"a": "ja"}},
        {"thema": "wonen", "gewenst": "adviseren", "reikwijdte": "wijk", "fasen": ["evaluatie"]},
    ]
    found = agendas(pakket(waarborg("w", v("a"))), dossier(ROLE, afspraken=afspraken))
    assert [(p.thema, p.fasen) for p in vraag(found, "a").uitkomsten] == [("wonen", ["evaluatie"])]


# The order.


def test_a_wish_that_is_not_known_is_the_first_question() -> None:
    afspraken = [{"thema": "groen", "gewenst": "adviseren", "reikwijdte": "wijk"}, {"thema": "wonen"}]
    pack = pakket(waarborg("w", v("a")))
    assert order(pack, dossier(ROLE, afspraken=afspraken))[:2] == ["gewenst", "a"]
    assert "gewenst" not in order(pack, dossier(ROLE, afspraken=afspraken), archetype="adviseren")


def test_differing_wishes_are_shown_side_by_side() -> None:
    wishes = [{"door": "bewoners", "gewenst": "besluiten"}, {"door": "raad", "gewenst": "adviseren"}]
    (place,) = vraag(agendas(pakket(waarborg("w", v("a"))), dossier(gewenst=wishes)), "gewenst").open
    assert (place.reden, [(s.door, s.antwoord) for s in place.antwoorden]) == (
        "verschil",
        [("bewoners", "besluiten"), ("raad", "adviseren")],
    )


def test_more_afspraken_come_first_then_moet_then_hoort_then_the_lowest_archetype_then_kern_then_id() -> None:
    pack = pakket(
        waarborg("laag", v("h"), norm("hoort", "hoort", "hoort")),
        waarborg("hoog", v("g"), norm(None, None, "hoort")),
        waarborg("hoog2", v("f"), norm(None, None, "hoort")),
        waarborg("hoog3", v("e"), norm(None, None, "hoort")),
        waarborg("twee", alle(v("d"), v("c")), HOORT),
        waarborg("twee2", v("d"), HOORT),
        waarborg("stuk", v("z")),
        waarborg("moet", v("b")),
        waarborg("wonen", v("x"), MOET, fasen=["evaluatie"]),
        gesprekken=[gesprek("g1", "f", kern=1)],
    )
    afspraken = [
        {"thema": "groen", "gewenst": "besluiten", "reikwijdte": "wijk", "fasen": ["uitvoering"]},
        {"thema": "wonen", "gewenst": "besluiten", "reikwijdte": "wijk", "fasen": ["evaluatie"]},
    ]
    afspraken[1]["antwoorden"] = {"b": "ja", "z": "ja"}
    case = dossier({"rol": "besluiten", "z": "nee"}, afspraken=afspraken)
    assert order(pack, case) == ["x", "b", "d", "c", "h", "f", "e", "g"]


CASES = Path(__file__).resolve().parents[3] / "cases"
SHIPPED = [CASES / "wijkdeal-de-wijert.yaml", *sorted(CASES.glob("voorbeelden/[!o]*.yaml"))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_evaluate_and_every_paper_ask_in_the_order_of_the_agenda(path: Path) -> None:
    """A Rapport tells the order without proving what decides; in all that is shipped it is that of the proof."""
    case, pack = load_dossier(path), load_pack()
    rapport = judged(case, pack, direct.compute, date(2026, 11, 24))[1]
    found = agenda(case, pack, direct.compute, date(2026, 11, 24))
    asked = {row.vraag for a in rapport.afspraken for row in a.open_vragen}
    proven = [vraag.vraag for punt in (*found.punten, *found.later) for vraag in punt.vragen]
    assert [v for v in rapport.gespreksorde if v in asked] == [v for v in proven if v in asked]
    assert asked <= set(rapport.gespreksorde)


def test_more_afspraken_first() -> None:
    pack = pakket(waarborg("w", v("b")), waarborg("x", v("a"), MOET_VANAF_AANJAGEN))
    afspraken = [
        {"thema": "groen", "gewenst": "adviseren", "reikwijdte": "wijk", "antwoorden": {"rol": "adviseren"}},
        {"thema": "wonen", "gewenst": "aanjagen", "reikwijdte": "wijk", "antwoorden": {"rol": "aanjagen"}},
    ]
    found = agendas(pack, dossier(afspraken=afspraken))
    assert [(p.vragen[0].vraag, sum(len(u.fasen) for u in p.vragen[0].uitkomsten)) for p in found.punten] == [
        ("b", 6),
        ("a", 3),
    ]


def test_a_gespreksvraag_takes_the_best_place_of_its_questions() -> None:
    pack = pakket(
        waarborg("w", v("b")),
        waarborg("x", v("a"), HOORT),
        waarborg("y", v("c"), MAG),
        gesprekken=[gesprek("later", "a", kern=1), gesprek("eerst", "c", "b", "bedrag", kern=2), gesprek("nooit", "d")],
        vragen=[{"id": "d", "vraag": "Is d zo", "onderdeel": "dna", "basis": "letterlijk", "bron": ["L1"]}],
    )
    found = agendas(
        pack, dossier(ROLE, gewenst="adviseren", reikwijdte="wijk", gesprekken={"eerst": "Daar praten we nog over."})
    )
    assert [(p.id, [q.vraag for q in p.vragen]) for p in found.punten] == [
        ("eerst", ["b", "bedrag", "c"]),
        ("later", ["a"]),
    ]
    assert found.punten[0].notitie == "Daar praten we nog over."
    assert [p.id for p in found.later] == ["nooit"], "open, but nothing hangs on it"


def test_what_another_answer_makes_moot_is_not_asked() -> None:
    talks = [gesprek("woord", "wie", "bij-verschil", "waar")]
    pack = pakket(waarborg("w", v("q")), vragen=LADDER_SAMEN_VRAGEN, ladder=LADDER_SAMEN, gesprekken=talks)

    def said(**answers: Any) -> set[str]:
        agenda_of = agendas(pack, dossier(answers, gewenst="besluiten", reikwijdte="wijk"))
        return {q.vraag for p in (*agenda_of.punten, *agenda_of.later) for q in p.vragen} & {
            "wie",
            "bij-verschil",
            "waar",
        }

    assert said() == {"wie", "bij-verschil", "waar"}
    assert said(wie="tot-een-grens") == {"waar"}
    assert said(wie="college") == set()
    assert said(wie="college", waar="onbekend") == {"waar"}, "it was spoken of"


def test_a_question_that_two_gespreksvragen_fill_is_asked_once() -> None:
    talks = [gesprek("tweede", "a"), gesprek("eerste", "a", kern=1)]
    found = agendas(pakket(waarborg("w", v("a")), gesprekken=talks), dossier(ROLE, gewenst="adviseren"))
    assert [p.id for p in [*found.punten, *found.later]] == ["eerste", None]


def test_a_question_that_no_gespreksvraag_fills_stands_alone() -> None:
    (punt,) = agendas(pakket(waarborg("w", v("a"))), dossier(ROLE, gewenst="adviseren", reikwijdte="wijk")).punten
    assert (punt.id, punt.vraag, [q.vraag for q in punt.vragen]) == (None, None, ["a"])


def test_with_nothing_open_there_is_nothing_to_ask_and_it_says_when_to_look_back() -> None:
    done = dossier({**ROLE, "a": "ja"}, gewenst="adviseren", reikwijdte="wijk", terugkijken_op="2027-12-01")
    found = agendas(pakket(waarborg("w", v("a"))), done)
    assert (found.punten, found.later, found.terugkijken_op) == ([], [], [date(2027, 12, 1)])


# What is left out.


def test_for_a_party_keeps_the_questions_behind_what_rests_on_it_or_on_both() -> None:
    pack = pakket(
        waarborg("w", v("a"), rust_op="college"),
        waarborg("x", v("b"), rust_op="samen"),
        waarborg("y", v("c"), rust_op="wijk"),
    )
    case = dossier(gewenst="adviseren")
    assert order(pack, case, voor="college") == ["a", "b"]
    assert order(pack, case, voor="wijk") == ["b", "c"]
    assert order(pack, case, voor="partner") == order(pack, case, voor="samen") == ["b"]
    assert agendas(pack, case, voor="raad").voor == "raad"


def test_at_most_counts_what_it_leaves_out() -> None:
    pack = pakket(waarborg("w", v("a")), waarborg("x", v("b")), waarborg("y", v("c")))
    found = agendas(pack, dossier(ROLE, gewenst="adviseren", reikwijdte="wijk"), hoogstens=2)
    assert ([p.vragen[0].vraag for p in found.punten], found.weggelaten) == (["a", "b"], 1)


def test_thema_and_fase_leave_the_rest_out() -> None:
    afspraken = [{"thema": "groen", "gewenst": "adviseren"}, {"thema": "wonen", "gewenst": "adviseren"}]
    found = agendas(pakket(waarborg("w", v("a"))), dossier(ROLE, afspraken=afspraken), thema="wonen", fase="evaluatie")
    assert [(p.thema, p.fasen) for p in vraag(found, "a").uitkomsten] == [("wonen", ["evaluatie"])]


def test_a_dossier_that_does_not_fit_the_pack_is_an_input_error() -> None:
    with pytest.raises(InvoerFout):
        agendas(pakket(waarborg("w", v("a"))), dossier({"onbekend-is-dit": "ja"}))


# Without a dossier.


def test_the_praatplaat_has_every_gespreksvraag_kernvragen_first() -> None:
    talks = [gesprek("b", "a"), gesprek("a", "reikwijdte", "rol"), gesprek("z", "c", kern=2), gesprek("y", "d", kern=1)]
    pack = pakket(waarborg("w", alle(v("a"), v("c"), ref("x"))), waarborg("x", v("d")), gesprekken=talks)
    found = praatplaat(pack)
    assert [(p.id, [q.vraag for q in p.vragen]) for p in found.punten] == [
        ("y", ["d"]),
        ("z", ["c"]),
        ("a", ["reikwijdte", "rol"]),
        ("b", ["a"]),
    ]
    assert (found.dossier, found.later, praatplaat(pack, hoogstens=3).weggelaten) == (None, [], 1)


def test_the_praatplaat_for_a_party() -> None:
    talks = [gesprek("g", "a", "b"), gesprek("h", "c")]
    pack = pakket(
        waarborg("w", v("a"), rust_op="raad"), waarborg("x", een_van(v("b"), v("c")), rust_op="wijk"), gesprekken=talks
    )
    assert [(p.id, [q.vraag for q in p.vragen]) for p in praatplaat(pack, voor="raad").punten] == [("g", ["a"])]


# The value as a whole.


def test_its_json_is_plain() -> None:
    value = agendas(pakket(waarborg("w", v("a"))), dossier()).to_json()
    assert value["formaat"] == "wijktoets/agenda@1"
    assert json.loads(json.dumps(value)) == value


def _with_few_open(data: st.DataObject, ruw: Ruw, most: int) -> Dossier:
    """A dossier in which at most so many questions that a rule asks are left open, most others well answered."""
    made = data.draw(dossiers(ruw))
    used = used_questions(ruw)
    left = data.draw(st.lists(st.sampled_from(used), unique=True, min_size=1, max_size=most))
    options = {q["id"]: tuple(q.get("opties", ())) or ("ja", "ja", "ja", "deels", "nee") for q in ruw["vragen"]}
    settled = {q: data.draw(st.sampled_from(options[q])) for q in used if q not in left}
    made["antwoorden"] = {q: a for q, a in made["antwoorden"].items() if q not in settled} | settled
    together = {"reden": "eerst ervaring opdoen", "besloten_door": ["wijk", "gemeente"], "geldig_tot": "2099-12-31"}
    weighed = data.draw(st.lists(st.sampled_from([w["id"] for w in ruw["waarborgen"]]), unique=True))
    made["afwegingen"] = [{"waarborg": name, **together} for name in weighed]
    for afspraak in made["afspraken"]:
        afspraak["antwoorden"] = {q: a for q, a in afspraak.get("antwoorden", {}).items() if q not in settled}
        afspraak["gewenst"] = data.draw(st.sampled_from(["onbekend", *ARCHETYPES]))
        if len(left) == most:
            afspraak["reikwijdte"] = "wijk"
    return Dossier.model_validate(made)


@pytest.mark.parametrize("few", [0, 100], ids=["proven", "tried"])
# The fixture only sets a limit, the same for every example.
@settings(max_examples=at_least(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_it_is_what_trying_every_completion_gives(
    few: int, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    monkeypatch.setattr(agenda_decisive, "FEW", few)
    ruw = data.draw(packs())
    pack, case = koppel(ruw), _with_few_open(data, ruw, 3)
    for geval in judge_all(case, pack, direct.compute, VANDAAG):
        said = geval.situatie.antwoorden
        known = {q for q, a in said.items() if len(set(a.telt)) == 1 and a.telt[0] != "onbekend"}
        opens = [q for q in [*used_questions(ruw), "reikwijdte"] if q not in known]
        outcomes, eisen = deciding(pack, case, geval, opens)
        found = decisive(pack, case, geval, DecidedBefore())
        assert found.uitkomst == outcomes
        assert {name: set(q) for name, q in found.eisen.items()} == eisen
