"""The sheet to sign: who does what per thema and fase, what is agreed, and room for what is not."""

import io

import pikepdf
import pytest

from tests.builders import VANDAAG
from tests.report.reading import ALL, DRIE, EXAMPLES, example, of
from wijktoets import load_dossier, load_pack
from wijktoets.engine import direct
from wijktoets.engine.advice.plan import plan
from wijktoets.engine.advice.plan_value import Plan
from wijktoets.engine.rapport import Rapport, RolRij
from wijktoets.report import pdf
from wijktoets.report.afspraken import afspraken
from wijktoets.report.document import Document, Invulruimte, Kop, Lijst, Tabel, words


def table(document: Document, head: str) -> list[list[str]]:
    """The rows of the table whose first heads are these."""
    (found,) = [b for b in document.blokken if isinstance(b, Tabel) and b.koppen[0] == head]
    return [[words(cell) for cell in row] for row in found.rijen]


def plan_of() -> Plan:
    return plan(load_dossier(DRIE), load_pack(), direct.compute, VANDAAG)


def test_who_does_what_stands_per_role() -> None:
    rows = {row[0]: row[1] for row in table(afspraken(example()), "Rol")}
    assert list(rows) == [
        "Wie regisseert?",
        "Wie organiseert?",
        "Wie beslist?",
        "Wie beslist bij verschil?",
        "Wie voert uit?",
        "Wie helpt?",
    ]
    assert rows["Wie beslist?"].startswith("De wijk neemt het besluit.")
    assert rows["Wie voert uit?"] == "De gemeente bestelt en plaatst. Het planten doen bewoners zelf."


def test_a_pack_without_roles_makes_a_sheet_without_that_table() -> None:
    heads = [b.koppen[0] for b in afspraken(of({"openbaar": "ja"})).blokken if isinstance(b, Tabel)]
    assert heads and "Rol" not in heads


def test_a_pack_has_roles_of_its_own() -> None:
    rapport = example().model_copy(update={"wie_doet_wat": [RolRij(naam="Wie maait?", vragen=["wie-besluit"])]})
    assert [row[0] for row in table(afspraken(rapport), "Rol")] == ["Wie maait?"]


def test_fasen_with_other_roles_have_a_column_each() -> None:
    thema = {"thema": "groen", "gewenst": "besluiten"}
    early = {**thema, "fasen": ["voorbereiding"], "antwoorden": {"wie-besluit": "wijk"}}
    late = {**thema, "fasen": ["uitvoering"], "antwoorden": {"wie-besluit": "college"}}
    rapport = _gronings(afspraken=[early, late])
    (found,) = [b for b in afspraken(rapport).blokken if isinstance(b, Tabel) and b.koppen[0] == "Rol"]
    assert found.koppen == ("Rol", "Voorbereiding", "Uitvoering")
    cells = next(row for row in found.rijen if words(row[0]) == "Wie beslist?")
    assert [words(cell) for cell in cells[1:]] == ["De wijk neemt het besluit.", "Het college neemt het besluit."]


@pytest.mark.parametrize(
    "answer",
    [
        "onbekend",
        [{"door": "bewoners", "antwoord": "wijk"}, {"door": "gemeente", "antwoord": "college"}],
    ],
)
def test_what_is_open_or_differs_is_left_empty(answer: object) -> None:
    rows = {row[0]: row[1] for row in table(afspraken(_gronings({"wie-besluit": answer})), "Rol")}
    assert rows["Wie beslist?"] == ""


def test_only_what_is_settled_counts_as_agreed_and_the_rest_has_room() -> None:
    rapport = of({"openbaar": "ja", "raad-sprak": "nee"})
    found = afspraken(rapport)
    agreed = [words(p.tekst) for b in found.blokken if isinstance(b, Lijst) for p in b.punten]
    open_ones = [row[0] for row in table(found, "Waar het om gaat")]
    names = {eis.waarborg: eis.naam for eis in rapport.afspraken[0].eisen}
    assert agreed == [f"{names['open-vergaderen']}."]
    assert len(open_ones) == 1 and open_ones[0].startswith(f"{names['raad-praat-mee']}.")


