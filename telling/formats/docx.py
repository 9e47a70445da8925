"""Renders a document for Word: real headings, lists and tables, Dutch, and the pictures with their description."""

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Final, TypeAlias, assert_never

from docx.document import Document as Word
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu, Inches, Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from wijktoets._packing import packed
from wijktoets.texts import printable

from .. import tree
from .docx_columns import add_gap, begin_columns, close_gap, end_columns
from .docx_styles import made, new_document
from .look import (
    CARD_NOTE,
    LONG_IN_COLUMN,
    LONG_NAME,
    Look,
    below_heads,
    in_columns,
    look_of,
    pictures_together,
    stays_whole,
)
from .simpler import labelled, simpler
from .typesetting import png

Place: TypeAlias = Word | _Cell
"""What parts can be added to: a document or a box in it."""

STYLES: Final = {"plain": "Normal", "opening": "Inleiding", "warning": "Let op", "note": "Noot"}
EMPHASIS: Final = {"strong": "Strong", "spoken": "Emphasis", "source": "Bron"}
UNMARKED: Final = "List Continue"
"""The style of points without a bullet: it stands below the words of the point that it belongs to."""
DEEPEST: Final = 3
"""How deep the styles for lists go."""
LONG_NAMES: Final = {"Feit": LONG_NAME, "Feit smal": LONG_IN_COLUMN}
BOX_INSET: Final = 2.5
"""The room inside a box, in millimetres."""
CARD_INSET: Final = 3.0
"""The room inside the frame of a card, in millimetres."""
TABLE_ORDER: Final = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc"),
    *("tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
    "tblDescription",
)
"""The order in which Word wants to read what a table looks like."""


def render(document: tree.Document) -> bytes:
    """The document as a Word file."""
    look = look_of(document)
    word = new_document(document, look)
    word.add_paragraph(printable(document.title), style="Heading 1")
    if document.subtitle:
        word.add_paragraph(printable(document.subtitle), style="Subtitle")
    _add(word, document.parts, look)
    close_gap(word)
    for number, shape in zip(count(1), word.element.iter(qn("wp:docPr")), strict=False):
        shape.set("id", str(number))
    out = io.BytesIO()
    word.save(out)
    return packed(out.getvalue())


def _add(place: Place, blokken: Sequence[tree.Part], look: Look) -> None:
    """The parts, one below the other."""
    new_page = False
    for blok in below_heads(pictures_together(blokken), look) if isinstance(place, Word) else blokken:
        if isinstance(blok, tree.PageBreak):
            new_page = True
            if isinstance(place, Word):
                close_gap(place)
            continue
        before = len(place.paragraphs)
        if isinstance(blok, tuple):
            _pictures(place, blok, look)
        else:
            _part(place, blok, look)
        if new_page and len(place.paragraphs) > before:
            place.paragraphs[before].paragraph_format.page_break_before = True
            new_page = False


def _part(place: Place, blok: tree.Part, look: Look) -> None:
    match blok:
        case tree.Listing() | tree.Facts() if look.columns and in_columns(blok):
            _columns(place, blok)
        case tree.Heading():
            place.add_paragraph(printable(tree.words(blok.text)), style=f"Heading {blok.level}")
        case tree.Paragraph():
            _said(place.add_paragraph(style=STYLES[blok.kind]), blok.text)
        case tree.Listing():
            _points(place, blok.items, "List Number" if blok.numbered else "List Bullet", 1)
        case tree.Facts():
            _facts(place, blok)
        case tree.Table():
            _table(place, blok, look)
        case tree.Figure():
            _picture(place, blok, Mm(look.width))
        case tree.WritingSpace():
            _room(place, blok)
        case tree.Box():
            _box(place, blok, look)
        case tree.BoxGrid():
            _boxes(place, blok, look)
        case tree.Card():
            _card(place, blok, look)
        case tree.Beside():
            _add(place, (*blok.left, *blok.right), look)
        case tree.Marks() | tree.Legend() | tree.Tree() | tree.Code():
            _part(place, simpler(blok), look)
        case tree.PageBreak() | tree.Gap():
            pass
        case _:
            assert_never(blok)


def _columns(place: Place, blok: tree.Listing | tree.Facts) -> None:
    """Short points or facts in two columns, that are read down the first and then down the second."""
    assert isinstance(place, Word)
    begin_columns(place)
    if isinstance(blok, tree.Listing):
        _points(place, blok.items, "Punt smal", 1)
    else:
        _facts(place, blok, "Feit smal")
    end_columns(place)


def _pictures(place: Place, run: Sequence[tree.Part], look: Look) -> None:
    """Pictures in two columns, each below its heading."""
    assert isinstance(place, Word)
    begin_columns(place)
    for blok in run:
        _part(place, blok, look.in_column)
    end_columns(place)


