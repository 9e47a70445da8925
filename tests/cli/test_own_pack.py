"""Every command and paper with a pack that shares no word with the Gronings one: nothing in it speaks of Groningen."""

import re
import shutil
from pathlib import Path
from typing import Final

import pytest
import yaml

from tests.cli.reading import all_text
from tests.cli.running import run
from wijktoets import evaluate, load_dossier, load_pack, rules
from wijktoets._api import laws_for
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
    r"groning|notitie(?!s\b)|bouwste|praatplaat|kompas|meepraten|voortouw|pilot|wijkdeal|een uur\b"
    r"|(?<![\w-])wijk|(?<![\w-])dorp|\bstad\b|adviser|aanjag|(?:is|bij|(?<!wat )voor|tot|op|hier) besluiten\b"
    r"|selwerd|lewenborg|wijert|oosterpark|kwartier",
    re.IGNORECASE,
)
"""Words of the Gronings model: its name, source, pilots and parts, its ways of taking part, its places."""
OF_ITS_BESTUUR: Final = re.compile(
    r"\bcollege\b|\braad\b|gemeenteraad|burgemeester|wethouder|gebiedsteam", re.IGNORECASE
)
"""What the Gronings model calls the parties of the gemeente; the law calls them so too, and is not held to this."""
KEYS: Final = re.compile(
    r"  # wijk \| .*|wijktoets|wijkt\b|wijkoverstijgend|elk_kompaspunt"
    r"|(?:rol:?|soort:) wijk\b|adviseren \| aanjagen[ |a-z]+"
    r"|^(?:wijk|dorp|adviseren|aanjagen|besluiten)(?=:|$|, )"
    r"|^(?:gewenst\.)?(?:college|raad)$|rol wijk, bewoners, gemeente of college|gemeente \| college \| raad|--for raad",
    re.IGNORECASE | re.MULTILINE,
)
"""What is typed in a file, whatever a pack calls it."""


def wrong(told: str, law: bool = False) -> list[str]:
    """The lines that speak of Groningen, or cite a line that the source of this pack has not.

    Args:
        law: whether it tells what the law says, which has names of its own for the parties of a gemeente.
    """
    lines = [KEYS.sub("-", line.strip()) for line in told.splitlines()]
    cited = re.compile(r"(?<![\w-])L(\d+)\b")
    found = [
        line for line in lines if OF_GRONINGEN.search(line) or any(int(n) > LAST_LINE for n in cited.findall(line))
    ]
    return found + [line for line in lines if OF_ITS_BESTUUR.search(line) and not law]


def test_the_packs_share_no_word() -> None:
    heads = [yaml.safe_load((rules.builtin_packs()[name] / "pakket.yaml").read_text("utf-8")) for name in PACKS]
    said = [{str(word) for word in leaves(head["woorden"])} for head in heads]
    assert said[0] & said[1] <= {"haar", "zij", "zijn", "het"}


PACKS: Final = ("gronings-model", "lisdoorn")


def leaves(value: object) -> list[object]:
    return [leaf for below in value.values() for leaf in leaves(below)] if isinstance(value, dict) else [value]


def test_what_is_looked_for_is_found() -> None:
    for line in (
        "In het Gronings model",
        "Hier past aanjagen.",
        "de wijkagenda",
        "(L63)",
        "Vraag het college.",
        "Het gebiedsteam helpt.",
    ):
        assert wrong(line), line
    assert not wrong("wijktoets check x.yaml (L41)\nadviseren: de gemeente luistert")
    assert not wrong("De raad beslist.", law=True)


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
def test_a_screen_about_a_dossier(words: tuple[str, ...]) -> None:
    for name in (KERN, GEHUCHT):
        command, *options = words
        result = run(command, str(find(name)), *options, *PACK)
        assert result.exit_code == 0, result.stderr
        assert wrong(result.output, law=words[0] == "transfer") == []


@pytest.mark.parametrize("words", ALONE, ids=" ".join)
def test_a_screen_about_the_pack(words: tuple[str, ...]) -> None:
    result = run(*words, *PACK)
    assert result.exit_code == 0, result.stderr
    called = re.escape(text("new.eigen_namen", namen="|").split("|")[0].strip())  # there keys stand as keys
    told = re.sub(rf"# {called}.*?\n\n", "", result.output, flags=re.DOTALL)
    assert wrong(told, law=words[0] == "transfer") == []


@pytest.mark.parametrize("words", PAPERS, ids=" ".join)
@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_a_paper(words: tuple[str, ...], suffix: str, tmp_path: Path) -> None:
    for number, name in enumerate((KERN, GEHUCHT)):
        command, *options = words
        file = tmp_path / f"{number}.{suffix}"
        result = run(command, name, *options, "--to", file, *PACK)
        assert result.exit_code == 0, result.stderr
        assert wrong(all_text(file)) == []


