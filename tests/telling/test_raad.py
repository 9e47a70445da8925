"""Page one for the raad: what is asked and when, where parties differ, what the law says, and three steps with who."""

from pathlib import Path

import pytest

from tests import spoken
from tests.builders import VANDAAG, dossier
from tests.telling.reading import EXAMPLES, ROOT, example, of
from tests.telling.test_bijlage import ASKED_OF_RAAD, heads, part, points
from wijktoets import evaluate, load_pack, texts
from wijktoets.engine.advice.folding import blocks
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.raad import MOST_ASKED, STEPS, points_of
from wijktoets.telling.tree import Document, PageBreak, Paragraph, Table, words
from wijktoets.texts.wording import day

DIFFER, LAW, STEPPED = (spoken.said(f"report.koppen.{key}") for key in ("verschil", "wet", "stappen"))
WHEN = texts.all_texts()["report"]["raad"]["stappen_kop"][-1]
STAYS = spoken.text("report.koppen.raad")
SAID = (("bewoners", "nee"), ("gemeente", "ja"))
PARTIES = [{"naam": "Overleg", "rol": "wijk"}, {"naam": "Team", "rol": "gemeente"}]
EVERY = sorted([*EXAMPLES.glob("*.yaml"), *EXAMPLES.parent.glob("*.yaml")])
NOT_YET_KNOWN = "Nog niet bekend"


def told(key: str, **facts: object) -> str:
    return spoken.text(f"report.raad.{key}", **facts)


def example_of(wat: str) -> str:
    """A step that is only offered, as it is told."""
    return spoken.text("report.blad.voorbeeld", tekst=wat)


def page_one(rapport: Rapport) -> Document:
    """What stands before the annex."""
    found = bijlage(rapport, "raad")
    end = next(i for i, blok in enumerate(found.parts) if isinstance(blok, PageBreak))
    return Document(found.title, found.subtitle, found.metadata, found.parts[:end])


def below(rapport: Rapport, head: str) -> list[str]:
    """The points below a heading of page one."""
    return [words(p.text) for p in points(part(page_one(rapport), head))]


def steps(rapport: Rapport) -> list[list[str]]:
    (table,) = [b for b in part(page_one(rapport), STEPPED) if isinstance(b, Table)]
    return [[words(cell) for cell in row] for row in table.rows]


def gronings(antwoorden: dict[str, object] | None = None, **delen: object) -> Rapport:
    delen.setdefault("afspraken", [{"thema": "groen", "gewenst": "besluiten"}])
    return evaluate(dossier(antwoorden, **delen), load_pack(), today=VANDAAG, engine="direct")


# What is asked, and before when


def test_page_one_is_in_this_order() -> None:
    order = [head for head in heads(page_one(example())) if head in (ASKED_OF_RAAD, DIFFER, LAW, STEPPED, STAYS)]
    assert order == [ASKED_OF_RAAD, DIFFER, LAW, STEPPED, STAYS]


def test_what_the_raad_itself_has_open_comes_first_as_something_to_do() -> None:
    rapport = example()
    asked = below(rapport, ASKED_OF_RAAD)
    assert asked[0].startswith(told("gevraagd.altijd"))
    assert asked[1].startswith("Een raadsavond in de school over wat de raad hier wil zijn."), "as the dossier has it"
    offered = gronings({"rol-van-de-raad-besproken": "nee"})
    (vlek,) = [v for v in offered.afspraken[0].witte_vlekken if v.waarborg == "rol-van-de-raad-besproken"]
    line = below(offered, ASKED_OF_RAAD)[1]
    assert line.startswith(vlek.tekst) and line.endswith(example_of(vlek.acties[0].wat)), "nobody asked this yet"


def test_a_step_for_the_raad_that_another_takes_says_who() -> None:
    step = {"waarborg": "rol-van-de-raad-besproken", "wat": "Een avond plannen.", "trekker": "gemeente"}
    asked = below(gronings({"rol-van-de-raad-besproken": "nee"}, acties=[step]), ASKED_OF_RAAD)[1]
    assert asked.startswith("Een avond plannen (gemeente)")


def test_what_is_not_known_is_asked_and_not_told_as_missing() -> None:
    rapport = gronings()
    asked = below(rapport, ASKED_OF_RAAD)[1:]
    questions = [row.vraag for row in rapport.vragen.values()]
    assert asked and all(any(line.startswith(question) for question in questions) for line in asked)


