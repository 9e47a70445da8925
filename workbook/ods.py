"""Reads the cells of an .ods with odfdo; nothing is computed, followed or fetched."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from odfdo import Document, Element

from .bounds import MAX_WEIGHT, MOST_COLUMNS, MOST_ROWS, OutsideBounds
from .cells import LONGEST
from .grid import GridSheet, Plaats, Soort, Waarde, cel_naam


def read_ods(content: bytes) -> tuple[GridSheet, ...]:
    """The sheets in their order, hidden ones too.

    Raises:
        OutsideBounds: more cells than a workbook may have; one that is repeated counts each time.
        Exception: whatever odfdo stumbles over.
    """
    body = Document(io.BytesIO(content)).body
    sheets: list[GridSheet] = []
    for table in body.get_elements("table:table"):
        sheets.append(_sheet(table, MAX_WEIGHT - sum(len(sheet.cellen) for sheet in sheets)))
    return tuple(sheets)


def _sheet(table: Any, left: int) -> GridSheet:
    cells: dict[Plaats, Waarde] = {}
    merged: dict[Plaats, str] = {}
    for rows, row in _repeated(
        table.get_elements("descendant::table:table-row"), "table:number-rows-repeated", MOST_ROWS
    ):
        found = list(row.get_elements("table:table-cell|table:covered-table-cell"))
        for columns, cell in _repeated(found, "table:number-columns-repeated", MOST_COLUMNS):
            value = _value(cell)
            if value is not None and len(cells) + len(rows) * len(columns) > left:
                raise OutsideBounds("werkmap_te_vol")
            if value is not None:
                cells |= {(rij, kolom): value for rij in rows for kolom in columns}
            down, right = (int(cell.get_attribute(f"table:number-{way}-spanned") or 1) for way in ("rows", "columns"))
            if down > 1 or right > 1:
                first = (rows[0], columns[0])
                last = cel_naam(first[0] + down - 1, first[1] + right - 1)
                merged[first] = f"{cel_naam(*first)}:{last}"
    return GridSheet(str(table.get_attribute("table:name")), cells, merged)


def _repeated(elements: list[Element], attribute: str, most: int) -> Iterator[tuple[range, Any]]:
    """Each element with the places that it stands for, up to `most`."""
    at = 1
    for element in elements:
        times = int(str(element.get_attribute(attribute) or 1))
        if at <= most:
            yield range(at, min(at + times, most + 1)), element
        at += times


def _value(cell: Any) -> Waarde | None:
    kind = cell.get_attribute("office:value-type")
    if cell.get_attribute("table:formula"):
        return Soort.FORMULE
    if cell.get_attribute("calcext:value-type") == "error":
        return Soort.FOUTWAARDE
    if kind == "boolean":
        return bool(cell.get_attribute("office:boolean-value") == "true")
    if kind == "date":
        return date.fromisoformat(str(cell.get_attribute("office:date-value"))[:10])
    if kind in ("float", "currency", "percentage"):
        return Decimal(str(cell.get_attribute("office:value")))
    lines = ["".join(_text(paragraph)) for paragraph in cell.get_elements("text:p")]
    return "\n".join(lines) if any(lines) else None


def _text(element: Any) -> Iterator[str]:
    """The text of a paragraph: spaces, tabs and new lines have elements of their own; notes of people stay out."""
    yield element.text or ""
    for child in element.children:
        if child.tag == "text:s":
            yield " " * min(int(child.get_attribute("text:c") or 1), LONGEST)
        elif child.tag in ("text:tab", "text:line-break"):
            yield "\t" if child.tag == "text:tab" else "\n"
        elif child.tag != "office:annotation":
            yield from _text(child)
        yield child.tail or ""
