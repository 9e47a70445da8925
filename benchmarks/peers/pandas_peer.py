"""pandas: an expression over columns of a DataFrame for each waarborg, with min, max and sum along the rows."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from wijktoets.engine.words import FASEN

from ..adapters import Adapter, Compiled
from ..workload import Codes, Duty, Rows, Task, Term, codes_of, leaf_value

Pair = tuple[Any, Any]
"""The lower and the upper values, each a Series of float64 with NaN for nvt."""


def _compile(task: Task) -> Compiled:
    import pandas as pd

    def load(rows: Rows) -> Any:
        columns = {n: pd.Categorical.from_codes(rows.codes[n], rows.words[n]) for n in rows.codes}
        columns["fase"] = pd.Categorical.from_codes(rows.fase, FASEN)
        return pd.DataFrame(columns), rows.words

    def leaf_of(table: Any, words: Any, name: str) -> Pair:
        vraag, options, _ = task.leaves[name]
        values = {word: leaf_value(word, options) for word in words[vraag]}
        low, high = (table[vraag].map({word: v[end] for word, v in values.items()}).astype(float) for end in (0, 1))
        return low, high

    def value(term: Term, leaf: Callable[[str], Pair], duty: Callable[[str], Pair]) -> Pair:
        match term:
            case ("leaf", name):
                return leaf(name)
            case ("ref", name):
                return duty(name)
            case ("not", below):
                low, high = value(below, leaf, duty)
                return 1 - high, 1 - low
        pairs = [value(t, leaf, duty) for t in term[-1]]
        low, high = (over(term, [pair[end] for pair in pairs]) for end in (0, 1))
        return low, high

    def over(term: Term, columns: Sequence[Any]) -> Any:
        frame = pd.concat(columns, axis=1)
        if term[0] == "all":
            return frame.min(axis=1)
        if term[0] == "any":
            return frame.max(axis=1)
        there = frame.notna().sum(axis=1)
        needed = there.clip(upper=term[1])
        found = 0.5 * ((frame >= 1).sum(axis=1) >= needed) + 0.5 * ((frame >= 0.5).sum(axis=1) >= needed)
        return found.where(there > 0)

    def eis(duty: Duty, asked: Pair, als: Pair | None, fase: Any) -> Pair:
        low, high = asked
        if als is not None:
            applies = als[1] > 0
            low, high = low.where(applies), high.mask(als[0].lt(0.5) & high.notna(), 1.0).where(applies)
        if duty.fasen is not None:
            there = fase.isin(duty.fasen)
            low, high = low.where(there), high.where(there)
        return low, high

    def run(data: Any) -> list[Pair]:
        table, words = data
        fase = table["fase"]
        leaves = {name: leaf_of(table, words, name) for name in task.leaves}
        asked: dict[str, Pair] = {}
        for duty in task.duties:
            asked[duty.name] = value(duty.asks, leaves.__getitem__, asked.__getitem__)
        found = []
        for duty in task.duties:
            als = None if duty.applies is None else value(duty.applies, leaves.__getitem__, asked.__getitem__)
            found.append(eis(duty, asked[duty.name], als, fase))
        return found

    def codes(found: list[Pair]) -> Codes:
        return codes_of([(np.asarray(low), np.asarray(high)) for low, high in found])

    return Compiled(load, run, codes)


ADAPTER = Adapter("pandas", "pandas", False, _compile)
