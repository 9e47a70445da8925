"""Columns is an opinion of its own: it answers when every step of the direct engine is broken."""

import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest

from tests.builders import VANDAAG, dossier, grens, keuze, pakket, signaal, v, van, waarborg
from tests.engine.columns import agreement, tables
from wijktoets import texts
from wijktoets.engine.columns import facts
from wijktoets.engine.judging import cases as judging
from wijktoets.engine.judging import congruence, direct, evaluation
from wijktoets.engine.judging import facts as engine_facts
from wijktoets.engine.model import answers, conditions
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result.batch import evaluate_batch

STEPS: list[tuple[ModuleType, str]] = [
    *((answers, name) for name in ("combine", "stelling_value", "keuze_value")),
    *((conditions, name) for name in ("value", "open_vragen")),
    *((engine_facts, name) for name in ("eis_of", "in_force")),
    (direct, "compute"),
    *((evaluation, name) for name in ("status_of", "matching", "why_not", "judge", "eisen_at", "open_of", "aard")),
    *((congruence, n) for n in ("borging", "rollen", "richting", "uitkomst", "past", "telling", "profiel", "signalen")),
    *((congruence, n) for n in ("borging_score", "more_than_needed", "moet", "per_partij")),
    *((judging, name) for name in ("situatie", "in_force", "judge")),
]
"""What the direct engine and all that is built on it compute with."""


class Used(Exception):
    """Something of the direct engine was called."""


def break_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every step raise, under each name that any module of the project knows it by."""
    for module, name in STEPS:

        def broken(*_: Any, step: str = f"{module.__name__}.{name}", **__: Any) -> None:
            raise Used(step)

        agreement.replace_everywhere(monkeypatch, module, name, broken)


def pack() -> Regelpakket:
    """A new pack, so that nothing is compiled yet."""
    return pakket(
        waarborg("a", v("p")),
        waarborg("b", v("q"), als=v("x"), fasen=["uitvoering"]),
        grens("g", v("k", "x"), "besluiten"),
        signaal("z", v("p")),
        vragen=[keuze("k", "x", "y")],
    )


CASE = dossier(
    {"p": van(bewoners="ja", gemeente="nee"), "q": "nee", "x": "ja", "k": "y", "rol": "besluiten"},
    gewenst="besluiten",
    afwegingen=[{"waarborg": "b", "reden": "oefenen", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}],
)


def test_rows_of_dossiers(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = agreement.direct_rows(pack(), [CASE])
    break_everywhere(monkeypatch)
    assert agreement.columns_rows(pack(), [CASE]) == expected
    with pytest.raises(Used):
        agreement.direct_rows(pack(), [CASE])


def test_rows_of_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = tables.table(40)
    expected = evaluate_batch(frame, tables.PACK, VANDAAG, texts.melding, engine=direct.compute, scores=True)
    break_everywhere(monkeypatch)
    found = evaluate_batch(frame, tables.PACK, VANDAAG, texts.melding, scores=True)
    assert found.equals(expected)


def test_the_circuit_needs_neither_of_what_it_runs_on() -> None:
    found = "import sys, wijktoets.engine.circuit.rules; print({'numpy', 'z3'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    situations = agreement.situaties([CASE])
    expected = agreement.direct_feiten(pack(), [CASE])
    break_everywhere(monkeypatch)
    assert facts.compute_many(pack(), situations) == expected
    with pytest.raises(Used):
        direct.compute(pack(), situations[0])
