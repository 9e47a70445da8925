"""Rows about one eis or one onderdeel of a block of rows, as columns of codes: the vector twin of table.rows_of.

A grid holds of each waarborg in each row its status and its values, as small numbers; a row of the long table is a
place in that grid. No name is compared on the way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

import numpy as np
from numpy.typing import NDArray

from ..circuit.conditions import Conditions
from ..circuit.gates import Bit, Key
from ..circuit.rules import Wiring
from ..circuit.worlds import Leaf
from ..model.kept import once_a_pack
from ..model.pakket import Waarborg
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, ONDERDELEN, PARTIJEN, EisStatus, Norm
from ..result.table import COUNTS, HOW, ONDERDEEL_SCORES, Per
from .cells import Mask
from .frame import Places
from .leaves import leaf_planes, leaves_of
from .planes import Codes, numbers, words
from .running import Space, StepOrder, chosen, count, execute, plan
from .scores import rounded, weights
from .table import Block, NumberColumn, Uitslag, WordColumn

STATUSES: Final[tuple[EisStatus, ...]] = get_args(EisStatus)
NORMEN: Final[tuple[Norm, ...]] = get_args(Norm)
STEP: Final = 4096
"""So many rows are drawn out at once: each becomes some seventy, or without a wish two hundred."""

Small = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class GridProgram:
    """A pack compiled for the status and the values of each eis, by onderdeel and id; it keeps no pack.

    `gevraagd` are (archetype, waarborg, norm) as places: all eisen there are, archetype by archetype.
    """

    plan: StepOrder
    leaves: Mapping[str, Sequence[Leaf]]
    getallen: Mapping[Key, int]
    waarborgen: tuple[str, ...]
    onderdelen: Small
    rust_op: Small
    gevraagd: NDArray[np.intp]


@once_a_pack
def grid_program(pakket: Regelpakket) -> GridProgram:
    """The compiled pack; made once for as long as the pack is there."""
    wiring = Wiring(Conditions(pakket), afwegingen=True)
    own = sorted(pakket.waarborgen.values(), key=_place)
    found: dict[Key, tuple[Bit, ...]] = {}
    for waarborg in own:
        gate = wiring.eisen[waarborg.id]
        status, value = gate.status(), gate.value
        found["status", waarborg.id] = chosen([status[word] for word in STATUSES], wiring.circuit)
        found["laag", waarborg.id] = count([value.lo5, value.lo1])
        found["hoog", waarborg.id] = count([value.hi5, value.hi1])
        found["open", waarborg.id] = (gate.als_open,)
    planned = plan(wiring.circuit, {(*_pair(key), d): bit for key, bits in found.items() for d, bit in enumerate(bits)})
    asked = [
        (level, place, NORMEN.index(waarborg.norm[archetype]))
        for level, archetype in enumerate(ARCHETYPES)
        for place, waarborg in enumerate(own)
        if archetype in waarborg.norm
    ]
    return GridProgram(
        planned,
        leaves_of(planned.inputs),
        {key: len(bits) for key, bits in found.items()},
        tuple(waarborg.id for waarborg in own),
        np.array([ONDERDELEN.index(waarborg.onderdeel) for waarborg in own], dtype=np.uint8),
        np.array([PARTIJEN.index(waarborg.rust_op) for waarborg in own], dtype=np.uint8),
        np.array(asked, dtype=np.intp).reshape(-1, 3),
    )


def _place(waarborg: Waarborg) -> tuple[int, str]:
    return ONDERDELEN.index(waarborg.onderdeel), waarborg.id


def _pair(key: Any) -> tuple[str, str]:
    what, name = key
    return what, name


@dataclass(frozen=True, slots=True)
class Grid:
    """Of each waarborg (down) in each row (across): its status as a place in STATUSES, its values in halves, and
    whether it is not known to apply."""

    programma: GridProgram
    status: Small
    laag: Small
    hoog: Small
    open: Small

    def at(self, rows: Places) -> "Grid":
        """The same for these rows; what stands at -1 has no meaning."""
        parts = (self.status, self.laag, self.hoog, self.open)
        taken = [p[:, rows] if p.shape[1] else np.zeros((len(p), len(rows)), dtype=np.uint8) for p in parts]
        return Grid(self.programma, *taken)


def grid(pakket: Regelpakket, blok: Block, space: Space) -> Grid:
    """The grid of a block of rows."""
    programma, rows = grid_program(pakket), blok.rijen
    given = {**leaf_planes(programma.leaves, blok.kolommen, rows), **blok.gegevens}
    planes = execute(programma.plan, given, words(rows), space)

    def of(what: str) -> Small:
        lines = [
            numbers([planes[what, name, d] for d in range(programma.getallen[what, name])], rows)
            for name in programma.waarborgen
        ]
        return np.array(lines, dtype=np.uint8).reshape(len(lines), rows)

    return Grid(programma, of("status"), of("laag"), of("hoog"), of("open"))


@dataclass(frozen=True, slots=True)
class LongRows:
    """Long rows: the columns that the program computes, which of them have none, and of each the row it comes from."""

    kolommen: Uitslag
    leeg: Mask
    herkomst: Places


def long_rows(found: Grid, gewenst: Codes, fout: Mask | None, weging: Regelpakket, per: Per) -> LongRows:
    """The long rows of some rows (`gewenst` are places in WISHES); one that could not be read is one row, and empty."""
    bad = np.zeros(len(gewenst), dtype=np.bool_) if fout is None else fout
    return _per_eis(found, gewenst, bad) if per == "eis" else _per_onderdeel(found, gewenst, bad, weging)


def _per_eis(found: Grid, gewenst: Codes, fout: Mask) -> LongRows:
    asked = found.programma.gevraagd
    every = np.arange(len(asked))
    lists = [every, *(every[asked[:, 0] == level] for level in range(len(ARCHETYPES)))]
    sizes = np.array([len(each) for each in lists])
    starts = np.cumsum(sizes) - sizes
    many = np.where(fout, 1, sizes[gewenst])
    place = np.repeat(np.arange(len(gewenst)), many)
    turn = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
    empty = fout[place]
    at = np.where(empty, 0, starts[gewenst][place] + turn)
    level, waarborg, norm = asked[np.concatenate(lists)[at]].T
    status = found.status[waarborg, place]
    none = empty | (status == STATUSES.index("nvt"))
    words_: Uitslag = {
        "archetype": _word(level, ARCHETYPES),
        "onderdeel": _word(found.programma.onderdelen[waarborg], ONDERDELEN),
        "waarborg": WordColumn(waarborg, found.programma.waarborgen),
        "rust_op": _word(found.programma.rust_op[waarborg], PARTIJEN),
        "norm": _word(norm, NORMEN),
        "status": _word(status, STATUSES),
        "laag": NumberColumn(found.laag[waarborg, place] / 2, none),
        "hoog": NumberColumn(found.hoog[waarborg, place] / 2, none),
    }
    return LongRows(words_, empty, place)


def _word(codes: NDArray[Any], known: Sequence[str]) -> WordColumn:
    return WordColumn(codes.astype(np.uint8), known)


def _per_onderdeel(found: Grid, gewenst: Codes, fout: Mask, weging: Regelpakket) -> LongRows:
    """Counted for every archetype and onderdeel; what is not asked at the wish, or has no eis, is left out."""
    rows, groups = len(gewenst), len(ARCHETYPES) * len(ONDERDELEN)
    scale = weights(weging)
    heavy = {"moet": scale.moet, "hoort": scale.hoort}
    kind: Any = np.int64 if scale.past else object
    counted = {name: np.zeros((groups, rows), dtype=np.int64) for name in (*COUNTS, "eisen")}
    sums = {name: np.zeros((groups, rows), dtype=kind) for name in ("laag", "hoog", "besproken", "totaal")}
    nvt, sure = STATUSES.index("nvt"), found.open == 0
    for level, place, norm in found.programma.gevraagd.tolist():
        if NORMEN[norm] == "mag":
            continue
        group = level * len(ONDERDELEN) + int(found.programma.onderdelen[place])
        status, known, weight = found.status[place], sure[place], heavy[NORMEN[norm]]
        there = status != nvt
        for code, word in enumerate(STATUSES):
            if word in HOW:
                counted[f"{NORMEN[norm]}_{HOW[word]}"][group] += status == code
        counted["eisen"][group] += there
        low, high = np.where(known, found.laag[place], 0), np.where(known, found.hoog[place], 2)
        sums["laag"][group] += weight * (low * there).astype(kind)
        sums["hoog"][group] += weight * (high * there).astype(kind)
        sums["besproken"][group] += weight * (there & known & (low == high)).astype(kind)
        sums["totaal"][group] += weight * there.astype(kind)
    level = np.repeat(np.arange(len(ARCHETYPES)), len(ONDERDELEN))
    asked = ((gewenst == 0)[:, None] | (gewenst[:, None] == level + 1)) & (counted["eisen"].T > 0) & ~fout[:, None]
    asked[fout, 0] = True
    place, group = np.nonzero(asked)
    whole = sums["totaal"][group, place]
    kolommen: Uitslag = {
        "archetype": _word(level[group], ARCHETYPES),
        "onderdeel": _word(group % len(ONDERDELEN), ONDERDELEN),
        **{name: NumberColumn(values[group, place]) for name, values in counted.items()},
    }
    for name, times in zip(ONDERDEEL_SCORES, (2, 2, 1), strict=True):
        kolommen[name] = NumberColumn(rounded(sums[name][group, place], times * whole))
    return LongRows(kolommen, fout[place], place)
