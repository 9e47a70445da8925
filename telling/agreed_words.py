"""Tells what people agreed or propose in their own words, and what parties said of how a dossier is written down."""

from collections.abc import Iterable, Sequence
from typing import get_args

from wijktoets import texts
from wijktoets.engine.model.words import Zinstand
from wijktoets.engine.result.rapport import AfgesprokenRij, BevestigingRij
from wijktoets.texts.wording import day, listed

from .phrases import told
from .tree import Heading, Item, Line, Listing, Part, Span, Text, joined, own, plain


def words_heading(stand: Zinstand) -> str:
    """What own words stand under: what is agreed, or what is proposed."""
    return texts.text(f"scherm.woorden.kop.{stand}")


def words_listed(rows: Sequence[AfgesprokenRij], capitals: bool = False) -> Iterable[Part]:
    """Own words as they were written, each below what it is about; what is agreed first, then what is proposed.

    Args:
        capitals: as headings on a screen are written.
    """
    for heading, here in _standing(rows):
        yield Heading(heading.upper() if capitals else heading, 3)
        yield Listing(tuple(Item(_about(row), tuple(Item(plain(line)) for line in words_lines(row))) for row in here))


def words_to_sign(rows: Sequence[AfgesprokenRij], fasen: str = "") -> Iterable[Part]:
    """The same in few lines, without which parties stand behind them: they sign below.

    Args:
        fasen: what stands behind a heading where it is of some fasen only.
    """
    for heading, here in _standing(rows):
        yield Heading(heading + fasen, 3)
        yield Listing(tuple(Item(joined([_about(row), *_said(row)], " ")) for row in here), short=True)


def _standing(rows: Sequence[AfgesprokenRij]) -> Iterable[tuple[str, Sequence[AfgesprokenRij]]]:
    for stand in get_args(Zinstand):
        here = [row for row in rows if row.stand == stand]
        if here:
            yield words_heading(stand), here


def _about(row: AfgesprokenRij) -> Text:
    return (Span(row.kop, "strong"),)


def words_lines(row: AfgesprokenRij) -> Iterable[Line]:
    """Own words, then who does it and when, then which parties stand behind them."""
    yield from _said(row)
    if row.bevestigd_door:
        yield told("scherm.woorden.bevestigd_door", wie=own(listed(row.bevestigd_door)))


def _said(row: AfgesprokenRij) -> Iterable[Line]:
    yield own(row.tekst)
    known = {key: own(value) for key in ("wie", "wanneer") if (value := getattr(row, key))}
    if known:
        yield told(f"scherm.woorden.{'_'.join(known)}", **known)


def confirmations(rows: Iterable[BevestigingRij]) -> Iterable[Line]:
    """What each party said of the dossier, whole; of an earlier version that it was of that."""
    for row in rows:
        key = f"scherm.bevestigd.{row.oordeel}.{'nu' if row.geldt else 'eerder'}"
        op = texts.text("scherm.bevestigd.op", datum=day(row.op)) if row.op else ""
        yield told(key, wie=own(row.door), op=op, toelichting=own(row.toelichting or ""))
