"""What who administers sees: that dossiers are there, how large they are and when they changed, and nothing in them."""

from starlette.responses import Response

from ..visit import Visit


def show(visit: Visit) -> Response:
    """The dossiers by name, each with its moments."""
    return visit.page("beheer", dossiers=visit.store.all(), database=visit.store.database.engine.dialect.name)
