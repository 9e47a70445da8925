"""Sets the pages up over a folder on this machine, and answers until it is stopped."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final

import uvicorn
from sqlalchemy import select

from wijktoets import cases, texts
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import read_bytes

from .access import make_adviser_link
from .app import Served, create_app
from .dossier import Shelf
from .pages.start import AUTHOR_MAP, known_files
from .store import FILE, Store
from .tables import dossiers

LOOPBACK: Final = "127.0.0.1"
WAIT: Final = 3
"""Seconds that an answer that is under way may still take when the program is stopped."""
AT_ONCE: Final = 200


class Server:
    """The pages over one folder."""

    def __init__(
        self, folder: Path, pack: Regelpakket, packs: tuple[str, ...], demo: bool, port: int, fixed: bool
    ) -> None:
        """Open the store and the port, and take in the dossiers that are new.

        Args:
            fixed: no other port will do.

        Raises:
            OSError: the folder cannot be written in, or the port is taken.
        """
        self.socket = _listen(port, fixed)
        try:
            self.store = Store(folder / FILE)
        except BaseException:
            self.socket.close()
            raise
        self.port: int = self.socket.getsockname()[1]
        self.pack, self.packs, self.folder, self.demo = pack, packs, folder, demo
        self.remarks = take_in_folder(self.store, pack, folder)
        if demo and not self.store.all():
            self.remarks += take_in_folder(self.store, pack, Path(cases.__file__).parent / "voorbeelden")

    def run(self, announce: Callable[[str], None]) -> None:
        """Answer until it is stopped; `announce` is handed each login link."""
        hosts = [f"{name}:{self.port}" for name in (LOOPBACK, "localhost")]
        address = f"http://{hosts[0]}"

        def link(secret: str) -> None:
            announce(f"{address}/inloggen?sleutel={secret}")

        app = create_app(Served(self.store, self.pack, self.folder, hosts, link, packs=self.packs, demo=self.demo))
        config = uvicorn.Config(
            app,
            access_log=False,
            log_level="error",
            server_header=False,
            limit_concurrency=AT_ONCE,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=WAIT,
            lifespan="off",
            ws="none",
        )
        link(make_adviser_link(self.store))
        try:
            uvicorn.Server(config).run([self.socket])
        finally:
            self.store.close()


def _listen(port: int, fixed: bool) -> socket.socket:
    """A socket on this machine alone; on any port when the one that was meant is taken and another will do."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((LOOPBACK, port))
        except OSError:
            if fixed:
                raise
            made.bind((LOOPBACK, 0))
    except BaseException:
        made.close()
        raise
    return made


def take_in_folder(store: Store, pack: Regelpakket, folder: Path) -> list[str]:
    """Take in the dossiers of a folder that are not known yet; gives a line for each thing that is wrong."""
    with store.read() as connection:
        known = set(connection.execute(select(dossiers.c.bestand)).scalars())
    said: list[str] = []
    shelf = Shelf(pack)
    for path in known_files(folder):
        if str(path) in known:
            continue
        try:
            content = read_bytes(path, path.name)
            naam = shelf.read(content, bestand=path.name).dossier.naam
        except InvoerFout as error:
            said += [texts.text("serve.niet_ingelezen", naam=path.name), *map(texts.melding, error.meldingen)]
            continue
        store.add(naam, content, AUTHOR_MAP, bestand=str(path), van=path.name)
    return said
