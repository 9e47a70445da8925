"""Reads the tables of docs/licences.md: the licence of every package that is needed, and what it says of it."""

import re
from typing import Final, NamedTuple

from tests.supply.needed import ROOT

PAGE: Final = ROOT / "docs" / "licences.md"
SHIPPED_TABLE: Final = "## What comes with wijktoets"
DEVELOPING_TABLE: Final = "## What only developing takes"


class LicenceRow(NamedTuple):
    """A package, its licence (SPDX), the words in which it says so itself, who needs it, and whether it is compiled."""

    package: str
    licence: str
    says: str
    extras: str
    compiled: str


def table(heading: str) -> list[LicenceRow]:
    """The rows below a heading of the page; columns that a table does not have are empty."""
    _, _, after = PAGE.read_text(encoding="utf-8").partition(f"{heading}\n")
    lines = after.partition("\n## ")[0].split("\n")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [LicenceRow(*(row + [""] * 5)[:5]) for row in rows if row[0] != "package"]


def parts(licence: str) -> set[str]:
    """The licences of an expression of which each holds: of `OR` the first is taken.

    >>> sorted(parts("(MIT OR GPL-3.0-only) AND 0BSD"))
    ['0BSD', 'MIT']
    """
    chosen = re.sub(r"\s+OR\s+[\w.+-]+", "", licence)
    return set(re.findall(r"[\w.+-]+", chosen)) - {"AND", "WITH"}
