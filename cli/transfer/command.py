"""The command `transfer`: what is found about the bevoegdheden of a dossier, or the map of forms and routes."""

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from ..base.framing import DutchCommand, Keuze, say
from ..base.options import Settings, common

if TYPE_CHECKING:
    from wijktoets.engine.model.regelpakket import Regelpakket


FORMATS: Final = ("table", "md", "json")


@click.command(cls=DutchCommand, help_key="transfer.help")
@click.argument("dossier", metavar="[DOSSIER]", required=False)
@click.option("--routes", "matrix", is_flag=True)
@click.option("--thema", metavar="THEMA")
@click.option("--format", "formaat", type=Keuze(FORMATS), default="table")
@common
def transfer(settings: Settings, dossier: str | None, matrix: bool, thema: str | None, formaat: str) -> None:
    """Look at each bevoegdheid of a dossier; with --routes at no dossier, but at all forms and routes."""
    if matrix == (dossier is not None) or (matrix and thema is not None):
        raise click.UsageError(say("transfer.dossier_of_routes"))
    from wijktoets.engine.advice.transfer import transfer as compute
    from wijktoets.engine.judging import direct, engines
    from wijktoets.telling.screens.transfer.routes import map_sheet
    from wijktoets.telling.screens.transfer.screen import transfer_sheet

    from ..base.inputs import in_scope, load_dossier
    from ..base.output import Shown

    pack = load_with_powers(settings)
    if dossier is None:
        found = compute.transfer_map(pack, direct.compute, date.today())
        Shown(lambda: map_sheet(found), found.to_json).write(formaat, settings)
        return
    read = load_dossier(dossier, pack)
    thema = in_scope(read, thema, None)
    recheck = engines.recheck if settings.engine == "auto" else None
    result = compute.transfer(read, pack, direct.compute, date.today(), thema=thema, recheck=recheck)
    Shown(lambda: transfer_sheet(result, settings.verbosity > 0), result.to_json).write(formaat, settings)


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
    return pack
