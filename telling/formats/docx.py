"""Renders a document for Word: real headings, lists and tables, Dutch, and the pictures with their description."""

import io
from collections.abc import Sequence
from itertools import count
from typing import Any, Final, TypeAlias

from docx.document import Document as Word
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu, Inches, Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from wijktoets._packing import packed
from wijktoets.texts import printable

from ..tree import (
    Alinea,
    Blok,
    Document,
    Feiten,
    Figuur,
    Invulruimte,
    Kader,
    Kop,
    Lijst,
    PaginaEinde,
    Punt,
    Tabel,
    Tekst,
    plain,
)
from .docx_columns import add_gap, begin_columns, close_gap, end_columns
from .docx_styles import made, new_document
from .look import LONG_IN_COLUMN, LONG_NAME, Look, in_columns, look_of, stays_whole
from .typesetting import png

Place: TypeAlias = Word | _Cell
"""What parts can be added to: a document or a box in it."""

STYLES: Final = {"gewoon": "Normal", "inleiding": "Inleiding", "let_op": "Let op", "noot": "Noot"}
EMPHASIS: Final = {"sterk": "Strong", "schuin": "Emphasis", "bron": "Bron"}
DEEPEST: Final = 3
"""How deep the styles for lists go."""
LONG_NAMES: Final = {"Feit": LONG_NAME, "Feit smal": LONG_IN_COLUMN}
BOX_INSET: Final = 4.0
"""The room inside a box, in millimetres."""
TABLE_ORDER: Final = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc"),
    *("tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
    "tblDescription",
)
"""The order in which Word wants to read what a table looks like."""


def render(document: Document) -> bytes:
    """The document as a Word file."""
    look = look_of(document)
    word = new_document(document, look)
    word.add_paragraph(printable(document.titel), style="Heading 1")
    if document.ondertitel:
        word.add_paragraph(printable(document.ondertitel), style="Subtitle")
    _add(word, document.blokken, look)
    close_gap(word)
    for number, shape in zip(count(1), word.element.iter(qn("wp:docPr")), strict=False):
        shape.set("id", str(number))
    out = io.BytesIO()
    word.save(out)
    return packed(out.getvalue())


def _add(place: Place, blokken: Sequence[Blok], look: Look) -> None:
    """The parts, one below the other."""
    new_page = False
    for blok in blokken:
        if isinstance(blok, PaginaEinde):
            new_page = True
            if isinstance(place, Word):
                close_gap(place)
            continue
        before = len(place.paragraphs)
        _part(place, blok, look)
        if new_page and len(place.paragraphs) > before:
            place.paragraphs[before].paragraph_format.page_break_before = True
            new_page = False


def _part(place: Place, blok: Blok, look: Look) -> None:
    if look.columns and in_columns(blok):
        _columns(place, blok)
    elif isinstance(blok, Kop):
        place.add_paragraph(printable(blok.tekst), style=f"Heading {blok.niveau}")
    elif isinstance(blok, Alinea):
        _said(place.add_paragraph(style=STYLES[blok.soort]), blok.tekst)
    elif isinstance(blok, Lijst):
        _points(place, blok.punten, "List Number" if blok.genummerd else "List Bullet", 1)
    elif isinstance(blok, Feiten):
        _facts(place, blok)
    elif isinstance(blok, Tabel):
        _table(place, blok, look)
    elif isinstance(blok, Figuur):
        _picture(place, blok, Mm(look.width))
    elif isinstance(blok, Invulruimte):
        _room(place, blok)
    elif isinstance(blok, Kader):
        _box(place, blok, look)


def _columns(place: Place, blok: Blok) -> None:
    """Short points or facts in two columns, that are read down the first and then down the second."""
    assert isinstance(place, Word)
    begin_columns(place)
    if isinstance(blok, Lijst):
        _points(place, blok.punten, "Punt smal", 1)
    elif isinstance(blok, Feiten):
        _facts(place, blok, "Feit smal")
    end_columns(place)


def _said(paragraph: Paragraph, tekst: Tekst) -> None:
    for stuk in tekst:
        run = paragraph.add_run(printable(stuk.tekst))
        if stuk.nadruk in EMPHASIS:
            run.style = EMPHASIS[stuk.nadruk]


def _points(place: Place, punten: Sequence[Punt], style: str, depth: int) -> None:
    """Points, and the points below each; a numbered list begins at 1 again."""
    number = None
    for punt in punten:
        paragraph = place.add_paragraph(style=style if depth == 1 else f"{style} {depth}")
        if style == "List Number":
            number = number or _own_numbering(paragraph)
            _use(paragraph, number)
        _said(paragraph, punt.tekst)
        _points(place, punt.onder, "List Bullet", min(depth + 1, DEEPEST))


def _own_numbering(paragraph: Paragraph) -> int:
    """A numbering like that of the style that starts at 1; its id."""
    part: Any = paragraph.part
    style: Any = paragraph.style
    numbering = part.numbering_part.element
    like = numbering.num_having_numId(style.element.pPr.numPr.numId.val).abstractNumId.val
    num = numbering.add_num(like)
    num.add_lvlOverride(0).add_startOverride(1)
    return int(num.numId)


