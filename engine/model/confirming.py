"""Tells of a dossier who is to sign it, what of it is agreed, and whether a confirmation is of what it says today."""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from .agreed import Afgesproken, Bevestiging
from .dossier import Dossier
from .words import Zinstand

BEWONERS: Final = frozenset({"wijk", "bewoners"})
OVERHEID: Final = frozenset({"gemeente", "college", "raad"})
"""The roles of the two sides that agree something together."""
_SIGN: Final = frozenset({"wijk", "bewoners", "gemeente", "college"})
"""The roles of the partijen that sign when the dossier does not say who does."""

CONFIRMED: Final = ("antwoorden", "afspraken", "afwegingen")
"""The fields of a dossier that a confirmation is about."""
_DIGITS: Final = 8


def kenmerk(dossier: Dossier) -> str:
    """What marks the content that a confirmation is about; the same for dossiers that are equal in it, however written.

    The first 8 hex digits of the sha256 of its antwoorden, afspraken and afwegingen as sorted JSON (docs/formaten.md).
    """
    text = _json({name: _plain(getattr(dossier, name)) for name in CONFIRMED})
    return sha256(text.encode()).hexdigest()[:_DIGITS]


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """A value of a dossier as JSON has it: without fields that are as if they were not there, and lists in order.

    The order of answers, parties and afspraken never says anything.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)):  # models last: to ask pydantic whether it is one takes longest
        items = [_plain(item) for item in value]
        return items if len(items) < 2 else sorted(items, key=_json)
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, BaseModel):
        found: dict[str, Any] = {}
        for naam, altijd, niets, als_json in _fields(type(value)):
            item = getattr(value, naam)
            if altijd or item is not niets:
                plain = item if type(item) is str else _plain(item)
                if altijd or plain != als_json:
                    found[naam] = plain
        return found
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value


class _Field(NamedTuple):
    """A field of a model: whether it always has a value, and else which one stands for none, also as JSON has it."""

    naam: str
    altijd: bool
    niets: Any
    als_json: Any


@cache
def _fields(kind: type[BaseModel]) -> tuple[_Field, ...]:
    return tuple(
        _Field(name, field.is_required(), niets, _plain(niets))
        for name, field in kind.model_fields.items()
        for niets in (field.get_default(call_default_factory=True),)
    )


def ondertekenaars(dossier: Dossier) -> tuple[str, ...]:
    """The names of the parties that sign: those that the dossier names, else the parties of wijk and of gemeente."""
    return dossier.ondertekenaars or tuple(p.naam for p in dossier.partijen if p.rol in _SIGN)


def zinstand(dossier: Dossier, woorden: Afgesproken) -> Zinstand:
    """Whether own words are agreed, or a proposal (docs/model.md section 2).

    They are agreed once ondertekenaars of both sides are there and each of them stands behind these words, or when the
    dossier says of itself that it was agreed.
    """
    if dossier.status != "voorstel":
        return "afgesproken"
    sign = ondertekenaars(dossier)
    roles = {p.rol for p in dossier.partijen if p.naam in sign}
    both = bool(roles & BEWONERS) and bool(roles & OVERHEID)
    return "afgesproken" if both and set(sign) <= set(woorden.bevestigd_door) else "voorstel"


def holds(bevestiging: Bevestiging, today: str) -> bool:
    """Whether a confirmation is of what the dossier says now; `today` is the kenmerk of that."""
    return bevestiging.kenmerk == today


def residents_confirmed(dossier: Dossier) -> bool:
    """Whether a party of residents said that the dossier, as it is now, is written down as they said it."""
    if not dossier.bevestigd:
        return False
    today = kenmerk(dossier)
    residents = {p.naam for p in dossier.partijen if p.rol in BEWONERS}
    return any(b.oordeel == "zo_gezegd" and b.door in residents and holds(b, today) for b in dossier.bevestigd)
