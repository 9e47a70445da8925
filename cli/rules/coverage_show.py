"""The screen of `rules coverage --show`: a line of the source and what rests on it, side by side, or the reverse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from wijktoets.engine.upkeep.coverage.coverage import Dekking, DingRij, IdRij, RegelRij, Verwijzing
from wijktoets.engine.upkeep.coverage.words import lines_named
from wijktoets.texts import printable, text

from ..drawing.paragraphs import put
from .coverage_words import covered, examples, grounds, paraphrases, why

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

NARROW: Final = 60
"""Below so many columns the two sides stand below each other."""
GAP: Final = 3


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of text on one side; a heading is bold, what is `onder` another piece stands further in."""

    woorden: str
    kop: bool = False
    onder: bool = False


def draw_show(console: "Console", dekking: Dekking, only: Dekking, source: str | None) -> None:
    """Each thing that was asked for, with what lies across from it.

    Args:
        dekking: the whole matrix; `only` the part to show.
        source: the text of the source, to show the lines themselves.
    """
    first = True
    for left, right, cited in _pairs(dekking, only):
        if not first:
            console.print()
        first = False
        _beside(console, left, right)
        if source is not None:
            _quote(console, source, cited)


def _pairs(dekking: Dekking, only: Dekking) -> Iterator[tuple[list[Stuk], list[Stuk], list[int]]]:
    """What stands left, what stands right, and the lines of the source that it is about."""
    for row in only.regels:
        yield _line(row), _carried(dekking, row), [int(row.regel[1:])]
    for thing in only.dingen:
        yield _thing(thing), _lines(dekking, thing.bron, "rust_op"), _numbers(thing.bron)
    for entry in only.ids:
        yield (
            [*_entry(entry), *_lines(dekking, entry.bron, "staat_in")],
            _covering(dekking, entry),
            _numbers(entry.bron),
        )


def _numbers(bron: Sequence[str]) -> list[int]:
    return [number for item in bron for _, number in lines_named(item)]


def _line(row: RegelRij) -> list[Stuk]:
    return [Stuk(text("coverage.show.regel", naam=row.regel), kop=True), Stuk(row.zegt)]


def _carried(dekking: Dekking, row: RegelRij) -> list[Stuk]:
    if not row.draagt:
        return [Stuk(text("coverage.show.rust_niets"), kop=True), Stuk(why(row))]
    return [Stuk(text("coverage.show.rust"), kop=True), *_named(dekking, row.draagt)]


def _covering(dekking: Dekking, row: IdRij) -> list[Stuk]:
    if not row.gedekt_door:
        return [Stuk(text("coverage.show.dekt_niets"), kop=True), Stuk(covered(row))]
    return [Stuk(text("coverage.show.dekt"), kop=True), *_named(dekking, row.gedekt_door)]


def _named(dekking: Dekking, things: Sequence[Verwijzing]) -> Iterator[Stuk]:
    """Each thing by name, with below it what it is and how it rests on its lines."""
    rows = {(d.soort, d.id): d for d in dekking.dingen}
    for thing in things:
        row = rows[thing.soort, thing.id]
        yield Stuk(row.naam)
        yield Stuk(text("coverage.ding", soort=text(f"coverage.soort.{row.soort}.een"), id=row.id), onder=True)
        yield Stuk(grounds(row), onder=True)


def _thing(row: DingRij) -> list[Stuk]:
    kind = text("coverage.ding", soort=text(f"coverage.soort.{row.soort}.een"), id=row.id)
    found = [Stuk(kind, kop=True), Stuk(row.naam), Stuk(grounds(row), onder=True)]
    if row.afleiding:
        found.append(Stuk(row.afleiding, onder=True))
    if row.dekt:
        found.append(Stuk(text("coverage.dekt", ids=", ".join(row.dekt)), onder=True))
    shown = examples(row)
    return [*found, Stuk(shown, onder=True)] if shown else found


def _entry(row: IdRij) -> list[Stuk]:
    return [Stuk(text("coverage.show.id", naam=row.id), kop=True), Stuk(row.zegt)]


def _lines(dekking: Dekking, bron: Sequence[str], heading: str) -> list[Stuk]:
    """The lines that are cited, in own words; what is no line of the source as it was cited."""
    says = paraphrases(dekking)
    found = [Stuk(text(f"coverage.show.{heading}"), kop=True)]
    for item in bron:
        found.append(Stuk(text("coverage.show.zegt", regel=item, zegt=says[item]) if item in says else item))
    return found


def _beside(console: "Console", left: Sequence[Stuk], right: Sequence[Stuk]) -> None:
    from rich.text import Text

    if console.width < NARROW:
        for line in (*_wrapped(console, left, console.width), Text(), *_wrapped(console, right, console.width)):
            console.print(line, no_wrap=True, overflow="ignore", crop=False)
        return
    width = (console.width - GAP) * 2 // 5
    columns = _wrapped(console, left, width), _wrapped(console, right, console.width - GAP - width)
    for one, other in zip_longest(*columns):
        line = (one or Text()).copy()
        line.pad_right(width + GAP - line.cell_len)
        line.append_text(other or Text())
        line.rstrip()
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _wrapped(console: "Console", pieces: Sequence[Stuk], width: int) -> "list[Text]":
    from rich.text import Text

    lines: list[Text] = []
    for piece in pieces:
        indent = "  " if piece.onder else ""
        words = Text(printable(piece.woorden), style="bold" if piece.kop else "")
        if piece.kop and lines:
            lines.append(Text())
        for line in words.wrap(console, width - len(indent)):
            line.rstrip()
            lines.append(Text(indent).append_text(line))
    return lines


def _quote(console: "Console", source: str, cited: Sequence[int]) -> None:
    """The lines as they stand in the source."""
    lines = source.split("\n")
    for number in dict.fromkeys(cited):
        if number <= len(lines):
            console.print()
            put(console, text("coverage.show.letterlijk", regel=f"L{number}"), style="bold")
            put(console, printable(lines[number - 1].strip()))
