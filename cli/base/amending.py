"""Changes a dossier in its own file: whole or not at all, and not when it changed meanwhile."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import click

from wijktoets import cases
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import read_bytes
from wijktoets.engine.reading.editing import Unplaceable
from wijktoets.engine.reading.loading import SUFFIXES, read_checked

from .failing import NotWritten
from .framing import say
from .inputs import STDIN
from .output import replace_file, writable


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


def read_again(
    name: str, write: Callable[[], bytes], pack: Regelpakket, meant: Callable[[Dossier], bool], key: str
) -> bytes:
    """What a file is to hold; it is read again, so that nothing is kept that says anything else than was meant.

    Args:
        write: gives the text.
        meant: whether a dossier is what was meant.
        key: how the sentence begins that says why not.

    Raises:
        NotWritten: it cannot be put in this text.
    """
    try:
        content = write()
        kept = meant(read_checked(Path(name), name, pack, content))
    except (Unplaceable, InvoerFout) as error:
        raise NotWritten(say(f"{key}_vorm", bestand=name)) from error
    if not kept:
        raise NotWritten(say(f"{key}_vorm", bestand=name))
    return content


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
