"""Columns as one of the three engines: the intervals of every rule, equal to those of the direct engine."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.builders import alle, dossier, grens, nvt, pakket, signaal, stelling, v, van, waarborg
from tests.engine.columns.agreement import direct_feiten, made, situaties
from wijktoets.engine.columns import facts
from wijktoets.engine.judging.facts import EisFeit
from wijktoets.engine.model.answers import ONWAAR, WAAR, Interval

PACK = pakket(
    waarborg("a", alle(v("p"), v("q"))),
    waarborg("b", v("n"), als=v("x"), fasen=["uitvoering"]),
    grens("g", v("rol", "besluiten"), "besluiten", fasen=["evaluatie"]),
    grens("h", v("rol", "besluiten"), "besluiten"),
    signaal("y", v("n")),
    signaal("z", v("n"), fasen=["evaluatie"]),
    vragen=[stelling("n", nvt_mogelijk=True)],
)


def test_what_is_found_for_each_kind_of_rule() -> None:
    case = dossier({"p": "ja", "q": van(bewoners="deels", gemeente="ja"), "n": nvt(), "rol": "besluiten"})
    (found,) = facts.compute_many(PACK, situaties([case]))
    assert found.waarborgen == {"a": Interval(0.5, 1.0), "b": None}
    assert found.eisen == {"a": EisFeit(Interval(0.5, 1.0)), "b": EisFeit(None, als_open=True, door_nvt=True)}
    assert found.grenzen == {"h": WAAR}
    assert found.signalen == {"y": None}
    assert found.ladder == {"adviseren": ONWAAR, "aanjagen": ONWAAR, "besluiten": WAAR}
    assert [found] == direct_feiten(PACK, [case])


def test_one_situation_is_a_batch_of_one() -> None:
    case = dossier({"p": "ja", "q": "nee"})
    assert facts.compute(PACK, situaties([case])[0]) == direct_feiten(PACK, [case])[0]


@given(st.data())
def test_every_interval_of_a_generated_pack(data: st.DataObject) -> None:
    raw = data.draw(strategies.packs())
    cases: list[Any] = [data.draw(strategies.dossiers(raw)) for _ in range(20)]
    pack, dossiers = made(raw, cases)
    assert facts.compute_many(pack, situaties(dossiers)) == direct_feiten(pack, dossiers)
