"""The command `batch`: many dossiers beside each other, as a screen, rows for other programs, or a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from . import options
from .failing import INVALID_INPUT, OWN_FAULT
from .framing import DutchCommand, Keuze, say
from .options import Settings

if TYPE_CHECKING:
    from wijktoets.engine.regelpakket import Regelpakket

    from .batch_run import Result

FORMATS: Final = ("table", "json", "csv", "jsonl")


@click.command(cls=DutchCommand)
@click.argument("paths", metavar="PAD...", nargs=-1, required=True)
@click.option("--format", "formaat", type=Keuze(FORMATS))
@click.option("--output", type=click.Path(path_type=Path), metavar="BESTAND")
@click.option("--scores", is_flag=True)
@click.option("--recheck", is_flag=True)
@options.scope
@options.common
def batch(
    settings: Settings,
    paths: tuple[str, ...],
    formaat: str | None,
    output: Path | None,
    scores: bool,
    recheck: bool,
    thema: str | None,
    fase: str | None,
) -> None:
    """Judge many dossiers; goes on past one that cannot be used, and then exits 3 at the end."""
    if recheck and settings.engine == "forward":
        raise click.UsageError(say("batch.nareken_met_forward"))
    if output is not None:
        _check_output(output)
    from .batch_run import judge, sources
    from .inputs import load_pack

    todo, empty = sources(paths)
    pack = load_pack(settings)
    if recheck:
        _see_second(pack)
    engine = "auto" if recheck else "forward" if settings.engine == "forward" else "direct"
    results = [*judge(todo, pack, thema, fase, progress=settings.verbosity >= 0, engine=engine), *empty]
    if output is not None:
        _write(results, output, scores, settings)
    if output is None or formaat is not None:
        _show(results, formaat or "table", scores, settings)
    rechecked = not recheck or _report_recheck(results, settings)
    if _report(results, thema, fase):
        click.get_current_context().exit(INVALID_INPUT)
    if not rechecked:
        click.get_current_context().exit(OWN_FAULT)


def _see_second(pack: "Regelpakket") -> None:
    """See before any work that the second engine can compute with this pack.

    Raises:
        click.UsageError: it cannot.
    """
    from wijktoets.engine.engines import NietNagerekend, try_second

    from .engines import without

    try:
        try_second(pack)
    except NietNagerekend as error:
        raise click.UsageError(without(error)) from error


def _report_recheck(results: "Sequence[Result]", settings: Settings) -> bool:
    """Say on standard error how many dossiers were computed again and why others were not; tells whether all were."""
    found = [result.rapport.nagerekend for result in results if result.rapport is not None]
    done = [each for each in found if each.gelijk]
    if settings.verbosity >= 0 or len(done) < len(found):
        click.echo(say("engines.nagerekend", n=len(done), van=len(found)), err=True)
    for reason in sorted({each.reden or "" for each in found if not each.gelijk}):
        click.echo(reason, err=True)
    return len(done) == len(found)


def _check_output(output: Path) -> None:
    """See before any work that the file can be written and what it is to be.

    Raises:
        click.UsageError: it cannot, or its name does not tell.
    """
    from .batch_write import SUFFIXES
    from .output import writable

    if output.suffix.lower() not in SUFFIXES:
        raise click.UsageError(say("batch.uitvoer_soort", naam=output, soorten=", ".join(SUFFIXES)))
    writable(output)


def _rows(results: "Sequence[Result]", scores: bool) -> list[dict[str, Any]]:
    from wijktoets.engine.table import error_row, rows_of

    rows: list[dict[str, Any]] = []
    for result in results:
        if result.rapport is None:
            rows.append(error_row(result.bestand, "; ".join(result.meldingen), scores))
        else:
            rows += rows_of(result.rapport, scores)
    return rows


def _write(results: "Sequence[Result]", output: Path, scores: bool, settings: Settings) -> None:
    from .batch_write import write

    rows = _rows(results, scores)
    write(rows, output, scores)
    if settings.verbosity >= 0:
        click.echo(say("batch.geschreven", naam=output, n=len(rows)), err=True)


def _show(results: "Sequence[Result]", shape: str, scores: bool, settings: Settings) -> None:
    from .output import drawn, screen, write_data, write_out

    if shape != "table":
        from .batch_write import as_text

        write_data(as_text(_rows(results, scores), shape, scores))
        return
    from .batch_screen import batch_sheet
    from .sheet_console import draw

    console = screen(settings)
    draw(batch_sheet(results), console)
    write_out(drawn(console))


def _report(results: "Sequence[Result]", thema: str | None, fase: str | None) -> bool:
    """Say on standard error what could not be used, and when nothing was left; tells whether anything was wrong."""
    wrong = [line for result in results for line in result.meldingen]
    for line in wrong:
        click.echo(line, err=True)
    nothing = not wrong and not any(result.rapport and result.rapport.afspraken for result in results)
    if nothing:
        click.echo(say("batch.niets_over", wat=" ".join(w for w in (thema, fase) if w)), err=True)
    return bool(wrong) or nothing
