"""`rules list`, `rules show` and `rules test`: a pack as a person reads it, and its examples with their places."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import (
    HOORT,
    MOET_BIJ_BESLUITEN,
    alle,
    een_van,
    grens,
    keuze,
    minstens,
    niet,
    norm,
    ref,
    ruw_pakket,
    signaal,
    stelling,
    v,
    van,
    waarborg,
)
from tests.cli.running import run, too_wide, write_pack
from wijktoets import load_pack
from wijktoets.cli.base.options import Settings
from wijktoets.cli.base.output import drawn, screen
from wijktoets.engine.upkeep.pages.make import Pagineerder, read_folders
from wijktoets.telling.formats.terminal import draw
from wijktoets.telling.screens.rules.pages.page import pages_sheet

ROOT = Path(__file__).resolve().parents[2]

STAP = {
    "wat": "Houd een open avond",
    "instrument": "avond",
    "trekker": "samen",
    "wijk_doet": "houdt de avond",
    "gemeente_doet": "levert cijfers aan",
    "sluit": ["uitleg", {"vraag": "kanaal", "wordt": "krant"}],
    "inzet": {"bewoners": "gemiddeld", "gemeente": "weinig"},
}
VERSCHIL = van(bewoners="nee", gemeente="ja")
PACK = {
    **ruw_pakket(
        {
            **waarborg("verantwoording", v("uitleg"), norm(None, "hoort", "moet")),
            **{"naam": "De wijk legt uit wat er is besloten", "onderdeel": "transparantie", "bron": ["L57", "L254"]},
            **{"waarom": "Wie beslist, laat dat zien.", "voorbeeldtekst": "Eens per jaar is er een open avond."},
            **{"witte_vlek": "Nog niet geregeld is hoe de wijk dit uitlegt.", "dekt": ["A3.7"], "acties": [STAP]},
            "voorbeelden": [
                {"antwoorden": {"uitleg": "ja"}, "verwacht": "geborgd"},
                {"antwoorden": {"uitleg": VERSCHIL}, "fase": "evaluatie", "verwacht": "onbekend"},
                {"verwacht": "onbekend"},
            ],
        },
        waarborg("boven", alle(ref("verantwoording"), niet("stil")), MOET_BIJ_BESLUITEN, als=v("kanaal", "krant")),
        waarborg("lessen", v("lessen"), HOORT, fasen=["uitvoering", "evaluatie"], hard=True, onderdeel="samen-leren"),
        grens("stad", v("reikwijdte", "stedelijk"), "aanjagen", bron=["L106"]),
        signaal("let-op", v("stil"), vraag_bij_twijfel="Is het stil"),
        vragen=[
            stelling("uitleg", vraag="Is afgesproken hoe de wijk dit uitlegt?", nvt_mogelijk=False),
            keuze("kanaal", "krant", "site", vraag="Waar staat het?"),
            stelling("lessen", vraag="Doen we iets met de lessen?", geldt_voor="fase"),
        ],
        gesprekken=[
            {
                **{"id": "hoe-uitleg", "vraag": "Hoe legt de wijk dit uit?", "kern": 1, "onderdeel": "transparantie"},
                **{"vult": ["uitleg", "bedrag"], "bron": ["L254"]},
            }
        ],
    ),
    "instrumenten": [{"id": "avond", "naam": "Open avond", "bron": ["L320"], "kanttekening": "Niet iedereen komt."}],
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef`."""
    write_pack(tmp_path / "proef", PACK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*words: str, width: int = 80, charset: str = "utf-8") -> str:
    """What a command about the pack `proef` says."""
    result = run("rules", *words, "--pack", "proef", width=width, charset=charset)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


# rules list


def test_the_list_shows_what_each_rule_asks_at_each_archetype(here: Path) -> None:
    assert said("list") == (
        "Proefpakket 1.0.0\n"
        "3 waarborgen, 1 grens, 1 signaal\n"
        "moet: nodig voor deze zeggenschap; hoort: hoort erbij; mag: mag, maar hoeft\n"
        "niet; –: speelt daar niet.\n"
        "\n"
        "Transparantie                          adviseren  aanjagen  besluiten  partij\n"
        "  De waarborg boven                    –          –         moet       wijk\n"
        "    boven · letterlijk · L57\n"
        "  De wijk legt uit wat er is besloten  –          hoort     moet       wijk\n"
        "    verantwoording · letterlijk · L57, L254\n"
        "\n"
        "Samen leren           adviseren  aanjagen  besluiten  partij\n"
        "  De waarborg lessen  hoort      hoort     hoort      wijk\n"
        "    lessen · letterlijk · L57 · alleen in uitvoering en evaluatie · wet\n"
        "\n"
        "Grenzen\n"
        "  De grens stad\n"
        "  Sluit uit: aanjagen en besluiten.\n"
        "    stad · letterlijk · L106\n"
        "\n"
        "Signalen\n"
        "  Let op let-op\n"
        "    let-op · letterlijk · L57\n"
    )


