"""pandas: an expression over columns of a DataFrame for each waarborg; fmin and fmax skip what is NaN, which is nvt."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from wijktoets.engine.model.words import FASEN

from ..adapters import Adapter, Compiled
from ..jobs import COUNTED, Job, asked_at
from ..workload import Codes, Rows, Task, Term, codes_of, leaf_value, words_of

Pair = tuple[Any, Any]
"""The lower and the upper values, each a Series of float64 with NaN for nvt."""


def _compile(task: Task) -> Compiled:
    def load(rows: Rows) -> Any:
        columns = {n: pd.Categorical.from_codes(rows.codes[n], rows.words[n]) for n in rows.codes}
        columns["fase"] = pd.Categorical.from_codes(rows.fase, FASEN)
        return pd.DataFrame(columns), rows.words

    return Compiled(load, lambda data: _run(task, *data), _codes)


def _run(task: Task, table: pd.DataFrame, words: Any) -> list[Pair]:
    leaves = {name: _leaf(table, words, *task.leaves[name][:2]) for name in task.leaves}
    asked: dict[str, Pair] = {}
    for duty in task.duties:
        asked[duty.name] = _value(duty.asks, leaves.__getitem__, asked.__getitem__)
    named = {duty.fasen for duty in task.duties if duty.fasen is not None}
    present = {fasen: table["fase"].isin(fasen) for fasen in named}
    found = []
    for duty in task.duties:
        als = None if duty.applies is None else _value(duty.applies, leaves.__getitem__, asked.__getitem__)
        found.append(_eis(asked[duty.name], als, None if duty.fasen is None else present[duty.fasen]))
    return found


def _leaf(table: pd.DataFrame, words: Any, vraag: str, options: Any) -> Pair:
    values = {word: leaf_value(word, options) for word in words[vraag]}
    low, high = (table[vraag].map({word: v[end] for word, v in values.items()}).astype(float) for end in (0, 1))
    empty = table[vraag].isna()
    return (low, high) if not empty.any() else (low.mask(empty, 0.0), high.mask(empty, 1.0))


def _value(term: Term, leaf: Callable[[str], Pair], duty: Callable[[str], Pair]) -> Pair:
    match term:
        case ("leaf", name):
            return leaf(name)
        case ("ref", name):
            return duty(name)
        case ("not", below):
            low, high = _value(below, leaf, duty)
            return 1 - high, 1 - low
    pairs = [_value(t, leaf, duty) for t in term[-1]]
    low, high = (_over(term, [pair[end] for pair in pairs]) for end in (0, 1))
    return low, high


def _over(term: Term, columns: Sequence[Any]) -> Any:
    if term[0] == "all":
        return reduce(np.fmin, columns)
    if term[0] == "any":
        return reduce(np.fmax, columns)
    there = sum(column.notna().astype("int8") for column in columns)
    needed = there.clip(upper=term[1])
    whole, half = (sum((column >= level).astype("int8") for column in columns) for level in (1, 0.5))
    return (0.5 * (whole >= needed) + 0.5 * (half >= needed)).where(there > 0)


def _eis(asked: Pair, als: Pair | None, present: Any) -> Pair:
    low, high = asked
    if als is not None:
        applies = als[1] > 0
        low, high = low.where(applies), high.mask(als[0].lt(0.5) & high.notna(), 1.0).where(applies)
    if present is not None:
        low, high = low.where(present), high.where(present)
    return low, high


def _codes(found: list[Pair]) -> Codes:
    return codes_of([(np.asarray(low), np.asarray(high)) for low, high in found])


def _counts(task: Task) -> Callable[[Any], Any]:
    words, at = words_of(task.pack), asked_at(task)

    def whole(table: pd.DataFrame) -> pd.DataFrame:
        eisen = dict(zip((duty.name for duty in task.duties), _run(task, table, words), strict=True))
        found = {name: pd.Series(0, index=table.index, dtype="int8") for name in COUNTED}
        where = {wishes: table["gewenst"].isin(wishes) for wishes in set(at.values())}
        for (norm, name), wishes in at.items():
            (low, high), here = eisen[name], where[wishes]
            for kind, holds in (("geregeld", low == 1), ("niet", high < 1), ("open", (low < 1) & (high == 1))):
                found[f"{norm}_{kind}"] += here & holds
        return pd.DataFrame(found)

    return whole


JOB = Job("pandas", "pandas", _counts)
ADAPTER = Adapter("pandas", "pandas", False, _compile)
