"""Sessies: where somebody of the gemeente is in with the same account, to end what should not be there."""

from starlette.responses import Response

from ..forms import whole
from ..sessions import end_own, own_sessions
from ..store import Missing
from ..visit import Visit
from ..watch import log, named


def show(visit: Visit) -> Response:
    """The own sessions."""
    return visit.page("sessies", sessies=own_sessions(visit.store, visit.who()), klaar=visit.asked("klaar") == "1")


def end(visit: Visit) -> Response:
    """End one of them, or all but this one."""
    named_one = visit.form.line("nummer")
    number = whole(named_one)
    if named_one and number is None:
        raise Missing(named_one)
    end_own(visit.store, visit.who(), number)
    log("signed_off", reason="sessies", session=named(visit.who().session))
    return visit.to("/sessies", klaar="1")
