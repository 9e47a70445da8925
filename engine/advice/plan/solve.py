"""Finds the smallest set of acties that is enough, with z3; only what makes a plan imports it.

Smallest in what it asks of residents, then in the number of acties, then in what it asks of the gemeente, then
alphabetically (docs/model.md section 6): a lexicographic minimum. z3's Optimize gives the first three, one objective
after the other; the last is settled choice by choice, each held to the alphabet as far as a solution is left. Only one
set is that minimum, so the same dossier always gets the same plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import Final

import z3

from ...model.words import niveau
from ...proof.encoding import encode
from ...proof.formulas import Formula, and_, not_, or_
from ...proof.leaves import FixedAnswers, holds
from ...proof.solving import answer, model_of, solver
from .problem import ActieBij, Opgave, PlanGeval, load

SETTLING: Final = 10.0
"""How many seconds it may take to settle which of the sets that are as small is taken, beside the proof itself."""

OpenEis = tuple[int, str]
"""A moet-eis in a case: the place of the case in the opgave, and the waarborg."""


@dataclass(frozen=True, slots=True)
class Oplossing:
    """The acties to do, for which afspraken; whether that is proven to be the smallest; and what nothing closes."""

    acties: frozenset[str]
    paren: frozenset[ActieBij]
    bewezen: bool
    onoplosbaar: tuple[OpenEis, ...]


@dataclass(frozen=True, slots=True)
class _Vorm:
    """The opgave as formulas: a choice for each actie and for each pair, what always holds, and when eisen are met."""

    acties: Mapping[str, z3.BoolRef]
    paren: Mapping[ActieBij, z3.BoolRef]
    altijd: tuple[Formula, ...]
    gehaald: Mapping[OpenEis, Formula]


def solve(opgave: Opgave, seconds: float) -> Oplossing:
    """The smallest set of acties that meets every moet-eis, or all of these that can be met together.

    When not all can be, what is met now stays so and the eisen of the lowest archetype come first, then by id. Without
    enough time it is the best that was found: no actie can be dropped from it (acties were tried away one by one, which
    gives an irredundant set) unless that took more than `SETTLING` seconds, but another set may be smaller.
    """
    until = monotonic() + seconds
    vorm = _vorm(opgave)
    search = _Settling(solver(vorm.altijd))
    left = _close_all(opgave, vorm, search)
    enough = [formule for gat, formule in vorm.gehaald.items() if gat not in left]
    proven = _smallest(opgave, vorm, enough, search, until)
    search.until = monotonic() + SETTLING
    if not proven:
        for name in sorted(vorm.acties, key=lambda name: (-_residents(opgave, name), -_gemeente(opgave, name), name)):
            search.decide(vorm.acties[name], wanted=False)
    chosen = frozenset(name for name in sorted(vorm.acties) if search.decide(vorm.acties[name], wanted=True))
    done = frozenset(p for p in opgave.paren if search.decide(vorm.paren[p], wanted=p in opgave.dienend))
    return Oplossing(chosen, done, proven and not search.late, left)


def _vorm(opgave: Opgave) -> _Vorm:
    paren = {paar: z3.Bool(f"doe:{index}") for index, paar in enumerate(opgave.paren)}
    acties = {name: z3.Bool(f"actie:{index}") for index, name in enumerate(opgave.acties)}
    always: list[Formula] = [not_(and_(paren[one], paren[other])) for one, other in opgave.botsend()]
    by_actie: dict[str, list[Formula]] = {}
    for paar, each in paren.items():
        by_actie.setdefault(paar[0], []).append(each)
    for name, actie in acties.items():
        done = by_actie.get(name, [])
        always += [or_(not_(each), actie) for each in done]
        always.append(actie if name in opgave.houden else or_(not_(actie), *done))
    met = {
        (index, waarborg): formule
        for index, geval in enumerate(opgave.gevallen)
        for waarborg, formule in _met(opgave, geval, paren).items()
    }
    return _Vorm(acties, paren, tuple(always), met)


def _met(opgave: Opgave, geval: PlanGeval, paren: Mapping[ActieBij, z3.BoolRef]) -> dict[str, Formula]:
    """When each moet-eis of a case is met, by what is done for its afspraak."""
    choices: dict[str, list[tuple[Formula, str]]] = {}
    for paar, done in paren.items():
        if paar[1] == geval.afspraak:
            for settled in opgave.acties[paar[0]].sluit:
                choices.setdefault(settled.vraag, []).append((done, settled.wordt))
    case = geval.situatie
    code = encode(opgave.pakket, FixedAnswers(case, choices), case.fase, case.peildatum, geval.afgewogen)
    return {waarborg: code.eis(waarborg).voldoet for waarborg in geval.moet}


class _Settling:
    """A solver that is asked for one thing after another, with a model of all that it was given so far."""

    def __init__(self, made: z3.Solver) -> None:
        self.until = inf
        self.late = False
        self._made = made
        self._model = model_of(made)

    def add(self, *formules: Formula) -> None:
        """Ask for what is known to be possible."""
        self._made.add(*formules)
        self._model = model_of(self._made)

    def may(self, formule: Formula) -> bool:
        """Ask for it when it can be; whether it can."""
        found = self._model
        assert found is not None  # every choice was one that can be
        if not holds(found, formule):
            found = model_of(self._made, formule)
        if found is None:
            return False
        self._made.add(formule)
        self._model = found
        return True

    def decide(self, choice: z3.BoolRef, wanted: bool) -> bool:
        """Settle a choice as wanted when it can be, else the other way; gives how it is settled.

        When time is up it is settled as it is in the model, and that is not known to be the best (`late`).
        """
        assert self._model is not None
        as_is = holds(self._model, choice)
        if as_is != wanted and monotonic() > self.until:
            self.late = True
        elif self.may(choice if wanted else not_(choice)):
            return wanted
        self._made.add(choice if as_is else not_(choice))
        return as_is


def _close_all(opgave: Opgave, vorm: _Vorm, search: "_Settling") -> tuple[OpenEis, ...]:
    """Ask that every moet-eis is met; gives those that cannot be, beside what was asked before.

    When not all can be: a maximal satisfiable subset, grown greedily in the order of `first`.
    """
    if search.may(and_(*vorm.gehaald.values())):
        return ()

    def first(gat: OpenEis) -> tuple[bool, int, str, int]:
        index, waarborg = gat
        norm = opgave.pakket.waarborgen[waarborg].norm
        lowest = min(niveau(archetype) for archetype, word in norm.items() if word == "moet")
        return waarborg in opgave.gevallen[index].open, lowest, waarborg, index

    return tuple(gat for gat in sorted(vorm.gehaald, key=first) if not search.may(vorm.gehaald[gat]))


def _smallest(opgave: Opgave, vorm: _Vorm, enough: Sequence[Formula], search: _Settling, until: float) -> bool:
    """Hold the search to the smallest load on residents, number and load on the gemeente; False when time ran out."""
    names = list(vorm.acties)
    aims = [[_residents(opgave, n) for n in names], [1 for _ in names], [_gemeente(opgave, n) for n in names]]
    choices = list(vorm.acties.values())
    left = int((until - monotonic()) * 1000)
    if not names or left <= 0:
        return not names
    optimize = z3.Optimize()
    optimize.set(priority="lex", timeout=left)
    optimize.add(*vorm.altijd, *enough)
    bounds = [optimize.minimize(z3.Sum([z3.If(c, w, 0) for c, w in zip(choices, aim, strict=True)])) for aim in aims]
    if answer(optimize, seconds=left / 1000) != z3.sat:
        return False
    weighed = ([(c, weight) for c, weight in zip(choices, aim, strict=True) if weight] for aim in aims)
    search.add(*(z3.PbEq(w, bound.value().as_long()) for w, bound in zip(weighed, bounds, strict=True) if w))
    return True


def _residents(opgave: Opgave, name: str) -> int:
    return load(opgave.pakket, opgave.acties[name].inzet.bewoners)


def _gemeente(opgave: Opgave, name: str) -> int:
    return load(opgave.pakket, opgave.acties[name].inzet.gemeente)
