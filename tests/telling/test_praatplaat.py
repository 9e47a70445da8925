"""The praatplaat to print: kernvragen first, large questions, answers to tick, room to write, in any kind of file."""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import ceil
from pathlib import Path

import pikepdf
import pytest
import typst
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion

from tests import spoken
from tests.cli.running import run, write_dossier
from tests.telling.reading import EXAMPLES
from tests.telling.test_pdf import squeezed, tags, words
from wijktoets import load_dossier, load_pack, texts
from wijktoets.engine.advice.agenda.agenda import agenda, praatplaat
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.judging import direct
from wijktoets.engine.model.words import ONDERDELEN
from wijktoets.telling.asking import words as words_of
from wijktoets.telling.formats.registry import FORMATS
from wijktoets.telling.in_words import in_words
from wijktoets.telling.papers.praatplaat import (
    PAPIEREN,
    TEMPLATE,
    Papier,
    PlateQuestion,
    Praatplaat,
    as_document,
    compose,
    inputs,
    render,
)
from wijktoets.telling.residents import in_their_words
from wijktoets.telling.tree import Card, Listing
from wijktoets.texts.wording import counted, listed, said

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
    return [vraag.vraag for vraag in cards(plate)]


SHORT = [g.kern for g in load_pack().gespreksvragen if g.kern is not None]
"""The numbers of the cards of the short route, in order."""
ALL = len(load_pack().gespreksvragen)


def cards(plate: Praatplaat) -> list[PlateQuestion]:
    return [vraag for groep in plate.groepen for vraag in groep.vragen]


def sizes(made: bytes) -> set[tuple[int, int]]:
    """The pages in millimetres."""
    with pikepdf.open(io.BytesIO(made)) as opened:
        return {(round(float(page.mediabox[2]) / MM), round(float(page.mediabox[3]) / MM)) for page in opened.pages}


def test_the_cards_of_the_short_route_come_first_in_their_order(whole: Praatplaat) -> None:
    assert [vraag.groot for vraag in cards(whole)] == [True] * len(SHORT) + [False] * (ALL - len(SHORT))
    assert [vraag.nummer for vraag in cards(whole)][: len(SHORT)] == SHORT


def test_a_card_has_one_number_and_all_are_numbered_through(whole: Praatplaat) -> None:
    first = SHORT[0]
    assert [vraag.nummer for vraag in cards(whole)] == list(range(first, first + ALL))
    onderdelen = [in_words(texts.text(f"scherm.onderdelen.{name}"), load_pack().taal) for name in ONDERDELEN]
    assert {vraag.label.partition(" · ")[0] for vraag in cards(whole)} <= set(onderdelen)


@pytest.mark.parametrize("name", ["keukentafel", "twee-themas", "mag-het-lichter", "korte-route"])
def test_every_dossier_gets_the_same_cards(whole: Praatplaat, name: str) -> None:
    plate = compose(of(EXAMPLES / f"{name}.yaml"), TODAY, "1.0")
    short = [(vraag.nummer, vraag.vraag) for vraag in cards(plate) if vraag.groot]
    assert len(short) == len(SHORT)
    if load_dossier(EXAMPLES / f"{name}.yaml").gebiedsoort == "wijk":
        assert short == [(vraag.nummer, vraag.vraag) for vraag in cards(whole) if vraag.groot]


@pytest.mark.parametrize("name", ["keukentafel", "twee-themas", "mag-het-lichter", "tot-een-bedrag"])
def test_no_question_of_a_card_is_left_out_silently(name: str) -> None:
    found = of(EXAMPLES / f"{name}.yaml")
    plate = compose(found, TODAY, "1.0")
    said = {}
    for vraag in cards(plate):
        asked = (closed.tekst for closed in (*vraag.gesloten, *vraag.verder))
        said[vraag.nummer] = " ".join((*asked, *vraag.ernaast))
    for card in found.kaarten:
        if card.kern is not None:
            assert all(in_their_words(in_words(words_of(v), found.woorden)) in said[card.kern] for v in card.vragen)


