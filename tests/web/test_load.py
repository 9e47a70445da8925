"""A hundred people on twenty dossiers for some seconds: nothing is refused, nothing that was confirmed is lost.

As long as issue and machine ask: `python -m benchmarks.serve --crowd --people 100 --think 3`, ten minutes by itself.
"""

from statistics import median
from typing import Final

import pytest

from benchmarks.serve import LIMITS, crowd, lines
from tests.conftest import IN_CI

SECONDS: Final = 12.0
GROWS: Final = 40_000
"""Kilobytes that the program may take more at the end than halfway: versions and pictures that it keeps at hand."""


@pytest.mark.anywhere
def test_a_hundred_people_on_twenty_dossiers() -> None:
    found = crowd(100, 20, SECONDS, 2.0)
    print(*lines(found), found.memory, sep="\n")
    assert found.refused == []
    assert found.lost == []
    assert sum(found.versions) - 20 == len(found.clock["answer"]) > 100
    assert found.memory[-1] - found.memory[len(found.memory) // 2] < GROWS
    for kind in ("page", "answer"):
        assert median(found.processor[kind]) < LIMITS[kind] or not IN_CI, kind
