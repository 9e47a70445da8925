"""Writes SVG as text: elements with their attributes escaped, and a whole picture with its title and description."""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from wijktoets.texts import printable

from ..tree import Figure, Table

INK: Final = "#1d2b36"
SOFT: Final = "#6b7883"
PAPER: Final = "#ffffff"
"""Dark, less dark and white: what differs in meaning differs in form, never only in colour."""

FONT: Final = "Arial, 'Liberation Sans', Helvetica, sans-serif"
SMALL: Final = 12
LARGE: Final = 14
WIDTH: Final = 340
"""Sizes of letters, and the width of every picture, in SVG units."""


def element(tag: str, *inside: str, **attributes: object) -> str:
    """An element; `inside` is SVG already, an underscore in the name of an attribute is a hyphen.

    >>> element("rect", x=1, stroke_width=2)
    '<rect x="1" stroke-width="2"/>'
    """
    written = "".join(f" {name.replace('_', '-')}={quoteattr(_shown(value))}" for name, value in attributes.items())
    return f"<{tag}{written}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{written}/>"


def _shown(value: object) -> str:
    """A number without needless digits, so that the same picture is the same text everywhere."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else printable(str(value))


def words(text: str, x: float, y: float, **attributes: object) -> str:
    """A line of text with its baseline at y.

    >>> words("a < b", 0, 9, font_size=12)
    '<text x="0" y="9" font-size="12">a &lt; b</text>'
    """
    return element("text", escape(printable(text)), x=x, y=y, **attributes)


def picture(name: str, title: str, desc: str, caption: str, table: Table, height: int, parts: Iterable[str]) -> Figure:
    """A whole picture with what it shows as a table; `name` makes its ids differ from those of others on a page."""
    svg = element(
        "svg",
        element("title", escape(printable(title)), id=f"{name}-titel"),
        element("desc", escape(printable(desc)), id=f"{name}-uitleg"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        role="img",
        aria_labelledby=f"{name}-titel",
        aria_describedby=f"{name}-uitleg",
        font_family=FONT,
        font_size=SMALL,
        fill=INK,
    )
    return Figure(svg, f"{title} {desc}.", caption, table, WIDTH, height)


def fitted(text: str, width: float, size: int = SMALL) -> list[str]:
    """The lines that a text takes in so much room, by a careful guess of how wide letters are.

    >>> fitted("nog niet bekend", 60)
    ['nog niet', 'bekend']
    """
    most = max(int(width / (size * 0.55)), 8)
    lines: list[str] = []
    for word in text.split():
        for piece in (word[i : i + most] for i in range(0, len(word), most)):
            if lines and len(lines[-1]) + 1 + len(piece) <= most:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines or [""]
