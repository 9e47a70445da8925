"""A dossier with names of an earlier version of the pack: what is taken over, asked again, or gone."""

from typing import Any

import pytest

from tests.builders import dossier, keuze, pakket, stelling, v, waarborg
from wijktoets import evaluate
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import FileNode, node_of
from wijktoets.engine.reading.translating import Translation, in_names_of, translate


def at(found: Translation, key: str) -> object:
    """What the translated dossier has under a key."""
    there = found.wortel.below(key)
    return there and there.plain()


def today(found: Dossier) -> dict[str, Any]:
    """The answers as plain values: what was answered, and the toelichting where there is one."""
    return {name: [(s.door, s.antwoord, s.toelichting) for s in given] for name, given in found.antwoorden.items()}


def asks(*vragen: dict[str, Any], **rest: Any) -> Regelpakket:
    return pakket(waarborg("w", v("blijft")), vragen=vragen, **rest)


def now(pack: Regelpakket, antwoorden: dict[str, Any], **rest: Any) -> Dossier:
    return in_names_of(dossier(antwoorden, **rest), pack)


OLD = {"antwoord": "ja", "toelichting": "alleen het wijkbudget", "bron": "verslag, punt 4"}


def test_an_answer_to_a_question_that_was_renamed_is_taken_over() -> None:
    pack = asks(stelling("nieuw", vroeger=["oud"]))
    found = now(pack, {"oud": OLD, "blijft": "nee"})
    assert today(found) == {"nieuw": [(None, "ja", "alleen het wijkbudget")], "blijft": [(None, "nee", None)]}
    assert found.antwoorden["nieuw"][0].bron == ("verslag, punt 4",)
    (line,) = found.hernoemingen
    assert (line.wat, line.oud, line.nieuw, line.overgang) == ("vraag", "oud", ("nieuw",), "hernoemd")


@pytest.mark.parametrize(("was", "wordt"), [("ja", "nee"), ("nee", "ja"), ("deels", "deels"), ("onbekend", "onbekend")])
def test_an_answer_to_a_question_that_was_turned_round_turns_with_it(was: str, wordt: str) -> None:
    pack = asks(stelling("open", vroeger=[{"id": "dicht", "omgekeerd": "true"}]))
    assert today(now(pack, {"dicht": was})) == {"open": [(None, wordt, None)]}


def test_perspectives_turn_each() -> None:
    pack = asks(stelling("open", vroeger=[{"id": "dicht", "omgekeerd": "true"}]))
    given = [{"door": "bewoners", "antwoord": "ja"}, {"door": "gemeente", "antwoord": "nee", "toelichting": "toch"}]
    found = today(now(pack, {"dicht": given}))
    assert found == {"open": [("bewoners", "nee", None), ("gemeente", "ja", "toch")]}


def test_a_question_that_was_split_is_open_again_and_the_old_words_stand_at_each_part() -> None:
    pack = asks(stelling("een", komt_uit=["oud"]), stelling("twee", komt_uit=["oud"]))
    note = [(None, "onbekend", "eerder: ja. alleen het wijkbudget")]
    found = now(pack, {"oud": OLD})
    assert today(found) == {"een": note, "twee": note}
    assert found.antwoorden["twee"][0].bron == ("verslag, punt 4",)


def test_an_answer_without_words_leaves_no_note() -> None:
    pack = asks(stelling("een", komt_uit=["oud"]), stelling("twee", komt_uit=["oud"]))
    found = now(pack, {"oud": "ja", "blijft": "ja"})
    assert today(found) == {"blijft": [(None, "ja", None)]}
    assert found.hernoemingen[0].antwoord == "ja"


def test_a_source_alone_is_kept_as_a_note() -> None:
    pack = asks(stelling("een", komt_uit=["oud"]))
    found = now(pack, {"oud": {"antwoord": "ja", "bron": "verslag"}})
    assert today(found) == {"een": [(None, "onbekend", "eerder: ja.")]}
    assert found.antwoorden["een"][0].bron == ("verslag",)


