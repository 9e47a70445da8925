"""The sentences and pages of `rules lint`, by code; read only when someone asks for them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from . import printable

FOLDER: Final = Path(__file__).resolve().parent / "lint"
MAATSTAF: Final = FOLDER / "maatstaf.yaml"
"""The lists of words and the lengths that packs are held to."""


class Bladzijde(NamedTuple):
    """What there is to say of a code: the two sentences of a finding, and the parts of its page."""

    melding: tuple[str, str]
    doet: str
    waarom: str
    voorbeeld: str
    liever: str


@cache
def lint_pages() -> Mapping[str, Bladzijde]:
    """Every code with what there is to say of it."""
    found: dict[str, Bladzijde] = {}
    for file in sorted(FOLDER.glob("WT*.yaml")):
        for code, page in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items():
            found[code] = Bladzijde(**{**page, "melding": tuple(page["melding"])})
    return found


def lint_sentences(code: str, facts: Mapping[str, str]) -> tuple[str, str]:
    """What is found, and what to do, with the facts filled in."""
    shown = {name: printable(fact).replace("\n", " ") for name, fact in facts.items()}
    wrong, advice = lint_pages()[code].melding
    return wrong.format_map(shown), advice.format_map(shown)
