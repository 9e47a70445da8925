"""A bijlage says each thing once, in words of council and residents: what was agreed, notes, examples, how, sources."""

import re
from pathlib import Path

import pytest
import yaml

from tests import spoken
from tests.telling.reading import ALL, EXAMPLES, ROOT, example, of
from tests.telling.test_bijlage import heads, part, points, text
from tests.telling.test_bijlage_roles import gronings
from tests.telling.test_residents import strings
from wijktoets import load_dossier, load_pack
from wijktoets.engine.advice.plan.plan import plan
from wijktoets.engine.judging import direct
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.telling.reader import BIJLAGELEZERS, Bijlagelezer
from wijktoets.telling.sources import lines_explained, own_sources
from wijktoets.telling.tree import Document, Heading, Paragraph, Table, words
from wijktoets.texts.wording import said

WORD = EXAMPLES / "wijkdeal-uit-word.yaml"
NOTE = "Wie de deur dichtdoet, hoort er niets meer van."
ALSO = spoken.text("scherm.ook_gezegd", tekst=NOTE)
EXAMPLE, _, _ = spoken.text("report.voorbeeld.een", wie="|", wat="").partition("|")
"""How a step begins that nobody chose."""
BOTH = [{"door": "bewoners", "antwoord": "nee"}, {"door": "gemeente", "antwoord": "ja"}]


def agreed(document: Document) -> list[str]:
    """The points below every head of what is arranged."""
    found: list[str] = []
    head = ""
    for blok in document.parts:
        head = words(blok.text) if isinstance(blok, Heading) else head
        if head == spoken.text("report.koppen.geregeld"):
            found += [words(p.text) for p in points([blok])]
    return found


def below(document: Document, start: str) -> list[str]:
    """What stands below the point that begins so."""
    (found,) = [p for p in points(list(document.parts)) if words(p.text).startswith(start) and p.below]
    return [words(p.text) for p in found.below]


# What was agreed, in people's own words.


def test_what_is_arranged_stands_with_what_people_said_of_it() -> None:
    told = agreed(bijlage(example(WORD)))
    assert any(line.startswith("Meedoen kan altijd ook zonder internet") and "briefje" in line for line in told)
    worded = {row.kop for a in example(WORD).afspraken for row in a.afgesproken}
    assert worded and not [line for line in told if line.split(".")[0] in worded], "that stands in own words"
    assert len(told) == len(set(told))


def test_the_raad_reads_what_must_and_what_has_words_and_the_team_all() -> None:
    answers: dict[str, object] = {"openbaar": "ja", "raad-sprak": "ja", "buren": "ja"}
    bare = of(answers)
    told = of({**answers, "buren": {"antwoord": "ja", "toelichting": "Bij de soep"}})
    assert len(agreed(bijlage(bare))) == 2 and len(agreed(bijlage(bare, "team"))) == 3
    assert agreed(bijlage(told))[-2].endswith("Bij de soep.")


def test_a_look_back_says_what_its_source_names_and_no_more() -> None:
    assert not agreed(bijlage(example(EXAMPLES / "terugblik-winkelplein.yaml")))


# A note of the conversation, once.


def test_a_note_stands_at_the_question_on_which_parties_differ() -> None:
    rapport = gronings({"plek-voor-minderheid": BOTH}, gesprekken={"wie-het-oneens-is": NOTE})
    found = bijlage(rapport, "team")
    assert below(found, "Is afgesproken hoe de mening van een minderheid")[-1] == ALSO
    assert text(rapport, "team").count(ALSO.removesuffix(NOTE)) == 1


def test_so_when_another_thema_asks_an_open_question_of_it_first() -> None:
    own = {"gewenst": "besluiten", "fasen": ["uitvoering"]}
    early = {"thema": "groen", **own, "antwoorden": {"plek-voor-minderheid": "ja"}}
    late = {"thema": "spelen", **own, "antwoorden": {"plek-voor-minderheid": BOTH}}
    rapport = gronings({}, afspraken=[early, late], gesprekken={"wie-het-oneens-is": NOTE})
    for lezer in BIJLAGELEZERS:
        assert text(rapport, lezer).count(NOTE) == 1
        assert below(bijlage(rapport, lezer), "Is afgesproken hoe de mening")[-1] == ALSO


