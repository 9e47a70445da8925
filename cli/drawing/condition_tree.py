"""Draws a condition as a tree in words; the branches survive a code page without box characters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wijktoets import texts

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


def group_words(soort: str, size: int, aantal: int | None) -> str:
    """What a group of conditions asks of the conditions below it.

    >>> group_words("minstens", 3, 2)
    'Minstens 2 van deze 3:'
    """
    if soort == "alle":
        return texts.text("explain.voorwaarde.allebei" if size == 2 else "explain.voorwaarde.alle", n=size)
    if soort == "een_van":
        return texts.text("explain.voorwaarde.een_van", n=size)
    return texts.text("explain.voorwaarde.minstens", aantal=aantal, n=size)


def question_words(vraag: str, options: Sequence[str] | None) -> str:
    """A question with, for a keuze, the answers that count."""
    if options is None:
        return vraag
    return texts.text("explain.voorwaarde.telt", vraag=vraag, opties="; ".join(options))


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
