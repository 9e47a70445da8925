"""The praatplaat to print: kernvragen first, large questions, answers to tick, room to write, in any kind of file."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion

from tests.cli.running import run, write_dossier
from tests.telling.reading import EXAMPLES
from tests.telling.test_pdf import squeezed, tags, words
from wijktoets import load_dossier, load_pack, texts
from wijktoets.engine.advice.agenda.agenda import agenda, praatplaat
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.judging import direct
from wijktoets.telling.formats.registry import FORMATS
from wijktoets.telling.papers.praatplaat import PAPIEREN, Papier, Praatplaat, as_document, compose, render
from wijktoets.telling.residents import in_their_words
from wijktoets.telling.tree import Heading, Listing, WritingSpace

TODAY = date(2026, 11, 24)
DEAL = Path(__file__).resolve().parents[2] / "cases" / "voorbeelden" / "wijkdeal-drie-afspraken.yaml"
MM = 72 / 25.4
HOSTILE = "#panic() *x* <b>&amp; $y$ \u202e 😀 " + "w" * 90


@pytest.fixture(scope="module")
def whole() -> Praatplaat:
    return compose(praatplaat(load_pack()), TODAY, "1.0")


@pytest.fixture(scope="module")
def of_deal() -> Agenda:
    return of(DEAL)


def of(path: Path) -> Agenda:
    pack = load_pack()
    return agenda(load_dossier(path), pack, direct.compute, TODAY)


def questions(plate: Praatplaat) -> list[str]:
    return [vraag.vraag for groep in plate.groepen for vraag in groep.vragen]


def kernvraag(n: int) -> str:
    """How the label of a kernvraag begins."""
    return texts.text("praatplaat.kern", kern=n, onderdeel="")


def sizes(made: bytes) -> set[tuple[int, int]]:
    """The pages in millimetres."""
    with pikepdf.open(io.BytesIO(made)) as opened:
        return {(round(float(page.mediabox[2]) / MM), round(float(page.mediabox[3]) / MM)) for page in opened.pages}


def test_kernvragen_come_first_in_their_order(whole: Praatplaat) -> None:
    first = whole.groepen[0]
    assert [vraag.label.startswith(kernvraag(n)) for n, vraag in enumerate(first.vragen, 1)] == [True] * 12
    assert [vraag.groot for groep in whole.groepen for vraag in groep.vragen] == [True] * 12 + [False] * 19


def test_questions_are_numbered_through(whole: Praatplaat) -> None:
    numbers = [vraag.nummer for groep in whole.groepen for vraag in groep.vragen]
    assert numbers == list(range(1, 32))


def test_each_closed_question_has_answers_to_tick(whole: Praatplaat) -> None:
    closed = {each.tekst: each.vakjes for g in whole.groepen for v in g.vragen for each in v.gesloten}
    assert closed["Zijn de vergaderingen over dit thema openbaar?"] == (texts.text("questions.antwoorden.stelling"),)
    assert closed[texts.text("questions.veld.bedrag")] == ()
    assert closed["Wie zet bij dit thema de agenda?"][-1] == texts.text("questions.antwoorden.open")


def test_of_a_dossier_what_can_change_most_comes_first(of_deal: Agenda) -> None:
    plate = compose(of_deal, TODAY, "1.0")
    facts = {"status": texts.text("report.status.voorstel"), "datum": "23 november 2026"}
    assert plate.titel == texts.text("praatplaat.titel", naam="Wijkdeal Noorderlinde")
    assert plate.ondertitel == texts.text("praatplaat.ondertitel_fictief", **facts)
    assert questions(plate)[: len(of_deal.punten)] == [punt.vraag for punt in of_deal.punten]
    groups = [texts.text(f"praatplaat.groepen.{key}") for key in ("eerst.anders", "later")]
    assert [groep.naam for groep in plate.groepen] == groups
    assert plate.metadata.day == date(2026, 11, 23)


def test_of_a_dossier_it_names_both_sides_and_the_notes(of_deal: Agenda) -> None:
    first = compose(of_deal, TODAY, "1.0").groepen[0].vragen[0]
    assert first.notitie.startswith(texts.text("praatplaat.ook_gezegd", tekst="Wie aan het grote veld woont"))
    (told,) = first.gesloten[0].gezegd
    assert "Bewoners: nee" in told and "Gemeente: ja" in told


def test_what_stays_with_the_raad_stands_below(of_deal: Agenda) -> None:
    assert any("raad blijft gaan over de begroting" in line for line in compose(of_deal, TODAY, "1.0").slot)


@pytest.mark.parametrize(("papier", "size"), [("A4", (210, 297)), ("A3", (420, 297))])
def test_a_pdf_is_on_its_paper_and_keeps_to_the_standards(
    whole: Praatplaat, papier: Papier, size: tuple[int, int]
) -> None:
    made = render(whole, papier)
    assert sizes(made) == {size}
    with pikepdf.open(io.BytesIO(made)) as opened:
        about = opened.open_metadata()
        assert (about["pdfuaid:part"], about["pdfaid:part"], about["pdfaid:conformance"]) == ("1", "2", "A")
        assert str(opened.Root.Lang) == "nl"
        assert about["dc:title"] == texts.text("praatplaat.titel", naam="Het Gronings model")


@pytest.mark.parametrize("papier", PAPIEREN)
def test_every_question_is_a_heading_in_order(whole: Praatplaat, papier: Papier) -> None:
    made = render(whole, papier)
    names = [name for name, _ in tags(made)]
    assert names.count("/H1") == 1
    assert names.count("/H3") == 31
    text = words(made)
    numbered = [squeezed(f"{n}. {vraag}") for n, vraag in enumerate(questions(whole), 1)]
    assert [text.rindex(vraag) for vraag in numbered] == sorted(text.rindex(vraag) for vraag in numbered)


def test_the_poster_holds_the_kernvragen_on_one_sheet(whole: Praatplaat) -> None:
    pages = PdfReader(io.BytesIO(render(whole, "A3"))).pages
    assert len(pages) == 3
    assert all(squeezed(vraag) in squeezed(pages[0].extract_text()) for vraag in questions(whole)[:12])


@pytest.mark.anywhere
@pytest.mark.parametrize("n", range(1, 13))
def test_any_number_of_questions_stands_on_one_sheet(n: int) -> None:
    plate = compose(praatplaat(load_pack(), hoogstens=n), TODAY, "1.0")
    (page,) = PdfReader(io.BytesIO(render(plate, "A3"))).pages
    assert all(squeezed(vraag) in squeezed(page.extract_text()) for vraag in questions(plate))


def test_the_set_gives_each_kernvraag_a_page_of_its_own(whole: Praatplaat) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render(whole, "A4"))).pages]
    starts = [[n for n in range(1, 13) if kernvraag(n).rstrip() in page] for page in pages]
    assert [each for each in starts if each] == [[n] for n in range(1, 13)]


def test_as_running_text_each_question_has_its_answers_and_room(whole: Praatplaat) -> None:
    parts: Sequence[object] = as_document(whole).parts
    heads = [i for i, part in enumerate(parts) if isinstance(part, Heading) and part.level == 3]
    assert len(heads) == 31
    assert all(isinstance(parts[i + 1], Listing) and isinstance(parts[i + 2], WritingSpace) for i in heads)


def test_the_same_agenda_gives_the_same_bytes(whole: Praatplaat) -> None:
    assert render(whole, "A3") == render(whole, "A3")


@pytest.mark.parametrize("papier", PAPIEREN)
def test_text_of_a_user_is_text(tmp_path: Path, papier: Papier) -> None:
    path = write_dossier(
        tmp_path / "d.yaml",
        naam=HOSTILE,
        gesprekken={"namens-wie": HOSTILE},
        antwoorden={"vertegenwoordigers-aangewezen": {"antwoord": "onbekend", "toelichting": HOSTILE}},
        afspraken=[{"thema": HOSTILE, "gewenst": "besluiten"}],
    )
    made = render(compose(of(path), TODAY, "1.0"), papier)
    shown = squeezed(HOSTILE).replace("\u202e", "\\u202e").replace("😀", "\\U0001f600")
    assert words(made).count(shown) >= (1 if papier == "A3" else 3)


@pytest.mark.parametrize("kind", FORMATS)
def test_it_can_be_any_kind_of_file(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"praatplaat{kind}"
    done = run("questions", DEAL, "--max", "2", "--to", file)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith(f"{file.name}.\n")
    assert file.stat().st_size > 500


def test_it_says_that_a_wish_or_an_answer_is_only_supposed(tmp_path: Path) -> None:
    file = tmp_path / "plaat.md"
    done = run("questions", DEAL, "--archetype", "aanjagen", "--set", "openbare-vergaderingen=nee", "--to", file)
    assert done.exit_code == 0
    told = file.read_text(encoding="utf-8").replace("\\", "")
    wish = in_their_words(texts.text("scherm.als_wens", G="aanjagen"))
    assert "aanjagen" not in wish and wish in told.split("## ")[0]
    assert "openbare-vergaderingen = nee" in told.split("## ")[0]


def test_paper_is_chosen_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "plaat.pdf"
    assert run("questions", "--max", "12", "--to", file, "--paper", "A3").exit_code == 0
    assert sizes(file.read_bytes()) == {(420, 297)}
    assert run("questions", "--max", "1", "--to", file, "--force", "-q").stderr == ""
    assert sizes(file.read_bytes()) == {(210, 297)}


@pytest.mark.parametrize(
    "options",
    [
        "--to plaat.xls",
        "--to plaat.md --paper A3",
        "--paper A4",
        "--force",
        "--to plaat.pdf --format md",
        "--to geen/map/plaat.pdf",
        "--to plaat.pdf --paper A5",
    ],
)
def test_options_that_do_not_go_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: str, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("questions", *options.split())
    assert done.exit_code == 2
    assert done.stderr == snapshot
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "plaat.html"
    file.write_text("van mij", encoding="utf-8")
    done = run("questions", "--to", file)
    assert (done.exit_code, file.read_text(encoding="utf-8")) == (2, "van mij")
    assert texts.text("cli.fouten.bestaat", naam=file) in done.stderr


def test_a_fault_in_the_dossier_leaves_no_file(tmp_path: Path) -> None:
    path = write_dossier(tmp_path / "d.yaml", antwoorden={"bestaat-niet": "ja"})
    done = run("questions", path, "--to", tmp_path / "plaat.pdf")
    assert done.exit_code == 3
    assert not (tmp_path / "plaat.pdf").exists()


def test_a_question_that_is_open_at_some_themas_names_them() -> None:
    path = EXAMPLES / "wijkdeal-uit-word.yaml"
    found = compose(agenda(load_dossier(path), load_pack(), direct.compute, TODAY), TODAY, "1.0")
    asked = [closed.tekst for groep in found.groepen for vraag in groep.vragen for closed in vraag.gesloten]
    open_at = texts.text("questions.open_bij", vraag="op de manier die de wijk wil?", themas="ontmoeten")
    assert any(line.endswith(open_at) for line in asked)
    assert "Is afgesproken wat de raad zelf doet om meer stemmen uit de wijk te horen?" in asked, "open at both"
