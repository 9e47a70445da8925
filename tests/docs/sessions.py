"""Runs the commands that a page of documentation shows and puts today's output under them (`make docs` does all pages).

A block of kind `console` holds commands after a prompt, each with its output. A comment right above a block says more:
`show: A .. B` keeps the lines from the first that begins with A up to the next that begins with B (more ranges after
a `;`), `exit: 3` is the code that the command ends with, `file: name` writes the block to a file, and `change: name`
applies a block of kind `diff`. `list: kernvragen` fills a block with the
questions of the short route. A block of kind `sh` with `paste: n` holds the commands of step n as they are pasted,
without a prompt; `output: A .. B` fills a block with what the last of these gave. A page is one session in one folder,
from top to bottom.
"""

import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Final

from click.testing import CliRunner

from wijktoets import load_pack
from wijktoets.cli.main import main

ROOT: Final = Path(__file__).parent.parent.parent
PROMPT: Final = "$ "
LEFT_OUT: Final = "…"
CARRIED: Final = ("cases", "docs/voorbeeld", "rules", "schemas")
"""The folders of the project that a session finds in its own."""

_BLOCK: Final = re.compile(
    r"(?P<said>(?:^<!-- \w+: [^\n]* -->\n)*)^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_SAID: Final = re.compile(r"^<!-- (\w+): (.*) -->$", re.MULTILINE)


class Stale(Exception):
    """What a page asks for cannot be done with the project as it is."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, with what the comments above it say and where its body stands in the page."""

    kind: str
    body: str
    said: dict[str, str]
    start: int
    end: int


def pages() -> list[Path]:
    """Every page of documentation, in order of name."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in _BLOCK.finditer(page):
        said = dict(_SAID.findall(found["said"]))
        yield Block(found["kind"], found["body"], said, found.start("body"), found.end("body"))


def refreshed(page: str, folder: Path) -> str:
    """The page with the output of today, after doing in `folder` what it shows.

    Raises:
        Stale: a command ends otherwise than the page says, or there is nothing to show, fill or change.
    """
    _unmake(page, folder)
    parts, at = [], 0
    given: list[str] = []
    for block in blocks(page):
        if block.kind == "console" or "list" in block.said or "output" in block.said:
            parts += [page[at : block.start], _filled_block(block, folder, given)]
            at = block.end
        elif "paste" in block.said:
            given = [line for command in block.body.splitlines() for line in run(command, folder)]
        elif "file" in block.said:
            path = folder / block.said["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
        elif "change" in block.said:
            _rewrite(folder / block.said["change"], changed, block.body)
    return "".join([*parts, page[at:]])


def _filled_block(block: Block, folder: Path, given: list[str]) -> str:
    """What stands in a block today; `given` is what the commands that were pasted last wrote."""
    if "output" in block.said:
        return "".join(f"{line}\n" for line in shown(given, block.said["output"]))
    return _console(block, folder) if block.kind == "console" else kernvragen()


def _console(block: Block, folder: Path) -> str:
    lines: list[str] = []
    for line in block.body.splitlines():
        if line.startswith(PROMPT):
            output = shown(run(line, folder, int(block.said.get("exit", 0))), block.said.get("show", ""))
            lines += [line, *output]
    return "".join(f"{line}\n" for line in lines)


def kernvragen() -> str:
    """The open questions of the short route, numbered."""
    kern = sorted((g.kern, g.vraag) for g in load_pack().gespreksvragen if g.kern is not None)
    return "".join(f"{fill(f'{number:>2}  {vraag}', 80, subsequent_indent='    ')}\n" for number, vraag in kern)


def run(line: str, folder: Path, code: int = 0) -> list[str]:
    """The lines that a command writes to an 80-column screen.

    Raises:
        Stale: it is no wijktoets command, or it does not end with `code`.
    """
    program, *words = shlex.split(line.removeprefix(PROMPT))
    if program != "wijktoets":
        raise Stale(f"only wijktoets commands are run: {line}")
    with chdir(folder):
        result = CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke(main, words, prog_name="wijktoets")
    if result.exit_code != code:
        raise Stale(f"{line} ends with {result.exit_code}, not {code}:\n{result.output}")
    return [each.rstrip() for each in result.output.rstrip("\n").split("\n")]


def shown(lines: list[str], ranges: str) -> list[str]:
    """The lines of the ranges `A .. B; C .. D`, with a mark where lines are left out; without ranges all lines.

    >>> shown(["a", "b", "", "c"], "b .. c")
    ['…', 'b', '…']
    """
    kept: list[str] = []
    at = 0
    for part in ranges.split(";") if ranges else []:
        first, _, last = (word.strip() for word in part.partition(".."))
        start = _line_with(lines, first, at) if first else at
        end = _line_with(lines, last, start + 1) if last else len(lines)
        text = [*lines[start:end]]
        while text and not text[-1]:
            text.pop()
        kept += ([LEFT_OUT] if start > at else []) + text
        at = end
    if not ranges:
        return lines
    return kept + ([LEFT_OUT] if at < len(lines) else [])


def _line_with(lines: list[str], words: str, start: int) -> int:
    begins = re.compile(rf"\W*{re.escape(words)}(?!\w)")
    found = next((i for i in range(start, len(lines)) if begins.match(lines[i])), None)
    if found is None:
        raise Stale(f"no line begins with {words!r}:\n" + "\n".join(lines))
    return found


def _unmake(page: str, folder: Path) -> None:
    """Take back what the page lets its reader change, where the reader did: the page shows how it was before."""
    for block in reversed([block for block in blocks(page) if "change" in block.said]):
        path = folder / block.said["change"]
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        old, new = sides(block.body)
        if text.count(old) == 0 and text.count(new) == 1:
            path.write_text(text.replace(new, old), encoding="utf-8")


def _rewrite(path: Path, change: object, body: str) -> None:
    assert callable(change)
    path.write_text(change(path.read_text(encoding="utf-8"), body), encoding="utf-8")


def changed(text: str, diff: str) -> str:
    """A text in which the lines after `-` are replaced by those after `+`.

    >>> changed("a: 1\\nb: 2\\n", "-b: 2\\n+b: 3\\n")
    'a: 1\\nb: 3\\n'
    """
    old, new = sides(diff)
    if text.count(old) != 1:
        raise Stale(f"stands {text.count(old)} times in the file:\n{old}")
    return text.replace(old, new)


def sides(diff: str) -> tuple[str, str]:
    """What a diff takes away, and what it puts in its place."""
    old, new = ("".join(f"{line[1:]}\n" for line in diff.splitlines() if line[:1] in sign) for sign in ("- ", "+ "))
    return old, new


def set_out(folder: Path) -> Path:
    """The folder, with the parts of the project that a page may use."""
    for name in CARRIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def refresh_all() -> int:
    """Put today's output in every page and name those that changed; counts the pages that cannot be refreshed."""
    wrong = 0
    for path in pages():
        before = path.read_text(encoding="utf-8")
        try:
            with tempfile.TemporaryDirectory() as folder:
                after = refreshed(before, set_out(Path(folder)))
        except Stale as reason:
            wrong += 1
            sys.stderr.write(f"{path.relative_to(ROOT)}: {reason}\n")
            continue
        if after != before:
            path.write_text(after, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return wrong


if __name__ == "__main__":
    sys.exit(refresh_all())
