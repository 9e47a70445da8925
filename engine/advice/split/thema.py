"""Makes two themas of one that lies on both sides of a limit: one below it, one above it (L57, docs/modelkeuzes.md).

What was said of the whole goes to both, marked as taken over; nothing is made up, and money is divided by people.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ...judging.cases import in_force
from ...model.dossier import Afspraak, Afweging, Dossier, DossierActie, Standpunt, Standpunten
from ...model.errors import InvoerFout, Melding
from ...model.pakket import Sluit, Splitsing
from ...model.source import NodePath

UNKNOWN = "onbekend"

T = TypeVar("T", Afweging, DossierActie)


@dataclass(frozen=True, slots=True)
class Helft:
    """One of the two: its name, the answer that says on which side it lies, and whether powers go with it."""

    naam: str
    kant: Sluit
    eronder: bool


@dataclass(frozen=True, slots=True)
class Merken:
    """What marks an answer: as taken over from the whole, and as filled in by splitting (`was`: in place of what)."""

    overgenomen: str
    gesplitst: str
    was: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Gesplitst:
    """The dossier with two themas for one, and how many of each kind went to both."""

    dossier: Dossier
    antwoorden: int
    bevestigd: int
    wens: bool
    bedrag: bool
    bevoegdheden: int
    afwegingen: int
    acties: int


def marked(standpunt: Standpunt, merk: str) -> Standpunt:
    """An answer with a mark behind what people said of it; who confirmed agreed words did so of the whole alone."""
    agreed = standpunt.afgesproken and standpunt.afgesproken.model_copy(update={"bevestigd_door": ()})
    note = f"{standpunt.toelichting} ({merk})" if standpunt.toelichting else merk
    return standpunt.model_copy(update={"toelichting": note, "afgesproken": agreed})


@dataclass(frozen=True, slots=True)
class Opdeling:
    """A thema of a dossier, the two that come of it, and what a pack says of limits."""

    dossier: Dossier
    thema: str
    helften: tuple[Helft, Helft]
    splitsing: Splitsing
    merken: Merken

    def check(self) -> None:
        """See that this thema lies on both sides of a limit, or that nobody has said otherwise.

        Raises:
            InvoerFout: someone else decides, or it lies on one side already; with the place of that answer.
        """
        limit, sides = self.splitsing.grens, {helft.kant.wordt for helft in self.helften}
        wrong: list[Melding] = []
        for index, afspraak in self._there():
            said = in_force(self.dossier, afspraak)
            words = [s.antwoord for s in said.get(limit.vraag, ())]
            if words and limit.wordt not in words:
                facts = {"thema": self.thema, "vraag": limit.vraag, "antwoord": words[0], "kies": limit.wordt}
                wrong.append(self._wrong("splitsen_zonder_grens", index, limit.vraag, facts))
            side = next((s.antwoord for s in said.get(self._side, ()) if s.antwoord in sides), None)
            if side is not None:
                facts = {"thema": self.thema, "vraag": self._side, "antwoord": side}
                wrong.append(self._wrong("splitsen_al_een_kant", index, self._side, facts))
        if wrong:
            raise InvoerFout(wrong)

    def gesplitst(self) -> Gesplitst:
        """The dossier with the two themas where the one was."""
        old = self.dossier
        there = [afspraak for _, afspraak in self._there()]
        new = old.model_copy(
            update={
                "afspraken": tuple(new for each in old.afspraken for new in self._afspraken(each)),
                "afwegingen": tuple(new for each in old.afwegingen for new in self._both(each)),
                "acties": tuple(new for each in old.acties for new in self._both(each)),
            }
        )
        return Gesplitst(
            new,
            antwoorden=sum(name != self._side for a in there for name in a.antwoorden),
            bevestigd=sum(
                bool(s.afgesproken and s.afgesproken.bevestigd_door)
                for a in there
                for g in a.antwoorden.values()
                for s in g
            ),
            wens=any(w.gewenst != UNKNOWN for a in there for w in a.gewenst),
            bedrag=any(a.bedrag is not None for a in there),
            bevoegdheden=sum(len(a.bevoegdheden) for a in there),
            afwegingen=sum(a.thema == self.thema for a in old.afwegingen),
            acties=sum(a.thema == self.thema for a in old.acties),
        )

    def additions(self, afspraak: Afspraak, helft: Helft) -> Iterator[tuple[str, str]]:
        """The answers that the two get and the one did not have: question and answer."""
        limit = self.splitsing.grens
        if limit.vraag not in in_force(self.dossier, afspraak):
            yield limit.vraag, limit.wordt
        if self._side not in afspraak.antwoorden:
            yield self._side, helft.kant.wordt

    @property
    def _side(self) -> str:
        return self.splitsing.eronder.vraag

    def _there(self) -> Iterator[tuple[int, Afspraak]]:
        return ((i, a) for i, a in enumerate(self.dossier.afspraken) if a.thema == self.thema)

    def _wrong(self, code: str, index: int, vraag: str, facts: Mapping[str, object]) -> Melding:
        """What stands in the way, at its place: in the thema, else in the dossier."""
        inside = vraag in self.dossier.afspraken[index].antwoorden
        path: NodePath = ("afspraken", index, "antwoorden", vraag) if inside else ("antwoorden", vraag)
        return Melding(code, self.dossier.vindplaats.plek(path, sleutel=True), facts)

    def _afspraken(self, afspraak: Afspraak) -> Iterator[Afspraak]:
        if afspraak.thema != self.thema:
            yield afspraak
            return
        for helft in self.helften:
            answers = {name: self.taken(name, given, helft) for name, given in afspraak.antwoorden.items()}
            for name, word in self.additions(afspraak, helft):
                answers[name] = (Standpunt(antwoord=word, toelichting=self.merken.gesplitst),)
            powers = afspraak.bevoegdheden if helft.eronder else ()
            update = {"thema": helft.naam, "bedrag": None, "bevoegdheden": powers, "antwoorden": answers}
            yield afspraak.model_copy(update=update)

    def taken(self, vraag: str, given: Standpunten, helft: Helft) -> Standpunten:
        """The answers to a question as one of the two has them."""
        if vraag != self._side:
            return tuple(marked(each, self.merken.overgenomen) for each in given)
        return tuple(
            marked(each, self.merken.was(each.antwoord)).model_copy(update={"antwoord": helft.kant.wordt})
            for each in given
        )

    def _both(self, each: T) -> Iterator[T]:
        if each.thema != self.thema:
            yield each
            return
        for helft in self.helften:
            yield each.model_copy(update={"thema": helft.naam})
