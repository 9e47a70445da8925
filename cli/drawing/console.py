"""Draws a sheet on a terminal: wrapped to its width, text of users as it stands, colour only as an extra."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from wijktoets.texts import printable

from ..base.output import can_show
from .marks import ALL_SIGNS, PLAIN_SIGNS, SIGNS, Mark
from .sheet import Gap, Grid, Heading, Item, Legend, Listing, Marks, Part, Sentence, Sheet

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

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
INDENT: Final = {1: 0, 2: 2, 3: 2}
LAYOUTS: Final = ((4, 2, " "), (2, 1, " "), (2, 1, ""))
"""How far rows of marks are set in, the space between groups, and what stands between marks; the roomiest first."""
NARROW_NOTE: Final = 9
"""How wide what stands behind marks remains before names wrap: a count of two numbers of two figures."""
NARROWEST: Final = 14
"""How narrow the wide column of a table may become."""


def draw(sheet: Sheet, console: "Console") -> None:
    """Print the parts in order, with an empty line before each heading inside a thema and before each table."""
    signs = SIGNS if can_show(ALL_SIGNS) else PLAIN_SIGNS
    before: Part = Gap()
    for part in sheet:
        if _stands_free(part) and not isinstance(before, Gap | Heading | Legend):
            console.print()
        for renderable in _rendered(part, signs, console.width):
            console.print(renderable)
        before = part


def _stands_free(part: Part) -> bool:
    return isinstance(part, Legend | Grid | Marks) or (isinstance(part, Heading) and part.level == 3)


def _rendered(part: Part, signs: dict[Mark, str], width: int) -> "Iterable[RenderableType]":
    from rich.text import Text

    if isinstance(part, Gap):
        yield Text("")
    elif isinstance(part, Heading):
        yield _indented(Text(printable(part.text), HEADING), 2 if part.level >= 3 else 0)
    elif isinstance(part, Sentence):
        yield _indented(_with_source(part.text, part.source), INDENT[part.level])
    elif isinstance(part, Legend):
        yield from (_indented(line, 2) for line in _legend(part, signs, width - 2))
    elif isinstance(part, Marks):
        yield _marks(part, signs, width)
    elif isinstance(part, Listing):
        yield _listing(part, signs)
    else:
        yield from _grid(part, width)


def _indented(what: "RenderableType", columns: int) -> "RenderableType":
    from rich.padding import Padding

    return Padding(what, (0, 0, 0, columns)) if columns else what


def _with_source(text: str, source: Iterable[str]) -> "Text":
    from rich.text import Text

    lines = ", ".join(source)
    found = Text(printable(text).strip(), overflow="fold")
    if lines:
        found.append(f" ({printable(lines)})", SOURCE)
    return found


def _sign(mark: Mark, signs: dict[Mark, str]) -> "Text":
    from rich.text import Text

    return Text(signs[mark], STYLES[mark])


def _legend(part: Legend, signs: dict[Mark, str], width: int) -> "Iterable[Text]":
    """The meanings, each with its mark on one line."""
    from rich.text import Text

    line = Text()
    for mark, meaning in part.meanings:
        entry = Text.assemble(_sign(mark, signs), f" {meaning}")
        if line and line.cell_len + 2 + entry.cell_len > width:
            yield line
            line = Text()
        line.append("  " if line else "")
        line.append(entry)
    if line:
        yield line


def _marks(part: Marks, signs: dict[Mark, str], width: int) -> "RenderableType":
    """Rows of marks, with as much space around and between them as there is room for; no mark wraps."""
    from rich.table import Table
    from rich.text import Text

    fits = ((layout, found) for layout in LAYOUTS if (found := _marks_widths(part, layout, width)))
    (indent, gap, between), widths = next(fits, (LAYOUTS[-1], None))
    table = Table.grid(padding=(0, gap, 0, 0))
    for column in widths or _narrow_widths(part, width):
        table.add_column(overflow="fold", width=column)
    table.add_row("", *(Text(name, SOURCE) for name in part.groups))
    for row in part.rows:
        marks = (Text(between).join(_sign(mark, signs) for mark in group) for group in row.groups)
        table.add_row(Text(row.name), *marks, Text(row.note))
    return _indented(table, indent)


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
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    marked = any(item.mark for item in part.items)
    if marked:
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for item in part.items:
        table.add_row(*_item(item, signs, marked))
    return _indented(table, 2)


def _item(item: Item, signs: dict[Mark, str], marked: bool) -> "Iterable[RenderableType]":
    from rich.console import Group
    from rich.text import Text

    yield Text(item.label)
    if marked:
        yield _sign(item.mark, signs) if item.mark else Text("")
    details = (Text(printable(detail), overflow="fold") for detail in item.details)
    yield Group(_with_source(item.text, item.source), *details)


def _grid(part: Grid, width: int) -> "Iterable[RenderableType]":
    """The rows of a table, all with the same columns."""
    from rich.text import Text

    indent = 4 if part.level == 2 else 0
    widths, gap = _widths(part, width - indent)
    yield _indented(_grid_row(part, part.header, widths, gap, SOURCE), indent)
    for row in part.rows:
        if len(row) == 1:
            yield _indented(Text(printable(row[0]), HEADING, overflow="fold"), indent)
        else:
            yield _indented(_grid_row(part, row, widths, gap), indent)


def _widths(part: Grid, room: int) -> tuple[list[int], int]:
    """How wide each column is, and the space between: as wide as their cells, the wide one as far as there is room."""
    from rich.cells import cell_len

    rows = [row for row in part.rows if len(row) > 1]
    widths = [
        max([cell_len(printable(row[i])) for row in rows] + [cell_len(word) for word in name.split()])
        for i, name in enumerate(part.header)
    ]
    others = sum(w for i, w in enumerate(widths) if i != part.wide)
    gap = 2 if room - others - 2 * (len(widths) - 1) >= NARROWEST else 1
    left = room - others - gap * (len(widths) - 1)
    widths[part.wide] = max(NARROWEST, min(widths[part.wide], left))
    return widths, gap


def _grid_row(part: Grid, row: tuple[str, ...], widths: list[int], gap: int, style: str = "") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, gap, 0, 0))
    for i, width in enumerate(widths):
        table.add_column(justify="right" if i >= part.numbers else "left", width=width, overflow="fold")
    cells = (Text(printable(cell).lstrip(), style, overflow="fold") for cell in row)
    table.add_row(*(_indented(text, len(cell) - len(cell.lstrip())) for text, cell in zip(cells, row, strict=True)))
    return table
