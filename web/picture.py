"""The picture of a version, judged right after it was kept and before anybody asks; it is shown only when they do.

One version at a time is judged beside the pages, so that nobody waits for it. What is kept is the page that was drawn:
it is small, and what it was drawn from would be in the way of whatever else the program does.
"""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from time import perf_counter, thread_time
from typing import Any, Final

from wijktoets import cases
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.telling.formats import html
from wijktoets.telling.residents import in_their_words

from .dossier import Known
from .shown import shown

KEPT: Final = 256
"""So many pictures stay drawn: some megabytes."""
WARM: Final = Path(cases.__file__).parent / "voorbeelden" / "wijkdeal-uit-word.yaml"


@dataclass(frozen=True, slots=True)
class Picture:
    """What `evaluate` tells of a version, drawn for advisers and for residents, and the rules behind it by name."""

    drawn: str
    residents: str
    regels: tuple[tuple[str, str], ...]
    judged: float
    """Milliseconds from when the answer came in until it was judged; or since it was asked for."""
    processor: float
    """Milliseconds of a processor that judging took."""


Draw = Callable[[Known, float], Picture]
"""What draws a version, of an answer that came in then (`drawn`)."""


def picture_of(known: Known) -> Any:
    """All that `evaluate` tells of a dossier."""
    from wijktoets.telling.screens.evaluate.screen import evaluate_sheet
    from wijktoets.telling.view import View

    return shown(evaluate_sheet(View(known.rapport, everything=True)))


def drawn(known: Known, begun: float) -> Picture:
    """The picture of a version.

    Raises:
        InvoerFout: its bevoegdheden do not fit the pack of the laws.
    """
    used = thread_time()
    rapport = known.rapport
    judged, processor = (perf_counter() - begun) * 1000, (thread_time() - used) * 1000
    rules = {e.waarborg: e.naam for a in rapport.afspraken for e in a.eisen}
    whole = picture_of(known)
    residents = html.parts(in_their_words(whole, rapport.woorden))
    named = tuple(sorted(rules.items(), key=lambda rule: rule[1]))
    return Picture(html.parts(whole), residents, named, judged, processor)


def warm_up(pack: Regelpakket) -> None:
    """Read what is behind a picture, so that nobody waits for it."""
    with suppress(InvoerFout):  # another pack may ask other things
        drawn(Known(WARM.read_bytes(), pack, 0, ""), 0.0)


class PictureShelf:
    """Keeps of the last versions the picture, each made once and one at a time; who asks for one that is not begun
    does not wait for the others."""

    def __init__(self, tidy: Callable[[], None], beside: Draw | None = None) -> None:
        """With what lets go of all that pictures were drawn from, and what draws those that nobody waits for, if that
        is not done here."""
        self._tidy, self._beside = tidy, beside
        self._pool = ThreadPoolExecutor(1, "picture")
        self._kept: OrderedDict[tuple[date, bytes], Future[Picture]] = OrderedDict()
        self._newest: dict[str, tuple[date, bytes]] = {}
        self._lock = Lock()

    def begin(self, key: str, known: Known, begun: float) -> None:
        """Judge a version of a dossier that was kept just now, of an answer that came in at `begun`.

        One before it that did not get its turn yet is left out: nobody asks for that any more.
        """
        at = (date.today(), known.content)
        with self._lock:
            before = self._newest.get(key)
            if before is not None and before != at and before in self._kept and self._kept[before].cancel():
                del self._kept[before]
            self._newest[key] = at
            if at not in self._kept:
                self._put(at, self._pool.submit(self._drawn, known, begun, self._beside))

    def of(self, known: Known) -> Picture:
        """The picture of a version, as it is today.

        Raises:
            InvoerFout: its bevoegdheden do not fit the pack of the laws.
        """
        at = (date.today(), known.content)
        with self._lock:
            found = self._kept.get(at)
            ours = found is None or found.cancel()
            if ours:
                found = Future()
                self._put(at, found)
            else:
                self._kept.move_to_end(at)
        assert found is not None
        if ours:
            try:
                found.set_result(self._drawn(known, perf_counter()))
            except BaseException as error:
                found.set_exception(error)
        return found.result()

    def _drawn(self, known: Known, begun: float, draw: Draw | None = None) -> Picture:
        try:
            return (draw or drawn)(known, begun)
        finally:
            self._tidy()

    def _put(self, at: tuple[date, bytes], found: Future[Picture]) -> None:
        self._kept[at] = found
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def forget(self) -> None:
        """Keep nothing any more: a passage was taken out."""
        with self._lock:
            self._kept.clear()
            self._newest.clear()
