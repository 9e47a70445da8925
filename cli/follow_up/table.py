"""The rows of `follow-up` for a spreadsheet: each actie (without a waarborg last), then each moet-eis without one."""

from collections.abc import Iterator
from typing import Any, Final

from wijktoets.engine.advice.follow_up.value import ActieStand, LosseActie, Opvolging, PlekStand, WithoutActie

COLUMNS: Final = (
    "bestand",
    "dossier",
    "fictief",
    "peildatum",
    "oordeel",
    "trekker",
    "wat",
    "status",
    "wanneer",
    "waarborg",
    "naam",
    "rust_op",
    "thema",
    "fasen",
    "norm",
    "stand",
)


def rows(found: Opvolging) -> Iterator[dict[str, Any]]:
    """An actie that serves themas or fasen that stand otherwise has a row for each."""
    for actie in found.acties:
        plekken: list[PlekStand | None] = [*actie.plekken]
        for plek in plekken or [None]:
            yield _row(found, actie.waarborg, **_of_actie(actie, plek))
    for loose in found.losse_acties:
        yield _row(found, None, **_of_actie(loose, None))
    for lacking in found.zonder_actie:
        yield _row(found, lacking.waarborg, **_of_lacking(lacking))


def _row(found: Opvolging, waarborg: str | None, **cells: Any) -> dict[str, Any]:
    regel = found.waarborgen[waarborg] if waarborg else None
    return {
        "bestand": found.bestand,
        "dossier": found.dossier,
        "fictief": found.fictief,
        "peildatum": found.peildatum.isoformat(),
        "waarborg": waarborg,
        "naam": regel.naam if regel else None,
        "rust_op": regel.rust_op if regel else None,
        **cells,
    }


def _of_actie(actie: ActieStand | LosseActie, plek: PlekStand | None) -> dict[str, Any]:
    return {
        "oordeel": actie.oordeel,
        "trekker": actie.trekker,
        "wat": actie.wat,
        "status": actie.status,
        "wanneer": actie.wanneer.isoformat() if actie.wanneer else None,
        "thema": plek.thema if plek else actie.thema,
        "fasen": " ".join(plek.fasen) if plek else actie.fase,
        "norm": plek.norm if plek else None,
        "stand": (plek.aard or plek.status) if plek else None,
    }


def _of_lacking(lacking: WithoutActie) -> dict[str, Any]:
    return {
        "oordeel": "zonder_actie",
        "trekker": None,
        "wat": lacking.tekst,
        "status": None,
        "wanneer": None,
        "thema": lacking.thema,
        "fasen": " ".join(lacking.fasen),
        "norm": "moet",
        "stand": lacking.aard,
    }
