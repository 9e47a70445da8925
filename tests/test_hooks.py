"""The hooks for pre-commit name commands that exist, look at the right files, and stop a commit when they should."""

import re
import shlex
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
    assert set(HOOKS) == {"wijktoets-check", "wijktoets-lint"}
    for hook in HOOKS.values():
        assert {"id", "name", "entry", "language", "files"} <= set(hook)
        assert hook["language"] == "python"
        assert hook["require_serial"] is True


@pytest.mark.parametrize(("hook", "folder"), [("wijktoets-check", "cases/"), ("wijktoets-lint", "rules/")])
def test_a_hook_takes_the_files_that_are_its_own(hook: str, folder: str) -> None:
    found = taken(hook)
    assert found
    assert all(file.startswith(folder) and file.endswith(".yaml") for file in found)
    assert "rules/ingebouwd.yaml" not in found


def test_the_files_of_the_project_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert entry("wijktoets-check", *taken("wijktoets-check")) == (0, "")
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


def test_the_page_shows_hooks_that_exist() -> None:
    page = (ROOT / "docs" / "nakijken.md").read_text(encoding="utf-8")
    assert set(re.findall(r"- id: ([\w-]+)", page)) == set(HOOKS)
