"""Measures whole batch rows, with uitkomst, counts, open questions and signalen: from table to table, and in memory."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np

import wijktoets
from wijktoets.engine.columns import compiled
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, FASEN

from .jobs import compiled_code
from .workload import ABSENT, generated, rows_for

ROOT: Final = Path(__file__).parent.parent
PACKS: Final = {"generated": generated, "gronings-model": wijktoets.load_pack}


def frame(pack: Regelpakket, size: int) -> Any:
    """Rows as a DataFrame, with one column a vraag, a wish and a fase."""
    import pandas as pd

    rows = rows_for(pack, size)
    columns = {n: pd.Categorical.from_codes(c, rows.words[n]) for n, c in rows.codes.items()}
    table = pd.DataFrame(columns)
    for name in table.columns:
        table[name] = table[name].cat.remove_categories([ABSENT])
    wish, fase = (pd.Categorical.from_codes(c, o) for c, o in ((rows.gewenst, ARCHETYPES), (rows.fase, FASEN)))
    return table.assign(gewenst=wish, fase=fase)


def of_frames(name: str, sizes: Sequence[int], rounds: int) -> Iterator[tuple[str, int, float]]:
    """evaluate_batch of a DataFrame: what was done, the rows, and seconds of processor."""
    import pyarrow as pa

    pack = PACKS[name]()
    for size in sizes:
        table = frame(pack, size)
        arrow = pa.Table.from_pandas(table, preserve_index=False)
        work: dict[str, Callable[[], object]] = {
            "DataFrame": partial(wijktoets.evaluate_batch, table, pack),
            "DataFrame, with scores": partial(wijktoets.evaluate_batch, table, pack, scores=True),
            "DataFrame, uitkomst only": partial(wijktoets.evaluate_batch, table, pack, columns=["uitkomst"]),
            "Arrow table": partial(wijktoets.evaluate_batch, arrow, pack),
            "Arrow table, uitkomst only": partial(wijktoets.evaluate_batch, arrow, pack, columns=["uitkomst"]),
        }
        ways = (False, True) if compiled.kernel() is not None else (False,)
        for way, (what, do) in product(ways, work.items()):
            spent = []
            with compiled_code(way):
                for _ in range(rounds):
                    start = time.process_time()
                    do()
                    spent.append(time.process_time() - start)
            yield what + ", compiled" * way, size, min(spent)
    start = time.process_time()
    wijktoets.evaluate_batch(table.iloc[:100], pack, engine="direct")
    yield "DataFrame, engine direct", 100, time.process_time() - start


GROWTH: Final = """
from pathlib import Path
import json, math, sys, time
import pyarrow as pa
import wijktoets
from wijktoets.engine.columns import compiled
from benchmarks.whole import PACKS
def memory(name):  # of this process alone: getrusage would begin with that of the process that started it
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
pack, columns = PACKS[sys.argv[1]](), json.loads(sys.argv[3])
compiled.PAID = -1 if sys.argv[4] == "compiled" else math.inf
with pa.OSFile(sys.argv[2]) as file:
    table = pa.ipc.open_file(file).read_all()
wijktoets.evaluate_batch(table.slice(0, 100), pack, columns=columns)
before, spent = memory("VmRSS"), []
for _ in range(3):
    start = time.process_time()
    rows = len(wijktoets.evaluate_batch(table, pack, columns=columns))
    spent.append(time.process_time() - start)
    most = memory("VmHWM") if len(spent) == 1 else most
print(json.dumps({"rows": rows, "first": spent[0], "processor": min(spent), "before": before, "MB": most}))
"""


def of_growth(name: str, sizes: Sequence[int]) -> Iterator[tuple[str, dict[str, float]]]:
    """An Arrow table to an Arrow table, each in a process of its own: what is asked, processor and memory."""
    import pyarrow as pa

    pack = PACKS[name]()
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / "in.arrow"
            table = pa.Table.from_pandas(frame(pack, size), preserve_index=False)
            with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
                writer.write_table(table)
            del table
            asked = [("whole rows", None, "numpy"), ("uitkomst only", ["uitkomst"], "numpy")]
            if compiled.kernel() is not None:
                asked.append(("whole rows, compiled", None, "compiled"))
            for what, columns, way in asked:
                command = [sys.executable, "-c", GROWTH, name, str(path), json.dumps(columns), way]
                done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
                yield what, json.loads(done.stdout)


LOADING: Final = """
import time
import wijktoets
from benchmarks.whole import PACKS, compiled, compiled_code, frame
pack = PACKS["gronings-model"]()
table = frame(pack, 100)
wijktoets.evaluate_batch(table, pack)
start = time.process_time()
with compiled_code(True):
    wijktoets.evaluate_batch(table, pack)
