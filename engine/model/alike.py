"""When two names are the same to who reads them, however they were typed.

Spaces at the ends, more than one in a row, a hard space, an accent of its own or one with its letter (Unicode NFC
and NFD), and signs without a width make no other name. Capitals do: who writes them means them.
"""

import unicodedata
from collections.abc import Iterable, Mapping

UNSEEN = "Cf"
"""The Unicode category of signs that nobody sees: of no width, or only there to turn the direction of a line."""


def visible(text: str) -> str:
    """What of a text is seen: without signs that have no width, in one form of its accents, between single spaces.

    >>> visible("  Groep  Noord\\u200b ") == visible("Groep\\u00a0Noord") == "Groep Noord"
    True
    >>> visible("cafe\\u0301") == "caf\\u00e9", visible("\\u200b")
    (True, '')
    """
    if text.isascii():  # where no sign is unseen, and none has another form
        return " ".join(text.split())
    seen = "".join(char for char in text if unicodedata.category(char) != UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def as_known(name: str, known: Iterable[str]) -> str:
    """The first of the known names that reads the same; the name as it is when none does.

    >>> as_known("Groep  Noord", ["Dorpsbelang", "Groep Noord"]), as_known("groep noord", ["Groep Noord"])
    ('Groep Noord', 'groep noord')
    """
    return by_look(known).get(visible(name), name)


def by_look(known: Iterable[str]) -> Mapping[str, str]:
    """The first of the names that read so, by what is seen of them; for many lookups in the same names."""
    found: dict[str, str] = {}
    for one in known:
        found.setdefault(visible(one), one)
    return found
