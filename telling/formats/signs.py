"""The sign for each mark where letters are all there is: different without colour, and in any encoding."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from ..tree import Mark

Signs: TypeAlias = Mapping[Mark, str]

SIGNS: Final[dict[Mark, str]] = {
    "geregeld": "■",
    "bewust_anders": "≈",
    "deels": "◪",
    "nog_niet": "□",
    "verschil": "≠",
    "onbekend": "○",
    "niet_besproken": "?",
    "nvt": "–",
}
PLAIN_SIGNS: Final[dict[Mark, str]] = {
    "geregeld": "+",
    "bewust_anders": "~",
    "deels": "/",
    "nog_niet": "-",
    "verschil": "=",
    "onbekend": "u",
    "niet_besproken": "?",
    "nvt": ".",
}
"""For an encoding that lacks the others."""


@dataclass(frozen=True, slots=True)
class Branches:
    """What stands before a branch, before the last, and before all that runs on beside the others."""

    branch: str
    last: str
    beside: str


BRANCHES: Final = Branches("├─ ", "└─ ", "│  ")
PLAIN_BRANCHES: Final = Branches("|- ", "`- ", "|  ")

ALL_SIGNS: Final = "".join(SIGNS.values())
ALL_LINES: Final = BRANCHES.branch + BRANCHES.last + BRANCHES.beside
