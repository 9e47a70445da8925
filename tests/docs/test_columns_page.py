"""docs/kolommen.md is what the code and its sentences say, and names every column that goes out."""

from pathlib import Path

import pandas as pd
import pytest

import wijktoets
from wijktoets.engine.advice.simulate.program import MATEN
from wijktoets.engine.columns.arrow import FEW
from wijktoets.engine.result.table import COLUMNS, LONG, SCORE_COLUMNS, Per
from wijktoets.engine.upkeep.dictionary import TABLES, columns_in, page, read_column_texts

ROOT = Path(__file__).resolve().parents[2]
TEXTS = read_column_texts(ROOT / "texts" / "schema" / "kolommen.yaml")


def test_the_page_is_that_of_today() -> None:
    assert (ROOT / "docs" / "kolommen.md").read_text(encoding="utf-8") == page(TEXTS), "run `make docs`"


@pytest.mark.parametrize("per", ["afspraak", "onderdeel", "eis"])
def test_every_column_that_comes_out_is_told(per: Per) -> None:
    frame = pd.DataFrame({"wie-besluit": ["wijk"], "gewenst": ["besluiten"], "fase": ["uitvoering"]})
    found = wijktoets.evaluate_batch(frame, per=per, scores=True)
    told = {*TABLES["afspraak"], *TABLES["scores"]} if per == "afspraak" else {*TABLES["afspraak"][:10], *TABLES[per]}
    assert set(found.columns) == told
    kinds = {k.naam: k.soort for table in TABLES for k in columns_in(table, TEXTS)}
    for name, kind in found.dtypes.items():
        expected = {"woord": "category", "tekst": "string", "aantal": "Int64", "getal": "Float64", "vlag": "boolean"}
        assert str(kind) == expected.get(kinds[str(name)], "category"), name


def test_every_column_of_simulate_is_told() -> None:
    assert all(maat in TEXTS.kolommen["maat"].betekenis for maat in MATEN)
    frame = pd.DataFrame({"wie-besluit": ["wijk", None], "gewenst": "besluiten", "fase": "uitvoering"})
    found = wijktoets.simulate(frame, draws=3, by=["wie-besluit"], maten=["uitkomst"])
    assert tuple(found.columns) == ("wie-besluit", *TABLES["simulate"])


def test_nothing_is_said_of_a_column_that_is_not_there_and_no_sentence_is_empty() -> None:
    there = {*COLUMNS, *SCORE_COLUMNS, *LONG["eis"], *LONG["onderdeel"], *TABLES["onderdeel"], *TABLES["simulate"]}
    assert set(TEXTS.kolommen) <= there
    for text in (*TEXTS.kolommen.values(), *TEXTS.per_onderdeel.values()):
        assert text.betekenis.endswith(".") and len(text.betekenis.split()) <= 20
        target, _, _ = text.bron.partition("#")
        assert (ROOT / "docs" / target).exists()


def test_the_words_of_a_column_are_those_of_its_dictionary() -> None:
    for table in TABLES:
        for kolom in columns_in(table, TEXTS):
            if kolom.naam in FEW:
                assert kolom.woorden == tuple(FEW[kolom.naam])
