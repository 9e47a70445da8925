"""Beeld: what is agreed, what is missing, who acts and where parties differ; and why, step by step to the source."""

import json
from datetime import date
from typing import Final

from starlette.responses import Response

from wijktoets._api import laws_for
from wijktoets.engine.advice.explain.explain import explain
from wijktoets.engine.judging import direct
from wijktoets.telling.screens.evaluate.screen import evaluate_sheet
from wijktoets.telling.screens.explain.screen import explain_sheet
from wijktoets.telling.view import View

from ..shown import shown
from ..store import Missing
from ..visit import Visit
from ..worker import ran

SECONDS: Final = 5.0
"""That a plan may be searched for while somebody waits."""
RECHECK: Final = 20
DISAGREE: Final = 4
"""How `evaluate` ends when the engines find different things."""


def show(visit: Visit) -> Response:
    """The whole picture, as `evaluate` tells it."""
    known = visit.known()
    view = View(known.rapport, everything=True)
    rules = {e.waarborg: e.naam for a in known.rapport.afspraken for e in a.eisen}
    told = shown(evaluate_sheet(view))
    return visit.page("beeld", k=known, stuk=told, regels=sorted(rules.items(), key=lambda r: r[1]))


SHEETS: Final = ("agenda", "plan", "opvolging")


def more(visit: Visit) -> Response:
    """What to talk about first, a plan, or how the acties stand: as the command lines tell it."""
    known, name = visit.known(), str(visit.param("soort"))
    if name not in SHEETS:
        raise Missing(name)
    laws, today = laws_for(known.dossier, known.pack), date.today()
    if name == "agenda":
        from wijktoets.engine.advice.agenda.agenda import agenda
        from wijktoets.telling.screens.questions.screen import agenda_sheet

        told = agenda_sheet(agenda(known.dossier, known.pack, direct.compute, today, laws=laws), 0, {}, True)
    elif name == "plan":
        from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
        from wijktoets.telling.screens.plan.screen import Kop, plan_sheet

        asked = Vraagstuk(None, seconds=SECONDS)
        told = plan_sheet(Kop(plan(known.dossier, known.pack, direct.compute, today, asked, laws=laws)))
    else:
        from wijktoets.engine.advice.follow_up.follow_up import follow_up
        from wijktoets.telling.screens.follow_up import follow_up_sheet

        told = follow_up_sheet(follow_up(known.dossier, known.pack, direct.compute, today, laws=laws), 0)
    return visit.page("meer", k=known, soort=name, stuk=shown(told))


def recheck(visit: Visit) -> Response:
    """Compute it a second time, in a process of its own with a limit on time; says whether both found the same."""
    known = visit.known()
    packs = [word for pack in visit.served.packs for word in ("--pack", pack)]
    words = ["evaluate", "dossier.yaml", "--format", "json", *packs]
    found = ran(words, {"dossier.yaml": known.content}, seconds=RECHECK)
    gelijk = None
    if found.code == 0:
        gelijk = json.loads(found.out)["nagerekend"].get("gelijk")
    verdict = "anders" if found.code == DISAGREE else "gelijk" if gelijk else "niet"
    return visit.page("nagerekend", k=known, oordeel=verdict)


def why(visit: Visit) -> Response:
    """Why one waarborg stands as it does: the condition with its answers, and the lines of the source."""
    known = visit.known()
    name = str(visit.param("naam"))
    if name not in known.pack.waarborgen and name not in known.pack.vragen:
        raise Missing(name)
    laws = laws_for(known.dossier, known.pack)
    told = explain(known.dossier, known.pack, direct.compute, date.today(), laws=laws, naam=name)
    return visit.page("waarom", k=known, stuk=shown(explain_sheet(told, {}, 0)))
