"""Chooses where a bijlage tells each step of the dossier, so that it stands there once: at what it is for, or apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from wijktoets.engine.advice.folding import FaseBlock
from wijktoets.engine.model.dossier import DossierActie
from wijktoets.engine.result.rapport import Rapport

from .lists import Lists, chosen, chosen_at, must
from .points import in_order, places
from .reader import Allowance

Point: TypeAlias = tuple[Literal["gat", "verschil"], str]
"""What a step is told at: a witte vlek by its waarborg, or a question on which parties differ."""


@dataclass(frozen=True, slots=True)
class StepPlaces:
    """The steps that one part of a bijlage tells at each point; and of a point under which head its others stand."""

    here: Mapping[Point, Sequence[DossierActie]] = field(default_factory=dict)
    elsewhere: Mapping[Point, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListedPart:
    """A part of a bijlage: its head, its block, its lists, and whether these go for all blocks."""

    head: str
    blok: FaseBlock
    lists: Lists
    everywhere: bool = False


def placed(
    rapport: Rapport, parts: Sequence[ListedPart], maat: Allowance
) -> tuple[list[StepPlaces], list[DossierActie]]:
    """Where each step stands, at the first point that it is for; and the steps that are for nothing that is listed."""
    told: dict[int, int] = {}
    found = []
    for number, part in enumerate(parts):
        here: dict[Point, list[DossierActie]] = {}
        elsewhere: dict[Point, str] = {}
        for point, acties in _points(rapport, part, maat):
            for actie in acties:
                if id(actie) not in told:
                    told[id(actie)] = number
                    here.setdefault(point, []).append(actie)
                elif told[id(actie)] != number:
                    elsewhere[point] = parts[told[id(actie)]].head
        found.append(StepPlaces(here, elsewhere))
    return found, [actie for actie in rapport.acties if id(actie) not in told]


def _points(rapport: Rapport, part: ListedPart, maat: Allowance) -> Iterator[tuple[Point, Sequence[DossierActie]]]:
    """What a part lists that a step can be for, with the steps in the dossier for it."""
    every, blok = rapport.afspraken, part.blok
    for gat in part.lists.gaten:
        if maat.in_full or must(gat.rij, blok):
            at = every if part.everywhere else places(gat, blok)
            yield ("gat", gat.rij.waarborg), chosen(rapport, gat.rij, at)
    for punt in in_order(rapport, [punt for punt in part.lists.punten if punt.reden == "verschil"]):
        yield ("verschil", punt.vraag), chosen_at(rapport, punt.vraag, every if part.everywhere else places(punt, blok))
