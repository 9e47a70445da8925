"""Over: versions and sources, and in plain words who sees what, where it is kept, and how to take it back."""

from typing import Final

from starlette.responses import Response

from ..database import Sqlite
from ..visit import Visit

KEYS: Final = ("hier", "wie", "wat", "terug", "hulp", "gemeente", "namen", "cookies", "kopie")
SERVED: Final = frozenset({"hier", "wie", "hulp", "gemeente", "cookies", "kopie"})
"""What is otherwise where a gemeente serves the pages than on one laptop."""
ELSEWHERE: Final = frozenset({"hier", "wie"})
"""What is otherwise on a laptop that keeps it in a database instead of a file."""


def show(visit: Visit) -> Response:
    """The page."""
    served = visit.served
    if served.front is not None:
        kind, keys = "gemeente", SERVED
    else:
        kind, keys = "database", frozenset() if isinstance(served.store.database, Sqlite) else ELSEWHERE
    lines = [f"over.{kind if key in keys else 'regels'}.{key}" for key in KEYS]
    about = visit.who().dossier
    hulp = visit.store.row(about).hulp if about is not None else None
    return visit.page("over", pakketten=served.pack.pakketten, regels=lines, hulp=hulp or "", sleutel=about)