def test_what_nobody_in_particular_said_joins_what_all_said_together_where_questions_became_one() -> None:
    pack = asks(stelling("een", komt_uit=["oud", "ander"]))
    given = [{"door": "gemeente", "antwoord": "nee", "bron": "b"}, {"door": "samen", "antwoord": "deels", "bron": "c"}]
    found = today(now(pack, {"oud": {"antwoord": "ja", "toelichting": "eens"}, "ander": given}))
    assert found == {
        "een": [
            ("samen", "onbekend", "eerder: ja. eens; eerder: deels."),
            ("gemeente", "onbekend", "eerder: nee."),
        ]
    }


def nodes(answer: Any) -> FileNode:
    return node_of({"formaat": "x", "naam": "x", "antwoorden": {"oud": answer}})


def test_what_was_agreed_stands_in_the_note_of_a_question_that_was_split() -> None:
    pack = asks(stelling("een", komt_uit=["oud"]))
    agreed = {"tekst": "elk voorjaar een avond", "wie": "het overleg"}
    found = translate(nodes({"antwoord": "ja", "toelichting": "goed", "afgesproken": agreed}), "x", pack)
    note = "eerder: ja. goed afgesproken: elk voorjaar een avond, het overleg"
    assert at(found, "antwoorden") == {"een": {"antwoord": "onbekend", "toelichting": note}}


def test_what_was_agreed_beside_a_ja_stands_at_the_nee_of_the_turned_question_as_a_note() -> None:
    pack = asks(stelling("nieuw", vroeger=[{"id": "oud", "omgekeerd": "true"}]))
    found = translate(nodes({"antwoord": "ja", "afgesproken": "dicht om tien uur"}), "x", pack)
    note = "afgesproken: dicht om tien uur"
    assert at(found, "antwoorden") == {"nieuw": {"antwoord": "nee", "toelichting": note}}
    kept = translate(nodes({"antwoord": "deels", "afgesproken": "dicht om tien uur"}), "x", pack)
    assert at(kept, "antwoorden") == {"nieuw": {"antwoord": "deels", "afgesproken": "dicht om tien uur"}}


def test_questions_that_were_merged_are_one_open_question_with_both_notes() -> None:
    pack = asks(stelling("samen", komt_uit=["een", "twee"]))
    found = now(pack, {"een": OLD, "twee": {"antwoord": "nee", "toelichting": "nog niet"}})
    assert today(found) == {"samen": [(None, "onbekend", "eerder: ja. alleen het wijkbudget; eerder: nee. nog niet")]}


def test_a_merged_question_keeps_who_said_what() -> None:
    pack = asks(stelling("samen", komt_uit=["een", "twee"]))
    given = [{"door": "bewoners", "antwoord": "nee", "toelichting": "a"}, {"door": "gemeente", "antwoord": "ja"}]
    found = now(pack, {"een": given, "twee": [{"door": "bewoners", "antwoord": "ja", "toelichting": "b"}]})
    assert today(found) == {"samen": [("bewoners", "onbekend", "eerder: nee. a; eerder: ja. b")]}


def test_an_option_that_was_renamed_is_taken_over_and_one_that_was_split_is_chosen_again() -> None:
    opties = {
        "buurt": {"tekst": "de buurt", "vroeger": ["wijk"]},
        "raad": {"tekst": "de raad", "komt_uit": ["gemeente"]},
        "college": {"tekst": "het college", "komt_uit": ["gemeente"]},
    }
    pack = asks({**keuze("wie"), "opties": opties, "vervallen_opties": ["niemand"]})
    assert today(now(pack, {"wie": "wijk"})) == {"wie": [(None, "buurt", None)]}
    assert today(now(pack, {"wie": "gemeente"})) == {}
    noted = now(pack, {"wie": {"antwoord": "gemeente", "toelichting": "de wethouder"}})
    assert today(noted) == {"wie": [(None, "onbekend", "eerder: gemeente. de wethouder")]}
    assert today(now(pack, {"wie": "niemand", "blijft": "ja"})) == {"blijft": [(None, "ja", None)]}


