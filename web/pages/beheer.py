"""What who administers sees: that dossiers are there, when they changed, and which are to go; and nothing in them."""

from datetime import date

from starlette.responses import Response

from ..forms import whole
from ..removal import NotYet, due, remove
from ..store import Missing
from ..visit import Visit
from ..watch import log, named


def show(visit: Visit) -> Response:
    """The dossiers by name, each with its moments."""
    rows, days, today = visit.store.all(), due(visit.store), date.today()
    kind = visit.store.database.engine.dialect.name
    return visit.page("beheer", dossiers=[(row, days.get(row.id)) for row in rows], vandaag=today, database=kind)


def let_go(visit: Visit) -> Response:
    """Let a dossier go of which that was asked, when the day is there; gives a page to keep that it went."""
    number = whole(visit.form.line("nummer"))
    if number is None or not visit.form.ticked("zeker"):
        return visit.page("fout", 422, reden="verwijderen")
    try:
        key = next((row.sleutel for row in visit.store.all() if row.id == number), "")
        found = remove(visit.store, number, date.today())
    except NotYet:
        return visit.page("fout", 409, reden="verwijderen_later")
    except Missing:
        return visit.page("fout", 404, reden="niet_hier")
    visit.served.forget(key)
    log("removed", session=named(visit.who().session))
    return visit.page("verwijderd", dossier_weg=found)
