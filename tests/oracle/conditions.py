"""A second reading of docs/model.md sections 2 and 3, to hold the engine against; it shares no code with the engine.

It works on plain data as a YAML file holds it. A condition has no interval here: it is asked in four Boolean worlds
(section 3), each time true, false or None for nvt, and what the model says of intervals is said of those worlds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

LO_HALF, LO_ONE, HI_HALF, HI_ONE = "lo>=1/2", "lo=1", "hi>=1/2", "hi=1"
MIRROR = {LO_HALF: HI_ONE, LO_ONE: HI_HALF, HI_HALF: LO_ONE, HI_ONE: LO_HALF}
SAYS: dict[str, set[str]] = {
    "ja": {LO_HALF, LO_ONE, HI_HALF, HI_ONE},
    "deels": {LO_HALF, HI_HALF},
    "nee": set(),
    "onbekend": {HI_HALF, HI_ONE},
}


@dataclass(frozen=True)
class Case:
    """One thema × fase: what is asked of it and what is known."""

    pack: Mapping[str, Any]
    thema: str
    fase: str
    reikwijdte: str
    land: str
    day: date
    wish: str | None
    said: Mapping[str, list[Mapping[str, Any]]]
    afwegingen: list[Mapping[str, Any]]
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The eisen that were judged already, by waarborg."""


# Answers (section 2).


def listed(answer: Any) -> list[Mapping[str, Any]]:
    """An answer in any of its forms as a list of perspectives."""
    if isinstance(answer, str):
        return [{"antwoord": answer}]
    return [answer] if isinstance(answer, dict) else list(answer)


def words(case: Case, vraag: str) -> list[str]:
    """What is said of a question; samen silences the others; nothing said is an unknown."""
    built_in = {"fase": case.fase, "reikwijdte": case.reikwijdte, "land": case.land}
    if vraag in built_in:
        return [built_in[vraag]]
    said = case.said.get(vraag, [])
    together = [p["antwoord"] for p in said if p.get("door") == "samen"]
    return together or [p["antwoord"] for p in said] or ["onbekend"]


def disputed(case: Case, vraag: str) -> bool:
    """Two different answers, and no samen; onbekend is no answer here."""
    said = case.said.get(vraag, [])
    if any(p.get("door") == "samen" for p in said):
        return False
    return len({p["antwoord"] for p in said} - {"onbekend"}) > 1


def reden(case: Case, vraag: str) -> str:
    """Why a question is open."""
    if not case.said.get(vraag):
        return "niet_besproken"
    return "verschil" if disputed(case, vraag) else "onbekend"


# Conditions (section 3).


def holds(case: Case, node: Mapping[str, Any], world: str) -> bool | None:
    """Whether the condition is true in one world; None: nvt."""
    if "vraag" in node:
        return _answer_holds(case, node, world)
    if "niet" in node:
        reverse = holds(case, node["niet"], MIRROR[world])
        return None if reverse is None else not reverse
    if "waarborg" in node:
        return holds(case, by_id(case, "waarborgen")[node["waarborg"]]["voldaan_als"], world)
    values = [holds(case, child, world) for child in children(node)]
    there = [value for value in values if value is not None]
    if not there:
        return None
    if "een_van" in node:
        return any(there)
    if "alle" in node:
        return all(there)
    return sum(there) >= node["minstens"]["aantal"] or all(there)


def _answer_holds(case: Case, node: Mapping[str, Any], world: str) -> bool | None:
    given = [word for word in words(case, node["vraag"]) if word != "nvt"]
    if not given:
        return None
    options = node.get("is")
    if options is not None:
        options = [options] if isinstance(options, str) else options
        given = [w if w == "onbekend" else "ja" if w in options else "nee" for w in given]
    truths = [world in SAYS[word] for word in given]
    return all(truths) if world in (LO_HALF, LO_ONE) else any(truths)


def children(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The conditions below an alle, een_van or minstens."""
    if "minstens" in node:
        return list(node["minstens"]["van"])
    return list(node.get("alle") or node.get("een_van") or ())


def by_id(case: Case, kind: str) -> dict[str, Mapping[str, Any]]:
    """The rules of a kind by id."""
    return {rule["id"]: rule for rule in case.pack.get(kind, ())}


def bounds(case: Case, node: Mapping[str, Any]) -> tuple[Fraction, Fraction] | None:
    """The interval that the four worlds amount to."""
    truth = {world: holds(case, node, world) for world in MIRROR}
    if None in truth.values():
        assert set(truth.values()) == {None}, "a node is nvt in all worlds or in none"
        return None

    def size(half: str, one: str) -> Fraction:
        return Fraction(int(bool(truth[half])) + int(bool(truth[one])), 2)

    return size(LO_HALF, LO_ONE), size(HI_HALF, HI_ONE)


def open_leaves(case: Case, node: Mapping[str, Any] | None) -> set[str]:
    """The questions at the leaves that are reached through unresolved nodes only."""
    value = bounds(case, node) if node else None
    if node is None or value is None or value[0] == value[1]:
        return set()
    if "vraag" in node:
        return {node["vraag"]}
    if "niet" in node:
        return open_leaves(case, node["niet"])
    if "waarborg" in node:
        return open_leaves(case, by_id(case, "waarborgen")[node["waarborg"]]["voldaan_als"])
    return set().union(*(open_leaves(case, child) for child in children(node)))
