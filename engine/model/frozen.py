"""A dict that nobody changes: results share what is made of a pack once, so a change in one would be one in all."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import WrapValidator

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A dict that refuses every change; `dict(…)` of it is one that can be changed.

    >>> FrozenDict(a=1)["a"] = 2
    Traceback (most recent call last):
    TypeError: a FrozenDict is shared and cannot be changed; change dict(…) of it
    """

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a FrozenDict is shared and cannot be changed; change dict(…) of it")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type["FrozenDict[K, V]"], tuple[dict[K, V]]]:
        """What copy and pickle make it of again."""
        return FrozenDict, (dict(self),)


def _frozen(value: Any, validate: Callable[[Any], Mapping[Any, Any]]) -> FrozenDict[Any, Any]:
    """One that is frozen was made by ourselves, of rows that are: it is shared as it is."""
    return value if type(value) is FrozenDict else FrozenDict(validate(value))


Frozen = Annotated[Mapping[K, V], WrapValidator(_frozen)]
"""A field of a frozen value that holds a mapping."""
