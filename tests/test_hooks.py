"""The hooks for pre-commit name commands that exist, look at the right files, and stop a commit when they should."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.running import run
from tests.engine.upkeep.lint.cases import cases, edited

ROOT = Path(__file__).parent.parent
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}


def taken(hook: str) -> list[str]:
    """The files of the project that a hook is given."""
    files = (
        p.relative_to(ROOT).as_posix() for folder in ("cases", "rules", "docs") for p in (ROOT / folder).rglob("*.*")
    )
    return sorted(file for file in files if re.search(HOOKS[hook]["files"], file))


def entry(hook: str, *files: str) -> tuple[int, str]:
    """How the command of a hook ends, and what it says, on these files."""
    program, *words = shlex.split(HOOKS[hook]["entry"])
    assert program == "wijktoets"
    result = run(*words, *files)
    return result.exit_code, result.output


def test_the_hooks_have_what_pre_commit_asks() -> None:
    assert set(HOOKS) == {"wijktoets-check", "wijktoets-lint", "wijktoets-test", "wijktoets-coverage"}
    for hook in HOOKS.values():
        assert {"id", "name", "entry", "language", "files"} <= set(hook)
        assert hook["language"] == "python"
        assert hook["require_serial"] is True


@pytest.mark.parametrize(
    ("hook", "folder"), [("wijktoets-check", "cases/"), ("wijktoets-lint", "rules/"), ("wijktoets-test", "rules/")]
)
def test_a_hook_takes_the_files_that_are_its_own(hook: str, folder: str) -> None:
    found = taken(hook)
    assert found
    assert all(file.startswith(folder) and file.endswith(".yaml") for file in found)
    assert "rules/ingebouwd.yaml" not in found


def test_the_files_of_the_project_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert entry("wijktoets-check", *taken("wijktoets-check")) == (0, "")
    own = [file for file in taken("wijktoets-lint") if file.startswith("rules/lisdoorn/")]
    for hook in ("wijktoets-lint", "wijktoets-test", "wijktoets-coverage"):
        code, said = entry(hook, *own)
        assert code == 0, said
    gronings = [file for file in taken("wijktoets-lint") if file.startswith("rules/gronings-model/")]
    assert entry("wijktoets-lint", *gronings) == (0, "")


def test_a_broken_dossier_and_a_broken_pack_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "x.yaml").write_text("formaat: wijktoets/dossier@1\nnam: x\n", encoding="utf-8")
    code, said = entry("wijktoets-check", "cases/x.yaml")
    assert code == 3
    assert said.startswith("cases/x.yaml:")
    (case,) = (case for case in cases() if case.code == "WT101")
    (tmp_path / "rules").mkdir()
    edited(tmp_path / "rules" / "p", case.breuk)
    code, said = entry("wijktoets-lint", "rules/p/grenzen/hele-stad.yaml", "rules/p/pakket.yaml")
    assert code == 3
    assert said.startswith("rules/p/waarborgen/")
    assert said.count("WT101") == 1


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another repository, with a pack and dossiers of its own; its root is the working folder, as pre-commit has it."""
    shutil.copytree(ROOT / "rules" / "lisdoorn", tmp_path / "rules" / "eigen")
    shutil.copytree(ROOT / "cases" / "lisdoorn", tmp_path / "cases")
    for path in (tmp_path / "rules" / "eigen" / "pakket.yaml", *(tmp_path / "cases").glob("*.yaml")):
        path.write_text(path.read_text("utf-8").replace("id: lisdoorn", "id: eigen"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_in_another_repository_each_dossier_is_held_against_the_pack_that_it_names(other: Path) -> None:
    case = other / "cases" / "perenhoek.yaml"
    assert entry("wijktoets-check", "cases/perenhoek.yaml", "cases/waterkant.yaml") == (0, "")
    case.write_text(case.read_text("utf-8").replace("briefje-telt-mee", "briefje-telt"), encoding="utf-8")
    code, said = entry("wijktoets-check", "cases/perenhoek.yaml", "cases/waterkant.yaml")
    assert code == 3 and said.startswith("cases/perenhoek.yaml:") and "briefje-telt-mee" in said
    case.write_text(case.read_text("utf-8").replace("id: eigen", "id: nergens"), encoding="utf-8")
    assert "nergens" in entry("wijktoets-check", "cases/perenhoek.yaml")[1]


def test_in_another_repository_examples_and_lines_of_the_source_are_looked_at(other: Path) -> None:
    file = "rules/eigen/waarborgen/transparantie/verslag-voor-iedereen.yaml"
    assert entry("wijktoets-test", file)[0] == entry("wijktoets-coverage", file)[0] == 0
    rule = other / file
    rule.write_text(rule.read_text("utf-8").replace("verwacht: geborgd", "verwacht: deels"), encoding="utf-8")
    code, said = entry("wijktoets-test", file, "rules/eigen/pakket.yaml")
    assert code == 3 and said.count(f"{file}:") == 1
    account = other / "rules" / "eigen" / "bron.yaml"
    account.write_text(account.read_text("utf-8").replace("  L3: {", "  L2: {"), encoding="utf-8")
    account.write_text(re.sub(r", soort: voorbeeld, reden: [^}]*", "", account.read_text("utf-8")), encoding="utf-8")
    code, said = entry("wijktoets-coverage", file)
    assert code == 3 and "L34" in said


def test_the_page_shows_hooks_that_exist() -> None:
    page = (ROOT / "docs" / "nakijken.md").read_text(encoding="utf-8")
    assert set(re.findall(r"- id: ([\w-]+)", page)) == set(HOOKS)
