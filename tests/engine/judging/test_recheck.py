"""The recheck: what counts as a difference, what a disagreement holds, and why there may be no second opinion.

No test here needs durable_rules: what forward would find is put in its place.
"""

import json
import os
from dataclasses import replace
from importlib import import_module
from typing import get_args

import pytest

from tests.builders import MOET, VANDAAG, alle, dossier, grens, ingebouwd, keuze, norm, pakket, signaal, v, waarborg
from tests.forward_double import Change, as_forward, let_forward_find, of_feiten
from wijktoets import evaluate, texts
from wijktoets.engine.forward import Bevindingen
from wijktoets.engine.forward.process import ForwardFailed, Reden
from wijktoets.engine.forward.program import LIMITS
from wijktoets.engine.judging import direct, engines
from wijktoets.engine.judging.cases import cases, situatie
from wijktoets.engine.judging.engines import NietNagerekend, Onenigheid
from wijktoets.engine.judging.facts import EisFeit
from wijktoets.engine.model.answers import ONWAAR, Interval

PACK = pakket(
    waarborg("w", alle(v("s"), v("t")), MOET),
    waarborg("x", v("t"), norm(None, "mag", "hoort"), als=v("s")),
    grens("g", v("k", "a"), "besluiten"),
    signaal("z", v("s")),
    vragen=[keuze("k", "a", "b")],
)
CASE = dossier({"s": "ja", "t": "deels", "k": "onbekend"}, gewenst="besluiten", fasen=["uitvoering", "evaluatie"])


def test_ci_has_the_second_engine() -> None:
    """Elsewhere it may be missing, and the tests that need it are not collected."""
    if os.environ.get("CI"):
        import_module("durable.engine")


CHANGES: dict[str, Change] = {
    "waarborgen.w": of_feiten(waarborgen=lambda w: w | {"w": Interval(0.5, 1.0)}),
    "waarborgen.x": of_feiten(waarborgen=lambda w: w | {"x": None}),
    "eisen.w": of_feiten(eisen=lambda e: e | {"w": EisFeit(Interval(0.5, 0.5), als_open=True)}),
    "eisen.x": of_feiten(eisen=lambda e: e | {"x": EisFeit(Interval(0.5, 0.5), door_nvt=True)}),
    "grenzen.g": of_feiten(grenzen=lambda g: {}),
    "grenzen.h": of_feiten(grenzen=lambda g: g | {"h": Interval(1.0, 1.0)}),
    "signalen.z": of_feiten(signalen=lambda z: z | {"z": Interval(0.0, 0.0)}),
    "ladder.besluiten": of_feiten(ladder=lambda s: s | {"besluiten": Interval(1.0, 1.0)}),
    "statussen.w": lambda found: replace(found, statussen={**found.statussen, "w": "onbekend"}),
    "witte_vlekken.x.besluiten": lambda found: replace(found, witte_vlekken=found.witte_vlekken - {("x", "besluiten")}),
}


def test_what_differs_is_named_in_order() -> None:
    afspraak, fase = next(iter(cases(CASE)))
    case = situatie(CASE, afspraak, fase, VANDAAG)
    said, agreeing = direct.compute(PACK, case), as_forward(PACK, case)
    others = replace(said, grenzen={}, signalen={f"s{n}": ONWAAR for n in range(9)})
    named = [each.wat for each in engines.differences(PACK, said, replace(agreeing, feiten=others))]
    assert named[:11] == ["grenzen.g", *(f"signalen.s{n}" for n in range(9)), "signalen.z"]


def test_two_engines_that_agree_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, lambda found: found)
    assert evaluate(CASE, PACK).to_json()["nagerekend"] == {"door": "forward", "gelijk": True}


@pytest.mark.parametrize(("what", "change"), CHANGES.items(), ids=CHANGES.keys())
def test_a_difference_is_a_disagreement(what: str, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, change)
    with pytest.raises(Onenigheid) as caught:
        evaluate(CASE, PACK)
    assert [v.wat for geval in caught.value.gevallen for v in geval.verschillen] == [what, what]
    assert str(caught.value) == f"{what}; {what}"


