"""Composes the steps of a Plan: what, who takes it, and what it settles."""

from collections.abc import Iterable

from wijktoets import texts
from wijktoets.engine.advice.plan.value import Plan, PlanActieRij
from wijktoets.texts.wording import ended

from .phrases import role, words_for
from .points import each_does
from .tree import Heading, Item, Listing, Paragraph, Part, Table, Text, plain


def steps(plan: Plan) -> Iterable[Part]:
    """The steps of a plan as a table; what no step closes is named with who should talk about it."""
    if plan.status == "terugblik" or not (plan.acties or plan.onoplosbaar):
        return
    yield Heading(texts.text("report.koppen.plan"))
    if not plan.mogelijk:
        yield Paragraph(plain(texts.text("report.plan.onmogelijk")))
    else:
        more = [] if plan.bewezen else [texts.text("report.plan.niet_bewezen")]
        yield Paragraph(plain(" ".join([texts.text("report.plan.inleiding"), *more])))
    if plan.acties:
        rows = tuple(_row(plan, actie) for actie in plan.acties)
        yield Table(
            texts.text("report.plan.bijschrift"),
            words_for("report.plan.kop"),
            rows,
            widths=(7, 7, 5),
        )
    if plan.onoplosbaar:
        names = {(row.waarborg, row.bespreek_met) for row in plan.onoplosbaar}
        told = sorted(
            texts.text("report.plan.bespreek", naam=plan.waarborgen[waarborg].naam, wie=role(who))
            for waarborg, who in names
        )
        yield Listing(tuple(Item(plain(line)) for line in told))
    yield Paragraph(plain(texts.text("report.plan.raad_beslist")))


def _row(plan: Plan, actie: PlanActieRij) -> tuple[Text, ...]:
    settles = dict.fromkeys(w for voor in actie.voor for w in voor.waarborgen)
    return (
        plain(ended(actie.wat)),
        plain(who_does(actie)),
        plain(" ".join(ended(plan.waarborgen[w].naam) for w in settles)),
    )


def who_does(actie: PlanActieRij) -> str:
    """Who takes a step; of one that is taken together, what each does."""
    if both := each_does(actie):
        return texts.text("scherm.actie_samen", **both)
    return texts.text(f"scherm.partijen.{actie.trekker}")
