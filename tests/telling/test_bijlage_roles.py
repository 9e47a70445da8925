"""Who decides stands in every bijlage, per thema: as it was said, else how far the talk about it is."""

import pytest

from tests import spoken
from tests.builders import rapport as built
from tests.telling.reading import EXAMPLES, example, of
from wijktoets import load_pack
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.formats.markdown import render
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.reader import BIJLAGELEZERS, Bijlagelezer
from wijktoets.telling.tree import Document, Listing, Paragraph, Table, words
from wijktoets.texts.wording import begin_lower, listed, said

ROLES = [
    "Wie bepaalt waarover het gaat?",
    "Wie organiseert?",
    "Wie beslist?",
    "Wie beslist als u er samen niet uitkomt?",
    "Wie voert uit?",
    "Wie helpt?",
]


def gronings(antwoorden: dict[str, object], **delen: object) -> Rapport:
    delen.setdefault("afspraken", [{"thema": "groen", "gewenst": "besluiten", "fasen": ["uitvoering"]}])
    return built(load_pack(), antwoorden, **delen)


def tables(document: Document) -> list[Table]:
    return [b for b in document.parts if isinstance(b, Table) and b.heads[0] == spoken.text("report.rollen.rol")]


def firsts(table: Table) -> list[str]:
    return [words(row[0]) for row in table.rows]


def stand(word: str, terugblik: bool = False) -> str:
    """How far the talk about a role is."""
    return said(f"report.rollen.stand.{word}", terugblik)


def beside(rapport: Rapport) -> list[Table]:
    """The tables in which the raad reads themas beside each other."""
    head = spoken.text("report.blad.overzicht_kop")
    return [b for b in bijlage(rapport, "raad").parts if isinstance(b, Table) and b.heads[0] == head]


def roles(rapport: Rapport) -> dict[str, str]:
    """What the team reads of each role, and the raad as well."""
    (found,) = tables(bijlage(rapport, "team"))
    told = {words(row[0]): words(row[1]) for row in found.rows}
    (table,) = beside(rapport)
    assert {words(row[0]): words(row[1]) for row in table.rows}.items() >= told.items()
    return told


def test_the_raad_reads_themas_beside_each_other() -> None:
    (found,) = beside(example(EXAMPLES / "wijkdeal-uit-word.yaml"))
    assert found.heads[1:] == ("Groen", "Ontmoeten") and not found.writing_height
    assert [words(row[0]) for row in found.rows][-len(ROLES) :] == ROLES
    (decides,) = [row for row in found.rows if words(row[0]) == "Wie beslist?"]
    assert words(decides[1]).startswith("De wijk neemt het besluit.")
    assert words(decides[2]).startswith("Het college neemt")


@pytest.mark.parametrize("lezer", [lezer for lezer in BIJLAGELEZERS if lezer != "raad"])
def test_every_reader_reads_per_thema_who_does_what(lezer: Bijlagelezer) -> None:
    found = tables(bijlage(example(EXAMPLES / "wijkdeal-uit-word.yaml"), lezer))
    captions = [spoken.text("report.rollen.bijschrift", thema=thema) for thema in ("Groen", "Ontmoeten")]
    assert [words(table.caption) for table in found] == captions
    assert all([words(row[0]) for row in table.rows] == ROLES for table in found)
    decides = [next(words(r[1]) for r in t.rows if words(r[0]) == "Wie beslist?") for t in found]
    assert decides[0].startswith("De wijk neemt het besluit.") and decides[1].startswith("Het college neemt")


