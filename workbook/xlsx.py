"""Reads the cells of an .xlsx with openpyxl; nothing is computed, followed or fetched."""

import io
import warnings
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from .cells import unescaped
from .grid import Blad, Plaats, Soort, Waarde


def read_xlsx(content: bytes) -> tuple[Blad, ...]:
    """The sheets in their order, hidden ones too.

    Raises:
        Exception: whatever openpyxl stumbles over.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), keep_links=False)
    return tuple(_sheet(sheet) for sheet in book.worksheets)


def _sheet(sheet: Any) -> Blad:
    cells: dict[Plaats, Waarde] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                cells[cell.row, cell.column] = _value(cell)
    merged = {(area.min_row, area.min_col): str(area) for area in sheet.merged_cells.ranges}
    return Blad(str(sheet.title), cells, merged)


def _value(cell: Any) -> Waarde:
    kind, value = cell.data_type, cell.value
    if kind == "f":
        return Soort.FORMULE
    if kind == "e":
        return Soort.FOUTWAARDE
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return Decimal(repr(value))
    return unescaped(str(value))
