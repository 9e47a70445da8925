"""Eight faults, planted in one engine at a time: the other engines contradict it within 500 cases."""

from collections.abc import Iterator

import pytest

from tests.agreement.bugs import BUGS, plant
from tests.agreement.run import ENGINES, KEPT, PART, Known, run
from tests.agreement.sides import Group, Side, differences
from wijktoets.engine.forward import ForwardFailed

pytestmark = pytest.mark.anywhere

PLANTED = [(bug, engine) for bug, engines in BUGS.items() for engine in engines if engine in ENGINES]


def test_there_are_eight_and_five_hundred_cases_to_find_them_in() -> None:
    assert len(BUGS) == 8
    assert all({"direct", "columns"} <= engines.keys() for engines in BUGS.values())
    assert [len(known.fresh().dossiers) for known in run().kept] == [KEPT] * PART
    assert KEPT * PART == 500


def one_by_one(each: Known) -> Iterator[tuple[Group, dict[str, Side]]]:
    """Each dossier of a group by itself with what was said of it, so that one that fails hides no other."""
    group, at = each.fresh(), 0
    for dossier in group.dossiers:
        own = Group(group.pack, (dossier,))
        rows = slice(at, at + len(own.places))
        at = rows.stop
        yield own, {name: side[rows] for name, side in each.said.items()}


@pytest.mark.parametrize(("bug", "engine"), PLANTED)
def test_a_planted_bug_is_caught(bug: str, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = run().kept
    plant(bug, engine, monkeypatch)
    for each in known:
        for group, said in one_by_one(each):
            try:
                wrong = ENGINES[engine](group)
            except ForwardFailed as failed:
                if failed.reden != "mislukt":  # rules that contradict each other: seen too, but as a failure
                    raise
                continue
            others = [rows for name, rows in said.items() if name != engine]
            if all(any(differences(rows, wrong)) for rows in others):
                return
    raise AssertionError(f"{engine} with {bug} is not caught within {KEPT * PART} cases")


@pytest.mark.parametrize("engine", ENGINES)
def test_without_a_bug_nothing_is_caught(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in run().kept[:5]:
        again = ENGINES[engine](each.fresh())
        assert [list(differences(said, again)) for said in each.said.values()] == [[]] * len(ENGINES)
