"""Pastes the steps of the handleiding into a shell and an editor as they stand, and sees that each one works."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.docs.sessions import PROMPT, ROOT, Block, blocks
from wijktoets import load_dossier

pytestmark = pytest.mark.anywhere

HANDLEIDING = (ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8")
FIRST, LAST = "## In tien minuten", "## Het scherm lezen"
SHELL = f'wijktoets() {{ "{sys.executable}" -m wijktoets "$@"; }}\n'


def steps() -> list[Block]:
    """The blocks of the steps, in order."""
    start, end = HANDLEIDING.index(FIRST), HANDLEIDING.index(LAST)
    return [block for block in blocks(HANDLEIDING) if start < block.start < end]


def test_the_steps_can_be_pasted_as_they_stand(tmp_path: Path) -> None:
    pasted = []
    for block in steps():
        if "file" in block.said:
            (tmp_path / block.said["file"]).write_text(block.body, encoding="utf-8")
        elif "paste" in block.said:
            done = subprocess.run(
                ["bash", "-e", "-c", SHELL + block.body],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
                check=False,
            )
            assert done.returncode == 0, f"step {block.said['paste']}: {done.stderr}"
            pasted.append(block.said["paste"])
    assert {"1", "2", "4", "5", "7"} <= set(pasted)
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {f"voorbeeldwijk{end}" for end in (".yaml", ".xlsx", "-terug.yaml")} | {
        *("kaarten.pdf", "gids.pdf", "afspraken.pdf")
    }
    assert (
        load_dossier(tmp_path / "voorbeeldwijk-terug.yaml").afspraken
        == load_dossier(tmp_path / "voorbeeldwijk.yaml").afspraken
    )


def test_nothing_in_the_steps_has_a_prompt_or_is_a_part_of_a_file() -> None:
    for block in steps():
        if block.kind == "sh":
            assert "paste" in block.said and PROMPT not in block.body
        if block.kind == "yaml":
            assert "file" in block.said


def test_what_is_shown_of_a_dossier_further_on_can_be_put_at_its_end() -> None:
    """Each piece is whole: a mapping that says where it belongs, and no key twice."""
    for block in blocks(HANDLEIDING):
        if block.kind == "yaml" and "file" not in block.said:
            assert isinstance(yaml.safe_load(block.body), dict), block.body
