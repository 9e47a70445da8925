"""A circuit run on whole numbers: the bits of one number are the rows. For some rows at once, without any library.

`ordered` puts the gates that the outputs need in order, once a circuit; `run` computes them for rows that are given.
`settled` is partial evaluation: where most inputs are known, what is left is a small circuit over the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from .gates import ONE, ZERO, Bit, Circuit, Key, needed

K = TypeVar("K")
"""What names an output."""

_AND: Final = 0
_OR: Final = 1
_XOR: Final = 2
_KINDS: Final = {"and": _AND, "or": _OR, "xor": _XOR}


@dataclass(frozen=True, slots=True)
class Ordered(Generic[K]):
    """The gates below some outputs, each after what it reads; places count the two constants, the inputs, the gates."""

    inputs: tuple[Key, ...]
    steps: tuple[tuple[int, int, int], ...]
    outputs: Mapping[K, int]


def ordered(circuit: Circuit, outputs: Mapping[K, Bit]) -> Ordered[K]:
    """The gates that these outputs need."""
    numbers = list(needed(circuit, [bit.number for bit in outputs.values()]))
    given = [number for number in numbers if number in circuit.names]
    place = {ZERO: 0, ONE: 1} | {number: index for index, number in enumerate(given, start=2)}
    steps: list[tuple[int, int, int]] = []
    for number in numbers:
        if number not in place:
            kind, one, other = circuit.gates[number]
            place[number] = len(place)
            steps.append((_KINDS[kind], place[one], place[other]))
    return Ordered(
        tuple(circuit.names[number] for number in given),
        tuple(steps),
        {key: place[bit.number] for key, bit in outputs.items()},
    )


def run(order: Ordered[K], given: Mapping[Key, int], rows: int) -> dict[K, int]:
    """The outputs for this many rows; an input that is not given is nowhere true.

    >>> circuit = Circuit()
    >>> order = ordered(circuit, {"both": circuit.input("a") & circuit.input("b")})
    >>> run(order, {"a": 0b1100, "b": 0b1010}, 4) == {"both": 0b1000}
    True
    """
    values = [0, (1 << rows) - 1, *(given.get(key, 0) for key in order.inputs)]
    for kind, one, other in order.steps:
        if kind == _AND:
            values.append(values[one] & values[other])
        elif kind == _OR:
            values.append(values[one] | values[other])
        else:
            values.append(values[one] ^ values[other])
    return {key: values[place] for key, place in order.outputs.items()}


def settled(
    order: Ordered[K], known: Mapping[Key, bool], same: Mapping[Key, Key] = MappingProxyType({})
) -> tuple[Circuit, dict[K, Bit]]:
    """The outputs where these inputs have these values: a circuit over the other inputs alone.

    Args:
        same: inputs that always have the value of another.
    """
    circuit = Circuit()
    truth = {False: circuit.zero, True: circuit.one}
    bits = [circuit.zero, circuit.one]
    bits += [truth[known[key]] if key in known else circuit.input(same.get(key, key)) for key in order.inputs]
    for kind, one, other in order.steps:
        if kind == _AND:
            bits.append(bits[one] & bits[other])
        elif kind == _OR:
            bits.append(bits[one] | bits[other])
        else:
            bits.append(bits[one] ^ bits[other])
    return circuit, {key: bits[place] for key, place in order.outputs.items()}
