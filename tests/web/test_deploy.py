"""What an administrator takes over from deploy/: the unit holds together, and says what the settings know."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from wijktoets.web.settings import PREFIX, known

DEPLOY: Final = Path(__file__).parents[2] / "deploy"
EXPOSED: Final = 15
"""Tenths of how exposed the service may be as systemd sees it: 100 is all that it can do, and most services have 96."""


def test_the_unit_hands_over_what_the_settings_know() -> None:
    text = (DEPLOY / "wijktoets.service").read_text(encoding="utf-8")
    assert {name.lower() for name in re.findall(rf"^Environment={PREFIX}(\w+)=", text, re.MULTILINE)} <= {*known()}
    loaded = set(re.findall(r"^LoadCredential=([\w-]+):", text, re.MULTILINE))
    assert loaded == set(re.findall(r"=%d/([\w-]+)$", text, re.MULTILINE))


@pytest.mark.systemd
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    assert program, "install the Debian package systemd"
    text, unit = (DEPLOY / "wijktoets.service").read_text(encoding="utf-8"), tmp_path / "wijktoets.service"
    unit.write_text(text.replace("/opt/wijktoets/bin/wijktoets", "/bin/true"), encoding="utf-8")
    said = subprocess.run([program, "verify", "--man=no", unit], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")
    unit.write_text(f"{text}\nNonsense=yes\n", encoding="utf-8")
    said = subprocess.run([program, "verify", "--man=no", unit], capture_output=True, text=True, check=False)
    assert "Nonsense" in said.stderr, "and it would have said so"
    looked = subprocess.run(
        [program, "security", "--offline=true", "--no-pager", f"--threshold={EXPOSED}", DEPLOY / "wijktoets.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert looked.returncode == 0, looked.stdout


def test_the_container_says_that_nobody_built_it() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "NOT BUILT BY THIS PROJECT" in text
    assert {name.lower() for name in re.findall(rf"{PREFIX}(\w+)=", text)} <= {*known()}
    assert re.search(r"^USER wijktoets$", text, re.MULTILINE)


def test_the_proxy_logs_no_more_than_the_part_of_the_pages() -> None:
    text = re.sub(r"^\s*#.*$", "", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"), flags=re.MULTILINE)
    (form,) = re.findall(r"log_format wijktoets '([^']*)'", text)
    logged = set(re.findall(r"\$(\w+)", form))
    assert logged == {
        "time_iso8601",
        "request_method",
        "wijktoets_page",
        "status",
        "body_bytes_sent",
        "request_time",
    }
    assert set(re.findall(r"access_log ([^;]*);", text)) == {"off", "/var/log/nginx/wijktoets.log wijktoets"}
    assert set(re.findall(r"error_log ([^;]*);", text)) == {"/dev/null"}
    assert text.count("server {") == text.count("error_log") == text.count("access_log"), "in each server"
