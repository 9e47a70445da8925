"""Turns pydantic's complaints about a tree of nodes into Meldingen with a place, and says what to cut for each.

A validator may raise a PydanticCustomError whose type is an error code, with these keys in its context besides the
facts of the sentence: `pad`, the way from where it is raised to what is wrong; `gevallen`, a list of contexts when
several things are wrong; `suggestie`, a near miss; and under `eerder` a path, which becomes its line.
"""

import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ..model.conditions import NODE_KEYS
from ..model.errors import Melding, near
from ..model.source import MERGE, FileNode, NodePath, Vindplaats
from ..model.words import ARCHETYPES
from .pruning import steps_that_exist

_CODES: Final = {
    "missing": "veld_ontbreekt",
    "string_type": "geen_tekst",
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
    "string_pattern_mismatch": "versie_vorm",
    "literal_error": "waarde_onbekend",
}
"""pydantic's own types of error; all others are codes already."""

_MISSING: Final[Mapping[str, str]] = {"antwoord": "antwoord_ontbreekt"} | dict.fromkeys(ARCHETYPES, "trede_ontbreekt")
"""Fields whose absence has a sentence of its own."""

_RESTS_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "keuze_zonder_opties": ("soort", "opties"),
    "stelling_met_opties": ("soort", "opties"),
    "samen_wie_doet_wat": ("trekker", "wijk_doet", "gemeente_doet"),
    "norm_daalt": ("norm",),
    "aantal_buiten_bereik": ("aantal", "van"),
    "thema_fase_dubbel": ("thema", "fasen"),
    "door_ontbreekt": ("door",),
    "bevoegdheid_dubbel": ("naam",),
    "terugblik_zonder_status": ("status",),
    "afgesproken_van_partij": ("door",),
    "afgesproken_bij_antwoord": ("antwoord",),
    "bevestiging_zonder_toelichting": ("oordeel", "toelichting"),
    "geen_voorwaarde": NODE_KEYS,
    "niet_alleen_op_vraag": NODE_KEYS,
    "splitsen_kanten": ("eronder", "erboven"),
    "actie_zonder_waarborg": ("waarborg",),
    "reden_half": ("soort", "reden", "bij"),
    "lezing_een_ding": ("norm", "als", "voldaan_als"),
}
"""What an error about several fields together follows from: when one of them was wrong, that has been said already."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint: the path of what to cut, what to say (None: it follows from another), and more to mark or fill.

    `marked` are keys beside the last step of `path` that do not count as written; `veld` is missing at `path`.
    """

    path: NodePath
    melding: Melding | None
    marked: tuple[str, ...] = ()
    veld: str | None = None


def complaints(model: type[BaseModel], details: Sequence[ErrorDetails], bij: Vindplaats) -> Iterator[Complaint]:
    """Each of pydantic's complaints about the tree of `bij`, which was read as `model`."""
    meant: set[tuple[NodePath, str]] = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            complaint = _extra(model, detail, bij)
            meant |= {(complaint.path[:-1], name) for name in complaint.marked}
            yield complaint
    keys = {detail["loc"][:-1] for detail in details if _is_key(detail)}
    for detail in details:
        loc, kind = detail["loc"], detail["type"]
        if kind == "missing":
            yield _missing(detail, bij, meant)
        elif kind == "extra_forbidden" or (kind == "too_short" and detail["input"]):
            continue  # said above; and pydantic counts only what is right in a list, so what is wrong says so itself
        elif _is_key(detail) or not any(loc[:end] in keys for end in range(1, len(loc) + 1)):
            yield from _wrong(model, detail, bij)


def _is_key(detail: ErrorDetails) -> bool:
    """Whether it is a key that is wrong, and not the value at it."""
    return detail["loc"][-1:] == ("[key]",)


