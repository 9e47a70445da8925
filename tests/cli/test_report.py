"""`report`: a document in a file, never over another one unasked; one dossier, or a folder on alphabet."""

import re
from pathlib import Path

import pikepdf
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.amount import within
from tests.cli.running import flat, run, write_dossier
from wijktoets import texts
from wijktoets.telling.formats.registry import FORMATS

ROOT = Path(__file__).resolve().parents[2]
DRIE = ROOT / "cases" / "voorbeelden" / "wijkdeal-drie-afspraken.yaml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", ["bijlage", "afspraken"])
@pytest.mark.parametrize("suffix", [".html", ".md", ".HTML"])
def test_one_dossier_becomes_a_document_as_its_name_says(here: Path, suffix: str, kind: str) -> None:
    with within(3):
        said = run("report", DRIE, "--to", f"stuk{suffix}", "--kind", kind)
    assert said.exit_code == 0 and said.stdout == ""
    assert said.stderr == f"{texts.text('cli.geschreven', naam=f'stuk{suffix}')}\n"
    text = (here / f"stuk{suffix}").read_text(encoding="utf-8")
    assert "Wijkdeal Noorderlinde" in text and text.startswith("<!DOCTYPE html>") == (suffix.lower() == ".html")


def test_the_same_input_gives_the_same_file(here: Path) -> None:
    for name in ("a.html", "b.html"):
        run("report", DRIE, "--to", name, "--for", "team")
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


def test_a_file_that_is_there_stays_unless_asked(here: Path) -> None:
    Path("a.md").write_text("van mij", encoding="utf-8")
    said = run("report", DRIE, "--to", "a.md")
    assert said.exit_code == 2 and texts.text("cli.fouten.bestaat", naam="a.md") in said.stderr
    assert Path("a.md").read_text(encoding="utf-8") == "van mij"
    assert run("report", DRIE, "--to", "a.md", "--force").exit_code == 0
    assert Path("a.md").read_text(encoding="utf-8").startswith("# Wijkdeal Noorderlinde")


def test_the_dossier_itself_is_never_overwritten(here: Path) -> None:
    mine = write_dossier(here / "mijn.md")
    said = run("report", mine, "--to", mine, "--force")
    assert said.exit_code == 2 and texts.text("cli.fouten.is_dossier", naam=mine) in said.stderr
    assert "wijktoets/dossier@1" in mine.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "DRIE",
        "DRIE --to stuk.xyz",
        "DRIE --to weg/stuk.md",
        "DRIE --to stuk.md --kind afspraak",
        "DRIE --to stuk.md --kind afspraken --for raad",
        "@pilots --to stuk.md --kind afspraken",
        "@pilot --to stuk.md",
        ". --to stuk.md",
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(here: Path, words: str, snapshot: SnapshotAssertion) -> None:
    said = run("report", *(DRIE if word == "DRIE" else word for word in words.split()))
    assert said.exit_code == 2 and said.stderr == snapshot and not list(here.iterdir())


def test_nothing_is_left_to_sign_in_a_look_back(here: Path) -> None:
    said = run("report", "@pilots/a-kwartier.yaml", "--to", "stuk.md", "--kind", "afspraken")
    look_back = texts.text("report.fouten.afspraken_terugblik", plek="@pilots/a-kwartier.yaml")
    assert said.exit_code == 3 and look_back in said.stderr and not list(here.iterdir())


def test_a_dossier_with_faults_gives_no_document(here: Path) -> None:
    write_dossier(here / "fout.yaml", antwoorden={"bestaat-niet": "ja"})
    said = run("report", "fout.yaml", "--to", "stuk.md")
    assert said.exit_code == 3 and "bestaat-niet" in said.stderr and not Path("stuk.md").exists()


@pytest.mark.usefixtures("here")
def test_the_document_of_a_what_if_says_so() -> None:
    run("report", DRIE, "--to", "stuk.md", "--archetype", "adviseren")
    text = Path("stuk.md").read_text(encoding="utf-8")
    assert texts.text("scherm.proef_wens", G="adviseren") in text


