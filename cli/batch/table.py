"""The command `batch` for a file of rows: Parquet or csv in, batch rows out, block by block, so that millions fit."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wijktoets import texts
from wijktoets.engine.columns.stream import judge_file
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import Fase
from wijktoets.engine.result.table import columns_of

from .run import Meter
from .write import show_tables, write_tables

if TYPE_CHECKING:
    import pyarrow as pa

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
