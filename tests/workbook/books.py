"""Workbooks for tests: made from a dossier, changed cell by cell as a person would, or spoiled part by part."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook

from wijktoets import load_pack, texts
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout, Melding
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading.migrating import for_today
from wijktoets.workbook.layout import TEKEN
from wijktoets.workbook.reading import read_workbook
from wijktoets.workbook.writing import workbook_of

PACK = load_pack()


def dossier(**fields: Any) -> Dossier:
    """A dossier with these fields."""
    return Dossier.model_validate({"formaat": "wijktoets/dossier@1", "naam": "Voorbeeldwijk", **fields})


def book_of(made: Dossier, pack: Regelpakket = PACK) -> bytes:
    """The workbook of a dossier."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.xlsx")
        workbook_of(made, pack)(path)
        return path.read_bytes()


def read(content: bytes, pack: Regelpakket = PACK) -> Dossier:
    """The dossier in a workbook."""
    return read_workbook(Path("wijk.xlsx"), "wijk.xlsx", pack, content).dossier(pack)


def as_made(found: Dossier, pack: Regelpakket = PACK) -> dict[str, Any]:
    """A dossier as its workbook has it, as plain values: with the packs that it was made with."""
    return for_today(found, pack).model_dump()


def same(content: bytes, pack: Regelpakket = PACK) -> dict[str, Any]:
    """The dossier in a workbook, as plain values to compare."""
    return read(content, pack).model_dump()


def meldingen(content: bytes, pack: Regelpakket = PACK) -> list[Melding]:
    """What is wrong with a workbook; each can be said in words."""
    try:
        read(content, pack)
    except InvoerFout as error:
        found = list(error.meldingen)
    else:
        found = []
    assert all(texts.melding(melding).startswith(f"{melding.plek}: ") for melding in found)
    return found


def wrong(content: bytes, pack: Regelpakket = PACK) -> list[str]:
    """What is said about a workbook, one line each."""
    return [texts.melding(melding) for melding in meldingen(content, pack)]


def told(content: bytes, pack: Regelpakket = PACK) -> list[str]:
    """The same by sheet, cell, code, facts and near miss, whatever words are chosen for it in texts/nl."""
    return [str(melding).removeprefix("wijk.xlsx: ") for melding in meldingen(content, pack)]


def opened(content: bytes) -> Workbook:
    """The workbook as openpyxl has it."""
    return load_workbook(io.BytesIO(content))


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after a person changed something in it."""
    book = opened(content)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(book: Workbook, key: str) -> Any:
    """A sheet by its key."""
    return next(found for found in book.worksheets if found["A1"].value == TEKEN + key)


def cell(found: Any, row: str, column: str) -> Any:
    """The cell at the hidden keys of a row and a column."""
    rows = {at.value: at.row for at in found["A"] if at.value}
    columns = {at.value: at.column for at in found[1] if at.value}
    return found.cell(rows[row], columns[column])


def first_row(found: Any) -> int:
    """The first row of a list that can be filled in: below the row that explains it."""
    return max([3, *(at.row for at in found["A"] if at.value == ".")]) + 1


def filled(content: bytes, key: str, values: Mapping[tuple[str, str], object]) -> bytes:
    """The workbook with these cells of one sheet filled in: (row key, column key) → value."""

    def fill(book: Workbook) -> None:
        for (row, column), value in values.items():
            cell(sheet(book, key), row, column).value = value

    return changed(content, fill)


def repacked(content: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The archive with these parts added or replaced, or taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info))
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def first_form(content: bytes) -> bytes:
    """The workbook in the form of before: ids in place of names, without what came later."""
    ids = {w.naam: w.id for w in PACK.waarborgen.values()}
    ids |= {a.wat: str(a.id) for acties in PACK.acties.values() for a in acties}

    def change(book: Any) -> None:
        for page in book.worksheets:
            for at in page[1][1:]:
                at.value = "." if str(at.value).startswith(".") else at.value
            if page["A1"].value in (f"{TEKEN}afwegingen", f"{TEKEN}acties"):
                for line in page.iter_rows(min_row=4):
                    for at in line:
                        at.value = ids.get(at.value, at.value)
            rows = [at.row for at in page["A"] if at.value in (".", "waarborg", "actie")]
            for at in reversed(rows):
                page.delete_rows(at)
        book.remove(sheet(book, "kernvragen"))
        sheet(book, "kenmerken")["B4"].value = "wijktoets/werkmap@1"

    return changed(content, change)
