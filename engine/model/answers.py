"""From what parties answered to an interval: the smallest part of the model (docs/model.md section 2).

The values are those of Kleene's strong three-valued logic with a half between false and true, each written as an
interval: what is surely so, and what is still possible. So "not known" needs no rules of its own: it is [0, 1].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from .words import Reden


class Interval(NamedTuple):
    """What is surely so (`laag`) and what is possible (`hoog`), both 0, ½ or 1; laag <= hoog."""

    laag: float
    hoog: float

    @property
    def open(self) -> bool:
        """Whether an answer can still change it."""
        return self.laag < self.hoog


Waarde = Interval | None
"""An interval, or None: niet van toepassing (nvt), it drops out."""

ONBEKEND: Final = Interval(0.0, 1.0)
WAAR: Final = Interval(1.0, 1.0)
ONWAAR: Final = Interval(0.0, 0.0)

_STELLING: Final[dict[str, Waarde]] = {
    "ja": WAAR,
    "deels": Interval(0.5, 0.5),
    "nee": ONWAAR,
    "onbekend": ONBEKEND,
    "nvt": None,
}


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What was answered to one question, reduced to what the model needs.

    `telt` are the answers that count: that of `samen` when there is one, else all that are listed.
    `verschil` says that parties gave different answers and did not settle it (verschil van inzicht).
    """

    telt: tuple[str, ...]
    verschil: bool = False


def combine(standpunten: Iterable[tuple[str | None, str]]) -> Antwoord:
    """The Antwoord behind (door, antwoord) pairs; `door` is None for an answer without perspectives.

    >>> combine([("bewoners", "nee"), ("gemeente", "ja")])
    Antwoord(telt=('nee', 'ja'), verschil=True)
    >>> combine([("bewoners", "nee"), ("gemeente", "ja"), ("samen", "deels")])
    Antwoord(telt=('deels',), verschil=False)
    """
    given = tuple(standpunten)
    if len(given) == 1:
        return _alone(given[0][1])
    settled = tuple(antwoord for door, antwoord in given if door == "samen")
    if settled:
        return Antwoord(settled)
    answers = tuple(antwoord for _, antwoord in given)
    return Antwoord(answers, verschil=differ(answers))


@lru_cache(maxsize=1024)
def _alone(antwoord: str) -> Antwoord:
    """One answer by itself: a word of the pack, so the same few come back."""
    return Antwoord((antwoord,))


def differ(answers: Iterable[str]) -> bool:
    """Whether parties see a thing differently: onbekend beside an answer is no other view, nvt is one.

    >>> differ(["nee", "nvt"]), differ(["nee", "onbekend"])
    (True, False)
    """
    return len(set(answers) - {"onbekend"}) > 1


def is_open(antwoord: Antwoord | None) -> bool:
    """Whether a question has no one definite answer: none at all, onbekend, or one that parties differ about.

    >>> [is_open(each) for each in (None, Antwoord(("ja", "ja")), Antwoord(("ja", "onbekend")), Antwoord(("nvt",)))]
    [True, False, True, False]
    """
    return antwoord is None or antwoord.verschil or "onbekend" in antwoord.telt


def stelling_value(antwoord: Antwoord | None) -> Waarde:
    """The value of a stelling: the hull of the answers that count and are not nvt; no answer is [0, 1].

    >>> stelling_value(combine([("bewoners", "nee"), ("gemeente", "deels")]))
    Interval(laag=0.0, hoog=0.5)
    """
    if antwoord is None:
        return ONBEKEND
    if len(antwoord.telt) == 1:
        return _STELLING[antwoord.telt[0]]
    return _hull([_STELLING[a] for a in antwoord.telt])


def keuze_value(antwoord: Antwoord | None, options: frozenset[str] | tuple[str, ...]) -> Waarde:
    """The value of the test "the answer is one of `options`" on a keuze question.

    >>> keuze_value(combine([("bewoners", "wijk"), ("gemeente", "samen")]), ("wijk", "samen"))
    Interval(laag=1.0, hoog=1.0)
    """
    if antwoord is None:
        return ONBEKEND
    if len(antwoord.telt) == 1:
        return _keuze_one(antwoord.telt[0], options)
    return _hull([_keuze_one(a, options) for a in antwoord.telt])


def reden(antwoord: Antwoord | None) -> Reden:
    """Why a question is open (docs/model.md section 4): no answer, disputed, or otherwise not known."""
    if antwoord is None:
        return "niet_besproken"
    return "verschil" if antwoord.verschil else "onbekend"


def _keuze_one(answer: str, options: frozenset[str] | tuple[str, ...]) -> Waarde:
    if answer == "nvt":
        return None
    if answer == "onbekend":
        return ONBEKEND
    return WAAR if answer in options else ONWAAR


def _hull(values: list[Waarde]) -> Waarde:
    left = [v for v in values if v is not None]
    if not left:
        return None
    return Interval(min(v.laag for v in left), max(v.hoog for v in left))
