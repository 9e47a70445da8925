"""Sees that each thema still stands in the row that its answers hang on, and each bevoegdheid likewise.

A hidden column on the sheets with questions keeps what an answer is about. A name that only changed keeps its answers.
A name that went to another row would take over the answers of what stood there, so that is told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from wijktoets.engine.model.alike import visible
from wijktoets.engine.model.errors import Melding, Plek
from wijktoets.engine.model.source import FileNode
from wijktoets.engine.model.words import FASEN
from wijktoets.texts import text

from .cells import as_text
from .layout import ANTWOORD, HOOFD, OVER, WAAROVER
from .sheets import ROWS, SheetShape, question_rows, question_sheets


@dataclass(frozen=True, slots=True)
class AnswerAbout:
    """What an answer is about: a thema with its fasen, or the name of a bevoegdheid; spaces and capitals aside."""

    naam: str
    fasen: frozenset[str] = frozenset(FASEN)


def over(naam: str, fasen: Iterable[str] = FASEN) -> str:
    """What the hidden column keeps of a thema or a bevoegdheid."""
    return f"{' '.join(fasen)}|{naam}"


def tell_moved(vellen: Mapping[str, SheetShape], key: str, rows: Mapping[str, Mapping[str, FileNode]]) -> None:
    """Tell on a sheet with a list which names went to a row that has the answers of another.

    Args:
        key: the sheet, with afspraken or with bevoegdheden.
        rows: its fields, by the key of the row.
    """
    vel, named = vellen[key], "thema" if key == "afspraken" else "naam"
    now = {at: _now(fields, named) for at, fields in rows.items() if named in fields}
    if not any(OVER in vel.uitleg for vel in vellen.values()):
        now = {at: _in_words(at, what.naam) if what.fasen == set(FASEN) else what for at, what in now.items()}
    shown = {at: what for at, what in _shown(vellen) if at in vel.rijen}
    for here, there in moved(now, shown):
        node = rows[here][named]
        rij = node.regel % ROWS
        vel.zeg("werkmap_verplaatst", rij, node.kolom, naam=node.inhoud, eigen=vel.rijen[there])


def moved(now: Mapping[str, AnswerAbout], shown: Mapping[str, AnswerAbout]) -> Iterator[tuple[str, str]]:
    """Each row with what stood in another when the workbook was made, and the row that it stood in.

    >>> groen, spelen, wonen = AnswerAbout("groen"), AnswerAbout("spelen"), AnswerAbout("wonen")
    >>> list(moved({"1": spelen, "2": groen}, {"1": groen, "2": spelen}))
    [('1', '2'), ('2', '1')]
    >>> list(moved({"1": wonen, "2": spelen, "3": groen}, {"1": groen, "2": spelen}))
    [('3', '1')]
    >>> list(moved({"1": wonen, "2": spelen}, {"1": groen, "2": spelen}))
    []
    """
    for here, what in now.items():
        was = shown.get(here)
        others = ((at, other) for at, other in shown.items() if at != here and what != was)
        taken = (at for at, other in others if _is_from(other, now.get(at), what, was))
        yield from ((here, there) for there in islice(taken, 1))


def _is_from(other: AnswerAbout, left: AnswerAbout | None, what: AnswerAbout, was: AnswerAbout | None) -> bool:
    """Whether what stands in a row is what another row was about.

    Args:
        other: what the other row was about, and `left` what stands there now.
        what: what stands in the row, and `was` what that row was about; None for a row that is new.
    """
    if what == other:
        return left != other
    if what.naam != other.naam:
        return False
    return (left is None or left.naam != other.naam) if was is None else was.naam != what.naam


def _plain(name: object) -> str:
    return visible(str(name)).casefold()


def _now(fields: Mapping[str, FileNode], named: str) -> AnswerAbout:
    """What stands in a row of the list."""
    given = fields["fasen"].inhoud if "fasen" in fields else None
    fasen = (
        frozenset(str(node.inhoud) for node in given if isinstance(node, FileNode)) if isinstance(given, list) else None
    )
    return AnswerAbout(_plain(fields[named].inhoud), fasen or frozenset(FASEN))


def _shown(vellen: Mapping[str, SheetShape]) -> Iterator[tuple[str, AnswerAbout]]:
    """What the answers are about by its key, as the hidden column keeps it; of before that, as the sheet shows it."""
    for vel in question_sheets(vellen):
        for _, scope, deel, rij in question_rows(vel):
            if deel == ANTWOORD and scope:
                fasen, bar, naam = _at(vel, rij, vel.uitleg.get(OVER)).partition("|")
                kept = AnswerAbout(_plain(naam), frozenset(fasen.split())) if bar else None
                label = _at(vel, rij, about(vel)).strip()
                yield scope, kept or _in_words(scope, label.removeprefix(f"{scope}. "))


def _at(vel: SheetShape, rij: int, kolom: int | None) -> str:
    return as_text(vel.blad.cellen.get((rij, kolom or 0), ""))


def about(vel: SheetShape) -> int | None:
    """The column of a sheet with questions that shows what an answer is about; before it had a key it had a head."""
    heads = (kolom for (rij, kolom), value in sorted(vel.blad.cellen.items()) if rij == HOOFD and value == HEAD_THEN)
    return vel.uitleg.get(WAAROVER) or next(heads, None)


def lacking(vellen: Mapping[str, SheetShape], bestand: str) -> Iterator[Melding]:
    """The sheets with questions on which nothing shows what an answer is about."""
    for vel in question_sheets(vellen):
        if vel.rijen and about(vel) is None:
            facts = {"blad": vel.blad.naam, "kolom": text("werkmap.waarover")}
            yield Melding("werkmap_kolom_ontbreekt", Plek(bestand), facts)


# Workbooks from before the hidden column say it in words only: these, which therefore never change.

HEAD_THEN: Final = "Waarover"
FASEN_THEN: Final = {"voorbereiding": "voorbereiding", "uitvoering": "uitvoering", "evaluatie": "evaluatie"}
_BEHIND: Final = re.compile(r"(.*) \(([^()]+)\)\Z", re.DOTALL)


def _in_words(scope: str, name: str) -> AnswerAbout:
    """A thema from how it was shown, with its fasen between brackets behind it when those are not all."""
    found = _BEHIND.match(name) if scope.isdecimal() else None
    words = found[2].split(", ") if found else []
    if found and all(word in FASEN_THEN for word in words):
        return AnswerAbout(_plain(found[1]), frozenset(FASEN_THEN[word] for word in words))
    return AnswerAbout(_plain(name))