def test_what_is_not_settled_says_how_far_the_talk_is_and_leaves_nothing_empty() -> None:
    told = roles(
        gronings(
            {
                "wie-zet-agenda": "onbekend",
                "wie-besluit": [{"door": "bewoners", "antwoord": "wijk"}, {"door": "gemeente", "antwoord": "college"}],
                "uitvoering-door-de-gemeente": {"antwoord": "deels", "toelichting": "Alleen het zware werk"},
                "gebiedsteam-helpt": "nee",
            }
        )
    )
    assert told == {
        "Wie bepaalt waarover het gaat?": stand("onbekend"),
        "Wie organiseert?": stand("niet_besproken"),
        "Wie beslist?": stand("verschil"),
        "Wie beslist als u er samen niet uitkomt?": stand("niet_besproken"),
        "Wie voert uit?": stand("deels"),
        "Wie helpt?": stand("nog_niet"),
    }


def test_a_yes_without_words_is_no_empty_cell() -> None:
    assert roles(gronings({"gebiedsteam-helpt": "ja"}))["Wie helpt?"] == stand("geregeld")


def test_why_a_question_does_not_go_here_tells_who_does_it() -> None:
    note = {"antwoord": "nvt", "toelichting": "De Schakel organiseert, vrijwilligers voeren uit"}
    told = roles(gronings({"uitvoering-door-de-gemeente": note}))
    assert told["Wie voert uit?"] == "De Schakel organiseert, vrijwilligers voeren uit."


def test_fasen_with_other_roles_have_a_column_each() -> None:
    own = {"thema": "groen", "gewenst": "besluiten"}
    early = {**own, "fasen": ["voorbereiding"], "antwoorden": {"wie-organiseert": "wijk"}}
    late = {**own, "fasen": ["uitvoering"], "antwoorden": {"wie-organiseert": "gemeente"}}
    rapport = gronings({}, afspraken=[early, late])
    (found,) = tables(bijlage(rapport, "team"))
    assert found.heads[1:] == ("Voorbereiding", "Uitvoering")
    assert [table.heads[1:] for table in beside(rapport)] == [("Groen, voorbereiding", "Groen, uitvoering")]


def test_a_pack_without_roles_has_no_such_table() -> None:
    assert not tables(bijlage(of({"openbaar": "ja"}), "team"))


def test_a_look_back_gives_the_place_in_its_source_and_says_it_once() -> None:
    found = bijlage(example(EXAMPLES / "terugblik-winkelplein.yaml"), "team")
    (table,) = tables(found)
    assert table.heads[1] == spoken.text("report.rollen.kop.terugblik")
    told = {words(row[0]): words(row[1]) for row in table.rows}
    assert told["Wie beslist als u er samen niet uitkomt?"].endswith("(eindverslag, bladzijde 7)")
    assert told["Wie organiseert?"] == stand("niet_besproken", terugblik=True)
    points = [words(p.text) for b in found.parts if isinstance(b, Listing) for p in b.items]
    assert not any(point.startswith("Wie beslist als wijk en gemeente") for point in points)


def test_where_nothing_is_known_of_any_role_a_sentence_says_so() -> None:
    wijert = bijlage(example(EXAMPLES.parent / "wijkdeal-de-wijert.yaml"))
    veldje = bijlage(example(EXAMPLES / "keukentafel.yaml"))
    names = listed(begin_lower(role).rstrip("?") for role in ROLES)
    for found, sentence in (
        (wijert, spoken.text("report.rollen.zwijgt.terugblik", rollen=names)),
        (veldje, spoken.text("report.rollen.zwijgt.anders", thema="het veldje", rollen=names)),
    ):
        assert sentence in [words(b.text) for b in found.parts if isinstance(b, Paragraph)]
        assert not tables(found) and not [b for b in found.parts if isinstance(b, Table) and ROLES[0] in firsts(b)]


def test_who_takes_a_step_is_named_where_the_dossier_names_it() -> None:
    told = render(bijlage(example(EXAMPLES / "wijkdeal-uit-word.yaml"), "team")).decode()
    before, about, _ = told.partition(spoken.text("report.koppen.waarover"))
    both = spoken.text("report.blad.samen")
    assert "(De Schakel)" in told and f"({both}, " in told and about and "(partner)" not in before
