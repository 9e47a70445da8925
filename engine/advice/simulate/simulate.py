"""Draws of open answers and of readings over the rows of a table: how often what comes out (docs/model.md section 7).

It describes the pack: which rules decide, and how often each uitkomst can occur. It says nothing of a place. A row with
no more completions than draws is computed for all of them, exactly; of another a sample is drawn, which follows from
the seed, the part and the place of the row alone. No row is kept: what comes out is counted, a group at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...circuit.conditions import Taken
from ...circuit.gates import Key
from ...circuit.worlds import AnswerKind, Leaf
from ...columns.batch import Verwoord
from ...columns.cells import Checked, Invoer, Mask, read_cells
from ...columns.frame import ALGEMEEN, PlacedRows, placed, texts_at
from ...columns.leaves import AnswerColumn, leaf_planes, where
from ...columns.planes import WORD, Plane, pack, places, words
from ...columns.rows import WISHES, gegevens
from ...columns.running import Space, execute
from ...columns.sources import RowBlock
from ...model.errors import InvoerFout, Melding, Plek, near
from ...model.regelpakket import Regelpakket
from ...model.words import FASEN, INGEBOUWDE_VRAGEN, Fase
from ...result.heading import pack_rows
from ...result.table import worded
from .drawing import Chance, Digits, equal
from .groups import AT_START, Group, check_words, wrong_groups
from .program import AT_WISH, MATEN, Counted, DrawProgram, program_of
from .value import Simulatie, SimulatieRij

DRAWS: Final = 1000
SEED: Final = 1
WIDTH: Final = 8192
"""So many words of 64 bits are drawn at once: the cost of numpy's calls vanishes, and all stays near the processor."""
EXPANDED: Final = 2**18
"""So many completions of rows are computed at once, exactly."""
STELLING: Final = ("nee", "deels", "ja")
Weights = Mapping[str, Mapping[str, float]]
"""Of a vraag how likely each of its answers is to be drawn, beside the others."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is drawn: how often, from which seed, with readings or not, what is counted, and in which groups."""

    draws: int = DRAWS
    seed: int = SEED
    by: tuple[str, ...] = ()
    readings: bool = False
    maten: tuple[str, ...] = MATEN
    thema: str | None = None
    fase: Fase | None = None
    weights: Weights = field(default_factory=dict)


