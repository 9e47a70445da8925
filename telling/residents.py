"""Sets residents' words for those of the model in what the program and the packs say.

A piece of text knows who wrote it: what people wrote, and the names that they gave, stay as they are. So no sentence
of the program or of a pack is missed, and none of a person is touched.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from wijktoets import texts
from wijktoets.engine.model.words import ARCHETYPES, Archetype
from wijktoets.texts import filled, opened

from .phrases import told
from .tree import Figure, Line, Span, Text, Whole, changed, own, words


def in_their_words(whole: Whole) -> Whole:
    """A text, or parts of any kind, in residents' words; a picture is drawn in them (`spoken`).

    >>> words(in_their_words((*own("Aanjagen met de buurt"), Span(": aanjagen"))))
    'Aanjagen met de buurt: het voortouw nemen'
    """
    return changed(whole, exchanged, _stays)


def spoken(line: Line) -> str:
    """The same of one line, where it is needed as a whole, such as in a picture."""
    return words(in_their_words(line))


def exchanged(text: str) -> str:
    """What the program or a pack says, with residents' words for those of the model.

    >>> exchanged("Als de wens aanjagen zou zijn")
    'Als de wens zou zijn om het voortouw te nemen'
    """
    text = filled(text, lambda name: name if name.lower() in ARCHETYPES else opened("{" + name + "}"))
    return _pattern().sub(lambda found: _cased(_instead()[found[0].lower()], found[0]), text)


def explained(archetype: Archetype) -> Text:
    """What a way of taking part is in residents' words, with the word of the model, which they meet elsewhere."""
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
    """Any of these, the longest first."""
    known: Iterable[str] = sorted(_instead(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b", re.IGNORECASE)


def _cased(text: str, like: str) -> str:
    """A text with the capitals of another."""
    return text.upper() if like.isupper() else text[:1].upper() + text[1:] if like[:1].isupper() else text