def ids(*words: str) -> list[str]:
    """The ids of a list."""
    return [row["id"] for row in json.loads(said("list", "--format", "json", *words))]


def test_the_list_can_be_narrowed(here: Path) -> None:
    assert ids() == ["boven", "verantwoording", "lessen", "stad", "let-op"]
    assert ids("--archetype", "adviseren") == ["lessen", "let-op"]
    assert ids("--archetype", "aanjagen") == ["verantwoording", "lessen", "stad", "let-op"]
    assert ids("--archetype", "besluiten") == ["boven", "verantwoording", "lessen", "stad", "let-op"]
    assert ids("--onderdeel", "samen-leren") == ["lessen", "let-op"]
    assert ids("--onderdeel", "dna") == []
    assert said("list", "--onderdeel", "dna") == "Proefpakket 1.0.0\n0 waarborgen, 0 grenzen, 0 signalen\n"


def test_the_list_as_json(here: Path) -> None:
    rows = {row["id"]: row for row in json.loads(said("list", "--format", "json"))}
    assert rows["verantwoording"] == {
        "id": "verantwoording",
        "soort": "waarborg",
        "naam": "De wijk legt uit wat er is besloten",
        "onderdeel": "transparantie",
        "norm": {"adviseren": None, "aanjagen": "hoort", "besluiten": "moet"},
        "sluit_uit": None,
        "rust_op": "wijk",
        "basis": "letterlijk",
        "bron": ["L57", "L254"],
        "dekt": ["A3.7"],
        "fasen": None,
        "hard": False,
    }
    assert (rows["stad"]["norm"], rows["stad"]["sluit_uit"]) == (None, "aanjagen")
    assert rows["let-op"]["naam"] == "Let op let-op"


def test_the_list_as_csv(here: Path) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(said("list", "--format", "csv")))}
    found = rows["verantwoording"]
    assert (found["norm_adviseren"], found["norm_aanjagen"], found["norm_besluiten"]) == ("", "hoort", "moet")
    assert found["bron"] == "L57;L254"
    assert (rows["lessen"]["fasen"], rows["lessen"]["hard"]) == ("uitvoering;evaluatie", "true")


def test_a_cell_is_never_a_formula(here: Path) -> None:
    write_pack(here / "kwaad", ruw_pakket({**waarborg("w", v("a")), "naam": "=1+1"}))
    assert "'=1+1" in run("rules", "list", "--pack", "kwaad", "--format", "csv").stdout


def test_the_list_survives_any_screen(here: Path) -> None:
    for width in (60, 80, 120):
        assert too_wide(run("rules", "list", width=width).stdout, width) == []
    assert said("list", charset="ascii").isascii()


# rules show


def test_a_waarborg_as_a_person_reads_it(here: Path) -> None:
    assert said("show", "verantwoording") == (
        "De wijk legt uit wat er is besloten\n"
        "Waarborg verantwoording · Transparantie\n"
        "Staat in proef/waarborgen/verantwoording.yaml:1:29\n"
        "  Waarom        Wie beslist, laat dat zien.\n"
        "  Ligt bij      de wijk\n"
        "  Hoe zwaar     Bij adviseren speelt dit geen rol. Bij aanjagen hoort dit erbij.\n"
        "                Bij besluiten moet dit geregeld zijn.\n"
        "\n"
        "Wanneer het is geregeld\n"
        "    Is afgesproken hoe de wijk dit uitlegt? (uitleg)\n"
        "\n"
        "Waar het vandaan komt\n"
        "  Staat zo in de bron: L57, L254.\n"
        "  In de inventaris van de bron: A3.7.\n"
        "\n"
        "Wat u leest als het nog niet is geregeld\n"
        "  - Nog niet geregeld is hoe de wijk dit uitlegt.\n"
        "\n"
        "Wat u kunt doen\n"
        "  1 Houd een open avond (verantwoording.1)\n"
        "    Wie begint: wijk en gemeente samen.\n"
        "    De wijk houdt de avond.\n"
        "    De gemeente levert cijfers aan.\n"
        "    Hulpmiddel: Open avond.\n"
        "    Let op: Niet iedereen komt.\n"
        "    Daarna is het antwoord op “Is afgesproken hoe de wijk dit uitlegt?”: ja.\n"
        "    Daarna is het antwoord op “Waar staat het?”: optie krant.\n"
        "    Vraagt van bewoners: gemiddeld; van de gemeente: weinig.\n"
        "\n"
        "Voor in een wijkdeal\n"
        "    Eens per jaar is er een open avond.\n"
        "\n"
        "Voorbeelden\n"
        "  Met deze antwoorden rekent `wijktoets rules test` de regel na.\n"
        "\n"
        "    antwoorden                                        wat eruit komt\n"
        "    uitleg ja                                         geregeld (geborgd)\n"
        "    uitleg bewoners nee, gemeente ja; fase evaluatie  nog niet bekend (onbekend)\n"
        "    zonder antwoorden                                 nog niet bekend (onbekend)\n"
    )


