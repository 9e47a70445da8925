"""Faults planted in the columns engine, one at a time: each shows as a difference with direct within 500 cases."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.engine.columns.agreement import (
    Rows,
    columns_rows,
    direct_feiten,
    direct_rows,
    made,
    replace_everywhere,
    situaties,
)
from wijktoets.engine.circuit import conditions, rules
from wijktoets.engine.circuit.conditions import Conditions, Count, Value
from wijktoets.engine.circuit.gates import Bit, Circuit
from wijktoets.engine.circuit.rules import EisGate, Wiring
from wijktoets.engine.circuit.worlds import AnswerKind, Leaf, Worlds
from wijktoets.engine.columns import dossiers, facts, leaves, rows, running, scores, table
from wijktoets.engine.judging.facts import Feiten
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket

pytestmark = pytest.mark.anywhere

PACKS, DOSSIERS = 100, 5
WHOLE = 40
"""So many packs are compared in whole rows as well, which costs the direct engine more time."""


@dataclass(frozen=True)
class Batch:
    """A generated pack with dossiers, and what direct says of them."""

    pack: Regelpakket
    dossiers: Sequence[Dossier]
    feiten: list[Feiten]
    rows: Rows | None


@cache
def batches() -> list[Batch]:
    """The first 500 cases, always the same."""
    found: list[Batch] = []

    @settings(max_examples=PACKS, phases=[Phase.generate], database=None, derandomize=True, deadline=None)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        raw = data.draw(strategies.packs())
        pack, cases = made(raw, [data.draw(strategies.dossiers(raw)) for _ in range(DOSSIERS)])
        whole = direct_rows(pack, cases) if len(found) < WHOLE else None
        found.append(Batch(pack, cases, direct_feiten(pack, cases), whole))

    draw()
    return found


def caught(batches: Sequence[Batch]) -> Iterator[str]:
    """Where columns says something else than direct, of intervals first and then of whole rows."""
    for number, batch in enumerate(batches):
        if facts.compute_many(batch.pack, situaties(batch.dossiers)) != batch.feiten:
            yield f"intervals of pack {number}"
    for number, batch in enumerate(batches[:WHOLE]):
        for one, other in zip(batch.rows or (), columns_rows(batch.pack, batch.dossiers), strict=True):
            yield from (f"{key} of pack {number}" for key in one if one[key] != other[key])


# The faults.


def _other_rank(rank: int, values: Sequence[Value], circuit: Circuit, count: Count) -> Value:
    return _at_least(max(1, rank - 1), values, circuit, count)


def _not_swapped(value: Value) -> Value:
    there = ~value.nvt
    return Worlds(*(~plane & there for plane in value.four), value.nvt)


def _never_nvt(leaf: Leaf, soorten: Any) -> tuple[bool, ...]:
    return tuple(leaf.world != "nvt" and holds for holds in _holds(leaf, soorten))


def _low_for_high(plane: Callable[[int], Bit], nvt: Bit) -> Value:
    return Worlds(plane(0), plane(1), plane(0), plane(1), nvt)


def _without_als(wiring: Wiring, name: str) -> EisGate[Bit]:
    pack = wiring.pakket
    bare = {id: w.model_copy(update={"als": None}) for id, w in pack.waarborgen.items()}
    return _eis(replace(wiring, conditions=replace(wiring.conditions, pakket=replace(pack, waarborgen=bare))), name)


def _not_waived(wiring: Wiring, name: str) -> EisGate[Bit]:
    return _eis(replace(wiring, afwegingen=False), name)


def _waived_too_much(wiring: Wiring, name: str) -> EisGate[Bit]:
    weighed = wiring.circuit.input(("afgewogen", name)) if wiring.afwegingen else wiring.circuit.zero
    return _eis(wiring, name)._replace(afgewogen=weighed)


def _any_fase(wiring: Wiring, regel: Any) -> Bit:
    return _in_force(wiring, regel.model_copy(update={"fasen": None}))


def _any_day(wiring: Wiring, regel: Any) -> Bit:
    return _in_force(wiring, regel.model_copy(update={"geldig": None}))


def _no_samen(said: Any) -> AnswerKind:
    return _soort_of((None if door == "samen" else door, word) for door, word in said)


def _everything_open(found: Conditions, seeds: Any) -> Any:
    return {node.vraag: conditions.unresolved(node.value) for node in found.nodes if node.vraag}


def _down(parts: Any, whole: Any) -> Any:
    return _rounded(parts, whole) - 0.000001


_at_least, _holds, _eis, _in_force = conditions.at_least, Leaf.holds, rules.eis, Wiring.in_force
_soort_of, _rounded = leaves.soort_of, scores.rounded

FAULTS: dict[str, tuple[Any, str, Any]] = {
    "k off by one": (conditions, "at_least", _other_rank),
    "niet not swapping": (conditions, "reverse", _not_swapped),
    "nvt as 0": (Leaf, "holds", _never_nvt),
    "als ignored": (rules, "eis", _without_als),
    "min for max": (conditions, "any_of", conditions.all_of),
    "max for min": (conditions, "all_of", conditions.any_of),
    "lo for hi": (conditions, "_four", _low_for_high),
    "waived eis counted as unmet": (rules, "eis", _not_waived),
    "met eis counted as waived": (rules, "eis", _waived_too_much),
    "fase ignored": (Wiring, "in_force", _any_fase),
    "dates ignored": (Wiring, "in_force", _any_day),
    "samen ignored": (leaves, "soort_of", _no_samen),
    "every afweging counts": (dossiers, "counts", lambda *_: True),
    "no disputes": (rows, "_verschil", lambda _: None),
    "open questions everywhere": (conditions, "reached", _everything_open),
    "roles that must be climbed": (rules, "highest", rules.climbed),
    "scores rounded down": (scores, "rounded", _down),
    "a count without its carry": (running, "count", lambda bits: circuit_count(bits)[:1]),
}
circuit_count = running.count


def test_without_a_fault_there_is_no_difference() -> None:
    assert list(caught(batches())) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, broken = FAULTS[fault]
    cases = batches()
    monkeypatch.setattr(table, "_kept", {})
    scores._table.cache_clear()
    if isinstance(where, type):
        monkeypatch.setattr(where, name, broken)
    else:
        replace_everywhere(monkeypatch, where, name, broken)
    try:
        assert next(caught(cases), None) is not None
    finally:
        scores._table.cache_clear()
