"""An interval over {0, ½, 1} as four worlds and nvt, and what answers say in each (docs/model.md sections 2 and 3).

Re-implements what answers.py says of perspectives, in Boolean worlds, so that an error there is not repeated here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class AnswerKind(NamedTuple):
    """What matters of the answers to one question: the words that count, and whether parties differ."""

    woorden: frozenset[str]
    verschil: bool = False


World = Literal["lo1", "lo5", "hi1", "hi5", "nvt"]
"""laag = 1, laag >= ½, hoog = 1, hoog >= ½; or niet van toepassing, and then none of the four."""


class Worlds(NamedTuple, Generic[T]):
    """An interval in each world, as truths, bits of a circuit or formulas. Where it is nvt the four are false."""

    lo1: T
    lo5: T
    hi1: T
    hi5: T
    nvt: T

    @property
    def four(self) -> tuple[T, T, T, T]:
        """The four worlds, in the order of the fields, for what does the same in each."""
        return self[:4]

    def map(self, of: Callable[[T], U]) -> "Worlds[U]":
        """The same with each part turned into something else."""
        return Worlds(*map(of, self))


@lru_cache(maxsize=65_536)
def worlds(opties: frozenset[str] | None, soort: AnswerKind | None) -> Worlds[bool]:
    """What a test says of one kind of answer, of a stelling or (with `opties`) of a keuze; None is no answer.

    >>> worlds(None, AnswerKind(frozenset(("deels", "ja"))))
    Worlds(lo1=False, lo5=True, hi1=True, hi5=True, nvt=False)
    """
    given = (soort.woorden if soort is not None else frozenset(("onbekend",))) - {"nvt"}
    if not given:
        return Worlds(False, False, False, False, nvt=True)
    if opties is not None:
        given = frozenset("onbekend" if w == "onbekend" else "ja" if w in opties else "nee" for w in given)
    return Worlds(
        lo1=given == {"ja"},
        lo5=given <= {"ja", "deels"},
        hi1=bool(given & {"ja", "onbekend"}),
        hi5=given != {"nee"},
        nvt=False,
    )


@dataclass(frozen=True, slots=True)
class Leaf:
    """The test of a question in one world: of a stelling, or (with `opties`) of a keuze."""

    vraag: str
    opties: frozenset[str] | None
    world: World

    def of(self, value: Worlds[T]) -> T:
        """This world of a value."""
        return value[Worlds._fields.index(self.world)]

    def holds(self, soorten: Sequence[AnswerKind | None]) -> tuple[bool, ...]:
        """Whether it is true, for each of these kinds of answer."""
        return tuple(self.of(worlds(self.opties, soort)) for soort in soorten)
