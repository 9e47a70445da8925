"""Draws how every eis stands, one mark each, per onderdeel; squares are known, circles are still open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok, asked, wished
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, Onderdeel
from wijktoets.telling import marks
from wijktoets.texts.wording import begin_upper, listed, said

from .. import tree
from ..phrases import about, told
from ..tree import Figure, Mark, Table, Text, own, plain
from .svg import INK, LARGE, PAPER, SMALL, SOFT, WIDTH, element, fitted, picture, words

SIDE: Final = 14
STEP: Final = 19
BETWEEN: Final = 9
"""A mark, from mark to mark, and the room for a line between two groups, in SVG units."""


@dataclass(frozen=True, slots=True)
class Rij:
    """The marks of one onderdeel, in groups, and at a wish what is left to do."""

    naam: str
    groepen: tuple[tuple[Mark, ...], ...]
    rest: str


def marks_figure(
    blok: Blok,
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
    rows = [row for o in ONDERDELEN if (row := _row(blok, o, groups))]
    if not rows:
        return None
    titles = tuple(texts.text(f"report.beeld.groepen.{g}") for g in groups)
    alt = tree.words(told("report.beeld.stand.alt", thema=own(about(blok))))
    cells = tuple(_table_row(row, terugblik) for row in rows)
    said_of = "; ".join(
        f"{row.naam}: {row.rest or _in_words(of_row[1:])}" for row, of_row in zip(rows, cells, strict=True)
    )
    left = [texts.text("scherm.groepen.rest")] if any(row.rest for row in rows) else []
    height, parts = _drawn(rows, _legend_of(rows, terugblik), titles)
    table = Table(
        tree.words(told("report.beeld.stand.tabel", thema=own(about(blok)))),
        (texts.text("report.beeld.stand.kop"), *titles, *left),
        cells,
    )
    caption = tree.words(told("report.beeld.stand.bijschrift", thema=own(head or begin_upper(about(blok)))))
    return picture(name, alt, said_of, caption, table, height, parts)


def _row(blok: Blok, onderdeel: Onderdeel, groups: Sequence[str]) -> Rij | None:
    eisen = [levels[0] for levels in asked(blok) if levels[0].onderdeel == onderdeel]
    if not eisen:
        return None
    own = [(e.norm if "moet" in groups else e.archetype, marks.of_eis(e)) for e in eisen]
    left = marks.left_to_do(m for _, m in own) if "moet" in groups else ""
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


def _drawn(rows: Sequence[Rij], legend: Sequence[tuple[Mark, str]], groups: Sequence[str]) -> tuple[int, list[str]]:
    parts: list[str] = []
    y = 14
    for row in rows:
        parts.append(words(row.naam, 0, y, font_size=LARGE, font_weight="bold"))
        parts.append(words(row.rest, WIDTH, y, text_anchor="end"))
        y, drawn = _line_of_marks(row, y + 7)
        parts += drawn
        y += 17
    y -= 7
    parts.append(element("line", x1=0, y1=y, x2=WIDTH, y2=y, stroke=SOFT))
    y += 8
    for index, (mark, meaning) in enumerate(legend):
        x, top = (index % 2) * WIDTH // 2, y + index // 2 * STEP
        parts += [draw(mark, x, top), words(meaning, x + SIDE + 6, top + 11)]
    y += (len(legend) + 1) // 2 * STEP + 10
    for line in fitted(_order(groups), WIDTH):
        parts.append(words(line, 0, y, font_size=SMALL))
        y += 15
    return y, parts


def _order(groups: Sequence[str]) -> str:
    """What stands on which side of a line between marks."""
    if len(groups) == 2:
        return texts.text("report.beeld.stand.volgorde.twee", links=groups[0], rechts=groups[1])
    return texts.text("report.beeld.stand.volgorde.meer", groepen=listed(groups))


def _line_of_marks(row: Rij, y: int) -> tuple[int, list[str]]:
    """The marks of a row, over as many lines as they need, and where the last one ends."""
    parts: list[str] = []
    x = 0
    for index, group in enumerate(row.groepen):
        if index and x + BETWEEN < WIDTH:
            middle = x + BETWEEN / 2 - (STEP - SIDE) / 2
            parts.append(element("line", x1=middle, y1=y - 1, x2=middle, y2=y + SIDE + 1, stroke=SOFT))
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


def _circle(x: float, y: float) -> str:
    middle = SIDE / 2
    return element("circle", cx=x + middle, cy=y + middle, r=middle - 0.75, fill=PAPER, stroke_dasharray="2.5 2")


def _settled(x: float, y: float) -> Iterable[str]:
    yield _square(x, y, INK)


def _otherwise(x: float, y: float) -> Iterable[str]:
    yield _square(x, y, INK)
    for top in (5, 9):
        yield element("path", d=f"M{x + 3} {y + top}q2 -3 4 0t4 0", stroke=PAPER)


def _partly(x: float, y: float) -> Iterable[str]:
    yield _square(x, y)
    yield element("path", d=f"M{x + 1} {y + 1}v{SIDE - 2}h{SIDE - 2}z", fill=INK, stroke="none")


def _not_yet(x: float, y: float) -> Iterable[str]:
    yield _square(x, y)


def _differs(x: float, y: float) -> Iterable[str]:
    yield _circle(x, y)
    yield element("path", d=f"M{x + 4} {y + 5.5}h6M{x + 4} {y + 8.5}h6M{x + 9} {y + 3}l-4 8", stroke_width=1.2)


def _unknown(x: float, y: float) -> Iterable[str]:
    yield _circle(x, y)


def _not_discussed(x: float, y: float) -> Iterable[str]:
    yield _circle(x, y)
    yield element("text", "?", x=x + SIDE / 2, y=y + 11, font_size=11, text_anchor="middle", fill=INK, stroke="none")


def _not_here(x: float, y: float) -> Iterable[str]:
    yield element("path", d=f"M{x + 3} {y + SIDE / 2}h{SIDE - 6}")


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
