"""Draws wish, roles and what is arranged below each other: closed steps are sure, open steps may be."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock, per_fase
from wijktoets.engine.model.words import ARCHETYPES, Niveau, niveau
from wijktoets.texts.wording import said, variant

from .. import tree
from ..phrases import about, at_fasen, level, party, told
from ..tree import Figure, Line, Table, own, plain
from .svg import ACCENT, INK, LINE, PAPER, SAMPLE, SOFT, WIDTH, Drawn, element, fitted, headed, key, picture, words

STEP: Final = WIDTH / 3
BAR: Final = 16


@dataclass(frozen=True, slots=True)
class Kant:
    """One line of the picture: from surely to at best, in levels, and in words."""

    naam: Line
    laag: Niveau
    hoog: Niveau
    woorden: str


def sides_figure(blok: FaseBlock, terugblik: bool, name: str, head: str = "") -> Figure:
    """Wish, roles and what is arranged of a block as a picture.

    Args:
        name: tells this picture apart from others in the document.
        head: the thema as its heading names it; a picture may stand on another page than that.
    """
    rows = [*_wishes(blok, terugblik), *_found(blok, "rollen", terugblik), *_found(blok, "borging", terugblik)]
    alt = tree.words(told("report.beeld.kanten.alt", thema=own(about(blok))))
    said_of = "; ".join(f"{tree.words(row.naam)}: {row.woorden}" for row in rows)
    height, parts = _drawn(rows, [level(archetype) for archetype in ARCHETYPES], terugblik)
    table = Table(
        tree.words(told("report.beeld.kanten.tabel", thema=own(about(blok)))),
        (texts.text("report.beeld.kanten.kop"), texts.text("report.beeld.kanten.manier")),
        tuple((plain(row.naam), plain(row.woorden)) for row in rows),
    )
    caption = tree.words(told(variant("report.beeld.kanten.bijschrift", terugblik), thema=own(head or about(blok))))
    return picture(name, alt, said_of, caption, table, height, parts)


def _wishes(blok: FaseBlock, terugblik: bool) -> Iterable[Kant]:
    """The wish; as long as there is none that counts, what each party wishes."""
    name = texts.text("report.beeld.kanten.wens")
    first = blok.first
    if first.gewenst != "onbekend":
        yield Kant(name, first.gewenst, first.gewenst, level(first.gewenst))
        return
    if not first.gewensten:
        yield _unknown(name, terugblik)
    for wens in first.gewensten:
        who = told("report.beeld.kanten.wens_van", wie=party(wens.door))
        if wens.gewenst == "onbekend":
            yield _unknown(who, terugblik)
        else:
            yield Kant(who, wens.gewenst, wens.gewenst, level(wens.gewenst))


def _unknown(name: Line, terugblik: bool) -> Kant:
    return Kant(name, "geen", "besluiten", said("report.beeld.kanten.open", terugblik))


def _found(blok: FaseBlock, what: str, terugblik: bool) -> Iterable[Kant]:
    """Roles or what is arranged; a line for each fase where they differ."""
    many = per_fase(blok, lambda a: a.rollen if what == "rollen" else a.borging_tot)
    for fasen, found in many:
        name = said(f"report.beeld.kanten.{what}", terugblik)
        own = f"{name} {at_fasen(fasen)}" if len(many) > 1 else name
        if found.hoog == "geen":
            words_of = said("report.beeld.kanten.onder_adviseren", terugblik)
        elif found.laag == found.hoog:
            words_of = level(found.hoog)
        elif found.laag == "geen":
            key = "open" if found.hoog == "besluiten" else "hoogstens"
            words_of = said(f"report.beeld.kanten.{key}", terugblik, hoog=level(found.hoog))
        else:
            words_of = texts.text("report.beeld.kanten.tussen", laag=level(found.laag), hoog=level(found.hoog))
        yield Kant(own, found.laag, found.hoog, words_of)


def _drawn(rows: Sequence[Kant], levels: Sequence[str], terugblik: bool) -> Drawn:
    heads = [fitted(name, STEP) for name in levels]
    parts = [
        words(line, index * STEP + STEP / 2, (n + 1) * LINE - 4, text_anchor="middle", fill=SOFT)
        for index, lines in enumerate(heads)
        for n, line in enumerate(lines)
    ]
    y = max(map(len, heads)) * LINE + 4.0
    for row in rows:
        y, drawn = headed(tree.words(row.naam), row.woorden, y)
        parts += [*drawn, *(_step(row.laag, row.hoog, index, y + 4) for index in range(len(ARCHETYPES)))]
        y += BAR + 12
    means = [(_sample(sign), said(f"report.beeld.tekens.{sign}", terugblik)) for sign in SIGNS]
    y, drawn = key(texts.text("report.beeld.sleutel"), means, y + 4)
    return y, [*parts, *drawn]


SIGNS: Final[dict[str, tuple[Niveau, Niveau]]] = {
    "vast": ("adviseren", "adviseren"),
    "kan": ("geen", "adviseren"),
    "niet": ("geen", "geen"),
}
"""The signs of this picture, by what a first step looks like."""


def _sample(sign: str) -> Callable[[float, float], str]:
    """How one of the signs is drawn in the key."""
    low, high = SIGNS[sign]
    return lambda x, y: _drawn_step(low, high, 1, x, y, SAMPLE)


def _step(low: Niveau, high: Niveau, index: int, y: float) -> str:
    """One of three steps: closed up to what is sure, open with dashes up to what may be, else a thin line."""
    return _drawn_step(low, high, index + 1, index * STEP + 2, y, STEP - 4)


def _drawn_step(low: Niveau, high: Niveau, rank: int, x: float, y: float, wide: float) -> str:
    if rank <= niveau(low):
        return element("rect", x=x, y=y, width=wide, height=BAR, fill=ACCENT)
    if rank <= niveau(high):
        dashes = {"fill": PAPER, "stroke": INK, "stroke_width": 1.5, "stroke_dasharray": "4 3"}
        return element("rect", x=x + 0.75, y=y + 0.75, width=wide - 1.5, height=BAR - 1.5, **dashes)
    return element("line", x1=x, y1=y + BAR, x2=x + wide, y2=y + BAR, stroke=INK, stroke_width=1.5)