def test_a_condition_in_words(here: Path) -> None:
    screen = said("show", "boven")
    assert "Wanneer de regel geldt\n" in screen
    assert "\n    Waar staat het? (kanaal) Wat telt: optie krant\n" in screen
    assert (
        "    Allebei:\n"
        "    ├─ De regel “De wijk legt uit wat er is besloten” (verantwoording):\n"
        "    │  └─ Is afgesproken hoe de wijk dit uitlegt? (uitleg)\n"
        "    └─ Het omgekeerde van: Is stil zo (stil)\n"
    ) in screen


def test_a_condition_with_every_kind_of_group(here: Path) -> None:
    counted = minstens(2, v("a"), v("b"), v("land", "NL"))
    rule = {**waarborg("w", een_van(alle(v("c")), counted, v("fase", "evaluatie"))), "geldig": {"tot": "2027-12-31"}}
    example = {"land": "BE", "peildatum": "2027-01-01", "verwacht": "onbekend"}
    write_pack(here / "groepen", ruw_pakket({**rule, "voorbeelden": [example]}))
    screen = run("rules", "show", "w", "--pack", "groepen").stdout
    assert (
        "    Minstens één van deze 3:\n"
        "    ├─ Is c zo (c)\n"
        "    ├─ Minstens 2 van deze 3:\n"
        "    │  ├─ Is a zo (a)\n"
        "    │  ├─ Is b zo (b)\n"
        "    │  └─ Van welk land geldt de wet? (land) Wat telt: NL\n"
        "    └─ In welke fase zit dit? (fase) Wat telt: evaluatie\n"
    ) in screen
    assert "  Wanneer       tot en met 31 december 2027\n" in screen
    assert "    peildatum 2027-01-01; land BE  nog niet bekend (onbekend)\n" in screen


def test_when_a_rule_holds_and_that_it_is_law(here: Path) -> None:
    screen = said("show", "lessen")
    assert "  Wanneer       alleen in uitvoering en evaluatie\n" in screen
    assert "Dit staat in de wet" in " ".join(screen.split())
    assert screen.count("Waarborg lessen ·") == 1


def test_an_id_of_two_things_shows_both(here: Path) -> None:
    screen = said("show", "lessen")
    rule, _, question = screen.partition("\n\nDoen we iets")
    assert rule.startswith("De waarborg lessen\nWaarborg lessen · Samen leren\n")
    assert question.startswith(" met de lessen?\nVraag lessen · Transparantie\n")
    assert "  Waar          per thema en per fase\n" in question
    assert "Staat in proef/waarborgen/lessen.yaml:" in rule
    assert "Staat in proef/vragen/alle.yaml:" in question


def test_a_vraag_says_what_it_counts_in_and_what_settles_it(here: Path) -> None:
    screen = said("show", "kanaal")
    assert "  Antwoorden    krant: optie krant\n                site: optie site\n" in screen
    assert "  Telt mee in   De waarborg boven (boven)\n" in screen
    assert "  Actie         Houd een open avond (verantwoording.1)\n" in screen
    assert "ladder: adviseren, aanjagen en besluiten" in said("show", "rol")
    assert "  Hoort bij     Hoe legt de wijk dit uit? (hoe-uitleg)\n" in said("show", "uitleg")


