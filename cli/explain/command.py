"""The command `explain`: why a dossier gets the outcome that it gets."""

from datetime import date
from typing import Final

import click

from wijktoets._api import laws_for
from wijktoets.engine.advice.explain.explain import explain as explain_dossier
from wijktoets.engine.judging import direct
from wijktoets.engine.model.words import Archetype, Fase
from wijktoets.telling.screens.explain.chart import chart_of
from wijktoets.telling.screens.explain.screen import explain_sheet

from ..base.framing import DutchCommand, Keuze
from ..base.inputs import check_scope, load_dossier, load_pack
from ..base.options import Settings, common, scope, what_if
from ..base.output import Shown, write_data

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
    thema: str | None,
    fase: Fase | None,
    answers: dict[str, str],
    archetype: Archetype | None,
    formaat: str,
) -> None:
    """Say why: the conditions with their answers, or the chain to the uitkomst."""
    pack = load_pack(settings)
    found = load_dossier(dossier, pack, answers)
    check_scope(found, thema, fase)
    uitleg = explain_dossier(
        found,
        pack,
        direct.compute,
        date.today(),
        laws=laws_for(found, pack),
        naam=naam,
        archetype=archetype,
        thema=thema,
        fase=fase,
    )
    if formaat == "mermaid":
        write_data("\n".join([*chart_of(uitleg).lines, ""]))
        return
    Shown(
        lambda: explain_sheet(uitleg, answers, settings.verbosity, chart=formaat == "md"),
        uitleg.to_json,
    ).write(formaat, settings)
