"""numpy in whole numbers of one byte: twice the value, with nvt apart; a block at a time, so that all stays near the
processor. The fastest that numpy is likely to be without bits.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijktoets.engine.model.words import ARCHETYPES, FASEN

from ..adapters import Adapter, Compiled
from ..jobs import COUNTED, Job, asked_at
from ..workload import ABSENT, NVT, Codes, Duty, Rows, Task, Term, leaf_value, words_of

Bytes = NDArray[np.int8]
Byte = tuple[Bytes, Bytes | None]
"""Twice the value, 0 where it is nvt; and 1 where it is nvt, None where that cannot be."""
LOW, HIGH = 0, 1
ENDS = (LOW, HIGH)
BLOCK: Final = 2**16
Said = Mapping[str, Mapping[int, str]]
"""By question the word of each code."""


Leaf = tuple[str, Sequence[int], Sequence[int], Sequence[Sequence[tuple[int, int]]]]
"""The question of a leaf, the codes to look for, those for nvt, and for both ends what each code adds."""


def _leaves(task: Task, words: Said) -> dict[str, Leaf]:
    """What each leaf is made of. Most answers are no answer: 0 at the lower end and 2 at the upper one, and what the
    others are more or less is added. Answers are compared with a few codes, which numpy does for many bytes at once; a
    lookup by code takes them one by one.
    """
    found = {}
    for name, (vraag, options, _) in task.leaves.items():
        values = {code: leaf_value(word, options) for code, word in words[vraag].items()}
        values = {code: pair for code, pair in values.items() if pair != (0.0, 1.0)}
        nvt = [code for code, (low, _) in values.items() if low != low]
        whole = {code: (0, 0) if code in nvt else (int(2 * pair[0]), int(2 * pair[1])) for code, pair in values.items()}
        more = [[(code, pair[end] - 2 * end) for code, pair in whole.items() if pair[end] != 2 * end] for end in ENDS]
        found[name] = (vraag, list(values), nvt, more)
    return found


class _Ends(dict[tuple[str, int], Byte]):
    """Both ends of each leaf in a block, made when they are asked for."""

    def __init__(self, leaves: Mapping[str, Leaf], codes: Mapping[str, Any]) -> None:
        self.leaves, self.codes = leaves, codes

    def __missing__(self, key: tuple[str, int]) -> Byte:
        vraag, looked_for, nvt, more = self.leaves[key[0]]
        codes = self.codes[vraag]
        where = {code: (codes == code).view(np.int8) for code in looked_for}
        absent = reduce(np.bitwise_or, [where[code] for code in nvt]) if nvt else None
        for end in ENDS:
            found: Any = np.int8(2 * end)
            for code, added in more[end]:
                step = where[code] if abs(added) == 1 else where[code] << 1
                found = found + step if added > 0 else found - step
            self[key[0], end] = (found if more[end] else np.full(len(codes), 2 * end, dtype=np.int8), absent)
        return self[key]


class _Asked(dict[tuple[str, int], Byte]):
    """Both ends of what each waarborg asks, made when a waarborg or another that refers to it comes to it."""

    def __init__(self, asks: Mapping[str, Term], ends: _Ends) -> None:
        self.asks, self.ends = asks, ends

    def __missing__(self, key: tuple[str, int]) -> Byte:
        self[key] = _bound(self.asks[key[0]], key[1], self.ends, self)
        return self[key]


def _eisen(task: Task, leaves: Mapping[str, Leaf], codes: Mapping[str, Any]) -> Iterator[tuple[str, Byte, Byte]]:
    """Both ends of each eis of a block, one by one, so that what was computed is counted while it is near."""
    ends = _Ends(leaves, codes)
    asked = _Asked({duty.name: duty.asks for duty in task.duties}, ends)
    named = {duty.fasen for duty in task.duties if duty.fasen is not None}
    absent = {fasen: ~_among(codes["fase"], [FASEN.index(f) for f in fasen]) for fasen in named}
    for duty in task.duties:
        away = None if duty.fasen is None else absent[duty.fasen]
        applies = None
        if duty.applies is not None:
            applies = (_bound(duty.applies, LOW, ends, asked), _bound(duty.applies, HIGH, ends, asked))
        yield duty.name, _eis(duty, LOW, asked, applies, away), _eis(duty, HIGH, asked, applies, away)


def _among(codes: Any, places: Sequence[int]) -> Any:
    """Where a code is one of a few; isin sorts them first."""
    return reduce(np.bitwise_or, [codes == place for place in places])


def _bound(term: Term, end: int, leaves: Mapping[Any, Byte], asked: Mapping[Any, Byte]) -> Byte:
    match term:
        case ("leaf", name):
            return leaves[name, end]
        case ("ref", name):
            return asked[name, end]
        case ("not", below):
            value, nvt = _bound(below, 1 - end, leaves, asked)
            return (2 - value, None) if nvt is None else ((2 - value) * (1 - nvt), nvt)
    parts = [_bound(t, end, leaves, asked) for t in term[-1]]
    everywhere = None
    if all(nvt is not None for _, nvt in parts):
        everywhere = reduce(np.bitwise_and, [nvt for _, nvt in parts if nvt is not None])
    if term[0] == "all":
        found = reduce(np.minimum, [value if nvt is None else value + 2 * nvt for value, nvt in parts])
        return found if everywhere is None else found * (1 - everywhere), everywhere
    if term[0] == "any":
        return reduce(np.maximum, [value for value, _ in parts]), everywhere
    there = sum((np.int8(1) if nvt is None else 1 - nvt for _, nvt in parts), np.int8(0))
    needed = np.minimum(there, np.int8(term[1]))
    whole = sum((value >= 2).astype(np.int8) for value, _ in parts) >= needed
    half = sum(((value >= 1).astype(np.int8) for value, _ in parts), np.int8(0)) >= needed
    found = whole.astype(np.int8) + half
    return found if everywhere is None else found * (1 - everywhere), everywhere


def _eis(duty: Duty, end: int, asked: Mapping[Any, Byte], applies: tuple[Byte, Byte] | None, absent: Any) -> Byte:
    value, nvt = asked[duty.name, end]
    if applies is not None:
        (low, low_nvt), (high, _) = applies
        if end == HIGH:
            unsure = (low == 0) if low_nvt is None else (low == 0) & (low_nvt == 0)
            value = np.where(unsure, np.int8(2), value)
        nvt = _or(nvt, high == 0)
    nvt = nvt if absent is None else _or(nvt, absent)
    return value, nvt


def _or(nvt: Bytes | None, where: Any) -> Bytes:
    return where.view(np.int8) if nvt is None else nvt | where.view(np.int8)


def _compile(task: Task) -> Compiled:
    def load(rows: Rows) -> tuple[Rows, dict[str, Leaf]]:
        return rows, _leaves(task, {name: dict(enumerate(words)) for name, words in rows.words.items()})

    def run(data: tuple[Rows, dict[str, Leaf]]) -> list[list[tuple[Byte, Byte]]]:
        rows, leaves = data
        found = []
        for start in range(0, rows.size, BLOCK):
            here = slice(start, start + BLOCK)
            codes = {name: column[here] for name, column in (*rows.codes.items(), ("fase", rows.fase))}
            found.append([(low, high) for _, low, high in _eisen(task, leaves, codes)])
        return found

    return Compiled(load, run, lambda found: np.concatenate([_codes(block) for block in found]))


def _codes(block: Sequence[tuple[Byte, Byte]]) -> Codes:
    columns = []
    for (low, nvt), (high, _) in block:
        code = low + 3 * high
        columns.append(code if nvt is None else np.where(nvt, NVT, code))
    return np.stack(columns, axis=1).astype(np.uint8)


ADAPTER = Adapter("numpy, int8", "numpy", False, _compile)


def _counts(task: Task) -> Callable[[Any], Any]:
    asked: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for (norm, name), wishes in asked_at(task).items():
        asked.setdefault(name, []).append((norm, wishes))
    sets = {wishes for each in asked.values() for _, wishes in each}

    def block(leaves: Mapping[str, Leaf], codes: Mapping[str, Any], found: Mapping[str, Bytes]) -> None:
        wish = codes["gewenst"]
        where = {wishes: _among(wish, [ARCHETYPES.index(a) for a in wishes]).view(np.int8) for wishes in sets}
        for name, (low, nvt), (high, _) in _eisen(task, leaves, codes):
            met, never = (low == 2).view(np.int8), (high < 2).view(np.int8)
            for norm, wishes in asked.get(name, ()):
                here = where[wishes] if nvt is None else where[wishes] & (1 - nvt)
                geregeld, niet = here & met, here & never
                found[f"{norm}_geregeld"][:] += geregeld
                found[f"{norm}_niet"][:] += niet
                found[f"{norm}_open"][:] += here - geregeld - niet

    def whole(frame: Any) -> Any:
        import pandas as pd

        known = {name: frame[name].array for name in (*words_of(task.pack), "fase", "gewenst")}
        codes = {name: column.codes for name, column in known.items()}
        words = {name: {**dict(enumerate(known[name].categories)), -1: ABSENT} for name in words_of(task.pack)}
        leaves = _leaves(task, words)
        counts = dict(zip(COUNTED, np.zeros((len(COUNTED), len(frame)), dtype=np.int8), strict=True))
        for start in range(0, len(frame), BLOCK):
            here = slice(start, start + BLOCK)
            block(leaves, {n: c[here] for n, c in codes.items()}, {n: c[here] for n, c in counts.items()})
        return pd.DataFrame(counts, copy=False)

    return whole


JOB = Job("numpy, int8", "numpy", _counts)
