"""The command `explain`: why a dossier gets the outcome that it gets."""

from datetime import date
from typing import Final, Unpack

import click

from wijktoets._api import laws_for
from wijktoets.engine.advice.explain.explain import explain as explain_dossier
from wijktoets.engine.judging import direct
from wijktoets.telling.screens.explain.chart import chart_of
from wijktoets.telling.screens.explain.screen import explain_sheet

from ..base.framing import DutchCommand, Keuze
from ..base.inputs import load
from ..base.options import Asked, Settings, common, scope, what_if
from ..base.output import Shown

FORMATS: Final = ("table", "md", "json", "mermaid")


@click.command(cls=DutchCommand, help_key="explain.help")
@click.argument("dossier", metavar="DOSSIER")
@click.argument("naam", metavar="[WAARBORG|VRAAG]", required=False)
@scope
@what_if
@click.option("--format", "formaat", type=Keuze(FORMATS), default="table")
@common
def explain(
    settings: Settings,
    dossier: str,
    naam: str | None,
    answers: dict[str, str],
    formaat: str,
    **asked: Unpack[Asked],
) -> None:
    """Say why: the conditions with their answers, or the chain to the uitkomst."""
    found, pack = load(settings, dossier, asked, answers)
    laws = laws_for(found, pack)
    uitleg = explain_dossier(found, pack, direct.compute, date.today(), laws=laws, naam=naam, **asked)
    Shown(
        lambda: explain_sheet(uitleg, answers, settings.verbosity, chart=formaat == "md"),
        uitleg.to_json,
        other={"mermaid": lambda: "\n".join([*chart_of(uitleg).lines, ""])},
    ).write(formaat, settings)
