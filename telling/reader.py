"""Knows for whom a document is, and of a bijlage what that sets: its length and its order, never what it says."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Lezer = Literal["raad", "bewoners", "team"]
LEZERS: Final[tuple[Lezer, ...]] = get_args(Lezer)

Bijlagelezer = Literal["raad", "team"]
BIJLAGELEZERS: Final[tuple[Bijlagelezer, ...]] = get_args(Bijlagelezer)
"""Who reads a bijlage; residents have a page of their own."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much one kind of reader gets: how many questions, and all in full or the raad's own first."""

    vragen: int | None
    in_full: bool


MATEN: Final[dict[Bijlagelezer, Allowance]] = {
    "raad": Allowance(3, in_full=False),
    "team": Allowance(None, in_full=True),
}
"""The team sees everything; the raad its own part first, on few pages, and so without pictures."""
