"""Composes the bijlage: the note behind a collegebrief or raadsvoorstel. It proposes no decision."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock as ThemaBlok
from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.model.dossier import DossierActie
from wijktoets.engine.result.rapport import Rapport
from wijktoets.texts.wording import counted, said, variant

from ..agreed import Agreed, in_own_words, owner, standen
from ..frame import about, computed, footer, metadata, stays_with_raad, subtitle, warnings
from ..in_words import worded
from ..listing import ListingPlace, listing, other_notes
from ..lists import Lists, in_all, lists_of, without
from ..look_back import TOLD
from ..phrases import names_in, told, with_names
from ..points import noted_in, notes_at
from ..raad import further_on, looked_at, raad_first
from ..reader import MATEN, Allowance, Bijlagelezer
from ..readings import readings_table
from ..roles import roles_told, side_by_side, silent, told_in_roles
from ..sources import lines_explained, sources, sources_told
from ..spread import all_of_them, where_told
from ..step_places import ListedPart, StepPlaces, placed
from ..steps import steps as steps_planned
from ..thema import comes_to, counts, every_point, facts, own_words, pictures, scores
from ..tree import (
    Document,
    Heading,
    Item,
    Line,
    Listing,
    PageBreak,
    Paragraph,
    Part,
    Span,
    own,
    plain,
    used_sources,
    words,
)
from ..view import View


@worded(lambda rapport: [rapport.woorden])
def bijlage(
    rapport: Rapport, lezer: Bijlagelezer = "raad", plan: Plan | None = None, supposed: Mapping[str, str] | None = None
) -> Document:
    """The note about one dossier, as long as its reader needs it.

    Args:
        plan: from which the steps are that are offered, to each reader the same; the team reads all of it.
        supposed: the answers of a what-if.
    """
    maat, view = MATEN[lezer], View(rapport, everything=True, plan=plan)
    steps_of = plan if maat.in_full else None
    delen, common, loose = _parts(view, maat)
    blokken = [deel.blok for deel in delen]
    body = [
        *(() if maat.in_full else _for_raad(view, blokken)),
        *_themas(view, delen, common, maat, steps_of),
        *_loose(rapport, loose, maat),
        *(() if maat.in_full else further_on(view, blokken)),
        *(steps_planned(steps_of) if steps_of is not None else ()),
        *(_pictures(view, delen) if maat.in_full else ()),
        *readings_table(rapport, [(deel.head, deel.blok) for deel in delen]),
        *(stays_with_raad(rapport) if maat.in_full else looked_at(rapport)),
        *(about(rapport) if maat.in_full or view.terugblik else ()),
        *computed(rapport, in_full=maat.in_full),
    ]
    used = list(used_sources(tuple(body)))
    opening = (*warnings(rapport, supposed), *_opening(view, delen, maat), *lines_explained(rapport, used))
    return Document(
        title=rapport.dossier,
        subtitle=subtitle(rapport, texts.text(f"report.lezers.{lezer}")),
        metadata=metadata(rapport),
        parts=(*opening, *body, *(sources(rapport, used) if maat.in_full else sources_told(rapport))),
        footer=words(footer(rapport)),
        compact=not maat.in_full,
    )


ON_PAGE_ONE: Final = 3
"""With so many blocks page one has room for what the words mean; with more that stands right behind it."""


def _for_raad(view: View, blokken: Sequence[ThemaBlok]) -> Iterable[Part]:
    """Page one for the raad; what follows is an annex to it."""
    yield from raad_first(view, blokken)
    few = len(blokken) <= ON_PAGE_ONE
    yield from own_words(view.rapport.woorden) if few else ()
    yield PageBreak()
    yield from own_words(view.rapport.woorden) if not few else ()
    yield Heading(said("report.koppen.bijlage", view.terugblik))


@dataclass(frozen=True, slots=True)
class ThemaPart:
    """One block: its head, what is agreed, its lists, and the notes and steps to tell there."""

    blok: ThemaBlok
    head: str
    agreed: Sequence[Agreed]
    lists: Lists
    notes: Mapping[str, Sequence[Line]]
    steps: StepPlaces


def _parts(view: View, maat: Allowance) -> tuple[list[ThemaPart], ThemaPart | None, Sequence[DossierActie]]:
    """What there is to say of each block, what stands in every one of them, and the steps that belong to none."""
    if not view.rapport.afspraken:
        return [], None, view.rapport.acties
    rapport = view.rapport
    places, everywhere = standen(view, everything=maat.in_full)
    lists = [lists_of(rapport, place.blok) for place in places]
    shared = in_all(lists)
    beside = [*(without(each, shared) for each in lists), shared]
    *notes, of_all = notes_at(rapport, [each.punten for each in beside], maat.vragen)
    over_all = texts.text(f"report.koppen.overal.{all_of_them([place.blok for place in places])}")
    parts = [ListedPart(place.head, place.blok, each) for place, each in zip(places, beside, strict=False)]
    (*steps, of_common), loose = placed(rapport, [*parts, ListedPart(over_all, places[0].blok, shared, True)], maat)
    found = [
        ThemaPart(place.blok, place.head, place.agreed, each, at, here)
        for place, each, at, here in zip(places, beside, notes, steps, strict=False)
    ]
    common = ThemaPart(places[0].blok, over_all, everywhere, shared, of_all, of_common)
    return found, common if shared != Lists() or everywhere else None, loose


def _opening(view: View, delen: Sequence[ThemaPart], maat: Allowance) -> Iterable[Part]:
    """What it is about, what each thema comes to, and on how many questions parties differ where that follows later."""
    rapport = view.rapport
    status = "voorstel" if rapport.status == "voorstel" else "terugblik" if view.terugblik else "anders"
    yield Paragraph(told(f"report.opening.eerst.{status}", waar=own(rapport.gebied or rapport.dossier)), "opening")
    names = list(names_in(rapport))
    if len(delen) == 1:
        yield Paragraph(with_names(delen[0].blok.first.tekst, names), "opening")
    elif delen:
        outcomes = ((deel.head, with_names(deel.blok.first.tekst, names)) for deel in delen)
        yield Listing(tuple(Item((Span(f"{name}: ", "strong", own=True), *text)) for name, text in outcomes))
    differ = {v for a in rapport.afspraken for v in a.verschillen_van_inzicht}
    if differ and maat.in_full:
        yield Paragraph(plain(counted(variant("report.opening.punten", view.terugblik), len(differ))), "opening")


def _themas(
    view: View, delen: Sequence[ThemaPart], common: ThemaPart | None, maat: Allowance, plan: Plan | None
) -> Iterable[Part]:
    """Each thema with who does what, pictures and lists; what stands in every one of them is told once, after them."""
    blokken = [deel.blok for deel in delen]
    planned = frozenset(w for actie in plan.acties for at in actie.voor for w in at.waarborgen) if plan else frozenset()
    in_roles = [told_in_roles(view, blok) for blok in blokken]
    if not maat.in_full:
        yield from side_by_side(view, blokken)
        if blokken and all(silent(view, blok) for blok in blokken):
            yield from roles_told(view, blokken[0])  # it says the same of each
        yield from in_own_words(view.rapport, blokken)
    for deel, in_table in zip(delen, in_roles, strict=True):
        blok = deel.blok
        yield Heading(own(deel.head))
        if maat.in_full:
            yield facts(view, blok)
            yield from roles_told(view, blok)
        yield from comes_to(view, blok)
        if common is not None and (where := where_told(view, blok, deel.lists, common.lists, blokken)):
            yield Paragraph(plain(where))
        if maat.in_full:
            yield from counts(view, blok)
        yield from listing(
            ListingPlace(view, blok, maat, deel.notes, planned=planned, steps=deel.steps),
            _not_told(deel.lists, in_table, maat),
            deel.agreed,
        )
        if maat.in_full:
            yield from scores(blok)
            yield from every_point(view, blok)
    if common is not None:
        yield Heading(common.head)
        at = ListingPlace(view, blokken[0], maat, common.notes, tuple(blokken), planned, common.steps)
        yield from listing(at, _not_told(common.lists, set().union(*in_roles), maat), common.agreed)
    if maat.in_full:
        told_of = {
            line for deel in (*delen, *([common] if common else [])) for at in deel.notes.values() for line in at
        }
        yield from other_notes(view, told_of)


def _pictures(view: View, delen: Sequence[ThemaPart]) -> Iterable[Part]:
    """The pictures of all themas, in a part of their own: between two points of a list they would cut it."""
    if delen:
        yield Heading(texts.text("report.koppen.beeld"))
        yield Paragraph(plain(texts.text("report.beeld.uitleg")))
    for number, deel in enumerate(delen, 1):
        yield Heading(own(deel.head), 3)
        yield from pictures(view, deel.blok, f"thema-{number}", deel.head)


def _loose(rapport: Rapport, loose: Sequence[DossierActie], maat: Allowance) -> Iterable[Part]:
    """The steps in the dossier that stand at no point: the team reads of those that fell away as well.

    Where only one thema was asked for, those of others are left out.
    """
    themas = {None, *(afspraak.thema for afspraak in rapport.afspraken)}
    acties = [a for a in loose if a.thema in themas and (maat.in_full or a.status != "vervallen")]
    if acties:
        yield Heading(texts.text("report.koppen.losse_acties"))
        places = rapport.afspraken
        items = (Item(noted_in(actie, places, owner(rapport, actie.trekker))) for actie in acties)
        yield Listing(tuple(items))


def _not_told(lists: Lists, told: AbstractSet[str], maat: Allowance) -> Lists:
    """The lists without what a source names of a role that stands in the table of roles, or on page one, already."""
    first = () if maat.in_full else TOLD
    named = tuple(g for g in lists.genoemd if g.vraag not in told and g.soort not in first)
    return replace(lists, genoemd=named)
