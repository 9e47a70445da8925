"""`rules show`: one thing of a pack as a person reads it, what it rests on, and where it stands."""

import json
import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.builders import alle, een_van, minstens, ruw_pakket, v, waarborg
from tests.cli.proef import here, said
from tests.cli.running import flat, run, too_wide, write_pack
from tests.spoken import text
from wijktoets import load_pack
from wijktoets.cli.base.options import Settings
from wijktoets.cli.base.output import drawn, screen
from wijktoets.engine.upkeep.pages.make import PageMaker, read_folders
from wijktoets.telling.formats.terminal import draw
from wijktoets.telling.screens.rules.pages.page import pages_sheet
from wijktoets.texts import all_texts

__all__ = ["here"]

ROOT = Path(__file__).resolve().parents[2]


def facts(screen: str) -> dict[str, str]:
    """What stands beside a label: by its key, as one line."""
    found: dict[str, str] = {}
    label = ""
    for line in screen.splitlines():
        beside = re.fullmatch(r"  (\S.{13})(\S.*)| {16}(\S.*)", line)
        if beside is None:
            label = ""
        elif beside[1]:
            label, found[beside[1].strip()] = beside[1].strip(), beside[2]
        elif label:
            found[label] += f" {beside[3]}"
    keys = {word: key for key, word in all_texts()["rules"]["show"]["label"].items()}
    return {keys[word]: value for word, value in found.items() if word in keys}


def below(screen: str, key: str) -> str:
    """What stands below a head, up to an empty line and the next one, as one line."""
    lines = screen.splitlines()
    start = lines.index(text(key).replace("wijkdeal", "afspraak")) + 1
    ends = (at for at in range(start, len(lines)) if lines[at] and lines[at - 1] == "" and lines[at][0] != " ")
    return flat(" ".join(lines[start : next(ends, len(lines))]))


QUESTION = "Is afgesproken hoe de wijk dit uitlegt?"


@pytest.mark.parametrize(
    "name", ["verantwoording", "boven", "lessen", "kanaal", "hoe-uitleg", "avond", "stad", "let-op"]
)
def test_a_thing_as_a_person_reads_it(here: Path, name: str, snapshot: SnapshotAssertion) -> None:
    assert said("show", name) == snapshot


def test_a_waarborg_says_what_it_asks_of_whom_and_how_much(here: Path) -> None:
    screen = said("show", "verantwoording")
    assert screen.splitlines()[:3] == [
        "De wijk legt uit wat er is besloten",
        text("rules.show.onder", soort="Waarborg", id="verantwoording", onderdeel="Transparantie"),
        text("rules.show.plek", plek="proef/waarborgen/verantwoording.yaml:1:29"),
    ]
    found = facts(screen)
    assert found.pop("zwaar") == " ".join(
        f"Bij {archetype} {text(f'explain.norm.{norm}')}."
        for archetype, norm in (("adviseren", "niet"), ("aanjagen", "hoort"), ("besluiten", "moet"))
    )
    assert found == {"waarom": "Wie beslist, laat dat zien.", "wie": text("transfer.wie.wijk")}
    assert below(screen, "regelpagina.kop.vraagt.waarborg") == f"{QUESTION} (uitleg)"


def test_a_waarborg_says_where_it_comes_from_and_what_a_reader_gets(here: Path) -> None:
    screen = said("show", "verantwoording")
    source = text("explain.basis.letterlijk", vindplaats="L57, L254")
    assert below(screen, "regelpagina.kop.bron") == f"{source} {text('regelpagina.dekt', ids='A3.7')}"
    assert below(screen, "regelpagina.kop.gat") == "- Nog niet geregeld is hoe de wijk dit uitlegt."
    assert below(screen, "regelpagina.kop.wijkdeal") == "Eens per jaar is er een open avond."


def test_a_waarborg_says_what_can_be_done(here: Path) -> None:
    assert below(said("show", "verantwoording"), "regelpagina.kop.doen") == " ".join(
        [
            "1 Houd een open avond (verantwoording.1)",
            text("rules.show.trekker", wie=text("transfer.wie.samen")),
            text("rules.show.wijk_doet", wat="houdt de avond"),
            text("rules.show.gemeente_doet", wat="levert cijfers aan"),
            text("rules.show.instrument", naam="Open avond"),
            text("rules.show.kanttekening", kanttekening="Niet iedereen komt."),
            text("rules.show.sluit", vraag=QUESTION, wordt="ja"),
            text("rules.show.sluit", vraag="Waar staat het?", wordt="optie krant"),
            text("rules.show.inzet", bewoners="gemiddeld", inzet="weinig"),
        ]
    )


