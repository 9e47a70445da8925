"""Reads the notes at the open questions of a dossier: what is said to have worked, in short, and in which lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wijktoets import texts
from wijktoets.engine.model.words import ONDERDELEN, Onderdeel, niveau
from wijktoets.engine.result.rapport import AfspraakRapport, Rapport
from wijktoets.texts.wording import ended

_REGEL: Final = re.compile(r"\bL\d+\b")


@dataclass(frozen=True, slots=True)
class Noot:
    """A note at an open question, as it was written."""

    gespreksvraag: str
    onderdeel: Onderdeel
    tekst: str

    @property
    def werkte(self) -> bool:
        """Whether it begins with the words that say of something that it worked."""
        return self.tekst.lower().startswith(texts.text("scherm.werkte").lower())

    @property
    def kort(self) -> str:
        """Its first sentence, without the words that say that it worked."""
        whole = self.tekst[len(texts.text("scherm.werkte")) :].strip() if self.werkte else self.tekst
        return ended(re.split(r"(?<=[.!?])\s+(?=[^\W\d_a-z])", whole, maxsplit=1)[0])

    @property
    def bron(self) -> list[str]:
        """The lines that it names, when its first sentence names none."""
        return [] if _REGEL.search(self.kort) else self.regels

    @property
    def regels(self) -> list[str]:
        """The lines of the source that it names, each once."""
        return list(dict.fromkeys(_REGEL.findall(self.tekst)))


def notes(rapport: Rapport) -> list[Noot]:
    """The notes of a dossier: first what worked, then the others; by onderdeel, in the order of the conversation."""
    found = [(rapport.gespreksvragen[name], name, tekst.strip()) for name, tekst in rapport.gesprekken.items()]
    last = 10**6
    found.sort(key=lambda f: (ONDERDELEN.index(f[0].onderdeel), f[0].kern or last, f[1]))
    return sorted((Noot(name, row.onderdeel, tekst) for row, name, tekst in found), key=lambda n: not n.werkte)


def further_roles(rapport: Rapport, afspraak: AfspraakRapport) -> list[str] | None:
    """The lines where a source speaks of a role that may go further than adviseren; None when it speaks of none.

    It does so when the roles that are answered amount to more, or when a note tells of such a role. That the answers
    leave room for more is no role: there the source is silent.
    """
    if niveau(afspraak.rollen.laag) > niveau("adviseren"):
        return list(dict.fromkeys(_answered(rapport, afspraak)))
    if niveau(afspraak.rollen.hoog) > niveau("adviseren"):
        return noted_roles(rapport, afspraak) or None
    return None


def noted_roles(rapport: Rapport, afspraak: AfspraakRapport) -> list[str]:
    """The lines in notes of what worked, at the open question whose answer could make the roles as high as can be."""
    asked = {row.gespreksvraag for row in rapport.vragen.values() if afspraak.rollen.hoog in row.ladder}
    found = [n for n in notes(rapport) if n.werkte and n.gespreksvraag in asked]
    return list(dict.fromkeys(line for noot in found for line in noot.regels))


def _answered(rapport: Rapport, afspraak: AfspraakRapport) -> Iterator[str]:
    """The lines of the answers that the roles follow from."""
    for vraag, given in afspraak.antwoorden.items():
        row = rapport.vragen.get(vraag)
        if row is not None and afspraak.rollen.laag in row.ladder:
            yield from (line for s in given for line in s.bron or [])
