"""Draws wish, roles and what is arranged below each other: closed steps are sure, open steps may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok, per_fase
from wijktoets.engine.model.words import ARCHETYPES, Niveau, niveau
from wijktoets.texts.wording import begin_upper, said

from .. import tree
from ..phrases import about, at_fasen, level, party, told
from ..tree import Figure, Line, Table, own, plain
from .svg import INK, LARGE, PAPER, SOFT, WIDTH, element, fitted, picture, words

STEP: Final = WIDTH / 3
BAR: Final = 16


@dataclass(frozen=True, slots=True)
class Kant:
    """One line of the picture: from surely to at best, in levels, and in words."""

    naam: Line
    laag: Niveau
    hoog: Niveau
    woorden: str


def sides_figure(blok: Blok, terugblik: bool, name: str, head: str = "") -> Figure:
    """Wish, roles and what is arranged of a block as a picture.

    Args:
        name: tells this picture apart from others in the document.
        head: the thema as its heading names it; a picture may stand on another page than that.
    """
    rows = [*_wishes(blok, terugblik), *_found(blok, "rollen", terugblik), *_found(blok, "borging", terugblik)]
    alt = tree.words(told("report.beeld.kanten.alt", thema=own(about(blok))))
    said_of = "; ".join(f"{tree.words(row.naam)}: {row.woorden}" for row in rows)
    height, parts = _drawn(rows, [level(archetype) for archetype in ARCHETYPES])
    table = Table(
        tree.words(told("report.beeld.kanten.tabel", thema=own(about(blok)))),
        (texts.text("report.beeld.kanten.kop"), texts.text("report.beeld.kanten.manier")),
        tuple((plain(row.naam), plain(row.woorden)) for row in rows),
    )
    caption = tree.words(told("report.beeld.kanten.bijschrift", thema=own(head or begin_upper(about(blok)))))
    return picture(name, alt, said_of, caption, table, height, parts)


def _wishes(blok: Blok, terugblik: bool) -> Iterable[Kant]:
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


def _found(blok: Blok, what: str, terugblik: bool) -> Iterable[Kant]:
    """Roles or what is arranged; a line for each fase where they differ."""
    many = per_fase(blok, lambda a: a.rollen if what == "rollen" else a.borging_tot)
    for fasen, found in many:
        name = said(f"report.beeld.kanten.{what}", terugblik)
        own = f"{name} {at_fasen(fasen)}" if len(many) > 1 else name
        if found.hoog == "geen":
            words_of = texts.text("report.beeld.kanten.onder_adviseren")
        elif found.laag == found.hoog:
            words_of = level(found.hoog)
        elif found.laag == "geen":
            key = "open" if found.hoog == "besluiten" else "hoogstens"
            words_of = said(f"report.beeld.kanten.{key}", terugblik, hoog=level(found.hoog))
        else:
            words_of = texts.text("report.beeld.kanten.tussen", laag=level(found.laag), hoog=level(found.hoog))
        yield Kant(own, found.laag, found.hoog, words_of)


def _drawn(rows: Sequence[Kant], levels: Sequence[str]) -> tuple[int, list[str]]:
    parts = [
        words(name, index * STEP + STEP / 2, 12, text_anchor="middle", fill=SOFT) for index, name in enumerate(levels)
    ]
    y = 36
    for row in rows:
        first, *more = fitted(tree.words(row.naam), WIDTH, LARGE)
        parts.append(words(first, 0, y, font_size=LARGE, font_weight="bold"))
        for line in more:
            y += 18
            parts.append(words(line, 0, y, font_size=LARGE, font_weight="bold"))
        for line in fitted(row.woorden, WIDTH):
            y += 16
            parts.append(words(line, 0, y))
        y += 7
        parts += [_step(row, index, y) for index in range(len(ARCHETYPES))]
        y += BAR + 26
    return y - 20, parts


def _step(row: Kant, index: int, y: int) -> str:
    """One of three steps: closed up to what is sure, open with dashes up to what may be, else a thin line."""
    x, wide, rank = index * STEP + 2, STEP - 4, index + 1
    if rank <= niveau(row.laag):
        return element("rect", x=x, y=y, width=wide, height=BAR, fill=INK)
    if rank <= niveau(row.hoog):
        dashes = {"fill": PAPER, "stroke": INK, "stroke_width": 1.5, "stroke_dasharray": "4 3"}
        return element("rect", x=x + 0.75, y=y + 0.75, width=wide - 1.5, height=BAR - 1.5, **dashes)
    return element("line", x1=x, y1=y + BAR, x2=x + wide, y2=y + BAR, stroke=SOFT)
