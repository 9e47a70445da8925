"""The sign for each mark where letters are all there is: different without colour, and in any encoding."""

from typing import Final

from ..tree import Mark

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

ALL_SIGNS: Final = "".join(SIGNS.values())
