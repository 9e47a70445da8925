"""The sheet of `plan --path`: per archetype what has to come beside what is there, without saying how far to go."""

from collections.abc import Iterator

from wijktoets.engine.advice.plan.value import Groeipad, Plan, PlanActieRij, StapRij
from wijktoets.telling.in_words import worded
from wijktoets.telling.phrases import fasen_words, level, owner
from wijktoets.telling.tree import Gap, Heading, Item, Listing, Part, Sheet, item, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import begin_upper, counted, ended, listed, said

from .screen import Kop, asks, beginning, doing, ending, named, unsolved
from .words import numbered


@worded(lambda path: [path.woorden])
def path_sheet(path: Groeipad) -> Sheet:
    """A groeipad as it is read."""
    first = path.stappen[0].plan
    parts: list[Part] = [*beginning(first), Gap(), Heading(text("plan.pad.kop"))]
    parts += [sentence(text("plan.pad.uitleg")), *_wish(first)]
    before: dict[str, PlanActieRij] = {}
    for index, step in enumerate(path.stappen):
        parts += [Gap(), Heading(text("plan.pad.stap", doel=level(step.target).upper()))]
        parts += _step(step, index, before)
        before |= {actie.id: actie for actie in step.plan.acties}
    last = path.stappen[-1].plan.model_copy(update={"acties": []})
    return (*parts, *ending(last, Kop(last)))


def _wish(plan: Plan) -> Iterator[Part]:
    """What is wished, so that a reader sees where the path goes past it."""
    terugblik = plan.status == "terugblik"
    wishes = dict.fromkeys((row.thema, row.gewenst) for row in plan.afspraken)
    different = {wish for _, wish in wishes}
    if different == {"onbekend"}:
        yield sentence(said("plan.pad.wens_onbekend", terugblik))
    elif len(different) == 1:
        yield sentence(said("plan.pad.wens", terugblik, gewenst=level(different.pop())))
    else:
        for thema, wish in wishes:
            known = "wens_thema_onbekend" if wish == "onbekend" else "wens_thema"
            fasen = [row.fase for row in plan.afspraken if (row.thema, row.gewenst) == (thema, wish)]
            facts = {"thema": begin_upper(thema), "fasen": fasen_words(fasen), "gewenst": level(wish)}
            yield sentence(said(f"plan.pad.{known}", terugblik, **facts))


def _step(step: StapRij, index: int, before: dict[str, PlanActieRij]) -> Iterator[Part]:
    plan = step.plan
    if step.al_gehaald:
        yield sentence(text("plan.pad.al_na" if index and before else "plan.pad.al", doel=level(step.target)))
        return
    for row in plan.grenzen:
        facts = {"thema": begin_upper(row.thema), "fasen": fasen_words([row.fase]), "tekst": ended(row.tekst)}
        yield sentence(text("plan.grens", doel=level(step.target), **facts), row.bron)
    if plan.acties:
        yield sentence(counted("plan.pad.erbij", len(plan.acties)))
        yield Listing(tuple(_item(plan, actie, before) for actie in numbered(plan).acties))
    yield from unsolved(plan)


def _item(plan: Plan, actie: PlanActieRij, before: dict[str, PlanActieRij]) -> Item:
    details = [f"{owner(actie.trekker)}. {asks(actie)}"]
    if actie.id in before:
        where = listed(dict.fromkeys(row.thema for row in actie.voor))
        details.append(text("plan.pad.ook_eerder", waar=where))
    return item("-", named(actie), details=(*doing(actie), *details))
