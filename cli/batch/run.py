"""Finds the dossiers that `batch` was asked for and judges each; one that cannot be used is kept with what is wrong."""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

import click

import wijktoets
from wijktoets import cases, texts
from wijktoets._api import laws_for
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.cases import cases as thema_fasen
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout, near
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import is_folder
from wijktoets.engine.model.words import Fase
from wijktoets.engine.result.table import TOGETHER, Result
from wijktoets.telling.look_back import FIRST
from wijktoets.workbook.files import find_files, read_sound

from ..base.framing import hinted, say
from ..base.inputs import STDIN, read_content

PATIENCE: Final = 2.0
"""After how many seconds a person wants to see that something happens."""


@dataclass(frozen=True, slots=True)
class Source:
    """A dossier file, and how messages and rows name it."""

    path: Path
    bestand: str


def sources(paths: Sequence[str]) -> tuple[list[Source], list[Result]]:
    """The dossiers that the paths stand for, each file once, and the folders that hold none.

    Raises:
        click.UsageError: a name with @ that no collection has.
    """
    found: dict[Path, Source] = {}
    empty: list[Result] = []
    for path in paths:
        here = list(_sources(path))
        if not here:
            empty.append(Result(path, meldingen=(say("batch.lege_map", plek=path),)))
        for source in here:
            found.setdefault(_followed(source.path), source)
    return list(found.values()), empty


def _followed(path: Path) -> Path:
    """A path with its links followed; as it is when that cannot be done, which reading it then says."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # RuntimeError: a link in a circle
        return path


def _sources(path: str) -> Iterator[Source]:
    if (one := cases.find(path)) is not None:
        yield Source(one, path)
    elif path.startswith("@"):
        if path not in cases.COLLECTIONS:
            sentence = say("batch.verzameling", naam=path, bekend=", ".join(cases.COLLECTIONS))
            raise click.UsageError(hinted(sentence, near(path, cases.COLLECTIONS)))
        yield from (Source(file, bestand) for bestand, file in cases.collection(path).items())
    elif path != STDIN and is_folder(Path(path)):
        yield from (Source(file, str(file)) for file in find_files(Path(path)))
    else:
        yield Source(Path(path), path)


def judge(
    todo: Sequence[Source],
    pack: Regelpakket,
    thema: str | None,
    fase: Fase | None,
    progress: bool,
    engine: Literal["auto", "direct", "forward"],
    agendas: dict[str, Agenda] | None = None,
) -> Iterator[Result]:
    """Judge the dossiers one by one, in the order given; with engine `auto` each is computed twice.

    Args:
        agendas: gets what to ask first, by file, of each dossier that looks back; stays empty without z3.
    """
    evaluate = partial(wijktoets.evaluate, pack=pack, thema=thema, fase=fase, engine=engine)
    for source, found in _read(todo, pack, progress):
        if isinstance(found, Result):
            yield found
            continue
        rapport = evaluate(found)
        if agendas is not None and rapport.status == "terugblik" and find_spec("z3") is not None:
            agendas[rapport.bestand] = first_questions(found, pack, thema, fase)
        yield Result(source.bestand, rapport)


def first_questions(dossier: Dossier, pack: Regelpakket, thema: str | None, fase: Fase | None) -> Agenda:
    """What to ask first about a dossier."""
    from wijktoets.engine.advice.agenda.agenda import agenda

    laws = laws_for(dossier, pack)
    return agenda(dossier, pack, direct.compute, date.today(), laws=laws, thema=thema, fase=fase, hoogstens=FIRST)


def judge_rows(
    todo: Sequence[Source],
    pack: Regelpakket,
    thema: str | None,
    fase: str | None,
    progress: bool,
    scores: bool,
    today: date | None = None,
) -> Iterator[Result]:
    """Judge dossiers with the columns engine, some at a time; only their batch rows are kept, there are no Rapports."""
    from wijktoets.engine.columns.batch import rows_of_dossiers

    only: dict[str, Any] = {"scores": scores, "thema": thema, "fase": fase}
    reading = _read(todo, pack, progress)
    while read := list(islice(reading, TOGETHER)):
        good = [dossier for _, dossier in read if isinstance(dossier, Dossier)]
        named = [(dossier.vindplaats.bestand, partial(_same, dossier)) for dossier in good]
        rows = iter(rows_of_dossiers(named, pack, today or date.today(), texts.melding, **only))
        for source, found in read:
            if isinstance(found, Result):
                yield found
            else:
                many = sum(1 for _ in thema_fasen(found, thema, fase))
                yield Result(source.bestand, rijen=tuple(islice(rows, many)))


def read_all(
    paths: Sequence[str], pack: Regelpakket, thema: str | None, fase: Fase | None, progress: bool
) -> tuple[list[Dossier], list[str]]:
    """The dossiers that the paths stand for and that have this thema and fase, and a line for what cannot be used.

    Raises:
        click.UsageError: a name with @ that no collection has.
    """
    todo, empty = sources(paths)
    read = [found for _, found in _read(todo, pack, progress)]
    good = [found for found in read if isinstance(found, Dossier) and any(thema_fasen(found, thema, fase))]
    wrong = [line for found in (*read, *empty) if isinstance(found, Result) for line in found.meldingen]
    if not good and not wrong:
        wrong = [say("batch.niets_over", wat=" ".join(w for w in (thema, fase) if w))]
    return good, wrong


def _same(dossier: Dossier) -> Dossier:
    return dossier


def _read(todo: Sequence[Source], pack: Regelpakket, progress: bool) -> Iterator[tuple[Source, Dossier | Result]]:
    """Each dossier, or what is wrong with it."""
    meter = Meter(len(todo), progress and sys.stderr.isatty())
    for number, source in enumerate(todo):
        meter.show(number)
        try:
            yield source, read_sound(source.path, source.bestand, pack, read_content(source.bestand))
        except InvoerFout as error:
            yield source, Result(source.bestand, meldingen=tuple(texts.melding(m) for m in error.meldingen))
    meter.clear()


class Meter:
    """Shows on a terminal how far long work is; silent for short work."""

    def __init__(self, total: int, wanted: bool, sentence: str = "batch.voortgang") -> None:
        self._total = total
        self._wanted = wanted
        self._sentence = sentence
        self._next = time.monotonic() + PATIENCE
        self._shown = False

    def show(self, done: int, **more: object) -> None:
        """Say how many are done, at most twice a second."""
        if self._wanted and time.monotonic() >= self._next:
            click.echo(f"\r{say(self._sentence, n=done, van=self._total, **more)}", err=True, nl=False)
            self._next, self._shown = time.monotonic() + 0.5, True

    def clear(self) -> None:
        """Take the line away again."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False, color=True)
