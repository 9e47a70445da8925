"""Writes batch rows: as text for other programs, or as a file that is replaced whole."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from wijktoets._packing import MOST_ROWS, saved
from wijktoets.engine.result.table import columns_of
from wijktoets.texts import text
from wijktoets.workbook.cells import LONGEST

from ..base.failing import NotWritten
from ..base.framing import say
from ..base.machine import cell, csv_text, json_text, jsonl_text
from ..base.output import replace_file, replace_with_text

Rows = Sequence[dict[str, Any]]

TEXTS: Final = ("json", "csv", "jsonl")
SUFFIXES: Final = (".csv", ".xlsx", ".parquet", ".json", ".jsonl")
LIBRARIES: Final = {".xlsx": "openpyxl", ".parquet": "pyarrow"}
"""What writes the files that are more than text."""


def as_text(rows: Rows, shape: str, scores: bool) -> str:
    """The rows as json, csv or jsonl."""
    if shape == "csv":
        return csv_text(rows, columns_of(scores))
    return json_text(list(rows)) if shape == "json" else jsonl_text(rows)


def write(rows: Rows, path: Path, scores: bool) -> None:
    """The rows in a file of the kind that its name ends in.

    Raises:
        click.UsageError: the file cannot be written; what was there is still there.
        NotWritten: more rows than a workbook can hold, or a longer text.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind == "xlsx":
        _check_room(rows, path)
    if kind in TEXTS:
        replace_with_text(path, as_text(rows, kind, scores))
    else:
        writers: dict[str, Callable[[Rows, Path, bool], None]] = {"xlsx": _xlsx, "parquet": _parquet}
        replace_file(path, lambda temporary: writers[kind](rows, temporary, scores))


def _check_room(rows: Rows, path: Path) -> None:
    """See that all rows and texts go into a workbook, which would leave out the rest without a word.

    Raises:
        NotWritten: they do not.
    """
    if len(rows) >= MOST_ROWS:  # one is for the names of the columns
        raise NotWritten(say("batch.te_veel_rijen", naam=path, n=len(rows), hoogstens=MOST_ROWS - 1))
    longest = max(
        (len(str(cell(value))) for row in rows for value in row.values() if isinstance(value, str)), default=0
    )
    if longest > LONGEST:
        raise NotWritten(say("batch.te_lange_tekst", naam=path, n=longest, hoogstens=LONGEST))


def _parquet(rows: Rows, path: Path, scores: bool) -> None:
    from wijktoets.engine.columns.arrow import of_rows
    from wijktoets.engine.columns.stream import write_parquet

    columns = columns_of(scores)
    write_parquet([of_rows(rows, columns)], path, columns)


def _xlsx(rows: Rows, path: Path, scores: bool) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = text("batch.blad")
    sheet.append(columns_of(scores))
    for row in rows:
        sheet.append([cell(row[column]) for column in columns_of(scores)])
    for index, column in enumerate(columns_of(scores), 1):
        sheet.cell(1, index).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = max(12, len(column) + 2)
    sheet.freeze_panes = "A2"
    path.write_bytes(saved(book))