def _extra(model: type[BaseModel], detail: ErrorDetails, bij: Vindplaats) -> Complaint:
    """A key that is not known here; when it was probably meant as another, that one is not missing."""
    assert bij.wortel is not None
    path = steps_that_exist(bij.wortel, detail["loc"])
    name = str(detail["loc"][-1])
    known = sorted(set(_field_names(model, detail["loc"][:-1])))
    nodes = _conditions(bij, path[:-1]) if set(known) <= {*NODE_KEYS, "is"} else []
    if len(nodes) > 1:
        place = bij.plek((*path[:-1], nodes[1]), sleutel=True)
        return Complaint(path, Melding("voorwaarde_twee", place, {"sleutel": nodes[1], "naast": nodes[0]}))
    guess = near(name, known)
    here = next((step for step in reversed(path[:-1]) if isinstance(step, str)), "")
    elsewhere = () if guess else tuple(home for home in _homes(model).get(name, ()) if home not in (name, here))
    facts: dict[str, object] = {"sleutel": name, "bekend": tuple(known), "elders": elsewhere}
    meant = "gewenst" if (name, known) == ("antwoord", ["door", "gewenst"]) else guess
    if meant != guess:
        code, guess = "wens_antwoord", None
    elif not guess and name in _NOTES and not _NOTES.isdisjoint(model.model_fields):
        code = f"{name}_elders"
    elif elsewhere:
        code = "sleutel_bovenaan" if "" in elsewhere else "sleutel_elders"
    else:
        code = "sleutel_onbekend" if guess or not _behind_text(bij, path) else "sleutel_na_komma"
    return Complaint(path, Melding(code, bij.plek(path, sleutel=True), facts, guess), (meant,) if meant else ())


_NOTES: Final = frozenset({"toelichting", "gesprekken"})
"""What holds notes in a dossier, in some places only; `gesprekken` also tells that a file is one."""


def _behind_text(bij: Vindplaats, path: NodePath) -> bool:
    """Whether a key stands on one line behind a text of more words, which a comma may have cut short."""
    assert bij.wortel is not None
    pairs = _node(bij.wortel, path[:-1]).inhoud
    assert isinstance(pairs, dict)
    keys = list(pairs)
    at = keys.index(str(path[-1]))
    before = pairs[keys[at - 1]][1] if at else None
    return before is not None and before.regel == pairs[keys[at]][0].regel and " " in str(before.inhoud)


def _conditions(bij: Vindplaats, path: NodePath) -> list[str]:
    """The keys of a mapping that each make it a condition, in the order of the file."""
    assert bij.wortel is not None
    node = _node(bij.wortel, path)
    return sorted((key for key in NODE_KEYS if node.below(key)), key=lambda key: bij.plek((*path, key), sleutel=True))


def _missing(detail: ErrorDetails, bij: Vindplaats, meant: set[tuple[NodePath, str]]) -> Complaint:
    assert bij.wortel is not None
    path, name = steps_that_exist(bij.wortel, detail["loc"][:-1]), str(detail["loc"][-1])
    if (path, name) in meant or not _node(bij.wortel, path).cut.isdisjoint((name, MERGE)):
        return Complaint(path, None, veld=name)
    return Complaint(path, Melding(_MISSING.get(name, "veld_ontbreekt"), bij.plek(path), {"sleutel": name}), veld=name)


def _node(root: FileNode, path: NodePath) -> FileNode:
    for step in path:
        root = root.below(step) or root
    return root


def _wrong(model: type[BaseModel], detail: ErrorDetails, bij: Vindplaats) -> Iterator[Complaint]:
    """A value that does not fit, or several when the validator says so."""
    assert bij.wortel is not None
    context = dict(detail.get("ctx") or {})
    cases = context.pop("gevallen", [context])
    path = steps_that_exist(bij.wortel, detail["loc"])
    code, facts = _what(detail, context)
    if code == "geen_blok" and detail["loc"] and detail["type"] != "dict_type":
        code, facts["bekend"] = "geen_velden", tuple(sorted(set(_field_names(model, detail["loc"]))))
    if code == "geen_voorwaarde" and not _follows(code, path, [()], bij.wortel):
        yield _no_condition(path, facts, bij)
        return
    for case in cases:
        below, suggestie = tuple(case.get("pad", ())), case.get("suggestie")
        cut = steps_that_exist(bij.wortel, (*path, *below))
        if _follows(code, path, [below, *([case["eerder"]] if "eerder" in case else [])], bij.wortel):
            yield Complaint(cut[: len(path) + 1], None)
            continue
        given = facts | {name: fact for name, fact in case.items() if name not in ("pad", "suggestie")}
        if "eerder" in case:
            given["eerder"] = bij.plek((*path, *case["eerder"])).regel
        guess = suggestie or near(str(given["waarde"]), given.get("opties", ()))
        yield Complaint(cut, Melding(code, bij.plek(cut, sleutel=_is_key(detail)), given, guess))


