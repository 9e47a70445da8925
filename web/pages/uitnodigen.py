"""Uitnodigen: a link for each party, for who leads the evening and for who reads; and the moment when all is shared.

A link is shown once, to whoever makes it; of those that there are the page says whom they are for, and when used.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from markupsafe import Markup
from starlette.responses import Response

from wijktoets.telling.pictures.code import code_of

from .. import access
from ..store import Missing, TooEarly, TooLate, is_shared
from ..visit import Visit
from .papieren import start_paper

DAYS: Final = 30
"""How long a link lasts when nothing else is said."""
LONGEST: Final = 400
"""Days that a link can last at most."""
LINK: Final = "link.txt"
DONE: Final = ("ingetrokken", "moment", "hulp")
OTHERS: Final[dict[str, access.Role]] = {"begeleider": "begeleider", "lezer": "lezer"}
"""Whom a link can be for, beside the parties: those are named `partij:NAME`."""


def show(visit: Visit) -> Response:
    """The links that there are, and the forms for a new one and for the moment."""
    return _page(visit)


def _page(visit: Visit, status: int = 200, **more: Any) -> Response:
    known, row = visit.known(), visit.store.row(visit.key)
    shown: dict[str, Any] = {
        "k": known,
        "links": access.made_links(visit.store, visit.key),
        "moment": row.gedeeld_op,
        "hulp": row.hulp or "",
        "gedeeld": is_shared(row),
        "tot": (datetime.now() + timedelta(days=DAYS)).date().isoformat(),
        "anderen": list(OTHERS),
        "gedaan": visit.asked("gedaan") if visit.asked("gedaan") in DONE else "",
    }
    return visit.page("uitnodigen", status, **{**shown, **more})


def make(visit: Visit) -> Response:
    """Make a link, and show it this once, as text and as a code for a telephone."""
    known, voor = visit.known(), visit.form.text("voor")
    partij = voor.removeprefix("partij:") if voor.startswith("partij:") else None
    role = "partij" if partij is not None else OTHERS.get(voor)
    until = end_of(visit.form.line("tot"))
    if role is None or (partij is not None and partij not in known.names()):
        return _page(visit, 422, fout="voor")
    if until is None:
        return _page(visit, 422, fout="tot")
    secret = access.make_link(visit.store, role, until, dossier=visit.key, partij=partij, by=visit.who().role)
    address = f"{address_of(visit)}/verder/{secret}"
    code = Markup(code_of(address, partij or visit.said(f"namen.{role}")).svg)  # its words are escaped there
    return visit.page("uitgenodigd", k=known, rol=role, partij=partij, adres=address, code=code, tot=until)


def end_of(typed: str) -> datetime | None:
    """The last moment of a day that somebody typed; None when it is no day, over already, or too far away."""
    try:
        day = datetime.fromisoformat(typed).replace(hour=23, minute=59, second=59).astimezone(UTC)
    except ValueError:
        return None
    return day if datetime.now(UTC) < day < datetime.now(UTC) + timedelta(days=LONGEST) else None


def address_of(visit: Visit) -> str:
    """Where people reach these pages: as it was said when they were started, or else as this request came in."""
    front = visit.served.front
    return (front.origin if front is not None else str(visit.request.base_url)).rstrip("/")


def paper(visit: Visit) -> Response:
    """The praatplaat of one party with its link on it: only while the link is at hand, and for no other table."""
    address = visit.form.text("adres")
    link = access.find_link(visit.store, address.rpartition("/")[2])
    if link is None or link.sleutel != visit.key or link.rol != "partij" or not link.partij:
        raise Missing(visit.key)
    words = ["--for", link.partij, "--link", f"@{LINK}"]
    files = {LINK: f"{address_of(visit)}/verder/{address.rpartition('/')[2]}".encode()}
    return start_paper(visit, "praatplaat", ".pdf", words, files)


def withdraw(visit: Visit) -> Response:
    """Take a link back: who is in by it, is out."""
    access.take_back(visit.store, visit.key, int(visit.param("nummer")), visit.who().role)
    return visit.to(f"/dossier/{visit.key}/uitnodigen", gedaan="ingetrokken")


def announce(visit: Visit) -> Response:
    """Announce when what parties said beforehand opens."""
    try:
        moment = datetime.fromisoformat(f"{visit.form.line('dag')}T{visit.form.line('uur')}").astimezone(UTC)
        visit.store.announce(visit.key, moment.isoformat(timespec="seconds"), visit.who().role)
    except ValueError:
        return _page(visit, 422, fout="moment")
    except TooEarly:
        return _page(visit, 422, fout="te_vroeg")
    except TooLate:
        return _page(visit, 409, fout="open")
    return visit.to(f"/dossier/{visit.key}/uitnodigen", gedaan="moment")


def set_help(visit: Visit) -> Response:
    """Keep who helps a party that does not work for the gebiedsteam: an organisation or a desk, no person."""
    if asked := visit.personal():
        return asked
    visit.store.set_help(visit.key, visit.form.line("hulp"))
    return visit.to(f"/dossier/{visit.key}/uitnodigen", gedaan="hulp")
