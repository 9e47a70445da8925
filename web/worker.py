"""Runs a command of wijktoets in a process of its own, with a limit on time and memory, in a folder that is wiped.

So a page and the command line give the same document, and whatever a file does to a library stays out of the pages.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread, Timer
from time import monotonic
from typing import Final

from .store import new_key

SECONDS: Final = 90
MEMORY: Final = 3 * 2**30
"""Bytes of address space; a proof or a PDF takes a small part of it."""
KEPT: Final = 600
"""Seconds that a document waits to be fetched."""
AT_ONCE: Final = 4
"""Documents that are made at once, of all dossiers: who asks for more keeps the pages from nobody."""

_BEGIN: Final = """
import runpy, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
    resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
sys.argv = ["wijktoets", *sys.argv[1:]]
runpy.run_module("wijktoets", run_name="__main__")
"""


@dataclass(frozen=True, slots=True)
class JobEnd:
    """How a command ended: its exit code (None: it took too long), what it said, and the files that it made."""

    code: int | None
    out: str
    err: str
    made: Mapping[str, bytes] = field(default_factory=dict)


def ran(
    words: list[str],
    files: Mapping[str, bytes],
    made: tuple[str, ...] = (),
    *,
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> JobEnd:
    """Run a command.

    Args:
        words: what is typed behind `wijktoets`.
        files: what stands in its folder, by name.
        made: the names of the files that it is to make.
    """
    with _folder() as place:
        for name, content in files.items():
            (place / name).write_bytes(content)
        begin = _BEGIN.format(memory=memory, seconds=seconds)
        try:
            done = subprocess.run(
                [sys.executable, "-c", begin, *words],
                cwd=place,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return JobEnd(None, "", "")
        found = {name: (place / name).read_bytes() for name in made if (place / name).is_file()}
        return JobEnd(
            done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), found
        )


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for its owner alone, that is not there any more afterwards."""
    with tempfile.TemporaryDirectory(prefix="wijktoets-") as name:
        yield Path(name)


@dataclass(slots=True)
class Job:
    """A document that is being made: for which dossier, its name, and how it ended when it has."""

    dossier: str
    naam: str
    begun: float
    ended: float = 0.0
    ran: JobEnd | None = None


class Jobs:
    """Documents that are made, never two at once for one dossier; a document that nobody fetches is wiped."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def start(self, dossier: str, naam: str, words: list[str], files: Mapping[str, bytes]) -> str | None:
        """Begin to make a document; gives its key, or None when one is being made for this dossier, or too many are."""
        key = new_key()
        with self._lock:
            self._wipe()
            busy = [job.dossier for job in self._jobs.values() if job.ran is None]
            if dossier in busy or len(busy) >= AT_ONCE:
                return None
            job = self._jobs[key] = Job(dossier, naam, monotonic())

        def work() -> None:
            found = ran(words, files, (naam,))
            with self._lock:
                job.ran, job.ended = found, monotonic()
            later = Timer(KEPT, self._wiped)  # also when nobody comes back
            later.daemon = True
            later.start()

        Thread(target=work, daemon=True).start()
        return key

    def find(self, dossier: str, key: str) -> Job | None:
        """A document that is made for a dossier."""
        with self._lock:
            self._wipe()
            job = self._jobs.get(key)
            return job if job is not None and job.dossier == dossier else None

    def forget(self, dossier: str) -> None:
        """Wipe what was made for a dossier."""
        with self._lock:
            self._jobs = {key: job for key, job in self._jobs.items() if job.dossier != dossier}

    def _wiped(self) -> None:
        with self._lock:
            self._wipe()

    def _wipe(self) -> None:
        now = monotonic()
        self._jobs = {k: j for k, j in self._jobs.items() if j.ran is None or now - j.ended < KEPT}