def test_the_other_things_of_a_pack(here: Path) -> None:
    assert "  Kernvraag     1\n" in said("show", "hoe-uitleg")
    assert "                het veld bedrag van een afspraak\n" in said("show", "hoe-uitleg")
    assert "  Let op        Niet iedereen komt.\n" in said("show", "avond")
    assert "  Acties        Houd een open avond (verantwoording.1)\n" in said("show", "avond")
    assert "  Hoort bij     De wijk legt uit wat er is besloten (verantwoording)\n" in said("show", "verantwoording.1")
    assert "  Grens bij     aanjagen en besluiten\n" in said("show", "stad")
    assert "resultaat:\n    Let op let-op\n" in said("show", "let-op")
    assert "vraag:\n    Is het stil\n" in said("show", "let-op")


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
    assert "  Van buiten de notitie: art. 83 lid 2 Gemeentewet.\n" in screen
    assert "  Gelezen is een samenvatting." in screen and "1 mei 2022" in screen


def test_an_unknown_id_gets_a_near_miss(here: Path) -> None:
    result = run("rules", "show", "verantwording", "--pack", "proef")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "'verantwording' is geen regel, vraag, gespreksvraag, instrument of actie. Alle regels: wijktoets rules list. "
        "Bedoelde u 'verantwoording'?\n"
    )


def test_everything_of_the_built_in_pack_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    pack = load_pack()
    pagineerder = Pagineerder(pack, read_folders(pack, [(ROOT / "rules" / "gronings-model", "gronings-model")]))
    names = pagineerder.names()
    assert len(names) > 150
    for name in names:
        for page in pagineerder.pages(name):
            console = screen(Settings())
            draw(pages_sheet([page]), console)
            assert too_wide(drawn(console), 80) == []


# rules test


def test_sound_examples(here: Path) -> None:
    result = run("rules", "test", "--pack", "proef")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "3 voorbeelden van 1 regel nagerekend: alles klopt.\n"
        "4 regels zonder voorbeeld: boven, lessen, stad, let-op. Voeg bij elke uitkomst die kan een voorbeeld toe.\n"
    )
    assert said("test", "-q") == "3 voorbeelden van 1 regel nagerekend: alles klopt.\n"


def rule(here: Path, voorbeelden: str, **delen: Any) -> None:
    """A pack `eigen` with one rule in YAML, its examples on lines of their own."""
    ruw = ruw_pakket(waarborg("w", alle(v("a"), v("b")), **delen))
    path = write_pack(here / "eigen", ruw) / "waarborgen" / "w.yaml"
    start = path.read_text(encoding="utf-8")[:-1]
    path.write_text(f'{start},\n"voorbeelden": [\n{voorbeelden}\n]}}\n', encoding="utf-8")


def test_a_failing_example_is_told_with_its_place_and_what_came(here: Path) -> None:
    rule(here, "{antwoorden: {a: ja, b: ja}, verwacht: geborgd},\n  {antwoorden: {a: ja}, verwacht: deels}")
    result = run("rules", "test", "--pack", "eigen")
    assert result.exit_code == 3
    assert result.stderr == (
        "eigen/waarborgen/w.yaml:4:35: w, voorbeeld 2: verwacht is deels, maar er komt onbekend uit. Nog open: b.\n"
    )
    assert result.stdout == (
        "2 voorbeelden van 1 regel nagerekend: 1 klopt niet. Verbeter het voorbeeld of de regel.\n"
    )


def test_every_failing_example_is_told_in_order_of_place(here: Path) -> None:
    rule(here, "{antwoorden: {a: nee}, verwacht: deels},\n{antwoorden: {a: ja, b: ja}, verwacht: ontbreekt}")
    lines = run("rules", "test", "--pack", "eigen").stderr.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["eigen/waarborgen/w.yaml:3:34:", "eigen/waarborgen/w.yaml:4:40:"]


def test_an_example_outside_the_fasen_of_its_rule_says_so(here: Path) -> None:
    rule(here, "{antwoorden: {a: nee}, fase: evaluatie, verwacht: ontbreekt}", fasen=["uitvoering"])
    assert run("rules", "test", "--pack", "eigen").stderr.endswith(
        "verwacht is ontbreekt, maar er komt nvt uit. De regel geldt niet in deze fase of op deze dag.\n"
    )


def test_a_pack_that_cannot_be_read_is_an_input_error(here: Path) -> None:
    rule(here, "{verwacht: geborgt}")
    result = run("rules", "test", "--pack", "eigen")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("eigen/waarborgen/w.yaml:3:")


def test_the_built_in_pack_is_named_by_its_folder_where_that_can_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert "Staat in rules/gronings-model/waarborgen/" in run("rules", "show", "minderheid-gehoord").stdout
    monkeypatch.chdir(tmp_path)
    assert "Staat in gronings-model/waarborgen/" in run("rules", "show", "minderheid-gehoord").stdout


def test_the_examples_of_the_built_in_pack_hold() -> None:
    result = run("rules", "test")
    assert (result.exit_code, result.stderr) == (0, "")
