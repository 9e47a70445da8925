"""What an administrator sees of a running server: whether it lives and is ready, a line a request, and counts.

Nothing of it holds an answer, a link, a cookie, a query or an address of a person: a request is known by the pattern of
its route, and a session by the first characters of the hash that is kept of it.
"""

import hmac
import json
import logging
import time
import traceback
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath
from threading import Lock
from typing import Any, Final

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .database import AWAY
from .front import is_here
from .store import Store
from .tables import dossiers

LOGGER: Final = logging.getLogger("wijktoets.web")
SEEN: Final = "wijktoets.seen"
"""Where a request carries what is noted of it."""
METHODS: Final = frozenset({"GET", "HEAD", "POST"})
OTHER: Final = "other"
STATIC: Final = "/static"
BUCKETS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds below which answers are counted."""
FACTS: Final = frozenset(
    {"route", "method", "status", "ms", "session", "role", "who", "reason", "error", "at", "ended"}
)
"""All that a line can say, beside when and what."""


@dataclass(slots=True)
class SeenRequest:
    """What is noted of a request: the pattern of its route, and the session as the log names it."""

    route: str = OTHER
    session: str | None = None


def note(request: Request, route: str) -> None:
    """Note by which route a request is answered."""
    if SEEN in request.scope:
        request.scope[SEEN].route = route


def note_session(request: Request, session: str) -> None:
    """Note in which session a request was made."""
    if SEEN in request.scope:
        request.scope[SEEN].session = named(session)


def named(session: str) -> str:
    """How the log names a session, by the hash that is kept of its secret."""
    return session[:10]


def log(event: str, **facts: Any) -> None:
    """Write a line about something that happened; nothing but `FACTS` can be said in it."""
    assert facts.keys() <= FACTS, facts.keys() - FACTS
    LOGGER.info(event, extra={"facts": {name: value for name, value in facts.items() if value is not None}})


class Lines(logging.Formatter):
    """A line of JSON a record. Of an error it says the kind and the places in the code, never its words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said: dict[str, Any] = {"time": at, "level": record.levelname.lower(), "event": record.msg}
        said |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1] is not None:
            said |= told(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def told(error: BaseException) -> dict[str, Any]:
    """The kind of an error and where it was: in its words there may be what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    return {"error": type(error).__name__, "at": [f"{PurePath(f.filename).name}:{f.lineno} {f.name}" for f in frames]}


def write_lines() -> None:
    """Let all that is logged be lines of JSON on the standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    for name, level in (("wijktoets.web", logging.INFO), ("uvicorn", logging.WARNING), ("", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)


@dataclass
class Counts:
    """How many requests there were and how long they took, by route."""

    requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    below: dict[str, list[int]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def take(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        with self._lock:
            self.requests[route, method if method in METHODS else OTHER, status] += 1
            self.seconds[route] += seconds  # type: ignore[assignment]  # a Counter counts parts of a second as well
            self.below.setdefault(route, [0] * (len(BUCKETS) + 1))[bisect_left(BUCKETS, seconds)] += 1

    def fail(self, route: str) -> None:
        """Count a fault of the program."""
        with self._lock:
            self.errors[route] += 1

    def lines(self) -> Iterator[str]:
        """All of it as OpenMetrics."""
        with self._lock:
            requests, errors = sorted(self.requests.items()), sorted(self.errors.items())
            times = sorted((route, self.seconds[route], [*below]) for route, below in self.below.items())
        yield "# TYPE wijktoets_requests counter"
        yield "# HELP wijktoets_requests Requests by the pattern of their route."
        for (route, method, status), number in requests:
            yield f'wijktoets_requests_total{{route="{route}",method="{method}",status="{status}"}} {number}'
        yield "# TYPE wijktoets_errors counter"
        yield "# HELP wijktoets_errors Faults of the program."
        for route, number in errors:
            yield f'wijktoets_errors_total{{route="{route}"}} {number}'
        yield "# TYPE wijktoets_request_seconds histogram"
        yield "# UNIT wijktoets_request_seconds seconds"
        yield "# HELP wijktoets_request_seconds Seconds until an answer was there."
        for route, seconds, below in times:
            total = 0
            for bound, number in zip([*map(str, BUCKETS), "+Inf"], below, strict=True):
                total += number
                yield f'wijktoets_request_seconds_bucket{{route="{route}",le="{bound}"}} {total}'
            yield f'wijktoets_request_seconds_count{{route="{route}"}} {total}'
            yield f'wijktoets_request_seconds_sum{{route="{route}"}} {seconds:.6f}'
        yield "# EOF"


class Watch:
    """Notes each request when it is answered: a line, and a count."""

    def __init__(self, app: ASGIApp, counts: Counts) -> None:
        """With what is counted."""
        self.app, self.counts = app, counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500
        seen = SeenRequest(STATIC if scope["path"].startswith(f"{STATIC}/") else OTHER)

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app({**scope, SEEN: seen}, receive, sent)
        except Exception as error:
            self.counts.fail(seen.route)
            log("error", route=seen.route, session=seen.session, **told(error))
            raise
        finally:
            seconds = time.perf_counter() - begun
            self.counts.take(seen.route, scope["method"], status, seconds)
            if seen.route not in QUIET:
                facts = {"method": scope["method"] if scope["method"] in METHODS else OTHER, "status": status}
                log("request", route=seen.route, session=seen.session, ms=round(seconds * 1000, 1), **facts)


QUIET: Final = frozenset({"/health", "/ready", "/metrics", STATIC})
"""Routes of which no line is written: they are asked for all the time."""


def probes(store: Store, counts: Counts, token: str | None) -> list[Route]:
    """What an administrator's programs ask: does it live, is it ready, and how often was what asked."""

    async def ready(request: Request) -> Response:
        there = await run_in_threadpool(_reached, store)
        return PlainTextResponse("ready\n" if there else "no database\n", 200 if there else 503)

    async def metrics(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        right = token is not None and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
        if not (right or (token is None and is_here(request.scope))):
            return PlainTextResponse("", 404)
        kind = "application/openmetrics-text; version=1.0.0; charset=utf-8"
        return Response("\n".join(counts.lines()) + "\n", headers={"content-type": kind})

    async def health(request: Request) -> Response:
        return PlainTextResponse("alive\n")

    return [_noted("/health", health), _noted("/ready", ready), _noted("/metrics", metrics)]


def _noted(path: str, answer: Callable[[Request], Any]) -> Route:
    async def noted(request: Request) -> Response:
        note(request, path)
        response: Response = await answer(request)
        return response

    return Route(path, noted)


def _reached(store: Store) -> bool:
    """Whether the database answers, and has our tables."""
    try:
        with store.read() as connection:
            connection.execute(select(dossiers.c.id).limit(1)).first()
    except AWAY:
        return False
    return True
