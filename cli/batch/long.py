"""The command `batch --per`: a row for each onderdeel or eis, of dossiers or a file of rows, as text or in a file."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wijktoets.engine.columns.batch import AskedRows, judge_rows, long_of_dossiers
from wijktoets.engine.columns.sources import of_file
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result.table import TOGETHER
from wijktoets.workbook.files import read_sound

from ..base.inputs import read_content
from .run import Source, sources
from .table import Tally
from .write import show_tables, write_tables

if TYPE_CHECKING:
    import pyarrow as pa


def long_rows(
    paths: Sequence[str], table: bool, pack: Regelpakket, asked: AskedRows, formaat: str | None, output: Path | None
) -> Tally:
    """Write the rows, and show them when that is asked; tells how many there are and what could not be read.

    Args:
        table: the paths are a file of rows, instead of dossiers.

    Raises:
        click.UsageError: the file cannot be written; what was there is still there.
        NotWritten: more rows than a workbook can hold, or a longer text.
        InvoerFout: a file of rows cannot be read.
    """
    tally = Tally()
    judge = partial(_of_rows if table else _of_dossiers, paths, pack, asked)
    if output is not None:
        write_tables(tally.counted(judge()), output, asked.columns)
    if formaat is not None:
        tally = Tally()
        show_tables(tally.counted(judge()), formaat, asked.columns)
    return tally


def _of_rows(paths: Sequence[str], pack: Regelpakket, asked: AskedRows) -> "Iterator[pa.Table]":
    yield from long_of_file(Path(paths[0]), paths[0], pack, asked)


def _of_dossiers(paths: Sequence[str], pack: Regelpakket, asked: AskedRows) -> "Iterator[pa.Table]":
    todo, empty = sources(paths)
    for nothing in empty:
        for line in nothing.meldingen:
            click.echo(line, err=True)
    for start in range(0, len(todo), TOGETHER):
        yield long_of_sources(todo[start : start + TOGETHER], pack, asked)


def long_of_file(path: Path, bestand: str, pack: Regelpakket, asked: AskedRows) -> "Iterator[pa.Table]":
    """The rows of a file of rows, block by block.

    Raises:
        InvoerFout: it cannot be read, or has a column that is no vraag and no field.
    """
    yield from (judged.rijen for judged in judge_rows(of_file(path, bestand, pack), pack, asked))


def long_of_sources(some: Sequence[Source], pack: Regelpakket, asked: AskedRows) -> "pa.Table":
    """The rows of some dossiers, all at once; one that cannot be used is one row, in its place."""

    def read(source: Source) -> Any:
        return read_sound(source.path, source.bestand, pack, read_content(source.bestand))

    return long_of_dossiers([(source.bestand, partial(read, source)) for source in some], pack, asked)