def test_an_example_stands_beside_what_is_to_be_filled_in_and_never_as_what_was_agreed() -> None:
    rows = table(afspraken(example()), "Waar het om gaat")
    told, agreed = next(row for row in rows if row[0].startswith("De minderheid"))
    assert "Bijvoorbeeld: In elk besluit staat" in told and agreed == ""


def test_what_stands_in_every_thema_stands_once() -> None:
    first, second = {"thema": "groen"}, {"thema": "spelen", "antwoorden": {"raad-sprak": "ja"}}
    wish = {"gewenst": "besluiten", "fasen": ["uitvoering"]}
    rapport = of({"openbaar": "ja"}, afspraken=[{**first, **wish}, {**second, **wish}])
    open_name, raad_name = (f"{e.naam}." for e in rapport.afspraken[0].eisen if e.norm == "moet")
    told: dict[str, list[str]] = {}
    head = ""
    for blok in afspraken(rapport).blokken:
        if isinstance(blok, Kop) and blok.niveau == 2:
            head = blok.tekst
        elif isinstance(blok, Lijst):
            told.setdefault(head, []).extend(words(p.tekst) for p in blok.punten)
    assert told == {"Spelen": [raad_name], "Bij alle thema's": [open_name]}


@pytest.mark.parametrize(
    "name", ["wijkdeal-drie-afspraken", "twee-themas", "korte-route", "wijkdeal-congruent", "bewust-anders"]
)
def test_a_sheet_fits_on_two_sides_of_a_leaf(name: str) -> None:
    path = EXAMPLES / f"{name}.yaml"
    found = afspraken(example(path), plan(load_dossier(path), load_pack(), direct.compute, VANDAAG))
    with pikepdf.open(io.BytesIO(pdf.render(found))) as opened:
        assert len(opened.pages) <= 2


def test_acties_have_an_owner_and_a_day_or_room_for_them() -> None:
    rows = table(afspraken(example(), plan_of()), "Wat")
    first = "Een overzicht van al het geld voor groen in Noorderlinde."
    assert rows[0] == [first, "gemeente", "1 februari 2027", "bezig"]
    assert len(rows) == 5 and [row[2:] for row in rows[2:]] == [["", "voorstel"]] * 3


def test_every_party_has_a_row_to_sign_in() -> None:
    rows = table(afspraken(example()), "Namens")
    assert [row[0] for row in rows] == [p.naam for p in example().partijen]
    assert all(row[1:] == ["", "", ""] for row in rows)
    assert [row[0] for row in table(afspraken(of({})), "Namens")] == ["Wijk", "Gemeente"]


def test_a_day_to_look_back_is_asked_where_there_is_none() -> None:
    asked = [b.label for b in afspraken(of({})).blokken if isinstance(b, Invulruimte)]
    assert asked == ["Groen: wij kijken samen terug op"]
    assert not [b for b in afspraken(example()).blokken if isinstance(b, Invulruimte)]


def test_only_a_row_with_something_to_write_in_is_made_higher() -> None:
    (roles,) = [
        b
        for b in afspraken(_gronings({"wie-besluit": "wijk"})).blokken
        if isinstance(b, Tabel) and b.koppen[0] == "Rol"
    ]
    heights = {words(row[0]): roles.height(row) for row in roles.rijen}
    assert heights["Wie beslist?"] == 0 and heights["Wie regisseert?"] == roles.schrijfhoogte > 0


@pytest.mark.parametrize("path", [p for p in ALL if p.parent == EXAMPLES], ids=lambda p: p.stem)
def test_every_example_makes_a_sheet_that_names_what_stays_with_the_raad(path: object) -> None:
    rapport = example(path)  # type: ignore[arg-type]
    found = afspraken(rapport)
    told = [words(b.tekst) for b in found.blokken if hasattr(b, "tekst") and not isinstance(b.tekst, str)]
    assert any(rapport.teksten["blijft_bij_raad"].tekst in line for line in told)


def _gronings(antwoorden: dict[str, object] | None = None, **delen: object) -> Rapport:
    from tests.builders import dossier
    from wijktoets import evaluate

    delen.setdefault("afspraken", [{"thema": "groen", "gewenst": "besluiten"}])
    return evaluate(dossier(antwoorden, **delen), load_pack(), today=VANDAAG, engine="direct")
