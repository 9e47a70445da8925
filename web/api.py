"""The API: what the command line finds in a dossier, over HTTP, for one that comes along and is kept nowhere.

No login and no store: a request brings its dossier, the answer is the JSON of the command line. What is wrong is told
as problem details (RFC 9457) with the lines that the command line gives. Built to the API Design Rules for the Dutch
government: a major version in the path, the whole one in a header, and the description at openapi.json.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, wraps
from pathlib import Path
from threading import BoundedSemaphore
from typing import Annotated, Any, Final

from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, TypeAdapter, WithJsonSchema
from starlette.exceptions import HTTPException

from wijktoets import load_pack, rules, texts
from wijktoets._api import evaluate as judge
from wijktoets._api import laws_for
from wijktoets.engine.advice.agenda.agenda import agenda
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.advice.plan.plan import Vraagstuk
from wijktoets.engine.advice.plan.plan import plan as make_plan
from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.advice.transfer.transfer import transfer as look
from wijktoets.engine.advice.transfer.value import Overdracht
from wijktoets.engine.judging import direct, engines
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout, Melding, Plek
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import STEMMEN, Archetype, Fase
from wijktoets.engine.reading.loading import read_checked
from wijktoets.engine.reading.matching import the_thema
from wijktoets.engine.reading.parties import whose
from wijktoets.engine.result.rapport import Rapport, Resultaat

from .minute import Minute, seconds_left

VERSION: Final = "1.0.0"
"""The version of the API; its major part is in the address."""
LARGEST: Final = 2**20
"""Bytes that a dossier may have, as everywhere."""
A_MINUTE: Final = 60
"""Requests that one client may make in a minute."""
AT_ONCE: Final = 4
"""Requests that are computed side by side."""
SECONDS: Final = 10.0
"""That a plan is searched for at most."""
BODY: Final = "dossier"
"""How the lines about what is wrong name what was sent."""
JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
KINDS: Final = (JSON, "application/yaml", "text/yaml")
"""What a dossier can be sent as."""


def _known(name: str) -> str:
    """A pack that comes with the program; a folder of this machine is none.

    Raises:
        ValueError: it is no such pack.
    """
    if name not in PACKS:
        raise ValueError(name)
    return name


PACKS: Final = tuple(rules.builtin_packs())
PackId = Annotated[str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": [*PACKS]})]


class Wrong(BaseModel):
    """One thing that is wrong with what was sent, with its line and column (from 1; 0 is the whole)."""

    code: str
    regel: int
    kolom: int
    tekst: str
    suggestie: str | None


class ProblemDetails(BaseModel):
    """Problem details (RFC 9457), with everything that is wrong in a dossier."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    meldingen: list[Wrong] = []


class PackShown(BaseModel):
    """A pack that comes with the program."""

    id: str
    naam: str
    versie: str
    sha256: str


class PackWhole(PackShown):
    """A pack with what it asks and what it holds people to, by id."""

    vragen: dict[str, str]
    waarborgen: dict[str, str]


class NotAnswered(Exception):
    """A request that cannot be answered; told as problem details."""

    def __init__(self, status: int, reason: str, meldingen: Sequence[Melding] = (), **facts: object) -> None:
        """With the status of the answer, the key of its sentence, and what that leaves open."""
        self.status, self.reason, self.meldingen, self.facts = status, reason, meldingen, facts
        super().__init__(reason)

    def answer(self) -> Response:
        """The answer."""
        wrong = [
            Wrong(code=m.code, regel=m.plek.regel, kolom=m.plek.kolom, tekst=texts.melding(m), suggestie=m.suggestie)
            for m in self.meldingen
        ]
        told = ProblemDetails(
            title=texts.text(f"api.titels.{self.status}"),
            status=self.status,
            detail=texts.text(f"api.{self.reason}", **self.facts),
            meldingen=wrong,
        )
        made = Response(told.model_dump_json(), self.status, media_type=PROBLEM)
        if self.status in (429, 503):
            made.headers["retry-after"] = str(self.facts.get("seconden", 1))
        return made


class Rate:
    """Lets a client through so many times a minute (a fixed window), and so many requests at once."""

    def __init__(self, a_minute: int = A_MINUTE, at_once: int = AT_ONCE) -> None:
        """With both limits."""
        self.a_minute = a_minute
        self.room = BoundedSemaphore(at_once)
        self._minute = Minute()

    def count(self, client: str) -> None:
        """Count a request.

        Raises:
            NotAnswered: it is one too many.
        """
        if self._minute.count(client) > self.a_minute:
            raise NotAnswered(429, "te_vaak", aantal=self.a_minute, seconden=seconds_left())


@cache
def packs(*names: str) -> Regelpakket:
    """Packs of the program, linked, read once."""
    return load_pack(*names)


