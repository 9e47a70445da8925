"""The command `batch --per`: a row for each onderdeel or eis, of dossiers or a file of rows, as text or in a file."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from wijktoets.engine.columns.batch import AskedRows, judge_rows, long_of_dossiers
from wijktoets.engine.columns.sources import of_file
from wijktoets.engine.columns.stream import write_parquet
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.workbook.files import read_sound

from ..base.framing import say
from ..base.inputs import read_content
from ..base.output import replace_file, writable, write_data
from .run import Source, sources
from .table import Tally, write_parts
from .texts import encoded

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIXES: Final = (".csv", ".parquet", ".json", ".jsonl")


def long_rows(
    paths: Sequence[str], table: bool, pack: Regelpakket, asked: AskedRows, formaat: str | None, output: Path | None
) -> Tally:
    """Write the rows, and show them when that is asked; tells how many there are and what could not be read.

    Args:
        table: the paths are a file of rows, instead of dossiers.

    Raises:
        click.UsageError: the file cannot be written, or its name does not tell what it is to be.
        InvoerFout: a file of rows cannot be read.
    """
    kind = None if output is None else output.suffix.lower()
    if output is not None:
        if kind not in SUFFIXES:
            raise click.UsageError(say("batch.uitvoer_soort", naam=output, soorten=", ".join(SUFFIXES)))
        writable(output)
    tally = Tally()
    judge = partial(_of_rows if table else _of_dossiers, paths, pack, asked)
    if output is not None and kind == ".parquet":
        replace_file(output, partial(_parquet, _counted(judge(), tally), asked.columns))
    elif output is not None and kind is not None:
        replace_file(output, partial(write_parts, encoded(_counted(judge(), tally), kind[1:], asked.columns)))
    if formaat is not None:
        tally = Tally()
        for part in encoded(_counted(judge(), tally), formaat, asked.columns):
            write_data(part.decode())
    return tally


def _of_rows(paths: Sequence[str], pack: Regelpakket, asked: AskedRows) -> "Iterator[pa.Table]":
    blocks = of_file(Path(paths[0]), paths[0], pack)
    yield from (judged.rijen for judged in judge_rows(blocks, pack, asked))


def _of_dossiers(paths: Sequence[str], pack: Regelpakket, asked: AskedRows) -> "Iterator[pa.Table]":
    todo, empty = sources(paths)
    for nothing in empty:
        for line in nothing.meldingen:
            click.echo(line, err=True)

    def read(source: Source) -> Any:
        return read_sound(source.path, source.bestand, pack, read_content(source.bestand))

    named = [(source.bestand, partial(read, source)) for source in todo]
    yield long_of_dossiers(named, pack, asked)


def _counted(tables: "Iterable[pa.Table]", tally: Tally) -> "Iterator[pa.Table]":
    for table in tables:
        tally.add(table)
        yield table


def _parquet(tables: "Iterator[pa.Table]", columns: Sequence[str], path: Path) -> None:
    write_parquet(tables, path, columns)
