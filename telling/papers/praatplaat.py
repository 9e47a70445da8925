"""Composes the praatplaat from an Agenda: the same cards for all, with answers to tick and room for a note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from wijktoets.engine.advice.agenda.value import Agenda, AgendaVraag, Kaart
from wijktoets.engine.model.words import ARCHETYPES, Trekker
from wijktoets.texts import text
from wijktoets.texts.wording import begin_upper, counted, day, listed

from ..asking import boxes, open_words, so_far
from ..cards import beside, evening_of, evening_words, in_order, minutes, skipped, title
from ..formats.typesetting import as_json, typeset
from ..head import closing, pack_line
from ..in_words import worded
from ..notes import looked_back
from ..phrases import Say, asked_for, told, words_for
from ..residents import explained, spoken
from ..tree import (
    Card,
    Document,
    Figure,
    Heading,
    Item,
    Line,
    Listing,
    Metadata,
    PageBreak,
    Paragraph,
    Part,
    Span,
    WritingSpace,
    joined,
    own,
    plain,
    sourced,
    words,
)

TEMPLATE: Final = Path(__file__).with_name("praatplaat.typ")
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
LINES: Final = 9
"""How many lines to write on stand on a card where a page does not set them: a note of 76 mm covers nine."""
FEWER: Final = 4
"""How many on one with a question outside the short route."""
HALF: Final = 102
"""How high a card is at least below its name, in millimetres, so that two of them fill a page."""

Papier: TypeAlias = Literal["A4", "A3"]
PAPIEREN: Final[tuple[Papier, ...]] = get_args(Papier)

OF_THE_GEMEENTE: Final[frozenset[Trekker]] = frozenset({"gemeente", "college", "raad"})
"""For whom a plate keeps the words of the model; every other one lies on a table where residents sit."""


@dataclass(frozen=True, slots=True)
class ClosedQuestion:
    """A closed question, the answers to tick, and what was said so far."""

    tekst: str
    vakjes: tuple[str, ...]
    gezegd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlateQuestion:
    """A card: its number, the open question, the label above it, whether it has a page of its own, and notes so far."""

    nummer: int
    vraag: str
    label: str
    groot: bool
    notitie: str
    gesloten: tuple[ClosedQuestion, ...]
    verder: tuple[ClosedQuestion, ...]
    """Those that can wait."""
    ernaast: tuple[str, ...]
    """What need not be asked, and why."""
    losse: str
    """How many closed questions there are, where they are not shown."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions under one heading; `blad` is the heading of the sheets of a poster, which groups may share."""

    naam: str
    blad: str
    vragen: tuple[PlateQuestion, ...]


@dataclass(frozen=True, slots=True)
class Praatplaat:
    """The whole plate: what stands above the questions, the questions in groups, and what stands below."""

    titel: str
    ondertitel: str
    metadata: Metadata
    uitleg: tuple[str, ...]
    groepen: tuple[QuestionGroup, ...]
    slot: tuple[str, ...]
    velden: tuple[str, ...]
    voetregel: str
    taal: str = "nl"
    code: Figure | None = None
    """The link of the party that the plate is for, to scan."""
    link: str = ""


@worded(lambda agenda: [agenda.woorden])
def compose(agenda: Agenda, today: date, versie: str, supposed: Mapping[str, str] = NOTHING) -> Praatplaat:
    """The plate of a dossier, or without one of every gespreksvraag; in residents' words, unless it is not for them.

    Args:
        today: the day that the file names when there is no dossier with a peildatum.
        versie: that of the program, for the foot of each page.
        supposed: the answers of a what-if, which the plate must name.
    """
    if agenda.voor_rol in OF_THE_GEMEENTE or agenda.woorden.names_its_ways:
        return _composed(agenda, today, versie, supposed, words)
    plate = _composed(agenda, today, versie, supposed, spoken)
    if plate != _composed(agenda, today, versie, supposed, words):
        plate = replace(plate, slot=(*plate.slot, spoken(joined(map(explained, ARCHETYPES), " "))))
    return plate


