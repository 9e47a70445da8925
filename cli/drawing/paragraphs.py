"""Sets text in lines that hang under their first words, for screens that are read from top to bottom."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

NARROWEST = 20
"""Columns that a text always gets, however deep it stands."""


def put(console: "Console", words: str, first: str = "", rest: str | None = None, style: str = "") -> None:
    """Write a text in as many lines as it needs; text of users in it must be printable already.

    Args:
        first: stands before the first line.
        rest: stands before the other lines (default: as many spaces).
        style: of the text, not of what stands before it; colour only adds to what the words say.
    """
    from rich.cells import cell_len
    from rich.text import Text

    hang = " " * cell_len(first) if rest is None else rest
    width = max(console.width - max(cell_len(first), cell_len(hang)), NARROWEST)
    for index, line in enumerate(Text(words, style=style).wrap(console, width) or [Text()]):
        line.rstrip()
        console.print(Text(hang if index else first).append_text(line), no_wrap=True, overflow="ignore", crop=False)


def put_whole(console: "Console", words: str, first: str = "") -> None:
    """Write a line that stays one line, such as a place that is copied or opened from the screen."""
    from rich.text import Text

    console.print(Text(first + words), no_wrap=True, overflow="ignore", crop=False)
