"""The command `simulate`: draws open answers and readings over the rows of a table; it describes the pack, no place."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..base.failing import INVALID_INPUT
from ..base.framing import DutchCommand, Keuze, say
from ..base.options import Settings, common, scheduler, scope

if TYPE_CHECKING:
    from wijktoets.engine.advice.simulate.value import Simulatie
    from wijktoets.engine.model.words import Fase

FORMATS: Final = ("table", "md", "json", "csv")
FILES: Final = (".csv", ".json", ".parquet", ".svg")
"""How the name of a file may end."""


@click.command(cls=DutchCommand, help_key="simulate.help")
@click.argument("table", metavar="TABEL")
@click.option("--draws", type=click.IntRange(1, 10_000_000), metavar="N", default=1000)
@click.option("--seed", type=click.IntRange(0), metavar="N", default=1, help=say("simulate.opties.seed"))
@click.option("--by", multiple=True, metavar="KOLOM", help=say("simulate.opties.by"))
@click.option("--readings", is_flag=True)
@click.option("--format", "formaat", type=Keuze(FORMATS))
@click.option("--output", type=Path, metavar="BESTAND")
@scheduler
@scope
@common
def simulate(
    settings: Settings,
    table: str,
    draws: int,
    seed: int,
    by: tuple[str, ...],
    readings: bool,
    formaat: str | None,
    output: Path | None,
    scheduler: str | None,
    thema: str | None,
    fase: "Fase | None",
) -> None:
    """Count how often what comes out; goes on past rows that cannot be read, and then exits 3 at the end."""
    from wijktoets import texts
    from wijktoets.engine.advice.simulate.simulate import Wanted, check
    from wijktoets.engine.advice.simulate.simulate import simulate as look_at
    from wijktoets.engine.columns.sources import files_in, of_file
    from wijktoets.telling.screens.simulate import simulate_sheet

    from ..base.inputs import load_pack
    from ..base.output import Shown
    from ..batch.run import Meter

    if output is not None:
        _check_output(output)
    pack = load_pack(settings)
    wanted = Wanted(draws, seed, tuple(dict.fromkeys(by)), readings, thema=thema, fase=fase)
    check(wanted, pack)
    files = files_in(Path(table))
    if files is None:
        raise click.UsageError(say("simulate.geen_tabel", naam=table))
    meter = Meter(0, settings.verbosity >= 0 and sys.stderr.isatty(), "batch.voortgang_rijen")
    if scheduler is None:
        parts = (of_file(path, str(path), pack) for path in files)
        found = look_at(parts, pack, date.today(), texts.melding, wanted, meter.show)
    else:
        from .parts import AskedDraws, simulate_parts

        found = simulate_parts(files, AskedDraws(pack, wanted), scheduler, meter.show)
    meter.clear()
    if output is not None:
        _write(found, output, settings)
    if output is None or formaat is not None:
        shown = Shown(lambda: simulate_sheet(found), found.to_rows, found.to_rows, found.columns)
        shown.write(formaat or "table", settings)
    _report(found, table)


def _report(found: "Simulatie", table: str) -> None:
    """Say on standard error which rows could not be read, and when none were left; then end with code 3."""
    from ..batch.table import SHOWN

    for line in found.fouten[:SHOWN]:
        click.echo(line, err=True)
    if len(found.fouten) > SHOWN:
        click.echo(say("batch.tabel_meer_fouten", n=len(found.fouten) - SHOWN), err=True)
    if not found.afspraken:
        click.echo(say("batch.tabel_niets", naam=table), err=True)
    if found.fouten or not found.afspraken:
        click.get_current_context().exit(INVALID_INPUT)


def _check_output(output: Path) -> None:
    """See before any work that the file can be written and what it is to be.

    Raises:
        click.UsageError: it cannot, or its name does not tell.
    """
    from ..base.output import writable

    if output.suffix.lower() not in FILES:
        raise click.UsageError(say("batch.uitvoer_soort", naam=output, soorten=", ".join(FILES)))
    writable(output)


def _write(found: "Simulatie", output: Path, settings: Settings) -> None:
    """Write what was counted as rows or as a picture, whatever the name of the file says."""
    from wijktoets.telling.screens.simulate import simulate_picture

    from ..base.machine import csv_text, json_text
    from ..base.output import inform, replace_file, replace_with_text

    made: dict[str, Callable[[], str]] = {
        ".csv": lambda: csv_text(found.to_rows(), found.columns),
        ".json": lambda: json_text(found.to_rows()),
        ".svg": lambda: simulate_picture(found).svg,
    }
    kind = output.suffix.lower()
    if kind in made:
        replace_with_text(output, made[kind]())
    else:
        import pyarrow.parquet as pq

        replace_file(output, lambda temporary: pq.write_table(found.to_arrow(), temporary))
    inform(settings, say("cli.geschreven", naam=output))
