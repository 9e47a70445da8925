"""The guide for the evenings: the cards with minutes that add up, a form for actions, the day after; in any file."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.builders import ruw_pakket, v, waarborg
from tests.cli.running import flat, run, write_pack
from tests.engine.advice.test_agenda import gesprek
from tests.telling.reading import EXAMPLES
from wijktoets import load_dossier, load_pack
from wijktoets.engine.advice.agenda.agenda import agenda, praatplaat
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.judging import direct
from wijktoets.telling.formats.registry import FORMATS
from wijktoets.telling.papers.guide import ACTIONS, compose
from wijktoets.telling.tree import EMPTY, Document, PageBreak, Table, walk, words
from wijktoets.texts import text
from wijktoets.texts.wording import said

TODAY = date(2026, 11, 24)
PACK = load_pack()


def of(name: str) -> Agenda:
    return agenda(load_dossier(EXAMPLES / f"{name}.yaml"), PACK, direct.compute, TODAY)


def tables(found: Document) -> list[Table]:
    return [part for part in walk(found.parts) if isinstance(part, Table)]


@pytest.mark.parametrize("name", [None, "keukentafel", "twee-themas", "tot-een-bedrag"])
def test_the_questions_and_minutes_of_an_evening_add_up(name: str | None) -> None:
    found = praatplaat(PACK) if name is None else of(name)
    *evenings, _ = tables(compose(found, TODAY, "1.0"))
    assert len(evenings) == len(found.avonden)
    for avond, table in zip(found.avonden, evenings, strict=True):
        *rows, total = [[words(cell) for cell in row] for row in table.rows]
        assert [row[0] for row in rows if row[0] != "–"] == [str(kern) for kern in avond.kaarten]
        assert sum(int(row[3]) for row in rows) == int(total[3]) == avond.minuten
        assert sum(int(row[2]) for row in rows if row[2] != "–") == int(total[2])


def test_the_form_has_empty_rows_for_what_who_and_when() -> None:
    *_, form = tables(compose(praatplaat(PACK), TODAY, "1.0"))
    assert form.rows == ((EMPTY, EMPTY, EMPTY),) * ACTIONS
    assert form.writing_height >= 15


def test_what_the_evenings_leave_out_is_named() -> None:
    told = whole(compose(praatplaat(PACK), TODAY, "1.0"))
    assert all(talk.vraag in told for talk in PACK.gespreksvragen)


def test_it_says_what_not_to_do_and_that_nothing_is_filled_in_beforehand() -> None:
    told = whole(compose(praatplaat(PACK), TODAY, "1.0"))
    assert "scores" in told and "alvast aankruisen" in told


def test_a_supposed_wish_is_said() -> None:
    found = agenda(load_dossier(EXAMPLES / "keukentafel.yaml"), PACK, direct.compute, TODAY, archetype="adviseren")
    assert "proef" in whole(compose(found, TODAY, "1.0", {"openbare-vergaderingen": "nee"}))


@pytest.mark.parametrize("name", [None, "twee-themas"])
def test_it_is_two_pages_a_form_and_a_page_for_the_day_after(tmp_path: Path, name: str | None) -> None:
    file = tmp_path / "gids.pdf"
    dossier = [] if name is None else [EXAMPLES / f"{name}.yaml"]
    assert run("questions", *dossier, "--guide", "--to", file).exit_code == 0
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages]
    assert len(pages) == 4
    heads = [text(f"gids.{key}.kop") for key in ("nodig", "niet", "acties", "erna")]
    assert [[head in flat(page) for head in heads].index(True) for page in pages] == [0, 1, 2, 3]


def test_the_pages_break_where_another_leaf_begins() -> None:
    assert sum(isinstance(part, PageBreak) for part in compose(praatplaat(PACK), TODAY, "1.0").parts) == 3


@pytest.mark.parametrize("kind", FORMATS)
def test_it_can_be_any_kind_of_file(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"gids{kind}"
    done = run("questions", "--guide", "--to", file)
    assert (done.exit_code, done.stdout) == (0, "")
    assert file.stat().st_size > 1000


def test_on_a_screen_it_says_the_same() -> None:
    shown = flat(run("questions", "--guide").stdout)
    assert all(text(f"gids.{key}.kop") in shown for key in ("nodig", "begin", "slot", "niet", "acties", "erna"))
    assert run("questions", "--guide", "--format", "json").stdout == run("questions", "--format", "json").stdout


def test_a_dossier_is_named_in_what_to_type() -> None:
    path = EXAMPLES / "keukentafel.yaml"
    shown = flat(run("questions", path, "--guide").stdout)
    assert f"wijktoets check {path}" in shown.replace("` ", "`")


def test_a_pack_without_cards_or_times_has_no_guide(tmp_path: Path) -> None:
    own = write_pack(tmp_path, ruw_pakket(waarborg("w", v("a")), gesprekken=[gesprek("g", "a", kern=1)]))
    done = run("questions", "--guide", "--pack", own)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said("gids.fouten.geen_avonden") in flat(done.stderr)


def test_paper_is_for_the_plate_alone(tmp_path: Path) -> None:
    done = run("questions", "--guide", "--to", tmp_path / "gids.pdf", "--paper", "A3")
    assert done.exit_code == 2
    assert said("gids.fouten.papier") in flat(done.stderr)
    assert list(tmp_path.iterdir()) == []


def whole(found: Document) -> str:
    """All words of a document, on one line."""
    from wijktoets.telling.formats.markdown import render

    return flat(render(found).decode().replace("\\", ""))