print(time.process_time() - start)
"""


def loading() -> float:
    """Seconds of processor that the first block by compiled code takes, in a process of its own; it was compiled."""
    return float(
        subprocess.run([sys.executable, "-c", LOADING], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    )


def table_of_growth(found: Sequence[tuple[str, dict[str, float]]]) -> Iterator[str]:
    """Growth as a Markdown table: nanoseconds of processor a row, and memory."""
    yield "| asked | rows | processor | ns a row, first | ns a row | memory before | most memory |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for what, each in found:
        first, a_row = (each[name] / each["rows"] * 1e9 for name in ("first", "processor"))
        yield (
            f"| {what} | {each['rows']:,} | {each['processor']:.2f} s | {first:,.0f} | {a_row:,.0f} "
            f"| {each['before']:,.0f} MB | {each['MB']:,.0f} MB |"
        )


def of_country() -> tuple[int, int, float]:
    """simulate of as many rows as there are buurten × themas × fasen, a thousand draws each: rows, draws, processor."""
    name, rows, draws = DRAWN[0], 435_000, 1_000
    pack = PACKS[name]()
    table = frame(pack, rows).assign(thema=np.arange(rows) % 10)
    table["thema"] = "thema " + table["thema"].astype(str)
    start = time.process_time()
    wijktoets.simulate(table, pack, draws=draws, by=["thema", "fase"])
    return rows, draws, time.process_time() - start


DRAWN: Final = ("gronings-model", 200)
"""Of which pack how many draws a row are measured."""


def of_draws(sizes: Sequence[int], rounds: int) -> Iterator[tuple[str, int, int, float]]:
    """simulate of a DataFrame: what was counted, the rows, draws a row, and seconds of processor."""
    name, draws = DRAWN
    pack = PACKS[name]()
    for size in sizes:
        table = frame(pack, size)
        for what, how in (("uitkomst, by fase", {"maten": ["uitkomst"]}), ("all that is counted, by fase", {})):
            spent = []
            for _ in range(rounds):
                start = time.process_time()
                wijktoets.simulate(table, pack, draws=draws, by=["fase"], **how)
                spent.append(time.process_time() - start)
            yield what, size, draws, min(spent)


def table_of_draws(found: Sequence[tuple[str, int, int, float]]) -> Iterator[str]:
    """Draws as a Markdown table: nanoseconds of processor a row and draw."""
    yield "| counted | rows | draws a row | processor | ns a draw |"
    yield "|---|--:|--:|--:|--:|"
    for what, size, draws, seconds in found:
        yield f"| {what} | {size:,} | {draws:,} | {seconds:.2f} s | {seconds / size / draws * 1e9:.0f} |"


PEAK: Final = """
from pathlib import Path
def peak():  # of this process alone: getrusage would begin with that of the process that started it
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
"""
STREAM: Final = (
    PEAK
    + """
import json, sys, time
from datetime import date
from benchmarks.whole import PACKS
from wijktoets import texts
from wijktoets.engine.columns import stream
from wijktoets.engine.result.table import COLUMNS
pack = PACKS[sys.argv[1]]()
start, clock = time.process_time(), time.perf_counter()
tables = stream.judge_file(Path(sys.argv[2]), "in", pack, date.today(), texts.melding)
rows = stream.write_parquet(tables, Path(sys.argv[3]), COLUMNS)
spent = {"processor": time.process_time() - start, "clock": time.perf_counter() - clock}
print(json.dumps(spent | {"rows": rows, "MB": peak()}))
"""
)


def of_files(name: str, sizes: Sequence[int]) -> Iterator[dict[str, float]]:
    """Parquet to Parquet, each in a process of its own: rows, processor, clock, and the most memory that it used."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pack = PACKS[name]()
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            source, target = Path(folder) / "in.parquet", Path(folder) / "out.parquet"
            pq.write_table(pa.Table.from_pandas(frame(pack, size), preserve_index=False), source)
            command = [sys.executable, "-c", STREAM, name, str(source), str(target)]
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
            found: dict[str, float] = json.loads(done.stdout)
            found["in MB"], found["out MB"] = (path.stat().st_size / 1e6 for path in (source, target))
            yield found


def table_of_frames(found: Sequence[tuple[str, int, float]]) -> Iterator[str]:
    """Whole rows of DataFrames as a Markdown table: microseconds of processor a row."""
    sizes = sorted({size for what, size, _ in found if "direct" not in what})
    spent = {(what, size): seconds for what, size, seconds in found}
    yield "| µs of processor a row | " + " | ".join(f"{size:,} rows" for size in sizes) + " |"
    yield "|---|" + "--:|" * len(sizes)
    for what in dict.fromkeys(w for w, _, _ in found if "direct" not in w):
        yield f"| {what} | " + " | ".join(f"{spent[what, size] / size * 1e6:.2f}" for size in sizes) + " |"
    for what, size, seconds in found:
        if "direct" in what:
            yield f"| {what} ({size} rows) | {seconds / size * 1e6:,.0f} |" + " |" * (len(sizes) - 1)


def table_of_files(found: Sequence[dict[str, float]]) -> Iterator[str]:
    """Parquet to Parquet as a Markdown table."""
    yield "| rows | processor | clock | µs of processor a row | most memory | in | out |"
    yield "|--:|--:|--:|--:|--:|--:|--:|"
    for each in found:
        yield (
            f"| {each['rows']:,.0f} | {each['processor']:.2f} s | {each['clock']:.2f} s "
            f"| {each['processor'] / each['rows'] * 1e6:.2f} | {each['MB']:.0f} MB "
            f"| {each['in MB']:.1f} MB | {each['out MB']:.1f} MB |"
        )


def empty_process() -> float:
    """The memory of a process that has loaded all that the stream needs and judged nothing, in MB."""
    code = PEAK + "import pandas, pyarrow.parquet, benchmarks.whole, wijktoets.engine.columns.stream, wijktoets\n"
    code += "wijktoets.load_pack(); print(peak())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(np.round(float(done.stdout), 0))
