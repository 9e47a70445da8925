"""One bevoegdheid as a situation: which answers are in force, which regels look at it, and what an engine finds.

The fields of a bevoegdheid fill keuze questions of the pack: a name by the words that the pack gives as options, a
legal basis by the law and article that it refers to.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, get_args

from ...judging.cases import Engine, situatie
from ...judging.evaluation import status_of
from ...judging.facts import Feiten, Situatie
from ...model.answers import Antwoord, Interval, Waarde
from ...model.conditions import Alle, Voorwaarde, VraagTest, WaarborgRef, asked_by_itself, children, value, walk
from ...model.dossier import BEVOEGDHEID_VRAGEN, Afspraak, Bevoegdheid, Dossier
from ...model.grondslag import option_of
from ...model.pakket import Grens, Signaal, Waarborg, conditions_of
from ...model.regelpakket import Regelpakket, behind
from ...model.words import FASEN, EisStatus, Houder, Ontvanger, Weg

HOUDERS: Final[tuple[str, ...]] = get_args(Houder)
ONTVANGERS: Final[tuple[str, ...]] = get_args(Ontvanger)
WEGEN: Final[tuple[str, ...]] = get_args(Weg)

MONEY: Final = "gaat-om-geld"
"""A stelling that is ja when the bevoegdheid has an amount and nobody answered it."""
NO_WORD: Final = "niets"
"""The option that holds when a name has none of the words of the other options."""
SPECIAL: Final = "andere-wet"
"""The option of a legal basis in a law that was not looked at."""


def own_rules(pakket: Regelpakket) -> Regelpakket:
    """The pack with only the regels that do not come from the base, and the waarborgen that those refer to."""
    base = pakket.pakketten[0].id
    own = {name for name, pack in pakket.pakket_van.items() if pack != base}
    asking = (condition for name, w in pakket.waarborgen.items() if name in own for condition in conditions_of(w))
    return _only(pakket, own.union(behind(pakket, asking)))


def base_rules(pakket: Regelpakket) -> Regelpakket:
    """The pack with only the regels of the base."""
    base = pakket.pakketten[0].id
    return _only(pakket, {name for name, pack in pakket.pakket_van.items() if pack == base})


def _only(pakket: Regelpakket, names: set[str]) -> Regelpakket:
    return replace(
        pakket,
        waarborgen={n: w for n, w in pakket.waarborgen.items() if n in names},
        voldaan_als={n: c for n, c in pakket.voldaan_als.items() if n in names},
        grenzen={n: g for n, g in pakket.grenzen.items() if n in names},
        signalen={n: s for n, s in pakket.signalen.items() if n in names},
        acties={n: a for n, a in pakket.acties.items() if n in names},
        volgorde=tuple(n for n in pakket.volgorde if n in names),
    )


def word_in(text: str, options: Sequence[str]) -> str:
    """The option that a name has as a word of its own, in any case.

    >>> word_in("Een stukje Budgetrecht voor het dorp", ["budgetrecht", "niets"])
    'budgetrecht'
    >>> word_in("geld voor bankjes", ["budgetrecht", "niets"])
    'niets'
    """
    return next((o for o in options if re.search(rf"\b{re.escape(o)}\b", text, re.IGNORECASE)), NO_WORD)


@dataclass(frozen=True, slots=True)
class BevoegdheidCase:
    """A bevoegdheid with the afspraak and dossier that it belongs to; None for an afspraak without one."""

    dossier: Dossier
    afspraak: Afspraak
    bevoegdheid: Bevoegdheid | None
    peildatum: date

    def case(self, pakket: Regelpakket, **instead: str) -> Situatie:
        """Its situation; `instead` puts other words at its fields."""
        own = self.bevoegdheid
        given = {**self.afspraak.antwoorden, **(own.antwoorden if own else {})}
        fase = next(fase for fase in FASEN if fase in self.afspraak.fasen)
        afspraak = self.afspraak.model_copy(update={"antwoorden": given})
        found = situatie(self.dossier, afspraak, fase, self.peildatum)
        words = {**self._filled(pakket, found.antwoorden), **instead}
        filled = {BEVOEGDHEID_VRAGEN[key]: word for key, word in words.items() if word}
        answers = {**found.antwoorden, **{name: Antwoord((word,)) for name, word in filled.items()}}
        if own and own.bedrag and own.bedrag.euro and MONEY in pakket.vragen:
            answers.setdefault(MONEY, Antwoord(("ja",)))
        return Situatie(answers, fase, self.peildatum)

    def _filled(self, pakket: Regelpakket, answers: Mapping[str, Antwoord]) -> dict[str, str | None]:
        """The option of each question that the tool fills; None where nothing is known."""
        own = self.bevoegdheid
        words: dict[str, str | None] = {"status": self.dossier.status, "gewenst": self.afspraak.archetype}
        if own is None:
            return words
        words |= {key: None if getattr(own, key) == "onbekend" else getattr(own, key) for key in ("van", "aan", "weg")}
        known = {key: pakket.vragen[name] for key, name in BEVOEGDHEID_VRAGEN.items() if name in pakket.vragen}
        options = {key: tuple(vraag.opties) for key, vraag in known.items()}
        for key in ("grondslag", "delegatiegrondslag"):
            words[key] = option_of(getattr(own, key), options.get(key, ()))
        words["bijzondere_wet"] = "genoemd" if words["delegatiegrondslag"] == SPECIAL else "niet-genoemd"
        words["naam"] = word_in(own.naam, options.get("naam", ()))
        words["bedrag"] = self._amount(answers)
        words["opgesteld"] = self._drawn_up()
        return {key: word for key, word in words.items() if key in options}

    def _amount(self, answers: Mapping[str, Antwoord]) -> str:
        """Whether there is an amount, and whether all say beside it that it is not about money."""
        own = self.bevoegdheid
        if own is None or own.bedrag is None or not own.bedrag.euro:
            return "niet-genoemd"
        said = answers.get(MONEY)
        return "tegengesproken" if said is not None and set(said.telt) == {"nee"} else "genoemd"

    def _drawn_up(self) -> str | None:
        """Whether the dossier says that it was drawn up after the day for which it is read."""
        on = self.dossier.opgesteld.op if self.dossier.opgesteld else None
        return None if on is None else "na-de-peildatum" if on > self.peildatum else "op-tijd"


@dataclass(slots=True)
class Computed:
    """Computes situations with one pack and engine, each once, and keeps them for a second engine."""

    pakket: Regelpakket
    engine: Engine
    done: list[tuple[Situatie, Feiten]] = field(default_factory=list)

    def __call__(self, case: Situatie) -> "Found":
        for known, feiten in self.done:
            if known == case:
                return Found(self.pakket, known, feiten)
        feiten = self.engine(self.pakket, case)
        self.done.append((case, feiten))
        return Found(self.pakket, case, feiten)


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found in one situation, in the words of the regels."""

    pakket: Regelpakket
    situatie: Situatie
    feiten: Feiten

    def grenzen(self, test: Callable[[Interval], bool]) -> list[Grens]:
        """The grenzen whose interval passes a test."""
        return [self.pakket.grenzen[name] for name, found in self.feiten.grenzen.items() if test(found)]

    def signalen(self, test: Callable[[Interval], bool]) -> list[Signaal]:
        """The signalen whose interval passes a test; one that is nvt passes none."""
        return [self.pakket.signalen[name] for name, found in self.feiten.signalen.items() if found and test(found)]

    def status(self, waarborg: Waarborg) -> EisStatus:
        """How a waarborg stands as an eis."""
        return status_of(self.feiten.eisen[waarborg.id].waarde)

    def asked(self, waarborg: Waarborg) -> bool:
        """Whether a waarborg surely applies and is not surely met."""
        feit = self.feiten.eisen[waarborg.id]
        return not feit.als_open and status_of(feit.waarde) not in ("nvt", "geborgd")

    def value(self, condition: Voorwaarde) -> Waarde:
        """The interval of a condition."""
        return value(condition, self.situatie.antwoorden, self.feiten.waarborgen)

    def sure(self, condition: Voorwaarde) -> bool:
        """Whether a condition surely holds."""
        found = self.value(condition)
        return found is not None and found.laag == 1.0

    def applies(self, condition: Voorwaarde) -> bool:
        """Whether a condition surely holds at least in part, as the `als` of a waarborg does."""
        found = self.value(condition)
        return found is not None and found.laag >= 0.5

    def possible(self, condition: Voorwaarde) -> bool:
        """Whether a condition holds or may yet hold, at least in part."""
        found = self.value(condition)
        return found is not None and found.hoog >= 0.5

    def first_open(self, condition: Voorwaarde) -> set[str]:
        """The questions that come first in a condition that is open: of `alle`, those of the first child that is open.

        So a pack writes first what must be known before the rest matters. An answer may bring the next question. What
        the bevoegdheid itself is goes before all else, and is asked at once.
        """
        asked = self._first_open(condition)
        fields = set(BEVOEGDHEID_VRAGEN.values())
        nodes = (node for _, node in walk(condition) if isinstance(node, VraagTest) and node.vraag in fields)
        about = {node.vraag for node in nodes if (found := self.value(node)) is not None and found.open}
        return about if asked & fields else asked

    def _first_open(self, condition: Voorwaarde) -> set[str]:
        interval = self.value(condition)
        if interval is None or not interval.open:
            return set()
        match condition:
            case VraagTest(vraag=vraag):
                return {vraag}
            case WaarborgRef(waarborg=waarborg):
                return self._first_open(self.pakket.voldaan_als[waarborg])
            case Alle(alle=below):
                return next(found for child in below if (found := self._first_open(child)))
            case _:
                return set().union(*(self._first_open(child) for child in children(condition)))


