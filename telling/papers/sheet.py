"""Composes the sheet to sign: who does what per thema and fase, what is agreed, what is still to fill in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok as ThemaBlok
from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.model.dossier import GekozenActie
from wijktoets.engine.result.rapport import Rapport
from wijktoets.texts.wording import begin_upper, counted, day, ended, listed

from ..agreed import AgreedPlace, AgreedStand, OpenPunt, agreed_text, owner, standen
from ..agreed_words import words_to_sign
from ..frame import footer, metadata, parties, subtitle, warnings
from ..head import closing, where
from ..in_words import worded
from ..lists import in_all, lists_of, without
from ..phrases import status_word, words_for
from ..residents import in_their_words
from ..roles import ROW_HEIGHT, roles_to_sign
from ..thema import facts, title
from ..tree import (
    EMPTY,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Listing,
    PageBreak,
    Paragraph,
    Part,
    Span,
    Table,
    Text,
    WritingSpace,
    joined,
    plain,
    words,
)
from ..view import View

WISH: Final = "report.feiten.zeggenschap"
WRITE_HEIGHT = 10
SIGN_HEIGHT = 9
"""Of rows with an afspraak to fill in and to sign in, in millimetres."""


@worded(lambda rapport: [rapport.woorden])
def afspraken(rapport: Rapport, plan: Plan | None = None, supposed: Mapping[str, str] | None = None) -> Document:
    """The sheet of one dossier, on two sides, and behind it a worksheet for what is not agreed yet.

    Args:
        plan: who would see to what is open, where nobody was chosen.
        supposed: the answers of a what-if.
    """
    view = View(rapport, everything=True)
    per_blok, common = standen(view, plan)
    opening = Paragraph(plain(_text(rapport, "inleiding")), "opening")
    body: list[Part] = [*warnings(rapport, supposed), opening, _about(rapport)]
    lists = [lists_of(rapport, place.blok) for place in per_blok]
    everywhere = in_all(lists)
    in_words = {id(place): without(each, everywhere).woorden for place, each in zip(per_blok, lists, strict=True)}
    for _, of_thema in groupby(per_blok, key=lambda own: own.blok.first.thema):
        own = list(of_thema)
        body += _thema(view, [each.blok for each in own])
        for each in own:
            fasen = f": {each.head}" if len(own) > 1 else ""
            body += [*words_to_sign(in_words[id(each)], fasen=fasen), *_points(rapport, each.stand, fasen)]
    if points := [*words_to_sign(everywhere.woorden), *_points(rapport, common.stand)]:
        body += [Heading(common.head), *points]
    every = [*per_blok, common]
    body += [*_acties(rapport), *_look_back(rapport), *_still_open(every)]
    body.append(Paragraph(plain(" ".join(line.tekst for line in closing(rapport.teksten))), "note"))
    body += [*_signing(rapport), *_worksheet(rapport, every)]
    return Document(
        title=texts.text("report.blad.titel", naam=rapport.dossier),
        subtitle=subtitle(rapport, begin_upper(texts.text("report.soorten.afspraken"))),
        metadata=metadata(rapport),
        parts=tuple(body),
        footer=words(footer(rapport)),
        compact=True,
    )


def _about(rapport: Rapport) -> Facts:
    """Where it is about, and who agree."""
    facts: tuple[tuple[str, Text], ...] = (("gebied", where(rapport)), ("partijen", parties(rapport)))
    return Facts(tuple(Fact(texts.text(f"report.feiten.{key}"), plain(value)) for key, value in facts if value))


def _text(rapport: Rapport, key: str) -> str:
    """A sentence that differs between what is proposed and what was agreed."""
    return texts.text(f"report.blad.{key}.{'voorstel' if rapport.status == 'voorstel' else 'anders'}")


def _thema(view: View, blokken: Sequence[ThemaBlok]) -> Iterable[Part]:
    """One thema: its facts, and who does what per fase."""
    yield Heading(title(blokken[0], several=False))
    for blok in blokken:
        yield _facts(view, blok)
    yield from roles_to_sign(view.rapport, [a for blok in blokken for a in blok.afspraken])


def _facts(view: View, blok: ThemaBlok) -> Facts:
    """The facts of a thema; the wish also in residents' word, as they sign too."""
    found = facts(view, blok, WISH)
    word = in_their_words(str(blok.first.gewenst))
    if word == blok.first.gewenst:
        return found
    also = Span(texts.text("report.blad.woord", woord=word))
    return Facts(tuple(replace(f, text=(*f.text, also)) if f.name == texts.text(WISH) else f for f in found.facts))


def _points(rapport: Rapport, stand: AgreedStand, fasen: str = "") -> Iterable[Part]:
    """What is agreed, and what was agreed otherwise."""
    if stand.agreed:
        key = "geldt" if rapport.status == "voorstel" else "geldt_al"
        yield Heading(texts.text(f"report.blad.{key}") + fasen, 3)
        yield Listing(tuple(Item(agreed_text(point)) for point in stand.agreed), short=True)
    if stand.weighed:
        yield Heading(texts.text("report.koppen.anders") + fasen, 3)
        yield Listing(tuple(Item(plain(line)) for line in stand.weighed))


