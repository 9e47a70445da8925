"""Sets up every test run: how hard hypothesis searches, packs read once, and in CI that a skip is a failed run."""

import gc
import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import pytest
from hypothesis import settings

from wijktoets import cases, rules
from wijktoets.engine.model.regelpakket import Ingebouwd, Regelpakket
from wijktoets.engine.model.source import is_folder
from wijktoets.engine.reading import loading, parsing
from wijktoets.engine.reading.parsing import FileTree

ReadPack = Callable[[Path, str], Any]
ReadTree = Callable[[bytes, str], FileTree]
Load = Callable[[Sequence[tuple[Path, str]], Ingebouwd, Mapping[str, Path]], Regelpakket]

IN_CI = bool(os.environ.get("CI"))

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.register_profile("quick", settings.get_profile("ci" if IN_CI else "dev"), max_examples=10)
settings.register_profile("mutants", settings.get_profile("ci"), max_examples=20)
settings.register_profile("deep", max_examples=5000, deadline=None)
settings.load_profile("ci" if IN_CI else "dev")


HOME: Final = Path(rules.__file__).resolve().parent
OWN: Final = {path.read_bytes() for place in (rules, cases) for path in Path(place.__file__).parent.rglob("*.yaml")}
"""What the files of the packs and dossiers of the project hold."""


def read_once(load: Load) -> Load:
    """Packs are frozen, so those of the project are read once a process: most of what a short command takes.

    A pack that lies elsewhere, such as a copy that a test changes, is read each time.
    """
    kept = dict[Hashable, Regelpakket]()

    @wraps(load)
    def load_packs(
        folders: Sequence[tuple[Path, str]], ingebouwd: Ingebouwd, builtin: Mapping[str, Path]
    ) -> Regelpakket:
        places = (*(f for f, _ in folders), *builtin.values())
        if not all(is_folder(place) and place.resolve().is_relative_to(HOME) for place in places):
            return load(folders, ingebouwd, builtin)
        here = None if all(place.is_absolute() for place in places) else Path.cwd()
        key = (tuple(folders), id(ingebouwd), tuple(builtin.items()), here)
        if key not in kept:
            kept[key] = load(folders, ingebouwd, builtin)
        return kept[key]

    return load_packs


def its_files_once(read: ReadPack) -> ReadPack:
    """The files of a pack of the project are read once a process too where a pack of a test builds on it."""
    kept = dict[Hashable, object]()

    @wraps(read)
    def read_pack(folder: Path, name: str) -> Any:
        if not (folder.is_absolute() and is_folder(folder) and folder.resolve().is_relative_to(HOME)):
            return read(folder, name)
        if (folder, name) not in kept:
            kept[folder, name] = read(folder, name)
        return kept[folder, name]

    return read_pack


def built_once(read: ReadTree) -> ReadTree:
    """A file that holds what one of the project holds is taken apart once a process, wherever a copy of it lies.

    What a test changed, down to one character, is taken apart each time.
    """
    kept = dict[tuple[bytes, str], FileTree]()

    @wraps(read)
    def read_tree(content: bytes, bestand: str) -> FileTree:
        if content not in OWN:
            return read(content, bestand)
        if (content, bestand) not in kept:
            kept[content, bestand] = read(content, bestand)
        return kept[content, bestand]

    return read_tree


loading.load_packs = read_once(loading.load_packs)
loading._read_pack = its_files_once(loading._read_pack)
loading.read_tree = parsing.read_tree = built_once(parsing.read_tree)


IN_TURN: Final = 5
"""Of what every dossier of the project is asked, CI asks one in so many: a number that no count of widths divides."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make reach` ask every test, and of its cases a few."""
    told = "of a test with more cases than this, run so many: the first, the last, and some between"
    parser.addoption("--of-each", type=int, metavar="N", help=told)


def spread(among: int, some: int) -> set[int]:
    """The places of so many among more: the first, the last, and some between, as far apart as can be.

    >>> sorted(spread(10, 3)), sorted(spread(2, 3)), sorted(spread(5, 1))
    ([0, 4, 9], [0, 1], [0])
    """
    if among <= some:
        return set(range(among))
    return {place * (among - 1) // max(some - 1, 1) for place in range(some)}


def asked(cases: Sequence[pytest.Item], name: str, some: int | None) -> Sequence[pytest.Item]:
    """The cases of one test that are run: in CI those of its turn, each test others, and of these some where asked."""
    if IN_CI and cases[0].get_closest_marker("in_turn"):
        cases = cases[crc32(name.encode()) % min(IN_TURN, len(cases)) :: IN_TURN]
    if some is None or cases[0].get_closest_marker("each_python"):
        return cases
    return [case for at, case in enumerate(cases) if at in spread(len(cases), some)]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the cases that only ask again what others of the same test ask."""
    tests = defaultdict[tuple[pytest.Item | pytest.Collector | None, str], list[pytest.Item]](list)
    for item in items:
        tests[item.parent, getattr(item, "originalname", None) or item.name].append(item)
    some: int | None = config.getoption("--of-each")
    kept = {case for (_, name), cases in tests.items() for case in asked(cases, name, some)}
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what stays for the whole run, and look less often at what comes and goes.

    It went through all modules, packs and thousands of tests again and again: a fifth of the time of a screen.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run in CI when anything was skipped: there every tool has to be present."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("CI skips nothing: install what the skipped tests need.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
