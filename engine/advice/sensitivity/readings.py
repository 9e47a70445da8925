"""What other readings of the source would make of a case that was judged (docs/model.md section 7).

The pack is one circuit in which each reading is an input. A case settles all other inputs, so what is left is a small
circuit over readings alone (partial evaluation), which whole numbers run for all combinations at once. It shares no
reasoning with the direct engine: tests hold it to judging the pack with the change made in it.
"""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from ...circuit.conditions import Conditions, Taken
from ...circuit.gates import Bit, Key
from ...circuit.integers import Ordered, ordered, run, settled
from ...circuit.rules import Wiring, outcomes, past
from ...circuit.worlds import AnswerKind, Leaf, worlds
from ...judging import evaluation
from ...judging.cases import Geval
from ...model.dossier import Dossier
from ...model.kept import once_a_pack
from ...model.regelpakket import Regelpakket
from ...model.words import ARCHETYPES, FASEN, Archetype
from ...result.rapport import LezingRij, LezingUitleg
from .value import Samen, Wanneer, Woordkans


class Word(NamedTuple):
    """An output: where a word is the uitkomst of a wish, or says what fits an archetype."""

    soort: Literal["uitkomst", "past"]
    archetype: Archetype
    woord: str


@dataclass(frozen=True, slots=True)
class ReadingProgram:
    """A pack with its readings, compiled: the gates in order, and the readings by id; it keeps no pack."""

    order: Ordered[Word]
    lezingen: tuple[str, ...]


@once_a_pack
def program_of(pakket: Regelpakket) -> ReadingProgram:
    """The compiled pack; made once for as long as the pack is there."""
    wiring = Wiring(Conditions(pakket, lezingen=True), afwegingen=True)
    outputs: dict[Word, Bit] = {}
    for archetype in ARCHETYPES:
        outputs |= {Word("uitkomst", archetype, word): bit for word, bit in outcomes(wiring, archetype).items()}
        outputs |= {Word("past", archetype, word): bit for word, bit in past(wiring, archetype).items()}
    return ReadingProgram(ordered(wiring.circuit, outputs), tuple(pakket.lezingen))


def one_at_a_time(pakket: Regelpakket, dossier: Dossier, geval: Geval) -> list[LezingRij]:
    """The readings that alone change the uitkomst of a case; where no wish is known, those that change some `past`."""
    if not pakket.lezingen:
        return []
    program = program_of(pakket)
    rows = len(program.lezingen) + 1
    given = {key: (1 << rows) - 1 for key, value in _known(pakket, dossier, geval, program).items() if value}
    given |= {Taken(name): 1 << place for place, name in enumerate(program.lezingen, start=1)}
    found = run(program.order, given, rows)
    said = [_words(geval.archetype, {key: bits >> row & 1 for key, bits in found.items()}) for row in range(rows)]
    return [
        _row(name, geval.archetype, said[0], other)
        for name, other in zip(program.lezingen, said[1:], strict=True)
        if other != said[0]
    ]


def reading_rows(pakket: Regelpakket, named: Collection[str]) -> dict[str, LezingUitleg]:
    """What each of these readings reads otherwise, by id."""
    return {
        name: LezingUitleg(
            waarborg=lezing.regel,
            naam=pakket.waarborgen[lezing.regel].naam,
            veld=lezing.veld,
            norm=lezing.norm,
            nu=pakket.waarborgen[lezing.regel].norm,
            waarom=lezing.waarom,
            bron=lezing.bron,
        )
        for name, lezing in pakket.lezingen.items()
        if name in named
    }


def _row(name: str, wish: Archetype | None, here: Mapping[Archetype, str], there: Mapping[Archetype, str]) -> LezingRij:
    changed = {archetype: word for archetype, word in there.items() if word != here[archetype]}
    return LezingRij(id=name, uitkomst=changed[wish]) if wish else LezingRij(id=name, past=changed)


def _words(wish: Archetype | None, found: Mapping[Word, int]) -> dict[Archetype, str]:
    """The uitkomst of the wish, or what fits each archetype, in one row."""
    return {key.archetype: key.woord for key, bits in found.items() if bits and _asked(key, wish)}


def _asked(key: Word, wish: Archetype | None) -> bool:
    return key.soort == "past" if wish is None else (key.soort, key.archetype) == ("uitkomst", wish)


