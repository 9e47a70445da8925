"""The command `import`: from a workbook that was filled in to a dossier."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .framing import DutchCommand, say
from .options import Settings, common
from .wording import counted

if TYPE_CHECKING:
    from wijktoets.engine.regelpakket import Regelpakket
    from wijktoets.workbook.reading import Herkomst


@click.command(cls=DutchCommand, name="import", help_key="import.help")
@click.argument("file", metavar="WERKMAP")
@click.option(
    "--to", "to", metavar="DOSSIER", required=True, type=click.Path(path_type=Path), help=say("import.opties.to")
)
@click.option("--force", is_flag=True, help=say("import.opties.force"))
@common
def import_workbook(settings: Settings, file: str, to: Path, force: bool) -> None:
    """Write the dossier of a workbook; a file that is there already is replaced only with --force."""
    from wijktoets.engine.loading import read_checked
    from wijktoets.workbook.archive import is_workbook
    from wijktoets.workbook.reading import read_workbook

    from .import_text import dossier_yaml
    from .inputs import load_pack, read_content
    from .output import replace_file, writable

    if to.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(say("import.fouten.soort", naam=to))
    if writable(to).exists() and not force:
        raise click.UsageError(say("import.fouten.bestaat", naam=to))
    content = read_content(file)
    if not is_workbook(file, content):
        raise click.UsageError(say("import.fouten.geen_werkmap", naam=file))
    pack = load_pack(settings)
    read = read_workbook(Path(file), file, pack, content)
    dossier = read.dossier(pack)
    text = dossier_yaml(dossier, pack, Path(file).name).encode()
    assert read_checked(to, str(to), pack, text).model_dump() == dossier.model_dump(), "it reads back as it was"
    replace_file(to, lambda path: _write(path, text))
    if settings.verbosity >= 0:
        for line in (*since(read.herkomst, pack), say("import.klaar", naam=to)):
            click.echo(line, err=True)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def since(herkomst: "Herkomst", pack: "Regelpakket") -> Iterator[str]:
    """What changed in the packs since a workbook was made: other versions, and the questions that are new."""
    now = {p.id: p for p in pack.pakketten}
    changed = [(now[name], then) for name, then in herkomst.pakketten if name in now and now[name].versie != then]
    for version, then in changed:
        yield say("import.versie", pakket=version.naam, toen=then, nu=version.versie)
    new = [vraag for name, vraag in pack.vragen.items() if name not in herkomst.vragen]
    if new:
        yield counted("import.nieuw", len(new))
        yield from (say("import.vraag", vraag=vraag.vraag, id=vraag.id) for vraag in new)
    elif changed:
        yield say("import.niets_nieuw")
