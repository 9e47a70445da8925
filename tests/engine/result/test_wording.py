"""The sentences of a result: which one, how it is filled, and what it never says (docs/model.md sections 5 and 8).

| sentence of the model | test |
|---|---|
| no permission, no judgement | test_no_sentence_permits_or_judges |
| always what stays with the raad; the legal form; no legal advice | test_the_lines_that_go_with_every_result |
| a dossier filled in by one side says so | test_a_dossier_of_one_side_says_so |
| what a source does not give is onbekend, never nee | test_what_is_not_said_is_not_a_no |
| words follow the status; with --archetype "als de wens … zou zijn" | test_words_follow_…, test_a_supposed_wish_… |
| grenzen on the same open question are one sentence | test_grenzen_on_the_same_question_are_one_sentence |
| a question asked once in one uitkomst | test_a_question_that_the_uitkomst_asks_is_not_asked_again_… |
| a grens that perhaps holds, in the same breath as any uitkomst | test_a_grens_that_perhaps_holds_is_named_with_… |
| level 0 is never "geen inspraak" | test_no_sentence_permits_or_judges |
| the sentences for the uitkomsten | test_the_sentence_of_each_uitkomst |
| n = niet; every party that is not 0 | test_who_still_has_agreements_to_make |
| begin met … | test_the_first_question_is_the_first_of_the_conversation |
| geen_eisen has its own sentence | test_without_anything_to_ask_… |
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    HOORT,
    LADDER_SAMEN,
    LADDER_SAMEN_VRAGEN,
    MOET_VANAF_AANJAGEN,
    Ruw,
    alle,
    grens,
    ingebouwd,
    koppel,
    nvt,
    oordeel,
    pakket,
    rapport,
    stelling,
    v,
    van,
    vlek,
    waarborg,
)
from tests.strategies import cases
from wijktoets import Dossier, evaluate, rules, texts
from wijktoets.engine.model.sentences import fill
from wijktoets.engine.model.woorden import fill_words
from wijktoets.engine.model.words import ARCHETYPES, UITKOMSTEN
from wijktoets.engine.result.rapport import Rapport

STATUSES = ("voorstel", "afgesproken", "in_uitvoering", "terugblik")

EIGEN = {
    "gewenst_onbekend": {"terugblik": "bron zwijgt over {thema}", "anders": "samen te bepalen"},
    "grens_bereikt": "{G}|{thema}|{fase}|{grens}|{wel_open}",
    "meer_borging_nodig": "{G}|{n}|{per_partij}|{open}",
    "rolverdeling_wijkt_af": "{G}|{rollen}|{borging}",
    "nog_niet_te_bepalen": "{G}|{k}|{begin_met}",
    "congruent_met_afweging": "anders|{datum}",
    "congruent": {"als_wens": "als de wens {G} zou zijn", "terugblik": "toen|{datum}", "anders": "nu|{datum}"},
}
VRAGEN = [stelling(name, nvt_mogelijk=True) for name in ("q", "r", "s")]
REGELS = [
    waarborg("w", v("q")),
    waarborg("x", v("r"), rust_op="college"),
    waarborg("y", v("s"), rust_op="samen", norm=MOET_VANAF_AANJAGEN),
    grens("g", v("stad", "zeker"), "besluiten"),
    grens("h", v("land-breed", "zeker"), "aanjagen"),
]
GRENZEN = {"stad": "anders", "land-breed": "anders"}
H = {"land-breed": "zeker"}
OP_ORDE: Ruw = {"q": "ja", "r": "ja", "s": "ja", **GRENZEN}
GESPREKKEN = [
    {"id": "g1", "vraag": "Hoe", "kern": 1, "onderdeel": "dna", "vult": ["s"], "bron": ["L109"]},
    {"id": "g2", "vraag": "Wie", "kern": 2, "onderdeel": "dna", "vult": ["r"], "bron": ["L109"]},
]
BARE = {"volgens": "{tekst}"}
"""A pack that does not say by whom an uitkomst is told, so that its sentences stand alone."""
PACK = pakket(*REGELS, vragen=VRAGEN, uitkomsten=EIGEN, gesprekken=GESPREKKEN, teksten=BARE)


def tekst(answers: Ruw, wish: str = "besluiten", **parts: Any) -> str:
    """The sentence of the uitkomst."""
    return oordeel(PACK, {"rol": "besluiten", **OP_ORDE, **answers}, gewenst=wish, **parts).tekst


@pytest.mark.parametrize(
    ("answers", "wish", "sentence"),
    [
        ({}, "onbekend", "samen te bepalen"),
        ({"stad": "zeker"}, "besluiten", "besluiten|groen|uitvoering|Want g gaat de stad aan|adviseren en aanjagen"),
        (
            {"stad": "zeker", "land-breed": "zeker"},
            "aanjagen",
            "aanjagen|groen|uitvoering|Want h gaat de stad aan|adviseren",
        ),
        ({"q": "nee", "s": "onbekend"}, "besluiten", "besluiten|1|wijk 1|1"),
        ({}, "aanjagen", "aanjagen|besluiten|besluiten"),
        ({"q": "onbekend"}, "besluiten", "besluiten|1|Is q zo"),
        ({}, "besluiten", "nu|1 november 2026"),
    ],
)
def test_the_sentence_of_each_uitkomst(answers: Ruw, wish: str, sentence: str) -> None:
    assert tekst(answers, wish) == sentence


def test_the_sentence_of_what_was_weighed() -> None:
    weighed = [{"waarborg": "w", "reden": "later", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}]
    assert tekst({"q": "nee"}, afwegingen=weighed) == "anders|1 november 2026"


def test_who_still_has_agreements_to_make() -> None:
    """Every party with something to arrange, none with 0; what is open is counted apart."""
    assert tekst({"q": "nee", "r": "deels", "s": "nee"}) == ("besluiten|3|wijk 1, college 1 en wijk met gemeente 1|0")
    assert tekst({"q": "ja", "r": "nee", "s": "onbekend"}) == "besluiten|1|college 1|1"


def test_the_first_question_is_the_first_of_the_conversation() -> None:
    assert tekst({"q": "onbekend", "r": "onbekend", "s": "onbekend"}) == "besluiten|3|Is r zo"
    assert tekst({"q": "onbekend", "r": "onbekend"}) == "besluiten|2|Is r zo"


def test_a_question_in_the_name_of_a_party_stays_as_it_was_written() -> None:
    """The order is given when the sentence is made: nothing that stands in it already is read again."""
    pack = pakket(
        *REGELS, vragen=VRAGEN, uitkomsten=EIGEN, gesprekken=GESPREKKEN, teksten={"volgens": "{wie}: {tekst}"}
    )
    open_all = {"rol": "besluiten", **GRENZEN, "q": "onbekend", "r": "onbekend", "s": "onbekend"}
    found = oordeel(pack, open_all, gewenst="besluiten", opgesteld={"door": "Is s zo"})
    assert found.tekst == "Is s zo: besluiten|3|Is r zo"


def test_the_day_is_that_of_the_conversation_or_else_the_peildatum() -> None:
    assert tekst({}, opgesteld={"door": "gebiedsteam", "op": "2026-10-20"}) == "nu|20 oktober 2026"
    assert tekst({}, opgesteld={"door": "gebiedsteam"}) == "nu|1 november 2026"


def test_words_follow_the_status_of_the_dossier() -> None:
    found = {status: (tekst({}, status=status), tekst({}, "onbekend", status=status)) for status in STATUSES}
    plain = ("nu|1 november 2026", "samen te bepalen")
    assert found == dict.fromkeys(STATUSES[:3], plain) | {
        "terugblik": ("toen|1 november 2026", "bron zwijgt over groen")
    }


@pytest.mark.parametrize("status", STATUSES)
def test_a_supposed_wish_is_worded_as_one(status: str) -> None:
    case = Dossier.model_validate(
        {
            **{"formaat": "wijktoets/dossier@1", "naam": "Wijk", "status": status},
            **{"antwoorden": {**OP_ORDE, "rol": "adviseren"}, "afspraken": [{"thema": "groen"}]},
        }
    )
    found = evaluate(case, PACK, archetype="adviseren", engine="direct")
    assert {a.tekst for a in found.afspraken} == {"als de wens adviseren zou zijn"}


def test_without_anything_to_ask_geen_eisen_is_the_sentence() -> None:
    """Not "0 vragen maken het verschil", and nothing that is secured up to besluiten."""
    result = oordeel(PACK, {**OP_ORDE, "rol": "adviseren", "q": nvt(), "r": nvt()}, gewenst="adviseren")
    assert result.uitkomst == "nog_niet_te_bepalen"
    assert result.tekst == next(s.tekst for s in result.signalen if s.id == "geen_eisen")
    asking = oordeel(PACK, {**OP_ORDE, "rol": "onbekend", "q": nvt(), "r": nvt()}, gewenst="adviseren")
    assert asking.tekst == "adviseren|1|Is rol zo"


# Grenzen that perhaps hold.

MISSCHIEN = {"teksten": {"grens_misschien": "[of {G} kan: {vragen}]", "grens_misschien_ook": "[ook of {G} kan]"}}


@pytest.mark.parametrize(
    ("answers", "wish", "uitkomst"),
    [
        ({}, "onbekend", "gewenst_onbekend"),
        (H, "besluiten", "grens_bereikt"),
        ({"q": "nee"}, "besluiten", "meer_borging_nodig"),
        ({}, "aanjagen", "rolverdeling_wijkt_af"),
        ({"r": "onbekend"}, "besluiten", "nog_niet_te_bepalen"),
        ({"rol": "aanjagen"}, "aanjagen", "congruent"),
    ],
)
def test_a_grens_that_perhaps_holds_is_named_with_any_uitkomst(answers: Ruw, wish: str, uitkomst: str) -> None:
    pack = pakket(*REGELS, vragen=VRAGEN, uitkomsten=EIGEN, **MISSCHIEN)
    result = oordeel(pack, {"rol": "besluiten", **OP_ORDE, "stad": "onbekend", **answers}, gewenst=wish)
    assert result.uitkomst == uitkomst
    assert result.tekst.endswith(" [of besluiten kan: “Is stad zo”]")


def test_a_question_that_the_uitkomst_asks_is_not_asked_again_for_a_grens() -> None:
    pack = pakket(*REGELS, vragen=VRAGEN, uitkomsten=EIGEN, **MISSCHIEN)
    result = oordeel(pack, {"rol": "besluiten", **OP_ORDE, "stad": "onbekend"}, gewenst="besluiten")
    assert result.tekst.endswith("besluiten|1|Is stad zo [ook of besluiten kan]")


def test_grenzen_on_the_same_question_are_one_sentence() -> None:
    both = [grens("een", v("stad", "a"), "besluiten"), grens("twee", v("stad", "b"), "aanjagen")]
    pack = pakket(*REGELS[:3], *both, grens("los", v("k", "a"), "besluiten"), vragen=VRAGEN, **MISSCHIEN)
    result = oordeel(pack, {"stad": "onbekend"})
    assert [g.id for g in result.grenzen] == ["een", "los", "twee"]
    assert result.tekst.count("[") == 2
    assert "[of aanjagen kan: “Is stad zo”]" in result.tekst
    assert "[of besluiten kan: “Is k zo”]" in result.tekst


# What a witte vlek says.


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("nee", "Nog niet geregeld is w"),
        ("deels", "Nog niet geregeld is w"),
        (van(raad="nee", bewoners="deels"), "Nog niet geregeld is w"),
        ("onbekend", "Niet bekend is w"),
        (van(raad="nee", bewoners="ja"), "Niet bekend is w"),
    ],
)
def test_unknown_has_its_own_words(answer: Any, sentence: str) -> None:
    pack = pakket(waarborg("w", v("q"), witte_vlek_onbekend="Niet bekend is w"), waarborg("x", v("q"), norm=HOORT))
    result = oordeel(pack, {"q": answer}, gewenst="besluiten")
    found = vlek(result, "w"), vlek(result, "x")
    assert found[0] is not None and found[1] is not None
    assert found[0].tekst == sentence
    general = found[1].tekst if sentence.startswith("Niet bekend") else None
    assert general in (None, "Nog niet bekend is of dit is geregeld: De waarborg x.")


@pytest.mark.parametrize(
    ("answer", "sentences"),
    [
        ("nee", ("Toen was w er niet", "Volgens de bron niet of niet helemaal geregeld: De waarborg x.")),
        ("onbekend", ("De bron zegt niet of dit was geregeld: De waarborg w.",)),
    ],
)
def test_a_gap_in_a_look_back_is_told_of_then(answer: str, sentences: tuple[str, ...]) -> None:
    pack = pakket(waarborg("w", v("q"), witte_vlek_terugblik="Toen was w er niet"), waarborg("x", v("q"), norm=HOORT))
    result = oordeel(pack, {"q": answer}, gewenst="besluiten", status="terugblik")
    told = [found.tekst for name in ("w", "x") if (found := vlek(result, name)) is not None]
    assert tuple(told[: len(sentences)]) == sentences


def test_what_is_not_said_is_not_a_no() -> None:
    result = oordeel(PACK, {}, gewenst="besluiten", status="terugblik")
    assert {e.status for e in result.eisen} == {"onbekend"}
    assert {w.aard for w in result.witte_vlekken} == {"niet_besproken"}
    assert result.stand is not None
    assert (result.stand.moet.niet, result.uitkomst) == (0, "nog_niet_te_bepalen")


# What goes with every result, and what is never said.

EIGEN_PAKKETTEN = [Path(p) / "pakket.yaml" for p in rules.builtin_packs().values()]


def strings(value: Any) -> Iterator[str]:
    """Every text in a YAML or JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


