"""The command `plan`: the smallest set of acties to a target, the groeipad, and putting acties in the dossier."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, Unpack

import click

from wijktoets._api import laws_for
from wijktoets.engine.advice.plan.path import groeipad
from wijktoets.engine.advice.plan.plan import Vraagstuk
from wijktoets.engine.advice.plan.plan import plan as make_plan
from wijktoets.engine.judging import direct
from wijktoets.engine.model.words import Archetype
from wijktoets.engine.reading.loading import read_checked
from wijktoets.telling.screens.plan.path import path_sheet
from wijktoets.telling.screens.plan.screen import Kop, plan_sheet

from ..base.framing import DutchCommand, Keuze, say
from ..base.inputs import in_scope, load_dossier, load_pack
from ..base.options import ARCHETYPES, Scope, Settings, common, day, scope, seconds
from ..base.output import Shown, inform, shape_of
from .calendar import calendar_text, without_date
from .record import Recording, check_record, record_acties
from .rows import COLUMNS, PATH_COLUMNS, path_rows, rows

FORMATS: Final = ("table", "md", "json", "csv", "ics")


@click.command(cls=DutchCommand, help_key="plan.help")
@click.argument("dossier", metavar="DOSSIER")
@click.option("--target", type=Keuze(ARCHETYPES))
@click.option("--path", is_flag=True)
@click.option("--keep", metavar="ACTIE", multiple=True)
@click.option("--without", metavar="ACTIE", multiple=True)
@click.option("--timeout", metavar="SECONDEN", default="10", callback=seconds)
@click.option("--record", is_flag=True)
@click.option("--actie", metavar="ACTIE", multiple=True)
@click.option("--wanneer", metavar="DATUM", callback=day)
@click.option("--format", "formaat", type=Keuze(FORMATS))
@click.option("--output", type=Path, metavar="BESTAND")
@scope
@common
def plan(
    settings: Settings,
    dossier: str,
    target: Archetype | None,
    path: bool,
    keep: tuple[str, ...],
    without: tuple[str, ...],
    timeout: float,
    record: bool,
    actie: tuple[str, ...],
    wanneer: date | None,
    formaat: str | None,
    output: Path | None,
    **only: Unpack[Scope],
) -> None:
    """Make a plan or a groeipad and show it; with --record, put the acties in the dossier."""
    shape = shape_of(formaat, output, FORMATS)
    _check_options(path, shape, record, actie, wanneer, set(keep) & set(without))
    order = Recording(dossier, frozenset(actie), wanneer) if record else None
    content = check_record(order) if order else None
    pack = load_pack(settings)
    found = load_dossier(dossier, pack) if content is None else read_checked(Path(dossier), dossier, pack, content)
    only["thema"] = in_scope(found, **only)
    asked = Vraagstuk(target, frozenset(keep), frozenset(without), seconds=timeout, **only)
    if path:
        steps = groeipad(found, pack, direct.compute, date.today(), asked, laws=laws_for(found, pack))
        shown = Shown(lambda: path_sheet(steps), steps.to_json, lambda: path_rows(steps), PATH_COLUMNS)
        shown.write(shape, settings, output)
        return
    made = make_plan(found, pack, direct.compute, date.today(), asked, laws=laws_for(found, pack))
    said: list[str] = []
    if order is not None and content is not None:
        said = record_acties(order, content, made, found, pack)
        found = load_dossier(dossier, pack)
        made = make_plan(found, pack, direct.compute, date.today(), asked, laws=laws_for(found, pack))
    sheet = partial(plan_sheet, Kop(made, settings.verbosity >= 1, record))
    other = {"ics": partial(calendar_text, made, found)}
    Shown(sheet, made.to_json, lambda: rows(made), COLUMNS, other).write(shape, settings, output)
    inform(settings, *said, *(without_date(made, found) if shape == "ics" else ()))


def _check_options(
    path: bool, shape: str, record: bool, actie: tuple[str, ...], wanneer: date | None, both: set[str]
) -> None:
    """See that the options go together.

    Raises:
        click.UsageError: they do not.
    """
    if both:
        raise click.UsageError(say("plan.fouten.allebei", acties=", ".join(sorted(both))))
    for option, given in (("--actie", bool(actie)), ("--wanneer", wanneer is not None)):
        if given and not record:
            raise click.UsageError(say("plan.fouten.alleen_met_record", optie=option))
    for option, given in (("--record", record), ("ics", shape == "ics")):
        if given and path:
            raise click.UsageError(say("plan.fouten.niet_met_path", optie=option))
