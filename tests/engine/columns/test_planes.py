"""Planes: one bit a row in, one bit a row out, whatever the number of rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijktoets.engine.columns.planes import numbers, ones, pack, smallest, unpack, words, zeros

BOUNDARIES = (0, 1, 7, 8, 9, 63, 64, 65, 127, 128, 129)


@pytest.mark.parametrize("rows", BOUNDARIES)
def test_what_is_packed_comes_back(rows: int) -> None:
    values = np.random.default_rng(rows).integers(0, 2, rows, dtype=np.uint8)
    plane = pack(values)
    assert plane.dtype == np.uint64 and len(plane) == words(rows)
    assert unpack(plane, rows).tolist() == values.tolist()


def test_anything_but_zero_is_true() -> None:
    assert unpack(pack(np.array([0, 1, 2, 255], dtype=np.uint8)), 4).tolist() == [0, 1, 1, 1]


@pytest.mark.parametrize("rows", BOUNDARIES)
def test_beyond_the_last_row_there_is_nothing(rows: int) -> None:
    plane = pack(np.ones(rows, dtype=np.bool_))
    assert sum(int(word).bit_count() for word in plane) == rows


def test_zeros_and_ones() -> None:
    assert unpack(zeros(2), 100).tolist() == [0] * 100
    assert unpack(ones(2), 100).tolist() == [1] * 100


@given(st.lists(st.integers(0, 2**20 - 1), min_size=1, max_size=150), st.integers(20, 40))
def test_numbers_in_binary_digits(values: list[int], digits: int) -> None:
    planes = [pack(np.array([value >> d & 1 for value in values], dtype=np.uint8)) for d in range(digits)]
    assert numbers(planes, len(values)).tolist() == values


def test_a_number_without_digits_is_zero() -> None:
    assert numbers([], 3).tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("bound", "kind"), [(1, np.uint8), (256, np.uint8), (257, np.uint16), (65536, np.uint16), (65537, np.uint32)]
)
def test_the_smallest_type_that_holds_it(bound: int, kind: type) -> None:
    assert smallest(bound) is kind


def test_no_type_holds_too_much() -> None:
    assert smallest(2**64) is np.uint64
    with pytest.raises(ValueError, match="no type"):
        smallest(2**64 + 1)
