"""Draws how every eis stands, one mark each, per onderdeel; squares are known, circles are still open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock, asked, wished
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, Onderdeel
from wijktoets.telling import marks
from wijktoets.texts.wording import listed, said, variant

from .. import tree
from ..phrases import about, told
from ..tree import Figure, Mark, Table, Text, own, plain
from .svg import ACCENT, INK, PAPER, SAMPLE, WIDTH, Drawn, element, headed, key, paragraph, picture

SIDE: Final = SAMPLE
STEP: Final = 23
BETWEEN: Final = 11
"""A mark, from mark to mark, and the room for a line between two groups, in SVG units."""


@dataclass(frozen=True, slots=True)
class Rij:
    """The marks of one onderdeel, in groups, and at a wish what is left to do."""

    naam: str
    groepen: tuple[tuple[Mark, ...], ...]
    rest: str


def marks_figure(
    blok: FaseBlock,
    terugblik: bool,
    name: str,
    head: str = "",
) -> Figure | None:
    """The marks of a block as a picture; None when there are no eisen to show.

    Args:
        name: tells this picture apart from others in the document.
        head: the thema as its heading names it; a picture may stand on another page than that.
    """
    groups = ("moet", "hoort") if wished(blok) else ARCHETYPES
    known = {eis.onderdeel for afspraak in blok.afspraken for eis in afspraak.eisen}
    rows = [_row(blok, o, groups, terugblik) for o in ONDERDELEN if o in known]
    if not any(group for row in rows for group in row.groepen):
        return None
    titles = tuple(texts.text(f"report.beeld.groepen.{g}") for g in groups)
    alt = tree.words(told("report.beeld.stand.alt", thema=own(about(blok))))
    cells = tuple(_table_row(row, terugblik) for row in rows)
    said_of = "; ".join(
        f"{row.naam}: {row.rest or _in_words(of_row[1:])}" for row, of_row in zip(rows, cells, strict=True)
    )
    left = [said("scherm.groepen.rest", terugblik)] if any(row.rest for row in rows) else []
    said_of = ". ".join([said_of, *_missing(blok, terugblik)])
    height, parts = _drawn(rows, _legend_of(rows, terugblik), titles)
    table = Table(
        tree.words(told("report.beeld.stand.tabel", thema=own(about(blok)))),
        (texts.text("report.beeld.stand.kop"), *titles, *left),
        cells,
    )
    caption = tree.words(told(variant("report.beeld.stand.bijschrift", terugblik), thema=own(head or about(blok))))
    return picture(name, alt, said_of, caption, table, height, parts)


MISSING: Final[dict[str, tuple[Mark, ...]]] = {
    "geregeld": ("nog_niet", "deels"),
    "verschil": ("verschil",),
    "open": ("onbekend", "niet_besproken"),
}
"""What is missing in a picture, in the words of who hears it."""


def _missing(blok: FaseBlock, terugblik: bool) -> Iterable[str]:
    """The names of the points that are missing, by what there is to do about them."""
    eisen = [levels[0] for levels in asked(blok)]
    for what, of in MISSING.items():
        if names := [e.naam for e in eisen if marks.of_eis(e) in of]:
            yield said(f"report.beeld.mist.{what}", terugblik, namen="; ".join(names))


def _row(blok: FaseBlock, onderdeel: Onderdeel, groups: Sequence[str], terugblik: bool) -> Rij:
    """The marks of one onderdeel; one of which nothing is asked here stands there as well, and says so."""
    eisen = [levels[0] for levels in asked(blok) if levels[0].onderdeel == onderdeel]
    own = [(e.norm if "moet" in groups else e.archetype, marks.of_eis(e)) for e in eisen]
    left = ""
    if "moet" in groups:
        left = marks.left_to_do((m for _, m in own), terugblik) if own else texts.text("report.beeld.leeg")
    per_group = tuple(marks.in_order(m for group, m in own if group == name) for name in groups)
    return Rij(texts.text(f"scherm.onderdelen.{onderdeel}"), per_group, left)


def _legend_of(rows: Sequence[Rij], terugblik: bool) -> list[tuple[Mark, str]]:
    used = marks.used(m for row in rows for group in row.groepen for m in group)
    return [(m, said(f"scherm.legenda.{m}", terugblik)) for m in used]


def _table_row(row: Rij, terugblik: bool) -> tuple[Text, ...]:
    cells = []
    for group in row.groepen:
        counts = [
            texts.text("report.beeld.stand.telling", n=group.count(m), wat=said(f"scherm.legenda.{m}", terugblik))
            for m in marks.used(group)
        ]
        cells.append(plain(", ".join(counts) or texts.text("report.beeld.stand.geen")))
    return (plain(row.naam), *cells, *([plain(row.rest)] if row.rest else []))


def _in_words(cells: Iterable[Text]) -> str:
    return ", ".join(tree.words(cell) for cell in cells)


def _drawn(rows: Sequence[Rij], legend: Sequence[tuple[Mark, str]], groups: Sequence[str]) -> Drawn:
    parts: list[str] = []
    y: float = 0
    for row in rows:
        y, drawn = headed(row.naam, row.rest, y)
        parts += drawn
        if any(row.groepen):
            y, drawn = _line_of_marks(row, y + 3)
            parts += drawn
        y += 7
    y, said = paragraph(_order(groups), y)
    parts += said
    signs = [(partial(draw, mark), meaning) for mark, meaning in legend]
    y, drawn = key(texts.text("report.beeld.sleutel"), signs, y + 6)
    return y, [*parts, *drawn]


def _order(groups: Sequence[str]) -> str:
    """What stands on which side of a line between marks."""
    if len(groups) == 2:
        return texts.text("report.beeld.stand.volgorde.twee", links=groups[0], rechts=groups[1])
    return texts.text("report.beeld.stand.volgorde.meer", groepen=listed(groups))


def _line_of_marks(row: Rij, y: float) -> Drawn:
    """The marks of a row, over as many lines as they need, and where the last one ends."""
    parts: list[str] = []
    x = 0
    for index, group in enumerate(row.groepen):
        if index and x + BETWEEN < WIDTH:
            middle = x + BETWEEN / 2 - (STEP - SIDE) / 2
            parts.append(element("line", x1=middle, y1=y - 1, x2=middle, y2=y + SIDE + 1, stroke=INK, stroke_width=1.5))
            x += BETWEEN
        for mark in group:
            if x + SIDE > WIDTH:
                x, y = 0, y + STEP
            parts.append(draw(mark, x, y))
            x += STEP
    return y + SIDE, parts


def draw(mark: Mark, x: float, y: float) -> str:
    """One mark with its upper left corner at x, y."""
    return element("g", *_FORMS[mark](x, y), stroke=INK, stroke_width=1.5, fill="none")


def _square(x: float, y: float, fill: str = PAPER) -> str:
    return element("rect", x=x + 0.75, y=y + 0.75, width=SIDE - 1.5, height=SIDE - 1.5, fill=fill)


def _circle(x: float, y: float, wide: float = 1.5) -> str:
    middle = SIDE / 2
    look = {"fill": PAPER, "stroke_dasharray": "2.5 2", "stroke_width": wide}
    return element("circle", cx=x + middle, cy=y + middle, r=middle - 0.75, **look)


def _settled(x: float, y: float) -> Iterable[str]:
    yield _square(x, y, ACCENT)


def _otherwise(x: float, y: float) -> Iterable[str]:
    yield _square(x, y, ACCENT)
    for top in (6.5, 11.5):
        yield element("path", d=f"M{x + 4} {y + top}q2.5 -4 5 0t5 0", stroke=PAPER, stroke_width=2)


def _partly(x: float, y: float) -> Iterable[str]:
    yield _square(x, y)
    yield element("path", d=f"M{x + 1.5} {y + 1.5}v{SIDE - 3}h{SIDE - 3}z", fill=ACCENT, stroke="none")


def _not_yet(x: float, y: float) -> Iterable[str]:
    yield _square(x, y)


def _differs(x: float, y: float) -> Iterable[str]:
    """A sign that is not equal, as large as the circle around it lets it be."""
    yield _circle(x, y, wide=0.75)
    yield element("path", d=f"M{x + 4.5} {y + 7}h9M{x + 4.5} {y + 11}h9M{x + 11.5} {y + 3.5}l-5 11", stroke_width=2)


def _unknown(x: float, y: float) -> Iterable[str]:
    yield _circle(x, y)


def _not_discussed(x: float, y: float) -> Iterable[str]:
    yield _circle(x, y)
    sign = {"font_size": 14, "font_weight": "bold", "text_anchor": "middle", "fill": INK, "stroke": "none"}
    yield element("text", "?", x=x + SIDE / 2, y=y + 14, **sign)


def _not_here(x: float, y: float) -> Iterable[str]:
    yield element("path", d=f"M{x + 4} {y + SIDE / 2}h{SIDE - 8}", stroke_width=2)


_FORMS: Final = {
    "geregeld": _settled,
    "bewust_anders": _otherwise,
    "deels": _partly,
    "nog_niet": _not_yet,
    "verschil": _differs,
    "onbekend": _unknown,
    "niet_besproken": _not_discussed,
    "nvt": _not_here,
}
