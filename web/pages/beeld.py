"""Beeld: what is agreed, what is missing, who acts and where parties differ; and why, step by step to the source."""

from datetime import date
from typing import Final

from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from ..dossier import laws_of
from ..shown import shown
from ..store import Missing
from ..visit import Visit


def show(visit: Visit) -> Response:
    """The whole picture, as `evaluate` tells it; the recheck comes after it."""
    known = visit.known()
    found, verdict = visit.served.pictures.of(known), visit.served.checks.look(known.content)
    response = visit.page("beeld", k=known, beeld=Markup(found.drawn), regels=found.regels, oordeel=verdict)
    response.headers["server-timing"] = f"judged;dur={found.judged:.1f}, judging;dur={found.processor:.1f}"
    return response


SHEETS: Final = ("agenda", "plan", "opvolging")


def more(visit: Visit) -> Response:
    """What to talk about first, a plan, or how the acties stand: as the command lines tell it."""
    known, name = visit.known(), str(visit.param("soort"))
    if name not in SHEETS:
        raise Missing(name)
    from wijktoets.engine.judging import direct

    laws, today = laws_of(known), date.today()
    if name == "agenda":
        from wijktoets.engine.advice.agenda.agenda import agenda
        from wijktoets.telling.screens.questions.screen import agenda_sheet

        told = agenda_sheet(agenda(known.dossier, known.pack, direct.compute, today, laws=laws), 0, {}, True)
    elif name == "plan":
        from wijktoets.telling.screens.plan.screen import Kop, plan_sheet

        told = plan_sheet(Kop(known.plan))
    else:
        from wijktoets.engine.advice.follow_up.follow_up import follow_up
        from wijktoets.telling.screens.follow_up import follow_up_sheet

        told = follow_up_sheet(follow_up(known.dossier, known.pack, direct.compute, today, laws=laws), 0)
    return visit.page("meer", k=known, soort=name, stuk=shown(told))


def recheck(visit: Visit) -> Response:
    """Whether the second engine found the same by now; as a page that looks again, or as a word for a script."""
    verdict = visit.served.checks.look(visit.known().content)
    if visit.asked("kort"):
        return JSONResponse({"oordeel": verdict, "zin": visit.said(f"beeld.nagerekend.{verdict}")})
    response = visit.page("nagerekend", oordeel=verdict)
    if verdict == "bezig":
        response.headers["refresh"] = "2"
    return response


def why(visit: Visit) -> Response:
    """Why one waarborg stands as it does: the condition with its answers, and the lines of the source."""
    known = visit.known()
    name = str(visit.param("naam"))
    if name not in known.pack.waarborgen and name not in known.pack.vragen:
        raise Missing(name)
    from wijktoets.engine.advice.explain.explain import explain
    from wijktoets.engine.judging import direct
    from wijktoets.telling.screens.explain.screen import explain_sheet

    told = explain(known.dossier, known.pack, direct.compute, date.today(), laws=laws_of(known), naam=name)
    return visit.page("waarom", k=known, stuk=shown(explain_sheet(told, {}, 0)))
