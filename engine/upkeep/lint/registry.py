"""All checks, by code: gathered from the modules in which they are written, never listed twice."""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Final

from . import carrying, conditions, examples, language, layout, references, sources
from .check import Controle

_FAMILIES: Final[tuple[ModuleType, ...]] = (sources, references, carrying, examples, conditions, language, layout)


def _gathered() -> dict[str, Controle]:
    found = [c for module in _FAMILIES for c in vars(module).values() if isinstance(c, Controle)]
    by_code = {c.code: c for c in sorted(found, key=lambda c: c.code)}
    assert len(by_code) == len(found), "a code is given twice"
    return by_code


CONTROLES: Final[Mapping[str, Controle]] = _gathered()
"""Code → check, in order of code."""


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Controle, ...]:
    """The checks whose code begins with one of `select` (all when there is none) and with none of `ignore`.

    >>> [c.code for c in chosen(["WT10"], ["WT101", "WT102", "WT103"])][:2]
    ['WT104', 'WT105']
    """
    wanted, unwanted = tuple(select), tuple(ignore)
    return tuple(
        c
        for code, c in CONTROLES.items()
        if (not wanted or code.startswith(wanted)) and not (unwanted and code.startswith(unwanted))
    )


def is_known(prefix: str) -> bool:
    """Whether any code is, or begins with, this."""
    return any(code.startswith(prefix) for code in CONTROLES)
