"""Builds the packs of the cases for `rules lint`: the small sound pack with edits (tests/data/packs/lint)."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from wijktoets import load_pack
from wijktoets.engine.upkeep.lint.registry import CONTROLES
from wijktoets.engine.upkeep.lint.run import LintReport, inspect
from wijktoets.engine.upkeep.lint.view import read_view
from wijktoets.engine.upkeep.lint.yardstick import LintYardstick, read_yardstick
from wijktoets.texts.lint_pages import MAATSTAF

DATA = Path(__file__).resolve().parents[3] / "data" / "packs" / "lint"
BASIS = DATA / "basis"

NAMES = {
    "regel": "waarborgen/transparantie/vergaderingen-openbaar.yaml",
    "signaal": "signalen/open-maar-onbekend.yaml",
    "grens": "grenzen/hele-stad.yaml",
    "vragen": "vragen/transparantie.yaml",
    "keuze": "vragen/zeggenschap.yaml",
    "gesprekken": "gesprekken.yaml",
    "instrumenten": "instrumenten.yaml",
    "pakket": "pakket.yaml",
}
"""The short names of the files of the small pack."""

SOURCE = "Iedereen weet: bewoners mogen altijd komen kijken hoe hun buurt straks wordt, zegt de bron.\n"
"""The text of the source that the cases are held against."""

Edit = Mapping[str, str]


class Geval(NamedTuple):
    """A case: its code, the edits that break it, where it is found, and the edits of its sound twin."""

    code: str
    breuk: Sequence[Edit]
    op: str
    heel: Sequence[Edit]


def cases() -> Iterator[Geval]:
    """Every case, in order of code."""
    for file in sorted(DATA.glob("WT*.yaml")):
        content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        for code, case in content.items():
            yield Geval(code, case["breuk"], case["op"], case["heel"])


def edited(folder: Path, edits: Sequence[Edit]) -> Path:
    """The small pack in a folder, with edits."""
    shutil.copytree(BASIS, folder)
    for edit in edits:
        if "nieuw" in edit:
            (folder / edit["nieuw"]).write_text(edit["tekst"], encoding="utf-8")
            continue
        path = folder / NAMES[edit["in"]]
        if "heet" in edit:
            target = folder / edit["heet"]
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
            continue
        text = path.read_text(encoding="utf-8")
        assert text.count(edit["van"]) == 1, edit
        path.write_text(text.replace(edit["van"], edit["naar"]), encoding="utf-8")
    return folder


@cache
def yardstick() -> LintYardstick:
    """What the project holds packs to."""
    return read_yardstick(MAATSTAF)


def looked_over(folder: Path, source: str | None = SOURCE) -> LintReport:
    """What all checks find in a pack; files are named as below its folder."""
    view = read_view(folder, "", load_pack(folder), yardstick(), source)
    return inspect([view], CONTROLES.values())


def findings(folder: Path, source: str | None = SOURCE) -> list[str]:
    """The code and place of each finding."""
    return [f"{v.code} {v.bestand}:{v.regel}:{v.kolom}" for v in looked_over(folder, source).vondsten]
