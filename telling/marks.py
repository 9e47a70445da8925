"""Sums up how an eis or a question stands in one word, the same on every screen and in every picture."""

from collections.abc import Iterable, Mapping
from typing import Final

from wijktoets.engine.model.words import Reden
from wijktoets.engine.result.rapport import EisRij
from wijktoets.texts.wording import said

from .tree import MARKS, Mark

_BY_STATUS: Final[dict[str, Mark]] = {
    "geborgd": "geregeld",
    "afgewogen": "bewust_anders",
    "nvt": "nvt",
    "deels": "deels",
    "hooguit_deels": "deels",
    "ontbreekt": "nog_niet",
    "verschil": "verschil",
    "niet_besproken": "niet_besproken",
    "onbekend": "onbekend",
}


def of_eis(eis: EisRij) -> Mark:
    """The mark of an eis; of one that is not met, by the way in which it is not."""
    return _BY_STATUS[eis.aard or eis.status]


def of_aard(aard: str) -> Mark:
    """The mark of a witte vlek."""
    return _BY_STATUS[aard]


def of_reden(reden: Reden) -> Mark:
    """The mark of an open question."""
    return _BY_STATUS[reden]


TO_DO: Final[Mapping[str, tuple[Mark, ...]]] = {
    "regelen": ("deels", "nog_niet"),
    "bespreken": ("verschil", "onbekend", "niet_besproken"),
    "anders": ("bewust_anders",),
}
"""What of the marks of a row is said beside it, in this order."""


def left_to_do(marks: Iterable[Mark], terugblik: bool) -> str:
    """How many of a row of marks are to be arranged, to be talked about, and otherwise on purpose."""
    here = [mark for mark in marks if mark != "nvt"]
    counts = {what: sum(mark in those for mark in here) for what, those in TO_DO.items()}
    told = [said(f"scherm.rij.{what}", terugblik, n=n) for what, n in counts.items() if n]
    return ", ".join(told) or said("scherm.rij.niets" if here else "scherm.rij.nvt", terugblik)


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks as a row shows them."""
    return tuple(sorted(marks, key=MARKS.index))


def used(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Each mark once, for a legend."""
    return in_order(set(marks))
