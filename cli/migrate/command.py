"""The command `migrate`: puts dossiers in the names and for the version that the pack has today."""

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from wijktoets import texts
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import is_folder, is_there, read_bytes
from wijktoets.engine.model.successors import Hernoeming
from wijktoets.engine.reading.editing import Unplaceable
from wijktoets.engine.reading.migrating import Migration, for_today, migrated, moves, with_moves
from wijktoets.texts.renamed import told
from wijktoets.texts.wording import counted, listed
from wijktoets.workbook.archive import is_workbook
from wijktoets.workbook.files import find_files

from ..base.amending import put_in_place
from ..base.failing import CHECK_FAILED, INVALID_INPUT, Fout, echo_meldingen
from ..base.framing import DutchCommand, say
from ..base.inputs import STDIN, load_pack, read_content
from ..base.options import Settings, common
from ..base.output import inform, replace_file, write_out


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change in a file, and how it is written; nothing is written before all of it is known."""

    bestand: str
    hernoemingen: tuple[Hernoeming, ...]
    diff: str
    write: Callable[[], None]
    naar: Path | None = None
    """Where it goes when that is another file: of an .ods comes an .xlsx."""


@click.command(cls=DutchCommand, help_key="migrate.help")
@click.argument("paths", metavar="PAD...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help=say("migrate.opties.dry_run"))
@click.option("--check", "checking", is_flag=True, help=say("migrate.opties.check"))
@common
def migrate(settings: Settings, paths: tuple[str, ...], dry_run: bool, checking: bool) -> None:
    """Bring dossiers to the pack of today, and say what changed; exit 3 when one has errors, which stays as it was."""
    pack = load_pack(settings)
    if STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError(say("migrate.fouten.alleen_invoer"))
        _standard_input(settings, pack)
        return
    wrong, changed = False, 0
    for bestand in dict.fromkeys(_files(paths)):
        try:
            change = _workbook(bestand, pack) if is_workbook(bestand) else _text(bestand, pack)
        except (InvoerFout, Fout) as error:
            if isinstance(error, Fout):
                click.echo(error.message, err=True)
            else:
                echo_meldingen(error)
            wrong = True
            continue
        if change is None:
            continue
        if not (dry_run or checking):
            change.write()
        changed += 1
        _tell(settings, change)
    if changed or not wrong:
        _conclude(settings, pack, changed, dry_run or checking)
    if wrong:
        click.get_current_context().exit(INVALID_INPUT)
    if checking and changed:
        click.get_current_context().exit(CHECK_FAILED)


def _files(paths: tuple[str, ...]) -> Iterator[str]:
    """Each file that was named, and each dossier below a folder."""
    for path in paths:
        if not is_folder(Path(path)):
            yield path
            continue
        found = find_files(Path(path))
        if not found:
            raise click.UsageError(say("batch.lege_map", plek=path))
        yield from map(str, found)


def _standard_input(settings: Settings, pack: Regelpakket) -> None:
    """The dossier on standard input, to standard output."""
    content = read_content(STDIN) or b""
    if is_workbook(STDIN, content):
        raise click.UsageError(say("migrate.fouten.werkmap_invoer"))
    found = _migrated(content, STDIN, pack)
    inform(settings, *map(told, found.hernoemingen))
    write_out(found.content.decode())


def _migrated(content: bytes, bestand: str, pack: Regelpakket) -> Migration:
    try:
        return migrated(content, bestand, pack)
    except Unplaceable as error:
        raise Fout(say("migrate.fouten.vorm", bestand=bestand)) from error


def _text(bestand: str, pack: Regelpakket) -> Change | None:
    """What is to change in a YAML file; None when it is for the pack of today.

    Raises:
        InvoerFout: with everything that is wrong in it.
    """
    content = read_bytes(Path(bestand), bestand)
    found = _migrated(content, bestand, pack)
    if found.content == content:
        return None
    before, after = (side.decode().splitlines(keepends=True) for side in (content, found.content))
    lines = difflib.unified_diff(before, after, bestand, bestand, n=0)
    diff = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
    write = partial(put_in_place, bestand, content, found.content, "migrate.fouten.bestand")
    return Change(bestand, found.hernoemingen, diff, write)


def _workbook(bestand: str, pack: Regelpakket) -> Change | None:
    """What is to change in a workbook, which is made anew with its answers; None when it is of the pack of today.

    Raises:
        InvoerFout: with everything that is wrong in it.
        Fout: it is an .ods, which cannot be written, and another dossier stands in the .xlsx beside it.
    """
    from wijktoets.workbook.reading import read_workbook
    from wijktoets.workbook.writing import workbook_of

    read = read_workbook(Path(bestand), bestand, pack)
    dossier = read.dossier(pack)
    moved = tuple(moves(dossier).values())
    if not moved and read.herkomst.pakketten == tuple((p.id, p.versie) for p in pack.pakketten):
        return None
    new, to = for_today(with_moves(dossier), pack), Path(bestand).with_suffix(".xlsx")
    other = None if to.name == Path(bestand).name else to
    if other is not None and is_there(other):
        if read_workbook(other, str(other), pack).dossier(pack).model_dump() == new.model_dump():
            return None
        raise Fout(say("migrate.fouten.ods", bestand=bestand, ander=other))
    return Change(
        bestand, (*dossier.hernoemingen, *moved), "", partial(replace_file, to, workbook_of(new, pack)), other
    )


def _tell(settings: Settings, change: Change) -> None:
    """Say what changed in a file: each name, and with -v each line."""
    if settings.verbosity >= 0:
        lines = [*map(told, change.hernoemingen)] or [say("migrate.alleen_versie", bestand=change.bestand)]
        if change.naar is not None:
            lines.append(say("migrate.naar_xlsx", bestand=change.bestand, naar=change.naar))
        write_out("".join(f"{line}\n" for line in lines))
    if settings.verbosity > 0:
        write_out(texts.printable(change.diff))


def _conclude(settings: Settings, pack: Regelpakket, changed: int, only_shown: bool) -> None:
    if settings.verbosity >= 0:
        packs = listed(f"{p.naam} {p.versie}" for p in pack.pakketten)
        key = "migrate.niets" if not changed else "migrate.zou" if only_shown else "migrate.klaar"
        write_out((counted(key, changed, pakketten=packs) if changed else say(key, pakketten=packs)) + "\n")
