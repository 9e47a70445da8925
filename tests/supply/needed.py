"""What wijktoets needs to run, by what is installed here: every package of the base and of each extra, to the last."""

import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[2]
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHIPPED: Final = ("base", "documents", "batch", "proof", "scale", "server", "web", "forward", "compiled")
"""The base and the extras that somebody who uses wijktoets installs; `all` is the six in the middle."""
CONSTRAINTS: Final = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split("\n") if "==" in line
)
"""The versions that the project is tested with."""
COMPILED: Final = (".so", ".pyd", ".dylib", ".dll")


def needed() -> dict[str, list[str]]:
    """Every package that the base or an extra needs, as it calls itself, with which of these need it."""
    found: dict[str, list[str]] = {}
    for extra in SHIPPED:
        wanted = PROJECT["dependencies"] if extra == "base" else PROJECT["optional-dependencies"][extra]
        for name in sorted(_closure(wanted)):
            found.setdefault(name, []).append(extra)
    return dict(sorted(found.items(), key=lambda row: row[0].casefold()))


def below(name: str) -> list[str]:
    """The packages that a package asks for itself, as they call themselves; those of its extras are left out."""
    return sorted({distribution(req.name).name for req in _asked(distribution(name).requires or (), {""})})


def _closure(wanted: Iterable[str]) -> set[str]:
    done: set[tuple[str, frozenset[str]]] = set()
    waiting = list(_asked(wanted, {""}))
    while waiting:
        req = waiting.pop()
        key = (canonicalize_name(req.name), frozenset(req.extras))
        if key not in done:
            done.add(key)
            waiting += _asked(distribution(req.name).requires or (), {"", *req.extras})
    return {distribution(name).name for name, _ in done}


def _asked(wanted: Iterable[str], extras: set[str]) -> Iterator[Requirement]:
    for req in map(Requirement, wanted):
        if req.marker is None or any(req.marker.evaluate({"extra": extra}) for extra in extras):
            yield req


def says(package: Distribution) -> str:
    """What a package says of its licence: an expression, else its words, else its classifiers."""
    head = package.metadata
    classifiers = [c.split(" :: ")[-1] for c in head.get_all("Classifier") or () if c.startswith("License")]
    words = (head.get("License") or "").strip().partition("\n")[0]
    return head.get("License-Expression") or words or ", ".join(classifiers)


def is_compiled(package: Distribution) -> bool:
    """Whether it brings machine code."""
    return any(any(end in Path(str(file)).name for end in COMPILED) for file in package.files or ())
