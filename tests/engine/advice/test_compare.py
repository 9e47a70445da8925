"""A Vergelijking: what changed between two sides, its mirror, and the smallest set that made the uitkomst differ."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.amount import at_least
from tests.builders import (
    HOORT,
    LADDER,
    MAG,
    MOET_BIJ_BESLUITEN,
    VANDAAG,
    Ruw,
    alle,
    dossier,
    een_van,
    grens,
    koppel,
    norm,
    nvt,
    pakket,
    ref,
    signaal,
    stelling,
    v,
    van,
    waarborg,
)
from tests.strategies import dossiers, one_in, packs
from wijktoets.engine.advice.compare.compare import Side, compare, side
from wijktoets.engine.advice.compare.decisive import Deelnaam, UitkomstParts, decisive, differing, exchanged, stukken
from wijktoets.engine.advice.compare.value import MIRRORED, AfspraakVergelijking, Vergelijking
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket

W = waarborg("w", v("a"))
PACK = pakket(
    W,
    waarborg("u", v("b"), MOET_BIJ_BESLUITEN),
    waarborg("h", v("c"), HOORT),
    grens("stad", v("reikwijdte", "stedelijk"), "aanjagen"),
    signaal("let-op", v("d")),
    vragen=[stelling("a", nvt_mogelijk=True)],
)


def kant(case: Dossier, pack: Regelpakket = PACK) -> Side:
    """One side, on a fixed day."""
    return side(case, pack, direct.compute, VANDAAG)


def een(a: Mapping[str, Any], b: Mapping[str, Any], pack: Regelpakket = PACK, **delen: Any) -> AfspraakVergelijking:
    """What changed in the only afspraak, from these answers to those, with the wish adviseren."""
    delen = {"gewenst": "adviseren", "reikwijdte": "wijk", **delen}
    (part,) = compare(kant(dossier(a, **delen), pack), kant(dossier(b, **delen), pack)).afspraken
    return part


def soorten(part: AfspraakVergelijking) -> dict[str, str]:
    """What happened to each waarborg."""
    return {row.waarborg: row.soort for row in part.eisen}


def antwoorden(part: AfspraakVergelijking) -> dict[str, str]:
    """What happened to each answer."""
    return {row.vraag: row.soort for row in part.antwoorden}


def makers(part: AfspraakVergelijking) -> tuple[int, list[str], list[str]]:
    """How many parts made the difference, which always, and which in some of the smallest sets."""
    assert part.verschil is not None
    made = part.verschil
    return made.aantal, [c.id for c in made.altijd], [c.id for c in made.soms]


SOUND = {"a": "ja", "rol": "adviseren"}


# What changed.


def test_nothing_changed_between_a_dossier_and_itself() -> None:
    one = kant(dossier(SOUND, gewenst="adviseren"))
    found = compare(one, one)
    assert found.gelijk and found.zelfde and not found.ander_pakket
    assert [part.gelijk for part in found.afspraken] == [True]


def test_another_note_with_the_same_answer_is_no_change() -> None:
    assert een(SOUND, {**SOUND, "a": {"antwoord": "ja", "toelichting": "sinds mei", "bron": "verslag"}}).gelijk


def test_the_order_in_which_parties_are_listed_is_no_change() -> None:
    assert een({"a": van(bewoners="ja", raad="nee")}, {"a": van(raad="nee", bewoners="ja")}).gelijk


def test_what_happened_to_answers_has_a_word_each() -> None:
    a = {"a": "onbekend", "c": "nee", "d": van(bewoners="ja", raad="nee"), "b": "ja"}
    b = {"a": "ja", "c": "ja", "d": "ja", "rol": "geen"}
    changed = {"a": "nu_bekend", "c": "anders", "d": "nu_eens", "rol": "nu_besproken", "b": "niet_meer_besproken"}
    assert antwoorden(een(a, b)) == changed
    assert antwoorden(een(b, a)) == {vraag: mirror(soort) for vraag, soort in changed.items()}


def test_an_answer_keeps_who_said_what_on_both_sides() -> None:
    (row,) = een({"a": van(bewoners="ja", raad="nee")}, {"a": van(bewoners="ja", raad="nee", samen="deels")}).antwoorden
    assert row.a is not None and row.b is not None
    assert [(s.door, s.antwoord) for s in row.a] == [("bewoners", "ja"), ("raad", "nee")]
    assert [(s.door, s.antwoord) for s in row.b][-1] == ("samen", "deels")


def test_what_happened_to_waarborgen_has_a_word_each() -> None:
    assert soorten(een({"a": "nee"}, {"a": "ja"})) == {"w": "erbij_geregeld"}
    assert soorten(een({"a": "ja"}, {"a": "deels"})) == {"w": "niet_meer_geregeld"}
    assert soorten(een({}, {"a": "nee"})) == {"w": "nu_bekend"}
    assert soorten(een({"a": "deels"}, {"a": "onbekend"})) == {"w": "niet_meer_bekend"}
    assert soorten(een({}, {"a": "onbekend"})) == {"w": "nu_besproken"}
    assert soorten(een({"a": "nee"}, {"a": "deels"})) == {"w": "anders"}
    assert soorten(een({"a": nvt()["antwoord"]}, {"a": "ja"})) == {"w": "speelt_nu"}
    assert soorten(een({"a": "ja"}, {"a": nvt()["antwoord"]})) == {"w": "speelt_niet_meer"}


def test_what_is_unknown_and_what_is_missing_are_counted_apart() -> None:
    stand = een({}, {"a": "nee"}).stand
    assert stand.a is not None and stand.b is not None
    assert (stand.a.moet.niet, stand.a.moet.open) == (0, 1)
    assert (stand.b.moet.niet, stand.b.moet.open) == (1, 0)


def test_signalen_and_grenzen_that_came_and_went() -> None:
    part = een({**SOUND, "d": "ja"}, SOUND)
    assert [s.id for s in part.signalen_a] == ["let-op"] and part.signalen_b == []
    before, after = dossier(SOUND, gewenst="aanjagen"), dossier(SOUND, gewenst="aanjagen", reikwijdte="stedelijk")
    (part,) = compare(kant(before), kant(after)).afspraken
    (row,) = part.grenzen
    assert (row.id, row.a and row.a.zeker, row.b and row.b.zeker) == ("stad", False, True)


def test_a_thema_on_one_side_only() -> None:
    both = [{"thema": "groen"}, {"thema": "wonen"}]
    found = compare(kant(dossier(afspraken=both)), kant(dossier(afspraken=[{"thema": "groen"}, {"thema": "geld"}])))
    assert {(p.thema, p.aanwezig) for p in found.afspraken} == {
        ("groen", "beide"),
        ("wonen", "alleen_a"),
        ("geld", "alleen_b"),
    }
    assert not found.gelijk


def test_equal_fasen_are_one() -> None:
    (part,) = compare(
        kant(dossier({}, afspraken=[{"thema": "groen"}])), kant(dossier({"a": "ja"}, afspraken=[{"thema": "groen"}]))
    ).afspraken
    assert part.fasen == ["voorbereiding", "uitvoering", "evaluatie"]


def test_whether_it_is_one_wijk_goes_by_name_or_gebied() -> None:
    def same(a: Ruw, b: Ruw) -> bool:
        return compare(kant(dossier(**a)), kant(dossier(**b))).zelfde

    assert same({"naam": "x"}, {"naam": "x"})
    here = {"gemeente": "G", "gebied": {"naam": "Noord"}}
    assert same({"naam": "x", **here}, {"naam": "y", **here})
    assert not same({"naam": "x", **here}, {"naam": "y", **here, "gemeente": "H"})
    assert not same({"naam": "x"}, {"naam": "y"})


# What made the difference.


def test_one_waarborg_made_the_difference() -> None:
    part = een({**SOUND, "a": "nee", "c": "nee"}, {**SOUND, "c": "ja"})
    assert (part.uitkomst.a, part.uitkomst.b) == ("meer_borging_nodig", "congruent")
    assert makers(part) == (1, ["w"], [])
    assert part.verschil is not None
    (cause,) = part.verschil.altijd
    assert (cause.soort, cause.a, cause.b, cause.vragen) == ("waarborg", "ontbreekt", "geborgd", ["a"])


def test_where_all_are_needed_all_are_named() -> None:
    pack = pakket(W, waarborg("x", v("b")), waarborg("y", alle(v("c"), ref("w"))))
    part = een({"rol": "adviseren", "a": "nee", "b": "nee", "c": "nee"}, {**SOUND, "b": "ja", "c": "ja"}, pack)
    assert makers(part) == (3, ["w", "x", "y"], [])


def test_a_grens_made_the_difference_whatever_else_changed() -> None:
    wish = {"gewenst": "aanjagen"}
    roles = {"rol": "aanjagen", "a": "ja"}
    before, after = (
        dossier(roles, reikwijdte="wijk", **wish),
        dossier(roles | {"c": "ja"}, reikwijdte="stedelijk", **wish),
    )
    (part,) = compare(kant(before), kant(after)).afspraken
    assert (part.uitkomst.a, part.uitkomst.b) == ("congruent", "grens_bereikt")
    assert makers(part) == (1, ["stad"], [])


def test_the_roles_made_the_difference() -> None:
    part = een({**SOUND, "rol": "geen"}, SOUND)
    assert (part.uitkomst.a, part.uitkomst.b) == ("rolverdeling_wijkt_af", "congruent")
    assert makers(part) == (1, ["adviseren"], [])
    assert part.verschil is not None and part.verschil.altijd[0].vragen == ["rol"]


def test_the_wish_made_the_difference() -> None:
    (part,) = compare(kant(dossier(SOUND)), kant(dossier(SOUND, gewenst="adviseren"))).afspraken
    assert (part.uitkomst.a, part.uitkomst.b) == ("gewenst_onbekend", "congruent")
    assert makers(part) == (1, ["wens"], [])


def test_of_points_that_do_the_same_each_is_named_as_possible() -> None:
    pack = pakket(W, waarborg("x", v("b")), waarborg("y", v("c")))
    part = een({**SOUND, "a": "nee", "b": "ja", "c": "ja"}, {"rol": "adviseren", "a": "ja"}, pack)
    assert (part.uitkomst.a, part.uitkomst.b) == ("meer_borging_nodig", "nog_niet_te_bepalen")
    assert makers(part) == (2, ["w"], ["x", "y"])


def test_a_rule_that_came_to_apply_made_the_difference() -> None:
    pack = pakket(waarborg("w", v("a"), als=v("geldt")))
    part = een({**SOUND, "geldt": "nee"}, {**SOUND, "geldt": "ja"}, pack)
    assert (part.uitkomst.a, part.uitkomst.b) == ("nog_niet_te_bepalen", "congruent")
    assert makers(part) == (1, ["w"], [])


def test_without_another_uitkomst_nothing_made_a_difference() -> None:
    assert een({"a": "nee"}, {"a": "deels", "c": "ja"}).verschil is None


def test_an_afweging_that_ended_made_the_difference() -> None:
    weighed = {"waarborg": "w", "reden": "eerst een proef", "besloten_door": ["wijk", "raad"], "geldig_tot": VANDAAG}
    delen = {"gewenst": "adviseren", "reikwijdte": "wijk", "afwegingen": [weighed]}
    case = {"rol": "adviseren", "a": "nee"}
    later = dossier(case, **{**delen, "peildatum": "2026-11-02"})
    (part,) = compare(kant(dossier(case, **delen)), kant(later)).afspraken
    assert (part.uitkomst.a, part.uitkomst.b) == ("congruent_met_afweging", "meer_borging_nodig")
    assert part.verschil is not None
    (cause,) = part.verschil.altijd
    assert (cause.id, cause.a, cause.b, cause.vragen) == ("w", "afgewogen", "ontbreekt", [])


@st.composite
def pairs(draw: Any) -> tuple[Side, Side]:
    """Two sides: two dossiers that fit one pack or, once in four, one dossier under two packs."""
    ruw = draw(packs())
    case = draw(dossiers(ruw))
    if draw(one_in(4)):
        other = draw(packs())
        other["kop"] = {**other["kop"], "versie": "2.0.0"}
        one = Dossier.model_validate({**case, "afwegingen": []})
        return kant(one, koppel(ruw)), kant(one, koppel(other))
    pack = koppel(ruw)
    return kant(Dossier.model_validate(case), pack), kant(Dossier.model_validate(draw(dossiers(ruw))), pack)


def shared(a: Side, b: Side) -> list[tuple[UitkomstParts, UitkomstParts]]:
    """What the uitkomst follows from, of each thema × fase that both sides have."""
    return [(stukken(a.gevallen[p][0]), stukken(b.gevallen[p][0])) for p in a.gevallen if p in b.gevallen]


def brute_force(a: UitkomstParts, b: UitkomstParts) -> tuple[int, set[Deelnaam], set[Deelnaam]]:
    """The size of the smallest sets that exchange the uitkomsten, what is in all of them, and what is in any."""
    parts = differing(a, b)
    for size in range(len(parts) + 1):
        found = [
            set(chosen)
            for chosen in combinations(parts, size)
            if exchanged(a, b, frozenset(chosen)).uitkomst == b.uitkomst
            and exchanged(b, a, frozenset(chosen)).uitkomst == a.uitkomst
        ]
        if found:
            return size, set.intersection(*found), set.union(*found)
    raise AssertionError("exchanging all that differs exchanges the uitkomsten")


@settings(max_examples=at_least(150))
@given(pairs())
def test_the_smallest_sets_are_those_of_brute_force(sides: tuple[Side, Side]) -> None:
    for a, b in shared(*sides):
        found = decisive(a, b)
        if a.uitkomst == b.uitkomst:
            assert found is None
        else:
            assert found is not None
            assert (found.aantal, found.altijd, found.ooit) == brute_force(a, b)


@given(pairs())
def test_parts_give_the_uitkomst_of_the_case(sides: tuple[Side, Side]) -> None:
    for geval, row in sides[0].gevallen.values():
        assert stukken(geval).uitkomst == row.uitkomst


# The mirror.


def mirror(soort: str) -> str:
    """The kind of change seen from the other side."""
    both = MIRRORED | {v: k for k, v in MIRRORED.items()}
    return both.get(soort, soort)


def turned(value: Any) -> Any:
    """A comparison as JSON with its sides exchanged."""
    if isinstance(value, list):
        return [turned(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: turned(item) for key, item in value.items()}
    for one, other in (("a", "b"), ("signalen_a", "signalen_b")):
        if one in found:
            found[one], found[other] = found[other], found[one]
    for key in ("soort", "aanwezig"):
        if key in found:
            found[key] = mirror(found[key])
    return found


def in_order(found: Vergelijking) -> Any:
    """A comparison as JSON; the order of afspraken and eisen is that of a side, so it is left out."""
    value = found.to_json()
    value["afspraken"].sort(key=lambda part: (part["thema"], part["fasen"]))
    for part in value["afspraken"]:
        part["eisen"].sort(key=lambda row: row["waarborg"])
    return {key: value[key] for key in value if key not in ("teksten", "vragen", "waarborgen", "grenzen")}


@given(pairs())
def test_the_other_way_round_is_the_mirror(sides: tuple[Side, Side]) -> None:
    a, b = sides
    assert in_order(compare(b, a)) == turned(in_order(compare(a, b)))


@given(pairs())
def test_a_dossier_beside_itself_shows_no_difference(sides: tuple[Side, Side]) -> None:
    assert compare(sides[0], sides[0]).gelijk


# Two packs.


def test_rules_and_questions_that_are_new_gone_or_different() -> None:
    other = pakket(
        waarborg("w", een_van(v("a"), v("e")), norm("hoort", "moet", "moet")),
        waarborg("h", v("c"), HOORT, waarom="Iets anders"),
        waarborg("nieuw", v("f"), MAG),
        grens("stad", v("reikwijdte", "stedelijk"), "besluiten"),
        signaal("let-op", v("d")),
        vragen=[stelling("a", nvt_mogelijk=True)],
        ladder={**LADDER, "adviseren": v("rol", "adviseren", "geen")},
        versie="2.0.0",
    )
    found = compare(kant(dossier(SOUND)), kant(dossier(SOUND), other))
    assert found.ander_pakket
    rows = {(row.soort, row.id): (row.aanwezig, set(row.velden)) for row in found.pakket}
    assert rows == {
        ("vraag", "b"): ("alleen_a", set()),
        ("vraag", "e"): ("alleen_b", set()),
        ("vraag", "f"): ("alleen_b", set()),
        ("waarborg", "h"): ("beide", {"waarom"}),
        ("waarborg", "nieuw"): ("alleen_b", set()),
        ("waarborg", "u"): ("alleen_a", set()),
        ("waarborg", "w"): ("beide", {"norm", "voldaan_als"}),
        ("grens", "stad"): ("beide", {"sluit_uit"}),
        ("trede", "adviseren"): ("beide", {"voorwaarde"}),
    }


def test_a_rule_that_changed_made_the_difference() -> None:
    other = pakket(waarborg("w", een_van(v("a"), v("e"))), versie="2.0.0")
    case = dossier({"rol": "adviseren", "a": "nee"}, gewenst="adviseren")
    (part,) = compare(kant(case, pakket(W)), kant(case, other)).afspraken
    assert makers(part) == (1, ["w"], [])
    assert part.verschil is not None and part.verschil.altijd[0].regel_anders
    assert part.antwoorden == []


def test_a_rule_below_it_that_changed_is_another_rule_too() -> None:
    above = waarborg("boven", ref("onder"))
    before = pakket(waarborg("onder", v("a"), MAG), above)
    after = pakket(waarborg("onder", een_van(v("a"), v("e")), MAG), above, versie="2.0.0")
    case = dossier({"rol": "adviseren", "a": "nee"}, gewenst="adviseren")
    (part,) = compare(kant(case, before), kant(case, after)).afspraken
    assert {row.waarborg: row.regel_anders for row in part.eisen} == {"onder": True, "boven": True}


# Own words, and what parties say of them.


def compared(a: Dossier, b: Dossier) -> Vergelijking:
    pack = pakket(waarborg("w", v("q")))
    return compare(kant(a, pack), kant(b, pack))


PARTIES = [{"naam": "Overleg", "rol": "wijk"}, {"naam": "Team", "rol": "gemeente"}]


@pytest.mark.parametrize(
    "other",
    [
        {"tekst": "Elk jaar."},
        {"tekst": "Elke maand.", "wie": "Team"},
        {"tekst": "Elke maand.", "wanneer": "elk voorjaar"},
        {"tekst": "Elke maand.", "bevestigd_door": ["Overleg"]},
        None,
    ],
)
def test_other_own_words_are_told(other: Ruw | None) -> None:
    a, b = (
        dossier({"q": {"antwoord": "ja", **({"afgesproken": words} if words else {})}}, partijen=PARTIES)
        for words in ({"tekst": "Elke maand."}, other)
    )
    found, mirrored = compared(a, b), compared(b, a)
    (row,) = found.afspraken[0].afgesproken
    assert not found.gelijk and row.vraag == "q" and row.a is not None and row.a.tekst == "Elke maand."
    assert (row.b and row.b.tekst) == (other and other["tekst"])
    assert (mirrored.afspraken[0].afgesproken[0].a, mirrored.afspraken[0].afgesproken[0].b) == (row.b, row.a)
    assert found.afspraken[0].antwoorden == [] and found.afspraken[0].verschil is None


def test_another_confirmation_is_told() -> None:
    said: Ruw = {"door": "Overleg", "oordeel": "zo_gezegd"}
    a = dossier({"q": "ja"}, partijen=PARTIES, bevestigd=[said])
    for other in ([], [{**said, "oordeel": "tekent_niet", "toelichting": "want"}], [{**said, "op": "2026-10-30"}]):
        found = compared(a, dossier({"q": "ja"}, partijen=PARTIES, bevestigd=other))
        assert not found.gelijk and [row.door for row in found.bevestigd] == ["Overleg"]
    assert compared(a, a).gelijk


def test_other_ondertekenaars_are_told() -> None:
    a, b = (dossier({"q": "ja"}, partijen=PARTIES, ondertekenaars=names) for names in ([], ["Team"]))
    found = compared(a, b)
    assert not found.gelijk and (found.ondertekenaars.a, found.ondertekenaars.b) == (["Overleg", "Team"], ["Team"])


def test_another_look_back_is_told() -> None:
    def back(**points: list[Ruw]) -> Dossier:
        return dossier({"q": "ja"}, status="terugblik", terugblik=points)

    a = back(werkte=[{"tekst": "De krant.", "bron": "L1"}, {"tekst": "Loten."}])
    b = back(werkte=[{"tekst": "De krant.", "bron": "L2"}], later=[{"tekst": "Loten."}])
    found = compared(a, b)
    assert not found.gelijk and compared(a, a).terugblik == []
    said = [(row.soort, row.a and row.a.tekst, row.b and row.b.tekst) for row in found.terugblik]
    assert said == [("werkte", "De krant.", "De krant."), ("werkte", "Loten.", None), ("later", None, "Loten.")]


# Acties.


def stap(wat: str = "bellen", **delen: Any) -> Ruw:
    """An actie of people's own."""
    return {"wat": wat, "trekker": "wijk", **delen}


