"""Over: versions and sources, and in plain words who sees what, where it is kept, and how to take it back."""

from starlette.responses import Response

from ..visit import Visit


def show(visit: Visit) -> Response:
    """The page."""
    return visit.page("over", pakketten=visit.served.pack.pakketten)
