"""Draws the tree on a terminal: wrapped to its width, text of users as it stands, colour only as an extra."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from wijktoets.texts import printable

from ..tree import (
    Box,
    Emphasis,
    Facts,
    Figure,
    Gap,
    Heading,
    Item,
    Legend,
    Listing,
    Mark,
    Marks,
    Paragraph,
    Part,
    Sheet,
    Table,
    Text,
    WritingSpace,
    words,
)
from .signs import PLAIN_SIGNS, SIGNS

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text as RichText

STYLES: Final[dict[Mark, str]] = {
    "geregeld": "green",
    "bewust_anders": "green",
    "deels": "magenta",
    "nog_niet": "magenta",
    "verschil": "cyan",
    "onbekend": "cyan",
    "niet_besproken": "cyan",
    "nvt": "",
}
HEADING: Final = "bold"
SOURCE: Final = "dim"
EMPHASIS: Final[dict[Emphasis, str]] = {"plain": "", "strong": HEADING, "spoken": "italic", "source": SOURCE}
INDENT: Final = {1: 0, 2: 2, 3: 2}
LAYOUTS: Final = ((4, 2, " "), (2, 1, " "), (2, 1, ""))
"""How far rows of marks are set in, the space between groups, and what stands between marks; the roomiest first."""
NARROW_NOTE: Final = 9
"""How wide what stands behind marks remains before names wrap: a count of two numbers of two figures."""
NARROWEST: Final = 14
"""How narrow the wide column of a table may become."""


def draw(sheet: Sheet, console: "Console", plain: bool = False) -> None:
    """Print the parts in order, with an empty line before each heading inside a thema and before each table.

    Args:
        plain: whether the encoding lacks the usual signs.
    """
    signs = PLAIN_SIGNS if plain else SIGNS
    before: Part = Gap()
    for part in sheet:
        if _stands_free(part) and not isinstance(before, Gap | Heading | Legend):
            console.print()
        for renderable in _rendered(part, signs, console.width):
            console.print(renderable)
        before = part


def _stands_free(part: Part) -> bool:
    return isinstance(part, Legend | Table | Marks | Box) or (isinstance(part, Heading) and part.level == 3)


def _rendered(part: Part, signs: dict[Mark, str], width: int) -> "Iterable[RenderableType]":
    from rich.text import Text as RichText

    if isinstance(part, Gap):
        yield RichText("")
    elif isinstance(part, Heading):
        yield _indented(RichText(printable(part.text), HEADING), 2 if part.level >= 3 else 0)
    elif isinstance(part, Paragraph):
        yield _indented(_said(part.text), INDENT[part.level])
    elif isinstance(part, Legend):
        yield from (_indented(line, 2) for line in _legend(part, signs, width - 2))
    elif isinstance(part, Marks):
        yield _marks(part, signs, width)
    elif isinstance(part, Listing):
        yield _listing(part, signs)
    elif isinstance(part, Facts):
        yield from (_indented(RichText.assemble(f"{fact.name}: ", _said(fact.text)), 2) for fact in part.facts)
    elif isinstance(part, Figure):
        yield from _rendered(part.table, signs, width)
    elif isinstance(part, Table):
        yield from _table(part, width)
    elif isinstance(part, WritingSpace):
        yield _indented(RichText(f"{printable(part.label)}:"), 2)
    elif isinstance(part, Box):
        yield RichText(printable(part.name), HEADING)
        for inside in part.parts:
            yield from _rendered(inside, signs, width)


def _indented(what: "RenderableType", columns: int) -> "RenderableType":
    from rich.padding import Padding

    return Padding(what, (0, 0, 0, columns)) if columns else what


def _said(text: Text, style: str = "") -> "RichText":
    """A text without spaces around it."""
    from rich.text import Text as RichText

    found = RichText(overflow="fold", style=style)
    for index, span in enumerate(text):
        piece = printable(span.text)
        piece = piece.lstrip() if index == 0 else piece
        piece = piece.rstrip() if index == len(text) - 1 else piece
        found.append(piece, EMPHASIS[span.emphasis])
    return found


def _sign(mark: Mark, signs: dict[Mark, str]) -> "RichText":
    from rich.text import Text as RichText

    return RichText(signs[mark], STYLES[mark])


def _legend(part: Legend, signs: dict[Mark, str], width: int) -> "Iterable[RichText]":
    """The meanings, each with its mark on one line."""
    from rich.text import Text as RichText

    line = RichText()
    for mark, meaning in part.meanings:
        entry = RichText.assemble(_sign(mark, signs), f" {meaning}")
        if line and line.cell_len + 2 + entry.cell_len > width:
            yield line
            line = RichText()
        line.append("  " if line else "")
        line.append(entry)
    if line:
        yield line


def _marks(part: Marks, signs: dict[Mark, str], width: int) -> "RenderableType":
    """Rows of marks, with as much space around and between them as there is room for; no mark wraps."""
    from rich.table import Table as Grid
    from rich.text import Text as RichText

    fits = ((layout, found) for layout in LAYOUTS if (found := _marks_widths(part, layout, width)))
    (indent, gap, between), widths = next(fits, (LAYOUTS[-1], None))
    grid = Grid.grid(padding=(0, gap, 0, 0))
    for column in widths or _narrow_widths(part, width):
        grid.add_column(overflow="fold", width=column)
    grid.add_row("", *(RichText(name, SOURCE) for name in part.groups))
    for row in part.rows:
        marks = (RichText(between).join(_sign(mark, signs) for mark in group) for group in row.groups)
        grid.add_row(RichText(row.name), *marks, RichText(row.note))
    return _indented(grid, indent)


def _marks_widths(part: Marks, layout: tuple[int, int, str], width: int) -> list[int] | None:
    """The widths of the columns in a layout; the last gets what is left. None when that is too little."""
    from rich.cells import cell_len

    indent, gap, between = layout
    names = max(cell_len(row.name) for row in part.rows)
    groups = [max(cell_len(name), _longest(part, i, between)) for i, name in enumerate(part.groups[:-1])]
    notes = max([cell_len(row.note.partition(",")[0]) for row in part.rows] + [cell_len(part.groups[-1])])
    left = width - indent - sum(w + gap for w in (names, *groups))
    return [names, *groups, left] if left >= notes else None


def _narrow_widths(part: Marks, width: int) -> list[int]:
    """The widths in the tightest layout: headings wrap, and names and what stands behind the marks as they must."""
    from rich.cells import cell_len

    indent, gap, between = LAYOUTS[-1]
    groups = [
        max([_longest(part, i, between)] + [cell_len(word) for word in name.split()])
        for i, name in enumerate(part.groups[:-1])
    ]
    room = width - indent - gap - sum(w + gap for w in groups)
    names = max(NARROWEST, min(max(cell_len(row.name) for row in part.rows), room - NARROW_NOTE))
    return [names, *groups, max(room - names, 1)]


def _longest(part: Marks, group: int, between: str) -> int:
    """How wide the longest group of marks is."""
    return max(len(row.groups[group]) * (1 + len(between)) - len(between) for row in part.rows)


def _listing(part: Listing, signs: dict[Mark, str]) -> "RenderableType":
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    marked = any(item.mark for item in part.items)
    if marked:
        grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for number, item in enumerate(part.items, 1):
        label = (str(number) if part.numbered else "-") if item.label is None else item.label
        grid.add_row(*_item(item, label, signs, marked))
    return _indented(grid, 2)


def _item(item: Item, label: str, signs: dict[Mark, str], marked: bool) -> "Iterable[RenderableType]":
    from rich.console import Group
    from rich.text import Text as RichText

    yield RichText(label)
    if marked:
        yield _sign(item.mark, signs) if item.mark else RichText("")
    yield Group(*(_indented(_said(text), max(2 * depth - 2, 0)) for text, depth in _lines(item, 0)))


def _lines(item: Item, depth: int) -> Iterable[tuple[Text, int]]:
    """The lines of a point, and how deep each stands; what belongs to it directly stands below its own words."""
    yield item.text, depth
    for below in item.below:
        yield from _lines(below, depth + 1)


def _table(part: Table, width: int) -> "Iterable[RenderableType]":
    """The rows of a table, all with the same columns."""
    from rich.text import Text as RichText

    indent = 4 if part.level == 2 else 0
    if part.caption:
        yield _indented(RichText(printable(part.caption), HEADING), indent)
    heads = tuple((RichText(printable(head), SOURCE), 0) for head in part.heads)
    rows = [tuple(_cell(cell) for cell in row) for row in part.rows]
    widths, gap = _widths(part, rows, width - indent)
    yield _indented(_row(part, heads, widths, gap), indent)
    for row, cells in zip(part.rows, rows, strict=True):
        if len(row) == 1 < len(part.heads):
            yield _indented(_said(row[0], HEADING), indent)
        else:
            yield _indented(_row(part, cells, widths, gap), indent)


def _cell(text: Text) -> "tuple[RichText, int]":
    """The words of a cell, and how far they are set in: by the spaces that they begin with."""
    told = words(text)
    return _said(text), len(told) - len(told.lstrip())


def _widths(part: Table, rows: "list[tuple[tuple[RichText, int], ...]]", room: int) -> tuple[list[int], int]:
    """How wide each column is, and the space between: as wide as their cells, the wide one as far as there is room."""
    from rich.cells import cell_len

    whole = [row for row in rows if len(row) == len(part.heads)]
    widths = [
        max([row[i][0].cell_len + row[i][1] for row in whole] + [cell_len(word) for word in name.split()], default=0)
        for i, name in enumerate(part.heads)
    ]
    others = sum(w for i, w in enumerate(widths) if i != part.wide)
    gap = 2 if room - others - 2 * (len(widths) - 1) >= NARROWEST else 1
    left = room - others - gap * (len(widths) - 1)
    widths[part.wide] = max(NARROWEST, min(widths[part.wide], left))
    return widths, gap


def _row(part: Table, cells: "tuple[tuple[RichText, int], ...]", widths: list[int], gap: int) -> "RenderableType":
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, gap, 0, 0))
    for i, width in enumerate(widths):
        grid.add_column(justify="right" if i in part.numbers else "left", width=width, overflow="fold")
    grid.add_row(*(_indented(text, indent) for text, indent in cells))
    return grid
