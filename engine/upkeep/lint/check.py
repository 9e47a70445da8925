"""What a check of `rules lint` is: a code, a name, a severity and a function; and what it hands back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args

from ...errors import Plek

if TYPE_CHECKING:
    from .view import Beeld

Ernst = Literal["fout", "waarschuwing", "hint"]
"""How heavy a finding is: a fout must go, a waarschuwing should, a hint may."""
ERNSTEN: Final[tuple[Ernst, ...]] = get_args(Ernst)


@dataclass(frozen=True, slots=True)
class Treffer:
    """One place where a check found something, with the facts of its sentence.

    `anker` is another line at which an exception for it may stand: where the text begins in which it was found.
    """

    plek: Plek
    gegevens: Mapping[str, object] = field(default_factory=dict)
    anker: int = 0


Zoek = Callable[["Beeld"], Iterable[Treffer]]


@dataclass(frozen=True, slots=True)
class Controle:
    """A check; its page and its sentence stand in texts/lint/ under its code."""

    code: str
    naam: str
    ernst: Ernst
    zoek: Zoek

    def __call__(self, beeld: "Beeld") -> Iterable[Treffer]:
        """Everything that it finds in a pack."""
        return self.zoek(beeld)


def controle(code: str, naam: str, ernst: Ernst) -> Callable[[Zoek], Controle]:
    """Make a check of the function below."""

    def make(zoek: Zoek) -> Controle:
        return Controle(code, naam, ernst, zoek)

    return make
