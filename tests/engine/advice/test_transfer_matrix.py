"""The bevoegdheden beside the routes: the matrix says of each route what the bevoegdheid itself says."""

from tests.engine.advice.powers import COMMISSIE, KNOWN, STICHTING, look
from wijktoets.engine.advice.transfer.case import WEGEN


def test_each_bevoegdheid_stands_beside_every_route() -> None:
    found = look({**STICHTING, "antwoorden": KNOWN}, COMMISSIE, {})
    for row, power in zip(found.matrix, found.bevoegdheden, strict=True):
        assert (row.thema, row.naam) == (power.thema, power.naam)
        assert row.wegen == {weg.weg: weg.stand for weg in power.wegen}
        assert tuple(row.wegen) == WEGEN


def test_what_comes_first_is_no_open_route() -> None:
    (row,) = look(
        {**COMMISSIE, "delegatiegrondslag": "art. 165 Gemw", "antwoorden": {**KNOWN, "raad-gehoord": "nog-niet"}}
    ).matrix
    assert row.wegen["delegatie"] == "eerst"


def test_where_no_law_was_looked_at_every_route_is_to_be_found_out() -> None:
    for land in ("BE", "BQ"):
        (row,) = look({**STICHTING, "antwoorden": KNOWN}, gebied={"naam": "x", "land": land}).matrix
        assert row.wegen == dict.fromkeys(WEGEN, "uitzoeken")