@dataclass(slots=True)
class ShareTally:
    """What was counted of one group: rows, completions looked at, and shares, exact until they are written."""

    rijen: int = 0
    met_wens: int = 0
    trekkingen: int = 0
    met_wens_trekkingen: int = 0
    getrokken: bool = False
    aandeel: dict[Counted, Fraction] = field(default_factory=dict)

    def add(self, other: "ShareTally") -> None:
        """Count another part of the same group in."""
        self.rijen += other.rijen
        self.met_wens += other.met_wens
        self.trekkingen += other.trekkingen
        self.met_wens_trekkingen += other.met_wens_trekkingen
        self.getrokken |= other.getrokken
        for key, value in other.aandeel.items():
            self.aandeel[key] = self.aandeel.get(key, Fraction(0)) + value


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of a part of a table: a tally a group, and what is wrong with the rows that were left out."""

    groepen: Mapping[Group, ShareTally]
    fouten: tuple[str, ...]
    rijen: int


def simulate(
    parts: Iterable[Iterable[RowBlock]],
    pakket: Regelpakket,
    today: date,
    verwoord: Verwoord,
    wanted: Wanted,
    progress: Callable[[int], object] | None = None,
) -> Simulatie:
    """What draws make of the rows of a table.

    Args:
        parts: the parts in which the table lies, such as files; each has its own draws.
        progress: is told how many rows are done, after each block.

    Raises:
        InvoerFout: groups by a place, or by what there is not; something to count that there is not; weights that do
            not fit a vraag; a table that cannot be read.
    """
    check(wanted, pakket)
    done, found = 0, []
    for number, blocks in enumerate(parts):
        for drawn in draw(blocks, pakket, today, verwoord, wanted, number):
            found.append(drawn)
            done += drawn.rijen
            if progress is not None:
                progress(done)
    return told(found, pakket, wanted)


def check(wanted: Wanted, pakket: Regelpakket) -> None:
    """See that what is asked can be: see `simulate`."""
    wrong = wrong_groups(wanted.by, pakket)
    wrong += [
        Melding("maat_onbekend", Plek("maten"), {"naam": m}, near(m, MATEN)) for m in wanted.maten if m not in MATEN
    ]
    for vraag, chances in wanted.weights.items():
        known = options_of(vraag, pakket) if vraag in pakket.vragen or vraag == "reikwijdte" else ()
        sound = known and set(chances) <= set(known) and min(chances.values(), default=0) >= 0 < sum(chances.values())
        if not sound:
            wrong.append(Melding("gewichten", Plek("weights"), {"naam": vraag, "opties": ", ".join(known) or "-"}))
    if wrong:
        raise InvoerFout(wrong)


def told(parts: Sequence["Drawn"], pakket: Regelpakket, wanted: Wanted) -> Simulatie:
    """What all parts of a table come to; the parts may have been computed anywhere.

    Raises:
        InvoerFout: a group is a place by another name.
    """
    groups = merged(parts)
    check_words(list(groups))
    program = program_of(pakket, wanted.maten, wanted.readings)
    ordered = sorted(
        groups, key=lambda group: tuple(_place(n, w, pakket) for n, w in zip(wanted.by, group, strict=True))
    )
    rows = []
    for group in ordered:
        tally = groups[group]
        for key in sorted(program.outputs, key=lambda each: MATEN.index(each.maat)):
            at_wish = key.maat in AT_WISH
            of, many = (tally.met_wens, tally.met_wens_trekkingen) if at_wish else (tally.rijen, tally.trekkingen)
            if of:
                share = tally.aandeel.get(key, Fraction(0)) / of
                rows.append(
                    SimulatieRij(
                        groep=dict(zip(wanted.by, group, strict=True)),
                        maat=key.maat,
                        waarde=key.waarde,
                        aandeel=float(round(share, 6)),
                        trekkingen=many,
                        seed=wanted.seed if tally.getrokken else None,
                    )
                )
    return Simulatie(
        pakketten=pack_rows(pakket),
        woorden=pakket.taal,
        by=list(wanted.by),
        afspraken=sum(tally.rijen for tally in groups.values()),
        draws=wanted.draws,
        lezingen=len(program.lezingen),
        fouten=[line for part in parts for line in part.fouten],
        rijen=rows,
    )


def _place(name: str, word: str, pakket: Regelpakket) -> tuple[int, str]:
    """Where a word stands among those of its column: in the order of the model, and else by the alphabet."""
    known = {"fase": FASEN, "gewenst": WISHES}.get(name) or (
        () if name == "thema" else (*options_of(name, pakket), AT_START)
    )
    return (known.index(word), "") if word in known else (len(known), word)


def draw(
    blocks: Iterable[RowBlock], pakket: Regelpakket, today: date, verwoord: Verwoord, wanted: Wanted, part: int
) -> Iterator["Drawn"]:
    """Draw for the rows of each block of a part; a sample follows from the seed and the numbers of block and part."""
    program, space, checked = program_of(pakket, wanted.maten, wanted.readings), Space(), Checked()
    for number, block in enumerate(blocks):
        invoer = read_cells(block.cellen, block.rijen, pakket, checked)
        rows = placed(invoer, today)
        keep = _asked(invoer, rows, wanted)
        groups = _groups(invoer, rows, keep, wanted.by)
        rijen = _Rows(pakket, program, rows.part(keep), groups, wanted.weights)
        groepen: dict[Group, ShareTally] = {}
        many = rijen.completions(wanted.draws)
        chance = Chance((wanted.seed, number, part))
        for shares in chain(rijen.exact(many, wanted.draws, space), rijen.sampled(many, wanted.draws, chance, space)):
            for group, tally in shares.items():
                groepen.setdefault(group, ShareTally()).add(tally)
        yield Drawn(groepen, tuple(_wrong(invoer, block, verwoord)), block.rijen)


def merged(parts: Iterable[Drawn]) -> dict[Group, ShareTally]:
    """The tallies of all parts."""
    found: dict[Group, ShareTally] = {}
    for part in parts:
        for group, tally in part.groepen.items():
            found.setdefault(group, ShareTally()).add(tally)
    return found


def _wrong(invoer: Invoer, block: RowBlock, verwoord: Verwoord) -> Iterator[str]:
    if invoer.fout is not None:
        for row in np.flatnonzero(invoer.fout).tolist():
            yield worded(InvoerFout(invoer.meldingen(row, block.namen.at(row))).meldingen, verwoord)


def _asked(invoer: Invoer, rows: PlacedRows, wanted: Wanted) -> NDArray[np.intp]:
    """The rows that can be read and are about the thema and fase that are asked."""
    keep: Mask = np.ones(len(rows.place), dtype=np.bool_) if invoer.fout is None else ~invoer.fout[rows.place]
    if wanted.fase is not None:
        keep = keep & (rows.fase == FASEN.index(wanted.fase))
    if wanted.thema is not None:
        themas = texts_at(invoer.cellen.get("thema"), ALGEMEEN, rows.place)
        keep = keep & np.array([word == wanted.thema for word in themas.woorden])[themas.codes]
    return np.flatnonzero(keep)


def _groups(
    invoer: Invoer, rows: PlacedRows, keep: NDArray[np.intp], by: Sequence[str]
) -> tuple[NDArray[np.intp], list[Group]]:
    """Of each row the number of its group, and the groups: of each of `by` the word."""
    numbers = np.zeros(len(keep), dtype=np.int64)
    labels: list[list[str]] = []
    for name in by:
        if name == "thema":
            column = texts_at(invoer.cellen.get("thema"), ALGEMEEN, rows.place)
            codes, named = column.codes, [word or ALGEMEEN for word in column.woorden]
        elif name == "fase":
            codes, named = rows.fase, list(FASEN)
        elif name == "gewenst":
            codes, named = rows.gewenst, list(WISHES)
        else:
            kolom = rows.kolommen.get(name) or AnswerColumn(np.zeros(len(rows.place), dtype=np.uint8), (None,))
            codes, named = places(kolom.codes, len(kolom.soorten)), [_word(soort) for soort in kolom.soorten]
        numbers = numbers * len(named) + codes[keep]
        labels.append(named)
    found, where_ = np.unique(numbers, return_inverse=True)
    groups = []
    for number in found.tolist():
        group: list[str] = []
        for named in reversed(labels):
            number, place = divmod(number, len(named))
            group.insert(0, named[place])
        groups.append(tuple(group))
    return where_.reshape(-1), groups


def options_of(vraag: str, pakket: Regelpakket) -> Sequence[str]:
    """What an open answer to a question may become, the least first."""
    if vraag in INGEBOUWDE_VRAGEN:
        return INGEBOUWDE_VRAGEN[vraag]
    return tuple(pakket.vragen[vraag].opties) or STELLING


def _word(soort: AnswerKind | None) -> str:
    return AT_START if soort is None else ",".join(sorted(soort.woorden))


def is_open(soort: AnswerKind | None) -> bool:
    """Whether an answer is drawn: there is none, or it is not known."""
    return soort is None or soort.woorden == {"onbekend"}


@dataclass(slots=True)
class _Rows:
    """Rows to draw for, each in its group."""

    pakket: Regelpakket
    program: DrawProgram
    rows: PlacedRows
    groups: tuple[NDArray[np.intp], list[Group]]
    weights: Weights

    def options(self, vraag: str) -> Sequence[str]:
        """What an open answer may become, the least first."""
        return options_of(vraag, self.pakket)

    def column(self, vraag: str) -> AnswerColumn:
        """The answers to a question; none where the table does not ask it."""
        none = AnswerColumn(np.zeros(len(self.rows.place), dtype=np.uint8), (None,))
        kolom: AnswerColumn = self.rows.kolommen.get(vraag, none)
        return kolom

    def completions(self, most: int) -> NDArray[np.int64]:
        """How many completions each row has; more than `most` where there are more, or not all are as likely."""
        found = np.full(len(self.rows.place), min(2 ** len(self.program.lezingen), most + 1), dtype=np.int64)
        for vraag in self.program.leaves:
            kolom = self.column(vraag)
            opens = np.array([is_open(soort) for soort in kolom.soorten])[kolom.codes]
            times = most + 1 if vraag in self.weights else len(self.options(vraag))
            found = np.minimum(np.where(opens, found * times, found), most + 1)
        return found

    def part(self, keep: NDArray[np.intp]) -> "_Rows":
        """Some of the rows."""
        return _Rows(
            self.pakket, self.program, self.rows.part(keep), (self.groups[0][keep], self.groups[1]), self.weights
        )

    def exact(self, many: NDArray[np.int64], draws: int, space: Space) -> Iterator[dict[Group, ShareTally]]:
        """The rows with no more completions than draws: every completion of each, a share of a row."""
        few = np.flatnonzero(many <= draws)
        few = few[np.argsort(many[few], kind="stable")]
        ends = np.cumsum(many[few])
        start = 0
        while start < len(few):
            before = ends[start - 1] if start else 0
            stop = max(start + 1, int(np.searchsorted(ends, before + EXPANDED, side="right")))
            here = few[start:stop]
            yield self.part(here)._expanded(many[here], space)
            start = stop

    def _expanded(self, many: NDArray[np.int64], space: Space) -> dict[Group, ShareTally]:
        place = np.repeat(np.arange(len(many)), many)
        turn = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
        whole = self.part(place)
        kolommen = dict(whole.rows.kolommen)
        for vraag in self.program.leaves:
            kolom, options = whole.column(vraag), self.options(vraag)
            opens = np.array([is_open(soort) for soort in kolom.soorten])[kolom.codes]
            if opens.any():
                turn, drawn = np.where(opens, turn // len(options), turn), turn % len(options)
                codes = np.where(opens, len(kolom.soorten) + drawn, kolom.codes)
                kolommen[vraag] = AnswerColumn(codes, (*kolom.soorten, *(AnswerKind(frozenset((o,))) for o in options)))
        lezingen: dict[Key, Plane] = {}
        for name in self.program.lezingen:
            turn, drawn = turn // 2, turn % 2
            lezingen[Taken(name)] = pack(drawn == 1)
        rows = replace(whole.rows, kolommen=kolommen)
        planes = leaf_planes(self.program.leaves, kolommen, len(place)) | lezingen
        planes |= gegevens(self.pakket, rows.gewenst, rows.fase, rows.days, kolommen)
        found = execute(self.program.plan, planes, words(len(place)), space)
        # Rows are in the order of how many completions they have, so that each such number is one stretch a group.
        order = np.lexsort((many[place], whole.groups[0]))
        key = np.stack([whole.groups[0][order], many[place][order]])
        starts = np.flatnonzero(np.concatenate([[True], (key[:, 1:] != key[:, :-1]).any(axis=0)]))
        tallies: dict[Group, ShareTally] = {}
        sums = {
            k: np.add.reduceat(_bits(found[k], len(place))[order], starts, dtype=np.int64) for k in self.program.outputs
        }
        wished = np.add.reduceat((rows.gewenst != 0)[order], starts, dtype=np.int64)
        sizes = np.diff([*starts, len(place)])
        for number, first in enumerate(starts.tolist()):
            completions = int(key[1, first])
            size, wish = int(sizes[number]), int(wished[number])
            tally = ShareTally(size // completions, wish // completions, size, wish)
            tally.aandeel = {k: Fraction(int(v[number]), completions) for k, v in sums.items() if v[number]}
            tallies.setdefault(self.groups[1][int(key[0, first])], ShareTally()).add(tally)
        return tallies

    def sampled(
        self, many: NDArray[np.int64], draws: int, chance: Chance, space: Space
    ) -> Iterator[dict[Group, ShareTally]]:
        """The rows with more completions than draws: as many draws of each."""
        rest = np.flatnonzero(many > draws)
        if len(rest):
            yield self.part(rest[np.argsort(self.groups[0][rest], kind="stable")])._drawn(draws, chance, space)

    def _drawn(self, draws: int, chance: Chance, space: Space) -> dict[Group, ShareTally]:
        """Rows stand by group, each group from a new word on, so that what is true in it can be counted by words."""
        numbers, sizes = np.unique(self.groups[0], return_counts=True)
        wide = -(-sizes // WORD)
        starts = np.concatenate([[0], np.cumsum(wide)[:-1]])
        total = int(wide.sum())
        there = np.zeros(total * WORD, dtype=np.bool_)
        for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
            there[start * WORD : start * WORD + size] = True
        spread = np.zeros(total * WORD, dtype=np.intp)
        spread[there] = np.arange(len(self.rows.place))
        padded = self.part(spread)
        base, opens = padded._base()
        times = max(1, min(draws, WIDTH // total))
        valid = np.tile(pack(there), times)
        fixed = {key: np.tile(plane, times) for key, plane in base.items()}
        open_ = {vraag: np.tile(plane, times) for vraag, plane in opens.items()}
        plan = _DrawOrder.of(self, list(opens))
        counted = {key: np.zeros(len(numbers), dtype=np.int64) for key in self.program.outputs}
        done = 0
        while done < draws:
            now = min(times, draws - done)
            planes = fixed | plan.planes(chance, times * total, fixed, open_)
            found = execute(self.program.plan, planes, times * total, space)
            here = valid[: now * total]
            for key in self.program.outputs:
                bits = np.bitwise_count(found[key][: now * total] & here)
                counted[key] += np.add.reduceat(bits.reshape(now, total), starts, axis=1, dtype=np.int64).sum(axis=0)
            done += now
        wished = np.bincount(self.groups[0], weights=self.rows.gewenst != 0, minlength=len(self.groups[1]))
        tallies: dict[Group, ShareTally] = {}
        for place, number in enumerate(numbers.tolist()):
            size, wish = int(sizes[place]), int(wished[number])
            tally = ShareTally(size, wish, size * draws, wish * draws, getrokken=True)
            tally.aandeel = {k: Fraction(int(v[place]), draws) for k, v in counted.items() if v[place]}
            tallies[self.groups[1][number]] = tally
        return tallies

    def _base(self) -> tuple[dict[Key, Plane], dict[str, Plane]]:
        """The planes of what is known, and of each question where its answer is drawn."""
        planes = gegevens(self.pakket, self.rows.gewenst, self.rows.fase, self.rows.days, self.rows.kolommen)
        opens: dict[str, Plane] = {}
        for vraag, leaves in self.program.leaves.items():
            kolom = self.column(vraag)
            is_drawn = tuple(is_open(soort) for soort in kolom.soorten)
            truths = [
                tuple(h and not d for h, d in zip(leaf.holds(kolom.soorten), is_drawn, strict=True)) for leaf in leaves
            ]
            drawn, *known = where(kolom, [is_drawn, *truths])
            planes |= zip(leaves, known, strict=True)
            if drawn.any():
                opens[vraag] = drawn
        return planes, opens


def _bits(plane: Plane, rows: int) -> NDArray[np.uint8]:
    return np.unpackbits(plane.view(np.uint8), count=rows, bitorder="little")


@dataclass(frozen=True, slots=True)
class _DrawOrder:
    """Which questions are drawn together: those with as many options; and how a leaf follows from what is drawn."""

    by_bound: Mapping[int, Sequence[str]]
    options: Mapping[str, Sequence[str]]
    leaves: Mapping[str, Sequence[Leaf]]
    lezingen: Sequence[str]
    weights: Weights

    @classmethod
    def of(cls, rows: _Rows, vragen: Sequence[str]) -> "_DrawOrder":
        """Those of these questions."""
        options = {vraag: rows.options(vraag) for vraag in sorted(vragen)}
        by_bound: dict[int, list[str]] = {}
        for vraag, words_ in options.items():
            if vraag not in rows.weights:
                by_bound.setdefault(len(words_), []).append(vraag)
        weights = {vraag: rows.weights[vraag] for vraag in options if vraag in rows.weights}
        return cls(dict(sorted(by_bound.items())), options, rows.program.leaves, rows.program.lezingen, weights)

    def planes(
        self, chance: Chance, width: int, known: Mapping[Key, Plane], opens: Mapping[str, Plane]
    ) -> dict[Key, Plane]:
        """The planes of the leaves whose answer is drawn somewhere, and of the readings."""
        found: dict[Key, Plane] = {}
        stacks = [(vragen, chance.below(bound, len(vragen), width)) for bound, vragen in self.by_bound.items()]
        for vraag, weights in self.weights.items():
            stacks.append(([vraag], chance.weighted([weights.get(o, 0) for o in self.options[vraag]], width)))
        for vragen, drawn in stacks:
            for place, vraag in enumerate(vragen):
                for leaf in self.leaves[vraag]:
                    if leaf.world != "nvt":
                        true = self._true(leaf, drawn[:, place])
                        np.bitwise_and(true, opens[vraag], out=true)
                        found[leaf] = np.bitwise_or(true, known[leaf], out=true)
        if self.lezingen:
            coins = chance.words(len(self.lezingen), width)
            found |= {Taken(name): coin for name, coin in zip(self.lezingen, coins, strict=True)}
        return found

    def _true(self, leaf: Leaf, digits: Digits) -> Plane:
        """Where a drawn answer makes a leaf true; all planes are new ones."""
        if leaf.opties is None:  # nee 0, deels 1, ja 2
            known: Plane = digits[1].copy() if leaf.world == "lo1" else digits[0] | digits[1]
            return known
        found: Plane = np.zeros(digits.shape[-1], dtype=np.uint64)
        for place, option in enumerate(self.options[leaf.vraag]):
            if option in leaf.opties:
                found |= equal(digits, place)
        return found
