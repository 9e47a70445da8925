"""The command `questions`: what to talk about first in a dossier, or without one the whole praatplaat."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Unpack

import click

from wijktoets import __version__, texts
from wijktoets._api import laws_for
from wijktoets.engine.advice.agenda.agenda import agenda, praatplaat
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.judging import direct
from wijktoets.engine.model.alike import as_known
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import Melding, Plek
from wijktoets.engine.model.words import PARTIJROLLEN
from wijktoets.engine.reading.parties import whose
from wijktoets.telling.papers import guide
from wijktoets.telling.screens.questions.plate import plate_sheet
from wijktoets.telling.screens.questions.screen import agenda_sheet
from wijktoets.telling.tree import Heading, Sheet

from ..base.framing import DutchCommand, Keuze, say
from ..base.inputs import finished, load, load_pack
from ..base.options import Asked, Settings, common, scope, what_if
from ..base.output import Shown
from .paper import Target, printing

FORMATS: Final = ("table", "md", "json")
ROLES: Final = (*PARTIJROLLEN, "samen")
"""Whom questions can be for, beside the parties of the dossier."""


def _at_most(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """How many at most: a whole number from 1 on."""
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value[:9])):
        raise click.UsageError(say("cli.fouten.max", waarde=value), ctx)
    return int(value[:9])


@click.command(cls=DutchCommand, help_key="questions.help")
@click.argument("dossier", metavar="[DOSSIER]", required=False)
@click.option("--for", "voor", metavar="PARTIJ")
@click.option("--max", "hoogstens", metavar="AANTAL", callback=_at_most)
@scope
@what_if
@click.option("--format", "formaat", type=Keuze(FORMATS), default="table")
@click.option("--guide", "gids", is_flag=True, help=say("gids.opties.gids"))
@printing
@common
def questions(
    settings: Settings,
    target: Target | None,
    dossier: str | None,
    voor: str | None,
    hoogstens: int | None,
    answers: dict[str, str],
    formaat: str,
    gids: bool,
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
        pack = load_pack(settings)
        found = praatplaat(pack, voor=_party(voor), hoogstens=hoogstens)
    else:
        loaded, pack = load(settings, dossier, asked, answers)
        found = agenda(
            loaded,
            pack,
            direct.compute,
            date.today(),
            laws=laws_for(loaded, pack),
            voor=_party(voor, loaded),
            hoogstens=hoogstens,
            **asked,
        )
    if gids and not found.avonden:
        raise click.UsageError(say("gids.fouten.geen_avonden"))
    if target is not None:
        finished(pack)
        target.write(found, settings, answers)
    else:
        Shown(lambda: _sheet(found, settings, answers, formaat == "md", gids), found.to_json).write(formaat, settings)


def _party(voor: str | None, dossier: Dossier | None = None) -> str | None:
    """Whom the questions are for: a role, in capitals or not, or a party as the dossier writes it.

    Raises:
        click.UsageError: it is neither, or may be both; it names what can stand there, or a near miss.
    """
    if voor is None:
        return None
    names = [p.naam for p in dossier.partijen] if dossier else []
    voor = as_known(voor, names)
    plain = voor.casefold()
    if dossier is None or (plain in ROLES and plain not in {name.casefold() for name in names}):
        context = click.get_current_context()
        param = next(p for p in context.command.params if p.name == "voor")
        return Keuze(ROLES).convert(voor, param, context)
    if wrong := whose(voor, ROLES, names):
        raise click.UsageError(texts.melding(Melding(wrong.code, Plek("--for"), wrong.facts, wrong.guess)))
    return voor


def _only_with_dossier(given: Mapping[str, object]) -> None:
    """See that no option was given that says something about a dossier.

    Raises:
        click.UsageError: one was.
    """
    options = [option for option, value in given.items() if value]
    if options:
        raise click.UsageError(say("cli.fouten.zonder_dossier", opties=", ".join(options)))


def _sheet(found: Agenda, settings: Settings, answers: Mapping[str, str], write: bool, gids: bool) -> Sheet:
    """The guide, the agenda of a dossier, or else the praatplaat; `write`: with room to write."""
    if gids:
        whole = guide.compose(found, date.today(), __version__, answers)
        return (Heading(whole.title, level=1), *whole.parts)
    if found.dossier is None:
        return plate_sheet(found, write)
    return agenda_sheet(found, settings.verbosity, answers, write)
