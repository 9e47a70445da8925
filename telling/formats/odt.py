"""Renders a document as an OpenDocument text: real headings, lists and tables, Dutch, and each picture described."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Final, assert_never

import odfdo
from odfdo import Element, Frame, List, ListItem
from odfdo import Span as OdfSpan

from wijktoets._packing import packed
from wijktoets.texts import printable, text

from .. import tree
from .look import (
    CARD_NOTE,
    LONG_IN_COLUMN,
    LONG_NAME,
    ROOMY,
    Look,
    below_heads,
    beside_page,
    in_columns,
    look_of,
    pictures_together,
    stays_whole,
)
from .odt_styles import set_smaller
from .odt_writing import Writing
from .simpler import labelled, simpler
from .typesetting import png

STYLES: Final = Path(__file__).with_name("odt_styles.xml")
ALINEAS: Final = {"plain": "Standard", "opening": "Inleiding", "warning": "LetOp", "note": "Noot"}
EMPHASIS: Final = {"strong": "Sterk", "spoken": "Schuin", "source": "Bron"}
KEPT: Final = ("mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")
"""The parts of the library's empty document that are ours or needed; the rest says something of its maker only."""
BOX_INSET: Final = 2.5
"""The room inside a box, in millimetres."""
CARD_INSET: Final = 3.0
"""The room inside the frame of a card, in millimetres."""
TAB: Final = "\t"
NO_SETTINGS: Final = (
    b'<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.4"/>'
)
COLUMNS: Final = "text:section"
"""The element of parts that stand in columns; it cannot start a page itself."""
LINE: Final = "0.5pt solid #777777"


def render(document: tree.Document) -> bytes:
    """The document as an OpenDocument file."""
    file, look = odfdo.Document("text"), look_of(document)
    writing = Writing(file)
    _take_out_what_is_not_ours(file)
    file.set_part("styles.xml", STYLES.read_bytes())
    file.body.clear()
    _append(file.body, _paragraph("Heading_20_1", tree.plain(document.title), level=1))
    if document.subtitle:
        _append(file.body, _paragraph("Subtitle", tree.plain(document.subtitle)))
    _append(file.body, *_parts(writing, document.parts, look))
    automatic = file.content.get_element("//office:automatic-styles")
    assert automatic is not None
    _append(automatic, *(Element.from_tag(made) for made in writing.shapes.values()))
    _foot(file, document, look)
    if look != ROOMY:
        set_smaller(file.styles.root, look)
    _describe(file, document)
    out = io.BytesIO()
    file.save(out)
    return packed(out.getvalue())


def _take_out_what_is_not_ours(file: odfdo.Document) -> None:
    """Drop what the library's empty document brings along: a preview and settings of an office program."""
    for name in sorted(set(file.get_parts()) - set(KEPT)):
        file.del_part(name)
    for path in file.manifest.get_paths():
        if str(path) not in (*KEPT, "/"):
            file.manifest.del_full_path(str(path))
    file.set_part("settings.xml", NO_SETTINGS)


def _append(parent: Element, *children: Element) -> None:
    """Add elements as they are: tables of the library would count their cells anew each time."""
    for child in children:
        Element.append(parent, child)


def _inside(tag: str, *children: Element, **attributes: str) -> Element:
    """An element with its attributes (`text__style_name` is text:style-name) and what is in it."""
    made = Element.from_tag(tag)
    for name, value in attributes.items():
        made.set_attribute(name.replace("__", ":").replace("_", "-"), value)
    _append(made, *children)
    return made


def _paragraph(style: str, tekst: tree.Text, level: int = 0, name: tree.Text = ()) -> Element:
    """A paragraph, or a heading at a level, with emphasis as it is in the text, and a `name` before it."""
    more = {"text__outline_level": str(level)} if level else {}
    paragraph = _inside("text:h" if level else "text:p", text__style_name=style, **more)
    for stuk in (*name, *tree.runs(tekst)):
        span = OdfSpan(style=EMPHASIS.get(stuk.emphasis))
        span.append_plain_text(stuk.text if stuk.text == TAB else printable(stuk.text))
        _append(paragraph, span)
    return paragraph


def _strong(tekst: tree.Text) -> tree.Text:
    return tuple(tree.Span(stuk.text, "strong") for stuk in tekst)


def _parts(writing: Writing, blokken: Sequence[tree.Part], look: Look) -> Iterable[Element]:
    """The parts, one below the other."""
    new_page, last = False, None
    for blok in below_heads(pictures_together(blokken), look):
        if isinstance(blok, tree.PageBreak):
            new_page = True
            _close(writing, look, last)
            continue
        for part in _pictures(writing, blok, look) if isinstance(blok, tuple) else _part(writing, blok, look):
            if part.tag == COLUMNS and new_page:
                yield _paragraph(writing.on_new_page("Na"), ())
                new_page = False
            last = part
            if new_page and part.tag in ("text:p", "text:h"):
                part.set_attribute("text:style-name", writing.on_new_page(str(part.get_attribute("text:style-name"))))
                new_page = False
            yield part
    _close(writing, look, last)


