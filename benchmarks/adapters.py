"""What an engine or a peer is in the benchmark, and the three engines of wijktoets as such."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from wijktoets.engine.circuit.worlds import AnswerKind
from wijktoets.engine.columns import facts
from wijktoets.engine.columns.leaves import AnswerColumn, leaf_planes
from wijktoets.engine.columns.planes import pack, unpack, words
from wijktoets.engine.columns.rows import FASE_SOORTEN
from wijktoets.engine.columns.running import Space, execute
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.facts import Feiten, Situatie
from wijktoets.engine.model.answers import Antwoord
from wijktoets.engine.model.words import FASEN

from .workload import ABSENT, NVT, Codes, Rows, Task, code

PARTS = ("lo1", "lo5", "hi1", "hi5", "nvt")
TODAY = date(2026, 11, 1)
BLOCK = 2**18
"""Rows a block. A batch takes fewer, as its tables want memory too; here there are only codes and planes."""


@dataclass(frozen=True)
class Compiled:
    """A pack in the form of one engine.

    `load` brings answers in the form that the engine wants (not timed), `run` computes all eisen from them (timed),
    `codes` brings what came out to the form in which engines are compared (not timed).
    """

    load: Callable[[Rows], Any]
    run: Callable[[Any], Any]
    codes: Callable[[Any], Codes]
    clock: Callable[[], float] = time.process_time
    """The seconds of processor that it has used; its own where it runs in another process."""


@dataclass(frozen=True)
class Adapter:
    """An engine: its name, the package that it is in, whether it takes rows one by one, and what it cannot say."""

    name: str
    package: str
    one_by_one: bool
    compile: Callable[[Task], Compiled]
    cannot: str = ""
    fresh: bool = False
    """Whether what was loaded can be used once only, as it remembers what it computed."""
    part: Callable[[Task], Task] = lambda task: task
    """The part of a task that it can compute, where that is not all of it."""


def situaties(rows: Rows) -> list[Situatie]:
    """Rows as direct and forward take them."""
    found = []
    for number in range(rows.size):
        fase = FASEN[int(rows.fase[number])]
        said = {name: Antwoord((word,)) for name, word in rows.row(number).items() if word != ABSENT}
        found.append(Situatie({**said, "fase": Antwoord((fase,)), "land": Antwoord(("NL",))}, fase, TODAY))
    return found


def _feiten_codes(task: Task) -> Callable[[Sequence[Feiten]], Codes]:
    def codes(found: Sequence[Feiten]) -> Codes:
        table = [[code(*(each.eisen[d.name].waarde or (None, None))) for d in task.duties] for each in found]
        return np.array(table, dtype=np.uint8)

    return codes


def _direct(task: Task) -> Compiled:
    return Compiled(situaties, lambda rows: [direct.compute(task.pack, each) for each in rows], _feiten_codes(task))


def _forward(task: Task) -> Compiled:
    from wijktoets.engine import forward

    def run(rows: Sequence[Situatie]) -> list[Feiten]:
        return [found.feiten for found in forward.derive(task.pack, rows)]

    return Compiled(situaties, run, _feiten_codes(task))


def _columns(task: Task) -> Compiled:
    """The eisen as planes: of each waarborg laag = 1, laag >= ½, hoog = 1, hoog >= ½ and nvt, a bit for each row."""
    plan = facts.compile_facts(task.pack, ["eisen"])
    parts = [facts.FactKey("eisen", duty.name, part) for duty in task.duties for part in PARTS]

    def load(rows: Rows) -> tuple[int, dict[str, AnswerColumn], Any]:
        said = {
            word: AnswerKind(frozenset((word,))) for words in rows.words.values() for word in words if word != ABSENT
        }
        kinds = {name: tuple(said.get(word) for word in words) for name, words in rows.words.items()}
        return rows.size, {name: AnswerColumn(codes, kinds[name]) for name, codes in rows.codes.items()}, rows.fase

    def run(data: tuple[int, dict[str, AnswerColumn], Any]) -> list[tuple[int, Any]]:
        total, kolommen, fase = data
        found = []
        for start in range(0, total, BLOCK):
            size = min(BLOCK, total - start)
            here = {name: AnswerColumn(k.codes[start : start + size], k.soorten) for name, k in kolommen.items()}
            given = {("fase", f): pack(fase[start : start + size] == n) for n, f in enumerate(FASEN)}
            given |= leaf_planes(
                plan.leaves, here | {"fase": AnswerColumn(fase[start : start + size], FASE_SOORTEN)}, size
            )
            planes = execute(plan.plan, given, words(size), Space())  # of its own, as its planes are kept
            found.append((size, [planes[part] for part in parts]))
        return found

    return Compiled(load, run, lambda found: np.concatenate([_unpacked(*block) for block in found]))


def _unpacked(size: int, planes: Any) -> Codes:
    """Planes as a code for each row and waarborg."""
    found = np.empty((size, len(planes) // len(PARTS)), dtype=np.uint8)
    for number in range(found.shape[1]):
        lo1, lo5, hi1, hi5, nvt = (unpack(p, size) for p in planes[number * len(PARTS) : (number + 1) * len(PARTS)])
        found[:, number] = lo1 + lo5 + 3 * (hi1 + hi5) + NVT * nvt
    return found


def _columns_numbers(task: Task) -> Compiled:
    """As `_columns`, with the planes made into a number for each row and waarborg, as the peers give them."""
    inner = _columns(task)
    return Compiled(inner.load, lambda data: inner.codes(inner.run(data)), lambda found: found)


ENGINES = (
    Adapter("direct", "wijktoets", True, _direct),
    Adapter("forward", "durable_rules", True, _forward),
    Adapter("columns", "wijktoets", False, _columns),
    Adapter("columns, as numbers", "wijktoets", False, _columns_numbers),
)
