"""Writes SVG as text: elements with their attributes escaped, and a whole picture with its title and description."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from wijktoets.texts import printable

from ..tree import Figure, Table

INK: Final = "#1d2b36"
SOFT: Final = "#4a5560"
ACCENT: Final = "#0b5a8a"
PAPER: Final = "#ffffff"
"""Dark, less dark, one colour and white: what differs in meaning differs in form, so that grey says the same.

Each of the first three stands 7 to 1 or more from white.
"""

FONT: Final = "Arial, 'Liberation Sans', Helvetica, sans-serif"
SMALL: Final = 15
LARGE: Final = 16
WIDTH: Final = 340
"""Sizes of letters, and the width of every picture, in SVG units.

On a page two pictures stand beside each other, at 78 millimetres each, and there the smallest letters are 9 points.
"""
BEARING: Final = 1
"""How far a letter may reach beyond where its line begins or ends: a browser draws it a little wider than it counts."""
LINE: Final = 19
"""From line to line."""
SAMPLE: Final = 18
"""How wide and high a sign in the key is."""
INSET: Final = 10
ROOM: Final = WIDTH / 2 - SAMPLE - 2.5 * INSET
"""The room inside a key, and that for what a sign means where two stand beside each other."""
WIDE: Final = 0.6
NARROW: Final = 0.55
"""How wide a letter is at most on average, bold and not, beside its size."""

Drawn: TypeAlias = tuple[float, list[str]]
"""How far down a part of a picture comes, and its elements."""


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


def headed(name: str, note: str, y: float) -> Drawn:
    """A name in bold with its note at the right, or below it where they would touch; y is the top."""
    parts, lines = [], fitted(name, WIDTH, LARGE, WIDE)
    for line in lines:
        y += LINE
        parts.append(words(line, 0, y - 3, font_size=LARGE, font_weight="bold"))
    if not note:
        return y, parts
    if len(lines) == 1 and len(name) * LARGE * WIDE + len(note) * SMALL * NARROW + INSET <= WIDTH:
        return y, [*parts, words(note, WIDTH - BEARING, y - 3, text_anchor="end")]
    y, said = paragraph(note, y)
    return y, [*parts, *said]


def paragraph(text: str, y: float) -> Drawn:
    """A text from side to side in as many lines as it takes; y is the top."""
    parts = []
    for line in fitted(text, WIDTH - 2 * BEARING):
        y += LINE
        parts.append(words(line, BEARING, y - 3))
    return y, parts


def key(title: str, signs: Sequence[tuple[Callable[[float, float], str], str]], y: float) -> Drawn:
    """A box that says what each sign means, two beside each other where both fit; y is its top."""
    top, parts = y, [words(title, INSET, y + LINE, font_weight="bold")]
    y += LINE + INSET
    left = list(signs)
    while left:
        beside = [left.pop(0)]
        if left and all(len(meaning) * SMALL * NARROW <= ROOM for _, meaning in (*beside, left[0])):
            beside.append(left.pop(0))
        room, high = ROOM if len(beside) == 2 else WIDTH - SAMPLE - 3 * INSET, 0
        for x, (draw, meaning) in zip((INSET, WIDTH / 2), beside, strict=False):
            parts.append(draw(x, y))
            lines = fitted(meaning, room)
            parts += [words(line, x + SAMPLE + INSET, y + SAMPLE - 4 + n * LINE) for n, line in enumerate(lines)]
            high = max(high, len(lines))
        y += high * LINE + 4
    edge = {"fill": "none", "stroke": SOFT, "stroke_width": 1.2}
    box = element("rect", x=1, y=top + 1, width=WIDTH - 2, height=y - top + 2, **edge)
    return y + 4, [box, *parts]


def picture(name: str, title: str, desc: str, caption: str, table: Table, high: float, parts: Iterable[str]) -> Figure:
    """A whole picture with what it shows as a table; `name` makes its ids differ from those of others on a page."""
    height = int(high) + 1
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


def fitted(text: str, width: float, size: int = SMALL, letter: float = NARROW) -> list[str]:
    """The lines that a text takes in so much room, by a careful guess of how wide letters are.

    >>> fitted("nog niet bekend", 70)
    ['nog niet', 'bekend']
    """
    most = max(int(width / (size * letter)), 8)
    lines: list[str] = []
    for word in text.split():
        for piece in (word[i : i + most] for i in range(0, len(word), most)):
            if lines and len(lines[-1]) + 1 + len(piece) <= most:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines or [""]
