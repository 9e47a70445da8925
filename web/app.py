"""The routes, composed: every request passes the guard, then the table of who may do what, then its page."""

import math
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.formparsers import MultiPartException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from wijktoets import load_pack, rules
from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN
from wijktoets.engine.model.errors import InvoerFout, Plek
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.unfinished import unfinished
from wijktoets.telling.formats import html

from . import access
from .answers import Conflict
from .database import AWAY
from .dossier import Shelf
from .forms import MAX_WORDS, Posted, posted
from .front import Front
from .guard import HEADERS, Guard
from .minute import Minute
from .pages import (
    aanmelden,
    beeld,
    beheer,
    bevoegdheden,
    blad,
    geschiedenis,
    login,
    mijn,
    over,
    papieren,
    per_kaart,
    sessies,
    start,
    tafel,
    uitnodigen,
    verslag,
    werkblad,
)
from .picture import Draw, PictureShelf
from .recheck import CheckShelf
from .store import Full, Missing, Store
from .traces import keep_trace
from .visit import COOKIE, Visit, page_of
from .watch import Counts, Watch, log, note, note_session, probes
from .worker import Jobs

if TYPE_CHECKING:
    from .signon import SignOn

Page = Callable[[Visit], Response]


class Pace:
    """Lets something through once in a while."""

    def __init__(self) -> None:
        self._last, self._lock = -math.inf, Lock()

    def due(self, seconds: float) -> bool:
        """Whether so much time went by since it was let through; then it is now."""
        with self._lock:
            now = time.monotonic()
            if now - self._last < seconds:
                return False
            self._last = now
            return True


@dataclass(frozen=True)
class Served:
    """What is served: the store, the pack, the folder beside it, and under which names.

    `announce` hands out a new login link, where whoever started the program sees it.
    """

    store: Store
    pack: Regelpakket
    folder: Path
    hosts: Collection[str]
    announce: Callable[[str], None]
    packs: tuple[str, ...] = ()
    demo: bool = False
    front: Front | None = None
    """The address at which others come; None on one laptop."""
    sign_on: "SignOn | None" = None
    """By whom advisers and administrators are let in; None where a login link is handed out."""
    longest: timedelta = access.LONGEST
    idle: timedelta | None = None
    """How long a session by sign-on lasts, and after how long without use it ends."""
    metrics_token: str | None = field(default=None, repr=False)
    api: bool = True
    """Whether the API answers beside the pages."""
    draw: Draw | None = None
    """What draws the pictures that nobody waits for, if that is not this process."""
    counts: Counts = field(default_factory=Counts)
    shelf: Shelf = field(init=False)
    checks: CheckShelf = field(init=False)
    pictures: PictureShelf = field(init=False)
    jobs: Jobs = field(default_factory=Jobs)
    pace: Pace = field(default_factory=Pace)
    traces: set[tuple[str, ...]] = field(default_factory=set)
    """What was kept today already of what staff looked at."""
    tries: access.Tries = field(default_factory=access.Tries)
    writes: Minute = field(default_factory=Minute)
    """How often each link of a party was written by."""
    beamers: dict[str, tafel.Beamer] = field(default_factory=dict)
    refused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Files of the folder that could not be taken in, by name, with what is wrong in them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "shelf", Shelf(self.pack))
        object.__setattr__(self, "pictures", PictureShelf(self.shelf.tidy, self.draw))
        object.__setattr__(self, "checks", CheckShelf(self.packs))

    @property
    def cookie(self) -> str:
        """The name of the one cookie, that of the session; by https no other host can set it."""
        return f"__Host-{COOKIE}" if self.front is not None and self.front.https else COOKIE

    @cached_property
    def laws(self) -> Regelpakket:
        """The pack, and with it the one about bevoegdheden."""
        if BEVOEGDHEID_VRAGEN["weg"] in self.pack.vragen:
            return self.pack
        return load_pack(*self.packs, rules.OVERDRACHT)

    def judge(self, key: str, begun: float) -> None:
        """Begin to judge the last version of a dossier, of an answer that came in at `begun`; nobody waits for it."""
        with suppress(Missing, InvoerFout, *AWAY):
            last = self.store.current(key)
            self.pictures.begin(key, self.shelf.read(last.content, last.nummer), begun)

    @cached_property
    def unfinished(self) -> list[Plek]:
        """Where something in the pack is still to be filled in."""
        return unfinished(self.pack)

    def forget(self, key: str) -> None:
        """Keep nothing any more of what was read or made of a dossier: a passage was taken out."""
        self.shelf.forget()
        self.pictures.forget()
        self.jobs.forget(key)
        self.beamers.pop(key, None)


LONG: Final = frozenset({"nieuw", "tekst", "inlezen"})
"""What brings the text of a whole deal or dossier: anything else is as long as people type."""


