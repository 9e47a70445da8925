"""Conditions in a circuit: every node has the value that the definition in conditions.py gives it."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from tests.builders import alle, een_van, minstens, niet, pakket, ref, stelling, v, waarborg
from wijktoets.engine.circuit.conditions import Conditions, reached
from wijktoets.engine.circuit.gates import Bit
from wijktoets.engine.circuit.worlds import AnswerKind, Worlds
from wijktoets.engine.columns.leaves import AnswerColumn, leaf_planes, leaves_of
from wijktoets.engine.columns.planes import unpack, words
from wijktoets.engine.columns.running import Space, execute, plan
from wijktoets.engine.model import conditions
from wijktoets.engine.model.answers import Antwoord, Interval, Waarde
from wijktoets.engine.model.regelpakket import Regelpakket

SAID = (("ja",), ("deels",), ("nee",), ("onbekend",), ("nee", "deels"), ("deels", "ja"), ("nvt",))
"""Ways to answer that give every interval and nvt."""
NAMEN = ("p", "q", "r")
COMBINATIONS = list(product(SAID, repeat=len(NAMEN)))


def pack_with(condition: dict[str, Any]) -> Regelpakket:
    """A pack whose waarborg w asks this of the stellingen p, q and r, which may be nvt."""
    vragen = [stelling(naam, nvt_mogelijk=True) for naam in NAMEN]
    return pakket(waarborg("below", alle(v("p"), v("q"))), waarborg("w", condition), vragen=vragen)


def run(found: Conditions, outputs: dict[Any, Bit]) -> dict[Any, list[int]]:
    """The outputs for every combination of answers, as one block."""
    planned = plan(found.circuit, outputs)
    rows, soorten = len(COMBINATIONS), [AnswerKind(frozenset(said)) for said in SAID]
    kolommen = {
        naam: AnswerColumn(np.array([SAID.index(said[place]) for said in COMBINATIONS], dtype=np.uint8), soorten)
        for place, naam in enumerate(NAMEN)
    }
    planes = execute(planned, leaf_planes(leaves_of(planned.inputs), kolommen, rows), words(rows), Space())
    return {key: unpack(plane, rows).tolist() for key, plane in planes.items()}


def met(found: Conditions, name: str) -> Worlds[Bit]:
    """The value of what a waarborg asks."""
    return found.nodes[found.met[name]].value


def values(pack: Regelpakket) -> list[Waarde]:
    """The value of w for every combination, by the circuit."""
    found = Conditions(pack)
    planes = run(found, dict(met(found, "w")._asdict()))
    return [
        None
        if planes["nvt"][row]
        else Interval(*((planes[f"{e}1"][row] + planes[f"{e}5"][row]) / 2 for e in ("lo", "hi")))
        for row in range(len(COMBINATIONS))
    ]


def answered(said: tuple[tuple[str, ...], ...]) -> dict[str, Antwoord]:
    """One combination as answers."""
    return {naam: Antwoord(words) for naam, words in zip(NAMEN, said, strict=True)}


CONDITIONS = {
    "vraag": v("p"),
    "niet": niet("p"),
    "alle of one": alle(v("p")),
    "alle": alle(v("p"), v("q"), v("r")),
    "een_van": een_van(v("p"), v("q"), v("r")),
    "minstens 1": minstens(1, v("p"), v("q"), v("r")),
    "minstens 2": minstens(2, v("p"), v("q"), v("r")),
    "minstens 3": minstens(3, v("p"), v("q"), v("r")),
    "minstens 2 of the same": minstens(2, v("p"), v("p"), v("q")),
    "waarborg": een_van(ref("below"), v("r")),
    "niet below": alle(niet("p"), een_van(niet("q"), v("r"))),
    "deep": minstens(2, alle(v("p"), een_van(v("q"), niet("r"))), ref("below"), alle(v("r"))),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_node_has_the_value_of_its_definition(name: str) -> None:
    pack = pack_with(CONDITIONS[name])
    trees = {w: pack.waarborgen[w].voldaan_als for w in pack.volgorde}
    for said, found in zip(COMBINATIONS, values(pack), strict=True):
        below = conditions.value(trees["below"], answered(said), {})
        assert found == conditions.value(trees["w"], answered(said), {"below": below}), said


@pytest.mark.parametrize("name", CONDITIONS)
def test_the_open_questions_are_those_of_the_definition(name: str) -> None:
    pack = pack_with(CONDITIONS[name])
    trees = {w: pack.waarborgen[w].voldaan_als for w in pack.volgorde}
    found = Conditions(pack)
    planes = run(found, dict(reached(found, {found.met["w"]: found.circuit.one})))
    for row, said in enumerate(COMBINATIONS):
        below = conditions.value(trees["below"], answered(said), {})
        expected = conditions.open_vragen([trees["w"]], answered(said), {"below": below}, trees)
        assert {vraag for vraag in planes if planes[vraag][row]} == expected, said


def test_equal_conditions_are_one_node_and_a_reference_is_what_it_refers_to() -> None:
    pack = pakket(
        waarborg("a", alle(v("p"), een_van(v("q"), v("r")))),
        waarborg("b", een_van(v("q"), v("r"))),
        waarborg("c", ref("a")),
        waarborg("d", alle(ref("b"), v("s")), als=een_van(v("q"), v("r"))),
    )
    found = Conditions(pack)
    assert found.met["c"] == found.met["a"]
    assert found.node(pack.waarborgen["d"].als or ref("b")) == found.met["b"]
    assert len([k for k in found.nodes if k.vraag in ("p", "q", "r", "s")]) == 4


def test_a_keuze_costs_half_the_planes_of_a_stelling() -> None:
    pack = pakket(waarborg("k", alle(v("m", "a"), v("n", "a"))), waarborg("s", alle(v("p"), v("q"))))
    found = Conditions(pack)
    keuze, stellingen = (met(found, name) for name in ("k", "s"))
    assert keuze.lo1 == keuze.lo5 and keuze.hi1 == keuze.hi5
    assert len({*stellingen.four}) == 4


def test_only_where_nvt_can_occur_does_it_cost_anything() -> None:
    pack = pakket(waarborg("w", alle(v("p"), v("q"))), vragen=[stelling("p"), stelling("q", nvt_mogelijk=True)])
    found = Conditions(pack)
    assert met(found, "w").nvt == found.circuit.zero
    both = Conditions(pakket(waarborg("w", v("q")), vragen=[stelling("q", nvt_mogelijk=True)]))
    assert met(both, "w").nvt != both.circuit.zero
