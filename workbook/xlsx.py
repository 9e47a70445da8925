"""Reads the cells of an .xlsx with openpyxl; nothing is computed, followed or fetched."""

import io
import warnings
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from .bounds import MOST_COLUMNS, MOST_ROWS, Deel
from .cells import unescaped
from .grid import GridSheet, Plaats, Soort, Waarde


def read_xlsx(content: bytes, seen: Mapping[str, Deel]) -> tuple[GridSheet, ...]:
    """The sheets in their order, hidden ones too.

    Args:
        seen: what was seen of the parts: which cells were merged, and which have a formula.

    Raises:
        Exception: whatever openpyxl stumbles over.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheets: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False).worksheets
        return tuple(_sheet(sheet, seen[sheet._worksheet_path]) for sheet in sheets)


def _sheet(sheet: Any, deel: Deel) -> GridSheet:
    cells: dict[Plaats, Waarde] = {}
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        for cell in row:
            if cell.value is not None:
                cells[cell.row, cell.column] = _value(cell)
    cells |= {_first(place): Soort.FORMULE for place in deel.formules}
    return GridSheet(str(sheet.title), cells, {_first(area): area for area in deel.samengevoegd})


def _first(area: str) -> Plaats:
    left, top, _, _ = range_boundaries(area)
    return int(top or 1), int(left or 1)


def _value(cell: Any) -> Waarde:
    kind, value = cell.data_type, cell.value
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
