"""The page for residents: four parts, three points each, the rest counted, and one page.

| what | test |
|---|---|
| under what is agreed stand people's own words alone | test_only_own_words_stand_under_what_is_agreed |
| agreed words go before proposed ones, and those before how it goes now | test_what_is_agreed_goes_before_… |
| three points a part; what is counted and what is shown is all there is | test_what_is_counted_and_what_is_shown_… |
| who moves stands at each gap | test_who_moves_stands_at_what_is_to_be_arranged |
| no thema is passed over | test_each_thema_has_its_turn |
| a look back is a story | test_a_look_back_tells_what_worked_and_what_could_be_better |
"""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.builders import rapport as judged
from tests.spoken import text
from tests.telling.reading import ALL, DRIE, EXAMPLES, ROOT, example, of, small
from wijktoets.engine.advice.folding import blocks, punten
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.formats import pdf
from wijktoets.telling.lists import in_all, lists_of, without
from wijktoets.telling.papers.residents_page import MOST, residents_page
from wijktoets.telling.residents_points import to_arrange
from wijktoets.telling.tree import Box, BoxGrid, Heading, Item, Listing, Paragraph, words
from wijktoets.telling.view import View

PARTS = ("afgesproken", "regelen", "rollen", "verschil")
TALKS = [p for p in ALL if example(p).status != "terugblik"]
BACK = [p for p in ALL if example(p).status == "terugblik"]


def boxes(rapport: Rapport) -> dict[str, Box]:
    (found,) = (part for part in residents_page(rapport).parts if isinstance(part, BoxGrid))
    return {box.name: box for box in found.boxes}


def box(rapport: Rapport, key: str) -> Box:
    return boxes(rapport)[text(f"bewoners.vakken.{key}")]


def points(of_box: Box) -> list[Item]:
    return [item for part in of_box.parts if isinstance(part, Listing) for item in part.items]


def told(of_box: Box) -> list[str]:
    return [words(item.text) for item in points(of_box)]


def said(of_box: Box) -> str:
    return " ".join(words(part.text) for part in of_box.parts if isinstance(part, Paragraph))


def left(of_box: Box) -> int:
    """How many more there are, as it says."""
    more = re.search(r"^En nog (\d+)\.|(?<= )En nog (\d+)\.", said(of_box))
    return int(more[1] or more[2]) if more else 0


def agreed(tekst: str, *by: str) -> dict[str, object]:
    return {"antwoord": "ja", "afgesproken": {"tekst": tekst, "wie": "de buren", "bevestigd_door": [*by]}}


SIGN = {"partijen": [{"naam": "Overleg", "rol": "wijk"}, {"naam": "Team", "rol": "gemeente"}]}


# The four parts.


@pytest.mark.parametrize("path", TALKS, ids=lambda p: p.stem)
def test_it_has_four_parts_with_a_sentence_in_each(path: Path) -> None:
    found = boxes(example(path))
    assert [*found] == [text(f"bewoners.vakken.{key}") for key in PARTS]
    for each in found.values():
        assert 0 <= len(points(each)) <= MOST
        assert points(each) or said(each)


@pytest.mark.parametrize("path", TALKS, ids=lambda p: p.stem)
def test_only_own_words_stand_under_what_is_agreed(path: Path) -> None:
    for item in points(box(example(path), "afgesproken")):
        ours = "".join(span.text for span in item.text if not span.own)
        assert ours in ("", " ()"), "beside the thema in brackets"
        assert all(any(span.own for span in below.text) for below in item.below)


def test_what_is_agreed_goes_before_what_is_proposed_and_that_before_how_it_goes_now() -> None:
    answers = {
        "openbaar": agreed("Wij zijn te zien", "Overleg", "Team"),
        "raad-sprak": agreed("De raad komt langs", "Overleg"),
        "buren": {"antwoord": "ja", "toelichting": "Bij de soep"},
    }
    found = box(of(answers, **SIGN), "afgesproken")
    assert told(found) == ["Wij zijn te zien.", "De raad komt langs.", "Bij de soep."]
    assert [words(below.text) for below in points(found)[0].below] == [text("bewoners.woorden.wie", wie="de buren")]
    labels = [words(part.text) for part in found.parts if isinstance(part, Paragraph)]
    assert labels == [text("bewoners.voorstel"), text("bewoners.nu")]
    bare = box(of({"openbaar": "ja"}), "afgesproken")
    assert not points(bare) and said(bare) == text("bewoners.leeg.afgesproken.voorstel")


