"""Cells of a table: what a cell may hold in which type, what is wrong with it, and that both engines read it alike."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import VANDAAG, keuze, pakket, stelling, v, waarborg
from tests.engine.columns.agreement import rows_of
from wijktoets import texts
from wijktoets.engine.columns.cells import TextColumn, of_arrow, of_series
from wijktoets.engine.judging import direct
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.result.batch import evaluate_batch

PACK = pakket(
    waarborg("a", v("s")),
    waarborg("b", v("n")),
    waarborg("c", v("k", "x")),
    vragen=[keuze("k", "x", "y"), stelling("n", nvt_mogelijk=True)],
)


def both(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, on which both engines agree."""
    one = evaluate_batch(frame, PACK, VANDAAG, texts.melding, engine=direct.compute, scores=True)
    other = evaluate_batch(frame, PACK, VANDAAG, texts.melding, scores=True)
    pd.testing.assert_frame_equal(one, other)
    return rows_of(other)


def texts_in(cellen: TextColumn, rows: int) -> list[str | None]:
    return [cellen.at(row) for row in range(rows)]


NOTHING = [None, "", float("nan"), pd.NA, pd.NaT]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pd.Series(["ja", None, "nee", "ja"]), ["ja", None, "nee", "ja"]),
        (pd.Series(["ja", "", "nee"], dtype="string"), ["ja", None, "nee"]),
        (pd.Series(["ja", None, "nee"], dtype="category"), ["ja", None, "nee"]),
        (pd.Series(["ja", None], dtype=object), ["ja", None]),
        (pd.Series(["ja", *NOTHING], dtype=object), ["ja", *[None] * 5]),
        (pd.Series([True, False]), ["True", "False"]),
        (pd.Series([1.0, float("nan")]), ["1.0", None]),
        (pd.Series([1, "1"], dtype=object), ["1", "1"]),
        (pd.Series([["ja"], None], dtype=object), ["['ja']", None]),
        (pd.Series([], dtype=object), []),
    ],
)
def test_a_column_of_pandas(column: "pd.Series[Any]", expected: list[str | None]) -> None:
    assert texts_in(of_series(column).part(slice(None)), len(column)) == expected
    assert texts_in(of_series(column).part(slice(1, None)), len(column) - 1) == expected[1:]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array(["ja", None, "nee", ""]), ["ja", None, "nee", None]),
        (pa.array(["ja", None, "nee"]).dictionary_encode(), ["ja", None, "nee"]),
        (pa.array(["ja", None], pa.large_string()), ["ja", None]),
        (pa.array([True, None]), ["True", None]),
        (pa.array([1.5, float("nan")]), ["1.5", None]),
        (pa.array([["ja"], None]), ["['ja']", None]),
        (pa.nulls(2), [None, None]),
        (pa.array(["x", "ja", "nee"]).dictionary_encode().slice(1), ["ja", "nee"]),
    ],
)
def test_a_column_of_arrow(column: Any, expected: list[str | None]) -> None:
    assert texts_in(of_arrow(column), len(column)) == expected
    space = np.full((2, len(column)), 7, dtype=np.int8)
    assert texts_in(of_arrow(column, space[0]), len(column)) == expected
    assert (space[1] == 7).all(), "the place of another column is left alone"


def test_a_table_in_any_type_says_the_same() -> None:
    plain = pd.DataFrame({"s": ["ja", "nee", None], "k": ["x", None, "onbekend"], "gewenst": ["adviseren", "", None]})
    expected = both(plain)
    for kind in ("string", "category", object):
        assert both(plain.astype(kind)) == expected


