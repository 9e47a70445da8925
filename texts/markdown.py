"""Makes text safe to stand in Markdown: whatever a user wrote is no markup there."""

import re

from wijktoets.texts import printable


def escaped(text: str) -> str:
    r"""Text in which nothing is markup, on one line.

    >>> escaped("a *b* [c](d) | e")
    'a \\*b\\* \\[c\\](d) \\| e'
    >>> escaped("1. # een")
    '1\\. # een'
    >>> escaped("R&D &lt; x")
    'R&D \\&lt; x'
    """
    flat = " ".join(printable(text).split())
    safe = re.sub(r"([\\`*_\[\]<>|~]|&(?=#?\w+;))", r"\\\1", flat)
    return re.sub(r"^(\d+)([.)])(?=\s|$)|^([#+-])", _at_start, safe)


def _at_start(found: re.Match[str]) -> str:
    number, dot, sign = found.groups()
    return f"{number}\\{dot}" if number else f"\\{sign}"
