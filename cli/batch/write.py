"""Writes batch rows: as text for other programs, or as a file that is replaced whole."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from wijktoets._packing import MOST_ROWS, save
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
        write_workbook(rows, path, columns_of(scores))
    elif kind in TEXTS:
        replace_with_text(path, as_text(rows, kind, scores))
    else:
        replace_file(path, lambda temporary: _parquet(rows, temporary, scores))


def write_workbook(rows: Iterable[dict[str, Any]], path: Path, columns: Sequence[str]) -> None:
    """The rows in a workbook, each written as it comes, so that no more than one is held.

    Raises:
        click.UsageError: the file cannot be written; what was there is still there.
        NotWritten: more rows than a workbook can hold, or a longer text.
    """
    replace_file(path, lambda temporary: _xlsx(_fitting(rows, path, columns), temporary, columns))


def _fitting(rows: Iterable[dict[str, Any]], path: Path, columns: Sequence[str]) -> Iterator[list[Any]]:
    """The cells of each row, after seeing that all go into a workbook, which would leave out the rest without a word.

    Raises:
        NotWritten: they do not.
    """
    for number, row in enumerate(rows, start=2):  # the first holds the names of the columns
        cells = [cell(row[column]) for column in columns]
        if number > MOST_ROWS:
            raise NotWritten(say("batch.te_veel_rijen", naam=path, hoogstens=MOST_ROWS - 1))
        longest = max((len(value) for value in cells if isinstance(value, str)), default=0)
        if longest > LONGEST:
            raise NotWritten(say("batch.te_lange_tekst", naam=path, n=longest, hoogstens=LONGEST))
        yield cells


def _parquet(rows: Rows, path: Path, scores: bool) -> None:
    from wijktoets.engine.columns.arrow import of_rows
    from wijktoets.engine.columns.stream import write_parquet

    columns = columns_of(scores)
    write_parquet([of_rows(rows, columns)], path, columns)


def _xlsx(rows: Iterable[Sequence[Any]], path: Path, columns: Sequence[str]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(text("batch.blad"))
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, column) for column in columns]
    for index, head in enumerate(heads, 1):
        head.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = max(12, len(str(head.value)) + 2)
    sheet.append(heads)
    try:
        for row in rows:
            sheet.append(row)
    finally:
        sheet.close()
    save(book, path)
