"""Composes the praatplaat from an Agenda: large questions in order, with the answers to tick and room to write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from wijktoets.engine.advice.agenda.value import Agenda, AgendaPunt, AgendaVraag
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, Trekker
from wijktoets.texts import text
from wijktoets.texts.wording import begin_upper, counted, day, listed, said

from ..asking import boxes, open_words, so_far
from ..asking import words as question
from ..formats.typesetting import as_json, typeset
from ..head import closing, pack_line
from ..in_words import worded
from ..notes import looked_back
from ..phrases import Say, asked_for, told, words_for
from ..residents import explained, spoken
from ..tree import (
    Document,
    Heading,
    Item,
    Line,
    Listing,
    Metadata,
    Paragraph,
    Part,
    WritingSpace,
    joined,
    own,
    plain,
    sourced,
    words,
)

TEMPLATE: Final = Path(__file__).with_name("praatplaat.typ")
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
LINES: Final = 4
"""How many lines to write on stand under a question where a page does not set them."""

Papier: TypeAlias = Literal["A4", "A3"]
PAPIEREN: Final[tuple[Papier, ...]] = get_args(Papier)

OF_THE_GEMEENTE: Final[frozenset[Trekker]] = frozenset({"gemeente", "college", "raad"})
"""For whom a plate keeps the words of the model; every other one lies on a table where residents sit."""


@dataclass(frozen=True, slots=True)
class Gesloten:
    """A closed question, the answers to tick, and what was said so far."""

    tekst: str
    vakjes: tuple[str, ...]
    gezegd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlateQuestion:
    """A question to talk about: its place, the label above it, whether it has a page of its own, and notes so far."""

    nummer: int
    vraag: str
    label: str
    groot: bool
    notitie: str
    gesloten: tuple[Gesloten, ...]


@dataclass(frozen=True, slots=True)
class Groep:
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
    groepen: tuple[Groep, ...]
    slot: tuple[str, ...]
    velden: tuple[str, ...]
    voetregel: str
    taal: str = "nl"


@worded(lambda agenda: [agenda.woorden])
def compose(agenda: Agenda, today: date, versie: str, supposed: Mapping[str, str] = NOTHING) -> Praatplaat:
    """The plate of a dossier, or without one of every gespreksvraag; in residents' words, unless it is not for them.

    Args:
        today: the day that the file names when there is no dossier with a peildatum.
        versie: that of the program, for the foot of each page.
        supposed: the answers of a what-if, which the plate must name.
    """
    if agenda.voor_rol in OF_THE_GEMEENTE:
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


def render(plate: Praatplaat, papier: Papier) -> bytes:
    """The plate as a PDF: A3 to hang up, twelve questions a sheet, or a set of A4 to put on the table.

    Raises:
        typst.TypstError: the template has a fault.
    """
    data = {
        "plaat": as_json(plate),
        "papier": papier.lower(),
        **{name: text(f"papier.{name}") for name in ("bladzijde", "van")},
        **{name: text(f"praatplaat.{name}") for name in ("ruimte", "overzicht")},
    }
    return typeset(TEMPLATE, data)


def as_document(plate: Praatplaat) -> Document:
    """The plate as a document of running text, to change before it is printed."""
    blokken: list[Part] = [Paragraph(plain(line), "opening") for line in plate.uitleg]
    blokken += [WritingSpace(field, 1) for field in plate.velden]
    for groep in plate.groepen:
        blokken.append(Heading(groep.naam))
        for vraag in groep.vragen:
            blokken += _as_parts(vraag)
    blokken += [Paragraph(plain(line), "note") for line in plate.slot]
    return Document(plate.titel, plate.ondertitel, plate.metadata, tuple(blokken), plate.voetregel, plate.taal)


def _as_parts(vraag: PlateQuestion) -> Iterable[Part]:
    yield Heading(text("praatplaat.vraag", nummer=vraag.nummer, vraag=vraag.vraag), 3)
    if vraag.notitie:
        yield Paragraph(plain(vraag.notitie))
    points = (
        Item(plain(closed.tekst), tuple(Item(plain(line)) for line in (*closed.gezegd, *closed.vakjes)))
        for closed in vraag.gesloten
    )
    yield Listing(tuple(points))
    yield WritingSpace(text("praatplaat.ruimte"), LINES)


def _back(agenda: Agenda) -> bool:
    return agenda.status == "terugblik"


def _subtitle(agenda: Agenda) -> str:
    if agenda.dossier is None or agenda.peildatum is None:
        return text("praatplaat.ondertitel_kaal")
    key = "praatplaat.ondertitel_fictief" if agenda.fictief else "praatplaat.ondertitel"
    status = text(f"scherm.status.{agenda.status}").lower()
    return begin_upper(text(key, status=status, datum=day(agenda.peildatum)))


def _opening(agenda: Agenda) -> Iterable[Line]:
    kern = sum(1 for punt in agenda.punten if punt.kern is not None)
    if not agenda.punten:
        yield text("praatplaat.niets")
    elif agenda.dossier is not None:
        yield text("praatplaat.uitleg.dossier")
    elif kern:
        yield text("praatplaat.uitleg.kaal", n=kern)
    else:
        yield text("praatplaat.uitleg.zonder_kern")
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
    if agenda.weggelaten:
        yield counted("praatplaat.meer", agenda.weggelaten)
    names = [agenda.dossier] if agenda.dossier else []
    yield from (pack_line(line, agenda.teksten, names) for line in closing(agenda.teksten))


def _groups(agenda: Agenda, say: Say) -> Iterable[Groep]:
    """The groups that have questions, numbered through."""
    number = 0
    sheet = ""
    for name, punten in _grouped(agenda).items():
        if not punten:
            continue
        if agenda.dossier is None:
            sheet = name if any(punt.kern for punt in punten) else text("praatplaat.groepen.andere")
        vragen = tuple(_question(agenda, number + i, punt, say) for i, punt in enumerate(punten, 1))
        sheet = sheet or name
        yield Groep(say(name), say(sheet), vragen)
        number += len(punten)


def _grouped(agenda: Agenda) -> dict[str, list[AgendaPunt]]:
    """Of a dossier what can change something first; of a pack the kernvragen, then the others by onderdeel."""
    if agenda.dossier is not None:
        later = [] if agenda.weggelaten else agenda.later
        first = said("praatplaat.groepen.eerst", _back(agenda))
        return {first: agenda.punten, text("praatplaat.groepen.later"): later}
    groups = {text("praatplaat.groepen.kern"): [punt for punt in agenda.punten if punt.kern is not None]}
    for onderdeel in ONDERDELEN:
        own = [punt for punt in agenda.punten if punt.kern is None and punt.onderdeel == onderdeel]
        groups[text(f"scherm.onderdelen.{onderdeel}")] = own
    return groups


def _question(agenda: Agenda, number: int, punt: AgendaPunt, say: Say) -> PlateQuestion:
    onderdeel = text(f"scherm.onderdelen.{punt.onderdeel}")
    lines = [sourced(zin.tekst, zin.bron) for zin in looked_back(punt.terugblik)]
    note = joined((line for line in (*lines, own((punt.notitie or "").strip())) if line), " ")
    label = text("praatplaat.kern", kern=punt.kern, onderdeel=onderdeel) if punt.kern is not None else onderdeel
    return PlateQuestion(
        nummer=number,
        vraag=say(punt.vraag or question(punt.vragen[0], _back(agenda))),
        label=say(text("praatplaat.later", label=label) if punt in agenda.later else label),
        groot=punt.kern is not None,
        notitie=say(told("praatplaat.ook_gezegd", tekst=note)) if note else "",
        gesloten=tuple(_closed(agenda, vraag, say) for vraag in punt.vragen),
    )


def _closed(agenda: Agenda, vraag: AgendaVraag, say: Say) -> Gesloten:
    given = so_far(vraag, _back(agenda))
    return Gesloten(say(open_words(agenda, vraag)), tuple(map(say, boxes(vraag))), tuple(map(say, given)))
