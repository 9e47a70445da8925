"""The sheet to sign: who does what per thema and fase, what is agreed, and room for what is not."""

from pathlib import Path

import pytest

from tests import spoken
from tests.builders import VANDAAG
from tests.telling.reading import ALL, DRIE, EXAMPLES, example, of
from tests.telling.sheets import ONE_LEAF, sheet, signed_on
from wijktoets import evaluate, load_dossier, load_pack, texts
from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
from wijktoets.engine.advice.plan.record import chosen
from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.judging import direct
from wijktoets.engine.result.rapport import Rapport, RolRij
from wijktoets.telling.formats import pdf
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.telling.tree import Document, Facts, Heading, Listing, PageBreak, Paragraph, Table, WritingSpace, words
from wijktoets.texts.wording import counted


def told(key: str, **facts: object) -> str:
    """A sentence of the sheet."""
    return spoken.text(f"report.blad.{key}", **facts)


def lead(key: str, fact: str) -> str:
    """How a sentence of the sheet begins, up to this fact."""
    return told(key, **{fact: "|"}).partition("|")[0]


ROLE = spoken.text("report.rollen.rol")
SUBJECT = texts.all_texts()["report"]["blad"]["invullen_kop"][0]
STEP = texts.all_texts()["report"]["blad"]["acties_kop"][0]
SIGNER = texts.all_texts()["report"]["blad"]["tekenen_kop"][0]
PARTLY = f"({spoken.text('report.deels')})"


def table(document: Document, head: str) -> list[list[str]]:
    """The rows of the table whose first heads are these."""
    (found,) = [b for b in document.parts if isinstance(b, Table) and b.heads[0] == head]
    return [[words(cell) for cell in row] for row in found.rows]


def plan_of() -> Plan:
    return plan(load_dossier(DRIE), load_pack(), direct.compute, VANDAAG)


def test_who_does_what_stands_per_role() -> None:
    rows = {row[0]: row[1] for row in table(afspraken(example()), ROLE)}
    assert list(rows) == [
        "Wie bepaalt waarover het gaat?",
        "Wie organiseert?",
        "Wie beslist?",
        "Wie beslist als u er samen niet uitkomt?",
        "Wie voert uit?",
        "Wie helpt?",
    ]
    assert rows["Wie beslist?"].startswith("De wijk neemt het besluit.")
    assert rows["Wie voert uit?"].endswith("De gemeente bestelt en plaatst. Het planten doen bewoners zelf.")


def test_a_pack_without_roles_makes_a_sheet_without_that_table() -> None:
    heads = [b.heads[0] for b in afspraken(of({"openbaar": "ja"})).parts if isinstance(b, Table)]
    assert heads and ROLE not in heads


def test_a_pack_has_roles_of_its_own() -> None:
    rapport = example().model_copy(update={"wie_doet_wat": [RolRij(naam="Wie maait?", vragen=["wie-besluit"])]})
    assert [row[0] for row in table(afspraken(rapport), ROLE)] == ["Wie maait?"]


def test_fasen_with_other_roles_have_a_column_each() -> None:
    thema = {"thema": "groen", "gewenst": "besluiten"}
    early = {**thema, "fasen": ["voorbereiding"], "antwoorden": {"wie-besluit": "wijk"}}
    late = {**thema, "fasen": ["uitvoering"], "antwoorden": {"wie-besluit": "college"}}
    rapport = _gronings(afspraken=[early, late])
    (found,) = [b for b in afspraken(rapport).parts if isinstance(b, Table) and b.heads[0] == ROLE]
    assert found.heads == (ROLE, "Voorbereiding", "Uitvoering")
    cells = next(row for row in found.rows if words(row[0]) == "Wie beslist?")
    assert [words(cell) for cell in cells[1:]] == ["De wijk neemt het besluit.", "Het college neemt het besluit."]


@pytest.mark.parametrize(
    "answer",
    [
        "onbekend",
        [{"door": "bewoners", "antwoord": "wijk"}, {"door": "gemeente", "antwoord": "college"}],
    ],
)
def test_what_is_open_or_differs_is_left_empty(answer: object) -> None:
    rows = {row[0]: row[1] for row in table(afspraken(_gronings({"wie-besluit": answer})), ROLE)}
    assert rows["Wie beslist?"] == ""


