"""Holds docs/regels/ to the packs: each regel has its page, every page is of today, and every link leads somewhere."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.cases.notitie import copied
from tests.docs.sessions import ROOT
from tests.spoken import text
from wijktoets import load_pack, rules
from wijktoets.cli.rules.pages import all_pages, write
from wijktoets.engine.model.pakket import Grens, Signaal, Waarborg
from wijktoets.engine.upkeep.changes import read_changes
from wijktoets.engine.upkeep.pages.value import REGEL_FORMAAT, BronregelRij, PlekRij, Regelpagina
from wijktoets.telling.screens.rules.pages.places import anchor

FOLDER = ROOT / "docs" / "regels"
PACK = "gronings-model"
PERHAPS = text("regelpagina.uitkomst.misschien")


@cache
def made() -> dict[str, str]:
    return all_pages()


def test_the_pages_are_of_today() -> None:
    there = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in FOLDER.rglob("*.md")}
    assert there == made(), "docs/regels is out of date: run `make docs`"


def test_every_regel_has_a_page_and_every_pack_an_index() -> None:
    pack = load_pack()
    names = {*pack.waarborgen, *pack.grenzen, *pack.signalen}
    indexes = {"README", "per-onderdeel", "per-archetype", "per-partij", "wijzigingen"}
    assert {Path(path).stem for path in made() if path.startswith(f"{PACK}/")} == names | indexes
    assert {path.split("/")[0] for path in made()} == {"README.md", *rules.builtin_packs()}


def test_every_regel_is_in_the_indexes() -> None:
    pack = load_pack()
    for index, names in {
        "README": [*pack.waarborgen, *pack.grenzen, *pack.signalen],
        "per-onderdeel": [*pack.waarborgen, *pack.grenzen, *pack.signalen],
        "per-archetype": [*pack.waarborgen, *pack.grenzen],
        "per-partij": [*pack.waarborgen],
    }.items():
        page = made()[f"{PACK}/{index}.md"]
        assert [name for name in names if f"({name}.md)" not in page] == []


def test_every_link_leads_somewhere() -> None:
    for path, page in made().items():
        for target in re.findall(r"(?<!\\)\]\(([^)\s]+)\)", page):
            place, _, where = target.partition("#")
            found = (FOLDER / path).parent.joinpath(place).resolve()
            assert found.exists(), (path, target)
            if where:
                headings = re.findall(r"^#+ (.+)$", found.read_text("utf-8"), re.MULTILINE)
                assert where in map(anchor, headings), (path, target)


def test_nothing_is_copied_and_nothing_is_outside_the_project() -> None:
    for path, page in made().items():
        assert copied(page) == [], path
        assert not re.search(r"(?<![\w.])/(?:work|tmp|root|home)\b|https?://", page), path


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "minderheid-gehoord",
            [
                "# De minderheid krijgt een plek in het besluit\n",
                "- **Ligt bij:** [de wijk](per-partij.md#de-wijk)\n",
                f"Bij besluiten {text('explain.norm.moet')}.\n",
                "- **L278:** ",
                f"## {text('regelpagina.kop.vraagt.waarborg')}\n\n- Is afgesproken hoe",
                f"## {text('regelpagina.kop.wijkdeal')}\n\n*",
                f"| plek-voor-minderheid ja | {text('regelpagina.uitkomst.geborgd')} (geborgd) |\n",
                "(../../../rules/gronings-model/waarborgen/ieders-stem-telt/minderheid-gehoord.yaml)",
            ],
        ),
        ("eerst-de-raad-dan-bevoegdheden", [text("regelpagina.als"), "- Is afgesproken welke bevoegdheden"]),
        (
            "raakt-de-hele-stad",
            ["- **Grens bij:** ", f"| {text('rules.show.zonder_antwoorden')} | {PERHAPS} (misschien) |"],
        ),
        ("aangewezen-maar-niet-herkend", ["- Allebei:\n  - ", f"{text('regelpagina.zegt_dan')}\n\n*"]),
    ],
)
def test_a_page_says_what_a_reader_needs(name: str, says: list[str]) -> None:
    page = made()[f"{PACK}/{name}.md"]
    assert [words for words in says if words not in page] == []


@pytest.mark.parametrize("name", rules.builtin_packs())
def test_the_newest_fragment_is_the_version_of_the_pack(name: str) -> None:
    bladen = read_changes(rules.builtin_packs()[name], name)
    versie = next(p.versie for p in load_pack(name).pakketten if p.id == name)
    assert bladen[0].versie == versie, f"say in rules/{name}/wijzigingen/{versie}.yaml what changed"
    files = {path.stem for path in (ROOT / "rules" / name / "wijzigingen").glob("*.yaml")}
    assert files == {blad.versie for blad in bladen}


def test_the_last_word_on_a_field_is_what_the_rule_says() -> None:
    """What a fragment says that a norm or a party became holds until another fragment says otherwise."""
    pack, last, gone = load_pack(), dict[tuple[str, str], Any](), dict[str, bool]()
    for blad in read_changes(rules.builtin_packs()[PACK], PACK):
        for each in (each for groep in blad.wijzigingen for each in groep.bij if each.soort == "waarborg"):
            gone.setdefault(each.id, each.verandering == "weg")
            if each.veld in ("norm", "rust_op"):
                last.setdefault((each.id, each.veld), each.wordt)
    assert len(last) >= 40
    assert {name for name, away in gone.items() if away} == set(gone) - set(pack.waarborgen)
    there = {key: word for key, word in last.items() if not gone[key[0]]}
    assert {key: word for key, word in there.items() if word != getattr(pack.waarborgen[key[0]], key[1])} == {}


def test_a_changelog_says_rule_before_after_and_line() -> None:
    page = made()[f"{PACK}/wijzigingen.md"]
    assert page.index("\n## 1.5.0 (28 november 2026)\n") < page.index("\n## 1.3.0 (24 november 2026)\n")
    row = next(line for line in page.splitlines() if "(tegenwicht-geregeld.md)" in line)
    assert row.endswith(" | `norm` | – / hoort / moet | – / mag / moet | L53, L57, L148, L192 |")


def test_the_page_on_packs_tells_what_json_adds_to_the_files() -> None:
    in_files = {name for model in (Waarborg, Grens, Signaal) for name in model.model_fields}
    told = (ROOT / "docs" / "eigen-pakket.md").read_text("utf-8")
    added = {*Regelpagina.model_fields, *PlekRij.model_fields, *BronregelRij.model_fields} - in_files - {"formaat"}
    assert {name for name in added if f"`{name}`" not in told} == set()
    assert f"`formaat: {REGEL_FORMAAT}`" in told


def test_what_is_gone_from_the_packs_goes_from_the_folder(tmp_path: Path) -> None:
    old = tmp_path / "regels" / "weg.md"
    old.parent.mkdir()
    old.write_text("oud")
    write(tmp_path / "regels")
    assert not old.exists() and (tmp_path / "regels" / PACK / "README.md").exists()
