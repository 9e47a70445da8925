"""What holds for every request: to which names it is answered, how large and slow it may be, and with which headers."""

import asyncio
from collections.abc import Collection, MutableMapping
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .forms import whole
from .front import PROBES, Front, is_here
from .watch import log

CSP: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Final = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-permitted-cross-domain-policies", b"none"),
)
"""The headers that OWASP advises, but for that of https: on one laptop there is none."""
HSTS: Final = (b"strict-transport-security", b"max-age=63072000")
"""The header of https, where people come by it: two years long by https alone."""

MAX_BODY: Final = 6 * 1024 * 1024
"""Bytes that a request may bring: a workbook of 5 MB and what goes with it."""
SLOWEST: Final = 20.0
"""Seconds within which the body of a request has to be there."""


class TooLarge(Exception):
    """A request brings more than it may."""


class TooSlow(Exception):
    """The body of a request does not come."""


class Guard:
    """Refuses what is not meant for here, and puts the headers on what is answered."""

    def __init__(
        self, app: ASGIApp, hosts: Collection[str], slowest: float = SLOWEST, front: Front | None = None
    ) -> None:
        """Answer only to these names, with their port (DNS rebinding); behind a front only to those of its address."""
        self.app = app
        self.hosts = frozenset(hosts)
        self.slowest = slowest
        self.front = front
        self.headers = (*HEADERS, HSTS) if front is not None and front.https else HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        probed = scope["path"] in PROBES and is_here(scope)
        seen = scope if self.front is None or probed else self.front.seen(scope)
        hosts = self.hosts if self.front is None or probed else self.front.hosts
        named = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        if seen is None or len(named) != 1 or named[0] not in hosts:
            if self.front is not None:
                log("refused", reason="proxy" if seen is None else "host")
            await _plain(self._with_headers(send, fresh=True), 421)
            return
        scope = seen
        length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if (said := whole(length.decode("latin-1"))) is None or said > MAX_BODY:
            await _plain(self._with_headers(send, fresh=True), 413)
            return
        fresh = not scope["path"].startswith("/static/")
        try:
            await self.app(scope, self._bounded(receive), self._with_headers(send, fresh))
        except TooLarge:
            await _plain(self._with_headers(send, fresh=True), 413)
        except TooSlow:
            await _plain(self._with_headers(send, fresh=True), 408)

    def _bounded(self, receive: Receive) -> Receive:
        """What comes in, as long as it is no more than it may be and comes in time."""
        loop = asyncio.get_running_loop()
        until, seen, ended = loop.time() + self.slowest, 0, False

        async def bounded() -> Message:
            nonlocal seen, ended
            if ended:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(0.0, until - loop.time()))
            except TimeoutError:
                raise TooSlow from None
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                ended = not message.get("more_body", False)
                if seen > MAX_BODY:
                    raise TooLarge
            return message

        return bounded

    def _with_headers(self, send: Send, fresh: bool) -> Send:
        """What goes out, with the headers that all of it has; what people wrote is kept nowhere (`fresh`)."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                _set(message, [*self.headers, *([(b"cache-control", b"no-store")] if fresh else [])])
            await send(message)

        return sent


def _set(message: MutableMapping[str, Any], headers: Collection[tuple[bytes, bytes]]) -> None:
    names = {name for name, _ in headers}
    kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in names]
    message["headers"] = [*kept, *headers]


async def _plain(send: Send, status: int) -> None:
    """An answer without a page: whoever gets it is no person who reads."""
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
