"""The folder that is served: dossiers and workbooks in it are taken in, what changed there is seen, and written back.

A workbook is read in a process of its own, by the command that imports one, so what is wrong is said by its cell.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from wijktoets import texts
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.source import read_bytes, read_file

from .dossier import Shelf
from .office import MAX_FILE
from .store import Author, Store
from .tables import dossiers
from .worker import ran

TEXTS: Final = (".yaml", ".yml")
BOOKS: Final = (".xlsx", ".ods")
BOOK_SECONDS: Final = 30
"""That the reading of a workbook may take."""
AUTHOR_MAP: Final = Author("adviseur", "map")
DOSSIER: Final = "dossier.yaml"


class Refused(Exception):
    """A file cannot be taken in; the lines say why, by line or by cell."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(*lines)
        self.lines = tuple(lines)


def files_in(folder: Path) -> list[Path]:
    """The dossiers and workbooks that stand in a folder itself; not what a program keeps beside an open one."""
    found = [path for path in folder.iterdir() if path.suffix.lower() in (*TEXTS, *BOOKS) and path.is_file()]
    return sorted(path for path in found if not path.name.startswith((".", "~")))


def unknown(store: Store, folder: Path) -> list[Path]:
    """The files of a folder that no dossier was taken from or written to."""
    with store.read() as connection:
        rows = connection.execute(select(dossiers.c.bestand, dossiers.c.werkmap))
        known = {name for row in rows for name in row}
    return [path for path in files_in(folder) if path.name not in known]


def take_in(store: Store, shelf: Shelf, packs: Sequence[str], path: Path) -> str:
    """Take in a dossier from a file of the folder; gives its key.

    Raises:
        Refused: with a line for each thing that is wrong.
    """
    held, content = read(path, packs)
    naam = named(shelf, content, path.name)
    return store.add(naam, content, AUTHOR_MAP, file=(path.name, held), van=path.name)


def read(path: Path, packs: Sequence[str]) -> tuple[bytes, bytes]:
    """What a file holds, and the dossier that it is.

    Raises:
        Refused: it cannot be read, or is no workbook that can be imported.
    """
    try:
        if path.suffix.lower() in BOOKS:
            held, _ = read_file(path, path.name, MAX_FILE)
        else:
            held = read_bytes(path, path.name)
    except InvoerFout as error:
        raise Refused([texts.melding(each) for each in error.meldingen]) from error
    return held, of_workbook(held, path.name, packs) if path.suffix.lower() in BOOKS else held


def named(shelf: Shelf, content: bytes, bestand: str) -> str:
    """The name of a dossier, after seeing that it is sound.

    Raises:
        Refused: with a line for each thing that is wrong.
    """
    try:
        return shelf.read(content, bestand=bestand).dossier.naam
    except InvoerFout as error:
        raise Refused([texts.melding(each) for each in error.meldingen]) from error


def of_workbook(content: bytes, name: str, packs: Sequence[str]) -> bytes:
    """The dossier of a workbook.

    Raises:
        Refused: with the lines of the command that imports one.
    """
    file = f"werkmap{Path(name).suffix.lower()}"
    words = ["import", file, "--to", DOSSIER, *(word for pack in packs for word in ("--pack", pack))]
    found = ran(words, {file: content}, (DOSSIER,), seconds=BOOK_SECONDS)
    if DOSSIER not in found.made:
        raise Refused(found.err.replace(file, name).splitlines())
    return found.made[DOSSIER]


def changed(folder: Path, row: Any) -> list[str]:
    """The files of a dossier that hold something else than when they were last read or written."""
    pairs = ((row.bestand, row.bestand_sha), (row.werkmap, row.werkmap_sha))
    return [name for name, sha in pairs if name and _now(folder / name) not in (None, sha)]


def _now(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def put(folder: Path, name: str, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        OSError: the disk is full, or nothing can be written there.
    """
    handle, temporary = tempfile.mkstemp(prefix=".wijktoets-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(folder / name)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def free(folder: Path, naam: str) -> str:
    """The name of a file that is not there yet, called after a dossier."""
    slug = re.sub(r"[^a-z0-9]+", "-", naam.lower()).strip("-")[:60] or "dossier"
    names = [f"{slug}.yaml", *(f"{slug}-{n}.yaml" for n in range(2, 1000))]
    return next(name for name in names if not (folder / name).exists())
