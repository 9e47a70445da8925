"""What the machine does about the ways in which durable_rules goes wrong (docs/forward.md)."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest

from tests.builders import VANDAAG, alle, een_van, minstens, niet, pakket, v, waarborg
from wijktoets.engine import forward
from wijktoets.engine.forward import machine as machinery
from wijktoets.engine.forward import reading
from wijktoets.engine.forward.machine import Machine, MachineFout
from wijktoets.engine.forward.program import LIMITS
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.facts import Situatie
from wijktoets.engine.model.answers import combine

PACK = pakket(
    waarborg("w1", alle(v("s1"), een_van(v("s2"), niet("s3")))),
    waarborg("w2", minstens(2, v("s1"), v("s2"), v("s3")), als=v("s4")),
)
WORDS = ("ja", "deels", "nee", "onbekend")
SITUATIES = [
    Situatie({f"s{q}": combine([(None, WORDS[i >> 2 * q & 3])]) for q in range(4)}, "uitvoering", VANDAAG)
    for i in range(250)
]


def test_eight_threads_and_two_thousand_runs_are_never_wrong() -> None:
    expected = [direct.compute(PACK, each) for each in SITUATIES]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda i: forward.compute(PACK, SITUATIES[i % 250]), range(2000)))
    assert [each == expected[i % 250] for i, each in enumerate(found)] == [True] * 2000


def test_threads_compile_a_pack_once(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = pakket(waarborg("w", v("s")))
    with ThreadPoolExecutor(8) as threads:
        programs = list(threads.map(lambda _: forward.program_of(fresh), range(32)))
    assert all(program is programs[0] for program in programs)


MEASURE = """if True:
    import json, resource, sys
    from importlib import util
    spec = util.spec_from_file_location("machine", sys.argv[1])
    machine = util.module_from_spec(spec)
    spec.loader.exec_module(machine)
    rules = json.loads(sys.argv[2])
    facts = list(range(4, 400))
    def used():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    one = machine.Machine(rules)
    for runs in (200, 2000):
        for _ in range(runs):
            one.run(facts)
        print(used())
    for packs in (20, 200):
        for _ in range(packs):
            other = machine.Machine(rules)
            other.run(facts)
            other.close()
        print(used())
"""


def test_thousands_of_runs_and_hundreds_of_packs_keep_memory_flat() -> None:
    rules = forward.program_of(PACK).text
    command = [sys.executable, "-W", "ignore", "-c", MEASURE, machinery.__file__, rules]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    first, after_runs, some_packs, after_packs = map(float, said.split())
    assert after_runs - first < 4, "MB over 2,000 runs"
    assert after_packs - some_packs < 20, "MB over 200 packs"


def test_ids_of_facts_never_collide_in_the_hash_of_the_library() -> None:
    """durable_rules knows a fact by the 32-bit FNV-1a hash of its id alone."""
    most = (LIMITS["feiten"] + 1) * machinery.WORLDS
    assert len({_fnv1a(str(number + 1)) for number in range(most)}) == most


def _fnv1a(text: str) -> int:
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


# Everything that the library swallows comes out.


@pytest.fixture
def small() -> Machine:
    """Two rules in a row: 1 in any world gives 2, and 2 gives 3 in world 0."""
    return Machine([([(1, -1)], [(2, -1)]), ([(2, 0)], [(3, 0)])])


def test_the_machine_chains(small: Machine) -> None:
    assert small.run([machinery.code(1, 0)]) == {0, 4, 8, 12}
    assert small.run([machinery.code(1, 2)]) == {0, 6, 10}
    assert small.run([]) == {0}


def test_a_fault_in_an_action_is_raised_and_ends_the_machine(small: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    given = small._assert

    def failing(fact: int) -> Any:
        if fact == machinery.code(3, 0):
            raise KeyError("planted")
        return given(fact)

    monkeypatch.setattr(small, "_assert", failing)
    with pytest.raises(MachineFout, match="planted"):
        small.run([machinery.code(1, 0)])
    with pytest.raises(MachineFout, match="closed"):
        small.run([])


def test_an_action_that_the_library_drops_for_its_clock_is_noticed(
    small: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An action during which the clock of the computer jumps ahead is dropped without a word."""
    ticks = count(0, 11)
    monkeypatch.setattr("durable.engine._unix_now", lambda: next(ticks))
    with pytest.raises(MachineFout, match="not ended"):
        small.run([machinery.code(1, 0)])


def test_a_closed_machine_says_so_and_closes_twice(small: Machine) -> None:
    small.close()
    small.close()
    with pytest.raises(MachineFout, match="closed"):
        small.run([])


def test_a_pack_whose_machine_failed_gets_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = pakket(waarborg("w", v("s")))
    case = Situatie({"s": combine([(None, "ja")])}, "uitvoering", VANDAAG)
    ticks = count(0, 11)
    with monkeypatch.context() as patch:
        patch.setattr("durable.engine._unix_now", lambda: next(ticks))
        with pytest.raises(MachineFout):
            forward.compute(fresh, case)
    assert forward.compute(fresh, case) == direct.compute(fresh, case)


def test_no_lost_fact_goes_unnoticed() -> None:
    """Take away any single thing that was found: the reader says so, or says exactly the same."""
    program = forward.program_of(PACK)
    for case in SITUATIES[::25]:
        with_all = Machine(json.loads(program.text)).run(reading.start_facts(program, case))
        whole = reading.bevindingen(program, with_all)
        for lost in sorted(with_all):
            try:
                left = reading.bevindingen(program, with_all - {lost})
            except reading.FactsLost:
                continue
            changed = {name for name, feit in left.feiten.eisen.items() if feit != whole.feiten.eisen[name]}
            # The two flags of an eis have no other side; the recheck compares them with those of direct.
            assert all(left.feiten.eisen[name].waarde == whole.feiten.eisen[name].waarde for name in changed)
            assert left.feiten.waarborgen == whole.feiten.waarborgen
            assert left.statussen == whole.statussen
