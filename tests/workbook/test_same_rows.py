"""Answers stay with their thema: a name that went to another row is told, a name that only changed is not."""

import copy
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workbook.books import book_of, changed, dossier, filled, first_form, opened, read, sheet, told, wrong
from tests.workbook.test_ods import as_ods
from wijktoets import texts
from wijktoets.workbook.kept import AnswerAbout, moved

pytestmark = pytest.mark.anywhere

ASKED = "openbare-vergaderingen"
THEMAS = [
    {"thema": "groen", "antwoorden": {ASKED: "ja"}},
    {"thema": "ontmoeten", "antwoorden": {ASKED: "nee"}},
]


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(dossier(afspraken=THEMAS))


BOOKS = {"new": sent, "old": lambda: first_form(sent())}


def rows(book: Any) -> list[int]:
    """The rows of the first two afspraken."""
    keys = {str(at.value): at.row for at in sheet(book, "afspraken")["A"]}
    return [keys["1"], keys["2"]]


def swap(book: Any) -> None:
    """Sort the open cells of the two rows the other way round, as a person would select them."""
    page = sheet(book, "afspraken")
    first, second = rows(book)
    for column in range(3, 19):
        above, below = page.cell(first, column), page.cell(second, column)
        above.value, below.value = below.value, above.value


def themas(values: dict[str, str | None], content: bytes | None = None) -> bytes:
    """The workbook with these themas in the rows of the afspraken."""
    return filled(content or sent(), "afspraken", {(row, "thema"): thema for row, thema in values.items()})


@pytest.mark.parametrize("kind", BOOKS)
def test_themas_that_changed_rows_are_told_with_the_cell_and_the_row(kind: str) -> None:
    found = wrong(changed(BOOKS[kind](), swap))
    first, second = rows(opened(BOOKS[kind]()))
    assert [line.partition(":")[2].split(",")[0:2] for line in found] == [
        [" blad Afspraken", f" cel C{first}: 'ontmoeten' stond in rij {second}"],
        [" blad Afspraken", f" cel C{second}: 'groen' stond in rij {first}"],
    ]
    assert "Zet alles op dit blad terug in de rij waar het stond" in found[0]


def test_themas_that_changed_rows_in_an_ods_are_told() -> None:
    assert len(wrong(as_ods(changed(sent(), swap)))) == 2


@pytest.mark.parametrize(
    "values", [{"1": "groen in de wijk"}, {"1": "wonen", "2": "spelen"}, {"1": " Groen "}, {"3": "wonen"}]
)
@pytest.mark.parametrize("kind", BOOKS)
def test_a_name_that_only_changed_keeps_its_answers(kind: str, values: dict[str, str | None]) -> None:
    found = read(themas(values, BOOKS[kind]())).afspraken
    assert [a.thema for a in found][:2] == [values.get("1", "groen"), values.get("2", "ontmoeten")]
    assert [a.antwoorden[ASKED][0].antwoord for a in found[:2]] == ["ja", "nee"]


@pytest.mark.parametrize(
    "values",
    [
        {"1": "ontmoeten", "2": "wonen"},
        {"1": "ontmoeten", "2": "ontmoeten en spelen"},
        {"1": "wonen", "3": "groen"},
        {"1": "Ontmoeten ", "2": "GROEN"},
    ],
)
def test_a_name_that_goes_where_others_answers_are_is_told(values: dict[str, str | None]) -> None:
    found = wrong(themas(values))
    assert found and all("stond in rij" in line for line in found)


def test_a_thema_that_takes_the_row_of_one_that_went_is_told() -> None:
    gone = dict.fromkeys(("thema", "reikwijdte", "fasen", "gewenst"))
    content = filled(themas({"1": "ontmoeten"}), "afspraken", {("2", name): None for name in gone})
    assert any("'ontmoeten' stond in rij" in line for line in wrong(content))


PHASES = [
    {"thema": "groen", "fasen": ["voorbereiding"], "antwoorden": {ASKED: "ja"}},
    {"thema": "groen", "fasen": ["uitvoering"], "antwoorden": {ASKED: "nee"}},
]


def test_fasen_of_one_thema_that_changed_rows_are_told() -> None:
    content = book_of(dossier(afspraken=PHASES))
    assert wrong(content) == []
    assert len(wrong(filled(content, "afspraken", OTHER_FASEN))) == 2
    assert wrong(filled(content, "afspraken", {("1", "fasen"): "evaluatie"})) == []


def without_keys(content: bytes) -> bytes:
    """The workbook as it was made before what answers are about was kept in a hidden column."""

    def strip(book: Any) -> None:
        for page in book.worksheets:
            for at in [at for at in page[1] if at.value == ".over"]:
                page.delete_cols(at.column)

    return changed(content, strip)


OTHER_FASEN = {("1", "fasen"): "uitvoering", ("2", "fasen"): "voorbereiding"}


