"""Measures the pages with people at once, over loopback and bounded: `python -m benchmarks.serve`, or more `--times`;
with `--crowd` five people at each dossier for as long as `--seconds` says, in a file or (`--postgres`) in a database.

The program runs in a process of its own, as `wijktoets serve` starts it; people are threads here that read between two
presses. By the clock, which other work on the machine disturbs, and in processor time, which it disturbs less.
"""

import argparse
import math
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import httpx2 as httpx

from wijktoets.web.database import database_at
from wijktoets.web.store import FILE, Store

ROOT = Path(__file__).parent.parent
DOSSIER = ROOT / "cases" / "voorbeelden" / "wijkdeal-uit-word.yaml"
QUESTION = "openbare-vergaderingen"
QUESTIONS = (
    QUESTION,
    "agenda-afgesproken",
    "besluiten-te-volgen",
    "besteding-te-zien",
    "begroting-inzichtelijk",
)
"""Questions that people answer side by side in one dossier."""
CARD = "zien-hoe-er-wordt-besloten"
LIMITS = {"page": 100.0, "answer": 50.0, "judged": 50.0, "picture": 100.0}
"""Milliseconds below which 19 of 20 stay on two cores that do nothing else; `judged` is an answer saved and judged."""
START = 1.5
"""Seconds within which the first page is there."""
FLAT, FILLING = 20_000, 60_000
"""Kilobytes that the program may hold more in the last quarter of a run than in the second; and in a run of less than
five minutes, in which the versions and pictures that it keeps at hand only fill up."""
LONG = 300.0


class Stoppable(Protocol):
    """A database that can be away for a while."""

    def stop(self) -> None:
        """Break off all connections, and stop."""

    def start(self) -> None:
        """Answer again."""


@dataclass
class Run:
    """What one run took: milliseconds a request by kind, and the processor seconds of the program in all."""

    clock: dict[str, list[float]] = field(default_factory=dict)
    server: dict[str, list[float]] = field(default_factory=dict)
    processor: dict[str, list[float]] = field(default_factory=dict)
    start: float = 0.0
    start_processor: float = 0.0
    people: int = 0
    refused: list[str] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    seconds: float = 0.0
    used: float = 0.0

    def take(self, kind: str, response: httpx.Response, begun: float) -> dict[str, float]:
        """Note how long an answer took, here and there; gives what the program says of it."""
        if response.status_code not in (200, 303):
            self.refused.append(f"{kind} {response.status_code}")
        took = (time.perf_counter() - begun) * 1000
        timing = response.headers.get("server-timing", "")
        said = {name: float(value) for name, value in re.findall(r"(\w+);dur=([\d.]+)", timing)}
        self.note(kind, took, said.get("page", math.nan), said.get("cpu", math.nan))
        return said

    def note(self, kind: str, clock: float, server: float, processor: float) -> None:
        """Note how long something took."""
        for held, value in ((self.clock, clock), (self.server, server), (self.processor, processor)):
            held.setdefault(kind, []).append(value)


@contextmanager
def serving(folder: Path, database: str = "") -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The program over a folder, and its login link; over a database too where there is one."""
    words = [sys.executable, "-m", "wijktoets", "serve", str(folder), "--no-browser", "--port", "0"]
    words += ["--database", database] if database else []
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def processor_of(pid: int) -> float:
    """Processor seconds that a process used; 0 where that cannot be seen."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> int:
    """Kilobytes of memory that a process holds; 0 where that cannot be seen."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])


@dataclass
class Place:
    """Where the program answers, in whose session, with which dossiers, and its process."""

    site: str
    cookies: dict[str, str]
    keys: list[str]
    pid: int
    folder: Path
    database: str

    def client(self) -> httpx.Client:
        """A browser that is let in; it lets a connection go before the program does, as that could be just then."""
        limits = httpx.Limits(keepalive_expiry=1.0)
        return httpx.Client(base_url=self.site, cookies=self.cookies, timeout=60, limits=limits)

    def history(self, key: str) -> list[int]:
        """The versions of a dossier."""
        with self.client() as client:
            return [int(n) for n in re.findall(r"/versie/(\d+)", client.get(f"/dossier/{key}/geschiedenis").text)]

    @contextmanager
    def store(self) -> Iterator[Store]:
        """What is kept, read beside the program."""
        found = Store(database_at(self.database) if self.database else self.folder / FILE)
        try:
            yield found
        finally:
            found.close()


@contextmanager
def placed(found: Run, dossiers: int, database: str = "") -> Iterator[Place]:
    """The program over so many dossiers, and the adviser let in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(dossiers):
            own = re.sub(rb"(?m)^naam: .*$", b"naam: Wijk %d" % number, DOSSIER.read_bytes(), count=1)
            (folder / f"wijk-{number:02}.yaml").write_bytes(own)
        with serving(folder, database):
            pass  # takes them in
        begun = time.perf_counter()
        with serving(folder, database) as (link, process):
            with httpx.Client(follow_redirects=True) as client:
                client.get(link)
                found.start, found.start_processor = time.perf_counter() - begun, processor_of(process.pid)
                site = link.partition("/inloggen")[0]
                secret = link.rpartition("=")[2]
                start = client.post(f"{site}/inloggen", data={"geheim": secret}).text
                cookies = dict(client.cookies)
            keys = re.findall(r'href="/dossier/([\w-]+)"', start)[:dossiers]
            yield Place(site, cookies, keys, process.pid, folder, database)


