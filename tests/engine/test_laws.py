"""The laws at the end of docs/model.md section 5, as properties of whole packs with dossiers that fit them.

| law | test |
|---|---|
| answering a question that was onbekend keeps every interval inside its old one | test_answering_only_narrows |
| … and never loses congruent (an eis whose als was open may become nvt, a score null) | test_answering_only_narrows |
| conservative: never narrower than over all completions | test_no_completion_falls_outside_the_interval |
| open questions: it may ask too much, never too little | test_the_open_questions_are_enough, test_another_question_… |
| raising an answer never lowers an eis, a score, D_lo or D_hi | test_raising_an_answer_never_lowers |
| order does not matter; same input, byte-identical output | test_laws_of_order.py |
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.amount import at_least
from tests.builders import VANDAAG, Ruw, koppel
from tests.oracle import conditions
from tests.oracle import rapport as oracle_rapport
from tests.oracle import rules as oracle_rules
from tests.oracle.conditions import listed
from tests.strategies import cases, used_questions
from wijktoets import Dossier
from wijktoets.engine.judging import cases as judging
from wijktoets.engine.judging import congruence, direct, evaluation
from wijktoets.engine.judging.cases import Geval
from wijktoets.engine.model.answers import Interval
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES

MORE = settings(max_examples=at_least(200))
"""For properties of which the interesting cases are rare; grows with the profile."""

Draw = Callable[[st.SearchStrategy[Any]], Any]


def judged(pack: Regelpakket, dossier: Mapping[str, Any]) -> list[Geval]:
    """Each thema × fase of a dossier, judged without being put in words."""
    case = Dossier.model_validate(dossier)
    day = case.peildatum or VANDAAG
    return [
        judging.judge(case, afspraak, fase, pack, direct.compute, day, afspraak.archetype)
        for afspraak, fase in judging.cases(case)
    ]


# A case with one answer that differs.


def _possible(pack: Mapping[str, Any], question: str) -> list[str]:
    """Every answer to a question that is neither onbekend nor nvt, from low to high."""
    if question == "reikwijdte":
        return ["wijk", "wijkoverstijgend", "stedelijk"]
    found = next(q for q in pack["vragen"] if q["id"] == question)
    return list(found.get("opties") or ("nee", "deels", "ja"))


def _with_answer(dossier: Ruw, question: str, index: int, answer: str | None) -> Ruw:
    """The dossier in which one listed answer (by the `index`th party) is this one; None: the question is not there."""
    changed = deepcopy(dossier)
    if question == "reikwijdte":
        changed["afspraken"][0]["reikwijdte"] = answer or "onbekend"
        return changed
    own = changed["afspraken"][0].get("antwoorden", {})
    block = own if question in own else changed["antwoorden"]
    said = listed(block.get(question, []))
    if answer is None:
        block.pop(question, None)
    elif not said:
        block[question] = answer
    else:
        bare = {key: value for key, value in said[index].items() if key != "afgesproken"}  # goes with what it was
        block[question] = [{**bare, "antwoord": answer} if i == index else p for i, p in enumerate(said)]
        if len(said) == 1 and "door" not in said[0]:
            block[question] = block[question][0]
    return changed


def _said(dossier: Mapping[str, Any], question: str) -> list[Any]:
    own = dossier["afspraken"][0].get("antwoorden", {})
    return listed({**dossier["antwoorden"], **own}.get(question, []))


@st.composite
def answered(draw: Draw) -> tuple[Ruw, Ruw, Ruw]:
    """A pack, a dossier in which one answer is unknown, and the same dossier in which it is known."""
    pack, dossier = draw(cases())
    question = draw(st.sampled_from([*used_questions(pack), "reikwijdte"]))
    said = _said(dossier, question)
    index = draw(st.integers(0, max(0, len(said) - 1)))
    known = _with_answer(dossier, question, index, draw(st.sampled_from(_possible(pack, question))))
    return pack, _with_answer(dossier, question, index, "onbekend" if said else None), known


def _inside(new: tuple[Any, Any], old: tuple[Any, Any]) -> bool:
    return bool(old[0] <= new[0] <= new[1] <= old[1])


def _scores(geval: Geval, pack: Regelpakket, archetype: Any) -> dict[str, tuple[Any, Any]]:
    rows = congruence.profiel(geval.eisen[archetype], pack.weging)
    scores = {str(row.onderdeel): (row.laag, row.hoog) for row in rows}
    mean = congruence.borging_score(rows)
    return scores | ({"borging": mean} if mean else {})


@MORE
@given(answered())
def test_answering_only_narrows(case: tuple[Ruw, Ruw, Ruw]) -> None:
    raw, before, after = case
    pack = koppel(raw)
    for old, new in zip(judged(pack, before), judged(pack, after), strict=True):
        for name, was in old.feiten.eisen.items():
            now = new.feiten.eisen[name]
            if now.waarde is None:
                assert was.waarde is None or was.als_open
            else:
                assert was.waarde is not None
                assert _inside(now.waarde, was.waarde)
        for a in ("borging", "rollen"):
            ranges = [getattr(geval.congruentie, a) for geval in (new, old)]
            assert _inside(*((r.laag, r.hoog) for r in ranges))
        for archetype in ARCHETYPES:
            now_scores, then = _scores(new, pack, archetype), _scores(old, pack, archetype)
            assert now_scores.keys() <= then.keys()
            assert all(_inside(score, then[name]) for name, score in now_scores.items())
            _assert_keeps_congruent(old, new, archetype)


def _assert_keeps_congruent(old: Geval, new: Geval, archetype: Any) -> None:
    was, now = (_uitkomst(geval, archetype) for geval in (old, new))
    if was == "congruent":
        assert now == "congruent"
    if was == "congruent_met_afweging":
        assert now in ("congruent", "congruent_met_afweging")


def _uitkomst(geval: Geval, archetype: Any) -> str:
    found, level = geval.congruentie, ARCHETYPES.index(archetype) + 1
    return congruence.uitkomst(level, found.borging, found.rollen, found.grenzen, found.eisen)


# Conservative: against brute force.


@st.composite
def with_completions(draw: Draw) -> tuple[Ruw, Ruw, list[Ruw]]:
    """A pack, a dossier with at most three unknown answers, and the dossier with these filled in every way."""
    pack, dossier = draw(cases())
    dossier = {**dossier, "afspraken": [{**dossier["afspraken"][0], "antwoorden": {}}]}
    slots: list[tuple[str, int]] = []
    for question in (*used_questions(pack), "reikwijdte"):
        said = _said(dossier, question)
        for index, one in enumerate(said or [{"antwoord": None}]):
            if one["antwoord"] not in (None, "onbekend"):
                continue
            if question == "reikwijdte" and dossier["afspraken"][0].get("reikwijdte", "onbekend") != "onbekend":
                continue
            if len(slots) < 3 and draw(st.booleans()):
                slots.append((question, index))
            else:
                answer = draw(st.sampled_from(_possible(pack, question)))
                dossier = _with_answer(dossier, question, index, answer)
    filled = []
    for answers in product(*(_possible(pack, question) for question, _ in slots)):
        complete = dossier
        for (question, index), answer in zip(slots, answers, strict=True):
            complete = _with_answer(complete, question, index, answer)
        filled.append(complete)
    return pack, dossier, filled


def _exact(pack: Ruw, complete: Ruw) -> Iterator[dict[str, Any]]:
    """What the second reading of the model says of a dossier in which nothing is unknown, per thema × fase."""
    for case in oracle_rapport.cases(pack, complete, VANDAAG):
        ladder = {f"ladder {a}": conditions.bounds(case, step) for a, step in pack["kop"]["zeggenschap"].items()}
        found = {f"eis {rule['id']}": oracle_rules.eis_of(case, rule)["value"] for rule in pack["waarborgen"]}
        yield {**ladder, **found, "borging": oracle_rules.borging_tot(case), "rollen": oracle_rules.rollen(case)}


def _found(geval: Geval) -> dict[str, Any]:
    """The same of the engine."""
    ladder = {f"ladder {a}": value for a, value in geval.feiten.ladder.items()}
    eisen = {f"eis {name}": fact.waarde for name, fact in geval.feiten.eisen.items()}
    ranges = {name: getattr(geval.congruentie, name) for name in ("borging", "rollen")}
    return {**ladder, **eisen, **{name: (r.laag, r.hoog) for name, r in ranges.items()}}


@given(with_completions())
def test_no_completion_falls_outside_the_interval(case: tuple[Ruw, Ruw, list[Ruw]]) -> None:
    """The exact answer is the hull over all completions, computed without the engine."""
    raw, dossier, filled = case
    gevallen = judged(koppel(raw), dossier)
    for geval, *completions in zip(gevallen, *(_exact(raw, complete) for complete in filled), strict=True):
        for name, interval in _found(geval).items():
            exact = [value for one in completions if (value := one[name]) is not None]
            if exact:
                assert interval is not None
                assert _inside((min(low for low, _ in exact), max(high for _, high in exact)), interval)


# What is asked.


def _agreeable(pack: Mapping[str, Any], geval: Geval, question: str) -> list[str]:
    """What parties may agree on: anything while one does not know, else what lies between their answers."""
    possible = _possible(pack, question)
    said = geval.situatie.antwoorden.get(question)
    known = [] if said is None else [word for word in said.telt if word != "nvt"]
    if not known or "onbekend" in known:
        return possible
    places = [possible.index(word) for word in known]
    if possible == ["nee", "deels", "ja"]:
        return possible[min(places) : max(places) + 1]
    return [possible[place] for place in places]


@MORE
@given(cases(), st.data())
def test_the_open_questions_are_enough(case: tuple[Ruw, Ruw], data: st.DataObject) -> None:
    """When those of an afspraak are agreed, nothing that its uitkomst hangs on is open any more.

    Of an eis that was weighed away nothing is asked; whether it applies may stay open.
    """
    raw, dossier = case
    pack, first = koppel(raw), {**dossier, "afspraken": dossier["afspraken"][:1]}
    (geval, *_) = judged(pack, first)
    own = first["afspraken"][0]
    settled = {**own, "fasen": [geval.fase], "antwoorden": dict(own.get("antwoorden", {}))}
    for question in (row.vraag for row in geval.open_vragen):
        answer = data.draw(st.sampled_from(_agreeable(raw, geval, question)))
        if question == "reikwijdte":
            settled["reikwijdte"] = answer
        else:
            settled["antwoorden"][question] = [{"door": "samen", "antwoord": answer}]
    (done,) = judged(pack, {**first, "afspraken": [settled]})
    levels = [geval.archetype] if geval.archetype else ARCHETYPES
    weighed = {eis.waarborg.id for a in levels for eis in geval.eisen[a] if eis.status == "afgewogen"}
    for eis in (eis for a in levels for eis in congruence.moet(done.eisen[a])):
        assert eis.status in ("geborgd", "deels", "ontbreekt", "nvt", "afgewogen")
        assert not eis.feit.als_open or eis.waarborg.id in weighed
    assert done.congruentie.rollen.laag == done.congruentie.rollen.hoog
    assert all(g.zeker for g in done.congruentie.grenzen)


@MORE
@given(answered())
def test_another_question_than_its_open_ones_does_not_touch_an_eis(case: tuple[Ruw, Ruw, Ruw]) -> None:
    raw, before, after = case
    pack = koppel(raw)
    for old, new in zip(judged(pack, before), judged(pack, after), strict=True):
        changed = {q for q, a in new.situatie.antwoorden.items() if old.situatie.antwoorden.get(q) != a}
        for name, rule in pack.waarborgen.items():
            asked = evaluation.open_of_eis(pack, old.feiten, old.situatie, rule)
            if not changed & {row.vraag for row in asked}:
                assert new.feiten.eisen[name] == old.feiten.eisen[name]


# Raising.


def _straight(node: Mapping[str, Any], question: str) -> Ruw:
    """The condition without `niet` over a question."""
    if "niet" in node and node["niet"]["vraag"] == question:
        return dict(node["niet"])
    if "minstens" in node:
        below = [_straight(child, question) for child in node["minstens"]["van"]]
        return {"minstens": {**node["minstens"], "van": below}}
    branch = next((key for key in ("alle", "een_van") if key in node), None)
    return {branch: [_straight(child, question) for child in node[branch]]} if branch else dict(node)


@st.composite
def raised(draw: Draw) -> tuple[Ruw, Ruw, Ruw]:
    """A pack that uses a stelling under no niet and no als, a dossier, and the dossier with one answer to it raised."""
    pack, dossier = draw(cases())
    question = draw(st.sampled_from([q for q in used_questions(pack) if q[0] in "sn"] or ["s0"]))
    waarborgen = []
    for rule in pack["waarborgen"]:
        straight = {**rule, "voldaan_als": _straight(rule["voldaan_als"], question)}
        if {"waarborg", question} & set(_words(rule.get("als", {}))):
            straight.pop("als")
        waarborgen.append(straight)
    index = draw(st.integers(0, max(0, len(_said(dossier, question)) - 1)))
    low, high = sorted(draw(st.lists(st.integers(0, 2), min_size=2, max_size=2, unique=True)))
    order = ("nee", "deels", "ja")
    lower, higher = (_with_answer(dossier, question, index, order[i]) for i in (low, high))
    return {**pack, "waarborgen": waarborgen}, lower, higher


def _words(value: Any) -> Iterator[str]:
    """Every key and text in plain data."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
    else:
        yield str(value)


@MORE
@given(raised())
def test_raising_an_answer_never_lowers(case: tuple[Ruw, Ruw, Ruw]) -> None:
    raw, lower, higher = case
    pack = koppel(raw)

    def not_below(new: tuple[Any, Any], old: tuple[Any, Any]) -> bool:
        return bool(new[0] >= old[0] and new[1] >= old[1])

    for old, new in zip(judged(pack, lower), judged(pack, higher), strict=True):
        for name, was in old.feiten.eisen.items():
            now = new.feiten.eisen[name].waarde
            assert (now is None) == (was.waarde is None)
            assert now is None or not_below(now, was.waarde or Interval(1, 1))
        now_d, was_d = new.congruentie.borging, old.congruentie.borging
        assert not_below((now_d.laag, now_d.hoog), (was_d.laag, was_d.hoog))
        for archetype in ARCHETYPES:
            then = _scores(old, pack, archetype)
            assert all(not_below(score, then[name]) for name, score in _scores(new, pack, archetype).items())
