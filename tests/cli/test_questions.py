"""`questions`: what a person reads about what to talk about first, and the praatplaat to take along."""

import json
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.builders import HOORT, VANDAAG, keuze, ruw_pakket, stelling, v, waarborg
from tests.cli.running import flat, run, too_wide, write_dossier, write_pack
from tests.scanned import scanned
from tests.spoken import counted, said, text
from wijktoets import load_dossier, load_pack
from wijktoets.cli.base.options import Settings
from wijktoets.cli.base.output import drawn, screen
from wijktoets.engine.advice.agenda.agenda import agenda
from wijktoets.engine.judging import direct
from wijktoets.telling.formats.terminal import draw
from wijktoets.telling.screens.questions.screen import agenda_sheet
from wijktoets.texts import all_texts

ROOT = Path(__file__).resolve().parents[2]
CASES = [*sorted((ROOT / "cases").glob("*.yaml")), *sorted((ROOT / "cases" / "voorbeelden").glob("*.yaml"))]

PACK = ruw_pakket(
    waarborg("minderheid", v("plek"), rust_op="samen"),
    waarborg("geld", v("geld-in-beeld"), HOORT, rust_op="gemeente"),
    vragen=[
        stelling("plek", vraag="Krijgt een minderheid een plek in het besluit?"),
        stelling("geld-in-beeld", vraag="Kan iedereen het geld zien?"),
        keuze("kanaal", "krant", "site", vraag="Waar staat het?"),
    ],
    gesprekken=[
        {
            "id": "oneens",
            "vraag": "Wat gebeurt er met wie het oneens is?",
            "kern": 2,
            "onderdeel": "ieders-stem-telt",
            "vult": ["plek"],
            "bron": ["L278"],
        },
        {
            "id": "wens",
            "vraag": "Wat wil iedereen?",
            "kern": 1,
            "onderdeel": "zeggenschap",
            "vult": ["gewenst", "rol"],
            "bron": ["L270"],
        },
        {
            "id": "waar",
            "vraag": "Waar kan iedereen het zien?",
            "onderdeel": "transparantie",
            "vult": ["geld-in-beeld", "kanaal"],
            "bron": ["L251"],
        },
    ],
)
GROEN = {"thema": "groen", "fasen": ["uitvoering"], "gewenst": "adviseren", "reikwijdte": "wijk"}
ROLE = {"rol": "adviseren"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef`."""
    write_pack(tmp_path / "proef", PACK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def questions(here: Path, *options: str, width: int = 80, charset: str = "utf-8", **delen: Any) -> str:
    """The screen about a dossier with these parts."""
    write_dossier(here / "wijk.yaml", **{"afspraken": [GROEN], **delen})
    result = run("questions", "wijk.yaml", *options, "--pack", "proef", width=width, charset=charset)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_questions_in_order_with_what_an_answer_could_change(here: Path, snapshot: SnapshotAssertion) -> None:
    answers = [{"door": "bewoners", "antwoord": "nee", "toelichting": "niets van gezien."}]
    answers.append({"door": "gemeente", "antwoord": "ja"})
    gesprekken = {"oneens": "Daar zijn we nog niet uit."}
    assert questions(here, antwoorden={**ROLE, "plek": answers}, gesprekken=gesprekken) == snapshot


def test_the_wish_is_the_first_question(here: Path, snapshot: SnapshotAssertion) -> None:
    wishes = [{"door": "bewoners", "gewenst": "besluiten"}, {"door": "raad", "gewenst": "adviseren"}]
    screen = questions(here, afspraken=[{**GROEN, "gewenst": wishes}, {**GROEN, "thema": "wonen"}])
    assert screen == snapshot
    first = text("questions.kern", vraag="Wat wil iedereen?", kern=1)
    wish = text("questions.open_bij", vraag=said("questions.veld.gewenst"), themas="groen")
    assert f"{text('questions.punt', nummer=1, vraag=first)} - ≠ {wish} " in flat(screen)
    assert text("questions.past", archetype="adviseren", waar="Wonen (uitvoering)") in flat(screen)
    assert text("questions.past_open", waar="Groen (uitvoering)") in flat(screen)


def test_when_no_answer_changes_the_uitkomst_that_is_said(here: Path) -> None:
    assert said("questions.alleen_punten") in flat(questions(here, antwoorden={"rol": "geen", "plek": "ja"}))


def test_what_parties_said_per_thema_stands_apart_and_equal_words_once(here: Path) -> None:
    why = {"antwoord": "onbekend", "toelichting": "zoeken we uit"}
    afspraken = [
        {**GROEN, "antwoorden": {"plek": why}},
        {**GROEN, "thema": "wonen", "antwoorden": {"plek": why}},
        {**GROEN, "thema": "geld"},
    ]
    told = said("scherm.besproken_antwoord", toelichting="zoeken we uit.")
    both = text("questions.bij", waar="Groen (uitvoering) en wonen (uitvoering)", tekst=told)
    assert both in flat(questions(here, antwoorden=ROLE, afspraken=afspraken))


def test_what_a_party_wrote_keeps_the_signs_that_it_ends_with(here: Path) -> None:
    answers = [{"door": "bewoners", "antwoord": "nee", "toelichting": "Wij wachten nog ..."}]
    answers.append({"door": "gemeente", "antwoord": "ja", "toelichting": "Op 3 mei."})
    screen = flat(questions(here, antwoorden={**ROLE, "plek": answers}))
    assert "nee (Wij wachten nog ...)" in screen
    assert "ja (Op 3 mei.)" in screen


def test_with_nothing_open_it_says_to_look_back(here: Path) -> None:
    done = {**ROLE, "plek": "ja", "geld-in-beeld": "nee"}
    screen = questions(here, antwoorden={**done, "kanaal": "krant"}, afspraken=[GROEN])
    later = text("questions.koppen.later")
    assert f"{said('questions.niets')}\n" in screen
    assert text("questions.terugkijken_afspreken") in screen and later not in screen
    screen = questions(here, antwoorden=done, afspraken=[{**GROEN, "terugkijken_op": "2027-12-01"}])
    assert text("questions.terugkijken", datums="1 december 2027") in screen
    assert f"{later}\n" in screen and "  - Waar kan iedereen het zien?\n" in screen


def test_a_question_that_no_gespreksvraag_fills_is_a_point_of_its_own(here: Path) -> None:
    write_pack(here / "kaal", ruw_pakket(waarborg("w", v("a"))))
    write_dossier(here / "wijk.yaml", antwoorden=ROLE, afspraken=[GROEN])
    screen = run("questions", "wijk.yaml", "--pack", "kaal").stdout
    open_yet = text("scherm.legenda.niet_besproken.anders")
    part = text("questions.past", archetype="adviseren", waar="Groen (uitvoering)")
    heavy = text("questions.een.moet")
    assert f"  ? {open_yet}\n  1 ? Is a zo{heavy}\n" in screen and f"1 ? Is a zo{heavy} {part}" in flat(screen)
    assert screen.count("Is a zo") == 1
    assert "1. ? Is a zo" in run("questions", "wijk.yaml", "--pack", "kaal", "--format", "md").stdout


def test_a_look_back_speaks_of_the_source(here: Path) -> None:
    screen = questions(here, status="terugblik")
    unsaid, first = "scherm.legenda.niet_besproken", "questions.koppen.eerst"
    assert f"{text(f'{first}.terugblik')}\n" in screen and f"  ? {text(f'{unsaid}.terugblik')}\n" in screen
    assert text(f"{unsaid}.anders") not in screen and text(f"{first}.anders") not in screen
    told = {"antwoord": "onbekend", "toelichting": "Er was een verslag.", "bron": ["L12"]}
    screen = questions(
        here, status="terugblik", antwoorden={"plek": told}, gesprekken={"oneens": "Wie, staat er niet."}
    )
    assert "      Er was een verslag. (L12)\n" in screen
    assert text("scherm.noten.notitie", tekst="Wie, staat er niet.") in screen
    assert "gezegd" not in screen.lower()


def test_for_a_party_and_at_most(here: Path) -> None:
    screen = questions(here, "--for", "college", antwoorden=ROLE)
    assert text("questions.voor.college") in flat(screen)
    assert "minderheid" in screen and "geld zien" not in screen
    screen = questions(here, "--max", "1", antwoorden=ROLE)
    assert counted("questions.meer", 1) in screen and "geld zien" not in screen
    nothing = questions(here, "--for", "wijk", antwoorden={**ROLE, "plek": "ja"})
    assert text("questions.niets.voor") in flat(nothing)


def test_a_trial_is_said_to_be_one(here: Path) -> None:
    screen = questions(here, "--set", "plek=ja", "--archetype", "besluiten", antwoorden=ROLE)
    assert text("scherm.als_wens", G="besluiten") in screen and "plek = ja" in screen


def test_verbose_names_the_points_and_the_pack_and_quiet_leaves_the_hint_out(here: Path) -> None:
    screen = questions(here, "-v", antwoorden=ROLE)
    named = text("questions.namen", aantal=text("questions.naam.een"), namen="De waarborg minderheid")
    assert f"      {named}\n" in screen and "Proefpakket 1.0.0 (" in screen
    assert "wijktoets explain" not in questions(here, "-q", antwoorden=ROLE)


def test_a_code_page_without_the_signs(here: Path) -> None:
    assert questions(here, charset="ascii", antwoorden=ROLE).isascii()


def test_text_of_users_is_shown_as_it_stands(here: Path) -> None:
    kwaad = {"antwoord": "onbekend", "toelichting": "[bold]vet[/bold] \x1b[31m \u202erood"}
    screen = questions(here, naam="[red]wijk[/red]", antwoorden={**ROLE, "plek": kwaad})
    assert "[red]wijk[/red]" in screen and "[bold]vet[/bold] \\x1b[31m \\u202erood" in screen
    marked = questions(here, "--format", "md", antwoorden={**ROLE, "plek": kwaad})
    assert "\\[bold\\]vet\\[/bold\\]" in marked


# Without a dossier.


def test_the_praatplaat_kernvragen_first_then_by_onderdeel(here: Path, snapshot: SnapshotAssertion) -> None:
    assert run("questions", "--pack", "proef").stdout == snapshot


def test_in_markdown_there_is_room_to_write(here: Path) -> None:
    result = run("questions", "--pack", "proef", "--format", "md")
    options = [text("questions.antwoorden.optie", tekst=tekst) for tekst in ("optie krant", "optie site")]
    assert (
        "### 3\\. Waar kan iedereen het zien?\n\n"
        "- Kan iedereen het geld zien?\n"
        f"  - {flat(text('questions.antwoorden.stelling'))}\n"
        "- Waar staat het?\n"
        f"  - {options[0]}\n"
        f"  - {options[1]}\n"
        f"  - {text('questions.antwoorden.open')}\n\n"
        f"{text('questions.schrijfruimte')}\n\n"
    ) in result.stdout
    assert result.stdout.count("……") > 8


def test_the_praatplaat_for_a_party(here: Path) -> None:
    result = run("questions", "--pack", "proef", "--for", "raad", "--max", "9")
    assert "minderheid" in result.stdout and "geld" not in result.stdout
    assert run("questions", "--for", "partner").exit_code == 0


# The command.


def test_json_is_the_agenda(here: Path) -> None:
    value = json.loads(questions(here, "--format", "json", antwoorden=ROLE))
    assert value["formaat"] == "wijktoets/agenda@1"
    assert [punt["id"] for punt in value["punten"]] == ["oneens", "waar"]
    first = value["punten"][0]["vragen"][0]
    assert first["uitkomsten"] == [{"thema": "groen", "fasen": ["uitvoering"], "gewenst": "adviseren"}]
    assert first["eisen"][0]["waarborg"] == "minderheid"
    assert json.loads(run("questions", "--format", "json").stdout)["dossier"] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("wijk.yaml --max 0", 2),
        ("wijk.yaml --max -1", 2),
        ("wijk.yaml --max veel", 2),
        ("wijk.yaml --max ²", 2),
        ("wijk.yaml --for colege", 2),
        ("wijk.yaml --thema groem", 3),
        ("wijk.yaml --fase evaluatie", 3),
        ("wijk.yaml --set plak=ja", 3),
        ("--thema groen", 2),
        ("--set plek=ja --archetype besluiten", 2),
        ("weg.yaml", 3),
        ("wijk.yaml nog", 2),
    ],
)
def test_what_cannot_be_is_said(here: Path, words: str, code: int, snapshot: SnapshotAssertion) -> None:
    write_dossier(here / "wijk.yaml", afspraken=[GROEN])
    result = run("questions", *words.split(), "--pack", "proef")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == snapshot


def test_a_near_miss_of_a_party_is_suggested(here: Path) -> None:
    assert all_texts()["bedoelde_u"].format(suggestie="college") in run("questions", "--for", "colege").stderr


def test_standard_input(here: Path) -> None:
    content = write_dossier(here / "wijk.yaml", afspraken=[GROEN]).read_text(encoding="utf-8")
    assert run("questions", "-", "--pack", "proef", stdin=content).exit_code == 0


@pytest.mark.in_turn
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_dossier_of_the_project_fits_the_screen(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack, dossier = load_pack(), load_dossier(case)
    found = agenda(dossier, pack, direct.compute, VANDAAG)
    for width in (60, 80):
        monkeypatch.setenv("COLUMNS", str(width))
        console = screen(Settings())
        draw(agenda_sheet(found, -1, {}, False), console)
        assert too_wide(drawn(console), width) == []


def test_a_question_that_is_open_at_some_themas_says_at_which() -> None:
    done = run("questions", ROOT / "cases" / "voorbeelden" / "wijkdeal-uit-word.yaml", "--format", "md")
    lines = [line for line in done.stdout.splitlines() if "met wat de wijk organiseert?" in line]
    (vraag,) = [line.removeprefix("- ? ") for line in lines]
    asked = vraag.partition("?")[0] + "?"
    assert vraag == text("questions.open_bij", vraag=asked, themas="ontmoeten") + text("questions.een.moet")
    both = "Zegt de raad toe dat hij meeweegt wat de wijk inbrengt?"
    assert both in done.stdout
    for thema in ("groen", "ontmoeten"):
        assert text("questions.open_bij", vraag=both, themas=thema) not in done.stdout, "open at both"


def test_a_link_stands_on_the_plate_of_one_party(tmp_path: Path) -> None:
    link = "https://wijktoets.voorbeeld.nl/verder/Ii75vqq2T6ZSdhzPn05SDA"
    (tmp_path / "link.txt").write_text(f"{link}\n", encoding="utf-8")
    for given in (link, f"@{tmp_path / 'link.txt'}"):
        made = tmp_path / "plaat.html"
        run("questions", CASES[-1], "--for", "raad", "--to", made, "--link", given, "--force")
        page = made.read_text(encoding="utf-8")
        assert link in page
        assert page.count('class="qr"') == 1
    run("questions", CASES[-1], "--for", "raad", "--to", tmp_path / "plaat.pdf", "--link", link)
    assert scanned(tmp_path / "plaat.pdf", 1, 2) == [link], "a telephone reads it from the paper"


@pytest.mark.parametrize("more", [(), ("--for", "samen"), ("--for", "raad", "--guide")])
def test_no_link_stands_on_a_plate_that_is_for_everyone(more: tuple[str, ...], tmp_path: Path) -> None:
    refused = run("questions", "--to", tmp_path / "x.pdf", "--link", "https://x.nl/verder/abc", *more)
    assert refused.exit_code == 2
    assert said("praatplaat.fouten.link_voor") in flat(refused.stderr)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", ["x.nl/verder/abc", "javascript:alert(1)", "https://x.nl/a b", "https://x.nl/\u202e"])
def test_what_is_no_link_is_refused(given: str, tmp_path: Path) -> None:
    refused = run("questions", "--to", tmp_path / "x.md", "--for", "raad", "--link", given)
    assert refused.exit_code == 2
    assert said("praatplaat.fouten.link") in flat(refused.stderr)