def outcome(word: str) -> str:
    """What comes out of an example, in words and as it stands in a pack."""
    return text("regelpagina.uitkomst_met", woorden=text(f"regelpagina.uitkomst.{word}"), uitkomst=word)


def test_a_waarborg_shows_its_examples(here: Path) -> None:
    assert below(said("show", "verantwoording"), "regelpagina.kop.voorbeelden") == " ".join(
        [
            text("regelpagina.voorbeelden_uitleg", pack=" --pack proef"),
            f"{text('regelpagina.antwoorden')} {text('regelpagina.eruit')}",
            f"uitleg ja {outcome('geborgd')}",
            f"uitleg bewoners nee, gemeente ja; fase evaluatie {outcome('onbekend')}",
            f"{text('rules.show.zonder_antwoorden')} {outcome('onbekend')}",
        ]
    )


def test_a_condition_in_words(here: Path) -> None:
    screen = said("show", "boven")
    assert below(screen, "regelpagina.kop.als").endswith(
        text("explain.voorwaarde.telt", vraag="Waar staat het? (kanaal)", opties="optie krant")
    )
    other = text("explain.voorwaarde.waarborg", naam="De wijk legt uit wat er is besloten", id="verantwoording")
    assert (
        f"    {text('explain.voorwaarde.allebei')}\n"
        f"    ├─ {other}\n"
        f"    │  └─ {QUESTION} (uitleg)\n"
        f"    └─ {text('explain.voorwaarde.niet', vraag='Is stil zo (stil)')}\n"
    ) in screen


def test_a_condition_with_every_kind_of_group(here: Path) -> None:
    some = minstens(2, v("a"), v("b"), v("land", "NL"))
    rule = {**waarborg("w", een_van(alle(v("c")), some, v("fase", "evaluatie"))), "geldig": {"tot": "2027-12-31"}}
    example = {"land": "BE", "peildatum": "2027-01-01", "verwacht": "onbekend"}
    write_pack(here / "groepen", ruw_pakket({**rule, "voorbeelden": [example]}))
    screen = run("rules", "show", "w", "--pack", "groepen").stdout
    land, fase = (f"{text(f'explain.voorwaarde.{word}')} ({word})" for word in ("land", "fase"))
    assert (
        f"    {text('explain.voorwaarde.een_van', n=3)}\n"
        "    ├─ Is c zo (c)\n"
        f"    ├─ {text('explain.voorwaarde.minstens', aantal=2, n=3)}\n"
        "    │  ├─ Is a zo (a)\n"
        "    │  ├─ Is b zo (b)\n"
        f"    │  └─ {text('explain.voorwaarde.telt', vraag=land, opties='NL')}\n"
        f"    └─ {text('explain.voorwaarde.telt', vraag=fase, opties='evaluatie')}\n"
    ) in screen
    assert facts(screen)["fasen"] == "tot en met 31 december 2027"
    assert f"    peildatum 2027-01-01; land BE  {outcome('onbekend')}\n" in screen


def test_when_a_rule_holds_and_that_it_is_law(here: Path) -> None:
    screen = said("show", "lessen")
    assert facts(screen)["fasen"] == text("rules.show.fasen", fasen="uitvoering en evaluatie")
    assert text("explain.hard") in flat(screen)
    assert screen.count("Waarborg lessen ·") == 1


def test_an_id_of_two_things_shows_both(here: Path) -> None:
    screen = said("show", "lessen")
    rule, _, question = screen.partition("\n\nDoen we iets")
    assert rule.startswith("De waarborg lessen\nWaarborg lessen · Samen leren\n")
    assert question.startswith(" met de lessen?\nVraag lessen · Transparantie\n")
    assert facts(question)["waar"] == text("rules.show.waar.fase")
    assert text("rules.show.plek", plek="proef/waarborgen/lessen.yaml:") in rule
    assert text("rules.show.plek", plek="proef/vragen/alle.yaml:") in question