def test_only_what_is_settled_counts_as_agreed_and_the_rest_has_room() -> None:
    rapport = of({"openbaar": "ja", "raad-sprak": "nee"})
    found = afspraken(rapport)
    agreed = [words(p.text) for b in found.parts if isinstance(b, Listing) for p in b.items]
    open_ones = [row[0] for row in table(found, SUBJECT)]
    names = {eis.waarborg: eis.naam for eis in rapport.afspraken[0].eisen}
    assert agreed == [f"{names['open-vergaderen']}."]
    assert len(open_ones) == 1 and open_ones[0].startswith(f"{names['raad-praat-mee']}.")


def test_an_example_stands_beside_what_is_to_be_filled_in_and_never_as_what_was_agreed() -> None:
    rows = table(afspraken(example()), SUBJECT)
    point, agreed, _ = next(row for row in rows if row[0].startswith("De minderheid"))
    assert f"{lead('voorbeeld', 'tekst')}In elk besluit staat" in point and agreed == ""


def test_what_stands_in_every_thema_stands_once() -> None:
    first, second = {"thema": "groen"}, {"thema": "spelen", "antwoorden": {"raad-sprak": "ja"}}
    wish = {"gewenst": "besluiten", "fasen": ["uitvoering"]}
    rapport = of({"openbaar": "ja"}, afspraken=[{**first, **wish}, {**second, **wish}])
    open_name, raad_name = (f"{e.naam}." for e in rapport.afspraken[0].eisen if e.norm == "moet")
    below: dict[str, list[str]] = {}
    head = ""
    for blok in afspraken(rapport).parts:
        if isinstance(blok, Heading) and blok.level == 2:
            head = blok.text
        elif isinstance(blok, Listing):
            below.setdefault(head, []).extend(words(p.text) for p in blok.items)
    assert below == {"Spelen": [raad_name], told("overal.themas"): [open_name]}


@pytest.mark.parametrize("name", ONE_LEAF)
def test_what_is_signed_fits_on_two_sides_of_a_leaf(name: str, tmp_path: Path) -> None:
    file = tmp_path / "afspraken.pdf"
    file.write_bytes(pdf.render(sheet(name)))
    assert signed_on(file) in ([1], [2])


def test_what_was_said_stands_beside_what_is_agreed_once() -> None:
    notes = {
        "openbaar": {"antwoord": "ja", "toelichting": "Elke eerste dinsdag"},
        "raad-sprak": {"antwoord": "ja", "toelichting": "In de raad van mei"},
    }
    rapport = of(notes)
    agreed = [words(p.text) for b in afspraken(rapport).parts if isinstance(b, Listing) for p in b.items]
    names = {eis.waarborg: eis.naam for eis in rapport.afspraken[0].eisen}
    assert agreed == [
        f"{names['open-vergaderen']}. Elke eerste dinsdag.",
        f"{names['raad-praat-mee']}. In de raad van mei.",
    ]


def test_of_what_is_no_must_only_what_people_put_in_words_is_named() -> None:
    bare = of({"openbaar": "ja", "buren": "ja"})
    worded = of({"openbaar": "ja", "buren": {"antwoord": "ja", "toelichting": "Bij de soep"}})
    agreed = [
        [words(p.text) for b in afspraken(rapport).parts if isinstance(b, Listing) for p in b.items]
        for rapport in (bare, worded)
    ]
    assert [len(points) for points in agreed] == [1, 2] and agreed[1][1].endswith("Bij de soep.")


def test_what_was_told_of_a_role_is_not_told_again() -> None:
    answers = {"hulp-van-de-gemeente": {"antwoord": "ja", "toelichting": "Een vaste wijkwerker"}}
    cells = [
        words(cell) for b in afspraken(_gronings(answers)).parts if isinstance(b, Table) for r in b.rows for cell in r
    ]
    points = [words(p.text) for b in afspraken(_gronings(answers)).parts if isinstance(b, Listing) for p in b.items]
    assert "Een vaste wijkwerker." in cells and not any("wijkwerker" in point for point in points)


def test_the_sheet_says_how_much_is_not_agreed_and_the_worksheet_behind_it_holds_that() -> None:
    blokken = afspraken(example()).parts
    page = next(i for i, b in enumerate(blokken) if isinstance(b, PageBreak))
    signing = next(i for i, b in enumerate(blokken) if isinstance(b, Table) and b.heads[0] == SIGNER)
    (open_table,) = [b for b in blokken[page:] if isinstance(b, Table)]
    said = [words(b.text) for b in blokken[:signing] if isinstance(b, Paragraph)]
    assert counted("report.blad.open", len(open_table.rows), waar="") in said
    assert signing < page


