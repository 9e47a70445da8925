"""Hands a template of typst its data and gets a PDF or a picture back, the same for the same data on every machine.

Only the fonts inside typst are used. What a letter is missing from stands there as an escape, since a PDF for the
archive may not hold a letter that cannot be read.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wijktoets.texts import printable

from ..tree import Span, runs

if TYPE_CHECKING:
    from ..tree import Table

STANDARDS: Final[list[Any]] = ["ua-1", "a-2a"]
"""PDF/UA-1 and PDF/A-2a: a file keeps to both."""

_NO_GLYPH: Final = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


def as_json(value: object) -> str:
    """A frozen value as JSON: every part says in `is` what it is, every text is printable."""
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__.lower(), **{f.name: _plain(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        spans = tuple(each for each in value if isinstance(each, Span))
        return [_plain(each) for each in (runs(spans) or value)]
    if isinstance(value, date):
        return value.isoformat()
    return printable(value) if isinstance(value, str) else value


def typeset(template: Path, data: Mapping[str, str], tables: Sequence["Table"] = ()) -> bytes:
    """A PDF from a template, which sets the only date in it; `tables` are those in the data, from top to bottom.

    Raises:
        typst.TypstError: the template has a fault.
        ValueError: the template does not give every table.
    """
    import typst

    from .tagging import finish

    data = dict(data)
    while True:
        compiler = typst.Compiler(template.read_bytes(), ignore_system_fonts=True, sys_inputs=data)
        try:
            made = compiler.compile(format="pdf", pdf_standards=STANDARDS)
        except typst.TypstError as error:
            lacking = {char for char in _without_glyph(error.diagnostic) if any(char in v for v in data.values())}
            if not lacking:
                raise
            data = {name: _escape(value, lacking) for name, value in data.items()}
            continue
        assert isinstance(made, bytes)
        return finish(made, tables)


def _without_glyph(diagnostic: str) -> set[str]:
    """The characters that no font has, as typst names them; plain letters never are."""
    found = "".join(_NO_GLYPH.findall(diagnostic))
    found = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), found)
    return {char for char in found if not char.isascii()}


def _escape(data: str, lacking: set[str]) -> str:
    r"""Put an escape in the place of characters, inside JSON.

    >>> _escape('["a \u4f60"]', {"\u4f60"})
    '["a \\\\u4f60"]'
    """
    signs = {ord(char): char.encode("unicode_escape").decode().replace("\\", "\\\\") for char in lacking}
    return data.translate(signs)


def png(svg: str, width: int, density: int = 192) -> bytes:
    """A drawing as a picture of dots, `width` in units of 96 an inch.

    Raises:
        typst.TypstError: this is no drawing.
    """
    source = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: int(sys.inputs.width) / 96 * 1in)'
    )
    import typst

    compiler = typst.Compiler(source.encode(), ignore_system_fonts=True, sys_inputs={"svg": svg, "width": str(width)})
    made = compiler.compile(format="png", ppi=density)
    assert isinstance(made, bytes)
    return made
