"""Circuits: what the operators mean, that equal gates are made once, and that planned buffers never get mixed up."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijktoets.engine.circuit.gates import Bit, Circuit, all_bits, any_bit
from wijktoets.engine.columns.planes import Plane, pack, unpack
from wijktoets.engine.columns.running import Space, chosen, count, execute, plan

Table = list[tuple[int, ...]]


def truth(circuit: Circuit, inputs: list[Bit], *outputs: Bit) -> Table:
    """The outputs for every combination of inputs, in order: all rows of one block."""
    rows = list(product((0, 1), repeat=len(inputs)))
    columns = [pack(np.array(column, dtype=np.uint8)) for column in zip(*rows, strict=True)]
    given = {circuit.names[bit.number]: column for bit, column in zip(inputs, columns, strict=True)}
    found = execute(plan(circuit, dict(enumerate(outputs))), given, -(-len(rows) // 64), Space())
    return list(zip(*(unpack(found[n], len(rows)).tolist() for n in range(len(outputs))), strict=True))


@pytest.mark.parametrize(
    ("operator", "says"),
    [
        (lambda a, b: a & b, [0, 0, 0, 1]),
        (lambda a, b: a | b, [0, 1, 1, 1]),
        (lambda a, b: a ^ b, [0, 1, 1, 0]),
        (lambda a, b: ~a & b, [0, 1, 0, 0]),
        (lambda a, b: ~(a & b), [1, 1, 1, 0]),
        (lambda a, b: a, [0, 0, 1, 1]),
        (lambda a, b: a & a.circuit.one, [0, 0, 1, 1]),
        (lambda a, b: b ^ b, [0, 0, 0, 0]),
    ],
)
def test_what_an_operator_means(operator: Callable[[Bit, Bit], Bit], says: list[int]) -> None:
    circuit = Circuit()
    a, b = circuit.input("a"), circuit.input("b")
    assert truth(circuit, [a, b], operator(a, b)) == [(each,) for each in says]


def test_what_needs_no_gate_makes_none() -> None:
    circuit = Circuit()
    a, zero, one = circuit.input("a"), circuit.zero, circuit.one
    assert [a & zero, a & one, a & a, a & ~a] == [zero, a, a, zero]
    assert [a | zero, a | one, a | a, a | ~a] == [a, one, a, one]
    assert [a ^ zero, a ^ one, a ^ a, a ^ ~a] == [a, ~a, zero, one]
    assert [~zero, ~one, ~~a] == [one, zero, a]
    assert len(circuit.gates) == 2 + 1 + 1, "two constants, the input, and its reverse"


def test_an_equal_gate_is_made_once() -> None:
    circuit = Circuit()
    a, b, c = (circuit.input(name) for name in "abc")
    first = (a & b) | c
    gates = len(circuit.gates)
    assert c | (b & a) == first
    assert len(circuit.gates) == gates


def test_what_no_output_needs_is_not_planned() -> None:
    circuit = Circuit()
    a, b, c = (circuit.input(name) for name in "abc")
    wanted, _ = a & b, (a | c) ^ b
    planned = plan(circuit, {"wanted": wanted})
    assert len(planned.steps) == 1
    assert planned.inputs == ("a", "b")


def test_a_buffer_is_used_again_when_nothing_reads_it_any_more() -> None:
    circuit = Circuit()
    bit = circuit.input(0)
    for number in range(1, 50):
        bit = (bit & circuit.input(number)) | circuit.input(-number)
    planned = plan(circuit, {"last": bit})
    assert len(planned.steps) == 98
    assert planned.slots == 1


def test_an_output_keeps_its_buffer_though_it_is_read_on_the_way() -> None:
    circuit = Circuit()
    a, b, c = (circuit.input(name) for name in "abc")
    early = a & b
    assert truth(circuit, [a, b, c], early, early | c, ~early) == [
        (x & y, (x & y) | z, 1 - (x & y)) for x, y, z in product((0, 1), repeat=3)
    ]


def test_an_input_or_constant_may_be_an_output() -> None:
    circuit = Circuit()
    a = circuit.input("a")
    assert truth(circuit, [a], a, circuit.one, circuit.zero) == [(0, 1, 0), (1, 1, 0)]


def test_an_input_that_is_not_given_is_nowhere_true() -> None:
    circuit = Circuit()
    a, b = circuit.input("a"), circuit.input("b")
    found = execute(plan(circuit, {"or": a | b}), {"a": pack(np.array([True, False]))}, 1, Space())
    assert unpack(found["or"], 2).tolist() == [1, 0]


_OPERATIONS = st.lists(st.tuples(st.sampled_from("&|^~"), st.integers(0), st.integers(0)), max_size=60)


@given(_OPERATIONS, st.lists(st.integers(0), min_size=1, max_size=8), st.integers(1, 130), st.randoms())
def test_a_plan_says_what_its_gates_say(
    operations: list[tuple[str, int, int]], wanted: list[int], rows: int, random: "np.random.RandomState"
) -> None:
    circuit = Circuit()
    values = [[bool(random.randint(0, 1)) for _ in range(rows)] for _ in range(5)]
    bits = [circuit.zero, circuit.one, *(circuit.input(n) for n in range(5))]
    expected = [[False] * rows, [True] * rows, *values]
    for sign, one, other in operations:
        (a, b), (x, y) = [(s[one % len(s)], s[other % len(s)]) for s in (bits, expected)]
        bits.append({"&": a & b, "|": a | b, "^": a ^ b, "~": ~a}[sign])
        each = {"&": lambda p, q: p and q, "|": lambda p, q: p or q, "^": lambda p, q: p != q, "~": lambda p, q: not p}
        expected.append([each[sign](p, q) for p, q in zip(x, y, strict=True)])
    outputs = [n % len(bits) for n in wanted]
    planes: dict[object, Plane] = {n: pack(np.array(column)) for n, column in enumerate(values)}
    planned = plan(circuit, dict(enumerate(bits[n] for n in outputs)))
    space = Space()
    for _ in range(2):  # the second time in buffers that hold something
        found = execute(planned, planes, -(-rows // 64), space)
        for place, number in enumerate(outputs):
            assert unpack(found[place], rows).tolist() == [int(v) for v in expected[number]]


def test_one_space_serves_plans_and_blocks_of_any_size() -> None:
    space = Space()
    for inputs, rows in ((3, 200), (6, 64), (2, 1000), (6, 1)):
        circuit = Circuit()
        bits = [circuit.input(n) for n in range(inputs)]
        planes: dict[object, Plane] = {n: pack(np.arange(rows) % (n + 2) == 0) for n in range(inputs)}
        planned = plan(circuit, {"all": all_bits(bits, circuit), "any": any_bit(bits, circuit)})
        found = execute(planned, planes, -(-rows // 64), space)
        held = [[row % (n + 2) == 0 for n in range(inputs)] for row in range(rows)]
        assert unpack(found["all"], rows).tolist() == [int(all(each)) for each in held]
        assert unpack(found["any"], rows).tolist() == [int(any(each)) for each in held]


@pytest.mark.parametrize("inputs", range(1, 8))
def test_counting(inputs: int) -> None:
    circuit = Circuit()
    bits = [circuit.input(n) for n in range(inputs)]
    digits = count(bits)
    assert len(digits) == inputs.bit_length()
    for says, row in zip(truth(circuit, bits, *digits), product((0, 1), repeat=inputs), strict=True):
        assert sum(digit << place for place, digit in enumerate(says)) == sum(row)


def test_counting_nothing_gives_no_digits() -> None:
    assert count([]) == ()


@pytest.mark.parametrize("options", range(1, 9))
def test_the_place_of_the_one_that_is_true(options: int) -> None:
    circuit = Circuit()
    bits = [circuit.input(n) for n in range(options)]
    digits = chosen(bits, circuit)
    for says, row in zip(truth(circuit, bits, *digits), product((0, 1), repeat=options), strict=True):
        if sum(row) == 1:
            assert sum(digit << place for place, digit in enumerate(says)) == row.index(1)
