"""Composes what a raad reads about the bevoegdheden together: how every route stands, laid side by side."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, get_args

from wijktoets import texts
from wijktoets.engine.advice.transfer.value import MatrixRij, Overdracht
from wijktoets.engine.model.words import WegStand
from wijktoets.texts.wording import begin_lower

from .in_words import worded
from .tree import Document, Heading, Item, Listing, Part, Table, Text, own, plain, sentence

STANDS: Final[tuple[WegStand, ...]] = get_args(WegStand)
NARROWEST: Final = 12
"""How few letters the names of bevoegdheden can do with; where there are less, each stands above its own cells."""


def routes_beside_powers(found: Overdracht) -> Iterable[Part]:
    """The bevoegdheden beside the routes, with what each word of the table means; nothing without bevoegdheden.

    A thema stands over its bevoegdheden where there are more themas.
    """
    if not found.matrix:
        return
    meant = {(row.thema, row.naam): row.weg for row in found.bevoegdheden}
    heads = ("", *(texts.text(f"transfer.kaart.kolom.{weg}") for weg in found.matrix[0].wegen))
    several = len({row.thema for row in found.matrix}) > 1
    rows: list[tuple[Text, ...]] = []
    over = None
    for row in found.matrix:
        if several and row.thema != over:
            over = row.thema
            rows.append((own(over),))
        rows.append((own(row.naam), *(plain(cell) for cell in _cells(row, meant[row.thema, row.naam]))))
    yield Table(texts.text("transfer.matrix.bijschrift"), heads, tuple(rows), level=1, least=NARROWEST)
    used = {stand for row in found.matrix for stand in row.wegen.values()}
    told = [stand_explained(stand) for stand in STANDS if stand in used]
    told += [texts.text("transfer.matrix.ster")] if any(weg != "onbekend" for weg in meant.values()) else []
    yield Listing(tuple(Item(plain(line)) for line in told))


@worded(lambda found: [found.woorden])
def with_powers(found: Overdracht, document: Document) -> Document:
    """A paper with the bevoegdheden beside the routes at its end; as it was when there are none."""
    parts = [*routes_beside_powers(found)]
    if not parts:
        return document
    table, *rest = parts
    assert isinstance(table, Table)  # the first part of these
    wide = replace(table, widths=(5, *(3 for _ in table.heads[1:])), least=0)
    heading = Heading(texts.text("transfer.matrix.kop_stuk"))
    lines = texts.text("transfer.matrix.in_een_stuk")
    return replace(document, parts=(*document.parts, heading, sentence(lines), wide, *rest))


def stand_explained(stand: WegStand) -> str:
    """What a word of the table means."""
    word, means = texts.text(f"transfer.matrix.cel.{stand}"), texts.text(f"transfer.stand.{stand}")
    return texts.text("transfer.matrix.betekent", woord=word, uitleg=begin_lower(means))


def _cells(row: MatrixRij, meant: str) -> Iterable[str]:
    """How each route stands, in a word; the route that the dossier names has a sign."""
    for weg, stand in row.wegen.items():
        told = texts.text(f"transfer.matrix.cel.{stand}")
        yield texts.text("transfer.matrix.cel.bedoeld", stand=told) if weg == meant else told


def grade(status: str | None) -> Iterable[str]:
    """How the law was read, when that was not the text itself."""
    if status in ("S", "M"):
        yield texts.text(f"transfer.bronstatus.{status}")
