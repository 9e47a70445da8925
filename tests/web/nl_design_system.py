"""Takes the rules of the components that pages use out of the package of NL Design System: `make components`.

The package is `@utrecht/component-library-css` of npm (EUPL-1.2); what is taken goes into the folder web/static as it
stands there, without white space and without what no class on a page asks for.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import wijktoets
from wijktoets.web.components import classes

PLACE: Final = Path(wijktoets.__file__).parent / "web" / "static" / "nl-design-system.css"
HEAD: Final = """/* Rules of the components of NL Design System that pages use, made by `make components`.
From @utrecht/component-library-css {version}. @license EUPL-1.2
Copyright (c) 2020-2025 Gemeente Utrecht, Copyright (c) 2020-2025 Frameless B.V. */
"""
UNUSED: Final = (":disabled", "invalid", ":read-only", "::placeholder", "[type", "[pattern", "[inputMode")
"""States that no field of these pages is in, or in which it looks the same."""
_NAMED: Final = re.compile(r"\.([\w-]+)")


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet, each with what stands between its braces."""
    start = 0
    while (opened := css.find("{", start)) >= 0:
        at, depth = opened + 1, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[at], 0)
            at += 1
        yield css[start:opened].strip(), css[opened + 1 : at - 1].strip()
        start = at


def taken(css: str, used: frozenset[str]) -> str:
    """The rules of which all classes are used."""
    found: list[str] = []
    for name, inside in blocks(css):
        if name.startswith("@media"):
            if within := taken(inside, used):
                found.append(f"{name}{{{within}}}")
        elif not name.startswith("@"):
            selectors = [each.strip() for each in re.split(r",(?![^(]*\))", name)]
            kept = [each for each in selectors if _is_used(each, used)]
            if kept and inside:
                found.append(f"{','.join(kept)}{{{_small(inside)}}}")
    return "\n".join(found)


def _is_used(selector: str, used: frozenset[str]) -> bool:
    """Whether something on a page fits a selector."""
    bare = re.sub(r":not\([^)]*\)", "", selector)
    named = _NAMED.findall(bare)
    return bool(named) and used.issuperset(named) and not any(state in bare for state in UNUSED)


def _small(inside: str) -> str:
    """What stands in a rule, without room that means nothing."""
    bare = re.sub(r"\s+", " ", inside)
    bare = re.sub(r"\(\s+|\s+\)", lambda m: m[0].strip(), bare)
    return re.sub(r"\s*([;{},])\s*", r"\1", re.sub(r":\s+", ":", bare)).rstrip(";")


def made(package: Path) -> str:
    """The sheet, from an unpacked package."""
    version = re.search(r'"version":\s*"([^"]+)"', (package / "package.json").read_text("utf-8"))
    css = (package / "dist" / "index.css").read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace('@charset "UTF-8";', "")
    assert version is not None
    return HEAD.format(version=version[1]) + taken(bare, frozenset(classes())) + "\n"


if __name__ == "__main__":
    PLACE.write_text(made(Path(sys.argv[1])), "utf-8")
