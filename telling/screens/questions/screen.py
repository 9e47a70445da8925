"""The gespreksagenda of a dossier as it is read: gespreksvragen in order, with what the answers could change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from wijktoets.engine.advice.agenda.value import Agenda, AgendaPunt, AgendaVraag, UitkomstPlek
from wijktoets.engine.advice.order import WENS
from wijktoets.engine.model.words import Norm, Reden
from wijktoets.telling import marks
from wijktoets.telling.asking import open_words, so_far, where
from wijktoets.telling.head import closing
from wijktoets.telling.in_words import worded
from wijktoets.telling.notes import looked_back
from wijktoets.telling.phrases import asked_for, level, told
from wijktoets.telling.screens.around import foot, head
from wijktoets.telling.tree import Gap, Heading, Item, Legend, Line, Listing, Part, Sheet, item, joined, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import begin_upper, counted, day, listed, said, variant

REDENEN: tuple[Reden, ...] = ("verschil", "onbekend", "niet_besproken")
"""Why a question is open, what shows most first."""
OFTEN = 3
"""From how many questions on what is so of all of them is told once."""
NORMEN: tuple[Norm, ...] = ("moet", "hoort")
"""The norms that are counted."""


@worded(lambda agenda: [agenda.woorden])
def agenda_sheet(agenda: Agenda, verbosity: int, supposed: Mapping[str, str], everything: bool) -> Sheet:
    """The whole screen; `supposed` are the answers of --set, `everything` names the punten behind a question too."""
    full = everything or verbosity > 0
    parts: list[Part] = [
        *head(agenda, agenda.als_wens, supposed),
        *(sentence(line, level=1) for line in _about(agenda)),
    ]
    parts.append(Gap())
    if agenda.punten:
        parts += [Heading(said("questions.koppen.eerst", _back(agenda)), level=2), _legend(agenda)]
        if often := _often(agenda):
            parts.append(sentence(text("questions.ster", tekst=often)))
        for number, punt in enumerate(agenda.punten, 1):
            parts += _point(agenda, number, punt, full)
        if agenda.weggelaten:
            parts += [Gap(), sentence(counted("questions.meer", agenda.weggelaten))]
    else:
        parts += _nothing(agenda)
    if agenda.later and not agenda.weggelaten:
        parts += [Gap(), Heading(text("questions.koppen.later"), level=2)]
        parts.append(sentence(said("questions.later", _back(agenda))))
        parts.append(Listing(tuple(item(label="-", text=_title(agenda, punt)) for punt in agenda.later)))
    further = text("questions.verder", bestand=agenda.bestand) if verbosity >= 0 and not _back(agenda) else ""
    packs = agenda.pakketten if verbosity > 0 else ()
    return (*parts, *foot(closing(agenda.teksten), further, packs, sources=verbosity > 0))


def _back(agenda: Agenda) -> bool:
    """Whether the dossier looks back, which changes some words."""
    return agenda.status == "terugblik"


def _about(agenda: Agenda) -> Iterable[Line]:
    """What the order says, and for whom the questions are."""
    if agenda.punten:
        yield said("questions.uitleg", _back(agenda))
        if not agenda.voor and not any(vraag.uitkomsten for punt in agenda.punten for vraag in punt.vragen):
            yield said("questions.alleen_punten", _back(agenda))
    if agenda.voor:
        yield asked_for(agenda.voor, str(agenda.voor_rol))


def _legend(agenda: Agenda) -> Legend:
    redenen = {_reden(vraag) for punt in agenda.punten for vraag in punt.vragen}
    found = marks.used(marks.of_reden(reden) for reden in redenen)
    return Legend(tuple((mark, said(f"scherm.legenda.{mark}", _back(agenda))) for mark in found))


def _nothing(agenda: Agenda) -> Iterable[Part]:
    """That there is nothing to ask, and what to do then."""
    yield sentence(text("questions.niets.voor") if agenda.voor else said("questions.niets", _back(agenda)), level=1)
    if not _back(agenda) and not agenda.voor:
        datums = listed(day(datum) for datum in agenda.terugkijken_op)
        key = "questions.terugkijken" if datums else "questions.terugkijken_afspreken"
        yield sentence(text(key, datums=datums), level=1)


def _point(agenda: Agenda, number: int, punt: AgendaPunt, full: bool) -> Iterable[Part]:
    if punt.vraag is None:
        if number > 1:
            yield Gap()
        yield Listing((_question(agenda, punt.vragen[0], full, str(number)),))
        return
    yield Heading(told("questions.punt", nummer=number, vraag=_title(agenda, punt)), level=3)
    yield from (sentence(zin.tekst, zin.bron) for zin in looked_back(punt.terugblik))
    if punt.notitie:
        key = "scherm.noten.notitie" if _back(agenda) else "scherm.ook_gezegd"
        yield sentence(text(key, tekst=punt.notitie.strip()))
    # What a look back can no longer fill in, and changes nothing, is no question to ask.
    asked = (vraag for vraag in punt.vragen if vraag.beslist or vraag.soort == "vraag" or not _back(agenda))
    yield Listing(tuple(_question(agenda, vraag, full) for vraag in asked))


def _title(agenda: Agenda, punt: AgendaPunt) -> Line:
    if punt.vraag is None:
        return open_words(agenda, punt.vragen[0])
    return text("questions.kern", vraag=punt.vraag, kern=punt.kern) if punt.kern is not None else punt.vraag


def _question(agenda: Agenda, vraag: AgendaVraag, full: bool, label: str = "-") -> Item:
    """A closed question with what was said so far and what an answer could change."""
    return item(
        label=label,
        mark=marks.of_reden(_reden(vraag)),
        text=_starred(agenda, vraag, joined((open_words(agenda, vraag), _weight(vraag)), "")),
        details=(*so_far(vraag, _back(agenda)), *_changes(agenda, vraag), *(_names(vraag) if full else ())),
    )


def _reden(vraag: AgendaVraag) -> Reden:
    """Why a question is open; of several places what shows most."""
    return min((place.reden for place in vraag.open), key=REDENEN.index)


def _changes(agenda: Agenda, vraag: AgendaVraag) -> Iterable[str]:
    """What an answer could change: the uitkomst and where, and how many points of each norm; nothing: no line."""
    if vraag.vraag == WENS:
        lines = [said("questions.gewenst", _back(agenda), waar=begin_upper(where(vraag.uitkomsten)))]
    else:
        lines = [line for line in _outcomes(agenda, vraag) if line != _often(agenda)]
    counts = _counts(vraag)
    points = {norm: counted(variant(f"questions.{norm}", _back(agenda)), n) for norm, n in counts.items()}
    if len(points) > 1:
        lines.append(text("questions.eisen.allebei", **points))
    elif sum(counts.values()) > 1:
        lines.append(text("questions.eisen.alleen", punten=next(iter(points.values()))))
    if lines:
        yield " ".join(lines)


def _counts(vraag: AgendaVraag) -> dict[Norm, int]:
    """How many points of each norm hang on a question."""
    return {norm: n for norm in NORMEN if (n := len(vraag.met_norm(norm)))}


def _weight(vraag: AgendaVraag) -> str:
    """How heavy the one point is that hangs on a question; nothing where there are more, or none."""
    counts = _counts(vraag)
    return text(f"questions.een.{next(iter(counts))}") if sum(counts.values()) == 1 else ""


def _names(vraag: AgendaVraag) -> Iterable[str]:
    """The points that hang on a question, by name."""
    if vraag.eisen:
        verb = text(f"questions.naam.{'een' if len(vraag.eisen) == 1 else 'meer'}")
        yield text("questions.namen", aantal=verb, namen="; ".join(eis.naam.rstrip(".") for eis in vraag.eisen))


def _starred(agenda: Agenda, vraag: AgendaVraag, asked: Line) -> Line:
    """A question, with a star where what stands above all of them is so of it."""
    often = _often(agenda)
    return told("questions.met_ster", vraag=asked) if often and often in _outcomes(agenda, vraag) else asked


def _often(agenda: Agenda) -> str:
    """What is told once above all questions: what is so of most of them, where it would be told again and again."""
    lines = Counter(line for punt in agenda.punten for vraag in punt.vragen for line in _outcomes(agenda, vraag))
    line, times = lines.most_common(1)[0] if lines else ("", 0)
    return line if times >= OFTEN else ""


def _outcomes(agenda: Agenda, vraag: AgendaVraag) -> Sequence[str]:
    """What the uitkomst could still change to; of a look back the order of the questions says it, and no line more."""
    return () if _back(agenda) or vraag.vraag == WENS else tuple(_uitkomsten(vraag.uitkomsten))


def _uitkomsten(places: Sequence[UitkomstPlek]) -> Iterable[str]:
    for wish in dict.fromkeys(place.gewenst for place in places):
        waar = begin_upper(where([place for place in places if place.gewenst == wish]))
        if wish == "onbekend":
            yield text("questions.past_open", waar=waar)
        else:
            yield text("questions.past", archetype=level(wish), waar=waar)