def test_a_yes_without_words_is_not_under_what_is_agreed() -> None:
    assert not points(box(of({"openbaar": "ja", "raad-sprak": "ja", "buren": "ja"}), "afgesproken"))


def listed_yet(rapport: Rapport) -> int:
    """How much the paper for the team lists as still to be arranged, and the steps that belong to no point.

    A step for what parties differ on stands there.
    """
    lists = [lists_of(rapport, blok) for blok in blocks(rapport.afspraken)]
    shared = in_all(lists)
    keys = {gat.key[:3] for each in (*(without(one, shared) for one in lists), shared) for gat in each.gaten}
    served = {gat.rij.waarborg for each in lists for gat in each.gaten}
    disputed = {p.vraag for each in lists for p in each.punten if p.reden == "verschil"}
    served |= {name for name, asked in rapport.vragen_bij.items() if disputed & set(asked)}
    loose = [a for a in rapport.acties if a.waarborg not in served and a.status not in ("vervallen", "klaar")]
    return len(keys) + len(loose)


@pytest.mark.parametrize("path", TALKS, ids=lambda p: p.stem)
def test_what_is_counted_and_what_is_shown_is_all_there_is(path: Path) -> None:
    rapport = example(path)
    arrange = box(rapport, "regelen")
    assert len(points(arrange)) + left(arrange) == listed_yet(rapport)
    disputed = {p.vraag for blok in blocks(rapport.afspraken) for p in punten(blok) if p.reden == "verschil"}
    wishes = sum(
        a.first.gewenst == "onbekend" and len({w.gewenst for w in a.first.gewensten if w.door != "samen"}) > 1
        for a in blocks(rapport.afspraken)
    )
    differ = box(rapport, "verschil")
    assert len(points(differ)) + left(differ) == len(disputed) + wishes


def test_the_rest_is_one_line_that_says_who_has_it() -> None:
    found = box(example(EXAMPLES / "verschillende-wensen.yaml"), "regelen")
    rest = listed_yet(example(EXAMPLES / "verschillende-wensen.yaml")) - MOST
    assert said(found) == text("bewoners.rest.meer", n=rest, wie="Jongerenwerk Vlasveld")


def test_who_moves_stands_at_what_is_to_be_arranged() -> None:
    lines = [[words(below.text) for below in item.below] for item in points(box(example(), "regelen"))]
    assert all(len(each) == 1 for each in lines)
    assert [text("bewoners.aan_zet.wijk")] in lines
    assert any(line.endswith("(raad, 15 februari 2027)") for (line,) in lines)


def test_a_step_that_fell_away_or_is_done_asks_nothing() -> None:
    acties = [
        {"wat": "btw uitzoeken", "trekker": "gemeente", "status": "voorstel"},
        {"wat": "tent huren", "trekker": "wijk", "status": "vervallen"},
        {"wat": "sleutel ophalen", "trekker": "wijk", "status": "klaar"},
    ]
    assert told(box(of({"openbaar": "ja", "raad-sprak": "ja", "buren": "ja"}, acties=acties), "regelen")) == [
        text("bewoners.stap.voorstel", wat="btw uitzoeken", wie="gemeente")
    ]


def test_each_thema_has_its_turn() -> None:
    own = {"gewenst": "besluiten", "fasen": ["uitvoering"]}
    themas = [
        {"thema": "groen", **own, "antwoorden": {"openbaar": "nee", "raad-sprak": "nee", "buren": "ja"}},
        {"thema": "spelen", **own, "antwoorden": {"openbaar": "ja", "raad-sprak": "nee", "buren": "nee"}},
    ]
    first, *others = told(box(judged(small(), {}, afspraken=themas), "regelen"))
    assert not first.endswith(")"), "what goes for all of them goes first"
    assert [line.rpartition("(")[2] for line in others] == ["groen)", "spelen)"]


def test_two_groups_of_residents_stand_by_name_where_they_differ() -> None:
    (wish, *_) = points(box(example(EXAMPLES / "twee-groepen.yaml"), "verschil"))
    names = [words(below.text).partition(":")[0] for below in wish.below]
    assert names == ["Groencoöperatie Zandlo", "Dorpsbelang Zandlo", "Gemeente"]


def test_who_does_not_sign_goes_first_where_parties_differ() -> None:
    row = {"door": "Overleg", "oordeel": "tekent_niet", "toelichting": "Zo niet"}
    both = [{"door": "wijk", "antwoord": "nee"}, {"door": "gemeente", "antwoord": "ja"}]
    found = told(box(of({"openbaar": [{**both[0], "door": "bewoners"}, both[1]]}, bevestigd=[row], **SIGN), "verschil"))
    assert "Overleg" in found[0] and "Zo niet" in found[0] and len(found) == 2


