"""`follow-up`: what a person reads about agreed acties, and what cannot be followed."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.builders import HOORT, MOET_BIJ_BESLUITEN, Ruw, alle, ruw_pakket, stelling, v, waarborg
from tests.cli.running import flat, run, too_wide, write_dossier, write_pack
from tests.spoken import counted, said, text
from wijktoets import load_dossier, load_pack
from wijktoets.cli.base.options import Settings
from wijktoets.cli.base.output import drawn, screen
from wijktoets.engine.advice.follow_up.follow_up import follow_up as follow_up_dossier
from wijktoets.engine.judging import direct
from wijktoets.telling.formats.terminal import draw
from wijktoets.telling.screens.follow_up import follow_up_sheet
from wijktoets.texts.wording import answer_word

ROOT = Path(__file__).resolve().parents[2]
CASES = [*sorted((ROOT / "cases").glob("*.yaml")), *sorted((ROOT / "cases" / "voorbeelden").glob("*.yaml"))]

PACK = ruw_pakket(
    {
        **waarborg("uitleg", alle(v("uitleg-aan-wijk"), v("brief"))),
        "naam": "De wijk legt uit wat er is besloten",
        "witte_vlek": "Nog niet geregeld is hoe de wijk het uitlegt.",
        "bron": ["L57"],
    },
    {**waarborg("geld", v("geld-in-beeld"), rust_op="gemeente"), "naam": "Het geld is in beeld", "bron": ["L251"]},
    {**waarborg("later", v("later"), MOET_BIJ_BESLUITEN), "naam": "Iets voor later"},
    waarborg("tegenwicht", v("tegenwicht"), HOORT),
    vragen=[
        stelling("uitleg-aan-wijk", vraag="Legt de wijk uit wat is besloten?"),
        stelling("brief", vraag="Is er een brief van de gemeente?"),
        stelling("geld-in-beeld", vraag="Is het geld in beeld?"),
    ],
)


def actie(waarborg: str, trekker: str, wat: str, status: str = "afgesproken", **delen: Any) -> Ruw:
    """An agreed actie of the pack."""
    return {"waarborg": waarborg, "actie": f"{waarborg}.1", "trekker": trekker, "wat": wat, "status": status, **delen}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef`."""
    write_pack(tmp_path / "proef", PACK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def follow_up(here: Path, *acties: Ruw, words: tuple[str, ...] = (), **delen: Any) -> str:
    """The screen about a dossier with these acties."""
    own = {"thema": "groen", "gewenst": "adviseren", **{k: delen.pop(k) for k in ("terugkijken_op",) if k in delen}}
    write_dossier(here / "wijk.yaml", **{"afspraken": [own], "acties": list(acties), **delen})
    result = run("follow-up", "wijk.yaml", "--pack", "proef", *words)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_the_whole_screen(here: Path, snapshot: SnapshotAssertion) -> None:
    screen = follow_up(
        here,
        actie("geld", "gemeente", "Eén overzicht", "bezig", wanneer="2027-02-15"),
        actie("uitleg", "wijk", "Een avond over het besluit.", "klaar", wanneer="2027-02-01"),
        actie("uitleg", "gemeente", "Een brief", "vervallen"),
        antwoorden={
            "uitleg-aan-wijk": "ja",
            "brief": [{"door": "bewoners", "antwoord": "nee"}, {"door": "gemeente", "antwoord": "nee"}],
        },
        words=("--today", "2027-03-01"),
        terugkijken_op="2027-12-01",
    )
    assert screen == snapshot


def test_what_is_closed_is_said_to_be_done(here: Path) -> None:
    screen = follow_up(here, actie("geld", "gemeente", "x", "klaar"), antwoorden={"geld-in-beeld": "ja"})
    assert text("follow_up.oordeel.gesloten") in flat(screen)


def test_done_without_effect_is_said(here: Path) -> None:
    screen = follow_up(here, actie("geld", "gemeente", "x", "klaar"), antwoorden={"geld-in-beeld": "deels"})
    assert text("follow_up.oordeel.zonder_effect") in flat(screen)
    assert f"    {text('follow_up.vraag', vraag='Is het geld in beeld?', antwoord=answer_word('deels'))}\n" in screen


def test_what_belongs_nowhere_any_more_is_asked_about(here: Path) -> None:
    acties = (actie("later", "wijk", "x"), actie("geld", "wijk", "y"))
    screen = flat(follow_up(here, *acties, antwoorden={"geld-in-beeld": "ja"}))
    assert text("follow_up.niet_gevraagd.niet_bij_wens") in screen
    assert text("follow_up.oordeel.al_geregeld") in screen


def test_a_dossier_without_acties_says_what_can_be_done(here: Path) -> None:
    screen = flat(follow_up(here))
    assert text("follow_up.geen_acties.anders", bestand="wijk.yaml", pack=" --pack proef") in screen
    assert said("report.rollen.stand.niet_besproken") in screen and said("follow_up.koppen.bespreken") in screen


def test_without_a_wish_nothing_is_said_to_be_missing(here: Path) -> None:
    screen = follow_up(here, afspraken=[{"thema": "groen"}])
    assert text("follow_up.zonder_wens.anders", themas="groen") in flat(screen)
    assert all(said(f"follow_up.koppen.{kop}") not in screen for kop in ("zonder_actie", "bespreken"))


def test_places_where_it_stands_otherwise_are_named(here: Path) -> None:
    themas = [
        {"thema": "groen", "gewenst": "adviseren", "fasen": ["uitvoering"], "antwoorden": {"geld-in-beeld": "ja"}},
        {"thema": "wonen", "gewenst": "adviseren"},
    ]
    screen = flat(follow_up(here, actie("geld", "gemeente", "x"), afspraken=themas))
    stands = (("groen (uitvoering)", "geborgd"), ("wonen", "niet_besproken"))
    spots = [text("follow_up.plek", plek=plek, stand=said(f"explain.stand_is.{stand}")) for plek, stand in stands]
    assert text("follow_up.regel", naam="Het geld is in beeld", vindplaats="L251", plekken="; ".join(spots)) in screen
    assert "hoe de wijk het uitlegt" not in screen


def test_the_day_is_told_and_how_to_choose_another(here: Path) -> None:
    step = actie("geld", "gemeente", "x")
    assert text("follow_up.andere_dag") in flat(follow_up(here, step))
    assert "--today" not in follow_up(here, step, words=("-q",))
    today = text(
        "scherm.kop",
        naam="Voorbeeldwijk",
        status=text("scherm.status.voorstel"),
        datum=text("scherm.vandaag", datum=""),
    )
    assert follow_up(here, step, peildatum=None).startswith(today)


def test_many_points_to_discuss_are_counted(here: Path) -> None:
    rules = [waarborg(f"w{i}", v(f"q{i}")) for i in range(9)]
    write_pack(here / "veel", ruw_pakket(*rules))
    write_dossier(here / "wijk.yaml", afspraken=[{"thema": "groen", "gewenst": "adviseren"}])
    screen = flat(run("follow-up", "wijk.yaml", "--pack", "veel").stdout)
    assert counted("follow_up.bespreken.anders", 9, bestand="wijk.yaml", pack=" --pack veel") in screen


def test_json_and_csv(here: Path) -> None:
    follow_up(here, actie("geld", "gemeente", "=1+1", wanneer="2026-10-01"))
    value = json.loads(run("follow-up", "wijk.yaml", "--pack", "proef", "--format", "json").stdout)
    assert value["formaat"] == "wijktoets/opvolging@1"
    assert [(a["nummer"], a["oordeel"]) for a in value["acties"]] == [(1, "datum_voorbij")]
    table = run("follow-up", "wijk.yaml", "--pack", "proef", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(r["oordeel"], r["waarborg"], r["stand"]) for r in rows] == [
        ("datum_voorbij", "geld", "niet_besproken"),
        ("zonder_actie", "uitleg", "niet_besproken"),
    ]
    assert rows[0]["wat"] == "'=1+1" and rows[0]["fasen"] == "voorbereiding uitvoering evaluatie"


def test_markdown(here: Path) -> None:
    page = follow_up(here, actie("geld", "gemeente", "*x*"), words=("--format", "md"))
    agreed = text("follow_up.actie", wanneer=text("follow_up.zonder_datum"), status="afgesproken", wat="\\*x\\*.")
    assert f"\n## GEMEENTE\n\n- {agreed}" in page


def test_standard_input(here: Path) -> None:
    content = write_dossier(here / "wijk.yaml").read_text(encoding="utf-8")
    assert run("follow-up", "-", "--pack", "proef", stdin=content).exit_code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [("--today 2027-02-30", 2), ("--today 1-3-2027", 2), ("--today morgen", 2), ("--format ics", 2)],
)
def test_what_cannot_be_is_said(here: Path, words: str, code: int, snapshot: SnapshotAssertion) -> None:
    write_dossier(here / "wijk.yaml")
    result = run("follow-up", "wijk.yaml", *words.split(), "--pack", "proef")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == snapshot


