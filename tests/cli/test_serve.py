"""The command `serve` as it is typed: a link on a line of its own, this machine alone, and a clean end."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2 as httpx

from tests.cli.running import run
from tests.web.visiting import Page
from wijktoets.cli.base.extras import install
from wijktoets.texts.wording import said
from wijktoets.web.store import FILE

BLOCKED = "import sys; sys.modules['starlette'] = None; from wijktoets.cli.main import main; main()"


@contextmanager
def serving(*words: str | Path, cwd: Path) -> Iterator[tuple[str, list[str]]]:
    """The link of the program, and, when it was stopped as a person does, its exit code and what it said."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])}
    process = subprocess.Popen(
        [sys.executable, "-m", "wijktoets", "serve", "--no-browser", "--port", "0", *map(str, words)],
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    ended: list[str] = []
    try:
        yield process.stdout.readline().strip(), ended
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        ended += [str(process.returncode), out, err]


def test_it_serves_until_it_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "goed.yaml").write_text("formaat: wijktoets/dossier@1\nnaam: Uit de map\n", encoding="utf-8")
    (tmp_path / "fout.yaml").write_text("naam: Fout\n", encoding="utf-8")
    with serving(".", cwd=tmp_path) as (link, ended):
        assert link.startswith("http://127.0.0.1:")
        with httpx.Client(follow_redirects=True) as client:
            form = Page(client.get(link)).form("/inloggen")
            page = Page(client.post(httpx.URL(link).join(form.action), data=dict(form)))
            assert "Uit de map" in page.text
    code, out, err = ended
    assert (code, out) == ("0", "")
    assert said("serve.niet_ingelezen", naam="fout.yaml") in err
    assert "fout.yaml:1:1" in err
    assert err.endswith(said("serve.einde") + "\n")
    assert [path.name for path in tmp_path.glob(f"{FILE}*")] == [FILE], "nothing is left beside the store"
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_the_demo_has_a_folder_of_its_own(tmp_path: Path) -> None:
    with serving("--demo", cwd=tmp_path) as (link, _):
        assert link
    assert [path.name for path in tmp_path.iterdir()] == ["wijktoets-demo"]


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = run("serve", tmp_path, "--no-browser", "--port", str(taken.getsockname()[1]))
    assert ended.exit_code == 74
    assert ended.stderr.count("\n") == 1


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", BLOCKED, "serve", tmp_path], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.endswith(f"{install('web')}.\n")
    assert list(tmp_path.iterdir()) == []


def test_for_a_gemeente_it_says_all_that_is_not_right_and_starts_nothing(tmp_path: Path) -> None:
    place = tmp_path / "map"
    ended = run("serve", place, "--address", "http://wijktoets.example", "--host", "0.0.0.0")
    assert ended.exit_code == 2
    for key in ("fout", "geen_https", "geen_aanmelding"):
        assert said(f"serve.instelling.{key}") in ended.stderr
    assert not place.exists()


def test_to_try_it_without_https_it_warns_and_hands_out_a_link(tmp_path: Path) -> None:
    words = ("--address", "http://127.0.0.1:9999", "--insecure", ".")
    with serving(*words, cwd=tmp_path) as (link, ended):
        assert link.startswith("http://127.0.0.1:9999/inloggen?sleutel=")
    assert ended[0] == "0"
    assert said("serve.onveilig") in ended[2]
