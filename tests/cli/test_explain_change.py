"""`explain`: which answers carry a status, and with how few others it would turn out otherwise."""

import json
from pathlib import Path

import pytest

from tests.builders import (
    alle,
    keuze,
    ruw_pakket,
    v,
    waarborg,
)
from tests.cli.explaining import PACK, explain
from tests.cli.running import flat, run, write_dossier, write_pack
from tests.spoken import said, text
from wijktoets.texts.wording import answer_word, listed

ON_PAPER = "Is besluit-op-papier zo"


def because(vraag: str, answer: str) -> str:
    """A plain answer that carries a status."""
    return said("explain.omdat.antwoord", vraag=vraag, antwoord=answer_word(answer))


def missing(why: str) -> str:
    """How a waarborg stands that is missing, and why."""
    return said("explain.stand_omdat", stand=said("explain.stand_is.ontbreekt"), omdat=why, vindplaats="L57")


def change(kind: str, answer: str, leads: str) -> str:
    """That one other answer makes it otherwise, and what then holds."""
    return said(f"explain.verandert.{kind}.een", antwoord=answer, dan=said(f"explain.verandert.dan.{leads}"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef`."""
    write_pack(tmp_path / "proef", PACK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_would_change_a_waarborg_and_what_would_arrange_it(here: Path) -> None:
    screen = flat(explain(here, "boven", antwoorden={"besluit-op-papier": "nee", "kanaal": "geen"}))
    arranged = said("explain.verandert.stand.passend.een", antwoord=said("explain.omdat.dat_antwoord", antwoord="ja"))
    assert f"{change('stand', because(ON_PAPER, 'deels'), 'deels')} {arranged}" in screen
    option = said("explain.omdat.antwoord", antwoord="optie geen", vraag="Waar staat het?")
    assert missing(listed((because(ON_PAPER, "nee"), option))) in screen


def test_an_option_is_told_in_its_own_words(here: Path) -> None:
    rule = waarborg("w", v("kanaal", "krant"))
    write_pack(here / "klein", ruw_pakket(rule, vragen=[keuze("kanaal", "krant", "geen", vraag="Waar staat het?")]))
    write_dossier(here / "wijk.yaml", antwoorden={"kanaal": "geen"})
    screen = flat(run("explain", "wijk.yaml", "w", "--pack", "klein").stdout)
    assert missing(said("explain.omdat.antwoord", antwoord="optie geen", vraag="Waar staat het?")) in screen
    assert change("stand", said("explain.omdat.dat_antwoord", antwoord="optie krant"), "geborgd") in screen


def test_a_question_is_named_where_a_rule_asks_more_than_one(here: Path) -> None:
    write_pack(here / "twee", ruw_pakket(waarborg("w", alle(v("a"), v("b")))))
    write_dossier(here / "wijk.yaml", antwoorden={"a": "deels"})
    screen = flat(run("explain", "wijk.yaml", "w", "--pack", "twee").stdout)
    found = [("ja", "onbekend"), ("nee", "ontbreekt")]
    assert any(change("stand", because("Is a zo", answer), leads) in screen for answer, leads in found)


def test_what_no_answer_changes_says_what_holds_it(here: Path) -> None:
    stuck = {"thema": "groen", "fasen": ["uitvoering"], "reikwijdte": "stedelijk", "gewenst": "besluiten"}
    by_the_grens = text("explain.uitkomst.komt_door.grens_bereikt")
    fixed = text("explain.vast.grens", grens="Dit gaat de hele stad aan.")
    assert f"{by_the_grens} {said('explain.verandert.kop')} {fixed}" in flat(explain(here, afspraken=[stuck]))
    assert said("explain.vast.wens") in flat(explain(here))
    assert text("explain.vast.fase") in flat(explain(here, "terugkijken"))


def test_never_a_push_to_wish_more(here: Path) -> None:
    wished = {"thema": "groen", "fasen": ["uitvoering"], "reikwijdte": "wijk", "gewenst": "adviseren"}
    done = {"rol": "adviseren", "besluit-op-papier": "ja", "kanaal": "krant"}
    screen = flat(explain(here, antwoorden=done, afspraken=[wished]))
    assert change("uitkomst", because(ON_PAPER, "deels"), "meer_borging_nodig") in screen
    assert said("explain.verandert.geen_advies") in screen
    before, heading, after = screen.partition(said("explain.verandert.kop"))
    assert before and heading and "aanjagen" not in after


def test_of_many_answers_the_first_unless_all_are_asked_for(here: Path) -> None:
    many = [waarborg(f"w{n:02}", v(f"q{n:02}")) for n in range(12)]
    write_pack(here / "veel", ruw_pakket(*many))
    asked = {"thema": "groen", "fasen": ["uitvoering"], "reikwijdte": "wijk", "gewenst": "adviseren"}
    answers = {f"q{n:02}": "nee" for n in range(12)}
    write_dossier(here / "wijk.yaml", antwoorden={"rol": "adviseren", **answers}, afspraken=[asked])
    screen = run("explain", "wijk.yaml", "--pack", "veel").stdout
    assert said("explain.verandert.uitkomst.meer", n=12) in screen
    assert f"- {text('explain.verandert.en_nog', n=4)}\n" in screen
    fits = said("explain.verandert.dan.congruent")
    after = text("explain.verandert.uitkomst.daarna", dan=fits, bewijs=text("explain.verandert.minder"))
    assert after in flat(screen)
    last = text("explain.verandert.antwoord", antwoord="ja", vraag="Is q11 zo")
    assert f"- {last}\n" in run("explain", "wijk.yaml", "--pack", "veel", "-v").stdout


def test_json_says_what_would_change_it_and_what_carries_it(here: Path) -> None:
    write_dossier(here / "wijk.yaml", antwoorden={"besluit-op-papier": "nee"})
    (part,) = json.loads(run("explain", "wijk.yaml", "wet", "--pack", "proef", "--format", "json").stdout)["afspraken"]
    assert part["eisen"][0]["omdat"] == ["besluit-op-papier"]
    assert part["kantelpunt"] == {
        "kleinste": {
            "antwoorden": [{"vraag": "besluit-op-papier", "wordt": "deels"}],
            "leidt_tot": "deels",
            "bewezen": True,
        },
        "passend": {
            "antwoorden": [{"vraag": "besluit-op-papier", "wordt": "ja"}],
            "leidt_tot": "geborgd",
            "bewezen": True,
        },
        "houdt_vast": [],
    }
