"""Whether an interval is as narrow as it can be: equal to what all completions of the unknown answers give (WV10).

A completion gives every unknown question one answer; the exact interval is the hull of the values over all of them.
"Over all" is a quantifier, so this is the one check that is more than satisfiability, and may not end in time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import z3

from ...model.conditions import Voorwaarde, VraagTest
from ...model.pakket import Waarborg, conditions_of
from ...model.regelpakket import Regelpakket
from ...model.words import INGEBOUWDE_VRAGEN
from ...proof.bits import Bits, choose
from ...proof.encoding import encode
from ...proof.formulas import Formula, and_, not_, or_
from ...proof.leaves import FreeAnswers, FreeKeuze, FreeStelling, Opties, vrij
from ...proof.reading import Antwoordwoorden
from ...proof.solving import Undecided, answer
from ..examples import regels
from .space import DossierSpace, leaves_below
from .value import Finding, Getuige, pack_place, place

SECONDS = 20
"""How long z3 may look for one condition."""


def exact(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV10: each condition gives the exact interval, or it is named; without a dossier when z3 could not tell."""
    for regel in regels(pakket):
        keys = ("voldaan_als", "als") if isinstance(regel, Waarborg) else ("als",)
        own = [space for space in spaces if space.there(regel)]
        for key, condition in zip(keys, conditions_of(regel), strict=False):
            for getuige in _first_wider(own, condition):
                yield Finding("WV10", regel.id, place(pakket, regel.id, key), {"deel": key}, getuige)
    for archetype, condition in pakket.zeggenschap.items():
        for getuige in _first_wider(spaces, condition):
            yield Finding("WV10", archetype, pack_place(pakket), {"deel": "zeggenschap"}, getuige)


def _first_wider(spaces: Sequence[DossierSpace], condition: Voorwaarde) -> Iterator[Getuige | None]:
    """The first dossier that shows a wider interval, if there is one; None when z3 could not tell."""
    for space in spaces:
        try:
            answers = wider(space, condition)
        except Undecided:
            space.allowance.left()
            yield None
            return
        if answers is not None:
            yield Getuige(space, answers)
            return


def wider(space: DossierSpace, condition: Voorwaarde) -> Antwoordwoorden | None:
    """Answers, each known or not, with which the interval is wider than all completions together; None when none are.

    Raises:
        Undecided: when z3 could not tell in time.
    """
    tests = leaves_below(space.pakket, [condition])
    if plainly_exact(space.pakket, tests):
        return None
    asked = sorted({test.vraag for test, _ in tests} - {"fase"})
    known, completion = vrij(space.pakket, asked), vrij(space.pakket, asked, exact=True, naam="dan:")
    said, then = (
        encode(space.pakket, who, space.fase, space.peildatum).value(condition)
        for who in (known, _Completed(known, completion))
    )
    told = z3.Solver()
    told.set("timeout", int(1000 * min(SECONDS, space.allowance.left() or SECONDS)))
    told.add(*(f for f in known.voorwaarden if f is not True))
    told.add(*(_single(free) for free in known.vragen.values()))
    told.add(or_(*(_surely(said, then, completion, world) for world in range(4))))
    found = answer(told)
    if found == z3.unknown:
        raise Undecided
    return known.read(told.model()) if found == z3.sat else None


def _single(free: FreeStelling | FreeKeuze) -> Formula:
    """Not known, one answer, or nvt: what is side by side is no unknown."""
    return or_(free.open, free.definite, free.nvt)


@dataclass(frozen=True, slots=True)
class _Completed:
    """Answers with what was not known filled in."""

    known: FreeAnswers
    completion: FreeAnswers
    voorwaarden: tuple[Formula, ...] = ()

    def leaf(self, vraag: str, opties: Opties) -> Bits:
        """The value of a test."""
        known = self.known
        return choose(known.vragen[vraag].open, self.completion.leaf(vraag, opties), known.leaf(vraag, opties))


def _surely(said: Bits, then: Bits, completion: FreeAnswers, world: int) -> Formula:
    """One of the four worlds is open in the interval, and the same in every completion."""
    every = [v for free in completion.vragen.values() for v in free.variables]
    lower = world < 2
    there = and_(not_(said.nvt), not_(said[world]) if lower else said[world])
    held = then[world] if lower else not_(then[world])
    body = or_(*(not_(keep) for keep in completion.voorwaarden), held)
    return and_(there, body if isinstance(body, bool) else z3.ForAll(every, body))


def plainly_exact(pakket: Regelpakket, tests: Sequence[tuple[VraagTest, bool]]) -> bool:
    """Whether it is exact by how it is written: no question counts in two ways, and each test can go both ways.

    Then all that is unknown can turn out best at once, and worst at once.
    """
    ways: dict[str, set[tuple[bool, frozenset[str]]]] = {}
    for test, reverse in tests:
        ways.setdefault(test.vraag, set()).add((reverse, frozenset(test.is_ or ())))
    ways = {vraag: found for vraag, found in ways.items() if vraag not in ("fase", "land")}
    if any(len(found) > 1 for found in ways.values()):
        return False
    return all(not options or options != _options(pakket, q) for q, found in ways.items() for _, options in found)


def _options(pakket: Regelpakket, vraag: str) -> frozenset[str]:
    built_in = INGEBOUWDE_VRAGEN.get(vraag)
    return frozenset(pakket.vragen[vraag].opties if built_in is None else built_in)
