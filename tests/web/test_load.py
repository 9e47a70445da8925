"""People at once, for some seconds: nothing is refused and no answer is lost, also while the database is away.

A hundred people on twenty dossiers for a minute: `make crowd`, in CI beside other work. As long as issue and machine
ask: `python -m benchmarks.serve --crowd --people 100 --think 10`, ten minutes by itself, also with `--postgres`.
"""

import gc
from statistics import median
from typing import Final

import pytest

from benchmarks.serve import FILLING, FLAT, LIMITS, Run, broken, crowd, lines
from tests.amount import EXAMPLES
from tests.conftest import IN_CI
from tests.web.postgres import Cluster
from wijktoets.web import database
from wijktoets.web.database import database_at
from wijktoets.web.store import Store

ON_BOTH: Final = True
"""A file, and a database of PostgreSQL."""
PEOPLE, DOSSIERS = 10, 2
AWAY: Final = 30.0 if EXAMPLES >= 5000 else 2.0
"""Seconds that the database is away: the half minute of the issue in `make test-deep`."""


@pytest.mark.anywhere
def test_people_on_a_few_dossiers(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("cluster").empty() if kind == "postgres" else ""
    found = crowd(PEOPLE, DOSSIERS, 3.0, 0.5, url)
    print(*lines(found), found.memory, sep="\n")
    assert broken(found) == []
    assert sum(found.versions) - DOSSIERS == len(found.clock["answer"]) >= PEOPLE
    for each in ("page", "answer"):
        assert median(found.processor[each]) < LIMITS[each] or not IN_CI, each


@pytest.mark.in_a_file
@pytest.mark.postgres
def test_no_confirmed_answer_is_lost_while_the_database_is_away(cluster: Cluster) -> None:
    found = crowd(PEOPLE, DOSSIERS, 3 * AWAY + 3, 0.5, cluster.empty(), (cluster, AWAY))
    print(*lines(found), found.refused, sep="\n")
    assert found.lost == [], "what was confirmed is there, and what was not stands on the page that says so"
    assert {*found.refused} <= {"page 507", "answer 507"}, "a sentence, and no fault of the program"
    assert found.refused, "it was away"
    answered = len(found.clock["answer"]) - found.refused.count("answer 507")
    assert sum(found.versions) - DOSSIERS >= answered >= PEOPLE


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.in_a_file
@pytest.mark.postgres
def test_a_database_that_goes_while_it_is_read_is_away(cluster: Cluster) -> None:
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    store = Store(database_at(cluster.empty()))

    def read() -> None:
        with store.read() as reading:
            reading.exec_driver_sql("SELECT 1")
            with store.write() as other:
                other.exec_driver_sql(f"{end} AND pid <> pg_backend_pid()")

    with pytest.raises(database.AWAY):
        read()
    assert store.all() == []
    store.close()
    gc.collect()  # pg8000 leaves the connections to the collector of which it gave up


def test_what_must_not_be_is_seen() -> None:
    flat = [100_000] * 40
    assert broken(Run(memory=flat)) == []
    assert broken(Run(memory=flat, refused=["page 500"], lost=["x: Wie 1, keer 2."])) == [
        "page 500",
        "x: Wie 1, keer 2.",
    ]
    for seconds, most in ((60.0, FILLING), (600.0, FLAT)):
        for part, held in ((0.9, []), (1.1, [f"memory grew by {1.1 * most:.0f} kB"])):
            grown = [
                100_000 + round(n * part * most / 20) for n in range(40)
            ]  # from the second quarter to the last: 20
            assert broken(Run(memory=grown, seconds=seconds)) == held
    assert broken(Run(memory=[10_000, 60_000, *flat], seconds=600.0)) == [], "what it takes to get going is none"
