"""Puts a thema that was split in the text of a dossier: its lines twice, each with its own name, all else as it stands.

Comments go with the lines that they are among; money that is to be divided stays there behind a #.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from ...model.dossier import Afspraak, Afweging, DossierActie, Standpunt
from ...reading.editing import (
    BREAK,
    RESERVED,
    Edit,
    Unplaceable,
    applied,
    begins_line,
    last_of,
    line_start,
    newline_of,
    opened,
    quoted,
)
from .thema import Helft, Opdeling

_PLAIN: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""An id, which no YAML reader takes for anything else unless it is one of a few words."""


def with_two(content: bytes, opdeling: Opdeling, bedrag: str) -> bytes:
    """The text of a dossier with two themas for one.

    Args:
        content: the file that the dossier was read from.
        bedrag: the comment above an amount that is to be divided.

    Raises:
        Unplaceable: it cannot be seen what belongs to the thema.
    """
    text = opened(content)
    if text.root.flow_style:
        raise Unplaceable
    return text.changed([*_Twice(text.body, opdeling, bedrag).edits(text.root)])


class _Twice:
    """Writes what belongs to the thema twice, once for each of the two."""

    def __init__(self, body: str, opdeling: Opdeling, bedrag: str) -> None:
        self.body = body
        self.opdeling = opdeling
        self.bedrag = bedrag
        self.newline = newline_of(body)

    def edits(self, root: Any) -> Iterator[Edit]:
        """All that changes in the file."""
        lists = {key.value: value for key, value in root.value}
        dossier = self.opdeling.dossier
        if lists["afspraken"].flow_style:
            raise Unplaceable
        for node, afspraak in zip(lists["afspraken"].value, dossier.afspraken, strict=True):
            if afspraak.thema == self.opdeling.thema:
                if node.flow_style:
                    raise Unplaceable
                yield self._lines(node, partial(self._afspraak, node, afspraak))
        lists_of: tuple[tuple[str, Sequence[Afweging | DossierActie]], ...] = (
            ("afwegingen", dossier.afwegingen),
            ("acties", dossier.acties),
        )
        for kind, items in lists_of:
            for index, each in enumerate(items):
                if each.thema == self.opdeling.thema:
                    yield self._again(lists[kind], lists[kind].value[index])

    def _again(self, listed: Any, node: Any) -> Edit:
        """An item of a list twice, each with the name of one of the two."""

        def named(helft: Helft) -> Iterator[Edit]:
            yield _over(_pair(node, "thema")[1], _scalar(helft.naam))

        if not listed.flow_style:
            return self._lines(node, named)
        begin, end = node.start_mark.index, node.end_mark.index
        return Edit(begin, end, ", ".join(applied(self.body, [*named(d)], begin, end) for d in self.opdeling.helften))

    def _lines(self, node: Any, edits: Callable[[Helft], Iterator[Edit]]) -> Edit:
        """The lines of an item of a list twice, dash and comments too."""
        begin = line_start(self.body, self.body.rindex("-", 0, node.start_mark.index))
        end = self._behind(node)
        twice = [applied(self.body, sorted(edits(helft)), begin, end) for helft in self.opdeling.helften]
        return Edit(begin, end, ("" if begins_line(self.body, end) else self.newline).join(twice))

    def _afspraak(self, node: Any, afspraak: Afspraak, helft: Helft) -> Iterator[Edit]:
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

    def _into(self, key: Any, block: Any, added: Sequence[str]) -> Edit:
        """Answers behind those that are there."""
        if block.id != "mapping":  # nothing under it yet
            end = self._behind(key)
            return Edit(end, end, self._written(key.start_mark.column + 2, added, end))
        if not block.flow_style:
            return self._at_end(block, added)
        if not block.value:
            return Edit(block.start_mark.index, block.end_mark.index, "{" + ", ".join(added) + "}")
        end = block.value[-1][1].end_mark.index
        return Edit(end, end, "".join(f", {line}" for line in added))

    def _at_end(self, node: Any, added: Sequence[str]) -> Edit:
        end = self._behind(node)
        return Edit(end, end, self._written(node.start_mark.column, added, end))

    def _written(self, column: int, lines: Sequence[str], at: int) -> str:
        """Lines to set in at the start of a line, or at the end of a text that has no end of line."""
        written = self.newline.join(" " * column + line for line in lines)
        return written + self.newline if begins_line(self.body, at) else self.newline + written

    def _answers(self, value: Any, given: Sequence[Standpunt]) -> Iterator[Edit]:
        if value.id == "sequence":
            for item, standpunt in zip(value.value, given, strict=True):
                yield from self._answer(item, standpunt)
        elif value.id == "mapping":
            yield from self._answer(value, given[0])
        else:
            (only,) = given
            yield _over(value, _flow({"antwoord": only.antwoord, "toelichting": str(only.toelichting)}))

    def _answer(self, node: Any, standpunt: Standpunt) -> Iterator[Edit]:
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
            yield Edit(begin, begin + len(self.body[begin:end].rstrip()), mark)
        elif node.flow_style:
            yield Edit(word.end_mark.index, word.end_mark.index, f", toelichting: {mark}")
        else:
            end = self._behind(word)
            yield Edit(end, end, self._written(node.start_mark.column, [f"toelichting: {mark}"], end))

    def _unconfirmed(self, agreed: Any) -> Iterator[Edit]:
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
            yield Edit(agreed.value[at - 1][1].end_mark.index, value.end_mark.index, "")
        elif len(names) > 1:
            yield Edit(key.start_mark.index, agreed.value[1][0].start_mark.index, "")

    def _hidden(self, node: Any, name: str, why: str) -> Edit:
        """The lines of a field behind a #, below why."""
        begin, end = self._field(node, name)
        column = node.start_mark.column
        lines = [line[column:] if not line[:column].strip() else line for line in self.body[begin:end].splitlines()]
        shown = [f"{' ' * column}# {line}".rstrip() for line in (why, *lines)]
        return Edit(begin, end, "".join(line + self.newline for line in shown))

    def _gone(self, node: Any, name: str) -> Edit:
        return Edit(*self._field(node, name), "")

    def _field(self, node: Any, name: str) -> tuple[int, int]:
        """From where to where the lines of a field go.

        Raises:
            Unplaceable: it shares a line with the dash of the list.
        """
        key, value = _pair(node, name)
        begin = line_start(self.body, key.start_mark.index)
        if self.body[begin : key.start_mark.index].strip():
            raise Unplaceable
        return begin, self._behind(value)

    def _behind(self, node: Any) -> int:
        """Where the line behind the last of a node begins, or where the text ends."""
        node = last_of(node)
        index = node.start_mark.index + len(self.body[node.start_mark.index : node.end_mark.index].rstrip())
        found = BREAK.search(self.body, index)
        return found.end() if found else len(self.body)


def _pair(node: Any, name: str) -> Any:
    """A field of a mapping: its name and its value."""
    return next(pair for pair in node.value if pair[0].value == name)


def _over(node: Any, text: str) -> Edit:
    return Edit(node.start_mark.index, node.end_mark.index, text)


def _flow(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in fields.items()) + "}"


def _scalar(word: str) -> str:
    """A text as YAML: an id as it is, anything else between quotes."""
    if _PLAIN.fullmatch(word) and word not in RESERVED and not word.isdigit():
        return word
    return quoted(word)