def test_a_keuze_and_its_option_that_both_have_another_name() -> None:
    opties = {"buurt": {"tekst": "de buurt", "vroeger": ["wijk"]}, "raad": "de raad"}
    pack = asks({**keuze("wie-beslist"), "opties": opties, "vroeger": ["wie"]})
    found = now(pack, {"wie": [{"door": "bewoners", "antwoord": "wijk"}, {"door": "raad", "antwoord": "raad"}]})
    assert today(found) == {"wie-beslist": [("bewoners", "buurt", None), ("raad", "raad", None)]}


def test_a_question_that_is_gone_is_told_and_counts_no_more() -> None:
    pack = asks(vervallen={"vragen": ["weg"]})
    found = now(pack, {"weg": "ja", "blijft": "ja"})
    assert today(found) == {"blijft": [(None, "ja", None)]}
    assert [(line.oud, line.overgang) for line in found.hernoemingen] == [("weg", "vervallen")]


def test_answers_of_an_afspraak_and_of_a_bevoegdheid_follow_as_well() -> None:
    pack = asks(stelling("nieuw", vroeger=["oud"]))
    power = {"naam": "budget", "antwoorden": {"oud": "deels"}}
    found = now(pack, {}, afspraken=[{"thema": "groen", "antwoorden": {"oud": "nee"}, "bevoegdheden": [power]}])
    (afspraak,) = found.afspraken
    assert afspraak.antwoorden["nieuw"][0].antwoord == "nee"
    assert afspraak.bevoegdheden[0].antwoorden["nieuw"][0].antwoord == "deels"


def test_an_afweging_and_an_actie_follow_their_waarborg() -> None:
    pack = pakket(waarborg("nieuw", v("blijft"), vroeger=["oud"]))
    weging = {"waarborg": "oud", "reden": "later", "besloten_door": ["wijk"], "geldig_tot": "2027-01-01"}
    actie = {"waarborg": "oud", "actie": "oud.1", "wat": "doe iets", "trekker": "wijk"}
    found = now(pack, {}, afwegingen=[weging], acties=[actie, {**actie, "actie": "oud.7"}])
    assert [a.waarborg for a in found.afwegingen] == ["nieuw"]
    assert [(a.waarborg, a.actie) for a in found.acties] == [("nieuw", "nieuw.1"), ("nieuw", None)]


def test_an_afweging_of_a_waarborg_that_was_split_counts_no_more_and_says_so() -> None:
    pack = pakket(waarborg("een", v("a"), komt_uit=["oud"]), waarborg("twee", v("b"), komt_uit=["oud"]))
    weging = {"waarborg": "oud", "reden": "later", "besloten_door": ["wijk"]}
    found = now(pack, {}, afwegingen=[weging])
    assert found.afwegingen == ()
    assert [(line.wat, line.nieuw) for line in found.hernoemingen] == [("afweging", ("een", "twee"))]


def test_an_actie_of_a_waarborg_that_was_split_stands_on_its_own() -> None:
    pack = pakket(waarborg("een", v("a"), komt_uit=["oud"]), waarborg("twee", v("b"), komt_uit=["oud"]))
    actie = {"waarborg": "oud", "actie": "oud.1", "wat": "doe iets", "trekker": "wijk"}
    found = translate(node_of({"formaat": "x", "naam": "x", "acties": [actie]}), "x", pack)
    assert at(found, "acties") == [{"wat": "doe iets", "trekker": "wijk"}]
    assert [line.wat for line in found.hernoemingen] == ["actie"]


def test_notes_at_open_questions_follow_and_are_joined() -> None:
    gesprek = {"onderdeel": "transparantie", "vult": ["blijft"], "bron": "L57"}
    asked = [
        {"id": "nieuw", "vraag": "Hoe", "vroeger": ["a", "b"], **gesprek},
        {"id": "een", "vraag": "Wat", "komt_uit": ["c"], **gesprek},
        {"id": "twee", "vraag": "Wie", "komt_uit": ["c"], **gesprek},
    ]
    pack = asks(gesprekken=asked, vervallen={"gespreksvragen": ["d"]})
    terugblik = {"werkte": [{"tekst": "goed", "bij": "a"}], "later": [{"tekst": "nog", "bij": "c"}]}
    notes = {"a": "eerst", "b": "dan", "c": "beide", "d": "weg"}
    found = now(pack, {}, gesprekken=notes, terugblik=terugblik, status="terugblik")
    assert found.gesprekken == {"nieuw": "eerst\ndan", "een": "beide", "twee": "beide"}
    assert [punt.bij for _, _, punt in found.terugblik.punten()] == ["nieuw", None]


