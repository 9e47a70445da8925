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
from wijktoets.engine.columns import circuit, congruence, dossiers, facts, leaves, program, rows, scores, table
from wijktoets.engine.columns.circuit import Bit, Circuit
from wijktoets.engine.columns.congruence import Eis, Zaak
from wijktoets.engine.columns.leaves import Blad, Soort
from wijktoets.engine.columns.program import Planes
from wijktoets.engine.judging.facts import Feiten
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket

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


def _other_rank(rank: int, values: Sequence[Planes], circuit: Circuit) -> Planes:
    return _at_least(max(1, rank - 1), values, circuit)


def _not_swapped(value: Planes) -> Planes:
    there = ~value.nvt
    return Planes(*(~plane & there for plane in value.four), value.nvt)


def _never_nvt(blad: Blad, soorten: Any) -> tuple[bool, ...]:
    return tuple(blad.wereld != "nvt" and holds for holds in _holds(blad, soorten))


def _low_for_high(plane: Callable[[int], Bit], nvt: Bit) -> Planes:
    return Planes(plane(0), plane(1), plane(0), plane(1), nvt)


def _without_als(zaak: Zaak, name: str) -> Eis:
    return _eis(replace(zaak, voorwaarden=replace(zaak.voorwaarden, als={})), name)


def _not_waived(zaak: Zaak, name: str) -> Eis:
    return _eis(replace(zaak, afwegingen=False), name)


def _waived_too_much(zaak: Zaak, name: str) -> Eis:
    found = _eis(zaak, name)
    return replace(found, afgewogen=zaak.circuit.input(("afgewogen", name)) if zaak.afwegingen else zaak.circuit.zero)


def _any_fase(zaak: Zaak, regel: Any) -> Bit:
    return _in_force(zaak, regel.model_copy(update={"fasen": None}))


def _any_day(zaak: Zaak, regel: Any) -> Bit:
    return _in_force(zaak, regel.model_copy(update={"geldig": None}))


def _no_samen(said: Any) -> Soort:
    return _soort_of((None if door == "samen" else door, word) for door, word in said)


def _everything_open(voorwaarden: Any, seeds: Any) -> Any:
    return {k.vraag: k.waarde.open for k in voorwaarden.knopen if k.vraag}


def _down(parts: Any, whole: Any) -> Any:
    return _rounded(parts, whole) - 0.000001


_at_least, _holds, _eis, _in_force = program.at_least, Blad.holds, congruence.eis, Zaak.in_force
_soort_of, _rounded = leaves.soort_of, scores.rounded

FAULTS: dict[str, tuple[Any, str, Any]] = {
    "k off by one": (program, "at_least", _other_rank),
    "niet not swapping": (program, "reverse", _not_swapped),
    "nvt as 0": (Blad, "holds", _never_nvt),
    "als ignored": (congruence, "eis", _without_als),
    "min for max": (program, "any_of", program.all_of),
    "max for min": (program, "all_of", program.any_of),
    "lo for hi": (program, "_four", _low_for_high),
    "waived eis counted as unmet": (congruence, "eis", _not_waived),
    "met eis counted as waived": (congruence, "eis", _waived_too_much),
    "fase ignored": (Zaak, "in_force", _any_fase),
    "dates ignored": (Zaak, "in_force", _any_day),
    "samen ignored": (leaves, "soort_of", _no_samen),
    "every afweging counts": (dossiers, "counts", lambda *_: True),
    "no disputes": (rows, "_verschil", lambda _: None),
    "open questions everywhere": (program, "reached", _everything_open),
    "roles that must be climbed": (congruence, "highest", congruence.climbed),
    "scores rounded down": (scores, "rounded", _down),
    "a count without its carry": (circuit, "count", lambda bits: circuit_count(bits)[:1]),
}
circuit_count = circuit.count


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