@pytest.mark.parametrize("path", [rules.INGEBOUWD, *EIGEN_PAKKETTEN], ids=lambda p: "/".join(p.parts[-2:]))
def test_no_sentence_permits_or_judges(path: Path) -> None:
    said = list(strings(yaml.safe_load(path.read_text(encoding="utf-8")))) + list(strings(texts.all_texts()))
    for word in ("toegestaan", "toestemming", "goedgekeurd", "afgekeurd", "geslaagd", "gezakt", "geen inspraak"):
        assert [s for s in said if word in s.lower()] == []


def gronings() -> Ruw:
    """The sentences of the first pack."""
    head = yaml.safe_load((rules.builtin_packs()[rules.STANDAARD] / "pakket.yaml").read_text(encoding="utf-8"))
    return {key: head[key] for key in ("uitkomsten", "teksten")}


GRONINGS = gronings()


@pytest.mark.parametrize("own", [{}, GRONINGS], ids=["ingebouwd", "gronings"])
def test_the_lines_that_go_with_every_result(own: Ruw) -> None:
    pack = pakket(*REGELS, vragen=VRAGEN, **own)
    found = rapport(pack, {"q": "nee"}, gewenst="besluiten", opgesteld={"door": "gebiedsteam"})
    lines = {key: row.tekst for key, row in found.teksten.items()}
    assert "raad" in lines["blijft_bij_raad"]
    assert "volgens de wet" in lines["niet_bekeken"]
    assert "gesprek" in lines["geen_oordeel"] and "geen juridisch advies" in lines["geen_oordeel"]
    assert "adviseren" in lines["niveau_nul"]
    assert "gebiedsteam" in lines["eenzijdig_ingevuld"]
    assert "een keuze van dit project" in lines["borging_uitleg"]


