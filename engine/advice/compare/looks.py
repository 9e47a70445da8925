"""Names of one side as the other writes them, where they look the same, so that nobody reads a difference in none."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from ...model.alike import by_look, visible
from ...model.dossier import PARTY_KEYS, Dossier

M = TypeVar("M", bound=BaseModel)

Known = Mapping[str, Mapping[str, str]]
"""Per field that holds a name the names that are meant, by what is seen of them."""


def names_of(dossier: Dossier) -> Known:
    """The themas, parties and bevoegdheden of a dossier, by the fields in which they stand."""
    parties = by_look(partij.naam for partij in dossier.partijen)
    powers = by_look(power.naam for afspraak in dossier.afspraken for power in afspraak.bevoegdheden)
    themas = by_look(afspraak.thema for afspraak in dossier.afspraken)
    return {"thema": themas, "bevoegdheid": powers, **dict.fromkeys(PARTY_KEYS, parties)}


def as_named(value: M, known: Known) -> M:
    """A value with the names in it as they are known, at any depth."""
    return value.model_copy(update={name: _as_named(held, known, name) for name, held in value})


def _as_named(value: Any, known: Known, key: str) -> Any:
    if isinstance(value, str):
        return known[key].get(visible(value), value) if key in known else value
    if isinstance(value, BaseModel):
        return as_named(value, known)
    if isinstance(value, list | tuple):
        return type(value)(_as_named(item, known, key) for item in value)
    return {name: _as_named(item, known, key) for name, item in value.items()} if isinstance(value, dict) else value


def dossier_as_named(dossier: Dossier, known: Known) -> Dossier:
    """A dossier with the names in it as they are known: what a power is called stands in a field of its own name."""
    found = as_named(dossier, known)
    powers = known["bevoegdheid"]
    return found.model_copy(
        update={
            "afspraken": tuple(
                a.model_copy(
                    update={
                        "bevoegdheden": tuple(
                            p.model_copy(update={"naam": powers.get(visible(p.naam), p.naam)}) for p in a.bevoegdheden
                        )
                    }
                )
                for a in found.afspraken
            )
        }
    )
