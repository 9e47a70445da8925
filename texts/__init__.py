"""The sentences of the interface: finds them in nl.yaml and fills them. Knows words only, nothing of the model."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml

_FILE = Path(__file__).resolve().parent / "nl.yaml"


class MeldingLike(Protocol):
    """What `melding` needs: a code, a place, the facts, and a near miss."""

    @property
    def code(self) -> str: ...
    @property
    def plek(self) -> object: ...
    @property
    def gegevens(self) -> Mapping[str, object]: ...
    @property
    def suggestie(self) -> str | None: ...


@cache
def all_texts() -> Mapping[str, Any]:
    """Everything in nl.yaml."""
    texts: Mapping[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return texts


def text(key: str, **values: object) -> str:
    """A sentence by its dotted key, such as `scherm.peildatum`, filled; text of users is made printable.

    Raises:
        KeyError: no such sentence.
    """
    found: Any = all_texts()
    for step in key.split("."):
        found = found[step]
    if not isinstance(found, str):
        raise KeyError(key)
    return found.format_map({name: printable(str(value)) for name, value in values.items()})


def melding(found: MeldingLike) -> str:
    """One line for something that is wrong: place, what it is, what to do, and a near miss when there is one."""
    line = f"{printable(str(found.plek))}: {text(f'meldingen.{found.code}', **found.gegevens)}"
    return line + (text("bedoelde_u", suggestie=found.suggestie) if found.suggestie else "")


def printable(user_text: str) -> str:
    r"""Text of a user as it stands, with control and bidi characters shown as escapes; a newline stays.

    >>> printable("a [b]\u202e\x1b[31m")
    'a [b]\\u202e\\x1b[31m'
    """
    if user_text.isprintable():
        return user_text
    return "".join(c if c == "\n" or not _unsafe(c) else c.encode("unicode_escape").decode() for c in user_text)


def _unsafe(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
