"""Writes batch rows as they come, some at a time: as text for other programs, or as a file that is replaced whole.

Rows come together as a table of Arrow, or as a list of plain values where that is not installed.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from wijktoets._packing import MOST_ROWS, save
from wijktoets.texts import text
from wijktoets.workbook.cells import LONGEST

from ..base.failing import NotWritten
from ..base.framing import say
from ..base.machine import cell
from ..base.output import replace_file, write_data
from .texts import SHAPES, encoded

SUFFIXES: Final = (".csv", ".xlsx", ".parquet", ".json", ".jsonl")
LIBRARIES: Final = {".xlsx": "openpyxl", ".parquet": "pyarrow"}
"""What writes the files that are more than text."""
ROWS: Final = 4096
"""So many rows are plain values at once, where they have to be."""


def write_tables(tables: Iterable[Any], output: Path, columns: Sequence[str]) -> None:
    """Write tables of rows, as they come, to a file of the kind that its name ends in; whole, or not at all.

    Raises:
        click.UsageError: the file cannot be written; what was there is still there.
        NotWritten: more rows than a workbook can hold, or a longer text.
    """
    kind = output.suffix.lower()
    if kind == ".parquet":
        from wijktoets.engine.columns.stream import write_parquet

        replace_file(output, lambda temporary: write_parquet(tables, temporary, columns))
    elif kind.removeprefix(".") in SHAPES:
        replace_file(output, partial(_write_parts, encoded(tables, kind.removeprefix("."), columns)))
    else:
        cells = _fitting(_plain(tables), output, columns)
        replace_file(output, lambda temporary: _xlsx(cells, temporary, columns))


def show_tables(tables: Iterable[Any], shape: str, columns: Sequence[str]) -> None:
    """Tables of rows on standard output, as they come, as json, csv or jsonl; nothing where they cannot begin."""
    parts = encoded(tables, shape, columns)
    for part in chain(list(islice(parts, 2)), parts):  # what comes before the rows waits for the first of them
        write_data(part.decode())


def _write_parts(parts: Iterator[bytes], path: Path) -> None:
    with path.open("wb") as file:
        for part in parts:
            file.write(part)


def _plain(tables: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Rows one by one, as plain values."""
    for table in tables:
        if isinstance(table, list):
            yield from table
            continue
        from wijktoets.engine.columns.arrow import to_plain

        for start in range(0, len(table), ROWS):
            yield from to_plain(table.slice(start, ROWS))


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
