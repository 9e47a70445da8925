"""Measures everything and writes RESULTS.md: `python -m benchmarks.run --write benchmarks/RESULTS.md`, or `make bench`.

All is measured in processor time, which other work on the machine hardly disturbs; ratios are of one run.
"""

import argparse
import platform
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path

from . import compare, startup, whole
from .compare import Found

LARGE = 10**5
"""From how many rows on columns has to be faster than tables."""
ONE = 100
"""So many rows for an engine that takes them one by one."""


def machine() -> str:
    """Processor, number of them, Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    cores = sum(line.startswith("processor") for line in lines)
    return f"{model}, {cores} cores, {platform.system()}, Python {platform.python_version()}"


def goals(
    one: dict[str, list[Found]], many: dict[str, list[Found]], sizes: Sequence[int], stream: list[dict[str, float]]
) -> Iterator[str]:
    """What speed is asked for, and what this run gives."""
    yield "| goal | pack | measured | reached |"
    yield "|---|---|--:|---|"
    for pack, found in one.items():
        direct, *others = [f for f in found if f.adapter.name != "forward"]
        spent = direct.a_row(ONE) * 1e3
        yield f"| one afspraak warm, direct, < 1 ms | {pack} | {spent:.2f} ms | {_said(spent < 1)} |"
        fastest = min(others, key=lambda f: f.an_eis(ONE), default=None)
        if fastest is not None:
            times = fastest.an_eis(ONE) / direct.an_eis(ONE)
            yield f"| faster than every peer | {pack} | {times:.1f} × {fastest.adapter.name} | {_said(times > 1)} |"
    for pack, found in many.items():
        columns, *others = found
        for other, size in product(others, (size for size in sizes if size >= LARGE)):
            if other.adapter.name in ("pandas", "OpenFisca-core"):
                times = other.an_eis(size) / columns.an_eis(size)
                goal = f"columns ≥ 50 × {other.adapter.name}, {size:,} rows"
                yield f"| {goal} | {pack} | {times:.0f} × | {_said(times >= 50)} |"
        speeds = [columns.a_row(size) * 1e9 for size in sizes]
        falls = all(b < 1.1 * a for a, b in pairwise(speeds))
        yield f"| cost a row flat or falling | {pack} | {' → '.join(f'{s:,.0f}' for s in speeds)} ns | {_said(falls)} |"
    small, large = stream[0], stream[-1]
    grown = large["MB"] - small["MB"]
    measured = f"+ {grown:.0f} MB from {small['rows']:,.0f} to {large['rows']:,.0f} rows"
    yield f"| memory bounded by blocks | generated | {measured} | {_said(grown < 100)} |"


def _said(reached: bool) -> str:
    return "yes" if reached else "**no**"


def page(times: int, sizes: Sequence[int], rounds: int, say: Callable[[str], None]) -> Iterator[str]:
    """RESULTS.md, line by line."""
    yield "# How fast wijktoets is"
    yield f"\nWritten by `make bench`. {machine()}."
    yield "Processor time, and ratios from one run; docs/columns.md says what they mean and why a goal is not reached."
    say("start-up")
    yield "\n## Starting, and one dossier\n"
    yield startup.table([*startup.processes(times), *startup.warm(times)])
    tasks = compare.tasks()
    one, many = {}, {}
    for name, task in tasks.items():
        say(f"one by one: {name}")
        one[name] = compare.compare(task, compare.one_by_one(), [ONE], rounds, say)
        say(f"in tables: {name}")
        many[name] = compare.compare(task, compare.in_tables(), sizes, rounds, say)
    for name, task in tasks.items():
        size = f"{len(task.pack.vragen)} vragen, {len(task.duties)} waarborgen, {len(task.leaves)} different tests"
        yield f"\n## The eisen of one row: pack {name} ({size})\n"
        yield from compare.table_of_one(one[name], ONE)
        yield f"\n## The eisen of many rows: pack {name}\n"
        yield from compare.table_of_many(many[name], sizes)
    for name in whole.PACKS:
        say(f"whole rows: {name}")
        yield f"\n## Whole batch rows: pack {name}\n"
        yield from whole.table_of_frames(list(whole.of_frames(name, sizes, rounds)))
    say("draws")
    yield f"\n## Draws of open answers: pack {whole.DRAWN[0]}\n"
    yield from whole.table_of_draws(list(whole.of_draws([size for size in sizes if size <= LARGE], rounds)))
    say("Parquet to Parquet")
    stream = list(whole.of_files("generated", [max(sizes) // 4, max(sizes), 2 * max(sizes)]))
    yield "\n## Parquet to Parquet: pack generated\n"
    yield f"A process that has loaded everything and judged nothing uses {whole.empty_process():.0f} MB.\n"
    yield from whole.table_of_files(stream)
    yield "\n## Goals of speed\n"
    yield from goals(one, many, sizes, stream)
    absent = [a.name for a in (*compare.one_by_one(), *compare.in_tables()) if not compare.installed(a)]
    present = {compare.version(a): a for a in (*compare.one_by_one(), *compare.in_tables()) if compare.installed(a)}
    yield "\n## Versions\n"
    yield "; ".join(sorted({f"{a.package} {v}" for v, a in present.items()})) + "."
    if absent:
        yield f"Not installed, so not measured: {', '.join(absent)}."


def main() -> None:
    """Measure, print, and with --write keep the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=12, help="how often a process is started")
    parser.add_argument("--rounds", type=int, default=3, help="how often each engine computes the same rows")
    parser.add_argument("--largest", type=int, default=10**6, help="the largest number of rows")
    parser.add_argument("--write", type=Path, help="the Markdown file to write")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    sizes = [size for size in (10**3, 10**4, 10**5, 10**6) if size <= options.largest]

    def say(what: str) -> None:
        print(what, file=sys.stderr, flush=True)

    text = "\n".join(page(options.times, sizes, options.rounds, say)) + "\n"
    print(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
