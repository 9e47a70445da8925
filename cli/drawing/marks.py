"""The marks that show how an eis or a question stands: one sign each, different without colour and in any encoding."""

from typing import Final

from wijktoets.engine.advice.marks import MARKS, Mark, in_order, of_aard, of_eis, of_reden, used

__all__ = ["ALL_SIGNS", "MARKS", "Mark", "PLAIN_SIGNS", "SIGNS", "in_order", "of_aard", "of_eis", "of_reden", "used"]

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
