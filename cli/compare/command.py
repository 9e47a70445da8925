"""The command `compare`: what differs between two dossiers, two moments of one, two packs, or two folders."""

from typing import TYPE_CHECKING

import click

from ..base.framing import DutchCommand, Keuze
from ..base.options import Settings, common, scope

if TYPE_CHECKING:
    from wijktoets.engine.advice.compare.value import Vergelijking, Vergelijkingen
    from wijktoets.engine.model.words import Fase


@click.command(cls=DutchCommand, help_key="compare.help")
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@click.option("--pack-b", "packs_b", metavar="PAKKET", multiple=True)
@click.option("--format", "formaat", type=Keuze(("table", "md", "json")), default="table")
@click.option("--all", "everything", is_flag=True)
@scope
@common
def compare(
    settings: Settings,
    a: str,
    b: str | None,
    packs_b: tuple[str, ...],
    formaat: str,
    everything: bool,
    thema: str | None,
    fase: "Fase | None",
) -> None:
    """Hold two sides beside each other and say what made the difference."""
    from .inputs import compared

    found = compared(settings, a, b, packs_b, thema, fase)
    _show(found, settings, formaat, everything or formaat == "md")


def _show(found: "Vergelijking | Vergelijkingen", settings: Settings, formaat: str, everything: bool) -> None:
    from ..base.output import drawn, plain_signs, screen, write_data, write_out

    if formaat == "json":
        from ..base.machine import json_text

        write_data(json_text(found.to_json()))
        return
    from wijktoets.telling.screens.compare.screen import compare_sheet

    sheet = compare_sheet(found, everything, settings.verbosity)
    if formaat == "md":
        from wijktoets.telling.formats.markdown import markdown

        write_out(markdown(sheet, plain_signs()))
        return
    from wijktoets.telling.formats.terminal import draw

    console = screen(settings)
    draw(sheet, console, plain_signs())
    write_out(drawn(console))
