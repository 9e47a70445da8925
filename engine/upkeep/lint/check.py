"""What a check of `rules lint` is: a code, a name, a severity and a function."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from .view import Hit, PackView

Ernst = Literal["fout", "waarschuwing", "hint"]
"""How heavy a finding is: a fout must go, a waarschuwing should, a hint may."""
ERNSTEN: Final[tuple[Ernst, ...]] = get_args(Ernst)


Zoek = Callable[[PackView], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Controle:
    """A check; its page and its sentence stand in texts/lint/ under its code."""

    code: str
    naam: str
    ernst: Ernst
    zoek: Zoek

    def __call__(self, beeld: PackView) -> Iterable[Hit]:
        """Everything that it finds in a pack."""
        return self.zoek(beeld)


def controle(code: str, naam: str, ernst: Ernst) -> Callable[[Zoek], Controle]:
    """Make a check of the function below."""

    def make(zoek: Zoek) -> Controle:
        return Controle(code, naam, ernst, zoek)

    return make
