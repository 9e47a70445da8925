"""The command `batch` into a folder: a part for each part of the input, a list of what is done, and on where it ended.

Memory does not grow with what there is: a part is read, judged and written before the next one.
"""

import hashlib
import json
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import click

from wijktoets import __version__, texts
from wijktoets.engine.columns.arrow import of_rows
from wijktoets.engine.columns.sources import SUFFIXES
from wijktoets.engine.columns.stream import judge_file, write_parquet
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import is_folder
from wijktoets.engine.model.words import Fase
from wijktoets.engine.result.heading import pack_rows
from wijktoets.engine.result.table import columns_of
from wijktoets.workbook.files import find_files

from ..base.framing import say
from ..base.machine import json_text
from ..base.output import make_folder, replace_file, replace_with_text
from .run import Meter, Source, judge_rows
from .table import SHOWN, Tally

MANIFEST: Final = "manifest.json"
FORMAAT: Final = "wijktoets/delen@1"
DOSSIERS: Final = 500
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

    @property
    def bron(self) -> str:
        """What the files were when they were read: their names, sizes and when they were changed."""
        told = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in self.bestanden]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A part of the output that is whole, as it stands in the manifest."""

    bestand: str
    bron: str
    rijen: int
    fouten: int


@dataclass(slots=True)
class PartsFolder:
    """A folder of parts, and what is asked of each."""

    output: Path
    pack: Regelpakket
    scores: bool
    thema: str | None
    fase: Fase | None
    progress: bool
    peildatum: date = field(default_factory=date.today)
    done: dict[str, WrittenPart] = field(default_factory=dict)

    def write(self, paths: Sequence[str], tally: Tally) -> None:
        """Judge every part that is not done yet.

        Raises:
            click.UsageError: the folder holds parts of something else, or no folder can have that name.
            InvoerFout: a file of rows cannot be read, or has a column that is no vraag and no field.
        """
        make_folder(self.output)
        self._go_on()
        parts = list(input_parts(paths))
        todo = [part for part in parts if not self._is_done(part)]
        meter = Meter(len(todo), self.progress and sys.stderr.isatty(), "batch.voortgang_delen")
        start = time.monotonic()
        for number, part in enumerate(todo):
            left = (time.monotonic() - start) / number * (len(todo) - number) if number else 0
            meter.show(number, minuten=round(left / 60))
            self._one(part, tally)
        meter.clear()
        for part in parts:
            tally.rijen += self.done[part.naam].rijen if part not in todo else 0
            tally.fouten += self.done[part.naam].fouten if part not in todo else 0

    def _one(self, part: InputPart, tally: Tally) -> None:
        own, bron = Tally(), part.bron
        tables = self._rows(part, own) if part.rijen else self._dossiers(part, own)
        replace_file(self.output / part.naam, partial(_parquet, tables, self.scores))
        self.done[part.naam] = WrittenPart(part.naam, bron, own.rijen, own.fouten)
        replace_with_text(self.output / MANIFEST, json_text(self._manifest()))
        tally.rijen += own.rijen
        tally.fouten += own.fouten
        tally.eerste += own.eerste[: SHOWN - len(tally.eerste)]

    def _rows(self, part: InputPart, tally: Tally) -> Iterator[Any]:
        (path,) = part.bestanden
        only: dict[str, Any] = {"scores": self.scores, "thema": self.thema, "fase": self.fase}
        for block in judge_file(path, str(path), self.pack, self.peildatum, texts.melding, **only):
            tally.add(block)
            yield block

    def _dossiers(self, part: InputPart, tally: Tally) -> Iterator[Any]:
        sources = [Source(path, str(path)) for path in part.bestanden]
        results = judge_rows(sources, self.pack, self.thema, self.fase, False, self.scores)
        rows = of_rows([row for result in results for row in result.rows(self.scores)], columns_of(self.scores))
        tally.add(rows)
        yield rows

    def _manifest(self) -> dict[str, Any]:
        return {**self._head(), "delen": [asdict(self.done[name]) for name in sorted(self.done)]}

    def _head(self) -> dict[str, Any]:
        """What the parts of one folder have in common; parts of anything else do not go beside them."""
        return {
            "formaat": FORMAAT,
            "versies": {
                "wijktoets": __version__,
                "python": platform.python_version(),
                **{name: version(name) for name in ("numpy", "pyarrow")},
            },
            "pakketten": [{"id": p.id, "versie": p.versie, "sha256": p.sha256} for p in pack_rows(self.pack)],
            "engine": "columns",
            "seed": None,
            "peildatum": self.peildatum.isoformat(),
            "scores": self.scores,
            "thema": self.thema,
            "fase": self.fase,
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
            self.peildatum = date.fromisoformat(found["peildatum"])
            parts = [WrittenPart(**part) for part in found.pop("delen")]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise click.UsageError(say("batch.delen_stuk", naam=path)) from error
        if found != self._head():
            raise click.UsageError(say("batch.delen_anders", naam=self.output))
        self.done = {part.bestand: part for part in parts}

    def _is_done(self, part: InputPart) -> bool:
        known = self.done.get(part.naam)
        return known is not None and known.bron == part.bron and (self.output / part.naam).exists()


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


def _parquet(tables: Iterator[Any], scores: bool, path: Path) -> None:
    write_parquet(tables, path, columns_of(scores))
