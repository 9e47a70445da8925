"""Names the parts of what is told: every screen and document is composed into this tree, and every format draws it.

A text is a tuple of `Span`s, never markup: whatever a user wrote stays text, and each format escapes it in its
own way.
Nothing in a tree depends on the clock or the machine, so that a format can give the same bytes for the same tree.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, Final, Literal, TypeAlias, TypeVar, assert_never, get_args

Whole = TypeVar("Whole")

Emphasis: TypeAlias = Literal["plain", "strong", "spoken", "source", "code"]
"""How a piece of text stands out: not, strongly, as spoken by someone, as lines of a source behind it, or as code."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with one emphasis; spaces at its ends count.

    `link`: where it leads, in a format that can follow it: `#` and an anchor of the same document, or another file.
    `own`: people's own words or a name that they gave, which nobody changes.
    """

    text: str
    emphasis: Emphasis = "plain"
    link: str = ""
    own: bool = False


Text: TypeAlias = tuple[Span, ...]
"""A text as it is read, in pieces."""

Line: TypeAlias = str | Text
"""A text of the program, or one in pieces, of which some may be people's own."""

EMPTY: Final[Text] = ()
"""No text: in a table an empty cell, to be filled in by hand."""


Mark: TypeAlias = Literal[
    "geregeld", "bewust_anders", "deels", "nog_niet", "verschil", "onbekend", "niet_besproken", "nvt"
]
"""How something stands, in one word; each format has a sign for it, different without colour."""
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)
"""In the order in which a row shows them: what is arranged first, what was not spoken of last."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. The title is level 1; headings start at 2 and go one level deeper at a time.

    `anchor`: the name that a link to it has.
    """

    text: Line
    level: Literal[1, 2, 3, 4] = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `kind` is the opening that sums up, a remark that must not be missed, or a small note.

    `level`: how deep it stands below headings, where a format sets parts in.
    `whole`: stays one line on a screen, such as a place that is copied or opened from there.
    """

    text: Text
    kind: Literal["plain", "opening", "warning", "note"] = "plain"
    level: int = 2
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list: what it says, the points that belong to it, its own number or letter, and how it stands.

    Without a `label` it gets the bullet or number of its list; an empty one is none.
    """

    text: Text
    below: tuple["Item", ...] = ()
    label: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Points in order, numbered or not (the points below a point never are).

    `short`: many short points, that may stand in two columns where there is room.
    """

    items: tuple[Item, ...]
    numbered: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what goes with it, such as "Gemeente" and "Groningen"; without a name it goes with the one before."""

    name: str
    text: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what goes with them, in order: a description list."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a head row; every row has as many cells as the head.

    A row of one cell in a wider table is a name over the rows below it, as wide as the table.
    `row_heads`: the first cell of a row is its head. `numbers`: columns that are set to the right, from 0.
    `widths`: the share of the width that each column gets (empty: as the text asks).
    `writing_height`: the least height in millimetres of a row with an empty cell, that is filled in by hand.
    `wide`: the column that gives way where there is little room. `level`: as that of a paragraph.
    `least`: the fewest columns of letters that the wide one can do with; where there are less, and on a narrow page,
    each row stands by itself with the heads before its cells (0: never).
    `anchors`: the name that a link to a row has, one a row.
    `headed`: the caption stands above it as a heading of level 3, where there are headings.
    A head says with `- ` where it breaks in a narrow column ("over- eenkomst"); `names` are the heads unbroken.
    """

    caption: Line
    heads: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    row_heads: bool = True
    numbers: frozenset[int] = frozenset()
    widths: tuple[int, ...] = ()
    writing_height: int = 0
    wide: int = 0
    level: int = 2
    least: int = 0
    anchors: tuple[str, ...] = ()
    headed: bool = False

    def __post_init__(self) -> None:
        """Refuse rows and widths that do not fit the head.

        Raises:
            ValueError: a row has another number of cells than the head, or the widths have.
        """
        counts = {len(row) for row in self.rows} | ({len(self.widths)} if self.widths else set())
        if counts - {1, len(self.heads)}:
            raise ValueError(f"{words(self.caption)!r}: {sorted(counts)} cells under {len(self.heads)} heads")

    @property
    def names(self) -> tuple[str, ...]:
        """The heads without the places where they break.

        >>> Table("", ("weg", "over- eenkomst"), ()).names
        ('weg', 'overeenkomst')
        """
        return tuple(head.replace("- ", "") for head in self.heads)

    def is_name(self, row: tuple[Text, ...]) -> bool:
        """Whether a row is a name over the rows below it, as wide as the table."""
        return len(row) == 1 < len(self.heads)

    def height(self, row: tuple[Text, ...]) -> int:
        """The least height of a row in millimetres: 0, as high as its text, when there is nothing to write in it."""
        return self.writing_height if EMPTY in row else 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG, what it shows in one sentence (`alt`), and the same as a table: all in its reader's words.

    The SVG is complete, with title and desc, `width` × `height` in its own units (96 an inch). It loads nothing and
    needs no colour. A format that cannot carry it shows the table.
    """

    svg: str
    alt: str
    caption: str
    table: Table
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One row of marks: a name, the marks in groups, and what they come to."""

    name: str
    groups: tuple[tuple[Mark, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Rows of marks; `groups` names the groups of each row, and last what they come to."""

    groups: tuple[str, ...]
    rows: tuple[MarkRow, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the marks mean that were used."""

    meanings: tuple[tuple[Mark, str], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of a tree, the branches below it, and the points that belong to it: those stand before the branches."""

    text: Text
    below: tuple["Branch", ...] = ()
    notes: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Lines of which each hangs on another, such as a condition in words."""

    root: Branch


@dataclass(frozen=True, slots=True)
class Code:
    """Lines for a machine or an editor, that stay as they are; `language` as an editor calls it.

    Mermaid is a language that some places show as a picture. `level`: as that of a paragraph.
    """

    lines: tuple[str, ...]
    language: str = "yaml"
    level: int = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """Some air where parts stand close together, as on a screen."""


@dataclass(frozen=True, slots=True)
class WritingSpace:
    """Room to write by hand: so many lines, with a label above them."""

    label: str
    lines: int = 3


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page where there are pages."""


@dataclass(frozen=True, slots=True)
class Box:
    """Parts that belong together in a box with a name of its own, such as a text to paste or a view of one party.

    Its name is no heading and stands in no table of contents.
    """

    name: str
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class BoxGrid:
    """Boxes that are read one after another, two beside each other where there is room; their names are headings."""

    boxes: tuple[Box, ...]

    @property
    def in_order(self) -> tuple["Part", ...]:
        """The same below each other, each below its heading."""
        return tuple(part for box in self.boxes for part in (Heading(box.name), *box.parts))


@dataclass(frozen=True, slots=True)
class Card:
    """Parts with room beside them to write on, in one frame that stays on one page; its name is a heading.

    `height`: how high the frame is at least below its name, in millimetres (0: as high as what stands in it).
    """

    name: str
    parts: tuple["Part", ...]
    room: WritingSpace
    height: int = 0

    @property
    def in_order(self) -> tuple["Part", ...]:
        """The same below each other, below its heading."""
        return (Heading(self.name, 3), *self.parts, self.room)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two sides that are read together; below each other where there is no room."""

    left: tuple["Part", ...]
    right: tuple["Part", ...]


Part: TypeAlias = (
    Heading
    | Paragraph
    | Listing
    | Facts
    | Table
    | Tree
    | Code
    | Figure
    | Marks
    | Legend
    | WritingSpace
    | PageBreak
    | Box
    | BoxGrid
    | Card
    | Beside
    | Gap
)
"""A part of what is told, from top to bottom."""

Sheet: TypeAlias = tuple[Part, ...]
"""What a screen tells, without the metadata and the foot of a document."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself. `datum` is the peildatum, never the clock: the same input gives the same file."""

    subject: str
    day: date
    author: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `ondertitel` stands below the title; `voetregel` at the foot of every page.

    `dicht`: set a little smaller where there are pages, for a sheet that should fit on the two sides of one leaf.
    """

    title: str
    subtitle: str
    metadata: Metadata
    parts: tuple[Part, ...]
    footer: str = ""
    language: str = "nl"
    compact: bool = False


def plain(text: Line) -> Text:
    """A text without emphasis of its own; an empty one is no text.

    >>> plain("Open"), plain("")
    ((Span(text='Open', emphasis='plain', link='', own=False),), ())
    """
    return ((Span(text),) if text else EMPTY) if isinstance(text, str) else text


def own(text: str) -> Text:
    """What people wrote, or a name that they gave."""
    return (Span(text, own=True),) if text else EMPTY


def whole(text: str, level: int = 2) -> Paragraph:
    """A line that stays one line, such as a place to copy."""
    return Paragraph(plain(text), level=level, whole=True)


def ticked(text: str) -> Text:
    """A sentence in which names of keys and commands stand between backticks, as code.

    >>> [(span.text, span.emphasis) for span in ticked("Noem `bron`.")]
    [('Noem ', 'plain'), ('bron', 'code'), ('.', 'plain')]
    """
    pieces = text.split("`")
    return tuple(Span(piece, "code" if index % 2 else "plain") for index, piece in enumerate(pieces) if piece)


def woven(sentence: str, **pieces: Line) -> Text:
    """A sentence in which texts stand where it says `{name}`.

    >>> words(woven("Dit bouwt op {pakket}.", pakket=(Span("Het model", link="#bron"),)))
    'Dit bouwt op Het model.'

    A name or text that ends a sentence itself gets no second full stop:

    >>> words(woven("Gezien door: {wie}.", wie="Groen U.A."))
    'Gezien door: Groen U.A.'
    """
    found: list[Line] = []
    for index, part in enumerate(re.split(r"\{(\w+)\}", sentence)):
        ended = index % 2 == 0 and bool(found) and words(found[-1]).endswith((".", "!", "?", "…"))
        found.append(pieces[part] if index % 2 else part.removeprefix(".") if ended else part)
    return joined(found, "")


def joined(lines: Iterable[Line], sign: str = ", ") -> Text:
    """Lines as one text, with a sign between them; what looks the same and is of the same people is one piece.

    >>> [(span.text, span.own) for span in joined(["Dit zegt", own("de wijk"), "nu."], " ")]
    [('Dit zegt ', False), ('de wijk', True), (' nu.', False)]
    """
    found: list[Span] = []
    for line in lines:
        found += [*(plain(sign) if found else ()), *plain(line)]
    return _merged(found, lambda span: (span.emphasis, span.link, span.own))


def runs(text: Text) -> Text:
    """A text in the pieces that look different, whoever wrote them: so a format draws it."""
    return _merged(text, lambda span: (span.emphasis, span.link))


def _merged(text: Iterable[Span], like: Callable[[Span], object]) -> Text:
    groups = (list(same) for _, same in groupby(text, like))
    return tuple(replace(same[0], text="".join(span.text for span in same)) for same in groups)


def sourced(text: Line, source: Iterable[str] = ()) -> Text:
    """A sentence with its lines of the source behind it.

    >>> words(sourced("Dit is afgesproken.", ["L57"]))
    'Dit is afgesproken. (L57)'
    """
    lines = ", ".join(source)
    return (*plain(text), Span(f" ({lines})", "source", own=True)) if lines else plain(text)


def sentence(text: Line, source: Iterable[str] = (), level: int = 2) -> Paragraph:
    """A sentence or paragraph with its lines of the source behind it."""
    return Paragraph(sourced(text, source), level=level)


def item(
    label: str | None, text: Line, mark: Mark | None = None, source: Iterable[str] = (), details: Iterable[Line] = ()
) -> Item:
    """A point with its own label (None: that of its list), how it stands, its source, and what belongs to it."""
    return Item(sourced(text, source), tuple(Item(plain(detail)) for detail in details), label, mark)


def grid(
    heads: tuple[str, ...], rows: Iterable[tuple[Line, ...]], wide: int = 0, numbers: int | None = None, level: int = 2
) -> Table:
    """A small table without a caption; the columns from `numbers` on are set to the right."""
    right = frozenset(range(len(heads) if numbers is None else numbers, len(heads)))
    cells = tuple(tuple(plain(cell) for cell in row) for row in rows)
    return Table("", heads, cells, row_heads=False, numbers=right, wide=wide, level=level)


def words(text: Line) -> str:
    """The words of a text, whoever wrote them and without emphasis.

    >>> words((Span("Let op: ", "strong"), Span("nog open.")))
    'Let op: nog open.'
    """
    return text if isinstance(text, str) else "".join(stuk.text for stuk in text)


def changed(whole: Whole, change: Callable[[str], str], stays: Callable[[object], bool] = lambda value: False) -> Whole:
    """A text, or parts of any kind, with every text in them changed: in lists, and in the fields of what has fields.

    Args:
        stays: which pieces and parts stay as they are.
    """
    new: Any = whole
    if stays(whole):
        return whole
    if isinstance(whole, str):
        new = change(whole)
    elif isinstance(whole, tuple):
        new = tuple(changed(item, change, stays) for item in whole)
    elif is_dataclass(whole) and not isinstance(whole, type):
        values = {field.name: changed(getattr(whole, field.name), change, stays) for field in fields(whole)}
        new = replace(whole, **values)
    found: Whole = new
    return found


def walk(blokken: tuple[Part, ...]) -> Iterator[Part]:
    """Every part from top to bottom, those inside another after it."""
    for blok in blokken:
        yield blok
        if isinstance(blok, Box):
            yield from walk(blok.parts)
        elif isinstance(blok, BoxGrid | Card):
            yield from walk(blok.in_order)
        elif isinstance(blok, Beside):
            yield from walk((*blok.left, *blok.right))


def used_sources(blokken: tuple[Part, ...]) -> Iterator[str]:
    """Every text that stands as a source behind something else."""
    for text in _texts(blokken):
        yield from (stuk.text for stuk in text if stuk.emphasis == "source")


def _texts(blokken: tuple[Part, ...]) -> Iterator[Text]:
    for blok in walk(blokken):
        match blok:
            case Paragraph():
                yield blok.text
            case Listing():
                yield from (text for punt in blok.items for text in _below(punt))
            case Table():
                yield from (cell for row in blok.rows for cell in row)
            case Facts():
                yield from (feit.text for feit in blok.facts)
            case Tree():
                yield from _said_at(blok.root)
            case Heading() | Figure() | Marks() | Legend() | Code() | WritingSpace() | PageBreak() | Gap():
                pass
            case Box() | BoxGrid() | Card() | Beside():  # what is inside comes after it
                pass
            case _:
                assert_never(blok)


def _below(punt: Item) -> Iterator[Text]:
    yield punt.text
    for below in punt.below:
        yield from _below(below)


def _said_at(branch: Branch) -> Iterator[Text]:
    yield branch.text
    for note in branch.notes:
        yield from _below(note)
    for below in branch.below:
        yield from _said_at(below)
