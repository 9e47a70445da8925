"""The text of a deal as sentences, and which of them may bear on a question: by stems of words, offline.

Stems are those of Snowball for Dutch; how well a sentence fits is BM25, as SQLite's full-text index computes it, over
the words of the question, the waarborg and its example. It only says where to look; nothing is filled in by it.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Final

import snowballstemmer

from wijktoets.engine.model.regelpakket import Regelpakket

MAX_SENTENCES: Final = 2000
BEST: Final = 4
"""So many sentences are listed first."""

_ENDS: Final = re.compile(r"(?<=[.!?])[\"'”’)]?\s+(?=[\"'“‘(]?[A-ZÀ-Ý0-9])")
_WORD: Final = re.compile(r"[a-zà-ÿ]{2,}")
_SHORT: Final = re.compile(
    r"\b(?:art|bijv|ca|dhr|dr|drs|enz|evt|ir|jl|lid|m\.b\.t|max|mevr|min|mr|nr|o\.a|prof|t\.a\.v|v)\.$", re.I
)
"""Ends of a piece that are no end of a sentence."""
_NUMBERED: Final = re.compile(
    r"^(?:(?:artikel|bijlage|hoofdstuk|lid|paragraaf)\s+)?\d{1,3}[a-z]?(?:\.\d{1,3})*\.$", re.I
)
"""A piece that only numbers what comes behind it."""
_COMMON: Final = frozenset(
    [
        "aan",
        "al",
        "alle",
        "als",
        "andere",
        "bij",
        "ben",
        "beide",
        "daar",
        "dan",
        "dat",
        "de",
        "deze",
        "die",
        "dit",
        "doen",
        "door",
        "een",
        "elk",
        "elke",
        "en",
        "er",
        "geen",
        "had",
        "heb",
        "hebben",
        "heeft",
        "het",
        "hier",
        "hij",
        "hoe",
        "hun",
        "iedereen",
        "iemand",
        "iets",
        "ik",
        "in",
        "is",
        "ja",
        "je",
        "kan",
        "kunnen",
        "maar",
        "meer",
        "met",
        "mijn",
        "moet",
        "moeten",
        "na",
        "naar",
        "nee",
        "niet",
        "nog",
        "nu",
        "of",
        "om",
        "onder",
        "ons",
        "onze",
        "ook",
        "op",
        "over",
        "samen",
        "sommige",
        "te",
        "tegen",
        "tot",
        "tussen",
        "uit",
        "van",
        "veel",
        "voor",
        "waar",
        "wanneer",
        "waren",
        "was",
        "wat",
        "we",
        "wel",
        "welke",
        "werd",
        "wie",
        "wij",
        "wil",
        "willen",
        "wordt",
        "worden",
        "zal",
        "ze",
        "zelf",
        "zich",
        "zij",
        "zijn",
        "zo",
        "zoals",
        "zonder",
        "zou",
        "bewoners",
        "gemeente",
        "wijk",
        "wijken",
        "dorp",
    ]
)
"""Words that are in nearly every sentence, and so say nothing of one."""


def sentences(text: str) -> list[str]:
    """The sentences of a text in order: a line that is a heading or a point is one by itself.

    >>> sentences("Artikel 1. Wie beslist\\nDe wijk beslist. Het college, o.a. de wethouder, helpt.")
    ['Artikel 1. Wie beslist', 'De wijk beslist.', 'Het college, o.a. de wethouder, helpt.']
    """
    found: list[str] = []
    for line in text.splitlines():
        pieces = _ENDS.split(" ".join(line.split()))
        joined: list[str] = []
        for piece in pieces:
            if joined and (_SHORT.search(joined[-1]) or _NUMBERED.match(joined[-1])):
                joined[-1] += f" {piece}"
            elif piece:
                joined.append(piece)
        found += joined
        if len(found) >= MAX_SENTENCES:
            break
    return found[:MAX_SENTENCES]


def bearing(text: str, pack: Regelpakket, vraag: str) -> list[int]:
    """The numbers of the sentences that may bear on a question, the best first."""
    return _ranked(text, _words_about(pack, vraag))


def _words_about(pack: Regelpakket, name: str) -> tuple[str, ...]:
    """The stems that a question and its name, its waarborgen and their examples are about."""
    told: list[str] = []
    if name in pack.vragen:
        vraag = pack.vragen[name]
        told += [name.replace("-", " "), vraag.vraag, *vraag.omschreven.values()]
    for waarborg, asked in pack.vragen_bij.items():
        if name in asked:
            rule = pack.waarborgen[waarborg]
            told += [rule.naam, rule.voorbeeldtekst or ""]
    told += [g.vraag for g in pack.gespreksvragen if name in g.vult and name not in pack.vragen]
    return tuple(dict.fromkeys(stems(" ".join(told))))


def stems(text: str) -> list[str]:
    """The stems of the words of a text that say something."""
    words = [word for word in _WORD.findall(text.lower()) if word not in _COMMON]
    found: list[str] = _stemmer().stemWords(words)
    return found


def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("dutch")  # not shared: it keeps what it works on


@lru_cache(maxsize=512)
def _ranked(text: str, about: tuple[str, ...]) -> list[int]:
    if not about:
        return []
    with closing(_index(_stemmed(text))) as index:
        asked = " OR ".join(f'"{stem}"' for stem in about)
        rows = index.execute(
            "SELECT rowid FROM zinnen WHERE zinnen MATCH ? ORDER BY bm25(zinnen), rowid LIMIT ?", (asked, BEST)
        )
        return [row[0] - 1 for row in rows]


@lru_cache(maxsize=16)
def _stemmed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(stems(sentence)) for sentence in sentences(text))


def _index(stemmed: Sequence[str]) -> sqlite3.Connection:
    """An index in memory alone: no text of a deal is written anywhere by it."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE zinnen USING fts5(stammen, tokenize = 'unicode61 remove_diacritics 0')")
    index.executemany("INSERT INTO zinnen(rowid, stammen) VALUES (?, ?)", enumerate(stemmed, 1))
    return index


def forget() -> None:
    """Keep no text any more: a passage was taken out."""
    _ranked.cache_clear()
    _stemmed.cache_clear()


def in_order(numbers: Iterable[int], all_of: Sequence[str]) -> list[tuple[int, str]]:
    """Sentences with their numbers."""
    return [(number, all_of[number]) for number in numbers if number < len(all_of)]
