"""A sheet of a workbook as plain data: what stands where, how it looks, and what may be filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from wijktoets.texts import text

from .layout import TEKEN

Stijl = Literal["sleutel", "titel", "kop", "uitleg", "vraag", "kern", "deel", "bij", "link", "invoer", "antwoord"]


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A cell to go to, by the name of its sheet."""

    blad: str
    cel: str


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell: what stands in it, how it looks, and the words that can be chosen when there are such."""

    waarde: str | date | Decimal | None
    stijl: Stijl
    woorden: tuple[str, ...] = ()
    vrij: bool = False
    """Whether other words may be typed as well."""
    soort: str = "tekst"
    naar: SheetLink | None = None
    """Where a click leads."""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to write: rows of cells from the first row on, the widths of its columns, and which are hidden."""

    sleutel: str
    titel: str
    rijen: tuple[tuple[PageCell | None, ...], ...]
    breedtes: tuple[int, ...]
    verborgen: tuple[int, ...] = (1,)
    vast: int = 2
    """The first column that moves when one scrolls sideways."""
    blokken: tuple[int, ...] = ()
    """The rows above which a line is drawn."""


def field_label(key: str, name: str) -> str:
    """How people call a field of a list, by the keys of its sheet and its column."""
    return text(f"werkmap.velden.{key}.{name.replace('.', '_')}")


def head(key: str, columns: Sequence[tuple[str, str]]) -> list[tuple[PageCell | None, ...]]:
    """The first three rows: the keys, the title with what to do here, and the names of the columns."""
    keys = (PageCell(TEKEN + key, "sleutel"), *(PageCell(name, "sleutel") for name, _ in columns))
    title = (None, PageCell(text(f"werkmap.titels.{key}"), "titel"))
    heads = (None, *(PageCell(words, "kop") for _, words in columns))
    return [keys, title, heads]
