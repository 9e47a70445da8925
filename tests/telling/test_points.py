"""Who does what at a point: the step that people chose, with its own trekker, before the step that the pack offers."""

from collections.abc import Callable, Iterable

import pytest

from tests.builders import koppel, rapport, ruw_pakket, v, waarborg
from tests.spoken import spoken
from tests.telling.test_raad import ASKED_OF_RAAD, below
from wijktoets.engine.advice.folding import blocks
from wijktoets.engine.result.rapport import Rapport, WitteVlekRij
from wijktoets.telling.lists import lists_of
from wijktoets.telling.points import who
from wijktoets.telling.residents_points import to_arrange
from wijktoets.telling.tree import Line, words
from wijktoets.telling.view import View

OFFERED = {"wat": "Het pakket stelt dit voor", "trekker": "raad", "sluit": ["open"]}
CHOSEN = {"waarborg": "w", "wat": "Mensen kozen dit", "trekker": "college"}


def _rapport(*acties: dict[str, str]) -> Rapport:
    """A point that rests on the raad, for which the pack offers a step of the raad."""
    pack = koppel(ruw_pakket(waarborg("w", v("open"), rust_op="raad", acties=[OFFERED])))
    wish = [{"thema": "groen", "gewenst": "besluiten", "fasen": ["uitvoering"]}]
    return rapport(pack, {"open": "nee"}, afspraken=wish, acties=list(acties))


def _at_the_point(found: Rapport) -> list[str]:
    (blok,) = blocks(found.afspraken)
    (gat,) = lists_of(found, blok).gaten
    rij: WitteVlekRij = gat.rij
    lines: Iterable[Line] = who(View(found), rij, blok.afspraken, False)
    return [spoken(words(line)) for line in lines]


def _to_residents(found: Rapport) -> list[str]:
    (item,) = to_arrange(View(found))
    return [spoken(words(step.text)) for step in item.below]


def _to_the_raad(found: Rapport) -> list[str]:
    return below(found, ASKED_OF_RAAD)[1:]


@pytest.mark.parametrize("told", [_at_the_point, _to_residents, _to_the_raad])
def test_the_step_that_people_chose_goes_before_the_one_that_the_pack_offers(
    told: Callable[[Rapport], list[str]],
) -> None:
    chosen, offered = " ".join(told(_rapport(CHOSEN))), " ".join(told(_rapport()))
    assert CHOSEN["wat"] in chosen and OFFERED["wat"] not in chosen
    assert CHOSEN["wat"] not in offered


def test_each_step_has_its_own_trekker() -> None:
    chosen, offered = (" ".join(_at_the_point(_rapport(*acties))).casefold() for acties in ((CHOSEN,), ()))
    assert "college" in chosen and "raad" not in chosen
    assert "raad" in offered and "college" not in offered
    to_residents = " ".join(_to_residents(_rapport(CHOSEN))).casefold()
    assert "college" in to_residents and "raad" not in to_residents
