"""The command `transfer`: what is found about the bevoegdheden of a dossier, or the map of forms and routes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from wijktoets.texts.wording import listed

from ..base.framing import DutchCommand, Keuze, say
from ..base.options import Settings, common, day, set_answers
from ..base.output import Shown, inform, shape_of

if TYPE_CHECKING:
    from wijktoets.engine.advice.transfer.value import Overdracht
    from wijktoets.engine.model.regelpakket import Regelpakket
    from wijktoets.telling.tree import Sheet


FORMATS: Final = ("table", "md", "json", "csv", "ics")
VIEWS: Final = ("matrix", "steps", "elements", "side_by_side")
"""The options that each show one part of what is found, as a table too."""


@click.command(cls=DutchCommand, help_key="transfer.help")
@click.argument("dossier", metavar="[DOSSIER]", required=False)
@click.option("--routes", is_flag=True)
@click.option("--matrix", is_flag=True)
@click.option("--steps", is_flag=True)
@click.option("--elements", is_flag=True)
@click.option("--side-by-side", is_flag=True)
@click.option("--start", metavar="DATUM", callback=day)
@click.option("--ics", is_flag=True)
@click.option("--set", "answers", metavar="VRAAG=ANTWOORD", multiple=True, callback=set_answers)
@click.option("--thema", metavar="THEMA")
@click.option("--format", "formaat", type=Keuze(FORMATS))
@click.option("--output", type=Path, metavar="BESTAND")
@common
def transfer(
    settings: Settings,
    dossier: str | None,
    routes: bool,
    start: date | None,
    ics: bool,
    answers: dict[str, str],
    thema: str | None,
    formaat: str | None,
    output: Path | None,
    **views: bool,
) -> None:
    """Look at each bevoegdheid of a dossier; with --routes at no dossier, but at all forms and routes."""
    shape = shape_of(formaat or ("ics" if ics else None), output, FORMATS)
    asked = [view for view in VIEWS if views[view]]
    beside = {"--ics": ics or shape == "ics", "--start": start, "--thema": thema, "--set": answers}
    _check_options(dossier, routes, asked, shape, beside)
    from wijktoets.engine.advice.transfer import transfer as compute
    from wijktoets.engine.judging import direct, engines

    pack = load_with_powers(settings)
    if dossier is None:
        from wijktoets.telling.screens.transfer.routes import map_sheet

        found = compute.transfer_map(pack, direct.compute, date.today())
        Shown(lambda: map_sheet(found), found.to_json).write(shape, settings, output)
        return
    from ..base.inputs import in_scope, load_dossier
    from .calendar import calendar_text, without_day
    from .table import TABLES

    read = load_dossier(dossier, pack, answers)
    thema = in_scope(read, thema, None)
    recheck = engines.recheck if settings.engine == "auto" else None
    result = compute.transfer(read, pack, direct.compute, date.today(), thema=thema, start=start, recheck=recheck)
    view = asked[0] if asked else None
    table = TABLES[view] if view else None
    shown = Shown(
        lambda: _sheet(view)(result, settings.verbosity > 0, answers),
        result.to_json,
        (lambda: table.of(result)) if table else None,
        table.columns if table else (),
        {"ics": lambda: calendar_text(result)},
    )
    shown.write(shape, settings, output)
    inform(settings, *(without_day(result) if shape == "ics" else ()))


def _sheet(view: str | None) -> "Callable[[Overdracht, bool, Mapping[str, str]], Sheet]":
    """What makes the screen of a view; None is the whole."""
    from wijktoets.telling.screens.transfer.beside import beside_sheet
    from wijktoets.telling.screens.transfer.elements import elements_sheet
    from wijktoets.telling.screens.transfer.screen import matrix_sheet, transfer_sheet
    from wijktoets.telling.screens.transfer.steps import steps_sheet

    sheets = {"matrix": matrix_sheet, "steps": steps_sheet, "elements": elements_sheet, "side_by_side": beside_sheet}
    return sheets[view] if view else transfer_sheet


def _check_options(
    dossier: str | None, routes: bool, views: Sequence[str], shape: str, beside: Mapping[str, object]
) -> None:
    """See that the options go together.

    Raises:
        click.UsageError: they do not.
    """
    if routes == (dossier is not None):
        raise click.UsageError(say("transfer.dossier_of_routes"))
    every = [f"--{view.replace('_', '-')}" for view in VIEWS]
    options = [f"--{view.replace('_', '-')}" for view in views]
    for option in (*options, *(option for option, given in beside.items() if given)):
        if routes:
            raise click.UsageError(say("transfer.alleen_bij_dossier", optie=option))
    if beside["--ics"] and (shape != "ics" or set(views) - {"steps"}):
        options += ["--ics"] if views else []
        raise click.UsageError(say("transfer.een_blik", opties=listed(options or ["--ics", f"--format {shape}"])))
    if len(views) > 1:
        raise click.UsageError(say("transfer.een_blik", opties=listed(options)))
    if shape == "csv" and not views:
        raise click.UsageError(say("transfer.csv_waarvan", opties=listed(every, "scherm.of")))
    if beside["--start"] and shape not in ("ics", "json") and "steps" not in views:
        raise click.UsageError(say("transfer.start_waarbij"))


def load_with_powers(settings: Settings) -> "Regelpakket":
    """The packs that were named, and with them the pack about bevoegdheden when none of them asks about those.

    Raises:
        InvoerFout: with everything that is wrong in them.
    """
    from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN

    from ..base.inputs import load_pack

    pack = load_pack(settings) if settings.packs else None
    if pack is None or BEVOEGDHEID_VRAGEN["weg"] not in pack.vragen:
        import wijktoets
        from wijktoets.rules import OVERDRACHT

        pack = wijktoets.load_pack(*settings.packs, OVERDRACHT)
    if left := pack.achtergebleven:
        key = f"transfer.achtergebleven_{'namen' if settings.verbosity > 0 else 'meer'}"
        inform(settings, say("transfer.achtergebleven", n=len(left), hier=say(key, namen=", ".join(left))))
    return pack
