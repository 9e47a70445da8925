"""Measures the engines and their peers on the same eisen of the same rows, after a check that they agree on each."""

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any, Final

import numpy as np

import wijktoets

from .adapters import ENGINES, Adapter, Compiled
from .peers import PEERS
from .workload import Codes, Rows, Task, at_most, generated, rows_for, task_of

CHECKED: Final = 50
"""On so many rows engines that take rows one by one are compared; those that take tables on CHECKED_TABLE."""
CHECKED_TABLE: Final = 5_000
DISTRIBUTIONS: Final = {"zen": "zen-engine", "rule_engine": "rule-engine", "openfisca_core": "OpenFisca-Core"}
DISTRIBUTIONS_TOO: Final = {"durable": "durable_rules", "durable_rules": "durable_rules"}


@dataclass
class Found:
    """What was measured of one engine: seconds of processor for each number of rows, and how much it computed."""

    adapter: Adapter
    waarborgen: int
    agrees: bool
    seconds: dict[int, float] = field(default_factory=dict)
    broke: str = ""

    def a_row(self, rows: int) -> float:
        """Seconds for one row."""
        return self.seconds[rows] / rows

    def an_eis(self, rows: int) -> float:
        """Seconds for one eis of one row."""
        return self.a_row(rows) / self.waarborgen


def tasks() -> dict[str, Task]:
    """The generated pack and the real one."""
    return {"generated": task_of(generated()), "gronings-model": task_of(wijktoets.load_pack())}


def installed(adapter: Adapter) -> bool:
    """Whether the package of an engine is there."""
    package = "durable" if adapter.package == "durable_rules" else adapter.package
    return importlib.util.find_spec(package) is not None


def version(adapter: Adapter) -> str:
    """The version of the package of an engine."""
    names = DISTRIBUTIONS | DISTRIBUTIONS_TOO
    return metadata.version(names.get(adapter.package, adapter.package))


@dataclass(frozen=True)
class Runner:
    """An engine that has compiled its part of a task, with the rows of that part that it is timed on."""

    found: Found
    compiled: Compiled
    loaded: dict[int, Any]

    def time(self, rows: Rows) -> None:
        """Compute all eisen of the rows once; the shortest of all times is kept."""
        data = self.loaded.pop(rows.size, None)
        data = self.compiled.load(rows) if data is None else data
        start = self.compiled.clock()
        try:
            self.compiled.run(data)
        except Exception as error:  # whatever a peer raises, the others are still measured
            self.found.broke = f"broke off: {error or type(error).__name__}"
            return
        spent = self.compiled.clock() - start
        self.found.seconds[rows.size] = min(spent, self.found.seconds.get(rows.size, spent))
        if not self.found.adapter.fresh:
            self.loaded[rows.size] = data


def compare(
    task: Task, adapters: Sequence[Adapter], sizes: Sequence[int], rounds: int, say: Callable[[str], None]
) -> list[Found]:
    """Every engine that is installed: checked, then timed in turns, so that all meet the same noise."""
    runners: list[Runner] = []
    expected: Codes | None = None
    for adapter in filter(installed, adapters):
        part = adapter.part(task)
        compiled = adapter.compile(part)
        rows = rows_for(task.pack, CHECKED_TABLE).first(CHECKED if adapter.one_by_one else CHECKED_TABLE)
        said = compiled.codes(compiled.run(compiled.load(rows)))
        expected = _expected(task) if expected is None else expected
        agrees = bool((said == expected[: rows.size, _places(task, part)]).all())
        say(f"{adapter.name}: {len(part.duties)} waarborgen, {'agrees' if agrees else 'DIFFERS'}")
        runners.append(Runner(Found(adapter, len(part.duties), agrees), compiled, {}))
    for size in sizes:
        rows = rows_for(task.pack, size)
        for _ in range(min(rounds, at_most(size))):
            for runner in runners:
                if not runner.found.broke:
                    runner.time(rows)
        for runner in runners:
            runner.loaded.clear()
        say(f"{size} rows: done")
    return [runner.found for runner in runners]


def _expected(task: Task) -> Codes:
    """What direct says of the first rows, and columns of more: they are held equal by the tests."""
    direct, table = ENGINES[0].compile(task), ENGINES[2].compile(task)
    rows = rows_for(task.pack, CHECKED_TABLE)
    found = table.codes(table.run(table.load(rows)))
    said = direct.codes(direct.run(direct.load(rows.first(CHECKED))))
    assert np.array_equal(found[:CHECKED], said), "columns and direct differ"
    return found


def _places(task: Task, part: Task) -> list[int]:
    names = [duty.name for duty in task.duties]
    return [names.index(duty.name) for duty in part.duties]


def one_by_one() -> list[Adapter]:
    """The engines that take rows one by one."""
    return [adapter for adapter in (*ENGINES, *PEERS) if adapter.one_by_one]


def in_tables() -> list[Adapter]:
    """The engines that take a table of rows."""
    return [adapter for adapter in (*ENGINES, *PEERS) if not adapter.one_by_one]


def table_of_one(found: Sequence[Found], rows: int) -> Iterator[str]:
    """The engines that take rows one by one, as a Markdown table."""
    direct = next(each for each in found if each.adapter.name == "direct")
    yield "| engine | waarborgen | ms a row | µs an eis | × direct, an eis | agrees | cannot say |"
    yield "|---|--:|--:|--:|--:|---|---|"
    for each in found:
        if rows not in each.seconds:
            yield f"| {each.adapter.name} | {each.waarborgen} | | | | {each.broke} | {each.adapter.cannot} |"
            continue
        ratio = each.an_eis(rows) / direct.an_eis(rows)
        agrees = ("yes" if each.agrees else "NO") + (f"; then {each.broke}" if each.broke else "")
        yield (
            f"| {each.adapter.name} | {each.waarborgen} | {each.a_row(rows) * 1e3:.2f} | {each.an_eis(rows) * 1e6:.1f} "
            f"| {ratio:.1f} | {agrees} | {each.adapter.cannot} |"
        )


def table_of_many(found: Sequence[Found], sizes: Sequence[int]) -> Iterator[str]:
    """The engines that take tables, as a Markdown table: million eisen a second, and columns as a multiple of each."""
    columns = next(each for each in found if each.adapter.name == "columns")
    yield "| million eisen a second | " + " | ".join(f"{size:,} rows" for size in sizes) + " | agrees |"
    yield "|---|" + "--:|" * len(sizes) + "---|"
    for each in found:
        speeds = [f"{1e-6 / each.an_eis(size):,.1f}" for size in sizes]
        yield f"| {each.adapter.name} | {' | '.join(speeds)} | {'yes' if each.agrees else 'NO'} |"
    for each in found:
        if each is not columns:
            ratios = [f"{each.an_eis(size) / columns.an_eis(size):.1f}" for size in sizes]
            yield f"| *columns ÷ {each.adapter.name}* | {' | '.join(ratios)} | |"
