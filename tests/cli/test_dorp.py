"""With `gebied.soort: dorp` people read dorp everywhere; what people wrote, names and keys stay as they are."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
import pytest

from tests.builders import ruw_pakket, v, waarborg
from tests.cli.reading import all_text
from tests.cli.running import run, write_dossier, write_pack
from wijktoets import load_pack, rules
from wijktoets.cases import find
from wijktoets.cli.main import main
from wijktoets.cli.rules.words_page import leaves
from wijktoets.engine.model.woorden import known_word, open_words
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.texts import all_texts

DORPEN: Final = ("bewust-anders", "overdracht-budgetrecht")
SCREENS: Final = (
    ("evaluate", "--all", "-v"),
    ("evaluate", "--archetype", "besluiten"),
    ("evaluate", "--format", "md"),
    ("explain",),
    ("explain", "-v"),
    ("explain", "wijk-geraadpleegd"),
    ("explain", "vraag:wie-besluit"),
    ("explain", "--format", "mermaid"),
    ("plan", "--target", "besluiten"),
    ("plan", "--path"),
    ("questions",),
    ("questions", "--for", "wijk"),
    ("follow-up",),
    ("transfer",),
    ("check",),
    ("batch",),
    ("sensitivity",),
)
VALUES: Final = ("evaluate", "explain", "plan", "questions", "follow-up", "transfer")
PAPERS: Final = (
    ("report", "--for", "raad"),
    ("report", "--for", "bewoners"),
    ("report", "--for", "team"),
    ("report", "--kind", "afspraken"),
    ("questions",),
)
STAYS: Final = re.compile(
    r"wijktoets|naar een wijk kunnen gaan|"
    r"wijk- en dorpsdemocratie|wijk of (?:het )?dorp|wijkt u|wijkkompas|wijkoverstijgend|wijk:|\brol:? wijk"
    r"|#? ?wijk \||\b(?:door|is|aan): wijk\b|wijk_doet|(?<![\w])wijk, (?:gemeente|college|raad)",
    re.IGNORECASE,
)
"""Names, what speaks of both kinds, and words of keys."""
OPEN: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]|U000[f10]|ue000")


def dossier(name: str) -> str:
    return f"@voorbeelden/{name}.yaml"


def ids() -> str:
    """Every id in which the word stands, as a pattern."""
    pack = load_pack(rules.OVERDRACHT)
    acties = [str(a.id) for made in pack.acties.values() for a in made]
    known = [*pack.vragen, *pack.waarborgen, *pack.grenzen, *pack.signalen, *pack.instrumenten, *acties]
    known += [g.id for g in pack.gespreksvragen]
    return "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True) if "wijk" in name)


IDS: Final = re.compile(ids())


def wrong(told: str) -> list[str]:
    """The lines that say wijk, or leave a word open."""
    lines = [STAYS.sub("-", IDS.sub("-", line)) for line in told.splitlines()]
    return [line for line in lines if re.search(r"\bwijk", line, re.IGNORECASE) or OPEN.search(line)]


def sentences(value: Any) -> Iterator[str]:
    """Every text with a space in it of a JSON value: what is one word is a key or an id."""
    if isinstance(value, dict | list):
        for below in value.values() if isinstance(value, dict) else value:
            yield from sentences(below)
    elif isinstance(value, str) and " " in value:
        yield value


@pytest.mark.parametrize("name", DORPEN)
@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
def test_a_screen_says_dorp(name: str, words: tuple[str, ...]) -> None:
    command, *options = words
    target = find(dossier(name)) if command in ("check", "batch", "sensitivity") else dossier(name)
    result = run(command, str(target), *options)
    assert result.exit_code == 0, result.stderr
    assert wrong(result.stdout) == []


@pytest.mark.parametrize("name", DORPEN)
@pytest.mark.parametrize("command", VALUES)
def test_the_texts_of_a_value_say_dorp(name: str, command: str) -> None:
    value = json.loads(run(command, dossier(name), "--format", "json").stdout)
    both = value["woorden"].pop("plaatsen")  # the words for either kind of area, for a sentence that names both
    assert both["dorp"] == value["woorden"]["plaats"]["de"]
    assert [text for text in sentences(value) if wrong(text)] == []
    assert value["woorden"]["plaats"]["de"] == "het dorp"


@pytest.mark.parametrize("words", PAPERS, ids=" ".join)
@pytest.mark.parametrize("suffix", ["html", "md", "docx", "pdf"])
def test_a_document_says_dorp(words: tuple[str, ...], suffix: str, tmp_path: Path) -> None:
    command, *options = words
    file = tmp_path / f"stuk.{suffix}"
    result = run(command, dossier("bewust-anders"), *options, "--to", file)
    assert result.exit_code == 0, result.stderr
    assert wrong(all_text(file)) == []


def test_a_workbook_says_dorp_and_comes_back(tmp_path: Path) -> None:
    book, back = tmp_path / "map.xlsx", tmp_path / "terug.yaml"
    assert run("export", dossier("bewust-anders"), "--to", book).exit_code == 0
    cells = [line for line in all_text(book).splitlines() if " " in line and "|" not in line]
    keys = re.compile(r"(?:wijk|gemeente|college|raad|samen|partner|verder-praten)(?: \S+)*\Z")
    assert [line for line in cells if wrong(line) and not keys.match(line)] == []
    assert run("import", book, "--to", back).exit_code == 0
    comments = [line for line in back.read_text("utf-8").splitlines() if line.strip().startswith("#")]
    assert [line for line in comments if wrong(line)] == []
    paths = (find(dossier("bewust-anders")), back)
    before, after = (json.loads(run("evaluate", str(path), "--format", "json").stdout) for path in paths)
    assert before["afspraken"] == after["afspraken"]


def test_many_dossiers_speak_of_dorpen_when_all_are_and_else_of_wijken(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_dossier(tmp_path / f"{name}.yaml", naam=name, gebied={"naam": name, "soort": "dorp"})
    run("report", tmp_path, "--to", tmp_path / "dorpen.html")
    assert "<h1>Dorpen naast elkaar</h1>" in all_text(tmp_path / "dorpen.html")
    write_dossier(tmp_path / "c.yaml", naam="c", gebied={"naam": "c"})
    run("report", tmp_path, "--to", tmp_path / "alles.html")
    assert "<h1>Wijken naast elkaar</h1>" in all_text(tmp_path / "alles.html")


def test_what_people_wrote_between_braces_stays(tmp_path: Path) -> None:
    own = ["{De wijk} {0}", "Thema {de wijk} {{x}}", "{haar} {wijk_}feest", "{bron} {model}"]
    file = write_dossier(
        tmp_path / "eigen.yaml",
        naam=own[0],
        gebied={"naam": "Ergens", "soort": "dorp"},
        antwoorden={"openbare-vergaderingen": {"antwoord": "deels", "toelichting": own[2]}},
        gesprekken={"namens-wie": own[3]},
        afspraken=[{"thema": own[1], "gewenst": "besluiten"}],
    )
    told = " ".join(run("evaluate", file, "--all", width=120).stdout.split())
    assert all(text in told for text in own[:3])
    run("report", file, "--for", "team", "--to", tmp_path / "stuk.md")
    assert all(text in all_text(tmp_path / "stuk.md").replace("\\", "") for text in own)
    value = json.dumps(json.loads(run("evaluate", file, "--format", "json").stdout), ensure_ascii=False)
    assert all(text in value for text in own)


def test_without_a_dossier_a_screen_says_wijk() -> None:
    for words in (("questions",), ("rules", "list"), ("rules", "show", "wijk-geraadpleegd")):
        told = run(*words).stdout
        assert "wijk" in told
        assert "dorp" not in told.replace("wijk- en dorps", "")
        assert not OPEN.search(told)


def test_no_help_leaves_a_word_open() -> None:
    context = click.Context(main)
    names = [(name,) for name in main.list_commands(context)]
    names += [("rules", *name) for name in (("list",), ("show",), ("lint",), ("verify",), ("coverage",), ("new",))]
    for words in names:
        assert not OPEN.search(run(*words, "--help").stdout), words


# The texts of the interface


OF_THE_PAGES: Final = {f"web.velden.gewenst.{wish}" for wish in ARCHETYPES}
"""What a page calls a wish: it fills these in itself (tests/web/test_own_pack.py)."""


def test_what_a_text_leaves_open_is_a_word_that_a_pack_has() -> None:
    names = {name for key, text in leaves(all_texts()) for name in open_words(text) if key not in OF_THE_PAGES}
    assert [n for n in names if not known_word(n) and not re.fullmatch(r"[A-Za-z_]\w*", n) and ":" not in n] == []


def test_no_value_is_given_by_the_name_of_such_a_word() -> None:
    """A field that the program fills in never has the name of a word that a pack fills in."""
    folders = [Path(__file__).parents[2] / name for name in ("cli", "telling", "workbook")]
    calls = re.compile(r"\b(?:text|texts\.text|said|told|counted|say|wrong)\(((?:[^()]|\([^()]*\))*)\)", re.DOTALL)
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        for call in calls.findall(path.read_text("utf-8")):
            given = set(re.findall(r"\b(\w+)=(?!=)", call))
            assert not [name for name in given if known_word(name)], (path, call)


def test_no_text_names_the_model_or_its_source_itself() -> None:
    fixed = re.compile(r"\bde notitie\b|Gronings model", re.IGNORECASE)
    assert [key for key, text in leaves(all_texts()) if fixed.search(text)] == []


def test_the_names_of_the_archetypes_are_those_of_the_pack(tmp_path: Path) -> None:
    ruw = ruw_pakket(waarborg("w", v("a")), woorden={"archetypen": {"adviseren": "meedenken"}})
    pack = write_pack(tmp_path / "pak", ruw)
    file = write_dossier(tmp_path / "x.yaml", afspraken=[{"thema": "groen", "gewenst": "adviseren"}])
    for words in (("evaluate",), ("explain",), ("plan",), ("questions",)):
        told = run(*words, file, "--pack", pack).stdout
        assert "meedenken" in told.lower(), words
        assert "adviseren" not in told.lower().replace("optie adviseren", ""), words
