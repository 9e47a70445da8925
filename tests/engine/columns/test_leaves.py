"""Leaves: the truth tables of answers are those of answers.py, though no line of it is shared; and where they hold."""

from itertools import chain, combinations
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijktoets.engine.circuit.worlds import AnswerKind, Leaf, World
from wijktoets.engine.columns.leaves import FEW, AnswerColumn, leaf_planes, leaves_of, soort_of, where
from wijktoets.engine.columns.planes import unpack
from wijktoets.engine.model import answers
from wijktoets.engine.model.answers import Antwoord, Waarde
from wijktoets.engine.model.words import STELLING_ANTWOORDEN, Stem

WORLDS: tuple[World, ...] = get_args(World)
OPTIES = ("a", "b", "c", "onbekend", "nvt")


def subsets(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """All ways to have answered, one word at least."""
    return list(chain.from_iterable(combinations(words, size) for size in range(1, len(words) + 1)))


def worlds(value: Waarde) -> dict[World, bool]:
    """An interval in Boolean worlds."""
    if value is None:
        return {world: world == "nvt" for world in WORLDS}
    low, high = value
    return {"lo1": low == 1, "lo5": low >= 0.5, "hi1": high == 1, "hi5": high >= 0.5, "nvt": False}


@pytest.mark.parametrize("words", subsets(STELLING_ANTWOORDEN))
def test_a_stelling_in_every_world(words: tuple[str, ...]) -> None:
    soort = AnswerKind(frozenset(words))
    found = {world: Leaf("q", None, world).holds([soort])[0] for world in WORLDS}
    assert found == worlds(answers.stelling_value(Antwoord(words)))


@pytest.mark.parametrize("words", subsets(OPTIES))
@pytest.mark.parametrize("tested", [("a",), ("a", "b"), ("a", "b", "c")])
def test_a_keuze_in_every_world(words: tuple[str, ...], tested: tuple[str, ...]) -> None:
    soort = AnswerKind(frozenset(words))
    found = {world: Leaf("q", frozenset(tested), world).holds([soort])[0] for world in WORLDS}
    assert found == worlds(answers.keuze_value(Antwoord(words), tested))
    assert found["lo1"] == found["lo5"] and found["hi1"] == found["hi5"], "one plane serves both"


def test_no_answer_is_unknown() -> None:
    for opties in (None, frozenset("a")):
        found = {world: Leaf("q", opties, world).holds([None])[0] for world in WORLDS}
        assert found == worlds(answers.ONBEKEND)


_SAID = st.lists(
    st.tuples(st.sampled_from(get_args(Stem)), st.sampled_from(STELLING_ANTWOORDEN)),
    min_size=1,
    unique_by=lambda s: s[0],
)


@given(_SAID | st.sampled_from(STELLING_ANTWOORDEN).map(lambda word: [(None, word)]))
def test_perspectives_come_to_the_same_as_in_the_direct_engine(said: list[tuple[str | None, str]]) -> None:
    soort, antwoord = soort_of(said), answers.combine(said)
    assert soort == (frozenset(antwoord.telt), antwoord.verschil)


def test_a_question_that_nobody_answered_has_planes_too() -> None:
    leaves = leaves_of([Leaf("q", None, world) for world in WORLDS] + ["something else"])
    found = leaf_planes(leaves, {}, 70)
    # The keys of a circuit may be anything that can be hashed; here they are leaves.
    assert {leaf.world: set(unpack(plane, 70).tolist()) for leaf, plane in found.items()} == {  # type: ignore[attr-defined]
        "lo1": {0},
        "lo5": {0},
        "hi1": {1},
        "hi5": {1},
        "nvt": {0},
    }


@given(st.integers(1, 3 * FEW), st.integers(1, 200), st.integers(1, 6), st.randoms(use_true_random=False))
def test_tables_hold_where_their_kind_of_answer_is(
    kinds: int, rows: int, tables: int, random: "np.random.RandomState"
) -> None:
    codes = [random.randint(0, kinds - 1) for _ in range(rows)]
    truths = [tuple(bool(random.randint(0, 1)) for _ in range(kinds)) for _ in range(tables)]
    kolom = AnswerColumn(np.array(codes, dtype=np.uint16), (None,) * kinds)
    for plane, table in zip(where(kolom, truths), truths, strict=True):
        assert unpack(plane, rows).tolist() == [int(table[code]) for code in codes]
