"""Renders a document as one HTML page that loads nothing: no script, no network; its style and pictures are inside."""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, get_args

from wijktoets.texts import printable, text

from ..tree import Document, Heading, Part, Sheet, runs, words
from .signs import SIGNS
from .simpler import simpler

if TYPE_CHECKING:
    from jinja2 import Environment

CLASSES: Final = {"opening": "inleiding", "warning": "let_op", "note": "noot"}
"""The class of each kind of paragraph that stands out."""


def render(document: Document) -> bytes:
    """The document as UTF-8; whatever a user wrote is escaped and stays text."""
    return page(document.title, document.parts, document).encode("utf-8", "backslashreplace")


def page(title: str, parts: Sheet, document: Document | None = None) -> str:
    """A page with these parts; what is no paper has no metadata, and headings with an anchor are listed at its top."""
    listed = [part for part in parts if isinstance(part, Heading) and part.anchor]
    made: str = (
        _environment()
        .get_template("page.html.jinja")
        .render(title=title, parts_=parts, document=document, listed=listed, styled=True)
    )
    return made


def parts(given: Sheet) -> str:
    """The parts alone, without any style at a part itself: for a page that is served, with a stylesheet of its own."""
    module: Any = _environment().get_template("parts.html.jinja").make_module({"styled": False})
    return str(module.parts(given))


def stylesheet() -> str:
    """The style of the parts."""
    return (resources.files("wijktoets.telling.formats") / "templates" / "page.css").read_text(encoding="utf-8")


def templates_of(package: str, **options: Any) -> "Environment":
    """The templates of a package: all is escaped, what is not given is an error, hidden signs are shown."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )


@cache
def _environment() -> "Environment":
    found = templates_of("wijktoets.telling.formats", keep_trailing_newline=True)
    from markupsafe import Markup  # after Jinja2, which brings it: what is missing is then known by its own name

    found.globals["text"] = text
    found.globals["css"] = CLASSES
    found.globals["signs"] = SIGNS
    found.filters["kind"] = lambda part: next(kind.__name__ for kind in get_args(Part) if isinstance(part, kind))
    found.filters["simpler"] = simpler
    found.filters["runs"] = runs
    found.filters["words"] = words
    found.filters["picture"] = Markup  # made by svg.py, which escapes
    return found


def _shown(value: object) -> object:
    """Text of users with control and bidi characters shown; what is markup already stays so."""
    return value if hasattr(value, "__html__") or not isinstance(value, str) else printable(value)
