"""Packs and dossiers to plan for: the acties of generated packs, and every set of acties tried one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from hypothesis import strategies as st

from tests.builders import (
    MOET,
    MOET_BIJ_BESLUITEN,
    MOET_VANAF_AANJAGEN,
    VANDAAG,
    Ruw,
    alle,
    dossier,
    een_van,
    keuze,
    koppel,
    minstens,
    niet,
    ref,
    ruw_pakket,
    stelling,
    v,
    waarborg,
)
from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
from wijktoets.engine.advice.plan.problem import Opgave, opgave
from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.cases import Geval, situatie
from wijktoets.engine.judging.evaluation import judge, matching
from wijktoets.engine.judging.facts import Situatie
from wijktoets.engine.model.answers import Antwoord
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.pakket import Actie
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, Archetype
from wijktoets.engine.result.assembly import judge_all

Draw = Callable[[st.SearchStrategy[Any]], Any]
Pair = tuple[str, int]

_WEIGHTS = {"geen": 0, "weinig": 1, "gemiddeld": 2, "veel": 4, None: 4}
_INZET = st.sampled_from([{}, *({"bewoners": b, "gemeente": g} for b in _WEIGHTS if b for g in _WEIGHTS if g)])
MOST_PAIRS = 9
"""How many actie × afspraak there may be, so that all sets can be tried."""


def actie(*sluit: Any, bewoners: str | None = "weinig", gemeente: str | None = "weinig", **extra: Any) -> Ruw:
    """An actie of the wijk that settles these questions."""
    effort = {key: word for key, word in (("bewoners", bewoners), ("gemeente", gemeente)) if word}
    return {"wat": "Doe iets", "trekker": "wijk", "sluit": list(sluit), "inzet": effort, **extra}


def wordt(vraag: str, antwoord: str) -> Ruw:
    """A question that an actie settles with this answer."""
    return {"vraag": vraag, "wordt": antwoord}


def eis(naam: str, conditie: Any, *acties: Ruw, **extra: Any) -> Ruw:
    """A waarborg with these acties; moet everywhere unless said otherwise."""
    return waarborg(naam, conditie, extra.pop("norm", MOET_VANAF_AANJAGEN), acties=list(acties), **extra)


def made(pack: Regelpakket, antwoorden: Any = None, asked: Vraagstuk | None = None, **delen: Any) -> Plan:
    """The plan of a dossier that wishes aanjagen."""
    case = dossier(antwoorden, **({"gewenst": "aanjagen"} if "afspraken" not in delen else {}) | delen)
    return plan(case, pack, direct.compute, VANDAAG, asked or Vraagstuk())


def ids(found: Plan) -> list[str]:
    """The ids of the acties of a plan."""
    return [row.id for row in found.acties]


STELLINGEN = ("s0", "s1", "s2", "s3", "n0")
_QUESTIONS = [*(stelling(q, nvt_mogelijk=q == "n0") for q in STELLINGEN), keuze("k0", "a", "b")]
_TESTS = [v("s0"), v("s1"), v("s2"), v("s3"), v("n0"), v("s0"), v("s1"), v("k0", "a"), v("k0", "b")]
_LEAF = st.sampled_from([*_TESTS, *_TESTS, *_TESTS, niet("s0"), niet("s1"), niet("n0"), v("fase", "uitvoering")])
_LEAVES = st.lists(_LEAF, min_size=1, max_size=3)
_NORM = st.sampled_from([MOET, MOET, MOET, MOET_VANAF_AANJAGEN, MOET_BIJ_BESLUITEN])
_ANSWERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(STELLINGEN, ("ja", "ja", "ja", "ja", "nee", "deels")),
    "k0": ("a", "b"),
}
_SAID = st.sampled_from([None, None, None, "nee", "nee", "deels", "onbekend", "ja", "verschil"])
_SELDOM = st.sampled_from([False] * 5 + [True])


@st.composite
def problems(draw: Draw) -> tuple[Ruw, Ruw]:
    """A pack with acties that settle all kinds of questions, and a dossier in which much is not arranged."""
    regels: list[Ruw] = []
    for number in range(draw(st.sampled_from([3, 2, 4, 1]))):
        leaves = draw(_LEAVES)
        extra = {"als": draw(_LEAF)} if draw(_SELDOM) else {}
        extra |= {"fasen": ["uitvoering"]} if draw(_SELDOM) else {}
        plain = [r["id"] for r in regels if not {"als", "fasen"} & set(r)]
        leaves += [ref(draw(st.sampled_from(plain)))] if plain and draw(_SELDOM) else []
        combine = draw(st.sampled_from([alle, alle, een_van, lambda *below: minstens(len(below) // 2 + 1, *below)]))
        regels.append(waarborg(f"w{number}", combine(*leaves), draw(_NORM), **extra))
    for regel in regels:
        own = [q for q in _ANSWERS if f"'vraag': '{q}'" in str(regel)] or ["s0"]
        regel["acties"] = [_actie(draw, own) for _ in range(2 if draw(_SELDOM) else 1)]
        if draw(_SELDOM):
            regel["acties"].append({"actie": "w0.1"})
    return ruw_pakket(*regels, vragen=_QUESTIONS), _dossier(draw, regels)


def _actie(draw: Draw, own: Sequence[str]) -> Ruw:
    """An actie that mostly settles what its waarborg asks, and sometimes something else, or the other way round."""
    several = st.lists(st.sampled_from(own), min_size=1, max_size=3, unique=True)
    asked = [draw(st.sampled_from(list(_ANSWERS)))] if draw(_SELDOM) else draw(several)
    return {**actie(*(wordt(q, draw(st.sampled_from(_ANSWERS[q]))) for q in asked)), "inzet": draw(_INZET)}


def _dossier(draw: Draw, regels: Sequence[Ruw]) -> Ruw:
    ruw: Ruw = {"formaat": "wijktoets/dossier@1", "naam": "Voorbeeldwijk", "peildatum": VANDAAG}
    ruw["antwoorden"] = _said(draw)
    ruw["afspraken"] = []
    for thema in ("groen", "wonen")[: 1 + draw(st.booleans())]:
        fasen = draw(st.sampled_from([["uitvoering"], ["uitvoering"], ["voorbereiding", "uitvoering"]]))
        wish = draw(st.sampled_from([*ARCHETYPES, *ARCHETYPES, "onbekend"]))
        own = _said(draw) if draw(st.booleans()) else {}
        ruw["afspraken"].append({"thema": thema, "fasen": fasen, "gewenst": wish, "antwoorden": own})
    if draw(_SELDOM):
        weighed = draw(st.sampled_from([r["id"] for r in regels]))
        together = {"reden": "eerst ervaring opdoen", "besloten_door": ["wijk", "gemeente"], "geldig_tot": "2099-12-31"}
        ruw["afwegingen"] = [{"waarborg": weighed, **together}]
    return ruw


def _said(draw: Draw) -> Ruw:
    """Answers: mostly none or nee; a keuze gets an option where a stelling gets nee or deels."""
    said: Ruw = {}
    for question, answers in _ANSWERS.items():
        word = draw(_SAID)
        both = [{"door": "bewoners", "antwoord": answers[0]}, {"door": "gemeente", "antwoord": answers[-1]}]
        keuze_word = {"nee": "a", "deels": "b", "ja": "b"}.get(str(word), word)
        if word is not None:
            said[question] = both if word == "verschil" else keuze_word if question == "k0" else word
    return said


def judged(pack: Regelpakket, dossier: Dossier) -> list[tuple[Geval, Archetype]]:
    """The cases of a dossier that have a wish, each with it."""
    found = judge_all(dossier, pack, direct.compute, VANDAAG)
    return [(geval, geval.archetype) for geval in found if geval.archetype is not None]


def problem_of(ruw: tuple[Ruw, Ruw]) -> tuple[Regelpakket, Dossier, Opgave]:
    """A generated problem as values."""
    pack, dossier = koppel(ruw[0]), Dossier.model_validate(ruw[1])
    return pack, dossier, opgave(dossier, pack, judged(pack, dossier))


@dataclass(frozen=True)
class FoundPlan:
    """What trying every set gives: the smallest one, and what cannot be met."""

    acties: frozenset[str]
    paren: frozenset[Pair]
    onoplosbaar: frozenset[tuple[int, str]]


def all_acties(pack: Regelpakket) -> dict[str, Actie]:
    """Every actie of a pack, in order of id."""
    return dict(sorted({str(a.id): a for acties in pack.acties.values() for a in acties}.items()))


def met(
    pack: Regelpakket,
    dossier: Dossier,
    geval: Geval,
    aim: Archetype,
    done: Sequence[Pair],
    answers: Mapping[str, str],
) -> set[str]:
    """The moet-eisen of a case that are met when these acties are done; `answers` replace what the dossier says."""
    index = dossier.afspraken.index(geval.afspraak)
    case = situatie(dossier, geval.afspraak, geval.fase, dossier.peildatum or VANDAAG)
    said = {**case.antwoorden, **{q: Antwoord((a,)) for q, a in answers.items()}}
    for name, where in done:
        if where == index:
            said |= {s.vraag: Antwoord((s.wordt,)) for s in all_acties(pack)[name].sluit}
    then = Situatie(said, case.fase, case.peildatum)
    weighed = matching(dossier.afwegingen, geval.afspraak.thema, geval.fase)
    statuses = judge(pack, direct.compute(pack, then), weighed, case.peildatum)
    moet = [name for name, w in pack.waarborgen.items() if w.norm.get(aim) == "moet"]
    return {name for name in moet if statuses[name][1] in ("geborgd", "afgewogen", "nvt")}


def by_trying(pack: Regelpakket, dossier: Dossier) -> FoundPlan | None:
    """The plan of a dossier by trying every set of acties; None when there are too many."""
    cases = judged(pack, dossier)
    acties = all_acties(pack)
    indexes = sorted({dossier.afspraken.index(geval.afspraak) for geval, _ in cases})
    paren = [(name, index) for name in acties for index in indexes]
    if len(paren) > MOST_PAIRS:
        return None
    moet = {(i, w) for i, (_, aim) in enumerate(cases) for w in pack.waarborgen if _moet(pack, w, aim)}
    outcomes = {}
    for done in _sets(acties, paren):
        hits = {(i, w) for i, (g, aim) in enumerate(cases) for w in met(pack, dossier, g, aim, sorted(done), {})}
        outcomes[done] = hits
    now = outcomes[frozenset()]
    asked = moet if any(moet <= hits for hits in outcomes.values()) else set()
    for gat in sorted(moet - asked, key=lambda gat: (gat not in now, _lowest(pack, gat[1]), gat[1], gat[0])):
        if any(asked | {gat} <= hits for hits in outcomes.values()):
            asked.add(gat)
    serving = {
        (str(a.id), dossier.afspraken.index(cases[i][0].afspraak)) for i, w in moet - now for a in pack.acties[w]
    }
    enough = [done for done, hits in outcomes.items() if asked <= hits]
    best = min(enough, key=lambda done: _cost(acties, paren, serving, done))
    return FoundPlan(frozenset(name for name, _ in best), best, frozenset(moet - asked))


def _moet(pack: Regelpakket, waarborg: str, aim: Archetype) -> bool:
    return pack.waarborgen[waarborg].norm.get(aim) == "moet"


def _lowest(pack: Regelpakket, waarborg: str) -> int:
    return min(ARCHETYPES.index(a) for a, word in pack.waarborgen[waarborg].norm.items() if word == "moet")


def _sets(acties: Mapping[str, Actie], paren: Sequence[Pair]) -> Iterator[frozenset[Pair]]:
    """Every set of pairs in which no question gets two answers in one afspraak."""
    for chosen in product((False, True), repeat=len(paren)):
        done = [paar for paar, there in zip(paren, chosen, strict=True) if there]
        given: dict[tuple[int, str], set[str]] = {}
        for name, index in done:
            for s in acties[name].sluit:
                given.setdefault((index, s.vraag), set()).add(s.wordt)
        if all(len(words) == 1 for words in given.values()):
            yield frozenset(done)


def _cost(acties: Mapping[str, Actie], paren: Sequence[Pair], serving: set[Pair], done: frozenset[Pair]) -> Any:
    """What makes a set smaller than another; with equal acties, first those that serve, then no others."""
    names = sorted({name for name, _ in done})
    residents = sum(_WEIGHTS[acties[name].inzet.bewoners] for name in names)
    gemeente = sum(_WEIGHTS[acties[name].inzet.gemeente] for name in names)
    return residents, len(names), gemeente, names, [(paar in done) != (paar in serving) for paar in paren]
