"""From nodes to values: all that is wrong is said, each thing once, and what is sound is still read."""

from typing import Any

import pytest

from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import HOOGSTENS
from wijktoets.engine.model.pakket import Vraag, Waarborg
from wijktoets.engine.reading.parsing import parse
from wijktoets.engine.reading.values import ReadValue, read_value

HEAD = "formaat: wijktoets/dossier@1\nnaam: Voorbeeldwijk\n"

RULE = """\
soort: waarborg
id: r
naam: Het is open
onderdeel: transparantie
norm: {adviseren: mag, aanjagen: hoort, besluiten: moet}
voldaan_als: {alle: [{vraag: open}, {vraag: geld}]}
basis: letterlijk
bron: L1
rust_op: wijk
waarom: Dat helpt.
witte_vlek: Nog niet open.
acties: [{wat: Regel het, trekker: wijk, sluit: [open]}]
"""

ALL, NORM = "{alle: [{vraag: open}, {vraag: geld}]}", "{adviseren: mag, aanjagen: hoort, besluiten: moet}"

STAND_INS: dict[str, object] = {"afspraken.thema": "?", "rust_op": "samen", "norm": {"besluiten": "mag"}}


def dossier(body: str) -> ReadValue[Dossier]:
    return read_value(Dossier, parse((HEAD + body).encode(), "x.yaml"), "x.yaml", STAND_INS)


def waarborg(*replacements: tuple[str, str]) -> ReadValue[Waarborg]:
    text = RULE
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return read_value(Waarborg, parse(text.encode(), "x.yaml"), "x.yaml", STAND_INS)


def said(read: ReadValue[Any]) -> list[tuple[str, int]]:
    """Code and line of everything that is wrong."""
    return [(m.code, m.plek.regel) for m in sorted(read.meldingen, key=lambda m: m.plek)]


def test_what_is_sound_is_read() -> None:
    read = dossier("gemeente: Groningen\n")
    assert read.meldingen == ()
    assert read.waarde is not None and read.waarde.gemeente == "Groningen"
    assert waarborg().meldingen == ()


def test_what_is_wrong_is_cut_and_the_rest_is_read() -> None:
    read = dossier(
        "gemeente: []\nstatus: klaar\npeildatum: 2026-11-01\nafspraken:\n- {thema: groen, gewenst: x}\n- {}\n"
    )
    assert said(read) == [("geen_tekst", 3), ("waarde_onbekend", 4), ("waarde_onbekend", 7), ("veld_ontbreekt", 8)]
    assert read.waarde is not None
    assert str(read.waarde.peildatum) == "2026-11-01"
    assert [a.thema for a in read.waarde.afspraken] == ["groen", "?"]


def test_what_was_read_knows_what_was_cut_from_it() -> None:
    assert dossier("").bij.whole
    assert not dossier("status: klaar\n").bij.whole


def test_nothing_is_left_of_what_misses_a_field_that_nothing_stands_in_for() -> None:
    read = read_value(Vraag, parse(b"vraag: Is het open", "x.yaml"), "x.yaml")
    assert read.waarde is None
    assert [m.gegevens["sleutel"] for m in read.meldingen] == ["basis", "bron", "id", "onderdeel"] or len(
        read.meldingen
    )
    assert {m.gegevens["sleutel"] for m in read.meldingen} == {"basis", "bron", "id", "onderdeel"}


@pytest.mark.parametrize("root", [b"just text", b"[a, b]", b"42"])
def test_something_else_than_fields_is_one_error(root: bytes) -> None:
    read = read_value(Dossier, parse(root, "x.yaml"), "x.yaml")
    assert (read.waarde, [m.code for m in read.meldingen]) == (None, ["geen_blok"])


