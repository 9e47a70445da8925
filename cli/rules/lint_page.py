"""The page of each check of `rules lint`: printed by --explain, and written to docs/lint/ by `make docs`."""

import sys
from itertools import groupby
from pathlib import Path
from textwrap import fill
from typing import Final

from wijktoets.engine.upkeep.lint.check import Controle
from wijktoets.engine.upkeep.lint.registry import CONTROLES
from wijktoets.texts import text
from wijktoets.texts.lint_pages import lint_pages

WIDTH: Final = 80
INDEX: Final = "README.md"


def page(controle: Controle) -> str:
    """The page of a check, as Markdown of at most 80 columns (examples as they are)."""
    said = lint_pages()[controle.code]
    head = text("lint.pagina.kop", code=controle.code, naam=controle.naam)
    facts = text("lint.pagina.ernst", ernst=text(f"lint.ernst.{controle.ernst}"), uitleg=_meaning(controle))
    return "\n".join(
        [
            f"# {head}",
            "",
            _folded(facts),
            *_part("doet", _folded(said.doet)),
            *_part("waarom", _folded(said.waarom)),
            *_part("voorbeeld", _code(said.voorbeeld)),
            *_part("liever", _code(said.liever)),
            "",
        ]
    )


def _meaning(controle: Controle) -> str:
    return text(f"lint.betekent.{controle.ernst}")


def _part(name: str, body: str) -> list[str]:
    return ["", f"## {text(f'lint.pagina.{name}')}", "", body]


def _folded(words: str) -> str:
    return fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)


def _code(example: str) -> str:
    return f"```yaml\n{example.rstrip()}\n```"


def index() -> str:
    """The list of all checks, by family, each with a link to its page."""
    lines = [f"# {text('lint.pagina.alle')}", "", _folded(text("lint.pagina.inleiding")), ""]
    for family, controles in groupby(CONTROLES.values(), key=lambda c: c.code[:3]):
        lines += [f"## {text(f'lint.families.{family}')}", "", text("lint.pagina.kolommen"), "|---|---|---|"]
        for c in controles:
            lines.append(f"| [{c.code}]({c.code}.md) | {c.naam} | {text(f'lint.ernst.{c.ernst}')} |")
        lines.append("")
    return "\n".join(lines)


def all_pages() -> dict[str, str]:
    """File name → text, of the index and of every page."""
    return {INDEX: index(), **{f"{c.code}.md": page(c) for c in CONTROLES.values()}}


def write(folder: Path) -> None:
    """Write all pages to a folder, and take away those of checks that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = all_pages()
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, body in pages.items():
        (folder / name).write_text(body, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
