"""Sets the pages up over a folder, on this machine or for a gemeente, and answers until it is stopped."""

import socket
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

import uvicorn
from uvicorn.config import LOGGING_CONFIG as LOGGING

from wijktoets import cases, texts
from wijktoets.engine.model.regelpakket import Regelpakket

from .access import make_adviser_link
from .app import Served, create_app
from .database import database_at
from .dossier import Shelf
from .drawing import PictureProcess, settle
from .folder import AUTHOR_MAP, BOOKS, Refused, files_in, named, read, take_in, unknown
from .front import Front
from .picture import warm_up
from .settings import Setup
from .store import FILE, Store
from .visit import environment
from .watch import write_lines

if TYPE_CHECKING:
    from .signon import SignOn

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 8123
"""Where it listens when nothing else is said and nobody else does."""
WAIT: Final = 3
"""Seconds that an answer that is under way may still take when the program is stopped."""
AT_ONCE: Final = 200
EXAMPLES: Final = Path(cases.__file__).parent / "voorbeelden"


class Server:
    """The pages over one folder."""

    def __init__(
        self,
        folder: Path,
        pack: Regelpakket,
        packs: tuple[str, ...],
        demo: bool,
        setup: Setup,
    ) -> None:
        """Open the store and the port, and take in the dossiers that are new.

        Args:
            setup: where it listens, where the store lies, and who is let in.

        Raises:
            OSError: the folder cannot be written in, or the port is taken.
            Unusable: the URL is none of such a database, or nothing answers there.
            Newer: what is kept there is of a later version of wijktoets.
        """
        self.setup = setup
        self.socket = _listen(setup.host, setup.port)
        try:
            self.store = Store(database_at(setup.database, setup.database_ca) if setup.database else folder / FILE)
        except BaseException:
            self.socket.close()
            raise
        self.port: int = self.socket.getsockname()[1]
        self.pack, self.packs, self.folder, self.demo = pack, packs, folder, demo
        self.shelf, self.drawer = Shelf(pack), PictureProcess(pack)
        self.refused: dict[str, tuple[str, ...]] = {}
        found = unknown(self.store, folder)
        self.books = [path for path in found if path.suffix.lower() in BOOKS]
        self.remarks = self.take_in([path for path in found if path not in self.books])
        if demo and not self.store.all():
            for path in files_in(EXAMPLES):
                content = read(path, packs)[1]
                self.store.add(named(self.shelf, content, path.name), content, AUTHOR_MAP, van=path.name)

    def take_in(self, paths: Sequence[Path]) -> list[str]:
        """Take in files of the folder; gives a line for each thing that is wrong."""
        said: list[str] = []
        for path in paths:
            try:
                take_in(self.store, self.shelf, self.packs, path)
            except Refused as error:
                self.refused[path.name] = error.lines
                said += [texts.text("serve.niet_ingelezen", naam=path.name), *error.lines]
        return said

    def run(self, announce: Callable[[str], None], remark: Callable[[str], None]) -> None:
        """Answer until it is stopped.

        Args:
            announce: is handed each login link.
            remark: is handed what is wrong in workbooks, which are read while the pages are there already.
        """
        setup = self.setup
        hosts = [f"{name}:{self.port}" for name in (LOOPBACK, "localhost")]
        front = Front(setup.address, setup.proxies) if setup.address else None
        address = setup.address or f"http://{hosts[0]}"
        sign_on = _sign_on(setup)

        def link(secret: str) -> None:
            announce(f"{address}/inloggen?sleutel={secret}")

        served = Served(
            self.store,
            self.pack,
            self.folder,
            hosts,
            link,
            packs=self.packs,
            demo=self.demo,
            front=front,
            sign_on=sign_on,
            longest=timedelta(hours=setup.longest),
            idle=timedelta(minutes=setup.idle) if sign_on else None,
            metrics_token=setup.metrics_token,
            api=setup.with_api,
            draw=self.drawer,
        )
        served.refused.update(self.refused)
        self.refused = served.refused
        app = create_app(served)
        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None if setup.address else LOGGING,
            log_level=None if setup.address else "error",
            proxy_headers=False,  # what a proxy says is believed by `Front`, of those that were named
            server_header=False,
            limit_concurrency=AT_ONCE,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=WAIT,
            lifespan="off",
            ws="none",
        )
        if setup.address:
            write_lines()
        if sign_on is None:
            link(make_adviser_link(self.store))
        Thread(target=self._finish, args=(remark,), daemon=True).start()
        try:
            uvicorn.Server(config).run([self.socket])
        finally:
            self.drawer.close()
            self.store.close()

    def _finish(self, remark: Callable[[str], None]) -> None:
        """What may come while somebody opens the link: what the first pages need, and workbooks."""
        read_templates()
        warm_up(self.pack)
        self.drawer.start()
        settle()
        for line in self.take_in(self.books):
            remark(line)


def _sign_on(setup: Setup) -> "SignOn | None":
    """Who signs people on, where that was set."""
    if setup.issuer is None:
        return None
    from .signon import Provider, SignOn

    assert setup.address and setup.client and setup.secret
    groups = (setup.claim, setup.advisers, setup.administrators, setup.scopes)
    return SignOn(Provider(setup.issuer, setup.client, setup.secret, *groups), setup.address)


def read_templates() -> None:
    """Read what pages are made of, so that nobody waits for it."""
    templates = environment()
    for name in templates.list_templates():
        templates.get_template(name)


def _listen(host: str, port: int | None) -> socket.socket:
    """A socket; on any port when none was asked for and the usual one is taken.

    Raises:
        OSError: the port is taken, or this machine has no such address.
    """
    family, *_, place = socket.getaddrinfo(host, PORT if port is None else port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind(place)
        except OSError:
            if port is not None:
                raise
            made.bind((place[0], 0))
        made.listen(AT_ONCE)  # before the link is handed out: who opens it at once waits, and is not refused
    except BaseException:
        made.close()
        raise
    return made
