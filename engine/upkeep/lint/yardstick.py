"""The yardstick: the lists of words, the lengths and the lines of the source that the checks hold a pack to."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ...model.schema import Geheel, Model, Tekst
from ...model.source import read_bytes
from ...model.words import Partij
from ...reading.parsing import parse

GAP: Final = "…"
"""In a phrase: one to four other words may stand here."""

WordList = dict[Tekst, Tekst]
"""A word or phrase → what to write instead."""


class LintYardstick(Model):
    """What texts/lint/maatstaf.yaml holds."""

    langste_zin: Geheel
    langste_woord: Geheel
    meeste_van: Geheel
    dragers: dict[Partij, tuple[Tekst, ...]]
    """What a sentence calls a party that does something, or does not yet do it."""
    bijzin: tuple[Tekst, ...]
    """What comes before who does something in "Het is nog niet geregeld dat de raad …"."""
    dekt: Tekst
    """How an id of an inventory looks, as a pattern."""
    worden: tuple[Tekst, ...]
    sterk: tuple[Tekst, ...]
    """Past participles that do not end as others do."""
    geen_deelwoord: tuple[Tekst, ...]
    ambtelijk: WordList
    eigennamen: tuple[Tekst, ...]
    """Names that a source uses, in which no word is English."""
    vaste_termen: tuple[Tekst, ...]
    """Terms of law, in which no word is one of offices."""
    engels: WordList
    kwetsend: WordList
    oordeel: WordList
    mandaat: WordList
    niet_voor_bewoners: WordList
    """Words of who makes or keeps a pack; the papers for residents are held to them as well."""
    geen_plek: tuple[Tekst, ...]
    """Words and phrases that look like the word for the place, or name both kinds of it, and stay as they are."""


def read_yardstick(path: Path) -> LintYardstick:
    """The yardstick of a file."""
    return LintYardstick.model_validate(parse(read_bytes(path, path.name), path.name).plain())


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these words or phrases, as a whole and in any case; the longest first.

    >>> found = pattern(["dient … te", "conform"]).search("Het college dient dit snel te doen")
    >>> found and found.group()
    'dient dit snel te'
    >>> pattern(["conform"]).search("conformist") is None
    True
    """
    written = sorted((_one(phrase) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(written) or '(?!)'})(?![\w-])", re.IGNORECASE)


def _one(phrase: str) -> str:
    return r"\s+".join(r"[\w-]+(?:\s+[\w-]+){0,3}" if word == GAP else re.escape(word) for word in phrase.split())


def instead(found: str, words: Mapping[str, str]) -> str:
    """What to write instead of something that `pattern` found."""
    plain = " ".join(found.lower().split())
    if plain in words:
        return words[plain]
    return next(plainer for phrase, plainer in words.items() if pattern([phrase]).fullmatch(found))
