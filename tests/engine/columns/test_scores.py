"""Scores: every fraction rounded as Python rounds a Fraction, whether numbers are small or beyond an int64."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import HOORT, pakket, v, waarborg
from wijktoets.engine.columns.scores import FITS, LOOKED_UP, rounded, weights


def exact(parts: int, whole: int) -> float:
    """What docs/rapport.md asks: exact until written, rounded to 6 decimals."""
    return float(round(Fraction(parts, whole), 6))


def test_all_small_fractions() -> None:
    pairs = [(parts, whole) for whole in range(1, LOOKED_UP + 2, 7) for parts in range(whole + 1)]
    found = rounded(*(np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True)))
    assert found.tolist() == [exact(*pair) for pair in pairs]


@pytest.mark.parametrize("kind", [np.int64, object])
def test_a_half_goes_to_the_even_digit(kind: type) -> None:
    whole = 2 * 10**6
    parts = np.array([1, 3, 5, 7, 10**6 + 1], dtype=kind)
    found = rounded(parts, np.full(5, whole, dtype=kind))
    assert found.tolist() == [0.0, 2e-06, 2e-06, 4e-06, 0.5]


@pytest.mark.parametrize("kind", [np.int64, object])
def test_nothing_asked_is_no_score(kind: type) -> None:
    assert np.isnan(rounded(np.array([0], dtype=kind), np.array([0], dtype=kind))).all()


@given(st.lists(st.integers(1, FITS - 1).flatmap(lambda w: st.tuples(st.integers(0, w), st.just(w))), min_size=1))
def test_fractions_up_to_the_limit_of_int64(pairs: list[tuple[int, int]]) -> None:
    found = rounded(*(np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True)))
    assert found.tolist() == [exact(*pair) for pair in pairs]


@given(st.lists(st.integers(1, 10**40).flatmap(lambda w: st.tuples(st.integers(0, w), st.just(w))), min_size=1))
def test_fractions_of_any_size(pairs: list[tuple[int, int]]) -> None:
    found = rounded(*(np.array(side, dtype=object) for side in zip(*pairs, strict=True)))
    assert found.tolist() == [exact(*pair) for pair in pairs]


def test_weights_come_on_one_scale_and_say_when_they_are_large() -> None:
    small = weights(pakket(waarborg("w", v("q")), weging={"moet": "1.5", "hoort": "0.2"}))
    assert Fraction(small.moet, small.hoort) == Fraction(15, 2)
    assert small.past
    rules = [waarborg(f"w{n}", v("q"), HOORT, onderdeel=o) for n, o in enumerate(["transparantie", "zeggenschap"] * 20)]
    assert not weights(pakket(*rules, weging={"moet": "12345.6789", "hoort": "1"})).past