def _what(detail: ErrorDetails, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The code of an error and the facts of its sentence, from where it is and what was given."""
    loc, given = detail["loc"], detail["input"]
    key = _is_key(detail)
    names = [step for step in (loc[:-2] if key else loc) if isinstance(step, str) and not step.startswith("node:")]
    facts: dict[str, Any] = {"sleutel": names[-1] if names else "", "waarde": _shown(given)}
    code = _CODES.get(detail["type"], detail["type"])
    if given is None and code in _FILLED:
        code = "leeg"
    if detail["type"] == "literal_error":
        facts["opties"] = tuple(re.findall(r"'([^']*)'", str(context.pop("expected"))))
        if key:
            code, facts["sleutel"], facts["bekend"] = "sleutel_onbekend", facts["waarde"], facts["opties"]
    return code, facts


_FILLED: Final = ("geen_tekst", "geen_lijst", "geen_blok", "geen_vlag", "geen_getal")
"""What is said of a value of the wrong kind; of no value at all it is said that it is empty."""


def _follows(code: str, path: NodePath, pads: Sequence[NodePath], root: FileNode) -> bool:
    """Whether an error follows from another: something that it rests on is not there as it was written."""
    names = _RESTS_ON.get(code)
    if names is None:
        return False
    about = [(*path, below[0]) if below and isinstance(below[0], int) else path for below in pads]
    return not all(_node(root, at).keeps(names) for at in about)


def _no_condition(path: NodePath, facts: Mapping[str, Any], bij: Vindplaats) -> Complaint:
    """What should be a condition and is none; a key that looks like one of a condition was probably meant so."""
    assert bij.wortel is not None
    keys = _node(bij.wortel, path).inhoud
    for key in list(keys)[: len(NODE_KEYS)] if isinstance(keys, dict) else ():
        if guess := near(key, NODE_KEYS):
            place = bij.plek((*path, key), sleutel=True)
            return Complaint(path, Melding("sleutel_onbekend", place, {"sleutel": key, "bekend": NODE_KEYS}, guess))
    return Complaint(path, Melding("geen_voorwaarde", bij.plek(path), facts))


def _shown(value: object) -> str:
    """A value as it can stand in a sentence."""
    if isinstance(value, dict | list | tuple):
        return "[…]" if not isinstance(value, dict) else "{…}"
    return "" if value is None else str(value)


def _field_names(model: type[BaseModel], loc: tuple[str | int, ...]) -> Iterator[str]:
    """The keys that the model allows at a location."""
    models = [model]
    for step in loc:
        if isinstance(step, str) and step.startswith("node:"):
            key = step.removeprefix("node:")
            models = [m for m in models if key in m.model_fields] or models
            continue
        fields = [m.model_fields[name] for m in models for name in m.model_fields if step == _key(m, name)]
        models = [m for field in fields for m in _models_in(field.annotation)] or models
    for m in models:
        yield from (_key(m, name) for name in m.model_fields)


def _key(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].alias or name


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The pydantic models that an annotation mentions, at any depth of its brackets."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models_in(part)


@lru_cache
def _homes(model: type[BaseModel]) -> Mapping[str, tuple[str, ...]]:
    """Key → the fields below which it is known, anywhere in a file of this kind; "" is the top of the file."""
    homes: dict[str, dict[str, None]] = {}
    seen: set[type[BaseModel]] = set()
    todo: list[tuple[str, type[BaseModel]]] = [("", model)]
    while todo:
        home, current = todo.pop(0)
        for name in current.model_fields:
            homes.setdefault(_key(current, name), {})[home] = None
            for below in _models_in(current.model_fields[name].annotation):
                if below not in seen:
                    seen.add(below)
                    todo.append((_key(current, name), below))
    return {name: tuple(found) for name, found in homes.items()}
