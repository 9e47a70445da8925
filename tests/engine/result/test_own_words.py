"""Own words and confirmations in a Rapport (docs/model.md sections 2 and 8)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from tests.builders import HOORT, Ruw, dossier, koppel, pakket, rapport, stelling, v, waarborg
from tests.strategies import cases
from wijktoets import Dossier, evaluate
from wijktoets.engine.model.confirming import kenmerk
from wijktoets.engine.reading.matching import with_answers

WEET, ZIET = (
    waarborg("weet", v("q"), onderdeel="transparantie"),
    waarborg("ziet", v("q"), onderdeel="ieders-stem-telt", norm={"besluiten": "hoort"}),
)
ALLEEN = waarborg("alleen", v("r"), onderdeel="samen-leren", norm=HOORT)
PACK = pakket(WEET, ZIET, ALLEEN, vragen=[stelling("los")])
AGREED: Ruw = {"antwoord": "ja", "afgesproken": "Elke maand."}
PARTIES = [{"naam": "Overleg", "rol": "wijk"}, {"naam": "Team", "rol": "gemeente"}]


@pytest.mark.parametrize(("wish", "name"), [("besluiten", "ziet"), ("adviseren", "weet"), ("onbekend", "ziet")])
def test_the_heading_of_own_words(wish: str, name: str) -> None:
    (result,) = rapport(PACK, {"q": AGREED, "r": AGREED, "los": AGREED}, gewenst=wish).afspraken
    rows = {row.vraag: row for row in result.afgesproken}
    assert (rows["q"].waarborg, rows["q"].kop) == (name, PACK.waarborgen[name].naam)
    assert (rows["los"].waarborg, rows["los"].kop) == (None, PACK.vragen["los"].vraag)
    assert [row.vraag for row in result.afgesproken] == ["q", "r", "los"]  # by onderdeel; without a waarborg last


def test_own_words_keep_all_that_was_written() -> None:
    said = {"tekst": "Elke maand [x].", "wie": "Team", "wanneer": "elk voorjaar", "bevestigd_door": ["Overleg", "Team"]}
    found = rapport(PACK, {"q": {"antwoord": "deels", "afgesproken": said}}, partijen=PARTIES)
    (row,) = found.afspraken[0].afgesproken
    assert row.model_dump(mode="json", include=set(said)) == said and row.stand == "afgesproken"
    (answer,) = found.to_json()["afspraken"][0]["antwoorden"]["q"]
    assert answer["afgesproken"] == said and found.ondertekenaars == ("Overleg", "Team")


def test_what_a_thema_replaces_is_told() -> None:
    own = {"thema": "groen", "antwoorden": {"q": {"antwoord": "ja", "afgesproken": "Elke maand."}}}
    found = rapport(PACK, {"q": AGREED, "r": AGREED}, afspraken=[own, {"thema": "wonen"}])
    line = found.teksten["afgesproken_vervangen"].tekst
    assert PACK.vragen["q"].vraag in line and "groen" in line
    assert "wonen" not in line and PACK.vragen["r"].vraag not in line
    plain = rapport(PACK, {"r": AGREED}, afspraken=[own])
    assert "afgesproken_vervangen" not in plain.teksten


def _confirmed(oordeel: str = "zo_gezegd", **fields: Any) -> Dossier:
    made = dossier({"q": "ja"}, partijen=PARTIES, **fields)
    row = {"door": "Overleg", "oordeel": oordeel, "toelichting": "want", "kenmerk": kenmerk(made)}
    return dossier({"q": "ja"}, partijen=PARTIES, bevestigd=[row], **fields)


def _told(case: Dossier) -> str:
    return evaluate(case, PACK, engine="direct").afspraken[0].tekst


def test_by_whom_an_uitkomst_is_told() -> None:
    assert _told(dossier({"q": "ja"})).startswith("Volgens wie dit invulde: ")
    by_team = dossier({"q": "ja"}, opgesteld={"door": "het Team"})
    assert _told(by_team).startswith("Volgens het Team: ")
    assert "Volgens" not in _told(_confirmed(opgesteld={"door": "het Team"}))
    assert _told(_confirmed("niet_zo_gezegd", opgesteld={"door": "het Team"})).startswith("Volgens het Team: ")
    assert not _told(dossier({"q": "ja"}, status="terugblik")).startswith("Volgens wie")


def test_a_what_if_is_confirmed_by_nobody() -> None:
    found = evaluate(with_answers(_confirmed(), {"q": "nee"}, PACK), PACK, engine="direct")
    assert found.afspraken[0].tekst.startswith("Volgens ") and not found.bewoners_bevestigd
    assert [row.geldt for row in found.bevestigd] == [False]


def test_who_confirmed_has_seen_it() -> None:
    made = _confirmed("tekent_niet", opgesteld={"door": "Team", "op": date(2026, 10, 1)})
    found = evaluate(made, PACK, engine="direct")
    assert found.nog_niet_gezien_door == () and found.eenzijdig is False


@given(cases())
def test_own_words_change_no_uitkomst(case: tuple[Ruw, Ruw]) -> None:
    pack = koppel(case[0])
    full = Dossier.model_validate(case[1])
    bare = Dossier.model_validate(_without(case[1]))
    told = {"tekst", "afgesproken", "antwoorden"}
    one, other = (
        [a.model_dump(exclude=told) for a in evaluate(each, pack, engine="direct").afspraken] for each in (full, bare)
    )
    assert one == other


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(item) for key, item in value.items() if key not in ("afgesproken", "bevestigd")}
    return [_without(item) for item in value] if isinstance(value, list) else value
