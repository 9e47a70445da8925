"""Lets somebody in by a link: looking at it opens nothing, only a press does; and lets go again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from starlette.responses import RedirectResponse, Response

from .. import access
from ..store import now
from ..visit import Visit
from ..watch import log, named

AGAIN: Final = 10.0
"""Seconds between two new links in the window where the program was started."""

HOMES: Final[Mapping[access.Role, str]] = {"begeleider": "tafel", "partij": "mijn", "lezer": "bevoegdheden"}
"""Where a link leads to, in its dossier."""


def enter(visit: Visit) -> Response:
    """The page of a link, and what a press on it opens."""
    secret = str(visit.param("geheim") or visit.form.text("geheim") or visit.asked("sleutel"))
    client = visit.request.client.host if visit.request.client else ""
    if visit.served.tries.many(client):
        return visit.page("fout", 429, reden="te_vaak")
    if visit.request.method == "POST":
        return _opened(visit, secret, client)
    link = access.find_link(visit.store, secret) if secret else None
    if link is None:
        if secret:
            visit.served.tries.many(client, failed=True)
        if visit.visitor is not None:
            return visit.to(home(visit.visitor.role, visit.visitor.dossier))
        return visit.page("gesloten", 401, form={})
    return visit.page("inloggen", geheim=secret, link=link, lezen=link.tot <= now())


def _opened(visit: Visit, secret: str, client: str) -> Response:
    if not visit.is_from_here():
        return visit.page("fout", 403, reden="elders")
    token = access.open_session(visit.store, secret) if secret else None
    if token is None:
        visit.served.tries.many(client, failed=True)
        return visit.page("gesloten", 401, form={})
    if visit.visitor is not None and visit.visitor.role != "adviseur":
        access.close_session(visit.store, visit.request.cookies.get(visit.served.cookie, ""))
    found = access.visitor(visit.store, token)
    assert found is not None
    return let_in(visit, RedirectResponse(home(found.role, found.dossier), 303), token, access.LONGEST)


def let_in(visit: Visit, response: Response, token: str, longest: timedelta) -> Response:
    """Hand a browser the secret of its session, with an answer."""
    response.set_cookie(
        visit.served.cookie,
        token,
        max_age=int(longest.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=visit.request.url.scheme == "https",
    )
    return response


def home(role: access.Role, dossier: str | None) -> str:
    """Where somebody comes in."""
    return {"adviseur": "/", "beheerder": "/beheer"}.get(role) or f"/dossier/{dossier}/{HOMES[role]}"


def again(visit: Visit) -> Response:
    """Hand out a new link where the program was started, not here; not more than one in a while."""
    if visit.served.sign_on is not None:
        return visit.page("fout", 404, reden="niet_hier")
    if not visit.is_from_here():
        return visit.page("fout", 403, reden="elders")
    if visit.served.pace.due(AGAIN):
        visit.served.announce(access.make_adviser_link(visit.store))
    return visit.page("gesloten", 401, form={}, gestuurd=True)


def leave(visit: Visit) -> Response:
    """End the session."""
    access.close_session(visit.store, visit.request.cookies.get(visit.served.cookie, ""))
    log("signed_off", session=named(visit.who().session))
    response = visit.page("gesloten", form={}, klaar=True)
    response.delete_cookie(
        visit.served.cookie, secure=visit.request.url.scheme == "https", httponly=True, samesite="strict"
    )
    return response
