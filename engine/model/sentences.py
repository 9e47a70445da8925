"""Fills the sentences of a pack: `{n}` is a value, `{n|afspraak|afspraken|geen}` a word by number, `{{` a brace."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .words import INGEBOUWDE_SIGNALEN, VASTE_REGELS

_PLACE: Final = re.compile(r"\{\{|\}\}|\{([^{}|]*)((?:\|[^{}|]*)*)\}")

NUMBERS: Final = frozenset({"n", "open", "k", "anders"})
"""The placeholders that are numbers, and so can pick between words."""

_SIGNAAL = frozenset({"G", "thema", "fase", "rollen", "borging", "vragen", "regels", "dossier"})
_LINE = frozenset({"G", "thema", "fase", "datum", "rollen", "borging", "dossier", "wie"})

PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = {
    "uitkomsten": frozenset(
        {"G", "thema", "fase", "datum", "rollen", "borging", "n", "per_partij", "open", "k", "begin_met", "grens"}
        | {"wel_open", "dossier", "anders", "zonder"}
    ),
    **dict.fromkeys((*INGEBOUWDE_SIGNALEN, "grens_misschien", "grens_misschien_ook"), _SIGNAAL),
    **dict.fromkeys((*VASTE_REGELS, "raad_bij_overdracht", "eerst_bespreken"), _LINE),
    "overdracht": _LINE | {"bevoegdheden"},
    "afgesproken_vervangen": _LINE | {"vervangen"},
    "volgens": frozenset({"wie", "tekst", "dossier", "datum"}),
}
"""What may stand between braces: in the uitkomst sentences, and in each of the other texts of a pack."""


def placeholders(text: str) -> Iterator[str]:
    """The names between braces; `name|` when a word is picked by something that is not a number."""
    for found in _PLACE.finditer(text):
        name, words = found.groups()
        if name is None:
            continue
        picks_by_number = not words or (name in NUMBERS and words.count("|") in (2, 3))
        yield name if picks_by_number else f"{name}|"


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with every placeholder filled; what has no value stays as it stands.

    >>> fill("daar {n|hoort|horen} nog {n} {n|afspraak|afspraken} bij", {"n": 2})
    'daar horen nog 2 afspraken bij'
    >>> fill("{open|1 punt is|# punten zijn|geen punt is} nog open", {"open": 0})
    'geen punt is nog open'
    """

    def replace(match: re.Match[str]) -> str:
        name, words = match.groups()
        if name is None:
            return match[0][0]
        if name not in values:
            return match[0]
        value = values[name]
        if not words:
            return str(value)
        forms = words[1:].split("|")
        number = value if isinstance(value, int) else 0
        if number == 0 and len(forms) == 3:
            return forms[2]
        return (forms[0] if number == 1 else forms[1]).replace("#", str(number))

    return _PLACE.sub(replace, text)


def enumerate_words(words: Iterable[str], between: str) -> str:
    """Words as a list in a sentence.

    >>> enumerate_words(["wijk", "gemeente", "raad"], "en")
    'wijk, gemeente en raad'
    """
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {between} {listed[-1]}"
