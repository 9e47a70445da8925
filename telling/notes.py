"""Gathers what a look back says beside answers, and the notes at open questions, each with the onderdeel it is of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from wijktoets.engine.model.dossier import Terugblik
from wijktoets.engine.model.words import ONDERDELEN, Onderdeel, by_kern
from wijktoets.engine.result.rapport import AfspraakRapport, Rapport
from wijktoets.texts.wording import ended

from .phrases import SourcedSentence, told
from .tree import own

Nootsoort = Literal["werkte", "notitie", "later", "kanttekening"]
"""What a look back says in its own words, and the notes of the conversation, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Noot:
    """Something said at an open question, or at none; without a question it is of no onderdeel."""

    soort: Nootsoort
    tekst: str
    bron: tuple[str, ...] = ()
    gespreksvraag: str | None = None
    onderdeel: Onderdeel | None = None

    @property
    def zin(self) -> SourcedSentence:
        """The same as a sentence that says what kind of thing it is."""
        return _told(self.soort, self.tekst, self.bron)


def _told(soort: Nootsoort, tekst: str, bron: tuple[str, ...] | None) -> SourcedSentence:
    return SourcedSentence(told(f"scherm.noten.{soort}", tekst=own(ended(tekst))), bron or ())


def looked_back(terugblik: Terugblik) -> Iterator[SourcedSentence]:
    """What a look back says, a sentence each."""
    yield from (_told(soort, punt.tekst, punt.bron) for soort, _, punt in terugblik.punten())


def notes(rapport: Rapport) -> list[Noot]:
    """All of them: by kind, then by onderdeel in the order of the conversation; what is of no question goes last."""
    given: list[tuple[Nootsoort, str, tuple[str, ...], str | None]] = []
    given += [(soort, punt.tekst, punt.bron or (), punt.bij) for soort, _, punt in rapport.terugblik.punten()]
    given += [("notitie", tekst, (), talk) for talk, tekst in rapport.gesprekken.items()]
    return sorted((_note(rapport, *each) for each in given), key=lambda noot: _place(rapport, noot))


def _note(rapport: Rapport, soort: Nootsoort, tekst: str, bron: tuple[str, ...], talk: str | None) -> Noot:
    return Noot(soort, tekst, bron, talk, rapport.gespreksvragen[talk].onderdeel if talk else None)


def _place(rapport: Rapport, noot: Noot) -> tuple[int, int, int, str]:
    kind = get_args(Nootsoort).index(noot.soort)
    if noot.gespreksvraag is None or noot.onderdeel is None:
        return kind, len(ONDERDELEN), by_kern(None), ""
    kern = rapport.gespreksvragen[noot.gespreksvraag].kern
    return kind, ONDERDELEN.index(noot.onderdeel), by_kern(kern), noot.gespreksvraag


def noted_roles(rapport: Rapport, afspraak: AfspraakRapport) -> list[str]:
    """The lines of what worked, at the open question whose answer could make the roles as high as can be."""
    asked = {row.gespreksvraag for row in rapport.vragen.values() if afspraak.rollen.hoog in row.ladder}
    found = [punt for punt in rapport.terugblik.werkte if punt.bij is not None and punt.bij in asked]
    return list(dict.fromkeys(line for punt in found for line in punt.bron or ()))
