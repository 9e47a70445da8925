"""Whether a crash, a hang or a fault at the far end leaves us alive, with the result of direct and a reason."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.builders import alle, dossier, pakket, v, waarborg
from wijktoets import evaluate
from wijktoets.engine import forward
from wijktoets.engine.forward import machine, process
from wijktoets.engine.forward.process import ForwardFailed, Process
from wijktoets.engine.judging import engines

PACK = pakket(waarborg("w", alle(v("s"), v("t"))))
CASE = dossier({"s": "ja", "t": "deels"})
PROGRAM = forward.program_of(PACK).text

Far = Callable[[str], None]

CRASHES = {
    "abort": "os.abort()",
    "segmentation fault": "ctypes.string_at(0)",
    "killed": "os.kill(os.getpid(), 9)",
    "leaves": "sys.exit(0)",
    "leaves halfway an answer": "sys.stdout.write('{\"found\": [[0'); sys.stdout.flush(); sys.exit(0)",
}


@pytest.fixture
def far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Far]:
    """Put another program at the far end: it reads one request and then does `what`."""

    def put(what: str) -> None:
        script = tmp_path / "far.py"
        reads = "for _ in range(2): sys.stdin.readline()"
        script.write_text(f"import ctypes, os, sys, time\n{reads}\n{what}\n", encoding="utf-8")
        monkeypatch.setattr(machine, "__file__", str(script))

    forward.SHARED.close()
    yield put
    forward.SHARED.close()


@pytest.mark.parametrize("what", CRASHES.values(), ids=CRASHES.keys())
def test_a_crash_leaves_the_result_of_direct(far: Far, what: str) -> None:
    far(what)
    found = evaluate(CASE, PACK)
    assert found.nagerekend.door is None
    assert found.nagerekend.reden == "Dit is één keer uitgerekend: de tweede rekenaar is onderweg uitgevallen."
    alone = evaluate(CASE, PACK, engine="direct")
    assert found.afspraken == alone.afspraken


def test_how_it_ended_is_kept(far: Far) -> None:
    far("os.abort()")
    with pytest.raises(ForwardFailed) as caught:
        forward.SHARED.run(PROGRAM, [[]])
    assert (caught.value.reden, caught.value.gegevens) == ("gestopt", {"code": -6})


def test_a_hang_ends_in_time(far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.3)
    monkeypatch.setattr(process, "PATIENCE_PER_RUN", 0.0)
    far("time.sleep(60)")
    found = evaluate(CASE, PACK)
    assert found.nagerekend.reden == "Dit is één keer uitgerekend: de tweede rekenaar gaf niet op tijd antwoord."


def test_after_a_crash_the_next_one_is_computed_again(far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    far("os.abort()")
    assert evaluate(CASE, PACK).nagerekend.door is None
    monkeypatch.undo()
    assert evaluate(CASE, PACK).nagerekend.gelijk is True


def test_a_python_that_cannot_be_started_is_a_reason(far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/does/not/exist")
    with pytest.raises(ForwardFailed, match="gestopt"):
        Process().run(PROGRAM, [])


def test_a_library_that_cannot_be_imported_counts_as_absent(
    far: Far, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "durable").mkdir()
    (tmp_path / "durable" / "__init__.py").write_text("raise ImportError('undefined symbol')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = evaluate(CASE, PACK)
    assert "staat niet op deze computer" in (found.nagerekend.reden or "")
    assert engines.versions()["forward"] is None


def test_a_fault_of_the_machine_is_a_reason_and_the_next_request_is_answered() -> None:
    own = Process()
    with pytest.raises(ForwardFailed, match="mislukt"):
        own.run("[[[[0,99]],[]]", [[]])
    assert own.run("[]", [[]]) == [{0}]
    own.close()


def test_an_interrupted_request_takes_its_process_along(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Process()
    own.run("[]", [[]])
    running = own._process
    with monkeypatch.context() as patch:
        patch.setattr("wijktoets.engine.forward.process.json.loads", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            own.run("[]", [[]])
    assert running is not None and running.returncode is not None
    assert own.run("[]", [[]]) == [{0}]
    own.close()


def _interrupt(_: object) -> None:
    raise KeyboardInterrupt


def test_a_fresh_process_takes_over_after_so_many_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PACKS", 3)
    own, pids = Process(), []
    for number in (1, 2, 2, 3, 4, 5):
        own.run(f"[[[[{number},0]],[]]]", [[]])
        assert own._process is not None
        pids.append(own._process.pid)
    own.close()
    assert len(set(pids[:4])) == 1
    assert len(set(pids[4:])) == 1
    assert pids[0] != pids[5]


def test_threads_with_packs_of_their_own_get_their_own_answers() -> None:
    own = Process()
    programs = [f"[[[[{number},0]],[[{number + 1},0]]]]" for number in range(1, 8)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda i: own.run(programs[i % 7], [[4 * (i % 7 + 1)]]), range(200)))
    own.close()
    assert found == [[{0, 4 * (i % 7 + 1), 4 * (i % 7 + 2)}] for i in range(200)]


def test_the_process_ends_when_nobody_is_left_to_ask() -> None:
    ended = subprocess.run([sys.executable, "-P", machine.__file__], input="[]\n[[]]\n", capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, '{"found": [[0]]}\n', "")


def test_a_crash_leaves_no_core_file_behind() -> None:
    script = (
        "import resource, sys; import machine; machine._die_quietly(); print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    folder = Path(machine.__file__).parent
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=folder)
    assert ended.stdout == "(0, 0)\n"


FORK = """if True:
    import os
    from wijktoets.engine.forward.process import SHARED
    assert SHARED.run("[]", [[]]) == [{0}]
    mine = SHARED._process.pid
    child = os.fork()
    if child == 0:
        assert SHARED._process is None
        assert SHARED.run("[]", [[]]) == [{0}]
        assert SHARED._process.pid != mine
        SHARED.close()
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert SHARED.run("[]", [[]]) == [{0}]
    assert SHARED._process.pid == mine
    print("ended well")
"""


def test_a_fork_has_a_process_of_its_own() -> None:
    command = [sys.executable, "-X", "dev", "-W", "ignore::DeprecationWarning", "-c", FORK]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.stdout, ended.stderr) == ("ended well\n", "")


def test_nothing_is_left_behind_at_the_end(tmp_path: Path) -> None:
    script = "from wijktoets.engine.forward.process import SHARED; SHARED.run('[]', [[]]); print(SHARED._process.pid)"
    ended = subprocess.run([sys.executable, "-X", "dev", "-c", script], capture_output=True, text=True, cwd=tmp_path)
    assert ended.stderr == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(ended.stdout), 0)
    assert list(tmp_path.iterdir()) == []
