"""What can be wrong with an input, as data: a code, a place, and the values that its sentence needs.

The sentences themselves are in texts/nl/meldingen.yaml, one per code; this module knows no words.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
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


class Guess(str):
    """The word that was probably meant; `alle` are all that are as near, itself first."""

    alle: tuple[str, ...]

    def __new__(cls, alle: tuple[str, ...]) -> "Guess":
        """The first of the words that are as near."""
        guess = super().__new__(cls, alle[0])
        guess.alle = alle
        return guess

    def __reduce__(self) -> tuple[type["Guess"], tuple[tuple[str, ...]]]:
        """What pickle makes it of again."""
        return Guess, (self.alle,)


def near(word: str, known: Collection[str]) -> Guess | None:
    """The known word that was probably meant, if there is one; capitals do not count.

    Alike is what difflib calls close: the share of letters in common runs (Ratcliff and Obershelp's gestalt matching).
    As near are those that are as much alike; and of words that begin with all that was written, each.

    >>> near("openbare-vergadering", ["openbare-vergaderingen", "wie-besluit"])
    'openbare-vergaderingen'
    >>> near("Ja", ["ja", "nee"])
    'ja'
    >>> near("iets", ["wie-besluit"]) is None
    True
    >>> near("commissie", ["commissie-van-ons", "commissie-raad"]).alle
    ('commissie-raad', 'commissie-van-ons')
    """
    if len(known) > BEKEND_HOOGSTENS or len(word) > 100:
        return None
    plain = {name.casefold(): name for name in sorted(known, reverse=True)}
    typed = word.casefold()
    found = get_close_matches(typed, sorted(plain), n=len(plain) or 1, cutoff=0.7)
    if not found:
        return None
    begun = sorted(name for name in plain if name.startswith(f"{typed}-"))
    best = found[0]
    alike = [name for name in found if _ratio(typed, name) == _ratio(typed, best)]
    as_near = begun if best in begun else alike
    return Guess(tuple(plain[name] for name in [best, *(name for name in sorted(as_near) if name != best)]))


def _ratio(typed: str, name: str) -> float:
    return SequenceMatcher(None, name, typed).ratio()
