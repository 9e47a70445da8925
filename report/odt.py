"""Renders a document as an OpenDocument text: real headings, lists and tables, Dutch, and each picture described."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Final

import odfdo
from odfdo import Element, Frame, List, ListItem, Span

from wijktoets._packing import packed
from wijktoets.texts import printable, text

from .document import (
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
    Stuk,
    Tabel,
    Tekst,
    plain,
)
from .typesetting import png

STYLES: Final = Path(__file__).with_name("odt_styles.xml")
ALINEAS: Final = {"gewoon": "Standard", "inleiding": "Inleiding", "let_op": "LetOp", "noot": "Noot"}
EMPHASIS: Final = {"sterk": "Sterk", "schuin": "Schuin", "bron": "Bron"}
KEPT: Final = ("mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")
"""The parts of the library's empty document that are ours or needed; the rest says something of its maker only."""
WIDTH: Final = 166.0
BOX_INSET: Final = 4.0
"""The text of a page, and the room inside a box, in millimetres."""
LONG_NAME: Final = 24
"""A name of so many letters leaves no room beside it."""
TAB: Final = "\t"
NO_SETTINGS: Final = (
    b'<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.4"/>'
)
LINE: Final = "0.5pt solid #777777"


@dataclass(frozen=True, slots=True)
class Writing:
    """A document being written, and the styles of shapes that it came to need, by name."""

    file: odfdo.Document
    shapes: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=partial(count, 1))

    def named(self, kind: str) -> str:
        """A name that nothing else in the document has."""
        return f"{kind}{next(self.numbers)}"

    def shape(self, name: str, family: str, properties: str = "", **more: str) -> str:
        """Have a style for a shape, with its properties as XML or as attributes of its kind; its name."""
        if more:
            said = "".join(f' {key.replace("__", ":").replace("_", "-")}="{value}"' for key, value in more.items())
            properties = f"<style:{family}-properties{said}/>"
        self.shapes[name] = f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'
        return name

    def on_new_page(self, style: str) -> str:
        """Have a style like this one that starts a page; its name."""
        name = f"Nieuw_{style}"
        self.shapes[name] = (
            f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{style}">'
            '<style:paragraph-properties fo:break-before="page"/></style:style>'
        )
        return name


def render(document: Document) -> bytes:
    """The document as an OpenDocument file."""
    file = odfdo.Document("text")
    writing = Writing(file)
    _take_out_what_is_not_ours(file)
    file.set_part("styles.xml", STYLES.read_bytes())
    file.body.clear()
    _append(file.body, _paragraph("Heading_20_1", plain(document.titel), level=1))
    if document.ondertitel:
        _append(file.body, _paragraph("Subtitle", plain(document.ondertitel)))
    _append(file.body, *_parts(writing, document.blokken, WIDTH))
    automatic = file.content.get_element("//office:automatic-styles")
    assert automatic is not None
    _append(automatic, *(Element.from_tag(made) for made in writing.shapes.values()))
    _foot(file, document)
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


def _paragraph(style: str, tekst: Tekst, level: int = 0) -> Element:
    """A paragraph, or a heading at a level, with emphasis as it is in the text."""
    more = {"text__outline_level": str(level)} if level else {}
    paragraph = _inside("text:h" if level else "text:p", text__style_name=style, **more)
    for stuk in tekst:
        span = Span(style=EMPHASIS.get(stuk.nadruk))
        span.append_plain_text(stuk.tekst if stuk.tekst == TAB else printable(stuk.tekst))
        _append(paragraph, span)
    return paragraph


def _strong(tekst: Tekst) -> Tekst:
    return tuple(Stuk(stuk.tekst, "sterk") for stuk in tekst)


def _parts(writing: Writing, blokken: Sequence[Blok], width: float) -> Iterable[Element]:
    """The parts, one below the other."""
    new_page = False
    for blok in blokken:
        if isinstance(blok, PaginaEinde):
            new_page = True
            continue
        for part in _part(writing, blok, width):
            if new_page and part.tag in ("text:p", "text:h"):
                part.set_attribute("text:style-name", writing.on_new_page(str(part.get_attribute("text:style-name"))))
                new_page = False
            yield part


def _part(writing: Writing, blok: Blok, width: float) -> Iterable[Element]:
    if isinstance(blok, Kop):
        yield _paragraph(f"Heading_20_{blok.niveau}", plain(blok.tekst), level=blok.niveau)
    elif isinstance(blok, Alinea):
        yield _paragraph(ALINEAS[blok.soort], blok.tekst)
    elif isinstance(blok, Lijst):
        yield _points(blok.punten, "Nummers" if blok.genummerd else "Punten")
    elif isinstance(blok, Feiten):
        yield from (_fact(feit.naam, feit.tekst) for feit in blok.feiten)
    elif isinstance(blok, Tabel):
        yield from _table(writing, blok, width)
    elif isinstance(blok, Figuur):
        yield from _picture(writing, blok, width)
    elif isinstance(blok, Invulruimte):
        if blok.label:
            yield _paragraph("Label", plain(blok.label))
        yield from (_paragraph("Schrijfregel", ()) for _ in range(blok.regels))
    elif isinstance(blok, Kader):
        yield from _box(writing, blok, width)


def _points(punten: Sequence[Punt], style: str) -> Element:
    points = List(style=style)
    for punt in punten:
        item = ListItem()
        _append(item, _paragraph("Cel", punt.tekst))
        if punt.onder:
            _append(item, _points(punt.onder, "Punten"))
        _append(points, item)
    return points