@pytest.mark.parametrize("path", EVERY, ids=lambda p: p.stem)
def test_page_one_is_no_list_of_what_is_not_known(path: Path) -> None:
    found = page_one(example(path))
    lines = [words(p.text) for p in points(list(found.parts))]
    assert not [line for line in lines if line.startswith(NOT_YET_KNOWN)]
    if example(path).status != "terugblik":
        assert len(below(example(path), ASKED_OF_RAAD)) <= MOST_ASKED + 1


def test_before_when_is_the_day_of_the_raad_else_that_on_which_it_begins_else_said_to_be_open() -> None:
    step = {"wat": "Bespreken", "trekker": "raad", "wanneer": "2027-02-15"}
    begins = {"thema": "groen", "gewenst": "besluiten", "looptijd": {"van": "2027-03-01", "tot": "2028-03-01"}}
    cases = [
        (gronings(acties=[step], afspraken=[begins]), told("gevraagd.dag", datum="15 februari 2027")),
        (
            gronings(acties=[{**step, "status": "klaar"}], afspraken=[begins]),
            told("gevraagd.begin", datum="1 maart 2027"),
        ),
        (gronings(acties=[{**step, "trekker": "wijk"}]), told("gevraagd.open")),
        (gronings(acties=[{**step, "wanneer": "2020-01-01"}]), told("gevraagd.open")),
    ]
    for rapport, said in cases:
        lines = [words(b.text) for b in part(page_one(rapport), ASKED_OF_RAAD) if isinstance(b, Paragraph)]
        assert lines[0] == said


def test_what_is_settled_is_said_and_wishes_of_the_raad_are_still_asked_in_a_proposal() -> None:
    rapport = of({"raad-sprak": "ja"})
    assert [line.split(" (")[0] for line in below(rapport, ASKED_OF_RAAD)] == [told("gevraagd.altijd")]
    lines = [words(b.text) for b in part(page_one(rapport), ASKED_OF_RAAD) if isinstance(b, Paragraph)]
    assert lines[-1] == spoken.text("report.raad_nu.geen")
    assert below(of({"raad-sprak": "ja"}, status="afgesproken"), ASKED_OF_RAAD) == []


# Where parties differ


def test_both_answers_and_both_wishes_stand_on_page_one() -> None:
    both = [{"door": who, "antwoord": answer} for who, answer in SAID]
    wishes = [{"door": "bewoners", "gewenst": "besluiten"}, {"door": "gemeente", "gewenst": "adviseren"}]
    rapport = of({"openbaar": both}, afspraken=[{"thema": "groen", "fasen": ["uitvoering"], "gewenst": wishes}])
    wish, answer = below(rapport, DIFFER)
    assert "besluiten (bewoners)" in wish and "adviseren (gemeente)" in wish
    views = [spoken.text("report.zegt", door=spoken.text(f"scherm.partijen.{who}"), antwoord=a) for who, a in SAID]
    assert all(view in answer for view in views)
    (said,) = part(page_one(of({"openbaar": "ja"})), DIFFER)
    assert isinstance(said, Paragraph) and words(said.text) == told("geen_verschil")


@pytest.mark.parametrize("oordeel", ["tekent_niet", "niet_zo_gezegd"])
def test_who_will_not_sign_stands_there_once_with_why(oordeel: str) -> None:
    mark = of({}, partijen=PARTIES).kenmerk
    row = {"door": "Overleg", "oordeel": oordeel, "toelichting": "Wij missen de flats.", "kenmerk": mark}
    rapport = of({}, partijen=PARTIES, bevestigd=[row])
    said = spoken.text(f"scherm.bevestigd.{oordeel}.nu", wie="Overleg", op="", toelichting="Wij missen de flats.")
    assert below(rapport, DIFFER) == [said]
    agrees = of({}, partijen=PARTIES, bevestigd=[{"door": "Overleg", "oordeel": "zo_gezegd", "kenmerk": mark}])
    assert not points(part(page_one(agrees), DIFFER))


# What the law says


