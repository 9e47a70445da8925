"""The command `evaluate`: one dossier, as a screen, JSON, CSV or Markdown."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

import click

from ..base import options
from ..base.failing import CHECK_FAILED
from ..base.framing import DutchCommand, Keuze
from ..base.options import Settings

if TYPE_CHECKING:
    from wijktoets.engine.result.rapport import Rapport

FORMATS: Final = ("table", "json", "csv", "md")


@click.command(cls=DutchCommand)
@click.argument("dossier", metavar="DOSSIER")
@click.option("--format", "formaat", type=Keuze(FORMATS))
@click.option("--output", type=Path, metavar="BESTAND")
@click.option("--all", "everything", is_flag=True)
@click.option("--check", is_flag=True)
@options.what_if
@options.scope
@options.common
def evaluate(
    settings: Settings,
    dossier: str,
    formaat: str | None,
    output: Path | None,
    everything: bool,
    check: bool,
    answers: dict[str, str],
    **asked: Unpack[options.Asked],
) -> None:
    """Judge one dossier and show the Rapport; exit 1 with --check when a moet-eis at the wish is not met."""
    import wijktoets
    from wijktoets.engine.result.table import COLUMNS, rows_of
    from wijktoets.telling.screens.evaluate.screen import evaluate_sheet
    from wijktoets.telling.view import View

    from ..base.inputs import load
    from ..base.output import Shown, shape_of

    shape = shape_of(formaat, output, FORMATS)
    found, pack = load(settings, dossier, asked, answers)
    rapport = wijktoets.evaluate(
        found,
        pack,
        engine=settings.engine,  # type: ignore[arg-type]  # options.ENGINES_OF: never columns here
        **asked,
    )
    view = View(rapport, everything or output is not None or shape == "md", settings.verbosity >= 1, answers)
    shown = Shown(lambda: evaluate_sheet(view), rapport.to_json, lambda: rows_of(rapport), COLUMNS)
    shown.write(shape, settings, output)
    if check and any(_open_at_wish(rapport)):
        click.get_current_context().exit(CHECK_FAILED)


def _open_at_wish(rapport: "Rapport") -> list[bool]:
    """For each afspraak with a wish: whether a moet-eis is not met or not known."""
    counts = [a.stand.moet for a in rapport.afspraken if a.stand is not None]
    return [moet.niet + moet.open > 0 for moet in counts]
