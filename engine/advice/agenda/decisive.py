"""What the open questions of one thema × fase could still decide, exactly (docs/model.md section 6, Gespreksagenda).

A completion gives every open question one definite answer (nee, deels, ja or an option; never nvt). A question decides
an outcome when there is a completion in which two answers to this question, all others kept, give two outcomes. z3
looks for it in two copies of the pack that share every answer but one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any, Final

import z3

from ...judging.cases import Geval
from ...judging.evaluation import status_of
from ...judging.facts import Situatie, eis_of, in_force
from ...model.answers import Antwoord, Waarde
from ...model.conditions import Antwoorden, asked, value
from ...model.dossier import Dossier
from ...model.pakket import Grens, Waarborg, conditions_of
from ...model.regelpakket import Regelpakket, behind
from ...model.words import ARCHETYPES
from ...proof.encoding import EncodedPack, afgewogen, encode
from ...proof.formulas import Formula, and_, not_, or_
from ...proof.leaves import FixedAnswers, FreeAnswers, FreeStelling, vrij
from ...proof.solving import answer, solver
from ..asked import asked_by, behind_outcome, definite, open_questions, part_for

FEW: Final = 100
"""Up to how many completions trying them all is quicker than a proof."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """Which open questions could decide the uitkomst (without a wish: some `past`), and which the status of each eis.

    `eisen` has the waarborgen that the wish (without one: any archetype) asks as moet or hoort.
    """

    uitkomst: frozenset[str]
    eisen: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """What was found before, by all that it depends on: fasen of a thema mostly ask the same."""

    gevallen: dict[object, Deciding] = field(default_factory=dict)
    eisen: dict[object, frozenset[str]] = field(default_factory=dict)


def decisive(pakket: Regelpakket, dossier: Dossier, geval: Geval, bekend: DecidedBefore) -> Deciding:
    """What the open questions of a case could decide; kept in `bekend` for a case that comes to the same."""
    weighed = afgewogen(pakket, dossier, geval.afspraak.thema, geval.fase, geval.situatie.peildatum)
    key = case_key(pakket, geval, weighed)
    if key not in bekend.gevallen:
        bekend.gevallen[key] = _decisive(pakket, geval, weighed, bekend)
    return bekend.gevallen[key]


def case_key(pakket: Regelpakket, geval: Geval, weighed: Collection[str]) -> object:
    """All that the outcomes of a case depend on: two cases with the same key have the same outcomes."""
    case = geval.situatie
    regels: list[Waarborg | Grens] = [*pakket.waarborgen.values(), *pakket.grenzen.values()]
    there = frozenset(regel.id for regel in regels if in_force(regel, case))
    conditions = [c for regel in regels for c in conditions_of(regel)] + list(pakket.zeggenschap.values())
    used = asked(conditions, pakket.voldaan_als)
    answers = frozenset((name, a) for name, a in case.antwoorden.items() if name in used)
    return geval.archetype, there, frozenset(weighed), answers


def _decisive(pakket: Regelpakket, geval: Geval, weighed: Collection[str], bekend: DecidedBefore) -> Deciding:
    opens = open_questions(pakket, geval.situatie.antwoorden)
    eisen = {}
    for w in _asked_eisen(pakket, geval):
        behind = asked_by(pakket, w)
        answers = frozenset((name, geval.situatie.antwoorden.get(name)) for name in behind)
        key = (w.id, in_force(w, geval.situatie), w.id in weighed, answers)
        if key not in bekend.eisen:
            bekend.eisen[key] = _deciding_eis(pakket, geval, w, [q for q in opens if q in behind], weighed)
        eisen[w.id] = bekend.eisen[key]
    behind, part = behind_outcome(pakket, geval), part_for(pakket, geval, None)
    return Deciding(_proven(part, geval, [q for q in opens if q in behind], weighed, _outcomes(geval)), eisen)


def _asked_eisen(pakket: Regelpakket, geval: Geval) -> Iterator[Waarborg]:
    levels = (geval.archetype,) if geval.archetype else ARCHETYPES
    return (w for w in pakket.waarborgen.values() if any(w.norm.get(a) in ("moet", "hoort") for a in levels))


def _deciding_eis(
    pakket: Regelpakket, geval: Geval, w: Waarborg, opens: Sequence[str], weighed: Collection[str]
) -> frozenset[str]:
    """The questions that could decide the status of an eis, of the open ones behind it."""
    if not opens or not in_force(w, geval.situatie):
        return frozenset()
    if prod(len(definite(pakket, vraag)) for vraag in opens) <= FEW:
        return _tried(pakket, geval, w, opens, weighed)
    own = part_for(pakket, geval, w.id)
    return _proven(own, geval, opens, weighed, lambda code: [code.eis(w.id).status()])


def _settled(geval: Geval, opens: Collection[str]) -> Situatie:
    """The case without what was said at the open questions."""
    case = geval.situatie
    return Situatie({q: a for q, a in case.antwoorden.items() if q not in opens}, case.fase, case.peildatum)


# One eis with few completions: try them all.


def _tried(
    pakket: Regelpakket, geval: Geval, w: Waarborg, opens: Sequence[str], weighed: Collection[str]
) -> frozenset[str]:
    known = _settled(geval, opens).antwoorden
    found: dict[tuple[str, ...], str] = {}
    for words in product(*(definite(pakket, vraag) for vraag in opens)):
        answers = {**known, **{vraag: Antwoord((word,)) for vraag, word in zip(opens, words, strict=True)}}
        found[words] = _status(pakket, w, answers, w.id in weighed)
    decides = set()
    for place, vraag in enumerate(opens):
        seen: dict[tuple[str, ...], str] = {}
        for words, status in found.items():
            if seen.setdefault((*words[:place], *words[place + 1 :]), status) != status:
                decides.add(vraag)
    return frozenset(decides)


def _status(pakket: Regelpakket, w: Waarborg, antwoorden: Antwoorden, weighed: bool) -> str:
    """The status of an eis whose rule is there, with these answers."""
    waarborgen: dict[str, Waarde] = {}
    for name in behind(pakket, conditions_of(w)):
        waarborgen[name] = value(pakket.voldaan_als[name], antwoorden, waarborgen)
    als = None if w.als is None else value(w.als, antwoorden, waarborgen)
    feit = eis_of(value(w.voldaan_als, antwoorden, waarborgen), als, has_als=w.als is not None)
    status = status_of(feit.waarde)
    return "afgewogen" if weighed and status not in ("geborgd", "nvt") else status


# All else: two copies in z3 that are equal in all answers but one, and asked to differ in an outcome. (A miter, as in
# the equivalence checking of circuits: one solver, with another assumption for each question.)

Uitkomsten = Callable[[EncodedPack], list[Mapping[Any, Formula]]]
"""The words for outcomes in an encoded pack, each with when it is that one."""


def _outcomes(geval: Geval) -> Uitkomsten:
    wish = geval.archetype
    if wish is not None:
        return lambda code: [code.uitkomst(wish)]
    return lambda code: [code.past(archetype) for archetype in ARCHETYPES]


def _proven(
    pakket: Regelpakket, geval: Geval, opens: Sequence[str], weighed: Collection[str], outcomes: Uitkomsten
) -> frozenset[str]:
    """The questions of which the answer alone can make an outcome differ between two copies of the pack."""
    case = geval.situatie
    free = vrij(pakket, opens, FixedAnswers(_settled(geval, opens)), exact=True)
    code = encode(pakket, free, case.fase, case.peildatum, weighed)
    twins = {q: [(one, z3.Bool(f"tweede {one}")) for one in _variables(free, q)] for q in opens}
    words = [holds for found in outcomes(code) for holds in found.values()]
    others = _replaced([*words, *free.voorwaarden], [pair for listed in twins.values() for pair in listed])
    differs = or_(*(and_(holds, not_(other)) for holds, other in zip(words, others, strict=False)))
    if differs is False:
        return frozenset()
    made = solver([*free.voorwaarden, *others[len(words) :], differs])
    same = {vraag: z3.Bool(f"gelijk {vraag}") for vraag in opens}
    for vraag, listed in twins.items():
        made.add(z3.Implies(same[vraag], z3.And([one == two for one, two in listed])))
    alone = {q: [equal for other, equal in same.items() if other != q] for q in opens}
    return frozenset(q for q in opens if answer(made, *alone[q]) == z3.sat)


def _replaced(formules: Sequence[Formula], pairs: Sequence[tuple[z3.BoolRef, z3.BoolRef]]) -> list[Formula]:
    """The formulas with the one variable of each pair replaced by the other; all at once, as that is much quicker."""
    open_ones = [formule for formule in formules if not isinstance(formule, bool)]
    replaced = iter(z3.substitute(z3.And(open_ones), *pairs).children() if open_ones else ())
    return [formule if isinstance(formule, bool) else next(replaced) for formule in formules]


def _variables(free: FreeAnswers, vraag: str) -> list[z3.BoolRef]:
    """The variables that make the answer to a question."""
    found = free.vragen[vraag]
    made = [found.bits.lo5, found.bits.lo1] if isinstance(found, FreeStelling) else found.gekozen.values()
    return [one for one in made if not isinstance(one, bool)]
