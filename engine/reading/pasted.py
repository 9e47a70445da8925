"""Tells what a word processor, or bare text, made of YAML: hard spaces, curly quotes, and a text that a # cuts short.

Such a file often still is YAML, only another one than was meant; so these are looked for beside what libyaml refuses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..model.words import STELLING_ANTWOORDEN

HARD: Final = "\u00a0\u2007\u202f"
"""Spaces that do not break, which YAML takes for letters."""
CURLY: Final = "“”„‟‘’‚‛«»"
_OPENING: Final = "“„‟‘‚‛«"

_LINE_BEGIN: Final = re.compile(rf"[ -]*[{HARD}]|[ -]*[\w.-]+:[{HARD}]")
"""A line of which the indentation, the dash or the colon has a hard space behind or in it."""
_ENCLOSED: Final = re.compile(rf"[{CURLY}][\w./:-]+[{CURLY}]")
"""One word in curly quotes, which nobody means as part of the word."""
_QUOTED: Final = re.compile(rf"[:\[{{,-] +([{CURLY}])")
"""A curly quote where a text begins."""
_COMMENT: Final = re.compile(r"[ \t]+#")
_CUT: Final = re.compile(r"[ \t]+#(?=\w)")
"""A # as people write it in a text, as in #12; a comment has a space behind it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that was meant otherwise: the code of its sentence, where it is in the text, and its facts."""

    code: str
    index: int
    teken: str = ""


def slip_in_scalar(text: str, begin: int, end: int, key: bool, flow: bool) -> Slip | None:
    """What was meant otherwise in a bare scalar, which stands in `text` from `begin` to `end`.

    >>> slip_in_scalar("a:\u00a0ja", 0, 5, key=False, flow=False)
    Slip(code='yaml_harde_spatie', index=2, teken='')
    >>> slip_in_scalar("a: Zie besluit #12", 3, 14, key=False, flow=False)
    Slip(code='yaml_hekje', index=15, teken='')
    """
    raw = text[begin:end]
    hard = _hard(text, begin, raw, key)
    if hard is not None:
        return Slip("yaml_harde_spatie", hard)
    cut_in_flow = flow and raw[:1] in _OPENING and not any(mark in raw[1:] for mark in CURLY)
    if raw and (_ENCLOSED.fullmatch(raw) or cut_in_flow):
        return Slip("yaml_krulquote", begin, raw[0])
    found = _CUT.match(text, end)
    if found and (" " in raw or text[found.end()].isdigit()) and raw not in STELLING_ANTWOORDEN:
        return Slip("yaml_hekje", found.end() - 1)
    return None


def _hard(text: str, begin: int, raw: str, key: bool) -> int | None:
    """Where a hard space is that is no part of a text: in a key, at an edge, or behind a dash or colon at the front."""
    spaces = [] if raw.isascii() else [i for i, c in enumerate(raw) if c in HARD]
    if not spaces:
        return None
    if key or spaces[0] == 0:
        return begin + spaces[0]
    if spaces[-1] == len(raw) - 1:
        return begin + len(raw.rstrip(HARD))
    first = not text[text.rfind("\n", 0, begin) + 1 : begin].strip(" -")
    return begin + spaces[0] if first and _LINE_BEGIN.match(raw) else None


def slip_near(text: str, begin: int, index: int) -> Slip | None:
    """What was meant otherwise, and made a text unreadable at `index`; what is read there began at `begin`."""
    for at in dict.fromkeys((index, begin)):
        start = text.rfind("\n", 0, at) + 1
        line = text[start:].partition("\n")[0]
        if found := _LINE_BEGIN.match(line):
            return Slip("yaml_harde_spatie", start + next(i for i in range(found.end()) if line[i] in HARD))
        if found := _QUOTED.search(line[: at - start]):
            return Slip("yaml_krulquote", start + found.start(1), found[1])
    return next(_bracket_in_comment(text, begin, index), None)


def _bracket_in_comment(text: str, begin: int, index: int) -> Iterator[Slip]:
    """Each # between these that takes a closing bracket for comment."""
    for found in _COMMENT.finditer(text, begin, index):
        rest = text[found.end() :].partition("\n")[0]
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if any(mark in rest for mark in "}]") and line.count('"') % 2 == 0:
            yield Slip("yaml_hekje", found.end() - 1)
