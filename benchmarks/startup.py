"""Measures how fast wijktoets starts and how fast it judges one dossier, as ratios to a bare Python in the same run."""

import argparse
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wijktoets.engine.model.regelpakket import Regelpakket

ROOT = Path(__file__).parent.parent
DOSSIER = ROOT / "cases" / "voorbeelden" / "wijkdeal-drie-afspraken.yaml"
MUCH_TO_DO = ROOT / "cases" / "a-kwartier.yaml"
"""The dossier for which the largest plan has to be made: 31 acties, in three fasen."""
BARE = "python -c pass"
RAPPORT = 0.0015
"""In so many seconds the whole Rapport of one afspraak of a pilot is to be there."""


@dataclass(frozen=True)
class Measurement:
    """One kind of work, in seconds: the median and the fastest by the clock, the median of the processor, the goal."""

    work: str
    median: float
    fastest: float
    processor: float
    reach: float | None = None


def processor() -> float:
    """Seconds of processor that this process and its finished children have used; others do not disturb it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measure(work: str, do: Callable[[], object], times: int, reach: float | None = None) -> Measurement:
    """Do the work once to warm up, then `times` times with a clock running."""
    do()
    clock, busy = [], []
    for _ in range(times):
        start = time.perf_counter(), processor()
        do()
        clock.append(time.perf_counter() - start[0])
        busy.append(processor() - start[1])
    return Measurement(work, statistics.median(clock), min(clock), statistics.median(busy), reach)


def process(*words: str | Path) -> Callable[[], object]:
    """Make the work of running one command in a new process, in an empty folder."""

    def do() -> None:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([str(word) for word in words], cwd=folder, check=True, capture_output=True)

    return do


def processes(times: int) -> Iterable[Measurement]:
    """Measure whole processes, the bare Python first: everything is compared with it."""
    command = Path(sys.executable).with_name("wijktoets")
    yield measure(BARE, process(sys.executable, "-c", "pass"), times)
    yield measure("python -c 'import click'", process(sys.executable, "-c", "import click"), times)
    yield measure("wijktoets --version", process(command, "--version"), times, reach=0.080)
    yield measure("wijktoets evaluate", process(command, "evaluate", DOSSIER), max(3, times // 4), reach=1.0)
    once = process(command, "evaluate", DOSSIER, "--engine", "direct")
    yield measure("wijktoets evaluate --engine direct", once, max(3, times // 4))
    planned = process(command, "plan", MUCH_TO_DO, "--target", "besluiten")
    yield measure("wijktoets plan", planned, max(3, times // 4), reach=2.0)


def warm(times: int) -> Iterable[Measurement]:
    """Measure the steps of one dossier inside a process that has loaded everything."""
    import wijktoets

    pack = wijktoets.load_pack()
    dossier = wijktoets.load_dossier(DOSSIER)
    results = len(wijktoets.evaluate(dossier, pack).afspraken)
    yield measure("load_pack(), warm", wijktoets.load_pack, max(3, times // 4))
    yield measure("load_dossier(), warm", lambda: wijktoets.load_dossier(DOSSIER), times)
    whole = measure("evaluate(), warm", lambda: wijktoets.evaluate(dossier, pack, engine="direct"), times * 5)
    yield whole
    yield measure("evaluate(), warm, rechecked", lambda: wijktoets.evaluate(dossier, pack), times)
    median, fastest, busy = (seconds / results for seconds in (whole.median, whole.fastest, whole.processor))
    yield Measurement(f"evaluate(), warm, for one of its {results} afspraken", median, fastest, busy, reach=0.001)
    yield one_of_a_pilot(pack, times * 5)
    yield from advice(pack, max(3, times // 4))


def one_of_a_pilot(pack: "Regelpakket", times: int) -> Measurement:
    """Measure the whole Rapport of a pilot, which names no wish, for one of its afspraken: no readings, no recheck."""
    import wijktoets
    from wijktoets.engine.advice.teksten import teksten
    from wijktoets.engine.judging import direct
    from wijktoets.engine.result.assembly import assemble, judge_all

    dossier, today = wijktoets.load_dossier(MUCH_TO_DO), date(2026, 11, 1)

    def do() -> int:
        gevallen = judge_all(dossier, pack, direct.compute, today)
        lines = teksten(dossier, pack, gevallen, direct.compute, today)
        return len(assemble(dossier, pack, gevallen, today, lines).afspraken)

    many = do()
    whole = measure("", do, times)
    each = (seconds / many for seconds in (whole.median, whole.fastest, whole.processor))
    return Measurement(f"a pilot's Rapport, warm, for one of its {many} afspraken", *each, reach=RAPPORT)


def advice(pack: "Regelpakket", times: int) -> Iterable[Measurement]:
    """Measure what is proven about the dossier with much to do, in a process that has loaded everything."""
    import wijktoets
    from wijktoets.engine.advice.agenda.agenda import agenda
    from wijktoets.engine.advice.explain.explain import explain
    from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
    from wijktoets.engine.judging import direct

    dossier, today = wijktoets.load_dossier(MUCH_TO_DO), date(2026, 11, 1)
    asked = Vraagstuk(target="besluiten")
    yield measure("questions, warm", lambda: agenda(dossier, pack, direct.compute, today), times, reach=0.5)
    yield measure("explain, warm", lambda: explain(dossier, pack, direct.compute, today), times, reach=0.5)
    yield measure("plan, warm", lambda: plan(dossier, pack, direct.compute, today, asked), times)


def table(rows: list[Measurement]) -> str:
    """Write the measurements as a Markdown table, with the processor time as a ratio to the bare Python."""
    bare = next(row for row in rows if row.work == BARE)
    lines = ["| work | median | fastest | processor | × bare Python | reach |", "|---|--:|--:|--:|--:|--:|"]
    for row in rows:
        reach = "" if row.reach is None else f"{row.reach * 1000:g} ms"
        lines.append(
            f"| {row.work} | {row.median * 1000:.2f} ms | {row.fastest * 1000:.2f} ms "
            f"| {row.processor * 1000:.2f} ms | {row.processor / bare.processor:.2f} | {reach} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and with --write keep the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how often each piece of work is done")
    parser.add_argument("--write", type=Path, help="the Markdown file to write")
    options = parser.parse_args()
    rows = [*processes(options.times), *warm(options.times)]
    machine = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    note = "Other work on the machine slows the clock; the processor time, and the ratio from it, it leaves alone."
    page = f"# How fast wijktoets is\n\nWritten by `make bench`. {machine}. {note}\n\n{table(rows)}\n"
    print(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