def _close(writing: Writing, look: Look, last: Element | None) -> None:
    """Where there is little room: leave next to none below a table that ends a page, for a page of its own."""
    if look.dense and last is not None and last.get_attribute("text:style-name") == "Na":
        last.set_attribute("text:style-name", writing.at_end_of_page("Na"))


def _part(writing: Writing, blok: tree.Part, look: Look) -> Iterable[Element]:
    match blok:
        case tree.Listing() | tree.Facts() if look.columns and in_columns(blok):
            yield from _columns(writing, blok)
        case tree.Heading():
            yield _paragraph(f"Heading_20_{blok.level}", tree.plain(blok.text), level=blok.level)
        case tree.Paragraph():
            yield _paragraph(ALINEAS[blok.kind], blok.text)
        case tree.Listing():
            yield _points(blok.items, "Nummers" if blok.numbered else "Punten")
        case tree.Facts():
            yield from (_fact(feit.name, feit.text) for feit in blok.facts)
        case tree.Table():
            yield from _table(writing, blok, look)
        case tree.Figure():
            yield from _picture(writing, blok, look.width)
        case tree.WritingSpace():
            if blok.label:
                yield _paragraph("Label", tree.plain(blok.label))
            yield from (_paragraph("Schrijfregel", ()) for _ in range(blok.lines))
        case tree.Box():
            yield from _box(writing, blok, look)
        case tree.BoxGrid():
            yield from _boxes(writing, blok, look)
        case tree.Card():
            yield from _card(writing, blok, look)
        case tree.Beside():
            yield from _parts(writing, (*blok.left, *blok.right), look)
        case tree.Marks() | tree.Legend() | tree.Tree() | tree.Code():
            yield from _part(writing, simpler(blok), look)
        case tree.PageBreak() | tree.Gap():
            pass
        case _:
            assert_never(blok)


def _columns(writing: Writing, blok: tree.Listing | tree.Facts) -> Iterable[Element]:
    """Short points or facts in two columns, that are read down the first and then down the second."""
    if isinstance(blok, tree.Listing):
        parts = [_points(blok.items, "Punten", writing.point_in_column())]
    else:
        style = writing.fact_in_column()
        parts = [_fact(feit.name, feit.text, style, LONG_IN_COLUMN) for feit in blok.facts]
    yield _inside(COLUMNS, *parts, text__name=writing.named("Kolommen"), text__style_name=writing.columns())
    yield _paragraph("Na", ())


def _pictures(writing: Writing, run: Sequence[tree.Part], look: Look) -> Iterable[Element]:
    """Pictures in two columns, each below its heading."""
    parts = [part for blok in run for part in _part(writing, blok, look.in_column)]
    yield _inside(COLUMNS, *parts, text__name=writing.named("Beelden"), text__style_name=writing.columns())
    yield _paragraph("Na", ())


def _points(punten: Sequence[tree.Item], style: str, paragraph: str = "Cel") -> Element:
    points = List(style=style)
    if _unmarked(punten):
        _append(points, _inside("text:list-header", *(_paragraph(paragraph, labelled(punt)) for punt in punten)))
        return points
    for punt in punten:
        item = ListItem()
        _append(item, _paragraph(paragraph, labelled(punt)))
        if _unmarked(punt.below):
            _append(item, *(_paragraph(paragraph, labelled(below)) for below in punt.below))
        elif punt.below:
            _append(item, _points(punt.below, "Punten", paragraph))
        _append(points, item)
    return points


def _unmarked(punten: Sequence[tree.Item]) -> bool:
    """Whether these are points without a bullet, and with nothing below them."""
    return bool(punten) and all(punt.label == "" and not punt.below for punt in punten)


def _fact(naam: str, tekst: tree.Text, style: str = "Feit", most: int = LONG_NAME) -> Element:
    between = "\n" if len(naam) > most else TAB
    return _paragraph(style, tekst, name=(tree.Span(naam, "strong"), tree.Span(between)))


def _height(writing: Writing, height: int) -> str:
    """The style of a row that is at least so many millimetres high, and stays on one page."""
    if not height:
        return writing.shape("Rij", "table-row", fo__keep_together="always")
    least = f"{height}mm"
    return writing.shape(f"Rij_{least}", "table-row", fo__keep_together="always", style__min_row_height=least)


