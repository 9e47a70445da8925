"""`--scheduler`: what comes out is the same byte for byte here, on one worker, two or three, and when one is killed.

Each cluster is on this computer, and only this computer can reach it.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dask.dataframe as dd
import pandas as pd
import pytest
from distributed import Client, LocalCluster

import wijktoets
from tests.builders import VANDAAG
from tests.cli.running import flat, run
from tests.cli.test_batch_table import DATA, all_kinds
from tests.engine.columns.tables import PACK, table
from wijktoets import scale
from wijktoets.cli.base import cluster
from wijktoets.cli.base.failing import INVALID_INPUT, USAGE
from wijktoets.cli.batch import parts
from wijktoets.texts import text

BATCH = ("batch", "--pack", DATA / "pakket", "in", "--scores", "-vv", "--output")
DRAWS = ("simulate", "in", "--pack", DATA / "pakket", "--draws", "20", "--by", "fase", "--format", "csv")
FILES = 12


@contextmanager
def workers(many: int, **how: Any) -> Iterator[LocalCluster]:
    """A cluster of so many workers."""
    own = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}
    with LocalCluster(n_workers=many, threads_per_worker=1, protocol="tcp", **own, **how) as made:
        yield made


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a scheduler is that has one worker, in a thread of this process."""
    with workers(1, processes=False) as made:
        yield made.scheduler_address


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of rows and a dossier."""
    (tmp_path / "in").mkdir()
    frame = all_kinds()
    for number in range(FILES):
        frame.sample(30, random_state=number).to_parquet(tmp_path / "in" / f"{number:02}.parquet", index=False)
    (tmp_path / "in" / "deal.yaml").write_text("formaat: wijktoets/dossier@1\nnaam: Deal\npeildatum: 2026-11-01\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def same_as_here(*scheduler: str) -> None:
    """See that a cluster writes every part, the manifest and every share as this process does."""
    for folder, how in (("hier", ()), ("daar", ("--scheduler", *scheduler))):
        found = run(*BATCH, folder, *how)
        assert found.exit_code == 0, found.output
    assert content("daar") == content("hier") and len(content("hier")) == FILES + 2
    assert run(*DRAWS, "--scheduler", *scheduler).stdout == run(*DRAWS).stdout != ""


def test_a_worker_makes_the_parts_and_the_shares_that_are_made_here(here: Path, address: str) -> None:
    same_as_here(address)


def test_it_goes_on_where_it_ended_and_names_what_is_wrong_in_order(here: Path, address: str) -> None:
    run(*BATCH, "daar", "--scheduler", address)
    Path("daar/03.parquet").unlink()
    before = {
        name: path.stat().st_mtime_ns for path in Path("daar").iterdir() if (name := path.name) != "manifest.json"
    }
    assert run(*BATCH, "daar", "--scheduler", address).exit_code == 0
    assert all(Path("daar", name).stat().st_mtime_ns == when for name, when in before.items())
    assert content("daar").keys() == {*before, "03.parquet", "manifest.json"}
    for number in (4, 2):
        all_kinds().assign(gewenst="nooit").to_parquet(f"in/{number:02}.parquet")
    found, one = (run(*BATCH, folder, *how) for folder, how in (("daar", ("--scheduler", address)), ("hier", ())))
    assert found.exit_code == one.exit_code == INVALID_INPUT
    assert found.stderr.replace("daar", "hier") == one.stderr and "02.parquet, rij 1" in one.stderr


def test_a_file_that_cannot_be_read_is_said_as_it_is_here(here: Path, address: str) -> None:
    all_kinds().assign(gewenste="x").to_parquet("in/05.parquet")
    found, one = (run(*BATCH, folder, *how) for folder, how in (("daar", ("--scheduler", address)), ("hier", ())))
    assert (found.exit_code, found.stderr) == (one.exit_code, one.stderr) and "'gewenst'?" in one.stderr


def test_a_worker_with_another_version_is_refused(here: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here_ = threading.get_ident()
    monkeypatch.setattr(cluster, "versions", lambda: {"numpy": "1" if threading.get_ident() == here_ else "2"})
    found = run(*DRAWS, "--scheduler", address)
    assert found.exit_code == INVALID_INPUT
    assert flat(found.stderr) == text("scale.versie", naam="numpy", daar="2", hier="1")


@pytest.mark.parametrize("where", ["ergens", "local:0", "local:veel", "tcp://127.0.0.1"])
def test_what_is_no_address(here: Path, where: str) -> None:
    found = run(*DRAWS, "--scheduler", where)
    assert found.exit_code == USAGE and flat(text("scale.adres", waarde=where)) in flat(found.stderr)


def test_no_scheduler_answers(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    for where in ("127.0.0.1:9", "onzin://127.0.0.1:9"):
        found = run(*DRAWS, "--scheduler", where)
        assert found.exit_code == INVALID_INPUT
        assert flat(found.stderr) == text("scale.geen_antwoord", waarde=where)


def test_only_parts_go_to_a_cluster(here: Path) -> None:
    for words in (("in", "--output", "uit.csv"), ("in/01.parquet", "--format", "csv"), ("@voorbeelden",)):
        found = run("batch", *words, "--scheduler", "local")
        assert found.exit_code == USAGE and text("scale.alleen_delen") in flat(found.stderr)


# Workers that are processes


@pytest.mark.cluster
@pytest.mark.parametrize("many", [1, 2, 3])
def test_the_same_byte_for_byte_however_many_workers(here: Path, many: int) -> None:
    with workers(many) as made:
        same_as_here(made.scheduler_address)
        frame = table(400)
        with Client(made) as client:
            rows = scale.evaluate_batch(dd.from_pandas(frame, npartitions=7), PACK, today=VANDAAG, words="string")
            found = client.compute(rows).result()
            drawn = scale.simulate(dd.from_pandas(frame, npartitions=7), PACK, draws=20, today=VANDAAG)
    one = wijktoets.evaluate_batch(frame, PACK, today=VANDAAG, words="string")
    pd.testing.assert_frame_equal(found, one.astype({"fout": "string"}))
    import dask

    with dask.config.set(scheduler="synchronous"):
        alone = scale.simulate(dd.from_pandas(frame, npartitions=7), PACK, draws=20, today=VANDAAG)
    pd.testing.assert_frame_equal(drawn, alone)


@pytest.mark.cluster
def test_workers_that_the_command_starts_itself(here: Path) -> None:
    same_as_here("local:2")


@pytest.mark.cluster
def test_a_worker_that_is_killed_in_the_middle_changes_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that is killed has the pack, and parts to do."""
    killed: list[int] = []
    frame = all_kinds()
    for number in range(FILES, 60):
        frame.sample(30, random_state=number).to_parquet(here / "in" / f"{number:02}.parquet", index=False)
    with workers(2) as made, Client(made, set_as_default=False) as watch:
        pids = watch.run(os.getpid)

        def killing(*asked: Any) -> Iterator[Any]:
            for found in cluster.each(*asked):
                if not killed:
                    holder = next(who for key, who in watch.who_has().items() if "_itself" in str(key))[0]
                    assert watch.processing()[holder]
                    os.kill(pids[holder], signal.SIGKILL)
                    killed.append(pids[holder])
                yield found

        monkeypatch.setattr(parts, "each", killing)
        found = run(*BATCH, "daar", "--scheduler", made.scheduler_address)
    assert killed and found.exit_code == 0, found.output
    monkeypatch.setattr(parts, "each", cluster.each)
    run(*BATCH, "hier")
    assert content("daar") == content("hier") and len(content("hier")) == 60 + 2


class Heavy:
    """What all parts share, that writes down when it comes in somewhere."""

    def __init__(self, where: str) -> None:
        self.where = where

    def __reduce__(self) -> tuple[Callable[[str], "Heavy"], tuple[str]]:
        return arrived, (self.where,)


def arrived(where: str) -> Heavy:
    with Path(where).open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    return Heavy(where)


def told(part: int, heavy: Heavy) -> int:
    return part + len(heavy.where)


@pytest.mark.cluster
def test_what_all_parts_share_goes_to_a_worker_once(tmp_path: Path) -> None:
    where = str(tmp_path / "aangekomen")
    with workers(2) as made:
        found = dict(cluster.each(told, list(range(50)), Heavy(where), made.scheduler_address))
    assert found == {place: place + len(where) for place in range(50)}
    lines = Path(where).read_text(encoding="utf-8").split()
    assert len(lines) == len(set(lines)) <= 3  # the scheduler, which runs here, and each worker
