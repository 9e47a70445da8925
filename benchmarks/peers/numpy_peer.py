"""numpy: float64 columns with fmin and fmax, which skip nvt; the plainest fast way to write it by hand."""

from typing import Any

import numpy as np

from wijktoets.engine.words import FASEN

from ..adapters import Adapter, Compiled
from ..workload import Rows, Task, codes_of, leaf_value
from .arithmetic import Pair, eis, value


def _compile(task: Task) -> Compiled:
    def load(rows: Rows) -> Any:
        tables = {
            name: (vraag, np.array([leaf_value(word, options) for word in rows.words[vraag]]).T.copy())
            for name, (vraag, options, _) in task.leaves.items()
        }
        return tables, rows.codes, rows.fase

    def run(data: Any) -> list[Pair]:
        tables, answers, fase = data
        leaves = {n: (low[answers[vraag]], high[answers[vraag]]) for n, (vraag, (low, high)) in tables.items()}
        asked: dict[str, Pair] = {}
        for duty in task.duties:
            asked[duty.name] = value(duty.asks, leaves.__getitem__, asked.__getitem__)
        found = []
        for duty in task.duties:
            present = None if duty.fasen is None else np.isin(fase, [FASEN.index(f) for f in duty.fasen])
            found.append(eis(duty, asked[duty.name], present, leaves.__getitem__, asked.__getitem__))
        return found

    return Compiled(load, run, codes_of)


ADAPTER = Adapter("numpy, float64", "numpy", False, _compile)