def _composed(agenda: Agenda, today: date, versie: str, supposed: Mapping[str, str], say: Say) -> Praatplaat:
    packs = ", ".join(pack.naam for pack in agenda.pakketten)
    name = agenda.dossier or packs
    return Praatplaat(
        titel=say(told("praatplaat.titel", naam=own(name))),
        ondertitel=say(_subtitle(agenda)),
        metadata=Metadata(
            subject=text("praatplaat.onderwerp"),
            day=agenda.peildatum or today,
            author=text("praatplaat.maker"),
            keywords=words_for("praatplaat.trefwoorden"),
        ),
        uitleg=tuple(map(say, (*_opening(agenda), *_what_if(agenda, supposed)))),
        groepen=tuple(_groups(agenda, say)),
        slot=tuple(map(say, _closing(agenda))),
        velden=words_for(f"praatplaat.velden.{'kaal' if agenda.dossier is None else 'dossier'}"),
        voetregel=say(told("praatplaat.voetregel", pakketten=own(packs), versie=versie)),
    )


def with_link(plate: Praatplaat, link: str, who: str) -> Praatplaat:
    """A plate for one party with the link of that party on it."""
    from ..pictures.code import code_of

    return replace(plate, code=code_of(link, who), link=link)


def render(plate: Praatplaat, papier: Papier) -> bytes:
    """The plate as a PDF: A3 to hang up, a sheet for each evening, or a set of A4 to put on the table.

    Raises:
        typst.TypstError: the template has a fault.
    """
    return typeset(TEMPLATE, inputs(plate, papier))


def inputs(plate: Praatplaat, papier: Papier) -> dict[str, str]:
    """What the template gets: the plate, the paper, and the words that stand on every sheet."""
    return {
        "plaat": as_json(plate),
        "papier": papier.lower(),
        **{name: text(f"papier.{name}") for name in ("bladzijde", "van")},
        **{name: text(f"praatplaat.{name}") for name in ("ruimte", "overzicht", "verder")},
    }


def as_document(plate: Praatplaat) -> Document:
    """The plate as a document of running text, to change before it is printed."""
    blokken: list[Part] = [Paragraph(plain(line), "opening") for line in plate.uitleg]
    blokken += [Paragraph(plain(line), "note") for line in plate.slot]
    blokken += [WritingSpace(field, 1) for field in plate.velden]
    blokken += [plate.code] if plate.code else []
    blokken += _overview(plate)
    alone = True
    for groep in plate.groepen:
        if groep.vragen[0].groot or alone:
            blokken.append(PageBreak())
        blokken.append(Heading(groep.naam))
        blokken += map(_card, groep.vragen)
        alone = groep.vragen[0].groot
    return Document(plate.titel, plate.ondertitel, plate.metadata, tuple(blokken), plate.voetregel, plate.taal)


def _overview(plate: Praatplaat) -> Iterable[Part]:
    """The questions of each evening in a list, so that who leads the talk sees them at a glance."""
    evenings = [groep for groep in plate.groepen if groep.vragen[0].groot]
    if evenings:
        yield Heading(text("praatplaat.overzicht"))
    for groep in evenings:
        yield Paragraph((Span(groep.naam, "strong"),))
        yield Listing(tuple(Item(plain(_numbered(vraag)), label="") for vraag in groep.vragen))
    others = sum(len(groep.vragen) for groep in plate.groepen if groep not in evenings)
    if evenings and others:
        yield Paragraph(plain(counted("praatplaat.achteraan", others)))


def _card(vraag: PlateQuestion) -> Card:
    room = WritingSpace(text("praatplaat.ruimte"), LINES if vraag.groot else FEWER)
    return Card(_numbered(vraag), tuple(_as_parts(vraag)), room, HALF if vraag.groot else 0)


def _numbered(vraag: PlateQuestion) -> str:
    return text("praatplaat.vraag", nummer=vraag.nummer, vraag=vraag.vraag)


def _as_parts(vraag: PlateQuestion) -> Iterable[Part]:
    yield Paragraph(plain(vraag.label), "note")
    if vraag.notitie:
        yield Paragraph(plain(vraag.notitie))
    if vraag.gesloten:
        yield _listed(vraag.gesloten)
    if vraag.verder:
        yield Paragraph(((Span(text("praatplaat.verder"), "strong")),))
        yield _listed(vraag.verder)
    yield from (Paragraph(plain(line), "note") for line in vraag.ernaast)


def _listed(gesloten: Iterable[ClosedQuestion]) -> Listing:
    points = (
        Item(plain(closed.tekst), tuple(Item(plain(line), label="") for line in (*closed.gezegd, *closed.vakjes)))
        for closed in gesloten
    )
    return Listing(tuple(points))


