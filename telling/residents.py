"""Sets residents' words for those of the model in what the program and the packs say.

A piece of text knows who wrote it: what people wrote, and the names that they gave, stay as they are. So no sentence
of the program or of a pack is missed, and none of a person is touched.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from wijktoets import texts
from wijktoets.engine.model.words import Archetype

from .phrases import told
from .tree import Figure, Line, Span, Text, own, words

Whole = TypeVar("Whole")


def in_their_words(whole: Whole) -> Whole:
    """A text, or parts of any kind, in residents' words; a picture is drawn in them (`spoken`).

    >>> words(in_their_words((*own("Aanjagen met de buurt"), Span(": aanjagen"))))
    'Aanjagen met de buurt: het voortouw nemen'
    """
    found: Whole = _exchanged_in(whole)
    return found


def spoken(line: Line) -> str:
    """The same of one line, where it is needed as a whole, such as in a picture."""
    return words(in_their_words(line))


def exchanged(text: str) -> str:
    """What the program or a pack says, with residents' words for those of the model.

    >>> exchanged("Als de wens aanjagen zou zijn")
    'Als de wens zou zijn om het voortouw te nemen'
    """
    return _pattern().sub(lambda found: _cased(_instead()[found[0].lower()], found[0]), text)


def explained(archetype: Archetype) -> Text:
    """What a way of taking part is in residents' words, with the word of the model, which they meet elsewhere."""
    return told(f"report.bewoners.uitleg.{archetype}", woord=own(archetype))


def _exchanged_in(value: Any) -> Any:
    """A value with every text in it changed that is nobody's own: in lists, and in the fields of what has fields."""
    if isinstance(value, str):
        return exchanged(value)
    if isinstance(value, tuple):
        return tuple(_exchanged_in(item) for item in value)
    if isinstance(value, Figure) or (isinstance(value, Span) and value.own):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _exchanged_in(getattr(value, field.name)) for field in fields(value)})
    return value


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