@pytest.mark.parametrize(
    ("opgesteld", "eenzijdig"),
    [
        (None, None),
        ({"op": "2026-10-20"}, None),
        ({"door": "gebiedsteam"}, True),
        ({"door": "Gebiedsteam Noord", "gezien_door": ["college"]}, True),
        ({"door": "gebiedsteam", "gezien_door": ["bewonersoverleg"]}, False),
        ({"door": "Bewonersoverleg"}, True),
        ({"door": "Bewonersoverleg", "gezien_door": ["gemeente"]}, False),
    ],
)
def test_a_dossier_of_one_side_says_so(opgesteld: Any, eenzijdig: bool | None) -> None:
    partijen = [{"naam": "Bewonersoverleg", "rol": "wijk"}, {"naam": "Gebiedsteam Noord", "rol": "gemeente"}]
    assert rapport(PACK, {}, opgesteld=opgesteld, partijen=partijen).eenzijdig is eenzijdig


def test_a_built_in_sentence_begins_with_a_capital() -> None:
    """So not with a placeholder: what fills it may be in small letters; an open word has the capital of its name."""
    own = ingebouwd()
    words = own.pakketwoorden.for_area("wijk").by_name
    for text in [*own.uitkomsten.values(), *own.teksten.values()]:
        sentences = text.model_dump(exclude_none=True, exclude={"bron"}).values()
        filled = [fill_words(sentence, words, braces=False) for sentence in sentences]
        assert all(fill(sentence, {"tekst": "Een zin."})[0].isupper() for sentence in filled)


