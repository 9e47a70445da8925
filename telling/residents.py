"""Sets residents' words for those of the model in a whole document, and leaves alone what people wrote.

A document passes here twice. Before it is composed, `set_apart` marks the words of the model in everything that
people wrote. Once it is composed, `in_their_words` goes through all of it, changes each word that bears no mark, and
takes the marks away. So no sentence of the program or of a pack is missed, and none of a person is touched.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from wijktoets import texts
from wijktoets.engine.advice.agenda.value import Agenda, AgendaPunt
from wijktoets.engine.advice.fasen import ThemaFasen
from wijktoets.engine.model.dossier import GekozenActie, Gesprekspartij, Opgesteld, Terugblikpunt
from wijktoets.engine.model.words import Archetype
from wijktoets.engine.result.rapport import (
    AfspraakRapport,
    AfwegingRij,
    BedragRij,
    PakketRij,
    Rapport,
    SignaalRij,
    StandpuntRij,
    TekstRij,
)

PEOPLE: Final[Mapping[type[BaseModel], frozenset[str]]] = {
    Rapport: frozenset({"dossier", "bestand", "gemeente", "gebied", "nog_niet_gezien_door", "gesprekken", "bronnen"}),
    Opgesteld: frozenset({"door", "gezien_door"}),
    Gesprekspartij: frozenset({"naam"}),
    GekozenActie: frozenset({"wat", "thema"}),
    Terugblikpunt: frozenset({"tekst", "bron"}),
    AfspraakRapport: frozenset({"thema"}),
    BedragRij: frozenset({"programma"}),
    StandpuntRij: frozenset({"toelichting", "bron"}),
    AfwegingRij: frozenset({"reden"}),
    PakketRij: frozenset({"naam", "bron"}),
    Agenda: frozenset({"dossier", "bestand"}),
    AgendaPunt: frozenset({"notitie"}),
    ThemaFasen: frozenset({"thema"}),
}
"""What people wrote in a Rapport or an Agenda, and names, which are nobody's to change."""

SHORT_WORDS: Final[Mapping[type[BaseModel], frozenset[str]]] = {Rapport: frozenset({"bronnen"})}
"""Of these the keys are words of people as well: short ones, that other texts of theirs begin with."""

FILLED: Final[Mapping[type[BaseModel], frozenset[str]]] = {
    AfspraakRapport: frozenset({"tekst"}),
    SignaalRij: frozenset({"tekst"}),
    TekstRij: frozenset({"tekst"}),
}
"""Sentences of a pack that a name may have been filled into."""

NAMES: Final[Mapping[type[BaseModel], str]] = {
    Rapport: "dossier",
    Agenda: "dossier",
    AfspraakRapport: "thema",
    Opgesteld: "door",
}
"""The names that may have been."""

NAMING: Final = ("overdracht", "eenzijdig_ingevuld")
"""The lines that name bevoegdheden or a party: in them only what a person wrote can hold a word of the model."""

MARK: Final = "\N{COMBINING GRAPHEME JOINER}"
"""Stands behind the first letter of a word that is to stay; of a mark that someone wrote, two."""

Value = TypeVar("Value", bound=BaseModel)
Whole = TypeVar("Whole")
Change = Callable[[str], str]


def set_apart(found: Value) -> Value:
    """A Rapport or an Agenda with the words of the model marked where people wrote them.

    A sentence of a pack that names a thema with such a word keeps that name. Should the whole name be a word of the
    model, then it cannot be told from the sentence, and every such word in it stays.
    """
    names = sorted({name for name in _names(found) if kept(name) != name}, key=len, reverse=True)

    def with_names_kept(sentence: str) -> str:
        return _one_of(names).sub(lambda name: kept(name[0]), sentence) if names else sentence

    apart: Value = _apart(found, with_names_kept)
    return _with_lines_kept(apart, found)


def _with_lines_kept(apart: Value, found: Value) -> Value:
    """The same with the lines that name bevoegdheden or a party marked as a whole."""
    lines: Mapping[str, TekstRij] = getattr(found, "teksten", {})
    whole = {key: lines[key].model_copy(update={"tekst": kept(lines[key].tekst)}) for key in NAMING if key in lines}
    return apart.model_copy(update={"teksten": {**getattr(apart, "teksten", {}), **whole}}) if whole else apart


