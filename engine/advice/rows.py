"""Rows that more tools on top of the engine give: a waarborg by name, and how an eis stands."""

from collections.abc import Collection

from ..model.regelpakket import Regelpakket
from ..model.words import EisStatus, Norm, Onderdeel, Partij
from ..result.rapport import ResultPart


class WaarborgNaam(ResultPart):
    """A waarborg that a result names, as people read it."""

    naam: str
    onderdeel: Onderdeel
    rust_op: Partij
    bron: list[str]


def waarborg_names(pakket: Regelpakket, named: Collection[str]) -> dict[str, WaarborgNaam]:
    """The waarborgen of a pack that are named, by id."""
    return {
        name: WaarborgNaam(naam=w.naam, onderdeel=w.onderdeel, rust_op=w.rust_op, bron=list(w.bron))
        for name, w in pakket.waarborgen.items()
        if name in named
    }


class EisStand(ResultPart):
    """How a waarborg stands in one place; `norm` is what the wish there asks (None: nothing, or no wish)."""

    norm: Norm | None
    status: EisStatus
    aard: str | None