def test_what_is_settled_stands_with_its_answer_and_asks_no_time(of_deal: Agenda) -> None:
    plate = compose(of_deal, TODAY, "1.0")
    told = " ".join(line for vraag in cards(plate) for line in vraag.ernaast)
    asked = "Wie neemt bij dit thema het laatste besluit?"
    assert texts.text("praatplaat.al", vraag=asked, antwoord="De wijk neemt het besluit") in told
    assert all(vraag.minuten == 0 for card in of_deal.kaarten for vraag in card.vragen if vraag.stand != "open")


def test_what_stands_behind_a_moet_is_asked_before_what_can_wait() -> None:
    path = EXAMPLES / "twee-themas.yaml"
    found = of(path)
    plate = compose(found, TODAY, "1.0")
    behind = {vraag.tekst for card in found.kaarten for vraag in card.vragen if vraag.reden == "verder" and vraag.tekst}
    assert behind
    assert not any(closed.tekst in behind for vraag in cards(plate) if vraag.groot for closed in vraag.gesloten)


def test_what_a_plate_leaves_out_is_named() -> None:
    plate = compose(praatplaat(load_pack(), hoogstens=2), TODAY, "1.0")
    gone = counted("praatplaat.andere", ALL - len(SHORT))
    (line,) = [line for line in plate.slot if gone in line]
    assert listed(map(str, SHORT[2:])) in line
    for_raad = compose(praatplaat(load_pack(), voor="raad"), TODAY, "1.0")
    assert any(counted("praatplaat.voor_anderen", 3) in vraag.ernaast for vraag in cards(for_raad))


def test_each_closed_question_has_answers_to_tick(whole: Praatplaat) -> None:
    closed = {each.tekst: each.vakjes for v in cards(whole) for each in (*v.gesloten, *v.verder)}
    assert closed["Zijn de vergaderingen over dit thema openbaar?"] == (texts.text("questions.antwoorden.stelling"),)
    assert closed[texts.text("questions.veld.bedrag")] == ()
    assert closed["Wie zet bij dit thema de agenda?"][-1] == texts.text("questions.antwoorden.open")


def test_of_a_dossier_it_says_how_it_stands_and_of_which_day(of_deal: Agenda) -> None:
    plate = compose(of_deal, TODAY, "1.0")
    facts = {"status": texts.text("report.status.voorstel"), "datum": "23 november 2026"}
    assert plate.titel == spoken.text("praatplaat.titel", naam="Wijkdeal Noorderlinde")
    assert plate.ondertitel == texts.text("praatplaat.ondertitel_fictief", **facts)
    assert plate.metadata.day == date(2026, 11, 23)


def test_of_a_dossier_it_names_both_sides_and_the_notes(of_deal: Agenda) -> None:
    (found,) = [card for card in of_deal.kaarten if card.notitie and card.notitie.startswith("Wie aan het grote veld")]
    (card,) = [vraag for vraag in cards(compose(of_deal, TODAY, "1.0")) if vraag.vraag == found.vraag]
    assert card.notitie.startswith(texts.text("praatplaat.ook_gezegd", tekst="Wie aan het grote veld woont"))
    (told,) = card.gesloten[0].gezegd
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
        assert about["dc:title"] == spoken.text("praatplaat.titel", naam="Het Gronings model")


@pytest.mark.parametrize("papier", PAPIEREN)
def test_every_question_is_a_heading_in_order(whole: Praatplaat, papier: Papier) -> None:
    made = render(whole, papier)
    names = [name for name, _ in tags(made)]
    assert names.count("/H1") == 1
    assert names.count("/H3") == ALL
    text = words(made)
    numbered = [squeezed(f"{card.nummer}. {card.vraag}") for card in cards(whole)]
    assert [text.rindex(vraag) for vraag in numbered] == sorted(text.rindex(vraag) for vraag in numbered)


def test_the_poster_holds_each_evening_on_one_sheet(whole: Praatplaat) -> None:
    pages = PdfReader(io.BytesIO(render(whole, "A3"))).pages
    evenings = [groep for groep in whole.groepen if groep.vragen[0].groot]
    assert len(pages) == len(evenings) + ceil((ALL - len(SHORT)) / 8)
    for page, groep in zip(pages, evenings, strict=False):
        assert all(squeezed(vraag.vraag) in squeezed(page.extract_text()) for vraag in groep.vragen)


