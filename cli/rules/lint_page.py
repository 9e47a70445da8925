"""Writes docs/lint/: a page for each check of `rules lint`, and an index; `make docs` runs it."""

import sys
from pathlib import Path

from wijktoets.engine.upkeep.lint.registry import CONTROLES
from wijktoets.telling.formats.markdown import markdown
from wijktoets.telling.screens.rules.lint import check_index, check_page


def all_pages() -> dict[str, str]:
    """File name → text, of the index and of every page."""
    sheets = {"README.md": check_index(), **{f"{c.code}.md": check_page(c) for c in CONTROLES.values()}}
    return {name: markdown(sheet) for name, sheet in sheets.items()}


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
