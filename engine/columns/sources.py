"""Where the rows of a table come from: pandas, Arrow and all that speaks it, Parquet and csv; read in blocks.

polars, DuckDB and others hand over their columns by the Arrow C stream, so that none of them is imported here.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..model.errors import InvoerFout, Melding, Plek, near
from ..model.regelpakket import Regelpakket
from ..model.source import is_folder, read_file
from ..result.table import COLUMNS, SCORE_COLUMNS
from .cells import FIELDS, TextColumn, check_columns, of_arrow, of_series
from .table import BLOK

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SUFFIXES: Final = (".parquet", ".csv")
"""What a file of rows can be."""
WHOLE: Final = 4 * BLOK
"""Rows of a table in memory that are one block: what comes out of it stands in one piece, as tables want it. (The
circuit takes BLOK of them at a time, whatever a block is.)"""
CSV_BYTES: Final = 16 * 1024 * 1024
"""How much of a csv file is one block."""


@dataclass(frozen=True, slots=True)
class RowNames:
    """What the rows of a block are called: the same text before a label each, of which many are numbers in a row."""

    voor: str
    labels: "range | pa.Array"

    def at(self, row: int) -> str:
        """The name of one row."""
        label = self.labels[row]
        return f"{self.voor}{label if isinstance(label, int) else label.as_py()}"

    def all(self) -> "pa.StringArray":
        """All names."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if isinstance(self.labels, range):
            return numbered(self.voor, self.labels)
        return pc.binary_join_element_wise(pa.scalar(self.voor), self.labels.cast(pa.string()), "")


def numbered(voor: str, numbers: range) -> "pa.StringArray":
    """Numbers that follow one another, as texts with the same before each: for all of one width a digit at a time.

    >>> numbered("rij ", range(9, 11)).to_pylist()
    ['rij 9', 'rij 10']
    """
    import pyarrow as pa

    before, parts, start = np.frombuffer(voor.encode(), dtype=np.uint8), [], numbers.start
    while start < numbers.stop:
        wide = len(str(start))
        stop = min(numbers.stop, 10**wide)
        rows = _written(before, start, stop, wide)
        ends = np.arange(0, rows.size + 1, rows.shape[1], dtype=np.int32)
        parts.append(pa.StringArray.from_buffers(len(rows), pa.py_buffer(ends), pa.py_buffer(rows.reshape(-1))))
        start = stop
    if len(parts) == 1:
        return parts[0]
    return pa.concat_arrays(parts) if parts else pa.array([], pa.string())


