"""Finds in any text the lines of the source that it names, and runs of words that it shares with the source.

Runs are found by shingling: every run of RUN words is hashed, so that the source itself need not be there.
"""

import hashlib
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

RUN: Final = 8
"""So many words in a row from the source are a copy."""

_WORD: Final = re.compile(r"[^\W_]+")
_LINE: Final = re.compile(r"(?<![\w])L([1-9][0-9]{0,5})(?!\w)")


@dataclass(frozen=True, slots=True)
class CopiedWords:
    """Words in a row that stand in the source as well; `begin` is where in the text the first one starts."""

    begin: int
    woorden: str


def words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation.

    >>> words("Wie, wat (en *waar*)?")
    ['wie', 'wat', 'en', 'waar']
    """
    return _WORD.findall(text.lower())


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Every run of RUN words in a text, with its hash."""
    all_words = words(text)
    for start in range(len(all_words) - RUN + 1):
        yield _run(all_words[start : start + RUN])


def _run(some: list[str]) -> tuple[str, str]:
    run = " ".join(some)
    return run, hashlib.blake2b(run.encode(), digest_size=5).hexdigest()


def copies(text: str, known: Container[str]) -> Iterator[CopiedWords]:
    """The stretches of RUN or more words that a text shares with the source.

    Args:
        known: the hashes of all runs of the source, as `runs` gives them.

    >>> bron = {digest for _, digest in runs("een twee drie vier vijf zes zeven acht negen tien")}
    >>> [k.woorden for k in copies("Nul: een, twee, drie vier vijf zes zeven acht negen. Elf!", bron)]
    ['een twee drie vier vijf zes zeven acht negen']
    """
    found = list(_WORD.finditer(text))
    own = [match.group().lower() for match in found]
    begin = end = 0
    for start in range(len(own) - RUN + 1):
        if _run(own[start : start + RUN])[1] not in known:
            continue
        if start >= end and end:
            yield CopiedWords(found[begin].start(), " ".join(own[begin:end]))
        begin = begin if start < end else start
        end = start + RUN
    if end:
        yield CopiedWords(found[begin].start(), " ".join(own[begin:end]))


def lines_named(text: str) -> Iterator[tuple[int, int]]:
    """Each line of the source that a text names: where in the text, and the number.

    >>> list(lines_named("L57 en (L254); niet XL2, L0 of L3a"))
    [(0, 57), (8, 254)]
    """
    for match in _LINE.finditer(text):
        yield match.start(), int(match[1])


def lines_with_words(source: str) -> frozenset[int]:
    """The numbers of the lines of the source that hold at least one word.

    >>> sorted(lines_with_words("een\\n\\n---\\ntwee"))
    [1, 4]
    """
    return frozenset(number for number, line in enumerate(source.split("\n"), 1) if _WORD.search(line))
