"""`compare`: what a person reads about two moments, wijken, packs and folders, and what cannot be compared."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.builders import MOET_BIJ_BESLUITEN, VANDAAG, grens, keuze, norm, ruw_pakket, stelling, v, waarborg
from tests.cli.running import flat, run, too_wide, write_dossier, write_pack
from tests.spoken import counted, said, text
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


def to(a: str, b: str) -> str:
    return text("compare.van_naar", a=a, b=b)


def alone(heading: str) -> str:
    """A heading of what changed apart from what makes the difference."""
    return text("compare.ook", kop=said(f"compare.{heading}"))


def test_two_moments_of_one_wijk(here: Path, snapshot: SnapshotAssertion) -> None:
    assert compare("a.yaml", "b.yaml") == snapshot


def test_the_other_way_round_says_so(here: Path) -> None:
    screen = compare("b.yaml", "a.yaml")
    assert text("compare.later") in screen
    assert text("compare.antwoord", vraag="Is er tegenwicht?", verschil=to("nee", "ja")) in screen
    assert alone("zelfde.erbij_geregeld") in screen


def test_a_dossier_beside_itself_shows_nothing(here: Path) -> None:
    result = run("compare", "a.yaml", "a.yaml", "--pack", "proef")
    assert result.exit_code == 0
    assert f"{text('compare.niets_veranderd.zelfde')}\n" in result.stdout and "THEMA" not in result.stdout
    assert result.stderr == f"{text('compare.zelfde_bestand', naam='a.yaml')}\n"
    assert run("compare", "a.yaml", "a.yaml", "--pack", "proef", "-q").stderr == ""


def test_two_wijken_are_not_a_change(here: Path) -> None:
    write_dossier(here / "c.yaml", **{**DAARNA, "naam": "Wijkdeal Elders"})
    screen = compare("a.yaml", "c.yaml")
    assert screen.startswith(f"{text('compare.kop.ander', a='Wijkdeal Voorbeeldwijk', b='Wijkdeal Elders')}\n")
    assert text("compare.twee_wijken") in flat(screen)
    assert alone("ander.niet_meer_geregeld") in screen
    assert "NIET MEER" not in screen and "veranderd" not in screen


def test_of_two_wijken_no_party_is_silent_at_a_table_where_it_does_not_sit(here: Path) -> None:
    said_so = [{"door": "Buurtgroep", "op": "2026-10-01", "oordeel": "zo_gezegd"}]
    more = {"partijen": [{"naam": "Buurtgroep", "rol": "bewoners"}], "bevestigd": said_so}
    write_dossier(here / "c.yaml", **{**DAARNA, "naam": "Wijkdeal Elders", **more})
    screen = compare("a.yaml", "c.yaml")
    assert text("compare.koppen.bevestigd") in screen
    assert text("compare.niets_gezegd", wie="Buurtgroep") not in flat(screen)
    assert text("report.feiten.ondertekenaars") not in screen
    write_dossier(here / "d.yaml", **{**DAARNA, **more})
    assert text("compare.niets_gezegd", wie="Buurtgroep") in flat(compare("a.yaml", "d.yaml"))


def test_a_grens_that_holds_now(here: Path) -> None:
    wide = [{"thema": "groen", "gewenst": "besluiten", "reikwijdte": "stedelijk"}]
    near = [{"thema": "groen", "gewenst": "besluiten", "reikwijdte": "wijk"}]
    write_dossier(here / "a.yaml", **{**EERST, "afspraken": near})
    write_dossier(here / "b.yaml", **{**EERST, "afspraken": wide})
    screen = compare("a.yaml", "b.yaml")
    stands = to(said("compare.stand.grens.niet"), said("compare.stand.grens.zeker"))
    grens = text("compare.stuk.grens", id="Het gaat de hele stad aan")
    assert text("compare.punt", naam=grens, verschil=stands) in screen
    reach = to(text("scherm.reikwijdte.wijk"), text("scherm.reikwijdte.stedelijk"))
    assert f"- {text('compare.punt', naam=text('compare.rij.reikwijdte'), verschil=reach)}\n" in screen


def test_a_wish_that_became_known_and_roles_that_moved(here: Path) -> None:
    write_dossier(here / "a.yaml", **{**EERST, "afspraken": [{"thema": "groen"}]})
    wish = to(text("scherm.niveaus.onbekend"), "adviseren")
    assert text("compare.punt", naam=text("compare.stuk.wens"), verschil=wish) in compare("a.yaml", "b.yaml")
    write_dossier(here / "a.yaml", **{**DAARNA, "antwoorden": {**DAARNA["antwoorden"], "rol": "geen"}})
    trede = text("compare.stuk.trede", id="adviseren")
    fits = text("compare.punt", naam=trede, verschil=to(*(said(f"compare.stand.trede.{w}") for w in ("nee", "ja"))))
    role = text("compare.antwoord", vraag="Is rol zo", verschil=to("optie geen", "optie adviseren"))
    assert f"{fits} {role}" in flat(compare("a.yaml", "b.yaml"))


def test_a_thema_that_only_one_side_has(here: Path) -> None:
    write_dossier(here / "b.yaml", **{**DAARNA, "afspraken": [*EERST["afspraken"], {"thema": "wonen"}]})
    only = f" · {text('scherm.alle_fasen')}\n  {text('compare.aanwezig.alleen_b')}\n"
    assert f"{text('scherm.thema', thema='wonen')}{only}" in compare("a.yaml", "b.yaml")


def test_answers_behind_no_rule_are_told_or_counted(here: Path) -> None:
    loose = [stelling(f"los-{i:02}", vraag=f"Los {i}?") for i in range(13)]
    write_pack(here / "proef", {**PACK, "vragen": [*PACK["vragen"], *loose]})
    write_dossier(here / "b.yaml", **{**EERST, "antwoorden": {**EERST["antwoorden"], **{q["id"]: "ja" for q in loose}}})
    assert counted("compare.antwoorden", 13) in compare("a.yaml", "b.yaml")
    last = text("compare.antwoord", vraag="Los 12?", verschil=to(said("explain.antwoord.niet_besproken"), "ja"))
    assert f"- {last}" in compare("a.yaml", "b.yaml", "--all")


def test_one_dossier_under_two_packs(here: Path) -> None:
    changed = [
        {**w, "norm": {"adviseren": "moet", "aanjagen": "moet", "besluiten": "moet"}} for w in PACK["waarborgen"][1:2]
    ]
    other = {**PACK, "waarborgen": [PACK["waarborgen"][0], *changed], "kop": {**PACK["kop"], "versie": "2.0.0"}}
    write_pack(here / "ander", other)
    screen = compare("b.yaml", "--pack-b", "ander", width=120)
    assert "Proefpakket 1.0.0 (" in screen and "Proefpakket 2.0.0 (" in screen
    gone = text("compare.regel", soort=text("compare.regelsoort.waarborg"), naam="De waarborg later", id="later")
    assert f"{text('compare.pakket.alleen_a')}\n  - {gone}" in screen
    assert f"{text('compare.veranderd', velden=text('compare.velden.norm'))}\n" in screen
    must = text("explain.norm_bij", archetypes="adviseren, aanjagen en besluiten", norm=text("explain.norm.moet"))
    assert text("compare.norm_b", norm=must) in screen
    assert text("compare.regel_anders") in screen


def test_an_answer_that_was_renamed_counts_on_both_sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    opties = {"buurt": {"tekst": "De buurt", "vroeger": ["wijk"]}, "raad": "De raad"}
    later = [stelling("nieuw", vroeger=["oud"]), {**keuze("wie"), "opties": opties}]
    write_pack(tmp_path / "toen", ruw_pakket(waarborg("w", v("oud")), vragen=[keuze("wie", "wijk", "raad")]))
    write_pack(tmp_path / "nu", ruw_pakket(waarborg("w", v("nieuw")), vragen=later, versie="2.0.0"))
    write_dossier(
        tmp_path / "x.yaml",
        antwoorden={"oud": "nee", "wie": "wijk"},
        afspraken=[{"thema": "x", "gewenst": "besluiten"}],
    )
    for a, b in (("toen", "nu"), ("nu", "toen")):
        result = run("compare", "x.yaml", "--pack", a, "--pack-b", b)
        assert result.exit_code == 0, result.stderr
        assert said("compare.niets_hier.zelfde") in result.stdout
        told = [text("hernoemd.vraag.hernoemd", plek="x.yaml:1:103", oud="oud", nieuw="'nieuw'")]
        told += [text("hernoemd.optie.hernoemd", plek="x.yaml:1:124", vraag="wie", oud="wijk", nieuw="'buurt'")]
        assert result.stderr.splitlines() == told


def test_markdown_holds_the_same(here: Path) -> None:
    page = compare("a.yaml", "b.yaml", "--format", "md")
    assert page.startswith(f"# {text('compare.kop.een', a='Wijkdeal Voorbeeldwijk')}\n")
    assert f"### {text('compare.koppen.verschil')}\n" in page
    stands = to(said("explain.stand_is.verschil"), said("explain.stand_is.geborgd"))
    point = text("compare.punt", naam="De wijk legt uit wat er is besloten", verschil=stands)
    assert f"1. {point} (L57)" in page


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
    head = text("compare.mappen.kop", a="eerst", b="daarna")
    assert screen.startswith(f"{head}\n{counted('compare.mappen.paren', 2)}\n")
    only = (text("compare.mappen.alleen_a", namen="eerst.yaml"), text("compare.mappen.alleen_b", namen="daarna.yaml"))
    assert "{}\n{}\n".format(*only) in screen
    real, _, invented = screen.partition(text("compare.mappen.fictief"))
    marked = text("compare.fictief", naam="Verzonnen wijk")
    assert "Wijkdeal Voorbeeldwijk" in real and marked not in real
    assert marked in invented
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
    ("words", "code"),
    [
        ("a.yaml", 2),
        ("", 2),
        ("- -", 2),
        ("a.yaml proef", 2),
        ("leeg proef", 3),
        ("a.yaml c.yaml", 3),
        ("a.yaml b.yaml --thema spel", 3),
        ("a.yaml b.yaml --pack-b nergens", 3),
    ],
)
def test_what_cannot_be_is_said(here: Path, words: str, code: int, snapshot: SnapshotAssertion) -> None:
    (here / "leeg").mkdir()
    result = run("compare", *words.split(), "--pack", "proef")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == snapshot


def test_a_fase_that_neither_side_has(here: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        write_dossier(here / name, **{**EERST, "afspraken": [{"thema": "groen", "fasen": ["uitvoering"]}]})
    result = run("compare", "a.yaml", "b.yaml", "--pack", "proef", "--fase", "evaluatie")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"{text('compare.fouten.fase_nergens', fase='evaluatie')}\n"


def test_what_is_wrong_on_both_sides_is_said_at_once(here: Path, snapshot: SnapshotAssertion) -> None:
    write_dossier(here / "a.yaml", **{**EERST, "antwoorden": {"rol": "baas"}})
    write_dossier(here / "b.yaml", **{**EERST, "peildatum": "2027-02-30"})
    result = run("compare", "a.yaml", "b.yaml", "--pack", "proef")
    assert (result.exit_code, result.stdout) == (3, "")
    first, second = result.stderr.splitlines()
    assert first.startswith("a.yaml:") and second.startswith("b.yaml:")
    assert result.stderr == snapshot


def test_acties_that_are_new_or_otherwise_are_told(tmp_path: Path) -> None:
    step = {"wat": "Raad bellen.", "trekker": "wijk"}
    write_dossier(tmp_path / "a.yaml", acties=[step])
    new = {"wat": "btw uitzoeken", "trekker": "raad"}
    write_dossier(tmp_path / "b.yaml", acties=[{**step, "status": "bezig"}, new])
    screen = run("compare", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")).stdout
    change = text("compare.van_naar", a=text("compare.zonder_stand"), b="bezig")
    assert f"  - {text('compare.punt', naam='Raad bellen', verschil=change)}\n" in screen
    assert f"  - {text('compare.zelfde.actie_alleen_b', actie='btw uitzoeken (raad)')}\n" in screen
    assert text("compare.niets_veranderd.zelfde") not in screen
