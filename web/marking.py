"""Marks what the desk of the adviser wrote down for a party, until that party says that it was said so.

The mark stands behind the words of the party in the dossier itself, so that every paper prints it.
"""

from collections.abc import Mapping
from typing import Any

from wijktoets import texts


def marked(words: str) -> str:
    """What the desk writes down for a party, with that it did; nothing is marked twice."""
    return f"{unmarked(words)} {_mark()}".strip()


def unmarked(words: str) -> str:
    """The same without that."""
    *before, last = words.split(_mark())
    return "".join([*(part.rstrip() for part in before), last]).strip()


def unmarked_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without the mark on its words."""
    found = {name: unmarked(str(value)) if name == "toelichting" else value for name, value in row.items()}
    return {name: value for name, value in found.items() if value}


def _mark() -> str:
    return texts.text("web.partij.opgeschreven")
