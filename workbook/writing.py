"""Writes the sheets of a dossier as an .xlsx: large type, drop-downs, and only what is to be filled in open."""

from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from wijktoets._packing import RISKY, saved
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout, Melding
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.texts import text

from .building import sheets
from .cells import LONGEST, escaped
from .grid import cel_naam
from .layout import HOOFD
from .page import NewSheet, PageCell

LISTS: Final = "lijsten"
"""The hidden sheet with the words of the drop-downs."""

_PAPER: Final = "9"
_LINE: Final = Side(style="thin", color="B8C4CE")
_EDGE: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_ABOVE: Final = Side(style="medium", color="5B6B7A")
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "sleutel": {"font": Font(name="Arial", size=8, color="808080")},
    "titel": {"font": Font(name="Arial", size=16, bold=True), "alignment": Alignment(vertical="center")},
    "kop": {
        "font": Font(name="Arial", size=12, bold=True, color="FFFFFF"),
        "fill": PatternFill("solid", fgColor="2B4C6F"),
        "alignment": Alignment(wrap_text=True, vertical="center"),
        "border": _EDGE,
    },
    "uitleg": {"font": Font(name="Arial", size=11), "alignment": Alignment(wrap_text=True, vertical="top")},
    "vraag": {"font": Font(name="Arial", size=13, bold=True), "alignment": Alignment(wrap_text=True, vertical="top")},
    "kern": {
        "font": Font(name="Arial", size=11),
        "fill": PatternFill("solid", fgColor="FFF0C2"),
        "alignment": Alignment(wrap_text=True, vertical="top"),
    },
    "deel": {"font": Font(name="Arial", size=11), "alignment": Alignment(wrap_text=True, vertical="top")},
    "bij": {
        "font": Font(name="Arial", size=10),
        "alignment": Alignment(wrap_text=True, vertical="top"),
        "fill": PatternFill("solid", fgColor="EDF1F5"),
        "border": _EDGE,
    },
    "link": {
        "font": Font(name="Arial", size=11, underline="single", color="0B4F8A"),
        "alignment": Alignment(wrap_text=True, vertical="top"),
    },
    "invoer": {
        "font": Font(name="Arial", size=12),
        "alignment": Alignment(horizontal="left", wrap_text=True, vertical="top"),
        "border": _EDGE,
        "fill": PatternFill("solid", fgColor="F7FAFC"),
    },
    "antwoord": {
        "font": Font(name="Arial", size=13, bold=True),
        "alignment": Alignment(wrap_text=True, vertical="top"),
        "border": _EDGE,
        "fill": PatternFill("solid", fgColor="E3F1E6"),
    },
}
_FORMATS: Final = {"datum": "d-m-yyyy", "euro": "#,##0.00"}


def workbook_of(dossier: Dossier, pakket: Regelpakket) -> Callable[[Path], None]:
    """What writes the workbook of a dossier to a file; the same dossier gives the same bytes.

    Raises:
        InvoerFout: a text that is too long for a cell.
    """
    made = list(sheets(dossier, pakket))
    long = [
        Melding(
            "werkmap_te_lang",
            dossier.vindplaats.plek(),
            {"cel": cel_naam(r, k), "blad": vel.titel, "hoogstens": LONGEST},
        )
        for vel in made
        for r, row in enumerate(vel.rijen, 1)
        for k, cel in enumerate(row, 1)
        if cel is not None and isinstance(cel.waarde, str) and len(escaped(cel.waarde)) > LONGEST
    ]
    if long:
        raise InvoerFout(long)
    content = saved(_book(made, dossier.naam), title=escaped(dossier.naam)[:200])
    return lambda path: _write(path, content)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _book(made: list[NewSheet], naam: str) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    lists, styles = _Lists(), _Styles()
    for vel in made:
        sheet = book.create_sheet(vel.titel)
        _fill(sheet, vel, lists, styles)
        _finish(sheet, vel, naam)
    lists.write(book)
    book.security = WorkbookProtection(lockStructure=True)
    book.active = 0
    return book


