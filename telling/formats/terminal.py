"""Draws the tree on a terminal: wrapped to its width, text of users as it stands, colour only as an extra."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, assert_never

from wijktoets.texts import printable

from .. import tree
from .signs import BRANCHES, PLAIN_BRANCHES, PLAIN_SIGNS, SIGNS, Branches, Signs

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text as RichText

STYLES: Final[dict[tree.Mark, str]] = {
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
EMPHASIS: Final[dict[tree.Emphasis, str]] = {
    **{"plain": "", "code": "", "strong": HEADING, "spoken": "italic", "source": SOURCE},
}
INDENT: Final = {1: 0, 2: 2, 3: 2, 4: 4}
LAYOUTS: Final = ((4, 2, " "), (2, 1, " "), (2, 1, ""))
"""How far rows of marks are set in, the space between groups, and what stands between marks; the roomiest first."""
NARROW_NOTE: Final = 9
"""How wide what stands behind marks remains before names wrap: a count of two numbers of two figures."""
TREE_INDENT: Final = 4
NARROWEST_BRANCH: Final = 20
"""How narrow the words of a branch become, however deep they stand."""
NARROWEST: Final = 14
"""How narrow the wide column of a table may become, and how wide the column with the names of facts is at least."""
BESIDE: Final = 60
"""From how many columns on two sides stand beside each other."""
LABEL: Final = 6
"""How long the head of a row may be to stand beside what goes with it, where each row stands by itself."""


LONGEST_NUMBER: Final = 3
"""Signs of a number or letter before a point; what is longer is a name, and begins where the others do."""


def draw(sheet: tree.Sheet, console: "Console", plain: bool = False) -> None:
    """Print the parts in order, with an empty line before each heading inside a thema and before each table.

    Args:
        plain: whether the encoding lacks the usual signs.
    """
    before: tree.Part = tree.Gap()
    for part in sheet:
        if _stands_free(part) and not isinstance(before, tree.Gap | tree.Heading | tree.Legend):
            console.print()
        whole: dict[str, Any] = {"no_wrap": True, "overflow": "ignore", "crop": False}
        for renderable in _rendered(part, console, plain):
            console.print(renderable, **(whole if _stays_whole(part) else {}))
        before = part


def unwrapped(sheet: tree.Sheet) -> str | None:
    """The lines of a sheet of nothing but lines that stay whole, without loading what wraps; else None."""
    lines = [part for part in sheet if isinstance(part, tree.Paragraph) and part.whole]
    if len(lines) < len(sheet):
        return None
    return "".join(f"{' ' * INDENT[part.level]}{printable(tree.words(part.text))}\n" for part in lines)


def _stays_whole(part: tree.Part) -> bool:
    return isinstance(part, tree.Code) or (isinstance(part, tree.Paragraph) and part.whole)


def _stands_free(part: tree.Part) -> bool:
    return isinstance(part, tree.Legend | tree.Table | tree.Marks | tree.Box) or (
        isinstance(part, tree.Heading) and part.level == 3
    )


def _rendered(part: tree.Part, console: "Console", plain: bool) -> "Iterable[RenderableType]":
    from rich.text import Text as RichText

    signs, width = PLAIN_SIGNS if plain else SIGNS, console.width
    match part:
        case tree.Gap():
            yield RichText("")
        case tree.Heading():
            yield _indented(RichText(printable(tree.words(part.text)), HEADING), 2 if part.level >= 3 else 0)
        case tree.Paragraph():
            indent, said = INDENT[part.level], _said(part.text)
            yield RichText(" " * indent).append_text(said) if part.whole else _indented(said, indent)
        case tree.Legend():
            yield from (_indented(line, 2) for line in _legend(part, signs, width - 2))
        case tree.Marks():
            yield _marks(part, signs, width)
        case tree.Listing():
            yield _listing(part, signs)
        case tree.Facts():
            yield _facts(part)
        case tree.Figure():
            yield from _rendered(part.table, console, plain)
        case tree.Table():
            yield from _table(part, width)
        case tree.Tree():
            branches = PLAIN_BRANCHES if plain else BRANCHES
            yield from (_indented(line, TREE_INDENT) for line in _branch(part.root, console, branches, "", ""))
        case tree.Code():
            yield from (RichText(" " * INDENT[part.level] + printable(line)) for line in part.lines)
        case tree.WritingSpace():
            yield _indented(RichText(f"{printable(part.label)}:"), 2)
        case tree.Box():
            yield RichText(printable(part.name), HEADING)
            for inside in part.parts:
                yield from _rendered(inside, console, plain)
        case tree.BoxGrid() | tree.Card():
            for inside in part.in_order:
                yield from _rendered(inside, console, plain)
        case tree.Beside():
            yield from _beside(part, console, plain)
        case tree.PageBreak():
            pass
        case _:
            assert_never(part)


def _indented(what: "RenderableType", columns: int) -> "RenderableType":
    from rich.padding import Padding

    return Padding(what, (0, 0, 0, columns)) if columns else what


def _said(text: tree.Text, style: str = "") -> "RichText":
    """A text without spaces around it."""
    from rich.text import Text as RichText

    found = RichText(overflow="fold", style=style)
    text = tree.runs(text)
    for index, span in enumerate(text):
        piece = printable(span.text)
        piece = piece.lstrip() if index == 0 else piece
        piece = piece.rstrip() if index == len(text) - 1 else piece
        piece = f"`{piece}`" if span.emphasis == "code" else piece
        found.append(piece, EMPHASIS[span.emphasis])
    return found


def _sign(mark: tree.Mark, signs: Signs) -> "RichText":
    from rich.text import Text as RichText

    return RichText(signs[mark], STYLES[mark])


def _legend(part: tree.Legend, signs: Signs, width: int) -> "Iterable[RichText]":
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


def _marks(part: tree.Marks, signs: Signs, width: int) -> "RenderableType":
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


def _marks_widths(part: tree.Marks, layout: tuple[int, int, str], width: int) -> list[int] | None:
    """The widths of the columns in a layout; the last gets what is left. None when that is too little."""
    from rich.cells import cell_len

    indent, gap, between = layout
    names = max(cell_len(row.name) for row in part.rows)
    groups = [max(cell_len(name), _longest(part, i, between)) for i, name in enumerate(part.groups[:-1])]
    notes = max([cell_len(row.note.partition(",")[0]) for row in part.rows] + [cell_len(part.groups[-1])])
    left = width - indent - sum(w + gap for w in (names, *groups))
    return [names, *groups, left] if left >= notes else None


def _narrow_widths(part: tree.Marks, width: int) -> list[int]:
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


def _longest(part: tree.Marks, group: int, between: str) -> int:
    """How wide the longest group of marks is."""
    return max(len(row.groups[group]) * (1 + len(between)) - len(between) for row in part.rows)


def _listing(part: tree.Listing, signs: Signs) -> "RenderableType":
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, 1, 0, 0))
    short = all(len(item.label or "") <= LONGEST_NUMBER for item in part.items)
    grid.add_column(justify="right" if short else "left", no_wrap=True)
    marked = any(item.mark for item in part.items)
    if marked:
        grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for number, item in enumerate(part.items, 1):
        label = (str(number) if part.numbered else "-") if item.label is None else item.label
        grid.add_row(*_item(item, label, signs, marked))
    return _indented(grid, 2)


def _item(item: tree.Item, label: str, signs: Signs, marked: bool) -> "Iterable[RenderableType]":
    from rich.console import Group
    from rich.text import Text as RichText

    yield RichText(label)
    if marked:
        yield _sign(item.mark, signs) if item.mark else RichText("")
    yield Group(*_lines(item))


def _lines(item: tree.Item) -> "Iterable[RenderableType]":
    """The words of a point and what belongs to it, right below them; what belongs to that is set in.

    A point below it with a label of its own hangs beside that.
    """
    from rich.console import Group
    from rich.table import Table as Grid
    from rich.text import Text as RichText

    yield _said(item.text)
    for below in item.below:
        if below.label:
            grid = Grid.grid(padding=(0, 1, 0, 0))
            grid.add_row(RichText(below.label), Group(*_lines(below)))
            yield grid
        else:
            yield from (_indented(line, 2 if index else 0) for index, line in enumerate(_lines(below)))


def _facts(part: tree.Facts) -> "RenderableType":
    """Names in a column of their own, with beside it what goes with them."""
    from rich.cells import cell_len
    from rich.table import Table as Grid
    from rich.text import Text as RichText

    grid = Grid.grid()
    grid.add_column(width=max([NARROWEST] + [cell_len(fact.name) + 2 for fact in part.facts]))
    grid.add_column(overflow="fold")
    for fact in part.facts:
        grid.add_row(RichText(printable(fact.name)), _said(fact.text))
    return _indented(grid, 2)


def _beside(part: tree.Beside, console: "Console", plain: bool) -> "Iterable[RenderableType]":
    """Two sides beside each other, the right one a little wider, or below each other."""
    from rich.console import Group
    from rich.table import Table as Grid

    sides = (part.left, part.right)
    left, right = (Group(*(r for each in side for r in _rendered(each, console, plain))) for side in sides)
    if console.width < BESIDE:
        yield from (left, "", right)
        return
    grid = Grid.grid(padding=(0, 3, 0, 0))
    grid.add_column(width=(console.width - 3) * 2 // 5, overflow="fold")
    grid.add_column(overflow="fold")
    grid.add_row(left, right)
    yield grid


def _branch(
    branch: tree.Branch, console: "Console", signs: Branches, first: str, beside: str
) -> "Iterable[RenderableType]":
    """The lines of a branch: its words hang under the first of them, what belongs to it under its words.

    Args:
        first: stands before its first line.
        beside: stands before all others.
    """
    runs_on = signs.beside if branch.below else ""
    yield from _hung(_said(branch.text), console, first, beside + runs_on)
    for note in branch.notes:
        yield from _note(note, console, beside + runs_on + "  ")
    for index, below in enumerate(branch.below, 1):
        last = index == len(branch.below)
        front, rest = (signs.last, " " * len(signs.last)) if last else (signs.branch, signs.beside)
        yield from _branch(below, console, signs, beside + front, beside + rest)


def _note(item: tree.Item, console: "Console", beside: str) -> "Iterable[RichText]":
    yield from _hung(_said(item.text), console, beside, beside)
    for below in item.below:
        yield from _note(below, console, beside + "  ")


def _hung(text: "RichText", console: "Console", first: str, rest: str) -> "Iterable[RichText]":
    """A text in as many lines as it needs, with what stands before the first and before the others."""
    from rich.text import Text as RichText

    room = max(console.width - TREE_INDENT - max(len(first), len(rest)), NARROWEST_BRANCH)
    for index, line in enumerate(text.wrap(console, room) or [RichText()]):
        line.rstrip()
        yield RichText(rest if index else first).append_text(line)


def _table(part: tree.Table, width: int) -> "Iterable[RenderableType]":
    """The rows of a table, all with the same columns."""
    from rich.text import Text as RichText

    indent = 4 if part.level == 2 else 0
    if part.caption:
        yield _indented(RichText(printable(tree.words(part.caption)), HEADING), indent)
    heads = tuple((RichText(printable(head), SOURCE), 0) for head in part.heads)
    rows = [tuple(_cell(cell) for cell in row) for row in part.rows]
    widths, gap, fits = _widths(part, rows, width - indent)
    if fits:
        yield _indented(_row(part, heads, widths, gap), indent)
    elif not part.caption:
        yield _indented(RichText(" · ".join(printable(name) for name in part.names if name), SOURCE), indent)
    for row, cells in zip(part.rows, rows, strict=True):
        if part.is_name(row):
            small = all(span.emphasis == "source" for span in row[0])
            yield _indented(_said(row[0], "" if small else HEADING), indent + cells[0][1])
        elif fits:
            yield _indented(_row(part, cells, widths, gap), indent)
        else:
            yield from (_indented(line, indent + deeper) for line, deeper in _by_itself(part, row, width - indent))


def _by_itself(part: tree.Table, row: tuple[tree.Text, ...], width: int) -> "Iterable[tuple[RenderableType, int]]":
    """A row that stands by itself, and how deep its lines stand: its head, the wide cell, and the others.

    Where there is more than one other, each has its name before it.
    """
    from rich.table import Table as Grid
    from rich.text import Text as RichText

    (head, set_in), wide = _cell(row[0]), _said(row[part.wide])
    if not part.wide:
        yield head, set_in
    elif head.cell_len <= LABEL:
        grid = Grid.grid()
        grid.add_column(width=LABEL + 1)
        grid.add_row(head, wide)
        yield grid, 0
        set_in = LABEL + 1
    else:
        yield from ((head, 0), (wide, 2))
        set_in = 2
    others = [i for i in range(1, len(row)) if i != part.wide and tree.words(row[i])]
    named = len(part.heads) - 1 - bool(part.wide) > 1
    told = [RichText.assemble(f"{printable(part.names[i])}: " if named else "", _said(row[i])) for i in others]
    short = all(each.cell_len <= width // 2 for each in told)
    yield from ((line, set_in + 2) for line in ([RichText("; ").join(told)] if short and told else told))


def _cell(text: tree.Text) -> "tuple[RichText, int]":
    """The words of a cell, and how far they are set in: by the spaces that they begin with."""
    told = tree.words(text)
    return _said(text), len(told) - len(told.lstrip())


def _widths(part: tree.Table, rows: "list[tuple[tuple[RichText, int], ...]]", room: int) -> tuple[list[int], int, bool]:
    """How wide each column is, the space between, and whether that is enough.

    A column is as wide as its cells, the wide one as far as there is room. Is that too little, then the widest of the
    others gives way, and a word is cut in two only when all of them are as narrow as their longest word.
    """
    from rich.cells import cell_len

    whole = [row for row in rows if len(row) == len(part.heads)]
    widths, words = [], []
    for i, name in enumerate(part.heads):
        head = [cell_len(word) for word in name.split()]
        widths.append(max([row[i][0].cell_len + row[i][1] for row in whole] + head, default=0))
        longest = [cell_len(word) + row[i][1] for row in whole for word in row[i][0].plain.split()]
        words.append(max(longest + head, default=0))
    others = sum(w for i, w in enumerate(widths) if i != part.wide)
    gap = 2 if room - others - 2 * (len(widths) - 1) >= NARROWEST else 1
    left = room - others - gap * (len(widths) - 1)
    widths[part.wide] = max(NARROWEST, min(widths[part.wide], left))
    for _ in range(left, NARROWEST):
        roomy = [i for i, width in enumerate(widths) if i != part.wide and width > words[i]]
        if roomy:
            widths[max(roomy, key=widths.__getitem__)] -= 1
    return widths, gap, left >= part.least


def _row(part: tree.Table, cells: "tuple[tuple[RichText, int], ...]", widths: list[int], gap: int) -> "RenderableType":
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, gap, 0, 0))
    for i, width in enumerate(widths):
        grid.add_column(justify="right" if i in part.numbers else "left", width=width, overflow="fold")
    grid.add_row(*(_indented(text, indent) for text, indent in cells))
    return grid
