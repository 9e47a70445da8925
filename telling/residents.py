"""Sets residents' words for those of the model in what the program and the packs say.

A piece of text knows who wrote it: what people wrote, and the names that they gave, stay as they are. So no sentence
of the program or of a pack is missed, and none of a person is touched.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from wijktoets import texts
from wijktoets.engine.model.woorden import Woorden
from wijktoets.engine.model.words import ARCHETYPES, Archetype
from wijktoets.texts import CLOSED, LEFT_OPEN, filled, opened

from .phrases import told
from .tree import Figure, Line, Span, Text, Whole, changed, own, words


def in_their_words(whole: Whole, woorden: Woorden | None = None) -> Whole:
    """A text, or parts of any kind, in residents' words; a picture is drawn in them (`spoken`).

    A pack that has names of its own for the ways of taking part (`woorden`) is read in those by residents as well.

    >>> words(in_their_words((*own("Aanjagen met de buurt"), Span(": aanjagen"))))
    'Aanjagen met de buurt: het voortouw nemen'
    """
    return whole if woorden is not None and woorden.names_its_ways else changed(whole, exchanged, _stays)


def spoken(line: Line, woorden: Woorden | None = None) -> str:
    """The same of one line, where it is needed as a whole, such as in a picture."""
    return words(in_their_words(line, woorden))


def exchanged(text: str) -> str:
    """What the program or a pack says, with residents' words for those of the model.

    >>> exchanged("Als de wens aanjagen zou zijn")
    'Als de wens zou zijn om het voortouw te nemen'
    """
    text = filled(text, lambda name: name if name.lower() in ARCHETYPES else opened("{" + name + "}"))
    return _pattern().sub(_exchange, text)


def _exchange(found: re.Match[str]) -> str:
    """The words for what was found; what is left open is filled later, and stays."""
    word = found[1]
    return found[0] if word is None else _cased(_instead()[word.lower()], word)


def explained(archetype: Archetype, woorden: Woorden | None = None) -> Text:
    """What a way of taking part is in residents' words, with the word of the model, which they meet elsewhere."""
    if woorden is not None and woorden.names_its_ways:
        return told(f"report.woorden_van_het_pakket.{archetype}")
    return told(f"report.bewoners.uitleg.{archetype}", woord=own(archetype))


def _stays(part: object) -> bool:
    """Whether something is people's own, or a picture, which was drawn in residents' words."""
    return isinstance(part, Figure) or (isinstance(part, Span) and part.own)


@cache
def _instead() -> Mapping[str, str]:
    """The words of residents for those of the model, and the sentences in which a word alone does not do."""
    found = texts.all_texts()["report"]["bewoners"]
    return {**found["woorden"], **dict(found["zinnen"])}


@cache
def _pattern() -> re.Pattern[str]:
    """Any of these, the longest first, or a word that is left open."""
    known: Iterable[str] = sorted(_instead(), key=len, reverse=True)
    return re.compile(rf"{LEFT_OPEN}[^{CLOSED}]+{CLOSED}|\b({'|'.join(map(re.escape, known))})\b", re.IGNORECASE)


def _cased(text: str, like: str) -> str:
    """A text with the capitals of another."""
    return text.upper() if like.isupper() else text[:1].upper() + text[1:] if like[:1].isupper() else text
