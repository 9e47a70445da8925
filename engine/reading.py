"""From YAML nodes to values: pydantic's complaints become Meldingen with a place, and what is sound is still read.

A file is read as far as it goes: parts with an error are cut away and the rest is tried again, so that one run shows
all that is wrong.
"""

import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .conditions import NODE_KEYS
from .errors import Melding, near
from .source import Knoop, Pad, Vindplaats

M = TypeVar("M", bound=BaseModel)

ROUNDS: Final = 8
"""How often what is wrong is cut away before a file is given up."""


@dataclass(frozen=True, slots=True)
class Gelezen(Generic[M]):
    """What could be read: the value (None when nothing is left of it), the place, and all that is wrong."""

    waarde: M | None
    bij: Vindplaats
    meldingen: tuple[Melding, ...]


def read_value(model: type[M], node: Knoop, bestand: str, dummies: dict[str, str] | None = None) -> Gelezen[M]:
    """A node as a value of `model`.

    `dummies` are stand-ins for required fields at the top, so that the rest can be checked when they are missing.
    """
    meldingen: list[Melding] = []
    bij = Vindplaats(bestand, node)
    for _ in range(ROUNDS):
        try:
            return Gelezen(model.model_validate(bij.wortel.plain()), bij, tuple(meldingen))  # type: ignore[union-attr]
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=True)
        meldingen += [_melding(model, detail, bij) for detail in details]
        cut = _without(bij.wortel, [_known_path(bij.wortel, d) for d in details])  # type: ignore[arg-type]
        missing = {str(d["loc"][0]) for d in details if d["type"] == "missing" and len(d["loc"]) == 1}
        if cut is None or not isinstance(cut.inhoud, dict) or not missing <= set(dummies or {}):
            return Gelezen(None, bij, tuple(meldingen))
        stand_ins = {name: (node, Knoop(node.regel, node.kolom, (dummies or {})[name])) for name in missing}
        bij = Vindplaats(bestand, Knoop(cut.regel, cut.kolom, cut.inhoud | stand_ins))
        dummies = {k: v for k, v in (dummies or {}).items() if k not in missing}
    return Gelezen(None, bij, tuple(meldingen))


def _known_path(root: Knoop | None, detail: ErrorDetails) -> Pad:
    """The part of an error's location that exists in the file (pydantic adds tags and list places of its own)."""
    path: list[str | int] = []
    node = root
    for step in detail["loc"]:
        if node is None:
            break
        if isinstance(node.inhoud, dict) and step in node.inhoud:
            path.append(step)
            node = node.inhoud[str(step)][1]
        elif isinstance(node.inhoud, list) and isinstance(step, int) and step < len(node.inhoud):
            path.append(step)
            node = node.inhoud[step]
    return tuple(path)


def _without(node: Knoop, paths: list[Pad]) -> Knoop | None:
    """The node with what is at each path cut out; None when that is all of it, save what a dummy can stand for."""
    here = [path for path in paths if path]
    if not isinstance(node.inhoud, dict | list):
        return None
    below: dict[str | int, list[Pad]] = {}
    for path in here:
        below.setdefault(path[0], []).append(path[1:])
    if isinstance(node.inhoud, dict):
        pairs: dict[str, tuple[Knoop, Knoop]] = {}
        for name, (key, child) in node.inhoud.items():
            kept = _kept(child, below.get(name))
            if kept is not None:
                pairs[name] = (key, kept)
        return Knoop(node.regel, node.kolom, pairs)
    items = [kept for i, child in enumerate(node.inhoud) if (kept := _kept(child, below.get(i))) is not None]
    return Knoop(node.regel, node.kolom, items)


def _kept(child: Knoop, paths: list[Pad] | None) -> Knoop | None:
    if paths is None:
        return child
    return None if () in paths else _without(child, paths)


_PLAIN_CODES: Final = {
    "missing": "veld_ontbreekt",
    "string_type": "geen_tekst",
    "string_too_short": "leeg",
    "model_type": "geen_blok",
    "model_attributes_type": "geen_blok",
    "dict_type": "geen_blok",
    "tuple_type": "geen_lijst",
    "list_type": "geen_lijst",
    "too_short": "lege_lijst",
    "too_long": "te_lang",
    "int_type": "geen_getal",
    "decimal_type": "geen_getal",
    "date_type": "datum_vorm",
    "greater_than_equal": "te_laag",
}


def _melding(model: type[BaseModel], detail: ErrorDetails, bij: Vindplaats) -> Melding:
    kind, loc = detail["type"], detail["loc"]
    path = _known_path(bij.wortel, detail)
    last = str(next((step for step in reversed(loc) if not _is_tag(step) and not isinstance(step, int)), ""))
    facts: dict[str, object] = {"sleutel": last, "waarde": _shown(detail["input"])} | dict(detail.get("ctx") or {})
    if kind == "extra_forbidden":
        known = sorted(set(_field_names(model, loc[:-1])))
        code = "voorwaarde_twee" if last in NODE_KEYS and set(known) <= {*NODE_KEYS, "is"} else "sleutel_onbekend"
        guess = near(last, known)
        facts["bekend"] = ", ".join(known)
        return Melding(code, bij.plek(path, sleutel=True), facts, guess)
    if kind == "literal_error":
        options = re.findall(r"'([^']*)'", str(facts["expected"]))
        facts["opties"] = ", ".join(options)
        facts["sleutel"] = str(loc[-1]) if loc[-1] != "[key]" else "sleutel"
        key = loc[-1] == "[key]"
        return Melding("waarde_onbekend", bij.plek(path, sleutel=key), facts, near(str(detail["input"]), options))
    if kind == "string_pattern_mismatch":
        return Melding("versie_vorm" if last == "versie" else "id_vorm", bij.plek(path), facts)
    return Melding(_PLAIN_CODES.get(kind, kind), bij.plek(path), facts)


def _is_tag(step: str | int) -> bool:
    return isinstance(step, str) and (step.startswith("node:") or step == "[key]")


def _shown(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _field_names(model: type[BaseModel], loc: tuple[str | int, ...]) -> Iterator[str]:
    """The keys that the model allows at a location."""
    models = [model]
    for step in loc:
        if isinstance(step, str) and step.startswith("node:"):
            key = step.removeprefix("node:")
            models = [m for m in models if key in m.model_fields] or models
            continue
        fields = [m.model_fields[name] for m in models for name in m.model_fields if step in _names(m, name)]
        inner = [m for field in fields for m in _models_in(field.annotation)]
        models = inner or models
    for m in models:
        for name in m.model_fields:
            yield _names(m, name)[-1]


def _names(model: type[BaseModel], name: str) -> tuple[str, ...]:
    alias = model.model_fields[name].alias
    return (alias,) if alias else (name,)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The pydantic models that an annotation mentions, at any depth of its brackets."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models_in(part)
