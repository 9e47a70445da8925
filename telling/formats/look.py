"""Says how a document is set in an office program: its margins, how small its letters are, what stands in columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from ..tree import Card, Document, Facts, Figure, Heading, Listing, Part, Table, Text, words

PAGE_WIDTH: Final = 210.0
"""Of a sheet of A4, in millimetres."""
COLUMN_GAP: Final = 5.0
"""The room between two columns, in millimetres."""
SMALLEST: Final = 9.0
"""Letters are made no smaller than this, in points: whoever signs has to be able to read them."""
GAP: Final = 4
"""How high an empty paragraph is that only keeps things apart where there is little room, in points."""
POINT_INDENT: Final = 4.5
"""How far a point is set in where there is little room, and each below it further, in millimetres."""
NARROW: Final = 25
"""How wide the name of a fact may be in a column, in millimetres."""
LONG_NAME: Final = 24
LONG_IN_COLUMN: Final = 11
"""A name of a fact with more letters leaves no room beside it: on the whole width, and in a column."""
NO_BREAK: Final = "\u00a0"
CARD_NOTE: Final = 78.0
"""How wide the room for a note on a card is: a sticky note with a little air, in millimetres."""
FOOT_PAGE: Final = 33.0
"""The room at the foot for which page it is of how many, in millimetres."""
THIN: Final = frozenset(" .,:;'|!()[]/·ijltfr-")
BROAD: Final = frozenset("mwMW@%…—")
"""Letters that are thinner and broader than others."""
LONG: Final = 8
"""A table with so many rows may go on on the next page, whatever is filled in there."""
LITTLE: Final = 900
"""A table with fewer letters than this and few rows is easily read at a glance, and stays on one page."""
SHORT: Final = 60
"""What goes with the name of a fact is short when it has fewer letters than this."""
FEW: Final = 3
FEW_POINTS: Final = 4
"""So many facts, and so many points, are too few to stand in two columns: what keeps columns apart takes more."""


@dataclass(frozen=True, slots=True)
class Look:
    """How much room there is: lengths in millimetres, and what share of the usual letters and the room around them are.

    `width` is that of the text, `above` and `below` are margins, `foot` is how far the foot stands from the edge.
    `line` is how high a line is, beside the letters in it.
    `columns`: short points and facts stand in two columns. `space` stands in the words that say which page it is.
    """

    width: float
    above: float
    below: float
    foot: float
    letters: float = 1.0
    air: float = 1.0
    line: float = 1.1
    columns: bool = False
    space: str = " "

    @property
    def dense(self) -> bool:
        """Whether there is less room than usual."""
        return self.letters < 1

    @property
    def side(self) -> float:
        """The margin to the left and to the right."""
        return (PAGE_WIDTH - self.width) / 2

    def size(self, points: float) -> float:
        """The size of letters that usually are so many points, in half points as office programs count.

        >>> DENSE.size(10.5), DENSE.size(20), DENSE.size(9.5), ROOMY.size(9.5)
        (9.5, 18.0, 9.0, 9.5)
        """
        return max(round(points * self.letters * 2) / 2, min(points, SMALLEST))

    def room(self, usual: float) -> float:
        """The room above or below a part that usually is so much, to a tenth.

        >>> DENSE.room(14), ROOMY.room(1.8)
        (9.1, 1.8)
        """
        return round(usual * self.air, 1)

    @property
    def in_column(self) -> "Look":
        """The same in one of two columns; in a column nothing stands in columns."""
        return replace(self, width=(self.width - COLUMN_GAP) / 2, columns=False)

    def inside(self, inset: float) -> "Look":
        """The same in a box with so much room at both sides; in a box nothing stands in columns."""
        return replace(self, width=self.width - 2 * inset, columns=False)


ROOMY: Final = Look(width=166.0, above=19.0, below=21.0, foot=12.7)
DENSE: Final = Look(
    width=172.0, above=15.0, below=15.0, foot=8.0, letters=9.5 / 10.5, air=0.65, line=1.05, columns=True, space=NO_BREAK
)
CARDS: Final = Look(width=182.0, above=15.0, below=15.0, foot=8.0, air=0.8)


def look_of(document: Document) -> Look:
    """How a document is set; one that is `dicht` should fit on the two sides of one leaf, and cards two on a page."""
    if any(isinstance(part, Card) for part in document.parts):
        return CARDS
    return DENSE if document.compact else ROOMY


def beside_page(foot: str, look: Look) -> bool:
    """Whether the words at the foot leave room on their line for which page it is; else that gets a line of its own.

    By a careful guess of how wide letters are.

    >>> beside_page("Wijkdeal Noorderlinde · voorstel · 23 november 2026", ROOMY), beside_page("w" * 60, ROOMY)
    (True, False)
    """
    em = SMALLEST / 72 * 25.4
    wide = sum(0.3 if c in THIN else 0.95 if c in BROAD else 0.75 if c.isupper() else 0.56 for c in foot) * em
    return wide < look.width - FOOT_PAGE


def pictures_together(blokken: Sequence[Part]) -> Iterator[Part | tuple[Part, ...]]:
    """The parts from top to bottom; pictures that follow one another come together, each with a heading right above it.

    >>> from wijktoets.telling.tree import Heading
    >>> [type(found).__name__ for found in pictures_together([Heading("een"), Heading("twee")])]
    ['Heading', 'Heading']
    """
    run: list[Part] = []
    for blok, after in zip_longest(blokken, blokken[1:]):
        if isinstance(blok, Figure) or (isinstance(blok, Heading) and isinstance(after, Figure)):
            run.append(blok)
        else:
            yield from _run(run)
            run = []
            yield blok
    yield from _run(run)


def below_heads(blokken: Iterable[Part | tuple[Part, ...]], look: Look) -> Iterator[Part | tuple[Part, ...]]:
    """The parts from top to bottom; the first point or fact of columns below a heading stands before them.

    A heading stays with what is below it, but not with columns: those can begin on the next page without it.
    """
    head = False
    for blok in blokken:
        match blok:
            case Listing() if head and look.columns and in_columns(blok):
                yield from (replace(blok, items=blok.items[:1]), replace(blok, items=blok.items[1:]))
            case Facts() if head and look.columns and in_columns(blok):
                yield from (replace(blok, facts=blok.facts[:1]), replace(blok, facts=blok.facts[1:]))
            case _:
                yield blok
        head = isinstance(blok, Heading)


def _run(run: Sequence[Part]) -> Iterator[Part | tuple[Part, ...]]:
    """Pictures together, when there is more than one."""
    if sum(isinstance(part, Figure) for part in run) > 1:
        yield tuple(run)
    else:
        yield from run


def stays_whole(tabel: Table) -> bool:
    """Whether a table stays on one page: one of few rows, with few words or to fill in: all sign on the same page."""
    if len(tabel.rows) >= LONG:
        return False
    if tabel.writing_height:
        return all(tabel.height(row) > 0 for row in tabel.rows)
    return sum(len(words(cell)) for row in tabel.rows for cell in row) < LITTLE


def in_columns(blok: Part) -> bool:
    """Whether a part stands in two columns where there is little room: many short points, or many short facts.

    >>> from wijktoets.telling.tree import Item, plain
    >>> many = tuple(Item(plain(name)) for name in ("een", "twee", "drie", "vier", "vijf"))
    >>> in_columns(Listing(many, short=True)), in_columns(Listing(many)), in_columns(Listing(many[:4], short=True))
    (True, False, False)
    """
    if isinstance(blok, Listing):
        return blok.short and not blok.numbered and len(blok.items) > FEW_POINTS
    return isinstance(blok, Facts) and len(blok.facts) > FEW and all(_is_short(f.text) for f in blok.facts)


def _is_short(tekst: Text) -> bool:
    return len(words(tekst)) < SHORT
