"""Words a question of an Agenda for screens and paper: the question, the answers to tick, and what was said so far."""

from collections.abc import Iterable, Sequence

from wijktoets.engine.advice.agenda.value import Agenda, AgendaVraag, OpenPlek
from wijktoets.engine.advice.fasen import ThemaFasen
from wijktoets.engine.model.words import ARCHETYPES, INGEBOUWDE_VRAGEN
from wijktoets.engine.result.rapport import StandpuntRij
from wijktoets.texts import text
from wijktoets.texts.wording import antwoord, begin_upper, ended, listed, said, variant

from .phrases import at, begun, level, party_first, told
from .tree import EMPTY, Line, Text, joined, own
from .tree import words as words_of


def words(vraag: AgendaVraag, terugblik: bool = False) -> str:
    """A question or field as people read it."""
    return vraag.tekst or said(f"questions.veld.{vraag.vraag}", terugblik)


def open_words(agenda: Agenda, vraag: AgendaVraag) -> Line:
    """An open question, with the themas at which it is open when these are not all that have open questions."""
    asked = words(vraag, agenda.status == "terugblik")
    every = {place.thema for punt in (*agenda.punten, *agenda.later) for v in punt.vragen for place in v.open}
    themas = dict.fromkeys(place.thema for place in vraag.open)
    if not themas or set(themas) == every:
        return asked
    return told("questions.open_bij", vraag=asked, themas=own(listed(themas)))


def boxes(vraag: AgendaVraag) -> Iterable[str]:
    """The answers to tick; a field of an afspraak that is filled in freely has none."""
    options = list((vraag.opties or {}).values())
    if vraag.soort == "veld":
        options = [text(f"scherm.reikwijdte.{word}") for word in INGEBOUWDE_VRAGEN.get(vraag.vraag, ())]
        options = [level(archetype) for archetype in ARCHETYPES] if vraag.vraag == "gewenst" else options
    if options:
        yield from (text("questions.antwoorden.optie", tekst=option) for option in options)
        yield text("questions.antwoorden.open")
    elif vraag.soort == "vraag":
        yield text("questions.antwoorden.stelling")


def so_far(vraag: AgendaVraag, terugblik: bool) -> Iterable[Line]:
    """What each party said so far, equal words once, with the themas when it differs per thema."""
    said_at: dict[Text, list[OpenPlek]] = {}
    for place in vraag.open:
        lines = (_said(vraag, standpunt, terugblik) for standpunt in place.antwoorden)
        said_at.setdefault(joined((line for line in lines if line), " "), []).append(place)
    for line, places in said_at.items():
        if line:
            yield line if len(said_at) == 1 else told("questions.bij", waar=own(begin_upper(where(places))), tekst=line)


def _said(vraag: AgendaVraag, standpunt: StandpuntRij, terugblik: bool) -> Text:
    """Who said what, and why; of an answer of no one in particular that is not known only why.

    Of a look back the lines of the source go with it: there it is what the answer rests on.
    """
    note = (standpunt.toelichting or "").strip()
    if standpunt.door is None:
        lines = own(f" ({', '.join(standpunt.bron)})") if terugblik and standpunt.bron else EMPTY
        line = begun(told(variant("scherm.besproken_antwoord", terugblik), toelichting=own(ended(note))))
        return joined([line, lines], "") if note else EMPTY
    key = "scherm.standpunt_met" if note else "scherm.standpunt"
    door, answer = party_first(standpunt.door), antwoord(standpunt, vraag)
    given = told(key, door=door, antwoord=answer, toelichting=own(note))
    said = words_of(given).rstrip(")")
    return joined([given, "" if ended(said) == said else "."], "")


def where(places: Sequence[ThemaFasen]) -> str:
    """Themas as a list in a sentence, each with its fasen when it is about some only."""
    return listed(at(place.thema, place.fasen) for place in places)
