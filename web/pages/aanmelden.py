"""Sign-on: sends somebody to the provider of the gemeente, lets in who comes back from it, and out who leaves there."""

from typing import TYPE_CHECKING, Final

from starlette.responses import RedirectResponse, Response

from .. import access
from ..sessions import end_told
from ..store import Missing, digest
from ..visit import Visit
from ..watch import log, named
from .login import home, let_in

if TYPE_CHECKING:
    from ..signon import NotSignedOn, SignOn

AWAY: Final = "aanmelding"
"""The cookie of somebody who is away at the provider."""


def begin(visit: Visit) -> Response:
    """Go to the provider."""
    from ..signon import WITHIN, NotSignedOn

    try:
        where, kept = _of(visit).begin(visit.asked("verder") or "/")
    except NotSignedOn as error:
        return _refused(visit, error)
    response = RedirectResponse(where, 303)
    secure = visit.request.url.scheme == "https"
    # "lax": somebody comes back from another site, by a link.
    response.set_cookie(_name(visit), kept, max_age=WITHIN, httponly=True, samesite="lax", secure=secure)
    return response


def back(visit: Visit) -> Response:
    """Let somebody in who comes back.

    The page goes on by itself: a cookie that is for these pages alone is not sent along on a way that began elsewhere.
    """
    from ..signon import NotSignedOn

    kept = visit.request.cookies.get(_name(visit), "")
    try:
        found = _of(visit).finish(kept, visit.request.query_params)
    except NotSignedOn as error:
        return _refused(visit, error)
    assert visit.served.idle is not None
    if visit.visitor is not None:
        access.close_session(visit.store, visit.request.cookies[visit.served.cookie])
    times = (visit.served.longest, visit.served.idle)
    token = access.sign_on(visit.store, found.role, *times, who=found.who, sid=found.sid)
    log("signed_on", role=found.role, who=found.who, session=named(digest(token)))
    onward = found.onward if found.role == "adviseur" and found.onward != "/" else home(found.role, None)
    response = let_in(visit, visit.page("aangemeld", verder=onward), token, visit.served.longest)
    response.delete_cookie(_name(visit), secure=visit.request.url.scheme == "https", httponly=True, samesite="lax")
    return response


def told_off(visit: Visit) -> Response:
    """End the sessions of which the provider says so: it asks by itself, without a browser and a session.

    What it says holds once and for a short while; who guesses is held back, as where links are tried.
    """
    from ..signon import NotSignedOn

    client = visit.request.client.host if visit.request.client else ""
    if visit.served.tries.many(client):
        return Response(status_code=429)
    try:
        told = _of(visit).told_off(visit.form.text("logout_token"))
    except NotSignedOn as error:
        visit.served.tries.many(client, failed=error.reason != "weg")
        log("sign_off_refused", reason=error.reason, error=type(error.__cause__ or error).__name__)
        return Response(status_code=503 if error.reason == "weg" else 400)
    ended = end_told(visit.store, told.name, told.who, told.sid)
    if ended is None:
        log("sign_off_refused", reason="herhaald")
        return Response(status_code=400)
    log("signed_off_elsewhere", who=told.who, ended=ended)
    return Response(status_code=200)


def _refused(visit: Visit, error: "NotSignedOn") -> Response:
    log("sign_on_refused", reason=error.reason, error=type(error.__cause__ or error).__name__)
    response = visit.page("niet_aangemeld", 503 if error.reason == "weg" else 403, reden=error.reason)
    response.delete_cookie(_name(visit), secure=visit.request.url.scheme == "https", httponly=True, samesite="lax")
    return response


def _of(visit: Visit) -> "SignOn":
    """Who signs people on here.

    Raises:
        Missing: nobody does.
    """
    if visit.served.sign_on is None:
        raise Missing("aanmelden")
    return visit.served.sign_on


def _name(visit: Visit) -> str:
    return f"{visit.served.cookie}-{AWAY}"
