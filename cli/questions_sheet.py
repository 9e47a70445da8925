"""The gespreksagenda of a dossier as it is read: gespreksvragen in order, with what the answers could change."""

from collections.abc import Iterable, Mapping, Sequence

from wijktoets.engine.advice.agenda_value import Agenda, AgendaPunt, AgendaVraag, OpenPlek, Plek, UitkomstPlek
from wijktoets.engine.rapport import StandpuntRij, VraagRij
from wijktoets.engine.words import FASEN, Norm, Reden
from wijktoets.texts import text

from . import marks
from .options import Settings
from .sheet import Gap, Heading, Item, Legend, Listing, Part, Sentence, Sheet
from .wording import antwoord, begin_upper, counted, day, ended, listed, said

REDENEN: tuple[Reden, ...] = ("verschil", "onbekend", "niet_besproken")
"""Why a question is open, what shows most first."""
NORMEN: tuple[Norm, ...] = ("moet", "hoort")
"""The norms that are counted."""


def agenda_sheet(agenda: Agenda, settings: Settings, supposed: Mapping[str, str], everything: bool) -> Sheet:
    """The whole screen; `supposed` are the answers of --set, `everything` names the punten behind a question too."""
    full = everything or settings.verbosity > 0
    parts: list[Part] = [*_head(agenda, supposed), Gap()]
    if agenda.punten:
        parts += [Heading(said("questions.koppen.eerst", _back(agenda)), level=2), _legend(agenda)]
        for number, punt in enumerate(agenda.punten, 1):
            parts += _point(agenda, number, punt, full)
        if agenda.weggelaten:
            parts += [Gap(), Sentence(counted("questions.meer", agenda.weggelaten))]
    else:
        parts += _nothing(agenda)
    if agenda.later and not agenda.weggelaten:
        parts += [Gap(), Heading(text("questions.koppen.later"), level=2)]
        parts.append(Sentence(said("questions.later", _back(agenda))))
        parts.append(Listing(tuple(Item(label="-", text=_title(agenda, punt)) for punt in agenda.later)))
    return (*parts, *_foot(agenda, settings))


def _back(agenda: Agenda) -> bool:
    """Whether the dossier looks back, which changes some words."""
    return agenda.status == "terugblik"


def _head(agenda: Agenda, supposed: Mapping[str, str]) -> Iterable[Part]:
    datum = day(agenda.peildatum) if agenda.peildatum else ""
    kop = text(
        "scherm.kop_fictief" if agenda.fictief else "scherm.kop",
        naam=agenda.dossier,
        status=text(f"scherm.status.{agenda.status}"),
        datum=text("scherm.vandaag", datum=datum) if agenda.peildatum_is_vandaag else datum,
    )
    yield Heading(kop, level=1)
    if agenda.als_wens:
        yield Sentence(text("scherm.proef_wens", G=agenda.als_wens), level=1)
    if supposed:
        answers = listed(f"{vraag} = {answer}" for vraag, answer in supposed.items())
        yield Sentence(text("scherm.proef_antwoorden", antwoorden=answers), level=1)
    if agenda.punten:
        outcome = any(vraag.uitkomsten for punt in agenda.punten for vraag in punt.vragen)
        yield Sentence(said("questions.uitleg", _back(agenda)), level=1)
        if not outcome and not agenda.voor:
            yield Sentence(said("questions.alleen_punten", _back(agenda)), level=1)
    if agenda.voor:
        yield Sentence(text(f"questions.voor.{agenda.voor}"), level=1)


def _legend(agenda: Agenda) -> Legend:
    redenen = {_reden(vraag) for punt in agenda.punten for vraag in punt.vragen}
    found = marks.used(marks.of_reden(reden) for reden in redenen)
    return Legend(tuple((mark, said(f"scherm.legenda.{mark}", _back(agenda))) for mark in found))


def _nothing(agenda: Agenda) -> Iterable[Part]:
    """That there is nothing to ask, and what to do then."""
    yield Sentence(text("questions.niets.voor") if agenda.voor else said("questions.niets", _back(agenda)), level=1)
    if not _back(agenda) and not agenda.voor:
        datums = listed(day(datum) for datum in agenda.terugkijken_op)
        key = "questions.terugkijken" if datums else "questions.terugkijken_afspreken"
        yield Sentence(text(key, datums=datums), level=1)


def _point(agenda: Agenda, number: int, punt: AgendaPunt, full: bool) -> Iterable[Part]:
    if punt.vraag is None:
        if number > 1:
            yield Gap()
        yield Listing((_question(agenda, punt.vragen[0], full, str(number)),))
        return
    yield Heading(text("questions.punt", nummer=number, vraag=_title(agenda, punt)), level=3)
    if punt.notitie:
        key = "scherm.ook_genoemd" if _back(agenda) else "scherm.ook_gezegd"
        yield Sentence(text(key, tekst=punt.notitie.strip()))
    # What a look back can no longer fill in, and changes nothing, is no question to ask.
    asked = (vraag for vraag in punt.vragen if vraag.beslist or vraag.soort == "vraag" or not _back(agenda))
    yield Listing(tuple(_question(agenda, vraag, full) for vraag in asked))


