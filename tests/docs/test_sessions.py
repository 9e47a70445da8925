"""Holds every page to the program of today: each command that it shows was run, with this output."""

import doctest
import re
from contextlib import chdir
from pathlib import Path

import pytest

from tests.docs.sessions import ROOT, Stale, blocks, changed, pages, refreshed, run, set_out, shown

pytestmark = pytest.mark.anywhere

DOSSIER = "formaat: wijktoets/dossier@1\nnaam: Voorbeeldwijk\n"
PAGE = f"""
<!-- file: a.yaml -->
```yaml
{DOSSIER}```

```console
$ wijktoets check a.yaml
een oude regel
```
"""

each_page = pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# The pages


@each_page
def test_a_page_shows_the_output_of_today(path: Path, tmp_path: Path) -> None:
    page = text_of(path)
    assert page == refreshed(page, set_out(tmp_path)), "the page is out of date: run `make docs`"


@each_page
def test_the_python_of_a_page_gives_what_it_shows(path: Path, tmp_path: Path) -> None:
    examples = [block.body for block in blocks(text_of(path)) if block.kind == "python"]
    test = doctest.DocTestParser().get_doctest("\n".join(examples), {}, path.name, str(path), 0)
    with chdir(set_out(tmp_path)):
        assert doctest.DocTestRunner().run(test).failed == 0


@each_page
def test_every_command_that_is_shown_is_run(path: Path) -> None:
    loose = [block for block in blocks(text_of(path)) if block.kind != "console" and "$ wijktoets" in block.body]
    assert loose == []


@pytest.mark.parametrize("page", ["README.md", "docs/handleiding.md"])
def test_the_first_pages_open_with_real_output(page: str) -> None:
    assert any(block.kind == "console" for block in blocks(text_of(ROOT / page)))


def test_the_english_and_the_dutch_page_change_the_same_rule() -> None:
    def changes(name: str) -> list[str]:
        changed = [block for block in blocks(text_of(ROOT / name)) if block.kind == "diff"]
        return [block.body for block in changed if block.said["change"].startswith("rules/")]

    assert changes("CONTRIBUTING.md") == changes("docs/regels-onderhouden.md") != []


def test_the_ten_minutes_leave_the_page_that_asks_for_them_as_it_is(tmp_path: Path) -> None:
    """Who made the change of CONTRIBUTING in the rule itself runs `make docs` and `make test` after it."""
    page, folder = text_of(ROOT / "CONTRIBUTING.md"), set_out(tmp_path)
    made = [block for block in blocks(page) if "change" in block.said][:2]
    for block in made:
        path = folder / block.said["change"]
        path.write_text(changed(text_of(path), block.body), encoding="utf-8")
    assert refreshed(page, folder) == page


# How a page is kept up to date


def test_an_old_output_is_replaced(tmp_path: Path) -> None:
    after = refreshed(PAGE, tmp_path)
    assert "een oude regel" not in after
    assert re.search(r"^\$ wijktoets check a.yaml\na.yaml: in orde \(.*\)\n```$", after, re.MULTILINE)
    assert refreshed(after, tmp_path) == after


def test_a_command_that_ends_otherwise_than_the_page_says_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(Stale, match="ends with 0, not 3"):
        refreshed(PAGE.replace("```console", "<!-- exit: 3 -->\n```console"), tmp_path)


def test_an_error_is_shown_where_the_page_says_so(tmp_path: Path) -> None:
    page = PAGE.replace("naam: V", "naan: V").replace("```console", "<!-- exit: 3 -->\n```console")
    assert "a.yaml:2:1: onbekend veld 'naan'. Bedoelde u 'naam'?\n" in refreshed(page, tmp_path)


def test_only_wijktoets_is_run(tmp_path: Path) -> None:
    with pytest.raises(Stale, match="only wijktoets"):
        run("$ rm -rf iets", tmp_path)


def test_ranges_of_lines() -> None:
    lines = ["kop", "", "  A een", "  twee", "", "B", "slot"]
    assert shown(lines, "") == lines
    assert shown(lines, ".. A") == ["kop", "…"]
    assert shown(lines, "A .. B") == ["…", "  A een", "  twee", "…"]
    assert shown(lines, ".. A; slot ..") == ["kop", "…", "slot"]
    with pytest.raises(Stale, match="no line begins with 'C'"):
        shown(lines, "A .. C")


def test_what_is_pasted_is_run_and_its_output_stands_below_it(tmp_path: Path) -> None:
    page = PAGE.partition("```console")[0] + (
        "<!-- paste: 1 -->\n```sh\nwijktoets check a.yaml\n```\n\n<!-- output: .. -->\n```text\noud\n```\n"
    )
    after = refreshed(page, tmp_path)
    assert "oud" not in after and re.search(r"```text\na.yaml: in orde \(.*\)\n```", after)


def test_a_change_that_no_longer_fits_is_noticed() -> None:
    assert changed("a: 1\nb: 2\n", " a: 1\n-b: 2\n+b: 3\n") == "a: 1\nb: 3\n"
    with pytest.raises(Stale, match="stands 0 times"):
        changed("a: 1\n", "-a: 2\n+a: 3\n")
