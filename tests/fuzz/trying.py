"""Tries a changed file on the commands that read it: whatever it holds, each ends with a sentence, in bounded time.

A crash is exit code 70 or a traceback, an exception that a command lets through, a command that hangs, or two engines
that say something else of the same dossier. Found cases are kept in tests/data/fuzz and run each time.

    python -m tests.fuzz.trying --seed 7 --many 2000 --kind dossiers
"""

import argparse
import faulthandler
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Final, Literal, get_args

from tests.agreement.sides import Group, differences, of_columns, of_direct
from tests.bad_cases import KLEIN
from tests.cli.running import run
from tests.fuzz.changes import Change, book_changed, bytes_changed, is_yaml, yaml_changed
from wijktoets import load_pack, rules
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.reading.loading import load_dossier
from wijktoets.engine.reading.matching import check_dossier

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = ROOT / "tests" / "data" / "fuzz"
"""Found cases, a folder a kind: files that were once answered with a crash."""
SECONDS: Final = 20
"""A command that takes longer on a small file hangs."""
INVALID: Final = 3
ENDINGS: Final = {0, 1, INVALID}
"""How a command may end on a file that it was given: done, something to check, something wrong with the file."""

Kind = Literal["dossiers", "packs", "workbooks"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


class Hangs(BaseException):
    """A command took too long; no Exception, so that nobody catches it on the way."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A changed file on which something went wrong, and what."""

    name: str
    content: bytes
    what: str


def changed(kind: Kind, number: int, seed: int) -> tuple[str, bytes]:
    """A changed file: the name that it has, and what is in it. The same for the same numbers."""
    chance = random.Random(f"{kind} {seed} {number}")
    files = corpus(kind)
    name, content = chance.choice(files)
    changes: Sequence[Change] = (book_changed,) if kind == "workbooks" else (bytes_changed, yaml_changed)
    return name, chance.choice(changes)(content, chance, [each for _, each in files])


@cache
def corpus(kind: Kind) -> Sequence[tuple[str, bytes]]:
    """Sound files to begin from, by the name that they have in their folder."""
    match kind:
        case "dossiers":
            folders = (ROOT / "cases", ROOT / "cases" / "voorbeelden", KLEIN.parent)
            found = [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.yaml"))]
            return [("x.yaml", content) for content in found if is_yaml(content)]
        case "packs":
            return [(path.relative_to(KLEIN).as_posix(), path.read_bytes()) for path in sorted(KLEIN.rglob("*.yaml"))]
        case "workbooks":
            from tests.workbook.books import book_of

            made = [load_dossier(ROOT / "cases" / "voorbeelden" / f"{name}.yaml") for name in _IN_BOOKS]
            return [("x.xlsx", book_of(each)) for each in made]


_IN_BOOKS: Final = ("twee-themas", "wijkdeal-drie-afspraken")


def tried(kind: Kind, name: str, content: bytes) -> str | None:
    """What goes wrong on a file of this kind, or None."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        if kind == "packs":
            shutil.copytree(KLEIN, folder / "p")
            (folder / "p" / name).write_bytes(content)
        else:
            (folder / name).write_bytes(content)
        for words in _commands(kind, folder, name):
            code, wrong = _ended(words)
            if wrong is not None:
                return f"{' '.join(map(str, words)).replace(place, '.')}: {wrong}"
            if code == INVALID and kind != "packs":
                return None
        return _within(lambda: (0, _disagreement(folder / name)))[1] if kind == "dossiers" else None


def _commands(kind: Kind, folder: Path, name: str) -> Iterator[Sequence[str | Path]]:
    own = folder / name
    match kind:
        case "dossiers":
            yield ("check", own)
            yield ("migrate", own, "--dry-run")
            yield ("evaluate", own, "--format", "json", "--engine", "direct")
            yield ("follow-up", own)
        case "packs":
            yield ("rules", "test", "--pack", folder / "p")
            yield ("rules", "lint", "--pack", folder / "p")
            yield ("rules", "list", "--pack", folder / "p")
        case "workbooks":
            yield ("import", own, "--to", folder / "out.yaml")


Ended = tuple[int, str | None]
"""The exit code, and what is wrong with how it ended."""


def _ended(words: Sequence[str | Path]) -> Ended:
    """How a command ends."""

    def go() -> Ended:
        result = run(*words)
        error, code = result.exception, result.exit_code
        if error is not None and not isinstance(error, SystemExit):
            return code, f"{type(error).__name__}: {error}"
        if code not in ENDINGS:
            return code, f"exit code {code}: {result.output[-300:]}"
        return code, "a traceback" if "Traceback (most" in result.output else None

    return _within(go)


def _disagreement(path: Path) -> str | None:
    """Where columns says something else than direct of a dossier that fits the Gronings model."""
    pack = load_pack(rules.STANDAARD)
    try:
        found = load_dossier(path)
    except InvoerFout:
        return None
    if check_dossier(found, pack):
        return None
    group = Group(pack, [found])
    return next(iter(differences(of_direct(group), of_columns(group))), None)


def _within(work: Callable[[], Ended]) -> Ended:
    try:
        with _alarm():
            return work()
    except Hangs as hanging:
        return 0, f"takes more than {SECONDS} seconds, at {hanging}"


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(_signal: int, frame: FrameType | None) -> None:
        raise Hangs(f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else "")

    before = signal.signal(signal.SIGALRM, ring)
    left = signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(left)
        signal.signal(signal.SIGALRM, before)


def search(kind: Kind, many: int, seed: int, first: int = 0) -> Iterator[Crash]:
    """Every crash among so many changed files, from the one with this number on."""
    for number in range(first, many):
        name, content = changed(kind, number, seed)
        if (what := tried(kind, name, content)) is not None:
            yield Crash(name, content, f"{kind} {number} of seed {seed}: {what}")


def main() -> int:
    """Search and keep what is found; gives 1 when something was."""
    import tests.conftest  # noqa: F401  # packs are read once

    faulthandler.enable()
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=date.today().toordinal())
    asked.add_argument("--many", type=int, default=1000, help="how many of each kind")
    asked.add_argument("--first", type=int, default=0, help="the number of the first")
    asked.add_argument("--kind", choices=KINDS, action="append", help="only these")
    given = asked.parse_args()
    found = 0
    for kind in given.kind or KINDS:
        print(f"{given.many} {kind}, seed {given.seed}", flush=True)
        for crash in search(kind, given.first + given.many, given.seed, given.first):
            found += 1
            print(f"  {crash.what}", flush=True)
            place = KEPT / kind / f"{given.seed}-{found}" / crash.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(crash.content)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
