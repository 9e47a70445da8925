"""An unknown never reads as yes: what is left out, or does not fit, opens no route."""

from typing import Any, Final, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.advice.powers import KNOWN, one, pack
from wijktoets import rules
from wijktoets.engine.advice.asked import definite
from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN
from wijktoets.engine.model.words import DossierStatus, Houder, Ontvanger, Weg

FOLDER: Final = rules.builtin_packs()[rules.OVERDRACHT]
FIELDS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "van": st.sampled_from(get_args(Houder)),
    "aan": st.sampled_from(get_args(Ontvanger)),
    "weg": st.sampled_from(get_args(Weg)),
    "bedrag": st.sampled_from([0, 25000]),
    "grondslag": st.sampled_from(
        ["geen", "art. 165 Gemeentewet", "art. 160 lid 1 Gemeentewet", "art. 7 lid 4 Participatiewet"]
    ),
    "delegatiegrondslag": st.sampled_from(["geen", "art. 156 Gemeentewet", "art. 2.8 Ow", "art. 3 Wet op de dorpen"]),
}
OF_LAW: Final = [vraag["id"] for vraag in yaml.safe_load((FOLDER / "vragen" / "rolverdeling.yaml").read_text("utf-8"))]
ASKED: Final = {
    name: st.sampled_from(definite(pack(), name)) for name in OF_LAW if name not in BEVOEGDHEID_VRAGEN.values()
}
ANSWERS: Final = {
    name: st.one_of(st.just(KNOWN[name]), st.just(KNOWN[name]), words) if name in KNOWN else words
    for name, words in ASKED.items()
}
POWERS = st.fixed_dictionaries(
    {"van": FIELDS["van"], "weg": FIELDS["weg"]},
    optional={name: words for name, words in FIELDS.items() if name not in ("van", "weg")}
    | {
        "antwoorden": st.fixed_dictionaries(
            {name: ANSWERS[name] for name in KNOWN}, optional={n: w for n, w in ANSWERS.items() if n not in KNOWN}
        )
    },
)
SEVERAL_SAY: Final = [{"door": "gemeente", "antwoord": "onbekend"}, {"door": "raad", "antwoord": "onbekend"}]


def stands(power: dict[str, Any], status: str) -> dict[str, str]:
    return {weg.weg: weg.stand for weg in one(power, status=status, afspraak={"gewenst": "besluiten"}).wegen}


def without(power: dict[str, Any], names: set[str]) -> dict[str, Any]:
    left = {key: value for key, value in power.items() if key not in names}
    left["antwoorden"] = {key: value for key, value in power.get("antwoorden", {}).items() if key not in names}
    return left


def opened(more: dict[str, str], less: dict[str, str]) -> list[str]:
    """The routes that are open although more was known against them."""
    return [weg for weg in more if more[weg] != "open" and less[weg] == "open"]


@given(power=POWERS, status=st.sampled_from(get_args(DossierStatus)), data=st.data())
def test_what_is_left_out_opens_no_route(power: dict[str, Any], status: str, data: st.DataObject) -> None:
    """Law: without a field of a bevoegdheid, or a whole answer, a route that was not open is not open either."""
    known = [*(key for key in power if key != "antwoorden"), *power.get("antwoorden", {})]
    gone = data.draw(st.sets(st.sampled_from(known), min_size=1))
    assert not opened(stands(power, status), stands(without(power, gone), status)), gone


@given(power=POWERS, status=st.sampled_from(get_args(DossierStatus)), data=st.data())
def test_an_answer_that_says_nothing_opens_no_route(power: dict[str, Any], status: str, data: st.DataObject) -> None:
    """Law: onbekend in place of a field or an answer, by one or by several parties, opens no route."""
    answers = power.get("antwoorden", {})
    gone = data.draw(st.sets(st.sampled_from([*(set(power) - {"antwoorden", "bedrag"}), *answers]), min_size=1))
    said = data.draw(st.sampled_from(["onbekend", SEVERAL_SAY]))
    vague = {
        **power,
        **{key: "onbekend" for key in power if key in gone},
        "antwoorden": {key: said if key in gone else value for key, value in answers.items()},
    }
    assert not opened(stands(power, status), stands(vague, status)), gone


HOLDERS: Final = {"onderwerp-van-de-raad", "onderwerp-van-de-burgemeester", "onderwerp-van-het-college"}
BASIS: Final = FIELDS["delegatiegrondslag"] | st.sampled_from(
    ["art. 165 Gemeentewet", "art. 178 Gemw", "art. 83 Gemw", "art. 10:15 Awb"]
)


@given(power=POWERS, status=st.sampled_from(get_args(DossierStatus)), van=FIELDS["van"], basis=BASIS)
def test_a_value_that_does_not_fit_opens_no_route(power: dict[str, Any], status: str, van: str, basis: str) -> None:
    """Law: a holder of something else opens no route, and an article that does not allow it no delegation."""
    wrong = one({**power, "van": van, "delegatiegrondslag": basis, "weg": "delegatie"}, status=status)
    now = {weg.weg: weg.stand for weg in wrong.wegen}
    said = {name for b in wrong.bevindingen for name in b.regels if b.soort == "uitzoeken" and not b.vragen}
    assert wrong.houder_klopt_niet == bool(said & HOLDERS)
    if said & HOLDERS:
        assert "open" not in now.values()
    if "grondslag-past-niet" in said:
        assert now["delegatie"] in ("uitzoeken", "kan_zo_niet")


def test_routes_are_open_once_all_that_a_regel_asks_is_known() -> None:
    """The laws above hold of something: there is a bevoegdheid of which no regel excludes a route."""
    power = {"van": "raad", "aan": "bestuurscommissie-raad", "weg": "delegatie", "delegatiegrondslag": "art. 156 Gemw"}
    assert stands({**power, "antwoorden": KNOWN}, "voorstel") == {
        "delegatie": "open",
        "mandaat": "open",
        "overeenkomst": "uitzoeken",
        "subsidie": "uitzoeken",
        "uitdaagrecht": "uitzoeken",
        "toezegging": "open",
    }


@pytest.mark.parametrize("gone", [*KNOWN, "van", "aan", "delegatiegrondslag"])
def test_each_answer_that_a_grens_asks_can_make_the_difference(gone: str) -> None:
    """Without it some route is to be found out, for a commission or for an association."""
    commission = {
        "van": "college",
        "aan": "bestuurscommissie-college",
        "weg": "delegatie",
        "delegatiegrondslag": "art. 165 Gemw",
        "antwoorden": {**KNOWN, "bevoegdheid-onderwerp": "handhaving"},
    }
    association = {"van": "college", "aan": "vereniging", "weg": "subsidie", "antwoorden": KNOWN}
    founded = {**association, "antwoorden": {**KNOWN, "gemeente-doet-mee": "wel"}}
    not_founded = {**association, "antwoorden": {**KNOWN, "oprichting-besproken-met-raad": "nog-niet"}}
    assert any(
        opened(stands(without(power, {gone}), "voorstel"), stands(power, "voorstel"))
        for power in (commission, association, founded, not_founded)
    )