class Number(Convertor[int]):
    """A whole number in an address, as large as a database numbers things."""

    regex = "[0-9]{1,9}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("number", Number())

COUNTED: Final = access.WRITING - {"mijn_concept"}
A_MINUTE: Final = 60
"""How often a party keeps something in a minute at most: each time there is a version more, and none ever goes."""
UNJUDGED: Final = frozenset({"concept", "wijs"})
"""What is sent again and again and changes no dossier."""
GET: Final = ("GET",)
POST: Final = ("POST",)

PAGES: Final[tuple[tuple[str, str, tuple[str, ...], Page], ...]] = (
    ("/inloggen", "inloggen", ("GET", "POST"), login.enter),
    ("/verder/{geheim}", "verder", ("GET", "POST"), login.enter),
    ("/opnieuw", "opnieuw", POST, login.again),
    ("/uitloggen", "uitloggen", POST, login.leave),
    ("/aanmelden", "aanmelden", GET, aanmelden.begin),
    ("/aangemeld", "aangemeld", GET, aanmelden.back),
    ("/afgemeld", "afgemeld", POST, aanmelden.told_off),
    ("/sessies", "sessies", GET, sessies.show),
    ("/sessies", "sessie_einde", POST, sessies.end),
    ("/beheer", "beheer", GET, beheer.show),
    ("/beheer/verwijderen", "verwijderen", POST, beheer.let_go),
    ("/", "start", GET, start.show),
    ("/nieuw", "nieuw", POST, start.make),
    ("/inlezen", "inlezen", POST, start.take_in),
    ("/over", "over", GET, over.show),
    ("/dossier/{sleutel}", "dossier", GET, start.one),
    ("/dossier/{sleutel}/gegevens", "gegevens", POST, start.set_facts),
    ("/dossier/{sleutel}/thema", "thema", POST, start.add_thema),
    ("/dossier/{sleutel}/kopie", "kopie", POST, start.copy),
    ("/dossier/{sleutel}/tekst", "tekst", POST, werkblad.add_text),
    ("/dossier/{sleutel}/werkblad/{thema:number}", "werkblad", GET, werkblad.show),
    ("/dossier/{sleutel}/werkblad/{thema:number}/kaart", "werkblad", GET, per_kaart.first),
    ("/dossier/{sleutel}/werkblad/{thema:number}/kaart/{kaart}", "werkblad", GET, per_kaart.show),
    ("/dossier/{sleutel}/werkblad/{thema:number}/{vraag}", "werkblad", GET, werkblad.show),
    ("/dossier/{sleutel}/antwoorden/{thema:number}/{kaart}", "antwoord", POST, per_kaart.save),
    ("/dossier/{sleutel}/concept/{thema:number}/kaart/{kaart}", "concept", POST, per_kaart.draft),
    ("/dossier/{sleutel}/antwoord/{thema:number}/{vraag}", "antwoord", POST, werkblad.save),
    ("/dossier/{sleutel}/ongedaan/{nummer:number}", "ongedaan", POST, werkblad.undo),
    ("/dossier/{sleutel}/concept/{thema:number}/{vraag}", "concept", POST, werkblad.draft),
    ("/dossier/{sleutel}/uit-de-map", "uit_de_map", POST, start.take_in_folder),
    ("/dossier/{sleutel}/naar-de-map", "naar_de_map", POST, start.put_in_folder),
    ("/dossier/{sleutel}/blad", "blad", GET, blad.show),
    ("/dossier/{sleutel}/beeld/{soort}", "beeld", GET, beeld.more),
    ("/dossier/{sleutel}/nagerekend", "nagerekend", GET, beeld.recheck),
    ("/dossier/{sleutel}/papieren", "papieren", GET, papieren.show),
    ("/dossier/{sleutel}/papieren", "papier_maken", POST, papieren.make),
    ("/dossier/{sleutel}/papier/{stuk}", "papier", GET, papieren.fetch),
    ("/dossier/{sleutel}/papieren/{stuk}", "papieren", GET, papieren.look),
    ("/dossier/{sleutel}/bevoegdheden", "bevoegdheden", GET, bevoegdheden.show),
    ("/dossier/{sleutel}/geschiedenis", "geschiedenis", GET, geschiedenis.show),
    ("/dossier/{sleutel}/vergelijk", "vergelijk", GET, geschiedenis.compared),
    ("/dossier/{sleutel}/terug", "terug", POST, geschiedenis.back),
    ("/dossier/{sleutel}/versie/{nummer:number}", "versie", GET, geschiedenis.document),
    ("/dossier/{sleutel}/export", "export", GET, geschiedenis.export),
    ("/dossier/{sleutel}/weghalen", "weghalen", POST, geschiedenis.take_out),
    ("/dossier/{sleutel}/verwijdering", "verwijdering", POST, geschiedenis.let_go),
    ("/alles", "alles", GET, geschiedenis.export_all),
    ("/dossier/{sleutel}/tafel", "tafel", GET, tafel.show),
    ("/dossier/{sleutel}/tafel/beeld", "tafel_beeld", GET, tafel.picture),
    ("/dossier/{sleutel}/tafel/{thema:number}/{kaart}", "tafel", GET, tafel.card),
    ("/dossier/{sleutel}/tafel/{thema:number}/{kaart}", "tafel_antwoord", POST, tafel.save),
    ("/dossier/{sleutel}/tafel/{thema:number}/{kaart}/bevestig", "bevestig", POST, tafel.confirm),
    ("/dossier/{sleutel}/tafel/{thema:number}/{kaart}/notitie", "notitie", POST, tafel.note),
    ("/dossier/{sleutel}/tafel/{thema:number}/{kaart}/gehoord", "gehoord", POST, tafel.hear),
    ("/dossier/{sleutel}/tafel/{thema:number}/{kaart}/verberg", "verberg", POST, tafel.hide),
    ("/dossier/{sleutel}/tafel/{thema:number}/{kaart}/wijs", "wijs", POST, tafel.point),
    ("/dossier/{sleutel}/beamer", "beamer", GET, tafel.beamer),
    ("/dossier/{sleutel}/beeld", "beeld", GET, beeld.show),
    ("/dossier/{sleutel}/waarom/{naam}", "waarom", GET, beeld.why),
    ("/dossier/{sleutel}/uitnodigen", "uitnodigen", GET, uitnodigen.show),
    ("/dossier/{sleutel}/uitnodigen", "link_maken", POST, uitnodigen.make),
    ("/dossier/{sleutel}/uitnodigen/hulp", "hulp", POST, uitnodigen.set_help),
    ("/dossier/{sleutel}/uitnodigen/moment", "moment", POST, uitnodigen.announce),
    ("/dossier/{sleutel}/uitnodigen/papier", "link_papier", POST, uitnodigen.paper),
    ("/dossier/{sleutel}/uitnodigen/{nummer:number}/intrekken", "link_intrekken", POST, uitnodigen.withdraw),
    ("/dossier/{sleutel}/bijlage", "bijlage", GET, verslag.appendix),
    ("/dossier/{sleutel}/gedeeld", "gedeeld", GET, verslag.shared),
    ("/dossier/{sleutel}/mijn", "mijn", GET, mijn.show),
    ("/dossier/{sleutel}/mijn/vragen/{thema:number}", "mijn", GET, mijn.ask),
    ("/dossier/{sleutel}/mijn/vragen/{thema:number}/{vraag}", "mijn", GET, mijn.ask),
    ("/dossier/{sleutel}/mijn/vragen/{thema:number}/{vraag}", "mijn_antwoord", POST, mijn.save),
    ("/dossier/{sleutel}/mijn/vragen/{thema:number}/{vraag}/concept", "mijn_concept", POST, mijn.draft),
    ("/dossier/{sleutel}/mijn/vragen/{thema:number}/{vraag}/gehoord", "mijn_gehoord", POST, mijn.hear),
    ("/dossier/{sleutel}/mijn/geschiedenis", "mijn_geschiedenis", GET, verslag.history),
    ("/dossier/{sleutel}/mijn/kopie", "mijn_kopie", GET, verslag.copy),
    ("/dossier/{sleutel}/mijn/papier", "mijn_papier", POST, verslag.paper),
    ("/dossier/{sleutel}/mijn/verslag", "verslag", GET, verslag.show),
    ("/dossier/{sleutel}/mijn/verslag", "oordeel", POST, verslag.judge),
    ("/dossier/{sleutel}/mijn/verslag/{thema:number}/{vraag}", "achter_zin", POST, verslag.confirm),
    ("/dossier/{sleutel}/tafel/{thema:number}/{kaart}/vooraf", "vooraf", POST, tafel.take_early),
)
"""Address, name, methods and page of everything that can be asked for."""


