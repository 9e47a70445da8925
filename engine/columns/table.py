"""Batch rows from the columns engine: what table.rows_of says of one Rapport, for a block of rows at once."""

from collections.abc import Callable, Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ..circuit.conditions import Conditions
from ..circuit.gates import Bit, Key
from ..circuit.rules import Wiring
from ..circuit.worlds import Leaf
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, NIVEAUS, UITKOMSTEN
from ..result.table import COLUMNS, COUNTS, SCORE_COLUMNS
from . import compiled, congruence
from .congruence import PASTEN
from .leaves import AnswerColumn, leaf_planes, leaves_of, truths_of
from .planes import WORD, Codes, Plane, numbers, smallest, words
from .running import Number, Space, StepOrder, execute, plan
from .scores import Gewichten, SumName, sums, weights
from .scores import scores as score_columns

BLOK: Final = 262_144
"""Rows a block: memory is bounded by blocks, and numpy's overhead a call vanishes in them."""
BYTE: Final = 8
"""Numbers of at most so many digits stand together in one piece of memory, a byte a row: one piece costs less."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class WordColumn:
    """A column of words: of each row the place of its word."""

    codes: Codes
    woorden: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of numbers; `leeg` says where there is none."""

    getallen: NDArray[Any]
    leeg: Mask | None = None


Uitslag = dict[str, WordColumn | NumberColumn]
"""Column of docs/formaten.md → values, of one block."""


@dataclass(frozen=True, slots=True)
class BatchProgram:
    """A pack compiled for batch rows: the plan, its leaves by question, and what comes out; it keeps no pack."""

    plan: StepOrder
    leaves: Mapping[str, Sequence[Leaf]]
    getallen: Mapping[Key, int]
    """Name of each number → how many digits it has; the outputs of the plan are (name, digit)."""
    signalen: tuple[str, ...]
    gewichten: Gewichten | None
    """Those of the scores; None when no scores are asked."""
    kolommen: frozenset[str]
    """The columns that were asked."""


def compile_pack(pakket: Regelpakket, *, columns: Collection[str] = COLUMNS, afwegingen: bool) -> BatchProgram:
    """The circuit of the columns of a batch row that are asked, planned.

    Without `afwegingen` no row has one, and nothing is computed for them.
    """
    wiring = Wiring(Conditions(pakket), afwegingen)
    found: dict[Key, Number] = {}
    for names, made in _MAKERS:
        if not names.isdisjoint(columns):
            found |= {key: bits for key, bits in made(wiring).items() if key not in names or key in columns}
    shown = sorted(congruence.signalen(wiring)) if "signalen" in columns else []
    scores = not set(SCORE_COLUMNS).isdisjoint(columns)
    outputs: dict[Key, Bit] = {(name, d): bit for name, bits in found.items() for d, bit in enumerate(bits)}
    planned = plan(wiring.circuit, outputs, apart=True)
    return BatchProgram(
        planned,
        leaves_of(planned.inputs),
        {name: len(bits) for name, bits in found.items()},
        tuple(shown),
        weights(pakket) if scores else None,
        frozenset(columns),
    )


DIGITS: Final = 16
"""Signalen that are looked up together as one number."""


def _masks(wiring: Wiring) -> dict[Key, Number]:
    """The signalen, some at a time, as numbers with a digit for each."""
    shown = congruence.signalen(wiring)
    names = sorted(shown)
    return {_mask(s): tuple(shown[n] for n in names[s : s + DIGITS]) for s in range(0, len(names), DIGITS)}


def _mask(start: int) -> str:
    return f"signalen {start}"


NO_WISH: Final = "zonder wens"
"""Where no wish is known, and so nothing is counted."""


def _levels(wiring: Wiring) -> dict[Key, Number]:
    held = wiring.standing
    return {name: congruence.level(getattr(held, name.replace("borging_tot", "borging"))) for name in LEVELS}


LEVELS: Final = ("borging_tot_laag", "borging_tot_hoog", "rollen_laag", "rollen_hoog")
BARE: Final = ("borging_zonder_afweging_laag", "borging_zonder_afweging_hoog")
FITS: Final = {f"past_{archetype}": archetype for archetype in ARCHETYPES}
_MAKERS: Final[Sequence[tuple[frozenset[str], Callable[[Wiring], Mapping[Key, Number]]]]] = (
    (frozenset(("uitkomst",)), lambda wiring: {"uitkomst": congruence.uitkomst(wiring)}),
    (frozenset(LEVELS), _levels),
    (frozenset(FITS), lambda wiring: {name: congruence.fitting(wiring, a) for name, a in FITS.items()}),
    (frozenset(COUNTS), lambda wiring: congruence.counts(wiring) | {NO_WISH: (congruence.no_wish(wiring),)}),
    (frozenset(BARE), lambda wiring: congruence.zonder_afweging(wiring)),
    (frozenset(("open_vragen",)), lambda wiring: {"open_vragen": congruence.open_vragen(wiring)}),
    (frozenset(("signalen",)), _masks),
    (frozenset(SCORE_COLUMNS), lambda wiring: sums(wiring)),
)
"""Which columns are computed together, and how."""


_kept: Final[MutableMapping[Regelpakket, dict[tuple[frozenset[str], bool], BatchProgram]]] = WeakKeyDictionary()


