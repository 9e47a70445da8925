"""What can be wrong with an input, as data: a code, a place, and the values that its sentence needs.

The sentences themselves are in texts/nl.yaml, one per code; this module knows no words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Plek:
    """Where something is: a file, and in it a line and a column (both from 1; 0 = the file as a whole)."""

    bestand: str
    regel: int = 0
    kolom: int = 0

    def __str__(self) -> str:
        return f"{self.bestand}:{self.regel}:{self.kolom}" if self.regel else self.bestand


@dataclass(frozen=True, slots=True)
class Melding:
    """One thing that is wrong: `code` names the sentence, `gegevens` fills it, `suggestie` is a near miss."""

    code: str
    plek: Plek
    gegevens: Mapping[str, object] = field(default_factory=dict)
    suggestie: str | None = None

    def __str__(self) -> str:
        facts = ", ".join(f"{k}={v!r}" for k, v in self.gegevens.items())
        return f"{self.plek}: {self.code}({facts})" + (f" ~ {self.suggestie}" if self.suggestie else "")


class InvoerFout(Exception):
    """An input cannot be used; `meldingen` says everything that is wrong with it, in order of place.

    `str()` gives one line a melding. Without `verwoord` that is the developer's form (code and data).
    """

    def __init__(self, meldingen: Iterable[Melding], verwoord: Callable[[Melding], str] = str) -> None:
        self.meldingen = tuple(sorted(set_in_order(meldingen), key=lambda m: m.plek))
        self.verwoord = verwoord
        super().__init__(self.meldingen)

    def __str__(self) -> str:
        return "\n".join(self.verwoord(m) for m in self.meldingen)


def set_in_order(meldingen: Iterable[Melding]) -> list[Melding]:
    """The meldingen without those that say the same of the same place."""
    seen: dict[str, Melding] = {}
    for melding in meldingen:
        seen.setdefault(str(melding), melding)
    return list(seen.values())


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if there is one.

    >>> near("openbare-vergadering", ["openbare-vergaderingen", "wie-besluit"])
    'openbare-vergaderingen'
    >>> near("iets", ["wie-besluit"]) is None
    True
    """
    found = get_close_matches(word, sorted(known), n=1, cutoff=0.7)
    return found[0] if found else None