class _Lists:
    """The words of the drop-downs, each list once in a column of a hidden sheet."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def range_of(self, words: tuple[str, ...]) -> str:
        """The cells that hold these words."""
        column = get_column_letter(self._columns.setdefault(words, len(self._columns) + 1))
        return f"{LISTS}!${column}$1:${column}${len(words)}"

    def write(self, book: Workbook) -> None:
        """Put the words in the book."""
        sheet = book.create_sheet(LISTS)
        for words, column in self._columns.items():
            for row, word in enumerate(words, 1):
                _put(sheet.cell(row, column), word)
        sheet.sheet_state = "hidden"
        sheet.protection.sheet = True


class _Styles:
    """How cells look; each look is put together once, since that takes longer than all else."""

    def __init__(self) -> None:
        self._looks: dict[tuple[str, str, bool], Any] = {}

    def dress(self, cell: Any, cel: PageCell, ruled: bool) -> None:
        """Give a cell its look, `ruled` with a line above it."""
        look = (cel.stijl, cel.soort, ruled)
        if look in self._looks:
            cell._style = copy(self._looks[look])
            return
        for name, value in _STYLES[cel.stijl].items():
            setattr(cell, name, value)
        if ruled:
            border = _STYLES[cel.stijl].get("border", Border())
            cell.border = Border(left=border.left, right=border.right, bottom=border.bottom, top=_ABOVE)
        if cel.stijl in ("invoer", "antwoord"):
            cell.protection = Protection(locked=False)
            cell.number_format = _FORMATS.get(cel.soort, "@")
        self._looks[look] = copy(cell._style)


def _put(cell: Any, value: object) -> None:
    """A value in a cell; text stays text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = escaped(value)
        cell.data_type = "s"
        if value.startswith(RISKY):
            cell.quotePrefix = True
    else:
        cell.value = value


def _fill(sheet: Any, vel: NewSheet, lists: _Lists, styles: _Styles) -> None:
    """The cells of a sheet, and its drop-downs."""
    chosen: dict[tuple[tuple[str, ...], bool], list[tuple[int, int, int]]] = {}
    ruled = frozenset(vel.blokken)
    for row, cells in enumerate(vel.rijen, 1):
        for column, cel in enumerate(cells, 1):
            if cel is None:
                continue
            cell = sheet.cell(row, column)
            styles.dress(cell, cel, row in ruled)
            if cel.waarde not in (None, ""):
                _put(cell, cel.waarde)
            if cel.naar:
                where = quote_sheetname(cel.naar.blad) + f"!{cel.naar.cel}"
                cell.hyperlink = Hyperlink(ref=cell.coordinate, location=where)
            if cel.woorden:
                _beside(chosen.setdefault((cel.woorden, cel.vrij), []), row, column)
    for (words, free), places in chosen.items():
        sheet.add_data_validation(_drop_down(lists.range_of(words), free, places))


def _beside(places: list[tuple[int, int, int]], row: int, column: int) -> None:
    """Add a cell to runs of cells: row, first and last column."""
    if places and places[-1][0] == row and places[-1][2] == column - 1:
        column_before = places.pop()[1]
        places.append((row, column_before, column))
    else:
        places.append((row, column, column))


def _drop_down(words: str, free: bool, places: list[tuple[int, int, int]]) -> DataValidation:
    where = " ".join(f"{cel_naam(row, first)}:{cel_naam(row, last)}" for row, first, last in places)
    validation = DataValidation(type="list", formula1=words, allow_blank=True, showDropDown=False, sqref=where)
    validation.showErrorMessage = not free
    validation.errorStyle = "stop"
    validation.errorTitle = text("werkmap.kies_titel")
    validation.error = text("werkmap.kies")
    return validation


def _finish(sheet: Any, vel: NewSheet, naam: str) -> None:
    """Widths, hidden keys, frozen heads, protection without a password, and how it prints."""
    for number, width in enumerate(vel.breedtes, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = width
        dimension.hidden = number in vel.verborgen
    if vel.sleutel == "kenmerken":
        sheet.sheet_state = "hidden"
    else:
        sheet.row_dimensions[1].hidden = True
        sheet.row_dimensions[2].height = 30
        sheet.sheet_view.zoomScale = 110
        sheet.sheet_view.showGridLines = False
    if vel.sleutel not in ("kenmerken", "uitleg"):
        sheet.freeze_panes = sheet.cell(HOOFD + 1, vel.vast)
        sheet.print_title_rows = f"2:{HOOFD}"
    protection = sheet.protection
    protection.sheet = True
    protection.formatRows = protection.formatColumns = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _PAPER if vel.sleutel in ("uitleg", "kernvragen", "dossier", "gesprekken") else "8"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text = escaped(naam).replace("&", "&&")[:100]
    sheet.oddFooter.right.text = text("werkmap.bladzijde")
