"""The command `export`: a dossier as a workbook to fill in, or dossiers as a table of open data."""

from pathlib import Path

import click

from ..base.framing import DutchCommand, Keuze, say
from ..base.options import Settings, common

FORMATS = ("xlsx", "csv")


@click.command(cls=DutchCommand, help_key="export.help")
@click.argument("dossiers", metavar="[DOSSIER]...", nargs=-1)
@click.option("--to", "to", metavar="BESTAND", type=Path, help=say("export.opties.to"))
@click.option("--format", "formaat", type=Keuze(FORMATS), help=say("export.opties.format"))
@click.option("--scores", is_flag=True, help=say("export.opties.scores"))
@click.option("--dictionary", is_flag=True, help=say("export.opties.dictionary"))
@click.option("--force", is_flag=True, help=say("export.opties.force"))
@common
def export(
    settings: Settings,
    dossiers: tuple[str, ...],
    to: Path | None,
    formaat: str | None,
    scores: bool,
    dictionary: bool,
    force: bool,
) -> None:
    """Write a workbook or a table; a file that is there already is replaced only with --force."""
    from ..base.output import deliver, inform, replace_file

    shape = formaat or ("csv" if dictionary or (to is not None and to.suffix.lower() == ".csv") else "xlsx")
    _check(dossiers, to, shape, scores, dictionary, force)
    if shape == "csv":
        from .table import dictionary_text, table_text

        deliver(dictionary_text() if dictionary else table_text(dossiers, settings, scores), shape, settings, to)
        return
    from wijktoets.workbook.writing import workbook_of

    from ..base.inputs import finished, load

    assert to is not None
    dossier, pack = load(settings, dossiers[0])
    replace_file(to, workbook_of(dossier, finished(pack)))
    inform(settings, say("export.klaar", naam=to, yaml=to.with_name(f"{to.stem}-ingevuld.yaml")))


def _check(dossiers: tuple[str, ...], to: Path | None, shape: str, scores: bool, dictionary: bool, force: bool) -> None:
    """See that the options go together, and that the file may be written.

    Raises:
        click.UsageError: they do not, or it may not.
    """
    from ..base.output import new_file

    if shape == "xlsx" and (scores or dictionary):
        raise click.UsageError(say("export.fouten.alleen_csv", optie="--scores" if scores else "--dictionary"))
    if bool(dossiers) == dictionary:
        raise click.UsageError(say("export.fouten.met_woordenboek" if dictionary else "export.fouten.welk_dossier"))
    if shape == "xlsx" and len(dossiers) > 1:
        raise click.UsageError(say("export.fouten.een_werkmap"))
    if shape == "xlsx" and to is None:
        raise click.UsageError(say("export.fouten.waarheen"))
    if to is not None:
        if to.suffix.lower() != f".{shape}":
            raise click.UsageError(say("export.fouten.soort", naam=to, soort=f".{shape}"))
        new_file(to, force)