@pytest.mark.parametrize("made", [lambda content: content, without_keys], ids=["new", "before"])
def test_other_words_for_fasen_do_not_weaken_a_workbook_that_was_sent_out(
    made: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook is made, then the sentences of the interface change, then it comes back with its rows mixed up."""
    content = made(book_of(dossier(afspraken=PHASES)))
    words = copy.deepcopy(dict(texts.all_texts()))
    words["scherm"]["fasen"] = {fase: f"het {fase} van toen" for fase in words["scherm"]["fasen"]}
    words["werkmap"] |= {"afspraak": "Nr. {nummer}: {thema}", "afspraak_fasen": "Nr. {nummer}: {thema}, {fasen}"}
    monkeypatch.setattr(texts, "all_texts", lambda: words)
    assert wrong(content) == []
    found = wrong(filled(content, "afspraken", OTHER_FASEN))
    assert len(found) == 2 and all("stond in rij" in line for line in found)
    assert wrong(filled(content, "afspraken", {("1", "fasen"): "evaluatie"})) == []


def test_other_words_for_an_afspraak_do_not_weaken_one_made_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    words = copy.deepcopy(dict(texts.all_texts()))
    words["scherm"]["fasen"] = {fase: f"de {fase}" for fase in words["scherm"]["fasen"]}
    words["werkmap"] |= {"afspraak": "Nr. {nummer}: {thema}", "afspraak_fasen": "Nr. {nummer}: {thema}, bij {fasen}"}
    with monkeypatch.context() as patch:
        patch.setattr(texts, "all_texts", lambda: words)
        content = book_of(dossier(afspraken=PHASES))
    assert wrong(content) == []
    assert len(wrong(filled(content, "afspraken", OTHER_FASEN))) == 2


def test_a_thema_whose_name_reads_as_a_fase_is_told_from_one_with_that_fase() -> None:
    named = [{"thema": "groen (voorbereiding)"}, {"thema": "groen", "fasen": ["voorbereiding"]}]
    content = book_of(dossier(afspraken=named))
    assert wrong(content) == wrong(without_keys(content)) == []
    swapped = {("1", "thema"): "groen", ("1", "fasen"): "voorbereiding"}
    swapped |= {("2", "thema"): "groen (voorbereiding)", ("2", "fasen"): ""}
    assert len(wrong(filled(content, "afspraken", swapped))) == 2


@pytest.mark.parametrize("made", [lambda content: content, without_keys], ids=["new", "before"])
def test_a_thema_whose_name_reads_as_a_fase_may_not_change_rows(made: Callable[[bytes], bytes]) -> None:
    named = [{"thema": "groen (voorbereiding)"}, {"thema": "spelen"}]
    swapped = themas({"1": "spelen", "2": "groen (voorbereiding)"}, made(book_of(dossier(afspraken=named))))
    assert len(wrong(swapped)) == 2


def test_a_thema_may_be_split_over_its_fasen() -> None:
    content = filled(sent(), "afspraken", {("1", "fasen"): "voorbereiding", ("3", "thema"): "groen"})
    content = filled(content, "afspraken", {("3", "fasen"): "uitvoering"})
    assert [a.thema for a in read(content).afspraken] == ["groen", "ontmoeten", "groen"]


def test_bevoegdheden_that_changed_rows_are_told() -> None:
    powers = [{"naam": name, "antwoorden": {"begroting-inzichtelijk": "ja"}} for name in ("beheer", "toezicht")]
    content = book_of(dossier(afspraken=[{"thema": "groen", "bevoegdheden": powers}]))
    assert wrong(content) == []
    other = {("b1", "naam"): "toezicht", ("b2", "naam"): "beheer"}
    found = wrong(filled(content, "bevoegdheden", other))
    assert len(found) == 2 and all("blad Bevoegdheden" in line and "stond in rij" in line for line in found)
    assert wrong(filled(content, "bevoegdheden", {("b1", "naam"): "onderhoud"})) == []


def test_without_what_an_answer_is_about_a_workbook_is_refused() -> None:
    def strip(book: Any) -> None:
        for at in sheet(book, "transparantie")[1]:
            if at.value == ".waarover":
                at.value = None
        sheet(book, "transparantie")["C3"].value = "x"

    assert "werkmap_kolom_ontbreekt(blad='Transparantie', kolom='Waarover')" in told(changed(sent(), strip))


NAMES = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=6, unique=True)


@given(NAMES, st.randoms(use_true_random=False))
def test_whatever_changes_rows_is_told_and_whatever_is_new_there_is_not(names: list[str], chance: Random) -> None:
    shown = {str(number): AnswerAbout(name) for number, name in enumerate(names, 1)}
    mixed = chance.sample(names, len(names))
    now = {at: AnswerAbout(name) for at, name in zip(shown, mixed, strict=True)}
    told = dict(moved(now, shown))
    assert told == {at: there for at in shown for there in shown if now[at] == shown[there] and at != there}
    fresh = {
        at: AnswerAbout(f"{what.naam} {chance.random()}") if chance.random() < 0.5 else what
        for at, what in shown.items()
    }
    assert list(moved(fresh, shown)) == []