def test_the_worksheet_gives_both_sides_of_a_difference_and_how_it_stands_now() -> None:
    rows = {row[0].split(".")[0]: row for row in table(afspraken(example()), SUBJECT)}
    both = rows["De minderheid krijgt een plek in het besluit"][0]
    assert "Bewoners: nee (Wie tegen het klimtoestel was" in both and "Gemeente: ja (De opzet vraagt" in both
    assert "Nu: De opzet is nog niet in de raad geweest." in rows["De raad heeft besproken welke rol hij zelf wil"][0]


def test_the_worksheet_names_who_was_chosen_else_who_could_see_to_it() -> None:
    owners = {row[0].split(".")[0]: row[2] for row in table(afspraken(example(), plan_of()), SUBJECT)}
    assert owners["De raad heeft besproken welke rol hij zelf wil"] == "raad, 15 februari 2027"
    assert owners["De minderheid krijgt een plek in het besluit"] == told("trekker", wie=told("samen"))


def test_a_note_that_goes_for_every_thema_stands_once_whatever_else_a_thema_asks() -> None:
    answers = {
        "college-koppelt-terug": {"antwoord": "ja", "toelichting": "Binnen zes weken"},
        "raad-krijgt-verdeling-voorgelegd": {"antwoord": "ja", "toelichting": "In de raad van mei"},
    }
    themas = [{"thema": "groen", "gewenst": "besluiten"}, {"thema": "spelen", "gewenst": "aanjagen"}]
    points = [
        words(p.text)
        for b in afspraken(_gronings(answers, afspraken=themas)).parts
        if isinstance(b, Listing)
        for p in b.items
    ]
    assert [sum(note in point for point in points) for note in ("Binnen zes weken.", "In de raad van mei.")] == [1, 1]


def test_what_is_so_in_part_says_so_and_a_step_that_was_chosen_stands_where_the_afspraak_will() -> None:
    rows = {row[0].split(".")[0]: row for row in table(afspraken(example()), SUBJECT)}
    money = rows["Iedereen kan zien hoeveel geld er is en waar het naartoe gaat"]
    assert PARTLY in money[0]
    assert money[1] == told("stap", wat="Een overzicht van al het geld voor groen in Noorderlinde.")
    assert PARTLY not in rows["De hele wijk kan haar mening geven voordat er een besluit valt"][0]


def test_nothing_open_makes_no_worksheet() -> None:
    found = afspraken(of({"openbaar": "ja", "raad-sprak": "ja"})).parts
    assert not [b for b in found if isinstance(b, PageBreak)]


def test_acties_that_were_chosen_have_an_owner_and_a_day_or_room_for_it() -> None:
    rows = table(afspraken(example(), plan_of()), STEP)
    assert rows == [
        ["Een overzicht van al het geld voor groen in Noorderlinde.", "gemeente", "1 februari 2027", "bezig"],
        ["Een raadsavond in de school over wat de raad hier wil zijn.", "raad", "15 februari 2027", "afgesproken"],
    ]


def test_a_sheet_names_the_partner_and_the_wish_in_words_of_residents_too() -> None:
    found = afspraken(example(EXAMPLES / "wijkdeal-uit-word.yaml"))
    assert [row[1] for row in table(found, STEP)] == ["gemeente", "raad", told("samen"), "De Schakel"]
    name = spoken.text("report.feiten.zeggenschap")
    wishes = [words(f.text) for b in found.parts if isinstance(b, Facts) for f in b.facts if f.name == name]
    plainly = told("woord", woord=spoken.text("report.bewoners.woorden.aanjagen"))
    assert wishes == ["Besluiten", f"Aanjagen{plainly}"]


def test_what_is_done_otherwise_does_not_read_as_if_it_were_agreed() -> None:
    points = [words(p.text) for b in afspraken(example()).parts if isinstance(b, Listing) for p in b.items]
    name = "Het gesprek blijft open en eerlijk, ook als belangen botsen"
    begin = spoken.text("scherm.afweging", naam=name, reden="|").partition(".")[0]
    assert any(line.startswith(begin) for line in points)


def test_every_party_has_a_row_to_sign_in() -> None:
    rows = table(afspraken(example()), SIGNER)
    assert [row[0] for row in rows] == [p.naam for p in example().partijen]
    assert all(row[1:] == ["", "", ""] for row in rows)
    assert [row[0] for row in table(afspraken(of({})), SIGNER)] == ["Wijk", "Gemeente"]


def test_a_day_to_look_back_is_asked_where_there_is_none() -> None:
    asked = [b.label for b in afspraken(of({})).parts if isinstance(b, WritingSpace)]
    assert asked == [told("terugkijken_open", thema="Groen")]
    assert not [b for b in afspraken(example()).parts if isinstance(b, WritingSpace)]