def _said(paragraph: WordParagraph, tekst: tree.Text) -> None:
    for stuk in tree.runs(tekst):
        run = paragraph.add_run(printable(stuk.text))
        if stuk.emphasis in EMPHASIS:
            run.style = EMPHASIS[stuk.emphasis]


def _points(place: Place, punten: Sequence[tree.Item], style: str, depth: int) -> None:
    """Points, and the points below each; a numbered list begins at 1 again."""
    number = None
    for punt in punten:
        own, deep = (UNMARKED, max(depth - 1, 1)) if punt.label == "" else (style, depth)
        paragraph = place.add_paragraph(style=own if deep == 1 else f"{own} {deep}")
        if style == "List Number":
            number = number or _own_numbering(paragraph)
            _use(paragraph, number)
        _said(paragraph, labelled(punt))
        _points(place, punt.below, "List Bullet", min(depth + 1, DEEPEST))


def _own_numbering(paragraph: WordParagraph) -> int:
    """A numbering like that of the style that starts at 1; its id."""
    part: Any = paragraph.part
    style: Any = paragraph.style
    numbering = part.numbering_part.element
    like = numbering.num_having_numId(style.element.pPr.numPr.numId.val).abstractNumId.val
    num = numbering.add_num(like)
    num.add_lvlOverride(0).add_startOverride(1)
    return int(num.numId)


def _use(paragraph: WordParagraph, number: int) -> None:
    properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _facts(place: Place, feiten: tree.Facts, style: str = "Feit") -> None:
    for feit in feiten.facts:
        paragraph = place.add_paragraph(style=style)
        name = printable(feit.name)
        run = paragraph.add_run(name, style="Strong")
        if len(name) > LONG_NAMES[style]:
            run.add_break()
        else:
            run.add_tab()
        _said(paragraph, feit.text)


