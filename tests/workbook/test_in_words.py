"""What people type and read in a workbook: names in place of ids, days in words, and parties in place of their rol."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.cli.running import wrong as said
from tests.spoken import spoken
from tests.workbook.books import (
    PACK,
    as_made,
    book_of,
    changed,
    dossier,
    filled,
    first_row,
    opened,
    read,
    sheet,
    told,
    wrong,
)
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN
from wijktoets.texts import all_texts, template, text
from wijktoets.texts import opened as left_open
from wijktoets.workbook.building import sheet_name
from wijktoets.workbook.reading import read_workbook

pytestmark = pytest.mark.anywhere


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(dossier(afspraken=[{"thema": "groen"}], partijen=[{"naam": "De Schakel", "rol": "partner"}]))


WAARBORG = PACK.waarborgen["geld-inzichtelijk"]
ACTIE = PACK.acties["geld-inzichtelijk"][0]


def row(key: str, content: bytes | None = None, **values: object) -> bytes:
    """The workbook with the first row of a list filled in, by the key of its columns."""

    def fill(book: Any) -> None:
        page = sheet(book, key)
        keys = {at.value: at.column for at in page[1]}
        for name, value in values.items():
            page.cell(first_row(page), keys[name]).value = value

    return changed(content or sent(), fill)


def choices(key: str, column: str) -> list[str]:
    """The words that can be chosen in a column of a list."""
    book = opened(sent())
    page = sheet(book, key)
    place = page.cell(first_row(page), {at.value: at.column for at in page[1]}[column]).coordinate
    (found,) = [v for v in page.data_validations.dataValidation if place in v.sqref]
    return [at[0].value for at in book["lijsten"][found.formula1.split("!")[1].replace("$", "")]]


def actie(**values: object) -> dict[str, object]:
    """The first actie after these fields were filled in."""
    made = {"waarborg": "geld-inzichtelijk", "wat": "kijken", "trekker": "raad", **values}
    return read(row("acties", **made)).acties[0].model_dump()


# Waarborgen and acties.


@pytest.mark.parametrize("key", ["acties", "afwegingen"])
def test_waarborgen_are_chosen_by_name_in_the_order_of_the_onderdelen(key: str) -> None:
    offered = choices(key, "waarborg")
    by_name = {w.naam: w for w in PACK.waarborgen.values()}
    assert set(offered) == set(by_name)
    places = [ONDERDELEN.index(by_name[name].onderdeel) for name in offered]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "typed",
    [WAARBORG.naam, WAARBORG.naam.upper() + " ", f" {WAARBORG.naam}.", "geld-inzichtelijk", "Geld-Inzichtelijk"],
)
def test_a_waarborg_may_be_named_or_be_its_id(typed: str) -> None:
    assert actie(waarborg=typed)["waarborg"] == "geld-inzichtelijk"
    found = read(row("afwegingen", waarborg=typed, reden="later", besloten_door="wijk, raad")).afwegingen
    assert found[0].waarborg == "geld-inzichtelijk"


@pytest.mark.parametrize("typed", [WAARBORG.naam[:-3], "geld-inzichtelik"])
def test_a_near_miss_of_a_waarborg_names_it(typed: str) -> None:
    (line,) = told(row("afwegingen", waarborg=typed, reden="later", besloten_door="wijk, raad"))
    assert line.startswith("blad Afwegingen, cel C5: werkmap_waarborg(")
    assert f"waarde={typed!r}" in line and line.endswith(f" ~ {WAARBORG.naam}")


def test_what_is_no_waarborg_at_all_says_where_to_look() -> None:
    content = row("acties", waarborg="Zomaar iets anders", wat="kijken", trekker="raad")
    assert wrong(content) == [
        said("werkmap_waarborg", "wijk.xlsx: blad Acties, cel C5", waarde="Zomaar iets anders", sleutel="waarborg")
    ]


def test_an_actie_is_chosen_in_words_and_belongs_to_its_waarborg() -> None:
    assert ACTIE.wat in choices("acties", "actie")
    assert actie(actie=ACTIE.wat)["actie"] == ACTIE.id
    assert actie(actie=str(ACTIE.id))["actie"] == ACTIE.id
    (line,) = told(row("acties", waarborg=WAARBORG.naam, actie="afspraken-op-papier.1", wat="x", trekker="raad"))
    assert line.startswith("blad Acties, cel D5: werkmap_actie_elders(") and ACTIE.wat[:60] in line


def chosen() -> Dossier:
    """A dossier with every waarborg and actie of the pack."""
    acties = [
        {"waarborg": name, "actie": str(a.id), "wat": "x", "trekker": "raad"}
        for name, many in PACK.acties.items()
        for a in many
    ]
    decided = [{"waarborg": name, "reden": "later", "besloten_door": ["wijk", "raad"]} for name in PACK.waarborgen]
    return dossier(acties=acties, afwegingen=decided)


def test_every_waarborg_and_actie_goes_out_in_words_and_comes_back() -> None:
    content = book_of(chosen())
    assert read(content).model_dump() == as_made(chosen())
    texts = {at.value for line in sheet(opened(content), "afwegingen").iter_rows() for at in line}
    assert not texts & set(PACK.waarborgen) and WAARBORG.naam in texts


def test_a_workbook_keeps_the_names_that_it_was_made_with() -> None:
    from pathlib import Path

    found = read_workbook(Path("w.xlsx"), "w.xlsx", None, book_of(chosen())).gelezen.waarde
    assert found is not None and found.model_dump() == as_made(chosen())


# Who sees to it.


@pytest.mark.parametrize(
    ("typed", "who"),
    [("De Schakel", "De Schakel"), ("de  schakel.", "De Schakel"), ("Raad", "raad"), ("samen", "samen")],
)
def test_a_party_is_named_and_a_role_is_a_role(typed: str, who: str) -> None:
    assert actie(trekker=typed)["trekker"] == who


def test_parties_are_offered_as_trekker() -> None:
    assert choices("acties", "trekker") == ["wijk", "gemeente", "college", "raad", "partner", "samen", "De Schakel"]


@pytest.mark.parametrize("rol", ["bewoners", "anders"])
def test_a_party_of_any_rol_can_see_to_an_actie(rol: str) -> None:
    content = row("partijen", naam="Griffie", rol=rol)
    made = row("acties", content, waarborg=WAARBORG.naam, wat="x", trekker="griffie")
    assert read(made).acties[-1].trekker == "Griffie"


def test_who_is_no_party_is_told_which_words_there_are() -> None:
    found = row("acties", waarborg=WAARBORG.naam, wat="x", trekker="griffie")
    options = ("wijk", "gemeente", "college", "raad", "partner", "samen", "De Schakel")
    place = "wijk.xlsx: blad Acties, cel F5"
    assert wrong(found) == [said("werkmap_trekker", place, waarde="griffie", opties=options)]


def test_a_party_with_a_formula_for_a_name_is_told_once() -> None:
    assert len(wrong(row("partijen", naam="=A1"))) == 1


# Days.


@pytest.mark.parametrize(
    "typed", ["9 november 2026", "Maandag 9 november 2026", "9 nov 2026", "9-11-2026", "9 Nov. 2026."]
)
def test_a_day_may_have_the_name_of_its_month(typed: str) -> None:
    assert read(filled(sent(), "afspraken", {("1", "terugkijken_op"): typed})).afspraken[0].terugkijken_op == date(
        2026, 11, 9
    )


def test_a_month_is_told_to_lack_its_day() -> None:
    (line,) = told(filled(sent(), "afspraken", {("1", "terugkijken_op"): "november 2027"}))
    assert line.startswith("blad Afspraken, cel W5: werkmap_maand(") and "waarde='november 2027'" in line


def test_a_period_that_ends_first_is_told_in_days_as_people_write_them() -> None:
    content = filled(
        sent(), "afspraken", {("1", "looptijd.van"): date(2029, 1, 1), ("1", "looptijd.tot"): "31-12-2028"}
    )
    assert wrong(content) == [
        said("werkmap_periode", "wijk.xlsx: blad Afspraken, cel P5", van="1-1-2029", tot="31-12-2028")
    ]


def test_a_day_typed_as_an_answer_is_told_as_people_write_it() -> None:
    key = ("openbare-vergaderingen|1|antwoord", "antwoord")
    (line,) = told(filled(sent(), "transparantie", {key: date(2026, 11, 1)}))
    assert line.startswith("blad Transparantie, cel E46: antwoord_onbekend(") and "naam='1-11-2026'" in line


def test_no_sheet_shows_a_day_as_a_file_writes_it() -> None:
    found = dossier(peildatum="1850-01-09", afspraken=[{"thema": "groen", "looptijd": {"van": "1899-12-31"}}])
    content = book_of(found)
    assert read(content).model_dump() == as_made(found)
    values = [at.value for page in opened(content).worksheets for line in page.iter_rows() for at in line]
    assert "9-1-1850" in values and "1850-01-09" not in values


# Questions.


@pytest.mark.parametrize("typed", ["Ja.", " ja !", "JA"])
def test_an_answer_may_end_in_a_point(typed: str) -> None:
    found = read(filled(sent(), "transparantie", {("openbare-vergaderingen|1|antwoord", "antwoord"): typed}))
    assert found.afspraken[0].antwoorden["openbare-vergaderingen"][0].antwoord == "ja"


@pytest.mark.parametrize(
    ("name", "key", "typed"),
    [("openbare-vergaderingen", "transparantie", "jaa"), ("wie-besluit", "zeggenschap", "BOW")],
)
def test_a_question_is_named_in_the_words_of_its_sheet(name: str, key: str, typed: str) -> None:
    (line,) = wrong(filled(sent(), key, {(f"{name}|1|antwoord", "antwoord"): typed}))
    assert PACK.vragen[name].vraag[:70] in line and f"'{name}'" not in line


def test_a_field_is_named_as_its_column_or_row() -> None:
    found = told(filled(sent(), "dossier", {("gebied.soort", "waarde"): "buurt", ("gebied.naam", "waarde"): "Oost"}))
    label, _ = all_texts()["werkmap"]["velden"]["dossier"]["gebied_soort"]
    facts = f"sleutel={spoken(left_open(label))!r}, waarde='buurt', opties=('wijk', 'dorp')"
    assert found == [f"blad Dossier, cel C8: waarde_onbekend({facts})"]


# Rows that explain.


@pytest.mark.parametrize("key", ["partijen", "afspraken", "afwegingen", "acties", "bronnen"])
def test_a_list_explains_its_columns_in_a_locked_row(key: str) -> None:
    page = sheet(opened(sent()), key)
    shown = page[first_row(page) - 1]
    assert shown[0].value == "." and all(at.protection.locked for at in shown)
    assert sum(bool(at.value) for at in shown) > 2


EXPLAINED = ("reikwijdte", "gewenst", "looptijd_van", "looptijd_tot", "bedrag_euro", "bedrag_per", "terugkijken_op")


def test_wishes_amount_and_days_are_explained() -> None:
    page = sheet(opened(sent()), "afspraken")
    shown = {at.value for at in page[first_row(page) - 1]}
    wanted = {key: spoken(left_open(template(f"werkmap.uitleg_bij.afspraken.{key}"))) for key in EXPLAINED}
    assert {key for key, words in wanted.items() if words not in shown} == set()
    assert all(f"{word}:" in wanted["gewenst"] for word in ARCHETYPES)
    assert all(f"{word}:" in wanted["bedrag_per"] for word in ("jaar", "looptijd"))
    assert "wijkoverstijgend:" in wanted["reikwijdte"]


def test_a_sheet_has_a_name_that_a_workbook_can_hold_whatever_the_words_of_the_pack() -> None:
    named = {**PACK.taal.partijen, "raad": "de raad [oost/west] met een lange naam"}
    words = PACK.taal.model_copy(update={"partijen": named})
    name = sheet_name(text("werkmap.bladen.rolverdeling"), words)
    assert len(name) <= 31 and not set(name) & set("[]:*?/\\")
