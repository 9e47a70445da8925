"""Draws a Rapport and a Regelpakket as HTML for a notebook: the sheet of the screen, drawn by the HTML format."""

from importlib.util import find_spec

from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.formats import html
from wijktoets.telling.screens.evaluate.screen import evaluate_sheet
from wijktoets.telling.screens.rules.listing import Listed, list_sheet
from wijktoets.telling.tree import Sheet
from wijktoets.telling.view import View


def rapport_html(rapport: Rapport) -> str | None:
    """What `evaluate` shows of it."""
    return _fragment(evaluate_sheet(View(rapport)))


def pack_html(pakket: Regelpakket) -> str | None:
    """What `rules list` shows of it."""
    found: list[Listed] = [*pakket.waarborgen.values(), *pakket.grenzen.values(), *pakket.signalen.values()]
    return _fragment(list_sheet(pakket, found))


def _fragment(sheet: Sheet) -> str | None:
    """A piece of HTML without any style, so that it looks as its page does; None without the extra `documents`."""
    return f'<div lang="nl">{html.parts(sheet)}</div>' if find_spec("jinja2") is not None else None
