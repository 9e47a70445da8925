"""Where the pages of docs/regels/ stand, seen from each other, and the links between them."""

import re
from typing import Final

from wijktoets.engine.model.words import Onderdeel, Partij
from wijktoets.telling.tree import Span, Text
from wijktoets.texts import text
from wijktoets.texts.wording import begin_upper

OF_PACK: Final = "README.md"
"""The page of a whole pack, in its folder."""
MAINTENANCE: Final = "../../regels-onderhouden.md"
ROOT: Final = "../../.."
"""Where the page on maintenance and the project itself are, seen from the page of a regel."""


def anchor(heading: str) -> str:
    """The anchor that a heading gets in a folder of Markdown.

    >>> anchor("Rolverdeling en raad")
    'rolverdeling-en-raad'
    """
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def party_heading(who: Partij) -> str:
    """A party as the heading in the index names it."""
    return begin_upper(text(f"explain.wie_is.{who}"))


def onderdeel_link(onderdeel: Onderdeel) -> Text:
    """An onderdeel, to its heading in the index."""
    name = text(f"scherm.onderdelen.{onderdeel}")
    return (Span(name, link=f"per-onderdeel.md#{anchor(name)}"),)


def party_link(who: Partij) -> Text:
    """Who it is up to, to that heading in the index."""
    return (Span(text(f"explain.wie_is.{who}"), link=f"per-partij.md#{anchor(party_heading(who))}"),)


def regel_link(name: str, words: str) -> Text:
    """A regel in these words, to its page."""
    return (Span(words, link=f"{name}.md"),)
