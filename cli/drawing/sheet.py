"""A result as it is read, before it has a shape: headings, sentences, marks and lists, for a screen or Markdown."""

from dataclasses import dataclass

from .marks import Mark


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the dossier, 2 a thema, 3 a part of it, 4 a name for the points below it."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or paragraph, with its source lines behind it; `level` is how deep it stands below headings."""

    text: str
    source: tuple[str, ...] = ()
    level: int = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row of marks: a name, the marks in groups, and what they come to."""

    name: str
    groups: tuple[tuple[Mark, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Rows of marks; `groups` names the groups of each row."""

    groups: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the marks mean that were used."""

    meanings: tuple[tuple[Mark, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A point in a list: a number or letter, a mark, what it says, its source lines, and what belongs to it."""

    label: str
    text: str
    mark: Mark | None = None
    source: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Points in order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table. A row of one cell stands over the whole width, as a name for the rows below it.

    `wide` is the column that gives way when there is little room; those from `numbers` on are set to the right.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: int = 0
    numbers: int = 99
    level: int = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


Part = Heading | Sentence | Marks | Legend | Listing | Grid | Gap
Sheet = tuple[Part, ...]
