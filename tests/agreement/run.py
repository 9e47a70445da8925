"""One run of the three engines over generated packs, 20 dossiers each; the tests of this folder look at it."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from random import randrange
from typing import Any, Final

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests import strategies
from tests.agreement.census import census
from tests.agreement.sides import Group, Side, differences, of_columns, of_direct, of_forward
from tests.amount import EXAMPLES
from tests.builders import Ruw, koppel
from wijktoets.engine.model.dossier import Dossier

DOSSIERS: Final = 20
DEEP: Final = EXAMPLES >= 5000
"""Whether this is the profile of `make test-deep`."""
IN_CI: Final = bool(os.environ.get("CI"))
PACKS: Final = 2500 if DEEP else EXAMPLES
"""50,000 cases in `make test-deep`, 2,000 in CI, 1,000 in `make test`, and 200 in `make quick`."""
PART: Final = min(50, PACKS)
"""Packs that are drawn together."""
KEPT: Final = 10
"""Of each pack of the first part so many dossiers are kept, for faults to be planted in: 500 cases."""


SECOND: Final = "durable.engine"


def _second_engine_runs() -> bool:
    try:
        import_module(SECOND)
    except ImportError:
        return False
    return True


WITH_FORWARD: Final = IN_CI or _second_engine_runs()
"""Outside CI forward is left out where durable_rules is not installed; in CI the run then fails."""

ENGINES: Final[dict[str, Callable[[Group], Side]]] = {
    "direct": of_direct,
    "columns": of_columns,
    **({"forward": of_forward} if WITH_FORWARD else {}),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A group of cases and what each engine said of it."""

    raw: tuple[Ruw, Sequence[Ruw]]
    said: dict[str, Side]

    def fresh(self) -> Group:
        """The same cases on a pack that is linked anew, so that nothing is compiled yet."""
        return made(*self.raw)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run has seen."""

    counted: Counter[str] = field(default_factory=Counter)
    kept: list[Known] = field(default_factory=list)


def made(pack: Ruw, dossiers: Sequence[Ruw]) -> Group:
    """Plain data as values."""
    return Group(koppel(pack), [Dossier.model_validate(each) for each in dossiers])


def _first(raw: tuple[Ruw, Sequence[Ruw]], said: dict[str, Side]) -> Known:
    """The first KEPT dossiers, with what was said of them."""
    pack, dossiers = raw[0], raw[1][:KEPT]
    rows = len(made(pack, dossiers).places)
    return Known((pack, dossiers), {name: side[:rows] for name, side in said.items()})


@st.composite
def groups(draw: Any) -> tuple[Ruw, list[Ruw]]:
    """A pack with DOSSIERS dossiers that fit it."""
    pack = draw(strategies.packs())
    return pack, [draw(strategies.dossiers(pack)) for _ in range(DOSSIERS)]


@cache
def run() -> Run:
    """Compare the engines on every case of the run; raises AssertionError, with the smallest case, when two differ.

    In parts, as hypothesis remembers all that it drew. The same cases each time, but in `make test-deep` only the
    first part is.
    """
    if WITH_FORWARD:
        import_module(SECOND)
    seen = Run()
    for number in range(PACKS // PART):
        compare_part(seen, randrange(2**32) if DEEP and number else number)
    return seen


def compare_part(seen: Run, number: int) -> None:
    """One part of the run, with packs that follow from its number."""

    @seed(number)
    @settings(max_examples=PART, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(groups())
    def compare(raw: tuple[Ruw, list[Ruw]]) -> None:
        group = made(*raw)
        said = {name: engine(group) for name, engine in ENGINES.items()}
        for name in ENGINES.keys() - {"direct"}:
            assert [name, *differences(said["direct"], said[name])] == [name]
        seen.counted.update(census(group, said["direct"]))
        if len(seen.kept) < PART:
            seen.kept.append(_first(raw, said))

    compare()