def _title(agenda: Agenda, punt: AgendaPunt) -> str:
    if punt.vraag is None:
        return words(punt.vragen[0], _back(agenda))
    return text("questions.kern", vraag=punt.vraag, kern=punt.kern) if punt.kern else punt.vraag


def words(vraag: AgendaVraag, terugblik: bool = False) -> str:
    """A question or field as people read it."""
    return vraag.tekst or said(f"questions.veld.{vraag.vraag}", terugblik)


def _question(agenda: Agenda, vraag: AgendaVraag, full: bool, label: str = "-") -> Item:
    """A closed question with what was said so far and what an answer could change."""
    return Item(
        label=label,
        mark=marks.of_reden(_reden(vraag)),
        text=words(vraag, _back(agenda)),
        details=(*_positions(vraag, _back(agenda)), *_changes(agenda, vraag), *(_names(vraag) if full else ())),
    )


def _reden(vraag: AgendaVraag) -> Reden:
    """Why a question is open; of several places what shows most."""
    return min((place.reden for place in vraag.open), key=REDENEN.index)


def _positions(vraag: AgendaVraag, terugblik: bool) -> Iterable[str]:
    """What each party said so far, equal words once, with the themas when it differs per thema."""
    said_at: dict[str, list[OpenPlek]] = {}
    for place in vraag.open:
        lines = (_said(vraag, standpunt, terugblik) for standpunt in place.antwoorden)
        said_at.setdefault(" ".join(line for line in lines if line), []).append(place)
    for told, places in said_at.items():
        if told:
            yield told if len(said_at) == 1 else text("questions.bij", waar=_where(places), tekst=told)


def _said(vraag: AgendaVraag, standpunt: StandpuntRij, terugblik: bool) -> str:
    """Who said what, and why; of an answer of no one in particular that is not known only why.

    Of a look back the lines of the source go with it: there it is what the answer rests on.
    """
    note = ended((standpunt.toelichting or "").strip())
    if standpunt.door is None:
        lines = f" ({', '.join(standpunt.bron)})" if terugblik and standpunt.bron else ""
        return begin_upper(said("scherm.besproken_antwoord", terugblik, toelichting=note)) + lines if note else ""
    key = "scherm.standpunt_met" if note else "scherm.standpunt"
    door = text(f"scherm.partijen.{standpunt.door}")
    answer = antwoord(standpunt, _row(vraag))
    return ended(text(key, door=door, antwoord=answer, toelichting=note.rstrip(".")))


def _row(vraag: AgendaVraag) -> VraagRij:
    return VraagRij(
        vraag=vraag.tekst or "",
        onderdeel="zeggenschap",
        kern=None,
        gespreksvraag=None,
        ladder=[],
        opties=vraag.opties,
        bron=[],
    )


def _changes(agenda: Agenda, vraag: AgendaVraag) -> Iterable[str]:
    """What an answer could change: the uitkomst and where, and how many points of each norm; nothing: no line."""
    if vraag.vraag == "gewenst":
        told = [said("questions.gewenst", _back(agenda), waar=_where(vraag.uitkomsten))]
    else:
        told = list(_outcomes(vraag.uitkomsten))
    counts = {norm: len(vraag.met_norm(norm)) for norm in NORMEN}
    points = {norm: counted(f"questions.{norm}", n) for norm, n in counts.items() if n}
    if points:
        told.append(text(f"questions.eisen.{'allebei' if len(points) > 1 else next(iter(points))}", **points))
    if told:
        yield " ".join(told)


def _names(vraag: AgendaVraag) -> Iterable[str]:
    """The points that hang on a question, by name."""
    if vraag.eisen:
        verb = text(f"questions.naam.{'een' if len(vraag.eisen) == 1 else 'meer'}")
        yield text("questions.namen", aantal=verb, namen="; ".join(eis.naam.rstrip(".") for eis in vraag.eisen))


def _outcomes(places: Sequence[UitkomstPlek]) -> Iterable[str]:
    for wish in dict.fromkeys(place.gewenst for place in places):
        waar = _where([place for place in places if place.gewenst == wish])
        if wish == "onbekend":
            yield text("questions.past_open", waar=waar)
        else:
            yield text("questions.past", archetype=wish, waar=waar)


def _where(places: Sequence[Plek]) -> str:
    """Themas as a list in a sentence, each with its fasen when it is about some only."""
    return listed(
        text("questions.waar.alles", thema=place.thema)
        if set(place.fasen) == set(FASEN)
        else text("questions.waar.fasen", thema=place.thema, fasen=listed(place.fasen))
        for place in places
    )


def _foot(agenda: Agenda, settings: Settings) -> Iterable[Part]:
    yield Gap()
    for line in agenda.teksten.values():
        yield Sentence(line.tekst, level=1)
    if settings.verbosity >= 0 and agenda.bestand and not _back(agenda):
        yield Sentence(text("questions.verder", bestand=agenda.bestand), level=1)
    if settings.verbosity > 0:
        for pack in agenda.pakketten:
            yield Sentence(text("scherm.pakket", naam=pack.naam, versie=pack.versie, sha=pack.sha256[:12]), level=1)
