"""Holds what tests need of the notitie without its text: its length, blank lines, numbers, and hashes of its word runs.

The notitie stands beside the repository (../shared/bron) and is not copied into it. `python -m tests.cases.notitie`
writes notitie.json from it; a test keeps the two in step wherever the notitie is there.
"""

import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from wijktoets.engine.upkeep.coverage.words import copies, runs, words

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT.parent / "shared" / "bron" / "gronings-model.txt"
TRACES = Path(__file__).with_name("notitie.json")

_NUMBER = re.compile(
    r"\d+|nul|twee|drie|elf|twaalf|(?:der|veer|vijf|zes|zeven|acht|negen)?tien|vier|vijf|zes|zeven|acht|negen"
    r"|(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig|honderd|duizend|miljoen"
)


@dataclass(frozen=True, slots=True)
class Traces:
    """What is known of the notitie: `numbers` by line number, `runs` as hashes of runs of words."""

    lines: int
    blank: frozenset[int]
    numbers: dict[int, frozenset[str]]
    runs: frozenset[str]


def source() -> str | None:
    """The text of the notitie; None where it is not there, which it must be when CI is true."""
    if SOURCE.exists():
        return SOURCE.read_text(encoding="utf-8")
    assert os.environ.get("CI") != "true", f"the notitie must be at {SOURCE.name} in ../shared/bron when CI is true"
    return None


def numbers(text: str) -> frozenset[str]:
    """The numbers in a text: digits, and number words above one.

    >>> sorted(numbers("In 2021 twee keer, op een avond"))
    ['2021', 'twee']
    """
    return frozenset(word for word in words(text) if _NUMBER.fullmatch(word))


def traces_of(text: str) -> dict[str, Any]:
    """What notitie.json holds for this text of the notitie."""
    lines = text.split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    found = {number: sorted(numbers(line)) for number, line in enumerate(lines, 1)}
    digests = sorted({digest for _, digest in runs(text)})
    return {
        "lines": len(lines),
        "blank": " ".join(str(number) for number, line in enumerate(lines, 1) if not line.strip()),
        "numbers": {str(number): " ".join(has) for number, has in found.items() if has},
        "runs": [" ".join(digests[start : start + 40]) for start in range(0, len(digests), 40)],
    }


@cache
def traces() -> Traces:
    """What the repository knows of the notitie."""
    held = json.loads(TRACES.read_text(encoding="utf-8"))
    return Traces(
        lines=held["lines"],
        blank=frozenset(int(number) for number in held["blank"].split()),
        numbers={int(number): frozenset(has.split()) for number, has in held["numbers"].items()},
        runs=frozenset(digest for row in held["runs"] for digest in row.split()),
    )


def copied(text: str) -> list[str]:
    """The stretches of eight words or more that a text shares with the notitie."""
    return [kopie.woorden for kopie in copies(text, traces().runs)]


if __name__ == "__main__":
    TRACES.write_text(json.dumps(traces_of(SOURCE.read_text(encoding="utf-8")), indent=0) + "\n", encoding="utf-8")
