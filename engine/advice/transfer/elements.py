"""What the papers along a route have to settle, each with its article and what the dossier knows of it."""

from collections.abc import Iterator, Mapping

from ...judging.cases import in_force
from ...model.answers import is_open
from ...model.dossier import Bedrag, Bevoegdheid, Standpunt
from ...model.pakket import Besluitelement
from ...model.schema import Periode
from ...model.words import Machtveld
from ...reading.matching import SET
from .case import BevoegdheidCase, Found, names
from .value import ElementRij, KnownRij

REFUSED = frozenset({"nee", "onbekend", "nvt"})
"""Answers that settle nothing."""


def elements(found: Found, macht: BevoegdheidCase, weg: str, aan: str) -> list[ElementRij]:
    """The elements that surely or perhaps belong to a bevoegdheid along a route, for a recipient.

    A recipient that the dossier does not name is a proposal, and fills nothing.
    """
    power = macht.bevoegdheid
    assert power is not None  # the caller has one
    given = {**in_force(macht.dossier, macht.afspraak), **power.antwoorden}
    rows = []
    for element in found.pakket.elementen.values():
        if not found.possible(element.als):
            continue
        empty = element.leeg_als is not None and found.sure(element.leeg_als)
        known = [] if empty else [*_fields(found, macht, element, aan), *_answers(found, given, element)]
        texts = [row.tekst for row in known if row.tekst is not None]
        rows.append(
            ElementRij(
                id=element.id,
                thema=macht.afspraak.thema,
                bevoegdheid=power.naam,
                weg=weg,
                aan=aan,
                stuk=element.stuk,
                wat=element.wat,
                bron=list(element.bron),
                bronstatus=element.bronstatus,
                tekst="; ".join(texts) or None,
                bekend=known,
                zeker=found.applies(element.als),
                vragen=sorted(found.first_open(element.als)),
                toelichting=element.toelichting,
            )
        )
    return rows


def _fields(found: Found, macht: BevoegdheidCase, element: Besluitelement, aan: str) -> Iterator[KnownRij]:
    for field in element.velden:
        if field == "aan" and macht.bevoegdheid is not None and macht.bevoegdheid.aan != aan:
            continue
        text = _held(found, macht, field)
        if text is not None:
            yield KnownRij(veld=field, vraag=None, antwoord=None, tekst=text)


def _held(found: Found, macht: BevoegdheidCase, field: Machtveld) -> str | None:
    """What a field of the bevoegdheid or its afspraak holds, as it was typed; None when that says nothing."""
    value = getattr(macht.bevoegdheid if field in Bevoegdheid.model_fields else macht.afspraak, field)
    match value:
        case None | "onbekend" | "geen":
            return None
        case Bedrag(euro=euro, programma=programma):
            return ", ".join([*([f"{euro:g} euro"] if euro else []), *([programma] if programma else [])]) or None
        case str() if field in ("van", "aan"):
            return names(found.pakket)[field][value].rstrip(".")
        case str():
            return value
        case Periode(van=first, tot=last):
            return " – ".join(day.isoformat() for day in (first, last) if day) or None
    return str(value)


def _answers(found: Found, given: Mapping[str, tuple[Standpunt, ...]], element: Besluitelement) -> Iterator[KnownRij]:
    """The answers that settle something: one that all who answered share, and that is no refusal."""
    for name in element.vragen:
        answer = found.situatie.antwoorden.get(name)
        if answer is None or is_open(answer) or answer.telt[0] in REFUSED:
            continue
        word = answer.telt[0]
        option = found.pakket.vragen[name].omschreven.get(word)
        yield KnownRij(veld=None, vraag=name, antwoord=word, tekst=_words(given.get(name, ())) or option)


def _words(given: tuple[Standpunt, ...]) -> str | None:
    """What people agreed in their own words, else what they noted beside the answer; a trial has no words."""
    agreed = [s.afgesproken.tekst for s in given if s.afgesproken is not None]
    noted = [s.toelichting for s in given if s.toelichting not in (None, SET)]
    return "; ".join(agreed or [text for text in noted if text]) or None
