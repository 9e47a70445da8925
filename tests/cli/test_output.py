"""Checks that an output file is replaced whole or not at all, whatever happens."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from wijktoets.cli.base.failing import INTERRUPTED, NotWritten
from wijktoets.cli.base.output import replace_file, replace_with_text
from wijktoets.texts import text

DOSSIERS = Path(__file__).parent.parent / "data" / "cli" / "dossiers"


def half(fault: BaseException) -> Callable[[Path], None]:
    """A writer that writes a part and then fails."""

    def write(path: Path) -> None:
        path.write_text("half")
        raise fault

    return write


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), MemoryError(), ValueError("x")])
def test_a_fault_while_writing_leaves_the_old_file_whole(tmp_path: Path, fault: BaseException) -> None:
    old = tmp_path / "uit.csv"
    old.write_text("oud")
    with pytest.raises(type(fault)):
        replace_file(old, half(fault))
    assert old.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [old]


def test_a_full_disk_leaves_the_old_file_whole_and_is_said(tmp_path: Path) -> None:
    old = tmp_path / "uit.csv"
    old.write_text("oud")
    with pytest.raises(NotWritten, match="is niet geschreven") as caught:
        replace_file(old, half(OSError(28, "No space left on device")))
    assert "Wat er stond, staat er nog." in caught.value.message
    assert old.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [old]


def test_a_new_file_that_fails_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"):
        replace_file(tmp_path / "uit.csv", half(ValueError("x")))
    assert list(tmp_path.iterdir()) == []


def test_a_file_keeps_its_rights_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    old = tmp_path / "uit.csv"
    old.write_text("oud")
    old.chmod(0o640)
    replace_with_text(old, "nieuw")
    assert (old.read_text(), old.stat().st_mode & 0o777) == ("nieuw", 0o640)
    before = os.umask(0o027)
    try:
        replace_with_text(tmp_path / "nieuw.csv", "nieuw")
    finally:
        os.umask(before)
    assert (tmp_path / "nieuw.csv").stat().st_mode & 0o777 == 0o640


def test_who_was_reading_the_old_file_keeps_reading_it_whole(tmp_path: Path) -> None:
    old = tmp_path / "uit.csv"
    old.write_text("oud, heel")
    with old.open() as reader:
        replace_with_text(old, "nieuw")
        assert reader.read() == "oud, heel"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "echt.csv"
    real.write_text("oud")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    replace_with_text(link, "nieuw")
    assert link.is_symlink()
    assert real.read_text() == "nieuw"


def test_a_folder_or_a_device_is_no_output(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(click.UsageError, match="geen gewoon bestand"):
            replace_with_text(path, "x")


INTERRUPTED_WRITER = """
import sys, time
from pathlib import Path
from wijktoets.engine.columns import stream
def slow(tables, path, columns):
    path.write_text("half")
    Path(sys.argv[1]).touch()
    time.sleep(60)
stream.write_parquet = slow
from wijktoets.cli.main import main
main(["batch", sys.argv[2], "--output", sys.argv[3]], prog_name="wijktoets")
"""


def test_ctrl_c_while_writing_leaves_the_old_file_whole(tmp_path: Path) -> None:
    output, ready = tmp_path / "uit" / "uit.parquet", tmp_path / "ready"
    output.parent.mkdir()
    output.write_text("oud")
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED_WRITER, ready, "@pilots", output],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )
    until = time.monotonic() + 60
    while not ready.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert len(list(output.parent.iterdir())) == 2
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout, stderr.decode()) == (INTERRUPTED, b"", f"{text('cli.fouten.afgebroken')}\n")
    assert output.read_text() == "oud"
    assert list(output.parent.iterdir()) == [output]
