"""The command `follow-up`: how the agreed acties stand beside what the rules say now."""

from datetime import date
from typing import Final

import click

from ..base.framing import DutchCommand, Keuze
from ..base.options import Settings, common, day

FORMATS: Final = ("table", "md", "json", "csv")


@click.command("follow-up", cls=DutchCommand, help_key="follow_up.help")
@click.argument("dossier", metavar="DOSSIER")
@click.option("--today", metavar="DATUM", callback=day)
@click.option("--format", "formaat", type=Keuze(FORMATS), default="table")
@common
def follow_up(settings: Settings, dossier: str, today: date | None, formaat: str) -> None:
    """Hold the acties of a dossier beside the rules."""
    from wijktoets._api import laws_for
    from wijktoets.engine.advice.follow_up.follow_up import follow_up as follow_up_dossier
    from wijktoets.engine.judging import direct
    from wijktoets.telling.screens.follow_up import follow_up_sheet

    from ..base.inputs import load
    from ..base.output import Shown
    from .table import COLUMNS, rows

    found, pack = load(settings, dossier)
    laws = laws_for(found, pack)
    result = follow_up_dossier(found, pack, direct.compute, date.today(), laws=laws, as_of=today)
    Shown(
        lambda: follow_up_sheet(result, settings.verbosity),
        result.to_json,
        lambda: rows(result),
        COLUMNS,
    ).write(formaat, settings)
