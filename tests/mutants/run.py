"""Plants small faults in judging, transfer and plan, one at a time, and says which of them no test notices.

    python -m tests.mutants.run --seed 20 --many 300

The tests are collected once. A first pass keeps for each test which lines it goes through and how long it takes. Then
each fault gets a process of its own, forked from there, in which the code of the functions of its file is replaced, and
the tests that go through its line run until one fails, those that noticed most and the quickest first.
"""

import argparse
import gc
import json
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Container, Sequence
from pathlib import Path
from time import monotonic, sleep
from types import CodeType, FrameType, FunctionType
from typing import Any, Final

import pytest

from tests.mutants.faults import ENGINE, Fault, drawn, planted

TESTS: Final = Path(__file__).resolve().parent.parent
AREAS: Final[dict[str, tuple[str, ...]]] = {
    "judging": ("judging/*.py", "model/conditions.py"),
    "transfer": ("advice/transfer/*.py",),
    "plan": ("advice/plan/*.py",),
}
"""Which files of the engine get faults."""
TESTED_BY: Final = (
    "engine/judging",
    "engine/model/test_conditions.py",
    "engine/test_laws*.py",
    "engine/test_oracle.py",
    "engine/advice/test_kleinste.py",
    "engine/advice/test_plan*.py",
    "engine/advice/test_teksten.py",
    "engine/advice/test_transfer*.py",
    "rules/test_overdracht.py",
    "telling/test_powers.py",
    "cli/test_engines.py",
    "cli/test_evaluate.py",
    "cli/test_plan.py",
    "cli/test_plan_files.py",
    "cli/test_transfer.py",
)
"""Which tests have to notice them."""
MOST_SECONDS: Final = 300.0
"""A fault gets no more tests than take this long without it, unless --seconds says otherwise."""
HANGS_AFTER: Final = 90.0
"""Seconds that a fault may take beyond four times what its tests take: then it hangs, which is noticed too."""

Lines = dict[str, set[int]]


def files(area: str) -> list[Path]:
    """The files of an area, in order."""
    return sorted({path for pattern in AREAS[area] for path in ENGINE.glob(pattern)})


_MUTATED: Final = {path.relative_to(ENGINE).as_posix() for area in AREAS for path in files(area)}


def plant(fault: Fault) -> int:
    """Put a fault in the functions of its file as they stand in memory; gives how many functions there are now new."""
    gc.unfreeze()
    home = (ENGINE / fault.file).resolve()
    there = [f for f in gc.get_objects() if isinstance(f, FunctionType)]
    here = [f for f in there if f.__code__.co_filename.endswith(home.name) and _home(f.__code__) == home]
    replaced = 0
    if here:
        codes = _codes(planted(fault), here[0].__code__.co_filename)
        for function in here:
            old = function.__code__
            new = codes.get((old.co_qualname, old.co_firstlineno))
            if new is not None and new != old:
                function.__code__ = new
                replaced += 1
    return replaced


def _home(code: CodeType) -> Path:
    return Path(code.co_filename).resolve()


def _codes(tree: Any, file: str) -> dict[tuple[str, int], CodeType]:
    """The code of every function of a file, by name and line."""
    found: dict[tuple[str, int], CodeType] = {}
    waiting = [compile(tree, file, "exec")]
    while waiting:
        code = waiting.pop()
        found[code.co_qualname, code.co_firstlineno] = code
        waiting += [const for const in code.co_consts if isinstance(const, CodeType)]
    return found


