"""Gets results out: to standard output in any encoding, or to a file that is replaced whole or not at all."""

import codecs
import errno
import io
import os
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .failing import NotWritten
from .framing import reason, say
from .machine import csv_text, json_text
from .options import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from wijktoets.telling.tree import Sheet

PLAIN: Final = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("–—−·•", "-"),
    **{"…": "...", "€": "EUR", "≥": ">=", "→": "->"},
}
"""What stands for a sign that the encoding of the output does not have."""

TO_READ: Final = ("table", "text", "md")
"""The formats for people, in the signs that a terminal has; all others are for programs."""
BY_NAME: Final = {"table": "txt"}
"""How the name of a file ends that holds a format, where that is not the name of the format."""

DEFAULT_WIDTH: Final = 80
MIN_WIDTH: Final = 20
MAX_WIDTH: Final = 120


def _instead(error: UnicodeError) -> tuple[str | bytes, int]:
    """A codec error handler: a plain sign, the letter without its accent, or else an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_plain(char) for char in wrong), error.end


def _plain(char: str) -> str:
    if char in PLAIN:
        return PLAIN[char]
    letter = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    return letter or char.encode("unicode_escape").decode()


codecs.register_error("wijktoets", _instead)


def can_show(signs: str) -> bool:
    """Whether standard output can carry these signs."""
    try:
        signs.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def plain_signs() -> bool:
    """Whether the marks and trees of a screen need plain signs, as standard output cannot carry the usual ones."""
    from wijktoets.telling.formats.signs import ALL_LINES, ALL_SIGNS

    return not can_show(ALL_SIGNS + ALL_LINES)


def write_out(text: str) -> None:
    """Write a result to standard output; signs that its encoding lacks are written in a plain way."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="wijktoets")
    _out(text)


def write_data(text: str) -> None:
    """Write a result for other programs to standard output: always UTF-8, whatever the terminal speaks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    _out(text)


def _out(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def inform(settings: Settings, *lines: str) -> None:
    """Say on standard error what was done, unless it was asked to be quiet."""
    if settings.verbosity >= 0:
        for line in lines:
            click.echo(line, err=True)


def screen(settings: Settings, plain: bool = False) -> "Console":
    """A console that draws into memory, as wide as the terminal (80 when there is none or when `plain`, 120 at most).

    Colour only on a terminal, and not with --no-color or NO_COLOR. Get what was drawn with `drawn`.
    """
    from rich.console import Console

    wide, high = DEFAULT_WIDTH if plain else _width(), 25
    probe = Console(file=sys.stdout, width=wide, height=high)
    color = settings.color and not plain and probe.is_terminal and sys.stdout.isatty() and not probe.no_color
    return Console(
        file=io.StringIO(),
        width=wide,
        height=high,
        color_system="auto" if color else None,
        force_terminal=color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _width() -> int:
    """How wide the screen is, as COLUMNS says or the terminal; what is no number above 0 says nothing."""
    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    wide = shutil.get_terminal_size((DEFAULT_WIDTH, 0)).columns if known else DEFAULT_WIDTH
    return max(MIN_WIDTH, min(wide, MAX_WIDTH))


def drawn(console: "Console") -> str:
    """What was drawn, without spaces at the ends of lines."""
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().split("\n"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A result in the forms that a command can give it; each is made only when it is asked for."""

    sheet: "Callable[[], Sheet]"
    value: Callable[[], object]
    rows: Callable[[], Iterable[Mapping[str, Any]]] | None = None
    columns: Sequence[str] = ()
    other: Mapping[str, Callable[[], str]] = field(default_factory=dict)

    def text(self, formaat: str, settings: Settings, plain: bool = False) -> str:
        """The result as JSON, CSV, Markdown or as `other` says, or else as it is drawn on a screen.

        Args:
            plain: see `screen`.
        """
        if formaat in self.other:
            return self.other[formaat]()
        if formaat == "json":
            return json_text(self.value())
        if formaat == "csv" and self.rows is not None:
            return csv_text(self.rows(), self.columns)
        if formaat == "md":
            from wijktoets.telling.formats.markdown import markdown

            return markdown(self.sheet(), plain_signs())
        return _on_screen(self.sheet(), settings, plain)

    def write(self, formaat: str, settings: Settings, output: Path | None = None) -> None:
        """Write the result, see `deliver`."""
        deliver(self.text(formaat, settings, plain=output is not None), formaat, settings, output)