# What follows from another error is not said.


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("gemeentte: x\n", [("sleutel_onbekend", 3)]),
        ("gebied: {nam: x}\n", [("sleutel_onbekend", 3)]),
        ("gebied: {naam: []}\n", [("geen_tekst", 3)]),
        ("partijen:\n- naam: x\n  rol: y\n", [("waarde_onbekend", 5)]),
        ("afspraken:\n- thema: x\n  fasen: [y]\n- thema: x\n  fasen: [uitvoering]\n", [("waarde_onbekend", 5)]),
        ("afspraken:\n- thema: ''\n- thema: ''\n", [("leeg", 4), ("leeg", 5)]),
        ("afspraken:\n- {}\n- {}\n", [("veld_ontbreekt", 4), ("veld_ontbreekt", 5)]),
        ("antwoorden:\n  q:\n  - {dor: raad, antwoord: ja}\n", [("sleutel_onbekend", 5)]),
        (
            "antwoorden:\n  q:\n  - {door: x, antwoord: ja}\n  - {door: x, antwoord: ja}\n",
            [("standpunt_dubbel", 6)],
        ),
        ("antwoorden:\n  q: {antwoort: ja}\n", [("sleutel_onbekend", 4)]),
        ("afspraken:\n- thema: x\n  looptijd: {van: morgen, tot: 2026-01-01}\n", [("datum_vorm", 5)]),
        ("afwegingen:\n- waarborg: w\n  reden: r\n  besloten_door: [x]\n", [("waarde_onbekend", 6)]),
    ],
)
def test_one_cause_in_a_dossier_is_said_once(body: str, expected: list[tuple[str, int]]) -> None:
    assert said(dossier(body)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("aanjagen: hoort", "aanjagen: hort", [("waarde_onbekend", 5)]),
        ("aanjagen: hoort", "aanjaagen: hoort", [("sleutel_onbekend", 5)]),
        ("trekker: wijk,", "trekker: samen, wijk_doet: a, gemeente_doet: '',", [("leeg", 12)]),
        (
            "{alle: [{vraag: open}, {vraag: geld}]}",
            "{minstens: {aantal: 2, van: [{vraag: ''}, {vraag: a}]}}",
            [("leeg", 6)],
        ),
        ("{alle: [{vraag: open}, {vraag: geld}]}", "{alle: [{vraag: []}]}", [("geen_tekst", 6)]),
        ("rust_op: wijk", "rust_op: buren", [("waarde_onbekend", 9)]),
        ("rust_op: wijk\n", "rust_opp: wijk\n", [("sleutel_onbekend", 9)]),
        (NORM, "{x: y}", [("sleutel_onbekend", 5)]),
    ],
)
def test_one_cause_in_a_rule_is_said_once(old: str, new: str, expected: list[tuple[str, int]]) -> None:
    assert said(waarborg((old, new))) == expected


def test_a_field_that_is_wrong_does_not_hide_another_error_in_the_same_part() -> None:
    read = waarborg(("trekker: wijk", "trekker: samen, inzet: {bewoners: veel werk}"), ("rust_op: wijk\n", ""))
    assert said(read) == [("veld_ontbreekt", 1), ("samen_wie_doet_wat", 11), ("waarde_onbekend", 11)]


def test_two_falls_of_a_norm_are_both_said_at_their_own_place() -> None:
    read = waarborg((NORM, "{adviseren: moet, aanjagen: hoort, besluiten: mag}"))
    assert [(m.code, m.gegevens["hoog"], m.plek.kolom) for m in read.meldingen] == [
        ("norm_daalt", "aanjagen", 35),
        ("norm_daalt", "besluiten", 53),
    ]


# Keys that are not known.


def test_a_key_that_looks_like_a_known_one_is_suggested() -> None:
    (melding,) = dossier("gemeentte: x\n").meldingen
    assert melding.suggestie == "gemeente"


@pytest.mark.parametrize(
    ("body", "code", "elders"),
    [
        ("gewenst: besluiten\n", "sleutel_elders", ("afspraken",)),
        ("besloten_door: [wijk]\n", "sleutel_elders", ("afwegingen",)),
        ("afspraken:\n- {thema: x, peildatum: 2026-11-01}\n", "sleutel_bovenaan", ("",)),
        ("zwembad: x\n", "sleutel_onbekend", ()),
    ],
)
def test_a_key_of_another_level_is_not_suggested_here_but_sent_there(
    body: str, code: str, elders: tuple[str, ...]
) -> None:
    (melding,) = dossier(body).meldingen
    assert (melding.code, melding.gegevens["elders"], melding.suggestie) == (code, elders, None)


@pytest.mark.parametrize("name", ["is_", "model_config", "_vindplaats", "never_empty"])
def test_names_of_the_program_are_no_keys(name: str) -> None:
    assert [m.code for m in dossier(f"{name}: x\n").meldingen] == ["sleutel_onbekend"]
    read = waarborg(("{vraag: geld}", f"{{vraag: geld, {name}: x}}"))
    assert [m.code for m in read.meldingen] == ["sleutel_onbekend"]


# Nothing where something may stand.


def test_an_optional_field_without_a_value_is_absent() -> None:
    read = dossier("status:\nfictief: ~\nantwoorden:\nafspraken:\n- {thema: x, gewenst: , fasen: , antwoorden: }\n")
    assert read.meldingen == ()
    assert read.waarde is not None
    assert (read.waarde.status, read.waarde.fictief) == ("voorstel", False)
    assert read.waarde.afspraken[0].archetype is None
    assert len(read.waarde.afspraken[0].fasen) == 3


@pytest.mark.parametrize(
    "body", ["afspraken:\n", "antwoorden: {q: }\n", "afwegingen: [{waarborg: , reden: r, besloten_door: [wijk]}]\n"]
)
def test_a_field_that_must_have_a_value_is_missed(body: str) -> None:
    assert len(dossier(body).meldingen) == 1


def test_very_many_errors_are_cut_off() -> None:
    read = dossier("partijen:\n" + "- x\n" * (HOOGSTENS * 2))
    assert read.waarde is None
    assert len(read.meldingen) == HOOGSTENS + 1
    assert "te_veel_fouten" in {m.code for m in read.meldingen}
