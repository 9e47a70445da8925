"""The licence of every package that is needed stands in docs/licences.md as it was read; nothing shipped is GPL."""

import sys
from importlib.metadata import PackageNotFoundError, distribution
from typing import Final

import pytest

from tests.supply.licences import DEVELOPING_TABLE, PAGE, SHIPPED_TABLE, LicenceRow, parts, table
from tests.supply.needed import CONSTRAINTS, ROOT, is_compiled, needed, says

SHIPPED: Final = table(SHIPPED_TABLE)
DEVELOPING: Final = table(DEVELOPING_TABLE)
READ: Final = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "LLVM-exception",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
}
"""Licences that go with the EUPL-1.2 as they are used here; another is read before it comes in."""


ONLY_OLDEST: Final = {"importlib_metadata", "lazy-importer", "zipp"}
"""What Dask asks for on Python 3.11 alone, itself or by way of another."""


def test_what_is_shipped_is_listed_and_nothing_else() -> None:
    here = [row for row in SHIPPED if sys.version_info < (3, 12) or row.package not in ONLY_OLDEST]
    assert {row.package: row.extras for row in here} == {name: ", ".join(by) for name, by in needed().items()}


def test_all_that_is_installed_to_develop_is_listed() -> None:
    assert {row.package for row in (*SHIPPED, *DEVELOPING)} == set(CONSTRAINTS)
    assert not {row.package for row in SHIPPED} & {row.package for row in DEVELOPING}


@pytest.mark.parametrize("row", [*SHIPPED, *DEVELOPING], ids=lambda row: row.package)
def test_each_says_of_its_licence_what_was_read(row: LicenceRow) -> None:
    try:
        package = distribution(row.package)
    except PackageNotFoundError:
        absent = row in DEVELOPING or row.extras == "forward" or row.package in ONLY_OLDEST
        assert absent, "what is shipped is installed here"
        return
    assert says(package) == {"": row.licence, "nothing": ""}.get(row.says, row.says)
    if row in SHIPPED:
        assert is_compiled(package) is (row.compiled == "yes")


@pytest.mark.parametrize("row", SHIPPED, ids=lambda row: row.package)
def test_what_is_shipped_has_a_licence_that_was_read_and_no_gpl(row: LicenceRow) -> None:
    assert parts(row.licence) <= READ
    assert "GPL" not in row.licence


def test_the_compiled_code_is_named_where_people_look() -> None:
    for page in (PAGE, ROOT / "SECURITY.md"):
        words = page.read_text(encoding="utf-8")
        assert all(name in words for name in ("typst", "pikepdf", "z3"))
    compiled = {row.package for row in SHIPPED if row.compiled == "yes"}
    assert {"typst", "pikepdf", "z3-solver"} <= compiled