def _back(agenda: Agenda) -> bool:
    return agenda.status == "terugblik"


def _subtitle(agenda: Agenda) -> str:
    if agenda.dossier is None or agenda.peildatum is None:
        return text("praatplaat.ondertitel_kaal")
    key = "praatplaat.ondertitel_fictief" if agenda.fictief else "praatplaat.ondertitel"
    status = text(f"scherm.status.{agenda.status}").lower()
    return begin_upper(text(key, status=status, datum=day(agenda.peildatum)))


def _opening(agenda: Agenda) -> Iterable[Line]:
    short = [card for card in agenda.kaarten if card.kern is not None and card.getoond]
    if not any(card.getoond for card in agenda.kaarten):
        yield text("praatplaat.niets")
    else:
        if agenda.avonden:
            total = sum(avond.minuten or 0 for avond in agenda.avonden)
            evenings = counted("praatplaat.uitleg.avonden", len(agenda.avonden))
            yield counted("praatplaat.uitleg.kaarten", len(short), avonden=evenings, minuten=total)
        yield text("praatplaat.uitleg.schrijf")
    if agenda.voor:
        yield asked_for(agenda.voor, str(agenda.voor_rol))


def _what_if(agenda: Agenda, supposed: Mapping[str, str]) -> Iterable[Line]:
    """That the plate is about a wish or answers that were only supposed."""
    if agenda.als_wens:
        yield text("scherm.proef_wens", G=agenda.als_wens)
    if supposed:
        answers = listed(f"{vraag} = {answer}" for vraag, answer in supposed.items())
        yield told("scherm.proef_antwoorden", antwoorden=own(answers))


def _closing(agenda: Agenda) -> Iterable[Line]:
    yield from skipped(agenda)
    done = [place for place, card in in_order(agenda) if card.kern is None and not card.met_stand("open")]
    if done:
        yield counted("praatplaat.klaar", len(done))
    names = [agenda.dossier] if agenda.dossier else []
    yield from (pack_line(line, agenda.teksten, names) for line in closing(agenda.teksten))


def _groups(agenda: Agenda, say: Say) -> Iterable[QuestionGroup]:
    """The cards of each evening, then those outside the short route by onderdeel, then questions without a card."""
    groups: dict[tuple[str, str], list[PlateQuestion]] = {}
    for number, card in in_order(agenda):
        if card.kern is None and not card.met_stand("open"):
            continue
        avond = evening_of(agenda, card)
        if card.kern is not None:
            name = sheet = text("praatplaat.groepen.kern") if avond is None else evening_words(avond)
        else:
            sheet = text("praatplaat.groepen.andere")
            name = text("praatplaat.groepen.los" if card.id is None else f"scherm.onderdelen.{card.onderdeel}")
        groups.setdefault((say(name), say(sheet)), []).append(_question(agenda, number, card, say))
    return (QuestionGroup(name, sheet, tuple(vragen)) for (name, sheet), vragen in groups.items())


def _question(agenda: Agenda, number: int, card: Kaart, say: Say) -> PlateQuestion:
    lines = [sourced(zin.tekst, zin.bron) for zin in looked_back(card.terugblik)]
    note = joined((line for line in (*lines, own((card.notitie or "").strip())) if line), " ")
    parts = [text(f"scherm.onderdelen.{card.onderdeel}"), *([minutes(card.minuten)] if card.minuten else [])]
    asked = card.met_stand("open")
    later = [vraag for vraag in asked if vraag.reden == "verder" and card.kern is not None]
    return PlateQuestion(
        nummer=number,
        vraag=say(title(card, _back(agenda))),
        label=say(" · ".join(parts)),
        groot=card.kern is not None,
        notitie=say(told("praatplaat.ook_gezegd", tekst=note)) if note else "",
        gesloten=tuple(_closed(agenda, vraag, say) for vraag in asked if vraag not in later),
        verder=tuple(_closed(agenda, vraag, say) for vraag in later),
        ernaast=tuple(map(say, beside(agenda, card))),
        losse=say(counted("praatplaat.losse", len(asked))) if asked else "",
    )


def _closed(agenda: Agenda, vraag: AgendaVraag, say: Say) -> ClosedQuestion:
    given = so_far(vraag, _back(agenda))
    return ClosedQuestion(say(open_words(agenda, vraag)), tuple(map(say, boxes(vraag))), tuple(map(say, given)))
