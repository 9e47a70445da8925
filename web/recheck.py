"""The recheck: a second engine computes a version again, in a process of its own with limits, after the page is there.

One at a time: it never stands between people and their answers. What it found is kept for the last versions.
"""

import json
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock, Thread
from typing import Final, Literal

from .store import digest
from .worker import ran

Verdict = Literal["bezig", "gelijk", "niet", "anders"]
"""What is known: not yet, the same, that it could not be done (in time), or that the engines differ."""
SECONDS: Final = 20
DISAGREE: Final = 4
"""How `evaluate` ends when the engines find different things."""
KEPT: Final = 64
DOSSIER: Final = "dossier.yaml"


class CheckShelf:
    """Keeps of the last versions what the second engine found."""

    def __init__(self, packs: Sequence[str]) -> None:
        """With the packs that dossiers are held against."""
        self._packs = [word for pack in packs for word in ("--pack", pack)]
        self._kept: OrderedDict[str, Verdict] = OrderedDict()
        self._busy: str | None = None
        self._lock = Lock()

    def look(self, content: bytes) -> Verdict:
        """What is known of a version by now; begins to compute it when that is not being done and nothing else is."""
        key = digest(content.decode("utf-8", "replace"))
        with self._lock:
            if key in self._kept:
                return self._kept[key]
            if self._busy is None:
                self._busy = key
                Thread(target=self._compute, args=(key, content), daemon=True).start()
        return "bezig"

    def _compute(self, key: str, content: bytes) -> None:
        found: Verdict = "niet"
        try:
            found = computed(content, self._packs)
        finally:
            with self._lock:
                self._busy = None
                self._kept[key] = found
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)


def computed(content: bytes, packs: Sequence[str]) -> Verdict:
    """What the second engine finds of a version."""
    end = ran(["evaluate", DOSSIER, "--format", "json", *packs], {DOSSIER: content}, seconds=SECONDS)
    if end.code == DISAGREE:
        return "anders"
    return "gelijk" if end.code == 0 and json.loads(end.out)["nagerekend"].get("gelijk") else "niet"