def surely(found: Interval) -> bool:
    """Whether a grens holds, whatever the open answers turn out to be."""
    return found.laag == 1.0


def perhaps(found: Interval) -> bool:
    """It may hold, and an answer can still change that."""
    return found.laag < 1.0 <= found.hoog


def shown(found: Interval) -> bool:
    """Whether a signaal is said: it is at least partly so, whatever is still open."""
    return found.laag >= 0.5


def in_doubt(found: Interval) -> bool:
    """Whether a signaal is asked: it may yet be at least partly so."""
    return found.laag < 0.5 <= found.hoog


def looks_at(regel: Waarborg | Grens | Signaal, vraag: str) -> bool:
    """Whether a regel looks at a question itself."""
    return vraag in asked_by_itself(*conditions_of(regel))


def lands(pakket: Regelpakket) -> set[str]:
    """The countries that the grenzen of a pack name: for others it has no law."""
    nodes = (node for grens in pakket.grenzen.values() for _, node in walk(grens.als))
    return {code for node in nodes if isinstance(node, VraagTest) and node.vraag == "land" for code in node.is_ or ()}


def names(pakket: Regelpakket) -> Mapping[str, dict[str, str]]:
    """What the options of van, aan and weg are called, by field."""
    return {key: pakket.vragen[BEVOEGDHEID_VRAGEN[key]].omschreven for key in ("van", "aan", "weg")}
