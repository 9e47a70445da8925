"""Starts a PostgreSQL of its own for tests, in a folder of its own, on this machine alone, and stops it again."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import create_engine

from wijktoets.web.database import DRIVER

OWNER: Final = "postgres"
"""PostgreSQL does not run as root; Debian's package brings this user."""


def programs() -> Path:
    """Where Debian keeps the programs of the newest PostgreSQL.

    Raises:
        FileNotFoundError: it is not installed.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name))
    if not found:
        raise FileNotFoundError("PostgreSQL: install the Debian package postgresql")
    return found[-1]


class Cluster:
    """A PostgreSQL with a database for each that asks."""

    def __init__(self, synced: bool = False) -> None:
        """In a folder that its owner alone can read.

        Args:
            synced: what is kept is on the disk before it says so, as it is where people work; tests need no disk.
        """
        self.synced = synced
        self.place = Path(tempfile.mkdtemp(prefix="wijktoets-pg-"))
        self.data = self.place / "data"
        self.made = 0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        if os.geteuid() == 0:
            shutil.chown(self.place, OWNER, OWNER)

    def __enter__(self) -> Self:
        self._run("initdb", "-D", self.data, "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-sync")
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.place)

    def start(self) -> None:
        """Let it answer; what was kept is there again."""
        fsync = "on" if self.synced else "off"
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories= -c fsync={fsync}"
        self._run("pg_ctl", "-D", self.data, "-l", self.place / "log", "-o", options, "-w", "start")

    def stop(self) -> None:
        """Break off all connections, and stop."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def speak_tls(self, certificate: Path) -> None:
        """Start again with a certificate of a folder."""
        self.stop()
        for name in ("fullchain.pem", "privkey.pem"):
            kept = self.data / name
            kept.write_bytes((certificate / name).read_bytes())
            kept.chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(kept, OWNER, OWNER)
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("ssl = on\nssl_cert_file = 'fullchain.pem'\nssl_key_file = 'privkey.pem'\n")
        self.start()

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{name}"

    def empty(self) -> str:
        """The address of a new database."""
        self.made += 1
        name = f"wijktoets_{self.made}"
        engine = create_engine(self.url(OWNER).replace("postgresql", DRIVER, 1), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return self.url(name)

    def restored(self, url: str) -> str:
        """The address of a database that was made from a copy of another, as an administrator makes it."""
        copy = self.place / "copy.dump"
        self._run("pg_dump", "-d", url, "-Fc", "-f", copy)
        made = self.empty()
        self._run("pg_restore", "-d", made, copy)
        return made

    def _run(self, program: str, *words: Any) -> None:
        run([programs() / program, *words])


def run(words: Sequence[Any]) -> str:
    """Run a program of PostgreSQL as its owner; gives what it says.

    Raises:
        subprocess.CalledProcessError: it fails.
    """
    owner: dict[str, Any] = {"user": OWNER, "group": OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryFile("w+") as out:
        subprocess.run(
            [*map(str, words)], check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=out, **owner
        )
        out.seek(0)
        return out.read()
