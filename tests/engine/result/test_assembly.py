"""The Rapport as one value: its keys, its order and what it keeps of the dossier (docs/rapport.md, Rapport).

| sentence of docs/rapport.md | test |
|---|---|
| the keys of the JSON | test_the_keys_of_the_json |
| levels, values, an nvt eis has laag and hoog null; eisen includes mag and nvt | test_eisen_are_all_there |
| gewenst onbekend: no borging or stand, rows for all three | test_without_a_wish_the_archetypes_stand_side_by_side |
| rows by archetype, onderdeel, id; perspectives as given | test_rows_stand_in_the_order_of_the_model |
| other lists by id | test_other_lists_stand_by_id |
| nagerekend without forward | test_without_a_recheck_it_says_why |
| a signaal shown as a question has vraag: true; a grens shows its waarom | test_a_grens_shows_its_waarom |
| status changes the wording, not the result | test_the_status_changes_words_only |
| peildatum: default today, printed in that case | test_the_peildatum_is_today_unless_said |
| same input, byte-identical output | test_the_same_input_gives_the_same_bytes |
"""

import json
from datetime import date
from typing import Any

import pytest

from tests.builders import (
    HOORT,
    MAG,
    MOET_BIJ_BESLUITEN,
    VANDAAG,
    Ruw,
    dossier,
    eis,
    grens,
    koppel,
    norm,
    nvt,
    oordeel,
    pakket,
    rapport,
    ruw_pakket,
    signaal,
    stelling,
    v,
    van,
    waarborg,
)
from wijktoets import evaluate
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.words import ARCHETYPES

RULES = [
    waarborg("z", v("q"), onderdeel="ieders-stem-telt"),
    waarborg("b", v("r"), onderdeel="zeggenschap", norm=norm(None, "hoort", "moet"), rust_op="raad"),
    waarborg("a", v("s"), onderdeel="zeggenschap", norm=MOET_BIJ_BESLUITEN, rust_op="samen"),
    waarborg("c", v("q"), onderdeel="samen-leren", norm=MAG),
    waarborg("d", v("n"), onderdeel="dna", norm=HOORT),
]
GRENZEN = [grens("h", v("stad", "ja-hoor"), "besluiten"), grens("g", v("k", "a"), "aanjagen")]
SIGNALEN = [signaal("y", v("q"), vraag_bij_twijfel="Speelt dit"), signaal("x", v("s"))]
PACK = pakket(*RULES, *GRENZEN, *SIGNALEN, vragen=[stelling("n", nvt_mogelijk=True)])
ANSWERS: Ruw = {"s": van(raad="nee", bewoners="ja"), "n": nvt(), "r": "nee", "stad": "ja-hoor"}
WEIGHED = [
    {"waarborg": "b", "reden": "later", "besloten_door": ["wijk", "raad"], "geldig_tot": VANDAAG},
    {"waarborg": "a", "reden": "later", "besloten_door": ["raad"]},
]

TOP = (
    "formaat dossier bestand fictief status peildatum opgesteld partijen pakketten nagerekend terugblik vragen"
    " afspraken"
)
AFSPRAAK = (
    "thema fase reikwijdte gewenst gewensten borging_tot borging_zonder_afweging rollen uitkomst richting"
    " tekst signalen stand borging profiel"
    " eisen witte_vlekken grenzen open_vragen antwoorden per_archetype verschillen_van_inzicht afwegingen"
)
ROWS = {
    "signalen": "id tekst",
    "profiel": "onderdeel laag hoog besproken eisen",
    "eisen": "waarborg naam norm status laag hoog onderdeel rust_op basis bron waarom",
    "witte_vlekken": "waarborg norm aard tekst open_vragen acties",
    "grenzen": "id sluit_uit zeker tekst",
    "open_vragen": "vraag reden",
    "afwegingen": "waarborg telt waarom_niet reden besloten_door geldig_tot",
}


def has(value: Any, keys: str) -> bool:
    """Whether a JSON object has these keys, and perhaps more."""
    return set(keys.split()) <= set(value)


@pytest.mark.parametrize("wish", ["besluiten", "onbekend"])
def test_the_keys_of_the_json(wish: str) -> None:
    found = rapport(PACK, ANSWERS, gewenst=wish, afwegingen=WEIGHED).to_json()
    assert json.loads(json.dumps(found)) == found
    assert has(found, TOP)
    assert found["formaat"] == "wijktoets/rapport@1"
    assert has(found["pakketten"][0], "id versie sha256")
    assert has(found["vragen"]["q"], "vraag onderdeel")
    (afspraak,) = found["afspraken"]
    assert has(afspraak, AFSPRAAK)
    for name, keys in ROWS.items():
        assert afspraak[name], name
        assert all(has(row, keys) for row in afspraak[name])
    assert set(afspraak["borging_tot"]) == set(afspraak["rollen"]) == {"laag", "hoog"}
    assert list(afspraak["per_archetype"]) == list(ARCHETYPES)
    for row in afspraak["per_archetype"].values():
        assert has(row, "past moet hoort per_partij borging")
        assert set(row["moet"]) == {"geregeld", "anders", "niet", "open"}
    assert has(afspraak["antwoorden"]["s"][0], "door antwoord bron toelichting")
    actie = afspraak["witte_vlekken"][0]["acties"][0]
    assert has(actie, "id wat trekker wijk_doet gemeente_doet instrument sluit inzet")
    assert set(actie["sluit"][0]) == {"vraag", "wordt"}
    assert set(actie["inzet"]) == {"bewoners", "gemeente"}
    if wish != "onbekend":
        assert has(afspraak["stand"], "moet hoort per_partij")
        assert set(afspraak["borging"]) == {"laag", "hoog"}


