"""One visit to one page: who it is, what was sent, and how an answer is made of a template and sentences."""

import hmac
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from html import escape as html_escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from wijktoets import __version__, texts
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.unfinished import TO_FILL_IN
from wijktoets.engine.model.woorden import Woorden
from wijktoets.telling.formats import html
from wijktoets.telling.residents import spoken
from wijktoets.texts.wording import begin_lower, begin_upper, counted, day, listed
from wijktoets.workbook.files import in_words

from .access import ROUTES, Visitor, role_of
from .database import AWAY
from .dossier import Known
from .forms import Posted
from .personal import found_in
from .store import Missing

if TYPE_CHECKING:
    from jinja2 import Environment

    from .app import Served

UNTYPED: Final = frozenset({"csrf", "gezien", "zinnen", "was", "map", "bestand", "als", "kenmerk"})
"""Fields of a form that nobody types."""
COOKIE: Final = "wijktoets"
"""The one cookie: that of the session."""


class Visit:
    """A request with what belongs to it."""

    def __init__(self, served: "Served", request: Request, form: Posted, visitor: Visitor | None) -> None:
        self.served = served
        self.request = request
        self.form = form
        self.visitor = visitor
        self.store = served.store

    @property
    def key(self) -> str:
        """The dossier that the address names."""
        return str(self.request.path_params["sleutel"])

    def param(self, name: str) -> Any:
        """A part of the address."""
        return self.request.path_params.get(name)

    def asked(self, name: str) -> str:
        """A field behind the question mark of the address."""
        return self.request.query_params.get(name, "")

    def who(self) -> Visitor:
        """Whoever is let in; the table of access saw to that."""
        assert self.visitor is not None
        return self.visitor

    def known(self) -> Known:
        """The last version of the dossier that the address names.

        Raises:
            Missing: there is none.
            InvoerFout: it does not fit the pack.
        """
        last = self.store.current(self.key)
        return self.served.shelf.read(last.content, last.nummer)

    def thema(self, known: Known) -> int:
        """Which afspraak the address names.

        Raises:
            Missing: there is none.
        """
        number = int(self.param("thema"))
        if number >= len(known.dossier.afspraken):
            raise Missing(number)
        return number

    def is_own(self) -> bool:
        """Whether a form was sent from a page of this session, and from here."""
        site = self.request.headers.get("sec-fetch-site", "same-origin")
        csrf = self.form.fields.get("csrf", "")
        return site in ("same-origin", "none") and hmac.compare_digest(csrf.encode(), self.who().csrf.encode())

    def is_from_here(self) -> bool:
        """Whether a request came from a page of this program, as far as the browser says."""
        origin = self.request.headers.get("origin", "null")
        here = f"{self.request.url.scheme}://{self.request.headers.get('host', '')}"
        return self.request.headers.get("sec-fetch-site", "same-origin") == "same-origin" and origin in ("null", here)

    def said(self, key: str, **values: object) -> str:
        """A sentence of the pages in the words of the pack, where it becomes part of what is kept."""
        return texts.filled(say(key, **values), self.served.pack.taal.word)

    def drop_draft(self, wie: str, plaats: str) -> None:
        """Let go of what was half typed, as it is kept by now: that is so too when the store goes away before this."""
        with suppress(*AWAY):
            self.store.set_draft(self.key, wie, plaats, {})

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page."""
        return page_of(self.served, self.visitor, self.request, template, status, **values)

    def to(self, address: str, fragment: str = "", **query: Any) -> Response:
        """Go on to another page here, or to a place on it."""
        given = {name: value for name, value in query.items() if value not in (None, "", False)}
        more = f"{'&' if '?' in address else '?'}{urlencode(given)}" if given else ""
        return RedirectResponse(address + more + (f"#{quote(fragment)}" if fragment else ""), 303)

    def ended(self) -> Response:
        """That nobody is let in (any more); what was typed is kept on the page."""
        was = role_of(self.store, self.request.cookies.get(self.served.cookie))
        return self.page("gesloten", 401, form=self.typed(), was=was)

    def once_more(self) -> Response:
        """Ask to press again what was not sent from a page of this session; from elsewhere it is refused."""
        if not self.is_from_here():
            return self.page("fout", 403, reden="elders")
        return self.page("nog_eens", 403, form=self.typed())

    def wrong(self, error: InvoerFout, **values: Any) -> Response:
        """What is wrong with an input, each with its line or cell."""
        lines = [texts.melding(m) for m in in_words(error.meldingen, self.served.pack)]
        return self.page("fout", 422, reden="invoer", lines=lines, form=self.typed(), **values)

    def unfinished(self) -> Response | None:
        """That no paper is shown of a pack in which something is still to be filled in; nothing when there is none."""
        places = self.served.unfinished
        if not places:
            return None
        told = texts.text("cli.fouten.niet_ingevuld", n=len(places), plek=places[0], woord=TO_FILL_IN)
        return self.page("fout", 422, reden="papier", lines=[told])

    def personal(self, fields: Mapping[str, str] | None = None) -> Response | None:
        """Ask before something is kept that looks like personal data; nothing when it does not, or was asked already.

        Args:
            fields: what is to be kept, when that is not what was typed.
        """
        if self.form.ticked("toch"):
            return None
        fields = self.typed() if fields is None else fields
        found = {name: found_in(value) for name, value in fields.items() if stem(name) not in UNTYPED}
        kinds = dict.fromkeys(kind for each in found.values() for kind in each)
        if not kinds:
            return None
        where = {name for name, each in found.items() if each}
        return self.page("persoonlijk", 422, soorten=list(kinds), form=fields, waar=where, stam=stem)

    def typed(self) -> Mapping[str, str]:
        """What was typed in the form."""
        return {name: value for name, value in self.form.fields.items() if name != "csrf"}


def stem(name: str) -> str:
    """The name of a field without the question or the number of the party that it is about.

    >>> stem("toelichting.wie-besluit"), stem("antwoord-1")
    ('toelichting', 'antwoord')
    """
    return re.split("[.-]", name)[0]


def page_of(
    served: "Served", visitor: Visitor | None, request: Request, template: str, status: int = 200, **values: Any
) -> Response:
    """A page of a template; the visitor sees what the table of access allows."""
    found = environment().get_template(f"{template}.html.jinja")
    may = (lambda name: visitor is not None and visitor.role in ROUTES.get(name, ())) if visitor else (lambda _: False)
    values.setdefault("was", visitor.role if visitor else None)
    key = values.pop("sleutel", None) or request.path_params.get("sleutel")
    known, own = values.get("k"), values.get("d")
    soort = known.dossier.gebiedsoort if known else own.gebiedsoort if own else served.pack.gebiedsoort
    woorden = served.pack.woordenschat.for_area(soort)
    made = found.render(
        bezoeker=visitor,
        csrf=visitor.csrf if visitor else "",
        may=may,
        sleutel=key,
        here=request.url.path,
        aanmelden=served.sign_on is not None,
        pakketwoorden=woorden,
        **values,
    )
    return HTMLResponse(filled_page(made, woorden).encode("utf-8", "backslashreplace"), status)


def filled_page(made: str, woorden: Woorden) -> str:
    """A page with the words that its sentences left open, as the pack has them."""
    ways = {f"wens {way}": begin_upper(name) for way, name in woorden.archetypen.items()}
    if not woorden.names_its_ways:
        ways = {f"wens {way}": say(f"wens.{way}") for way in woorden.archetypen}
    return texts.filled(made, lambda name: html_escape(ways[name] if name in ways else woorden.word(name)))


@cache
def environment() -> "Environment":
    """The templates, and what they can say."""
    from jinja2 import pass_context
    from jinja2.runtime import Context
    from markupsafe import Markup

    @pass_context
    def in_words_of_residents(context: Context, line: str) -> str:
        return spoken(line, context.get("pakketwoorden"))

    from .components import Components

    found = html.templates_of("wijktoets.web")
    found.add_extension(Components)
    found.globals.update(t=say, n=_counted, version=__version__, listed=listed, bekend=_known)
    found.filters.update(bewoners=in_words_of_residents, klein=begin_lower, groot=begin_upper, dag=day)
    found.filters.update(moment=moment, moment_dag=lambda kept: day(datetime.fromisoformat(kept).astimezone().date()))
    found.filters["stuk"] = lambda parts: Markup(html.parts(parts))
    return found


def moment(kept: str) -> str:
    """A moment as it is kept, in the time of this machine."""
    found = datetime.fromisoformat(kept).astimezone()
    return say("moment", dag=day(found.date()), tijd=found.strftime("%H:%M"))


def say(key: str, **values: object) -> str:
    """A sentence of the pages."""
    return texts.text(f"web.{key}", **values)


def _counted(key: str, number: int, **values: object) -> str:
    return counted(f"web.{key}", number, **values)


def _known(key: str) -> bool:
    """Whether there is such a sentence."""
    try:
        say(key)
    except KeyError:
        return False
    return True