def _still_open(places: Sequence[AgreedPlace]) -> Iterable[Part]:
    """How many points are not agreed yet, and where they stand: what is signed says what it does not hold."""
    counts = [(place.where, len(place.stand.open_points)) for place in places if place.stand.open_points]
    if counts:
        per_place = listed(texts.text("report.blad.open_bij", n=n, waar=where) for where, n in counts)
        told = texts.text("report.blad.open_waar", per_plek=per_place) if len(counts) > 1 else ""
        yield Paragraph(plain(counted("report.blad.open", sum(n for _, n in counts), waar=told)), "warning")


def _worksheet(rapport: Rapport, places: Sequence[AgreedPlace]) -> Iterable[Part]:
    """What is still to be agreed, per thema: how it stands now, a text to start from, and room to write.

    What was only proposed is to be agreed as well.
    """
    places = [place for place in places if place.stand.open_points]
    told = {actie for place in places for point in place.stand.open_points for actie in point.acties}
    proposed = [a for a in rapport.acties if a.status == "voorstel" and a not in told]
    if not places and not proposed:
        return
    yield PageBreak()
    yield Heading(texts.text("report.blad.werkblad"))
    yield Paragraph(plain(texts.text("report.blad.werkblad_uitleg")))
    if begun := sum(point.begun for place in places for point in place.stand.open_points):
        yield Paragraph(plain(counted("report.blad.begonnen", begun)))
    for place in places:
        yield Heading(place.head, 3)
        yield Table(
            texts.text("report.blad.invullen_bijschrift"),
            words_for("report.blad.invullen_kop"),
            tuple((_open(point), _steps(point), _owners(point)) for point in place.stand.open_points),
            row_heads=False,
            widths=(10, 6, 3),
            writing_height=WRITE_HEIGHT,
        )
    if proposed:
        yield Heading(texts.text("report.blad.voorgesteld"), 3)
        yield _table_of(rapport, proposed, "report.blad.voorgesteld_bijschrift")


def _steps(point: OpenPunt) -> Text:
    """The steps in the dossier, or room to write."""
    together = groupby(point.steps, key=lambda step: (step.proposed, step.where))
    lines = [
        texts.text(
            f"report.blad.{'stap_voorstel' if proposed else 'stap'}{'_waar' if where else ''}",
            wat=" ".join(step.what for step in steps),
            waar=where,
        )
        for (proposed, where), steps in together
    ]
    return plain(" ".join(lines)) if lines else EMPTY


def _owners(point: OpenPunt) -> Text:
    """Who takes these steps and when, or who could."""
    return joined((step.by for step in point.steps), "; ") or point.offered


def _open(point: OpenPunt) -> Text:
    """What an afspraak is still to be about, how it stands now, and a text to start from where the pack has one."""
    told = [*point.now, *([texts.text("report.blad.voorbeeld", tekst=point.example)] * bool(point.example))]
    return (Span(point.name, "strong"), *(Span(f" {line}") for line in told))


def _acties(rapport: Rapport) -> Iterable[Part]:
    """The steps in the dossier, with owner and date; what is only proposed stands on the worksheet."""
    acties = [a for a in rapport.acties if a.status not in ("voorstel", "vervallen")]
    if acties:
        yield Heading(texts.text("report.blad.acties"))
        yield _table_of(rapport, acties, "report.blad.acties_bijschrift")


def _table_of(rapport: Rapport, acties: Sequence[GekozenActie], caption: str) -> Table:
    """Acties with owner, date and how far they are; what was not said is left open."""
    rows = [
        (
            ended(a.wat),
            owner(rapport, a.trekker),
            day(a.wanneer) if a.wanneer else "",
            status_word(a.status),
        )
        for a in acties
    ]
    return Table(
        texts.text(caption),
        words_for("report.blad.acties_kop"),
        tuple(tuple(plain(cell) for cell in row) for row in rows),
        row_heads=False,
        widths=(10, 3, 4, 3),
        writing_height=ROW_HEIGHT,
    )


def _look_back(rapport: Rapport) -> Iterable[Part]:
    """Room to write the day to look back of each thema that has none; where there is one, its facts name it."""
    for thema in dict.fromkeys(a.thema for a in rapport.afspraken):
        days = {a.terugkijken_op for a in rapport.afspraken if a.thema == thema and a.terugkijken_op}
        if not days:
            yield WritingSpace(texts.text("report.blad.terugkijken_open", thema=begin_upper(thema)), 1)


def _signing(rapport: Rapport) -> Iterable[Part]:
    """Room to sign for each party; for wijk and gemeente when the dossier names none."""
    names = [p.naam for p in rapport.partijen] or [texts.text(f"scherm.partijen.{p}") for p in ("wijk", "gemeente")]
    yield Heading(texts.text("report.blad.tekenen"))
    heads = words_for("report.blad.tekenen_kop")
    yield Table(
        texts.text("report.blad.tekenen_uitleg"),
        heads,
        tuple((plain(name), *(EMPTY for _ in heads[1:])) for name in names),
        widths=(5, 5, 3, 6),
        writing_height=SIGN_HEIGHT,
    )
