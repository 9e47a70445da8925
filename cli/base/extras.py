"""Knows which extra of the installation brings each library, and says what to install when one is missing."""

from typing import Final, Literal

from .framing import say

Extra = Literal["batch", "documents", "proof", "scale", "server", "web"]

EXTRAS: Final[dict[str, Extra]] = {
    **dict.fromkeys(("docx", "icalendar", "jinja2", "odfdo", "openpyxl", "pikepdf", "segno", "typst"), "documents"),
    **dict.fromkeys(("numpy", "pandas", "pyarrow"), "batch"),
    "z3": "proof",
    **dict.fromkeys(("dask", "distributed"), "scale"),
    **dict.fromkeys(("alembic", "defusedxml", "fastapi", "pg8000", "python_multipart"), "web"),
    **dict.fromkeys(("authlib", "joserfc", "requests"), "server"),
    **dict.fromkeys(("snowballstemmer", "sqlalchemy", "starlette", "uvicorn"), "web"),
}
"""The libraries beyond the base (pyproject.toml), each with the extra to name when it is not there."""


def install(extra: Extra) -> str:
    """What to type to get an extra."""
    return say("cli.installeer", extra=extra)


def missing(error: ModuleNotFoundError) -> str | None:
    """That an extra is needed and how to get it; None when it is no library of an extra that is missing."""
    extra = EXTRAS.get((error.name or "").partition(".")[0])
    return None if extra is None else say("cli.fouten.extra_ontbreekt", extra=extra, opdracht=install(extra))
