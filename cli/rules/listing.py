"""The list of `rules list`: every waarborg, grens and signaal with what it asks of whom, as data."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from wijktoets.engine.model.pakket import Grens, Signaal, Waarborg
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, Archetype, Onderdeel, niveau
from wijktoets.engine.upkeep.examples import regels
from wijktoets.telling.screens.rules.listing import Listed, name_of

COLUMNS: Final = (
    *("id", "soort", "naam", "onderdeel"),
    *(f"norm_{archetype}" for archetype in ARCHETYPES),
    *("sluit_uit", "rust_op", "basis", "bron", "dekt", "fasen", "hard"),
)
"""The columns of the CSV."""


def rows_of(pakket: Regelpakket, archetype: Archetype | None, onderdeel: Onderdeel | None) -> list[Listed]:
    """The regels of the packs: waarborgen by onderdeel and id, then grenzen and signalen by id.

    Args:
        archetype: only what this archetype asks, what limits it, and the signalen, which look at none.
        onderdeel: only this onderdeel.
    """
    found = [r for r in regels(pakket) if (onderdeel in (None, r.onderdeel)) and _at(r, archetype)]
    return sorted(found, key=_order)


def _order(regel: Listed) -> tuple[int, int, str]:
    kinds = (Waarborg, Grens, Signaal)
    return kinds.index(type(regel)), ONDERDELEN.index(regel.onderdeel), regel.id


def _at(regel: Listed, archetype: Archetype | None) -> bool:
    if archetype is None or isinstance(regel, Signaal):
        return True
    if isinstance(regel, Waarborg):
        return archetype in regel.norm
    return niveau(regel.sluit_uit) <= niveau(archetype)


def json_rows(found: Iterable[Listed]) -> list[dict[str, Any]]:
    """The rows as plain values."""
    return [
        {
            "id": regel.id,
            "soort": regel.soort,
            "naam": name_of(regel),
            "onderdeel": regel.onderdeel,
            "norm": {a: regel.norm.get(a) for a in ARCHETYPES} if isinstance(regel, Waarborg) else None,
            "sluit_uit": regel.sluit_uit if isinstance(regel, Grens) else None,
            "rust_op": regel.rust_op if isinstance(regel, Waarborg) else None,
            "basis": regel.basis,
            "bron": list(regel.bron),
            "dekt": list(regel.dekt),
            "fasen": None if regel.fasen is None else list(regel.fasen),
            "hard": isinstance(regel, Waarborg) and regel.hard,
        }
        for regel in found
    ]


def csv_rows(found: Iterable[Listed]) -> Iterator[Mapping[str, Any]]:
    """The rows with one column for each norm; what is a list is joined with a semicolon."""
    for row in json_rows(found):
        norms = {f"norm_{a}": (row["norm"] or {}).get(a) for a in ARCHETYPES}
        yield {key: ";".join(v) if isinstance(v, list) else v for key, v in (row | norms).items()}
