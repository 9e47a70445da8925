"""Puts acties of a plan in the text of a dossier: only lines are added, all that stands there stays as it was written.

ruamel.yaml says where things stand; the lines are set in as text, since writing a file again would change its layout.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ...model.dossier import Dossier, GekozenActie
from ...model.words import FASEN, Fase
from .value import Plan, PlanActieRij

KEY: Final = "acties"
FIELDS: Final = ("waarborg", "actie", "wat", "trekker", "thema", "fase", "wanneer", "status")
"""The fields of an actie, in the order in which they are written."""

_BOM: Final = "\ufeff"
_PLAIN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-z0-9À-ÖØ-öø-ÿ .,;()/'€-]*(?<! )")
"""A text that no YAML reader takes for anything else, as long as there is no comma in it between braces."""
_WORDS: Final = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n", "ja", "nee"])
_BREAK: Final = re.compile(r"\r\n|\n|\r")

Plaats = tuple[str | None, Fase | None]
"""What an actie is for: a thema (None: all) and a fase (None: all)."""


class Onplaatsbaar(Exception):
    """It cannot be seen in the text where acties belong."""


@dataclass(frozen=True, slots=True)
class ActieChoice:
    """The acties to put in, and how many of those that were asked for stand in the dossier already."""

    nieuw: tuple[GekozenActie, ...]
    bestaand: int


def chosen(plan: Plan, dossier: Dossier, names: frozenset[str], wanneer: date | None) -> ActieChoice:
    """The acties of a plan as proposals in the dossier; one that stands there, and was not dropped, is left out.

    Args:
        names: which of them; none: all.
        wanneer: by what day.
    """
    new: list[GekozenActie] = []
    there = 0
    for actie in plan.acties:
        if names and actie.id not in names:
            continue
        places = _places(actie, dossier)
        lacking = [place for place in places if not _covered(dossier, actie.id, place)]
        there += not lacking
        new += [_proposed(actie, place, wanneer) for place in lacking]
    return ActieChoice(tuple(new), there)


def _proposed(actie: PlanActieRij, place: Plaats, wanneer: date | None) -> GekozenActie:
    thema, fase = place
    return GekozenActie(
        waarborg=actie.waarborg,
        actie=actie.id,
        wat=actie.wat,
        trekker=actie.trekker,
        wanneer=wanneer,
        status="voorstel",
        thema=thema,
        fase=fase,
    )


def _places(actie: PlanActieRij, dossier: Dossier) -> list[Plaats]:
    """What an actie is for: all of the dossier, some themas as a whole, or fasen of a thema that has more afspraken."""
    served: dict[str, set[Fase]] = {}
    for row in actie.voor:
        served.setdefault(row.thema, set()).add(row.fase)
    whole = {
        thema: all(served.get(thema, set()) & set(a.fasen) for a in dossier.afspraken if a.thema == thema)
        for thema in dict.fromkeys(a.thema for a in dossier.afspraken)
    }
    partly = any(a.actie == actie.id and (a.thema or a.fase) and a.status != "vervallen" for a in dossier.acties)
    if not served or (all(whole.values()) and not partly):
        return [(None, None)]
    places: list[Plaats] = []
    for thema, fasen in served.items():
        places += [(thema, None)] if whole[thema] else [(thema, fase) for fase in FASEN if fase in fasen]
    return places


def _covered(dossier: Dossier, name: str, place: Plaats) -> bool:
    """Whether the dossier has this actie for a place already; what was dropped (vervallen) does not count."""
    thema, fase = place
    return any(
        a.actie == name and a.status != "vervallen" and a.thema in (None, thema) and a.fase in (None, fase)
        for a in dossier.acties
    )


def with_acties(content: bytes, rows: Sequence[GekozenActie]) -> bytes:
    """The text of a dossier with these acties behind those that are there; everything else as it was.

    Raises:
        Onplaatsbaar: it cannot be seen where they belong.
    """
    if not rows:
        return content
    text = content.decode("utf-8")
    start = len(_BOM) if text.startswith(_BOM) else 0
    body = text[start:]
    begin, end, new = _insertion(body, [_fields(row) for row in rows])
    return (text[:start] + body[:begin] + new + body[end:]).encode("utf-8")


def _fields(row: GekozenActie) -> dict[str, str]:
    given = {name: getattr(row, name) for name in FIELDS}
    return {name: str(value) for name, value in given.items() if value is not None}


def _insertion(body: str, rows: list[dict[str, str]]) -> tuple[int, int, str]:
    """Where the acties go: from, to, and the text that comes there. Only an empty list `[]` is replaced."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        root = YAML(typ="safe", pure=True).compose(body)
    except YAMLError as error:
        raise Onplaatsbaar from error
    if root is None or root.id != "mapping":
        raise Onplaatsbaar
    pair = next(((key, value) for key, value in root.value if key.value == KEY), None)
    if root.flow_style:
        return _in_braces(body, root, pair, rows)
    if pair is None:
        return _new_key(body, root, rows)
    listed = pair[1]
    if listed.id != "sequence":
        raise Onplaatsbaar
    if listed.flow_style:
        return _in_brackets(body, listed, rows, root.start_mark.column + 2)
    return _below(body, listed, rows)


