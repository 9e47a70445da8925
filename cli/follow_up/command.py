"""The command `follow-up`: how the agreed acties stand beside what the rules say now."""

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from ..base.framing import DutchCommand, Keuze
from ..base.options import Settings, common, day

if TYPE_CHECKING:
    from wijktoets.engine.advice.follow_up.value import Opvolging

FORMATS: Final = ("table", "md", "json", "csv")


@click.command("follow-up", cls=DutchCommand, help_key="follow_up.help")
@click.argument("dossier", metavar="DOSSIER")
@click.option("--today", metavar="DATUM", callback=day)
@click.option("--format", "formaat", type=Keuze(FORMATS), default="table")
@common
def follow_up(settings: Settings, dossier: str, today: date | None, formaat: str) -> None:
    """Hold the acties of a dossier beside the rules."""
    from wijktoets.engine.advice.follow_up.follow_up import follow_up as follow_up_dossier
    from wijktoets.engine.judging import direct

    from ..base.inputs import load_dossier, load_pack

    pack = load_pack(settings)
    found = load_dossier(dossier, pack)
    _show(follow_up_dossier(found, pack, direct.compute, date.today(), as_of=today), settings, formaat)


def _show(found: "Opvolging", settings: Settings, formaat: str) -> None:
    from ..base.output import drawn, plain_signs, screen, write_data, write_out

    if formaat == "json":
        from ..base.machine import json_text

        write_data(json_text(found.to_json()))
        return
    if formaat == "csv":
        from ..base.machine import csv_text
        from .table import COLUMNS, rows

        write_data(csv_text(rows(found), COLUMNS))
        return
    from wijktoets.telling.screens.follow_up import follow_up_sheet

    sheet = follow_up_sheet(found, settings.verbosity)
    if formaat == "md":
        from wijktoets.telling.formats.markdown import markdown

        write_out(markdown(sheet, plain_signs()))
        return
    from wijktoets.telling.formats.terminal import draw

    console = screen(settings)
    draw(sheet, console, plain_signs())
    write_out(drawn(console))
