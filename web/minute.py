"""Counts of each client in the minute that it is: what the pages and the API both let through so often and no more."""

from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from time import monotonic


class Minute:
    """Counts by client, begun anew each minute (a fixed window); many threads may count at once."""

    def __init__(self) -> None:
        """With nothing counted."""
        self._lock, self._window, self._seen = Lock(), -1, dict[str, int]()

    def count(self, client: str, more: int = 1) -> int:
        """How often this client was counted this minute, with `more` added to it now."""
        client, window = counted_as(client), int(monotonic() // 60)
        with self._lock:
            if window != self._window:
                self._window, self._seen = window, {}
            found = self._seen.get(client, 0) + more
            if more:
                self._seen[client] = found
            return found


def counted_as(client: str) -> str:
    """Whom to count: of IPv6 everybody has as many addresses as they like, all with the same first half.

    >>> counted_as("2001:db8::7"), counted_as("192.0.2.7"), counted_as("")
    ('2001:db8::/64', '192.0.2.7', '')
    """
    try:
        found = ip_address(client)
    except ValueError:
        return client
    return str(ip_network((int(found), 64), strict=False)) if isinstance(found, IPv6Address) else client


def seconds_left() -> int:
    """Whole seconds until the next minute begins, at least one."""
    return max(1, round(60 - monotonic() % 60))
