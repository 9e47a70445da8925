"""Tables of any kind: which one something is, and batch rows as a table of that kind; nothing is imported for it."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from .arrow import WordType, joined, to_pandas
from .batch import AskedRows, JudgedRows
from .frame import one_each
from .sources import carried

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Kind = Literal["pandas", "polars", "lazy", "arrow", "batch", "reader", "duckdb"]
"""What a table is: of pandas, polars (or a query of it), DuckDB; a Table, RecordBatch or RecordBatchReader of Arrow."""

_TYPES: Final[Sequence[tuple[str, str, Kind]]] = (
    ("pandas", "DataFrame", "pandas"),
    ("polars", "DataFrame", "polars"),
    ("polars", "LazyFrame", "lazy"),
    ("pyarrow", "Table", "arrow"),
    ("pyarrow", "RecordBatch", "batch"),
    ("pyarrow", "RecordBatchReader", "reader"),
    ("duckdb", "DuckDBPyRelation", "duckdb"),
)
"""Types by the module that makes them: who has such a table has imported it."""


def kind_of(source: object) -> Kind | None:
    """Which kind of table something is; None when it is none. What speaks Arrow and is none of these is Arrow."""
    for module, name, kind in _TYPES:
        made = getattr(sys.modules.get(module), name, None)
        if made is not None and isinstance(source, made):
            return kind
    return "arrow" if hasattr(source, "__arrow_c_stream__") and hasattr(source, "columns") else None


def given_back(judged: Iterable[JudgedRows], source: Any, kind: Kind | None, asked: AskedRows, words: WordType) -> Any:
    """Batch rows as the kind of table that was given; paths and Dossiers get a DataFrame, or Arrow without pandas."""
    if kind == "reader":
        return _reader(each.rijen for each in judged)
    found = list(judged)
    table = joined([each.rijen for each in found], asked.columns)
    if kind == "pandas":
        return _beside(to_pandas(table, words), source, [each.herkomst for each in found], asked.keep)
    return as_kind(table, kind, words)


def as_kind(table: "pa.Table", kind: Kind | None, words: WordType = "category") -> Any:
    """A table of Arrow as a table of this kind; without any a DataFrame, or Arrow where pandas is not installed."""
    if kind in (None, "pandas"):
        return to_pandas(table, words) if find_spec("pandas") is not None else table
    if kind in ("polars", "lazy"):
        frame = sys.modules["polars"].from_arrow(table)
        return frame.lazy() if kind == "lazy" else frame
    if kind == "duckdb":
        return sys.modules["duckdb"].from_arrow(table)
    return _one_batch(table) if kind == "batch" else table


def _one_batch(table: "pa.Table") -> "pa.RecordBatch":
    import pyarrow as pa

    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema)


def _reader(tables: "Iterator[pa.Table]") -> "pa.RecordBatchReader":
    """Batch rows as they are asked for."""
    import pyarrow as pa

    first = next(tables)
    batches = (batch for table in chain([first], tables) for batch in table.to_batches())
    return pa.RecordBatchReader.from_batches(first.schema, batches)


def _beside(
    frame: "pd.DataFrame", source: "pd.DataFrame", herkomst: Sequence[Any], keep: Sequence[str]
) -> "pd.DataFrame":
    """The index and the kept columns of a DataFrame, of each batch row those of the row that it comes from."""
    place = herkomst[0] if len(herkomst) == 1 else np.concatenate([*herkomst, np.empty(0, dtype=np.intp)])
    whole = one_each(place, len(source))
    frame.index = source.index if whole else source.index.take(place)
    names = [str(name) for name in source.columns]
    for name in carried(keep):
        column = source.iloc[:, names.index(name)]
        frame[name] = column if whole else column.take(place)
    return frame
