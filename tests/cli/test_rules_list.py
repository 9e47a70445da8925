"""`rules list`: what each rule of a pack asks at each archetype, for a person and for a program."""

import csv
import io
import json
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from tests.builders import ruw_pakket, v, waarborg
from tests.cli.proef import here, said
from tests.cli.running import flat, run, too_wide, write_pack
from wijktoets.texts import text

__all__ = ["here"]


def test_the_list_as_a_person_reads_it(here: Path, snapshot: SnapshotAssertion) -> None:
    assert said("list") == snapshot


def test_the_list_shows_what_each_rule_asks_at_each_archetype(here: Path) -> None:
    told = flat(said("list"))
    moet, hoort, niet = (text(f"rules.norm.{norm}") for norm in ("moet", "hoort", "niet"))
    assert counts(3, 1, 1) in told and text("rules.norm.legenda") in told
    assert f"De waarborg boven {niet} {niet} {moet} wijk boven · letterlijk · L57 De wijk legt uit" in told
    assert f"wat er is besloten {niet} {hoort} {moet} wijk verantwoording · letterlijk · L57, L254 " in told
    fasen = text("rules.show.fasen", fasen="uitvoering en evaluatie")
    assert f"{hoort} {hoort} {hoort} wijk lessen · letterlijk · L57 · {fasen} · {text('rules.list.hard')} " in told
    excluded = text("rules.list.sluit_uit", archetypes="aanjagen en besluiten")
    assert f"De grens stad {excluded} stad · letterlijk · L106 " in told


def counts(*numbers: int) -> str:
    """How many waarborgen, grenzen and signalen there are."""
    kinds = zip(numbers, ("waarborg", "grens", "signaal"), strict=True)
    words = ((n, text(f"rules.soort.{kind}.{'een' if n == 1 else 'meer'}")) for n, kind in kinds)
    return ", ".join(text("rules.hoeveel", n=n, soort=word) for n, word in words)


def ids(*words: str) -> list[str]:
    """The ids of a list."""
    return [row["id"] for row in json.loads(said("list", "--format", "json", *words))]


def test_the_list_can_be_narrowed(here: Path) -> None:
    assert ids() == ["boven", "verantwoording", "lessen", "stad", "let-op"]
    assert ids("--archetype", "adviseren") == ["lessen", "let-op"]
    assert ids("--archetype", "aanjagen") == ["verantwoording", "lessen", "stad", "let-op"]
    assert ids("--archetype", "besluiten") == ["boven", "verantwoording", "lessen", "stad", "let-op"]
    assert ids("--onderdeel", "samen-leren") == ["lessen", "let-op"]
    assert ids("--onderdeel", "dna") == []
    assert said("list", "--onderdeel", "dna") == f"Proefpakket 1.0.0\n{counts(0, 0, 0)}\n"


def test_the_list_as_json(here: Path) -> None:
    rows = {row["id"]: row for row in json.loads(said("list", "--format", "json"))}
    assert rows["verantwoording"] == {
        "id": "verantwoording",
        "soort": "waarborg",
        "naam": "De wijk legt uit wat er is besloten",
        "onderdeel": "transparantie",
        "norm": {"adviseren": None, "aanjagen": "hoort", "besluiten": "moet"},
        "sluit_uit": None,
        "rust_op": "wijk",
        "basis": "letterlijk",
        "bron": ["L57", "L254"],
        "dekt": ["A3.7"],
        "fasen": None,
        "hard": False,
    }
    assert (rows["stad"]["norm"], rows["stad"]["sluit_uit"]) == (None, "aanjagen")
    assert rows["let-op"]["naam"] == "Let op let-op"


def test_the_list_as_csv(here: Path) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(said("list", "--format", "csv")))}
    found = rows["verantwoording"]
    assert (found["norm_adviseren"], found["norm_aanjagen"], found["norm_besluiten"]) == ("", "hoort", "moet")
    assert found["bron"] == "L57;L254"
    assert (rows["lessen"]["fasen"], rows["lessen"]["hard"]) == ("uitvoering;evaluatie", "true")


def test_a_cell_is_never_a_formula(here: Path) -> None:
    write_pack(here / "kwaad", ruw_pakket({**waarborg("w", v("a")), "naam": "=1+1"}))
    assert "'=1+1" in run("rules", "list", "--pack", "kwaad", "--format", "csv").stdout


def test_the_list_survives_any_screen(here: Path) -> None:
    for width in (60, 80, 120):
        assert too_wide(run("rules", "list", width=width).stdout, width) == []
    assert said("list", charset="ascii").isascii()
