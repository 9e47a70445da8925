"""What fits beside the wish, and the counts that go with any uitkomst (docs/model.md section 5; docs/rapport.md, past).

| sentence | test |
|---|---|
| past of A: nee, nog_niet, nog_open, ja_met_afweging, ja, the first that applies | test_past_in_all_its_forms |
| stand: moet and hoort at G that are geregeld, niet, open | test_stand_… |
| the moet-eisen per rust_op; samen is a party; one without a moet-eis that is not nvt is left out | test_per_partij_… |
| with every uitkomst, and with every archetype | test_counts_… |
"""

import pytest

from tests.builders import (
    HOORT,
    MAG,
    TRAP,
    Ruw,
    grens,
    norm,
    nvt,
    oordeel,
    pakket,
    samen,
    stelling,
    v,
    van,
    waarborg,
)
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.engine.result.rapport import AfspraakRapport, TellingRij

PACK = pakket(*TRAP, grens("g", v("stad", "ja-hoor"), "besluiten"))
OP_ORDE = {"q1": "ja", "q2": "ja", "q3": "ja", "stad": "anders"}


WEIGHED = samen("w2")

# Past: the archetypes side by side, whatever the wish and the roles.


def past(result: AfspraakRapport) -> list[str]:
    """What fits, for the three archetypes."""
    return [result.per_archetype[a].past for a in ARCHETYPES]


@pytest.mark.parametrize("wish", [*ARCHETYPES, "onbekend"])
@pytest.mark.parametrize(
    ("answers", "afwegingen", "expected"),
    [
        (OP_ORDE, [], ["ja", "ja", "ja"]),
        ({**OP_ORDE, "q3": "nee"}, [], ["ja", "ja", "nog_niet"]),
        ({**OP_ORDE, "q2": "nee"}, [], ["ja", "nog_niet", "nog_niet"]),
        ({**OP_ORDE, "q2": "onbekend"}, [], ["ja", "nog_open", "nog_open"]),
        ({**OP_ORDE, "q2": "onbekend", "q3": "nee"}, [], ["ja", "nog_open", "nog_niet"]),
        ({**OP_ORDE, "stad": "ja-hoor"}, [], ["ja", "ja", "nee"]),
        ({**OP_ORDE, "stad": "ja-hoor", "q3": "nee"}, [], ["ja", "ja", "nee"]),
        ({**OP_ORDE, "stad": "onbekend"}, [], ["ja", "ja", "nog_open"]),
        ({**OP_ORDE, "stad": "onbekend", "q3": "nee"}, [], ["ja", "ja", "nog_niet"]),
        ({**OP_ORDE, "q2": "nee"}, WEIGHED, ["ja", "ja_met_afweging", "ja_met_afweging"]),
        ({**OP_ORDE, "q2": "nee", "q3": "onbekend"}, WEIGHED, ["ja", "ja_met_afweging", "nog_open"]),
    ],
)
def test_past_in_all_its_forms(answers: Ruw, afwegingen: list[Ruw], expected: list[str], wish: str) -> None:
    result = oordeel(PACK, {**answers, "rol": "geen"}, gewenst=wish, afwegingen=afwegingen)
    assert past(result) == expected


# Counts.

EISEN = [
    waarborg("a", v("a"), rust_op="wijk"),
    waarborg("b", v("b"), rust_op="wijk"),
    waarborg("c", v("c"), rust_op="gemeente"),
    waarborg("d", v("d"), rust_op="college"),
    waarborg("e", v("e"), rust_op="raad"),
    waarborg("f", v("f"), rust_op="samen"),
    waarborg("h1", v("h1"), norm=HOORT, rust_op="raad"),
    waarborg("h2", v("h2"), norm=HOORT),
    waarborg("m", v("m"), norm=MAG),
]
COUNTED = pakket(*EISEN, vragen=[stelling(name, nvt_mogelijk=True) for name in "abcdef"])
ANSWERS: Ruw = {
    **{"a": "ja", "b": "nee", "c": "deels", "d": van(raad="nee", partner="deels"), "e": nvt(), "h1": "onbekend"},
    "h2": "ja",
    "m": "nee",
}


def telling(row: TellingRij) -> tuple[int, int, int]:
    """Geregeld, niet, open."""
    return row.geregeld, row.niet, row.open


def test_stand_counts_moet_and_hoort_apart() -> None:
    """Niet: deels, hooguit_deels, ontbreekt. Open: onbekend. Nvt is in none; mag is not counted."""
    result = oordeel(COUNTED, ANSWERS, gewenst="besluiten")
    assert result.stand is not None
    assert telling(result.stand.moet) == (1, 3, 1)
    assert telling(result.stand.hoort) == (1, 0, 1)


def test_stand_counts_an_afgewogen_eis_apart() -> None:
    """What was agreed otherwise is never arranged (docs/model.md section 5)."""
    result = oordeel(COUNTED, ANSWERS, gewenst="besluiten", afwegingen=samen("b", "h1"))
    assert result.stand is not None
    assert (telling(result.stand.moet), result.stand.moet.anders) == ((1, 2, 1), 1)
    assert (telling(result.stand.hoort), result.stand.hoort.anders) == ((1, 0, 0), 1)


def test_per_partij_counts_moet_by_who_it_rests_on() -> None:
    """Samen is a party of its own; a party whose moet-eisen are all nvt is left out, and so is hoort."""
    result = oordeel(COUNTED, ANSWERS, gewenst="besluiten")
    assert result.stand is not None
    assert {party: telling(row) for party, row in result.stand.per_partij.items()} == {
        "wijk": (1, 1, 0),
        "gemeente": (0, 1, 0),
        "college": (0, 1, 0),
        "samen": (0, 0, 1),
    }


def test_counts_are_of_the_wish_and_stand_beside_every_archetype() -> None:
    result = oordeel(PACK, {"q1": "ja", "q2": "nee"}, gewenst="aanjagen")
    assert result.stand is not None
    assert telling(result.stand.moet) == (1, 1, 0)
    assert [telling(result.per_archetype[a].moet) for a in ARCHETYPES] == [(1, 0, 0), (1, 1, 0), (1, 1, 1)]
    assert [len(result.per_archetype[a].per_partij) for a in ARCHETYPES] == [1, 1, 1]


def test_counts_go_with_every_uitkomst() -> None:
    for answers, wish in [({"stad": "ja-hoor"}, "besluiten"), ({}, "aanjagen"), ({"rol": "geen"}, "adviseren")]:
        assert oordeel(PACK, answers, gewenst=wish).stand is not None
    assert oordeel(PACK, {}, gewenst="onbekend").stand is None


def test_a_norm_that_rises_counts_where_it_stands() -> None:
    pack = pakket(waarborg("w", v("q"), norm=norm("mag", "hoort", "moet")))
    result = oordeel(pack, {"q": "nee"})
    rows = [result.per_archetype[a] for a in ARCHETYPES]
    assert [telling(r.moet) for r in rows] == [(0, 0, 0), (0, 0, 0), (0, 1, 0)]
    assert [telling(r.hoort) for r in rows] == [(0, 0, 0), (0, 1, 0), (0, 0, 0)]
