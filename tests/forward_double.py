"""Stands in for forward where durable_rules is not needed: it finds what direct finds, with a change."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from wijktoets.engine.forward import Bevindingen
from wijktoets.engine.judging import direct, engines
from wijktoets.engine.judging.evaluation import status_of
from wijktoets.engine.judging.facts import Situatie
from wijktoets.engine.model.regelpakket import Regelpakket

Change = Callable[[Bevindingen], Bevindingen]


def as_forward(pack: Regelpakket, case: Situatie) -> Bevindingen:
    """What forward finds when it agrees with direct."""
    feiten = direct.compute(pack, case)
    statussen = {name: status_of(feit.waarde) for name, feit in feiten.eisen.items()}
    asked = [(name, a) for name, w in pack.waarborgen.items() for a, word in w.norm.items() if word != "mag"]
    unmet = [each for each in asked if statussen[each[0]] not in ("geborgd", "nvt")]
    return Bevindingen(feiten, statussen, frozenset(unmet))


def let_forward_find(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    """Put what direct finds, changed, in the place of what forward finds."""

    def found(pack: Regelpakket, given: list[Situatie]) -> list[Bevindingen]:
        return [change(as_forward(pack, each)) for each in given]

    monkeypatch.setattr(engines, "_forward", found)


def of_feiten(**parts: Callable[[dict[str, Any]], dict[str, Any]]) -> Change:
    """A change in parts of the Feiten."""

    def change(found: Bevindingen) -> Bevindingen:
        new = {name: part(dict(getattr(found.feiten, name))) for name, part in parts.items()}
        return replace(found, feiten=replace(found.feiten, **new))

    return change
