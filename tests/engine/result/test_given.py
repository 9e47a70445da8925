"""What `evaluate_batch` takes: one dossier or many; what is none gets one sentence, with its place."""

import weakref
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.bad_cases import klein
from tests.builders import VANDAAG
from wijktoets import Dossier, InvoerFout, evaluate_batch
from wijktoets.engine.judging import direct
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result import batch
from wijktoets.engine.result.given import dossiers_in

GOOD = Path(__file__).parents[2] / "data" / "good"
ONE = Dossier(formaat="wijktoets/dossier@1", naam="Voorbeeldwijk")

WRONG: dict[str, tuple[Any, list[str]]] = {
    "nothing": (None, ["invoer_soort"]),
    "a number": (5, ["invoer_soort"]),
    "bytes": (b"a.yaml", ["invoer_soort"]),
    "a function": (evaluate_batch, ["invoer_soort"]),
    "names with values": ({"wie-besluit": "wijk"}, ["invoer_velden"]),
    "an open file": (StringIO("a.yaml\n"), ["invoer_open_bestand"]),
    "an open file of bytes": (BytesIO(b"a.yaml\n"), ["invoer_open_bestand"]),
    "an empty list": ([], ["invoer_leeg"]),
    "an empty generator": ((name for name in ()), ["invoer_leeg"]),
    "a file with rows that is not there": ("rijen.csv", ["geen_bestand"]),
    "a file with rows among others": (["rijen.csv", Path("Rijen.PARQUET")], ["invoer_rijen"] * 2),
    "mixed things": ([ONE, 7, "a.yaml", None, "rijen.csv"], ["invoer_soort", "invoer_soort", "invoer_rijen"]),
    "a list in a list": ([["a.yaml"]], ["invoer_soort"]),
    "a generator of numbers": (iter(range(2)), ["invoer_soort"] * 2),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_source_gets_one_sentence_each(kind: str) -> None:
    source, codes = WRONG[kind]
    with pytest.raises(InvoerFout) as refused:
        evaluate_batch(source, klein())
    assert [melding.code for melding in refused.value.meldingen] == codes
    assert len(str(refused.value).splitlines()) == len(codes)


def test_the_sentence_names_the_place_in_the_list() -> None:
    with pytest.raises(InvoerFout) as refused:
        dossiers_in([ONE, 7, "a.yaml", None])
    assert [str(melding.plek) for melding in refused.value.meldingen] == ["source[1]", "source[3]"]


def test_one_alone_is_as_a_list_of_one() -> None:
    path = next(GOOD.glob("*.yaml"))
    for one in (str(path), path, ONE):
        alone, listed, made = (evaluate_batch(source, klein()) for source in (one, [one], (each for each in [one])))
        assert alone.equals(listed) and alone.equals(made) and len(alone)


@pytest.mark.parametrize("how", [{}, {"engine": direct.compute}, {"per": "eis"}], ids=["columns", "direct", "per eis"])
def test_no_more_dossiers_are_held_than_are_judged_together(how: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{number}.yaml" for number in range(7)]
    alive: list[weakref.ref[Dossier]] = []
    most, done = [0], [0]

    def read(path: Path, bestand: str, pakket: Regelpakket) -> Dossier:
        made = Dossier(formaat="wijktoets/dossier@1", naam=bestand)
        alive.append(weakref.ref(made))
        most.append(sum(each() is not None for each in alive))
        return made

    whole = batch.evaluate_batch(names, klein(), VANDAAG, read=read, **how)
    most.clear()
    monkeypatch.setattr(batch, "TOGETHER", 2)
    few = batch.evaluate_batch(names, klein(), VANDAAG, read=read, progress=done.append, **how)
    assert few.equals(whole) and len(done) == 1 + 4 and done[-1] == len(few)
    assert max(most) <= 3, "two, and the last of those before"