def _table(place: Place, tabel: tree.Table, look: Look) -> None:
    if tabel.caption:
        place.add_paragraph(printable(tree.words(tabel.caption)), style="Caption")
    table = _new_table(place, 1 + len(tabel.rows), len(tabel.heads))
    _dress(table, ("bottom", "insideH"), Mm(2), tree.words(tabel.caption))
    shares = tabel.widths or (1,) * len(tabel.heads)
    widths = [Emu(Mm(look.width) * share // sum(shares)) for share in shares]
    for each, wide in zip(table.columns, widths, strict=True):
        each.width = wide
    # Reading a row through the table would count all rows again, which a long table cannot afford.
    rows = list(table.rows)
    rows[0]._tr.get_or_add_trPr().append(made("w:tblHeader"))
    heads = tuple(tree.plain(name) for name in tabel.heads)
    for row, teksten in zip(rows, (heads, *tabel.rows), strict=True):
        head = row is rows[0]
        row._tr.get_or_add_trPr().append(made("w:cantSplit"))
        if not head and (height := tabel.height(teksten)):
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        cells = row.cells
        if tabel.is_name(teksten):
            cells = (cells[0].merge(cells[-1]),)
        for column, (cell, tekst) in enumerate(zip(cells, teksten, strict=True)):
            cell.width = Mm(look.width) if len(cells) < len(widths) else widths[column]
            strong = head or len(cells) < len(widths) or (tabel.row_heads and column == 0)
            _fill(cell, _head(tekst) if strong else tekst, column in tabel.numbers, Pt(look.room(2)))
    # The names of the columns stay with the first row, and so does what is above them.
    _keep_whole(rows if stays_whole(tabel) else rows[:2])
    _keep_apart(place, look)


def _keep_whole(rows: Sequence[_Row]) -> None:
    """Keep each row on the page of the next."""
    for row in rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _keep_apart(place: Place, look: Look) -> None:
    """An empty paragraph after a table or a box: two in a row would be one to Word."""
    if isinstance(place, Word):
        if look.dense:
            add_gap(place)
        else:
            place.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(cell: _Cell, tekst: tree.Text, number: bool, room: Length) -> None:
    paragraph = cell.paragraphs[0]
    _said(paragraph, tekst)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = room
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _head(tekst: tree.Text) -> tree.Text:
    """The words of a head, all of them strong."""
    return tuple(type(stuk)(stuk.text, "strong") for stuk in tekst)


def _new_table(place: Place, rows: int, columns: int) -> WordTable:
    table = place.add_table(rows, columns)
    table.autofit = False
    return table


def _dress(table: WordTable, sides: Sequence[str], inset: Length, caption: str = "") -> None:
    """Thin lines at these sides only, room inside the cells, and a name for who hears the table."""
    properties: Any = table._tblPr
    borders = made("w:tblBorders")
    for side in (side for side in ("top", "left", "bottom", "right", "insideH", "insideV") if side in sides):
        borders.append(made(f"w:{side}", val="single", sz="4", space="0", color="777777"))
    margins, room = made("w:tblCellMar"), str(int(inset.twips))
    for side in ("left", "right"):
        margins.append(made(f"w:{side}", w=room, type="dxa"))
    parts = [made("w:tblInd", w=room, type="dxa"), borders, margins]
    if caption:
        parts.append(made("w:tblCaption", val=printable(caption)))
    properties.extend(parts)
    properties[:] = sorted(properties, key=lambda part: TABLE_ORDER.index(part.tag.rpartition("}")[2]))


def _picture(place: Place, figuur: tree.Figure, width: Length) -> None:
    """The picture as dots, since Word has no use for SVG alone, with its description."""
    dots = png(figuur.svg, figuur.width)
    wide = min(int(Inches(figuur.width / 96)), int(width))
    paragraph = place.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(dots), width=Emu(wide))
    inline: Any = shape._inline
    for side in ("distT", "distB", "distL", "distR"):  # left out, LibreOffice takes 3 mm, and cuts off as much
        inline.set(side, "0")
    about: Any = inline.docPr
    about.set("name", printable(figuur.caption))
    about.set("descr", printable(figuur.alt))
    if figuur.caption:
        paragraph.paragraph_format.keep_with_next = True
        place.add_paragraph(printable(figuur.caption), style="Caption").paragraph_format.keep_with_next = False


def _room(place: Place, ruimte: tree.WritingSpace) -> None:
    if ruimte.label:
        paragraph = place.add_paragraph()
        _said(paragraph, _head(tree.plain(ruimte.label)))
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
    for _ in range(ruimte.lines):
        place.add_paragraph(style="Schrijfregel")


def _boxes(place: Place, blok: tree.BoxGrid, look: Look) -> None:
    """Boxes two beside each other; one that is left alone is as wide as both."""
    table = _new_table(place, (len(blok.boxes) + 1) // 2, 2)
    _dress(table, ("top", "left", "bottom", "right", "insideH", "insideV"), Mm(BOX_INSET))
    half = look.width / 2
    for index, box in enumerate(blok.boxes):
        cells = table.rows[index // 2].cells
        alone = index % 2 == 0 and index == len(blok.boxes) - 1
        cell, wide = (cells[0].merge(cells[1]), look.width) if alone else (cells[index % 2], half)
        cell.width = Mm(wide)
        name = cell.paragraphs[0]
        name.style = "Heading 2"
        name.paragraph_format.space_before = Pt(2)
        name.add_run(printable(box.name))
        _add(cell, box.parts, replace(look, width=wide).inside(BOX_INSET))
    _keep_apart(place, look)


def _card(place: Place, kaart: tree.Card, look: Look) -> None:
    """A card in one frame: its name on top, then its parts beside room for a note."""
    table = _new_table(place, 2, 2)
    _dress(table, ("top", "left", "bottom", "right"), Mm(CARD_INSET))
    sides = (look.width - CARD_NOTE - 2 * CARD_INSET, CARD_NOTE + 2 * CARD_INSET)
    rows = list(table.rows)
    for row in rows:
        row._tr.get_or_add_trPr().append(made("w:cantSplit"))
    if kaart.height:
        rows[1].height, rows[1].height_rule = Mm(kaart.height), WD_ROW_HEIGHT_RULE.AT_LEAST
    top = rows[0].cells[0].merge(rows[0].cells[1])
    top.width = Mm(look.width)
    name = top.paragraphs[0]
    name.style = "Heading 3"
    name.paragraph_format.space_before = Pt(5)
    name.add_run(printable(kaart.name))
    for cell, parts, wide in zip(rows[1].cells, (kaart.parts, (kaart.room,)), sides, strict=True):
        cell.width = Mm(wide)
        _add(cell, parts, replace(look, width=wide).inside(CARD_INSET))
        _drop_first(cell)
    _keep_apart(place, look)


def _drop_first(cell: _Cell) -> None:
    """Take out the empty paragraph that a cell begins with, where another follows it."""
    first, *others = cell.paragraphs
    if others:
        first._p.getparent().remove(first._p)


def _box(place: Place, kader: tree.Box, look: Look) -> None:
    table = _new_table(place, 1, 1)
    _dress(table, ("top", "left", "bottom", "right"), Mm(BOX_INSET))
    cell = table.cell(0, 0)
    cell.width = Mm(look.width)
    name = cell.paragraphs[0]
    _said(name, _head(tree.plain(kader.name)))
    name.paragraph_format.keep_with_next = True
    name.paragraph_format.space_before = Pt(5)
    _add(cell, kader.parts, look.inside(BOX_INSET))
    _keep_apart(place, look)
