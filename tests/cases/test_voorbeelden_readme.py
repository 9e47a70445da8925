"""Holds the page on the invented dossiers to what they show."""

import re

from tests.cases.test_voorbeelden import FOLDER, VERWACHT, rapport, signalen


def readme_table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading of the README, without its head."""
    part = (FOLDER / "README.md").read_text(encoding="utf-8").split(heading, 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("|")]
    return rows[2:]


def in_code(text: str) -> set[str]:
    return set(re.findall(r"`([\w-]+)`", text))


def test_the_readme_names_every_dossier_with_its_uitkomsten() -> None:
    rows = {re.sub(r".*\((.*)\.yaml\)", r"\1", row[0]): in_code(row[2]) for row in readme_table("# Verzonnen")}
    assert rows == {name: set(found.values()) for name, found in VERWACHT.items()}


def test_the_readme_says_which_signaal_stands_where() -> None:
    rows = {next(iter(in_code(row[0]))): in_code(row[1]) for row in readme_table("## Welk signaal")}
    shown = {name: set().union(*(signalen(a) for a in rapport(name).afspraken)) for name in VERWACHT}
    signals = set().union(*shown.values())
    assert rows == {s: {name for name in VERWACHT if s in shown[name]} for s in signals}
