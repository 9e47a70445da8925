"""`rules coverage`: the matrix as a person, a program and a browser get it, and what it says and does about gaps."""

import json
import re
from pathlib import Path

import pytest

from tests.accounting import BRON, SOURCE, bron_text, dekking_text, proef
from tests.builders import signaal, v
from tests.cli.running import run, too_wide
from wijktoets.texts import all_texts

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the small pack `p` and its source."""
    proef(tmp_path / "p")
    (tmp_path / "bron.txt").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*words: str, width: int = 80, code: int = 0) -> str:
    """What the command about the pack `p` says."""
    result = run("rules", "coverage", *words, "--pack", "p", width=width)
    assert (result.exit_code, result.stderr) == (code, "")
    return result.stdout


def failed(*words: str) -> tuple[int, str]:
    """How the command about the pack `p` ends, and what it says on standard error."""
    result = run("rules", "coverage", *words, "--pack", "p")
    assert result.stdout == ""
    return result.exit_code, result.stderr


# The matrix on a screen


def test_the_matrix_goes_both_ways(here: Path) -> None:
    assert said() == (
        "Proefpakket 1.0.0\n"
        "Bron: De proefnotitie, 60 regels.\n"
        "Regels met tekst: 4. Er rust iets op 2, bij 2 staat waarom niet, 0 nog open.\n"
        "Ids van de inventaris: 2. Gedekt zijn er 1, bij 1 staat waarom niet, 0 nog open.\n"
        "Alles is verantwoord.\n"
        "\n"
        "Van bron naar pakket\n"
        "Elke regel van de bron, met wat erop rust of waarom niets\n"
        "L2     Kop: besluiten.\n"
        "         achtergrond: Een kop vraagt niets.\n"
        "L4     Achteraf komt er uitleg voor iedereen.\n"
        "         waarborg: uitleg-aan-wijk; vraag: uitleg; gespreksvraag: hoe;\n"
        "         instrument: krant\n"
        "L8     Elders was er een krant.\n"
        "         voorbeeld: Een andere stad is geen regel.\n"
        "L57    Niet elke rol is gelijk.\n"
        "         grens: stad; signaal: stilte; vraag: rol; vaste zin: blijft_bij_raad\n"
        "\n"
        "Van pakket naar bron\n"
        "Waarborgen\n"
        "uitleg-aan-wijk\n"
        "  De wijk legt uit\n"
        "    Bron: L4 (letterlijk)\n"
        "    Dekt: G01\n"
        "    Voorbeelden laten zien: geborgd, ontbreekt\n"
        "\n"
        "Grenzen\n"
        "stad   Niet over de stad\n"
        "         Bron: L57 (letterlijk); Voorbeelden laten zien: nog niets\n"
        "\n"
        "Signalen\n"
        "stilte Er is <uitleg> & meer\n"
        "         Bron: L57 (afgeleid); Voorbeelden laten zien: nog niets\n"
        "\n"
        "Vragen\n"
        "rol    Is rol zo\n"
        "         L57 (letterlijk)\n"
        "uitleg Is er uitleg?\n"
        "         L4 (letterlijk)\n"
        "\n"
        "Gespreksvragen\n"
        "hoe    Hoe dan?\n"
        "         L4\n"
        "\n"
        "Instrumenten\n"
        "krant  Krant\n"
        "         L4\n"
        "\n"
        "Vaste zinnen\n"
        "blijft_bij_raad\n"
        "  De raad blijft.\n"
        "    L57, een wet\n"
        "\n"
        "Van inventaris naar pakket\n"
        "Elk id van de inventaris, met wat het dekt, of waarom dat niets is\n"
        "G01    De wijk legt uit.\n"
        "         Bron: L4; Gedekt door: waarborg: uitleg-aan-wijk\n"
        "G02    Een krant.\n"
        "         Bron: L8\n"
        "         Gedekt door: Dat is een voorbeeld uit een andere stad.\n"
    )


def test_a_pack_without_an_inventory_is_not_asked_for_one(here: Path) -> None:
    (here / "p" / "inventaris.yaml").unlink()
    (here / "p" / "dekking.yaml").unlink()
    screen = said()
    assert "nventaris" not in screen
    assert "Alles is verantwoord." in screen


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    for words in ((), ("--show", "L57"), ("--show", "A3.D1"), ("--show", "minderheid-gehoord")):
        screen = run("rules", "coverage", *words, width=width).stdout
        assert screen
        assert too_wide(screen, width) == []


# --show


def test_a_line_stands_beside_what_rests_on_it(here: Path) -> None:
    assert said("--show", "L57") == (
        "L57 in eigen woorden             Wat erop rust\n"
        "Niet elke rol is gelijk.         Niet over de stad\n"
        "                                   grens stad\n"
        "                                   Staat zo in de bron: L57.\n"
        "                                 Er is <uitleg> & meer\n"
        "                                   signaal stilte\n"
        "                                   Afgeleid van de bron: L57.\n"
        "                                 Is rol zo\n"
        "                                   vraag rol\n"
        "                                   Staat zo in de bron: L57.\n"
        "                                 De raad blijft.\n"
        "                                   vaste zin blijft_bij_raad\n"
        "                                   Rust op L57, een wet.\n"
    )
    assert said("--show", "l57") == said("--show", "L57")


def test_a_line_on_which_nothing_rests_stands_beside_the_reason(here: Path) -> None:
    assert said("--show", "L8") == (
        "L8 in eigen woorden              Hier rust niets op\n"
        "Elders was er een krant.         voorbeeld: Een andere stad is geen regel.\n"
    )


def test_a_rule_stands_beside_its_lines_and_below_them_when_the_screen_is_narrow(here: Path) -> None:
    assert said("--show", "stilte") == (
        "signaal stilte                   Waar het op rust\n"
        "Er is <uitleg> & meer            L57: Niet elke rol is gelijk.\n"
        "  Afgeleid van de bron: L57.\n"
        "  Zo is het.\n"
        "  Voorbeelden laten zien: nog\n"
        "  niets.\n"
    )
    assert said("--show", "stilte", width=40) == (
        "signaal stilte\n"
        "Er is <uitleg> & meer\n"
        "  Afgeleid van de bron: L57.\n"
        "  Zo is het.\n"
        "  Voorbeelden laten zien: nog niets.\n"
        "\n"
        "Waar het op rust\n"
        "L57: Niet elke rol is gelijk.\n"
    )


def test_an_id_stands_beside_what_covers_it(here: Path) -> None:
    assert said("--show", "G01") == (
        "G01 van de inventaris            Wat dit dekt\n"
        "De wijk legt uit.                De wijk legt uit\n"
        "                                   waarborg uitleg-aan-wijk\n"
        "Waar het staat                     Staat zo in de bron: L4.\n"
        "L4: Achteraf komt er uitleg\n"
        "voor iedereen.\n"
    )
    assert "Niets dekt dit\n" in said("--show", "G02")


def test_with_the_source_its_own_words_stand_below(here: Path) -> None:
    assert said("--show", "krant", "--source", "bron.txt").endswith(
        "\n\nL4 in de bron\nWie mag besluiten legt daarna aan de hele wijk uit wat er met de ruimte is\ngedaan.\n"
    )


def test_a_vraag_and_a_regel_of_one_name_are_both_shown(here: Path) -> None:
    proef(here / "p", signaal("uitleg", v("uitleg")))
    screen = said("--show", "uitleg")
    assert "signaal uitleg" in screen
    assert "\n\nvraag uitleg" in screen


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("L3", ""), ("L61", ""), ("iets", ""), ("uitleg-aan-wij", " Bedoelde u 'uitleg-aan-wijk'?")],
)
def test_what_does_not_exist_cannot_be_shown(here: Path, name: str, suggestion: str) -> None:
    sentence = f"'{name}' is geen regel van de bron met tekst, en geen id. Alles staat in wijktoets rules coverage."
    assert failed("--show", name) == (3, sentence + suggestion + "\n")


# --gaps and --check


def leave_open(folder: Path) -> None:
    """A line without a reason, and a reason for an id that is not there."""
    (folder / "p" / "bron.yaml").write_text(bron_text({**BRON, "L8": "{zegt: 'Een [krant].'}"}), encoding="utf-8")
    (folder / "p" / "dekking.yaml").write_text(dekking_text({"G02": "Nee.", "G1": "Nee."}), encoding="utf-8")


GAPS = (
    "p/bron.yaml:7:3\n"
    "  op L8 rust niets, en er staat geen reden bij: “Een [krant].” Noem de regel bij\n"
    "  `bron` van een regel of vraag, of zet er `soort` en `reden` bij.\n"
    "p/dekking.yaml:2:1\n"
    "  G1 staat niet in inventaris.yaml. Bedoelde u 'G01'?\n"
    "2 dingen zijn nog niet verantwoord.\n"
)


def test_gaps_are_listed_with_their_place_and_what_to_do(here: Path) -> None:
    leave_open(here)
    assert said("--gaps") == GAPS
    assert said().endswith("\nNog niet verantwoord\n" + said("--gaps").rpartition("2 dingen")[0])
    assert "\n2 dingen zijn nog niet verantwoord.\n" in said()
    assert "L8     Een [krant].\n         nog open\n" in said()


def test_without_gaps_it_says_so(here: Path) -> None:
    assert said("--gaps") == said("--gaps", "--check") == "Alles is verantwoord.\n"


@pytest.mark.parametrize("words", [(), ("--gaps",), ("--format", "json"), ("--format", "html"), ("--show", "L4")])
def test_check_ends_with_3_when_something_is_open_and_shows_the_same(here: Path, words: tuple[str, ...]) -> None:
    assert said(*words, "--check") == said(*words)
    leave_open(here)
    assert said(*words, "--check", code=3) == said(*words)


def test_with_the_source_what_differs_and_what_is_copied_is_a_gap(here: Path) -> None:
    assert said("--gaps", "--source", "bron.txt", "--check") == "Alles is verantwoord.\n"
    (here / "bron.txt").write_text(SOURCE.replace("een krant", "dit") + "Nog een regel.\n", encoding="utf-8")
    (here / "p" / "README.md").write_text("aan de hele wijk uit wat er met de ruimte", encoding="utf-8")
    assert said("--gaps", "--source", "bron.txt", "--check", code=3) == (
        "p/README.md:1:1\n"
        "  deze woorden staan net zo in de bron: “aan de hele wijk uit wat er met de\n"
        "  ruimte” Zeg het in eigen woorden.\n"
        "p/bron.yaml:3:16\n"
        "  hier staat dat de bron 60 regels heeft, maar het zijn er 61. Kijk of dit\n"
        "  dezelfde tekst is, en verbeter het getal.\n"
        "p/bron.yaml:4:1\n"
        "  L61 heeft tekst in de bron en ontbreekt hier. Zet de regel erbij, in eigen\n"
        "  woorden.\n"
        "3 dingen zijn nog niet verantwoord.\n"
    )


def test_every_kind_of_gap_has_a_sentence_and_every_sentence_a_kind() -> None:
    code = (ROOT / "engine" / "upkeep" / "coverage" / "gaps.py").read_text(encoding="utf-8")
    named = set(re.findall(r'Melding\("(\w+)"', code)) | set(re.findall(r'"(regel_\w+)"', code))
    assert named == set(all_texts()["coverage"]["leemten"])


# What cannot be


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--show", "L4", "--gaps"), "--show en --gaps gaan niet samen. Kies er een."),
        (("--format", "html", "--gaps"), "html is altijd het hele overzicht. Laat --show en --gaps weg"),
        (("--format", "html", "--show", "L4"), "html is altijd het hele overzicht."),
        (("--format", "xml"), "'xml' kan hier niet."),
        (("--source",), "achter de optie --source hoort een waarde."),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(here: Path, words: tuple[str, ...], sentence: str) -> None:
    result = run("rules", "coverage", "--pack", "p", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_a_source_that_is_not_there_is_said(here: Path) -> None:
    assert failed("--source", "weg.txt") == (
        3,
        "weg.txt: dit bestand bestaat niet. Kijk of de naam en de map kloppen.\n",
    )


def test_what_is_wrong_in_bron_yaml_is_said_at_its_place(here: Path) -> None:
    (here / "p" / "bron.yaml").write_text(
        bron_text({"4": "{zegt: A.}", "L8": "{zegt: A., soort: les}"}), encoding="utf-8"
    )
    assert failed() == (
        3,
        "p/bron.yaml:5:3: '4' is geen regel van de bron. Schrijf een L en het nummer, zoals L57.\n"
        "p/bron.yaml:6:7: hier ontbreekt 'reden'. Bij een regel waar niets op rust, horen `soort` en `reden`, en bij"
        " elders ook `bij`.\n",
    )


# For programs


def test_json_holds_the_whole_matrix_or_the_part_that_was_asked_for(here: Path) -> None:
    whole = json.loads(said("--format", "json"))
    assert list(whole) == ["formaat", "pakketten", "bron", "regels", "dingen", "ids", "leemten"]
    assert whole["formaat"] == "wijktoets/dekking@1"
    assert whole["regels"][0] == {
        "regel": "L2",
        "zegt": "Kop: besluiten.",
        "draagt": [],
        "soort": "context",
        "bij": [],
        "reden": "Een kop vraagt niets.",
    }
    part = json.loads(said("--format", "json", "--show", "krant"))
    assert list(part) == ["formaat", "regels", "dingen", "ids"]
    assert [d["id"] for d in part["dingen"]] == ["krant"]
    leave_open(here)
    part = json.loads(said("--format", "json", "--gaps"))
    assert list(part) == ["formaat", "leemten"]
    assert part["leemten"][0] == {
        "code": "regel_zonder",
        "bestand": "p/bron.yaml",
        "regel": 7,
        "kolom": 3,
        "gegevens": {"regel": "L8", "zegt": "Een [krant]."},
    }


# The Gronings model


def test_the_built_in_pack_is_accounted_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = run("rules", "coverage", "--gaps", "--check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Alles is verantwoord.\n", "")
    monkeypatch.chdir(tmp_path)
    assert run("rules", "coverage", "--gaps", "--check").stdout == "Alles is verantwoord.\n"


def test_dossiers_are_held_to_the_source_with_the_built_in_pack_alone(here: Path) -> None:
    """Another source knows nothing of the lines that the pilots name."""
    assert said("--gaps", "--source", "bron.txt") == "Alles is verantwoord.\n"
    found = run("rules", "coverage", "--gaps", "--source", "bron.txt").stdout
    assert "bron.yaml:" in found
    assert "bron_te_veel" not in found
