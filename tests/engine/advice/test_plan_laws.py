"""Laws of plans: equal to trying every set, enough when carried out, and the same whatever the order of files."""

from pathlib import Path
from typing import Any

import pytest
import z3
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from tests.amount import at_least
from tests.builders import VANDAAG, alle, dossier, een_van, koppel, pakket, v
from tests.engine.advice.plan_cases import actie, all_acties, by_trying, eis, judged, met, problem_of, problems
from wijktoets import load_dossier, load_pack
from wijktoets.engine.advice.plan import problem as plan_problem
from wijktoets.engine.advice.plan import solve as plan_solve
from wijktoets.engine.advice.plan.plan import Vraagstuk, carried, plan
from wijktoets.engine.advice.plan.solve import solve
from wijktoets.engine.advice.plan.vervalt import possible, vervalt
from wijktoets.engine.judging import direct
from wijktoets.engine.model.answers import is_open
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.words import ARCHETYPES, Archetype, niveau
from wijktoets.engine.result.assembly import judge_all

pytestmark = pytest.mark.anywhere

ROOT = Path(__file__).resolve().parents[3]
CASES = [*sorted((ROOT / "cases").glob("*.yaml")), *sorted((ROOT / "cases" / "voorbeelden").glob("*.yaml"))]
LONG = 3600.0

some = settings(max_examples=at_least(150))


@some
@given(problems())
def test_the_plan_is_the_one_that_trying_every_set_finds(ruw: Any) -> None:
    pack, dossier, problem = problem_of(ruw)
    expected = by_trying(pack, dossier)
    assume(expected is not None)
    assert expected is not None
    found = solve(problem, LONG)
    event(f"acties: {len(found.acties)}, all can be met: {not found.onoplosbaar}")
    assert frozenset(found.onoplosbaar) == expected.onoplosbaar
    assert found.acties == expected.acties
    assert found.paren == expected.paren
    assert found.bewezen


def test_a_plan_that_could_not_be_settled_in_time_is_enough_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_solve, "SETTLING", -1.0)
    acties = [actie(q) for q in "ab"]
    pack = pakket(eis("w", alle(v("a"), v("b")), *acties), eis("x", een_van(v("a"), v("c")), actie("c")))
    asked = Vraagstuk(target="besluiten", seconds=0.0)
    found, _ = carried(dossier(), pack, direct.compute, VANDAAG, asked, lines={})
    assert (found.mogelijk, found.bewezen) == (True, False)


def test_a_plan_of_which_nothing_smaller_was_ruled_out_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_solve, "answer", lambda *_, **__: z3.unknown)
    pack = pakket(eis("w", v("a"), actie("a")))
    found, _ = carried(dossier(), pack, direct.compute, VANDAAG, Vraagstuk(target="besluiten"), lines={})
    assert (found.mogelijk, found.bewezen) == (True, False)


@some
@given(problems())
def test_carrying_the_plan_out_gets_to_the_target(ruw: Any) -> None:
    pack, dossier, _ = problem_of(ruw)
    found, later = carried(dossier, pack, direct.compute, VANDAAG, Vraagstuk(seconds=LONG), lines={})
    after = judge_all(later, pack, direct.compute, VANDAAG)
    left = {(row.thema, row.fase) for row in found.onoplosbaar}
    for geval in after:
        if geval.archetype is not None and (geval.afspraak.thema, geval.fase) not in left:
            assert geval.congruentie.borging.laag >= niveau(geval.archetype)
    if found.mogelijk:
        assert not left
        assert all(row.gehaald for row in found.afspraken if row.doel)


@some
@given(problems())
def test_without_time_it_is_enough_and_no_actie_can_be_dropped(ruw: Any) -> None:
    pack, dossier, problem = problem_of(ruw)
    quick, proven = solve(problem, 0.0), solve(problem, LONG)
    assert quick.bewezen is not bool(problem.acties)
    assert quick.onoplosbaar == proven.onoplosbaar
    assert _met(pack, dossier, quick.paren) >= _enough(problem, quick.onoplosbaar)
    for name in quick.acties:
        rest = [paar for paar in quick.paren if paar[0] != name]
        assert not _met(pack, dossier, rest) >= _enough(problem, quick.onoplosbaar)


def _met(pack: Any, dossier: Dossier, done: Any) -> set[tuple[int, str]]:
    cases = judged(pack, dossier)
    return {(i, w) for i, (g, aim) in enumerate(cases) for w in met(pack, dossier, g, aim, sorted(done), {})}


def _enough(problem: Any, left: Any) -> set[tuple[int, str]]:
    return {(i, w) for i, geval in enumerate(problem.gevallen) for w in geval.moet} - set(left)


@some
@given(problems())
def test_what_falls_away_is_what_trying_every_answer_finds(ruw: Any) -> None:
    pack, dossier, problem = problem_of(ruw)
    found = solve(problem, LONG)
    cases = judged(pack, dossier)
    whole = _met(pack, dossier, found.paren)
    goal = whole & _enough(problem, ())
    expected = set()
    for name in found.acties:
        rest = sorted(paar for paar in found.paren if paar[0] != name)
        if _met(pack, dossier, rest) >= goal:
            continue
        for vraag in [*pack.vragen, "reikwijdte"]:
            for answer in possible(pack, vraag):
                hits = set()
                for i, (geval, aim) in enumerate(cases):
                    here = is_open(geval.situatie.antwoorden.get(vraag))
                    said = {vraag: answer} if here else {}
                    hits |= {(i, w) for w in met(pack, dossier, geval, aim, rest, said)}
                if hits >= goal:
                    expected.add((name, vraag, answer))
    falls = set(vervalt(problem, found.paren, found.acties))
    event(f"falls away: {bool(falls)}")
    assert falls == expected


@some
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_files_and_answers_does_not_matter(ruw: Any, random: Any) -> None:
    pack, dossier = ruw
    shuffled: dict[str, Any] = {**pack}
    for key in ("vragen", "waarborgen", "grenzen", "signalen"):
        shuffled[key] = random.sample(pack[key], len(pack[key]))
    answers = list(dossier["antwoorden"].items())
    random.shuffle(answers)
    one = plan(Dossier.model_validate(dossier), koppel(pack), direct.compute, VANDAAG)
    other_dossier = Dossier.model_validate({**dossier, "antwoorden": dict(answers)})
    other = plan(other_dossier, koppel(shuffled), direct.compute, VANDAAG)
    assert one.to_json() == other.to_json()


@pytest.mark.parametrize("target", [None, *ARCHETYPES])
def test_every_dossier_gets_to_its_target(target: Archetype | None) -> None:
    pack = load_pack()
    for path in CASES:
        dossier = load_dossier(path)
        found, later = carried(dossier, pack, direct.compute, VANDAAG, Vraagstuk(target=target), lines={})
        assert found.bewezen
        assert found.onoplosbaar == []
        for geval in judge_all(later, pack, direct.compute, VANDAAG, archetype=target):
            if geval.archetype is not None:
                assert geval.congruentie.borging.laag >= niveau(geval.archetype), path.name


def test_the_real_pack_gives_plans_that_can_do_without_nothing() -> None:
    pack, dossier = load_pack(), load_dossier(ROOT / "cases" / "voorbeelden" / "wijkdeal-drie-afspraken.yaml")
    problem = plan_problem.opgave(dossier, pack, judged(pack, dossier))
    found = solve(problem, LONG)
    assert found.acties < set(all_acties(pack))
    for name in found.acties:
        rest = [paar for paar in found.paren if paar[0] != name]
        assert not _met(pack, dossier, rest) >= _enough(problem, ())
