"""The command `batch` for a file of rows: Parquet or csv in, batch rows out, block by block, so that millions fit."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wijktoets import texts
from wijktoets.engine.columns.stream import judge_file, write_parquet
from wijktoets.engine.model.regelpakket import Regelpakket

from ..base.machine import csv_text, json_text, jsonl_text
from ..base.output import replace_file, write_data
from .run import Meter
from .write import as_text, columns, write

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


@dataclass(frozen=True, slots=True)
class RowsFile:
    """A file of rows, and what is asked of it."""

    path: str
    pack: Regelpakket
    thema: str | None
    fase: str | None
    scores: bool
    progress: bool

    def judged(self, tally: Tally) -> "Iterator[pa.RowsFile]":
        """The batch rows, block by block, counted on the way.

        Raises:
            InvoerFout: the file cannot be read, or has a column that is no vraag and no field.
        """
        meter = Meter(0, self.progress and sys.stderr.isatty(), "batch.voortgang_rijen")
        blocks = judge_file(Path(self.path), self.path, self.pack, date.today(), texts.melding, scores=self.scores)
        for block in blocks:
            kept = _only(block, self.thema, self.fase)
            wrong = kept["fout"].drop_null()
            tally.rijen += len(kept)
            tally.fouten += len(wrong)
            tally.eerste += wrong.slice(0, SHOWN - len(tally.eerste)).to_pylist()
            meter.show(tally.rijen)
            yield kept
        meter.clear()

    def write(self, output: Path, tally: Tally) -> None:
        """Write the batch rows to a file of the kind that its name ends in; whole, or not at all.

        Raises:
            click.UsageError: the file cannot be written; what was there is still there.
        """
        blocks, kind = self.judged(tally), output.suffix.lower()
        if kind == ".parquet":
            replace_file(output, partial(_write_parquet, blocks, self.scores))
        elif kind in (".csv", ".jsonl"):
            replace_file(output, partial(_write_texts, self.texts(blocks, kind.removeprefix("."))))
        else:
            write([row for block in blocks for row in block.to_pylist()], output, self.scores)

    def show(self, shape: str, tally: Tally) -> None:
        """The batch rows on standard output, as json, csv or jsonl."""
        blocks = self.judged(tally)
        if shape == "json":
            write_data(json_text([row for block in blocks for row in block.to_pylist()]))
        else:
            for part in self.texts(blocks, shape):
                write_data(part)

    def texts(self, blocks: "Iterator[pa.RowsFile]", shape: str) -> Iterator[str]:
        """The blocks as csv with one header, or as lines of JSON."""
        if shape == "csv":
            yield as_text([], shape, self.scores)
        for block in blocks:
            rows: list[dict[str, Any]] = block.to_pylist()
            if shape == "jsonl":
                yield jsonl_text(rows)
            else:
                yield csv_text(rows, columns(self.scores)).split("\n", 1)[1]


def _only(block: "pa.RowsFile", thema: str | None, fase: str | None) -> "pa.RowsFile":
    """The rows about a thema and fase, and those that could not be read."""
    import pyarrow.compute as pc

    for name, value in (("thema", thema), ("fase", fase)):
        if value is not None:
            about = pc.fill_null(pc.equal(block[name].cast("string"), value), False)
            block = block.filter(pc.or_(block["fout"].is_valid(), about))
    return block


def _write_parquet(blocks: "Iterator[pa.RowsFile]", scores: bool, path: Path) -> None:
    write_parquet(blocks, path, scores=scores)


def _write_texts(parts: Iterator[str], path: Path) -> None:
    with path.open("wb") as file:
        for part in parts:
            file.write(part.encode("utf-8", "backslashreplace"))
