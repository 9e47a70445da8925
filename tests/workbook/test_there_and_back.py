"""Export then import is the identity: the same Dossier comes back, whatever was in it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.builders import koppel
from tests.workbook.books import (
    PACK,
    as_made,
    book_of,
    changed,
    dossier,
    filled,
    first_form,
    opened,
    read,
    same,
    sheet,
    wrong,
)
from wijktoets import cases, load_dossier, load_pack
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.words import FASEN, ROLLEN, STELLING_ANTWOORDEN

FILES = {**cases.collection("@pilots"), **cases.collection("@voorbeelden")}


VARIED = (
    *("@pilots/a-kwartier.yaml", "@pilots/cooperatieve-wijkraad-oosterparkwijk.yaml"),
    *(
        "@voorbeelden/terugblik-winkelplein.yaml",
        "@voorbeelden/wijkdeal-drie-afspraken.yaml",
        "@voorbeelden/verschillende-wensen.yaml",
    ),
    *(
        "@voorbeelden/twee-themas.yaml",
        "@voorbeelden/bewust-anders.yaml",
        "@voorbeelden/overdracht-gemengde-leden.yaml",
    ),
)


@pytest.mark.parametrize("name", VARIED)
def test_a_dossier_in_the_program_comes_back(name: str) -> None:
    found = load_dossier(FILES[name])
    assert same(book_of(found)) == as_made(found)


def test_a_dossier_with_powers_comes_back_with_the_pack_about_powers() -> None:
    pack = load_pack("overdracht")
    found = load_dossier(FILES["@voorbeelden/overdracht-mandaat.yaml"])
    assert same(book_of(found, pack), pack) == as_made(found, pack)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.cases())
def test_generated_dossiers_come_back(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    raw, plain = case
    pack = koppel(raw)
    found = Dossier.model_validate(plain)
    assert same(book_of(found, pack), pack) == as_made(found, pack)


WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda t: bool(t.strip())),
    st.sampled_from(["=1+1", "+31 6", "-nee", "@college", "'ja", "_x0041_", "a\r\nb", " ruim ", "12", "1-11-2026"]),
)
DAYS = st.dates(date(1850, 1, 1), date(2200, 1, 1))


@st.composite
def looks_back(draw: Any, bron: st.SearchStrategy[list[str]]) -> dict[str, Any]:
    """Nothing, or the status of a look back with any points of each kind."""
    if draw(st.booleans()):
        return {}
    optional = {"bron": bron, "bij": st.sampled_from(["namens-wie", "hoe-praten-we"])}
    points = st.lists(st.fixed_dictionaries({"tekst": WORDS}, optional=optional), max_size=3)
    kinds = st.fixed_dictionaries({}, optional=dict.fromkeys(("werkte", "later", "kanttekening"), points))
    return {"status": "terugblik", "terugblik": draw(kinds)}


@st.composite
def full_dossiers(draw: Any) -> Dossier:
    """A dossier with every field that may be there, filled with any text."""
    answer = st.sampled_from(STELLING_ANTWOORDEN[:4])
    names = draw(
        st.lists(WORDS.filter(lambda name: name.casefold() not in ROLLEN), min_size=2, max_size=3, unique=True)
    )
    parties = draw(st.permutations([*names, "bewoners", "gemeente", "raad", "samen"]))
    bron = st.lists(WORDS, min_size=1, max_size=3)
    spoken = [{"door": p, "antwoord": draw(answer), "toelichting": draw(WORDS), "bron": draw(bron)} for p in parties]
    party = names[0]
    agreed = {"tekst": draw(WORDS), "wie": draw(WORDS), "wanneer": draw(WORDS), "bevestigd_door": [party]}
    wishes = [{"door": p, "gewenst": draw(st.sampled_from(["adviseren", "besluiten", "onbekend"]))} for p in parties]
    thema = draw(WORDS)
    afspraak = {
        "thema": thema,
        "fasen": draw(st.permutations(FASEN)),
        "gewenst": wishes,
        "bedrag": {
            "euro": str(draw(st.decimals(0, 10**14, places=2))),
            "programma": draw(WORDS),
            "per": draw(st.sampled_from(["jaar", "looptijd"])),
            "stand": draw(st.sampled_from(["voorgesteld", "vastgesteld"])),
            "toelichting": draw(WORDS),
            "bron": [draw(WORDS)],
        },
        "looptijd": {"van": draw(DAYS).isoformat()},
        "antwoorden": {"openbare-vergaderingen": spoken},
        "bevoegdheden": [{"naam": draw(WORDS), "van": "raad", "antwoorden": {"begroting-inzichtelijk": draw(answer)}}],
    }
    return dossier(
        naam=draw(WORDS),
        gemeente=draw(WORDS),
        gebied={"naam": draw(WORDS), "soort": "dorp", "cbs": "BU00140101", "land": "BE"},
        peildatum=draw(DAYS).isoformat(),
        opgesteld={"door": draw(WORDS), "gezien_door": draw(st.lists(WORDS, min_size=1, max_size=3))},
        partijen=[{"naam": name, "rol": draw(st.sampled_from(["bewoners", "raad"]))} for name in names],
        ondertekenaars=[party],
        bevestigd=[
            {"door": party, "op": draw(DAYS).isoformat(), "oordeel": "tekent_niet", "toelichting": draw(WORDS)}
            | ({"kenmerk": draw(st.sampled_from(["00012345", "3f2a91c0", "1234e567"]))} if draw(st.booleans()) else {})
        ],
        bronnen=draw(st.dictionaries(WORDS, WORDS, min_size=1, max_size=3)),
        gesprekken={"namens-wie": draw(WORDS)},
        antwoorden={
            "plek-in-de-wijk": {"antwoord": draw(answer), "bron": draw(bron)},
            "online-meedoen": {"antwoord": "deels", "afgesproken": agreed},
            "meepraten-aan-de-deur": [
                {"door": "raad", "antwoord": "nee"},
                {"door": "samen", "antwoord": "ja", "afgesproken": agreed},
            ],
        },
        afspraken=[afspraak],
        **draw(looks_back(bron)),
        afwegingen=[{"waarborg": "geld-inzichtelijk", "reden": draw(WORDS), "besloten_door": ["raad", "wijk"]}],
        acties=[
            {
                "waarborg": "geld-inzichtelijk",
                "wat": draw(WORDS),
                "trekker": draw(st.sampled_from([*names, "samen"])),
                "thema": thema,
            },
            {"wat": draw(WORDS), "trekker": "wijk", "status": draw(st.sampled_from(["voorstel", "bezig", None]))},
        ],
    )


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(full_dossiers())
def test_any_text_comes_back_letter_by_letter(found: Dossier) -> None:
    assert same(book_of(found)) == as_made(found)


def test_what_looks_like_a_formula_is_text() -> None:
    book = opened(book_of(dossier(naam="=1+1", gemeente="@college")))
    found = [at for row in sheet(book, "dossier").iter_rows() for at in row if at.value in ("=1+1", "@college")]
    assert [at.data_type for at in found] == ["s", "s"] and all(at.quotePrefix for at in found)


@pytest.mark.parametrize("name", VARIED)
def test_a_workbook_in_the_form_of_before_is_read(name: str) -> None:
    found = load_dossier(FILES[name])
    before = first_form(book_of(found))
    assert same(before) == as_made(found)
    assert sheet(opened(before), "kenmerken")["B4"].value == "wijktoets/werkmap@1"


# What people type.


def answers(**values: object) -> Dossier:
    """The dossier after these columns of one question were filled in."""
    key = "openbare-vergaderingen|1|antwoord"
    return read(filled(book_of(dossier()), "transparantie", {(key, column): value for column, value in values.items()}))


@pytest.mark.parametrize("typed", ["ja", "Ja ", " JA", True])
def test_an_answer_may_have_capitals_and_spaces(typed: object) -> None:
    (given_,) = answers(antwoord=typed).afspraken[0].antwoorden["openbare-vergaderingen"]
    assert (given_.door, given_.antwoord) == (None, "ja")


def test_parties_answer_in_columns_of_their_own() -> None:
    given_ = answers(bewoners="nee", gemeente="Ja", samen="deels").afspraken[0].antwoorden["openbare-vergaderingen"]
    assert [(s.door, s.antwoord) for s in given_] == [("bewoners", "nee"), ("gemeente", "ja"), ("samen", "deels")]


def test_an_option_may_have_capitals() -> None:
    content = filled(book_of(dossier()), "zeggenschap", {("wie-besluit|1|antwoord", "antwoord"): "Wijk "})
    assert read(content).afspraken[0].antwoorden["wie-besluit"][0].antwoord == "wijk"


@pytest.mark.parametrize("typed", [date(2026, 11, 1), 46327, "1-11-2026", "2026-11-01 "])
def test_a_day_may_be_a_date_a_number_or_text(typed: object) -> None:
    assert read(filled(book_of(dossier()), "dossier", {("peildatum", "waarde"): typed})).peildatum == date(2026, 11, 1)


@pytest.mark.parametrize("typed", [40000.5, "40.000,50", "€ 40000,5", "40000.50"])
def test_an_amount_is_read_as_people_write_it(typed: object) -> None:
    found = read(filled(book_of(dossier()), "afspraken", {("1", "bedrag.euro"): typed}))
    assert found.afspraken[0].bedrag is not None and found.afspraken[0].bedrag.euro == Decimal("40000.5")


def test_sheets_may_be_renamed_and_moved_and_rows_sorted() -> None:
    found = load_dossier(FILES["@voorbeelden/twee-themas.yaml"])

    def move(book: Any) -> None:
        page = sheet(book, "transparantie")
        rows = [[at.value for at in row] for row in page.iter_rows(min_row=4)]
        page.delete_rows(4, len(rows))
        for number, row in enumerate(reversed(rows), 4):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value
        page.title = "Openheid"
        book.move_sheet(page, -3)

    assert same(changed(book_of(found), move)) == as_made(found)


def test_a_new_afspraak_and_a_filled_in_list_are_read() -> None:
    content = filled(
        book_of(dossier()), "afspraken", {("2", "thema"): "wonen", ("2", "fasen"): "Voorbereiding en uitvoering"}
    )
    found = read(content).afspraken
    assert [(a.thema, a.fasen) for a in found] == [("algemeen", FASEN), ("wonen", ("voorbereiding", "uitvoering"))]
    assert wrong(content) == []


def test_only_what_is_to_be_filled_in_is_open() -> None:
    book = opened(book_of(dossier()))
    page = sheet(book, "transparantie")
    assert page.protection.sheet and not page.protection.password and book.security.lockStructure
    open_cells = {at.column for row in page.iter_rows(min_row=4) for at in row if not at.protection.locked}
    keys = {at.column: at.value for at in page[1]}
    assert {keys[column] for column in open_cells} == {
        *("antwoord", "bewoners", "gemeente", "college", "raad", "partner", "anders", "samen"),
        *("afgesproken", "afgesproken.wie", "afgesproken.wanneer", "afgesproken.bevestigd_door"),
    }
    assert page.freeze_panes and page.print_title_rows and page.row_dimensions[1].hidden


def offered(key: str) -> dict[str, list[object]]:
    """The words that can be chosen on a sheet, by the key of the row."""
    book = opened(book_of(dossier()))
    page, lists = sheet(book, key), book["lijsten"]
    found: dict[str, list[object]] = {}
    for validation in page.data_validations.dataValidation:
        where = validation.formula1.split("!")[1].replace("$", "")
        words = [row[0].value for row in lists[where]]
        for area in validation.sqref.ranges:
            found |= {str(page.cell(row, 1).value): words for row in range(area.min_row, area.max_row + 1)}
    return found


def test_each_question_offers_its_own_answers() -> None:
    found = offered("zeggenschap")
    assert found["wie-besluit|1|antwoord"] == ["wijk", "samen", "tot-een-grens", "college", "raad", "onbekend"]
    assert found["agenda-afgesproken|1|antwoord"] == ["ja", "deels", "nee", "onbekend"]
    assert offered("realisatiekracht")["uitvoering-door-de-gemeente|1|antwoord"][-1] == "nvt"
    assert not any("toelichting" in key for key in found)


def test_all_questions_are_there_and_kernvragen_come_first() -> None:
    book = opened(book_of(dossier()))
    seen: set[str] = set()
    for onderdeel in {v.onderdeel for v in PACK.vragen.values()}:
        keys = [str(at.value).split("|")[0] for at in sheet(book, onderdeel)["A"][3:] if at.value]
        seen |= set(keys)
        kern = [name in PACK.kern for name in dict.fromkeys(keys)]
        assert kern == sorted(kern, reverse=True)
    assert seen == set(PACK.vragen)