def deliver(text: str, formaat: str, settings: Settings, output: Path | None = None) -> None:
    """Write a result to a file, and say so, or to standard output: as data for other programs, or as people read it.

    Raises:
        NotWritten: rights, a full disk.
    """
    if output is not None:
        replace_with_text(output, text)
        inform(settings, say("cli.geschreven", naam=output))
    elif formaat in TO_READ:
        write_out(text)
    else:
        write_data(text)


def tell(settings: Settings, sheet: "Sheet") -> None:
    """Write what a command tells to a screen."""
    write_out(_on_screen(sheet, settings))


def _on_screen(sheet: "Sheet", settings: Settings, plain: bool = False) -> str:
    from wijktoets.telling.formats.terminal import draw, unwrapped

    whole = unwrapped(sheet)
    if whole is not None:
        return whole
    console = screen(settings, plain)
    draw(sheet, console, plain_signs())
    return drawn(console)


def shape_of(formaat: str | None, output: Path | None, formats: Sequence[str]) -> str:
    """What a result looks like: as asked, else as the name of the file says, else a screen.

    Raises:
        click.UsageError: the file cannot be written, or its name does not tell.
    """
    if output is None:
        return formaat or "table"
    writable(output)
    suffixes = {f".{BY_NAME.get(each, each)}": each for each in formats}
    shape = formaat or suffixes.get(output.suffix.lower())
    if shape is None:
        raise click.UsageError(say("cli.fouten.uitvoer_soort", naam=output, soorten=", ".join(suffixes)))
    return shape


def writable(path: Path) -> Path:
    """The file that a result can be written to, links followed.

    Raises:
        click.UsageError: a folder, something that is no regular file, in a folder that does not exist, or a name that
            no file can have.
    """
    try:
        target = path.resolve()
        with suppress(FileNotFoundError, NotADirectoryError):
            target.stat()
        if target.is_dir() or (target.exists() and not target.is_file()):
            raise click.UsageError(say("cli.fouten.uitvoer_geen_bestand", naam=path))
        if not target.parent.is_dir():
            raise click.UsageError(say("cli.fouten.uitvoer_map", naam=path, map=path.parent))
    except (OSError, ValueError, RuntimeError) as error:  # ValueError: a NUL in it; RuntimeError: a link in a circle
        raise _unusable(path, error) from error
    return target


def _unusable(path: Path, error: Exception) -> click.UsageError:
    """What is said of a path that nothing can be written to."""
    trouble = error if isinstance(error, OSError) else OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return click.UsageError(say("cli.fouten.uitvoer_naam", naam=path, reden=reason(trouble)))


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it lies in, unless it is there.

    Raises:
        click.UsageError: no folder can have that name.
        NotWritten: rights, a full disk.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        if isinstance(error, OSError) and error.errno != errno.ENAMETOOLONG:
            raise _not_written(folder, error) from error
        raise _unusable(folder, error) from error


def new_file(path: Path, force: bool, dossier: str | None = None) -> Path:
    """The file that is to be made, links followed; one that is there is replaced only with --force.

    Args:
        dossier: what it is made of, which it never replaces.

    Raises:
        click.UsageError: it cannot be written, is there, or is the dossier itself.
    """
    from wijktoets.engine.model.source import is_there

    target = writable(path)
    if target.exists():
        if dossier is not None and is_there(Path(dossier)) and target.samefile(dossier):
            raise click.UsageError(say("cli.fouten.is_dossier", naam=path))
        if not force:
            raise click.UsageError(say("cli.fouten.bestaat", naam=path))
    return target


HALF: Final = ".wijktoets-"
"""How the name of a file begins that is not whole yet."""


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside `path` and put it in its place when it is whole; whatever happens, nothing half remains.

    Raises:
        NotWritten: rights, a full disk.
    """
    target = writable(path)
    try:
        handle, name = tempfile.mkstemp(prefix=HALF, suffix=target.suffix, dir=target.parent)
    except OSError as error:
        raise _not_written(path, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def replace_with_text(path: Path, text: str) -> None:
    """Write text, as UTF-8, in place of a file; see replace_file."""
    replace_with_bytes(path, text.encode("utf-8", "backslashreplace"))


def replace_with_bytes(path: Path, content: bytes) -> None:
    """Write bytes in place of a file; see replace_file."""

    def write(temporary: Path) -> None:
        temporary.write_bytes(content)

    replace_file(path, write)


def _not_written(path: Path, error: OSError) -> NotWritten:
    return NotWritten(say("cli.fouten.uitvoer_lukt_niet", naam=path, reden=reason(error)))


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, or those that a new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
