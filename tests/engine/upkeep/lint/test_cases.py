"""Every check fires on the pack that breaks it, at the right place and alone, and not on the near twin."""

from pathlib import Path

import pytest
import yaml

from tests.engine.upkeep.lint.cases import BASIS, DATA, SOURCE, Geval, cases, findings, looked_over
from tests.engine.upkeep.lint.cases import edited as edit
from wijktoets import load_pack
from wijktoets.engine.judging import direct
from wijktoets.engine.upkeep.examples import run_examples
from wijktoets.engine.upkeep.lint.registry import CONTROLES
from wijktoets.texts.lint_pages import lint_pages, lint_sentences

each_case = pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.code)


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert [case.code for case in cases()] == list(CONTROLES)


def test_nothing_is_found_in_the_small_pack() -> None:
    assert findings(BASIS) == []
    assert run_examples(load_pack(BASIS), direct.compute).fout == ()


@each_case
def test_what_breaks_a_code_is_found_there_and_nothing_else(case: Geval, tmp_path: Path) -> None:
    assert findings(edit(tmp_path / "pack", case.breuk)) == [f"{case.code} {case.op}"]


@each_case
def test_the_near_twin_is_sound(case: Geval, tmp_path: Path) -> None:
    assert findings(edit(tmp_path / "pack", case.heel)) == []


@each_case
def test_the_sentence_of_a_finding_is_whole(case: Geval, tmp_path: Path) -> None:
    (vondst,) = looked_over(edit(tmp_path / "pack", case.breuk)).vondsten
    wrong, advice = lint_sentences(vondst.code, vondst.gegevens)
    assert wrong[0] in "'`" or wrong[0].islower()
    assert advice[0].isupper()
    for sentence in (wrong, advice):
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert "None" not in sentence


def test_a_copy_is_looked_for_only_beside_the_source(tmp_path: Path) -> None:
    (case,) = (case for case in cases() if case.code == "WT108")
    pack = edit(tmp_path / "pack", case.breuk)
    assert findings(pack, None) == []
    assert findings(pack, SOURCE) == [f"WT108 {case.op}"]


# The registry and the pages


def test_every_code_belongs_to_its_family_and_has_a_name_of_its_own() -> None:
    assert all(
        code == c.code and code[:2] == "WT" and code[2:].isdigit() and len(code) == 5 for code, c in CONTROLES.items()
    )
    names = [c.naam for c in CONTROLES.values()]
    assert len(set(names)) == len(names)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert list(lint_pages()) == list(CONTROLES)
    for page in lint_pages().values():
        assert all(part.strip() for part in (page.doet, page.waarom, page.voorbeeld, page.liever))
        assert page.voorbeeld != page.liever


@pytest.mark.parametrize("code", list(CONTROLES))
def test_the_examples_on_a_page_are_yaml(code: str) -> None:
    page = lint_pages()[code]
    for example in (page.voorbeeld, page.liever):
        assert yaml.safe_load(example) is not None


def test_the_cases_are_told_apart_by_files_of_their_family() -> None:
    for file in DATA.glob("WT*.yaml"):
        assert {code[:3] for code in yaml.safe_load(file.read_text(encoding="utf-8"))} == {file.stem}
