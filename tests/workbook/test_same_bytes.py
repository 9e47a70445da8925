"""The same dossier gives the same bytes, whenever and wherever it is exported."""

import io
import os
import subprocess
import sys
import time
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.workbook.books import book_of, dossier
from wijktoets import cases, load_dossier
from wijktoets._packing import NO_TIME, packed

DEAL = "@voorbeelden/wijkdeal-drie-afspraken.yaml"
START = datetime(2026, 11, 1, 12, 0, 0)


def set_clock(patch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let what writes a workbook or an archive think that it is `now`."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # a plain datetime, as the library wants
            return now.replace(tzinfo=tz)

    frozen = SimpleNamespace(datetime=Clock, timezone=timezone)
    for module in ("openpyxl.writer.excel", "openpyxl.packaging.core"):
        patch.setattr(f"{module}.datetime", frozen)
    patch.setattr("zipfile.time", SimpleNamespace(localtime=lambda *_: now.timetuple(), time=time.time))


def test_two_workbooks_made_at_different_moments_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    found = load_dossier(cases.collection("@voorbeelden")[DEAL])
    made = []
    for seconds in (0, 1, 3600):
        set_clock(monkeypatch, START + timedelta(seconds=seconds))
        made.append(book_of(found))
    assert len(set(made)) == 1


def test_a_workbook_holds_no_moment() -> None:
    with zipfile.ZipFile(io.BytesIO(book_of(dossier()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {NO_TIME}
        about = archive.read("docProps/core.xml").decode()
    assert "wijktoets" in about and "Voorbeeldwijk" in about
    assert "created" not in about and "modified" not in about


def test_another_process_writes_the_same_workbook_and_the_same_table(tmp_path: Path) -> None:
    """The order in which a process keeps sets differs by its hash seed, so nothing may rest on it."""
    script = "import sys; from wijktoets.cli.main import main\nfor to in sys.argv[2:]: main(['export', sys.argv[1], "
    script += "'--to', to], standalone_mode=False)"
    found = []
    for seed in ("1", "2"):
        files = [tmp_path / f"{seed}.xlsx", tmp_path / f"{seed}.csv"]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", script, DEAL, *map(str, files)], check=True, env=env, capture_output=True)
        found.append([file.read_bytes() for file in files])
    assert found[0] == found[1]


def test_packing_keeps_every_part_and_puts_the_mimetype_first() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("content.xml", "<x/>" * 100)
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with zipfile.ZipFile(io.BytesIO(packed(out.getvalue()))) as again:
        first, second = again.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert (second.filename, second.compress_type) == ("content.xml", zipfile.ZIP_DEFLATED)
        assert again.read("content.xml") == b"<x/>" * 100
    assert packed(packed(out.getvalue())) == packed(out.getvalue())
