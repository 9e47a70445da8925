"""Bevoegdheden: the powers beside the routes; per power what comes first, what is missing and what stays in the way."""

from datetime import date

from starlette.responses import Response

from ..shown import shown
from ..visit import Visit


def show(visit: Visit) -> Response:
    """The powers of a dossier."""
    from wijktoets.engine.advice.transfer import transfer as compute
    from wijktoets.engine.judging import direct
    from wijktoets.telling.screens.transfer.screen import transfer_sheet

    known = visit.known()
    result = compute.transfer(known.dossier, visit.served.laws, direct.compute, date.today())
    return visit.page("bevoegdheden", k=known, stuk=shown(transfer_sheet(result)))
