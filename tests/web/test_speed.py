"""How fast a page and an answer are with twenty people at once, bounded: some seconds on this machine alone.

In processor time, as other tests run at the same time. `python -m benchmarks.serve` is longer, and by the clock too.
"""

from statistics import median

import pytest

from benchmarks.serve import LIMITS, START, lines, measured, p95
from tests.conftest import IN_CI

PEOPLE, ROUNDS, THINK = 20, 2, 1.0


@pytest.mark.anywhere
def test_twenty_people_at_once() -> None:
    found = measured(PEOPLE, ROUNDS, THINK)
    print(*lines(found), sep="\n")
    assert found.refused == []
    assert found.versions == [ROUNDS + 1] * PEOPLE, "no answer is lost"
    for kind, limit in LIMITS.items():
        assert median(found.processor[kind]) < limit or not IN_CI, kind
    for kind in ("page", "answer", "picture"):
        assert p95(found.processor[kind]) < LIMITS[kind] or not IN_CI, kind
    assert found.start_processor < START or not IN_CI
