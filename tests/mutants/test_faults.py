"""The faults of `make mutants`: each kind is made, each is the only thing that is other, and a planted one is seen."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants import faults as module
from tests.mutants.faults import drawn, faults, planted
from tests.mutants.run import AREAS, TESTED_BY, TESTS, files

ROOT = Path(__file__).resolve().parents[2]

EACH = """
def f(a, b=1):
    if not a and min(a) < b[0]:
        return sorted(a, key=str)
    a += 1
    g(a, b)
    return [x for x in a if x] if True else b | a


TOP = 1 < 2
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with something of each kind."""
    monkeypatch.setattr(module, "ENGINE", tmp_path)
    made = tmp_path / "small.py"
    made.write_text(EACH, encoding="utf-8")
    return made


def test_each_kind_is_made_once_where_it_can_be(small: Path) -> None:
    found = [(fault.kind, fault.before, fault.after) for fault in faults(small)]
    assert ("comparison", "min(a) < b[0]", "min(a) <= b[0]") in found
    assert ("joined", "not a and min(a) < b[0]", "not a or min(a) < b[0]") in found
    assert ("first term gone", "not a and min(a) < b[0]", "min(a) < b[0]") in found
    assert ("last term gone", "b | a", "b") in found
    assert ("not gone", "not a", "a") in found
    assert ("twin", "min", "max") in found
    assert ("other end", "b[0]", "b[-1]") in found
    assert ("order gone", "sorted(a, key=str)", "list(a)") in found
    assert ("statement gone", "a += 1", "pass") in found
    assert ("arguments swapped", "g(a, b)", "g(b, a)") in found
    assert ("filter gone", "for x in a if x", "for x in a") in found
    assert ("flipped", "True", "False") in found
    assert {kind for kind, _, _ in found} == {name for name, _ in module._CHANGES}
    assert len(found) == len(set(found))
    assert not any("1 < 2" in before for _, before, _ in found), "what a module does when it is read stays as it is"


def test_a_fault_is_the_only_thing_that_is_other(small: Path) -> None:
    sound = ast.unparse(ast.parse(EACH)).split("\n")
    for fault in faults(small):
        broken = ast.unparse(planted(fault)).split("\n")
        assert broken != sound
        assert sum(one != two for one, two in zip(sound, broken, strict=True)) <= 1


def test_the_same_seed_draws_the_same() -> None:
    plan = files("plan")
    assert drawn(plan, 20, 1) == drawn(plan, 20, 1) != drawn(plan, 20, 2)


def test_every_area_has_files_and_every_pattern_tests() -> None:
    assert all(files(area) for area in AREAS)
    assert all(list(TESTS.glob(pattern)) for pattern in TESTED_BY)


@pytest.mark.anywhere
def test_a_planted_fault_is_noticed_and_one_that_changes_nothing_is_not() -> None:
    """In a process of its own, as it replaces code in memory; on one file of tests."""
    script = """if True:
        import pytest
        from tests.mutants import run
        from tests.mutants.faults import faults, ENGINE
        found = [f for f in faults(ENGINE / "judging/evaluation.py") if "waarde.laag == 1.0" in f.before]
        run._MUTATED.add("judging/evaluation.py")
        told = {}
        planting = run.Planting(found, lambda fault, word: told.update({fault.kind: word}), None, 60)
        pytest.main(["-q", "-p", "no:cacheprovider", "tests/engine/judging/test_stand.py"], plugins=[planting])
        print(told)
    """
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert "noticed by tests/engine/judging/test_stand.py" in said.stdout, said.stdout + said.stderr