class Planting:
    """Runs, in place of the tests, each fault against the tests that go through its line."""

    def __init__(
        self, found: Sequence[Fault], told: Callable[[Fault, str], None], kept: Path | None, seconds: float
    ) -> None:
        self.found, self.told, self.kept, self.seconds = found, told, kept, seconds
        self.failed = ""
        self.noticed: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the first test that failed."""
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """One pass without a fault, then one process for each."""
        took, lines = self._pass(session)
        for fault in self.found:
            through = [i for i in range(len(session.items)) if fault.line in lines[i].get(fault.file, ())]
            chosen, seconds = [], 0.0
            for index in self._in_turn(session, through, took):
                if not chosen or seconds + took[index] <= self.seconds:
                    chosen.append(index)
                    seconds += took[index]
            word = "no test goes there"
            if chosen:
                word = _forked(lambda: self._try(session, fault, chosen), 4 * seconds + HANGS_AFTER)  # noqa: B023
            self.noticed[word.removeprefix("noticed by ")] += 1
            self.told(fault, word)
        return True

    def _in_turn(self, session: pytest.Session, through: Sequence[int], took: Sequence[float]) -> list[int]:
        """The quickest first; what noticed a fault before counts as ten times as quick each time."""
        return sorted(through, key=lambda i: took[i] / 10 ** self.noticed[session.items[i].nodeid])

    def _pass(self, session: pytest.Session) -> tuple[list[float], list[Lines]]:
        """Seconds and lines of each test, run in a process of its own, so that nothing of it stays here."""
        if self.kept is not None and self.kept.is_file():
            answer = self.kept.read_text(encoding="utf-8")
        else:
            answer = _forked(lambda: json.dumps(self._traced(session)), 3600)
            if self.kept is not None and answer.startswith("{"):
                self.kept.write_text(answer, encoding="utf-8")
        said = json.loads(answer) if answer.startswith("{") else {"failed": answer}
        if said["failed"]:
            raise pytest.UsageError(f"fails without a fault: {said['failed']}")
        return said["took"], [{file: set(at) for file, at in test.items()} for test in said["lines"]]

    def _traced(self, session: pytest.Session) -> dict[str, Any]:
        known: dict[str, str | None] = {}
        took, lines = [], []
        for index in range(len(session.items)):
            here: Lines = {}

            def local(frame: FrameType, event: str, _arg: Any, here: Lines = here) -> Any:
                here[known[frame.f_code.co_filename] or ""].add(frame.f_lineno)
                return local

            def trace(frame: FrameType, event: str, _arg: Any, here: Lines = here, local: Any = local) -> Any:
                name = frame.f_code.co_filename
                if name not in known:
                    known[name] = _of_engine(name, _MUTATED)
                file = known[name]
                if file is None:
                    return None
                here.setdefault(file, set()).add(frame.f_lineno)
                return local

            began = monotonic()
            sys.settrace(trace)
            try:
                self._one(session, index, index + 1)
            finally:
                sys.settrace(None)
            took.append(monotonic() - began)
            lines.append({file: sorted(at) for file, at in here.items()})
        return {"failed": self.failed, "took": took, "lines": lines}

    def _try(self, session: pytest.Session, fault: Fault, chosen: Sequence[int]) -> str:
        if not plant(fault):
            return "not planted"
        for place, index in enumerate(chosen):
            self._one(session, index, chosen[place + 1] if place + 1 < len(chosen) else len(session.items))
            if self.failed:
                return f"noticed by {self.failed}"
        return "survives"

    def _one(self, session: pytest.Session, index: int, then: int) -> None:
        item = session.items[index]
        after = session.items[then] if then < len(session.items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)


def _of_engine(name: str, wanted: Container[str]) -> str | None:
    """A file that gets faults by its name in the engine, and None for any other."""
    home, engine = Path(name).resolve(), ENGINE.resolve()
    own = home.relative_to(engine).as_posix() if home.is_relative_to(engine) else ""
    return own if own in wanted else None


def _forked(work: Callable[[], str], most: float) -> str:
    """What is said by work that is done in a process of its own; it hangs when it takes longer than this."""
    with tempfile.TemporaryFile("w+") as answer:
        child = os.fork()
        if not child:
            os.setsid()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            try:
                answer.write(work())
            except BaseException as error:
                answer.write(f"noticed by {type(error).__name__}")
            answer.flush()
            os._exit(0)
        began = monotonic()
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            if monotonic() - began > most:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return "noticed: it hangs"
            sleep(0.01)
        answer.seek(0)
        return answer.read() or "noticed: it ends the process"


def main() -> int:
    """Plant the faults; gives 1 when a tenth or more survive."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=20)
    asked.add_argument("--many", type=int, default=300, help="how many faults, over the areas")
    asked.add_argument("--area", choices=AREAS, action="append", help="only these")
    asked.add_argument("--seconds", type=float, default=MOST_SECONDS, help="of tests for a fault, at most")
    asked.add_argument("--skip", type=int, default=0, help="leave out so many, that an earlier run tried")
    asked.add_argument("--only", help="only faults whose line below holds this")
    asked.add_argument("--kept", type=Path, help="where the first pass is kept, for a second run on the same code")
    given = asked.parse_args()
    areas = given.area or list(AREAS)
    chosen = [f for area in areas for f in drawn(files(area), given.many // len(areas), given.seed)]
    chosen = [f for f in chosen if not given.only or given.only in str(f)][given.skip :]
    left: list[Fault] = []
    with os.fdopen(os.dup(1), "w") as shown:

        def told(fault: Fault, word: str) -> None:
            if not word.startswith("noticed"):
                left.append(fault)
            print(f"{fault}\n    {word}", file=shown, flush=True)

        print(f"{len(chosen)} faults, seed {given.seed}", file=shown, flush=True)
        tests = [str(path) for pattern in TESTED_BY for path in sorted(TESTS.glob(pattern))]
        options = ["-q", "-p", "no:cacheprovider", "--hypothesis-profile=mutants", "--no-header", "--no-summary"]
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        ended = pytest.main([*options, *tests], plugins=[Planting(chosen, told, given.kept, given.seconds)])
        if ended not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            return int(ended)
        print(f"{len(left)} of {len(chosen)} survive:", *left, sep="\n", file=shown)
    return int(10 * len(left) >= len(chosen) > 0)


if __name__ == "__main__":
    sys.exit(main())
