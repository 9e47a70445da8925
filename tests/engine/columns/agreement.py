"""What columns and direct say of the same dossiers, side by side; the tests of this folder compare the two."""

import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import pytest

from tests.builders import VANDAAG, koppel
from wijktoets import texts
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.cases import cases, situatie
from wijktoets.engine.judging.facts import Feiten, Situatie
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result import batch

Rows = list[dict[str, Any]]


def direct_rows(pack: Regelpakket, dossiers: Sequence[Dossier]) -> Rows:
    """The batch rows that follow from the Rapports of the direct engine."""
    return rows_of(batch.evaluate_batch(dossiers, pack, VANDAAG, texts.melding, engine=direct.compute, scores=True))


def columns_rows(pack: Regelpakket, dossiers: Sequence[Dossier]) -> Rows:
    """The batch rows of the columns engine."""
    return rows_of(batch.evaluate_batch(dossiers, pack, VANDAAG, texts.melding, scores=True))


def rows_of(frame: Any) -> Rows:
    """A DataFrame as plain rows; what is not there is None."""
    plain = frame.astype(object).where(frame.notna(), None)
    rows: Rows = plain.to_dict("records")
    return rows


def differences(pack: Regelpakket, dossiers: Sequence[Dossier]) -> list[tuple[int, str, Any, Any]]:
    """Where the two engines differ: row, column, what direct says, what columns says."""
    found: list[tuple[int, str, Any, Any]] = []
    both = zip(direct_rows(pack, dossiers), columns_rows(pack, dossiers), strict=True)
    for number, (one, other) in enumerate(both):
        found += [(number, key, one[key], other[key]) for key in one if one[key] != other[key]]
    return found


def made(pack: Mapping[str, Any], dossiers: Sequence[Mapping[str, Any]]) -> tuple[Regelpakket, list[Dossier]]:
    """Plain data from tests.strategies as values."""
    return koppel(pack), [Dossier.model_validate(d) for d in dossiers]


def situaties(dossiers: Sequence[Dossier]) -> list[Situatie]:
    """Every thema × fase of the dossiers, as an engine takes it."""
    return [situatie(d, a, f, d.peildatum or VANDAAG) for d in dossiers for a, f in cases(d)]


def direct_feiten(pack: Regelpakket, dossiers: Sequence[Dossier]) -> list[Feiten]:
    """All intervals that the direct engine finds."""
    return [direct.compute(pack, each) for each in situaties(dossiers)]


def replace_everywhere(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, new: object) -> None:
    """Put something else in the place of a function, under each name that any module of the engine knows it by."""
    old = getattr(module, name)
    for other in [m for key, m in sys.modules.items() if key.startswith("wijktoets.engine")]:
        for known in [key for key, value in vars(other).items() if value is old]:
            monkeypatch.setattr(other, known, new)
