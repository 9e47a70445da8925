"""The rows of `transfer` for a spreadsheet: bevoegdheden beside routes, steps, elements, and what is wished beside."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from wijktoets.engine.advice.transfer.case import WEGEN
from wijktoets.engine.advice.transfer.value import Overdracht

_WHERE: Final = ("bestand", "dossier", "fictief", "peildatum", "thema", "bevoegdheid")


class Rows(NamedTuple):
    """The columns of a table, and what its rows are made of."""

    columns: Sequence[str]
    of: Callable[[Overdracht], Iterator[dict[str, Any]]]


def _matrix(found: Overdracht) -> Iterator[dict[str, Any]]:
    """A row for each bevoegdheid, with a column for how each route stands; `weg` is the one that the dossier names."""
    for row, power in zip(found.matrix, found.bevoegdheden, strict=True):
        meant = {"van": power.van, "aan": power.aan, "weg": power.weg}
        yield {**_where(found, row.thema, row.naam), **meant, **row.wegen}


def _steps(found: Overdracht) -> Iterator[dict[str, Any]]:
    """A row for each step; `na` are the ids of those before it."""
    for step in found.stappen:
        row = step.model_dump(mode="json")
        joined = {"na": " ".join(step.na), "vragen": " ".join(step.vragen), "bron": "; ".join(step.bron)}
        yield {**row, **_where(found, step.thema, step.bevoegdheid), **joined}


def _elements(found: Overdracht) -> Iterator[dict[str, Any]]:
    """A row for each element; an empty `tekst` is a gap."""
    for element in found.elementen:
        joined = {"vragen": " ".join(element.vragen), "bron": "; ".join(element.bron)}
        yield {**element.model_dump(mode="json"), **_where(found, element.thema, element.bevoegdheid), **joined}


def _beside(found: Overdracht) -> Iterator[dict[str, Any]]:
    """A row for each bevoegdheid; how many waarborgen at the wish stand how, and the ids of what is not there."""
    for row in found.naast_elkaar:
        at = row.waarborgen
        counts = {key: len(getattr(at, key)) if at else None for key in ("geregeld", "anders", "niet", "open")}
        lacking = " ".join([*at.niet, *at.open]) if at else None
        value = row.model_dump(mode="json") | {
            "borging_tot_laag": row.borging_tot.laag,
            "borging_tot_hoog": row.borging_tot.hoog,
            "nog_niet_of_open": lacking,
            "bron": "; ".join(row.bron),
        }
        yield {**value, **counts, **_where(found, row.thema, row.bevoegdheid)}


def _where(found: Overdracht, thema: str, bevoegdheid: str) -> dict[str, Any]:
    return {
        "bestand": found.bestand,
        "dossier": found.dossier,
        "fictief": found.fictief,
        "peildatum": found.peildatum.isoformat(),
        "thema": thema,
        "bevoegdheid": bevoegdheid,
    }


TABLES: Final = {
    "matrix": Rows((*_WHERE, "van", "aan", "weg", *WEGEN), _matrix),
    "steps": Rows(
        (
            *_WHERE,
            "id",
            "wat",
            "wie",
            "na",
            "moment",
            "weken",
            "dag",
            "uiterlijk",
            "te_laat",
            "gedaan",
            "zeker",
            "vragen",
        )
        + ("bron", "bronstatus"),
        _steps,
    ),
    "elements": Rows(
        (*_WHERE, "weg", "aan", "stuk", "id", "wat", "tekst", "zeker", "vragen", "bron", "bronstatus"),
        _elements,
    ),
    "side_by_side": Rows(
        (*_WHERE, "gewenst", "borging_tot_laag", "borging_tot_hoog", "geregeld", "anders", "niet", "open")
        + ("nog_niet_of_open", "weg", "stand", "beslist", "terug", "naast_de_wens", "bron"),
        _beside,
    ),
}
"""The table of each option that shows one part of what is found."""
