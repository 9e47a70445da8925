"""Every command and paper with a pack that shares no word with the Gronings one: nothing in it speaks of Groningen."""

import re
from pathlib import Path
from typing import Final

import pytest
import yaml

from tests.cli.reading import all_text
from tests.cli.running import run
from wijktoets import load_pack, rules
from wijktoets.cases import find
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.texts import filled, text
from wijktoets.texts.wording import said

pytestmark = pytest.mark.anywhere

PACK: Final = ("--pack", "lisdoorn")
KERN, GEHUCHT = "@lisdoorn/waterkant.yaml", "@lisdoorn/perenhoek.yaml"
LAST_LINE: Final = 41
SCREENS: Final = (
    ("evaluate", "--all", "-v"),
    ("evaluate", "--archetype", "aanjagen"),
    ("evaluate", "--format", "md"),
    ("explain", "-v"),
    ("explain", "aangebeld-bij-wie-ontbrak"),
    ("explain", "vraag:wie-kiest"),
    ("explain", "--format", "mermaid"),
    ("plan", "--target", "besluiten"),
    ("plan", "--path"),
    ("questions",),
    ("questions", "--format", "md"),
    ("questions", "--for", "wijk"),
    ("follow-up",),
    ("transfer",),
    ("check",),
    ("batch",),
    ("sensitivity",),
)
ALONE: Final = (
    ("questions",),
    ("questions", "--format", "md"),
    ("rules", "list"),
    ("rules", "show", "aangebeld-bij-wie-ontbrak"),
    ("rules", "show", "wie-kiest"),
    ("rules", "test"),
    ("rules", "lint", "-v"),
    ("rules", "verify"),
    ("rules", "coverage"),
    ("rules", "coverage", "--show", "L10"),
    ("rules", "mutate", "schrift-niet-open"),
    ("compare", KERN, GEHUCHT),
    ("batch", "@lisdoorn"),
    ("new",),
    ("new", "--all"),
    ("transfer", "--routes"),
)
PAPERS: Final = (
    ("report", "--for", "raad"),
    ("report", "--for", "bewoners"),
    ("report", "--for", "team"),
    ("report", "--kind", "afspraken"),
    ("questions",),
    ("questions", "--guide"),
)
OF_GRONINGEN: Final = re.compile(
    r"groning|notitie|bouwste|praatplaat|kompas|gebiedsteam|meepraten|voortouw|pilot|wijkdeal|een uur\b"
    r"|(?<![\w-])wijk|(?<![\w-])dorp|\bstad\b|adviser|aanjag|(?:is|bij|voor|tot|op|hier) besluiten\b"
    r"|selwerd|lewenborg|wijert|oosterpark|kwartier",
    re.IGNORECASE,
)
"""Words of the Gronings model: its name, source, pilots and parts, its ways of taking part, its places."""
KEYS: Final = re.compile(
    r"  # wijk \| .*|wijktoets|wijkt\b|wijkoverstijgend|elk_kompaspunt|Wijk of dorp|wijk of het dorp"
    r"|(?:rol:?|soort:) wijk\b|adviseren \| aanjagen[ |a-z]+|(?:naam|door): gebiedsteam|of gebiedsteam"
    r"|^(?:wijk|dorp|adviseren|aanjagen|besluiten)(?=:|$|, )",
    re.IGNORECASE | re.MULTILINE,
)
"""What is typed in a file, whatever a pack calls it."""


def wrong(told: str) -> list[str]:
    """The lines that speak of Groningen, or cite a line that the source of this pack has not."""
    lines = [KEYS.sub("-", line.strip()) for line in told.splitlines()]
    cited = re.compile(r"(?<![\w-])L(\d+)\b")
    return [line for line in lines if OF_GRONINGEN.search(line) or any(int(n) > LAST_LINE for n in cited.findall(line))]


def test_the_packs_share_no_word() -> None:
    heads = [yaml.safe_load((rules.builtin_packs()[name] / "pakket.yaml").read_text("utf-8")) for name in PACKS]
    said = [{str(word) for word in leaves(head["woorden"])} for head in heads]
    assert said[0] & said[1] <= {"haar", "zij", "zijn", "het"}


PACKS: Final = ("gronings-model", "lisdoorn")


def leaves(value: object) -> list[object]:
    return [leaf for below in value.values() for leaf in leaves(below)] if isinstance(value, dict) else [value]


def test_what_is_looked_for_is_found() -> None:
    for line in ("In het Gronings model", "Hier past aanjagen.", "de wijkagenda", "(L63)", "Het gebiedsteam helpt."):
        assert wrong(line), line
    assert not wrong("wijktoets check x.yaml (L41)\nadviseren: de gemeente luistert")


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
def test_a_screen_about_a_dossier(words: tuple[str, ...]) -> None:
    for name in (KERN, GEHUCHT):
        command, *options = words
        result = run(command, str(find(name)), *options, *PACK)
        assert result.exit_code == 0, result.stderr
        assert wrong(result.output) == []


@pytest.mark.parametrize("words", ALONE, ids=" ".join)
def test_a_screen_about_the_pack(words: tuple[str, ...]) -> None:
    result = run(*words, *PACK)
    assert result.exit_code == 0, result.stderr
    assert wrong(result.output) == []


@pytest.mark.parametrize("words", PAPERS, ids=" ".join)
@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_a_paper(words: tuple[str, ...], suffix: str, tmp_path: Path) -> None:
    for number, name in enumerate((KERN, GEHUCHT)):
        command, *options = words
        file = tmp_path / f"{number}.{suffix}"
        result = run(command, name, *options, "--to", file, *PACK)
        assert result.exit_code == 0, result.stderr
        assert wrong(all_text(file)) == []


def test_a_poster_a_paper_about_many_and_a_workbook(tmp_path: Path) -> None:
    for words in (("questions", KERN), ("report", str(find(KERN)).removesuffix("/waterkant.yaml")), ("export", KERN)):
        file = tmp_path / {"questions": "p.pdf", "report": "alle.html", "export": "map.xlsx"}[words[0]]
        result = run(*words, "--to", file, *PACK)
        assert result.exit_code == 0, result.stderr
        assert wrong(all_text(file)) == []


def test_residents_read_the_names_that_the_pack_gives(tmp_path: Path) -> None:
    """Words of residents for those of the model are for a pack that has none of its own."""
    file = tmp_path / "blad.md"
    run("report", GEHUCHT, "--for", "bewoners", "--to", file, *PACK)
    words = load_pack("lisdoorn").woordenschat.for_area("dorp")
    assert filled(text("bewoners.wens.besluiten"), words.word) in file.read_text("utf-8")
    told = run("evaluate", GEHUCHT, "--all", *PACK).stdout
    amounts = text("scherm.rollen.doet.eigen.nu", niveau=words.archetypen["besluiten"])
    assert said("scherm.rollen.vast", False, doet=amounts) in " ".join(told.split())


def test_the_own_words_say_what_each_way_is(tmp_path: Path) -> None:
    file = tmp_path / "raad.md"
    run("report", KERN, "--for", "raad", "--to", file, *PACK)
    words = load_pack("lisdoorn").woordenschat.for_area("wijk")
    for archetype in ARCHETYPES:
        name = words.archetypen[archetype]
        assert f"{name[0].upper()}{name[1:]}: {words.uitleg[archetype]}" in file.read_text("utf-8")
