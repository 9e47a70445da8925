"""Draws pictures in a process of its own, so that the pages have a processor to themselves while one is drawn."""

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Final

from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading.parsing import forget

from .dossier import Known
from .picture import Picture, drawn, warm_up

PATIENCE: Final = 30.0
"""Seconds that a picture may take, and that the process may take to begin."""
RUBBISH: Final = (5_000, 10, 250)
"""How much comes and stays before rubbish is looked for among what is new, less new and old: there is next to none, as
values here do not point back, and to go through all that is old takes longer than an answer may."""


def settle() -> None:
    """Go no more through what was read for the whole run, modules and packs: time and again that costs answers time."""
    gc.freeze()
    gc.set_threshold(*RUBBISH)


class PictureProcess:
    """A process that draws one picture at a time; where it ended or hangs, that is drawn here and it begins again.

    For one thread: that which draws right after an answer.
    """

    def __init__(self, pack: Regelpakket) -> None:
        """With the pack that dossiers are held against; it begins by `start`, or at the first picture."""
        self._pack, self._lock = pack, Lock()
        self._line: Connection | None = None
        self._process: BaseProcess | None = None

    def start(self) -> Connection:
        """Let it begin, and read what it needs while nobody waits; gives the line to it."""
        with self._lock:
            if self._line is not None:
                return self._line
            own = get_context("spawn")  # of a fork it would have the locks of threads that it has not
            line, theirs = own.Pipe()
            process = own.Process(target=_work, args=(theirs, self._pack), daemon=True)
            with _unbroken(), closing(theirs):  # closed, so that each sees when the other ends
                process.start()
            self._line, self._process = line, process
            return line

    def __call__(self, known: Known, begun: float) -> Picture:
        """The picture of a version, of an answer that came in at `begun`.

        Raises:
            InvoerFout: its bevoegdheden do not fit the pack of the laws.
        """
        try:
            line = self.start()
            line.send((known.content, known.nummer, begun))  # their clock is the same
            if not line.poll(PATIENCE):
                raise EOFError
            found: Picture | Exception = line.recv()
        except (EOFError, OSError):
            self.close()
            return drawn(known, begun)
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        """Let it end."""
        with self._lock:
            line, process, self._line, self._process = self._line, self._process, None, None
        if line is not None:
            line.close()
        if process is not None:
            process.join(1)
            process.kill()


@contextmanager
def _unbroken() -> Iterator[None]:
    """Let a process begin that does not hear it when somebody breaks the pages off: it ends by itself, and silently."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # which `start` does as well, and then it lets signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(line: Connection, pack: Regelpakket) -> None:
    """Draw what is asked for and keep nothing of it, until nobody can ask any more."""
    warm_up(pack)
    settle()
    with suppress(EOFError, OSError):
        while True:
            content, nummer, begun = line.recv()
            try:
                found: Picture | Exception = drawn(Known(content, pack, nummer, "dossier"), begun)
            except Exception as error:
                found = error
            forget()
            line.send(found)
