"""Own words on paper and screen: whole, below what they are about, and what parties said of the dossier."""

import pytest

from tests.telling.reading import of
from wijktoets.engine.model.words import Zinstand
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.agreed_words import words_heading
from wijktoets.telling.formats import markdown
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.texts import text
from wijktoets.texts.wording import day

PARTIES = [{"naam": "Overleg", "rol": "wijk"}, {"naam": "Team", "rol": "gemeente"}]
LONG = "Wij zeiden iets anders: elke week, en niet alleen online."


def made(stand: Zinstand = "voorstel", **fields: object) -> Rapport:
    behind = ["Overleg", "Team"] if stand == "afgesproken" else ["Overleg"]
    words = {"tekst": "Elke *maand* [x]", "wie": "het Team", "wanneer": "elk voorjaar", "bevestigd_door": behind}
    said = {"openbaar": {"antwoord": "ja", "afgesproken": words}, "raad-sprak": "nee"}
    return of(said, partijen=PARTIES, **fields)


def read(found: Rapport, kind: str = "bijlage") -> str:
    return markdown.render(bijlage(found) if kind == "bijlage" else afspraken(found)).decode()


@pytest.mark.parametrize("kind", ["bijlage", "blad"])
@pytest.mark.parametrize("stand", ["afgesproken", "voorstel"])
def test_own_words_stand_whole_below_what_they_are_about(kind: str, stand: Zinstand) -> None:
    page = read(made(stand), kind)
    other: Zinstand = "voorstel" if stand == "afgesproken" else "afgesproken"
    assert words_heading(stand) in page and words_heading(other) not in page
    part = page.split(words_heading(stand))[1]
    said = ["open-vergaderen", "Elke", "maand", "het Team", "elk voorjaar", *(["Overleg"] if kind == "bijlage" else [])]
    assert [part.index(word) for word in said] == sorted(part.index(word) for word in said)


def test_own_words_of_all_themas_are_shown_once() -> None:
    themas = [{"thema": name, "gewenst": "besluiten", "fasen": ["uitvoering"]} for name in ("groen", "wonen")]
    for kind in ("bijlage", "blad"):
        assert read(made(afspraken=themas), kind).count("elk voorjaar") == 1


def test_one_sentence_that_serves_another_waarborg_at_another_wish_is_shown_once() -> None:
    themas = [{"thema": t, "gewenst": w, "fasen": ["uitvoering"]} for t, w in (("a", "adviseren"), ("b", "besluiten"))]
    words = {"antwoord": "ja", "afgesproken": "Elk voorjaar eten wij samen."}
    found = of({"buren": words}, partijen=PARTIES, afspraken=themas)
    assert len({row.kop for afspraak in found.afspraken for row in afspraak.afgesproken}) == 2
    for kind in ("bijlage", "blad"):
        assert read(found, kind).count("Elk voorjaar") == 1


def test_own_words_of_one_thema_stand_there() -> None:
    own = {"antwoorden": {"openbaar": {"antwoord": "ja", "afgesproken": "Alleen hier."}}}
    themas = [
        {"thema": "groen", "gewenst": "besluiten", "fasen": ["uitvoering"], **own},
        {"thema": "wonen", "gewenst": "besluiten", "fasen": ["uitvoering"]},
    ]
    for kind in ("bijlage", "blad"):
        page = read(made(afspraken=themas), kind)
        assert page.index("Alleen hier.") < page.index("elk voorjaar")
        assert text("scherm.woorden.kop.voorstel") in page


def test_fasen_with_other_own_words_do_not_stand_as_one() -> None:
    own = {"antwoorden": {"openbaar": {"antwoord": "ja", "afgesproken": "Alleen in deze fase."}}}
    fasen = [
        {"thema": "groen", "gewenst": "besluiten", "fasen": ["voorbereiding"]},
        {"thema": "groen", "gewenst": "besluiten", "fasen": ["uitvoering"], **own},
    ]
    page = read(made(afspraken=fasen))
    assert "Alleen in deze fase." in page and "elk voorjaar" in page


@pytest.mark.parametrize("oordeel", ["zo_gezegd", "niet_zo_gezegd", "tekent_niet"])
def test_what_a_party_said_of_the_dossier_stands_whole(oordeel: str) -> None:
    row = {"door": "Overleg", "op": "2026-10-30", "oordeel": oordeel, "toelichting": LONG}
    today = made().kenmerk
    for mark, key in ((today, "nu"), ("00000000", "eerder")):
        found = made(bevestigd=[{**row, "kenmerk": mark}])
        op = text("scherm.bevestigd.op", datum=day(found.bevestigd[0].op))  # type: ignore[arg-type]  # it has a day
        told = text(f"scherm.bevestigd.{oordeel}.{key}", wie="Overleg", op=op, toelichting=LONG)
        assert told in read(found)
    assert text("report.feiten.ondertekenaars") in read(made())