def _written(before: NDArray[np.uint8], start: int, stop: int, wide: int) -> NDArray[np.uint8]:
    """Numbers of so many digits as characters, a row each. Of a stretch of LOW numbers the last digits are always the
    same, so that it is copied whole, and only its first digits are written."""
    low = min(wide, len(str(LOW)) - 1, len(str(stop - start)))
    every = 10**low
    stretch = np.empty((every, len(before) + wide), dtype=np.uint8)
    stretch[:, : len(before)] = before
    rest = np.arange(every)
    for place in range(low):
        stretch[:, -1 - place] = rest // 10**place % 10 + ord("0")
    first, last = start // every, -(-stop // every)
    rows = np.empty((last - first, *stretch.shape), dtype=np.uint8)
    rows[:] = stretch
    high = np.arange(first, last)
    for place in range(wide - low):
        rows[:, :, -1 - low - place] = (high // 10**place % 10 + ord("0")).astype(np.uint8)[:, None]
    return rows.reshape(-1, stretch.shape[1])[start - first * every : stop - first * every]


LOW: Final = 10_000
"""The numbers that are written out once."""


@dataclass(frozen=True, slots=True)
class RowBlock:
    """Some rows of a table: their cells by column, what they are called, and the columns that go along unread."""

    rijen: int
    cellen: Mapping[str, TextColumn]
    namen: RowNames
    mee: Mapping[str, "pa.Array"]


def files_in(path: Path) -> list[Path] | None:
    """The files of rows that a path stands for: itself, or all Parquet files of a folder; None when it holds none."""
    if is_folder(path):
        return sorted(path.rglob("*.parquet")) or None
    return [path] if path.suffix.lower() in SUFFIXES else None


def parts_of(
    source: Any, kind: str | None, pakket: Regelpakket, keep: Sequence[str] = (), *, whole: bool = False
) -> list[Iterator[RowBlock]] | None:
    """The rows of a table of this kind, or of each of the files of rows that a path stands for; None for dossiers.

    Args:
        whole: whether a table that is in memory anyhow comes in blocks of WHOLE rows and not of BLOK.
    """
    if kind is not None:
        rows = WHOLE if whole and kind != "reader" else BLOK
        made = of_frame if kind == "pandas" else of_arrow_stream
        return [made(source, pakket, keep, rows=rows)]
    files = files_in(Path(source)) if isinstance(source, str | Path) else None
    return None if files is None else [of_file(path, str(path), pakket, keep) for path in files]


def of_frame(
    frame: "pd.DataFrame", pakket: Regelpakket, keep: Sequence[str], *, rows: int = BLOK
) -> Iterator[RowBlock]:
    """The rows of a DataFrame, which are called after its index.

    Raises:
        InvoerFout: a column that is no vraag, no field and not kept.
    """

    names = [str(name) for name in frame.columns]
    asked = frozenset(_read(names, pakket, keep))
    cells = {names[place]: of_series(column) for place, (_, column) in enumerate(frame.items()) if place in asked}
    called = _labels(frame.index)
    for start in range(0, len(frame) or 1, rows):
        these = slice(start, start + rows)
        part = called[these]
        here = {name: column.part(these) for name, column in cells.items()}
        yield RowBlock(len(part), here, RowNames("rij ", part), {})


def _labels(index: "pd.Index[Any]") -> "range | pa.Array":
    import pandas as pd
    import pyarrow as pa

    if isinstance(index, pd.RangeIndex) and index.step == 1 and index.start >= 0:
        return range(index.start, index.stop)
    whole = index.nlevels == 1 and index.dtype.kind in "iu"
    return pa.array(index.to_numpy() if whole else [str(label) for label in index.tolist()])


def of_arrow_stream(source: Any, pakket: Regelpakket, keep: Sequence[str], *, rows: int = BLOK) -> Iterator[RowBlock]:
    """The rows of anything that hands over an Arrow C stream; they are called after their place, from 0.

    Raises:
        InvoerFout: a column that is no vraag, no field and not kept.
    """
    import pyarrow as pa

    source = source.collect() if hasattr(source, "collect") else source
    if isinstance(source, pa.RecordBatch):
        source = pa.Table.from_batches([source])
    reader = source.to_reader() if isinstance(source, pa.Table) else pa.RecordBatchReader.from_stream(source)
    asked = _read(reader.schema.names, pakket, keep)
    schema = pa.schema([field.with_type(_taken(field.type)) for field in reader.schema])
    batches = chain([pa.RecordBatch.from_pylist([], schema)], (_as(batch, schema) for batch in reader))
    yield from _blocks(_rebatched(batches, rows), asked, keep, "rij ", 0)


def _taken(kind: "pa.DataType") -> "pa.DataType":
    """The type as which a column is taken in: views of text, which polars gives, as texts."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return pa.dictionary(kind.index_type, _taken(kind.value_type))
    return pa.large_string() if kind == pa.string_view() else kind


def _as(batch: "pa.RecordBatch", schema: "pa.Schema") -> "pa.RecordBatch":
    """The same columns with these types."""
    import pyarrow as pa

    found = []
    for column, field in zip(batch.columns, schema, strict=True):
        if pa.types.is_dictionary(field.type) and column.type != field.type:
            column = pa.DictionaryArray.from_arrays(column.indices, column.dictionary.cast(field.type.value_type))
        found.append(column if column.type == field.type else column.cast(field.type))
    return pa.RecordBatch.from_arrays(found, schema=schema)


def of_file(
    path: Path, bestand: str, pakket: Regelpakket, keep: Sequence[str] = (), *, rows: int = BLOK
) -> Iterator[RowBlock]:
    """The rows of a Parquet or csv file; they are called after the file and their place, from 1.

    Raises:
        InvoerFout: the file cannot be read, or has a column that is no vraag, no field and not kept. A cell that does
            not fit is no reason: its row says so in `fout`.
    """
    import pyarrow as pa

    read = _parquet if path.suffix.lower() == ".parquet" else _csv
    read_file(path, bestand, 0)  # says what is wrong when it is no file
    asked: list[int] = []
    try:
        batches = read(path, rows, lambda names: asked.extend(_read(names, pakket, keep, bestand)))
        yield from _blocks(_rebatched(batches, rows), asked, keep, f"{bestand}, rij ", 1)
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        facts = {"soort": path.suffix.lower().removeprefix("."), "reden": _short(error)}
        raise InvoerFout([Melding("tabel_niet_leesbaar", Plek(bestand), facts)]) from error


def _read(names: Sequence[str], pakket: Regelpakket, keep: Sequence[str], bestand: str = "") -> list[int]:
    """The places of the columns that are read: all but those that are only kept.

    Raises:
        InvoerFout: a column that is no vraag, no field and not kept, or one that is to be kept and is not there, or
            would stand there twice.
    """
    plek = Plek(bestand or "keep")
    wrong = [Melding("kolom_ontbreekt", plek, {"naam": n}, near(n, names)) for n in keep if n not in names]
    taken = {*COLUMNS, *SCORE_COLUMNS} - {*FIELDS}
    wrong += [Melding("kolom_bezet", plek, {"naam": n}) for n in keep if n in taken]
    if wrong:
        raise InvoerFout(wrong)
    asked = [place for place, name in enumerate(names) if name not in keep or name in pakket.vragen or name in FIELDS]
    check_columns([names[place] for place in asked], pakket, bestand)
    return asked


def carried(keep: Sequence[str]) -> list[str]:
    """The columns that go along unread; a field that is kept stands in a batch row already."""
    return [name for name in keep if name not in FIELDS]


def _blocks(
    batches: "Iterable[pa.RecordBatch]", asked: Sequence[int], keep: Sequence[str], voor: str, first: int
) -> Iterator[RowBlock]:
    done = first
    for batch in batches:
        space = np.empty((len(asked), len(batch)), dtype=np.int8)
        names = batch.schema.names
        cells = {names[place]: of_arrow(batch.column(place), own) for place, own in zip(asked, space, strict=True)}
        named = RowNames(voor, range(done, done + len(batch)))
        yield RowBlock(len(batch), cells, named, {name: batch[name] for name in carried(keep)})
        done += len(batch)


def _rebatched(batches: "Iterable[pa.RecordBatch]", rows: int) -> "Iterator[pa.RecordBatch]":
    """The same rows in batches of so many, whatever the size of those that come: each costs much as such."""

    held: list[Any] = []
    many, empty = 0, None
    for batch in batches:
        empty = None if len(batch) else batch
        if len(batch):
            held.append(batch)
            many += len(batch)
        while many >= rows:
            whole = _joined(held)
            yield whole.slice(0, rows)
            held, many = ([whole.slice(rows)] if many > rows else []), many - rows
    if held or empty is not None:
        yield _joined(held) if held else empty


def _joined(batches: "Sequence[pa.RecordBatch]") -> "pa.RecordBatch":
    import pyarrow as pa

    if len(batches) == 1:
        return batches[0]
    (whole,) = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks().to_batches()
    return whole


def _short(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _parquet(path: Path, rows: int, check: Callable[[list[str]], None]) -> "Iterator[pa.RecordBatch]":
    """Columns of text come as the dictionaries that the file holds; the index of a DataFrame is left out."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pq.read_schema(path)
    names = [name for name in schema.names if not name.startswith("__index_level_")]
    check(names)
    texts = [name for name in names if pa.types.is_string(t := schema.field(name).type) or pa.types.is_large_string(t)]
    with pq.ParquetFile(path, read_dictionary=texts, pre_buffer=False) as file:
        yield from file.iter_batches(batch_size=rows, columns=names)


def _csv(path: Path, rows: int, check: Callable[[list[str]], None]) -> "Iterator[pa.RecordBatch]":
    """Every cell is text, and an empty one holds nothing; the delimiter is the one that the first line uses most."""
    import pyarrow as pa
    from pyarrow import csv as pc

    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max(",;\t", key=first.count)
        names = next(csv.reader(file, delimiter=delimiter), [])
    check(names)
    if not names:
        return
    convert = pc.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=True,
    )
    parse = pc.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    with pc.open_csv(path, pc.ReadOptions(block_size=CSV_BYTES), parse, convert) as reader:
        yield from reader
