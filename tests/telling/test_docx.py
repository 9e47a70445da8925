"""A Word file: real headings, lists and tables in Dutch, its picture described, and no text taken as markup."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.telling.sheets import (
    COUNTED,
    DENSE,
    FEW_FACTS,
    LONG_FACTS,
    SHORT_FACTS,
    SHORT_POINTS,
)
from tests.telling.whole import FIGURE, HOSTILE, WHOLE, hostile
from wijktoets.telling.formats import docx as renderer
from wijktoets.telling.formats import docx_styles
from wijktoets.telling.tree import Box, Document, Heading, Item, Listing, PageBreak, Paragraph, Part, Table, plain


@pytest.fixture(scope="module")
def whole() -> Word:
    return opened(renderer.render(WHOLE))


def opened(made: bytes) -> Word:
    return docx.Document(io.BytesIO(made))


def with_parts(*blokken: Part) -> Word:
    return opened(renderer.render(replace(WHOLE, parts=blokken)))


def dense(*blokken: Part) -> Word:
    return opened(renderer.render(replace(DENSE, parts=blokken)))


def of_style(word: Word, style: str) -> list[str]:
    return [p.text for p in word.paragraphs if p.style is not None and p.style.name == style]


def element(word: Word) -> Any:
    return word.element


def test_headings_are_headings(whole: Word) -> None:
    assert of_style(whole, "Heading 1") == ["Afspraken over groen"]
    assert of_style(whole, "Heading 2") == ["Wat is geregeld", "Zelf invullen"]
    assert of_style(whole, "Heading 3") == ["Feiten"]


def test_it_says_its_title_language_and_date(whole: Word) -> None:
    about = whole.core_properties
    assert (about.title, about.subject, about.author) == (WHOLE.title, "Bijlage bij het gesprek", "wijktoets 1.0")
    assert (about.language, about.keywords, about.comments) == ("nl-NL", "wijkdeal, groen", "")
    assert str(about.created)[:10] == str(about.modified)[:10] == "2026-11-01"
    languages = {lang.get(qn("w:val")) for lang in whole.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}


def test_lists_are_lists_and_each_begins_at_one(whole: Word) -> None:
    numbered = [p for p in whole.paragraphs if p.style is not None and p.style.name == "List Number"]
    assert [p.text for p in numbered] == ["eerste punt", "tweede punt", "opnieuw bij een"]
    numbers: list[Any] = [p._p.pPr.numPr.numId.val for p in numbered]  # type: ignore[union-attr]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering: Any = whole.part.numbering_part.element
    assert [numbering.num_having_numId(n).lvlOverride_lst[0].startOverride.val for n in numbers] == [1, 1, 1]
    assert of_style(whole, "List Bullet") == ["los punt", "nog een"]
    assert of_style(whole, "List Bullet 2") == ["hoort erbij"]


def test_a_table_repeats_its_head_and_keeps_rows_whole(whole: Word) -> None:
    first = whole.tables[0]
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["Punt", "Wie", "Aantal"],
        ["Wijk vooraf raadplegen", "wijk en gemeente", "3"],
        ["Geld in beeld", "gemeente", "12"],
    ]
    heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in first.rows]
    assert heads == [True, False, False]
    assert of_style(whole, "Caption")[0] == "Wie doet wat"


def test_columns_have_the_widths_that_are_asked(whole: Word) -> None:
    first = whole.tables[0]
    assert [round(column.width.mm) for column in first.columns] == [83, 50, 33]  # type: ignore[union-attr]
    assert [round(cell.width.mm) for cell in first.rows[1].cells] == [83, 50, 33]  # type: ignore[union-attr]


def test_rows_to_fill_in_have_room(whole: Word) -> None:
    last = whole.tables[-1]
    assert round(last.rows[1].height.mm) == 14  # type: ignore[union-attr]
    assert last.rows[0].height is None


def test_a_picture_is_there_with_its_description(whole: Word) -> None:
    (shape,) = whole.inline_shapes
    assert shape._inline.docPr.get("descr") == "Drie van de vier punten zijn geregeld."
    assert round(shape.width.inches * 96) == 320


def test_a_box_holds_its_name_and_parts(whole: Word) -> None:
    box = whole.tables[1].cell(0, 0)
    assert [p.text for p in box.paragraphs] == [
        "Zo kunt u het zeggen",
        "Eens per jaar is er een open avond.",
        "met koffie",
    ]


def test_what_follows_a_page_break_starts_a_page() -> None:
    word = with_parts(
        Paragraph(plain("een")), PageBreak(), Heading("twee"), PageBreak(), PageBreak(), Paragraph(plain("drie"))
    )
    assert [p.text for p in word.paragraphs if p.paragraph_format.page_break_before] == ["twee", "drie"]


def test_lines_of_a_text_stay_lines() -> None:
    assert with_parts(Paragraph(plain("een\ntwee"))).paragraphs[-1].text == "een\ntwee"


def test_the_foot_says_which_page_it_is(whole: Word) -> None:
    foot = whole.sections[0].footer.paragraphs[0]
    assert foot.text.startswith("Dit bereidt een gesprek voor; het is geen oordeel.\tBladzijde ")
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_word_can_read_what_a_table_looks_like_in_order(whole: Word) -> None:
    for properties in element(whole).iter(qn("w:tblPr")):
        order = [renderer.TABLE_ORDER.index(part.tag.rpartition("}")[2]) for part in properties]
        assert order == sorted(set(order))


def test_the_same_document_gives_the_same_bytes_whenever_it_is_made() -> None:
    made = renderer.render(WHOLE)
    assert renderer.render(WHOLE) == made
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_nothing_is_loaded_from_elsewhere() -> None:
    with zipfile.ZipFile(io.BytesIO(renderer.render(hostile()))) as parts:
        assert not [name for name in parts.namelist() if b'TargetMode="External"' in parts.read(name)]
        assert "docProps/thumbnail.jpeg" not in parts.namelist()


def test_text_of_a_user_is_text_in_every_slot() -> None:
    word = opened(renderer.render(hostile()))
    shown = HOSTILE.replace("\u202e", "\\u202e").replace("\x07", "\\x07")
    assert word.paragraphs[0].text == shown
    everything = "".join(text.text or "" for text in element(word).iter(qn("w:t")))
    assert everything.count(shown) >= 12


@pytest.mark.parametrize("text", ["\x00", "\ufffe", "\ud800", "a\x0bb", "\x0c", "\r\n", "😀"])
def test_a_sign_that_xml_forbids_is_an_escape_and_no_fault(text: str) -> None:
    assert "voor" in with_parts(Paragraph(plain(f"voor {text} na"))).paragraphs[-1].text


def parts(word: Word) -> list[tuple[int, list[str]]]:
    """How many columns each part of a document has, with its paragraphs."""
    found: list[tuple[int, list[str]]] = []
    texts: list[str] = []
    for paragraph in word.element.body.p_lst:
        texts.append(paragraph.text)
        for shape in paragraph.xpath("w:pPr/w:sectPr"):
            found.append((columns(shape), texts))
            texts = []
    return [*found, (columns(word.element.body.sectPr), texts)]


def columns(shape: Any) -> int:
    return int(shape.find(qn("w:cols")).get(qn("w:num"), "1"))


def test_short_points_and_facts_of_a_dense_document_stand_in_two_columns() -> None:
    word = dense(*DENSE.parts)
    found = parts(word)
    assert [many for many, _ in found] == [1, 2, 1, 2, 1]
    points = [f"punt {name}" for name in COUNTED]
    facts = [f"{name}\tfeit {said}" for name, said in zip("ABCDEF", COUNTED, strict=True)]
    assert found[1][1] == points[1:] and found[3][1] == facts[1:]
    assert found[0][1][-2:] == ["Kort", points[0]] and found[2][1][-2:] == ["Ook kort", facts[0]]
    assert [section.start_type for section in word.sections][1:] == [WD_SECTION.CONTINUOUS] * 4
    assert [section.footer.is_linked_to_previous for section in word.sections] == [False, True, True, True, True]


def test_columns_below_columns_stand_apart() -> None:
    found = parts(dense(SHORT_FACTS, SHORT_FACTS, SHORT_POINTS))
    assert [many for many, _ in found] == [1, 2, 1, 2, 1, 2, 1]
    assert [texts for many, texts in found[1:] if many == 1] == [[""]] * 3


def test_points_in_columns_are_points_of_a_list() -> None:
    word = dense(Listing(tuple(Item(plain(name), (Item(plain("eronder")),)) for name in COUNTED), short=True))
    styles = [p.style for p in word.paragraphs if p.text]
    assert [style.name for style in styles if style][-2:] == ["Punt smal", "List Bullet 2"]
    assert word.styles["Punt smal"].base_style == word.styles["List Bullet"]


def test_columns_can_start_a_page() -> None:
    word = dense(Paragraph(plain("een")), PageBreak(), SHORT_POINTS)
    assert [p.text for p in word.paragraphs if p.paragraph_format.page_break_before] == ["punt een"]


@pytest.mark.parametrize(
    "blok",
    [Box("Kader", (SHORT_POINTS,)), Listing(tuple(Item(plain(name)) for name in COUNTED)), FEW_FACTS, LONG_FACTS],
)
def test_in_a_box_and_for_what_is_not_short_or_not_many_there_are_no_columns(blok: Part) -> None:
    assert len(dense(blok).sections) == 1


def test_pictures_that_follow_one_another_stand_in_two_columns_each_below_its_heading() -> None:
    word = with_parts(Paragraph(plain("ervoor")), Heading("een"), FIGURE, Heading("twee"), FIGURE, Heading("erna"))
    found = parts(word)
    assert [many for many, _ in found] == [1, 2, 1]
    assert [text for text in found[1][1] if text in ("ervoor", "een", "twee", "erna")] == ["een", "twee"]
    assert all(shape.width <= Mm(81) for shape in word.inline_shapes) and len(word.inline_shapes) == 2
    room = [shape._inline.get(side) for shape in word.inline_shapes for side in ("distL", "distR")]
    assert room == ["0"] * 4, "what is left out counts as 3 mm, of which the column has none"


def test_a_picture_alone_has_the_whole_width() -> None:
    assert [many for many, _ in parts(with_parts(Heading("een"), FIGURE, Paragraph(plain("erna"))))] == [1]


def test_a_dense_document_is_smaller_but_can_be_read() -> None:
    usual, small = sizes(opened(renderer.render(WHOLE))), sizes(dense())
    assert (usual["Normal"], usual["Heading 1"], usual["Heading 2"], usual["Footer"]) == (10.5, 20, 14, 9)
    assert (small["Normal"], small["Heading 1"], small["Heading 2"], small["Footer"]) == (9.5, 18, 12.5, 9)
    assert set(small) - set(usual) == {"Punt smal"}
    assert all(9 <= small[name] <= usual.get(name, 10.5) for name in small)


def sizes(word: Word) -> dict[str, float]:
    """How large the letters of each style are that this document uses, in points."""
    own = ("Normal", "Bron", "Footer", *docx_styles.SIZES, *docx_styles.OWN, *docx_styles.NARROW_STYLES)
    fonts: list[tuple[str, Any]] = [(name, word.styles[name]) for name in own if name in word.styles]
    return {name: style.font.size.pt for name, style in fonts if style.font.size is not None}


@pytest.mark.parametrize(("document", "expected"), [(WHOLE, [22, 22, 19, 21]), (DENSE, [19, 19, 15, 15])])
def test_a_dense_document_has_smaller_margins(document: Document, expected: list[int]) -> None:
    shape: Any = opened(renderer.render(document)).sections[0]
    margins = (shape.left_margin, shape.right_margin, shape.top_margin, shape.bottom_margin)
    assert [round(margin.mm) for margin in margins] == expected


def test_another_document_has_no_columns_and_points_as_ever() -> None:
    word = opened(renderer.render(replace(DENSE, compact=False)))
    assert [many for many, _ in parts(word)] == [1]
    assert not {"Feit smal", "Punt smal"} & {style.name for style in word.styles}
    points: Any = word.styles["List Bullet"]
    assert points.paragraph_format.left_indent is None and points.element.xpath("w:pPr/w:contextualSpacing")


@pytest.mark.parametrize(("many", "whole"), [(7, True), (8, False)])
def test_a_short_table_to_sign_in_stays_on_one_page(many: int, whole: bool) -> None:
    rows = tuple((plain(f"partij {n}"), ()) for n in range(many))
    (table,) = dense(Table("Wie tekent", ("Namens", "Handtekening"), rows, writing_height=10)).tables
    kept = [{cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells} for row in table.rows]
    assert kept == [{True}] + [{True if whole else None}] * (many - 1) + [{None}]


@pytest.mark.parametrize(("many", "whole"), [(7, True), (8, False)])
def test_so_does_a_small_table_to_read(many: int, whole: bool) -> None:
    rows = tuple((plain(f"partij {n}"), plain("drie")) for n in range(many))
    (table,) = with_parts(Table("Wie wat doet", ("Wie", "Hoeveel"), rows)).tables
    assert table.rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next == (True if whole else None)
    (long,) = with_parts(Table("Wie wat doet", ("Wie", "Wat"), ((plain("partij"), plain("woord " * 200)),) * 2)).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in long.rows]
    assert kept == [True, None, None]


def test_below_a_table_that_ends_a_page_there_is_next_to_nothing() -> None:
    table = Table("", ("Punt",), ((plain("een"),),))
    word = dense(table, table, PageBreak(), Heading("Nieuw"), table)
    gaps = [p.paragraph_format.line_spacing for p in word.paragraphs if not p.text]
    assert gaps == [Pt(4), Pt(1), Pt(1)]
