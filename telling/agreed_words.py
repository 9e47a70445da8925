"""Tells what people agreed or propose in their own words, and what parties said of how a dossier is written down."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import get_args

from wijktoets import texts
from wijktoets.engine.model.words import Zinstand
from wijktoets.engine.result.rapport import AfgesprokenRij, BevestigingRij
from wijktoets.texts.wording import day, ended, listed

from .phrases import told, words_for
from .tree import Heading, Item, Line, Listing, Part, Span, Table, Text, joined, own, plain


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
        yield Listing(
            tuple(
                Item((Span(row.kop, "strong"),), tuple(Item(plain(line)) for line in words_lines(row))) for row in here
            )
        )


def words_beside(places: Sequence[tuple[str, Sequence[AfgesprokenRij]]]) -> Iterable[Part]:
    """The same as a table: what it is about, their words, and who does it when.

    Args:
        places: the rows of each place, by what it is called.
    """
    for stand in get_args(Zinstand):
        here = [(head, [row for row in rows if row.stand == stand]) for head, rows in places]
        here = [(head, rows) for head, rows in here if rows]
        if not here:
            continue
        table: list[tuple[Text, ...]] = []
        for head, rows in here:
            table += [(own(head),)] if len(places) > 1 else []
            table += _rows(rows)
        yield Heading(words_heading(stand))
        yield Table("", words_for("report.blad.woorden_kop"), tuple(table), row_heads=False, widths=(6, 9, 5))


def _rows(rows: Sequence[AfgesprokenRij]) -> Iterable[tuple[Text, ...]]:
    """A row for each sentence; those that follow one another about one thing, done by the same, share theirs."""
    for (head, whom), same in groupby(rows, key=lambda row: (row.kop, joined(_by_whom(row), " "))):
        yield plain(head), joined((own(row.tekst) for row in same), " "), whom


def _by_whom(row: AfgesprokenRij) -> Iterable[Line]:
    """Who does it and when, and which parties stand behind it."""
    if known := ", ".join(value for value in (row.wie, row.wanneer) if value):
        yield own(ended(known) if row.bevestigd_door else known)
    if row.bevestigd_door:
        yield told("report.blad.erachter", wie=own(listed(row.bevestigd_door)))


def _standing(rows: Sequence[AfgesprokenRij]) -> Iterable[tuple[str, Sequence[AfgesprokenRij]]]:
    for stand in get_args(Zinstand):
        here = [row for row in rows if row.stand == stand]
        if here:
            yield words_heading(stand), here


def words_lines(row: AfgesprokenRij) -> Iterable[Line]:
    """Own words, then who does it and when, then which parties stand behind them."""
    yield own(row.tekst)
    known = {key: own(value) for key in ("wie", "wanneer") if (value := getattr(row, key))}
    if known:
        yield told(f"scherm.woorden.{'_'.join(known)}", **known)
    if row.bevestigd_door:
        yield told("scherm.woorden.bevestigd_door", wie=own(listed(row.bevestigd_door)))


def confirmations(rows: Iterable[BevestigingRij]) -> Iterable[Line]:
    """What each party said of the dossier, whole; of an earlier version that it was of that."""
    for row in rows:
        key = f"scherm.bevestigd.{row.oordeel}.{'nu' if row.geldt else 'eerder'}"
        op = texts.text("scherm.bevestigd.op", datum=day(row.op)) if row.op else ""
        yield told(key, wie=own(row.door), op=op, toelichting=own(row.toelichting or ""))
