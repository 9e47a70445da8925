"""What would change an outcome: the fewest answers, proven, the first by the alphabet; or what no answer changes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.amount import at_least
from tests.builders import (
    MAG,
    MOET_BIJ_BESLUITEN,
    Ruw,
    alle,
    dossier,
    een_van,
    grens,
    koppel,
    minstens,
    niet,
    pakket,
    v,
    van,
    waarborg,
)
from tests.engine.advice.explaining import MAY_BE_NVT, VANDAAG, uitleg
from tests.engine.advice.trying import answered, smallest, words
from tests.strategies import dossiers, packs
from wijktoets.engine.advice.explain.tipping import tipping_point
from wijktoets.engine.advice.explain.value import Kantelpunt, Verandering
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.cases import Geval
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.engine.result.assembly import judge_all

ROLE = {"rol": "adviseren"}
CLEAR = {"gewenst": "adviseren", "reikwijdte": "wijk"}
PASSEND = ("congruent", "congruent_met_afweging")


def kantelpunt(pack: Regelpakket, case: Dossier, **keuze: Any) -> Kantelpunt:
    """What would change the outcome of the only afspraak of a dossier."""
    (part,) = uitleg(pack, case, **keuze).afspraken
    assert part.kantelpunt is not None
    return part.kantelpunt


def told(found: Verandering | None) -> Any:
    """A change at a glance: where it leads, and which answers change."""
    return None if found is None else (found.leidt_tot, {w.vraag: w.wordt for w in found.antwoorden})


# The uitkomst.


def test_one_answer_that_lacks_and_what_it_would_have_to_be() -> None:
    pack = pakket(waarborg("w", v("a")), waarborg("x", v("b")))
    found = kantelpunt(pack, dossier({**ROLE, "a": "nee", "b": "ja"}, **CLEAR))
    assert told(found.kleinste) == told(found.passend) == ("congruent", {"a": "ja"})
    assert found.kleinste is not None and found.kleinste.bewezen and found.houdt_vast == []


def test_another_uitkomst_may_be_nearer_than_one_that_fits() -> None:
    pack = pakket(waarborg("w", v("a")), waarborg("x", v("b")))
    found = kantelpunt(pack, dossier({"rol": "geen", "a": "nee", "b": "ja"}, **CLEAR))
    assert told(found.kleinste) == ("rolverdeling_wijkt_af", {"a": "ja"})
    assert told(found.passend) == ("congruent", {"a": "ja", "rol": "adviseren"})


def test_what_fits_shows_only_what_would_undo_it() -> None:
    found = kantelpunt(pakket(waarborg("w", v("a"))), dossier({**ROLE, "a": "ja"}, **CLEAR))
    assert told(found.kleinste) == ("meer_borging_nodig", {"a": "deels"})
    assert (found.passend, found.houdt_vast) == (None, [])


def test_of_equally_small_changes_the_first_by_the_alphabet() -> None:
    pack = pakket(waarborg("w", een_van(v("c"), v("b"), v("d"))))
    found = kantelpunt(pack, dossier({**ROLE, "b": "nee", "c": "nee", "d": "nee"}, **CLEAR))
    assert told(found.passend) == ("congruent", {"b": "ja"})


def test_a_change_replaces_what_all_parties_said() -> None:
    pack = pakket(waarborg("w", v("a")))
    found = kantelpunt(pack, dossier({**ROLE, "a": van(bewoners="nee", gemeente="ja")}, **CLEAR))
    assert told(found.kleinste) == ("meer_borging_nodig", {"a": "deels"})
    assert told(found.passend) == ("congruent", {"a": "ja"})


def test_what_is_open_stays_open_unless_it_is_changed() -> None:
    pack = pakket(waarborg("w", alle(v("a"), v("b"))))
    found = kantelpunt(pack, dossier({**ROLE, "a": "nee"}, **CLEAR))
    assert told(found.kleinste) == ("nog_niet_te_bepalen", {"a": "ja"})
    assert told(found.passend) == ("congruent", {"a": "ja", "b": "ja"})


def test_no_answer_becomes_nvt_but_an_nvt_answer_may_become_another() -> None:
    pack = pakket(waarborg("w", v("n")), vragen=MAY_BE_NVT)
    case = dossier({**ROLE, "n": "nvt"}, **CLEAR)
    assert told(kantelpunt(pack, case).passend) == ("congruent", {"n": "ja"})


def test_an_open_reikwijdte_may_be_answered_and_a_known_one_stays() -> None:
    pack = pakket(waarborg("w", v("a")), grens("g", v("reikwijdte", "stedelijk"), "adviseren"))
    said = {**ROLE, "a": "ja"}
    open_one = kantelpunt(pack, dossier(said, gewenst="adviseren"))
    assert told(open_one.passend) == ("congruent", {"reikwijdte": "wijk"})
    held = kantelpunt(pack, dossier(said, gewenst="adviseren", reikwijdte="stedelijk"))
    assert (held.kleinste, held.passend) == (None, None)
    assert [(h.soort, h.grens) for h in held.houdt_vast] == [("grens", "g")]


def test_what_no_answer_can_change_says_what_holds_it() -> None:
    nothing_asked = kantelpunt(pakket(waarborg("w", v("a"), MOET_BIJ_BESLUITEN)), dossier(ROLE, **CLEAR))
    assert told(nothing_asked.kleinste) == ("rolverdeling_wijkt_af", {"rol": "aanjagen"})
    assert (nothing_asked.passend, [h.soort for h in nothing_asked.houdt_vast]) == (None, ["norm"])
    no_wish = kantelpunt(pakket(waarborg("w", v("a"))), dossier(ROLE))
    assert (no_wish.kleinste, [h.soort for h in no_wish.houdt_vast]) == (None, ["wens"])
    abroad = kantelpunt(pakket(waarborg("w", v("land", "BE"))), dossier(ROLE, **CLEAR))
    assert (abroad.kleinste, [h.soort for h in abroad.houdt_vast]) == (None, ["vast"])


def test_an_afweging_counts_as_what_fits() -> None:
    weighed = [{"waarborg": "w", "reden": "bewust", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}]
    pack = pakket(waarborg("w", v("a")), waarborg("x", v("b")))
    found = kantelpunt(pack, dossier({**ROLE, "a": "nee", "b": "nee"}, afwegingen=weighed, **CLEAR))
    assert told(found.passend) == ("congruent_met_afweging", {"b": "ja"})


# The status of one waarborg.


def test_a_waarborg_changes_status_or_is_met() -> None:
    pack = pakket(waarborg("w", minstens(2, v("a"), v("b"), niet("c"))))
    found = kantelpunt(pack, dossier({"a": "nee", "b": "nee", "c": "nee"}), naam="w")
    assert told(found.kleinste) == ("deels", {"a": "deels"})
    assert told(found.passend) == ("geborgd", {"a": "ja"})
    assert told(kantelpunt(pack, dossier({"a": "ja", "b": "ja", "c": "ja"}), naam="w").kleinste) == (
        "deels",
        {"a": "deels"},
    )


def test_als_counts_too() -> None:
    pack = pakket({**waarborg("w", v("a")), "als": v("b")})
    assert told(kantelpunt(pack, dossier({"a": "nee", "b": "ja"}), naam="w").passend) == ("geborgd", {"a": "ja"})
    stopped = kantelpunt(pack, dossier({"a": "ja", "b": "nee"}), naam="w")
    assert told(stopped.kleinste) == ("geborgd", {"b": "deels"})


@pytest.mark.parametrize(
    ("extra", "soort"),
    [
        ({"fasen": ["evaluatie"]}, "fase"),
        ({"geldig": {"van": "2027-01-01"}}, "datum"),
        ({"als": v("land", "BE")}, "vast"),
    ],
)
def test_a_rule_that_is_not_there_is_held_by_that(extra: Ruw, soort: str) -> None:
    found = kantelpunt(pakket({**waarborg("w", v("a")), **extra}), dossier({"a": "nee"}), naam="w")
    assert (found.kleinste, found.passend, [h.soort for h in found.houdt_vast]) == (None, None, [soort])


def test_when_time_runs_out_it_is_said_not_to_be_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    import z3

    pack = pakket(waarborg("w", v("a"), MAG), waarborg("x", v("b")))
    case = dossier({**ROLE, "b": "nee"}, **CLEAR)
    (geval,) = judge_all(case, pack, direct.compute, VANDAAG)
    monkeypatch.setattr(z3.Optimize, "check", lambda self: z3.unknown)
    found = tipping_point(pack, case, geval, None)
    assert told(found.passend) == ("congruent", {"b": "ja"})
    assert found.passend is not None and not found.passend.bewezen


# Against trying every change.


def _now(pack: Regelpakket, case: Dossier, geval: Geval, name: str | None, answers: dict[str, str]) -> str:
    again = answered(pack, case, geval, answers) if answers else geval
    if name is None:
        return again.congruentie.uitkomst
    return next(e.status for e in again.eisen["besluiten"] if e.waarborg.id == name)


def _tried(pack: Regelpakket, case: Dossier, geval: Geval, name: str | None, fits: Any) -> Any:
    """The first of the smallest changes that fits, of at most two answers, with where it leads."""
    said = geval.situatie.antwoorden
    names = [*pack.vragen, *([] if "reikwijdte" in said else ["reikwijdte"])]
    options = {
        q: tuple(w for w in words(pack, q) if q not in said or set(said[q].telt) != {w})
        for q in names
        if q in _asked(pack)
    }
    changes = smallest(pack, options, lambda answers: fits(_now(pack, case, geval, name, dict(answers))), 2)
    return None if changes is None else (_now(pack, case, geval, name, dict(changes)), dict(changes))


def _asked(pack: Regelpakket) -> set[str]:
    """The questions that some rule of a pack asks."""
    text = str([pack.waarborgen, pack.grenzen, pack.zeggenschap])
    return {q for q in [*pack.vragen, "reikwijdte"] if f"vraag='{q}'" in text}


def _agrees(found: Verandering | None, tried: Any) -> None:
    """What was found is what trying gives; more than two answers were not tried."""
    if found is not None and len(found.antwoorden) > 2:
        assert tried is None
    else:
        assert told(found) == tried
    assert found is None or found.bewezen


@settings(max_examples=at_least(100))
@given(st.data())
def test_it_is_what_trying_every_change_gives(data: st.DataObject) -> None:
    ruw = data.draw(packs())
    made = data.draw(dossiers(ruw))
    made["afspraken"] = made["afspraken"][:1]
    made["afspraken"][0] |= {"gewenst": data.draw(st.sampled_from(ARCHETYPES)), "fasen": ["uitvoering"]}
    pack, case = koppel(ruw), Dossier.model_validate(made)
    name = data.draw(st.sampled_from([None, *pack.waarborgen]))
    (geval,) = judge_all(case, pack, direct.compute, VANDAAG)
    if name is not None and name not in {e.waarborg.id for e in geval.eisen["besluiten"]}:
        return
    found, now = tipping_point(pack, case, geval, name), _now(pack, case, geval, name, {})
    good = PASSEND if name is None else ("geborgd",)
    _agrees(found.kleinste, _tried(pack, case, geval, name, lambda word: word != now))
    if now not in good:
        _agrees(found.passend, _tried(pack, case, geval, name, lambda word: word in good))
    else:
        assert found.passend is None