@pytest.mark.parametrize(
    "vragen",
    [
        [stelling("nieuw", vroeger=["a", "b"])],
        [stelling("b", vroeger=["a"])],
        [stelling("b", komt_uit=["a"])],
    ],
)
def test_two_names_of_one_question_that_are_both_answered_are_refused(vragen: list[dict[str, Any]]) -> None:
    with pytest.raises(InvoerFout) as wrong:
        now(asks(*vragen), {"a": OLD, "b": "nee"})
    assert [m.code for m in wrong.value.meldingen] == ["twee_namen"]


def test_a_dossier_in_the_names_of_today_is_left_as_it_is() -> None:
    pack = asks(stelling("nieuw", vroeger=["oud"]))
    written = dossier({"nieuw": "ja"})
    assert in_names_of(written, pack) is written


def test_evaluate_understands_old_names() -> None:
    pack = pakket(waarborg("w", v("nieuw")), vragen=[stelling("nieuw", vroeger=["oud"])])
    with pytest.warns(UserWarning, match="oud"):
        found = evaluate(dossier({"oud": "ja"}, gewenst="besluiten"), pack, engine="direct")
    assert found.afspraken[0].eisen[0].status == "geborgd"


def wrong(*vragen: dict[str, Any], **rest: Any) -> list[str]:
    with pytest.raises(InvoerFout) as error:
        asks(*vragen, **rest)
    return [m.code for m in error.value.meldingen]


def test_an_earlier_name_leads_to_one_thing_and_is_no_longer_used() -> None:
    a = stelling("a")
    assert wrong(a, stelling("b", vroeger=["a"])) == ["vroeger_in_gebruik"]
    assert wrong(a, stelling("b", komt_uit=["a"])) == ["vroeger_in_gebruik"]
    assert wrong(a, vervallen={"vragen": ["a"]}) == ["vroeger_in_gebruik"]
    assert wrong(stelling("b", vroeger=["fase"])) == ["vroeger_in_gebruik"]
    assert wrong(stelling("b", vroeger=["b"])) == ["vroeger_zichzelf"]
    assert wrong(stelling("b", komt_uit=["b"])) == ["vroeger_zichzelf"]
    assert wrong(stelling("b", vroeger=["x"]), stelling("c", vroeger=["x"])) == ["vroeger_dubbel"]
    assert wrong(stelling("b", vroeger=["x"]), stelling("c", komt_uit=["x"])) == ["vroeger_dubbel"]
    assert wrong(stelling("b", vroeger=["x"], komt_uit=["x"])) == ["vroeger_dubbel"]
    assert wrong(stelling("b", komt_uit=["x", "x"])) == ["vroeger_dubbel"]
    assert wrong(stelling("b", vroeger=["x"]), vervallen={"vragen": ["x"]}) == ["vroeger_dubbel"]


def test_only_a_stelling_can_be_turned_round() -> None:
    turned = [{"id": "x", "omgekeerd": "true"}]
    assert wrong({**keuze("k", "a"), "vroeger": turned}) == ["vroeger_omgekeerd"]
    assert wrong({**keuze("k"), "opties": {"a": {"tekst": "a", "vroeger": turned}}}) == ["vroeger_omgekeerd"]


def test_an_earlier_name_of_an_option_is_checked_within_its_question() -> None:
    twice = {"a": {"tekst": "a", "vroeger": ["x"]}, "b": {"tekst": "b", "komt_uit": ["x"]}, "c": "c"}
    assert wrong({**keuze("k"), "opties": twice}) == ["vroeger_dubbel"]
    assert wrong({**keuze("k"), "opties": {"a": {"tekst": "a", "vroeger": ["b"]}, "b": "b"}}) == ["vroeger_in_gebruik"]
    same = {"a": {"tekst": "a", "vroeger": ["x"]}}
    asks({**keuze("k"), "opties": same}, {**keuze("l"), "opties": same})
