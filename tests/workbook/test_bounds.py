"""Nothing in a workbook makes reading it long, and nothing in it is followed."""

import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from tests.workbook.bad_books import MAIN
from tests.workbook.books import as_made, book_of, changed, dossier, repacked, same, sheet, wrong
from tests.workbook.test_ods import as_ods
from wijktoets.workbook import bounds
from wijktoets.workbook.bounds import OutsideBounds, look_through
from wijktoets.workbook.cells import LONGEST

pytestmark = pytest.mark.timeout(30)

FOUND = dossier(gemeente=" twee  spaties", peildatum="2026-11-01")


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(FOUND)


PAGE = "xl/worksheets/sheet3.xml"
"""The sheet about the dossier itself."""
LINKS = "xl/_rels/workbook.xml.rels"
FULL = "in deze werkmap staat veel meer"


def part(name: str, content: bytes | None = None) -> bytes:
    """A part of a workbook."""
    with zipfile.ZipFile(BytesIO(content or sent())) as archive:
        return archive.read(name)


def with_part(name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with a piece of a part replaced."""
    made = part(name).replace(old, new, 1)
    assert made != part(name), "the piece is there"
    return repacked(sent(), {name: made})


def in_rows(more: bytes) -> bytes:
    """The workbook with more at the end of the rows of a sheet."""
    return with_part(PAGE, b"</sheetData>", more + b"</sheetData>")


# Much in little.


MUCH = bounds.MAX_WEIGHT
HEAVY: dict[str, bytes] = {
    "rows": in_rows(b"<row/>" * MUCH),
    "cells": in_rows(b"<row>" + b"<c/>" * MUCH + b"</row>"),
    "styles": with_part("xl/styles.xml", b"</cellXfs>", b"<xf/>" * (MUCH // 10) + b"</cellXfs>"),
    "strings": repacked(sent(), {"xl/sharedStrings.xml": b'<sst xmlns="' + MAIN + b'">' + b"<si/>" * MUCH + b"</sst>"}),
    "choices": with_part(PAGE, b"</dataValidations>", b"<dataValidation/>" * (MUCH // 10) + b"</dataValidations>"),
    "ranges": with_part(PAGE, b'sqref="', b'sqref="' + b"A1 " * MUCH),
    "merged": with_part(
        PAGE,
        b"<dataValidations",
        b"<mergeCells>" + b'<mergeCell ref="A1:B1"/>' * 40_000 + b"</mergeCells><dataValidations",
    ),
    "depth": in_rows(b"<a>" * 50_000 + b"</a>" * 50_000),
    "an attribute": in_rows(b'<row spans="' + b"1:2 " * 300_000 + b'"/>'),
    "a remark": in_rows(b"<!--" + b"-x" * 600_000 + b"-->"),
    "a remark at the end": repacked(sent(), {PAGE: part(PAGE) + b"<!--" + b"-x" * 600_000 + b"-->"}),
    "a sheet under another name": repacked(sent(), {"xl/worksheets/blad.dat": b"<x>" + b"<y/>" * MUCH + b"</x>"}),
}


@pytest.mark.parametrize("kind", HEAVY)
def test_what_holds_too_much_is_not_opened(kind: str) -> None:
    assert len(HEAVY[kind]) < 1024 * 1024
    (line,) = wrong(HEAVY[kind])
    assert FULL in line


def test_a_repeated_cell_of_an_ods_counts_each_time() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="300"/>'
    row = f'<table:table-row table:number-rows-repeated="50000">{cell}</table:table-row></table:table>'
    content = as_ods(sent(), lambda text: re.sub("<table:table-row table:number-rows.*?</table:table>", row, text))
    (line,) = wrong(content)
    assert FULL in line


def test_spaces_of_an_ods_are_no_more_than_a_cell_holds() -> None:
    content = as_ods(sent(), lambda text: text.replace("<text:s/>twee", '<text:s text:c="2000000000"/>twee'))
    gemeente = same(content)["gemeente"]
    assert len(gemeente) == LONGEST + len("twee  spaties")


def test_a_sheet_that_is_listed_twice_is_not_read_twice() -> None:
    link = re.search(rb'<sheet [^>]*r:id="rId2"[^>]*/>', part("xl/workbook.xml"))
    assert link
    (line,) = wrong(with_part("xl/workbook.xml", link[0], link[0] + link[0]))
    assert "beschadigd" in line
    target = re.search(rb'Target="([^"]*sheet3\.xml)"', part(LINKS))
    assert target
    (line,) = wrong(with_part(LINKS, target[1], target[1].replace(b"sheet3", b"./sheet2")))
    assert "beschadigd" in line


# Far and wide.


def test_all_cells_of_a_sheet_merged_are_told_with_their_place() -> None:
    all_of_it = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations'
    (line,) = wrong(with_part(PAGE, b"<dataValidations", all_of_it))
    assert "blad Dossier, cel A1: de cellen A1:XFD1048576 zijn samengevoegd" in line


def test_a_cell_at_the_end_of_a_sheet_and_a_false_size_change_nothing() -> None:
    assert same(in_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')) == as_made(FOUND)
    assert same(in_rows(b'<row r="99999999999"><c r="A1048576"><v>1</v></c></row>')) == as_made(FOUND)
    size = re.search(rb'<dimension ref="[^"]*"/>', part(PAGE))
    assert size
    for false in (b"A1:A1", b"A1:XFD1048576"):
        assert same(with_part(PAGE, size[0], b'<dimension ref="' + false + b'"/>')) == as_made(FOUND)


def test_a_link_over_all_cells_is_not_followed_to_each() -> None:
    link = b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks><pageMargins'
    assert same(with_part(PAGE, b"<pageMargins", link)) == as_made(FOUND)


@pytest.mark.timeout(10)
def test_a_long_formula_that_many_cells_share_is_not_translated_for_each() -> None:
    first = b'<c r="Z99"><f t="shared" si="1" ref="Z99:Z2000">' + b"+".join([b"A1"] * 4000) + b"</f></c>"
    rest = b"".join(b'<row r="%d"><c r="Z%d"><f t="shared" si="1"/></c></row>' % (n, n) for n in range(100, 2000))
    found = wrong(in_rows(b'<row r="99">' + first + b"</row>" + rest))
    assert "meer dan 1000 fouten" in found[0] and "cel Z99: hier leest wijktoets niets" in found[1]


# What lies in the archive beside the cells.


@pytest.mark.parametrize("name", ["../../evil.txt", "/tmp/evil.txt", "xl/../../evil.xml", "..\\evil.txt"])
def test_a_part_outside_the_archive_is_refused_and_not_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (line,) = wrong(repacked(sent(), {name: b"x"}))
    assert "beschadigd" in line
    assert list(tmp_path.iterdir()) == []


def test_a_chart_a_sheet_of_charts_a_picture_and_a_remark_change_nothing() -> None:
    from openpyxl.chart import BarChart
    from openpyxl.comments import Comment

    def add(book: object) -> None:
        sheet(book, "transparantie").add_chart(BarChart(), "B9")  # type: ignore[arg-type]  # the stubs of openpyxl
        sheet(book, "transparantie")["E4"].comment = Comment("let op", "iemand")  # type: ignore[arg-type]  # the same
        for number in range(4):
            book.create_chartsheet(f"Diagram {number}", 0).add_chart(BarChart())  # type: ignore[attr-defined]  # the same

    assert same(changed(sent(), add)) == as_made(FOUND)
    assert same(repacked(sent(), {"xl/media/image1.png": b"\x89PNG\r\n\x1a\n", "docProps/thumbnail.jpeg": b"\xff\xd8"}))


def test_only_what_cells_need_is_read() -> None:
    from openpyxl.chart import BarChart

    book = changed(sent(), lambda book: book.create_chartsheet("Diagram", 0).add_chart(BarChart()))
    with zipfile.ZipFile(BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(BytesIO(bounds.needed(parts, look_through(parts)))) as archive:
        kept = set(archive.namelist())
    kept = {re.sub("[0-9]+", "N", name) for name in kept} - {"xl/sharedStrings.xml"}
    assert kept == {"[Content_Types].xml", "xl/workbook.xml", LINKS, "xl/styles.xml", "xl/worksheets/sheetN.xml"}


def test_an_empty_part_is_nothing_to_stumble_over() -> None:
    assert same(repacked(sent(), {"Configurations2/accelerator/current.xml": b""})) == as_made(FOUND)


def test_a_part_is_weighed_by_its_elements() -> None:
    seen = look_through({"a.xml": b"<row><c/><c/></row>", "b.xml": b"<x><c/></x>", "c.png": b"\x89PNG"})
    assert {name: deel.gewicht for name, deel in seen.items()} == {"a.xml": 3, "b.xml": 11}
    with pytest.raises(OutsideBounds, match="werkmap_onleesbaar"):
        look_through({"a.xml": b"<row>"})
