"""The bijlage: one dossier for three readers, who get more or less of it, in another order, and nothing else."""

from pathlib import Path

import pytest

from tests import spoken
from tests.telling.reading import ALL, EXAMPLES, example, of
from wijktoets import texts
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.formats.markdown import render
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.reader import BIJLAGELEZERS, Bijlagelezer
from wijktoets.telling.tree import Document, Facts, Figure, Heading, Item, Listing, Table, walk, words
from wijktoets.texts.wording import counted, said

ASKED_OF_RAAD = spoken.text("report.koppen.raad_nu")


def text(rapport: Rapport, lezer: Bijlagelezer = "raad") -> str:
    return render(bijlage(rapport, lezer)).decode()


def heads(document: Document) -> list[str]:
    return [words(blok.text) for blok in walk(document.parts) if isinstance(blok, Heading)]


def part(document: Document, head: str) -> list[object]:
    """What stands below a heading, up to the next."""
    blokken = list(walk(document.parts))
    start = next(i for i, blok in enumerate(blokken) if isinstance(blok, Heading) and words(blok.text) == head)
    rest = blokken[start + 1 :]
    end = next((i for i, blok in enumerate(rest) if isinstance(blok, Heading)), len(rest))
    return list(rest[:end])


def points(parts: list[object]) -> list[Item]:
    return [punt for blok in parts if isinstance(blok, Listing) for punt in blok.items]


def test_it_opens_with_what_the_thema_comes_to() -> None:
    found = text(example())
    first = found[: found.index("## ")]
    assert "verzonnen voorbeeld" in first
    assert "nog 3 afspraken nodig (wijk 1, gemeente 1 en raad 1)" in first
    said = counted("report.opening.punten.anders", 1)
    assert said not in first, "the raad reads that below"
    other = text(example(), "team")
    assert said in other[: other.index("## ")]


def test_both_views_of_a_difference_stand_side_by_side() -> None:
    (punt,) = points(part(bijlage(example(), "team"), said("report.koppen.verschil")))
    views = [words(p.text) for p in punt.below[:2]]
    assert views == [
        "Bewoners: nee. Wie tegen het klimtoestel was, zag daar in het besluit niets van terug. (verslag, punt 7)",
        "Gemeente: ja. De opzet vraagt om bezwaren op te schrijven. (opzet, artikel 9)",
    ]


def test_the_counts_are_those_of_the_rapport() -> None:
    tables = [b for b in bijlage(example(), "team").parts if isinstance(b, Table) and "per partij" in b.caption]
    rows = {words(row[0]): [words(cell) for cell in row[1:]] for row in tables[0].rows}
    stand = example().afspraken[0].stand
    assert stand is not None and len(tables) == 1
    moet = stand.moet
    all_that_must = said("report.telling.alles")
    assert moet.anders == 0
    assert rows[all_that_must] == [str(n) for n in (moet.geregeld, moet.niet, moet.open)]
    assert rows["De raad"] == ["2", "1", "0"]


def test_what_was_agreed_otherwise_has_a_column_where_there_is_any() -> None:
    found = [
        "bewust" in " ".join(b.heads).lower()
        for path in (EXAMPLES / "bewust-anders.yaml", EXAMPLES / "huiswerk-gemeente.yaml")
        for b in bijlage(example(path), "team").parts
        if isinstance(b, Table) and "per partij" in b.caption
    ]
    assert found == [True, False]


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
@pytest.mark.parametrize("lezer", BIJLAGELEZERS)
def test_every_reader_gets_the_uitkomst_and_what_stays_with_the_raad(lezer: Bijlagelezer, path: Path) -> None:
    rapport = example(path)
    found = text(rapport, lezer).replace("\\", "")
    for afspraak in rapport.afspraken:
        same = [a for a in rapport.afspraken if a.thema == afspraak.thema and a.uitkomst == afspraak.uitkomst]
        assert any(a.tekst in found for a in same)
        assert all(grens.tekst in found for grens in afspraak.grenzen)
    for key in ("blijft_bij_raad", "geen_oordeel"):
        assert rapport.teksten[key].tekst in found
    assert rapport.pakketten[0].sha256[:12] in found
    assert "besluiten is toegestaan" not in found
    assert not any(word in found.lower() for word in ("hooguit_deels", "niet_besproken", "afgewogen", "witte vlek"))


def test_a_shorter_one_says_how_much_more_there_is() -> None:
    rapport = example(EXAMPLES / "verschillende-wensen.yaml")
    assert "En nog" in text(rapport, "raad") and "En nog" not in text(rapport, "team")
    assert len(text(rapport, "raad")) < len(text(rapport, "team"))


