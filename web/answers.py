"""Answers as changes to a document: one question, by one party or by all together, at the version that they saw.

Nothing is filled in by itself. Two who change different questions, or speak for different parties, both stay; the
second who changes the same is told, and chooses.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from wijktoets.engine.model.source import NodePath
from wijktoets.engine.reading.editing import Unplaceable
from wijktoets.engine.reading.setting import with_plain, with_value, written

from .dossier import Known, value_at
from .store import EventKind, StoredChange, StoredEdit, digest

SHARED: Final = ""
"""Who says what all say together."""
FIELDS: Final = ("door", "antwoord", "toelichting", "bron", "afgesproken")
"""The fields of an answer, in the order in which they are written."""
_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers; without `antwoord` it is taken back. Empty words are none."""

    antwoord: str = ""
    toelichting: str = ""
    bron: str = ""
    afgesproken: str = ""
    wie: str = ""
    wanneer: str = ""

    def row(self, door: str, before: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that are written; who stands behind words that did not change, stays.

        Args:
            before: what this party said until now.
        """
        kept: Any = before.get("afgesproken")
        kept = {"tekst": kept} if isinstance(kept, str) else dict(kept or {})
        words = {"tekst": self.afgesproken, "wie": self.wie, "wanneer": self.wanneer}
        agreed: dict[str, Any] = {name: word for name, word in words.items() if word}
        same = all(kept.get(name, "") == word for name, word in words.items())
        if same and kept.get("bevestigd_door"):
            agreed["bevestigd_door"] = kept["bevestigd_door"]
        bron: Any = before.get("bron") if self.bron == bron_words(before.get("bron")) else self.bron
        found: dict[str, Any] = {"door": door, "antwoord": self.antwoord, "toelichting": self.toelichting, "bron": bron}
        if self.afgesproken:
            found["afgesproken"] = agreed if len(agreed) > 1 else self.afgesproken
        return {name: found[name] for name in FIELDS if found.get(name)}


def bron_words(bron: Any) -> str:
    """Where something stands, as one text."""
    return "; ".join(map(str, bron)) if isinstance(bron, list) else str(bron or "")


def rows_of(value: Any) -> dict[str, dict[str, Any]]:
    """The answers at a place of a file by who says them, with their fields.

    >>> rows_of("ja"), rows_of([{"door": "gemeente", "antwoord": "nee"}])
    ({'': {'antwoord': 'ja'}}, {'gemeente': {'door': 'gemeente', 'antwoord': 'nee'}})
    """
    if value is None:
        return {}
    if isinstance(value, str):
        return {SHARED: {"antwoord": value}}
    if isinstance(value, dict):
        return {SHARED: dict(value)}
    return {str(item["door"]): dict(item) for item in value}


def as_value(rows: Mapping[str, Mapping[str, Any]]) -> Any:
    """The answers as they are written: a word, fields, or a list; nothing when there are none."""
    if not rows:
        return None
    if set(rows) == {SHARED}:
        row = rows[SHARED]
        return row["antwoord"] if set(row) == {"antwoord"} else dict(row)
    return [dict(row) for row in rows.values()]


def seen(known: Known, thema: int, vraag: str, door: str = SHARED) -> str:
    """What marks the answer that somebody sees before changing it; together is about what each said too."""
    rows = rows_of(known.at(known.path(thema, vraag)))
    mine = rows if door == SHARED else {name: rows[name] for name in (SHARED, door) if name in rows}
    return _mark(mine)


def seen_field(known: Known, path: NodePath) -> str:
    """What marks a value that somebody sees before changing it."""
    return _mark(known.at(path))


def _mark(value: Any) -> str:
    return digest(json.dumps(value, sort_keys=True))[:_DIGITS]


class Conflict(Exception):
    """Somebody else changed the same meanwhile: the vraag (none: something else), and what is there now."""

    def __init__(self, vraag: str, there: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(vraag)
        self.vraag, self.there = vraag, there


def answer(
    known: Known,
    thema: int,
    vraag: str,
    said: Mapping[str, Said],
    marks: Mapping[str, str],
    everywhere: bool,
    soort: EventKind = "antwoord",
) -> StoredEdit | None:
    """The change that puts these answers in the document; None when they stand there already.

    Args:
        said: what is said by whom; SHARED is all together, and leaves what parties said before where it is.
        marks: by whom, what they saw (`seen`).
        everywhere: it holds for all themas.

    Raises:
        Conflict: one of them saw something else than what stands there.
        Unplaceable: it cannot be put in this text.
    """
    at = known.path(thema, vraag)
    rows = rows_of(known.at(at))
    if any(marks.get(door) != seen(known, thema, vraag, door) for door in said):
        raise Conflict(vraag, rows)
    for door, words in said.items():
        rows = _with(rows, door, words)
    target: NodePath = ("antwoorden", vraag) if everywhere else known.place(thema, vraag)
    values: list[tuple[NodePath, Any]] = []
    if everywhere and known.at(known.place(thema, vraag)) is not None:
        values.append((known.place(thema, vraag), None))
    value = as_value(rows)
    if value is None and at != target:
        target = at
    values.append((target, value))
    return edit(known, values, soort, vraag=vraag, thema=known.dossier.afspraken[thema].thema)


def _with(rows: Mapping[str, Mapping[str, Any]], door: str, words: Said) -> dict[str, dict[str, Any]]:
    """The answers with those of one party, or of all together, in place of what it said."""
    parties = {name: dict(row) for name, row in rows.items() if name not in (SHARED, "samen")}
    if door == SHARED:
        before = rows.get(SHARED) or rows.get("samen") or {}
        if not words.antwoord:
            return parties
        if parties:
            return {**parties, "samen": words.row("samen", before)}
        return {SHARED: words.row("", before)}
    kept = {name: dict(row) for name, row in rows.items() if name != SHARED}
    if words.antwoord:
        kept[door] = words.row(door, rows.get(door, {}))
    else:
        kept.pop(door, None)
    return kept


def edit(
    known: Known,
    values: Sequence[tuple[NodePath, Any]],
    soort: EventKind,
    *,
    vraag: str | None = None,
    thema: str | None = None,
    naam: str | None = None,
    facts: Mapping[str, Any] | None = None,
) -> StoredEdit | None:
    """The change that puts values in their places; None when they are there.

    A text in which it cannot be seen where they belong is written afresh, and the history says so.
    """
    changes = tuple(StoredChange(path, known.at(path), value) for path, value in values if known.at(path) != value)
    if not changes:
        return None
    content, _, fresh = applied(known.content, known.plain, changes)
    told = {**(facts or {}), **({"opnieuw_geschreven": True} if fresh else {})}
    return StoredEdit(content, soort, changes, vraag, thema, told, naam)


def applied(content: bytes, tree: Any, changes: Sequence[StoredChange]) -> tuple[bytes, Any, bool]:
    """A document with changes in it, what it holds then, and whether it had to be written afresh, without its comments.

    Args:
        tree: what it holds.
    """
    if not isinstance(tree.get("afspraken"), list) and any(c.path[:1] == ("afspraken",) for c in changes):
        changes = [StoredChange(("afspraken",), None, [{"thema": "algemeen"}]), *changes]
    made, now = content, tree
    try:
        for each in changes:
            made = with_value(made, each.path, each.after, now)
            now = with_plain(now, each.path, each.after)
    except Unplaceable:
        now = replayed(tree, changes)
        return written(now), now, True
    return made, now, False


def joined(known: Known, edits: Sequence[StoredEdit]) -> list[StoredEdit]:
    """Changes to different places of one version, each made of what the one before it left."""
    content, tree = known.content, known.plain
    found: list[StoredEdit] = []
    for each in edits:
        content, tree, fresh = applied(content, tree, each.changes)
        told = {**each.facts, **({"opnieuw_geschreven": True} if fresh else {})}
        found.append(replace(each, content=content, facts=told))
    return found


def replayed(tree: Any, changes: Sequence[StoredChange]) -> Any:
    """What a document holds after these changes."""
    for each in changes:
        tree = with_plain(tree, each.path, each.after)
    return tree


def undone(known: Known, changes: Sequence[StoredChange], vraag: str | None, thema: str | None) -> StoredEdit | None:
    """The change that takes others back.

    Raises:
        Conflict: something else stands there by now.
    """
    for each in changes:
        if known.at(each.path) != each.after:
            raise Conflict(vraag or "", rows_of(value_at(known.plain, each.path)) if vraag else {})
    return edit(known, [(c.path, c.before) for c in reversed(changes)], "ongedaan", vraag=vraag, thema=thema)


def changes_of(stored: Sequence[Sequence[Any]]) -> tuple[StoredChange, ...]:
    """Changes as they stand in the store."""
    return tuple(StoredChange(tuple(path), before, after) for path, before, after in stored)
