"""What each of the three engines says of the same cases on one pack, in one shape, so that they can be compared.

A case is a dossier on a pack. Forward has no uitkomst of its own: what it finds goes through the code above the
engines (congruence.py, rapport.py), as what direct finds does; columns has a twin of all that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from tests.builders import VANDAAG
from wijktoets.engine import forward
from wijktoets.engine.advice.teksten import judged
from wijktoets.engine.circuit.conditions import Conditions
from wijktoets.engine.circuit.gates import Bit, Key
from wijktoets.engine.circuit.rules import Wiring
from wijktoets.engine.columns import batch, dossiers, facts
from wijktoets.engine.columns.leaves import leaf_planes, leaves_of
from wijktoets.engine.columns.planes import numbers, words
from wijktoets.engine.columns.running import Space, execute, plan
from wijktoets.engine.judging import direct, evaluation
from wijktoets.engine.judging.cases import cases, situatie
from wijktoets.engine.judging.facts import Feiten, Situatie
from wijktoets.engine.model.dossier import Afspraak, Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import EisStatus, Fase
from wijktoets.engine.result import table

Statussen = Mapping[str, EisStatus]


@dataclass(frozen=True, slots=True)
class Row:
    """What an engine says of one thema × fase: each interval, each status (afwegingen counted), the batch row."""

    feiten: Feiten
    statussen: Statussen
    rij: Mapping[str, Any]


Side = Sequence[Row]
"""What an engine says of all rows of the cases on a pack."""


@dataclass(frozen=True, slots=True)
class Group:
    """A pack with its cases; `places` says of each row which dossier, afspraak and fase it is."""

    pack: Regelpakket
    dossiers: Sequence[Dossier]

    @property
    def places(self) -> list[tuple[Dossier, Afspraak, Fase]]:
        """Every thema × fase, in the order of the batch rows."""
        return [(d, a, f) for d in self.dossiers for a, f in cases(d)]

    @property
    def situaties(self) -> list[Situatie]:
        """The same as an engine takes it."""
        return [situatie(d, a, f, d.peildatum or VANDAAG) for d, a, f in self.places]


def of_direct(group: Group) -> Side:
    """What follows from the intervals of direct."""
    feiten = [direct.compute(group.pack, each) for each in group.situaties]
    return _sides(feiten, [_weighed(group, *both) for both in _with(group, feiten)], _rows(group, feiten))


def of_forward(group: Group) -> Side:
    """What follows from the intervals of forward, with the statuses that its own rules derive.

    Forward runs in the worker process of the program, which makes place for a new one every 50 packs.
    """
    derived = forward.derive_apart(group.pack, group.situaties)
    feiten = [each.feiten for each in derived]
    weighed = [_weighed(group, *both) for both in _with(group, feiten)]
    own: list[Statussen] = [
        {name: "afgewogen" if status == "afgewogen" else each.statussen[name] for name, status in judged.items()}
        for each, judged in zip(derived, weighed, strict=True)
    ]
    return _sides(feiten, own, _rows(group, feiten))


def of_columns(group: Group) -> Side:
    """What columns says, all rows at once."""
    feiten = facts.compute_many(group.pack, group.situaties)
    named = [(str(number), lambda each=each: each) for number, each in enumerate(group.dossiers)]
    rows = batch.rows_of_dossiers(named, group.pack, VANDAAG, str, scores=True)
    return _sides(feiten, list(_plane_statuses(group)), rows)


def _sides(feiten: Sequence[Feiten], statussen: Sequence[Statussen], rows: Sequence[Mapping[str, Any]]) -> Side:
    return [Row(*each) for each in zip(feiten, statussen, rows, strict=True)]


def _with(group: Group, feiten: Sequence[Feiten]) -> Iterator[tuple[tuple[Dossier, Afspraak, Fase], Feiten]]:
    return zip(group.places, feiten, strict=True)


def _weighed(group: Group, place: tuple[Dossier, Afspraak, Fase], feiten: Feiten) -> Statussen:
    dossier, afspraak, fase = place
    afwegingen = evaluation.matching(dossier.afwegingen, afspraak.thema, fase)
    judged = evaluation.judge(group.pack, feiten, afwegingen, dossier.peildatum or VANDAAG)
    return {name: status for name, (_, status) in judged.items()}


def _rows(group: Group, feiten: Sequence[Feiten]) -> list[Mapping[str, Any]]:
    """The batch rows that follow from these intervals."""
    known = list(zip(group.situaties, feiten, strict=True))

    def engine(_: Regelpakket, wanted: Situatie) -> Feiten:
        return next(found for each, found in known if each == wanted)

    rapports = [judged(each, group.pack, engine, VANDAAG)[1] for each in group.dossiers]
    return [row for rapport in rapports for row in table.rows_of(rapport, scores=True)]


def _plane_statuses(group: Group) -> Iterator[Statussen]:
    """The status of each eis in each row, read from the planes of columns."""
    wiring = Wiring(Conditions(group.pack), afwegingen=True)
    statuses = {name: eis.status() for name, eis in wiring.eisen.items()}
    outputs: dict[Key, Bit] = {(name, word): bit for name, words in statuses.items() for word, bit in words.items()}
    planned = plan(wiring.circuit, outputs)
    rijen = [dossiers.DossierRow(d, a, f, d.peildatum or VANDAAG, a.archetype) for d, a, f in group.places]
    blok = dossiers.blok_of(rijen, group.pack)
    given = {**leaf_planes(leaves_of(planned.inputs), blok.kolommen, blok.rijen), **blok.gegevens}
    planes = execute(planned, given, words(blok.rijen), Space())
    found = {key: numbers([plane], blok.rijen).tolist() for key, plane in planes.items()}
    for row in range(blok.rijen):
        yield {name: _the_one([word for word in words if found[name, word][row]]) for name, words in statuses.items()}


def _the_one(held: Sequence[EisStatus]) -> str:
    """The status that holds; where not exactly one does, all that do, which no other engine says."""
    return " and ".join(held) or "none"


def differences(first: Side, other: Side) -> Iterator[str]:
    """Where two engines say something else: the row, what it is about, and what each says."""
    for number, (one, two) in enumerate(zip(first, other, strict=True)):
        for part in fields(Feiten):
            yield from _differ(number, part.name, getattr(one.feiten, part.name), getattr(two.feiten, part.name))
        yield from _differ(number, "status", one.statussen, two.statussen)
        yield from _differ(number, "rij", one.rij, two.rij)


def _differ(number: int, what: str, one: Mapping[str, Any], two: Mapping[str, Any]) -> Iterator[str]:
    if one != two:
        for key in sorted({*one, *two}):
            if one.get(key, "absent") != two.get(key, "absent"):
                yield f"row {number}, {what} {key}: {one.get(key, 'absent')} or {two.get(key, 'absent')}"