def test_only_the_team_sees_pictures_and_scores() -> None:
    named = {lezer: [b for b in bijlage(example(), lezer).parts if isinstance(b, Figure)] for lezer in BIJLAGELEZERS}
    assert len(named["team"]) == 3 and not named["raad"]
    assert "geen cijfer om wijken" in text(example(), "team")


def test_a_look_back_speaks_of_the_source_and_asks_nothing_of_the_raad() -> None:
    rapport = example(EXAMPLES.parent / "wijkdeal-de-wijert.yaml")
    found = text(rapport)
    assert ASKED_OF_RAAD not in found
    opening = texts.text("report.opening.eerst.terugblik", waar="De Wijert")
    assert opening in found and texts.text("report.koppen.genoemd") in found


def test_facts_that_a_dossier_lacks_are_left_out() -> None:
    found = [b for b in bijlage(of({}), "team").parts if isinstance(b, Facts)]
    names = [feit.name for feiten in found for feit in feiten.facts]
    assert "Geld" not in names and "Looptijd" not in names and "Wens" in names


def test_an_unusual_thema_stays_text() -> None:
    rapport = of({}, afspraken=[{"thema": "# *x* <b>", "gewenst": "besluiten"}])
    assert "## \\# \\*x\\* \\<b\\>" in text(rapport) or "## # \\*x\\* \\<b\\>" in text(rapport)


def test_a_wish_that_all_name_is_told_once() -> None:
    def wish(name: str) -> str:
        found = [b for b in bijlage(example(EXAMPLES / name), "team").parts if isinstance(b, Facts)]
        return next(words(feit.text) for feiten in found for feit in feiten.facts if feit.name == "Wens")

    assert wish("korte-route.yaml") == "Aanjagen (bewoners en gemeente)"
    assert wish("mag-het-lichter.yaml") == "Adviseren: adviseren (bewoners); aanjagen (gemeente)"


def since(norm: str, archetype: str) -> str:
    """From which way of taking part on something has a norm."""
    return texts.text("report.punten.vanaf", norm=texts.text(f"report.punten.norm.{norm}"), archetype=archetype)


def test_the_team_reads_each_point_once_and_from_which_way_it_is_asked() -> None:
    undecided = example(EXAMPLES / "verschillende-wensen.yaml")
    tables = (b for b in part(bijlage(undecided, "team"), texts.text("report.koppen.punten")) if isinstance(b, Table))
    rows = [tuple(words(cell) for cell in row[:3]) for row in next(tables).rows]
    assert len({name for name, _, _ in rows}) == len(rows)
    heavy = {name: weight for name, _, weight in rows}
    assert heavy["Het college zoekt zelf mensen op die nog niet meedoen"] == since("moet", "adviseren")
    assert heavy["Bewoners weten wie er namens hen praat"] == "; ".join(
        [since("hoort", "adviseren"), since("moet", "aanjagen")]
    )


@pytest.mark.parametrize("lezer", BIJLAGELEZERS)
def test_acties_on_their_own_stand_apart_from_every_point(lezer: Bijlagelezer) -> None:
    acties = [
        {"wat": "btw uitzoeken", "trekker": "gemeente", "status": "voorstel"},
        {"wat": "sleutel ophalen", "trekker": "wijk"},
        {"wat": "tent huren", "trekker": "wijk", "status": "vervallen"},
    ]
    found = bijlage(of({"openbaar": "nee"}, acties=acties), lezer)
    lines = [words(punt.text) for punt in points(part(found, texts.text("report.koppen.losse_acties")))]
    gone = ["Vervallen: tent huren (wijk)"] if lezer == "team" else []
    assert lines == ["Voorstel: btw uitzoeken (gemeente)", "sleutel ophalen (wijk)", *gone]


def test_a_step_for_another_thema_is_told_at_a_point_of_all() -> None:
    themas = [{"thema": name, "gewenst": "besluiten", "fasen": ["uitvoering"]} for name in ("groen", "spelen")]
    step = {"waarborg": "open-vergaderen", "wat": "Zaal huren", "trekker": "wijk", "thema": "spelen"}
    found = bijlage(of({"openbaar": "nee", "raad-sprak": "ja"}, afspraken=themas, acties=[step]), "team")
    items = [punt for blok in walk(found.parts) if isinstance(blok, Listing) for punt in blok.items]
    assert "Zaal huren (wijk, spelen)" in [words(line.text) for punt in items for line in punt.below]
