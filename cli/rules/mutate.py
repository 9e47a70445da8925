"""The command `rules mutate`: whether the examples of a rule notice a fault in it, and which one is missing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
import yaml

from wijktoets.engine.judging import direct
from wijktoets.engine.model.errors import near
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.upkeep.examples import regels, run_examples
from wijktoets.texts import printable
from wijktoets.texts.wording import counted

from ..base.failing import INVALID_INPUT, Fout
from ..base.framing import DutchCommand, Keuze, say
from ..base.inputs import load_pack, with_folders
from ..base.machine import json_text
from ..base.options import Settings, common
from ..base.output import drawn, screen, write_data, write_out
from ..drawing.paragraphs import put, put_whole

if TYPE_CHECKING:
    from rich.console import Console

    from wijktoets.engine.upkeep.mutate.mutate import Mutatie, OverleverRij

WIDE = 10**6
"""Columns of a line of YAML: an example stays on one line."""


@click.command("mutate", cls=DutchCommand, help_key="mutate.help")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--format", "formaat", type=Keuze(("table", "json")), default="table")
@common
def mutate(settings: Settings, names: tuple[str, ...], formaat: str) -> None:
    """Run the examples on rules with one fault; exit 3 when one is not noticed."""
    from wijktoets.engine.upkeep.mutate import mutate as upkeep

    pakket = load_pack(with_folders(settings))
    for name in names:
        _known(pakket, name)
    if run_examples(pakket, direct.compute).fout:
        raise Fout(say("mutate.eerst_test"))
    found = upkeep.mutate(pakket, names, say("mutate.toelichting"))
    if formaat == "json":
        write_data(json_text(found.model_dump(mode="json")))
    else:
        console = screen(settings)
        draw(console, found)
        write_out(drawn(console))
    if found.overlevers:
        click.get_current_context().exit(INVALID_INPUT)


def _known(pakket: Regelpakket, name: str) -> None:
    """Hold a name to the rules that there are.

    Raises:
        Fout: there is no such rule.
    """
    known = [regel.id for regel in regels(pakket)]
    if name not in known:
        guess = near(name, known)
        raise Fout(say("mutate.onbekend", naam=name) + (say("bedoelde_u", suggestie=guess) if guess else ""))


def draw(console: "Console", found: "Mutatie") -> None:
    """Each fault that no example notices, with the example that would; then how many there were."""
    for pack in found.pakketten:
        put(console, printable(say("mutate.pakket", naam=pack.naam, versie=pack.versie)), style="bold")
    console.print()
    for rows in _together(found.overlevers):
        _survivor(console, rows[0], len(rows) - 1)
        console.print()
    over = len(found.overlevers)
    put(
        console,
        say(
            "mutate.einde",
            mutanten=counted("mutate.mutanten", found.mutanten),
            regels=counted("mutate.regels", found.regels),
            opgemerkt=found.opgemerkt,
            gelijk=found.gelijk,
            over=over,
        ),
    )
    if not over:
        put(console, say("mutate.goed"))


def _together(rows: "Sequence[OverleverRij]") -> "list[list[OverleverRij]]":
    """The faults by what would notice them: those of one rule that the same words notice stand together."""
    found: dict[tuple[str, str], list[OverleverRij]] = {}
    for row in rows:
        found.setdefault((row.regel, str(row.vast or row.voorbeeld or row.plek)), []).append(row)
    return list(found.values())


def _survivor(console: "Console", row: "OverleverRij", more: int) -> None:
    facts = {key: pin(word) if key in ("oud", "nieuw") else word for key, word in row.gegevens.items()}
    wat = say(f"mutate.soorten.{row.soort}", **facts)
    put_whole(console, printable(say("mutate.plek", plek=row.plek, regel=row.regel)))
    if more:
        put(console, printable(say("mutate.fout_en_meer", wat=wat, meer=counted("mutate.meer", more))), "  ")
    else:
        put(console, printable(say("mutate.fout", wat=wat)), "  ")
    if row.voorbeeld is not None:
        put(console, say("mutate.neem_over", verwacht=row.voorbeeld["verwacht"], kwam=row.kwam), "  ")
        put_whole(console, printable(f"- {flow(row.voorbeeld)}"), "    ")
    elif row.vast is not None:
        put(console, say("mutate.zet_erbij"), "  ")
        put_whole(console, printable(flow(row.vast)[1:-1]), "    ")
    else:
        put(console, say("mutate.niet_te_zien"), "  ")


def flow(value: dict[str, Any]) -> str:
    """Data as YAML on one line, as examples are written."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=WIDE)
    return str(text).strip()


def pin(word: str) -> str:
    """A norm or archetype in a sentence; empty is not asked."""
    return word or say("mutate.geen_norm")
