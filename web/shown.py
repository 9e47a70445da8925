"""What of a screen stands on a page: all but its title, which the page has, and lines that say what to type."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from wijktoets.telling.tree import Code, Heading, Item, Listing, Paragraph, Part, words

_TYPED: Final = re.compile(r"\bwijktoets [a-z][a-z-]*\b")
"""A command line: on a page there is a button for it."""


def shown(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts of a screen as a page shows them."""
    return tuple(_kept(parts))


def _kept(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Heading) and part.level == 1:
            continue
        if isinstance(part, Paragraph) and _TYPED.search(words(part.text)):
            continue
        if isinstance(part, Code) and any(_TYPED.search(line) for line in part.lines):
            continue
        if isinstance(part, Listing):
            items = tuple(_items(part.items))
            if items:
                yield replace(part, items=items)
            continue
        yield part


def _items(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if not _TYPED.search(words(item.text)):
            yield replace(item, below=tuple(_items(item.below)))
