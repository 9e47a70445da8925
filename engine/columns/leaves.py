"""From answers to planes: the truth table of a test on a question, and where in a block each entry of it holds.

Re-implements what answers.py says of perspectives, in Boolean worlds (model.md sections 2 and 3), so that an error
there is not repeated here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
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


@dataclass(frozen=True, slots=True)
class Blad:
    """One plane of the test of a question: a stelling, or (with `opties`) a keuze."""

    vraag: str
    opties: frozenset[str] | None
    wereld: Wereld

    def holds(self, soort: Soort | None) -> bool:
        """Whether it is true for this kind of answer; None is no answer at all."""
        given = (soort.woorden if soort is not None else frozenset(("onbekend",))) - {"nvt"}
        if self.wereld == "nvt" or not given:
            return self.wereld == "nvt" and not given
        if self.opties is not None:
            given = frozenset("onbekend" if w == "onbekend" else "ja" if w in self.opties else "nee" for w in given)
        match self.wereld:
            case "lo1":
                return given == {"ja"}
            case "lo5":
                return given <= {"ja", "deels"}
            case "hi1":
                return bool(given & {"ja", "onbekend"})
            case _:
                return given != {"nee"}


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
        planes |= zip(own, where(kolom, [[blad.holds(s) for s in kolom.soorten] for blad in own]), strict=True)
    return planes


def where(kolom: Kolom, truths: Sequence[Sequence[bool]]) -> list[Plane]:
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

    def union(truth: Sequence[bool]) -> Plane:
        yes = [code for code, true in enumerate(truth) if true]
        no = [code for code, true in enumerate(truth) if not true]
        if not no:
            return ones(words(rows))
        if len(no) < len(yes):
            return ~reduce(np.bitwise_or, [one(code) for code in no])
        return reduce(np.bitwise_or, [one(code) for code in yes]) if yes else zeros(words(rows))

    return [union(truth) for truth in truths]


def _fewer(codes: Codes, truths: Sequence[Sequence[bool]]) -> tuple[Codes, list[tuple[bool, ...]]]:
    """The same with one code for all kinds that no table tells apart."""
    patterns = list(zip(*truths, strict=True))
    numbers = {pattern: number for number, pattern in enumerate(dict.fromkeys(patterns))}
    lookup = np.array([numbers[pattern] for pattern in patterns], dtype=smallest(len(numbers)))
    return lookup[codes], list(zip(*numbers, strict=True))
