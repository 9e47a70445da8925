"""Every YAML file of the project reads the same with the two readers that people use most: PyYAML and ruamel.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("cases", "docs", "rules", "schemas", "tests", "texts", ".github", ".ci")
MEANT_TO_BE_BAD = ("tests/data/bad/", "tests/data/good/json.yaml")
"""Where files stand that are there because something is wrong with them, and JSON that is set in with tabs."""
FILES = [
    path
    for suffix in ("*.yaml", "*.yml")
    for path in (*ROOT.glob(suffix), *(found for folder in FOLDERS for found in (ROOT / folder).rglob(suffix)))
    if not path.relative_to(ROOT).as_posix().startswith(MEANT_TO_BE_BAD)
]


def values(node: Any) -> Any:
    """A tree as plain values, so that what two readers found can be compared."""
    if isinstance(node, dict):
        return {str(key): values(value) for key, value in node.items()}
    return [values(item) for item in node] if isinstance(node, list) else str(node)


def test_there_are_files_of_every_kind() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} >= {"cases", "rules", "texts", "publiccode.yml"}


@pytest.mark.anywhere
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_readers_read_it_and_see_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    safe = [*yaml.load_all(text, Loader=yaml.SafeLoader)]
    assert values(safe) == values([*YAML(typ="safe", pure=True).load_all(text)])