def test_text_of_a_user_is_never_filled_in() -> None:
    result = oordeel(PACK, {**OP_ORDE, "stad": "zeker"}, gewenst="besluiten", thema="{G} {n|a|b}")
    assert result.tekst.startswith("besluiten|{G} {n|a|b}|uitvoering|")


@given(cases(), st.sampled_from(STATUSES), st.sampled_from([None, *ARCHETYPES]), st.booleans())
def test_every_sentence_is_whole(case: tuple[Ruw, Ruw], status: str, archetype: Any, own: bool) -> None:
    """No placeholder is left, nothing is counted that is not there, and nothing ends where a value should stand."""
    pack, dossier = case
    head = {**pack["kop"], **(GRONINGS if own else {})}
    given_case = Dossier.model_validate({**dossier, "status": status})
    found = evaluate(given_case, koppel({**pack, "kop": head}), archetype=archetype, engine="direct")
    for sentence in said_by_the_pack(found):
        assert sentence
        assert sentence == sentence.strip()
        for odd in ("{", "}", "()", "  ", ": .", "“”", " 0 vragen", " 0 afspraken"):
            assert odd not in sentence
        assert not sentence.endswith(":")


def said_by_the_pack(found: Rapport) -> Iterator[str]:
    """The sentences of a result that a pack or the program words."""
    for afspraak in found.afspraken:
        assert afspraak.uitkomst in UITKOMSTEN
        yield afspraak.tekst
        yield from (s.tekst for s in afspraak.signalen)
        yield from (w.tekst for w in afspraak.witte_vlekken)


def test_one_agreement_is_one() -> None:
    """An example with the sentences of the first pack, to be read."""
    pack = pakket(waarborg("w", alle(v("q"), v("r"))), **GRONINGS)
    result = oordeel(pack, {"q": "ja", "r": "nee"}, gewenst="besluiten")
    sentence = "De wens is besluiten. Daarvoor is nog 1 afspraak nodig (wijk 1)."
    assert result.tekst.startswith(f"Volgens wie dit invulde: {sentence}")


@pytest.mark.parametrize(("wie", "words"), [("onbekend", "minstens aanjagen"), ("wijk", "besluiten")])
def test_a_signaal_about_what_the_roles_surely_are_says_no_more(wie: str, words: str) -> None:
    teksten = {"borging_onder_rollen": "rollen: {rollen}"}
    pack = pakket(waarborg("w", v("q")), ladder=LADDER_SAMEN, vragen=LADDER_SAMEN_VRAGEN, teksten=teksten)
    result = oordeel(pack, {"q": "nee", "agenda": "wijk", "wie": wie})
    assert [s.tekst for s in result.signalen if s.id == "borging_onder_rollen"] == [f"rollen: {words}"]