def _table(writing: Writing, tabel: tree.Table, look: Look) -> Iterable[Element]:
    if tabel.caption:
        yield _paragraph("Bijschrift", tree.plain(tabel.caption))
    shares = tabel.widths or (1,) * len(tabel.heads)
    columns = [
        _inside("table:table-column", table__style_name=_column(writing, look.width * s / sum(shares))) for s in shares
    ]
    cell = writing.shape(
        "VakLijn", "table-cell", fo__border_bottom=LINE, fo__padding_left="2mm", fo__padding_right="2mm"
    )
    head = _row(tabel, tuple(_strong(tree.plain(name)) for name in tabel.heads), _height(writing, 0), cell)
    rows = (_row(tabel, (_first(tabel, r[0]), *r[1:]), _height(writing, tabel.height(r)), cell) for r in tabel.rows)
    yield _inside(
        "table:table",
        *columns,
        _inside("table:table-header-rows", head),
        *rows,
        table__name=writing.named("Table"),
        table__style_name=_whole(writing, look.width, stays_whole(tabel)),
    )
    yield _paragraph("Na", ())


def _first(tabel: tree.Table, tekst: tree.Text) -> tree.Text:
    return _strong(tekst) if tabel.row_heads else tekst


def _row(tabel: tree.Table, cells: Sequence[tree.Text], row: str, cell: str) -> Element:
    if tabel.is_name(tuple(cells)):
        return _inside("table:table-row", *_wide(tabel, cells[0], cell), table__style_name=row)
    made = (
        _inside(
            "table:table-cell",
            _paragraph("Getal" if column in tabel.numbers else "Cel", tekst),
            table__style_name=cell,
            office__value_type="string",
        )
        for column, tekst in enumerate(cells)
    )
    return _inside("table:table-row", *made, table__style_name=row)


def _wide(tabel: tree.Table, tekst: tree.Text, cell: str) -> Iterable[Element]:
    """A cell as wide as the table, and those that it covers."""
    yield _inside(
        "table:table-cell",
        _paragraph("Cel", _strong(tekst)),
        table__style_name=cell,
        office__value_type="string",
        table__number_columns_spanned=str(len(tabel.heads)),
    )
    yield from (_inside("table:covered-table-cell") for _ in tabel.heads[1:])


def _column(writing: Writing, width: float) -> str:
    wide = f"{width:.1f}mm"
    return writing.shape(f"Kolom_{wide}", "table-column", style__column_width=wide)


def _whole(writing: Writing, width: float, one_page: bool = False) -> str:
    """The style of a table that is so wide, and perhaps stays on one page."""
    wide = f"{width:.1f}mm"
    shape = {"style__width": wide, "table__align": "left", "table__border_model": "collapsing"}
    if one_page:
        return writing.shape(f"Heel_{wide}", "table", **shape, style__may_break_between_rows="false")
    return writing.shape(f"Tabel_{wide}", "table", **shape)


def _picture(writing: Writing, figuur: tree.Figure, width: float) -> Iterable[Element]:
    """The picture as dots, which every office program shows, with its description."""
    wide = min(figuur.width / 96 * 25.4, width)
    high = wide * figuur.height / figuur.width
    dots = png(figuur.svg, figuur.width)
    place = f"Pictures/{sha256(dots).hexdigest()[:16]}.png"
    writing.file.set_part(place, dots)
    writing.file.manifest.add_full_path(place, "image/png")
    size = (f"{wide:.1f}mm", f"{high:.1f}mm")
    frame = Frame.image_frame(place, name=writing.named("PackView"), size=size, anchor_type="as-char")
    for tag, words in (("svg:title", figuur.caption), ("svg:desc", figuur.alt)):
        told = Element.from_tag(tag)
        told.text = printable(words)
        _append(frame, told)
    paragraph = _paragraph("Label" if figuur.caption else "Standard", ())
    _append(paragraph, frame)
    yield paragraph
    if figuur.caption:
        yield _paragraph("Caption", tree.plain(figuur.caption))


def _boxes(writing: Writing, blok: tree.BoxGrid, look: Look) -> Iterable[Element]:
    """Boxes two beside each other; one that is left alone is as wide as both."""
    pairs = [blok.boxes[i : i + 2] for i in range(0, len(blok.boxes), 2)]
    rows = []
    for pair in pairs:
        wide = replace(look, width=look.width / len(pair))
        names = (_paragraph(writing.name_in_box(), tree.plain(b.name), level=2) for b in pair)
        cells = [_cell(writing, name, b, wide) for name, b in zip(names, pair, strict=True)]
        if len(pair) == 1:
            cells[0].set_attribute("table:number-columns-spanned", "2")
            cells.append(_inside("table:covered-table-cell"))
        rows.append(_inside("table:table-row", *cells))
    column = _column(writing, look.width / 2)
    yield _inside(
        "table:table",
        *(_inside("table:table-column", table__style_name=column) for _ in range(2)),
        *rows,
        table__name=writing.named("Kader"),
        table__style_name=_whole(writing, look.width),
    )
    yield _paragraph("Na", ())


