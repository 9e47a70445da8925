"""The commands `rules list`, `rules show`, `rules test` and `rules coverage`: for who reads or maintains a pack."""

import click

from wijktoets import rules as packs
from wijktoets.engine.judging import direct
from wijktoets.engine.model.errors import near
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, Archetype, Onderdeel
from wijktoets.engine.upkeep.coverage.files import folders_of
from wijktoets.engine.upkeep.examples import Uitslag, run_examples
from wijktoets.engine.upkeep.pages.make import Pagineerder, read_folders
from wijktoets.texts.wording import counted, listed

from ..base.failing import INVALID_INPUT, Fout
from ..base.framing import DutchCommand, DutchGroup, Keuze, say
from ..base.inputs import load_pack, pack_folders, with_folders
from ..base.machine import csv_text, json_text
from ..base.options import Settings, common
from ..base.output import drawn, screen, write_data, write_out
from .coverage import coverage
from .lint import lint
from .listing import COLUMNS, Regelrij, csv_rows, draw_list, json_rows, rows_of
from .mutate import mutate, pin
from .new import new
from .show import draw_page
from .verify import verify


@click.group(cls=DutchGroup, help_key="rules.help")
def rules() -> None:
    """Hold the subcommands together."""


rules.add_command(coverage)
rules.add_command(lint)
rules.add_command(mutate)
rules.add_command(new)
rules.add_command(verify)


@rules.command("list", cls=DutchCommand, help_key="rules.list.help")
@click.option("--archetype", type=Keuze(ARCHETYPES), help=say("rules.list.archetype"))
@click.option("--onderdeel", type=Keuze(ONDERDELEN), help=say("rules.list.onderdeel"))
@click.option("--format", "formaat", type=Keuze(("table", "json", "csv")), default="table")
@common
def list_rules(settings: Settings, archetype: Archetype | None, onderdeel: Onderdeel | None, formaat: str) -> None:
    """List the waarborgen, grenzen and signalen of the packs."""
    pack = load_pack(settings)
    found: list[Regelrij] = rows_of(pack, archetype, onderdeel)
    if formaat == "json":
        write_out(json_text(json_rows(found)))
    elif formaat == "csv":
        write_out(csv_text(csv_rows(found), COLUMNS))
    else:
        console = screen(settings)
        draw_list(console, pack, found)
        write_out(drawn(console))


@rules.command("show", cls=DutchCommand, help_key="rules.show.help")
@click.argument("name", metavar="ID")
@click.option("--format", "formaat", type=Keuze(("table", "json")), default="table")
@common
def show(settings: Settings, name: str, formaat: str) -> None:
    """Show one rule, vraag, gespreksvraag, instrument or actie as a person reads it."""
    settings = with_folders(settings)
    pack = load_pack(settings)
    folders = folders_of(pack_folders(settings), pack, packs.builtin_packs())
    pagineerder = Pagineerder(pack, read_folders(pack, folders))
    found = pagineerder.pages(name)
    if not found:
        guess = near(name, pagineerder.names())
        sentence = say("rules.show.onbekend", naam=name)
        raise Fout(sentence + (say("bedoelde_u", suggestie=guess) if guess else ""))
    if formaat == "json":
        write_data(json_text(found[0].to_json()))
        return
    console = screen(settings)
    for index, page in enumerate(found):
        if index:
            console.print()
        draw_page(console, page)
    write_out(drawn(console))


@rules.command("test", cls=DutchCommand, help_key="rules.test.help")
@common
def test(settings: Settings) -> None:
    """Run the examples inside the rules; exit 3 when one gives something else."""
    proef = run_examples(load_pack(with_folders(settings)), direct.compute)
    for uitslag in proef.fout:
        click.echo(_wrong(uitslag), err=True)
    wrong = len(proef.fout)
    sentence = say(
        "rules.test.niet_goed" if wrong else "rules.test.goed",
        voorbeelden=counted("rules.test.voorbeelden", len(proef.uitslagen)),
        regels=counted("rules.test.regels", len({u.regel for u in proef.uitslagen})),
        fout=counted("rules.test.klopt_niet", wrong),
    )
    write_out(sentence + "\n")
    if proef.zonder and settings.verbosity >= 0:
        many = counted("rules.test.regels", len(proef.zonder))
        write_out(say("rules.test.zonder", regels=many, namen=", ".join(proef.zonder)) + "\n")
    if wrong:
        click.get_current_context().exit(INVALID_INPUT)


def _wrong(uitslag: Uitslag) -> str:
    if uitslag.verwacht == uitslag.kwam:
        parts = [say(f"rules.test.vast.{what}", named=pin(named), has=pin(has)) for what, named, has in uitslag.vast]
        return say(
            "rules.test.vast.fout",
            plek=uitslag.plek,
            regel=uitslag.regel,
            nummer=uitslag.nummer,
            delen=listed(parts),
        )
    line = say(
        "rules.test.fout",
        plek=uitslag.plek,
        regel=uitslag.regel,
        nummer=uitslag.nummer,
        verwacht=uitslag.verwacht,
        kwam=uitslag.kwam,
    )
    if uitslag.buiten:
        return line + say("rules.test.buiten")
    if uitslag.open_vragen:
        return line + say("rules.test.open", vragen=", ".join(v.vraag for v in uitslag.open_vragen))
    return line
