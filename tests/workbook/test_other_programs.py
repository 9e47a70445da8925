"""A workbook holds the same dossier after a program that does it another way saved it."""

import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import wrong as said
from tests.workbook.bad_books import MAIN
from tests.workbook.books import PACK, as_made, book_of, changed, dossier, repacked, same, sheet, told
from tests.workbook.test_ods import as_ods
from wijktoets import texts
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.workbook.reading import read_workbook

FOUND = dossier(
    naam="=1+1",
    gemeente=" twee  spaties\nen een regel",
    peildatum="2026-11-01",
    fictief="true",
    afspraken=[{"thema": "groen", "bedrag": {"euro": "40000.50"}, "looptijd": {"van": "2027-01-01"}}],
    antwoorden={"plek-in-de-wijk": {"antwoord": "deels", "bron": ["een", "twee"]}},
)


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(FOUND)


def pages(content: bytes) -> dict[str, bytes]:
    """The sheets of a workbook by the name of their part."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")}


def in_pages(pattern: bytes, new: bytes) -> bytes:
    """The workbook with something replaced on all sheets."""
    made = {name: re.sub(pattern, new, page, flags=re.DOTALL) for name, page in pages(sent()).items()}
    assert made != pages(sent())
    return repacked(sent(), dict(made))


def test_without_styles_a_day_is_a_number_and_still_a_day() -> None:
    bare = {name: re.sub(rb' s="\d+"', b"", page) for name, page in pages(sent()).items()}
    assert same(repacked(sent(), {**bare, "xl/styles.xml": None})) == as_made(FOUND)


def test_without_drop_downs_and_locks_it_is_the_same() -> None:
    assert same(in_pages(rb"<dataValidations.*?</dataValidations>|<sheetProtection[^>]*/>", b"")) == as_made(FOUND)


def test_with_strings_in_a_table_apart_it_is_the_same() -> None:
    table: list[bytes] = []

    def numbered(found: re.Match[bytes]) -> bytes:
        table.append(found[2])
        return b'%s t="s"><v>%d</v></c>' % (found[1], len(table) - 1)

    inline = rb'(<c [^>]*) t="inlineStr"><is>(.*?)</is></c>'
    made = {name: re.sub(inline, numbered, page, flags=re.DOTALL) for name, page in pages(sent()).items()}
    strings = b'<sst xmlns="' + MAIN + b'"><si>' + b"</si><si>".join(table) + b"</si></sst>"
    with zipfile.ZipFile(BytesIO(sent())) as archive:
        types = archive.read("[Content_Types].xml")
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    known = types.replace(
        b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    )
    assert len(table) > 1000
    content = repacked(sent(), {**made, "xl/sharedStrings.xml": strings, "[Content_Types].xml": known})
    assert same(content) == as_made(FOUND)


def test_a_choice_kept_as_an_extension_is_no_formula() -> None:
    uri = b"http://schemas.microsoft.com/office/"
    list_ = b"<x:dataValidation><x:formula1><xm:f>lijsten!$A$1:$A$4</xm:f></x:formula1></x:dataValidation>"
    names = b'xmlns:x="' + uri + b'spreadsheetml/2009/9/main" xmlns:xm="' + uri + b'excel/2006/main"'
    extension = b"<extLst><ext uri='x' " + names + b">" + list_ + b"</ext></extLst></worksheet>"
    assert same(in_pages(rb"</worksheet>", extension)) == as_made(FOUND)


def test_other_sheets_hidden_rows_remarks_and_links_are_passed_over() -> None:
    def add(book: Any) -> None:
        book.create_sheet("Exportoverzicht", 0).append(["Dit document is geëxporteerd", "=1+1"])
        for row in range(4, 10):
            sheet(book, "transparantie").row_dimensions[row].hidden = True
        sheet(book, "dossier")["C6"].hyperlink = "https://voorbeeld.example/"

    assert same(changed(sent(), add)) == as_made(FOUND)


@pytest.mark.parametrize(
    ("name", "made"), [("wijk.ods", sent), ("wijk.xlsx", lambda: as_ods(sent())), ("wijk.xlsm", sent)]
)
def test_what_a_file_holds_counts_not_how_its_name_ends(name: str, made: Callable[[], bytes]) -> None:
    assert read_workbook(Path(name), name, PACK, made()).dossier(PACK).model_dump() == as_made(FOUND)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something is fetched")

    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr("urllib.request.urlopen", refuse)
    picture = (
        '<table:table-cell><draw:image xmlns:draw="x" xlink:href="http://voorbeeld.example/x.png"/></table:table-cell>'
    )
    assert same(as_ods(sent(), lambda text: text.replace("<table:table-cell/>", picture, 1))) == as_made(FOUND)
    link = b'<hyperlinks><hyperlink ref="C4" location="http://voorbeeld.example/"/></hyperlinks><pageMargins'
    assert same(in_pages(rb"<pageMargins", link)) == as_made(FOUND)


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "wijk.xlsx").mkdir()
    with pytest.raises(InvoerFout) as refused:
        read_workbook(tmp_path / "wijk.xlsx", "wijk.xlsx", PACK).dossier(PACK)
    assert list(map(str, refused.value.meldingen)) == ["wijk.xlsx: is_map()"]
    assert list(map(texts.melding, refused.value.meldingen)) == [said("is_map", "wijk.xlsx")]


def test_a_formula_with_its_outcome_is_still_a_formula() -> None:
    part = "xl/worksheets/sheet3.xml"
    first = re.search(rb'<c r="C6"[^>]*>.*?</c>', pages(sent())[part], flags=re.DOTALL)
    assert first
    page = pages(sent())[part].replace(first[0], b'<c r="C6" t="str"><f>A1</f><v>Groningen</v></c>')
    assert told(repacked(sent(), {part: page})) == ["blad Dossier, cel C6: werkmap_formule()"]
