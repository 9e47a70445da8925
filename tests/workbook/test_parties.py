"""A column for each party of the dossier in a workbook: there and back, new parties, renamed ones, and lost ones."""

from typing import Any

import pytest

from tests.workbook.books import (
    PACK,
    as_made,
    book_of,
    cell,
    changed,
    dossier,
    filled,
    opened,
    read,
    same,
    sheet,
    wrong,
)
from wijktoets import texts
from wijktoets.engine.model.dossier import Dossier

pytestmark = pytest.mark.anywhere

VRAAG = "openbare-vergaderingen"
GEZIEN = "opgesteld.gezien_door"
NAMES = ("Dorpsbelang", "=1+1 @Zon", "Energie BV")
PARTIES = [
    {"naam": NAMES[0], "rol": "bewoners"},
    {"naam": NAMES[1], "rol": "bewoners"},
    {"naam": "Gemeente", "rol": "gemeente"},
    {"naam": NAMES[2], "rol": "partner"},
]


def spoken(*doors: str) -> list[dict[str, str]]:
    return [{"door": door, "antwoord": "nee" if n else "ja"} for n, door in enumerate(doors)]


def full(**rest: Any) -> Dossier:
    """A dossier in which parties by name and roles speak, wish and act, in an order of their own."""
    doors = (NAMES[1], "gemeente", NAMES[0], "samen")
    power = {"naam": "maaien", "van": "raad", "antwoorden": {VRAAG: spoken(NAMES[2], "raad")}}
    afspraak = {
        "thema": "groen",
        "gewenst": [{"door": door, "gewenst": "besluiten"} for door in (NAMES[2], "raad", NAMES[1])],
        "antwoorden": {VRAAG: spoken(*doors)},
        "bevoegdheden": [power],
    }
    acties = [{"waarborg": "geld-inzichtelijk", "wat": "kijken", "trekker": name} for name in (*NAMES, "raad")]
    return dossier(**{"partijen": PARTIES, "afspraken": [afspraak], "acties": acties, **rest})


def heads(content: bytes, key: str) -> dict[str, str]:
    """The heads of the columns of a sheet, by their key."""
    page = sheet(opened(content), key)
    return {str(at.value): str(page.cell(3, at.column).value) for at in page[1] if at.value}


def test_there_and_back_is_the_identity() -> None:
    assert same(book_of(full())) == as_made(full())


def test_each_party_has_a_column_with_its_name_as_text() -> None:
    found = heads(book_of(full()), "transparantie")
    assert [found[f"partij.{n}"] for n in (1, 2, 4)] == list(NAMES)
    head = cell(sheet(opened(book_of(full())), "transparantie"), f"{VRAAG}|1|antwoord", "partij.2")
    assert sheet(opened(book_of(full())), "transparantie").cell(3, head.column).data_type == "s"
    wishes = heads(book_of(full()), "afspraken")
    assert wishes["gewenst.partij.2"] == texts.text("werkmap.wens_van", naam=NAMES[1])


def test_a_party_that_is_called_as_a_role_has_none() -> None:
    assert "partij.3" not in heads(book_of(full()), "transparantie")


def test_a_dossier_without_parties_has_the_columns_of_before() -> None:
    found = list(heads(book_of(dossier(afspraken=[{"thema": "groen"}])), "transparantie"))
    assert not [key for key in found if key.startswith("partij")] and "bewoners" in found


def test_what_is_typed_in_the_column_of_a_party_is_its_answer() -> None:
    empty = book_of(dossier(partijen=PARTIES, afspraken=[{"thema": "groen"}]))
    typed = filled(empty, "transparantie", {(f"{VRAAG}|1|antwoord", "partij.2"): "Nee"})
    (said,) = read(typed).afspraken[0].antwoorden[VRAAG]
    assert (said.door, said.antwoord) == (NAMES[1], "nee")


def test_a_wish_in_the_column_of_a_party_is_its_wish() -> None:
    empty = book_of(dossier(partijen=PARTIES, afspraken=[{"thema": "groen"}]))
    wishes = {"gewenst": None, "gewenst.partij.1": "aanjagen", "gewenst.raad": "besluiten"}
    typed = filled(empty, "afspraken", {("1", key): wish for key, wish in wishes.items()})
    assert [(w.door, w.gewenst) for w in read(typed).afspraken[0].gewenst] == [
        (NAMES[0], "aanjagen"),
        ("raad", "besluiten"),
    ]


