"""Het blad: the sheet to sign as it would print now."""

from starlette.responses import Response

from ..visit import Visit


def show(visit: Visit) -> Response:
    """The sheet as a page."""
    from wijktoets.telling.papers.sheet import afspraken

    known = visit.known()
    if known.dossier.status == "terugblik":
        return visit.page("fout", 422, reden="terugblik")
    return visit.unfinished() or visit.page("blad", k=known, stuk=afspraken(known.rapport))
