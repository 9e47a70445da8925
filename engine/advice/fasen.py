"""Takes the fasen of a thema together that say the same, as people talk per thema first (docs/model.md section 1)."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from ..model.words import FASEN, Fase
from ..result.rapport import ResultPart

T = TypeVar("T")


class ThemaFasen(ResultPart):
    """One thema, and the fasen in it for which something holds."""

    thema: str
    fasen: list[Fase]


R = TypeVar("R", bound=ThemaFasen)


def folded(rows: Iterable[R]) -> list[R]:
    """The rows, those of a thema that are equal in all but their fasen as one; in order of the first."""

    def equal(one: R, other: R) -> bool:
        return one.model_copy(update={"fasen": other.fasen}) == other

    return [
        group[0].model_copy(update={"fasen": [f for f in FASEN if any(f in row.fasen for row in group)]})
        for group in grouped(rows, equal)
    ]


def grouped(items: Iterable[T], same: Callable[[T, T], bool]) -> list[list[T]]:
    """The items in groups: each goes to the first group in which it is the same as every other.

    >>> grouped([1, 3, 2, 4, 5], lambda one, other: one % 2 == other % 2)
    [[1, 3, 5], [2, 4]]
    """
    groups: list[list[T]] = []
    for item in items:
        home = next((group for group in groups if all(same(item, other) for other in group)), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return groups
