"""Keeps what is made of a pack for as long as the pack is there, so that it is made once."""

from collections.abc import Callable, MutableMapping
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from .regelpakket import Regelpakket

T = TypeVar("T")


def once_a_pack(make: Callable[[Regelpakket], T]) -> Callable[[Regelpakket], T]:
    """The same function, which makes its value of each pack once; a value may hold parts of a pack, never the pack.

    What is kept goes when the pack goes, so that no other pack ever gets it.
    """
    kept: MutableMapping[Regelpakket, T] = WeakKeyDictionary()

    @wraps(make)
    def of(pakket: Regelpakket) -> T:
        try:
            return kept[pakket]
        except KeyError:
            return kept.setdefault(pakket, make(pakket))

    return of
