"""Residents read residents' words, in good Dutch, in all that the program and the packs say; others do not."""

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests import spoken
from tests.cli.running import run
from tests.telling.reading import ALL, EXAMPLES, example
from tests.telling.residents import (
    DOSSIERS,
    NAMED,
    SOME_POWERS,
    THEIR_WISH,
    THEIRS,
    TODAY,
    WISH,
    of_all_wishes,
    of_the_model,
    plate,
    said,
    strings,
    whole,
    written,
)
from wijktoets import Regelpakket, evaluate, load_dossier, load_pack
from wijktoets.engine.advice.agenda.agenda import agenda, praatplaat
from wijktoets.engine.judging import direct
from wijktoets.engine.model.words import ARCHETYPES, Trekker
from wijktoets.telling.formats.markdown import render
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.praatplaat import compose
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.reader import Bijlagelezer
from wijktoets.telling.residents import exchanged
from wijktoets.texts import text

# Every sentence, of every dossier.


@pytest.mark.anywhere
@pytest.mark.parametrize("path", [*ALL, *SOME_POWERS], ids=lambda p: p.stem)
def test_no_document_for_residents_speaks_of_the_model(path: Path) -> None:
    for document in of_all_wishes(path):
        assert of_the_model(said(document, written(path))) == []


@pytest.mark.in_turn
@pytest.mark.anywhere
@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.stem)
def test_no_praatplaat_speaks_of_the_model(path: Path) -> None:
    assert of_the_model(said(plate(path), written(path))) == []


def test_the_praatplaat_of_a_pack_asks_in_residents_words() -> None:
    found = compose(praatplaat(load_pack()), TODAY, "1.0")
    assert of_the_model(said(found)) == []
    asked = {each.tekst: each.vakjes for groep in found.groepen for v in groep.vragen for each in v.gesloten}
    (wish,) = (boxes for tekst, boxes in asked.items() if all(word in tekst for word in THEIRS.values()))
    assert wish[:-1] == tuple(f"☐ {word}" for word in THEIRS.values())
    assert wish[-1] == text("questions.antwoorden.open")


@pytest.mark.parametrize("kind", [".html", ".md", ".odt", ".docx", ".pdf"])
def test_so_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"stuk{kind}"
    assert run("report", EXAMPLES / "verschillende-wensen.yaml", "--to", file, "--for", "bewoners").exit_code == 0
    told = whole(file)
    assert spoken.text("bewoners.partij", wie="Partner", antwoord=THEIRS["aanjagen"]) in told
    assert of_the_model([told]) == []


@pytest.mark.anywhere
@pytest.mark.parametrize("wijken", ["@pilots", "@voorbeelden"])
def test_many_dossiers_for_residents_are_told_in_their_words(tmp_path: Path, wijken: str) -> None:
    for lezer in ("bewoners", "raad"):
        assert run("report", wijken, "--to", tmp_path / f"{lezer}.md", "--for", lezer).exit_code == 0
    theirs, other = whole(tmp_path / "bewoners.md"), whole(tmp_path / "raad.md")
    told = theirs
    for explanation in NAMED:
        assert told.count(explanation) == 1
        told = told.replace(explanation, "")
    assert of_the_model([told]) == [] and THEIRS["aanjagen"] not in other
    tabled = wijken != "@pilots"  # look backs stand in no table
    assert (f"| {' | '.join(THEIRS.values())} |" in told) == (f"| {' | '.join(ARCHETYPES)} |" in other) == tabled


# The sentences run.


@pytest.mark.parametrize("archetype", ARCHETYPES)
def test_a_sentence_is_good_dutch(archetype: str, snapshot: SnapshotAssertion) -> None:
    model = (
        f"De wens is {archetype}.",
        f"De wens was {archetype}. Dat paste.",
        f"Als de wens {archetype} zou zijn, hoort",
        f"Dit past bij {archetype}.",
        f"{archetype.capitalize()} (bewoners)",
        f"(vanaf {archetype})",
        f"hoort erbij, vanaf {archetype}",
        archetype.upper(),
        f"minder dan {archetype}",
        f"{archetype}, en de raads{archetype}",
    )
    residents = {sentence: exchanged(sentence) for sentence in model}
    assert residents == snapshot
    assert [exchanged(sentence) for sentence in residents.values()] == list(residents.values())
    assert residents[f"Dit past bij {archetype}."] == f"Dit past bij {THEIRS[archetype]}."
    assert residents[archetype.upper()] == THEIRS[archetype].upper()
    assert residents[f"{archetype}, en de raads{archetype}"] == f"{THEIRS[archetype]}, en de raads{archetype}"


def test_every_word_in_a_sentence_is_exchanged() -> None:
    model, residents = (
        "Wel open: {}, {} of {}. Wij {} samen.".format(*w, w[-1]) for w in (ARCHETYPES, [*THEIRS.values()])
    )
    assert exchanged(model) == residents
    assert exchanged(f"De {WISH}, en {ARCHETYPES[0]}.") == f"De {THEIR_WISH}, en {THEIRS['adviseren']}."


CLUMSY = re.compile(r"\bwens (is|was) (?!om)|(praten|nemen|besluiten) zou zijn|vanaf (mee|het voor|bes)")


@pytest.mark.in_turn
@pytest.mark.anywhere
@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.stem)
def test_no_sentence_is_clumsy(path: Path) -> None:
    for document in of_all_wishes(path):
        assert [s for s in said(document) if CLUMSY.search(s)] == []


# Who reads what.


@pytest.mark.parametrize("lezer", ["raad", "team"])
def test_raad_and_team_keep_the_words_of_the_model(lezer: Bijlagelezer) -> None:
    told = render(bijlage(example(), lezer)).decode()
    assert "aanjagen" in told and told.count(THEIRS["aanjagen"]) == (lezer == "raad"), "beside it once, for the raad"


@pytest.mark.parametrize(("voor", "word"), [("raad", "aanjagen"), ("gemeente", "aanjagen"), ("wijk", "voortouw")])
def test_a_praatplaat_for_the_side_of_the_gemeente_keeps_them_too(voor: Trekker, word: str) -> None:
    dossier = load_dossier(EXAMPLES / "keukentafel.yaml")
    found = compose(agenda(dossier, load_pack(), direct.compute, TODAY, archetype="aanjagen", voor=voor), TODAY, "1.0")
    assert any(line.startswith("Dit is een proef") and word in line for line in found.uitleg)


def test_a_praatplaat_explains_the_words_when_it_uses_them() -> None:
    (line,) = [s for s in compose(praatplaat(load_pack()), TODAY, "1.0").slot if NAMED[0] in s]
    assert all(explanation in line for explanation in NAMED)
    without = compose(praatplaat(load_pack(), hoogstens=1), TODAY, "1.0")
    assert not any(explanation in line for explanation in NAMED for line in without.slot)


def test_a_pack_of_ones_own_gets_them_as_well() -> None:
    """What a pack says need not be known beforehand."""
    pack: Regelpakket = load_pack()
    rapport = evaluate(load_dossier(EXAMPLES / "keukentafel.yaml"), pack, engine="direct")
    line = rapport.teksten["geen_oordeel"].model_copy(update={"tekst": "Van adviseren naar aanjagen is een stap."})
    own = rapport.model_copy(update={"teksten": {**rapport.teksten, "geen_oordeel": line}})
    found = list(strings(residents_page(own)))
    assert any(f"Van {THEIRS['adviseren']} naar {THEIRS['aanjagen']} is een stap." in line for line in found)
