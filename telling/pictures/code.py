"""Draws a link as a QR code, made here: squares that a telephone reads, and the link itself in words beside it."""

from html import escape
from typing import Final

from wijktoets import texts

from ..tree import Figure, Table, own, plain

MODULE: Final = 4
"""The side of a square, in units of the picture."""
EDGE: Final = 4
"""Squares of white around it, as the standard asks."""


def code_of(link: str, who: str) -> Figure:
    """A link of a party as a picture.

    Args:
        who: the party that it is for.
    """
    import segno

    rows = [*segno.make(link, error="m", micro=False).matrix]
    side = (len(rows) + 2 * EDGE) * MODULE
    squares = "".join(
        f"M{(x + EDGE) * MODULE} {(y + EDGE) * MODULE}h{MODULE}v{MODULE}h-{MODULE}z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    alt = texts.text("praatplaat.code.beeld", wie=who)
    size = f'viewBox="0 0 {side} {side}" width="{side}" height="{side}"'
    white = f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
    named = f'role="img" aria-label="{escape(texts.printable(alt))}" class="qr"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named}>{white}<path d="{squares}"/></svg>'
    caption = texts.text("praatplaat.code.bijschrift", wie=who)
    heads = (texts.text("praatplaat.code.voor"), texts.text("praatplaat.code.link"))
    return Figure(svg, alt, caption, Table(plain(caption), heads, ((own(who), own(link)),)), side, side)
