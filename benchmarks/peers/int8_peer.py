"""numpy in whole numbers of one byte: twice the value, with nvt apart; a block at a time, so that all stays near the
processor. The fastest that numpy is likely to be without bits.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijktoets.engine.model.words import ARCHETYPES, FASEN

from ..adapters import Adapter, Compiled
from ..jobs import COUNTED, Job, asked_at, words_in
from ..workload import NVT, Codes, Duty, Rows, Task, Term, leaf_value, words_of

Bytes = NDArray[np.int8]
Byte = tuple[Bytes, Bytes | None]
"""Twice the value, 0 where it is nvt; and 1 where it is nvt, None where that cannot be."""
LOW, HIGH = 0, 1
BLOCK: Final = 2**16
Tables = Mapping[tuple[str, int], tuple[str, Bytes, Bytes | None]]
"""Of each leaf and end the question, and by the place of its word the value and nvt."""


def _tables(task: Task, words: Mapping[str, Sequence[str]]) -> Tables:
    found: dict[tuple[str, int], tuple[str, Bytes, Bytes | None]] = {}
    for name, (vraag, options, _) in task.leaves.items():
        for end in (LOW, HIGH):
            values = np.array([leaf_value(word, options)[end] for word in words[vraag]])
            nvt = np.isnan(values)
            whole = np.where(nvt, 0, 2 * values).astype(np.int8)
            found[name, end] = (vraag, whole, nvt.astype(np.int8) if nvt.any() else None)
    return found


def _eisen(task: Task, tables: Tables, codes: Mapping[str, Any], fase: Any) -> list[tuple[Byte, Byte]]:
    """Both ends of each eis of a block."""
    leaves = {
        key: (table[codes[vraag]], None if nvt is None else nvt[codes[vraag]])
        for key, (vraag, table, nvt) in tables.items()
    }
    asked: dict[tuple[str, int], Byte] = {}
    for duty in task.duties:
        for end in (LOW, HIGH):
            asked[duty.name, end] = _bound(duty.asks, end, leaves, asked)
    found = []
    for duty in task.duties:
        absent = None if duty.fasen is None else ~np.isin(fase, [FASEN.index(f) for f in duty.fasen])
        applies = None
        if duty.applies is not None:
            applies = (_bound(duty.applies, LOW, leaves, asked), _bound(duty.applies, HIGH, leaves, asked))
        found.append((_eis(duty, LOW, asked, applies, absent), _eis(duty, HIGH, asked, applies, absent)))
    return found


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
    def load(rows: Rows) -> tuple[Rows, Tables]:
        return rows, _tables(task, rows.words)

    def run(data: tuple[Rows, Tables]) -> list[list[tuple[Byte, Byte]]]:
        rows, tables = data
        found = []
        for start in range(0, rows.size, BLOCK):
            here = slice(start, start + BLOCK)
            codes = {name: column[here] for name, column in rows.codes.items()}
            found.append(_eisen(task, tables, codes, rows.fase[here]))
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
    words, at = words_of(task.pack), asked_at(task)

    def block(tables: Tables, codes: Mapping[str, Any], fase: Any, wish: Any) -> dict[str, Any]:
        where = {wishes: np.isin(wish, [ARCHETYPES.index(a) for a in wishes]) for wishes in set(at.values())}
        found = {name: np.zeros(len(fase), dtype=np.int8) for name in COUNTED}
        eisen = dict(zip((duty.name for duty in task.duties), _eisen(task, tables, codes, fase), strict=True))
        for (norm, name), wishes in at.items():
            (low, nvt), (high, _) = eisen[name]
            here = where[wishes] if nvt is None else where[wishes] & (nvt == 0)
            met, never = low == 2, high < 2
            found[f"{norm}_geregeld"] += here & met
            found[f"{norm}_niet"] += here & never
            found[f"{norm}_open"] += here & ~met & ~never
        return found

    def whole(frame: Any) -> Any:
        import pandas as pd

        parts, tables = [], _tables(task, words_in(frame, words))
        codes = {name: frame[name].cat.codes.to_numpy() for name in (*words, "fase", "gewenst")}
        for start in range(0, len(frame), BLOCK):
            here = {name: column[start : start + BLOCK] for name, column in codes.items()}
            parts.append(block(tables, here, here["fase"], here["gewenst"]))
        return pd.DataFrame({name: np.concatenate([part[name] for part in parts]) for name in COUNTED})

    return whole


JOB = Job("numpy, int8", "numpy", _counts)
