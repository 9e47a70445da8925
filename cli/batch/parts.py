"""The command `batch` into a folder: a part for each part of the input, a list of what is done, and on where it ended.

Memory does not grow with what there is: a part is read, judged and written before the next one.
"""

import hashlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from wijktoets import texts
from wijktoets.engine.columns.arrow import of_rows
from wijktoets.engine.columns.batch import AskedRows
from wijktoets.engine.columns.sources import SUFFIXES
from wijktoets.engine.columns.stream import judge_file, write_parquet
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import is_folder
from wijktoets.engine.model.words import Fase
from wijktoets.engine.result.heading import pack_rows
from wijktoets.engine.result.table import TOGETHER, Per, columns_of
from wijktoets.workbook.files import find_files

from ..base.cluster import each, versions
from ..base.framing import say
from ..base.machine import json_text
from ..base.output import HALF, make_folder, replace_file, replace_with_text
from .long import long_of_file, long_of_sources
from .run import Meter, Source, judge_rows
from .table import SHOWN, Tally

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST: Final = "manifest.json"
FORMAAT: Final = "wijktoets/delen@1"
DOSSIERS: Final = TOGETHER
"""So many dossiers are one part."""


def is_output_folder(output: Path, paths: Sequence[str]) -> bool:
    """Whether parts are asked: of folders or files of rows, into a folder that is there or a name without an ending."""
    new = not output.suffix and not output.exists()
    return (is_folder(output) or new) and all(
        is_folder(path) or (path.suffix.lower() in SUFFIXES and path.exists()) for path in map(Path, paths)
    )


@dataclass(frozen=True, slots=True)
class InputPart:
    """A part of the input: one file of rows, or some dossiers; and the name of what comes of it."""

    naam: str
    bestanden: tuple[Path, ...]
    rijen: bool

    def bron(self, hier: Path) -> str:
        """What the files, named from `hier`, were when they were read: names, sizes and when they were changed."""
        found = [(str(path), (hier / path).stat()) for path in self.bestanden]
        told = [(name, stat.st_size, stat.st_mtime_ns) for name, stat in found]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A part of the output that is whole, as it stands in the manifest."""

    bestand: str
    bron: str
    rijen: int
    fouten: int


@dataclass(frozen=True, slots=True)
class AskedParts:
    """What is asked of every part, on whichever machine it is made."""

    output: Path
    pack: Regelpakket
    scores: bool
    thema: str | None
    fase: Fase | None
    per: Per = "afspraak"
    peildatum: date = field(default_factory=date.today)
    hier: Path = field(default_factory=Path.cwd)
    """The folder that the names of files begin in."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of each part."""
        return columns_of(self.scores, self.per)

    def rows(self, part: InputPart) -> "Iterator[pa.Table]":
        """The batch rows of a part: of a file block by block, of dossiers all at once."""
        only: dict[str, Any] = {"scores": self.scores, "thema": self.thema, "fase": self.fase}
        sources = [Source(self.hier / path, str(path)) for path in part.bestanden]
        if self.per != "afspraak":
            asked = AskedRows(self.peildatum, texts.melding, self.columns, (), self.thema, self.fase, self.per)
            if part.rijen:
                yield from long_of_file(sources[0].path, sources[0].bestand, self.pack, asked)
            else:
                yield long_of_sources(sources, self.pack, asked)
        elif part.rijen:
            (path,) = part.bestanden
            yield from judge_file(self.hier / path, str(path), self.pack, self.peildatum, texts.melding, **only)
        else:
            results = judge_rows(sources, self.pack, progress=False, today=self.peildatum, **only)
            yield of_rows([row for result in results for row in result.rows(self.scores)], self.columns)


def make_part(part: InputPart, asked: AskedParts) -> tuple[WrittenPart, Tally]:
    """Judge a part and write it, whole or not at all.

    Raises:
        InvoerFout: a file of rows cannot be read, or has a column that is no vraag and no field.
        NotWritten: rights, a full disk.
    """
    tally, bron = Tally(), part.bron(asked.hier)
    tables, to = tally.counted(asked.rows(part)), asked.hier / asked.output / part.naam
    replace_file(to, lambda temporary: write_parquet(tables, temporary, asked.columns))
    return WrittenPart(part.naam, bron, tally.rijen, tally.fouten), tally


