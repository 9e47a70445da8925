"""Judges the rows of a Parquet or csv file, from block to block, in memory that does not grow with the file.

Nothing is YAML here: every row has one column a vraag and the fields of an afspraak, as a table for `evaluate_batch`
has. Parquet in and Parquet out is the path for a million rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.regelpakket import Regelpakket
from ..model.words import Fase
from ..result.table import columns_of
from .arrow import file_schema
from .batch import AskedRows, Verwoord, judge_rows
from .sources import SUFFIXES, of_file
from .table import BLOK

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SUFFIXES", "judge_file", "write_parquet"]


def judge_file(
    path: Path,
    bestand: str,
    pakket: Regelpakket,
    today: date,
    verwoord: Verwoord,
    *,
    scores: bool = False,
    rows: int = BLOK,
    thema: str | None = None,
    fase: Fase | None = None,
) -> "Iterator[pa.Table]":
    """The batch rows of a file, as Arrow tables with the columns of docs/formaten.md.

    Args:
        bestand: how messages and rows name the file; a row is then called after it and its place, from 1.
        rows: how many rows of a file are one block.
        thema, fase: only the rows about these, and those that cannot be read.

    Raises:
        InvoerFout: the file cannot be read, or has a column that is no vraag and no field. A cell that does not fit
            is no reason: its row says so in `fout`.
    """
    asked = AskedRows(today, verwoord, columns_of(scores), thema=thema, fase=fase)
    blocks = of_file(path, bestand, pakket, rows=rows)
    yield from (judged.rijen for judged in judge_rows(blocks, pakket, asked))


def write_parquet(tables: "Iterable[pa.Table]", path: Path, columns: Sequence[str]) -> int:
    """Write batch rows as they come, each table a row group; returns how many there are.

    The file says string where the columns in memory are dictionaries, so that every reader finds words.
    """
    import pyarrow.parquet as pq

    written = 0
    schema = file_schema(columns)
    with pq.ParquetWriter(path, schema, store_schema=False) as writer:
        writer.add_key_value_metadata(schema.metadata or {})
        for table in tables:
            writer.write_table(table)
            written += len(table)
    return written
