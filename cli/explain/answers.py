"""Words the conditions of an Uitleg: each node with how it stands, each question with who answered what, and where."""

from collections.abc import Iterator
from dataclasses import dataclass

from wijktoets.engine.advice.explain.value import KnoopUitleg, Uitleg, VraagUitleg
from wijktoets.engine.result.rapport import StandpuntRij
from wijktoets.texts import printable, text
from wijktoets.texts.wording import said

from ..drawing.condition_tree import Noot, Tak, group_words, question_words

GROUPS = ("alle", "een_van", "minstens")
SET = "--set"
"""What stands as the toelichting of an answer that was given with --set."""


@dataclass(frozen=True, slots=True)
class Verteller:
    """Words the conditions of one Uitleg; `plaats`: also where in the dossier each answer stands."""

    uitleg: Uitleg
    plaats: bool = True

    @property
    def terugblik(self) -> bool:
        """Whether the dossier looks back, which changes some words."""
        return self.uitleg.status == "terugblik"

    def tak(self, knoop: KnoopUitleg) -> Tak:
        """A condition as a tree in words; a group of one is that one."""
        if knoop.soort in GROUPS and len(knoop.onder) == 1:
            return self.tak(knoop.onder[0])
        stand = text("explain.voorwaarde.stand", tekst=self._asks(knoop), waarde=interval_words(knoop))
        if knoop.soort == "vraag":
            return Tak(stand, tuple(self.answers(knoop)))
        if knoop.soort == "niet":
            return Tak(stand, tuple(self.answers(knoop.onder[0])))
        return Tak(stand, onder=tuple(self.tak(below) for below in knoop.onder))

    def vraag(self, knoop: KnoopUitleg) -> Tak:
        """A question alone, with its answers."""
        return Tak(printable(self._question(knoop)), tuple(self.answers(knoop)))

    def _asks(self, knoop: KnoopUitleg) -> str:
        if knoop.soort == "vraag":
            options = None if knoop.is_ is None else [self._option(knoop, option) for option in knoop.is_]
            return question_words(self._question(knoop), options)
        if knoop.soort == "niet":
            return text("explain.voorwaarde.niet", vraag=self._asks(knoop.onder[0]))
        if knoop.soort == "waarborg":
            name = str(knoop.waarborg)
            return text("explain.voorwaarde.waarborg", naam=self.uitleg.waarborgen[name].naam, id=name)
        return group_words(knoop.soort, len(knoop.onder), knoop.aantal)

    def _question(self, knoop: KnoopUitleg) -> str:
        known = self.uitleg.vragen.get(str(knoop.vraag))
        return known.vraag if known else text(f"explain.voorwaarde.{knoop.vraag}")

    def _option(self, knoop: KnoopUitleg | VraagUitleg, option: str) -> str:
        known = self.uitleg.vragen.get(str(knoop.vraag))
        described = (known.opties or {}).get(option) if known else None
        return described.rstrip(".") if described else option

    def answers(self, knoop: KnoopUitleg | VraagUitleg) -> Iterator[Noot]:
        """Who answered what to a question, with the source, and where it stands."""
        if not knoop.antwoorden:
            yield 0, said("explain.antwoord.niet_besproken", self.terugblik)
        for standpunt in knoop.antwoorden:
            yield from self._answer(knoop, standpunt)
        in_file = knoop.herkomst in ("afspraak", "dossier") and not any(s.toelichting == SET for s in knoop.antwoorden)
        if self.plaats and in_file:
            yield 0, text(f"explain.antwoord.{knoop.herkomst}")

    def _answer(self, knoop: KnoopUitleg | VraagUitleg, standpunt: StandpuntRij) -> Iterator[Noot]:
        if standpunt.antwoord in ("nvt", "onbekend"):
            words = said(f"explain.antwoord.{standpunt.antwoord}", self.terugblik)
        else:
            words = self._option(knoop, standpunt.antwoord)
        if standpunt.door is not None:
            words = text("explain.antwoord.van", door=standpunt.door, antwoord=words)
        if standpunt.bron:
            words += text("explain.antwoord.bron", bron=", ".join(standpunt.bron))
        yield 0, printable(words)
        if standpunt.toelichting == SET:
            yield 0, text("explain.antwoord.met_set")
        elif standpunt.toelichting:
            deeper = 0 if standpunt.door is None else 1
            yield deeper, text("explain.antwoord.toelichting", toelichting=standpunt.toelichting)


def interval_words(knoop: KnoopUitleg) -> str:
    """How a node stands, in words.

    >>> interval_words(KnoopUitleg(soort="vraag", laag=0.0, hoog=0.5))
    'klopt hooguit deels'
    """
    key = {
        (1.0, 1.0): "ja",
        (0.0, 0.0): "nee",
        (0.5, 0.5): "deels",
        (0.0, 1.0): "open",
        (0.0, 0.5): "hooguit",
        (0.5, 1.0): "minstens",
    }.get((knoop.laag, knoop.hoog) if knoop.laag is not None and knoop.hoog is not None else (-1.0, -1.0), "nvt")
    return text(f"explain.waarde.{key}")