def _cell(writing: Writing, name: Element, kader: tree.Box, look: Look) -> Element:
    """A box as a cell, below its name."""
    return _inside(
        "table:table-cell",
        name,
        *_parts(writing, kader.parts, look.inside(BOX_INSET)),
        table__style_name=writing.shape("VakKader", "table-cell", fo__border=LINE, fo__padding=f"{BOX_INSET:g}mm"),
        office__value_type="string",
    )


def _card(writing: Writing, kaart: tree.Card, look: Look) -> Iterable[Element]:
    """A card in one frame: its name on top, then its parts beside room for a note."""
    sides = (look.width - CARD_NOTE - 2 * CARD_INSET, CARD_NOTE + 2 * CARD_INSET)
    name = _paragraph(writing.name_in_box(3), tree.plain(kaart.name), level=3)
    framed = f'fo:border-bottom="{LINE}" fo:padding="{CARD_INSET:g}mm"'
    bottom = [
        _inside(
            "table:table-cell",
            *_parts(writing, parts, replace(look, width=wide).inside(CARD_INSET)),
            table__style_name=writing.shape(
                f"Kaart_{edge}",
                "table-cell",
                f'<style:table-cell-properties {framed} fo:border-{edge}="{LINE}"/>',
            ),
            office__value_type="string",
        )
        for edge, parts, wide in zip(("left", "right"), (kaart.parts, (kaart.room,)), sides, strict=True)
    ]
    above = writing.shape(
        "KaartBoven",
        "table-cell",
        f'<style:table-cell-properties fo:border-top="{LINE}" fo:border-left="{LINE}" fo:border-right="{LINE}"'
        f' fo:padding="{CARD_INSET:g}mm" fo:padding-bottom="0mm"/>',
    )
    top = _inside(
        "table:table-cell",
        name,
        table__style_name=above,
        office__value_type="string",
        table__number_columns_spanned="2",
    )
    yield _inside(
        "table:table",
        *(_inside("table:table-column", table__style_name=_column(writing, wide)) for wide in sides),
        _inside("table:table-row", top, _inside("table:covered-table-cell"), table__style_name=_height(writing, 0)),
        _inside("table:table-row", *bottom, table__style_name=_height(writing, kaart.height)),
        table__name=writing.named("Kader"),
        table__style_name=_whole(writing, look.width, one_page=True),
    )
    yield _paragraph("Na", ())


def _box(writing: Writing, kader: tree.Box, look: Look) -> Iterable[Element]:
    cell = _cell(writing, _paragraph("Label", tree.plain(kader.name)), kader, look)
    yield _inside(
        "table:table",
        _inside("table:table-column", table__style_name=_column(writing, look.width)),
        _inside("table:table-row", cell),
        table__name=writing.named("Kader"),
        table__style_name=_whole(writing, look.width),
    )
    yield _paragraph("Na", ())


def _foot(file: odfdo.Document, document: tree.Document, look: Look) -> None:
    """The line at the foot of every page, and which page it is."""
    foot = file.styles.get_element("//style:footer/text:p")
    assert foot is not None
    label, of = text("papier.bladzijde"), text("papier.van")
    words = printable(document.footer)
    if not beside_page(words, look):
        above = OdfSpan()
        above.append_plain_text(words)
        line = _inside("text:p", above, text__style_name="Footer")
        footer = foot.parent
        assert footer is not None
        footer.insert(line, position=0)
        words = ""
    for told, number in (
        (f"{words}\t{label}{look.space}", "text:page-number"),
        (f"{look.space}{of}{look.space}", "text:page-count"),
    ):
        span = OdfSpan()
        span.append_plain_text(told)
        _append(foot, span, Element.from_tag(number))


def _describe(file: odfdo.Document, document: tree.Document) -> None:
    about, meta = file.meta, document.metadata
    moment = datetime.combine(meta.day, time())
    about.set_title(printable(document.title))
    about.set_subject(printable(meta.subject))
    about.set_initial_creator(printable(meta.author))
    about.set_creator(printable(meta.author))
    about.set_keywords(printable(", ".join(meta.keywords)))
    about.set_language("nl-NL" if document.language == "nl" else document.language)
    about.set_creation_date(moment)
    about.set_modification_date(moment)
    counted = about.get_element("//meta:document-statistic")
    if counted is not None:
        counted.delete()