def _fact(naam: str, tekst: Tekst) -> Element:
    between = "\n" if len(naam) > LONG_NAME else TAB
    return _paragraph("Feit", (Stuk(naam, "sterk"), Stuk(between), *tekst))


def _height(writing: Writing, height: int) -> str:
    """The style of a row that is at least so many millimetres high, and stays on one page."""
    if not height:
        return writing.shape("Rij", "table-row", fo__keep_together="always")
    least = f"{height}mm"
    return writing.shape(f"Rij_{least}", "table-row", fo__keep_together="always", style__min_row_height=least)


def _table(writing: Writing, tabel: Tabel, width: float) -> Iterable[Element]:
    if tabel.bijschrift:
        yield _paragraph("Bijschrift", plain(tabel.bijschrift))
    shares = tabel.breedtes or (1,) * len(tabel.koppen)
    columns = [
        _inside("table:table-column", table__style_name=_column(writing, width * s / sum(shares))) for s in shares
    ]
    cell = writing.shape(
        "VakLijn", "table-cell", fo__border_bottom=LINE, fo__padding_left="2mm", fo__padding_right="2mm"
    )
    head = _row(tabel, tuple(_strong(plain(name)) for name in tabel.koppen), _height(writing, 0), cell)
    rows = (_row(tabel, (_first(tabel, r[0]), *r[1:]), _height(writing, tabel.height(r)), cell) for r in tabel.rijen)
    yield _inside(
        "table:table",
        *columns,
        _inside("table:table-header-rows", head),
        *rows,
        table__name=writing.named("Tabel"),
        table__style_name=_whole(writing, width),
    )
    yield _paragraph("Na", ())


def _first(tabel: Tabel, tekst: Tekst) -> Tekst:
    return _strong(tekst) if tabel.rijkoppen else tekst


def _row(tabel: Tabel, cells: Sequence[Tekst], row: str, cell: str) -> Element:
    made = (
        _inside(
            "table:table-cell",
            _paragraph("Getal" if column in tabel.getallen else "Cel", tekst),
            table__style_name=cell,
            office__value_type="string",
        )
        for column, tekst in enumerate(cells)
    )
    return _inside("table:table-row", *made, table__style_name=row)


def _column(writing: Writing, width: float) -> str:
    wide = f"{width:.1f}mm"
    return writing.shape(f"Kolom_{wide}", "table-column", style__column_width=wide)


def _whole(writing: Writing, width: float) -> str:
    wide = f"{width:.1f}mm"
    return writing.shape(
        f"Tabel_{wide}", "table", style__width=wide, table__align="left", table__border_model="collapsing"
    )


def _picture(writing: Writing, figuur: Figuur, width: float) -> Iterable[Element]:
    """The picture as dots, which every office program shows, with its description."""
    wide = min(figuur.breedte / 96 * 25.4, width)
    high = wide * figuur.hoogte / figuur.breedte
    dots = png(figuur.svg, figuur.breedte)
    place = f"Pictures/{sha256(dots).hexdigest()[:16]}.png"
    writing.file.set_part(place, dots)
    writing.file.manifest.add_full_path(place, "image/png")
    size = (f"{wide:.1f}mm", f"{high:.1f}mm")
    frame = Frame.image_frame(place, name=writing.named("Beeld"), size=size, anchor_type="as-char")
    for tag, words in (("svg:title", figuur.bijschrift), ("svg:desc", figuur.alt)):
        told = Element.from_tag(tag)
        told.text = printable(words)
        _append(frame, told)
    paragraph = _paragraph("Label" if figuur.bijschrift else "Standard", ())
    _append(paragraph, frame)
    yield paragraph
    if figuur.bijschrift:
        yield _paragraph("Caption", plain(figuur.bijschrift))


def _box(writing: Writing, kader: Kader, width: float) -> Iterable[Element]:
    inset = f"{BOX_INSET}mm"
    cell = _inside(
        "table:table-cell",
        _paragraph("Label", plain(kader.naam)),
        *_parts(writing, kader.blokken, width - 2 * BOX_INSET),
        table__style_name=writing.shape("VakKader", "table-cell", fo__border=LINE, fo__padding=inset),
        office__value_type="string",
    )
    yield _inside(
        "table:table",
        _inside("table:table-column", table__style_name=_column(writing, width)),
        _inside("table:table-row", cell),
        table__name=writing.named("Kader"),
        table__style_name=_whole(writing, width),
    )
    yield _paragraph("Na", ())


def _foot(file: odfdo.Document, document: Document) -> None:
    """The line at the foot of every page, and which page it is."""
    foot = file.styles.get_element("//style:footer/text:p")
    assert foot is not None
    label, of = text("papier.bladzijde"), text("papier.van")
    for words, number in (
        (f"{printable(document.voetregel)}\t{label} ", "text:page-number"),
        (f" {of} ", "text:page-count"),
    ):
        span = Span()
        span.append_plain_text(words)
        _append(foot, span, Element.from_tag(number))


def _describe(file: odfdo.Document, document: Document) -> None:
    about, meta = file.meta, document.metadata
    moment = datetime.combine(meta.datum, time())
    about.set_title(printable(document.titel))
    about.set_subject(printable(meta.onderwerp))
    about.set_initial_creator(printable(meta.maker))
    about.set_creator(printable(meta.maker))
    about.set_keywords(printable(", ".join(meta.trefwoorden)))
    about.set_language("nl-NL" if document.taal == "nl" else document.taal)
    about.set_creation_date(moment)
    about.set_modification_date(moment)
    counted = about.get_element("//meta:document-statistic")
    if counted is not None:
        counted.delete()