def _known(pakket: Regelpakket, dossier: Dossier, geval: Geval, program: ReadingProgram) -> dict[Key, bool]:
    """Every input but the readings: the answers in force, the fase, rules with dates, and afwegingen that count."""
    situatie = geval.situatie
    weighed = evaluation.matching(dossier.afwegingen, geval.afspraak.thema, geval.fase)
    counting = evaluation.counting(pakket, weighed, situatie.peildatum)
    found: dict[Key, bool] = {("fase", fase): fase == situatie.fase for fase in FASEN}
    for key in program.order.inputs:
        match key:
            case Leaf(vraag=vraag):
                answer = situatie.antwoorden.get(vraag)
                kind = None if answer is None else AnswerKind(frozenset(answer.telt), answer.verschil)
                found[key] = key.of(worlds(key.opties, kind))
            case ("geldig", str(name)):
                found[key] = _in_force(pakket, name, situatie.peildatum)
            case ("afgewogen", str(name)):
                found[key] = name in counting
    return found


def _in_force(pakket: Regelpakket, name: str, day: date) -> bool:
    period = pakket.plaatsen[name].ding.geldig
    return period is None or period.holds(day)


def together(pakket: Regelpakket, dossier: Dossier, geval: Geval, combinations: int, seed: int) -> Samen:
    """What every combination of readings makes of a case, or a sample of combinations when there are too many.

    A reading that can change nothing here is left out, so that all others often fit in `combinations`. In a sample
    each reading is on or off by the toss of a coin of its own; beside it stand the pack as it is, each reading alone
    and all of them, which count for what can occur and not for the shares.
    """
    program = program_of(pakket)
    circuit, outputs = settled(program.order, _known(pakket, dossier, geval, program))
    order = ordered(circuit, {key: bit for key, bit in outputs.items() if _asked(key, geval.archetype)})
    names = sorted(key.lezing for key in order.inputs if isinstance(key, Taken))
    exact = 2 ** len(names) <= combinations
    columns, counted, rows = _all(names) if exact else _sample(names, combinations, seed)
    found = _run(order, columns, rows)
    touched = {name: _run(order, columns | {name: columns[name] ^ ((1 << rows) - 1)}, rows) for name in names}
    shown: dict[Archetype, dict[str, Woordkans]] = {}
    for key, bits in found.items():
        van = [name for name in names if touched[name][key] != bits]
        shown.setdefault(key.archetype, {})[key.woord] = _share(bits, rows, counted, van)
    head = {"combinaties": counted, "exact": exact, "seed": None if exact else seed}
    told = {"past": shown} if geval.archetype is None else {"uitkomsten": shown[geval.archetype]}
    return Samen.model_validate(head | told)


def _run(order: Ordered[Word], columns: Mapping[str, int], rows: int) -> dict[Word, int]:
    return run(order, {Taken(name): bits for name, bits in columns.items()}, rows)


def _all(names: Sequence[str]) -> tuple[dict[str, int], int, int]:
    """Every combination of readings as the rows of a truth table: of each reading its column; rows, and rows again."""
    rows = 1 << len(names)
    columns = {}
    for place, name in enumerate(names):
        block = ((1 << (1 << place)) - 1) << (1 << place)
        columns[name] = sum(block << start for start in range(0, rows, 2 << place))
    return columns, rows, rows


def _sample(names: Sequence[str], combinations: int, seed: int) -> tuple[dict[str, int], int, int]:
    """A sample, followed by rows that do not count: none of the readings, each alone, all of them."""
    alone = ((1 << place) | (1 << len(names) + 1) for place in range(1, len(names) + 1))
    columns = {
        name: random.Random(f"{seed} {name}").getrandbits(combinations) | (special << combinations)
        for name, special in zip(names, alone, strict=True)
    }
    return columns, combinations, combinations + len(names) + 2


def _share(bits: int, rows: int, counted: int, depends: Iterable[str]) -> Woordkans:
    """When a word comes out, on which readings that hangs, and in which share of the rows that count."""
    wanneer: Wanneer = "nooit" if not bits else "altijd" if bits == (1 << rows) - 1 else "hangt_af"
    share = Fraction((bits & ((1 << counted) - 1)).bit_count(), counted)
    van = list(depends) if wanneer == "hangt_af" else []
    return Woordkans(wanneer=wanneer, van=van, aandeel=float(round(share, 6)))