# What is wrong with a cell.


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("s", "Ja", "kan niet als antwoord op 's'"),
        ("s", " ja", "kan niet als antwoord op 's'"),
        ("s", True, "is geen antwoord"),
        ("s", "yes", "is geen antwoord"),
        ("s", 1, "kan niet als antwoord op 's'"),
        ("s", "nvt", "nvt kan niet bij 's'"),
        ("k", "z", "is geen optie van 'k'"),
        ("gewenst", "beslissen", "kan niet bij 'gewenst'"),
        ("fase", "uitvoeren", "kan niet bij 'fase'"),
        ("reikwijdte", "stad", "kan niet bij 'reikwijdte'"),
        ("fictief", "ja", "bij 'fictief' hoort true"),
        ("thema", "  ", "'thema' is leeg"),
        ("dossier", "\t", "'dossier' is leeg"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_row_with_what_is_wrong(column: str, value: Any, code: str) -> None:
    frame = pd.DataFrame({"s": ["ja"] * 3, "fase": ["uitvoering"] * 3}).astype(object)
    frame[column] = frame.get(column, pd.Series([None] * 3, dtype=object))
    frame.loc[1, column] = value
    before, wrong, after = both(frame)
    assert code in wrong.pop("fout") and wrong.pop("bestand") == "rij 1"
    assert set(wrong.values()) == {None}
    assert before["fout"] is None and after["fout"] is None and before["uitkomst"] is not None


def test_everything_that_is_wrong_in_a_row_is_said_with_its_column() -> None:
    frame = pd.DataFrame({"k": ["true"], "gewenst": ["veel"], "s": ["true"], "fase": ["ooit"]})
    (row,) = both(frame)
    assert [part.split(":")[0] for part in row["fout"].split("; ")] == [
        f"rij 0, kolom {name}" for name in ("fase", "gewenst", "k", "s")
    ]


def test_a_column_where_every_cell_is_wrong() -> None:
    frame = pd.DataFrame({"s": ["JA"] * 300, "dossier": [f"wijk {n}" for n in range(300)]})
    found = both(frame)
    assert len(found) == 300 and all("'JA'" in row["fout"] for row in found)
    assert found[299]["fout"].startswith("rij 299, kolom s: ")


@pytest.mark.parametrize(
    ("names", "code"),
    [(["s", "q"], "vraag_onbekend"), (["s", "land"], "antwoord_op_land"), (["s", "k", "s"], "kolom_dubbel")],
)
def test_a_column_that_cannot_be_there(names: Sequence[str], code: str) -> None:
    frame = pd.DataFrame([["ja"] * len(names)], columns=list(names))
    for engine in (None, direct.compute):
        with pytest.raises(InvoerFout) as refused:
            evaluate_batch(frame, PACK, VANDAAG, texts.melding, engine=engine)
        assert [m.code for m in refused.value.meldingen] == [code]
        assert f"kolom {names[-1]}" in texts.melding(refused.value.meldingen[0])


# What a row is called and says of itself.


def test_a_row_says_what_it_is_about() -> None:
    frame = pd.DataFrame(
        {
            "dossier": ["Wijk A", None],
            "gemeente": ["Groningen", ""],
            "gebied": ["A-buurt", None],
            "thema": ["groen", None],
            "fictief": ["True", None],
            "fase": ["evaluatie", "evaluatie"],
        },
        index=["eerste", 7],
    )
    head = ("bestand", "dossier", "gemeente", "gebied", "thema", "fictief", "gewenst", "reikwijdte")
    first, second = both(frame)
    assert [first[key] for key in head] == [
        *("rij eerste", "Wijk A", "Groningen", "A-buurt", "groen", True, "onbekend", "onbekend"),
    ]
    assert [second[key] for key in head] == [
        *("rij 7", "rij 7", None, None, "algemeen", False, "onbekend", "onbekend"),
    ]


def test_a_row_without_fase_is_judged_in_each() -> None:
    frame = pd.DataFrame({"s": ["ja", "Ja", "nee"], "fase": [None, None, "uitvoering"]})
    found = [(row["bestand"], row["fase"]) for row in both(frame)]
    assert found == [
        ("rij 0", "voorbereiding"),
        ("rij 0", "uitvoering"),
        ("rij 0", "evaluatie"),
        ("rij 1", None),
        ("rij 2", "uitvoering"),
    ]


_CELL = st.sampled_from(
    ["ja", "deels", "nee", "onbekend", "nvt", "x", "y", "", None, "Ja", "true", True, 0, 1.5, float("nan"), " ", "NaT"]
    + ["adviseren", "besluiten", "uitvoering", "wijk", "[rood]", "\x1b[0m", "é", date(2026, 1, 1)]
)
_NAMES = ("s", "n", "k", "gewenst", "fase", "reikwijdte", "thema", "dossier", "gemeente", "gebied", "fictief")


@settings(max_examples=min(1_000, settings().max_examples))
@given(
    st.integers(1, 6).flatmap(
        lambda n: st.dictionaries(st.sampled_from(_NAMES), st.lists(_CELL, min_size=n, max_size=n), min_size=1)
    )
)
def test_whatever_stands_in_a_cell_both_engines_read_it_alike(columns: dict[str, list[Any]]) -> None:
    both(pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()}))


def test_the_types_of_the_columns_do_not_depend_on_the_rows() -> None:
    good = pd.DataFrame({"s": ["ja"], "gewenst": ["adviseren"]})
    frames = [good, good.assign(s="Ja"), good.assign(gewenst=None), good.iloc[:0]]
    kinds = [evaluate_batch(f, PACK, VANDAAG, texts.melding, scores=True).dtypes.astype(str).tolist() for f in frames]
    assert kinds == [kinds[0]] * len(frames)
    assert np.all(np.isin(kinds[0], ["category", "string", "boolean", "Int64", "Float64"]))
