"""Changed dossiers, packs and workbooks end in a sentence; a slice of the search here, thousands in `make test-deep`.

The seed is printed with what is found; `python -m tests.fuzz.trying --seed … --kind …` finds it again and keeps it.
"""

from collections.abc import Sequence
from pathlib import Path
from random import randrange

import pytest

from tests.amount import EXAMPLES
from tests.cli.running import run
from tests.fuzz import trying
from tests.fuzz.trying import KEPT, KINDS, Crash, Kind, changed, search, tried

DEEP = EXAMPLES >= 5000
MANY: dict[Kind, int] = {"dossiers": 2000, "packs": 2000, "workbooks": 1000} if DEEP else dict.fromkeys(KINDS, 12)
"""How many changed files of each kind: a few seconds in `make test`."""
SEED = randrange(2**32) if DEEP else 20
"""The same files each time; others each time in `make test-deep`."""


@pytest.mark.anywhere
@pytest.mark.timeout(0 if DEEP else 300)
@pytest.mark.parametrize("kind", KINDS)
def test_no_changed_file_makes_a_command_crash_or_hang_or_engines_differ(kind: Kind) -> None:
    print(f"seed {SEED}")
    found: Sequence[Crash] = list(search(kind, MANY[kind], SEED))
    assert not found, [crash.what for crash in found]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_found_once_stays_mended(kind: Kind) -> None:
    for path in sorted(path for path in (KEPT / kind).rglob("*") if path.is_file()):
        name = path.relative_to(KEPT / kind).as_posix().partition("/")[2]
        assert tried(kind, name, path.read_bytes()) is None, path


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_changes_the_same_and_most_is_changed(kind: Kind) -> None:
    sound = {content for _, content in trying.corpus(kind)}
    files = [changed(kind, number, 1) for number in range(20)]
    assert files == [changed(kind, number, 1) for number in range(20)]
    assert len({content for _, content in files}) > 15
    assert sum(content not in sound for _, content in files) > 15


# What is no ending is seen as one that is not.


@pytest.mark.parametrize(
    ("crash", "seen"),
    [(ZeroDivisionError("planted"), "exit code 70"), (RecursionError("planted"), "exit code 70")],
)
def test_a_fault_in_a_command_is_seen(crash: Exception, seen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise crash

    monkeypatch.setattr("wijktoets.engine.reading.loading.read_tree", broken)
    name, content = trying.corpus("dossiers")[0]
    assert seen in (tried("dossiers", name, content) or "")


def test_a_command_that_hangs_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(trying, "SECONDS", 1)
    monkeypatch.setattr("wijktoets.engine.reading.loading.read_tree", slow)
    name, content = trying.corpus("dossiers")[0]
    assert "more than 1 seconds" in (tried("dossiers", name, content) or "")


def test_engines_that_differ_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "of_columns", lambda group: list(trying.of_direct(group))[::-1])
    name, content = next(each for each in trying.corpus("dossiers") if each[1].count(b"thema:") > 1)
    assert "row 0" in (tried("dossiers", name, content) or "")


def test_sound_files_are_no_crash() -> None:
    for kind in KINDS:
        name, content = trying.corpus(kind)[0]
        assert tried(kind, name, content) is None


def test_a_dossier_of_the_search_is_one_that_a_command_takes(tmp_path: Path) -> None:
    """Else the search would only ever see that a file is wrong."""
    sound = 0
    for number in range(40):
        name, content = changed("dossiers", number, 3)
        (tmp_path / name).write_bytes(content)
        sound += run("check", tmp_path / name).exit_code == 0
    assert sound >= 3
