"""Command lines that are shown to be typed next: with the packs that this command was given."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_PACKS: Final[ContextVar[tuple[str, ...]]] = ContextVar("packs", default=())


@contextmanager
def given_packs(packs: Sequence[str]) -> Iterator[None]:
    """Keep the packs that a command was given while it runs, for the command lines that it shows."""
    before = _PACKS.set(tuple(packs))
    try:
        yield
    finally:
        _PACKS.reset(before)


def pack_options() -> str:
    """What a command line needs at its end to use the same packs; nothing when none was given."""
    return "".join(f" --pack {typed(pack)}" for pack in _PACKS.get())


def command_line(*words: str) -> str:
    """A command line with the same packs."""
    return f"wijktoets {' '.join(typed(word) for word in words)}{pack_options()}"


def typed(word: str) -> str:
    """A word as it is typed in a shell.

    >>> typed("mijn pakket")
    '"mijn pakket"'
    """
    return f'"{word}"' if " " in word else word