async def sent(request: Request) -> bytes:
    """The dossier that came along.

    Raises:
        NotAnswered: it is of another kind, too large, or no JSON where it says so.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in KINDS:
        raise NotAnswered(415, "soort", soorten=", ".join(KINDS))
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > LARGEST:
            raise NotAnswered(413, "te_groot", kb=LARGEST // 1024)
    return _as_yaml(bytes(content)) if kind == JSON else bytes(content)


def _as_yaml(content: bytes) -> bytes:
    """JSON as YAML reads it: the same text, but for signs that JSON writes in two halves."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise NotAnswered(400, "geen_json") from None
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") if b"\\ud" in content.lower() else content


Content = Annotated[bytes, Depends(sent)]
OfPacks = Annotated[list[PackId], Query(alias="pack", max_length=len(PACKS))]
"""Packs by id. A list that is the default of such a parameter is only read: that is why B006 is silenced below."""
OfThema = Annotated[str | None, Query(max_length=200)]
"""A thema of the dossier."""


def _read(content: bytes, pack: Regelpakket, thema: str | None, fase: Fase | None) -> tuple[Dossier, str | None]:
    """The dossier, and the thema as it writes that.

    Raises:
        InvoerFout: with everything that is wrong in it, or it has no such thema.
        NotAnswered: it says nothing of that fase.
    """
    dossier = read_checked(Path("-"), BODY, pack, content)
    thema = the_thema(dossier, thema)
    if fase is not None and not any(fase in a.fasen for a in dossier.afspraken if thema in (None, a.thema)):
        raise NotAnswered(400, "fase_afwezig", fase=fase)
    return dossier, thema


def _told(found: Resultaat) -> Response:
    """A result as the command line gives it."""
    return Response(json.dumps(found.to_json()), media_type=JSON)


def evaluate(
    content: Content,
    pack: OfPacks = [],  # noqa: B006
    archetype: Archetype | None = None,
    thema: OfThema = None,
    fase: Fase | None = None,
) -> Response:
    """What the pack says of a dossier, per thema and fase; computed again by a second engine when that is there."""
    known = packs(*pack)
    dossier, thema = _read(content, known, thema, fase)
    return _told(judge(dossier, known, archetype=archetype, thema=thema, fase=fase))


def plan(
    content: Content,
    pack: OfPacks = [],  # noqa: B006
    target: Archetype | None = None,
    keep: Annotated[list[str], Query(max_length=100)] = [],  # noqa: B006
    without: Annotated[list[str], Query(max_length=100)] = [],  # noqa: B006
    thema: OfThema = None,
    fase: Fase | None = None,
) -> Response:
    """The smallest plan to a target, and whether that was proven in the time that there is."""
    known = packs(*pack)
    both = sorted({*keep} & {*without})
    if both:
        raise NotAnswered(400, "allebei", acties=", ".join(both))
    dossier, thema = _read(content, known, thema, fase)
    asked = Vraagstuk(target, frozenset(keep), frozenset(without), thema, fase, SECONDS)
    return _told(make_plan(dossier, known, direct.compute, date.today(), asked, laws=laws_for(dossier, known)))


def questions(
    content: Content,
    pack: OfPacks = [],  # noqa: B006
    voor: Annotated[str | None, Query(alias="for", max_length=200)] = None,
    hoogstens: Annotated[int | None, Query(alias="max", ge=1, le=1000)] = None,
    archetype: Archetype | None = None,
    thema: OfThema = None,
    fase: Fase | None = None,
) -> Response:
    """The gespreksagenda of a dossier: what to talk about first."""
    known = packs(*pack)
    dossier, thema = _read(content, known, thema, fase)
    wrong = whose(voor, STEMMEN, [p.naam for p in dossier.partijen]) if voor is not None else None
    if wrong:
        raise InvoerFout([Melding(wrong.code, Plek("for"), wrong.facts, wrong.guess)])
    found = agenda(
        dossier,
        known,
        direct.compute,
        date.today(),
        laws=laws_for(dossier, known),
        archetype=archetype,
        thema=thema,
        fase=fase,
        voor=voor,
        hoogstens=hoogstens,
    )
    return _told(found)


def transfer(content: Content, thema: OfThema = None, start: date | None = None) -> Response:
    """What is found about the bevoegdheden of a dossier; no legal advice."""
    known = packs(rules.STANDAARD, rules.OVERDRACHT)
    dossier, thema = _read(content, known, thema, None)
    recheck = engines.recheck
    return _told(look(dossier, known, direct.compute, date.today(), thema=thema, start=start, recheck=recheck))


def list_packs() -> list[PackShown]:
    """The packs that come with the program."""
    return [PackShown(**_shown(name)) for name in PACKS]