@pytest.fixture
def with_power(tmp_path: Path) -> Path:
    """A dossier of this pack with a bevoegdheid."""
    text, power = (
        Path(find(KERN) or "").read_text("utf-8"),
        "{naam: het pad, van: college, aan: vereniging, weg: mandaat}",
    )
    dossier = tmp_path / "d.yaml"
    dossier.write_text(text.replace("    bedrag:", f"    bevoegdheden: [{power}]\n    bedrag:"), encoding="utf-8")
    return dossier


def test_the_law_is_looked_at_by_itself(with_power: Path) -> None:
    """A dossier with a bevoegdheid gets what the law finds, beside a pack that never heard of it."""
    dossier, pack = load_dossier(with_power), load_pack("lisdoorn")
    laws = laws_for(dossier, pack)
    assert laws is not None and [each.id for each in laws.pakketten] == ["lisdoorn", rules.OVERDRACHT]
    assert laws is laws_for(dossier, pack)
    assert {row.bevoegdheid for row in evaluate(dossier, pack, engine="direct").wettelijk} == {"het pad"}
    for words in (("evaluate",), ("transfer",), ("transfer", "--steps"), ("transfer", "--elements"), ("plan",)):
        command, *options = words
        result = run(command, with_power, *options, *PACK)
        assert result.exit_code == 0, result.stderr
        assert wrong(result.stdout, law=True) == []
    left = text("transfer.achtergebleven", n=len(laws.achtergebleven), hier=text("transfer.achtergebleven_meer"))
    assert left in run("transfer", with_power, *PACK).stderr


def test_where_the_law_cannot_stand_beside_a_pack_results_say_that_it_was_not_looked_at(with_power: Path) -> None:
    """And `transfer` says why: a vraag of the pack has a name that the law has too."""
    folder = with_power.parent / "pak"
    shutil.copytree(rules.builtin_packs()["lisdoorn"], folder)
    clash = "\n- {id: leden-commissie, vraag: Zijn er leden?, onderdeel: dna, basis: letterlijk, bron: [L3]}\n"
    with (folder / "vragen" / "transparantie.yaml").open("a", encoding="utf-8") as file:
        file.write(clash)
    pack = load_pack(folder)
    assert laws_for(load_dossier(with_power), pack) is None
    shown = run("evaluate", with_power, "--pack", folder)
    assert shown.exit_code == 0 and pack.teksten["niet_bekeken"].anders in " ".join(shown.stdout.split())
    result = run("transfer", with_power, "--pack", folder)
    assert result.exit_code == 3 and "leden-commissie" in result.stderr


def test_a_poster_a_paper_about_many_and_a_workbook(tmp_path: Path) -> None:
    for words in (("questions", KERN), ("report", str(find(KERN)).removesuffix("/waterkant.yaml")), ("export", KERN)):
        file = tmp_path / {"questions": "p.pdf", "report": "alle.html", "export": "map.xlsx"}[words[0]]
        result = run(*words, "--to", file, *PACK)
        assert result.exit_code == 0, result.stderr
        typed = re.compile("(?:, | of )(?:gemeente|college|raad)")  # a role, as it is typed in a cell
        assert wrong(typed.sub(", -", all_text(file))) == []


def test_a_new_dossier_says_how_what_is_typed_is_called() -> None:
    told = " ".join(line.lstrip("# ") for line in run("new", *PACK).stdout.splitlines())
    for key, name in (("besluiten", "zelf kiezen"), ("college", "schepencollege"), ("dorp", "gehucht")):
        assert text("new.eigen_naam", sleutel=key, naam=name) in told
    assert text("new.eigen_namen", namen="|").split("|")[0].strip() not in run("new").stdout


UNUSED: Final = re.compile(r"eigen aan|rolverdeling|realisatiekracht|samen leren", re.IGNORECASE)
"""The onderdelen of which this pack asks nothing."""


def test_an_onderdeel_that_the_pack_does_not_use_is_nowhere(tmp_path: Path) -> None:
    """Not on a screen, in a picture or its table, on a card, or as a sheet; a workbook without it is read back."""
    told = [run("evaluate", KERN, "--all", *PACK).stdout, run("explain", KERN, *PACK).stdout]
    for words in (("report", KERN, "--for", "team"), ("questions", KERN, "--guide")):
        run(*words, "--to", tmp_path / f"{words[0]}.html", *PACK)
        told.append((tmp_path / f"{words[0]}.html").read_text("utf-8"))
    book = tmp_path / "map.xlsx"
    run("export", KERN, "--to", book, *PACK)
    told.append(all_text(book))
    assert [UNUSED.findall(each) for each in told] == [[]] * len(told)
    assert run("import", book, "--to", tmp_path / "terug.yaml", *PACK).exit_code == 0
    back, dossier = load_dossier(tmp_path / "terug.yaml"), load_dossier(str(find(KERN)))
    assert (back.antwoorden, back.afspraken) == (dossier.antwoorden, dossier.afspraken)
    assert run("check", book).exit_code == 0


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
