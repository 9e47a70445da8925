"""The command `rules lint`: what can be better in a pack that loads, with a code, a place and what to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from wijktoets.engine.model.errors import InvoerFout, near
from wijktoets.engine.upkeep.coverage.files import folders_of, read_source
from wijktoets.engine.upkeep.lint.check import Controle
from wijktoets.engine.upkeep.lint.registry import CONTROLES, chosen, is_known
from wijktoets.engine.upkeep.lint.run import LintReport, inspect
from wijktoets.engine.upkeep.lint.view import PackView, read_view
from wijktoets.engine.upkeep.lint.yardstick import read_yardstick
from wijktoets.rules import builtin_packs
from wijktoets.telling.screens.rules.lint import check_page, lint_sheet
from wijktoets.texts.lint_pages import MAATSTAF, lint_sentences

from ..base.failing import INVALID_INPUT, Fout, echo_meldingen
from ..base.framing import DutchCommand, Keuze, hinted, say
from ..base.inputs import load_alone, pack_folders
from ..base.machine import json_text
from ..base.options import Settings, common
from ..base.output import Shown, tell
from .lint_sarif import sarif
from .targets import targets

FORMATS: Final = ("text", "json", "sarif")


def _codes(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The codes and beginnings of codes of --select or --ignore.

    Raises:
        click.UsageError: one that no code begins with.
    """
    codes = tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())
    for code in codes:
        if not is_known(code):
            raise click.UsageError(_unknown(code), ctx)
    return codes


def _unknown(code: str) -> str:
    return hinted(say("lint.fouten.code", code=code), near(code, CONTROLES))


@click.command("lint", cls=DutchCommand, help_key="lint.help")
@click.argument("paths", metavar="[PAKKET|BESTAND]...", nargs=-1)
@click.option("--format", "formaat", type=Keuze(FORMATS), default="text", help=say("lint.opties.format"))
@click.option("--select", metavar="CODES", multiple=True, callback=_codes, help=say("lint.opties.select"))
@click.option("--ignore", metavar="CODES", multiple=True, callback=_codes, help=say("lint.opties.ignore"))
@click.option("--strict", is_flag=True, help=say("lint.opties.strict"))
@click.option("--source", metavar="BESTAND", help=say("lint.opties.source"))
@click.option("--explain", metavar="CODE", help=say("lint.opties.explain"))
@common
def lint(
    settings: Settings,
    paths: tuple[str, ...],
    formaat: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    source: str | None,
    explain: str | None,
) -> None:
    """Look over packs; exit 3 when a fout is found, with --strict also for a waarschuwing."""
    if explain is not None:
        tell(settings, check_page(_controle(explain)))
        return
    bron = read_source(Path(source), source) if source is not None else None
    beelden, broken = _views(settings, list(targets(settings, paths)), bron)
    nazicht = inspect(beelden, chosen(select, ignore))
    if beelden or formaat != "text":
        _write(nazicht, formaat, settings, hints=bool(select))
    weighs = nazicht.telling.fout + (nazicht.telling.waarschuwing if strict else 0)
    if broken or weighs:
        click.get_current_context().exit(INVALID_INPUT)


def _controle(code: str) -> Controle:
    """The check with this code or name.

    Raises:
        Fout: there is none.
    """
    found = next((c for c in CONTROLES.values() if code.upper() == c.code or code == c.naam), None)
    if found is None:
        raise Fout(_unknown(code))
    return found


def _views(settings: Settings, targets: Sequence[tuple[Path, str]], bron: str | None) -> tuple[list[PackView], bool]:
    """Each pack that loads, to be looked over; whether there are others, of which all is said that is wrong."""
    maatstaf = read_yardstick(MAATSTAF)
    beelden: list[PackView] = []
    broken = False
    for folder, name in targets:
        try:
            pack = load_alone(settings, name if folder == Path(name) else str(folder))
        except InvoerFout as error:
            echo_meldingen(error)
            broken = True
        else:
            base, _ = folders_of([(folder, name), *pack_folders(settings)], pack, builtin_packs())[0]
            beelden.append(read_view(folder, name, pack, maatstaf, bron, base))
    return beelden, broken


def _write(nazicht: LintReport, formaat: str, settings: Settings, hints: bool) -> None:
    """Write the LintReport; on a screen hints show only when they are asked for, by their codes or with -v."""
    hints = hints or settings.verbosity > 0
    Shown(
        lambda: lint_sheet(nazicht, hints, quiet=settings.verbosity < 0),
        lambda: _as_json(nazicht),
        other={"sarif": lambda: json_text(sarif(nazicht))},
    ).write(formaat, settings)


def _as_json(nazicht: LintReport) -> dict[str, Any]:
    """The LintReport, each finding with its sentences."""
    rows: dict[str, Any] = nazicht.model_dump(mode="json")
    for row, vondst in zip(rows["vondsten"], nazicht.vondsten, strict=True):
        row["tekst"], row["advies"] = lint_sentences(vondst.code, vondst.gegevens)
    return rows
