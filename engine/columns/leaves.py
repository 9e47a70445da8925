"""From answers to planes: the truth table of a test on a question, and where in a block each entry of it holds.

Re-implements what answers.py says of perspectives, in Boolean worlds (docs/model.md sections 2 and 3), so that an error
there is not repeated here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Final, Literal, NamedTuple

import numpy as np

from .circuit import Key
from .planes import Codes, Plane, ones, pack, smallest, words, zeros


class Soort(NamedTuple):
    """What matters of the answers to one question: the words that count, and whether parties differ."""

    woorden: frozenset[str]
    verschil: bool = False


def soort_of(standpunten: Iterable[tuple[str | None, str]]) -> Soort:
    """The Soort of (door, antwoord) pairs: samen alone counts when it is there, and settles what differed.

    >>> sorted(soort_of([("raad", "ja"), ("wijk", "nee")]).woorden), soort_of([("raad", "ja"), ("samen", "nee")])
    (['ja', 'nee'], Soort(woorden=frozenset({'nee'}), verschil=False))
    """
    given = list(standpunten)
    together = frozenset(word for door, word in given if door == "samen")
    spoken = frozenset(word for _, word in given)
    return Soort(together) if together else Soort(spoken, verschil=len(spoken - {"onbekend"}) > 1)


Wereld = Literal["lo1", "lo5", "hi1", "hi5", "nvt"]
"""laag = 1, laag >= ½, hoog = 1, hoog >= ½; or niet van toepassing, and then none of the four."""


class Werelden(NamedTuple):
    """What holds of a test for one kind of answer, in each world."""

    lo1: bool
    lo5: bool
    hi1: bool
    hi5: bool
    nvt: bool


@lru_cache(maxsize=65_536)
def worlds(opties: frozenset[str] | None, soort: Soort | None) -> Werelden:
    """What a test says of one kind of answer, of a stelling or (with `opties`) of a keuze; None is no answer.

    >>> worlds(None, Soort(frozenset(("deels", "ja"))))
    Werelden(lo1=False, lo5=True, hi1=True, hi5=True, nvt=False)
    """
    given = (soort.woorden if soort is not None else frozenset(("onbekend",))) - {"nvt"}
    if not given:
        return Werelden(False, False, False, False, nvt=True)
    if opties is not None:
        given = frozenset("onbekend" if w == "onbekend" else "ja" if w in opties else "nee" for w in given)
    return Werelden(
        lo1=given == {"ja"},
        lo5=given <= {"ja", "deels"},
        hi1=bool(given & {"ja", "onbekend"}),
        hi5=given != {"nee"},
        nvt=False,
    )


@dataclass(frozen=True, slots=True)
class Blad:
    """One plane of the test of a question: a stelling, or (with `opties`) a keuze."""

    vraag: str
    opties: frozenset[str] | None
    wereld: Wereld

    def holds(self, soorten: Sequence[Soort | None]) -> tuple[bool, ...]:
        """Whether it is true, for each of these kinds of answer."""
        place = Werelden._fields.index(self.wereld)
        return tuple(worlds(self.opties, soort)[place] for soort in soorten)


@dataclass(frozen=True, slots=True)
class Kolom:
    """The answers to one question: of each row the place of its kind in `soorten`, None being no answer."""

    codes: Codes
    soorten: Sequence[Soort | None]


def leaves_of(keys: Iterable[object]) -> dict[str, list[Blad]]:
    """The leaves among names of planes, by question."""
    bladen: dict[str, list[Blad]] = {}
    for key in keys:
        if isinstance(key, Blad):
            bladen.setdefault(key.vraag, []).append(key)
    return bladen


FEW: Final = 24
"""With more kinds of answers than this, kinds that no test tells apart are first made one."""


def leaf_planes(bladen: Mapping[str, Sequence[Blad]], kolommen: Mapping[str, Kolom], rows: int) -> dict[Key, Plane]:
    """The planes of the leaves, by question; a question without a Kolom has no answers."""
    planes: dict[Key, Plane] = {}
    for vraag, own in bladen.items():
        kolom = kolommen.get(vraag)
        if kolom is None:
            kolom = Kolom(np.zeros(rows, dtype=np.uint8), (None,))
        planes |= zip(own, where(kolom, [blad.holds(kolom.soorten) for blad in own]), strict=True)
    return planes


def where(kolom: Kolom, truths: Sequence[tuple[bool, ...]]) -> list[Plane]:
    """For each truth table (a truth for each of the soorten) the rows where it holds.

    Every soort is looked for once and becomes a plane; a table is then the union of some of those.
    """
    codes, rows = kolom.codes, len(kolom.codes)
    if len(kolom.soorten) > FEW:
        codes, truths = _fewer(codes, truths)
    found: dict[int, Plane] = {}

    def one(code: int) -> Plane:
        if code not in found:
            found[code] = pack(codes == code)
        return found[code]

    def union(truth: tuple[bool, ...]) -> Plane:
        chosen, others = _fewest(truth)
        if not chosen:
            return ones(words(rows)) if others else zeros(words(rows))
        plane = reduce(np.bitwise_or, [one(code) for code in chosen])
        return ~plane if others else plane

    return [union(truth) for truth in truths]


@lru_cache(maxsize=65_536)
def _fewest(truth: tuple[bool, ...]) -> tuple[list[int], bool]:
    """The places that are true, or when those are fewer the places that are not and True."""
    yes = [place for place, true in enumerate(truth) if true]
    no = [place for place, true in enumerate(truth) if not true]
    return (no, True) if len(no) < len(yes) else (yes, False)


def _fewer(codes: Codes, truths: Sequence[tuple[bool, ...]]) -> tuple[Codes, list[tuple[bool, ...]]]:
    """The same with one code for all kinds that no table tells apart."""
    patterns = list(zip(*truths, strict=True))
    numbers = {pattern: number for number, pattern in enumerate(dict.fromkeys(patterns))}
    lookup = np.array([numbers[pattern] for pattern in patterns], dtype=smallest(len(numbers)))
    return lookup[codes], list(zip(*numbers, strict=True))
