"""The benchmark compares like with like: the same eisen of the same rows, on which all that compute them agree."""

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest

from benchmarks import compare, jobs, run, whole
from benchmarks.adapters import ENGINES, Adapter
from benchmarks.compare import Found
from benchmarks.peers import JOBS, PEERS
from benchmarks.workload import NVT, QUESTIONS, WAARBORGEN, Term, generated, rows_for, task_of

pytestmark = pytest.mark.anywhere

TASK = task_of(generated())
HERE = [a for a in (*ENGINES, *PEERS) if compare.installed(a) and a.package != "durable"]
"""What is installed: direct, columns, pandas and numpy at least. The host of durable_rules leaves threads behind."""


def kinds(term: Term) -> list[str]:
    """What a term is made of."""
    below: Any = term[-1] if term[0] in ("all", "any", "atleast") else [term[1]] if term[0] == "not" else []
    return [term[0], *(kind for child in below for kind in kinds(child))]


def test_the_generated_pack_is_always_the_same_and_has_every_kind_of_work() -> None:
    assert task_of(generated()).duties == TASK.duties
    assert len(TASK.duties) == WAARBORGEN and len(TASK.pack.vragen) == QUESTIONS + len({"rol"})
    found = Counter(kind for duty in TASK.duties for kind in kinds(duty.asks))
    assert set(found) == {"leaf", "ref", "not", "all", "any", "atleast"} and min(found.values()) >= 10
    assert sum(duty.applies is not None for duty in TASK.duties) >= 10
    assert sum(duty.fasen is not None for duty in TASK.duties) >= 5
    assert any(options for _, options, _ in TASK.leaves.values()) and any(maybe for *_, maybe in TASK.leaves.values())


def test_rows_hold_every_outcome() -> None:
    columns = ENGINES[2].compile(TASK)
    found = Counter(columns.codes(columns.run(columns.load(rows_for(TASK.pack, 2_000)))).ravel().tolist())
    assert set(found) == {0, 3, 4, 6, 7, 8, NVT}, "every interval over 0, ½ and 1 that has laag <= hoog, and nvt"
    assert min(found.values()) >= 0.01 * found.total()


@pytest.mark.parametrize("adapter", HERE, ids=lambda adapter: adapter.name)
def test_everything_that_is_installed_agrees(adapter: Adapter) -> None:
    (found,) = compare.compare(TASK, [adapter], [20], 1, lambda _: None)
    assert found.agrees
    assert found.seconds[20] > 0


def test_one_that_differs_is_said_to_differ() -> None:
    columns = ENGINES[2]

    def wrong(task: Any) -> Any:
        right = columns.compile(task)
        return type(right)(right.load, right.run, lambda found: np.minimum(right.codes(found), 8))

    (found,) = compare.compare(TASK, [Adapter("nvt as 1", "numpy", False, wrong)], [20], 1, lambda _: None)
    assert not found.agrees
    assert "NO" in "\n".join(compare.table_of_many([Found(columns, 1, True, {20: 1.0}), found], [20]))


def test_whole_rows_are_measured() -> None:
    found = list(whole.of_frames("generated", [50], 1))
    assert [(what, size) for what, size, _ in found][:2] == [("DataFrame", 50), ("DataFrame, with scores", 50)]
    assert "| DataFrame |" in "\n".join(whole.table_of_frames(found))


def test_whoever_does_the_whole_job_gives_the_counts_of_a_batch_row() -> None:
    wanted = [job for job in (*jobs.own_jobs(), *JOBS) if compare.installed(job)]
    found = jobs.measure(TASK, wanted, partial(whole.frame, TASK.pack), [30], 1)
    assert {done.job.name for done in found} >= {"wijktoets", "wijktoets, compiled", "pandas", "numpy, int8", "polars"}
    assert all(done.agrees and done.seconds[30] > 0 for done in found)
    assert "| *polars ÷ wijktoets* |" in "\n".join(jobs.table_of(found, [30]))


def test_one_that_counts_something_else_is_said_to_differ() -> None:
    polars = next(job for job in JOBS if job.name == "polars")

    def wrong(task: Any) -> Any:
        right = polars.make(task)
        return lambda frame: right(frame).rename({"moet_niet": "moet_open", "moet_open": "moet_niet"})

    (own, *_), job = jobs.own_jobs(), replace(polars, make=wrong)
    found = jobs.measure(TASK, [own, job], partial(whole.frame, TASK.pack), [30], 1)
    assert [done.agrees for done in found] == [True, False] and "| NO |" in "\n".join(jobs.table_of(found, [30]))


def test_growth_is_measured_with_its_memory() -> None:
    found = list(whole.of_growth("generated", [50]))
    assert [what for what, _ in found] == ["whole rows", "uitkomst only", "whole rows, compiled"]
    assert all(each["rows"] == 50 and each["MB"] >= each["before"] > 10 for _, each in found)
    assert "| whole rows | 50 |" in "\n".join(whole.table_of_growth(found))


def test_draws_are_measured() -> None:
    found = list(whole.of_draws([50], 1))
    assert [size for _, size, _, _ in found] == [50, 50] and all(seconds > 0 for *_, seconds in found)
    assert "| uitkomst, by fase | 50 | 200 |" in "\n".join(whole.table_of_draws(found))


def test_a_goal_that_is_not_reached_is_said_not_to_be() -> None:
    one = [Found(HERE[0], 10, True, {run.ONE: 2e-3 * run.ONE}), Found(PEERS[0], 10, True, {run.ONE: 1e-3 * run.ONE})]
    pandas = next(peer for peer in PEERS if peer.name == "pandas")
    sizes = [10, run.LARGE]
    many = [Found(ENGINES[2], 10, True, dict(zip(sizes, (1e-4, 2.0), strict=True)))]
    many.append(Found(pandas, 10, True, dict.fromkeys(sizes, 20.0)))
    stream = [{"rows": 10.0, "MB": 100.0}, {"rows": 40.0, "MB": 400.0}]
    said = list(run.goals({"x": one}, {"x": many}, sizes, stream))[2:]
    assert [line.rsplit("| ", 1)[1] for line in said] == ["**no** |"] * 5


def test_a_goal_of_tables_that_is_not_reached_is_said_not_to_be() -> None:
    own, *_, rows = jobs.own_jobs()
    pandas = next(job for job in JOBS if job.name == "pandas")
    done = [jobs.Done(job, True, {100: seconds}) for job, seconds in ((own, 1.0), (rows, 1.0), (pandas, 9.0))]
    growth = [("uitkomst only", {"rows": size, "processor": size / 10**6 * size}) for size in (10, 20)]
    drawn, country = [("uitkomst, by fase", 100, 10, 1.0)], (100, 10, 61.0)
    said = list(run.goals_of_tables("x", done, 100, growth, drawn, country))[2:]
    assert [line.rsplit("| ", 1)[1] for line in said] == ["**no** |"] * 6
