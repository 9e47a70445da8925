"""What a workbook holds, whatever program saved it: sheets with cells, and nothing about dossiers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

Plaats = tuple[int, int]
"""Row and column, both from 1."""


class Soort(Enum):
    """What stands in a cell instead of a value."""

    FORMULE = "formule"
    FOUTWAARDE = "foutwaarde"


Waarde = str | Decimal | date | bool | Soort


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A sheet: its filled cells by place, and the ranges of cells that were merged, each by its first cell."""

    naam: str
    cellen: Mapping[Plaats, Waarde]
    samengevoegd: Mapping[Plaats, str] = field(default_factory=dict)


def cel_naam(rij: int, kolom: int) -> str:
    """A cell as people call it.

    >>> cel_naam(7, 4), cel_naam(1, 28)
    ('D7', 'AB1')
    """
    letters = ""
    while kolom:
        kolom, rest = divmod(kolom - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{rij}"
