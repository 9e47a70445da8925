"""The command `batch`: many dossiers beside each other, as a screen, rows for other programs, or a file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from ..base import options
from ..base.failing import INVALID_INPUT, OWN_FAULT
from ..base.framing import DutchCommand, Keuze, say
from ..base.options import Settings

if TYPE_CHECKING:
    from wijktoets.engine.advice.agenda.value import Agenda
    from wijktoets.engine.model.regelpakket import Regelpakket
    from wijktoets.engine.model.words import Fase
    from wijktoets.engine.result.table import Per, Result

    from .run import Source
    from .table import Tally
    from .told import Told

FORMATS: Final = ("table", "json", "csv", "jsonl")
PER: Final = ("afspraak", "onderdeel", "eis")
TABLES: Final = (".parquet", ".csv")
"""How the name of a file ends that holds rows, one column a vraag, instead of a dossier."""


@click.command(cls=DutchCommand)
@click.argument("paths", metavar="PAD...", nargs=-1, required=True)
@click.option("--format", "formaat", type=Keuze(FORMATS))
@click.option("--output", type=Path, metavar="BESTAND")
@click.option("--scores", is_flag=True)
@click.option("--recheck", is_flag=True)
@options.scheduler
@click.option("--per", type=Keuze(PER), default=PER[0])
@options.scope
@options.common
def batch(
    settings: Settings,
    paths: tuple[str, ...],
    formaat: str | None,
    output: Path | None,
    scores: bool,
    recheck: bool,
    scheduler: str | None,
    per: "Per",
    thema: str | None,
    fase: "Fase | None",
) -> None:
    """Judge many dossiers; goes on past one that cannot be used, and then exits 3 at the end."""
    rows = AskedOfRows(settings, paths, formaat, output, scores, thema, fase, scheduler, per)
    into_parts = output is not None and _into_parts(output, paths)
    if per != PER[0] and not into_parts:
        _long(rows, recheck)
        return
    if recheck and settings.engine == "forward":
        raise click.UsageError(say("batch.nareken_met_forward"))
    if into_parts:
        _by_columns(rows, _parts, recheck)
        return
    if scheduler is not None:
        raise click.UsageError(say("scale.alleen_delen"))
    if output is not None:
        _check_output(output)
    from ..base.inputs import load_pack
    from .run import sources

    if _is_table(paths):
        _by_columns(rows, _table, recheck)
        return
    screen = formaat == "table" or (formaat is None and output is None)
    if settings.engine == "columns" and (screen or recheck):
        raise click.UsageError(say("batch.columns_alleen_rijen"))
    todo, empty = sources(paths)
    pack = load_pack(settings)
    if recheck:
        _see_second(pack)
    told = _tell(rows, todo, empty, pack, recheck, screen)
    rechecked = not recheck or _report_recheck(told, settings)
    if _report(told, thema, fase):
        click.get_current_context().exit(INVALID_INPUT)
    if not rechecked:
        click.get_current_context().exit(OWN_FAULT)


@dataclass(frozen=True, slots=True)
class AskedOfRows:
    """What is asked of tables and of parts, which both are judged by columns alone."""

    settings: Settings
    paths: Sequence[str]
    formaat: str | None
    output: Path | None
    scores: bool
    thema: str | None
    fase: "Fase | None"
    scheduler: str | None
    per: "Per"


def _by_columns(asked: AskedOfRows, judged: "Callable[[AskedOfRows], Tally]", recheck: bool) -> None:
    """Judge rows block by block; exits 3 at the end when some could not be read.

    Raises:
        click.UsageError: something that these rows cannot have.
        InvoerFout: a file cannot be read, or has a column that is no vraag and no field.
    """
    if recheck or asked.settings.engine not in ("auto", "columns"):
        raise click.UsageError(say("batch.tabel_rekenaar"))
    if _report_table(judged(asked), " ".join(asked.paths)):
        click.get_current_context().exit(INVALID_INPUT)


def _long(asked: AskedOfRows, recheck: bool) -> None:
    """A row for each onderdeel or eis, by columns alone; exits 3 at the end when something could not be read.

    Raises:
        click.UsageError: something that such rows cannot have.
        InvoerFout: a file of rows cannot be read, or has a column that is no vraag and no field.
    """
    settings, paths, output = asked.settings, asked.paths, asked.output
    table = _is_table(paths)
    if table and len(paths) > 1:
        raise click.UsageError(say("batch.tabel_alleen"))
    if recheck or settings.engine not in ("auto", "columns"):
        raise click.UsageError(say("batch.per_rekenaar"))
    if asked.scheduler is not None:
        raise click.UsageError(say("scale.alleen_delen"))
    if asked.formaat == "table" or (asked.formaat is None and output is None):
        raise click.UsageError(say("batch.per_geen_scherm"))
    if output is not None:
        _check_output(output)
    from datetime import date

    from wijktoets import texts
    from wijktoets.engine.columns.batch import AskedRows
    from wijktoets.engine.result.table import columns_of

    from ..base.inputs import load_pack
    from ..base.output import inform
    from .long import long_rows

    wanted = columns_of(asked.scores, asked.per)
    rows = AskedRows(date.today(), texts.melding, wanted, (), asked.thema, asked.fase, asked.per)
    tally = long_rows(paths, table, load_pack(settings), rows, asked.formaat, output)
    if output is not None:
        inform(settings, say("batch.geschreven", naam=output, n=tally.rijen))
    if _report_table(tally, " ".join(paths)):
        click.get_current_context().exit(INVALID_INPUT)


def _has_arrow() -> bool:
    return find_spec("pyarrow") is not None and find_spec("numpy") is not None


def _tell(
    asked: AskedOfRows,
    todo: "Sequence[Source]",
    empty: "Sequence[Result]",
    pack: "Regelpakket",
    recheck: bool,
    screen: bool,
) -> "Told":
    """Write and show what is found about dossiers, as it comes, so that no more than some are held.

    A screen shows them beside each other, so it holds all. Where both a file and a text are asked, or one engine may
    contradict another, after which nothing may have been shown, the rows are kept as they are written.
    """
    from wijktoets.engine.result.table import columns_of

    from ..base.output import inform, tell
    from .told import Told
    from .write import show_tables, write_tables

    settings, output = asked.settings, asked.output
    agendas: dict[str, Agenda] = {}
    judged = _judge(settings, todo, pack, asked.thema, asked.fase, asked.scores, recheck, agendas if screen else None)
    told = Told(columns_of(asked.scores), asked.scores, _has_arrow())
    results: Iterable[Result] = told.heard(chain(judged, empty))
    results = list(results) if screen else results
    tables: Iterable[Any] = told.tables(results)
    if asked.formaat is not None and not screen and (output is not None or recheck or settings.engine == "forward"):
        tables = list(tables)
    if output is not None:
        write_tables(tables, output, told.columns)
        inform(settings, say("batch.geschreven", naam=output, n=told.rijen))
    if screen:
        from wijktoets.telling.screens.batch.screen import batch_sheet

        tell(settings, batch_sheet(list(results), agendas))
    elif asked.formaat is not None:
        show_tables(tables, asked.formaat, told.columns)
    return told


def _into_parts(output: Path, paths: Sequence[str]) -> bool:
    """Whether a folder of parts is asked; never where what makes them is not installed."""
    if not _has_arrow():
        return False
    from .parts import is_output_folder

    return is_output_folder(output, paths)


def _parts(asked: AskedOfRows) -> "Tally":
    """Judge part by part into a folder.

    Raises:
        click.UsageError: a format is asked, or it is a folder with parts of something else.
    """
    if asked.formaat is not None:
        raise click.UsageError(say("batch.delen_geen_scherm"))
    from ..base.inputs import load_pack
    from ..base.output import inform
    from .parts import AskedParts, PartsFolder

    assert asked.output is not None
    pack = load_pack(asked.settings)
    parts = AskedParts(asked.output, pack, asked.scores, asked.thema, asked.fase, asked.per)
    folder = PartsFolder(parts, asked.settings.verbosity >= 0, asked.scheduler)
    tally = folder.write(asked.paths)
    written = say("batch.delen_geschreven", naam=asked.output, n=len(folder.done), rijen=tally.rijen)
    inform(asked.settings, written)
    return tally


def _is_table(paths: Sequence[str]) -> bool:
    """Whether a file of rows is among the paths, instead of dossiers."""
    from wijktoets.engine.model.source import is_folder

    return any(path.lower().endswith(TABLES) and not is_folder(Path(path)) for path in paths)


def _table(asked: AskedOfRows) -> "Tally":
    """Judge the rows of one file.

    Raises:
        click.UsageError: there are more files, or a screen is asked.
    """
    if len(asked.paths) > 1:
        raise click.UsageError(say("batch.tabel_alleen"))
    if asked.formaat == "table" or (asked.formaat is None and asked.output is None):
        raise click.UsageError(say("batch.tabel_geen_scherm"))
    from ..base.inputs import load_pack
    from ..base.output import inform
    from .table import RowsFile, Tally

    pack, progress = load_pack(asked.settings), asked.settings.verbosity >= 0
    table, tally = RowsFile(asked.paths[0], pack, asked.thema, asked.fase, asked.scores, progress), Tally()
    if asked.output is not None:
        table.write(asked.output, tally)
        inform(asked.settings, say("batch.geschreven", naam=asked.output, n=tally.rijen))
    if asked.formaat is not None:
        tally = Tally()
        table.show(asked.formaat, tally)
    return tally


def _report_table(tally: "Tally", path: str) -> bool:
    """Say on standard error which rows could not be read, and when none were left; tells whether that is so."""
    for line in tally.eerste:
        click.echo(line, err=True)
    if tally.fouten > len(tally.eerste):
        click.echo(say("batch.tabel_meer_fouten", n=tally.fouten - len(tally.eerste)), err=True)
    if not tally.rijen:
        click.echo(say("batch.tabel_niets", naam=path), err=True)
    return bool(tally.fouten) or not tally.rijen


def _judge(
    settings: Settings,
    todo: "Sequence[Source]",
    pack: "Regelpakket",
    thema: str | None,
    fase: "Fase | None",
    scores: bool,
    recheck: bool,
    agendas: "dict[str, Agenda] | None",
) -> "Iterator[Result]":
    """Judge the dossiers: at once by columns when rows are all that is asked, and otherwise one by one.

    For a screen `agendas` gets what to ask first of each that looks back; it is None for rows.

    Where numpy is not installed `auto` goes one by one too: the rows are the same.
    """
    from .run import judge, judge_rows

    progress = settings.verbosity >= 0
    columns = settings.engine == "columns" or (settings.engine == "auto" and find_spec("numpy") is not None)
    if columns and agendas is None and not recheck:
        return judge_rows(todo, pack, thema, fase, progress, scores)
    engine: Literal["auto", "direct", "forward"] = "direct"
    if recheck:
        engine = "auto"
    elif settings.engine == "forward":
        engine = "forward"
    return judge(todo, pack, thema, fase, progress, engine, agendas)


def _see_second(pack: "Regelpakket") -> None:
    """See before any work that the second engine can compute with this pack.

    Raises:
        click.UsageError: it cannot.
    """
    from wijktoets.engine.judging.engines import NietNagerekend, try_second

    from ..base.engines import without

    try:
        try_second(pack)
    except NietNagerekend as error:
        raise click.UsageError(without(error)) from error


def _report_recheck(told: "Told", settings: Settings) -> bool:
    """Say on standard error how many dossiers were computed again and why others were not; tells whether all were."""
    if settings.verbosity >= 0 or told.nagerekend < told.rapporten:
        click.echo(say("engines.nagerekend", n=told.nagerekend, van=told.rapporten), err=True)
    for reason in sorted(told.redenen):
        click.echo(reason, err=True)
    return told.nagerekend == told.rapporten


def _check_output(output: Path) -> None:
    """See before any work that the file can be written and what it is to be.

    Raises:
        click.UsageError: it cannot, or its name does not tell.
        ModuleNotFoundError: what writes such a file is not installed.
    """
    from ..base.output import writable
    from .write import LIBRARIES, SUFFIXES

    if output.suffix.lower() not in SUFFIXES:
        raise click.UsageError(say("batch.uitvoer_soort", naam=output, soorten=", ".join(SUFFIXES)))
    writable(output)
    if output.suffix.lower() in LIBRARIES:
        import_module(LIBRARIES[output.suffix.lower()])


def _report(told: "Told", thema: str | None, fase: str | None) -> bool:
    """Say on standard error what could not be used, and when nothing was left; tells whether anything was wrong."""
    for line in told.wrong:
        click.echo(line, err=True)
    nothing = not told.wrong and not told.good
    if nothing:
        click.echo(say("batch.niets_over", wat=" ".join(w for w in (thema, fase) if w)), err=True)
    return bool(told.wrong) or nothing