def test_who_tells_it_until_residents_said_that_it_is_so() -> None:
    def by(rapport: Rapport) -> str:
        return " ".join(words(part.text) for part in residents_page(rapport).parts if isinstance(part, Paragraph))

    assert text("bewoners.volgens.wie", wie="Gebiedsteam Noord") in by(example())
    assert text("bewoners.volgens.bevestigd") in by(example(EXAMPLES / "wijkdeal-congruent.yaml"))
    assert text("bewoners.volgens.niemand") in by(of({}))


def test_what_the_law_asks_goes_first_and_nothing_says_that_it_is_fine(tmp_path: Path) -> None:
    found = box(example(EXAMPLES / "overdracht-stichting.yaml"), "regelen")
    assert found  # without the pack of the laws nothing is known of them
    from wijktoets import evaluate, load_dossier, load_pack

    pack = load_pack("gronings-model", "overdracht")
    rapport = evaluate(load_dossier(EXAMPLES / "overdracht-stichting.yaml"), pack, engine="direct")
    name = rapport.wettelijk[0].bevoegdheid
    assert told(box(rapport, "regelen"))[0] == text("bewoners.wet.kan_zo_niet", bevoegdheid=name)


# A look back.


@pytest.mark.parametrize("path", BACK, ids=lambda p: p.stem)
def test_a_look_back_tells_what_worked_and_what_could_be_better(path: Path) -> None:
    rapport = example(path)
    found = boxes(rapport)
    for key in ("werkte", "later", "kanttekening"):
        mine = [punt.tekst.rstrip(".") for soort, _, punt in rapport.terugblik.punten() if soort == key]
        here = found.get(text(f"bewoners.vakken.{key}"))
        assert sorted(mine) == sorted(line.rstrip(".") for line in (told(here) if here else []))
    assert len(found) <= 3


@pytest.mark.parametrize("path", BACK, ids=lambda p: p.stem)
def test_a_look_back_lists_no_answers(path: Path) -> None:
    lines = [words(i.text) for p in residents_page(example(path)).parts if isinstance(p, Listing) for i in p.items]
    assert not [line for line in lines if re.search(r"\? (Ja|Nee|Deels)\b", line)]
    heads = [words(p.text) for p in residents_page(example(path)).parts if isinstance(p, Heading)]
    assert heads in ([text("bewoners.koppen.onbekend")], [])


def test_a_look_back_in_which_nobody_looked_back_says_so() -> None:
    found = residents_page(of({}, status="terugblik"))
    assert text("bewoners.leeg.terugblik") in [words(p.text) for p in found.parts if isinstance(p, Paragraph)]


# One page.


@pytest.mark.anywhere
@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_it_is_one_page(path: Path) -> None:
    assert len(PdfReader(io.BytesIO(pdf.render(residents_page(example(path))))).pages) == 1


@pytest.mark.anywhere
def test_so_with_many_themas_it_is_two_at_most() -> None:
    rapport = example(DRIE)
    (afspraak,) = {a.thema: a for a in rapport.afspraken}.values()
    many = [afspraak.model_copy(update={"thema": f"{afspraak.thema} in straat {n}"}) for n in range(9)]
    found = residents_page(rapport.model_copy(update={"afspraken": many}))
    assert len(PdfReader(io.BytesIO(pdf.render(found))).pages) <= 2


def test_it_is_the_same_page_each_time() -> None:
    path = ROOT / "cases" / "a-kwartier.yaml"
    assert pdf.render(residents_page(example(path))) == pdf.render(residents_page(example(path)))


def test_who_decides_where_you_differ_is_not_asked_of_who_decides_alone() -> None:
    open_role = text("bewoners.rollen.open", rollen="wie beslist bij verschil")
    assert open_role not in said(box(example(EXAMPLES / "bewust-anders.yaml"), "rollen"))


def test_where_all_differ_stands_who_talks_of_it_and_when_and_nowhere_else() -> None:
    rapport = example(EXAMPLES / "wijkdeal-half-gezegd.yaml")
    (actie,) = [a for a in rapport.acties if a.waarborg == "minderheid-gehoord"]
    (differ,) = points(box(rapport, "verschil"))
    assert words(differ.below[-1].text).startswith(actie.wat) and "31 januari 2027" in words(differ.below[-1].text)
    elsewhere = [words(item.text) for item in to_arrange(View(rapport, everything=True))]
    assert not any(actie.wat in line for line in elsewhere)
