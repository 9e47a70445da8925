"""An OpenDocument text: real headings, lists and tables in Dutch, its picture described, no text taken as markup."""

import io
import zipfile
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree

import pytest

from tests.telling.sheets import (
    COUNTED,
    DENSE,
    FEW_FACTS,
    LONG_FACTS,
    SHORT_FACTS,
    SHORT_POINTS,
)
from tests.telling.whole import FIGURE, HOSTILE, WHOLE, hostile
from wijktoets.telling.formats import odt
from wijktoets.telling.tree import Box, Document, Heading, Item, Listing, PageBreak, Paragraph, Part, Table, plain

SPACES: Final = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"
    for name, space in {
        **{"office": "office", "text": "text", "table": "table", "draw": "drawing", "meta": "meta", "style": "style"},
        **{"svg": "svg-compatible", "fo": "xsl-fo-compatible"},
    }.items()
} | {"dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture(scope="module")
def whole() -> bytes:
    return odt.render(WHOLE)


def part(made: bytes, name: str = "content.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return ElementTree.fromstring(parts.read(name))


def with_parts(*blokken: Part) -> ElementTree.Element:
    return part(odt.render(replace(WHOLE, parts=blokken)))


def dense(*blokken: Part) -> ElementTree.Element:
    return part(odt.render(replace(DENSE, parts=blokken)))


def all_of(tree: ElementTree.Element, path: str) -> list[ElementTree.Element]:
    return tree.findall(f".//{path}", SPACES)


def attribute(element: ElementTree.Element, name: str) -> str | None:
    space, _, local = name.partition(":")
    return element.get(f"{{{SPACES[space]}}}{local}")


def words(element: ElementTree.Element) -> str:
    """All text in an element, with the elements that stand for spaces and ends of lines."""
    stands_for = {"s": " ", "tab": "\t", "line-break": "\n"}
    made = stands_for.get(element.tag.rpartition("}")[2], element.text or "")
    return made + "".join(words(child) + (child.tail or "") for child in element)


def test_headings_are_headings(whole: bytes) -> None:
    heads = [(attribute(h, "text:outline-level"), words(h)) for h in all_of(part(whole), "text:h")]
    assert heads == [
        ("1", "Afspraken over groen"),
        ("2", "Wat is geregeld"),
        ("3", "Feiten"),
        ("2", "Zelf invullen"),
    ]


@pytest.mark.parametrize("document", [WHOLE, DENSE], ids=["whole", "dense"])
def test_every_style_that_it_names_exists(document: Document) -> None:
    made = odt.render(document)
    content, styles = part(made), part(made, "styles.xml")
    there = {attribute(s, "style:name") for tree in (content, styles) for s in tree.iter()}
    used = {value for e in content.iter() for key, value in e.attrib.items() if key.endswith("}style-name")}
    parents = {value for e in content.iter() for key, value in e.attrib.items() if key.endswith("}parent-style-name")}
    assert used | parents <= there


def test_it_says_its_title_language_and_date(whole: bytes) -> None:
    about = part(whole, "meta.xml")
    told = {name: about.findtext(f".//{name}", None, SPACES) for name in ("dc:title", "dc:subject", "dc:language")}
    assert told == {"dc:title": WHOLE.title, "dc:subject": "Bijlage bij het gesprek", "dc:language": "nl-NL"}
    dates = {about.findtext(f".//{name}", "", SPACES)[:10] for name in ("dc:date", "meta:creation-date")}
    assert dates == {"2026-11-01"}
    (default,) = [s for s in all_of(part(whole, "styles.xml"), "style:text-properties") if attribute(s, "fo:language")]
    assert (attribute(default, "fo:language"), attribute(default, "fo:country")) == ("nl", "NL")


def test_lists_are_lists(whole: bytes) -> None:
    body = all_of(part(whole), "office:text")[0]
    lists = [(attribute(each, "text:style-name"), words(each)) for each in body.findall("text:list", SPACES)]
    assert lists == [
        ("Nummers", "eerste punthoort erbijtweede punt"),
        ("Nummers", "opnieuw bij een"),
        ("Punten", "los puntnog een"),
    ]


def test_a_table_repeats_its_head(whole: bytes) -> None:
    table = all_of(part(whole), "table:table")[0]
    rows = [[words(c) for c in row.findall("table:table-cell", SPACES)] for row in all_of(table, "table:table-row")]
    assert rows[0] == ["Punt", "Wie", "Aantal"]
    assert rows[1] == ["Wijk vooraf raadplegen", "wijk en gemeente", "3"]
    assert [words(head) for head in all_of(table, "table:table-header-rows")] == ["PuntWieAantal"]


def test_rows_to_fill_in_have_room(whole: bytes) -> None:
    rows = all_of(all_of(part(whole), "table:table")[-1], "table:table-row")
    assert [attribute(row, "table:style-name") for row in rows] == ["Rij", "Rij_14mm"]


def test_a_picture_is_there_with_its_description(whole: bytes) -> None:
    (frame,) = all_of(part(whole), "draw:frame")
    assert frame.findtext("svg:desc", None, SPACES) == "Drie van de vier punten zijn geregeld."
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        (picture,) = [name for name in parts.namelist() if name.startswith("Pictures/")]
        assert parts.read(picture).startswith(b"\x89PNG")
        assert f'"{picture}"'.encode() in parts.read("META-INF/manifest.xml")


def test_what_follows_a_page_break_starts_a_page() -> None:
    tree = with_parts(Paragraph(plain("een")), PageBreak(), Heading("twee"), PageBreak(), Paragraph(plain("drie")))
    body = all_of(tree, "office:text")[0]
    starts = [words(each) for each in body if str(attribute(each, "text:style-name")).startswith("Nieuw_")]
    assert starts == ["twee", "drie"]


def test_spaces_and_lines_of_a_text_stay() -> None:
    body = all_of(with_parts(Paragraph(plain(" een  en\ntwee "))), "office:text")[0]
    assert words(body[-1]) == " een  en\ntwee "


def test_it_begins_with_what_it_is_and_holds_nothing_of_another_program(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        first = parts.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert not [name for name in parts.namelist() if name.startswith(("Thumbnails", "Configurations"))]


def test_the_same_document_gives_the_same_bytes_whenever_it_is_made(whole: bytes) -> None:
    assert odt.render(WHOLE) == whole
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_text_of_a_user_is_text_in_every_slot() -> None:
    made = odt.render(hostile())
    shown = HOSTILE.replace("\u202e", "\\u202e").replace("\x07", "\\x07")
    assert words(part(made)).count(shown) >= 15
    assert shown in words(part(made, "styles.xml"))
    assert part(made, "meta.xml").findtext(".//dc:title", None, SPACES) == shown


@pytest.mark.parametrize("text", ["\x00", "\ufffe", "\ud800", "a\x0bb", "\x0c", "\r\n", "😀"])
def test_a_sign_that_xml_forbids_is_an_escape_and_no_fault(text: str) -> None:
    body = all_of(with_parts(Paragraph(plain(f"voor {text} na"))), "office:text")[0]
    assert words(body[-1]).startswith("voor ")


def test_short_points_and_facts_of_a_dense_document_stand_in_two_columns() -> None:
    tree = dense(*DENSE.parts)
    points, facts = all_of(tree, "text:section")
    (points_list,) = points
    assert [words(item) for item in points_list] == [f"punt {name}" for name in COUNTED[1:]]
    assert points_list.tag.endswith("}list")
    told = [f"{name}\tfeit {said}" for name, said in zip("ABCDEF", COUNTED, strict=True)]
    assert [words(fact) for fact in facts] == told[1:]
    above = [words(each) for each in all_of(tree, "office:text")[0]]
    at = [above.index(name) for name in ("Kort", "Ook kort")]
    assert [above[place + 1] for place in at] == [f"punt {COUNTED[0]}", told[0]]
    names = [attribute(section, "text:name") for section in (points, facts)]
    assert len(set(names)) == 2
    (style,) = [s for s in all_of(tree, "style:style") if attribute(s, "style:family") == "section"]
    assert {attribute(section, "text:style-name") for section in (points, facts)} == {attribute(style, "style:name")}
    (columns,) = all_of(style, "style:columns")
    assert attribute(columns, "fo:column-count") == "2"


def test_columns_below_columns_stand_apart_and_can_start_a_page() -> None:
    body = all_of(dense(SHORT_FACTS, SHORT_POINTS, PageBreak(), SHORT_POINTS), "office:text")[0]
    told = [(each.tag.rpartition("}")[2], attribute(each, "text:style-name")) for each in body][2:]
    section = ("section", "Kolommen")
    assert told == [section, ("p", "Na"), section, ("p", "Laatst_Na"), ("p", "Nieuw_Na"), section, ("p", "Laatst_Na")]


@pytest.mark.parametrize(
    "blok",
    [Box("Kader", (SHORT_POINTS,)), Listing(tuple(Item(plain(name)) for name in COUNTED)), FEW_FACTS, LONG_FACTS],
)
def test_in_a_box_and_for_what_is_not_short_or_not_many_there_are_no_columns(blok: Part) -> None:
    assert not all_of(dense(blok), "text:section")


def test_pictures_that_follow_one_another_stand_in_two_columns_each_below_its_heading() -> None:
    tree = with_parts(Paragraph(plain("ervoor")), Heading("een"), FIGURE, Heading("twee"), FIGURE, Heading("erna"))
    (section,) = all_of(tree, "text:section")
    assert [words(head) for head in all_of(section, "text:h")] == ["een", "twee"]
    wide = [attribute(frame, "svg:width") or "" for frame in all_of(section, "draw:frame")]
    assert len(wide) == 2 and all(float(each.removesuffix("mm")) <= 81 for each in wide)
    assert not all_of(with_parts(Heading("een"), FIGURE), "text:section")


def test_a_dense_document_is_smaller_but_can_be_read() -> None:
    made = odt.render(DENSE)
    usual, small = sizes(STYLES), sizes(part(made, "styles.xml"))
    assert (usual[""], usual["Heading_20_1"], usual["Heading_20_2"], usual["Footer"]) == (10.5, 20, 14, 9)
    assert (small[""], small["Heading_20_1"], small["Heading_20_2"], small["Footer"]) == (9.5, 18, 12.5, 9)
    assert set(small) == set(usual) and all(9 <= small[name] <= usual[name] for name in small if name != "Na")
    assert sizes(part(made)) == {"Smal_Cel": 9}


STYLES: Final = ElementTree.parse(odt.STYLES).getroot()


def sizes(tree: ElementTree.Element) -> dict[str, float]:
    """How large the letters of each style are that says so, in points; "" is how large they are otherwise."""
    letters = ((style, each) for style in tree.iter() for each in style.findall("style:text-properties", SPACES))
    told = {attribute(style, "style:name") or "": attribute(each, "fo:font-size") for style, each in letters}
    return {name: float(size.removesuffix("pt")) for name, size in told.items() if size is not None}


def test_a_dense_document_has_smaller_margins() -> None:
    (page,) = all_of(part(odt.render(DENSE), "styles.xml"), "style:page-layout-properties")
    margins = [attribute(page, f"fo:margin-{side}") for side in ("left", "right", "top", "bottom")]
    assert margins == ["19.0mm", "19.0mm", "15.0mm", "8.0mm"]


def test_another_document_has_no_columns_and_the_styles_as_they_are_written() -> None:
    made = odt.render(replace(DENSE, compact=False))
    assert not all_of(part(made), "text:section")
    styles = part(made, "styles.xml")
    (foot,) = all_of(styles, "style:footer")
    foot[0][:] = []
    assert ElementTree.canonicalize(ElementTree.tostring(styles), strip_text=True) == ElementTree.canonicalize(
        ElementTree.tostring(STYLES), strip_text=True
    )


@pytest.mark.parametrize(("many", "whole"), [(7, True), (8, False)])
def test_a_short_table_to_sign_in_stays_on_one_page(many: int, whole: bool) -> None:
    rows = tuple((plain(f"partij {n}"), ()) for n in range(many))
    tree = dense(Table("Wie tekent", ("Namens", "Handtekening"), rows, writing_height=10))
    (table,) = all_of(tree, "table:table")
    name = attribute(table, "table:style-name")
    (style,) = [s for s in all_of(tree, "style:style") if attribute(s, "style:name") == name]
    (shape,) = style.findall("style:table-properties", SPACES)
    assert attribute(shape, "style:may-break-between-rows") == ("false" if whole else None)
