"""A thema may be called *algemeen*, as in four of the pilots: no sentence puts its name behind a word such as *bij*.

A name is printed as people wrote it, so a sentence names a thema before a colon or between brackets: *bij algemeen* is
no Dutch, and *bij* fits no better with a thema such as *groen, onder het maximum*.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
import yaml

from tests.cli.running import flat, run, write_dossier
from tests.spoken import said
from tests.telling.reading import ROOT, example
from tests.telling.residents import strings
from wijktoets import texts
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.telling.tree import Document, Facts, Table, walk, words

pytestmark = pytest.mark.anywhere

BEHIND = r"(?i)\b(?:bij|over|aan|voor|van|in|door|met|op|naar) "
NAMED = re.compile(BEHIND + r"\{(?:thema|themas)\}")
GENERAL = re.compile(BEHIND + "algemeen", re.IGNORECASE)
WISHES = [{"door": "bewoners", "gewenst": "besluiten"}, {"door": "gemeente", "gewenst": "adviseren"}]
ACTIE = {"wat": "Uitzoeken wat het kost", "trekker": "gemeente", "waarborg": "geld-inzichtelijk", "thema": "algemeen"}
BOTH = [{"door": "bewoners", "antwoord": "nee"}, {"door": "gemeente", "antwoord": "ja"}]
DIFFERING = {"begroting-inzichtelijk": BOTH, "agenda-afgesproken": "nee"}


def sentences(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping | list):
        for each in node.values() if isinstance(node, Mapping) else node:
            yield from sentences(each)


def test_no_sentence_names_a_thema_behind_such_a_word() -> None:
    packs = (ROOT / "rules").glob("*/pakket.yaml")
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (*packs, ROOT / "rules" / "ingebouwd.yaml")]
    assert not [line for each in (texts.all_texts(), *found) for line in sentences(each) if NAMED.search(line)]


@pytest.fixture
def general(tmp_path: Path) -> Path:
    """A thema of that name beside another, with what differs, is weighed, was done, and is to be done."""
    themas = [
        {
            "thema": "algemeen",
            "gewenst": WISHES,
            "antwoorden": {"begroting-inzichtelijk": BOTH, "agenda-afgesproken": "nee"},
        },
        {"thema": "groen", "gewenst": "besluiten", "fasen": ["uitvoering"], "antwoorden": {"agenda-afgesproken": "ja"}},
        {"thema": "wonen"},
    ]
    own = {"eigene-in-beeld": {"antwoord": "ja", "afgesproken": "Wij lopen samen rond."}}
    return write_dossier(tmp_path / "d.yaml", afspraken=themas, antwoorden=own, acties=[ACTIE])


SCREENS = (
    ["evaluate", "--all"],
    ["questions"],
    ["plan", "--target", "besluiten"],
    ["plan", "--path"],
    ["follow-up"],
    ["sensitivity"],
)


@pytest.mark.parametrize("command", SCREENS, ids=lambda c: "-".join(c))
def test_no_screen_says_bij_algemeen(general: Path, command: list[str]) -> None:
    result = run(command[0], general, *command[1:])
    assert result.exit_code == 0, result.output
    assert not GENERAL.findall(flat(result.stdout))


PAPERS = (
    ("report", "--for", "raad"),
    ("report", "--for", "team"),
    ("report", "--for", "bewoners"),
    ("report", "--kind", "afspraken"),
    ("questions",),
    ("questions", "--guide"),
)


@pytest.mark.parametrize("command", PAPERS, ids="-".join)
def test_no_paper_says_bij_algemeen(general: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    target = tmp_path / "uit.md"
    name, *options = command
    result = run(name, general, "--to", target, *options)
    assert result.exit_code == 0, result.output
    told = flat(target.read_text(encoding="utf-8"))
    assert "lgemeen" in told or name == "questions"
    assert not GENERAL.findall(told)


def test_a_pilot_in_general_reads_right() -> None:
    rapport = example(ROOT / "cases" / "golvend-lewenborg.yaml")
    assert not [line for lezer in ("raad", "team") for line in strings(bijlage(rapport, lezer)) if GENERAL.search(line)]


@pytest.mark.parametrize("make", [bijlage, partial(bijlage, lezer="team"), afspraken], ids=["raad", "team", "sheet"])
def test_above_a_wish_stands_that_it_is_one(make: Callable[[Rapport], Document]) -> None:
    """Not *zeggenschap*, which reads as what there is."""
    heads = []
    for part in walk(make(example()).parts):
        if isinstance(part, Facts):
            heads += [(fact.name, words(fact.text)) for fact in part.facts]
        elif isinstance(part, Table):
            heads += [(words(row[0]), words(row[1])) for row in part.rows if len(row) == 2]
    assert [head for head, value in heads if value.lower().startswith("besluiten")] == [said("report.feiten.wens")]