@pytest.mark.anywhere
@pytest.mark.parametrize("n", range(1, 8))
def test_any_evening_stands_on_one_sheet(n: int) -> None:
    plate = compose(praatplaat(load_pack(), hoogstens=n), TODAY, "1.0")
    (page,) = PdfReader(io.BytesIO(render(plate, "A3"))).pages
    assert all(squeezed(vraag) in squeezed(page.extract_text()) for vraag in questions(plate))


@pytest.mark.parametrize("name", [None, "twee-themas", "tot-een-bedrag", "wijkdeal-half-gezegd"])
def test_the_set_gives_each_card_room_for_a_note_on_few_pages(whole: Praatplaat, name: str | None) -> None:
    """Two cards of the short route a page where they fit, after a page with all questions; the others in columns."""
    plate = whole if name is None else compose(of(EXAMPLES / f"{name}.yaml"), TODAY, "1.0")
    assert_room_for_notes(plate, "A4", [vraag for vraag in cards(plate) if vraag.groot])
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(render(plate, "A4"))).pages]
    label = squeezed(texts.text("praatplaat.ruimte"))
    assert len(pages) <= MOST_PAGES and label not in pages[0] and all(label in page for page in pages[1:])
    for groep in (groep for groep in plate.groepen if groep.vragen[0].groot):
        heads = [squeezed(f"{card.nummer}. {card.vraag}") for card in groep.vragen]
        on = [sum(head in page for head in heads) for page in pages[1:]]
        assert max(on) == min(2, len(heads)) and sum(on) == len(heads)


def test_a_card_with_many_words_has_a_page_and_still_room_for_a_note(whole: Praatplaat) -> None:
    first, *rest = whole.groepen
    long = replace(first.vragen[1], gesloten=first.vragen[1].gesloten * 3)
    plate = replace(whole, groepen=(replace(first, vragen=(first.vragen[0], long, *first.vragen[2:])), *rest))
    assert_room_for_notes(plate, "A4", [vraag for vraag in cards(plate) if vraag.groot])


@pytest.mark.parametrize("n", [1, 4, 6, 7, ALL])
def test_a_note_fits_in_each_box_of_the_poster(n: int) -> None:
    plate = compose(praatplaat(load_pack(), hoogstens=n), TODAY, "1.0")
    assert_room_for_notes(plate, "A3", cards(plate))


NOTE = 76
"""The side of a sticky note, in millimetres."""
MOST_PAGES = 14
"""How many pages of A4 a whole set has at most."""


def assert_room_for_notes(plate: Praatplaat, papier: Papier, expected: Sequence[PlateQuestion]) -> None:
    made = typst.Compiler(TEMPLATE.read_bytes(), ignore_system_fonts=True, sys_inputs=inputs(plate, papier))
    boxes = [each["value"] for each in json.loads(made.query("<room>"))]
    assert [box["nummer"] for box in boxes] == [card.nummer for card in expected]
    assert min(min(box["high"], box["wide"]) for box in boxes) >= NOTE


def test_as_running_text_each_question_has_its_answers_and_room(whole: Praatplaat) -> None:
    found = [part for part in as_document(whole).parts if isinstance(part, Card)]
    assert [card.name for card in found] == [
        said("praatplaat.vraag", nummer=c.nummer, vraag=c.vraag) for c in cards(whole)
    ]
    assert len(found) == ALL
    for card in found:
        assert card.room.lines > 0 and Listing in [type(part) for part in card.parts]


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
    asked = [closed.tekst for vraag in cards(found) for closed in (*vraag.gesloten, *vraag.verder)]
    open_at = texts.text(
        "questions.open_bij", vraag="Doet het gebiedsteam mee met wat de wijk organiseert?", themas="ontmoeten"
    )
    assert any(line.endswith(open_at) for line in asked)
    assert "Gaan raadsleden zelf af op mensen die nog niet meedoen?" in asked, "open at both"
