"""Changes a dossier in its own file: whole or not at all, and not when it changed meanwhile."""

from hashlib import sha256
from pathlib import Path
from typing import Final

import click

from wijktoets import cases
from wijktoets.engine.model.source import read_bytes

from .failing import NotWritten
from .framing import say
from .inputs import STDIN
from .output import replace_file, writable

SUFFIXES: Final = (".yaml", ".yml")


def own_file(dossier: str, key: str) -> bytes:
    """What the file of a dossier holds, after seeing that it is one that can be changed.

    Args:
        key: how the sentences begin that say why not.

    Raises:
        click.UsageError: standard input, a dossier inside the program, or no YAML file.
        InvoerFout: it cannot be read.
    """
    if dossier == STDIN:
        raise click.UsageError(say(f"{key}_stdin"))
    if cases.find(dossier) is not None:
        raise click.UsageError(say(f"{key}_ingebouwd", bestand=dossier))
    if Path(dossier).is_file() and Path(dossier).suffix.lower() not in SUFFIXES:
        raise click.UsageError(say(f"{key}_soort", bestand=dossier))
    return read_bytes(Path(dossier), dossier)


def put_in_place(name: str, before: bytes, after: bytes, key: str) -> None:
    """Put a file in its place, unless it holds something else than it did.

    Raises:
        NotWritten: it changed, or it cannot be written.
    """
    target = writable(Path(name))

    def write(temporary: Path) -> None:
        temporary.write_bytes(after)
        if sha256(target.read_bytes()).digest() != sha256(before).digest():
            raise NotWritten(say(f"{key}_veranderd", bestand=name))

    replace_file(Path(name), write)
