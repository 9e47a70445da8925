"""The command `rules mutate`: whether the examples of a rule notice a fault in it, and which one is missing."""

import click

from wijktoets.engine.judging import direct
from wijktoets.engine.model.errors import near
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.upkeep.examples import regels, run_examples
from wijktoets.engine.upkeep.lint.yardstick import read_yardstick
from wijktoets.texts.lint_pages import MAATSTAF

from ..base.failing import INVALID_INPUT, Fout
from ..base.framing import DutchCommand, Keuze, hinted, say
from ..base.inputs import load_pack, with_folders
from ..base.options import Settings, common
from ..base.output import Shown


@click.command("mutate", cls=DutchCommand, help_key="mutate.help")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--format", "formaat", type=Keuze(("table", "json")), default="table")
@common
def mutate(settings: Settings, names: tuple[str, ...], formaat: str) -> None:
    """Run the examples on rules with one fault; exit 3 when one is not noticed."""
    from wijktoets.engine.upkeep.mutate import mutate as upkeep
    from wijktoets.telling.screens.rules.mutate import mutate_sheet

    pakket = load_pack(with_folders(settings))
    for name in names:
        _known(pakket, name)
    if run_examples(pakket, direct.compute).fout:
        raise Fout(say("mutate.eerst_test"))
    found = upkeep.mutate(pakket, names, say("mutate.toelichting"), read_yardstick(MAATSTAF))
    Shown(lambda: mutate_sheet(found), lambda: found.model_dump(mode="json")).write(formaat, settings)
    if found.overlevers:
        click.get_current_context().exit(INVALID_INPUT)


def _known(pakket: Regelpakket, name: str) -> None:
    """Hold a name to the rules that there are.

    Raises:
        Fout: there is no such rule.
    """
    known = [regel.id for regel in regels(pakket)]
    if name not in known:
        raise Fout(hinted(say("mutate.onbekend", naam=name), near(name, known)))
