"""The command `batch` for a file of rows: Parquet or csv in, batch rows out, block by block, so that millions fit."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wijktoets import texts
from wijktoets.engine.columns.arrow import of_rows, to_plain
from wijktoets.engine.columns.stream import judge_file, write_parquet
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import Fase
from wijktoets.engine.result.table import Result, columns_of

from ..base.output import replace_file, write_data
from .run import TOGETHER, Meter
from .texts import SHAPES, encoded
from .write import write_workbook

if TYPE_CHECKING:
    import pyarrow as pa

ROWS: Final = 4096
"""So many rows are plain values at once, where they have to be."""
SHOWN: Final = 10
"""So many rows that cannot be read are named; the output has them all."""


@dataclass(slots=True)
class Tally:
    """How many batch rows came out, and what is wrong with those that could not be read: the first, and how many."""

    rijen: int = 0
    fouten: int = 0
    eerste: list[str] = field(default_factory=list)

    def add(self, block: "pa.Table") -> None:
        """Count a block of batch rows in."""
        wrong = block["fout"].drop_null()
        self.rijen += len(block)
        self.fouten += len(wrong)
        self.eerste += wrong.slice(0, SHOWN - len(self.eerste)).to_pylist()

    def counted(self, blocks: "Iterable[pa.Table]") -> "Iterator[pa.Table]":
        """The same blocks, each counted in."""
        for block in blocks:
            self.add(block)
            yield block


@dataclass(slots=True)
class Told:
    """What dossiers told that became tables: whether any had a row, and a line for each thing that is wrong."""

    columns: Sequence[str]
    good: bool = False
    wrong: list[str] = field(default_factory=list)

    def tables(self, results: Iterable[Result], scores: bool) -> "Iterator[pa.Table]":
        """The batch rows of dossiers, those of some dossiers at a time."""
        coming = iter(results)
        while some := list(islice(coming, TOGETHER)):
            self.good = self.good or any(result.rijen for result in some)
            self.wrong += [line for result in some for line in result.meldingen]
            yield of_rows([row for result in some for row in result.rows(scores)], self.columns)


@dataclass(frozen=True, slots=True)
class RowsFile:
    """A file of rows, and what is asked of it."""

    path: str
    pack: Regelpakket
    thema: str | None
    fase: Fase | None
    scores: bool
    progress: bool

    def judged(self, tally: Tally) -> "Iterator[pa.Table]":
        """The batch rows, block by block, counted on the way.

        Raises:
            InvoerFout: the file cannot be read, or has a column that is no vraag and no field.
        """
        meter = Meter(0, self.progress and sys.stderr.isatty(), "batch.voortgang_rijen")
        only: dict[str, Any] = {"scores": self.scores, "thema": self.thema, "fase": self.fase}
        blocks = judge_file(Path(self.path), self.path, self.pack, date.today(), texts.melding, **only)
        for kept in tally.counted(blocks):
            meter.show(tally.rijen)
            yield kept
        meter.clear()

    def write(self, output: Path, tally: Tally) -> None:
        """Write the batch rows to a file, see `write_tables`."""
        write_tables(self.judged(tally), output, columns_of(self.scores))

    def show(self, shape: str, tally: Tally) -> None:
        """The batch rows on standard output, as json, csv or jsonl."""
        show_tables(self.judged(tally), shape, columns_of(self.scores))


def write_tables(tables: "Iterable[pa.Table]", output: Path, columns: Sequence[str]) -> None:
    """Write tables of rows, as they come, to a file of the kind that its name ends in; whole, or not at all.

    Raises:
        click.UsageError: the file cannot be written; what was there is still there.
        NotWritten: more rows than a workbook can hold, or a longer text.
    """
    kind = output.suffix.lower()
    if kind == ".parquet":
        replace_file(output, lambda temporary: write_parquet(tables, temporary, columns))
    elif kind.removeprefix(".") in SHAPES:
        replace_file(output, partial(_write_parts, encoded(tables, kind.removeprefix("."), columns)))
    else:
        few = (table.slice(start, ROWS) for table in tables for start in range(0, len(table), ROWS))
        write_workbook((row for rows in few for row in to_plain(rows)), output, columns)


def show_tables(tables: "Iterable[pa.Table]", shape: str, columns: Sequence[str]) -> None:
    """Tables of rows on standard output, as they come, as json, csv or jsonl."""
    for part in encoded(tables, shape, columns):
        write_data(part.decode())


def _write_parts(parts: Iterator[bytes], path: Path) -> None:
    with path.open("wb") as file:
        for part in parts:
            file.write(part)