def test_else_it_stands_at_the_first_open_question_of_its_kernvraag() -> None:
    rapport = gronings({"plek-voor-minderheid": "ja"}, gesprekken={"wie-het-oneens-is": NOTE})
    (at,) = [p for p in points(list(bijlage(rapport, "team").parts)) if any(NOTE in words(o.text) for o in p.below)]
    open_ones = points(part(bijlage(rapport, "team"), said("report.koppen.bespreken")))
    asked = {row.vraag for row in rapport.vragen.values() if row.gespreksvraag == "wie-het-oneens-is"}
    assert at == next(p for p in open_ones if words(p.text).split(" (")[0] in asked)


def test_the_team_reads_the_notes_at_which_nothing_is_open_as_well() -> None:
    rapport = example(EXAMPLES / "korte-route.yaml")
    told = text(rapport, "team").replace("\\", "")
    for note in rapport.gesprekken.values():
        assert told.count(note.strip()) == 1


# What a thema comes to.


def test_what_a_thema_comes_to_stands_once() -> None:
    for path in (WORD, EXAMPLES / "twee-themas.yaml", EXAMPLES / "wijkdeal-drie-afspraken.yaml"):
        told = text(example(path)).replace("\\", "")
        assert all(told.count(a.tekst) == 1 for a in example(path).afspraken if not a.grenzen)


def test_a_limit_stands_with_the_lines_that_it_rests_on() -> None:
    told = [
        words(b.text) for b in bijlage(example(EXAMPLES / "stedelijk-vraagstuk.yaml")).parts if isinstance(b, Paragraph)
    ]
    at = told.index(spoken.text("scherm.grens.bron", vindplaats="L106"))
    assert any("Dit gaat de hele stad aan." in line for line in told[at - 2 : at])


# A step that nobody chose is an example.


def test_a_step_that_nobody_chose_says_that_it_is_an_example() -> None:
    found = below(bijlage(example(), "team"), "De hele wijk kan nog niet meepraten")
    step = spoken.text(
        "report.voorbeeld.een", wie=spoken.text("report.telling.partijen.samen"), wat="Stel een wijkpanel"
    )
    assert found[-1].startswith(f"{step} samen")
    assert "De wijk stelt het panel samen" in found[-1]
    assert EXAMPLE not in text(example()), "the raad needs none"


def test_a_step_that_was_chosen_does_not() -> None:
    found = below(bijlage(example()), "De raad heeft nog niet besproken welke rol")
    assert found[-1].startswith(f"{spoken.text('scherm.actie_status.afgesproken')}:")
    assert not any(EXAMPLE in line for line in found)


def test_what_stands_in_the_plan_is_not_offered_twice() -> None:
    steps = plan(load_dossier(WORD), load_pack(), direct.compute, example(WORD).peildatum)
    found = bijlage(example(WORD), "team", steps)
    assert spoken.text("report.koppen.plan") in heads(found)
    assert not any(EXAMPLE in line for line in below(found, "Bewoners weten nog niet wie"))
    assert EXAMPLE in below(bijlage(example(WORD), "team"), "Bewoners weten nog niet wie")[-1]


# How it was computed, and from what.


def test_the_council_reads_in_plain_words_how_it_was_computed() -> None:
    rapport = example()
    twice = rapport.model_copy(
        update={"nagerekend": rapport.nagerekend.model_copy(update={"door": "forward", "gelijk": True, "reden": None})}
    )
    head = spoken.text("report.koppen.berekend")
    parts = part(bijlage(twice), head)
    told = " ".join(words(b.text) for b in parts if isinstance(b, Paragraph))
    assert spoken.text("report.berekend.twee_keer") in told
    assert not re.search("forward|nagerekend|regelpakket|durable", told.lower())
    pack = rapport.pakketten[0]
    made = spoken.text("report.berekend.met_pakket", naam=pack.naam, versie=pack.versie, kenmerk=pack.sha256[:12])
    assert made in told and not [b for b in parts if isinstance(b, Table)]
    (table,) = [b for b in part(bijlage(twice, "team"), head) if isinstance(b, Table)]
    cells = [[words(cell) for cell in row] for row in table.rows]
    assert [row[0] for row in cells if "forward" in row[0]] == [spoken.text("report.berekend.tweede", naam="forward")]
    assert cells[0] == [pack.naam, pack.versie, pack.sha256]


