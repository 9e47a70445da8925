"""Sees that each thema still stands in the row that its answers hang on, and each bevoegdheid likewise.

The sheets with questions show in words what an answer is about. A name that only changed keeps its answers. A name that
went to another row would take over the answers of what stood there, so that is told.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from wijktoets.engine.model.errors import Melding, Plek
from wijktoets.engine.model.words import FASEN
from wijktoets.engine.reading.source import FileNode
from wijktoets.texts import text

from . import layout
from .cells import as_text
from .layout import ANTWOORD, HOOFD, WAAROVER
from .sheets import ROWS, Vel


@dataclass(frozen=True, slots=True)
class Wat:
    """What an answer is about: a thema with its fasen, or the name of a bevoegdheid; spaces and capitals aside."""

    naam: str
    fasen: frozenset[str] = frozenset(FASEN)


def tell_moved(vellen: Mapping[str, Vel], key: str, rows: Mapping[str, Mapping[str, FileNode]]) -> None:
    """Tell on a sheet with a list which names went to a row that has the answers of another.

    Args:
        key: the sheet, with afspraken or with bevoegdheden.
        rows: its fields, by the key of the row.
    """
    vel, named = vellen[key], "thema" if key == "afspraken" else "naam"
    now = {at: _what(at, _label(fields, named)) for at, fields in rows.items() if named in fields}
    shown = {at: what for at, what in _shown(vellen) if at in vel.rijen}
    for here, there in moved(now, shown):
        node = rows[here][named]
        rij = node.regel % ROWS
        vel.zeg("werkmap_verplaatst", rij, node.kolom, naam=node.inhoud, eigen=vel.rijen[there])


def moved(now: Mapping[str, Wat], shown: Mapping[str, Wat]) -> Iterator[tuple[str, str]]:
    """Each row with what stood in another when the workbook was made, and the row that it stood in.

    >>> groen, spelen, wonen = Wat("groen"), Wat("spelen"), Wat("wonen")
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


def _is_from(other: Wat, left: Wat | None, what: Wat, was: Wat | None) -> bool:
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
    return " ".join(str(name).split()).casefold()


def _label(fields: Mapping[str, FileNode], named: str) -> str:
    """What was filled in, as the sheets with questions would show it."""
    given = fields["fasen"].inhoud if "fasen" in fields else None
    words = [str(node.inhoud) for node in given if isinstance(node, FileNode)] if isinstance(given, list) else []
    behind = f" ({', '.join(text(f'scherm.fasen.{w}') if w in FASEN else w for w in words)})" if words else ""
    return f"{fields[named].inhoud}{behind}"


def _shown(vellen: Mapping[str, Vel]) -> Iterator[tuple[str, Wat]]:
    """What the answers are about by its key, as the sheets with questions show it."""
    for vel in (vellen[key] for key in layout.VRAGEN if key in vellen):
        column = about(vel)
        for key, rij in vel.rijen.items():
            _, _, rest = key.partition("|")
            scope, _, deel = rest.partition("|")
            if deel == ANTWOORD and scope and column is not None:
                label = as_text(vel.blad.cellen.get((rij, column), "")).strip()
                yield scope, _what(scope, label.removeprefix(f"{scope}. "))


def about(vel: Vel) -> int | None:
    """The column of a sheet with questions that shows what an answer is about; before it had a key it had a head."""
    heads = (kolom for (rij, kolom), value in sorted(vel.blad.cellen.items()) if rij == HOOFD and value == _HEAD)
    return vel.uitleg.get(WAAROVER) or next(heads, None)


def lacking(vellen: Mapping[str, Vel], bestand: str) -> Iterator[Melding]:
    """The sheets with questions on which nothing shows what an answer is about."""
    for vel in (vellen[key] for key in layout.VRAGEN if key in vellen):
        if vel.rijen and about(vel) is None:
            yield Melding("werkmap_kolom_ontbreekt", Plek(bestand), {"blad": vel.blad.naam, "kolom": _HEAD})


_HEAD = text("werkmap.waarover")
_FASEN = {text(f"scherm.fasen.{fase}"): fase for fase in FASEN}
_BEHIND = re.compile(r"(.*) \(([^()]+)\)\Z", re.DOTALL)


def _what(scope: str, label: str) -> Wat:
    """A thema from how it is shown, with its fasen between brackets behind it when those are not all."""
    found = _BEHIND.match(label) if scope.isdecimal() else None
    words = found[2].split(", ") if found else []
    if found and all(word in _FASEN for word in words):
        return Wat(_plain(found[1]), frozenset(_FASEN[word] for word in words))
    return Wat(_plain(label))
