"""Renders a document as one HTML page that loads nothing: no script, no network; its style and pictures are inside."""

from functools import cache
from typing import TYPE_CHECKING

from wijktoets.texts import printable, text

from ..tree import Alinea, Document, Feiten, Figuur, Invulruimte, Kader, Kop, Lijst, PaginaEinde, Tabel

if TYPE_CHECKING:
    from jinja2 import Environment

KINDS = (Alinea, Feiten, Figuur, Invulruimte, Kader, Kop, Lijst, PaginaEinde, Tabel)


def render(document: Document) -> bytes:
    """The document as UTF-8; whatever a user wrote is escaped and stays text."""
    page: str = _environment().get_template("page.html.jinja").render(document=document)
    return page.encode("utf-8", "backslashreplace")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    found = Environment(
        loader=PackageLoader("wijktoets.telling", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals["text"] = text
    found.filters["kind"] = lambda blok: next(kind.__name__ for kind in KINDS if isinstance(blok, kind))
    found.filters["picture"] = Markup  # made by svg.py, which escapes
    return found


def _shown(value: object) -> object:
    """Text of users with control and bidi characters shown; what is markup already stays so."""
    return value if hasattr(value, "__html__") or not isinstance(value, str) else printable(value)
