"""The command `follow-up`: how the agreed acties stand beside what the rules say now."""

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from .framing import DutchCommand, Keuze
from .options import Settings, common

if TYPE_CHECKING:
    from wijktoets.engine.advice.opvolging import Opvolging

FORMATS: Final = ("table", "md", "json", "csv")


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """The day of --today, read as a date in a dossier is.

    Raises:
        click.UsageError: no date, or one that does not exist.
    """
    if value is None:
        return None
    from pydantic import TypeAdapter, ValidationError

    from wijktoets import texts
    from wijktoets.engine.errors import Melding, Plek
    from wijktoets.engine.schema import Datum

    try:
        found: date = TypeAdapter(Datum).validate_python(value)
    except ValidationError as error:
        (wrong,) = error.errors()
        guess = wrong.get("ctx", {}).get("suggestie") or None
        told = texts.melding(Melding(wrong["type"], Plek("--today"), {"waarde": value}, guess))
        raise click.UsageError(told, ctx) from None
    return found


@click.command("follow-up", cls=DutchCommand, help_key="follow_up.help")
@click.argument("dossier", metavar="DOSSIER")
@click.option("--today", metavar="DATUM", callback=_day)
@click.option("--format", "formaat", type=Keuze(FORMATS), default="table")
@common
def follow_up(settings: Settings, dossier: str, today: date | None, formaat: str) -> None:
    """Hold the acties of a dossier beside the rules."""
    from wijktoets.engine import direct
    from wijktoets.engine.advice.follow_up import follow_up as follow_up_dossier

    from .inputs import load_dossier, load_pack

    pack = load_pack(settings)
    found = load_dossier(dossier, pack)
    _show(follow_up_dossier(found, pack, direct.compute, date.today(), as_of=today), settings, formaat)


def _show(found: "Opvolging", settings: Settings, formaat: str) -> None:
    from .output import drawn, screen, write_data, write_out

    if formaat == "json":
        from .machine import json_text

        write_data(json_text(found.to_json()))
        return
    if formaat == "csv":
        from .follow_up_table import COLUMNS, rows
        from .machine import csv_text

        write_data(csv_text(rows(found), COLUMNS))
        return
    from .follow_up_sheet import follow_up_sheet

    sheet = follow_up_sheet(found, settings.verbosity)
    if formaat == "md":
        from .sheet_markdown import markdown

        write_out(markdown(sheet))
        return
    from .sheet_console import draw

    console = screen(settings)
    draw(sheet, console)
    write_out(drawn(console))