def test_an_actie_on_an_unknown_rule_thema_or_day_is_an_error(here: Path) -> None:
    acties = [actie("bestaat-niet", "wijk", "x"), actie("geld", "wijk", "x", thema="spel", wanneer="2027-02-30")]
    write_dossier(here / "wijk.yaml", afspraken=[{"thema": "groen"}], acties=acties)
    result = run("follow-up", "wijk.yaml", "--pack", "proef")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 3)


def test_every_dossier_of_the_project_fits_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = load_pack()
    for case in CASES:
        found = follow_up_dossier(load_dossier(case), pack, direct.compute, date(2027, 6, 1))
        for width in (60, 80):
            monkeypatch.setenv("COLUMNS", str(width))
            console = screen(Settings())
            draw(follow_up_sheet(found, -1), console)
            assert [line for line in too_wide(drawn(console), width) if str(ROOT) not in line] == []


def test_recording_a_plan_leaves_every_count_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "deal.yaml"
    path.write_bytes((ROOT / "cases" / "voorbeelden" / "wijkdeal-uit-word.yaml").read_bytes())

    def counts() -> tuple[object, ...]:
        judged = json.loads(run("evaluate", "deal.yaml", "--format", "json").stdout)
        followed = json.loads(run("follow-up", "deal.yaml", "--format", "json").stdout)
        stands = [(a["stand"], a["open_vragen"], a["uitkomst"]) for a in judged["afspraken"]]
        lacking = [(z["thema"], z["waarborg"]) for z in followed["zonder_actie"]]
        return stands, lacking, [a["status"] for a in followed["acties"] if a["status"] != "voorstel"]

    before = counts()
    assert run("plan", "deal.yaml", "--record", "--thema", "groen").exit_code == 0
    assert counts() == before
    assert sum(a.status == "voorstel" for a in load_dossier(path).acties) == 21