def test_a_party_that_is_added_gets_its_column_at_the_next_export() -> None:
    more = filled(book_of(full()), "partijen", {("5", "naam"): "De Schakel", ("5", "rol"): "partner"})
    found = read(more)
    assert found.partijen[-1].naam == "De Schakel"
    assert heads(book_of(found), "transparantie")["partij.5"] == "De Schakel"


def test_a_party_that_is_called_otherwise_keeps_its_answers_and_wishes() -> None:
    book = book_of(full(acties=[]))
    found = read(filled(book, "partijen", {("1", "naam"): "Dorpsvereniging"}))
    assert [s.door for s in found.afspraken[0].antwoorden[VRAAG]] == [NAMES[1], "gemeente", "Dorpsvereniging", "samen"]


def test_parties_that_changed_places_are_told() -> None:
    swapped = {("1", "naam"): NAMES[1].removeprefix("="), ("2", "naam"): NAMES[0]}
    names = [{"naam": NAMES[0], "rol": "bewoners"}, {"naam": NAMES[1].removeprefix("="), "rol": "bewoners"}]
    lines = wrong(filled(book_of(dossier(partijen=names, afspraken=[{"thema": "groen"}])), "partijen", swapped))
    assert len(lines) == 2 and all("blad Partijen" in line for line in lines)


def test_a_party_that_is_gone_leaves_no_answers_unread() -> None:
    lines = wrong(filled(book_of(full(acties=[])), "partijen", {("2", "naam"): None, ("2", "rol"): None}))
    assert lines and all(texts.all_texts()["meldingen"]["werkmap_partij_weg"][0] in line for line in lines)


def test_a_party_that_gets_the_name_of_a_role_is_told_where_it_speaks() -> None:
    (line,) = wrong(
        filled(
            book_of(dossier(partijen=PARTIES[:1], afspraken=[{"thema": "x", "antwoorden": {VRAAG: spoken(NAMES[0])}}])),
            "partijen",
            {("1", "naam"): "Bewoners"},
        )
    )
    assert "blad Transparantie" in line and "'bewoners'" in line and "blad Partijen" in line


def test_a_name_that_stands_twice_is_told_by_its_row() -> None:
    (line,) = wrong(filled(book_of(dossier(partijen=PARTIES)), "partijen", {("3", "naam"): NAMES[0]}))
    assert "blad Partijen" in line and "in rij 5" in line


@pytest.mark.parametrize("pack", [None, PACK])
def test_a_workbook_without_columns_for_parties_is_read(pack: object) -> None:
    """As those of before: the columns and the keys of the parties taken away."""

    def before(book: Any) -> None:
        page = sheet(book, "partijen")
        for at in page["A"][3:]:
            at.value = None if at.value != "." else at.value
        for key in ("transparantie", "afspraken"):
            page = sheet(book, key)
            columns = [at.column for at in page[1] if "partij." in str(at.value)]
            for column in reversed(columns):
                page.delete_cols(column)

    roles = dossier(
        partijen=PARTIES, afspraken=[{"thema": "groen", "antwoorden": {VRAAG: spoken("bewoners", "gemeente")}}]
    )
    assert pack is None or same(changed(book_of(roles), before)) == as_made(roles)


@pytest.mark.parametrize("typed", ["{}\n{}", "{}, {}", "{} ; {}", "{} en  {}", "{}, en {}"])
def test_parties_in_one_cell_are_parties_each(typed: str) -> None:
    names = ("Bewoners van Oost en West", "Gebiedsteam")
    made = dossier(
        partijen=[{"naam": names[0], "rol": "bewoners"}, {"naam": names[1], "rol": "gemeente"}],
        opgesteld={"door": "Gebiedsteam"},
        afspraken=[{"thema": "groen", "antwoorden": {VRAAG: {"antwoord": "ja", "afgesproken": "Kom maar."}}}],
    )
    cell_of = typed.format(*names)
    content = filled(book_of(made), "dossier", {(key, "waarde"): cell_of for key in ("ondertekenaars", GEZIEN)})
    content = filled(content, "transparantie", {(f"{VRAAG}|1|antwoord", "afgesproken.bevestigd_door"): cell_of})
    found = read(content)
    agreed = found.afspraken[0].antwoorden[VRAAG][0].afgesproken
    assert agreed is not None and found.opgesteld is not None
    assert [found.ondertekenaars, found.opgesteld.gezien_door, agreed.bevestigd_door] == [names] * 3


def test_a_name_that_is_no_party_stays_as_it_was_typed() -> None:
    content = filled(
        book_of(full()), "dossier", {("opgesteld.door", "waarde"): "team", (GEZIEN, "waarde"): "Jan en An"}
    )
    seen = read(content).opgesteld
    assert seen is not None and seen.gezien_door == ("Jan en An",)
