"""Where the store lies: one SQLite file in a folder, or a PostgreSQL database that is given by its URL.

Both give the same: a look at one moment, and a transaction that no other write comes between and that is on the disk
when it ends.
"""

import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import NullPool

BUSY: Final = 30.0
"""Seconds that a write waits for another."""
DRIVER: Final = "postgresql+pg8000"
WRITING: Final = 0x77696A6B
"""The number of the lock that a write in PostgreSQL holds: any number that no other program uses."""


class Gone(Exception):
    """The database went away while it was being read or written."""


AWAY: Final = (DBAPIError, Gone, PoolTimeoutError, TimeoutError, ssl.SSLError)
"""What a database raises that is away, full, another than it was, or says nothing."""


class Unusable(Exception):
    """A database that cannot be used: its URL is none, is not one of PostgreSQL, or nothing answers there."""


class Newer(Exception):
    """The tables are of a version of wijktoets that came later than this one: it leaves them alone."""


class Database(Protocol):
    """Where the store lies."""

    @property
    def engine(self) -> Engine:
        """What connects to it."""

    def read(self) -> AbstractContextManager[Connection]:
        """A look at one moment."""

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that no other write comes between."""

    def wipe(self) -> None:
        """Let nothing stay behind of what was taken out."""

    def close(self) -> None:
        """Let go of it, everything in it."""


class Sqlite:
    """One file, readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            OSError: it cannot be made.
        """
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
        self.engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY, "check_same_thread": False})
        event.listen(self.engine, "connect", _set_up)
        self._turn = Lock()  # SQLite lets who waits ask again and again, and one can go on losing; a lock wakes one up

    def read(self) -> Connection:
        """A look at one moment."""
        return self.engine.connect()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that no other write comes between."""
        with _in_turn(self._turn), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise

    def wipe(self) -> None:
        """Put the journal in the file, where what was taken out is written over."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file, everything in it."""
        self.wipe()
        self.engine.dispose()


@contextmanager
def _in_turn(turn: Lock) -> Iterator[None]:
    """Wait for the others of this program that write.

    Raises:
        TimeoutError: of SQLAlchemy, after a while.
    """
    if not turn.acquire(timeout=BUSY):
        raise PoolTimeoutError
    try:
        yield
    finally:
        turn.release()


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin and end where `write` says
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


class Postgres:
    """A database that others may use too: writes take turns by one lock, whichever process they come from."""

    def __init__(self, url: URL, authority: Path | None = None) -> None:
        """With its address; a connection that was lost is made anew when it is next asked for.

        Args:
            authority: who vouches for its certificate (PEM): then it is only spoken to over TLS, and by its own name.
                Without one it is spoken to over TLS where it offers that, whoever it is.

        Raises:
            Unusable: nothing answers there, or it lets nobody in.
        """
        tls = ssl.create_default_context(cafile=authority) if authority is not None else None
        self._given = {"timeout": BUSY, "tcp_keepalive": True, "ssl_context": tls}
        self._turn = Lock()  # who waits to write holds no connection
        # one for each kind, as to say of which kind it is at each transaction costs more than a look
        self.engine = self._engine(url, "REPEATABLE READ")  # all of a look is of one moment
        self._writing = self._engine(url, "READ COMMITTED", pool_size=1)  # what was there before the turn came is seen
        try:
            self.engine.connect().close()
        except AWAY as error:
            raise Unusable(url.render_as_string()) from error

    def _engine(self, url: URL, level: IsolationLevel, **pool: Any) -> Engine:
        """What connects to it, for work of one kind."""
        import pg8000

        made = create_engine(
            url.set(drivername=DRIVER),
            module=pg8000,
            isolation_level=level,
            pool_pre_ping=True,
            pool_timeout=BUSY,
            connect_args=self._given,
            **pool,
        )
        event.listen(made, "connect", _send_at_once)
        return made

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A look at one moment."""
        with self._there(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _there(self) -> Iterator[None]:
        """Say in one way that the database went away, also where SQLAlchemy lets the driver say it: after a look.

        Raises:
            Gone: it did.
        """
        import pg8000

        try:
            yield
        except (pg8000.Error, ConnectionError) as error:
            raise Gone from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that no other write comes between."""
        with _in_turn(self._turn), self._there(), self._writing.begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITING})")
            yield connection

    def wipe(self) -> None:
        """Write the tables anew, without the rows that were taken out; backups and the journal keep them a while."""
        import pg8000

        # a connection of its own: one of the pool was asked whether it lives, and is in a transaction by that
        given = {**self._given, "timeout": None}  # it may take long
        alone = create_engine(
            self.engine.url, module=pg8000, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args=given
        )
        with alone.connect() as connection:
            connection.exec_driver_sql("VACUUM FULL")

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()
        self._writing.dispose()


def _send_at_once(connection: Any, _record: object) -> None:
    """Send the end of a long text without waiting until its beginning was received, which takes 40 ms."""
    line = connection._usock  # the driver has no setting for it
    if line.family in (socket.AF_INET, socket.AF_INET6):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def database_at(url: str, authority: Path | None = None) -> Postgres:
    """The PostgreSQL database of a URL, such as postgresql://user@localhost/wijktoets.

    Args:
        authority: who vouches for its certificate (PEM); see `Postgres`.

    Raises:
        OSError: there is no such file, or it holds no certificate.
        Unusable: it is no URL, of another kind of database, or nothing answers there.
    """
    try:
        found = make_url(url)
    except ArgumentError:
        raise Unusable(url) from None
    if found.get_backend_name() != "postgresql":
        raise Unusable(url)
    return Postgres(found, authority)
