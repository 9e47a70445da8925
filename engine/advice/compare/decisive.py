"""Finds what made an uitkomst differ: the smallest set of parts such that exchanging them exchanges the uitkomsten.

Parts are the wish, each waarborg, each grens and each step of the ladder. All that the uitkomst looks at (docs/model.md
section 5) is whether *some* part has a trait, so the traits of parts taken together are a union, and the smallest sets
are found by going over the parts once, keeping for each union of traits the smallest ways to reach it (dynamic
programming; unions are few, where sets of parts are 2^n).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from ...judging import congruence
from ...judging.cases import Geval
from ...judging.congruence import GrensStand
from ...judging.evaluation import Eis
from ...model.answers import Interval
from ...model.words import ARCHETYPES, Archetype, Uitkomst, niveau
from .value import OorzaakSoort

K = TypeVar("K")
V = TypeVar("V")

Deelnaam = tuple[OorzaakSoort, str]
"""Names a part: its kind, and the id of the waarborg or grens or the archetype of the step."""

WENS: Final[Deelnaam] = ("wens", "wens")

Trekken = frozenset[tuple[str, int]]
"""What the uitkomst looks at, of one part or of several together."""


@dataclass(frozen=True, slots=True)
class UitkomstParts:
    """All that the uitkomst of one thema × fase follows from, by part; a waarborg is its eis at each archetype."""

    wens: Archetype | None
    eisen: Mapping[str, Mapping[Archetype, Eis]]
    grenzen: Mapping[str, GrensStand]
    ladder: Mapping[Archetype, Interval]

    @property
    def uitkomst(self) -> Uitkomst:
        """The uitkomst that follows, as `evaluate` finds it."""
        eisen: dict[Archetype, list[Eis]] = {a: [] for a in ARCHETYPES}
        for per_archetype in self.eisen.values():
            for archetype, eis in per_archetype.items():
                eisen[archetype].append(eis)
        secured, roles = congruence.borging(eisen), congruence.rollen(self.ladder)
        gewenst = None if self.wens is None else niveau(self.wens)
        return congruence.uitkomst(gewenst, secured, roles, list(self.grenzen.values()), eisen)

    def part(self, name: Deelnaam) -> object:
        """How a part stands, as far as the uitkomst goes; None when it is not there."""
        soort, ident = name
        if soort == "wens":
            return self.wens
        if soort == "grens":
            return self.grenzen.get(ident)
        if soort == "trede":
            return self.ladder.get(ident)  # type: ignore[call-overload]  # the id of a step is an archetype
        eisen = self.eisen.get(ident)
        return eisen and {a: (e.norm, e.status, e.surely_applies) for a, e in eisen.items()}

    def traits(self, name: Deelnaam, wens: Archetype | None) -> Trekken:
        """What the uitkomst at a wish sees of a part."""
        soort, ident = name
        if wens is None or soort == "wens":
            return frozenset()
        if soort == "grens":
            grens = self.grenzen.get(ident)
            return frozenset({("grens", int(grens.zeker))} if grens and grens.niveau <= niveau(wens) else ())
        if soort == "trede":
            archetype = ARCHETYPES[ARCHETYPES.index(ident)]
            value = self.ladder[archetype]
            ends = (("laag", value.laag), ("hoog", value.hoog))
            return frozenset((end, niveau(archetype)) for end, reached in ends if reached == 1.0)
        eis = self.eisen.get(ident, {}).get(wens)
        return frozenset(_traits_of(eis) if eis is not None and eis.norm == "moet" else ())

    def names(self) -> Iterator[Deelnaam]:
        """Every part that is there."""
        yield WENS
        yield from (("waarborg", name) for name in self.eisen)
        yield from (("grens", name) for name in self.grenzen)
        yield from (("trede", archetype) for archetype in self.ladder)


def _traits_of(eis: Eis) -> Iterator[tuple[str, int]]:
    if eis.niet:
        yield "niet", 0
    elif not eis.toereikend and eis.status != "nvt":
        yield "open", 0
    if eis.status == "afgewogen":
        yield "afgewogen", 0
    if eis.surely_applies:
        yield "geldt", 0


def stukken(geval: Geval) -> UitkomstParts:
    """What the uitkomst of a case follows from."""
    eisen: dict[str, dict[Archetype, Eis]] = {}
    for archetype, listed in geval.eisen.items():
        for eis in listed:
            eisen.setdefault(eis.waarborg.id, {})[archetype] = eis
    grenzen = {g.id: g for g in geval.congruentie.grenzen}
    return UitkomstParts(geval.archetype, eisen, grenzen, dict(geval.feiten.ladder))


def differing(a: UitkomstParts, b: UitkomstParts) -> list[Deelnaam]:
    """The parts that stand otherwise, in a fixed order."""
    order: Sequence[OorzaakSoort] = ("wens", "trede", "grens", "waarborg")
    names = sorted({*a.names(), *b.names()}, key=lambda name: (order.index(name[0]), name[1]))
    return [name for name in names if a.part(name) != b.part(name)]


def exchanged(a: UitkomstParts, b: UitkomstParts, parts: frozenset[Deelnaam]) -> UitkomstParts:
    """Side a with these parts as they stand on side b."""
    eisen, grenzen, ladder = dict(a.eisen), dict(a.grenzen), dict(a.ladder)
    for soort, ident in parts:
        if soort == "waarborg":
            _take_over(eisen, b.eisen, ident)
        elif soort == "grens":
            _take_over(grenzen, b.grenzen, ident)
        elif soort == "trede":
            _take_over(ladder, b.ladder, ident)  # type: ignore[misc]  # the same
    wens = b.wens if WENS in parts else a.wens
    return replace(a, wens=wens, eisen=eisen, grenzen=grenzen, ladder=ladder)


def _take_over(into: dict[K, V], source: Mapping[K, V], key: K) -> None:
    if key in source:
        into[key] = source[key]
    else:
        into.pop(key, None)


@dataclass(frozen=True, slots=True)
class SmallestSets:
    """The smallest sets that reach something: their size, what is in each of them, what is in any, and one of them."""

    aantal: int
    altijd: frozenset[Deelnaam]
    ooit: frozenset[Deelnaam]
    een: frozenset[Deelnaam]

    def with_part(self, name: Deelnaam) -> "SmallestSets":
        """These sets, each with one part more."""
        return SmallestSets(self.aantal + 1, self.altijd | {name}, self.ooit | {name}, self.een | {name})

    def or_else(self, other: "SmallestSets | None") -> "SmallestSets":
        """The smallest of both."""
        if other is None or self.aantal < other.aantal:
            return self
        if other.aantal < self.aantal:
            return other
        one = min(self.een, other.een, key=sorted)
        return SmallestSets(self.aantal, self.altijd & other.altijd, self.ooit | other.ooit, one)


def decisive(a: UitkomstParts, b: UitkomstParts) -> SmallestSets | None:
    """The smallest sets of parts that, exchanged between a and b, exchange their uitkomsten; None when those agree."""
    target_a, target_b = b.uitkomst, a.uitkomst
    if target_a == target_b:
        return None
    parts = differing(a, b)
    ways = [keus for wish_too in ([False, True] if WENS in parts else [False]) for keus in _ways(a, b, parts, wish_too)]
    found: SmallestSets | None = None
    for keus in sorted(ways, key=lambda k: k.aantal):
        if found is not None and keus.aantal > found.aantal:
            break
        if exchanged(a, b, keus.een).uitkomst == target_a and exchanged(b, a, keus.een).uitkomst == target_b:
            found = keus.or_else(found)
    assert found is not None  # exchanging all that differs exchanges the uitkomsten
    return found


def _ways(a: UitkomstParts, b: UitkomstParts, parts: Sequence[Deelnaam], wish_too: bool) -> list[SmallestSets]:
    """The smallest ways to each union of traits that exchanging some parts can give, with or without the wish."""
    wish_a, wish_b = (b.wens, a.wens) if wish_too else (a.wens, b.wens)
    start = SmallestSets(0, frozenset(), frozenset(), frozenset())
    same = [name for name in a.names() if name not in parts]
    reached = {
        (_together(a, same, wish_a), _together(b, same, wish_b)): start.with_part(WENS) if wish_too else start,
    }
    for name in parts:
        if name == WENS:
            continue
        stay = a.traits(name, wish_a), b.traits(name, wish_b)
        swap = b.traits(name, wish_a), a.traits(name, wish_b)
        further: dict[tuple[Trekken, Trekken], SmallestSets] = {}
        for (seen_a, seen_b), keus in reached.items():
            kept = (seen_a | stay[0], seen_b | stay[1])
            further[kept] = keus.or_else(further.get(kept))
            if swap != stay:
                swapped = (seen_a | swap[0], seen_b | swap[1])
                further[swapped] = keus.with_part(name).or_else(further.get(swapped))
        reached = further
    return list(reached.values())


def _together(side: UitkomstParts, names: Sequence[Deelnaam], wens: Archetype | None) -> Trekken:
    return frozenset[tuple[str, int]]().union(*(side.traits(name, wens) for name in names))
