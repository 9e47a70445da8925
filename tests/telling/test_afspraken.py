"""The sheet to sign: who does what, what people agreed in their own words, who signs, and a worksheet behind it."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests import spoken
from tests.builders import VANDAAG, dossier
from tests.telling.reading import ALL, EXAMPLES, example, of
from tests.telling.sheets import FULLEST, ONE_LEAF, sheet, signed_on
from wijktoets import evaluate, load_dossier, load_pack, texts
from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
from wijktoets.engine.advice.plan.record import chosen
from wijktoets.engine.judging import direct
from wijktoets.engine.result.rapport import AfgesprokenRij, Rapport, RolRij
from wijktoets.telling.agreed_words import words_heading
from wijktoets.telling.formats import pdf
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.telling.tree import Document, Heading, Listing, PageBreak, Paragraph, Table, walk, words
from wijktoets.telling.worksheet import MOST, SPOKEN_OF, WRITE_HEIGHT


def told(key: str, **facts: object) -> str:
    """A sentence of the sheet."""
    return spoken.text(f"report.blad.{key}", **facts)


def headed(key: str, column: int = 0) -> str:
    """A head of a table of the sheet."""
    found: str = texts.all_texts()["report"]["blad"][key][column]
    return found


OVERVIEW, STEP, SIGNER = told("overzicht_kop"), headed("acties_kop"), headed("tekenen_kop")
OVERLEG = {"naam": "Overleg", "rol": "wijk"}
TEAM = {"naam": "Team", "rol": "gemeente"}
POWER = {
    **{"naam": "geld voor groen", "van": "college", "aan": "stichting", "weg": "delegatie"},
    "antwoorden": {
        **{"bevoegdheid-onderwerp": "geld-besteden", "al-gedelegeerd": "niet", "wet-sluit-uit": "niet"},
        **{"mandaat-soort-besluit": "gewone-besluiten", "gemeente-doet-mee": "niet"},
    },
}


def tables(document: Document, head: str) -> list[Table]:
    """The tables whose first head is this."""
    return [b for b in document.parts if isinstance(b, Table) and b.heads[0] == head]


def cells(tables: list[Table]) -> list[list[str]]:
    return [[words(cell) for cell in row] for table in tables for row in table.rows]


def signed(document: Document) -> Document:
    """What is before the worksheet."""
    parts = document.parts
    end = next((i for i, part in enumerate(parts) if isinstance(part, PageBreak)), len(parts))
    return Document(document.title, document.subtitle, document.metadata, parts[:end])


def worksheet(document: Document) -> list[list[str]]:
    """The rows to write in, without the names over them."""
    found = [b for b in document.parts if isinstance(b, Table) and b.writing_height == WRITE_HEIGHT]
    return [row for row in cells(found) if len(row) > 1]


def own_words(document: Document) -> list[list[str]]:
    """What people wrote, as it is signed."""
    return [row for row in cells(tables(signed(document), headed("woorden_kop"))) if len(row) > 1]


def heads(document: Document) -> list[str]:
    return [words(b.text) for b in walk(document.parts) if isinstance(b, Heading)]


def all_words(document: Document) -> str:
    lines = [words(p.text) for b in walk(document.parts) if isinstance(b, Listing) for p in b.items]
    lines += [words(b.text) for b in document.parts if isinstance(b, Paragraph | Heading)]
    lines += [cell for row in cells([b for b in document.parts if isinstance(b, Table)]) for cell in row]
    return "\n".join(lines)


def gronings(antwoorden: dict[str, object] | None = None, **delen: object) -> Rapport:
    delen.setdefault("afspraken", [{"thema": "groen", "gewenst": "besluiten"}])
    return evaluate(dossier(antwoorden, **delen), load_pack(), today=VANDAAG, engine="direct")


# Who does what


def test_who_does_what_stands_per_role_below_the_facts_of_the_thema() -> None:
    rapport = example()
    (table,) = tables(afspraken(rapport), OVERVIEW)
    rows = {words(row[0]): words(row[1]) for row in table.rows}
    assert list(rows)[-6:] == [role.naam for role in rapport.wie_doet_wat]
    assert rows[spoken.text("report.feiten.geld")].startswith("€ 40.000")
    assert rows[rapport.wie_doet_wat[2].naam].startswith("De wijk neemt het besluit.")
    assert rows[rapport.wie_doet_wat[4].naam].endswith("Het planten doen bewoners zelf.")


def test_a_pack_without_roles_shows_the_facts_alone() -> None:
    (table,) = tables(afspraken(of({"openbaar": "ja"})), OVERVIEW)
    assert spoken.said("report.feiten.wens") in [words(row[0]) for row in table.rows]


def test_a_pack_has_roles_of_its_own() -> None:
    rapport = example().model_copy(update={"wie_doet_wat": [RolRij(naam="Wie maait?", vragen=["wie-besluit"])]})
    assert cells(tables(afspraken(rapport), OVERVIEW))[-1][0] == "Wie maait?"


def test_themas_and_fasen_with_other_roles_stand_beside_each_other() -> None:
    thema = {"thema": "groen", "gewenst": "besluiten"}
    early = {**thema, "fasen": ["voorbereiding"], "antwoorden": {"wie-besluit": "wijk"}}
    late = {**thema, "fasen": ["uitvoering"], "antwoorden": {"wie-besluit": "college"}}
    (found,) = tables(afspraken(gronings(afspraken=[early, late])), OVERVIEW)
    assert found.heads == (OVERVIEW, "Groen, voorbereiding", "Groen, uitvoering")
    row = found.rows[-4]
    assert [words(cell) for cell in row[1:]] == ["De wijk neemt het besluit.", "Het college neemt het besluit."]
    many = [{**thema, "thema": name} for name in ("groen", "spelen", "wonen", "zorg")]
    assert [len(t.heads) for t in tables(afspraken(gronings(afspraken=many)), OVERVIEW)] == [4, 2]


@pytest.mark.parametrize(
    "answer", ["onbekend", [{"door": "bewoners", "antwoord": "wijk"}, {"door": "gemeente", "antwoord": "college"}]]
)
def test_a_role_that_is_open_or_differs_has_room_to_write(answer: object) -> None:
    (table,) = tables(afspraken(gronings({"wie-besluit": answer, "wie-organiseert": "wijk"})), OVERVIEW)
    heights = {words(row[1]): table.height(row) for row in table.rows}
    assert heights[""] == table.writing_height > 0
    assert heights["De wijk organiseert het."] == 0


def test_the_wish_stands_in_words_of_residents_too() -> None:
    rows = cells(tables(afspraken(example(EXAMPLES / "wijkdeal-uit-word.yaml")), OVERVIEW))
    (wishes,) = [row[1:] for row in rows if row[0] == spoken.said("report.feiten.wens")]
    plainly = told("woord", woord=spoken.text("report.bewoners.woorden.aanjagen"))
    assert wishes == ["Besluiten", f"Aanjagen{plainly}"]


# Own words


def test_only_what_people_wrote_is_signed_with_who_and_when_behind_it() -> None:
    said = {"tekst": "Elke *maand* [x]", "wie": "het Team", "wanneer": "elk voorjaar"}
    rapport = of({"openbaar": {"antwoord": "ja", "afgesproken": said}, "raad-sprak": "ja", "buren": "ja"})
    found = signed(afspraken(rapport))
    (worded,) = rapport.afspraken[0].afgesproken
    assert own_words(found) == [[worded.kop, "Elke *maand* [x]", "het Team, elk voorjaar"]]
    names = {eis.naam for eis in rapport.afspraken[0].eisen} - {worded.kop}
    assert names and not any(name in all_words(found) for name in names)


def test_sentences_about_one_thing_share_a_row_where_the_same_do_them() -> None:
    (first, *_), shown = own_rows("samen-bepaald-waarover"), own_words(signed(sheet("wijkdeal-half-gezegd")))
    assert [row[0] for row in shown].count(first.kop) == 1
    (row,) = [row for row in shown if row[0] == first.kop]
    texts_of = [each.tekst for each in (first, *own_rows("vooraf-gezegd-waarover-niet"))]
    assert row[1] == " ".join(texts_of) and row[2] == first.wie


def own_rows(vraag: str) -> list[AfgesprokenRij]:
    """What was written at a question of the thema about the playgrounds."""
    rapport = example(EXAMPLES / "wijkdeal-half-gezegd.yaml")
    return [row for row in rapport.afspraken[0].afgesproken if row.vraag == vraag]


@pytest.mark.parametrize("path", [p for p in ALL if p.parent == EXAMPLES], ids=lambda p: p.stem)
def test_no_point_of_the_model_is_signed_that_nobody_worded(path: Path) -> None:
    rapport = example(path)
    found = signed(afspraken(rapport))
    headings = {row.kop for a in rapport.afspraken for row in a.afgesproken}
    weighed = {row.naam for a in rapport.afspraken for row in a.afwegingen}
    points = {e.naam for a in rapport.afspraken for e in a.eisen} - headings - weighed
    points |= {v.tekst for a in rapport.afspraken for v in a.witte_vlekken} | set(rapport.voorbeeldteksten.values())
    assert [point for point in points if point in all_words(found)] == []
    rest = " ".join(row[1] for row in own_words(found))
    for line in sorted({row.tekst for a in rapport.afspraken for row in a.afgesproken}, key=len, reverse=True):
        assert line in rest
        rest = rest.replace(line, "")
    assert not rest.split(), "nothing but what people wrote"
    assert any(
        rapport.teksten["blijft_bij_raad"].tekst in words(b.text) for b in found.parts if isinstance(b, Paragraph)
    )


def test_what_all_stand_behind_is_agreed_and_the_rest_a_proposal() -> None:
    both = {"tekst": "Samen.", "bevestigd_door": ["Overleg", "Team"]}
    one = {"tekst": "Alleen wij.", "bevestigd_door": ["Overleg"]}
    answers = {n: {"antwoord": "ja", "afgesproken": t} for n, t in (("openbaar", both), ("raad-sprak", one))}
    rapport = of(answers, partijen=[OVERLEG, TEAM])
    found = afspraken(rapport)
    order = [h for h in heads(found) if h in (words_heading("afgesproken"), words_heading("voorstel"))]
    assert order == [words_heading("afgesproken"), words_heading("voorstel")]
    behind = [told("erachter", wie=who) for who in ("Overleg en Team", "Overleg")]
    rows = zip(rapport.afspraken[0].afgesproken, behind, strict=True)
    assert own_words(found) == [[row.kop, row.tekst, who] for row, who in rows]


def test_what_stands_in_every_thema_stands_once() -> None:
    wish = {"gewenst": "besluiten", "fasen": ["uitvoering"]}
    mine = {"raad-sprak": {"antwoord": "ja", "afgesproken": "Alleen hier."}}
    themas = [{"thema": "groen", **wish}, {"thema": "spelen", **wish, "antwoorden": mine}]
    found = afspraken(of({"openbaar": {"antwoord": "ja", "afgesproken": "Overal."}}, afspraken=themas))
    (table,) = tables(signed(found), headed("woorden_kop"))
    assert [words(row[-2]) if len(row) > 1 else words(row[0]) for row in table.rows] == [
        *("Spelen", "Alleen hier.", told("overal.themas"), "Overal.")
    ]


def test_where_nobody_wrote_that_is_said() -> None:
    said = told("geen_woorden")
    assert said in all_words(afspraken(of({"openbaar": "ja"})))
    assert said not in all_words(afspraken(of({"openbaar": {"antwoord": "ja", "afgesproken": "Elke week."}})))


def test_what_is_done_otherwise_does_not_read_as_if_it_were_agreed() -> None:
    points = [words(p.text) for b in afspraken(example()).parts if isinstance(b, Listing) for p in b.items]
    (row,) = example().afspraken[0].afwegingen
    begin = spoken.text("scherm.afweging", naam=row.naam.rstrip("."), reden=row.reden)
    assert any(line.startswith(begin) for line in points)


# What the law stops


def with_powers(*themas: str, **powers: dict[str, object]) -> Rapport:
    afspraken = [
        {"thema": name, "gewenst": "besluiten", "bevoegdheden": [powers[name]] if name in powers else []}
        for name in themas
    ]
    return gronings(afspraken=afspraken, partijen=[OVERLEG, TEAM])


def test_a_thema_that_the_law_stops_is_not_signed_and_says_what_must_change_first() -> None:
    rapport = with_powers("groen", "spelen", groen=POWER)
    found = afspraken(rapport)
    assert tables(found, OVERVIEW)[0].heads[1:] == ("Spelen",)
    assert heads(found).index(told("niet_getekend.kop")) < heads(found).index("Groen")
    below = [words(p.text) for b in found.parts if isinstance(b, Listing) for i in b.items for p in i.below]
    (row,) = [row for row in rapport.wettelijk if row.soort == "kan_zo_niet"]
    assert row.bevindingen[0].tekst in below[0] and "art. 165 lid 1 Gemeentewet" in below[0]
    assert below[1] == spoken.text("report.wet.wel_open", wegen="; ".join(row.wel_open)) and row.wel_open
    assert tables(found, SIGNER)


def test_where_the_law_stops_every_thema_nobody_signs() -> None:
    found = afspraken(with_powers("groen", groen=POWER))
    assert told("niet_getekend.alles") in all_words(found)
    assert not tables(found, SIGNER) and not tables(found, OVERVIEW)


def test_what_comes_first_by_law_is_said_and_stops_nothing() -> None:
    found = afspraken(example(EXAMPLES / "overdracht-eerst-de-raad.yaml"))
    assert told("eerst") in heads(found) and tables(found, SIGNER)
    assert told("niet_getekend.kop") not in heads(found)


# Who signs


def test_who_is_to_sign_has_a_row_and_nobody_else() -> None:
    partijen = [OVERLEG, TEAM, {"naam": "Griffie", "rol": "raad"}]
    assert [row[0] for row in cells(tables(afspraken(of({}, partijen=partijen)), SIGNER))] == ["Overleg", "Team"]
    chosen = of({}, partijen=partijen, ondertekenaars=["Griffie"])
    assert cells(tables(afspraken(chosen), SIGNER)) == [["Griffie", "", "", ""]]
    assert [row[0] for row in cells(tables(afspraken(of({})), SIGNER))] == ["Wijk", "Gemeente"]


@pytest.mark.parametrize("oordeel", ["zo_gezegd", "niet_zo_gezegd", "tekent_niet"])
def test_what_a_party_said_of_the_sheet_stands_with_its_name(oordeel: str) -> None:
    row = {"door": "Overleg", "oordeel": oordeel, "toelichting": "Wij missen de flats."}
    today = of({}, partijen=[OVERLEG, TEAM]).kenmerk
    for mark, key in ((today, "nu"), ("00000000", "eerder")):
        found = afspraken(of({}, partijen=[OVERLEG, TEAM], bevestigd=[{**row, "kenmerk": mark}]))
        said = spoken.text(
            f"scherm.bevestigd.{oordeel}.{key}", wie="Overleg", op="", toelichting="Wij missen de flats."
        )
        assert all_words(found).count(said) == 1
        signs = any(cell[0].startswith("Overleg") for cell in cells(tables(found, SIGNER)))
        assert signs == ((oordeel, key) != ("tekent_niet", "nu")), "who does not sign has no line, and says why"


# What we do


def test_acties_have_an_owner_a_day_and_how_far_they_are_and_a_proposal_stands_apart() -> None:
    steps = [
        {"wat": "Raad bellen", "trekker": "wijk"},
        {"wat": "Tent huren", "trekker": "Overleg", "wanneer": "2027-02-01", "status": "bezig"},
        {"wat": "btw uitzoeken", "trekker": "gemeente", "status": "voorstel"},
        {"wat": "Niet meer", "trekker": "gemeente", "status": "vervallen"},
    ]
    found = afspraken(of({"openbaar": "ja"}, acties=steps, partijen=[OVERLEG]))
    done, proposed = tables(found, STEP)
    assert cells([done]) == [
        ["Raad bellen.", "wijk", "", ""],
        ["Tent huren.", "Overleg", "1 februari 2027", spoken.text("scherm.actie_status.bezig").lower()],
    ]
    assert [row[0] for row in cells([proposed])] == ["btw uitzoeken."]
    assert tables(signed(found), STEP) == [done]


def test_a_sheet_names_the_partner() -> None:
    owners = [row[1] for row in cells(tables(afspraken(example(EXAMPLES / "wijkdeal-uit-word.yaml")), STEP))]
    assert owners == ["gemeente", "raad", told("samen"), "De Schakel"]


@pytest.mark.parametrize("thema", [None, "groen"])
def test_recording_a_plan_raises_no_number_of_open_points(thema: str | None) -> None:
    case, pack = load_dossier(EXAMPLES / "wijkdeal-uit-word.yaml"), load_pack()
    found = plan(case, pack, direct.compute, VANDAAG, Vraagstuk(thema=thema))
    new = chosen(found, case, frozenset(), None).nieuw
    assert len(new) > 10
    planned = case.model_copy(update={"acties": (*case.acties, *new)})
    before, after = (afspraken(evaluate(each, pack, engine="direct")) for each in (case, planned))
    assert worksheet(after) == worksheet(before) and signed(after) == signed(before)
    assert len(cells(tables(after, STEP)[1:])) == len(new), "what is only proposed stands apart"


# The worksheet


def test_a_yes_without_words_is_on_the_worksheet_with_an_example_to_start_from() -> None:
    note = {"antwoord": "ja", "toelichting": "Binnen zes weken"}
    found = afspraken(gronings({"college-koppelt-terug": note}))
    (row,) = worksheet(found)
    rapport = gronings({"college-koppelt-terug": note})
    name = next(e.naam for e in rapport.afspraken[0].eisen if e.waarborg == "college-laat-zien-wat-het-doet")
    example = told("voorbeeld", tekst=rapport.voorbeeldteksten["college-laat-zien-wat-het-doet"])
    assert row == [f"{name}. Binnen zes weken. {example}", "", ""]
    worded = gronings({"college-koppelt-terug": {"antwoord": "ja", "afgesproken": "Binnen zes weken."}})
    assert worksheet(afspraken(worded)) == []


def test_what_is_known_not_to_be_or_differs_is_on_the_worksheet_and_what_nobody_spoke_of_is_not() -> None:
    both = [{"door": "bewoners", "antwoord": "nee"}, {"door": "gemeente", "antwoord": "ja"}]
    assert worksheet(afspraken(of({}))) == []
    rapport = of({"openbaar": both, "raad-sprak": "nee"})
    rows = worksheet(afspraken(rapport))
    assert [row[0].split(".")[0] for row in rows] == [e.naam for e in rapport.afspraken[0].eisen if e.norm == "moet"]
    assert "nee" in rows[0][0] and "ja" in rows[0][0]


def test_a_role_is_no_row_of_the_worksheet() -> None:
    assert worksheet(afspraken(gronings({"gebiedsteam-helpt": "ja"}))) == []


@pytest.mark.parametrize("path", [p for p in ALL if p.parent == EXAMPLES], ids=lambda p: p.stem)
def test_a_worksheet_is_few_high_rows_a_thema(path: Path) -> None:
    found = afspraken(example(path))
    high = [b for b in found.parts if isinstance(b, Table) and b.writing_height == WRITE_HEIGHT]
    assert len(high) <= 1 and WRITE_HEIGHT == 30
    for table in high:
        assert table.widths[1] == max(table.widths), "the room to write is the widest"
        below = [0]
        for row in table.rows:
            below = [*below, 0] if table.is_name(row) else [*below[:-1], below[-1] + 1]
        assert max(below) <= MOST


@given(st.integers(0, 12), st.integers(1, 4))
def test_all_that_has_no_words_is_shown_or_said_to_follow(yes: int, themas: int) -> None:
    asked = [v.id for v in load_pack().vragen.values() if v.soort == "stelling"][:yes]
    names = [{"thema": f"thema {n}", "gewenst": "besluiten", "fasen": ["uitvoering"]} for n in range(themas)]
    rapport = gronings(dict.fromkeys(asked, "ja"), afspraken=names)
    found = afspraken(rapport)
    shown, more = worksheet(found), told("werkblad_rest") in all_words(found)
    behind = {e.waarborg for e in rapport.afspraken[0].eisen if e.status == "geborgd" and e.norm != "mag"}
    vlekken = [v for v in rapport.afspraken[0].witte_vlekken if v.norm == "moet" and v.aard in SPOKEN_OF]
    roles = {vraag for role in rapport.wie_doet_wat for vraag in role.vragen}
    behind |= {v.waarborg for v in vlekken}
    wanted = [w for w in behind if not set(rapport.vragen_bij[w]) & set(asked) <= roles]
    assert len(shown) == min(len(wanted), MOST), "what is the same everywhere stands once"
    assert more == (len(wanted) > MOST)


# Pages


@pytest.mark.parametrize("name", ONE_LEAF)
def test_what_is_signed_fits_on_two_sides_of_a_leaf(name: str, tmp_path: Path) -> None:
    file = tmp_path / "afspraken.pdf"
    file.write_bytes(pdf.render(sheet(name)))
    assert signed_on(file) in ([1], [2])


def test_the_fullest_example_is_two_sides_to_sign_and_one_page_to_write_on() -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.render(sheet(FULLEST)))).pages]
    assert len(pages) <= 3 and told("werkblad") in pages[-1]
    assert not any(told("werkblad") in page for page in pages[:2])
