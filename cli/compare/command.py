"""The command `compare`: what differs between two dossiers, two moments of one, two packs, or two folders."""

from typing import Unpack

import click

from ..base.framing import DutchCommand, Keuze
from ..base.options import Scope, Settings, common, scope


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
    **only: Unpack[Scope],
) -> None:
    """Hold two sides beside each other and say what made the difference."""
    from wijktoets.telling.screens.compare.screen import compare_sheet

    from ..base.output import Shown
    from .inputs import compared

    found = compared(settings, a, b, packs_b, **only)
    Shown(
        lambda: compare_sheet(found, everything or formaat == "md", settings.verbosity),
        found.to_json,
    ).write(formaat, settings)
