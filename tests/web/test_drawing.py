"""Pictures are drawn in a process of their own: the same ones, and nobody is without when it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import wijktoets
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.reading import parsing
from wijktoets.engine.reading.setting import plain_of
from wijktoets.web import drawing
from wijktoets.web.dossier import Known
from wijktoets.web.drawing import PictureProcess
from wijktoets.web.picture import Picture, drawn

TEXT = (Path(wijktoets.__file__).parent / "cases" / "voorbeelden" / "twee-themas.yaml").read_bytes()


@pytest.fixture(scope="module")
def drawer() -> Iterator[PictureProcess]:
    made = PictureProcess(wijktoets.load_pack())
    yield made
    made.close()


def known(content: bytes = TEXT) -> Known:
    return Known(content, wijktoets.load_pack(), 3, "dossier")


def timeless(picture: Picture) -> Picture:
    return replace(picture, judged=0.0, processor=0.0)


def test_it_draws_what_is_drawn_here(drawer: PictureProcess) -> None:
    begun = time.perf_counter()
    there = drawer(known(), begun)
    assert timeless(there) == timeless(drawn(known(), begun))
    assert 0 < there.processor < there.judged <= (time.perf_counter() - begun) * 1000


def test_what_is_wrong_is_said_here(drawer: PictureProcess) -> None:
    wrong = known()
    wrong.content = TEXT + b"nergens: 1\n"
    with pytest.raises(InvoerFout) as found:
        drawer(wrong, time.perf_counter())
    assert [each.code for each in found.value.meldingen] == ["sleutel_onbekend"]
    assert drawer(known(), 0.0).drawn, "and it goes on"


def test_when_it_ended_the_picture_is_drawn_here_and_it_begins_again(drawer: PictureProcess) -> None:
    drawer.start()
    first = drawer._process
    assert first is not None
    first.kill()
    first.join(10)
    expected = timeless(drawn(known(), 0.0))
    assert timeless(drawer(known(), 0.0)) == expected
    assert timeless(drawer(known(), 0.0)) == expected
    assert drawer._process is not None
    assert drawer._process.pid != first.pid
    assert drawer._process.is_alive()


def test_one_that_hangs_is_not_waited_for(drawer: PictureProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    drawer.start()
    assert drawer._process is not None
    assert drawer._process.pid is not None
    monkeypatch.setattr(drawing, "PATIENCE", 0.2)
    os.kill(drawer._process.pid, signal.SIGSTOP)
    assert drawer(known(), 0.0).drawn
    assert drawer._process is None


ALONE = """
import sys
from pathlib import Path
from wijktoets import load_pack
from wijktoets.web.dossier import Known
from wijktoets.web.drawing import PictureProcess
if __name__ == "__main__":
    pack = load_pack()
    drawer = PictureProcess(pack)
    drawer.start()
    print(drawer._process.pid, flush=True)
    input()
    drawer(Known(Path(sys.argv[1]).read_bytes(), pack, 1, ""), 0.0)
    print(drawer._process.pid, flush=True)
    input()
"""


def lives(process: int) -> bool:
    """Whether a process goes on: one that ended and of which nobody asked how does not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_it_ends_with_the_program_alone(tmp_path: Path) -> None:
    """Not when somebody breaks off, which a terminal tells all; and also when the program is killed."""
    script, dossier = tmp_path / "alone.py", tmp_path / "dossier.yaml"
    script.write_text(ALONE, encoding="utf-8")
    dossier.write_bytes(TEXT)
    program = subprocess.Popen(
        [sys.executable, script, dossier],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    child = int(program.stdout.readline())
    os.kill(child, signal.SIGINT)
    program.stdin.write("\n")
    program.stdin.flush()
    assert int(program.stdout.readline()) == child
    os.kill(child, signal.SIGINT)
    time.sleep(0.2)
    assert lives(child)
    program.kill()
    assert program.communicate(timeout=30)[1] == ""
    for _ in range(200):
        if not lives(child):
            return
        time.sleep(0.05)
    pytest.fail("it goes on alone")


def test_nothing_is_kept_of_what_was_read_when_that_is_asked() -> None:
    plain_of(TEXT)
    assert parsing._read_last.cache_info().currsize
    parsing.forget()
    assert not parsing._read_last.cache_info().currsize
