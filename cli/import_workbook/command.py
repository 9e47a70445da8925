"""The command `import`: from a workbook that was filled in to a dossier."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from wijktoets.texts.commands import command_line
from wijktoets.texts.wording import counted, listed

from ..base.framing import DutchCommand, say
from ..base.options import Settings, common

if TYPE_CHECKING:
    from wijktoets.engine.model.dossier import Dossier
    from wijktoets.engine.model.regelpakket import Regelpakket
    from wijktoets.workbook.reading import Werkmap

CONFIRMS: Final = {"niet_zo_gezegd": "--not", "tekent_niet": "--no-signature"}
"""The option of `confirm` for what a party says that is no yes."""
UNTYPED: Final = '"$`\\\n'
"""Signs that a shell takes for something else than words between quotes."""


@click.command(cls=DutchCommand, name="import", help_key="import.help")
@click.argument("file", metavar="WERKMAP")
@click.option("--to", "to", metavar="DOSSIER", required=True, type=Path, help=say("import.opties.to"))
@click.option("--force", is_flag=True, help=say("import.opties.force"))
@common
def import_workbook(settings: Settings, file: str, to: Path, force: bool) -> None:
    """Write the dossier of a workbook; a file that is there already is replaced only with --force."""
    from wijktoets.engine.reading.loading import read_checked
    from wijktoets.engine.reading.migrating import for_today
    from wijktoets.texts.renamed import told
    from wijktoets.workbook.archive import is_workbook
    from wijktoets.workbook.reading import read_workbook

    from ..base.inputs import load_pack, read_content
    from ..base.output import inform, new_file, replace_with_bytes
    from .replaced import before, replaced
    from .text import dossier_yaml

    if to.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(say("import.fouten.soort", naam=to))
    new_file(to, force)
    content = read_content(file)
    if not is_workbook(file, content):
        raise click.UsageError(say("import.fouten.geen_werkmap", naam=file))
    pack = load_pack(settings)
    read = read_workbook(Path(file), file, pack, content)
    old = read.dossier(pack)
    dossier = for_today(old, pack)
    text = dossier_yaml(dossier, pack, Path(file).name).encode()
    assert read_checked(to, str(to), pack, text).model_dump() == dossier.model_dump(), "it reads back as it was"
    was = before(to, pack)
    replace_with_bytes(to, text)
    gone = replaced(was, (text, dossier), pack, str(to))
    news = (*since(read, pack, _anew(to)), *to_confirm(dossier, to))
    inform(settings, *map(told, old.hernoemingen), *gone, *news, say("import.klaar", naam=to))


def _anew(dossier: Path) -> str:
    """What to type for a new workbook of the dossier."""
    return command_line("export", str(dossier), "--to", str(dossier.with_name(f"{dossier.stem}-opnieuw.xlsx")))


def to_confirm(dossier: "Dossier", to: Path) -> Iterator[str]:
    """What to type when a party said what a workbook has of it about what it says now."""
    for said in dossier.bevestigd:
        if said.kenmerk is None:
            on = ("--on", said.op.isoformat()) if said.op else ()
            words = said.toelichting or ""
            reason = "..." if any(sign in UNTYPED for sign in words) else words
            why = (CONFIRMS[said.oordeel], reason) if said.oordeel in CONFIRMS else ()
            yield say(
                "import.zonder_kenmerk",
                wie=said.door,
                opdracht=command_line("confirm", str(to), "--by", said.door, *on, *why),
            )


def since(read: "Werkmap", pack: "Regelpakket", anew: str) -> Iterator[str]:
    """What is new since a workbook was made: versions of the packs, questions, themas that it asks
    nothing about, and parties without a column.

    Args:
        anew: what to type for a new workbook, that has the questions.
    """
    now, made = {p.id: p for p in pack.pakketten}, read.herkomst
    changed = [(now[name], then) for name, then in made.pakketten if name in now and now[name].versie != then]
    for version, then in changed:
        yield say("import.versie", pakket=version.naam, toen=then, nu=version.versie)
    new = [v for name, v in pack.vragen.items() if made.vragen.keys().isdisjoint((name, *(o.id for o in v.vroeger)))]
    if new:
        yield counted("import.nieuw", len(new))
        yield from (say("import.vraag", vraag=vraag.vraag, id=vraag.id) for vraag in new)
        yield say("import.vragen_erbij", opdracht=anew)
    elif changed:
        yield say("import.niets_nieuw")
    if read.nieuwe_themas:
        themas = listed(f"'{thema}'" for thema in read.nieuwe_themas)
        yield counted("import.thema_erbij", len(read.nieuwe_themas), themas=themas, opdracht=anew)
    if read.nieuwe_partijen:
        parties = listed(f"'{name}'" for name in read.nieuwe_partijen)
        yield counted("import.partij_erbij", len(read.nieuwe_partijen), partijen=parties, opdracht=anew)
