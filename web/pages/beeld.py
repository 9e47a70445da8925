"""Beeld: what is agreed, what is missing, who acts and where parties differ; and why, step by step to the source."""

from datetime import date

from starlette.responses import Response

from wijktoets._api import laws_for
from wijktoets.engine.advice.explain.explain import explain
from wijktoets.engine.judging import direct
from wijktoets.telling.screens.evaluate.screen import evaluate_sheet
from wijktoets.telling.screens.explain.screen import explain_sheet
from wijktoets.telling.tree import Heading
from wijktoets.telling.view import View

from ..store import Missing
from ..visit import Visit


def show(visit: Visit) -> Response:
    """The whole picture, as `evaluate` tells it."""
    known = visit.known()
    view = View(known.rapport, everything=True)
    rules = {e.waarborg: e.naam for a in known.rapport.afspraken for e in a.eisen}
    told = [part for part in evaluate_sheet(view) if not (isinstance(part, Heading) and part.level == 1)]
    return visit.page("beeld", k=known, stuk=told, regels=sorted(rules.items(), key=lambda r: r[1]))


def why(visit: Visit) -> Response:
    """Why one waarborg stands as it does: the condition with its answers, and the lines of the source."""
    known = visit.known()
    name = str(visit.param("naam"))
    if name not in known.pack.waarborgen and name not in known.pack.vragen:
        raise Missing(name)
    laws = laws_for(known.dossier, known.pack)
    told = explain(known.dossier, known.pack, direct.compute, date.today(), laws=laws, naam=name)
    parts = [part for part in explain_sheet(told, {}, 0) if not (isinstance(part, Heading) and part.level == 1)]
    return visit.page("waarom", k=known, stuk=parts)