def test_eisen_are_all_there() -> None:
    result = oordeel(PACK, ANSWERS, gewenst="besluiten")
    assert {e.waarborg: (e.norm, e.status) for e in result.eisen} == {
        **{"z": ("moet", "onbekend"), "a": ("moet", "onbekend"), "b": ("moet", "ontbreekt")},
        **{"c": ("mag", "onbekend"), "d": ("hoort", "nvt")},
    }
    assert (eis(result, "d").laag, eis(result, "d").hoog) == (None, None)


def test_without_a_wish_the_archetypes_stand_side_by_side() -> None:
    result = oordeel(PACK, ANSWERS, gewenst="onbekend")
    assert (result.stand, result.borging) == (None, None)
    assert [(e.archetype, e.waarborg) for e in result.eisen] == [
        *(("adviseren", w) for w in ("z", "d", "c")),
        *(("aanjagen", w) for w in ("z", "b", "d", "c")),
        *(("besluiten", w) for w in ("z", "a", "b", "d", "c")),
    ]
    assert [(w.archetype, w.waarborg) for w in result.witte_vlekken] == [
        *(("adviseren", w) for w in ("z",)),
        *(("aanjagen", w) for w in ("z", "b")),
        *(("besluiten", w) for w in ("z", "a", "b")),
    ]
    assert [(p.archetype, p.onderdeel) for p in result.profiel] == [
        ("adviseren", "ieders-stem-telt"),
        *(("aanjagen", o) for o in ("ieders-stem-telt", "zeggenschap")),
        *(("besluiten", o) for o in ("ieders-stem-telt", "zeggenschap")),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_rows_stand_in_the_order_of_the_model(turned: bool) -> None:
    rules = RULES[::-1] if turned else RULES
    pack = pakket(*rules, *GRENZEN, vragen=[stelling("n", nvt_mogelijk=True)])
    result = oordeel(pack, dict(reversed(ANSWERS.items())) if turned else ANSWERS, gewenst="besluiten")
    assert [e.waarborg for e in result.eisen] == ["z", "a", "b", "d", "c"]
    assert [w.waarborg for w in result.witte_vlekken] == ["z", "a", "b"]
    assert [p.onderdeel for p in result.profiel] == ["ieders-stem-telt", "zeggenschap"]
    assert [s.door for s in result.antwoorden["s"]] == ["raad", "bewoners"]


def test_other_lists_stand_by_id() -> None:
    pack = pakket(*RULES, *GRENZEN, *SIGNALEN, vragen=[stelling("n", nvt_mogelijk=True)])
    answers = {**ANSWERS, "q": van(bewoners="ja", raad="deels"), "k": "onbekend"}
    result = oordeel(pack, answers, gewenst="besluiten", afwegingen=WEIGHED)
    assert [g.id for g in result.grenzen] == ["g", "h"]
    assert [s.id for s in result.signalen] == ["afgewogen_eisen", "afweging_telt_niet", "verschil_van_inzicht", "y"]
    assert [o.vraag for o in result.open_vragen] == ["k", "q", "rol", "s"]
    assert [a.waarborg for a in result.afwegingen] == ["a", "b"]
    assert result.verschillen_van_inzicht == ("q", "s")
    assert list(result.antwoorden) == sorted(answers)
    assert list(rapport(pack, answers).vragen) == sorted(rapport(pack, answers).vragen)


def test_a_grens_shows_its_waarom() -> None:
    result = oordeel(PACK, ANSWERS, gewenst="besluiten")
    assert [(g.id, g.sluit_uit, g.zeker, g.tekst) for g in result.grenzen] == [
        ("g", "aanjagen", False, "Want g gaat de stad aan"),
        ("h", "besluiten", True, "Want h gaat de stad aan"),
    ]
    assert [(s.id, s.tekst, s.vraag) for s in result.signalen if s.id in "xy"] == [("y", "Speelt dit", True)]


def test_without_a_recheck_it_says_why() -> None:
    found = rapport(PACK).to_json()["nagerekend"]
    assert set(found) == {"door", "reden"}
    assert found["door"] is None
    assert found["reden"]


@pytest.mark.parametrize("status", ["afgesproken", "in_uitvoering", "terugblik"])
@pytest.mark.parametrize("wish", [*ARCHETYPES, "onbekend"])
def test_the_status_changes_words_only(status: str, wish: str) -> None:
    plain = rapport(PACK, ANSWERS, gewenst=wish, afwegingen=WEIGHED).to_json()
    other = rapport(PACK, ANSWERS, gewenst=wish, afwegingen=WEIGHED, status=status).to_json()
    assert without_words(plain) == without_words(other)


def test_a_look_back_changes_nothing_that_is_judged() -> None:
    said = {"werkte": [{"tekst": "koffie", "bron": "L1"}], "later": [{"tekst": "thee"}]}
    plain = rapport(PACK, ANSWERS, status="terugblik").to_json()
    other = rapport(PACK, ANSWERS, status="terugblik", terugblik=said).to_json()
    assert plain.pop("terugblik") == {"werkte": [], "later": [], "kanttekening": []}
    assert other.pop("terugblik") == {
        "werkte": [{"tekst": "koffie", "bron": ["L1"], "bij": None, "instrument": None}],
        "later": [{"tekst": "thee", "bron": None, "bij": None, "instrument": None}],
        "kanttekening": [],
    }
    assert plain == other


def without_words(value: Any) -> Any:
    """A JSON value without its sentences and the status of the dossier."""
    if isinstance(value, list):
        return [without_words(item) for item in value]
    if not isinstance(value, dict):
        return value
    words = {"tekst", "teksten"} | ({"status"} if "peildatum" in value else set())
    return {key: without_words(item) for key, item in value.items() if key not in words}


def test_the_peildatum_is_today_unless_said() -> None:
    day = date(2027, 2, 3)
    found = evaluate(dossier(peildatum=None), PACK, today=day, engine="direct")
    assert (found.peildatum, found.peildatum_is_vandaag) == (day, True)
    found = evaluate(dossier(), PACK, today=day, engine="direct")
    assert (found.peildatum, found.peildatum_is_vandaag) == (VANDAAG, False)


def test_the_same_input_gives_the_same_bytes() -> None:
    one, other = (
        json.dumps(rapport(koppel(ruw_pakket(*RULES, *GRENZEN)), {"q": "ja"}, gewenst="besluiten").to_json())
        for _ in range(2)
    )
    assert one == other


def test_what_the_dossier_says_of_itself_is_kept() -> None:
    parts: Ruw = {
        "fictief": True,
        "gemeente": "Groningen",
        "gebied": {"naam": "De Wijk", "soort": "dorp"},
        "partijen": [{"naam": "Bewonersoverleg", "rol": "wijk"}],
        "opgesteld": {"door": "gebiedsteam", "op": "2026-10-20"},
    }
    found = rapport(PACK, {}, **parts).to_json()
    assert (found["fictief"], found["gemeente"], found["gebied"]) == (True, "Groningen", "De Wijk")
    assert found["partijen"] == [{"naam": "Bewonersoverleg", "rol": "wijk"}]
    assert has(found["opgesteld"], "door op gezien_door")
    own: Ruw = {
        "thema": "groen",
        "reikwijdte": "wijk",
        "bedrag": {"euro": "40000", "programma": "Openbare ruimte"},
        "looptijd": {"van": "2027-01-01", "tot": "2028-12-31"},
        "terugkijken_op": "2027-12-01",
    }
    row = rapport(PACK, {}, **own).to_json()["afspraken"][0]
    unsaid = dict.fromkeys(("per", "stand", "toelichting", "bron"))
    assert row["bedrag"] == {"euro": 40000.0, "programma": "Openbare ruimte", **unsaid}
    assert row["looptijd"] == {"van": "2027-01-01", "tot": "2028-12-31"}
    assert (row["reikwijdte"], row["terugkijken_op"]) == ("wijk", "2027-12-01")


def test_an_answer_keeps_its_source_and_its_words() -> None:
    said = {"antwoord": "deels", "toelichting": "alleen het wijkbudget", "bron": "verslag, punt 4"}
    (row,) = rapport(PACK, {"q": said}).to_json()["afspraken"][0]["antwoorden"]["q"]
    assert row == {"door": None, **said, "bron": ["verslag, punt 4"], "afgesproken": None}


def test_a_dossier_that_does_not_fit_is_refused_with_all_that_is_wrong() -> None:
    wrong = dossier(
        {"q": "misschien", "weg": "ja"},
        afspraken=[{"thema": "groen", "antwoorden": {"r": "soms"}}],
        afwegingen=[{"waarborg": "nergens", "reden": "x", "besloten_door": ["wijk"], "thema": "wonen"}],
    )
    with pytest.raises(InvoerFout) as refused:
        evaluate(wrong, PACK, engine="direct")
    assert sorted(m.code for m in refused.value.meldingen) == [
        "antwoord_onbekend",
        "antwoord_onbekend",
        "thema_onbekend",
        "vraag_onbekend",
        "waarborg_onbekend",
    ]
