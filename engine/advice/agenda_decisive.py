"""What the open questions of one thema × fase could still decide, exactly (model.md section 6, Gespreksagenda).

A completion gives every open question one definite answer (nee, deels, ja or an option; never nvt). A question decides
an outcome when there is a completion in which two answers to this question, all others kept, give two outcomes. z3
looks for it in two copies of the pack that share every answer but one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import z3

from ..answers import Antwoord
from ..dossier import Dossier
from ..facts import Situatie, in_force
from ..judging import Geval
from ..pakket import Waarborg
from ..proof.encoding import Gecodeerd, afgewogen, encode
from ..proof.formulas import Formule, en, niet, of
from ..proof.leaves import Vast, Vrij, VrijeStelling, vrij
from ..proof.outcomes import past, uitkomst
from ..proof.solving import solver
from ..regelpakket import Regelpakket
from ..words import ARCHETYPES
from .asked import asked, asked_by, open_questions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Beslissend:
    """Which open questions could decide the uitkomst (without a wish: some `past`), and which the status of each eis.

    `eisen` has the waarborgen that the wish (without one: any archetype) asks as moet or hoort.
    """

    uitkomst: frozenset[str]
    eisen: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Bekend:
    """What was found before, by all that it depends on: fasen of a thema mostly ask the same."""

    gevallen: dict[object, Beslissend] = field(default_factory=dict)
    eisen: dict[object, frozenset[str]] = field(default_factory=dict)


def decisive(pakket: Regelpakket, dossier: Dossier, geval: Geval, bekend: Bekend) -> Beslissend:
    """What the open questions of a case could decide; kept in `bekend` for a case that comes to the same."""
    weighed = afgewogen(pakket, dossier, geval.afspraak.thema, geval.fase, geval.situatie.peildatum)
    key = case_key(pakket, geval, weighed)
    if key not in bekend.gevallen:
        bekend.gevallen[key] = _decisive(pakket, geval, weighed, bekend)
    return bekend.gevallen[key]


def case_key(pakket: Regelpakket, geval: Geval, weighed: Collection[str]) -> object:
    """All that the outcomes of a case depend on: two cases with the same key have the same outcomes."""
    case = geval.situatie
    regels = [*pakket.waarborgen.values(), *pakket.grenzen.values()]
    there = frozenset(regel.id for regel in regels if in_force(regel, case))
    conditions = [c for w in pakket.waarborgen.values() for c in (w.voldaan_als, w.als) if c is not None]
    conditions += [g.als for g in pakket.grenzen.values()] + list(pakket.zeggenschap.values())
    used = asked(pakket, conditions)
    answers = frozenset((name, a) for name, a in case.antwoorden.items() if name in used)
    return geval.archetype, there, frozenset(weighed), answers


@dataclass(frozen=True, slots=True)
class _Twins:
    """Two copies of a pack in one solver; `same` holds, per open question, when both give it the same answer."""

    one: Gecodeerd
    two: Gecodeerd
    same: Mapping[str, z3.BoolRef]
    solver: z3.Solver

    def pivotal(self, differs: z3.BoolRef, behind: Collection[str]) -> frozenset[str]:
        """The questions of which the answer alone can make something differ that rests on these open questions."""
        same = {vraag: equal for vraag, equal in self.same.items() if vraag in behind}

        def can_differ(vraag: str) -> bool:
            kept = (equal for name, equal in same.items() if name != vraag)
            return bool(self.solver.check(differs, *kept) == z3.sat)

        return frozenset(vraag for vraag in same if can_differ(vraag))


def _decisive(pakket: Regelpakket, geval: Geval, weighed: Collection[str], bekend: Bekend) -> Beslissend:
    opens = open_questions(pakket, geval.situatie.antwoorden)
    twins = _twins(pakket, geval, opens, weighed)
    eisen = {}
    for w in _asked_eisen(pakket, geval):
        behind = asked_by(pakket, w)
        answers = frozenset((name, geval.situatie.antwoorden.get(name)) for name in behind)
        key = (w.id, in_force(w, geval.situatie), w.id in weighed, answers)
        if key not in bekend.eisen:
            bekend.eisen[key] = _deciding_eis(twins, w.id, behind)
        eisen[w.id] = bekend.eisen[key]
    outcome = _named(twins, "uitkomst", _outcome_differs(twins, geval))
    return Beslissend(frozenset() if outcome is None else twins.pivotal(outcome, opens), eisen)


def _deciding_eis(twins: _Twins, waarborg: str, behind: Collection[str]) -> frozenset[str]:
    """The questions that could decide the status of an eis, of those behind it."""
    differs = _differ(twins.one.eisen[waarborg].status(), twins.two.eisen[waarborg].status())
    changes = _named(twins, f"eis {waarborg}", differs)
    return frozenset() if changes is None else twins.pivotal(changes, behind)


def _asked_eisen(pakket: Regelpakket, geval: Geval) -> Iterator[Waarborg]:
    levels = (geval.archetype,) if geval.archetype else ARCHETYPES
    return (w for w in pakket.waarborgen.values() if any(w.norm.get(a) in ("moet", "hoort") for a in levels))


def _twins(pakket: Regelpakket, geval: Geval, opens: list[str], weighed: Collection[str]) -> _Twins:
    case = geval.situatie
    known: dict[str, Antwoord] = {name: a for name, a in case.antwoorden.items() if name not in opens}
    settled = Vast(Situatie(known, case.fase, case.peildatum))
    free = [vrij(pakket, opens, settled, exact=True, naam=naam) for naam in ("een:", "twee:")]
    codes = [encode(pakket, answers, case.fase, case.peildatum, weighed) for answers in free]
    same = {vraag: z3.Bool(f"gelijk:{vraag}") for vraag in opens}
    made = solver([*codes[0].voorwaarden, *codes[1].voorwaarden])
    for vraag, equal in same.items():
        pairs = zip(_worlds(free[0], vraag), _worlds(free[1], vraag), strict=True)
        made.add(z3.Implies(equal, z3.And([one == two for one, two in pairs])))
    return _Twins(codes[0], codes[1], same, made)


def _worlds(free: Vrij, vraag: str) -> list[Formule]:
    """The variables that make the answer to a question."""
    found = free.vragen[vraag]
    if isinstance(found, VrijeStelling):
        return [found.bits.laag_half, found.bits.laag_heel]
    return list(found.gekozen.values())


def _outcome_differs(twins: _Twins, geval: Geval) -> Formule:
    if geval.archetype is not None:
        return _differ(uitkomst(twins.one, geval.archetype), uitkomst(twins.two, geval.archetype))
    return of(*(_differ(past(twins.one, a), past(twins.two, a)) for a in ARCHETYPES))


def _differ(one: Mapping[T, Formule], two: Mapping[T, Formule]) -> Formule:
    """Whether two copies give different words; each gives exactly one."""
    return of(*(en(holds, niet(two[word])) for word, holds in one.items()))


def _named(twins: _Twins, name: str, formule: Formule) -> z3.BoolRef | None:
    """A variable that stands for a formula, to ask for it time and again; None when it cannot hold."""
    if formule is False:
        return None
    stands: z3.BoolRef = z3.Bool(f"verschilt:{name}")
    twins.solver.add(z3.Implies(stands, formule))
    return stands
