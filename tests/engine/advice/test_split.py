"""A thema on both sides of a limit becomes two: what each holds, and that the text of the dossier says just that."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.builders import koppel
from tests.strategies import dossiers, packs
from wijktoets import InvoerFout, evaluate, load_pack
from wijktoets.engine.advice.split.text import with_two
from wijktoets.engine.advice.split.thema import Helft, Merken, Opdeling
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.pakket import Sluit, Splitsing
from wijktoets.engine.reading.editing import Unplaceable
from wijktoets.engine.reading.loading import read_checked
from wijktoets.engine.result.rapport import AfspraakRapport

PACK = load_pack()
MERKEN = Merken("overgenomen", "gesplitst", lambda word: f"was {word}")
HEAD = "formaat: wijktoets/dossier@1\nnaam: Proef\npeildatum: 2026-11-01\n"
LIMIT = """
afspraken:
  - thema: groen
    reikwijdte: wijk  # alleen hier
    gewenst: besluiten
    antwoorden:
      wie-besluit: tot-een-grens
"""


def load(text: str) -> Dossier:
    """The dossier in this text, sound and fit for the pack."""
    return read_checked(Path("x.yaml"), "x.yaml", PACK, text.encode())


def opdeling(dossier: Dossier, thema: str = "groen", splitsing: Splitsing | None = PACK.splitsen) -> Opdeling:
    """A thema to be split in klein and groot."""
    assert splitsing is not None
    helften = (Helft("klein", splitsing.eronder, True), Helft("groot", splitsing.erboven, False))
    return Opdeling(dossier, thema, helften, splitsing, MERKEN)


def split(text: str) -> tuple[Dossier, str]:
    """The dossier with two themas for groen, and its text, after seeing that the one says what the other does."""
    case = opdeling(load(HEAD + text))
    case.check()
    written = with_two((HEAD + text).encode(), case, "verdeel zelf:").decode()
    found = case.gesplitst().dossier
    assert load(written).model_dump() == found.model_dump()
    return found, written.removeprefix(HEAD)


def answers(dossier: Dossier, thema: str) -> dict[str, list[tuple[str, str | None]]]:
    """Per question what was answered in a thema, with what was noted."""
    (found,) = [a for a in dossier.afspraken if a.thema == thema]
    return {name: [(s.antwoord, s.toelichting) for s in given] for name, given in found.antwoorden.items()}


def test_below_the_limit_the_wijk_decides_and_above_it_another() -> None:
    found = evaluate(split(LIMIT)[0], PACK, today=date(2026, 11, 1))

    def roles(of: AfspraakRapport) -> tuple[str, str]:
        return of.rollen.laag, of.rollen.hoog

    assert {a.thema: roles(a) for a in found.afspraken} == {
        "klein": ("besluiten", "besluiten"),
        "groot": ("aanjagen", "aanjagen"),
    }
    assert {a.thema: a.uitkomst for a in found.afspraken} == {
        "klein": "nog_niet_te_bepalen",
        "groot": "rolverdeling_wijkt_af",
    }
    assert all("twee-kanten-van-een-grens" not in [s.id for s in a.signalen] for a in found.afspraken)


def test_answers_go_to_both_and_say_that_they_were_taken_over() -> None:
    found, text = split(
        LIMIT
        + """      # de groencommissie
      wie-zet-agenda: {antwoord: wijk, toelichting: "Elk najaar."}
      wie-organiseert:
        antwoord: samen  # om de beurt
      openbare-vergaderingen:
        - {door: bewoners, antwoord: ja}
        - door: gemeente
          antwoord: nee
          toelichting: >-
            Nog niet
            overal.
