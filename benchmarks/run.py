"""Measures everything and writes RESULTS.md: `python -m benchmarks.run --write benchmarks/RESULTS.md`, or `make bench`.

All is measured in processor time, which other work on the machine hardly disturbs; ratios are of one run.
"""

import argparse
import platform
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import metadata
from itertools import pairwise, product
from pathlib import Path

from . import compare, jobs, startup, whole
from .compare import Found
from .jobs import Done
from .peers import JOBS

LARGE = 10**5
"""From how many rows on columns has to be faster than tables."""
OF_RAPPORT = """
The pilot has three afspraken and no wish, so its Rapport has the rows of all three archetypes. Two fifths is judging
(the condition trees walked once, and what is open behind each waarborg), a third the sums per archetype, onderdeel and
party, and the rest what a dossier says itself: its answers as rows, its kenmerk, how much was discussed.
"""
OF_ONE = """\
From the answers of one row, in the form that the engine wants, to the interval of each eis. No Rapport, no trace.
"""
OF_MANY = """\
From answers as codes (not words) to the interval of each eis: as planes of bits in the first row, and in all others
as a number for each row and waarborg. So *columns, as numbers* is what stands beside the peers.
"""
OF_JOBS = """\
Each takes the answers as words in its own kind of table, computes every eis, and gives a table with how many moet-eisen
and hoort-eisen at the wish are met, are not, or are open. So all compute both ends of every interval, look at the wish
and the fase of each row, take words in and give numbers out; none says an uitkomst, what fits an archetype, what is
still to be asked, a signaal or what a row is called. *Whole batch rows* do, with all columns; no peer does.
"""
OF_ROWS = """\
`evaluate_batch`, from the kind of table that is named to that kind, with every column unless it says otherwise.
*Compiled* is with the extra of that name (numba), loaded, here and in other tables; without that word it is not used.
"""
OF_GROWTH = """\
An Arrow table to an Arrow table, each in a process of its own, with all that comes in and goes out in memory. *First*
is the first time in that process, after a hundred rows: memory is then touched that it never used. The processor is the
least of three times, as in the other tables; memory is that after the first.
"""
# What the rows of each table time, above.

GROWN = (10**3, 10**4, 10**5, 10**6, 10**7)
"""How many rows are judged to see how cost and memory grow."""
REAL = "gronings-model"
"""The pack whose whole rows have goals."""
ONE = 40
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
    """What speed is asked for of the eisen, and what this run gives."""
    yield "| goal | pack | measured | reached |"
    yield "|---|---|--:|---|"
    for pack, found in one.items():
        direct, *others = [f for f in found if f.adapter.name != "forward"]
        spent = direct.a_row(ONE) * 1e3
        goal = "the eisen of one afspraak (no Rapport), direct, < 1 ms"
        yield f"| {goal} | {pack} | {spent:.2f} ms | {_said(spent < 1)} |"
        fastest = min(others, key=lambda f: f.an_eis(ONE), default=None)
        if fastest is not None:
            times = fastest.an_eis(ONE) / direct.an_eis(ONE)
            yield f"| faster than every peer | {pack} | {times:.1f} × {fastest.adapter.name} | {_said(times > 1)} |"
    for pack, found in many.items():
        own = [each for each in found if each.adapter.package == "wijktoets"]
        columns, others = own[0], [each for each in found if each.adapter.name in ("pandas", "OpenFisca-core")]
        for other, mine, size in product(others, own, (size for size in sizes if size >= LARGE)):
            times = other.an_eis(size) / mine.an_eis(size)
            name = "columns (planes)" if mine is columns else mine.adapter.name
            goal = f"{name} ≥ 50 × {other.adapter.name}, {size:,} rows"
            yield f"| {goal} | {pack} | {times:.0f} × | {_said(times >= 50)} |"
        speeds = [columns.a_row(size) * 1e9 for size in sizes]
        falls = all(b < 1.1 * a for a, b in pairwise(speeds))
        yield f"| cost a row flat or falling | {pack} | {' → '.join(f'{s:,.0f}' for s in speeds)} ns | {_said(falls)} |"
    small, large = stream[0], stream[-1]
    grown = large["MB"] - small["MB"]
    measured = f"+ {grown:.0f} MB from {small['rows']:,.0f} to {large['rows']:,.0f} rows"
    yield f"| memory bounded by blocks | generated | {measured} | {_said(grown < 100)} |"


