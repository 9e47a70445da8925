"""A dossier held against a pack, and answers that are tried with --set."""

from pathlib import Path

import pytest

from tests.bad_cases import SOUND, klein, of_dossier, of_set
from tests.builders import dossier
from wijktoets.engine.model.errors import Melding
from wijktoets.engine.reading.matching import check_dossier, with_answers


def found(body: str) -> list[tuple[str, int, int]]:
    """Code, line and column of all that is wrong."""
    wrong = of_dossier(Path("-"), "x.yaml", (SOUND + body).encode())
    return [(m.code, m.plek.regel, m.plek.kolom) for m in wrong]


def codes(meldingen: tuple[Melding, ...] | list[Melding]) -> list[str]:
    return [m.code for m in meldingen]


def test_the_place_of_an_unknown_question_is_its_name_and_of_a_wrong_answer_the_answer() -> None:
    assert found("antwoorden:\n  open: ja\n  openbare-vergaderingen: soms\n") == [
        ("vraag_onbekend", 4, 3),
        ("antwoord_onbekend", 5, 27),
    ]


def test_the_place_of_a_wrong_answer_in_a_list_is_that_answer() -> None:
    body = "antwoorden:\n  wie-besluit:\n  - {door: raad, antwoord: wijk}\n  - {door: college, antwoord: raad}\n"
    assert found(body) == [("optie_onbekend", 6, 31)]


def test_what_was_cut_does_not_make_other_things_wrong() -> None:
    body = "afspraken: [{thema: groen, fasen: [x]}, {tema: geld}]\nafwegingen:\n"
    body += "- {waarborg: geld-te-zien, reden: r, besloten_door: [wijk], thema: geld}\n"
    assert [code for code, *_ in found(body)] == ["waarde_onbekend", "sleutel_onbekend"]


def test_an_unknown_thema_is_still_found_when_something_else_in_the_afspraak_is_wrong() -> None:
    body = "afspraken: [{thema: groen, fasen: [x]}]\nafwegingen:\n"
    body += "- {waarborg: geld-te-zien, reden: r, besloten_door: [wijk], thema: geld}\n"
    assert [code for code, *_ in found(body)] == ["waarde_onbekend", "thema_onbekend"]


def test_a_dossier_made_in_python_is_checked_too_and_is_its_own_place() -> None:
    wrong = check_dossier(dossier({"open": "ja"}, afspraken=[{"thema": "x"}]), klein())
    assert [(m.code, str(m.plek)) for m in wrong] == [("vraag_onbekend", "Voorbeeldwijk")]


# --set


def test_an_answer_that_is_set_replaces_all_others_in_every_afspraak() -> None:
    before = dossier(
        {"wie-besluit": [{"door": "raad", "antwoord": "college"}], "wie-zet-agenda": "wijk"},
        afspraken=[
            {"thema": "a", "antwoorden": {"wie-besluit": "samen", "wie-zet-agenda": "gemeente"}},
            {"thema": "b"},
        ],
    )
    after = with_answers(before, {"wie-besluit": "wijk"}, klein())
    assert [s.antwoord for s in after.antwoorden["wie-besluit"]] == ["wijk"]
    assert "wie-besluit" not in after.afspraken[0].antwoorden
    assert after.afspraken[0].antwoorden["wie-zet-agenda"] == before.afspraken[0].antwoorden["wie-zet-agenda"]
    assert after.antwoorden["wie-zet-agenda"] == before.antwoorden["wie-zet-agenda"]


def test_nvt_may_be_tried_without_a_reason() -> None:
    after = with_answers(dossier(), {"begroting-inzichtelijk": "nvt"}, klein())
    assert check_dossier(after, klein()) == []


@pytest.mark.parametrize("word", ["yes", "No", "TRUE", "false", "on", "Off"])
def test_a_boolean_that_is_set_is_an_input_error(word: str) -> None:
    assert codes(of_set(openbare_vergaderingen=word)) == ["boolean"]


@pytest.mark.parametrize("word", ["", " ", "\n"])
def test_nothing_cannot_be_set(word: str) -> None:
    assert codes(of_set(openbare_vergaderingen=word)) == ["antwoord_leeg"]


def test_all_that_is_wrong_with_what_is_set_is_said_at_once() -> None:
    assert sorted(codes(of_set(a="ja", fase="uitvoering", wie_besluit="raad", openbare_vergaderingen="yes"))) == [
        "antwoord_op_fase",
        "boolean",
        "optie_onbekend",
        "vraag_onbekend",
    ]
