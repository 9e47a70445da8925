"""Draws of open answers and of readings: the exact shares, samples that come near them, groups, and no place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import wijktoets
from tests.builders import HOORT, TRAP, VANDAAG, lezing, pakket
from tests.engine.columns.tables import PACK, table
from wijktoets import InvoerFout, texts
from wijktoets.engine.advice.simulate import drawing, program
from wijktoets.engine.advice.simulate import simulate as module
from wijktoets.engine.advice.simulate.program import MATEN
from wijktoets.engine.advice.simulate.simulate import Wanted
from wijktoets.engine.columns.planes import unpack
from wijktoets.engine.columns.rows import SCOPES
from wijktoets.engine.columns.sources import of_frame
from wijktoets.engine.judging import direct
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result.assembly import assemble, judge_all
from wijktoets.engine.result.batch import _row_dossier
from wijktoets.engine.result.rapport import AfspraakRapport
from wijktoets.engine.result.table import rows_of

ASKED = ("p", "q", "r", "n", "k", "rol", "reikwijdte")
"""The questions that rules of PACK test, and the built-in one."""


def drawn(frame: pd.DataFrame, pack: Regelpakket = PACK, **how: Any) -> dict[tuple[str, ...], float]:
    """Each share by its group, maat and waarde."""
    wanted = Wanted(**how)
    found = module.simulate([of_frame(frame, pack, ())], pack, VANDAAG, texts.melding, wanted)
    return {(*row.groep.values(), row.maat, row.waarde): row.aandeel for row in found.rijen}


def completions(row: dict[str, Any], pack: Regelpakket) -> Iterator[dict[str, str]]:
    """Every way to answer what is open in a row."""
    options = {
        name: list(SCOPES[1:] if name == "reikwijdte" else pack.vragen[name].opties) or ["nee", "deels", "ja"]
        for name in ASKED
        if row.get(name) in (None, "onbekend")
    }
    known = {name: str(value) for name, value in row.items() if value is not None and name not in options}
    for words in product(*options.values()):
        yield known | dict(zip(options, words, strict=True))


def judged(row: dict[str, str], pack: Regelpakket) -> tuple[dict[str, Any], AfspraakRapport]:
    """What direct says of one completed row."""
    dossier = _row_dossier(row, "rij", pack)
    rapport = assemble(dossier, pack, judge_all(dossier, pack, direct.compute, VANDAAG), VANDAAG, teksten={})
    return rows_of(rapport)[0], rapport.afspraken[0]


def expected(frame: pd.DataFrame, by: str | None = None) -> dict[tuple[str, ...], float]:
    """The shares by going through every completion of every row with direct."""
    shares: Counter[tuple[str, ...]] = Counter()
    rows: Counter[tuple[str, bool]] = Counter()
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        group = () if by is None else (str(row[by] or "onbekend"),)
        every = list(completions(row, PACK))
        wish = row["gewenst"] not in (None, "onbekend")
        rows[str(group), False] += 1
        rows[str(group), True] += wish
        for each in every:
            said, afspraak = judged(each, PACK)
            one = Fraction(1, len(every))
            assert said["borging_tot_laag"] == said["borging_tot_hoog"]
            shares[*group, "uitkomst", said["uitkomst"]] += one  # type: ignore[assignment]
            shares[*group, "borging_tot", said["borging_tot_laag"]] += one  # type: ignore[assignment]
            for archetype in ("adviseren", "aanjagen", "besluiten"):
                shares[*group, f"past_{archetype}", said[f"past_{archetype}"]] += one  # type: ignore[assignment]
            if wish:
                amount = said["moet_niet"]
                shares[*group, "moet_niet", str(amount) if amount < program.MORE else "5+"] += one  # type: ignore[assignment]
                gaps = [
                    e
                    for e in afspraak.eisen
                    if e.norm == "moet" and e.status in ("deels", "hooguit_deels", "ontbreekt")
                ]
                for maat, words in (
                    ("moet_niet_onderdeel", {e.onderdeel for e in gaps}),
                    ("moet_niet_rust_op", {e.rust_op for e in gaps}),
                ):
                    for word in words:
                        shares[*group, maat, word] += one  # type: ignore[assignment]
    at_wish = program.AT_WISH
    return {
        key: float(round(value / rows[str(key[:-2]), key[-2] in at_wish], 6))  # type: ignore[call-overload]
        for key, value in shares.items()
    }


def there(found: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
    return {key: share for key, share in found.items() if share}


@pytest.fixture(scope="module")
def few() -> pd.DataFrame:
    """Rows with at most some dozens of completions each."""
    frame = table(40)
    opens = frame[[*ASKED]].isna() | (frame[[*ASKED]] == "onbekend")
    return frame[opens.sum(axis=1) <= 3].reset_index(drop=True)


def test_every_completion_is_counted_where_there_are_few(few: pd.DataFrame) -> None:
    assert len(few) >= 8
    assert there(drawn(few)) == expected(few)


@pytest.mark.parametrize("by", ["gewenst", "fase", "k"])
def test_each_group_by_itself(few: pd.DataFrame, by: str) -> None:
    assert there(drawn(few, by=(by,))) == expected(few, by)
    parts = {str(word): drawn(few[few[by].fillna("onbekend") == word]) for word in few[by].fillna("onbekend").unique()}
    assert drawn(few, by=(by,)) == {(word, *key): share for word, part in parts.items() for key, share in part.items()}


def open_rows(rows: int) -> pd.DataFrame:
    """Rows in which all is open but a word here and there."""
    frame = table(rows, seed=5)
    chance = np.random.default_rng(3)
    for name in ("p", "q", "r", "n", "k", "rol"):
        frame[name] = frame[name].where(chance.random(rows) < 0.2)
    return frame


def test_a_sample_comes_near_what_is_exact() -> None:
    frame = open_rows(60)
    exact, sample = drawn(frame, draws=5_000), drawn(frame, draws=300)
    assert drawn(frame, draws=300, seed=2) != sample != exact
    for key, share in exact.items():
        assert abs(sample[key] - share) < 0.02, key
    assert drawn(frame, draws=300) == sample


@pytest.mark.parametrize("fault", ["an option too often", "an answer that is known drawn too", "a group one row long"])
def test_a_fault_in_the_draws_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = table(60).assign(p="nee", q="ja", r="ja", n="ja", k="x", rol=None, reikwijdte=None, gewenst="besluiten")
    frame = frame.assign(p=["nee", "ja"] * 30)
    exact = drawn(frame)
    assert all(abs(drawn(frame, draws=10)[key] - share) < 0.1 for key, share in exact.items())
    if fault == "an option too often":
        monkeypatch.setattr(module, "equal", lambda digits, number: digits[0])
    elif fault == "an answer that is known drawn too":
        monkeypatch.setattr(module, "is_open", lambda soort: soort is None or soort.woorden <= {"onbekend", "nee"})
    else:
        monkeypatch.setattr(np, "bitwise_count", lambda planes: (planes != 0).astype(np.uint8) * 64)
    sample = drawn(frame, draws=10)
    assert any(abs(sample[key] - share) > 0.1 for key, share in exact.items())


def test_what_is_small_is_exact_and_says_so(few: pd.DataFrame) -> None:
    how: dict[str, Any] = {"today": VANDAAG, "maten": ["uitkomst"]}
    exact = wijktoets.simulate(few, PACK, **how)
    assert exact["seed"].isna().all() and exact["trekkingen"].iloc[0] < 1000 * len(few)
    sample = wijktoets.simulate(open_rows(60), PACK, draws=100, seed=7, **how)
    assert set(sample["seed"]) == {7} and sample["trekkingen"].iloc[0] <= 100 * 60
    assert sample["aandeel"].sum() == pytest.approx(1)


def test_the_blocks_of_a_table_are_added_up(few: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    from wijktoets.engine.columns import sources

    whole = drawn(few, by=("fase",))
    monkeypatch.setattr(sources, "BLOK", 3)
    assert drawn(few, by=("fase",)) == whole


# Readings


def test_a_reading_counts_as_often_as_the_pack_itself() -> None:
    read = pakket(*TRAP, lezingen=[lezing("licht", "w3", norm=HOORT)])
    plain, other = pakket(*TRAP), pakket(*(r | {"norm": HOORT} if r["id"] == "w3" else r for r in TRAP))
    frame = pd.DataFrame({"q1": ["ja", "ja", None], "q2": "ja", "q3": ["nee", None, None], "rol": "besluiten"})
    frame = frame.assign(gewenst="besluiten", fase="uitvoering", reikwijdte="wijk")
    one, two, both = drawn(frame, plain), drawn(frame, other), drawn(frame, read, readings=True)
    assert {k: v for k, v in both.items() if k[0] == "uitkomst"} == {
        k: pytest.approx((one[k] + two[k]) / 2, abs=1e-6) for k in one if k[0] == "uitkomst"
    }
    assert drawn(frame, read) == one


# Weights


def test_an_answer_without_weight_is_never_drawn() -> None:
    frame = open_rows(60)
    known = frame.assign(p=frame["p"].where(~frame["p"].isin([None, "onbekend"]) & frame["p"].notna(), "ja"))
    weighed, sure = drawn(frame, draws=1_500, weights={"p": {"ja": 1, "nee": 0}}), drawn(known, draws=5_000)
    assert all(abs(weighed[key] - share) < 0.02 for key, share in sure.items())


@pytest.mark.parametrize("weights", [{"p": {"soms": 1}}, {"p": {"ja": -1, "nee": 2}}, {"p": {}}, {"weg": {"ja": 1}}])
def test_weights_that_do_not_fit(weights: dict[str, dict[str, float]]) -> None:
    with pytest.raises(InvoerFout) as refused:
        wijktoets.simulate(table(1), PACK, weights=weights)
    assert [m.code for m in refused.value.meldingen] == ["gewichten"]


# Never a place


@pytest.mark.parametrize(
    "name", ["gemeente", "gebied", "dossier", "bestand", "cbs", "cbs_code", "buurtcode", "gm_code", "wijk"]
)
def test_nothing_is_counted_by_place(name: str) -> None:
    with pytest.raises(InvoerFout) as refused:
        wijktoets.simulate(table(2).assign(gemeente="Groningen"), PACK, by=[name])
    assert [m.code for m in refused.value.meldingen] == ["groep_plaats"]


@pytest.mark.parametrize("code", ["BU00140001", "wk001401", "GM0014", "9712 AB"])
def test_a_code_of_a_place_is_no_thema(code: str) -> None:
    with pytest.raises(InvoerFout) as refused:
        wijktoets.simulate(table(2).assign(thema=code), PACK, by=["thema"])
    assert [m.code for m in refused.value.meldingen] == ["groep_plaats"]


def test_what_cannot_be_grouped_or_counted_is_said_with_a_near_one() -> None:
    with pytest.raises(InvoerFout) as refused:
        wijktoets.simulate(table(2), PACK, by=["fases"], maten=["uitkomsten"])
    assert {(m.code, m.suggestie) for m in refused.value.meldingen} == {
        ("groep_onbekend", "fase"),
        ("maat_onbekend", "uitkomst"),
    }


def test_a_row_that_cannot_be_read_is_never_left_out_in_silence() -> None:
    with pytest.raises(InvoerFout) as refused:
        wijktoets.simulate(table(3).assign(p=["ja", "Ja", "nee"]), PACK)
    assert [m.code for m in refused.value.meldingen] == ["rijen_onleesbaar"]
    assert "rij 1, kolom p" in str(refused.value)


def test_it_gives_the_kind_of_table_that_it_got(few: pd.DataFrame) -> None:
    found = wijktoets.simulate(pa.Table.from_pandas(few, preserve_index=False), PACK, by=["fase"], today=VANDAAG)
    assert isinstance(found, pa.Table)
    assert found.column_names == ["fase", "maat", "waarde", "aandeel", "trekkingen", "seed"]
    assert set(found["maat"].to_pylist()) == set(MATEN)


# Chance


@pytest.mark.parametrize("bound", [1, 2, 3, 4, 5, 7, 8, 11])
def test_numbers_are_below_their_bound_and_all_as_likely(bound: int) -> None:
    digits = drawing.Chance((1, bound)).below(bound, 3, 500)
    numbers = sum(np.array([unpack(p, 32_000) for p in plane]).astype(int) << d for d, plane in enumerate(digits))
    counted = np.bincount(np.ravel(numbers), minlength=bound)
    assert len(counted) == bound
    assert np.abs(counted / 96_000 - 1 / bound).max() < 0.01
    assert drawing.Chance((1, bound)).below(bound, 3, 500).tobytes() == digits.tobytes()


def test_the_stream_of_a_seed_stays_the_same() -> None:
    """A result says its seed, so that the same seed must give the same for years."""
    assert drawing.Chance((1, 0)).words(2).tolist() == FIRST


FIRST: Sequence[int] = [18365948275979584072, 6864396556639111295]