def show_pack(pack: PackId) -> PackWhole:
    """A pack with its vragen and waarborgen, and those of the pack that it builds on."""
    whole = packs(pack)
    found = {name: rule.naam for name, rule in sorted(whole.waarborgen.items())}
    asked = {name: vraag.vraag for name, vraag in sorted(whole.vragen.items())}
    return PackWhole(**_shown(pack), vragen=asked, waarborgen=found)


def _shown(name: str) -> dict[str, str]:
    """What a pack is, without the one that it builds on."""
    found = next(p for p in packs(name).pakketten if p.id == name)
    return {"id": found.id, "naam": found.naam, "versie": found.versie, "sha256": found.sha256}


ROOMS: Final[tuple[tuple[Callable[..., Response], type[Resultaat]], ...]] = (
    (evaluate, Rapport),
    (plan, Plan),
    (questions, Agenda),
    (transfer, Overdracht),
)
"""What can be computed, each at the address of its name, and the value that it gives."""
_PROBLEM: Final[dict[str, Any]] = {"model": ProblemDetails, "content": {PROBLEM: {}}}
_EVERYWHERE: Final[dict[int | str, dict[str, Any]]] = {429: _PROBLEM}
_COMPUTED: Final[dict[int | str, dict[str, Any]]] = {
    **_EVERYWHERE,
    **dict.fromkeys((400, 413, 415, 422, 500, 503), _PROBLEM),
}
_COMPONENTS: Final = "#/components/schemas/"
_DOSSIER: Final = {"schema": {"$ref": f"{_COMPONENTS}Dossier"}}
_TAKEN: Final = {"requestBody": {"required": True, "content": dict.fromkeys(KINDS, _DOSSIER)}}


def create_api(rate: Rate) -> FastAPI:
    """The API as a program of its own, to stand below an address."""
    api = _Api(
        title="wijktoets",
        version=VERSION,
        description=texts.text("api.over"),
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers=dict.fromkeys(WRONG, _told_wrong),
    )
    for answer, value in ROOMS:
        here = {200: {"model": value, "description": value.__doc__}, **_COMPUTED}
        path = f"/{answer.__name__}"
        api.post(path, responses=here, response_class=Response, openapi_extra=_TAKEN)(_within(rate, answer))
    api.get("/packs", responses=_EVERYWHERE)(list_packs)
    api.get("/packs/{pack}", responses={404: _PROBLEM, "default": _PROBLEM, **_EVERYWHERE})(show_pack)

    @api.middleware("http")
    async def counted(request: Request, go_on: Callable[[Request], Any]) -> Response:
        """Count the request, and say which version of the API answers."""
        try:
            rate.count(request.client.host if request.client else "")
            response: Response = await go_on(request)
        except NotAnswered as error:
            response = error.answer()
        response.headers["api-version"] = VERSION
        return response

    return api


class _Api(FastAPI):
    """The API, which tells what a dossier is as the schema of dossier files does."""

    def openapi(self) -> dict[str, Any]:
        """The description (OpenAPI 3.1)."""
        if not self.openapi_schema:
            found = super().openapi()
            dossier = TypeAdapter(Dossier).json_schema(
                mode="validation", ref_template=f"{_COMPONENTS}Dossier.{{model}}"
            )
            below = {f"Dossier.{name}": schema for name, schema in dossier.pop("$defs", {}).items()}
            found["components"]["schemas"] |= {"Dossier": dossier, **below}
        return self.openapi_schema or {}


def _within(rate: Rate, answer: Callable[..., Response]) -> Callable[..., Response]:
    """A computation that waits for no room: with too many at once it is refused."""

    @wraps(answer)
    def computed(*args: Any, **given: Any) -> Response:
        if not rate.room.acquire(blocking=False):
            raise NotAnswered(503, "vol")
        try:
            return answer(*args, **given)
        finally:
            rate.room.release()

    return computed


WRONG: Final = (NotAnswered, InvoerFout, RequestValidationError, HTTPException, engines.Onenigheid)
"""What is answered with problem details; anything else is a fault of the program."""


async def _told_wrong(request: Request, error: Exception) -> Response:
    made = _why(error).answer()
    if isinstance(error, HTTPException):
        made.headers.update(error.headers or {})  # which methods there are
    return made


def _why(error: Exception) -> NotAnswered:
    """What is said of something that went wrong."""
    if isinstance(error, NotAnswered):
        return error
    if isinstance(error, InvoerFout):
        return NotAnswered(422, "dossier_fout", error.meldingen)
    if isinstance(error, HTTPException):
        return NotAnswered(error.status_code, "anders")
    if not isinstance(error, RequestValidationError):
        return NotAnswered(500, "oneens")
    wrong = error.errors()
    if any(each["loc"][0] == "path" for each in wrong):
        return NotAnswered(404, "anders")
    return NotAnswered(400, "vraag", namen=", ".join(sorted({str(each["loc"][1]) for each in wrong})))
