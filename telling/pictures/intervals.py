"""Draws per onderdeel between what and what its score lies; an open bar is what is not known. For advisers."""

from collections.abc import Sequence
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock
from wijktoets.engine.result.rapport import ProfielRij
from wijktoets.texts.wording import number

from ..phrases import about
from ..tree import Figure, Table, Text, plain
from .svg import ACCENT, INK, LINE, PAPER, SOFT, WIDTH, Drawn, element, headed, paragraph, picture, words

BAR: Final = 12
EDGE: Final = 6


def intervals_figure(blok: FaseBlock, name: str, head: str = "") -> Figure | None:
    """The scores of a block with a wish, in its first fase; None without any. A description, never a grade.

    Args:
        name: tells this picture apart from others in the document.
        head: the thema as its heading names it; a picture may stand on another page than that.
    """
    afspraak = blok.first
    if afspraak.gewenst == "onbekend" or not afspraak.profiel:
        return None
    rows = afspraak.profiel
    alt = texts.text("report.beeld.tussen.alt", thema=about(blok))
    said_of = "; ".join(f"{_name(row)}: {_score(row)}" for row in rows)
    height, parts = _drawn(rows)
    keys = ("kop", "laag", "hoog", "besproken")
    table = Table(
        texts.text("report.beeld.tussen.tabel", thema=about(blok)),
        tuple(texts.text(f"report.beeld.tussen.{key}") for key in keys),
        tuple(_table_row(row) for row in rows),
        numbers=frozenset({1, 2, 3}),
    )
    caption = texts.text("report.beeld.tussen.bijschrift", thema=head or about(blok))
    return picture(name, alt, said_of, caption, table, height, parts)


def _name(row: ProfielRij) -> str:
    return texts.text(f"scherm.onderdelen.{row.onderdeel}")


def _score(row: ProfielRij, between: str = "scherm.score") -> str:
    key = "scherm.score_gelijk" if row.laag == row.hoog else between
    return texts.text(key, laag=number(row.laag), hoog=number(row.hoog))


def _table_row(row: ProfielRij) -> tuple[Text, ...]:
    return (plain(_name(row)), plain(number(row.laag)), plain(number(row.hoog)), plain(number(row.besproken)))


def _drawn(rows: Sequence[ProfielRij]) -> Drawn:
    parts: list[str] = []
    y: float = 0
    for row in rows:
        y, drawn = headed(_name(row), _score(row, "report.beeld.tussen.score"), y)
        parts += [*drawn, *_bar(row, y + 4)]
        y += BAR + 12
    y += LINE
    parts.append(words(texts.text("report.beeld.tussen.links"), 0, y))
    parts.append(words(texts.text("report.beeld.tussen.rechts"), WIDTH, y, text_anchor="end"))
    y += 8
    y, said = paragraph(texts.text("report.beeld.tussen.uitleg"), y + 3)
    return y + 9, [*parts, *said]


def _bar(row: ProfielRij, y: float) -> list[str]:
    """A thin line from nothing to all, with an open bar from the lowest to the highest score; a block when equal."""
    room = WIDTH - 2 * EDGE
    low, high = EDGE + room * row.laag, EDGE + room * row.hoog
    middle = y + BAR / 2
    line = element("line", x1=EDGE, y1=middle, x2=WIDTH - EDGE, y2=middle, stroke=SOFT)
    if row.laag == row.hoog:
        return [line, element("rect", x=low - EDGE / 2, y=y, width=EDGE, height=BAR, fill=ACCENT)]
    dashes = {"fill": PAPER, "stroke": INK, "stroke_width": 1.5, "stroke_dasharray": "4 3"}
    ends = [element("line", x1=x, y1=y, x2=x, y2=y + BAR, stroke=INK, stroke_width=3) for x in (low, high)]
    return [line, element("rect", x=low, y=y + 1, width=high - low, height=BAR - 2, **dashes), *ends]
