"""Names the parts of a document: every kind of document is composed into this tree, and every format renders it.

A text is a tuple of `Stuk`ken, never markup: whatever a user wrote stays text, and each format escapes it in its
own way.
Nothing in a tree depends on the clock or the machine, so that a format can give the same bytes for the same tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

Nadruk: TypeAlias = Literal["gewoon", "sterk", "schuin", "bron"]
"""How a piece of text stands out: not, strongly, as spoken by someone, or as the lines of a source behind it."""


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of text with one emphasis; spaces at its ends count."""

    tekst: str
    nadruk: Nadruk = "gewoon"


Tekst: TypeAlias = tuple[Stuk, ...]
"""A text as it is read, in pieces."""

LEEG: Final[Tekst] = ()
"""No text: in a table an empty cell, to be filled in by hand."""


@dataclass(frozen=True, slots=True)
class Kop:
    """A heading. The title of the document is level 1; headings start at 2 and go one level deeper at a time."""

    tekst: str
    niveau: Literal[2, 3, 4] = 2


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph; `soort` is the opening that sums up, a remark that must not be missed, or a small note."""

    tekst: Tekst
    soort: Literal["gewoon", "inleiding", "let_op", "noot"] = "gewoon"


@dataclass(frozen=True, slots=True)
class Punt:
    """A point of a list, with the points that belong to it below it."""

    tekst: Tekst
    onder: tuple["Punt", ...] = ()


@dataclass(frozen=True, slots=True)
class Lijst:
    """Points in order, numbered or not (the points below a point never are).

    `kort`: many short points, that may stand in two columns where there is room.
    """

    punten: tuple[Punt, ...]
    genummerd: bool = False
    kort: bool = False


@dataclass(frozen=True, slots=True)
class Feit:
    """A name and what goes with it, such as "Gemeente" and "Groningen"."""

    naam: str
    tekst: Tekst


@dataclass(frozen=True, slots=True)
class Feiten:
    """Names with what goes with them, in order: a description list."""

    feiten: tuple[Feit, ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table with a caption and a head row; every row has as many cells as the head.

    `rijkoppen`: the first cell of a row is its head. `getallen`: columns that are set to the right, from 0.
    `breedtes`: the share of the width that each column gets (empty: as the text asks).
    `schrijfhoogte`: the least height in millimetres of a row with an empty cell, that is filled in by hand.
    """

    bijschrift: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[Tekst, ...], ...]
    rijkoppen: bool = True
    getallen: frozenset[int] = frozenset()
    breedtes: tuple[int, ...] = ()
    schrijfhoogte: int = 0

    def __post_init__(self) -> None:
        """Refuse rows and widths that do not fit the head.

        Raises:
            ValueError: a row has another number of cells than the head, or the widths have.
        """
        counts = {len(row) for row in self.rijen} | ({len(self.breedtes)} if self.breedtes else set())
        if counts - {len(self.koppen)}:
            raise ValueError(f"{self.bijschrift!r}: {sorted(counts)} cells under {len(self.koppen)} heads")

    def height(self, row: tuple[Tekst, ...]) -> int:
        """The least height of a row in millimetres: 0, as high as its text, when there is nothing to write in it."""
        return self.schrijfhoogte if LEEG in row else 0


@dataclass(frozen=True, slots=True)
class Figuur:
    """A picture as SVG, what it shows in one sentence (`alt`), and the same as a table.

    The SVG is complete, with title and desc, `breedte` × `hoogte` in its own units (96 an inch). It loads nothing and
    needs no colour. A format that cannot carry it shows the table.
    """

    svg: str
    alt: str
    bijschrift: str
    tabel: Tabel
    breedte: int
    hoogte: int


@dataclass(frozen=True, slots=True)
class Invulruimte:
    """Room to write by hand: so many lines, with a label above them."""

    label: str
    regels: int = 3


@dataclass(frozen=True, slots=True)
class PaginaEinde:
    """What follows starts on a new page where there are pages."""


@dataclass(frozen=True, slots=True)
class Kader:
    """Parts that belong together in a box with a name of its own, such as a text to paste or a view of one party.

    Its name is no heading and stands in no table of contents.
    """

    naam: str
    blokken: tuple["Blok", ...]


Blok: TypeAlias = Kop | Alinea | Lijst | Feiten | Tabel | Figuur | Invulruimte | PaginaEinde | Kader
"""A part of a document, from top to bottom."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself. `datum` is the peildatum, never the clock: the same input gives the same file."""

    onderwerp: str
    datum: date
    maker: str
    trefwoorden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `ondertitel` stands below the title; `voetregel` at the foot of every page.

    `dicht`: set a little smaller where there are pages, for a sheet that should fit on the two sides of one leaf.
    """

    titel: str
    ondertitel: str
    metadata: Metadata
    blokken: tuple[Blok, ...]
    voetregel: str = ""
    taal: str = "nl"
    dicht: bool = False


def plain(text: str) -> Tekst:
    """A text without emphasis; an empty one is no text.

    >>> plain("Open"), plain("")
    ((Stuk(tekst='Open', nadruk='gewoon'),), ())
    """
    return (Stuk(text),) if text else LEEG


def words(text: Tekst) -> str:
    """The words of a text, without its emphasis.

    >>> words((Stuk("Let op: ", "sterk"), Stuk("nog open.")))
    'Let op: nog open.'
    """
    return "".join(stuk.tekst for stuk in text)


def walk(blokken: tuple[Blok, ...]) -> Iterator[Blok]:
    """Every part from top to bottom, those inside a box after the box itself."""
    for blok in blokken:
        yield blok
        if isinstance(blok, Kader):
            yield from walk(blok.blokken)


def used_sources(blokken: tuple[Blok, ...]) -> Iterator[str]:
    """Every text that stands as a source behind something else."""
    for text in _texts(blokken):
        yield from (stuk.tekst for stuk in text if stuk.nadruk == "bron")


def _texts(blokken: tuple[Blok, ...]) -> Iterator[Tekst]:
    for blok in walk(blokken):
        if isinstance(blok, Alinea):
            yield blok.tekst
        elif isinstance(blok, Lijst):
            yield from (text for punt in blok.punten for text in _below(punt))
        elif isinstance(blok, Tabel):
            yield from (cell for row in blok.rijen for cell in row)
        elif isinstance(blok, Feiten):
            yield from (feit.tekst for feit in blok.feiten)


def _below(punt: Punt) -> Iterator[Tekst]:
    yield punt.tekst
    for below in punt.onder:
        yield from _below(below)
