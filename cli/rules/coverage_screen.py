"""The screens of `rules coverage`: the whole matrix, and what is not accounted for."""

from typing import TYPE_CHECKING, Final

from wijktoets.engine.upkeep.coverage.coverage import SOORTEN, Dekking, DingRij
from wijktoets.texts import printable, text

from ..drawing.paragraphs import put, put_whole
from .coverage_words import carries, covered, examples, gap, gaps_line, grounds, head, place

if TYPE_CHECKING:
    from rich.console import Console

NAME_WIDTH: Final = 7
"""Columns of the number of a line or an id."""
IN: Final = "  "
DEEPER: Final = "    "


def draw_matrix(console: "Console", dekking: Dekking) -> None:
    """From the source to the packs, from the packs to the source, from the ids to what covers them, and the gaps."""
    put(console, ", ".join(printable(f"{p.naam} {p.versie}") for p in dekking.pakketten), style="bold")
    for line in head(dekking):
        put(console, printable(line))
    put(console, gaps_line(dekking))
    _heading(console, "bron")
    for row in dekking.regels:
        _entry(console, row.regel, row.zegt, carries(row))
    _heading(console, "pakket")
    for soort in SOORTEN:
        for thing in (d for d in dekking.dingen if d.soort == soort):
            _thing(console, thing)
    if dekking.ids:
        _heading(console, "inventaris")
    for entry in dekking.ids:
        _entry(console, entry.id, entry.zegt, covered(entry))
    if dekking.leemten:
        _heading(console, "leemten")
        _gaps(console, dekking)


def draw_gaps(console: "Console", dekking: Dekking) -> None:
    """Only what is not accounted for, each with its place."""
    _gaps(console, dekking)
    put(console, gaps_line(dekking))


def _gaps(console: "Console", dekking: Dekking) -> None:
    for leemte in dekking.leemten:
        put_whole(console, printable(place(leemte)))
        put(console, printable(gap(leemte)), IN)


def _heading(console: "Console", key: str) -> None:
    console.print()
    put(console, text(f"coverage.koppen.{key}"), style="bold")


def _entry(console: "Console", name: str, says: str, below: str) -> None:
    put(console, printable(says), printable(name).ljust(NAME_WIDTH), " " * NAME_WIDTH)
    put(console, printable(below), " " * NAME_WIDTH + IN, style="dim")


def _thing(console: "Console", thing: DingRij) -> None:
    put(console, printable(text("coverage.ding", soort=text(f"coverage.soort.{thing.soort}.een"), id=thing.id)))
    put(console, printable(thing.naam), IN)
    put(console, printable(grounds(thing)), DEEPER, style="dim")
    if thing.dekt:
        put(console, printable(text("coverage.dekt", ids=", ".join(thing.dekt))), DEEPER, style="dim")
    shown = examples(thing)
    if shown is not None:
        put(console, shown, DEEPER, style="dim")
