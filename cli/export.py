"""The command `export`: a dossier as a workbook to fill in."""

from pathlib import Path

import click

from .framing import DutchCommand, say
from .options import Settings, common


@click.command(cls=DutchCommand, help_key="export.help")
@click.argument("dossier", metavar="DOSSIER")
@click.option(
    "--to", "to", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help=say("export.opties.to")
)
@click.option("--force", is_flag=True, help=say("export.opties.force"))
@common
def export(settings: Settings, dossier: str, to: Path, force: bool) -> None:
    """Write the workbook of a dossier; a file that is there already is replaced only with --force."""
    from wijktoets.workbook.writing import workbook_of

    from .inputs import load_dossier, load_pack
    from .output import replace_file, writable

    if to.suffix.lower() != ".xlsx":
        raise click.UsageError(say("export.fouten.soort", naam=to))
    if writable(to).exists() and not force:
        raise click.UsageError(say("export.fouten.bestaat", naam=to))
    pack = load_pack(settings)
    replace_file(to, workbook_of(load_dossier(dossier, pack), pack))
    if settings.verbosity >= 0:
        click.echo(say("export.klaar", naam=to, yaml=to.with_suffix(".yaml")), err=True)
