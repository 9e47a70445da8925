"""What can be wrong with an input, as data: a code, a place, and the values that its sentence needs.

The sentences themselves are in texts/nl/meldingen.yaml, one per code; this module knows no words.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from typing import Final

HOOGSTENS: Final = 1000
"""How many things that are wrong are looked up in one go; nobody reads more."""

BEKEND_HOOGSTENS: Final = 500
"""Among more names than this no near miss is looked for: it would take longer than reading the file."""


@dataclass(frozen=True, slots=True, order=True)
class Plek:
    """Where something is: a file, and in it a line and a column (both from 1; 0 = the file as a whole).

    `naam` is how people call a place that is no line of text, such as a cell; line and column then only give its order.
    """

    bestand: str
    regel: int = 0
    kolom: int = 0
    naam: str = ""

    def __str__(self) -> str:
        if self.naam:
            return f"{self.bestand}: {self.naam}"
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
    seen: dict[object, Melding] = {}
    for melding in meldingen:
        seen.setdefault((melding.code, melding.plek, frozenset(melding.gegevens.items())), melding)
    return list(seen.values())


def at_most(meldingen: Iterable[Melding], bestand: str) -> list[Melding]:
    """The first thousand meldingen, and when there are more one for the file as a whole that says so."""
    found = list(islice(meldingen, HOOGSTENS + 1))
    if len(found) <= HOOGSTENS:
        return found
    return [Melding("te_veel_fouten", Plek(bestand), {"hoogstens": HOOGSTENS}), *found[:HOOGSTENS]]


def near(word: str, known: Collection[str]) -> str | None:
    """The known word that was probably meant, if there is one; capitals do not count.

    Alike is what difflib calls close: the share of letters in common runs (Ratcliff and Obershelp's gestalt matching).

    >>> near("openbare-vergadering", ["openbare-vergaderingen", "wie-besluit"])
    'openbare-vergaderingen'
    >>> near("Ja", ["ja", "nee"])
    'ja'
    >>> near("iets", ["wie-besluit"]) is None
    True
    """
    if len(known) > BEKEND_HOOGSTENS or len(word) > 100:
        return None
    plain = {name.casefold(): name for name in sorted(known, reverse=True)}
    found = get_close_matches(word.casefold(), sorted(plain), n=1, cutoff=0.7)
    return plain[found[0]] if found else None
