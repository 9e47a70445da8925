"""The command `questions`: what to talk about first in a dossier, or without one the whole praatplaat."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Unpack, get_args

import click

from wijktoets._api import laws_for
from wijktoets.engine.advice.agenda.agenda import agenda, praatplaat
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.judging import direct
from wijktoets.engine.model.words import Trekker
from wijktoets.telling.screens.questions.plate import plate_sheet
from wijktoets.telling.screens.questions.screen import agenda_sheet
from wijktoets.telling.tree import Sheet

from ..base.framing import DutchCommand, Keuze, say
from ..base.inputs import load, load_pack
from ..base.options import Asked, Settings, common, scope, what_if
from ..base.output import Shown
from .paper import Target, printing

FORMATS: Final = ("table", "md", "json")


def _at_most(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """How many at most: a whole number from 1 on."""
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value[:9])):
        raise click.UsageError(say("cli.fouten.max", waarde=value), ctx)
    return int(value[:9])


@click.command(cls=DutchCommand, help_key="questions.help")
@click.argument("dossier", metavar="[DOSSIER]", required=False)
@click.option("--for", "voor", type=Keuze(get_args(Trekker)))
@click.option("--max", "hoogstens", metavar="AANTAL", callback=_at_most)
@scope
@what_if
@click.option("--format", "formaat", type=Keuze(FORMATS), default="table")
@printing
@common
def questions(
    settings: Settings,
    target: Target | None,
    dossier: str | None,
    voor: Trekker | None,
    hoogstens: int | None,
    answers: dict[str, str],
    formaat: str,
    **asked: Unpack[Asked],
) -> None:
    """Show the gespreksagenda of a dossier, or the praatplaat."""
    if dossier is None:
        given = {
            "--thema": asked["thema"],
            "--fase": asked["fase"],
            "--set": answers,
            "--archetype": asked["archetype"],
        }
        _only_with_dossier(given)
        found = praatplaat(load_pack(settings), voor=voor, hoogstens=hoogstens)
    else:
        loaded, pack = load(settings, dossier, asked, answers)
        found = agenda(
            loaded,
            pack,
            direct.compute,
            date.today(),
            laws=laws_for(loaded, pack),
            voor=voor,
            hoogstens=hoogstens,
            **asked,
        )
    if target is not None:
        target.write(found, settings, answers)
    else:
        Shown(lambda: _sheet(found, settings, answers, formaat == "md"), found.to_json).write(formaat, settings)


def _only_with_dossier(given: Mapping[str, object]) -> None:
    """See that no option was given that says something about a dossier.

    Raises:
        click.UsageError: one was.
    """
    options = [option for option, value in given.items() if value]
    if options:
        raise click.UsageError(say("cli.fouten.zonder_dossier", opties=", ".join(options)))


def _sheet(found: Agenda, settings: Settings, answers: Mapping[str, str], write: bool) -> Sheet:
    """The agenda of a dossier, or else the praatplaat; `write`: with room to write."""
    if found.dossier is None:
        return plate_sheet(found, write)
    return agenda_sheet(found, settings.verbosity, answers, write)
