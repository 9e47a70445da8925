"""Draws a condition as a tree in words; the branches survive a code page without box characters."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..base.output import can_show
from .paragraphs import put

if TYPE_CHECKING:
    from rich.console import Console

BOX: Final = ("├─ ", "└─ ", "│  ", "   ")
PLAIN: Final = ("|- ", "`- ", "|  ", "   ")
"""A branch, the last branch, what runs on beside a branch, and beside the last."""


Noot = tuple[int, str]
"""A line that belongs to a branch: how much deeper it stands, and its text."""


@dataclass(frozen=True, slots=True)
class Tak:
    """One line of the tree with the lines that belong to it, and the branches below it."""

    tekst: str
    noten: tuple[Noot, ...] = ()
    onder: tuple["Tak", ...] = ()


def draw(console: "Console", tak: Tak, indent: str) -> None:
    """Draw a tree: each text hangs under its own first words, notes under their text."""
    _draw(console, tak, indent, indent, BOX if can_show("".join(BOX)) else PLAIN)


def _draw(console: "Console", tak: Tak, first: str, rest: str, signs: tuple[str, str, str, str]) -> None:
    branch, last, beside, beside_last = signs
    below = beside if tak.onder else ""
    put(console, tak.tekst, first, rest + below)
    for depth, noot in tak.noten:
        put(console, noot, rest + below + "  " * (depth + 1))
    for index, under in enumerate(tak.onder):
        is_last = index == len(tak.onder) - 1
        _draw(console, under, rest + (last if is_last else branch), rest + (beside_last if is_last else beside), signs)
