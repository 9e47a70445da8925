"""Words who said what at a question: one answer, those of parties, or what they chose beside what each thought."""

from collections.abc import Iterable, Sequence

from wijktoets.engine.result.rapport import AfspraakRapport, StandpuntRij
from wijktoets.texts.wording import Question, antwoord, begin_lower, ended, variant

from . import phrases
from .phrases import begun, party, party_first
from .tree import EMPTY, Line, Text, joined, own
from .view import View


def told(view: View, vraag: str, given: Sequence[StandpuntRij], key: str) -> Iterable[Line]:
    """A line for each answer to a question: what parties chose together first, then what each said before.

    Args:
        key: the sentence for the toelichting of an answer that is of no party in particular.
    """
    together = any(s.door == "samen" for s in given)
    for standpunt in sorted(given, key=lambda s: s.door != "samen"):
        note = (standpunt.toelichting or "").strip()
        if standpunt.door is not None:
            line = _of_party(view, vraag, standpunt, earlier=together and standpunt.door != "samen")
            yield joined([line, _source(view, standpunt)], "")
        elif note:
            line = begun(phrases.told(variant(key, view.terugblik), toelichting=own(ended(note))))
            yield joined([line, _source(view, standpunt)], "")


def given(answers: Iterable[StandpuntRij], vraag: Question | None) -> Text:
    """Who answered what, each in a few words, inside a sentence."""
    told = ((standpunt.door, antwoord(standpunt, vraag).rstrip(".")) for standpunt in answers)
    return joined(
        words if door is None else phrases.told("scherm.zegt", door=party(door), antwoord=words) for door, words in told
    )


def views(answers: Iterable[StandpuntRij], vraag: Question | None) -> Text:
    """The same with who answered in front, where that is what it is about."""
    told = ((str(standpunt.door), begin_lower(antwoord(standpunt, vraag).rstrip("."))) for standpunt in answers)
    return joined((phrases.told("report.zegt", door=party_first(door), antwoord=words) for door, words in told), "; ")


def counting(afspraak: AfspraakRapport, vraag: str) -> Sequence[StandpuntRij]:
    """The answers to a question that count: what was chosen together, else that of each party."""
    given = afspraak.antwoorden.get(vraag, ())
    return [s for s in given if s.door == "samen"] or given


def notes_of(counts: Iterable[StandpuntRij]) -> str:
    """What was said at answers, as one text."""
    return " ".join(ended(s.toelichting) for s in counts if s.toelichting)


def _of_party(view: View, vraag: str, standpunt: StandpuntRij, earlier: bool) -> Text:
    """By whom, what, and the note that goes with it."""
    door = str(standpunt.door)
    facts: dict[str, Line] = {
        "door": phrases.told("scherm.eerder", door=party(door)) if earlier else party_first(door),
        "antwoord": antwoord(standpunt, view.rapport.vragen.get(vraag)),
    }
    if standpunt.toelichting is None:
        return phrases.told("scherm.standpunt", **facts)
    return phrases.told("scherm.standpunt_met", toelichting=own(standpunt.toelichting.strip()), **facts)


def _source(view: View, standpunt: StandpuntRij) -> Text:
    """The place in the source, of a look back: there it is what the answer rests on."""
    return own(f" ({', '.join(standpunt.bron)})") if view.terugblik and standpunt.bron else EMPTY
