"""`compare`: what a person reads about two moments, wijken, packs and folders, and what cannot be compared."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.builders import MOET_BIJ_BESLUITEN, VANDAAG, grens, norm, ruw_pakket, stelling, v, waarborg
from tests.cli.running import run, too_wide, write_dossier, write_pack
from wijktoets import load_dossier, load_pack
from wijktoets.cli.base.options import Settings
from wijktoets.cli.base.output import drawn, screen
from wijktoets.engine.advice.compare.compare import compare as compare_sides
from wijktoets.engine.advice.compare.compare import side
from wijktoets.engine.judging import direct
from wijktoets.telling.formats.terminal import draw
from wijktoets.telling.screens.compare.screen import compare_sheet
from wijktoets.texts import all_texts

ROOT = Path(__file__).resolve().parents[2]
VOORBEELDEN = sorted((ROOT / "cases" / "voorbeelden").glob("*.yaml"))

PACK = ruw_pakket(
    {**waarborg("uitleg", v("uitleg-aan-wijk")), "naam": "De wijk legt uit wat er is besloten", "bron": ["L57"]},
    {**waarborg("tegenwicht", v("tegenwicht"), norm("hoort", "hoort", "hoort")), "naam": "Er is tegenwicht"},
    waarborg("later", v("later"), MOET_BIJ_BESLUITEN),
    {**grens("stad", v("reikwijdte", "stedelijk"), "besluiten", bron=["L106"]), "naam": "Het gaat de hele stad aan"},
    vragen=[
        stelling("uitleg-aan-wijk", vraag="Legt de wijk uit wat is besloten?"),
        stelling("tegenwicht", vraag="Is er tegenwicht?"),
    ],
)
EERST: dict[str, Any] = {
    "naam": "Wijkdeal Voorbeeldwijk",
    "afspraken": [{"thema": "groen", "gewenst": "adviseren", "reikwijdte": "wijk"}],
    "antwoorden": {
        "rol": "adviseren",
        "uitleg-aan-wijk": [{"door": "bewoners", "antwoord": "nee"}, {"door": "gemeente", "antwoord": "ja"}],
        "tegenwicht": "ja",
    },
}
DAARNA: dict[str, Any] = {
    **EERST,
    "peildatum": "2027-11-01",
    "status": "in_uitvoering",
    "antwoorden": {"rol": "adviseren", "uitleg-aan-wijk": "ja", "tegenwicht": "nee", "later": "onbekend"},
}

TWO_MOMENTS = """\
Wijkdeal Voorbeeldwijk: wat er is veranderd tussen A en B
A: a.yaml · VOORSTEL · peildatum 1 november 2026
B: b.yaml · IN UITVOERING · peildatum 1 november 2027

THEMA groen · alle fasen
  A: De wens is adviseren. Nog niets staat vast en er is ook niets mis. 1 vraag
  maakt het verschil. Begin met: Legt de wijk uit wat is besloten?
  B: Wens, rollen en afspraken passen bij elkaar, zoals besproken op 1 november
  2027. Raad of college beslist of het zo wordt afgesproken.

  - Wat is geregeld, past bij: nog open, hooguit besluiten → aanjagen, misschien
    besluiten

                    geregeld  niet   open
    moet            0 → 1     0      1 → 0
    hoort           1 → 0     0 → 1  0

  DIT MAAKT HET VERSCHIL
  Neem dit ene punt uit B over in A, en A krijgt de uitkomst van B. Andersom
  ook.
  1 De wijk legt uit wat er is besloten: partijen denken hier verschillend over
    → geregeld (L57)
    Legt de wijk uit wat is besloten? bewoners nee, gemeente ja → ja

  VERDER: NIET MEER GEREGELD
  - Er is tegenwicht: geregeld → nog niet geregeld (hoort erbij) (L57)
    Is er tegenwicht? ja → nee

  NIET MEER OM OP TE LETTEN
  - Partijen denken verschillend over: “Legt de wijk uit wat is besloten?”.

  ANTWOORDEN DIE VERDER ANDERS ZIJN
  - Is later zo niet besproken → niet bekend

