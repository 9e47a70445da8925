"""Keeps what staff looked at and took along of a dossier to which a party was invited, for that party to read."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from .access import Visitor
from .store import ActKind, Missing

if TYPE_CHECKING:
    from .app import Served

LOOKED: Final = frozenset(
    {"dossier", "werkblad", "blad", "beeld", "waarom", "papieren", "geschiedenis", "vergelijk", "tafel", "gedeeld"}
    | {"bevoegdheden", "bijlage", "beamer", "tafel_beeld"}
)
"""Routes by which somebody looks: kept once a day for each role."""
TAKEN: Final = frozenset({"versie", "export", "papier_maken"})
"""Routes by which somebody takes along: kept each time."""
ALL: Final = "alles"
"""The route that takes all dossiers along."""
SAME: Final[Mapping[str, str]] = {"beamer": "tafel", "tafel_beeld": "tafel"}
"""Routes that are part of another for who reads of it."""


def keep_trace(served: "Served", visitor: Visitor, name: str, key: str | None) -> None:
    """Keep that staff used a route."""
    if visitor.role == "partij" or name not in LOOKED | TAKEN | {ALL}:
        return
    kind: ActKind = "bekeken" if name in LOOKED else "opgehaald"
    what = SAME.get(name, name)
    today = date.today().isoformat()
    for dossier in [row.sleutel for row in served.store.all()] if name == ALL else [key]:
        mark = (str(dossier), visitor.role, what, today)
        if dossier is None or (kind == "bekeken" and mark in served.traces):
            continue
        try:
            kept = served.store.trace(dossier, kind, visitor.role, what, once=kind == "bekeken")
        except Missing:
            continue
        if kept:
            served.traces.difference_update([each for each in list(served.traces) if each[-1] != today])
            served.traces.add(mark)
