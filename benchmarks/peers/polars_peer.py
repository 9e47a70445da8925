"""polars: expressions over columns of a frame; the least and the greatest along the rows, which skip null (nvt)."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from wijktoets.engine.model.words import ARCHETYPES, FASEN

from ..adapters import Adapter, Compiled
from ..jobs import COUNTED, Job, asked_at
from ..workload import ABSENT, NVT, Codes, Duty, Rows, Task, Term, leaf_value

LOW, HIGH = 0, 1
ENDS = (LOW, HIGH)


def _eisen(task: Task, frame: Any) -> Any:
    """A query that gives both ends of each eis; all is twice the value, and null is nvt."""

    leaves = [
        _leaf(frame, vraag, options, end).alias(f"leaf_{name}_{end}")
        for name, (vraag, options, _) in task.leaves.items()
        for end in ENDS
    ]
    named = {duty.fasen for duty in task.duties if duty.fasen is not None}
    present = [_among("fase", fasen, FASEN).alias(f"in_{'_'.join(fasen)}") for fasen in named]
    query, waiting, made = frame.lazy().with_columns(*leaves, *present), list(task.duties), set[str]()
    while waiting:  # those that refer to others come after these
        ready = [duty for duty in waiting if _refers(duty.asks) <= made]
        query = query.with_columns(_bound(d.asks, end).alias(f"asks_{d.name}_{end}") for d in ready for end in ENDS)
        made |= {duty.name for duty in ready}
        waiting = [duty for duty in waiting if duty.name not in made]
    return query.with_columns(_eis(duty, end).alias(f"eis_{duty.name}_{end}") for duty in task.duties for end in ENDS)


def _leaf(frame: Any, vraag: str, options: Any, end: int) -> Any:
    import polars as pl

    values = {word: leaf_value(word, options)[end] for word in frame.schema[vraag].categories}
    codes = pl.col(vraag).to_physical()
    found = pl.lit(2 * end, pl.Int8)
    for code, value in enumerate(values.values()):
        if value == value and value != end:
            found = found + (codes == code).fill_null(False).cast(pl.Int8) * int(2 * value - 2 * end)
    nvt = [code for code, value in enumerate(values.values()) if value != value]
    return pl.when(codes.is_in(nvt).fill_null(False)).then(None).otherwise(found) if nvt else found


def _among(name: str, words: Sequence[str], known: Sequence[str]) -> Any:
    """Where a column is one of a few words, by the codes of an Enum."""
    import polars as pl

    return pl.any_horizontal([pl.col(name).to_physical() == known.index(word) for word in words])


def _refers(term: Term) -> set[str]:
    match term:
        case ("leaf", _):
            return set()
        case ("ref", name):
            return {name}
        case ("not", below):
            return _refers(below)
    return {name for below in term[-1] for name in _refers(below)}


def _bound(term: Term, end: int) -> Any:
    import polars as pl

    match term:
        case ("leaf", name):
            return pl.col(f"leaf_{name}_{end}")
        case ("ref", name):
            return pl.col(f"asks_{name}_{end}")
        case ("not", below):
            return 2 - _bound(below, 1 - end)
    parts = [_bound(below, end) for below in term[-1]]
    if term[0] == "all":
        return pl.min_horizontal(parts)
    if term[0] == "any":
        return pl.max_horizontal(parts)
    there = pl.sum_horizontal([part.is_not_null().cast(pl.Int8) for part in parts])
    needed = pl.min_horizontal(there, pl.lit(term[1], pl.Int8))
    at_least = [pl.sum_horizontal([(part >= level).cast(pl.Int8) for part in parts]) >= needed for level in (1, 2)]
    return pl.when(there > 0).then(at_least[0].cast(pl.Int8) + at_least[1].cast(pl.Int8))


def _eis(duty: Duty, end: int) -> Any:
    import polars as pl

    found = pl.col(f"asks_{duty.name}_{end}")
    if duty.applies is not None:
        if end == HIGH:
            unsure = (_bound(duty.applies, LOW) < 1).fill_null(False)
            found = pl.when(unsure & found.is_not_null()).then(pl.lit(2, pl.Int8)).otherwise(found)
        found = pl.when(_bound(duty.applies, HIGH) > 0).then(found)
    if duty.fasen is not None:
        found = pl.when(pl.col(f"in_{'_'.join(duty.fasen)}")).then(found)
    return found


def _compile(task: Task) -> Compiled:
    def load(rows: Rows) -> Any:
        import pandas as pd

        columns = {n: pd.Categorical.from_codes(c, rows.words[n]) for n, c in rows.codes.items()}
        columns = {n: c.remove_categories([ABSENT]) for n, c in columns.items()}
        return _own(pd.DataFrame(columns).assign(fase=pd.Categorical.from_codes(rows.fase, FASEN)))

    def run(data: Any) -> Any:
        import polars as pl

        return _eisen(task, data).select(pl.col("^eis_.*$")).collect()

    def codes(found: Any) -> Codes:
        columns = []
        for duty in task.duties:
            low, high = (found[f"eis_{duty.name}_{end}"].cast(float).to_numpy() for end in ENDS)
            columns.append(np.where(np.isnan(low), NVT, low + 3 * high))
        return np.stack(columns, axis=1).astype(np.uint8)

    return Compiled(load, run, codes)


ADAPTER = Adapter("polars", "polars", False, _compile)


def _counts(task: Task) -> Callable[[Any], Any]:
    import polars as pl

    counted: dict[str, list[Any]] = {name: [] for name in COUNTED}
    at = asked_at(task)
    wished = {wishes: f"wish_{'_'.join(sorted(wishes))}" for wishes in set(at.values())}
    where = [_among("gewenst", sorted(wishes), ARCHETYPES).alias(name) for wishes, name in wished.items()]
    for (norm, name), wishes in at.items():
        low, high = (pl.col(f"eis_{name}_{end}") for end in ENDS)
        here = pl.col(wished[wishes])
        for kind, holds in (("geregeld", low == 2), ("niet", high < 2), ("open", low.is_not_null())):
            counted[f"{norm}_{kind}"].append((here & holds).cast(pl.Int8))
    columns = [pl.sum_horizontal(parts).alias(name) for name, parts in counted.items()]
    rest = [
        (pl.col(f"{norm}_open") - pl.col(f"{norm}_geregeld") - pl.col(f"{norm}_niet")).alias(f"{norm}_open")
        for norm in ("moet", "hoort")
    ]  # what is there, less what is met or is not, is open
    return lambda frame: _eisen(task, frame).with_columns(where).select(columns).with_columns(rest).collect()


def _own(frame: Any) -> Any:
    import polars as pl

    made = pl.from_pandas(frame)
    return made.with_columns(pl.col(name).cast(pl.Enum(list(frame[name].cat.categories))) for name in frame.columns)


JOB = Job("polars", "polars", _counts, _own)