def create_app(served: Served) -> Starlette:
    """The program that answers requests.

    Raises:
        ValueError: a route that is not in the table of access, or in neither.
    """
    named = {name for _, name, _, _ in PAGES}
    if named - {"static"} != (set(access.ROUTES) | access.OPEN) - {"static"}:
        raise ValueError(sorted(named ^ (set(access.ROUTES) | access.OPEN)))
    routes = [
        *(Route(path, _endpoint(served, path, name, page), methods=[*methods]) for path, name, methods, page in PAGES),
        Route("/static/stuk.css", _style),
        *probes(served.store, served.counts, served.metrics_token),
        *([Mount(API, _api)] if served.api else []),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(Watch, counts=served.counts),
            Middleware(Guard, hosts=served.hosts, front=served.front),
        ],
        exception_handlers={404: _not_found, 405: _not_found, 500: _broken},
    )
    app.state.served = served
    return app


def _endpoint(served: Served, path: str, name: str, page: Page) -> Callable[[Request], Any]:
    """A page behind the table of access: nothing of it runs for who may not use it."""

    async def answered(request: Request) -> Response:
        begun = time.perf_counter()
        note(request, path)
        try:
            form = await posted(request) if request.method == "POST" else Posted()
        except MultiPartException:
            return page_of(served, None, request, "fout", 400, reden="vorm")
        except ClientDisconnect:
            return Response(status_code=400)
        response, used = await run_in_threadpool(_timed, served, name, page, request, form, begun)
        told = (f"page;dur={(time.perf_counter() - begun) * 1000:.1f}", f"cpu;dur={used * 1000:.1f}")
        response.headers["server-timing"] = ", ".join([*told, *response.headers.getlist("server-timing")])
        return response

    return answered


