"""The text of a dossier opened to be changed: where things stand in it, and edits that leave all else as it was typed.

ruamel.yaml says where things stand; what changes is set in as text, since writing a file again would change its layout.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

_BOM: Final = "\ufeff"
BREAK: Final = re.compile(r"\r\n|\n|\r")
RESERVED: Final = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
"""Words that a YAML reader takes for something else than text."""


class Unplaceable(Exception):
    """It cannot be seen in the text where something belongs."""


class Edit(NamedTuple):
    """From where to where something goes, and the text that comes there."""

    begin: int
    end: int
    text: str


class Opened(NamedTuple):
    """The mark that a text begins with, the text behind it, and what that is as nodes."""

    mark: str
    body: str
    root: Any

    def changed(self, edits: Sequence[Edit]) -> bytes:
        """The file with these edits in it.

        Raises:
            Unplaceable: they are in each other's way.
        """
        return (self.mark + applied(self.body, sorted(edits))).encode("utf-8")


def opened(content: bytes) -> Opened:
    """What a file holds.

    Raises:
        Unplaceable: it is no mapping.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    text = content.decode("utf-8")
    body = text.removeprefix(_BOM)
    try:
        root = YAML(typ="safe", pure=True).compose(body)
    except YAMLError as error:
        raise Unplaceable from error
    if root is None or root.id != "mapping":
        raise Unplaceable
    return Opened(text.removesuffix(body), body, root)


def applied(body: str, edits: Sequence[Edit], begin: int = 0, end: int | None = None) -> str:
    """A stretch of a text with edits in it, in order of place; those at one place one after the other.

    Raises:
        Unplaceable: they are in each other's way.

    >>> applied("a: nee", [Edit(3, 6, "ja"), Edit(6, 6, "!")])
    'a: ja!'
    """
    parts, at = [], begin
    for edit in edits:
        if edit.begin < at:
            raise Unplaceable
        parts += [body[at : edit.begin], edit.text]
        at = edit.end
    return "".join([*parts, body[at:end]])


def newline_of(body: str) -> str:
    """How its lines end."""
    found = BREAK.search(body)
    return found.group() if found else "\n"


def begins_line(body: str, index: int) -> bool:
    """Whether a line ends just before `index`."""
    return body[index - 1 : index] in ("\r", "\n")


def line_start(body: str, index: int) -> int:
    """Where the line that `index` is on begins."""
    return max(body.rfind(sign, 0, index) for sign in "\r\n") + 1


def line_end(body: str, index: int) -> int:
    """Where the line that `index` is on ends; `index` itself when it is at the start of a line behind another."""
    if begins_line(body, index):
        return index
    found = BREAK.search(body, index)
    return found.start() if found else len(body)


def last_of(node: Any) -> Any:
    """What ends a node: the last thing in it."""
    while node.id != "scalar" and not node.flow_style and node.value:
        node = node.value[-1][1] if node.id == "mapping" else node.value[-1]
    return node


def quoted(word: str) -> str:
    r"""A text between quotes, in which what nobody can see is written out.

    >>> print(quoted("één: ja.\nEn"))
    "één: ja.\nEn"
    """
    return "".join(c if c.isprintable() else _written_out(c) for c in json.dumps(word, ensure_ascii=False))


def _written_out(sign: str) -> str:
    """A sign as its number; YAML takes no two halves for one that is beyond the first 65,536."""
    return f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else json.dumps(sign)[1:-1]