def acties(a: list[Ruw], b: list[Ruw], **delen: Any) -> list[tuple[str | None, str | None]]:
    """The acties that differ: with the day, else the words."""
    found = compare(kant(dossier({}, acties=a, **delen)), kant(dossier({}, acties=b, **delen)))
    assert found.gelijk is not bool(found.acties)
    return [
        (row.a and str(row.a.wanneer or row.a.wat), row.b and str(row.b.wanneer or row.b.wat)) for row in found.acties
    ]


def test_an_actie_that_is_new_gone_or_otherwise() -> None:
    assert acties([stap()], [stap()]) == []
    assert acties([], [stap()]) == [(None, "bellen")]
    assert acties([stap()], []) == [("bellen", None)]
    assert acties([stap()], [stap(wanneer="2027-01-01")]) == [("bellen", "2027-01-01")]
    assert acties([stap(status="voorstel")], [stap(status="bezig")]) == [("bellen", "bellen")]
    assert acties([stap("x", waarborg="w")], [stap("y", waarborg="w")]) == [("x", "y")]
    assert acties([stap("x")], [stap("y")]) == [("x", None), (None, "y")]
    of_pack = [stap(wat, waarborg="w", actie="w.1") for wat in ("x", "y")]
    assert acties(of_pack[:1], of_pack[1:]) == [("x", "y")]


def test_of_equal_acties_each_is_one() -> None:
    assert acties([stap(), stap()], [stap()]) == [("bellen", None)]
    assert acties([stap(), stap(wanneer="2027-01-01")], [stap(wanneer="2027-01-01")]) == [("bellen", None)]


STAPPEN = st.lists(
    st.builds(
        stap,
        st.sampled_from(["x", "y"]),
        waarborg=st.sampled_from(["w", "u", None]),
        status=st.sampled_from(["voorstel", "bezig", None]),
    ),
    max_size=4,
)


@given(a=STAPPEN, b=STAPPEN)
def test_acties_have_their_mirror(a: list[Ruw], b: list[Ruw]) -> None:
    assert acties(b, a) == [(other, one) for one, other in acties(a, b)]
    assert len(a) - len(b) == sum(one is None for _, one in acties(a, b)) - sum(one is None for one, _ in acties(a, b))
