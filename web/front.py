"""What stands before the pages when they are served: the address that people type, and the proxies that speak for it.

What a proxy says of a visitor (`X-Forwarded-…`) is believed only of a proxy that was named, and of nobody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.types import Scope

from .settings import Network

Headers = Sequence[tuple[bytes, bytes]]

PROBES: Final = frozenset({"/health", "/ready", "/metrics"})
"""What is asked by this machine itself, past the proxy."""
DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Front:
    """The address that people type, and the networks of the proxies before it."""

    origin: str
    proxies: tuple[Network, ...] = ()

    @property
    def https(self) -> bool:
        """Whether people come by https."""
        return self.origin.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of the address, as a browser writes them: without a port that goes without saying."""
        found = urlsplit(self.origin)
        usual = DEFAULT_PORTS[found.scheme]
        if found.port not in (None, usual):
            return (found.netloc,)
        bare = found.netloc.removesuffix(f":{usual}")
        return (bare, f"{bare}:{usual}")

    def seen(self, scope: Scope) -> Scope | None:
        """A request as the visitor made it, or None when it did not come by the address.

        Behind https each comes from a named proxy, which says that it came by https and from whom.
        """
        peer, headers = _address((scope.get("client") or ("", 0))[0]), scope["headers"]
        if not self._named(peer):
            return None if self.https else scope
        if _only(headers, b"x-forwarded-proto") != ("https" if self.https else "http"):
            return None
        told = [_address(part.strip()) for part in _only(headers, b"x-forwarded-for").split(",")]
        who = next((each for each in reversed(told) if not self._named(each)), None)
        return {**scope, "scheme": "https" if self.https else "http", "client": (str(who or ""), 0)}

    def _named(self, address: IPv4Address | IPv6Address | None) -> bool:
        return address is not None and any(address in each for each in self.proxies)


def is_here(scope: Scope) -> bool:
    """Whether a request was made on this machine, and not handed on by a proxy."""
    peer: Any = _address((scope.get("client") or ("", 0))[0])
    handed = {b"x-forwarded-for", b"x-forwarded-proto", b"forwarded", b"x-real-ip", b"via"}
    return peer is not None and peer.is_loopback and not any(name in handed for name, _ in scope["headers"])


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, or None; one of IPv4 that is written as IPv6 is that of IPv4."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _only(headers: Headers, name: bytes) -> str:
    """A header that stands there once; nothing when it is not there, or more than once."""
    found = [value for each, value in headers if each == name]
    return found[0].decode("latin-1") if len(found) == 1 else ""
