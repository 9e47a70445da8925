"""The sheet of `plan`: where it leads, what can start first, the acties by owner, and what it does not do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from wijktoets.engine.advice.plan.value import Plan, PlanActieRij, PlanAfspraakRij
from wijktoets.engine.model.words import Fase, Trekker
from wijktoets.telling.head import EXPLAINING, closing
from wijktoets.telling.in_words import worded
from wijktoets.telling.outcome import without
from wijktoets.telling.phrases import fasen_words, level, owner, owner_head, party, status_word, told
from wijktoets.telling.screens.around import foot, head
from wijktoets.telling.tree import Gap, Heading, Item, Line, Listing, Part, Sheet, item, joined, own, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import answer_word, begin_upper, counted, day, ended, listed, said

from .words import NumberedActies, effort, efforts, numbered, places


@dataclass(frozen=True, slots=True)
class Kop:
    """What the head of a sheet says of a dossier."""

    plan: Plan
    verbose: bool = False
    record: bool = False
    """Whether the acties were just put in the dossier: then it does not say how."""


@worded(lambda kop: [kop.plan.woorden])
def plan_sheet(kop: Kop) -> Sheet:
    """A plan as it is read."""
    plan, order = kop.plan, numbered(kop.plan)
    kind = "doel" if plan.target else "een"
    heading = Heading(text(f"plan.kop.{kind}", doel=level(plan.target).upper() if plan.target else ""))
    parts: list[Part] = [*beginning(plan), Gap(), heading]
    parts += [*_standing(plan), *_limits(plan), *_summary(plan, order)]
    parts += unsolved(plan)
    parts += _start(plan, order)
    for trekker, acties in groupby(order.acties, key=lambda actie: actie.trekker):
        parts.append(Heading(owner_head(trekker), level=3))
        parts.append(Listing(tuple(_item(plan, order, actie) for actie in acties)))
    parts += _falls(plan, order)
    parts += ending(plan, kop)
    return tuple(parts)


def beginning(plan: Plan) -> Iterator[Part]:
    """Name, status and day; that one side filled it in, and that it looks back."""
    one_sided = [plan.teksten["eenzijdig_ingevuld"].tekst] if "eenzijdig_ingevuld" in plan.teksten else []
    looking_back = [text("plan.terugblik")] if plan.status == "terugblik" else []
    return head(plan, told=[*one_sided, *looking_back])


def _standing(plan: Plan) -> Iterator[Part]:
    """For each thema where it stands and where the plan leads; equal fasen once."""
    terugblik = plan.status == "terugblik"
    for fasen, row in _folded(plan.afspraken):
        facts = {
            "thema": begin_upper(row.thema),
            "fasen": fasen_words(fasen),
            "doel": level(row.doel) if row.doel else "",
        }
        yield sentence(said(_standing_key(row), terugblik, nu=level(row.borging_tot.laag), **facts))
        if row.borging_zonder_afweging is not None:
            yield sentence(without(row.borging_zonder_afweging, terugblik))
        if row.doel and row.gewenst not in ("onbekend", row.doel):
            yield sentence(said("plan.anders_dan_wens", terugblik, gewenst=level(row.gewenst), doel=level(row.doel)))


def _standing_key(row: PlanAfspraakRij) -> str:
    if row.doel is None:
        return "plan.stand.zonder_doel"
    if row.gehaald_zonder:
        return "plan.stand.gehaald"
    key = "plan.stand.erheen" if row.gehaald else "plan.stand.niet"
    return f"{key}_geen" if row.borging_tot.laag == "geen" else key


def _folded(rows: Sequence[PlanAfspraakRij]) -> list[tuple[list[Fase], PlanAfspraakRij]]:
    """The rows with the fasen of a thema that are equal in everything else taken together."""
    found: list[tuple[list[Fase], PlanAfspraakRij]] = []
    for row in rows:
        for fasen, other in found:
            if row.model_copy(update={"fase": other.fase}) == other:
                fasen.append(row.fase)
                break
        else:
            found.append(([row.fase], row))
    return found


def _limits(plan: Plan) -> Iterator[Part]:
    """The grenzen that stand in the way of the target, each once for a thema."""
    aims = {(row.thema, row.fase): row.doel for row in plan.afspraken}
    found: dict[tuple[str, str], list[Fase]] = {}
    for row in plan.grenzen:
        found.setdefault((row.thema, row.id), []).append(row.fase)
    for (thema, name), fasen in found.items():
        row = next(r for r in plan.grenzen if (r.thema, r.id) == (thema, name))
        facts = {"thema": begin_upper(thema), "fasen": fasen_words(fasen), "tekst": ended(row.tekst)}
        yield sentence(text("plan.grens", doel=level(aims[thema, fasen[0]] or ""), **facts), tuple(row.bron))


def _summary(plan: Plan, order: NumberedActies) -> Iterator[Part]:
    """How many acties, what they ask of both sides, and whether it can be smaller."""
    if not plan.acties:
        if any(row.doel for row in plan.afspraken) and plan.mogelijk:
            yield sentence(text("plan.niets"))
        return
    loads = [actie.inzet for actie in plan.acties]
    asks = text(
        "plan.vraagt", bewoners=efforts([i.bewoners for i in loads]), inzet=efforts([i.gemeente for i in loads])
    )
    kept = order.named(actie.id for actie in plan.acties if actie.gehouden)
    yield Gap()
    yield sentence(" ".join([counted("plan.aantal", len(plan.acties)), asks]))
    smallest = "plan.kleinst_rest" if plan.onoplosbaar else "plan.kleinst"
    if not plan.onoplosbaar and (kept or plan.zonder):
        smallest = "plan.kleinst_keuze"
    proof = [text(smallest if plan.bewezen else "plan.niet_bewezen")]
    yield sentence(" ".join([*proof, *([text("plan.met_houden", acties=kept)] if kept else [])]))


def unsolved(plan: Plan) -> Iterator[Part]:
    """The eisen that no actie closes, and who should talk about each."""
    if not plan.onoplosbaar:
        return
    yield Heading(text("plan.koppen.niet_op_te_lossen"), level=3)
    fasen: dict[tuple[str, str], list[Fase]] = {}
    for row in plan.onoplosbaar:
        fasen.setdefault((row.waarborg, row.thema), []).append(row.fase)
    items = []
    for (name, thema), where in fasen.items():
        w = plan.waarborgen[name]
        words = text("plan.onoplosbaar", naam=w.naam, thema=thema, fasen=fasen_words(where))
        items.append(item("-", words, source=tuple(w.bron), details=(text(f"plan.bespreek.{w.rust_op}"),)))
    yield Listing(tuple(items))
    if plan.zonder:
        yield sentence(counted("plan.weggelaten", len(plan.zonder), acties=listed(plan.zonder)))


def _start(plan: Plan, order: NumberedActies) -> Iterator[Part]:
    """What can start at once, what starts with a talk or with finding out, and what waits."""
    if not plan.acties:
        return
    yield Heading(text("plan.koppen.eerst"), level=3)
    for kind in ("doen", "uitzoeken", "bespreken"):
        ids = [actie.id for actie in order.acties if actie.begint_met == kind and not actie.na]
        if ids:
            line = plan.eerst_bespreken if kind == "bespreken" else None
            told = [text(f"plan.eerst.{kind}", acties=order.named(ids)), *([line.tekst] if line else [])]
            yield sentence(" ".join(told), tuple(line.bron) if line else ())
    later = [
        text("plan.eerst.na", actie=order.numbers[actie.id], eerder=order.named(actie.na))
        for actie in order.acties
        if actie.na
    ]
    if later:
        yield sentence(text("plan.eerst.later", acties=listed(later)))


def _item(plan: Plan, order: NumberedActies, actie: PlanActieRij) -> Item:
    return item(order.numbers[actie.id], named(actie), details=_details(plan, order, actie))


def _details(plan: Plan, order: NumberedActies, actie: PlanActieRij) -> Iterator[Line]:
    yield from doing(actie)
    yield from settles(plan, actie)
    begins = [text(f"plan.begint.{actie.begint_met}")]
    if any(row.status == "bezig" for row in actie.loopt):
        begins = [text("plan.begint.bezig")]
    elif actie.na:
        begins = [text("plan.begint_na", eerder=order.named(actie.na))]
    yield " ".join([*begins, asks(actie)])
    if actie.kanttekening:
        yield text("plan.let_op", kanttekening=ended(actie.kanttekening))
    for row in actie.loopt:
        if row.status != "vervallen":
            when = [day(row.wanneer)] if row.wanneer else []
            status = [status_word(row.status)] if row.status else []
            how = joined([*status, party(row.trekker), *when])
            yield told("plan.loopt", stand=how, wat=own(ended(row.wat)))


def named(actie: PlanActieRij) -> str:
    """What an actie is, with its id."""
    return text("plan.actie", wat=actie.wat.strip().rstrip("."), id=actie.id)


def asks(actie: PlanActieRij) -> str:
    """What an actie asks of both sides."""
    return text("plan.inzet_regel", bewoners=effort(actie.inzet.bewoners), inzet=effort(actie.inzet.gemeente))


def doing(actie: PlanActieRij) -> Iterator[str]:
    """What each side does."""
    sides: dict[Trekker, str | None] = {"wijk": actie.wijk_doet, "gemeente": actie.gemeente_doet}
    given = {side: ended(what) for side, what in sides.items() if what}
    if len(given) == 2:
        yield text("scherm.actie_samen", wijk_doet=given["wijk"].rstrip("."), gemeente_doet=given["gemeente"])
    else:
        yield from (text("scherm.actie", trekker=owner(side), wat=what) for side, what in given.items())


def settles(plan: Plan, actie: PlanActieRij) -> Iterator[str]:
    """What an actie settles, and at which themas when there are more."""
    found = places(actie.voor)
    more = len({row.thema for row in plan.afspraken if row.doel}) > 1
    for names, themas in found.items():
        words = "; ".join(plan.waarborgen[name].naam for name in names)
        yield text("plan.regelt_bij" if more else "plan.regelt", waar=listed(themas), namen=words.rstrip("."))
    if not found:
        yield text("plan.erbij_gehouden")


def _falls(plan: Plan, order: NumberedActies) -> Iterator[Part]:
    """Which acties fall away under which answer; that of their own question in one sentence."""
    if not plan.vervalt:
        return
    yield Heading(text("plan.koppen.vervalt"), level=3)
    own = {(a.id, s.vraag, s.wordt) for a in plan.acties for s in a.sluit}
    plain = {row.actie for row in plan.vervalt if (row.actie, row.als.vraag, row.als.antwoord) in own}
    if plain:
        yield sentence(counted("plan.al_geregeld", len(plain), acties=order.named(plain)))
    other: dict[tuple[str, str], list[str]] = {}
    for row in plan.vervalt:
        if (row.actie, row.als.vraag, row.als.antwoord) not in own:
            other.setdefault((row.als.vraag, row.als.antwoord), []).append(row.actie)
    for (vraag, antwoord), acties in other.items():
        options = plan.vragen[vraag].opties or {}
        facts = {"vraag": plan.vragen[vraag].vraag, "antwoord": options.get(antwoord) or answer_word(antwoord)}
        key = "plan.vervalt_nvt" if antwoord == "nvt" else "plan.vervalt"
        yield sentence(counted(key, len(acties), acties=order.named(acties), **facts))


def ending(plan: Plan, kop: Kop) -> Iterator[Part]:
    """What the plan does not do, the fixed lines, and how to go on."""
    if plan.acties:
        yield Gap()
        yield Heading(text("plan.koppen.niet"), level=3)
        yield sentence(text("plan.doet_niet.alleen_moet"))
        yield sentence(text("plan.doet_niet.rollen"))
    lines = closing(plan.teksten, {*EXPLAINING, "eenzijdig_ingevuld"})
    own_file = not plan.bestand.startswith(("@", "-"))
    to_record = plan.acties and not kop.record and plan.status != "terugblik" and own_file
    further = text("plan.verder", bestand=plan.bestand) if to_record else ""
    yield from foot(lines, further, plan.pakketten if kop.verbose else (), sources=kop.verbose)
