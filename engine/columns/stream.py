"""Judges the rows of a Parquet or csv file, from block to block, in memory that does not grow with the file.

Nothing is YAML here: every row has one column a vraag and the fields of an afspraak, as a DataFrame for
`evaluate_batch` has. Parquet in and Parquet out is the path for a million rows.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..model.errors import InvoerFout, Melding, Plek
from ..model.regelpakket import Regelpakket
from ..model.source import read_file
from ..result.table import COLUMNS, SCORE_COLUMNS, frame
from .batch import Verwoord, fouten
from .cells import check_columns, of_arrow, read_cells
from .frame import judge_table, to_arrow
from .running import Space
from .table import BLOK, programma_of

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIXES: Final = (".parquet", ".csv")
"""What a file of rows can be."""
CSV_BYTES: Final = 16 * 1024 * 1024
"""How much of a csv file is one block."""


def judge_file(
    path: Path,
    bestand: str,
    pakket: Regelpakket,
    today: date,
    verwoord: Verwoord,
    *,
    scores: bool = False,
    rows: int = BLOK,
) -> "Iterator[pa.Table]":
    """The batch rows of a file, as Arrow tables with the columns of docs/formaten.md.

    Args:
        bestand: how messages and rows name the file; a row is then called after it and its place, from 1.
        rows: how many rows of a Parquet file are one block.

    Raises:
        InvoerFout: the file cannot be read, or has a column that is no vraag and no field. A cell that does not fit
            is no reason: its row says so in `fout`.
    """
    import pyarrow as pa

    programma, space = programma_of(pakket, scores=scores, afwegingen=False), Space()
    schema, done = schema_of(scores), 0
    for batch in _read(path, bestand, rows, lambda names: check_columns(names, pakket, bestand)):
        namen = [f"{bestand}, rij {number}" for number in range(done + 1, done + 1 + len(batch))]
        done += len(batch)
        cellen = {name: of_arrow(column) for name, column in zip(batch.schema.names, batch.columns, strict=True)}
        invoer = read_cells(cellen, len(batch), pakket)
        tafel = judge_table(invoer, namen, pakket, programma, today, space)
        columns = to_arrow(tafel.kolommen, tafel.fout)
        columns["fout"] = pa.array(fouten(tafel, invoer, namen, verwoord), pa.string())
        yield pa.Table.from_arrays(
            [columns[name].cast(schema.field(name).type) for name in schema.names], schema=schema
        )


def schema_of(scores: bool) -> "pa.Schema":
    """The Arrow schema of batch rows: words as dictionaries, with what pandas needs to give its own types back."""
    import pyarrow as pa

    words = pa.dictionary(pa.int32(), pa.string())
    plain = pa.Schema.from_pandas(frame([], scores), preserve_index=False)
    kinds = {f.name: words if pa.types.is_large_string(f.type) or pa.types.is_string(f.type) else f.type for f in plain}
    kinds["fout"] = pa.string()
    columns = [*COLUMNS, *(SCORE_COLUMNS if scores else ())]
    return pa.schema([(name, kinds[name]) for name in columns], metadata=plain.metadata)


def write_parquet(tables: "Iterable[pa.Table]", path: Path, *, scores: bool = False) -> int:
    """Write batch rows as they come, each table a row group; returns how many there are.

    The file says string where the columns in memory are dictionaries, so that every reader finds words.
    """
    import pyarrow.parquet as pq

    written, schema = 0, schema_of(scores)
    with pq.ParquetWriter(path, schema, store_schema=False) as writer:
        writer.add_key_value_metadata(schema.metadata)
        for table in tables:
            writer.write_table(table)
            written += len(table)
    return written


def _read(path: Path, bestand: str, rows: int, check: Callable[[list[str]], None]) -> "Iterator[pa.RecordBatch]":
    """The record batches of a file whose columns were checked.

    Raises:
        InvoerFout: no such file, not readable, or not what its name says.
    """
    import pyarrow as pa

    read = _parquet if path.suffix.lower() == ".parquet" else _csv
    read_file(path, bestand, 0)  # says what is wrong when it is no file
    try:
        yield from read(path, rows, check)
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        facts = {"soort": path.suffix.lower().removeprefix("."), "reden": _short(error)}
        raise InvoerFout([Melding("tabel_niet_leesbaar", Plek(bestand), facts)]) from error


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
