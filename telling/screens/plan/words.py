"""Small words of a plan for screens: who, how much effort, where, and the numbers by which acties are named."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wijktoets.engine.advice.plan.value import Plan, PlanActieRij, ServedRij
from wijktoets.engine.model.words import Inzet
from wijktoets.texts import text
from wijktoets.texts.wording import counted, listed

OWNERS: Final = ("wijk", "samen", "gemeente", "college", "raad", "partner")
"""In which order the owners of acties are shown."""


@dataclass(frozen=True, slots=True)
class NumberedActies:
    """The acties of a plan in the order in which they are shown, and the number of each."""

    acties: tuple[PlanActieRij, ...]

    @property
    def numbers(self) -> Mapping[str, str]:
        """Actie → its number, as text."""
        return {actie.id: str(number) for number, actie in enumerate(self.acties, 1)}

    def named(self, ids: Iterable[str]) -> str:
        """Acties by number, as a list in a sentence."""
        numbers = self.numbers
        return listed(ranges(int(numbers[name]) for name in ids))


def ranges(numbers: Iterable[int]) -> list[str]:
    """Numbers in order, three or more that follow each other as from and up to.

    >>> ranges([5, 1, 2, 3, 7, 8])
    ['1 tot en met 3', '5', '7', '8']
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    found: list[str] = []
    for run in runs:
        long = len(run) > 2
        found += [text("plan.reeks", van=run[0], tot=run[-1])] if long else [str(number) for number in run]
    return found


def numbered(plan: Plan) -> NumberedActies:
    """The acties by owner, then those that can start first, then by id."""
    starts = ("doen", "uitzoeken", "bespreken")

    def place(actie: PlanActieRij) -> tuple[int, bool, int, str]:
        return OWNERS.index(actie.trekker), bool(actie.na), starts.index(actie.begint_met), actie.id

    return NumberedActies(tuple(sorted(plan.acties, key=place)))


def effort(degree: Inzet | None) -> str:
    """What is asked of one side, in a word."""
    return text(f"plan.inzet.{degree}") if degree else text("plan.inzet_onbekend")


def efforts(degrees: Sequence[Inzet | None]) -> str:
    """What is asked of one side in all: how often how much."""
    count = Counter(degrees)
    parts = [
        counted("plan.keer", count[degree], inzet=effort(degree))
        for degree in ("geen", "weinig", "gemiddeld", "veel")
        if count[degree]
    ]
    parts += [counted("plan.keer_onbekend", count[None])] if count[None] else []
    return listed(parts)


def places(voor: Sequence[ServedRij]) -> dict[tuple[str, ...], list[str]]:
    """Waarborgen → the themas where an actie settles just these, in order."""
    by_thema: dict[str, list[str]] = {}
    for row in voor:
        names = by_thema.setdefault(row.thema, [])
        names += [name for name in row.waarborgen if name not in names]
    found: dict[tuple[str, ...], list[str]] = {}
    for thema, names in by_thema.items():
        found.setdefault(tuple(sorted(names)), []).append(thema)
    return found
