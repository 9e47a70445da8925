"""From answers to planes: the truth table of a test on a question, and where in a block each entry of it holds.

Says itself what perspectives come to (answers.py says it for the direct engine), so that an error is not shared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Final

import numpy as np

from ..circuit.gates import Key
from ..circuit.worlds import AnswerKind, Leaf
from .planes import Codes, Plane, ones, pack, smallest, words, zeros


def soort_of(standpunten: Iterable[tuple[str | None, str]]) -> AnswerKind:
    """The AnswerKind of (door, antwoord) pairs: samen alone counts when it is there, and settles what differed.

    >>> sorted(soort_of([("raad", "ja"), ("wijk", "nee")]).woorden), soort_of([("raad", "ja"), ("samen", "nee")])
    (['ja', 'nee'], AnswerKind(woorden=frozenset({'nee'}), verschil=False))
    """
    given = list(standpunten)
    together = frozenset(word for door, word in given if door == "samen")
    spoken = frozenset(word for _, word in given)
    return AnswerKind(together) if together else AnswerKind(spoken, verschil=len(spoken - {"onbekend"}) > 1)


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """The answers to one question: of each row the place of its kind in `soorten`, None being no answer.

    Where codes are signed -1 is the last place.
    """

    codes: Codes
    soorten: Sequence[AnswerKind | None]


def leaves_of(keys: Iterable[object]) -> dict[str, list[Leaf]]:
    """The leaves among names of planes, by question."""
    leaves: dict[str, list[Leaf]] = {}
    for key in keys:
        if isinstance(key, Leaf):
            leaves.setdefault(key.vraag, []).append(key)
    return leaves


FEW: Final = 24
"""With more kinds of answers than this, kinds that no test tells apart are first made one."""


Truths = Mapping[str, Sequence[tuple[bool, ...]]]
"""By question the truth tables of its leaves: of each a truth for each of the kinds of answer in its column."""


def truths_of(leaves: Mapping[str, Sequence[Leaf]], kolommen: Mapping[str, AnswerColumn]) -> Truths:
    """What each leaf says of the kinds of answer that its column knows."""
    soorten = {vraag: kolommen[vraag].soorten if vraag in kolommen else (None,) for vraag in leaves}
    return {vraag: [leaf.holds(soorten[vraag]) for leaf in own] for vraag, own in leaves.items()}


def leaf_planes(
    leaves: Mapping[str, Sequence[Leaf]],
    kolommen: Mapping[str, AnswerColumn],
    rows: int,
    truths: Truths | None = None,
) -> dict[Key, Plane]:
    """The planes of the leaves, by question; a question without a column has no answers.

    Hand in `truths` when more blocks have columns of the same kinds of answer.
    """
    truths = truths_of(leaves, kolommen) if truths is None else truths
    planes: dict[Key, Plane] = {}
    for vraag, own in leaves.items():
        kolom = kolommen.get(vraag)
        if kolom is None:
            kolom = AnswerColumn(np.zeros(rows, dtype=np.uint8), (None,))
        planes |= zip(own, where(kolom, truths[vraag]), strict=True)
    return planes


def where(kolom: AnswerColumn, truths: Sequence[tuple[bool, ...]]) -> list[Plane]:
    """For each truth table (a truth for each of the soorten) the rows where it holds.

    Every soort is looked for once and becomes a plane; a table is then the union of some of those.
    """
    rows = len(kolom.codes)
    codes, truths = merged(kolom, truths) if len(kolom.soorten) > FEW else (kolom.codes, truths)
    found: dict[int, Plane] = {}
    signed = codes.dtype.kind == "i"

    def one(code: int) -> Plane:
        if code not in found:
            last = signed and code == len(truths[0]) - 1
            # Without its sign -1 is the largest of all numbers, so that the last place is that and what is above it.
            found[code] = pack(codes.view(f"u{codes.itemsize}") >= code if last else codes == code)
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


def merged(kolom: AnswerColumn, truths: Sequence[tuple[bool, ...]]) -> tuple[Codes, list[tuple[bool, ...]]]:
    """The codes of a column and its truth tables with one code for all kinds that no table tells apart."""
    patterns = list(zip(*truths, strict=True))
    numbers = {pattern: number for number, pattern in enumerate(dict.fromkeys(patterns))}
    lookup = np.array([numbers[pattern] for pattern in patterns], dtype=smallest(len(numbers)))
    return lookup[kolom.codes], list(zip(*numbers, strict=True))
