"""Takes the fasen of a thema together that say the same, as people talk per thema first (docs/model.md section 1)."""

from collections.abc import Iterator, Sequence
from typing import TypeVar, cast

from ..model.words import FASEN
from .compare.value import AfspraakVergelijking
from .explain.value import AfspraakUitleg

T = TypeVar("T", bound=AfspraakUitleg | AfspraakVergelijking)


def folded(parts: Sequence[T]) -> Iterator[T]:
    """The parts with the fasen of a thema that are equal in everything else taken together, in order of the first."""
    groups: list[T] = []
    for part in parts:
        same = (i for i, group in enumerate(groups) if part.model_copy(update={"fasen": group.fasen}) == group)
        index = next(same, None)
        if index is None:
            groups.append(part)
        else:
            together = {*groups[index].fasen, *part.fasen}
            groups[index] = cast(T, part.model_copy(update={"fasen": [f for f in FASEN if f in together]}))
    yield from groups