def test_a_disagreement_in_one_fase_names_that_fase(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(found: Bevindingen) -> Bevindingen:
        return CHANGES["grenzen.g"](found) if next(count) == 1 else found

    count = iter(range(9))
    let_forward_find(monkeypatch, change)
    with pytest.raises(Onenigheid) as caught:
        evaluate(CASE, PACK)
    (only,) = caught.value.gevallen
    assert only.situatie.fase == "evaluatie"


def test_a_disagreement_holds_what_a_report_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, CHANGES["waarborgen.x"])
    with pytest.raises(Onenigheid) as caught:
        evaluate(CASE, PACK, fase="uitvoering")
    told = json.loads(json.dumps(caught.value.to_json()))
    assert told["formaat"] == "wijktoets/onenigheid@1"
    assert told["pakketten"] == [{"id": "proefpakket", "versie": "1.0.0", "sha256": "0" * 64}]
    (only,) = told["gevallen"]
    assert only["situatie"]["fase"] == "uitvoering"
    assert only["situatie"]["peildatum"] == VANDAAG.isoformat()
    assert only["situatie"]["antwoorden"]["t"] == {"telt": ["deels"], "verschil": False}
    assert only["verschillen"] == [{"wat": "waarborgen.x", "direct": [0.5, 0.5], "forward": None}]
    assert only["direct"]["eisen"]["x"] == {"waarde": [0.5, 0.5], "als_open": False, "door_nvt": False}
    assert only["forward"]["waarborgen"] == {"w": [0.5, 0.5], "x": None}


# No second opinion, and why.

FACTS: dict[str, dict[str, object]] = {"te_groot": {"grens": "samen", "hoogstens": 250}}


@pytest.mark.parametrize("reden", get_args(Reden))
def test_every_reason_has_a_sentence(reden: Reden, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise NietNagerekend(reden, FACTS.get(reden, {"melding": "planted", "code": -6}))

    monkeypatch.setattr(engines, "_forward", none)
    found = evaluate(CASE, PACK)
    assert found.nagerekend.door is None
    sentence = found.nagerekend.reden or ""
    assert sentence.startswith("Dit is één keer uitgerekend: ")
    assert sentence.endswith(".")
    assert "{" not in sentence and "planted" not in sentence
    assert found.afspraken == evaluate(CASE, PACK, engine="direct").afspraken
    assert texts.text(f"engines.zonder.{reden}", **FACTS.get(reden, {}))


@pytest.mark.parametrize("limit", LIMITS)
def test_every_limit_has_words(limit: str) -> None:
    assert ingebouwd().woorden[limit] == texts.text(f"engines.grenzen.{limit}")


def test_where_the_library_is_not_installed_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines.util, "find_spec", lambda name: None)
    found = evaluate(CASE, PACK).to_json()["nagerekend"]
    assert set(found) == {"door", "reden"}
    assert "durable-rules" in found["reden"]
    assert engines.versions() == {"direct": "", "forward": None, "columns": None}
    with pytest.raises(NietNagerekend, match="ontbreekt"):
        engines.try_second(PACK)
    with pytest.raises(NietNagerekend, match="ontbreekt"):
        evaluate(CASE, PACK, engine="forward")


def test_what_the_process_says_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from wijktoets.engine import forward

    def gone(*_: object) -> None:
        raise ForwardFailed("gestopt", code=-11)

    monkeypatch.setattr(engines.util, "find_spec", lambda name: name)
    monkeypatch.setattr(forward, "derive_apart", gone)
    with pytest.raises(NietNagerekend) as caught:
        engines.recheck(PACK, [])
    assert (caught.value.reden, caught.value.gegevens) == ("gestopt", {"code": -11})


def test_one_engine_alone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, lambda found: found)
    for alone in ("direct", "forward"):
        found = evaluate(CASE, PACK, engine=alone)  # type: ignore[arg-type]
        assert found.to_json()["nagerekend"] == {
            "door": None,
            "reden": "Dit is één keer uitgerekend, met één rekenaar.",
        }


def test_forward_alone_gives_what_forward_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, CHANGES["ladder.besluiten"])
    found = evaluate(CASE, PACK, engine="forward")
    assert found.afspraken[0].rollen.laag == "besluiten"


def test_the_order_of_differences_is_fixed() -> None:
    (case, _) = [situatie(CASE, a, fase, VANDAAG) for a, fase in cases(CASE)]
    found = as_forward(PACK, case)
    for change in reversed(CHANGES.values()):
        found = change(found)
    named = [v.wat for v in engines.differences(PACK, direct.compute(PACK, case), found)]
    assert named == list(dict.fromkeys(named))
    assert [n.split(".")[0] for n in named] == sorted(
        (n.split(".")[0] for n in named),
        key=["waarborgen", "eisen", "grenzen", "signalen", "ladder", "statussen", "witte_vlekken"].index,
    )
