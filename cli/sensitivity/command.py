"""The command `sensitivity`: how much of what comes out hangs on how the source was read."""

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from ..base.failing import INVALID_INPUT
from ..base.framing import DutchCommand, Keuze
from ..base.options import Settings, common, scope

if TYPE_CHECKING:
    from wijktoets.engine.model.words import Fase

FORMATS: Final = ("table", "md", "json", "csv")


@click.command(cls=DutchCommand, help_key="sensitivity.help")
@click.argument("paths", metavar="PAD...", nargs=-1, required=True)
@click.option("--combinations", type=click.IntRange(1, 1_000_000), metavar="N", default=1000)
@click.option("--seed", type=click.IntRange(0), metavar="N", default=1)
@click.option("--format", "formaat", type=Keuze(FORMATS), default="table")
@scope
@common
def sensitivity(
    settings: Settings,
    paths: tuple[str, ...],
    combinations: int,
    seed: int,
    formaat: str,
    thema: str | None,
    fase: "Fase | None",
) -> None:
    """Judge dossiers under other readings; goes on past one that cannot be used, and then exits 3 at the end."""
    from wijktoets._api import laws_for
    from wijktoets.engine.advice.sensitivity.sensitivity import sensitivity as look_at
    from wijktoets.engine.judging import direct
    from wijktoets.telling.screens.sensitivity import sensitivity_sheet

    from ..base.inputs import load_pack
    from ..base.output import Shown
    from ..batch.run import read_all
    from .table import COLUMNS, rows

    pack = load_pack(settings)
    found, wrong = read_all(paths, pack, thema, fase, progress=settings.verbosity >= 0)
    results = [
        look_at(
            dossier,
            pack,
            direct.compute,
            date.today(),
            laws=laws_for(dossier, pack),
            thema=thema,
            fase=fase,
            combinations=combinations,
            seed=seed,
        )
        for dossier in found
    ]
    one = len(paths) == len(results) == 1
    Shown(
        lambda: sensitivity_sheet(results, settings.verbosity),
        lambda: results[0].to_json() if one else [result.to_json() for result in results],
        lambda: rows(results),
        COLUMNS,
    ).write(formaat, settings)
    for line in wrong:
        click.echo(line, err=True)
    if wrong:
        click.get_current_context().exit(INVALID_INPUT)