def test_a_vraag_says_what_it_counts_in_and_what_settles_it(here: Path) -> None:
    found = facts(said("show", "kanaal"))
    assert found["antwoorden"] == "krant: optie krant site: optie site"
    assert found["gebruikt"] == "De waarborg boven (boven)"
    assert found["lost_op"] == "Houd een open avond (verantwoording.1)"
    assert text("rules.show.ladder", archetypes="adviseren, aanjagen en besluiten") in said("show", "rol")
    assert facts(said("show", "uitleg"))["hoort_bij"] == "Hoe legt de wijk dit uit? (hoe-uitleg)"


def test_the_other_things_of_a_pack(here: Path) -> None:
    talk = facts(said("show", "hoe-uitleg"))
    assert talk["kern"] == "1"
    assert talk["vult"].endswith(text("rules.show.veld", veld="bedrag"))
    tool = facts(said("show", "avond"))
    assert (tool["let_op"], tool["acties"]) == ("Niet iedereen komt.", "Houd een open avond (verantwoording.1)")
    step = facts(said("show", "verantwoording.1"))
    assert step["hoort_bij"] == "De wijk legt uit wat er is besloten (verantwoording)"
    assert facts(said("show", "stad"))["sluit_uit"] == "aanjagen en besluiten"
    signal = flat(said("show", "let-op"))
    assert f"{text('regelpagina.zegt_dan')} Let op let-op" in signal
    assert f"{text('regelpagina.vraagt_dan')} Is het stil" in signal


def test_a_page_as_json(here: Path) -> None:
    page = json.loads(said("show", "lessen", "--format", "json"))
    assert (page["formaat"], page["soort"], page["id"]) == ("wijktoets/regel@1", "waarborg", "lessen")
    assert page["plek"]["bestand"] == "proef/waarborgen/lessen.yaml"
    assert json.loads(said("show", "kanaal", "--format", "json"))["formaat"] == "wijktoets/vraag@1"


def test_the_source_in_own_words_and_a_law_as_people_cite_it(here: Path) -> None:
    lines = {"L106": {"zegt": "Wat de stad raakt, hoort bij de stad."}, "L57": {"zegt": "De wijk legt uit."}}
    bron = {"formaat": "wijktoets/bron@1", "titel": "Proef", "laatste_regel": 320, "regels": lines}
    (here / "proef" / "bron.yaml").write_text(json.dumps(bron), encoding="utf-8")
    assert "  L57           De wijk legt uit.\n" in said("show", "verantwoording")
    law = {"basis": "extern", "wet": "Gemeentewet", "artikel": "83", "lid": "2", "bronstatus": "S"}
    cited = {**law, "bron": ["art. 83 lid 2 Gemeentewet"], "gelezen_versie": "2022-05-01"}
    write_pack(here / "wet", ruw_pakket({**waarborg("w", v("a")), **cited}))
    screen = run("rules", "show", "w", "--pack", "wet").stdout
    source = text("explain.basis.extern", vindplaats="art. 83 lid 2 Gemeentewet").replace("de notitie", "de bron")
    assert f"  {source}\n" in screen
    read = (text("regelpagina.status.S"), text("regelpagina.gelezen", dag="1 mei 2022"))
    assert all(sentence in flat(screen) for sentence in read)


def test_an_unknown_id_gets_a_near_miss(here: Path) -> None:
    result = run("rules", "show", "verantwording", "--pack", "proef")
    assert (result.exit_code, result.stdout) == (3, "")
    near = text("bedoelde_u", suggestie="verantwoording")
    assert result.stderr == text("rules.show.onbekend", naam="verantwording", pack=" --pack proef") + near + "\n"


def test_everything_of_the_built_in_pack_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    pack = load_pack()
    pagineerder = PageMaker(pack, read_folders(pack, [(ROOT / "rules" / "gronings-model", "gronings-model")]))
    names = pagineerder.names()
    assert len(names) > 150
    for name in names:
        for page in pagineerder.pages(name):
            console = screen(Settings())
            draw(pages_sheet([page]), console)
            assert too_wide(drawn(console), 80) == []


def test_the_built_in_pack_is_named_by_its_folder_where_that_can_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert (
        text("rules.show.plek", plek="rules/gronings-model/waarborgen/")
        in run("rules", "show", "minderheid-gehoord").stdout
    )
    monkeypatch.chdir(tmp_path)
    assert (
        text("rules.show.plek", plek="gronings-model/waarborgen/") in run("rules", "show", "minderheid-gehoord").stdout
    )