def test_only_a_row_with_something_to_write_in_is_made_higher() -> None:
    (roles,) = [
        b for b in afspraken(_gronings({"wie-besluit": "wijk"})).parts if isinstance(b, Table) and b.heads[0] == ROLE
    ]
    heights = {words(row[0]): roles.height(row) for row in roles.rows}
    assert heights["Wie beslist?"] == 0 and heights["Wie bepaalt waarover het gaat?"] == roles.writing_height > 0


@pytest.mark.parametrize("path", [p for p in ALL if p.parent == EXAMPLES], ids=lambda p: p.stem)
def test_every_example_makes_a_sheet_that_names_what_stays_with_the_raad(path: Path) -> None:
    rapport = example(path)
    found = afspraken(rapport)
    said = [words(b.text) for b in found.parts if isinstance(b, Paragraph)]
    assert any(rapport.teksten["blijft_bij_raad"].tekst in line for line in said)


def _gronings(antwoorden: dict[str, object] | None = None, **delen: object) -> Rapport:
    from tests.builders import dossier
    from wijktoets import evaluate

    delen.setdefault("afspraken", [{"thema": "groen", "gewenst": "besluiten"}])
    return evaluate(dossier(antwoorden, **delen), load_pack(), today=VANDAAG, engine="direct")


def recorded(*, thema: str | None = None) -> tuple[Rapport, Rapport]:
    """The deal that was pasted from Word, before and after its plan was recorded."""
    path = EXAMPLES / "wijkdeal-uit-word.yaml"
    case, pack = load_dossier(path), load_pack()
    found = plan(case, pack, direct.compute, VANDAAG, Vraagstuk(thema=thema))
    new = chosen(found, case, frozenset(), None).nieuw
    assert len(new) > 10
    after = case.model_copy(update={"acties": (*case.acties, *new)})
    return evaluate(case, pack, engine="direct"), evaluate(after, pack, engine="direct")


def open_points(document: Document) -> int:
    """How many points the worksheet holds."""
    return sum(len(b.rows) for b in document.parts if isinstance(b, Table) and b.heads[0] == SUBJECT)


@pytest.mark.parametrize("thema", [None, "groen"])
def test_recording_a_plan_raises_no_number_of_open_points(thema: str | None) -> None:
    before, after = recorded(thema=thema)
    assert open_points(afspraken(after)) == open_points(afspraken(before)) == 21
    assert table(afspraken(after), STEP) == table(afspraken(before), STEP)
    with_steps = [words(cell) for b in afspraken(after).parts if isinstance(b, Table) for row in b.rows for cell in row]
    assert any(cell.startswith(lead("stap_voorstel", "wat")) for cell in with_steps)


def test_a_step_for_one_thema_says_so_at_a_point_of_all() -> None:
    _, after = recorded(thema="groen")
    cells = {words(row[1]) for b in afspraken(after).parts if isinstance(b, Table) for row in b.rows}
    assert any(cell.startswith(told("stap_voorstel_waar", wat="", waar="groen")) for cell in cells)


def test_an_actie_without_a_status_is_printed_without_one() -> None:
    step = {"waarborg": "raad-praat-mee", "wat": "Raad bellen", "trekker": "wijk"}
    rapport = of({"raad-sprak": "nee"}, acties=[step])
    assert table(afspraken(rapport), STEP) == [["Raad bellen.", "wijk", "", ""]]
    assert counted("report.blad.begonnen", 1) not in [words(b.text) for b in paragraphs(rapport)]
    agreed = of({"raad-sprak": "nee"}, acties=[{**step, "status": "afgesproken"}])
    assert counted("report.blad.begonnen", 1) in [words(b.text) for b in paragraphs(agreed)]


def paragraphs(rapport: Rapport) -> list[Paragraph]:
    return [b for b in afspraken(rapport).parts if isinstance(b, Paragraph)]


def test_a_proposal_on_its_own_stands_on_the_worksheet_and_not_with_what_we_do() -> None:
    loose = {"wat": "btw uitzoeken", "trekker": "gemeente", "status": "voorstel"}
    found = afspraken(of({"openbaar": "ja", "raad-sprak": "ja"}, acties=[loose])).parts
    (page,) = [i for i, b in enumerate(found) if isinstance(b, PageBreak)]
    ((at, rows),) = [(i, b.rows) for i, b in enumerate(found) if isinstance(b, Table) and b.heads[0] == STEP]
    assert at > page and [words(cell) for cell in rows[0]] == ["btw uitzoeken.", "gemeente", "", "voorstel"]
