"""Puts a thema that was split in the text of a dossier: its lines twice, each with its own name, all else as it stands.

ruamel.yaml says where things stand. Comments go with the lines that they are among; money that is to be divided stays
there behind a #.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from ...model.dossier import Afspraak, Afweging, GekozenActie, Standpunt
from .thema import Helft, Opdeling

_BOM: Final = "\ufeff"
_BREAK: Final = re.compile(r"\r\n|\n|\r")
_PLAIN: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""An id, which no YAML reader takes for anything else unless it is one of a few words."""
_TAKEN: Final = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])


class Unsplit(Exception):
    """It cannot be seen in the text what belongs to the thema."""


class _Instead(NamedTuple):
    begin: int
    end: int
    text: str


def with_two(content: bytes, opdeling: Opdeling, bedrag: str) -> bytes:
    """The text of a dossier with two themas for one.

    Args:
        content: the file that the dossier was read from.
        bedrag: the comment above an amount that is to be divided.

    Raises:
        Unsplit: it cannot be seen what belongs to the thema.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    text = content.decode("utf-8")
    start = len(_BOM) if text.startswith(_BOM) else 0
    body = text[start:]
    try:
        root = YAML(typ="safe", pure=True).compose(body)
    except YAMLError as error:
        raise Unsplit from error
    if root is None or root.id != "mapping" or root.flow_style:
        raise Unsplit
    edits = sorted(_Twice(body, opdeling, bedrag).edits(root))
    return (text[:start] + _applied(body, edits)).encode("utf-8")


def _applied(body: str, edits: Sequence[_Instead], begin: int = 0, end: int | None = None) -> str:
    """A stretch of the text with edits in it, in order of place; those at one place one after the other.

    Raises:
        Unsplit: they are in each other's way.
    """
    parts, at = [], begin
    for edit in edits:
        if edit.begin < at:
            raise Unsplit
        parts += [body[at : edit.begin], edit.text]
        at = edit.end
    return "".join([*parts, body[at:end]])


class _Twice:
    """Writes what belongs to the thema twice, once for each of the two."""

    def __init__(self, body: str, opdeling: Opdeling, bedrag: str) -> None:
        self.body = body
        self.opdeling = opdeling
        self.bedrag = bedrag
        found = _BREAK.search(body)
        self.newline = found.group() if found else "\n"

    def edits(self, root: Any) -> Iterator[_Instead]:
        """All that changes in the file."""
        lists = {key.value: value for key, value in root.value}
        dossier = self.opdeling.dossier
        if lists["afspraken"].flow_style:
            raise Unsplit
        for node, afspraak in zip(lists["afspraken"].value, dossier.afspraken, strict=True):
            if afspraak.thema == self.opdeling.thema:
                if node.flow_style:
                    raise Unsplit
                yield self._lines(node, partial(self._afspraak, node, afspraak))
        lists_of: tuple[tuple[str, Sequence[Afweging | GekozenActie]], ...] = (
            ("afwegingen", dossier.afwegingen),
            ("acties", dossier.acties),
        )
        for kind, items in lists_of:
            for index, each in enumerate(items):
                if each.thema == self.opdeling.thema:
                    yield self._again(lists[kind], lists[kind].value[index])

    def _again(self, listed: Any, node: Any) -> _Instead:
        """An item of a list twice, each with the name of one of the two."""

        def named(helft: Helft) -> Iterator[_Instead]:
            yield _over(_pair(node, "thema")[1], _scalar(helft.naam))

        if not listed.flow_style:
            return self._lines(node, named)
        begin, end = node.start_mark.index, node.end_mark.index
        return _Instead(
            begin, end, ", ".join(_applied(self.body, [*named(d)], begin, end) for d in self.opdeling.helften)
        )

    def _lines(self, node: Any, edits: Callable[[Helft], Iterator[_Instead]]) -> _Instead:
        """The lines of an item of a list twice, dash and comments too."""
        begin = self._line_start(self.body.rindex("-", 0, node.start_mark.index))
        end = self._behind(node)
        twice = [_applied(self.body, sorted(edits(helft)), begin, end) for helft in self.opdeling.helften]
        ended = self.body[end - 1 : end] in ("\r", "\n")
        return _Instead(begin, end, ("" if ended else self.newline).join(twice))

    def _afspraak(self, node: Any, afspraak: Afspraak, helft: Helft) -> Iterator[_Instead]:
        """What is different in one of the two."""
        yield _over(_pair(node, "thema")[1], _scalar(helft.naam))
        if afspraak.bedrag is not None:
            yield self._hidden(node, "bedrag", self.bedrag)
        if afspraak.bevoegdheden and not helft.eronder:
            yield self._gone(node, "bevoegdheden")
        new = dict(self.opdeling.additions(afspraak, helft))
        written = {q: {"antwoord": a, "toelichting": self.opdeling.merken.gesplitst} for q, a in new.items()}
        added = [f"{question}: {_flow(answer)}" for question, answer in written.items()]
        found = next((pair for pair in node.value if pair[0].value == "antwoorden"), None)
        if found is None:
            yield self._at_end(node, ["antwoorden:", *(f"  {line}" for line in added)])
            return
        key, block = found
        for name, value in block.value if block.id == "mapping" else ():
            given = self.opdeling.taken(name.value, afspraak.antwoorden[name.value], helft)
            yield from self._answers(value, given)
        if added:
            yield self._into(key, block, added)

    def _into(self, key: Any, block: Any, added: Sequence[str]) -> _Instead:
        """Answers behind those that are there."""
        if block.id != "mapping":  # nothing under it yet
            end = self._behind(key)
            return _Instead(end, end, self._written(key.start_mark.column + 2, added, end))
        if not block.flow_style:
            return self._at_end(block, added)
        if not block.value:
            return _Instead(block.start_mark.index, block.end_mark.index, "{" + ", ".join(added) + "}")
        end = block.value[-1][1].end_mark.index
        return _Instead(end, end, "".join(f", {line}" for line in added))

    def _at_end(self, node: Any, added: Sequence[str]) -> _Instead:
        end = self._behind(node)
        return _Instead(end, end, self._written(node.start_mark.column, added, end))

    def _written(self, column: int, lines: Sequence[str], at: int) -> str:
        """Lines to set in at the start of a line, or at the end of a text that has no end of line."""
        ended = self.body[at - 1 : at] in ("\r", "\n")
        written = self.newline.join(" " * column + line for line in lines)
        return written + self.newline if ended else self.newline + written

    def _answers(self, value: Any, given: Sequence[Standpunt]) -> Iterator[_Instead]:
        if value.id == "sequence":
            for item, standpunt in zip(value.value, given, strict=True):
                yield from self._answer(item, standpunt)
        elif value.id == "mapping":
            yield from self._answer(value, given[0])
        else:
            (only,) = given
            yield _over(value, _flow({"antwoord": only.antwoord, "toelichting": str(only.toelichting)}))

    def _answer(self, node: Any, standpunt: Standpunt) -> Iterator[_Instead]:
        """An answer in its long form: perhaps another word, no confirmation, and always the mark."""
        agreed = next((value for key, value in node.value if key.value == "afgesproken"), None)
        if agreed is not None and agreed.id == "mapping":
            yield from self._unconfirmed(agreed)
        _, word = _pair(node, "antwoord")
        if word.value != standpunt.antwoord:
            yield _over(word, _scalar(standpunt.antwoord))
        mark = _scalar(str(standpunt.toelichting))
        noted = next((value for key, value in node.value if key.value == "toelichting" and value.value), None)
        if noted is not None:
            begin, end = noted.start_mark.index, noted.end_mark.index
            yield _Instead(begin, begin + len(self.body[begin:end].rstrip()), mark)
        elif node.flow_style:
            yield _Instead(word.end_mark.index, word.end_mark.index, f", toelichting: {mark}")
        else:
            end = self._behind(word)
            yield _Instead(end, end, self._written(node.start_mark.column, [f"toelichting: {mark}"], end))

    def _unconfirmed(self, agreed: Any) -> Iterator[_Instead]:
        """Agreed words without who confirmed them."""
        names = [key.value for key, _ in agreed.value]
        if "bevestigd_door" not in names:
            return
        if not agreed.flow_style:
            yield self._gone(agreed, "bevestigd_door")
            return
        at = names.index("bevestigd_door")
        key, value = agreed.value[at]
        if at:
            yield _Instead(agreed.value[at - 1][1].end_mark.index, value.end_mark.index, "")
        elif len(names) > 1:
            yield _Instead(key.start_mark.index, agreed.value[1][0].start_mark.index, "")

    def _hidden(self, node: Any, name: str, why: str) -> _Instead:
        """The lines of a field behind a #, below why."""
        begin, end = self._field(node, name)
        column = node.start_mark.column
        lines = [line[column:] if not line[:column].strip() else line for line in self.body[begin:end].splitlines()]
        shown = [f"{' ' * column}# {line}".rstrip() for line in (why, *lines)]
        return _Instead(begin, end, "".join(line + self.newline for line in shown))

    def _gone(self, node: Any, name: str) -> _Instead:
        return _Instead(*self._field(node, name), "")

    def _field(self, node: Any, name: str) -> tuple[int, int]:
        """From where to where the lines of a field go.

        Raises:
            Unsplit: it shares a line with the dash of the list.
        """
        key, value = _pair(node, name)
        begin = self._line_start(key.start_mark.index)
        if self.body[begin : key.start_mark.index].strip():
            raise Unsplit
        return begin, self._behind(value)

    def _line_start(self, index: int) -> int:
        return max(self.body.rfind(sign, 0, index) for sign in "\r\n") + 1

    def _behind(self, node: Any) -> int:
        """Where the line behind the last of a node begins, or where the text ends."""
        while node.id != "scalar" and not node.flow_style and node.value:
            node = node.value[-1][1] if node.id == "mapping" else node.value[-1]
        index = node.start_mark.index + len(self.body[node.start_mark.index : node.end_mark.index].rstrip())
        found = _BREAK.search(self.body, index)
        return found.end() if found else len(self.body)


def _pair(node: Any, name: str) -> Any:
    """A field of a mapping: its name and its value."""
    return next(pair for pair in node.value if pair[0].value == name)


def _over(node: Any, text: str) -> _Instead:
    return _Instead(node.start_mark.index, node.end_mark.index, text)


def _flow(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in fields.items()) + "}"


def _scalar(word: str) -> str:
    """A text as YAML: an id as it is, anything else between quotes."""
    if _PLAIN.fullmatch(word) and word not in _TAKEN and not word.isdigit():
        return word
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in json.dumps(word, ensure_ascii=False))
