"""Lets somebody in by a link: looking at it opens nothing, only a press does; and lets go again."""

from typing import Final

from starlette.responses import RedirectResponse, Response

from .. import access
from ..visit import COOKIE, Visit

AGAIN: Final = 10.0
"""Seconds between two new links in the window where the program was started."""


def enter(visit: Visit) -> Response:
    """The page of a link, and what a press on it opens."""
    secret = str(visit.param("geheim") or visit.form.text("geheim") or visit.asked("sleutel"))
    if visit.request.method == "POST":
        return _opened(visit, secret)
    link = access.find_link(visit.store, secret) if secret else None
    if link is None:
        if visit.visitor is not None:
            return visit.to(_home(visit.visitor.role, visit.visitor.dossier))
        return visit.page("gesloten", 401, form={})
    return visit.page("inloggen", geheim=secret, link=link)


def _opened(visit: Visit, secret: str) -> Response:
    if not visit.is_from_here():
        return visit.page("fout", 403, reden="elders")
    token = access.open_session(visit.store, secret) if secret else None
    if token is None:
        return visit.page("gesloten", 401, form={})
    found = access.visitor(visit.store, token)
    assert found is not None
    response = RedirectResponse(_home(found.role, found.dossier), 303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(access.LONGEST.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=visit.request.url.scheme == "https",
    )
    return response


def _home(role: access.Role, dossier: str | None) -> str:
    return "/" if role == "adviseur" else f"/dossier/{dossier}/tafel"


def again(visit: Visit) -> Response:
    """Hand out a new link where the program was started, not here; not more than one in a while."""
    if not visit.is_from_here():
        return visit.page("fout", 403, reden="elders")
    if visit.served.pace.due(AGAIN):
        visit.served.announce(access.make_adviser_link(visit.store))
    return visit.page("gesloten", 401, form={}, gestuurd=True)


def leave(visit: Visit) -> Response:
    """End the session."""
    access.close_session(visit.store, visit.request.cookies.get(COOKIE, ""))
    response = visit.page("gesloten", form={}, klaar=True)
    response.delete_cookie(COOKIE)
    return response
