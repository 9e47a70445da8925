"""`explain`: which answers carry a status, and with how few others it would turn out otherwise."""

import json
from pathlib import Path

import pytest

from tests.builders import (
    keuze,
    ruw_pakket,
    v,
    waarborg,
)
from tests.cli.explaining import PACK, explain
from tests.cli.running import run, write_dossier, write_pack


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef`."""
    write_pack(tmp_path / "proef", PACK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_would_change_a_waarborg_and_what_would_arrange_it(here: Path) -> None:
    screen = " ".join(explain(here, "boven", antwoorden={"besluit-op-papier": "nee", "kanaal": "geen"}).split())
    assert (
        "Dit verandert als het antwoord op “Is besluit-op-papier zo” deels is. Dan is dit deels geregeld. "
        "Helemaal geregeld is dit als dat antwoord ja is."
    ) in screen
    assert "Nu: nog niet geregeld, omdat het antwoord op “Is besluit-op-papier zo” nee is en" in screen
    assert "“optie geen” het antwoord is op “Waar staat het?” (L57)." in screen


def test_an_option_is_told_in_its_own_words(here: Path) -> None:
    rule = waarborg("w", v("kanaal", "krant"))
    write_pack(here / "klein", ruw_pakket(rule, vragen=[keuze("kanaal", "krant", "geen", vraag="Waar staat het?")]))
    write_dossier(here / "wijk.yaml", antwoorden={"kanaal": "geen"})
    screen = " ".join(run("explain", "wijk.yaml", "w", "--pack", "klein").stdout.split())
    assert "Nu: nog niet geregeld, omdat “optie geen” het antwoord is op “Waar staat het?” (L57)." in screen
    assert "Dit verandert als dat antwoord “optie krant” is. Dan is dit geregeld." in screen


def test_what_no_answer_changes_says_what_holds_it(here: Path) -> None:
    stuck = {"thema": "groen", "fasen": ["uitvoering"], "reikwijdte": "stedelijk", "gewenst": "besluiten"}
    screen = " ".join(explain(here, afspraken=[stuck]).split())
    assert "Dat komt door de grens die bij 3 staat. Wanneer verandert dit? Geen antwoord verandert dit." in screen
    assert "Geen antwoord verandert dit. Dit gaat de hele stad aan." in screen
    assert "Geen antwoord verandert dit, zolang er geen gezamenlijke wens is." in explain(here)
    assert "Geen antwoord verandert dit: de regel geldt niet in deze fase." in explain(here, "terugkijken")


def test_never_a_push_to_wish_more(here: Path) -> None:
    wished = {"thema": "groen", "fasen": ["uitvoering"], "reikwijdte": "wijk", "gewenst": "adviseren"}
    done = {"rol": "adviseren", "besluit-op-papier": "ja", "kanaal": "krant"}
    screen = " ".join(explain(here, antwoorden=done, afspraken=[wished]).split())
    assert "De uitkomst verandert als het antwoord op “Is besluit-op-papier zo” deels is." in screen
    assert "Het is geen advies om iets anders te willen." in screen
    assert "aanjagen" not in screen.partition("Wanneer verandert dit?")[2]


def test_of_many_answers_the_first_unless_all_are_asked_for(here: Path) -> None:
    many = [waarborg(f"w{n:02}", v(f"q{n:02}")) for n in range(12)]
    write_pack(here / "veel", ruw_pakket(*many))
    asked = {"thema": "groen", "fasen": ["uitvoering"], "reikwijdte": "wijk", "gewenst": "adviseren"}
    answers = {f"q{n:02}": "nee" for n in range(12)}
    write_dossier(here / "wijk.yaml", antwoorden={"rol": "adviseren", **answers}, afspraken=[asked])
    screen = run("explain", "wijk.yaml", "--pack", "veel").stdout
    assert "De uitkomst verandert pas met 12 andere antwoorden:" in screen
    assert "- en nog 4 antwoorden; met -v ziet u ze allemaal\n" in screen
    assert "Dan passen wens, rollen en afspraken bij elkaar. Met minder antwoorden kan" in screen
    assert "- ja op “Is q11 zo”\n" in run("explain", "wijk.yaml", "--pack", "veel", "-v").stdout


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