LOOSE = {"wat": "btw uitzoeken", "trekker": "gemeente", "status": "voorstel", "thema": "groen"}


def test_acties_on_their_own_stand_apart(here: Path) -> None:
    screen = follow_up(here, actie("geld", "gemeente", "Overzicht maken"), LOOSE)
    head = text("follow_up.koppen.los")
    apart = screen[screen.index(head) : screen.index(said("follow_up.koppen.bespreken"))]
    assert "btw uitzoeken." in apart and "Overzicht" not in apart
    assert counted("follow_up.acties", 2, standen="1 afgesproken en 1 voorgesteld") in flat(screen)
    assert text("follow_up.voorstel") in flat(screen)


def test_rows_of_acties_on_their_own_name_no_waarborg(here: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(follow_up(here, LOOSE, words=("--format", "csv")))))
    assert [(r["oordeel"], r["waarborg"], r["naam"], r["thema"]) for r in rows if r["wat"] == LOOSE["wat"]] == [
        ("voorgesteld", "", "", "groen")
    ]


def test_what_nobody_said_the_status_of_is_printed_without_one(here: Path) -> None:
    screen = follow_up(here, {**actie("geld", "gemeente", "Overzicht maken"), "status": None})
    assert (
        text("follow_up.actie_zonder_stand", wanneer=text("follow_up.zonder_datum"), wat="Overzicht maken.") in screen
    )
    assert "afgesproken" not in screen


def test_what_is_proposed_stands_at_the_point_that_it_is_for(here: Path) -> None:
    screen = follow_up(here, {**actie("geld", "gemeente", "Overzicht maken", "voorstel")})
    lacking = screen[screen.index(said("follow_up.koppen.bespreken")) :]
    assert text("follow_up.voorgesteld", acties="Overzicht maken") in lacking


def test_what_is_the_same_at_several_themas_stands_once_with_all_of_them() -> None:
    path = ROOT / "cases" / "voorbeelden" / "wijkdeal-half-gezegd.yaml"
    told = flat(run("follow-up", path, "-q").stdout)
    assert told.count("Bewoners weten nog niet wie er namens hen praat.") == 1
    assert text("follow_up.achter", plek="speelplekken en het buurthuis").strip() in told
