"""The sentences of the interface: finds them in nl/ and fills them. Knows words only, nothing of the model.

Each command has a file of its own there; a file may add to a part of another, such as `cli.hulp`.

What a sentence leaves open, because it hangs on what a result is about (`{de wijk}` where nobody gives a `de wijk`),
stays open until the whole is told (`filled`): it stands behind a sign that is drawn anew each time the program runs, so
that no text of a person can hold it.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from secrets import randbelow
from typing import Any, Final, Protocol

import yaml

from .commands import pack_options

_FOLDER = Path(__file__).resolve().parent / "nl"

LEFT_OPEN: Final = "".join(chr(0xF0000 + randbelow(0xFFFD)) for _ in range(2))
"""The sign before a word that is left open."""
CLOSED: Final = "\ue000"
"""The sign behind it."""
_OPEN: Final = re.compile(f"({LEFT_OPEN}[^{CLOSED}]+{CLOSED})")
_NAMED: Final = re.compile(r"\{([^{}]+)\}")


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
    """Everything in the files of nl/, as one tree."""
    tree: dict[str, Any] = {}
    for file in sorted(_FOLDER.glob("*.yaml")):
        _add(tree, yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    return tree


def _add(tree: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Put `more` into the tree.

    Raises:
        ValueError: a sentence is there already.
    """
    for key, value in more.items():
        there = tree.setdefault(key, value)
        if there is value:
            continue
        if not (isinstance(there, dict) and isinstance(value, dict)):
            raise ValueError(f"{key} is said twice")
        _add(there, value)


def text(key: str, **values: object) -> str:
    """A sentence by its dotted key, such as `scherm.peildatum`, filled; text of users is made printable.

    `{pack}`, behind a command line, is filled with the packs that this command was given (`commands`).

    Raises:
        KeyError: no such sentence.
    """
    given = {"pack": pack_options(), **values}
    return template(key).format_map(_Given({name: printable(str(value)) for name, value in given.items()}))


class _Given(dict[str, str]):
    """What is given to fill in; a word that is not stays open."""

    def __missing__(self, name: str) -> str:
        return _left_open(name)


def _left_open(name: str) -> str:
    return f"{LEFT_OPEN}{name}{CLOSED}"


def opened(sentence: str, given: Collection[str] = ()) -> str:
    """A sentence as it stands in the texts, with what is not given left open."""
    return _NAMED.sub(lambda found: found[0] if found[1] in given else _left_open(found[1]), sentence)


def filled(line: str, word: Callable[[str], str]) -> str:
    """A line with what was left open filled: `word` gives what stands for a name.

    >>> filled(opened("De agenda van {de wijk}"), {"de wijk": "het dorp"}.__getitem__)
    'De agenda van het dorp'
    """
    return _OPEN.sub(lambda found: word(found[1][len(LEFT_OPEN) : -1]), line) if LEFT_OPEN in line else line


def template(key: str) -> str:
    """A sentence by its dotted key, with the places to fill in between braces.

    Raises:
        KeyError: no such sentence.
    """
    found: Any = all_texts()
    for step in key.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    if not isinstance(found, str):
        raise KeyError(f"there is no sentence '{key}' in {_file_of(key)}")
    return found


def _file_of(key: str) -> str:
    """Where a sentence with this key belongs: the file that goes furthest along it; else any."""

    def depth(path: Path) -> int:
        tree: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        steps = 0
        for step in key.split("."):
            tree = tree.get(step) if isinstance(tree, dict) else None
            steps += tree is not None
        return steps

    deepest = max(sorted(_FOLDER.glob("*.yaml")), key=depth)
    return f"texts/nl/{deepest.name if depth(deepest) else '*.yaml'}"


def melding(found: MeldingLike) -> str:
    """One line for something that is wrong: place, what it is, and what to do or the near miss when there is one."""
    wrong, advice = all_texts()["meldingen"][found.code]
    values = {"pack": printable(pack_options())} | {name: _shown(value) for name, value in found.gegevens.items()}
    if found.suggestie:
        values["suggestie"] = meant(found.suggestie)
        wrong, advice = wrong + all_texts()["bedoelde_u"], ""
    line = f"{printable(str(found.plek))}: {wrong.format_map(values)} {advice.format_map(values)}"
    return line.rstrip(" ").replace("\n", "\\n")


LONGEST: Final = 80
"""From how many characters on a name or value in a melding is cut short."""
MOST: Final = 40
"""How many names a melding lists; the rest are dots."""


def meant(guess: str) -> str:
    """What was probably meant, inside the quotes of its sentence: all that are as near (`alle`), if there are more."""
    *first, last = (_shown(name) for name in getattr(guess, "alle", (guess,)))
    return "".join(["', '".join(first), f"' {text('scherm.of')} '", last]) if first else last


def _shown(value: object) -> str:
    """A fact as it stands in a sentence: a list with commas, and nothing so long that the sentence gets lost."""
    if isinstance(value, tuple):
        return ", ".join([*(_shown(item) for item in value[:MOST]), *("…" for _ in value[MOST : MOST + 1])])
    text = str(value)
    return printable(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def printable(user_text: str) -> str:
    r"""Text of a user as it stands, with control and bidi characters shown as escapes; a newline and open words stay.

    >>> printable("a [b]\u202e\x1b[31m")
    'a [b]\\u202e\\x1b[31m'
    """
    if user_text.isprintable():
        return user_text
    pieces = _OPEN.split(user_text)
    return "".join(piece if number % 2 else "".join(map(_safe, piece)) for number, piece in enumerate(pieces))


def _safe(char: str) -> str:
    return char if char == "\n" or not _unsafe(char) else char.encode("unicode_escape").decode()


def _unsafe(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
