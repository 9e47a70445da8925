"""Words the cards of an Agenda for plate and guide: their number and title, what is settled, what is skipped."""

from collections.abc import Iterator
from datetime import date

from wijktoets.engine.advice.agenda.value import Agenda, Avond, GezegdPlek, Kaart, KaartVraag
from wijktoets.engine.model.words import ONDERDELEN
from wijktoets.texts import text
from wijktoets.texts.wording import antwoord, begin_upper, counted, day, ended, euro, listed

from .asking import where, words
from .phrases import in_a_list, level, party_first, told
from .tree import Line, Text, joined, own


def in_order(agenda: Agenda) -> Iterator[tuple[int, Kaart]]:
    """The cards that are shown, each with its one number: those of the short route have their own, the rest follow."""
    short = [card for card in agenda.kaarten if card.kern is not None]
    rest = [card for card in agenda.kaarten if card.kern is None]
    rest.sort(key=lambda card: (card.id is None, ONDERDELEN.index(card.onderdeel)))
    first = max((card.kern + 1 for card in short if card.kern is not None), default=1)
    placed = [(card.kern if card.kern is not None else first, card) for card in short]
    placed += enumerate(rest, first)
    return ((place, card) for place, card in placed if card.getoond)


def title(card: Kaart, terugblik: bool) -> str:
    """The open question of a card, or the one question that it is."""
    return card.vraag or words(card.vragen[0], terugblik)


def evening_of(agenda: Agenda, card: Kaart) -> Avond | None:
    """The evening on which a card is planned; None for one outside the short route."""
    return next((avond for avond in agenda.avonden if card.kern in avond.kaarten), None)


def evening_words(avond: Avond) -> str:
    """An evening with its cards and its minutes."""
    first, last = avond.kaarten[0], avond.kaarten[-1]
    if avond.kaarten == list(range(first, last + 1)) and last > first:
        cards = text("praatplaat.van_tot", eerste=first, laatste=last)
    else:
        cards = counted("praatplaat.kaarten", len(avond.kaarten), nummers=listed(map(str, avond.kaarten)))
    return text("praatplaat.avond", nummer=avond.nummer, kaarten=cards, minuten=minutes(avond.minuten or 0))


def settled(vraag: KaartVraag, terugblik: bool) -> Line:
    """A question that needs no answer any more, with what was said; where it differs per thema with that."""
    said: dict[Text, list[GezegdPlek]] = {}
    for place in vraag.besproken:
        lines = (_given(vraag, each.door, antwoord(each, vraag)) for each in place.antwoorden)
        said.setdefault(joined(lines, " "), []).append(place)
    told_at = (
        line if len(said) == 1 else told("questions.bij", waar=own(begin_upper(where(places))), tekst=line)
        for line, places in said.items()
    )
    return told("praatplaat.al", vraag=words(vraag, terugblik), antwoord=joined(told_at, " "))


def _given(vraag: KaartVraag, door: str | None, answer: str) -> Line:
    """An answer as a sentence, with who gave it."""
    if vraag.soort == "veld":
        return _of_field(vraag.vraag, answer)
    if door is None:
        return begin_upper(ended(answer))
    return told("praatplaat.van", door=party_first(door), antwoord=ended(answer))


def _of_field(name: str, answer: str) -> Line:
    """What a field of an afspraak holds, as a sentence; for money without an amount the name that people gave it."""
    match name:
        case "gewenst":
            return begin_upper(ended(level(answer)))
        case "reikwijdte":
            return begin_upper(ended(text(f"scherm.reikwijdte.{answer}")))
        case "terugkijken_op":
            return ended(day(date.fromisoformat(answer)))
        case _:
            return ended(euro(float(answer))) if answer.replace(".", "", 1).isdigit() else own(ended(answer))


def beside(agenda: Agenda, card: Kaart) -> Iterator[Line]:
    """What a card says of the questions that it does not ask: each by name, or how many are for others."""
    back = agenda.status == "terugblik"
    yield from (settled(vraag, back) for vraag in card.met_stand("besproken"))
    yield from (text("praatplaat.niet_nodig", vraag=words(vraag, back)) for vraag in card.met_stand("niet_nodig"))
    if card.weggelaten:
        yield counted("praatplaat.voor_anderen", card.weggelaten)


def skipped(agenda: Agenda) -> Iterator[Line]:
    """Which cards are not shown: those of the short route by number, the rest by how many they are."""
    gone = [card for card in agenda.kaarten if not card.getoond and (card.vragen or card.weggelaten)]
    numbers = [str(card.kern) for card in gone if card.kern is not None]
    rest = len(gone) - len(numbers)
    named = [counted("praatplaat.kaarten", len(numbers), nummers=listed(numbers))] if numbers else []
    named += [counted("praatplaat.andere", rest)] if rest else []
    if named:
        yield told("praatplaat.zonder", wat=in_a_list(named))


def minutes(value: int) -> str:
    """A time that was reckoned."""
    return counted("praatplaat.minuten", value)
