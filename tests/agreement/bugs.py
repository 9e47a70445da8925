"""Eight faults, each planted in every engine that can have it; those of one engine alone are with its own tests."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.engine.columns.agreement import replace_everywhere
from tests.engine.columns.test_faults import FAULTS
from tests.engine.forward.test_planted_faults import PLANTS
from wijktoets.engine import forward
from wijktoets.engine.columns import scores, table
from wijktoets.engine.forward import reading
from wijktoets.engine.judging import evaluation
from wijktoets.engine.model.answers import Antwoord

Plant = Callable[[pytest.MonkeyPatch], None]

_answered = reading._answered


def in_columns(fault: str) -> Plant:
    """A fault of columns; what is kept of packs and weights is made anew."""
    where, name, broken = FAULTS[fault]

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(table, "_kept", {})
        patch.setattr(scores, "_table", scores._table.__wrapped__)
        if isinstance(where, type):
            patch.setattr(where, name, broken)
        else:
            replace_everywhere(patch, where, name, broken)

    return plant


def waived_is_unmet(patch: pytest.MonkeyPatch) -> None:
    """An afweging changes no status; forward has no part in this, as it leaves afwegingen aside."""

    def judge(_pack: Any, feiten: Any, _afwegingen: Any, _day: Any) -> Any:
        return {name: (feit, evaluation.status_of(feit.waarde)) for name, feit in feiten.eisen.items()}

    patch.setattr(evaluation, "judge", judge)


def forward_nvt_is_nothing(patch: pytest.MonkeyPatch) -> None:
    """An nvt answer counts as nee."""

    def answered(test: Any, antwoord: Antwoord | None) -> reading.Worlds:
        return _answered(test, antwoord) or (False, False, False, False)

    patch.setattr(reading, "_answered", answered)


def forward_low_is_high(patch: pytest.MonkeyPatch) -> None:
    """What is possible counts as sure."""

    def answered(test: Any, antwoord: Antwoord | None) -> reading.Worlds | None:
        found = _answered(test, antwoord)
        return found and (found[2], found[3], found[2], found[3])

    patch.setattr(reading, "_answered", answered)


BUGS: Final[dict[str, dict[str, Plant]]] = {
    "k off by one": {
        "direct": PLANTS["direct: k off by one"],
        "forward": PLANTS["forward: k off by one"],
        "columns": in_columns("k off by one"),
    },
    "niet not swapping": {
        "direct": PLANTS["direct: niet does not swap"],
        "forward": PLANTS["forward: niet does not swap"],
        "columns": in_columns("niet not swapping"),
    },
    "nvt as 0": {
        "direct": PLANTS["direct: nvt is 0"],
        "forward": forward_nvt_is_nothing,
        "columns": in_columns("nvt as 0"),
    },
    "als ignored": {
        "direct": PLANTS["direct: als ignored"],
        "forward": PLANTS["forward: als ignored"],
        "columns": in_columns("als ignored"),
    },
    "min for max": {
        "direct": PLANTS["direct: min for max"],
        "forward": PLANTS["forward: min for max"],
        "columns": in_columns("min for max"),
    },
    "lo for hi": {
        "direct": PLANTS["direct: lo for hi"],
        "forward": forward_low_is_high,
        "columns": in_columns("lo for hi"),
    },
    "waived eis counted as unmet": {
        "direct": waived_is_unmet,
        "columns": in_columns("waived eis counted as unmet"),
    },
    "fase ignored": {
        "direct": PLANTS["direct: fase and dates ignored"],
        "forward": PLANTS["forward: fase and dates ignored"],
        "columns": in_columns("fase ignored"),
    },
}
"""Fault → engine → how to plant it there."""


def plant(bug: str, engine: str, patch: pytest.MonkeyPatch) -> None:
    """Plant a fault in one engine; forward compiles its packs anew."""
    patch.setattr(forward, "_kept", {})
    BUGS[bug][engine](patch)