def test_once_is_said_as_well() -> None:
    assert spoken.text("report.berekend.een_keer") in text(example())


@pytest.mark.parametrize("lezer", BIJLAGELEZERS)
def test_what_an_l_is_stands_before_the_first_one(lezer: Bijlagelezer) -> None:
    found = [s for s in strings(bijlage(example(), lezer).parts) if re.search(r"\bL\d+\b", s)]
    source = yaml.safe_load((ROOT / "rules/gronings-model/pakket.yaml").read_text(encoding="utf-8"))["bron"]
    (number,) = re.findall(r"^L(\d+)", found[0])
    notitie = spoken.text("report.bronnen.notitie", titel="|").partition("|")[0]
    explained, _, rest = spoken.text("report.bronnen.uitleg", n=number, notitie=f"{notitie}|").partition("|")
    assert found[0].startswith(explained) and rest
    assert f"{source['titel']} ({source['jaar']})" in found[0]
    again = explained.partition(number)[2].partition(number)[0]
    assert len([s for s in found if again in s]) == 1


def test_a_document_that_names_no_line_explains_none() -> None:
    assert not list(lines_explained(example(), ["Gemeentewet artikel 169"]))


def test_the_source_of_another_pack_is_not_called_the_notitie() -> None:
    assert "Gronings model voor wijk" not in text(of({"openbaar": "nee"}))


def test_a_source_of_the_dossier_has_its_title_once_and_its_places_with_it() -> None:
    answers = {
        "openbaar": {"antwoord": "ja", "bron": ["Wijkdeal, 10", "Wijkdeal, 9"]},
        "raad-sprak": {"antwoord": "nee", "bron": ["Wijkdeal 2 en 8", "Wijkdeals, 1"]},
        "buren": {"antwoord": "ja", "bron": ["Wijkdeal", "Wijkdeal, 9"]},
    }
    title = "Wijkdeal De Wending, concept 3"
    rapport = of(answers, bronnen={"Wijkdeal": title, "kasboek": "Het kasboek"})
    assert own_sources(rapport) == ({"Wijkdeal": ["2 en 8", "9", "10"], "kasboek": []}, ["Wijkdeals, 1"])
    parts = part(bijlage(rapport, "team"), spoken.text("report.koppen.bronnen"))
    titles = {"Wijkdeal": title, "kasboek": "Het kasboek"}
    named = [spoken.text("report.bronnen.titel", titel=long, kort=short) for short, long in titles.items()]
    assert [words(p.text) for p in points(parts)] == [f"{named[0]}: 2 en 8; 9; 10", named[1]]
    last = parts[-1]
    assert isinstance(last, Paragraph)
    assert words(last.text) == spoken.text("report.bronnen.ook", bronnen="Wijkdeals, 1")
    assert text(rapport).count(title) == 1


def test_the_short_word_of_a_source_is_a_word_of_people() -> None:
    named = {"openbaar": {"antwoord": "ja", "bron": "Nota adviseren, 3"}}
    found = text(of(named, bronnen={"Nota adviseren": "Nota over adviseren"}))
    assert spoken.text("report.bronnen.titel", titel="Nota over adviseren", kort="Nota adviseren") in found


# No date as computers write it.


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_no_document_holds_a_date_as_computers_write_it(path: Path) -> None:
    rapport = example(path)
    documents = [bijlage(rapport, lezer) for lezer in BIJLAGELEZERS]
    documents += [afspraken(rapport)] if rapport.status != "terugblik" else []
    assert [s for d in documents for s in strings(d) if re.search(r"\b\d{4}-\d\d-\d\d\b", s)] == []


@pytest.mark.parametrize("lezer", BIJLAGELEZERS)
def test_a_document_tells_nobody_to_type_a_command(lezer: Bijlagelezer) -> None:
    told = strings(bijlage(example(EXAMPLES / "overdracht-mandaat.yaml"), lezer))
    assert any(line.startswith("Wij hebben gekeken wat de wet") for line in told)
    assert [line for line in told if re.search(r"wijktoets (transfer|evaluate|plan|explain)", line)] == []