def programma_of(pakket: Regelpakket, *, columns: Collection[str] = COLUMNS, afwegingen: bool = True) -> BatchProgram:
    """The compiled pack; made once for as long as the pack is there."""
    made = _kept.setdefault(pakket, {})
    asked = frozenset(columns) & COMPUTED
    if (asked, afwegingen) not in made:
        made[asked, afwegingen] = compile_pack(pakket, columns=asked, afwegingen=afwegingen)
    return made[asked, afwegingen]


COMPUTED: Final = frozenset(name for names, _ in _MAKERS for name in names)
"""The columns of a batch row that follow from the rules; the others say what the row is about."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows to judge: their answers by question, and what else holds for them as planes (the inputs of Wiring)."""

    rijen: int
    kolommen: Mapping[str, AnswerColumn]
    gegevens: Mapping[Key, Plane]

    def part(self, start: int, stop: int) -> "Block":
        """Some of the rows, from the first bit of a word; nothing is copied."""
        kolommen = {name: AnswerColumn(k.codes[start:stop], k.soorten) for name, k in self.kolommen.items()}
        these = slice(start // WORD, words(stop))
        return Block(stop - start, kolommen, {key: plane[these] for key, plane in self.gegevens.items()})


def judged(programma: BatchProgram, blok: Block, space: Space) -> dict[Key, Codes]:
    """The numbers of a program for all rows of a block, some BLOK at a time."""
    if compiled.ready(blok):
        return compiled.judged(programma, blok)
    truths, rows = truths_of(programma.leaves, blok.kolommen), blok.rijen
    small = [name for name, many in programma.getallen.items() if many <= BYTE]
    found: dict[Key, Codes] = dict(zip(small, np.empty((len(small), rows), dtype=np.uint8), strict=True))
    found |= {n: np.empty(rows, dtype=smallest(2**d)) for n, d in programma.getallen.items() if d > BYTE}
    for start in range(0, rows, BLOK):
        here = blok.part(start, min(start + BLOK, rows))
        given = {**leaf_planes(programma.leaves, here.kolommen, here.rijen, truths), **here.gegevens}
        planes = execute(programma.plan, given, words(here.rijen), space)
        for name, digits in programma.getallen.items():
            out = found[name][start : start + here.rijen]
            numbers([planes[name, digit] for digit in range(digits)], here.rijen, out)
    return found


def evaluate_block(programma: BatchProgram, blok: Block, space: Space | None = None) -> Uitslag:
    """The computed columns of a batch row that were asked, from `uitkomst` to `signalen` and the scores.

    Hand in one `space` for all blocks of a batch to work in the same buffers.
    """
    found = judged(programma, blok, space or Space())
    unknown = found[NO_WISH] == 1 if NO_WISH in found else None
    columns: Uitslag = {}
    for name in (name for name in COLUMNS if name in programma.kolommen):
        if name == "signalen":
            columns[name] = _signalen(programma, found)
        elif name in COUNTS:
            columns[name] = NumberColumn(found[name], unknown)
        elif name in _WORDS:
            columns[name] = WordColumn(found[name], _WORDS[name])
        else:
            columns[name] = NumberColumn(found[name])
    if programma.gewichten is not None:
        counted = {key: value for key, value in found.items() if isinstance(key, SumName)}
        per_row = score_columns(programma.gewichten, counted)
        asked = {name: values for name, values in per_row.items() if name in programma.kolommen}
        columns |= {name: NumberColumn(values, np.isnan(values)) for name, values in asked.items()}
    return columns


_WORDS: Final[Mapping[str, Sequence[str | None]]] = {
    "uitkomst": UITKOMSTEN,
    **dict.fromkeys(LEVELS, NIVEAUS),
    **dict.fromkeys(FITS, PASTEN),
    **dict.fromkeys(BARE, (*NIVEAUS, None)),
}
"""The words of each column that is one of a few."""


def _signalen(programma: BatchProgram, found: Mapping[Key, Codes]) -> WordColumn:
    """The ids of the signalen of each row, joined by ; in order of id: a text for each mask that occurs."""
    texts: list[str] = [""]
    codes: Codes = np.zeros(0, dtype=np.uint8)
    for start in range(0, len(programma.signalen), DIGITS):
        names = programma.signalen[start : start + DIGITS]
        own = found[_mask(start)]
        both = own if start == 0 else codes.astype(np.int64) << len(names) | own
        pairs, codes = distinct(both, len(texts) << len(names))
        texts = [_with(texts[pair >> len(names)], pair, names) for pair in pairs]
    return WordColumn(codes, texts)


def _with(text: str, mask: int, names: Sequence[str]) -> str:
    shown = [name for digit, name in enumerate(names) if mask >> digit & 1]
    return ";".join([text, *shown] if text else shown)


def distinct(values: Codes, bound: int) -> tuple[list[int], Codes]:
    """The values that occur, in order, and of each row the place of its value; all are below `bound`.

    >>> distinct(np.array([7, 3, 7]), 8)
    ([3, 7], array([1, 0, 1], dtype=uint8))
    """
    if bound <= 2**20:
        occurs = np.zeros(bound, dtype=np.bool_)
        occurs[values] = True
        found = np.flatnonzero(occurs)
        place = np.zeros(bound, dtype=smallest(len(found) or 1))
        place[found] = np.arange(len(found))
        return found.tolist(), place[values]
    unique, where = np.unique(values, return_inverse=True)
    return unique.tolist(), where
