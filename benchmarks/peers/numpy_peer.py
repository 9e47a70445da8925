"""numpy: float64 columns with fmin and fmax, which skip nvt; the plainest fast way to write it by hand."""

from typing import Any

import numpy as np

from wijktoets.engine.model.words import FASEN

from ..adapters import Adapter, Compiled
from ..workload import Rows, Task, codes_of, leaf_value
from .arithmetic import HIGH, LOW, Column, bound, eis_bound


def _compile(task: Task) -> Compiled:
    def load(rows: Rows) -> Any:
        tables = {
            name: (vraag, np.array([leaf_value(word, options) for word in rows.words[vraag]]).T.copy())
            for name, (vraag, options, _) in task.leaves.items()
        }
        return tables, rows.codes, rows.fase

    return Compiled(load, lambda data: _run(task, *data), codes_of)


def _run(task: Task, tables: Any, answers: Any, fase: Any) -> list[tuple[Column, Column]]:
    leaves = {(name, end): table[end][answers[v]] for name, (v, table) in tables.items() for end in (LOW, HIGH)}
    asked: dict[tuple[str, int], Column] = {}

    def leaf(name: str, end: int) -> Column:
        return leaves[name, end]

    def asks(name: str, end: int) -> Column:
        return asked[name, end]

    for duty in task.duties:
        for end in (LOW, HIGH):
            asked[duty.name, end] = bound(duty.asks, end, leaf, asks)
    found = []
    for duty in task.duties:
        present = None if duty.fasen is None else np.isin(fase, [FASEN.index(f) for f in duty.fasen])
        low, high = (eis_bound(duty, end, present, leaf, asks) for end in (LOW, HIGH))
        found.append((low, high))
    return found


ADAPTER = Adapter("numpy, float64", "numpy", False, _compile)
