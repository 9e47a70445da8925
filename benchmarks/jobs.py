"""The whole job, from a table of words to a table of counts, by wijktoets and by those that can do it: like with like.

In: a table with one column a vraag, a fase and a wish. Out: a table of how many moet-eisen and hoort-eisen at the wish
are met, are not, or are open, six numbers a row. A batch row of wijktoets has some twenty-five columns more.
"""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final
from unittest.mock import patch

import numpy as np

import wijktoets
from wijktoets.engine.columns import compiled
from wijktoets.engine.model.words import ARCHETYPES

from .workload import ABSENT, Task, at_most

COUNTED: Final = tuple(f"{norm}_{kind}" for norm in ("moet", "hoort") for kind in ("geregeld", "niet", "open"))

CHECKED: Final = 5_000
"""On so many rows all have to agree."""


@dataclass(frozen=True)
class Job:
    """Who does the whole job: its name, the package that it is in, and what makes a table of a table."""

    name: str
    package: str
    make: Callable[[Task], Callable[[Any], Any]]
    own: Callable[[Any], Any] = lambda frame: frame
    """Brings the DataFrame of the rows in the kind of table that it takes (not timed)."""
    same: bool = True
    """Whether it gives the six counts and nothing more."""


def asked_at(task: Task) -> dict[tuple[str, str], frozenset[str]]:
    """By norm and waarborg the wishes at which it has that norm."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for norm in ("moet", "hoort"):
        for duty in task.duties:
            own = task.pack.waarborgen[duty.name].norm
            if wishes := frozenset(a for a in ARCHETYPES if own.get(a) == norm):
                found[norm, duty.name] = wishes
    return found


def words_in(frame: Any, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words of columns of a DataFrame by their codes, of which -1 says that there is no answer."""
    return {name: (*frame[name].cat.categories, ABSENT) for name in names}


def own_jobs() -> tuple[Job, ...]:
    """Those of wijktoets: the same counts, and whole batch rows beside them; each with compiled code too."""
    import pyarrow as pa

    def arrow(frame: Any) -> Any:
        return pa.Table.from_pandas(frame, preserve_index=False)

    def counts(task: Task) -> Callable[[Any], Any]:
        return partial(wijktoets.evaluate_batch, pack=task.pack, columns=COUNTED)

    def rows(task: Task) -> Callable[[Any], Any]:
        return partial(wijktoets.evaluate_batch, pack=task.pack)

    made = (
        Job("wijktoets", "wijktoets", counts),
        Job("wijktoets, Arrow", "wijktoets", counts, arrow),
        Job("wijktoets, whole batch rows", "wijktoets", rows, same=False),
    )
    ways = {False: "", **({True: ", compiled"} if compiled.kernel() is not None else {})}
    return tuple(
        replace(job, name=job.name + name, make=partial(_by, way, job.make))
        for job in made
        for way, name in ways.items()
    )


def _by(way: bool, make: Callable[[Task], Callable[[Any], Any]], task: Task) -> Callable[[Any], Any]:
    do = make(task)

    def whole(table: Any) -> Any:
        with compiled_code(way):
            return do(table)

    return whole


@contextmanager
def compiled_code(taken: bool) -> Iterator[None]:
    """Within it, wijktoets takes compiled code from the first row on, or never."""
    with patch.object(compiled, "PAID", -1 if taken else math.inf):
        yield


@dataclass
class Done:
    """What was measured of one job: whether it says what wijktoets says, and seconds of processor by rows."""

    job: Job
    agrees: bool
    seconds: dict[int, float] = field(default_factory=dict)

    def a_row(self, size: int) -> float:
        """Nanoseconds of processor a row."""
        return self.seconds[size] / size * 1e9


def measure(
    task: Task, jobs: Sequence[Job], frame: Callable[[int], Any], sizes: Sequence[int], rounds: int
) -> list[Done]:
    """Each job checked on the same rows, then timed in turns, so that all meet the same noise."""
    rows = frame(CHECKED)
    expected = numbers(wijktoets.evaluate_batch(rows, task.pack, columns=COUNTED))
    direct = numbers(wijktoets.evaluate_batch(rows.iloc[:20], task.pack, columns=COUNTED, engine="direct"))
    assert np.array_equal(expected[:20], direct), "columns and direct differ"
    made = [(Done(job, False), job.make(task)) for job in jobs]
    for done, do in made:
        done.agrees = np.array_equal(numbers(do(done.job.own(rows))), expected)
    for size in sizes:
        rows = frame(size)
        given = [done.job.own(rows) for done, _ in made]
        for _ in range(min(rounds, at_most(size))):
            for (done, do), table in zip(made, given, strict=True):
                start = time.process_time()
                do(table)
                spent = time.process_time() - start
                done.seconds[size] = min(spent, done.seconds.get(size, spent))
    return [done for done, _ in made]


def numbers(table: Any) -> Any:
    """The six counts of each row, of any kind of table."""
    return np.stack([np.asarray(table[name]).astype(np.int64) for name in COUNTED], axis=1)


def table_of(found: Sequence[Done], sizes: Sequence[int]) -> Iterator[str]:
    """Jobs as a Markdown table: nanoseconds of processor a row, and how many times what wijktoets takes."""
    own = [done for done in found if done.job.package == "wijktoets" and "Arrow" not in done.job.name]
    yield "| ns of processor a row | " + " | ".join(f"{size:,} rows" for size in sizes) + " | agrees |"
    yield "|---|" + "--:|" * len(sizes) + "---|"
    for done in found:
        agrees = "yes" if done.agrees else "NO"
        yield f"| {done.job.name} | " + " | ".join(f"{done.a_row(size):,.0f}" for size in sizes) + f" | {agrees} |"
    for mine in own:
        for done in found:
            if done.job.package != "wijktoets":
                yield f"| *{done.job.name} ÷ {mine.job.name}* | {_times(done, mine, sizes)} | |"


def _times(done: Done, own: Done, sizes: Sequence[int]) -> str:
    return " | ".join(f"{done.seconds[size] / own.seconds[size]:.1f}" for size in sizes)