def _in_braces(body: str, root: Any, pair: Any, rows: list[dict[str, str]]) -> tuple[int, int, str]:
    """Into a dossier that is written between braces, as JSON is."""
    if pair is not None:
        if pair[1].id != "sequence":
            raise Onplaatsbaar
        return _in_brackets(body, pair[1], rows)
    at = root.value[-1][1].end_mark.index if root.value else root.start_mark.index + 1
    inside = ", ".join(_flow(row, strict=True) for row in rows)
    return at, at, f"{', ' if root.value else ''}{json.dumps(KEY)}: [{inside}]"


def _in_brackets(body: str, listed: Any, rows: list[dict[str, str]], column: int | None = None) -> tuple[int, int, str]:
    """Into a list between brackets; an empty one becomes lines from `column` on, which people can read.

    Without a column the list stands between braces, and is written as JSON has it.
    """
    strict = column is None
    begin, end = listed.start_mark.index, listed.end_mark.index
    if listed.value:
        at = listed.value[-1].end_mark.index
        return at, at, "".join(f", {_flow(row, strict)}" for row in rows)
    if column is None or body[begin + 1 : end - 1].strip():
        return begin + 1, begin + 1, ", ".join(_flow(row, strict) for row in rows)
    line_end = _line_end(body, end)
    comment = body[end:line_end]
    newline = _newline(body)
    kept = begin - 1 if body[begin - 1 : begin] == " " and not comment.strip() else begin
    return kept, line_end, comment.rstrip(" ") + newline + newline.join(_block(rows, column))


def _new_key(body: str, root: Any, rows: list[dict[str, str]]) -> tuple[int, int, str]:
    """As a new field, behind all others; before the mark that ends a document when there is one."""
    newline = _newline(body)
    ends = re.compile(r"^\.\.\.", re.MULTILINE).search(body, _last(root).end_mark.index)
    at = ends.start() if ends else len(body)
    loose = at > 0 and body[at - 1] not in "\r\n"
    lines = [f"{KEY}:", *_block(rows, 2)]
    indent = " " * root.start_mark.column
    return at, at, (newline if loose else "") + "".join(f"{indent}{line}{newline}" for line in lines)


def _below(body: str, listed: Any, rows: list[dict[str, str]]) -> tuple[int, int, str]:
    """Below the last of the acties, written as that one is."""
    last = listed.value[-1]
    newline = _newline(body)
    at = _line_end(body, _last(last).end_mark.index)
    column = listed.start_mark.column
    written = [" " * column + f"- {_flow(row)}" for row in rows] if last.flow_style else _block(rows, column)
    if at == 0 or body[at - 1] not in "\r\n":
        found = _BREAK.match(body, at)
        at = found.end() if found else at
        loose = found is None
    else:
        loose = False
    return at, at, (newline if loose else "") + "".join(f"{line}{newline}" for line in written)


def _last(node: Any) -> Any:
    """What ends a node: the last thing in it."""
    while node.id != "scalar" and not node.flow_style and node.value:
        node = node.value[-1][1] if node.id == "mapping" else node.value[-1]
    return node


def _line_end(body: str, index: int) -> int:
    """Where the line that `index` is on ends; `index` itself when it is at the start of a line behind another."""
    if index > 0 and body[index - 1] in "\r\n":
        return index
    found = _BREAK.search(body, index)
    return found.start() if found else len(body)


def _newline(body: str) -> str:
    found = _BREAK.search(body)
    return found.group() if found else "\n"


def _block(rows: Sequence[dict[str, str]], column: int) -> list[str]:
    """Acties as lines: a dash, and a line for each field."""
    return [line for row in rows for line in _item_lines(row, column)]


def _item_lines(row: dict[str, str], column: int) -> Iterator[str]:
    for index, (name, value) in enumerate(row.items()):
        yield f"{' ' * column}{'  ' if index else '- '}{name}: {_scalar(name, value)}"


def _flow(row: dict[str, str], strict: bool = False) -> str:
    """An actie between braces; `strict` as JSON has it."""
    if strict:
        return json.dumps(row, ensure_ascii=True)
    return "{" + ", ".join(f"{name}: {_scalar(name, value, braces=True)}" for name, value in row.items()) + "}"


def _scalar(name: str, value: str, braces: bool = False) -> str:
    """A value as YAML: as it is when nothing in it means anything there, otherwise in quotes."""
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and not (braces and "," in value)
    if plain or name in ("waarborg", "actie", "trekker", "fase", "wanneer", "status"):
        return value
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in json.dumps(value, ensure_ascii=False))
