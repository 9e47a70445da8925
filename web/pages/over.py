"""Over: versions and sources, and in plain words who sees what, where it is kept, and how to take it back."""

from typing import Final

from starlette.responses import Response

from ..visit import Visit

SERVED: Final = frozenset({"hier", "wie", "cookies", "kopie"})
"""What is otherwise where a gemeente serves the pages than on one laptop."""


def show(visit: Visit) -> Response:
    """The page."""
    of_gemeente = SERVED if visit.served.front is not None else frozenset()
    return visit.page("over", pakketten=visit.served.pack.pakketten, voor_gemeente=of_gemeente)
