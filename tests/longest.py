"""Hands files of tests to workers, the longest first, so that no worker waits long for the last (`-p tests.longest`).

How long each takes stands in `longest.txt`; `make test ARGS='-n auto --dist loadfile -p tests.longest --measure'` on a
machine with little else to do measures and writes it anew.
"""

from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

TABLE: Final = Path(__file__).with_name("longest.txt")
"""Seconds and a file, or a folder of TOGETHER, a line; the longest first."""
LONG: Final = 2.0
"""What takes fewer seconds stands in no table: it comes last."""
TOGETHER: Final = ("tests/agreement",)
"""Folders whose files share what is costly to make, and so a worker."""


def unit_of(nodeid: str) -> str:
    """What goes to one worker: a file, or a folder.

    >>> unit_of("tests/cli/test_new.py::test_it[a::b]"), unit_of("tests/agreement/test_planted_bugs.py::test_it")
    ('tests/cli/test_new.py', 'tests/agreement')
    """
    file = nodeid.split("::", 1)[0]
    folder = file.rpartition("/")[0]
    return folder if folder in TOGETHER else file


def known() -> dict[str, float]:
    """The seconds of what is long."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    return {unit: float(seconds) for seconds, unit in map(str.split, lines)}


class LongestFirst(LoadFileScheduling):
    """As `loadfile`, which hands out by the number of tests, and so comes to the few long ones last."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        """With the seconds that are known."""
        super().__init__(config, log)
        self.seconds = known()

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        longest = max(self.workqueue, key=lambda unit: self.seconds.get(unit, 0.0))
        self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)


class Measured:
    """Adds up what the workers tell, and writes the table."""

    def __init__(self) -> None:
        self.seconds = Counter[str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[unit_of(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        lines = [f"{seconds:5.1f} {unit}\n" for unit, seconds in self.seconds.most_common() if seconds >= LONG]
        TABLE.write_text("".join(lines), encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the table be written."""
    parser.addoption("--measure", action="store_true", help="write how long each file of tests takes to longest.txt")


def pytest_configure(config: pytest.Config) -> None:
    """Measure where that is asked, in the process that hears all workers."""
    if config.getoption("--measure") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Measured())


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LongestFirst | None:
    """What hands out the files."""
    return LongestFirst(config, log) if config.getoption("dist") == "loadfile" else None