@dataclass(slots=True)
class PartsFolder:
    """A folder of parts: what is asked of each, and which are done."""

    asked: AskedParts
    progress: bool
    scheduler: str | None = None
    done: dict[str, WrittenPart] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        """The folder."""
        return self.asked.output

    def write(self, paths: Sequence[str]) -> Tally:
        """Judge every part that is not done yet; counts all parts, and names what is wrong in those of this run.

        Raises:
            click.UsageError: the folder holds parts of something else, or no folder can have that name.
            InvoerFout: a file of rows cannot be read, or has a column that is no vraag and no field.
        """
        make_folder(self.output)
        self._go_on()
        parts = list(input_parts(paths))
        todo = [part for part in parts if not self._is_done(part)]
        meter = Meter(len(todo), self.progress and sys.stderr.isatty(), "batch.voortgang_delen")
        start, made = time.monotonic(), dict[int, Tally]()
        meter.show(0, minuten=0)
        for place, (written, own) in each(make_part, todo, self.asked, self.scheduler):
            made[place] = own
            self.done[written.bestand] = written
            replace_with_text(self.output / MANIFEST, json_text(self._manifest()))
            left = (time.monotonic() - start) / len(made) * (len(todo) - len(made))
            meter.show(len(made), minuten=round(left / 60))
        meter.clear()
        for left_behind in self.output.glob(f"{HALF}*") if self.scheduler else ():  # by a worker that fell away
            left_behind.unlink(missing_ok=True)
        whole = [self.done[part.naam] for part in parts]
        lines = [line for place in sorted(made) for line in made[place].eerste]
        return Tally(sum(w.rijen for w in whole), sum(w.fouten for w in whole), lines[:SHOWN])

    def _manifest(self) -> dict[str, Any]:
        return {**self._head(), "delen": [asdict(self.done[name]) for name in sorted(self.done)]}

    def _head(self) -> dict[str, Any]:
        """What the parts of one folder have in common; parts of anything else do not go beside them."""
        asked = self.asked
        return {
            "formaat": FORMAAT,
            "versies": versions(),
            "pakketten": [{"id": p.id, "versie": p.versie, "sha256": p.sha256} for p in pack_rows(asked.pack)],
            "engine": "columns",
            "seed": None,
            "peildatum": asked.peildatum.isoformat(),
            "scores": asked.scores,
            "thema": asked.thema,
            "fase": asked.fase,
            **({} if asked.per == "afspraak" else {"per": asked.per}),
        }

    def _go_on(self) -> None:
        """Take what an earlier run did, on the day on which that began.

        Raises:
            click.UsageError: that was with another pack, another version or other options.
        """
        path = self.output / MANIFEST
        if not path.exists():
            return
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            self.asked = replace(self.asked, peildatum=date.fromisoformat(found["peildatum"]))
            parts = [WrittenPart(**part) for part in found.pop("delen")]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise click.UsageError(say("batch.delen_stuk", naam=path)) from error
        if found != self._head():
            raise click.UsageError(say("batch.delen_anders", naam=self.output))
        self.done = {part.bestand: part for part in parts}

    def _is_done(self, part: InputPart) -> bool:
        known = self.done.get(part.naam)
        same = known is not None and known.bron == part.bron(self.asked.hier)
        return same and (self.output / part.naam).exists()


def input_parts(paths: Sequence[str]) -> Iterator[InputPart]:
    """Every part of the input, each file once: a file of rows is one, and so many dossiers are one."""
    names: set[str] = set()

    def named(name: str) -> str:
        found, number = name, 2
        while found in names:
            found, number = f"{name}-{number}", number + 1
        names.add(found)
        return f"{found}.parquet"

    dossiers: list[Path] = []
    for given in map(Path, paths):
        if not is_folder(given):
            yield InputPart(named(given.stem), (given,), rijen=True)
            continue
        for path in sorted(given.rglob("*.parquet")):
            yield InputPart(named("-".join(path.relative_to(given).with_suffix("").parts)), (path,), rijen=True)
        dossiers += find_files(given)
    whole = list(dict.fromkeys(dossiers))
    for start in range(0, len(whole), DOSSIERS):
        yield InputPart(
            named(f"dossiers-{start // DOSSIERS + 1:05}"), tuple(whole[start : start + DOSSIERS]), rijen=False
        )
