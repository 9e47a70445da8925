"""What parties answer, as an interval (docs/model.md section 2).

| sentence of the model | test |
|---|---|
| ja, deels, nee, onbekend, no answer; missing is never zero | test_a_stelling_has_the_value_of_its_row |
| nvt drops out | test_nvt_drops_out |
| nvt only on a vraag with nvt_mogelijk, only with a toelichting | test_nvt_is_refused_… |
| a keuze is [1,1], [0,0], or [0,1] when onbekend | test_a_keuze_is_tested_against_its_options |
| hull over the listed answers that are not nvt; all nvt: nvt | test_perspectives_… |
| unlisted parties do not count; a listed onbekend widens | test_only_listed_parties_count, test_a_listed_… |
| each party at most once, a non-empty list | test_a_party_speaks_once, test_perspectives_are_not_empty |
| samen replaces the hull, the earlier views stay visible | test_samen_… |
| verschil van inzicht; the tool never picks a winner | test_verschil_…, test_no_winner_is_picked |
| answers on an afspraak replace those on the dossier; --set both | test_judging.py |
| built-in questions | test_judging.py |
"""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import Ruw, dossier, eis, keuze, nvt, oordeel, pakket, stelling, v, van, waarborg
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket

Interval = tuple[float, float] | None

STELLING = pakket(waarborg("w", v("q")), vragen=[stelling("q", nvt_mogelijk=True)])
KEUZE = pakket(waarborg("w", v("q", "a", "b")), vragen=[keuze("q", "a", "b", "c", nvt_mogelijk=True)])


def value(pack: Regelpakket, antwoord: Any) -> Interval:
    """The interval of a waarborg that asks nothing but this answer; None: nvt."""
    antwoorden = {} if antwoord is None else {"q": antwoord}
    row = eis(oordeel(pack, antwoorden, gewenst="besluiten"), "w")
    return None if row.laag is None or row.hoog is None else (row.laag, row.hoog)


@pytest.mark.parametrize(
    ("antwoord", "interval"),
    [("ja", (1, 1)), ("deels", (0.5, 0.5)), ("nee", (0, 0)), ("onbekend", (0, 1)), (None, (0, 1))],
)
def test_a_stelling_has_the_value_of_its_row(antwoord: Any, interval: Interval) -> None:
    assert value(STELLING, antwoord) == interval
    if antwoord is not None:
        assert value(STELLING, {"antwoord": antwoord, "toelichting": "zo is het"}) == interval
        assert value(STELLING, van(bewoners=antwoord)) == interval


@pytest.mark.parametrize("pack", [STELLING, KEUZE])
def test_nvt_drops_out(pack: Regelpakket) -> None:
    assert value(pack, nvt()) is None


@pytest.mark.parametrize(
    ("antwoord", "interval"),
    [("a", (1, 1)), ("b", (1, 1)), ("c", (0, 0)), ("onbekend", (0, 1)), (None, (0, 1))],
)
def test_a_keuze_is_tested_against_its_options(antwoord: Any, interval: Interval) -> None:
    assert value(KEUZE, antwoord) == interval


@pytest.mark.parametrize(
    ("antwoord", "code"),
    [("nvt", "nvt_zonder_toelichting"), ([{"door": "raad", "antwoord": "nvt"}], "nvt_zonder_toelichting")],
)
def test_nvt_is_refused_without_a_toelichting(antwoord: Any, code: str) -> None:
    with pytest.raises(InvoerFout) as refused:
        oordeel(STELLING, {"q": {"antwoord": "nvt"} if antwoord == "nvt" else antwoord})
    assert [m.code for m in refused.value.meldingen] == [code]


@pytest.mark.parametrize("question", [stelling("q"), keuze("q", "a", "b")])
def test_nvt_is_refused_on_a_vraag_that_does_not_allow_it(question: Ruw) -> None:
    options = question.get("opties", ())
    pack = pakket(waarborg("w", v("q", *list(options)[:1])), vragen=[question])
    with pytest.raises(InvoerFout) as refused:
        oordeel(pack, {"q": nvt()})
    assert [m.code for m in refused.value.meldingen] == ["nvt_niet_mogelijk"]


@pytest.mark.parametrize(
    ("said", "interval"),
    [
        ({"bewoners": "nee", "gemeente": "ja"}, (0, 1)),
        ({"bewoners": "nee", "gemeente": "deels"}, (0, 0.5)),
        ({"bewoners": "deels", "gemeente": "ja"}, (0.5, 1)),
        ({"bewoners": "ja", "gemeente": "deels", "raad": "nee"}, (0, 1)),
        ({"bewoners": "ja", "gemeente": "ja"}, (1, 1)),
        ({"bewoners": "ja", "college": "nvt"}, (1, 1)),
        ({"bewoners": "nvt", "college": "nee", "partner": "deels"}, (0, 0.5)),
        ({"bewoners": "nvt", "college": "nvt"}, None),
    ],
)
def test_perspectives_on_a_stelling_are_a_hull(said: dict[str, str], interval: Interval) -> None:
    assert value(STELLING, van(**said)) == interval