@contextmanager
def timed(found: Run, pid: int) -> Iterator[None]:
    """Note how long something takes, and the processor seconds of the program in it."""
    begun, before = time.perf_counter(), processor_of(pid)
    yield
    found.seconds, found.used = time.perf_counter() - begun, processor_of(pid) - before


def together(work: Iterable[Callable[[], None]]) -> None:
    """Do all of it at once, each in a thread.

    Raises:
        Exception: what went wrong in the first of them.
    """
    wrong: list[Exception] = []

    def done(each: Callable[[], None]) -> None:
        try:
            each()
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=done, args=(each,)) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]


def crowd(
    people: int,
    dossiers: int,
    seconds: float,
    think: float,
    database: str = "",
    away: tuple[Stoppable, float] | None = None,
) -> Run:
    """So many people at fewer dossiers, for so long: each answers a question of its own, over and over, and reads for
    half as long to one and a half times as long as `think` before each press.

    Notes the memory of the program as it goes and, at the end, what was confirmed and is not kept so: each answer is
    looked for in the version that it was said to be.

    Args:
        database: the URL of an empty database; without one it is all kept in a file.
        away: what stops at a third of the time, and for how many seconds.
    """
    found, confirmed, lock = Run(people=people), dict[tuple[str, int], str](), threading.Lock()
    with placed(found, dossiers, database) as place:
        until = time.monotonic() + seconds

        def somebody(number: int) -> None:
            key, question = place.keys[number % dossiers], QUESTIONS[number // dossiers % len(QUESTIONS)]
            chance = random.Random(number)

            def pause() -> None:
                time.sleep(think * chance.uniform(0.5, 1.5))

            time.sleep(2 * think * number / people)  # half of them read while the others answer
            with place.client() as client:
                turn = 0
                while time.monotonic() < until:
                    words = f"Wie {number}, keer {turn}."
                    told = _answered(found, client, key, question, turn, words, pause)
                    if told is not None:
                        with lock:
                            if (key, told.version) in confirmed:
                                found.lost.append(f"{key}: version {told.version} was confirmed twice")
                            confirmed[key, told.version] = words
                    turn += 1

        def weighed() -> None:
            while time.monotonic() < until:
                found.memory.append(memory_of(place.pid))
                time.sleep(seconds / 40)

        def gone() -> None:
            if away is not None:
                time.sleep(seconds / 3)
                away[0].stop()
                time.sleep(away[1])
                away[0].start()

        with timed(found, place.pid):
            together([weighed, gone, *(partial(somebody, number) for number in range(people))])
        _looked_for(found, place, confirmed, whole=away is None)
    return found


def _looked_for(found: Run, place: Place, confirmed: dict[tuple[str, int], str], whole: bool) -> None:
    """Note the versions that are kept, and what of the answers is not, each as the version that it was said to be.

    Args:
        whole: nothing else was kept, as it may be of an answer that nobody heard the end of.
    """
    with place.store() as store:
        for key in place.keys:
            last = store.current(key).nummer
            found.versions.append(last)
            mine = {number: words for (at, number), words in confirmed.items() if at == key}
            if whole and last != len(mine) + 1:
                found.lost.append(f"{key}: {last} versions of {len(mine)} answers")
            kept = {number: store.version(key, number).content.decode() for number in range(1, last + 1)}
            found.lost += [f"{key}: {words}" for n, words in mine.items() if words not in kept.get(n, "")]
            if any(later <= earlier for earlier, later in pairwise(event.nummer for event in store.history(key))):
                found.lost.append(f"{key}: the history is out of order")


def growth(memory: list[int]) -> float:
    """Kilobytes that the program held more in the last quarter of a run than in the second."""
    part = max(1, len(memory) // 4)
    return statistics.mean(memory[-part:]) - statistics.mean(memory[part : 2 * part] or memory)


def broken(found: Run) -> list[str]:
    """What must not be, however busy the machine is: an error, an answer that is lost, memory that grows."""
    grew, most = growth(found.memory), FLAT if found.seconds >= LONG else FILLING
    return [*found.refused, *found.lost, *([f"memory grew by {grew:.0f} kB"] if grew > most else [])]


@dataclass(frozen=True, slots=True)
class Told:
    """What the program says of an answer that it confirmed: the version that it became, and what it took."""

    version: int
    took: dict[str, float]


def _answered(
    found: Run, client: httpx.Client, key: str, question: str, turn: int, words: str, pause: Callable[[], None]
) -> Told | None:
    """Read a question and answer it; gives what the program says of it when the answer was confirmed."""
    begun = time.perf_counter()
    response = client.get(f"/dossier/{key}/werkblad/0/{question}")
    found.take("page", response, begun)
    pause()
    if response.status_code != 200:
        return None
    form = response.text[response.text.index('<form id="antwoord"') :]
    given = {name: unescape(value) for name, value in re.findall(r'name="(csrf|gezien)" value="([^"]*)"', form)}
    begun = time.perf_counter()
    sent = {**given, "antwoord": ("deels", "ja")[turn % 2], "toelichting": words}
    response = client.post(f"/dossier/{key}/antwoord/0/{question}", data=sent)
    took = found.take("answer", response, begun)
    pause()
    if response.status_code != 303:
        if words not in response.text:
            found.lost.append(f"{key}: {words} is not on the page that says so")
        return None
    return Told(int(re.findall(r"bewaard=(\d+)", response.headers["location"])[0]), took)


def measured(people: int, rounds: int, think: float) -> Run:
    """So many people at once, each at a dossier of its own: a question, its answer, a card, and at the end the picture.

    Args:
        think: seconds that somebody reads between two presses.
    """
    found = Run(people=people)
    with placed(found, people) as place:
        with timed(found, place.pid):
            together(partial(_person, found, place, key, rounds, think, n / people) for n, key in enumerate(place.keys))
        found.versions = [max(place.history(key)) for key in place.keys]
    return found


def _person(found: Run, place: Place, key: str, rounds: int, think: float, later: float) -> None:
    time.sleep(later * think)
    with place.client() as client:
        pause = partial(time.sleep, think)

        def get(kind: str, part: str) -> dict[str, float]:
            begun = time.perf_counter()
            told = found.take(kind, client.get(f"/dossier/{key}{part}"), begun)
            pause()
            return told

        answer: dict[str, float] = {}
        for turn in range(rounds):
            told = _answered(found, client, key, QUESTION, turn, f"Keer {turn}", pause)
            answer = told.took if told is not None else answer
            get("page", f"/werkblad/0/kaart/{CARD}")
        shown = get("picture", "/beeld")
        found.note("judged", shown["judged"], shown["judged"], answer["cpu"] + shown["judging"])


def p95(values: list[float]) -> float:
    """What 19 of 20 stay below."""
    return statistics.quantiles(values, n=20)[-1]


def lines(found: Run) -> Iterator[str]:
    """What a run took, as a table."""
    yield "| | median | p95 | p95, of the program | processor, median | processor, p95 | to stay below |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for kind, limit in LIMITS.items():
        if kind not in found.clock:
            continue
        clock, server, spent = found.clock[kind], found.server[kind], found.processor[kind]
        numbers = (statistics.median(clock), p95(clock), p95(server), statistics.median(spent), p95(spent), limit)
        yield f"| {kind} | {' | '.join(f'{number:.0f} ms' for number in numbers)} |"
    yield f"| start | {found.start:.2f} s | | | {found.start_processor:.2f} s | | {START} s |"
    yield ""
    busy, count = found.used / found.seconds, sum(map(len, found.clock.values()))
    where = f"{found.people} people at {len(found.versions)} dossiers"
    yield f"{where}, {count} requests, {busy:.0%} of one core; load {os.getloadavg()[0]:.1f}."


def main() -> None:
    """Measure, and print what was found.

    Raises:
        SystemExit: with `--crowd`, when there was an error, an answer was lost, or memory grew.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--think", type=float, default=2.0)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--crowd", action="store_true", help="five people at each dossier, with --people and --seconds")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--postgres", action="store_true", help="with --crowd: in a PostgreSQL of its own")
    given = parser.parse_args()
    if given.crowd:
        _crowded(given)
        return
    for _ in range(given.times):
        print(*lines(measured(given.people, given.rounds, given.think)), sep="\n", flush=True)


def _crowded(given: argparse.Namespace) -> None:
    size = (given.people, max(1, given.people // len(QUESTIONS)), given.seconds, given.think)
    if given.postgres:
        from tests.web.postgres import Cluster

        with Cluster(synced=True) as cluster:
            found = crowd(*size, cluster.empty())
    else:
        found = crowd(*size)
    print(*lines(found), f"Memory in kB: {found.memory}; it grew by {growth(found.memory):.0f}.", sep="\n")
    if wrong := broken(found):
        raise SystemExit("\n".join(wrong[:40]))


if __name__ == "__main__":
    main()