"""
    )
    taken = {
        "wie-besluit": [("tot-een-grens", "overgenomen")],
        "wie-zet-agenda": [("wijk", "Elk najaar. (overgenomen)")],
        "wie-organiseert": [("samen", "overgenomen")],
        "openbare-vergaderingen": [("ja", "overgenomen"), ("nee", "Nog niet overal. (overgenomen)")],
    }
    assert answers(found, "klein") == {**taken, "waar-ligt-dit-thema": [("eronder", "gesplitst")]}
    assert answers(found, "groot") == {**taken, "waar-ligt-dit-thema": [("erboven", "gesplitst")]}
    for comment in ("# alleen hier", "# de groencommissie", "# om de beurt"):
        assert text.count(comment) == 2


@pytest.mark.parametrize(
    ("said", "below"),
    [
        ("waar-ligt-dit-thema: beide", [("eronder", "was beide")]),
        ("waar-ligt-dit-thema: onbekend", [("eronder", "was onbekend")]),
        ("waar-ligt-dit-thema: {antwoord: beide, toelichting: Tot € 500.}", [("eronder", "Tot € 500. (was beide)")]),
        (
            "waar-ligt-dit-thema: [{door: raad, antwoord: beide}, {door: bewoners, antwoord: onbekend}]",
            [("eronder", "was beide"), ("eronder", "was onbekend")],
        ),
    ],
)
def test_on_which_side_it_lies_is_filled_in_with_what_stood_there(said: str, below: list[tuple[str, str]]) -> None:
    found, _ = split(f"{LIMIT}      {said}\n")
    assert answers(found, "klein")["waar-ligt-dit-thema"] == below
    assert answers(found, "groot")["waar-ligt-dit-thema"] == [("erboven", note) for _, note in below]


@pytest.mark.parametrize(
    "text",
    [
        "afspraken:\n  - thema: groen\n",
        "afspraken:\n- thema: groen",
        "afspraken:\n  -\n    thema: groen\n    antwoorden:\n",
        "afspraken:\n  - thema: groen\n    antwoorden: {}  # nog leeg\n",
        "afspraken:\n  - gewenst: aanjagen\n    thema: 'groen'\n    antwoorden: {wie-voert-uit: wijk}\n\n# einde",
        "antwoorden: {waar-ligt-dit-thema: beide}\nafspraken:\r\n  - thema: groen\r\n",
    ],
)
def test_where_nobody_said_who_decides_the_limit_is_filled_in(text: str) -> None:
    found, _ = split(text)
    filled = {"wie-besluit": [("tot-een-grens", "gesplitst")], "waar-ligt-dit-thema": [("eronder", "gesplitst")]}
    assert filled.items() <= answers(found, "klein").items()


def test_a_limit_that_holds_for_the_whole_dossier_stays_there() -> None:
    found, _ = split("antwoorden: {wie-besluit: tot-een-grens}\nafspraken:\n  - thema: groen\n")
    assert answers(found, "klein") == {"waar-ligt-dit-thema": [("eronder", "gesplitst")]}


def test_money_is_in_neither_and_stays_to_be_read() -> None:
    found, text = split(
        LIMIT.replace("    antwoorden:", "    bedrag:\n      euro: 4000\n      per: jaar\n    antwoorden:")
    )
    assert [a.bedrag for a in found.afspraken] == [None, None]
    lines = "    # verdeel zelf:\n    # bedrag:\n    #   euro: 4000\n    #   per: jaar\n"
    assert text.count(lines) == 2


@pytest.mark.parametrize(
    "agreed",
    [
        "{tekst: Wij maaien., bevestigd_door: [Dorp], wie: de buurt}",
        "{bevestigd_door: [Dorp], tekst: Wij maaien., wie: de buurt}",
        "\n          tekst: Wij maaien.\n          wie: de buurt\n          bevestigd_door:\n            - Dorp",
    ],
)
def test_agreed_words_go_to_both_and_were_confirmed_of_the_whole_alone(agreed: str) -> None:
    answer = f"      wie-voert-uit:\n        antwoord: wijk\n        afgesproken: {agreed}\n"
    found, _ = split("partijen: [{naam: Dorp, rol: wijk}]" + LIMIT + answer)
    for afspraak in found.afspraken:
        (said,) = afspraak.antwoorden["wie-voert-uit"]
        assert said.afgesproken is not None
        assert (said.afgesproken.tekst, said.afgesproken.wie) == ("Wij maaien.", "de buurt")
        assert said.afgesproken.bevestigd_door == ()


def test_powers_go_where_the_wijk_decides() -> None:
    found, text = split(
        LIMIT.replace("    antwoorden:", "    bevoegdheden:\n      - {naam: snoeien, van: college}\n    antwoorden:")
    )
    assert [[b.naam for b in a.bevoegdheden] for a in found.afspraken] == [["snoeien"], []]
    assert text.count("snoeien") == 1


@pytest.mark.parametrize(
    "listed",
    [
        "{kind}:\n  - {{{fields}, thema: groen}}\n  - {{{fields}}}\n",
        "{kind}: [{{thema: groen, {fields}}}, {{{fields}, thema: wonen}}]\n",
        "{kind}:\n  # samen besproken\n  - thema: groen\n    {lines}\n",
    ],
)
@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("afwegingen", ["waarborg: procesbewaking-afgesproken", "reden: nog klein", "besloten_door: [wijk, gemeente]"]),
        ("acties", ["waarborg: procesbewaking-afgesproken", "wat: bellen", "trekker: wijk"]),
    ],
)
def test_afwegingen_and_acties_of_the_thema_go_to_both_and_others_stay(
    listed: str, kind: str, fields: list[str]
) -> None:
    block = listed.format(kind=kind, fields=", ".join(fields), lines="\n    ".join(fields))
    found, _ = split(LIMIT + "  - thema: wonen\n" + block)
    named = [each.thema for each in getattr(found, kind)]
    others = [name for name in (None, "wonen") if name in [each.thema for each in getattr(load_of(block), kind)]]
    assert named == ["klein", "groot", *others]


def load_of(block: str) -> Dossier:
    """The dossier before it was split."""
    return load(HEAD + LIMIT + "  - thema: wonen\n" + block)


def test_each_afspraak_of_the_thema_is_split_and_others_stay_as_written() -> None:
    other = "  - {thema: wonen, fasen: [evaluatie]}  # later\n"
    more = "  - thema: groen\n    fasen: [evaluatie]\n    antwoorden: {wie-besluit: tot-een-grens}\n"
    text = LIMIT.replace("    reikwijdte: wijk  # alleen hier\n", "    fasen: [voorbereiding]\n") + other + more
    found, written = split(text)
    assert [a.thema for a in found.afspraken] == ["klein", "groot", "wonen", "klein", "groot"]
    assert written.count(other) == 1


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("wie-besluit: wijk", ["splitsen_zonder_grens"]),
        ("wie-besluit: onbekend", ["splitsen_zonder_grens"]),
        ("wie-besluit: [{door: bewoners, antwoord: tot-een-grens}, {door: raad, antwoord: raad}]", []),
        ("waar-ligt-dit-thema: eronder", ["splitsen_al_een_kant"]),
        (
            "waar-ligt-dit-thema: [{door: bewoners, antwoord: beide}, {door: raad, antwoord: erboven}]",
            ["splitsen_al_een_kant"],
        ),
    ],
)
def test_what_people_said_is_not_overruled(said: str, codes: list[str]) -> None:
    for text in (
        f"antwoorden:\n  {said}\nafspraken:\n  - thema: groen\n",
        f"afspraken:\n  - thema: groen\n    antwoorden:\n      {said}\n",
    ):
        case = opdeling(load(HEAD + text))
        if not codes:
            case.check()
            continue
        with pytest.raises(InvoerFout) as error:
            case.check()
        assert [m.code for m in error.value.meldingen] == codes
        line = (HEAD + text).splitlines()[error.value.meldingen[0].plek.regel - 1]
        assert said.partition(":")[0] in line


@pytest.mark.parametrize(
    "text",
    [
        "afspraken: [{thema: groen}]\n",
        "afspraken:\n  - {thema: groen}\n",
        "afspraken:\n  - bedrag: {euro: 1}\n    thema: groen\n",
    ],
)
def test_a_layout_in_which_lines_cannot_be_told_apart_is_left_alone(text: str) -> None:
    case = opdeling(load(HEAD + text))
    with pytest.raises(Unplaceable):
        with_two((HEAD + text).encode(), case, "verdeel zelf:")


SPLITSING = Splitsing(
    grens=Sluit(vraag="wie", wordt="tot-een-grens"),
    eronder=Sluit(vraag="waar", wordt="eronder"),
    erboven=Sluit(vraag="waar", wordt="erboven"),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a dossier with all its parts takes long to draw
@given(st.data())
def test_the_text_says_what_the_dossier_does(data: st.DataObject) -> None:
    raw_pack = data.draw(packs())
    raw: Any = json.loads(json.dumps(data.draw(dossiers(raw_pack)), default=str))
    width, indent = data.draw(st.sampled_from([40, 10**6])), data.draw(st.sampled_from([2, 4]))
    styled = data.draw(st.sampled_from([False, None]))
    written = yaml.safe_dump(
        raw, sort_keys=False, default_flow_style=styled, allow_unicode=True, width=width, indent=indent
    )
    content = written.encode()
    pack = koppel(raw_pack)
    case = read_checked(Path("x.yaml"), "x.yaml", pack, content)
    found = opdeling(case, data.draw(st.sampled_from([a.thema for a in case.afspraken])), SPLITSING)
    try:
        found.check()
    except InvoerFout:
        event("refused")
        return
    try:
        text = with_two(content, found, "verdeel zelf:")
    except Unplaceable:
        assert styled is None
        event("between braces")
        return
    event("split")
    assert read_checked(Path("x.yaml"), "x.yaml", pack, text).model_dump() == found.gesplitst().dossier.model_dump()