def test_answers_that_were_supposed_are_named(here: Path) -> None:
    run("report", DRIE, "--to", "stuk.md", "--set", "begroting-inzichtelijk=ja")
    text = Path("stuk.md").read_text(encoding="utf-8").replace("\\", "")
    assert texts.text("scherm.proef_antwoorden", antwoorden="begroting-inzichtelijk = ja") in flat(text)


def test_help_is_dutch_and_names_the_formats() -> None:
    said = run("report", "--help").stdout
    assert "Maakt van een dossier een document" in said
    assert all(suffix in said for suffix in FORMATS)


# Many dossiers.


def test_a_folder_becomes_one_document_on_alphabet_with_the_invented_apart(here: Path) -> None:
    folder = here / "wijken"
    folder.mkdir()
    for wijk, fictief in (("Zuid", False), ("Élan", False), ("Aap", True), ("Noord", False)):
        write_dossier(folder / f"{wijk}.yaml", naam=f"Deal {wijk}", gebied={"naam": wijk}, fictief=fictief)
    said = run("report", folder, "--to", "alle.md")
    assert said.exit_code == 0, said.stderr
    text = Path("alle.md").read_text(encoding="utf-8")
    places = [text.index(f"Deal {wijk}") for wijk in ("Élan", "Noord", "Zuid", "Aap")]
    assert places == sorted(places)
    assert text.index("Deal Zuid") < text.index("erzonnen voorbeelden ·") < text.index("Deal Aap")
    assert "geen ranglijst" in text and not re.search(r"\d,\d\d", text)


def test_a_dossier_that_cannot_be_used_is_named_and_the_rest_goes_on(here: Path) -> None:
    folder = here / "wijken"
    folder.mkdir()
    write_dossier(folder / "goed.yaml")
    write_dossier(folder / "fout.yaml", antwoorden={"bestaat-niet": "ja"})
    said = run("report", folder, "--to", "alle.html")
    assert said.exit_code == 3 and "fout.yaml" in said.stderr
    text = Path("alle.html").read_text(encoding="utf-8")
    assert "Voorbeeldwijk" in text and "bestaat-niet" in text


@pytest.mark.anywhere
def test_a_document_over_many_names_no_command(here: Path) -> None:
    assert run("report", "@voorbeelden", "--to", "alle.md").exit_code == 0
    text = Path("alle.md").read_text(encoding="utf-8")
    assert "er is een grens. Welke, staat in het stuk over die wijk." in text
    assert "evaluate" not in text and "--" not in text.replace("---", "")


def test_the_pilots_say_what_their_sources_name(here: Path) -> None:
    assert run("report", "@pilots", "--to", "pilots.md").exit_code == 0
    text = Path("pilots.md").read_text(encoding="utf-8")
    order = [
        text.index(f"#### {wijk}") for wijk in ("A-kwartier", "De Wijert", "Lewenborg", "Oosterparkwijk", "Selwerd")
    ]
    assert order == sorted(order)
    assert texts.text("terugblik.uitleg.middelen") in text and "besluiten is toegestaan" not in text


@pytest.mark.anywhere
def test_the_pilots_fit_on_four_pages_and_say_the_same_as_the_screen(here: Path) -> None:
    assert run("report", "@pilots", "--to", "pilots.pdf").exit_code == 0
    with pikepdf.open("pilots.pdf") as made:
        assert len(made.pages) <= 4
    run("report", "@pilots", "--to", "pilots.md")
    paper = flat(Path("pilots.md").read_text(encoding="utf-8").replace("\\", ""))
    screen = flat(run("batch", "@pilots").stdout)
    for said in ("een school in democratie.", "Is afgesproken hoe de raad zelf leert", "Loting: "):
        assert said in paper and said in screen


def test_fifty_dossiers_take_a_few_seconds(here: Path) -> None:
    folder = here / "wijken"
    folder.mkdir()
    plain, with_powers = (
        file.read_text(encoding="utf-8") for file in (DRIE, DRIE.with_name("overdracht-mandaat.yaml"))
    )
    for number in range(50):
        whole = with_powers if number % 2 else plain
        (folder / f"{number}.yaml").write_text(whole.replace("naam: ", f"naam: {number:02} ", 1), encoding="utf-8")
    with within(8):
        assert run("report", folder, "--to", "alle.html").exit_code == 0