def kept(text: str) -> str:
    """A text of a person, with the words marked that are to stay.

    >>> in_their_words(f"{kept('Aanjagen met de buurt')}: aanjagen")
    'Aanjagen met de buurt: het voortouw nemen'
    """
    escaped = text.replace(MARK, MARK * 2)
    return _one_of(_spoken()["woorden"]).sub(lambda word: word[0][0] + MARK + word[0][1:], escaped)


def exchanged(text: str) -> str:
    """A text with residents' words for those of the model, marks and all: for what is drawn before it is whole.

    >>> exchanged("Als de wens aanjagen zou zijn")
    'Als de wens zou zijn om het voortouw te nemen'
    """
    return _pattern().sub(lambda found: _cased(_instead()[found[0].lower()], found[0]), text)


def uses_words(whole: object) -> bool:
    """Whether a document holds a word of the model that `in_their_words` would change."""
    return bool(_mapped(whole, exchanged) != whole)


def in_their_words(whole: Whole) -> Whole:
    """A text, or a document of any kind, in residents' words and without marks."""
    told: Whole = _mapped(whole, lambda text: re.sub(f"{MARK}({MARK}?)", r"\1", exchanged(text)))
    return told


def explained(archetype: Archetype) -> str:
    """What a way of taking part is in residents' words, with the word of the model, which they meet elsewhere."""
    return texts.text(f"report.bewoners.uitleg.{archetype}", woord=kept(archetype))


def _spoken() -> Mapping[str, Any]:
    """The words of residents for those of the model, and the sentences in which a word alone does not do."""
    found: Mapping[str, Any] = texts.all_texts()["report"]["bewoners"]
    return found


@cache
def _instead() -> Mapping[str, str]:
    return {**_spoken()["woorden"], **dict(_spoken()["zinnen"])}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{_one_of(_instead()).pattern}\b", re.IGNORECASE)


def _one_of(words: Any) -> re.Pattern[str]:
    """Any of these, the longest first."""
    return re.compile(f"(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})", re.IGNORECASE)


def _cased(text: str, like: str) -> str:
    """A text with the capitals of another."""
    return text.upper() if like.isupper() else text[:1].upper() + text[1:] if like[:1].isupper() else text


def _names(value: Any) -> Iterator[str]:
    """The names in a value that sentences of a pack may hold."""
    if isinstance(value, BaseModel):
        for kind, field in NAMES.items():
            if isinstance(value, kind) and getattr(value, field):
                yield getattr(value, field)
        for field in type(value).model_fields:
            yield from _names(getattr(value, field))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _names(item)


def _apart(value: Any, filled: Change) -> Any:
    """A value with every text of a person marked, and `filled` done to the sentences of a pack that may hold one."""
    if isinstance(value, BaseModel):
        new = {field: _field(value, field, filled) for field in type(value).model_fields}
        return value.model_copy(update=new)
    if isinstance(value, list | tuple):
        return type(value)(_apart(item, filled) for item in value)
    if isinstance(value, dict):
        return {key: _apart(item, filled) for key, item in value.items()}
    return value


def _field(owner: BaseModel, field: str, filled: Change) -> Any:
    value = getattr(owner, field)
    if _is_of(owner, field, SHORT_WORDS):
        return {kept(key): kept(item) for key, item in value.items()}
    if _is_of(owner, field, PEOPLE):
        return _mapped(value, kept)
    return _mapped(value, filled) if _is_of(owner, field, FILLED) else _apart(value, filled)


def _is_of(owner: BaseModel, field: str, fields_of: Mapping[type[BaseModel], frozenset[str]]) -> bool:
    return any(field in names for kind, names in fields_of.items() if isinstance(owner, kind))


def _mapped(value: Any, change: Change) -> Any:
    """A value with every text in it changed: in lists, and in the fields of what is made of fields."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list | tuple):
        return type(value)(_mapped(item, change) for item in value)
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _mapped(getattr(value, field.name), change) for field in fields(value)})
    return value