@pytest.mark.parametrize(
    ("said", "interval"),
    [
        ({"bewoners": "a", "gemeente": "b"}, (1, 1)),
        ({"bewoners": "a", "gemeente": "c"}, (0, 1)),
        ({"bewoners": "c", "gemeente": "c"}, (0, 0)),
        ({"bewoners": "nvt", "gemeente": "c"}, (0, 0)),
        ({"bewoners": "nvt", "gemeente": "nvt"}, None),
    ],
)
def test_perspectives_on_a_keuze_are_a_hull_of_the_test(said: dict[str, str], interval: Interval) -> None:
    assert value(KEUZE, van(**said)) == interval


def test_only_listed_parties_count() -> None:
    assert value(STELLING, van(raad="ja")) == (1, 1)
    assert value(STELLING, van(raad="ja", anders="nee")) == (0, 1)


@pytest.mark.parametrize(
    ("said", "interval"),
    [
        ({"bewoners": "ja", "gemeente": "onbekend"}, (0, 1)),
        ({"bewoners": "deels", "gemeente": "onbekend"}, (0, 1)),
        ({"bewoners": "nvt", "gemeente": "onbekend"}, (0, 1)),
    ],
)
def test_a_listed_onbekend_widens(said: dict[str, str], interval: Interval) -> None:
    assert value(STELLING, van(**said)) == interval
    result = oordeel(KEUZE, {"q": van(bewoners="a", gemeente="onbekend")}, gewenst="besluiten")
    assert (eis(result, "w").laag, eis(result, "w").hoog) == (0, 1)


def test_a_party_speaks_once() -> None:
    with pytest.raises(ValidationError, match="standpunt_dubbel"):
        dossier({"q": [*van(raad="ja"), *van(raad="nee")]})


@pytest.mark.parametrize("empty", [None, [], ""])
def test_perspectives_are_not_empty(empty: object) -> None:
    with pytest.raises(ValidationError, match="antwoord_leeg"):
        dossier({"q": empty})


@pytest.mark.parametrize(
    ("agreed", "interval"),
    [("ja", (1, 1)), ("deels", (0.5, 0.5)), ("nee", (0, 0)), ("onbekend", (0, 1)), ("nvt", None)],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_samen_replaces_the_hull_wherever_it_stands(agreed: str, interval: Interval, place: int) -> None:
    said = van(bewoners="nee", gemeente="ja")
    said[place:place] = van(samen=agreed)
    assert value(STELLING, said) == interval


def test_samen_leaves_the_earlier_views_visible() -> None:
    result = oordeel(STELLING, {"q": van(bewoners="nee", gemeente="ja", samen="deels")})
    assert [(s.door, s.antwoord) for s in result.antwoorden["q"]] == [
        ("bewoners", "nee"),
        ("gemeente", "ja"),
        ("samen", "deels"),
    ]


@pytest.mark.parametrize(
    ("said", "disputed"),
    [
        ({"bewoners": "ja", "gemeente": "nee"}, True),
        ({"bewoners": "ja", "gemeente": "deels"}, True),
        ({"bewoners": "nee", "gemeente": "deels"}, True),
        ({"bewoners": "ja", "gemeente": "nvt"}, True),
        ({"bewoners": "ja", "gemeente": "onbekend", "raad": "nee"}, True),
        ({"bewoners": "ja", "gemeente": "ja"}, False),
        ({"bewoners": "nvt", "gemeente": "nvt"}, False),
        ({"bewoners": "ja", "gemeente": "onbekend"}, False),
        ({"bewoners": "nvt", "gemeente": "onbekend"}, False),
        ({"bewoners": "ja", "gemeente": "nee", "samen": "ja"}, False),
        ({"bewoners": "ja", "gemeente": "nee", "samen": "onbekend"}, False),
    ],
)
def test_verschil_van_inzicht_on_a_stelling(said: dict[str, str], disputed: bool) -> None:
    result = oordeel(STELLING, {"q": van(**said)})
    assert result.verschillen_van_inzicht == (("q",) if disputed else ())


@pytest.mark.parametrize(
    ("said", "disputed"),
    [
        ({"bewoners": "a", "gemeente": "b"}, True),
        ({"bewoners": "a", "gemeente": "nvt"}, True),
        ({"bewoners": "a", "gemeente": "onbekend"}, False),
        ({"bewoners": "c", "gemeente": "c"}, False),
        ({"bewoners": "a", "gemeente": "b", "samen": "c"}, False),
    ],
)
def test_verschil_van_inzicht_on_a_keuze_is_between_options_even_when_the_test_is_sure(
    said: dict[str, str], disputed: bool
) -> None:
    result = oordeel(KEUZE, {"q": van(**said)})
    assert result.verschillen_van_inzicht == (("q",) if disputed else ())


def test_no_winner_is_picked() -> None:
    """Whoever says which, the interval is the same."""
    one = value(STELLING, van(bewoners="nee", raad="ja", college="ja", gemeente="ja"))
    other = value(STELLING, van(bewoners="ja", raad="nee"))
    assert one == other == (0, 1)