def goals_of_tables(
    pack: str,
    done: Sequence[Done],
    largest: int,
    growth: Sequence[tuple[str, dict[str, float]]],
    drawn: Sequence[tuple[str, int, int, float]],
    country: tuple[int, int, float],
) -> Iterator[str]:
    """What speed is asked for from table to table, and what this run gives."""
    yield "| goal | pack | measured | reached |"
    yield "|---|---|--:|---|"
    for own in (each for each in done if not each.job.same):
        way, spent = own.job.name.partition("rows")[2], own.a_row(largest)
        goal = f"whole batch rows{way}, DataFrame to DataFrame, {largest:,} rows, < 300 ns"
        yield f"| {goal} | {pack} | {spent:,.0f} ns | {_said(spent < 300)} |"
    for own in (each for each in done if each.job.name in ("wijktoets", "wijktoets, compiled")):
        for other in (each for each in done if each.job.package != "wijktoets"):
            times = other.seconds[largest] / own.seconds[largest]
            goal = f"six counts, {largest:,} rows, {own.job.name} ≥ 10 × {other.job.name}"
            yield f"| {goal} | {pack} | {times:.1f} × | {_said(times >= 10)} |"
    for what in dict.fromkeys(what for what, _ in growth):
        of = [(each["rows"], each["processor"] / each["rows"] * 1e9) for name, each in growth if name == what]
        if what == "uitkomst only":
            least = min(ns for _, ns in of)
            goal = "uitkomst only, Arrow to Arrow, < 100 ns"
            yield f"| {goal} | {pack} | {least:,.0f} ns at best | {_said(least < 100)} |"
        falls = all(b < 1.1 * a for (_, a), (_, b) in pairwise(of))
        steps = " → ".join(f"{ns:,.0f}" for _, ns in of)
        yield f"| {what}: flat or falling to {of[-1][0]:,} rows | {pack} | {steps} ns | {_said(falls)} |"
    draw = min(seconds / size / draws * 1e9 for what, size, draws, seconds in drawn if what.startswith("uitkomst"))
    yield f"| simulate, uitkomst by fase, < 60 ns a draw | {pack} | {draw:.0f} ns | {_said(draw < 60)} |"
    rows, draws, seconds = country
    goal = f"simulate, {rows:,} rows × {draws:,} draws by thema and fase, < 60 s"
    yield f"| {goal} | {pack} | {seconds:.1f} s | {_said(seconds < 60)} |"


def goal_of_rapport(step: startup.Measurement) -> str:
    """What speed is asked for of the whole Rapport of one afspraak, and what this run gives."""
    goal = f"one afspraak of a pilot, warm, whole Rapport, no readings or recheck, < {startup.RAPPORT * 1e3:g} ms"
    spent = f"{step.processor * 1e3:.2f} ms; by the clock {step.fastest * 1e3:.2f} ms at best"
    return f"| {goal} | {REAL} | {spent} | {_said(step.processor < startup.RAPPORT)} |"


def _said(reached: bool) -> str:
    return "yes" if reached else "**no**"


def page(times: int, sizes: Sequence[int], rounds: int, say: Callable[[str], None]) -> Iterator[str]:
    """RESULTS.md, line by line."""
    yield "# How fast wijktoets is"
    yield f"\nWritten by `make bench`. {machine()}."
    yield "Processor time, and ratios from one run; docs/columns.md says what they mean and why a goal is not reached."
    say("start-up")
    yield "\n## Starting, and one dossier\n"
    steps = [*startup.processes(times), *startup.warm(times)]
    yield startup.table(steps)
    yield OF_RAPPORT
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
        yield OF_ONE
        yield from compare.table_of_one(one[name], ONE)
        yield f"\n## The eisen of many rows: pack {name}\n"
        yield OF_MANY
        yield from compare.table_of_many(many[name], sizes)
    done: dict[str, list[Done]] = {}
    for name, task in tasks.items():
        say(f"the whole job: {name}")
        wanted = [job for job in (*jobs.own_jobs(), *JOBS) if compare.installed(job)]
        own = sizes if name == REAL else [size for size in sizes if size <= LARGE]
        done[name] = jobs.measure(task, wanted, partial(whole.frame, task.pack), own, rounds)
        yield f"\n## The same whole job, from a table of words to a table of six counts: pack {name}\n"
        yield OF_JOBS
        yield from jobs.table_of(done[name], own)
    if whole.compiled.kernel() is not None:
        yield f"\nTo load numba takes {whole.loading():.2f} s of processor, once in a process; that is in no table."
    for name in whole.PACKS:
        say(f"whole rows: {name}")
        yield f"\n## Whole batch rows: pack {name}\n"
        yield OF_ROWS
        yield from whole.table_of_frames(list(whole.of_frames(name, sizes, rounds)))
    say("growth")
    growth = list(whole.of_growth(REAL, [size for size in GROWN if size <= 10 * max(sizes)]))
    yield f"\n## Growth, and memory: pack {REAL}\n"
    yield OF_GROWTH
    yield from whole.table_of_growth(growth)
    say("draws")
    yield f"\n## Draws of open answers: pack {REAL}\n"
    drawn = list(whole.of_draws([size for size in sizes if size <= LARGE], rounds))
    yield from whole.table_of_draws(drawn)
    say("Parquet to Parquet")
    stream = list(whole.of_files("generated", [max(sizes), 2 * max(sizes), 4 * max(sizes)]))
    yield "\n## Parquet to Parquet: pack generated\n"
    yield f"A process that has loaded everything and judged nothing uses {whole.empty_process():.0f} MB.\n"
    yield from whole.table_of_files(stream)
    yield "\n## Goals of speed: the eisen\n"
    yield from goals(one, many, sizes, stream)
    say("as many rows as there are buurten × themas × fasen")
    yield "\n## Goals of speed: from table to table, and one Rapport\n"
    yield from goals_of_tables(REAL, done[REAL], max(sizes), growth, drawn, whole.of_country())
    yield goal_of_rapport(next(step for step in steps if step.reach == startup.RAPPORT))
    absent = [a.name for a in (*compare.one_by_one(), *compare.in_tables()) if not compare.installed(a)]
    present = {compare.version(a): a for a in (*compare.one_by_one(), *compare.in_tables()) if compare.installed(a)}
    yield "\n## Versions\n"
    compiler = {f"numba {metadata.version('numba')}"} if whole.compiled.kernel() is not None else set()
    yield "; ".join(sorted({f"{a.package} {v}" for v, a in present.items()} | compiler)) + "."
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

    began = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - began:5.0f} s  {what}", file=sys.stderr, flush=True)

    text = "\n".join(page(options.times, sizes, options.rounds, say)) + "\n"
    print(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