def _use(paragraph: Paragraph, number: int) -> None:
    properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _facts(place: Place, feiten: Feiten, style: str = "Feit") -> None:
    for feit in feiten.feiten:
        paragraph = place.add_paragraph(style=style)
        name = printable(feit.naam)
        run = paragraph.add_run(name, style="Strong")
        if len(name) > LONG_NAMES[style]:
            run.add_break()
        else:
            run.add_tab()
        _said(paragraph, feit.tekst)


def _table(place: Place, tabel: Tabel, look: Look) -> None:
    if tabel.bijschrift:
        place.add_paragraph(printable(tabel.bijschrift), style="Caption")
    table = _new_table(place, 1 + len(tabel.rijen), len(tabel.koppen))
    _dress(table, ("bottom", "insideH"), Mm(2), tabel.bijschrift)
    shares = tabel.breedtes or (1,) * len(tabel.koppen)
    widths = [Emu(Mm(look.width) * share // sum(shares)) for share in shares]
    for each, wide in zip(table.columns, widths, strict=True):
        each.width = wide
    # Reading a row through the table would count all rows again, which a long table cannot afford.
    rows = list(table.rows)
    rows[0]._tr.get_or_add_trPr().append(made("w:tblHeader"))
    heads = tuple(plain(name) for name in tabel.koppen)
    for row, teksten in zip(rows, (heads, *tabel.rijen), strict=True):
        head = row is rows[0]
        row._tr.get_or_add_trPr().append(made("w:cantSplit"))
        if not head and (height := tabel.height(teksten)):
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for column, (cell, tekst) in enumerate(zip(row.cells, teksten, strict=True)):
            cell.width = widths[column]
            strong = head or (tabel.rijkoppen and column == 0)
            _fill(cell, _head(tekst) if strong else tekst, column in tabel.getallen, Pt(look.room(2)))
    if look.dense and stays_whole(tabel):
        _keep_whole(rows)
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


def _fill(cell: _Cell, tekst: Tekst, number: bool, room: Length) -> None:
    paragraph = cell.paragraphs[0]
    _said(paragraph, tekst)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = room
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _head(tekst: Tekst) -> Tekst:
    """The words of a head, all of them strong."""
    return tuple(type(stuk)(stuk.tekst, "sterk") for stuk in tekst)


def _new_table(place: Place, rows: int, columns: int) -> Table:
    table = place.add_table(rows, columns)
    table.autofit = False
    return table


def _dress(table: Table, sides: Sequence[str], inset: Length, caption: str = "") -> None:
    """Thin lines at these sides only, room inside the cells, and a name for who hears the table."""
    properties: Any = table._tblPr
    borders = made("w:tblBorders")
    for side in (side for side in ("top", "left", "bottom", "right", "insideH") if side in sides):
        borders.append(made(f"w:{side}", val="single", sz="4", space="0", color="777777"))
    margins, room = made("w:tblCellMar"), str(int(inset.twips))
    for side in ("left", "right"):
        margins.append(made(f"w:{side}", w=room, type="dxa"))
    parts = [made("w:tblInd", w=room, type="dxa"), borders, margins]
    if caption:
        parts.append(made("w:tblCaption", val=printable(caption)))
    properties.extend(parts)
    properties[:] = sorted(properties, key=lambda part: TABLE_ORDER.index(part.tag.rpartition("}")[2]))


def _picture(place: Place, figuur: Figuur, width: Length) -> None:
    """The picture as dots, since Word has no use for SVG alone, with its description."""
    dots = png(figuur.svg, figuur.breedte)
    wide = min(int(Inches(figuur.breedte / 96)), int(width))
    paragraph = place.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(dots), width=Emu(wide))
    about: Any = shape._inline.docPr
    about.set("name", printable(figuur.bijschrift))
    about.set("descr", printable(figuur.alt))
    if figuur.bijschrift:
        paragraph.paragraph_format.keep_with_next = True
        place.add_paragraph(printable(figuur.bijschrift), style="Caption").paragraph_format.keep_with_next = False


def _room(place: Place, ruimte: Invulruimte) -> None:
    if ruimte.label:
        paragraph = place.add_paragraph()
        _said(paragraph, _head(plain(ruimte.label)))
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
    for _ in range(ruimte.regels):
        place.add_paragraph(style="Schrijfregel")


def _box(place: Place, kader: Kader, look: Look) -> None:
    table = _new_table(place, 1, 1)
    _dress(table, ("top", "left", "bottom", "right"), Mm(BOX_INSET))
    cell = table.cell(0, 0)
    cell.width = Mm(look.width)
    name = cell.paragraphs[0]
    _said(name, _head(plain(kader.naam)))
    name.paragraph_format.keep_with_next = True
    name.paragraph_format.space_before = Pt(5)
    _add(cell, kader.blokken, look.inside(BOX_INSET))
    _keep_apart(place, look)