Bij de raad blijven de begroting en de controle.
Dit bereidt een gesprek voor. Het is geen oordeel en geen juridisch advies.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef` and the dossiers a.yaml and b.yaml."""
    write_pack(tmp_path / "proef", PACK)
    write_dossier(tmp_path / "a.yaml", **EERST)
    write_dossier(tmp_path / "b.yaml", **DAARNA)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compare(*words: str, stdin: str | None = None, width: int = 80) -> str:
    """The screen of a comparison that succeeds without a word on standard error."""
    result = run("compare", *words, "--pack", "proef", stdin=stdin, width=width)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


# What a person reads


def test_two_moments_of_one_wijk(here: Path) -> None:
    assert compare("a.yaml", "b.yaml") == TWO_MOMENTS


def test_the_other_way_round_says_so(here: Path) -> None:
    screen = compare("b.yaml", "a.yaml")
    assert "Let op: A is van een latere dag dan B." in screen
    assert "Is er tegenwicht? nee → ja" in screen
    assert "VERDER: ERBIJ GEREGELD" in screen


def test_a_dossier_beside_itself_shows_nothing(here: Path) -> None:
    result = run("compare", "a.yaml", "a.yaml", "--pack", "proef")
    assert result.exit_code == 0
    assert "Er is niets veranderd.\n" in result.stdout and "THEMA" not in result.stdout
    assert result.stderr.startswith("A en B zijn hetzelfde bestand (a.yaml).")
    assert run("compare", "a.yaml", "a.yaml", "--pack", "proef", "-q").stderr == ""


def test_two_wijken_are_not_a_change(here: Path) -> None:
    write_dossier(here / "c.yaml", **{**DAARNA, "naam": "Wijkdeal Elders"})
    screen = compare("a.yaml", "c.yaml")
    assert screen.startswith("Wijkdeal Voorbeeldwijk naast Wijkdeal Elders\n")
    assert "zegt niet wie het goed doet" in " ".join(screen.split())
    assert "VERDER: ALLEEN IN A GEREGELD" in screen
    assert "NIET MEER" not in screen and "veranderd" not in screen


def test_a_grens_that_holds_now(here: Path) -> None:
    wide = [{"thema": "groen", "gewenst": "besluiten", "reikwijdte": "stedelijk"}]
    near = [{"thema": "groen", "gewenst": "besluiten", "reikwijdte": "wijk"}]
    write_dossier(here / "a.yaml", **{**EERST, "afspraken": near})
    write_dossier(here / "b.yaml", **{**EERST, "afspraken": wide})
    screen = compare("a.yaml", "b.yaml")
    assert "De grens “Het gaat de hele stad aan”: geldt niet → geldt" in screen
    assert "- Waar het over gaat: alleen deze wijk → gaat over de hele stad\n" in screen


def test_a_wish_that_became_known_and_roles_that_moved(here: Path) -> None:
    write_dossier(here / "a.yaml", **{**EERST, "afspraken": [{"thema": "groen"}]})
    assert "De wens: nog niet bekend → adviseren" in compare("a.yaml", "b.yaml")
    write_dossier(here / "a.yaml", **{**DAARNA, "antwoorden": {**DAARNA["antwoorden"], "rol": "geen"}})
    screen = " ".join(compare("a.yaml", "b.yaml").split())
    assert "De rollen passen bij adviseren: klopt niet → klopt Is rol zo optie geen → optie adviseren" in screen


def test_a_thema_that_only_one_side_has(here: Path) -> None:
    write_dossier(here / "b.yaml", **{**DAARNA, "afspraken": [*EERST["afspraken"], {"thema": "wonen"}]})
    assert "THEMA wonen · alle fasen\n  Dit staat alleen in B.\n" in compare("a.yaml", "b.yaml")


def test_answers_behind_no_rule_are_told_or_counted(here: Path) -> None:
    loose = [stelling(f"los-{i:02}", vraag=f"Los {i}?") for i in range(13)]
    write_pack(here / "proef", {**PACK, "vragen": [*PACK["vragen"], *loose]})
    write_dossier(here / "b.yaml", **{**EERST, "antwoorden": {**EERST["antwoorden"], **{q["id"]: "ja" for q in loose}}})
    assert "13 andere antwoorden; --all laat ze zien." in compare("a.yaml", "b.yaml")
    assert "- Los 12? niet besproken → ja" in compare("a.yaml", "b.yaml", "--all")


def test_one_dossier_under_two_packs(here: Path) -> None:
    changed = [
        {**w, "norm": {"adviseren": "moet", "aanjagen": "moet", "besluiten": "moet"}} for w in PACK["waarborgen"][1:2]
    ]
    other = {**PACK, "waarborgen": [PACK["waarborgen"][0], *changed], "kop": {**PACK["kop"], "versie": "2.0.0"}}
    write_pack(here / "ander", other)
    screen = compare("b.yaml", "--pack-b", "ander", width=120)
    assert "Proefpakket 1.0.0 (" in screen and "Proefpakket 2.0.0 (" in screen
    assert "ALLEEN IN HET PAKKET VAN A\n  - regel “De waarborg later” (later)" in screen
    assert "Anders: hoe zwaar het telt.\n" in screen
    assert "B: Bij adviseren, aanjagen en besluiten moet dit geregeld zijn." in screen
    assert "De regel zelf is anders: A en B hebben een ander pakket." in screen


def test_markdown_holds_the_same(here: Path) -> None:
    text = compare("a.yaml", "b.yaml", "--format", "md")
    assert text.startswith("# Wijkdeal Voorbeeldwijk: wat er is veranderd tussen A en B\n")
    assert "### DIT MAAKT HET VERSCHIL\n" in text
    assert "1. De wijk legt uit wat er is besloten: partijen denken hier verschillend over → geregeld (L57)" in text


def test_json_is_the_vergelijking(here: Path) -> None:
    value = json.loads(compare("a.yaml", "b.yaml", "--format", "json"))
    assert value["formaat"] == "wijktoets/vergelijking@1"
    assert [cause["id"] for cause in value["afspraken"][0]["verschil"]["altijd"]] == ["uitleg"]


def test_two_folders_go_by_the_names_of_files(here: Path) -> None:
    for folder, parts in (("eerst", EERST), ("daarna", DAARNA)):
        (here / folder).mkdir()
        write_dossier(here / folder / "groen.yaml", **parts)
        write_dossier(here / folder / "spel.yaml", **{**parts, "naam": "Verzonnen wijk", "fictief": True})
        write_dossier(here / folder / f"{folder}.yaml", **parts)
    screen = compare("eerst", "daarna")
    assert screen.startswith("Dossiers in eerst (A) en daarna (B)\n2 dossiers staan in allebei.\n")
    assert "Alleen in A: eerst.yaml.\nAlleen in B: daarna.yaml.\n" in screen
    real, _, invented = screen.partition("VERZONNEN DOSSIERS")
    assert "Wijkdeal Voorbeeldwijk" in real and "Verzonnen wijk (fictief)" not in real
    assert "Verzonnen wijk (fictief)" in invented
    value = json.loads(compare("eerst", "daarna", "--format", "json"))
    assert (value["formaat"], value["alleen_a"]) == ("wijktoets/vergelijkingen@1", ["eerst.yaml"])
    assert [v["a"]["bestand"] for v in value["vergelijkingen"]] == ["eerst/groen.yaml", "eerst/spel.yaml"]


def test_standard_input_is_one_side(here: Path) -> None:
    content = (here / "a.yaml").read_text(encoding="utf-8")
    assert "B: b.yaml" in compare("-", "b.yaml", stdin=content)
    assert "A: b.yaml" in compare("b.yaml", "-", stdin=content)


def test_no_word_ranks() -> None:
    words = json.dumps(all_texts()["compare"], ensure_ascii=False).lower()
    assert (
        re.findall(r"\b(?:beter|slechter|vooruit\w*|achteruit\w*|voor op|achter op|winst|verlies|score)\b", words) == []
    )


def test_the_examples_fit_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = load_pack()
    sides = [side(load_dossier(path), pack, direct.compute, VANDAAG) for path in VOORBEELDEN]
    for a, b in pairwise(sides):
        sheet = compare_sheet(compare_sides(a, b), everything=True)
        for width in (60, 80, 120):
            monkeypatch.setenv("COLUMNS", str(width))
            console = screen(Settings())
            draw(sheet, console)
            assert [line for line in too_wide(drawn(console), width) if str(ROOT) not in line] == []


# What cannot be compared


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("a.yaml",), 2, "Dit kan zo niet: B ontbreekt. Noem een tweede dossier, of een ander pakket met --pack-b."),
        ((), 2, "Dit kan zo niet: A ontbreekt."),
        (("-", "-"), 2, "Dit kan zo niet: de standaardinvoer (-) kan maar één kant zijn."),
        (("a.yaml", "proef"), 2, "Dit kan zo niet: proef is een map en a.yaml niet."),
        (("leeg", "proef"), 3, "leeg: in deze map staan geen dossiers."),
        (("a.yaml", "c.yaml"), 3, "c.yaml: dit bestand bestaat niet. Bedoelde u '"),
        (("a.yaml", "b.yaml", "--thema", "spel"), 3, "het thema 'spel' staat in geen van beide. Kies uit: groen."),
        (("a.yaml", "b.yaml", "--pack-b", "nergens"), 3, "nergens: er is geen pakket 'nergens'."),
    ],
)
def test_what_cannot_be_is_said(here: Path, words: tuple[str, ...], code: int, sentence: str) -> None:
    (here / "leeg").mkdir()
    result = run("compare", *words, "--pack", "proef")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(sentence)


def test_a_fase_that_neither_side_has(here: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        write_dossier(here / name, **{**EERST, "afspraken": [{"thema": "groen", "fasen": ["uitvoering"]}]})
    result = run("compare", "a.yaml", "b.yaml", "--pack", "proef", "--fase", "evaluatie")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("over de fase evaluatie staat in geen van beide iets.")


def test_what_is_wrong_on_both_sides_is_said_at_once(here: Path) -> None:
    write_dossier(here / "a.yaml", **{**EERST, "antwoorden": {"rol": "baas"}})
    write_dossier(here / "b.yaml", **{**EERST, "peildatum": "2027-02-30"})
    result = run("compare", "a.yaml", "b.yaml", "--pack", "proef")
    assert (result.exit_code, result.stdout) == (3, "")
    first, second = result.stderr.splitlines()
    assert first.startswith("a.yaml:") and "'baas' is geen optie van 'rol'." in first
    assert second.startswith("b.yaml:") and "de datum 2027-02-30 bestaat niet." in second
