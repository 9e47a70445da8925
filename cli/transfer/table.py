"""The rows of `transfer` for a spreadsheet: each bevoegdheid beside every route."""

from collections.abc import Iterator
from typing import Any, Final

from wijktoets.engine.advice.transfer.case import WEGEN
from wijktoets.engine.advice.transfer.value import Overdracht

_WHERE: Final = ("bestand", "dossier", "fictief", "peildatum", "thema")
MATRIX_COLUMNS: Final = (*_WHERE, "naam", "van", "aan", "weg", *WEGEN)


def matrix_rows(found: Overdracht) -> Iterator[dict[str, Any]]:
    """A row for each bevoegdheid, with a column for how each route stands; `weg` is the one that the dossier names."""
    for row, power in zip(found.matrix, found.bevoegdheden, strict=True):
        yield {
            **_where(found, row.thema),
            "naam": row.naam,
            "van": power.van,
            "aan": power.aan,
            "weg": power.weg,
        } | row.wegen


def _where(found: Overdracht, thema: str) -> dict[str, Any]:
    return {
        "bestand": found.bestand,
        "dossier": found.dossier,
        "fictief": found.fictief,
        "peildatum": found.peildatum.isoformat(),
        "thema": thema,
    }