def _timed(
    served: Served, name: str, page: Page, request: Request, form: Posted, came: float
) -> tuple[Response, float]:
    """The answer, and the seconds of a processor that it took; what it changed is judged behind it."""
    begun = time.thread_time()
    response = _run(served, name, page, request, form)
    if request.method == "POST" and "sleutel" in request.path_params and name not in UNJUDGED:
        served.judge(request.path_params["sleutel"], came)
    return response, time.thread_time() - begun


def _run(served: Served, name: str, page: Page, request: Request, form: Posted) -> Response:
    try:
        return _answered(served, name, page, request, form)
    except AWAY as error:
        log("error", route=name, error=type(error).__name__)
        away = "opslag" if request.method == "POST" else "opslag_lezen"
        reason = "schijf" if "full" in str(getattr(error, "orig", "")) else away
        return page_of(served, None, request, "fout", 507, reden=reason, form=form.fields)


def _answered(served: Served, name: str, page: Page, request: Request, form: Posted) -> Response:
    visitor = access.visitor(served.store, request.cookies.get(served.cookie), served.idle)
    if visitor is not None:
        note_session(request, visitor.session)
    visit = Visit(served, request, form, visitor)
    if name not in access.OPEN:
        key = request.path_params.get("sleutel")
        if visitor is None:
            return visit.ended()
        if not visitor.may(name, key):
            if name in access.WRITING and visitor.role == "partij" and key == visitor.dossier:
                return visit.page("fout", 403, reden="link_klaar", form=visit.typed())
            return visit.page("fout", 404, reden="niet_hier")
        if request.method == "POST" and not visit.is_own():
            return visit.once_more()
        if name not in LONG and any(len(value) > MAX_WORDS for value in form.fields.values()):
            return visit.page("fout", 422, reden="te_lang", form=visit.typed())
    if visitor is not None and name in COUNTED and served.writes.count(visitor.link) > A_MINUTE:
        return visit.page("fout", 429, reden="te_veel", form=visit.typed())
    try:
        if visitor is not None:
            keep_trace(served, visitor, name, request.path_params.get("sleutel"))
        return page(visit)
    except Missing as gone:
        return visit.page("fout", 404, reden=gone.reden)
    except Full:
        return visit.page("fout", 409, reden="gehoord_vol", form=visit.typed())
    except Conflict as found:
        return visit.page("fout", 409, reden="anders", vraag=found.vraag, form=form.fields)
    except InvoerFout as found:
        return visit.wrong(found)


API: Final = "/api/v1"
"""Where the API stands."""


async def _api(scope: Scope, receive: Receive, send: Send) -> None:
    """The API, which is made when it is first asked for: the pages do without."""
    note(Request(scope), API)
    made = await run_in_threadpool(_made_api)
    await made(scope, receive, send)


@cache
def _made_api() -> ASGIApp:
    from .api import Rate, create_api

    return create_api(Rate())


async def _style(request: Request) -> Response:
    """The style of what is told, the same as that of a document as a page."""
    return Response(html.stylesheet(), media_type="text/css")


async def _broken(request: Request, error: Exception) -> Response:
    """A fault of the program, in words; outside the guard, so with its headers."""
    response = page_of(request.app.state.served, None, request, "fout", 500, reden="stuk")
    response.headers.update({name.decode(): value.decode() for name, value in HEADERS})
    response.headers["cache-control"] = "no-store"
    return response


async def _not_found(request: Request, error: Exception) -> Response:
    served = request.app.state.served
    return page_of(served, None, request, "fout", 404, reden="niet_hier")