@pytest.mark.parametrize("name", ["overdracht-stichting", "overdracht-te-vroeg", "overdracht-budgetrecht"])
def test_the_legal_finding_stands_on_page_one_with_reason_article_and_route(name: str) -> None:
    rapport = example(EXAMPLES / f"{name}.yaml")
    rows = [row for row in rapport.wettelijk if row.soort == "kan_zo_niet"]
    found = points(part(page_one(rapport), LAW))
    assert [words(p.text) for p in found] == [
        spoken.text("report.wet.kan_zo_niet.weg", naam=row.bevoegdheid, weg=row.bedoeld) for row in rows
    ]
    below = [words(line.text) for p in found for line in p.below]
    for row in rows:
        for finding in row.bevindingen:
            assert f"{finding.tekst} ({', '.join(finding.bron)})" in below
        assert not row.wel_open or spoken.text("report.wet.wel_open", wegen="; ".join(row.wel_open)) in below
    assert steps(rapport)[0][0] == told("andere_weg", naam=rows[0].bevoegdheid), "that is the first thing to do"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("overdracht-*.yaml")), ids=lambda p: p.stem)
def test_nothing_says_that_all_is_well_while_the_law_stops_it(path: Path) -> None:
    rapport = example(path)
    stops = {row.thema: row for row in rapport.wettelijk if row.soort == "kan_zo_niet"}
    for afspraak in rapport.afspraken:
        row = stops.get(afspraak.thema)
        begins = afspraak.tekst.partition("Los daarvan")[0]
        assert (row is not None) == ("Los daarvan" in afspraak.tekst)
        assert row is None or (row.bevoegdheid in begins and row.bevindingen[0].bron[0] in begins)


def test_where_nobody_looked_at_the_law_that_is_said() -> None:
    (said,) = part(page_one(gronings()), LAW)
    assert isinstance(said, Paragraph)
    assert words(said.text).startswith(gronings().teksten["niet_bekeken"].tekst)


# The steps


def test_steps_of_the_dossier_go_first_by_day_then_what_is_known_to_be_missing_then_a_talk() -> None:
    acties = [
        {"wat": "Laat", "trekker": "Overleg", "wanneer": "2027-05-01"},
        {"wat": "Eerst", "trekker": "gemeente", "wanneer": "2027-02-01", "status": "bezig"},
        {"wat": "Gedaan", "trekker": "gemeente", "status": "klaar"},
    ]
    rapport = gronings({"college-weegt-mee": "nee"}, acties=acties, partijen=PARTIES)
    found = steps(rapport)
    assert len(found) == STEPS
    assert found[:2] == [["Eerst.", "gemeente", "1 februari 2027"], ["Laat.", "Overleg", "1 mei 2027"]]
    (vlek,) = [v for v in rapport.afspraken[0].witte_vlekken if v.waarborg == "college-weegt-mee"]
    assert found[2][0] == example_of(vlek.acties[0].wat) and found[2][1] == "college"
    proposed = gronings(acties=[{**acties[0], "status": "voorstel"}], partijen=PARTIES)
    assert steps(proposed)[0][0] == told("voorgesteld", wat="Laat."), "not agreed yet"
    (talk,) = steps(gronings())
    assert talk[1] == spoken.text("report.blad.samen") and talk[2] == ""


@pytest.mark.parametrize("path", EVERY, ids=lambda p: p.stem)
def test_each_step_has_who_and_what_was_asked_of_the_raad_is_not_offered_again(path: Path) -> None:
    rapport = example(path)
    parts = page_one(rapport).parts
    rows = [row for b in parts if isinstance(b, Table) and b.heads[-1] == WHEN for row in b.rows]
    assert all(words(row[1]) for row in rows) and len(rows) <= STEPS
    mine = points_of(blocks(rapport.afspraken), "raad")[:MOST_ASKED]
    asked = {point.gat.rij.acties[0].wat for point in mine if point.gat.rij.acties}
    assert not [wat for wat in asked for row in rows if wat in words(row[0])]


# A look back


def test_a_look_back_tells_what_worked_and_asks_nothing() -> None:
    rapport = example(ROOT / "cases" / "a-kwartier.yaml")
    found = page_one(rapport)
    assert heads(found)[:2] == [told("terug.werkte"), told("terug.later")]
    assert ASKED_OF_RAAD not in heads(found) and STEPPED not in heads(found)
    annex = [words(p.text) for p in points(list(bijlage(rapport).parts[len(found.parts) :]))]
    assert not [p.tekst for p in rapport.terugblik.werkte if any(p.tekst in line for line in annex)], "told once"
    assert day(rapport.peildatum) in found.subtitle
