"""Direct, forward and columns say the same of generated packs and dossiers, and one that is wrong is found out.

That they share no reasoning is shown elsewhere: tests/engine/forward/test_independence.py and
tests/engine/columns/test_independence.py; that columns makes no more calls for more rows, in columns/test_blocks.py.
"""

from tests.agreement.census import DEEP, EXPECTED
from tests.agreement.run import DOSSIERS, PACKS, run
from tests.amount import WHOLE


def test_three_engines_agree_on_every_interval_status_uitkomst_and_score() -> None:
    assert run().counted["case"] >= PACKS * DOSSIERS


def test_the_run_has_seen_everything() -> None:
    counted = run().counted
    assert not WHOLE or {what: counted[what] for what in EXPECTED if counted[what] < counted["case"] / 100} == {}
    assert not WHOLE or counted[DEEP] >= counted["case"] / 5
