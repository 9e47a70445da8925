"""A workbook that LibreOffice saved as .ods or .xlsx holds the same dossier."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from tests.telling.opening import converted
from tests.workbook.books import PACK, as_made, book_of, dossier, filled, opened, read, same, wrong
from wijktoets import cases, load_dossier
from wijktoets.workbook.reading import read_workbook

FULL = dossier(
    naam="=1+1",
    gemeente=" twee  spaties\n\ten een tab",
    peildatum="2026-11-01",
    fictief="true",
    bronnen={"a": "-b", "c": "@d"},
    afspraken=[{"thema": "groen", "bedrag": {"euro": "40000.50"}, "fasen": ["uitvoering", "voorbereiding"]}],
    antwoorden={"plek-in-de-wijk": {"antwoord": "deels", "bron": ["een", "twee"]}},
)
SPACES = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
SPACES += ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
SPACES += ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def _cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if hasattr(value, "isoformat"):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if value == "=A1":
        return '<table:table-cell table:formula="of:=[.A1]" office:value-type="float" office:value="1"/>'
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _spaced(line: str) -> str:
    return escape(line).replace("\t", "<text:tab/>").replace("  ", " <text:s/>").replace(" ", "<text:s/>", 1)


def as_ods(content: bytes, change: Callable[[str], str] = str, **parts: bytes) -> bytes:
    """A workbook as the .ods that a program would save, with its text changed and parts added."""
    tables = []
    for page in opened(content).worksheets:
        rows = "".join(
            f"<table:table-row>{''.join(_cell(at.value) for at in row)}"
            '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
            for row in page.iter_rows()
        )
        rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        tables.append(f"<table:table table:name={quoteattr(page.title)}>{rows}{rest}</table:table>")
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr(
            "META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        new.writestr("content.xml", change(f"<office:document-content {SPACES}>{body}</office:document-content>"))
        for name, data in parts.items():
            new.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_an_ods_holds_the_same_dossier() -> None:
    assert same(as_ods(book_of(FULL))) == as_made(FULL)


def test_a_formula_in_an_ods_names_its_cell() -> None:
    content = filled(book_of(dossier()), "dossier", {("gemeente", "waarde"): "=A1"})
    (line,) = wrong(as_ods(content))
    assert "blad Dossier, cel C6: hier staat een formule" in line


def test_merged_cells_in_an_ods_are_told() -> None:
    first = "<text:p>Naam<text:s/>van het dossier</text:p>"
    spanned = 'office:value-type="string" table:number-columns-spanned="2">' + first

    def merge(text: str) -> str:
        return text.replace('office:value-type="string">' + first, spanned, 1)

    found = wrong(as_ods(book_of(dossier()), merge))
    assert any("B4:C4 zijn samengevoegd" in line for line in found)


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (lambda book: as_ods(book, Basic__script=b"x"), "macro's"),
        (
            lambda book: as_ods(book, lambda t: t.replace("<table:table ", "<table:table-source/><table:table ")),
            "internet",
        ),
        (lambda book: as_ods(book, lambda t: "<!DOCTYPE x>" + t), "beschadigd"),
        (lambda book: as_ods(book, lambda t: t[:-20]), "niet te lezen"),
    ],
)
def test_an_ods_with_something_foreign_is_refused(make: Callable[[bytes], bytes], part: str) -> None:
    (line,) = wrong(make(book_of(dossier())))
    assert part in line


@pytest.mark.office
@pytest.mark.parametrize("name", ["wijkdeal-drie-afspraken", "overdracht-gemengde-leden", ""])
def test_libreoffice_opens_it_and_saves_the_same(name: str, tmp_path: Path) -> None:
    files = cases.collection("@voorbeelden")
    found = load_dossier(files[f"@voorbeelden/{name}.yaml"]) if name else FULL
    (tmp_path / "wijk.xlsx").write_bytes(book_of(found))
    for kind, source in (("ods", "wijk.xlsx"), ("xlsx", "uit/wijk.ods")):
        (saved,) = converted([tmp_path / source], kind, tmp_path / "uit")
        assert read_workbook(saved, str(saved), PACK).dossier(PACK).model_dump() == as_made(found)
    assert read((tmp_path / "wijk.xlsx").read_bytes()).naam == found.naam
