"""`explain`: what a person reads about one waarborg, and about the way from answers to an uitkomst."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.builders import (
    VANDAAG,
    alle,
    een_van,
    grens,
    keuze,
    ruw_pakket,
    v,
    van,
    waarborg,
)
from tests.cli.explaining import PACK, explain
from tests.cli.running import flat, run, too_wide, write_dossier, write_pack
from tests.spoken import said, text
from wijktoets import load_dossier, load_pack
from wijktoets.cli.base.options import Settings
from wijktoets.cli.base.output import Shown
from wijktoets.engine.advice.explain.explain import explain as explain_dossier
from wijktoets.engine.advice.explain.value import Uitleg
from wijktoets.engine.judging import direct
from wijktoets.telling.screens.explain.screen import explain_sheet
from wijktoets.texts.markdown import escaped

ROOT = Path(__file__).resolve().parents[2]
CASES = [*sorted((ROOT / "cases").glob("*.yaml")), *sorted((ROOT / "cases" / "voorbeelden").glob("*.yaml"))]


LAW = text("explain.wet_lid", artikel="3:40", lid="1", wet="Awb")


def stand(word: str, terugblik: bool = False) -> str:
    return said(f"explain.stand_is.{word}", terugblik)


def now(word: str) -> str:
    """The line that says how a waarborg stands."""
    return f"  {said('explain.stand', stand=stand(word))}\n"


def under(tekst: str, waarde: str) -> str:
    """A condition as it stands in a tree, with its value."""
    return text("explain.voorwaarde.stand", waarde=said(f"explain.waarde.{waarde}"), tekst=tekst)


def drawn(found: Uitleg) -> str:
    return Shown(lambda: explain_sheet(found, {}), found.to_json).text("table", Settings())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef`."""
    write_pack(tmp_path / "proef", PACK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_waarborg_with_everything_under_it(here: Path, snapshot: SnapshotAssertion) -> None:
    screen = explain(
        here,
        "verantwoording",
        bronnen={"verslag": "Verslag van 12 oktober"},
        antwoorden={
            "uitleg-aan-wijk": [
                {"door": "bewoners", "antwoord": "nee", "toelichting": "Niemand heeft iets gezien."},
                {"door": "gemeente", "antwoord": "ja", "bron": "verslag, punt 4"},
            ],
            "stil": {"antwoord": "deels", "toelichting": "een half jaar niets"},
        },
        afspraken=[{"thema": "groen", "fasen": ["voorbereiding", "uitvoering"], "gewenst": "besluiten"}],
    )
    assert screen == snapshot


def test_the_tree_survives_a_code_page_without_lines(here: Path) -> None:
    screen = explain(here, "boven", charset="ascii", antwoorden={"kanaal": "site"})
    assert "    [klopt] Minstens een van deze 2:\n" in screen
    assert "    |- [nog open] De regel " in screen
    assert "    |  `- [nog open] Is besluit-op-papier zo\n" in screen
    assert "    `- [klopt] Waar staat het? Wat telt: optie krant; optie site\n" in screen
    assert screen.isascii()


def test_a_reference_shows_the_other_rule_and_what_is_under_it(here: Path) -> None:
    screen = explain(here, "boven", antwoorden={"besluit-op-papier": "nee"})
    assert (
        "    ├─ [klopt niet] De regel “De waarborg wet” (wet):\n"
        "    │  └─ [klopt niet] Is besluit-op-papier zo\n"
        "    │       nee\n"
    ) in screen


def test_als_is_shown_with_whether_it_holds(here: Path) -> None:
    screen = explain(here, "geld", antwoorden={"geld-te-besteden": "nee"})
    assert f"{now('nvt')}  {text('explain.nvt_reden.als')}\n" in screen
    assert f"  {text('explain.als')}\n    {under('Is er geld te besteden?', 'nee')}\n      nee\n" in screen
    assert f"  {said('explain.als_stand.geldt_niet')}\n" in screen
    assert said("explain.als_stand.open") in flat(explain(here, "geld"))
    assert said("explain.als_stand.geldt") in flat(explain(here, "geld", antwoorden={"geld-te-besteden": "ja"}))


def test_an_nvt_answer_is_questioned(here: Path) -> None:
    answered = {"geld-te-besteden": {"antwoord": "nvt", "toelichting": "er is geen potje"}}
    screen = explain(here, "geld", antwoorden=answered)
    assert said("explain.nvt_reden.antwoord") in flat(screen)
    why = text("explain.antwoord.toelichting", toelichting="er is geen potje")
    assert f"      {said('explain.antwoord.nvt')}\n      {why}\n" in screen


def test_a_rule_that_is_not_there_says_when_it_is(here: Path) -> None:
    assert f"  {text('explain.nvt_reden.fase', fasen='evaluatie')}\n" in explain(here, "terugkijken")
    screen = explain(here, "terugkijken", peildatum="2025-12-31", afspraken=[{"thema": "a", "fasen": ["evaluatie"]}])
    since = text("scherm.periode.van", dag="1 januari 2026")
    assert text("explain.nvt_reden.datum", periode=since) in flat(screen)


def test_fasen_that_differ_only_in_what_is_asked_there_are_told_once(here: Path) -> None:
    rules = [waarborg("altijd", v("a")), waarborg("later", v("b"), fasen=["evaluatie"])]
    write_pack(here / "fasen", ruw_pakket(*rules))
    write_dossier(here / "wijk.yaml", antwoorden={"a": "nee", "b": "nee"}, afspraken=[{"thema": "groen"}])
    screen = run("explain", "wijk.yaml", "--pack", "fasen").stdout
    assert screen.count(text("explain.borging.kop")) == screen.count("(altijd; L57)") == 1
    (line,) = [line for line in screen.splitlines() if "(later; L57)" in line]
    assert line.endswith(f", {text('scherm.bij_fasen', fasen='evaluatie')}")


def test_fasen_in_which_something_stands_otherwise_are_told_apart(here: Path) -> None:
    limit = grens("stil", v("wanneer", "laat"), "besluiten", fasen=["uitvoering"])
    write_pack(here / "fasen", ruw_pakket(waarborg("altijd", v("a")), limit))
    write_dossier(here / "wijk.yaml", antwoorden={"wanneer": "laat"}, afspraken=[{"thema": "groen"}])
    screen = run("explain", "wijk.yaml", "--pack", "fasen").stdout
    assert screen.count(text("explain.borging.kop")) == 2
    assert text("explain.thema", thema="groen", fasen="voorbereiding en evaluatie") in screen


def test_law_is_cited_by_article_and_cannot_be_weighed_away(here: Path) -> None:
    weighed = {
        "waarborg": "wet",
        "reden": "te veel werk",
        "besloten_door": ["wijk", "gemeente"],
        "geldig_tot": "2099-12-31",
    }
    screen = explain(here, "wet", antwoorden={"besluit-op-papier": "nee"}, afwegingen=[weighed])
    assert f"  {text('explain.basis.extern', vindplaats=f'{LAW} (L57)').replace('de notitie', 'de bron')}\n" in screen
    assert text("explain.hard") in flat(screen)
    until = text("explain.afweging_tot", datum="31 december 2099")
    assert f"te veel werk {until} {text('explain.afweging_niet.hard')}" in flat(screen)
    because = said("explain.omdat.antwoord", vraag="Is besluit-op-papier zo", antwoord="nee")
    assert said("explain.stand_omdat", stand=stand("ontbreekt"), omdat=because, vindplaats=LAW) in flat(screen)


def test_an_afweging_is_shown_with_who_and_until_when(here: Path) -> None:
    weighed = {
        "waarborg": "boven",
        "reden": "Eerst een proef.",
        "besloten_door": ["wijk", "raad"],
        "geldig_tot": "2099-12-31",
    }
    screen = explain(here, "boven", antwoorden={"besluit-op-papier": "nee", "kanaal": "geen"}, afwegingen=[weighed])
    assert now("afgewogen") in screen
    assert text("explain.afweging", wie="de wijk en de raad", reden="Eerst een proef.") in flat(screen)
    late = [{**weighed, "geldig_tot": "2026-10-31"}]
    screen = explain(here, "boven", antwoorden={"besluit-op-papier": "nee", "kanaal": "geen"}, afwegingen=late)
    until = text("explain.afweging_tot", datum="31 oktober 2026")
    assert f"{until} {text('explain.afweging_niet.verlopen')}" in flat(screen)


def test_set_and_archetype_are_said_to_be_a_trial(here: Path) -> None:
    screen = explain(here, "boven", "--set", "kanaal=krant", "--archetype", "aanjagen", antwoorden={"kanaal": "geen"})
    assert text("scherm.als_wens", G="aanjagen") in screen
    assert "kanaal = krant" in screen
    assert f"  {text('explain.wens_als', archetype='aanjagen', norm=text('explain.norm.moet'))}\n" in screen
    assert f"         optie krant\n         {text('explain.antwoord.met_set')}\n" in screen
    assert text("explain.antwoord.afspraak") not in screen and text("explain.antwoord.dossier") not in screen


def test_a_look_back_speaks_of_the_source(here: Path) -> None:
    screen = explain(here, "boven", status="terugblik")
    unclear = said("explain.omdat.samen.open", terugblik=True, n=2)
    then = {"stand": stand("niet_besproken", terugblik=True), "omdat": unclear, "vindplaats": "L57"}
    silent = said("explain.stand_omdat", terugblik=True, **then)
    assert said("explain.wens_onbekend", terugblik=True) in screen and silent in flat(screen)
    assert said("explain.antwoord.niet_besproken") not in screen
    chain = explain(here, status="terugblik")
    assert text("explain.borging.stand", stand=stand("niet_besproken", terugblik=True)) in chain
    assert stand("niet_besproken") not in chain


def test_a_group_of_one_is_that_one_and_built_in_questions_are_asked_in_words(here: Path) -> None:
    rule = waarborg("w", alle(een_van(alle(v("fase", "evaluatie")), v("land", "BE"))))
    write_pack(here / "klein", ruw_pakket(rule))
    write_dossier(here / "wijk.yaml", afspraken=[{"thema": "groen", "fasen": ["evaluatie"]}])
    fase = text("explain.voorwaarde.telt", vraag=text("explain.voorwaarde.fase"), opties="evaluatie")
    land = text("explain.voorwaarde.telt", vraag=text("explain.voorwaarde.land"), opties="BE")
    assert (
        f"    {under(text('explain.voorwaarde.een_van', n=2), 'ja')}\n"
        f"    ├─ {under(fase, 'ja')}\n"
        "    │    evaluatie\n"
        f"    └─ {under(land, 'nee')}\n"
        "         NL\n"
    ) in run("explain", "wijk.yaml", "w", "--pack", "klein").stdout


# From answers to the uitkomst.


def test_the_chain_from_answers_to_the_uitkomst(here: Path, snapshot: SnapshotAssertion) -> None:
    screen = explain(
        here,
        antwoorden={"kanaal": "krant", "rol": "aanjagen", "besluit-op-papier": "deels"},
        afspraken=[{"thema": "groen", "fasen": ["uitvoering"], "gewenst": "aanjagen", "reikwijdte": "stedelijk"}],
    )
    assert screen == snapshot


def test_grenzen_that_hang_on_one_question_are_one_line(here: Path) -> None:
    screen = flat(explain(here))
    assert (
        said("explain.grens.misschien", namen="De grens over-de-rand; De grens stad", vindplaats="L57, L106") in screen
    )
    question = "Gaat dit alleen over deze wijk, over meer wijken of over de hele stad?"
    assert screen.count(f"{question} {said('explain.antwoord.niet_besproken')}") == 1


def test_without_a_grens_that_is_said(here: Path) -> None:
    assert said("explain.grens.geen") in explain(here, afspraken=[{"thema": "a", "reikwijdte": "wijk"}])


def test_the_chain_names_what_was_agreed_to_leave_open(here: Path) -> None:
    weighed = [{"waarborg": "wet", "reden": "x", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}]
    weighed += [{**weighed[0], "waarborg": "boven"}]
    screen = explain(here, antwoorden={"besluit-op-papier": "nee", "kanaal": "geen"}, afwegingen=weighed)
    rule = text("explain.borging.regel", naam="De waarborg boven", id="boven", vindplaats="L57")
    assert f"  - {text('explain.borging.afgewogen')}\n    - {rule}\n\n" in screen


def test_quiet_leaves_the_hint_out_and_verbose_adds_the_versions(here: Path) -> None:
    assert text("explain.verder", bestand="wijk.yaml") not in explain(here, "-q") and "Proefpakket" not in explain(here)
    assert "Proefpakket 1.0.0 (" in explain(here, "-v")


def test_equal_fasen_are_one_block_and_themas_stand_apart(here: Path) -> None:
    screen = explain(here, "boven", afspraken=[{"thema": "groen [1]"}, {"thema": "wonen"}])
    assert "groen [1] · alle fasen\n" in screen and "wonen · alle fasen\n" in screen
    only = explain(
        here, "boven", "--thema", "wonen", "--fase", "evaluatie", afspraken=[{"thema": "a"}, {"thema": "wonen"}]
    )
    assert "wonen · evaluatie\n" in only and "a · " not in only


def test_text_of_users_is_shown_as_it_stands(here: Path) -> None:
    answers = {"avond": {"antwoord": "ja", "toelichting": "[bold]vet[/bold] \x1b[31m \u202erood"}}
    write = write_dossier(here / "wijk.yaml", naam="[red]wijk[/red]", antwoorden=answers)
    result = run("explain", write.name, "verantwoording", "--pack", "proef")
    assert "[red]wijk[/red]" in result.stdout
    assert "[bold]vet[/bold] \\x1b[31m \\u202erood" in result.stdout
    assert "\x1b" not in result.stdout


def test_text_of_a_pack_is_shown_as_it_stands_too(here: Path) -> None:
    option = keuze("k", "a")
    option["opties"] = {"a": "[b]rood[/b] \x1b[31m"}
    write_pack(here / "kwaad", ruw_pakket(waarborg("w", v("k", "a")), vragen=[option]))
    write_dossier(here / "wijk.yaml", antwoorden={"k": "a"})
    screen = run("explain", "wijk.yaml", "w", "--pack", "kwaad").stdout
    assert screen.count("[b]rood[/b] \\x1b[31m") == 3
    assert "\x1b" not in screen


# The command.


def test_json_is_the_uitleg(here: Path) -> None:
    write_dossier(here / "wijk.yaml", afspraken=[{"thema": "groen", "gewenst": "besluiten"}])
    result = run("explain", "wijk.yaml", "boven", "--pack", "proef", "--format", "json")
    value = json.loads(result.stdout)
    assert result.stdout.endswith("}\n") and (result.exit_code, result.stderr) == (0, "")
    assert value["formaat"] == "wijktoets/uitleg@1"
    assert value["waarborg"] == "boven"
    (part,) = value["afspraken"]
    assert part["fasen"] == ["voorbereiding", "uitvoering", "evaluatie"]
    assert [below["soort"] for below in part["eisen"][0]["voldaan_als"]["onder"]] == ["waarborg", "vraag"]
    assert part["eisen"][0]["voldaan_als"]["onder"][1]["is"] == ["krant", "site"]


def test_a_vraag_with_all_that_rests_on_it(here: Path, snapshot: SnapshotAssertion) -> None:
    answers = {"besluit-op-papier": van(bewoners="nee", gemeente="ja")}
    assert explain(here, "besluit-op-papier", antwoorden=answers) == snapshot


def test_markdown_of_one_rule_has_its_conditions_as_a_list_and_its_chart(here: Path) -> None:
    written = explain(here, "boven", "--format", "md", antwoorden={"kanaal": "krant"})
    group = under(text("explain.voorwaarde.een_van", n=2), "ja")
    channel = under(text("explain.voorwaarde.telt", vraag="Waar staat het?", opties="optie krant; optie site"), "ja")
    assert f"- {escaped(group)}\n" in written
    assert f"\n  - {escaped(channel)}\n    - optie krant\n" in written
    assert "\n```mermaid\nflowchart LR\n" in written
    assert "mermaid" not in explain(here, "--format", "md")


def test_a_built_in_vraag_carries_grenzen_and_one_that_no_rule_asks_nothing(here: Path) -> None:
    screen = explain(here, "reikwijdte", afspraken=[{"thema": "groen", "reikwijdte": "stedelijk"}])
    for name, holds in (("stad", "geldt"), ("over-de-rand", "geldt_niet")):
        facts = {"naam": f"De grens {name}", "id": name, "stand": said(f"explain.vraag.stand.{holds}")}
        assert f"  - {text('explain.vraag.grens', **facts)}\n" in screen
    assert f"{now('niet_besproken')}  {text('explain.vraag.niets')}\n" in explain(here, "land-van-niemand")


def test_a_vraag_with_the_name_of_a_waarborg_is_called_vraag(here: Path) -> None:
    write_pack(here / "zelfde", ruw_pakket(waarborg("avond", v("avond"))))
    write_dossier(here / "wijk.yaml")
    words = [
        json.loads(run("explain", "wijk.yaml", name, "--pack", "zelfde", "--format", "json").stdout)
        for name in ("avond", "vraag:avond")
    ]
    assert [(w["waarborg"], w["vraag"]) for w in words] == [("avond", None), (None, "avond")]


def test_json_of_a_vraag_has_the_eisen_that_ask_it_and_what_else_does(here: Path) -> None:
    write_dossier(here / "wijk.yaml", antwoorden={"avond": {"antwoord": "ja", "bron": "verslag"}})
    value = json.loads(run("explain", "wijk.yaml", "avond", "--pack", "proef", "--format", "json").stdout)
    (part,) = value["afspraken"]
    assert (part["keten"], part["kantelpunt"]) == (None, None)
    assert [(eis["waarborg"], eis["status"]) for eis in part["eisen"]] == [("verantwoording", "onbekend")]
    assert part["vraag"] == {
        "vraag": "avond",
        "antwoorden": [{"door": None, "antwoord": "ja", "bron": ["verslag"], "toelichting": None, "afgesproken": None}],
        "herkomst": "dossier",
        "reden": None,
        "steunt": [{"soort": "signaal", "id": "let-op", "naam": "Let op let-op", "stand": "geldt"}],
    }


def test_standard_input(here: Path) -> None:
    content = write_dossier(here / "wijk.yaml").read_text(encoding="utf-8")
    assert run("explain", "-", "--pack", "proef", stdin=content).exit_code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("bovn", 3),
        ("boven --thema groem", 3),
        ("boven --set kanaal=radio", 3),
        ("boven --set kanaal", 2),
        ("boven --fase later", 2),
        ("boven nog meer", 2),
    ],
)
def test_what_cannot_be_is_said(here: Path, words: str, code: int, snapshot: SnapshotAssertion) -> None:
    write_dossier(here / "wijk.yaml", afspraken=[{"thema": "groen"}])
    result = run("explain", "wijk.yaml", *words.split(), "--pack", "proef")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == snapshot


def test_an_invalid_dossier_shows_all_that_is_wrong(here: Path) -> None:
    write_dossier(here / "wijk.yaml", antwoorden={"kanaal": "radio", "avond": "misschien"})
    result = run("explain", "wijk.yaml", "--pack", "proef")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 2)


@pytest.mark.in_turn
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_dossier_of_the_project_can_be_explained_within_the_screen(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, dossier = load_pack(), load_dossier(case)
    found = explain_dossier(dossier, pack, direct.compute, VANDAAG)
    for width in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        assert too_wide(drawn(found), width) == []


@pytest.mark.anywhere
@pytest.mark.parametrize("turn", range(3))
def test_every_waarborg_of_the_built_in_pack_can_be_explained(turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three dossiers, each waarborg in one: what is said of it rests on its own stand, and not on its neighbours."""
    monkeypatch.setenv("COLUMNS", "80")
    pack, dossier = load_pack(), load_dossier(CASES[-3:][turn])
    for name in list(pack.waarborgen)[turn::3]:
        found = explain_dossier(dossier, pack, direct.compute, VANDAAG, naam=name)
        assert too_wide(drawn(found), 80) == []
