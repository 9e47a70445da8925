"""Holds the page on formats to the code: every format that a file or result can have, and every way to end."""

import re

from tests.docs.sessions import ROOT
from wijktoets.cli.base import failing

PAGE = (ROOT / "docs" / "formaten.md").read_text("utf-8")
PACKS = (ROOT / "docs" / "pakketformaat.md").read_text("utf-8")
CODE = "\n".join(
    path.read_text("utf-8") for room in ("engine", "cli", "workbook") for path in sorted((ROOT / room).rglob("*.py"))
)


def test_every_format_is_told() -> None:
    formats = set(re.findall(r"wijktoets/[a-z-]+@\d+", CODE))
    assert len(formats) >= 25
    assert {formaat for formaat in formats if f"`{formaat}`" not in PAGE + PACKS} == set()


def test_every_way_to_end_is_told_and_no_other() -> None:
    codes = {value for name, value in vars(failing).items() if name.isupper() and isinstance(value, int)}
    rows = PAGE.split("## Eindcodes")[1].split("\n## ")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", rows, re.MULTILINE)} == {0, *codes}
