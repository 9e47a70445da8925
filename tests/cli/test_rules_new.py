"""`rules new`: what it makes loads, has examples that fail until someone thought about them, and replaces nothing."""

import re
from pathlib import Path

import pytest
from click.testing import Result

from tests.builders import keuze, ruw_pakket, stelling, v, waarborg
from tests.cli.running import run, too_wide, write_pack
from wijktoets.engine.model.woorden import Pakketwoorden
from wijktoets.engine.upkeep.coverage.words import lines_with_words
from wijktoets.engine.upkeep.scaffold import SOORTEN
from wijktoets.texts import all_texts, text

KOP = "id: eigen\nnaam: Afspraken van Voorbeeldstad\nversie: 1.0.0\nbouwt_op: {id: gronings-model, versie: '>=1'}\n"
TOLK = ("waarborg", "tolk-beschikbaar", "--onderdeel", "ieders-stem-telt", "--rust-op", "gemeente")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with `eigen`, a pack that holds nothing but its head."""
    (tmp_path / "eigen").mkdir()
    (tmp_path / "eigen" / "pakket.yaml").write_text(KOP, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*words: str, pack: str = "eigen") -> Result:
    return run("rules", "new", *words, "--pack", pack)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def fill(path: Path, **words: str) -> None:
    """Fill in a file as a person does: the words that were asked for, and no more explanation."""
    text = path.read_text(encoding="utf-8")
    for mark, word in words.items():
        text = re.sub(rf'^(\s*(?:- )?{mark}: )\["?INVULLEN[^"]*"?\]$', rf"\1[{word}]", text, flags=re.MULTILINE)
        text = re.sub(rf'^(\s*(?:- )?{mark}: )"INVULLEN[^"]*"$', rf"\1{word}", text, flags=re.MULTILINE)
    path.write_text(re.sub(r"INVULLEN in één zin, met de bron", "een tolk waar die nodig is (L143)", text))


def made(path: str) -> str:
    """What is said of a file that was made."""
    return text("rules_new.gemaakt", pad=path)


# What it makes


def test_a_waarborg_with_its_vraag(here: Path) -> None:
    result = new(*TOLK)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = (
        made("eigen/waarborgen/ieders-stem-telt/tolk-beschikbaar.yaml"),
        text("rules_new.vraag_erbij", pad="eigen/vragen/ieders-stem-telt.yaml"),
        text("rules_new.daarna_regel", pak="eigen"),
    )
    assert result.stdout == "".join(f"{line}\n" for line in lines)
    assert too_wide(result.stdout, 80) == []
    rule = (here / "eigen/waarborgen/ieders-stem-telt/tolk-beschikbaar.yaml").read_text(encoding="utf-8")
    assert "\nrust_op: gemeente\n" in rule
    assert "\nvoldaan_als: {vraag: tolk-beschikbaar}\n" in rule
    assert run("check", "eigen").exit_code == 0


@pytest.mark.parametrize("soort", ["waarborg", "grens", "signaal", "vraag"])
def test_what_is_made_loads_and_no_example_of_it_is_taken_for_finished(here: Path, soort: str) -> None:
    assert new(soort, "iets-nieuws", "--onderdeel", "transparantie").exit_code == 0
    assert run("check", "eigen").exit_code == 0
    result = run("rules", "test", "--pack", "eigen")
    count = sum(p.read_text("utf-8").count("verwacht: ") for p in (here / "eigen").rglob("iets-nieuws.yaml"))
    assert len(result.stderr.splitlines()) == count
    assert (result.exit_code, count > 0) == ((0, False) if soort == "vraag" else (3, True))


def test_filled_in_it_has_no_faults_and_nothing_to_warn_of(here: Path) -> None:
    new(*TOLK)
    rule = here / "eigen/waarborgen/ieders-stem-telt/tolk-beschikbaar.yaml"
    fill(
        rule,
        naam="Er is een tolk als dat nodig is",
        afleiding="L143 vraagt wie er mee kan doen; wie de taal nog leert, kan dat met een tolk.",
        bron="L143",
        waarom="Wie de taal nog leert, heeft ook iets te zeggen over de straat.",
        witte_vlek="Het is nog niet geregeld wanneer er een tolk is.",
        witte_vlek_onbekend="Nog niet bekend is wanneer er een tolk is.",
        voorbeeldtekst="Op elke avond is er een tolk als iemand daarom vraagt.",
        wat="Spreek af bij welke avonden er een tolk is.",
        wijk_doet="zegt welke talen er nodig zijn",
        gemeente_doet="regelt en betaalt de tolk",
    )
    fill(
        here / "eigen/vragen/ieders-stem-telt.yaml",
        vraag='"Is afgesproken wanneer er een tolk is?"',
        afleiding="L143 vraagt wie er mee kan doen.",
        bron="L143",
    )
    text = rule.read_text(encoding="utf-8")
    for outcome in ("geborgd", "ontbreekt", "deels", "hooguit_deels", "onbekend", "onbekend"):
        text = text.replace("verwacht: nvt", f"verwacht: {outcome}", 1)
    rule.write_text(text, encoding="utf-8")
    assert "INVULLEN" not in "".join(p.read_text("utf-8") for p in (here / "eigen").rglob("*.yaml"))
    assert run("rules", "test", "--pack", "eigen").exit_code == 0
    assert run("rules", "mutate", "tolk-beschikbaar", "--pack", "eigen").exit_code == 0
    found = run("rules", "lint", "--pack", "eigen", "--strict").stdout
    assert [line for line in found.splitlines() if "tolk" in line and " hint: " not in line] == []


def test_in_the_folder_of_the_pack_it_needs_no_name(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "eigen")
    result = run("rules", "new", *TOLK)
    assert result.stdout.startswith(made("waarborgen/ieders-stem-telt/tolk-beschikbaar.yaml") + "\n")
    assert "rules test --pack .\n" in result.stdout


def test_on_top_of_a_pack_that_is_named_too(here: Path) -> None:
    write_pack(here / "onder", ruw_pakket(waarborg("w", v("a")), id="onder"))
    (here / "eigen" / "pakket.yaml").write_text(KOP.replace("gronings-model", "onder"), encoding="utf-8")
    result = run("rules", "new", *TOLK, "--pack", "onder", "--pack", "eigen")
    assert result.stdout.startswith(made("eigen/waarborgen/"))
    assert "rules test --pack onder --pack eigen\n" in result.stdout
    assert run("rules", "test", "--pack", "onder", "--pack", "eigen").stderr.count("tolk-beschikbaar, voorbeeld") == 6


def test_a_second_vraag_comes_below_the_first(here: Path) -> None:
    new("vraag", "een", "--onderdeel", "dna")
    path = here / "eigen/vragen/dna.yaml"
    before = path.read_text(encoding="utf-8") + "  # van een mens\n"
    path.write_text(before, encoding="utf-8")
    new("vraag", "twee", "--onderdeel", "dna")
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before) and "\n- id: twee\n" in after


def test_a_file_of_vragen_that_cannot_grow_is_left_alone(here: Path) -> None:
    write_pack(here / "json", ruw_pakket(waarborg("w", v("a")), vragen=[stelling("a")]))
    (here / "json/vragen/alle.yaml").rename(here / "json/vragen/dna.yaml")
    before = (here / "json/vragen/dna.yaml").read_bytes()
    assert new("vraag", "nieuw", "--onderdeel", "dna", pack="json").exit_code == 0
    assert (here / "json/vragen/dna.yaml").read_bytes() == before
    assert (here / "json/vragen/nieuw.yaml").exists()


# The vraag that it starts from


def test_a_vraag_that_is_there_is_used(here: Path) -> None:
    write_pack(here / "p", ruw_pakket(waarborg("w", v("a")), vragen=[stelling("a"), keuze("kanaal", "krant", "site")]))
    result = new("waarborg", "nieuw", "--onderdeel", "dna", "--vraag", "kanaal", pack="p")
    assert text("rules_new.vraag_was_er", vraag="kanaal") + "\n" in result.stdout
    rule = (here / "p/waarborgen/dna/nieuw.yaml").read_text(encoding="utf-8")
    assert "voldaan_als: {vraag: kanaal, is: krant}\n" in rule
    assert "sluit: [{vraag: kanaal, wordt: krant}]\n" in rule
    assert "{antwoorden: {kanaal: site}, verwacht: nvt}" in rule
    assert run("check", "p").exit_code == 0


def test_a_grens_can_start_from_the_reach_of_the_agreement(here: Path) -> None:
    new("vraag", "iets", "--onderdeel", "dna")
    new("grens", "te-groot", "--onderdeel", "zeggenschap", "--vraag", "reikwijdte")
    rule = (here / "eigen/grenzen/te-groot.yaml").read_text(encoding="utf-8")
    assert "als: {vraag: reikwijdte, is: stedelijk}\n" in rule
    assert "{reikwijdte: stedelijk, sluit_uit: besluiten, verwacht: niet}" in rule


# What it refuses, and then writes nothing


def there(name: str, place: str) -> str:
    """What is said of a name that is taken, up to the file in which it stands."""
    return text("rules_new.fouten.bestaat", naam=name, plek=f"{place}…").partition("…")[0]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (
            ("waarborg", "minderheid-gehoord", "--onderdeel", "dna"),
            3,
            there("minderheid-gehoord", "gronings-model/"),
        ),
        (("vraag", "wie-besluit", "--onderdeel", "dna"), 3, there("wie-besluit", "gronings-model/vragen/")),
        (("waarborg", "../weg", "--onderdeel", "dna"), 3, text("rules_new.fouten.id_vorm", naam="../weg")),
        (("waarborg", "w", "--onderdeel", "dna", "--vraag", "a b"), 3, text("rules_new.fouten.id_vorm", naam="a b")),
        (("waarborg", "w", "--onderdeel", "dna", "--vraag", "wie-besluit"), 3, "bepaalt wie beslist"),
        (("vraag", "fase", "--onderdeel", "dna"), 3, "fase"),
        (("waarborg", "w"), 2, "--onderdeel ontbreekt."),
        (("waarborgh", "w", "--onderdeel", "dna"), 2, text("bedoelde_u", suggestie="waarborg")),
        (
            ("grens", "g", "--onderdeel", "dna", "--rust-op", "raad"),
            2,
            text("rules_new.fouten.optie", optie="--rust-op", soorten="waarborg"),
        ),
        (("vraag", "v", "--onderdeel", "dna", "--vraag", "w"), 2, "--vraag"),
        (("instrument", "i", "--soort", "keuze"), 2, "--soort"),
        (("gespreksvraag", "g", "--onderdeel", "dna"), 2, "--vraag ontbreekt."),
        (("lezing", "l"), 2, "--regel ontbreekt."),
        (("pakket", "p"), 2, "--bron ontbreekt."),
        (
            ("gespreksvraag", "g", "--onderdeel", "dna", "--vraag", "weg"),
            3,
            text("rules_new.fouten.geen_vragen", naam="weg"),
        ),
        (("lezing", "l", "--regel", "weg"), 3, text("rules_new.fouten.geen_waarborgen", naam="weg")),
    ],
)
def test_what_cannot_be_made(here: Path, words: tuple[str, ...], code: int, says: str) -> None:
    before = files(here)
    result = new(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr
    assert files(here) == before


def test_it_never_replaces_a_file(here: Path) -> None:
    path = here / "eigen/waarborgen/ieders-stem-telt/tolk-beschikbaar.yaml"
    new("waarborg", "ander", "--onderdeel", "ieders-stem-telt")
    (here / "eigen/waarborgen/ieders-stem-telt/ander.yaml").rename(path)
    before = files(here)
    name = "eigen/waarborgen/ieders-stem-telt/tolk-beschikbaar.yaml"
    assert text("rules_new.fouten.bestand_bestaat", plek=name) in new(*TOLK).stderr
    assert there("ander", f"{name}:") in new("grens", "ander", "--onderdeel", "dna").stderr
    assert files(here) == before


def test_a_pack_that_is_wrong_is_told_first(here: Path) -> None:
    (here / "eigen" / "fout.yaml").write_text("soort: waarborgh\n", encoding="utf-8")
    before = files(here)
    result = new(*TOLK)
    assert result.exit_code == 3 and result.stderr.startswith("eigen/fout.yaml:1:")
    assert files(here) == before


def test_without_a_pack(here: Path) -> None:
    result = run("rules", "new", *TOLK)
    assert result.exit_code == 2 and text("rules_new.fouten.geen_pakket") in result.stderr
    result = new(*TOLK, pack="gronings-model")
    assert result.exit_code == 2
    assert text("rules_new.fouten.van_wijktoets", naam="gronings-model") in result.stderr
    assert new(*TOLK, pack="weg").exit_code == 3


def test_when_it_cannot_write_all_it_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wijktoets.cli.base.failing import NotWritten
    from wijktoets.cli.rules import new as rules_new

    real, calls = rules_new.replace_with_text, []

    def full_disk(path: Path, text: str) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise NotWritten("vol")
        real(path, text)

    monkeypatch.setattr(rules_new, "replace_with_text", full_disk)
    before = files(here)
    assert new(*TOLK).exit_code == 74
    assert len(calls) == 2 and files(here) == before


# The other kinds, and a pack


IN_A_LIST = [
    (("gespreksvraag", "wie-is-er", "--onderdeel", "dna", "--vraag", "openbare-vergaderingen"), "gesprekken.yaml"),
    (("instrument", "briefjesbus"), "instrumenten.yaml"),
    (("lezing", "anders-gelezen", "--regel", "geld-inzichtelijk"), "lezingen.yaml"),
]


@pytest.mark.parametrize(("words", "file"), IN_A_LIST)
def test_what_stands_in_one_list_comes_below_what_is_there(here: Path, words: tuple[str, ...], file: str) -> None:
    new("vraag", "iets", "--onderdeel", "dna")
    assert new(*words).exit_code == 0
    path = here / "eigen" / file
    before = path.read_text(encoding="utf-8")
    assert run("check", "eigen").exit_code == 0
    again = (words[0], f"{words[1]}-2", *words[2:])
    if words[0] == "lezing":
        again = (*again[:-1], "minderheid-gehoord")
    assert new(*again).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith(before.rstrip())
    assert run("check", "eigen").exit_code == 0
    assert text("rules_new.fouten.bestaat", naam=words[1], plek=file) in new(*words).stderr


def test_every_kind_is_made_by_some_test() -> None:
    assert {words[0] for words, _ in IN_A_LIST} | {"waarborg", "grens", "signaal", "vraag", "pakket"} == set(SOORTEN)


def test_a_vraag_can_be_a_keuze(here: Path) -> None:
    assert new("vraag", "kanaal", "--soort", "keuze", "--onderdeel", "dna").exit_code == 0
    assert "soort: keuze" in (here / "eigen/vragen/dna.yaml").read_text("utf-8")
    assert run("check", "eigen").exit_code == 0


def test_a_refusal_names_no_place_in_a_file_that_is_not_there(here: Path) -> None:
    before = files(here)
    result = new("waarborg", "w", "--onderdeel", "dna", "--vraag", "wie-besluit")
    assert result.stderr.startswith(f"{text('rules_new.niets_gemaakt')}: ")
    assert "eigen/waarborgen" not in result.stderr
    assert files(here) == before and not (here / "eigen" / "waarborgen").exists()


BRON = "Ons verhaal\n\nWij beslissen samen.\n-\nWij schrijven het op.\n"


@pytest.fixture
def fresh(here: Path) -> Path:
    """A working folder with a source, of which a pack was made."""
    (here / "bron.txt").write_text(BRON, encoding="utf-8")
    result = run("rules", "new", "pakket", "veldzicht", "--bron", "bron.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(text("rules_new.daarna_pakket", id="veldzicht", brontekst="bron.txt") + "\n")
    return here


def test_a_new_pack_loads_and_what_is_open_is_listed(fresh: Path) -> None:
    assert run("check", "veldzicht").exit_code == 0
    gaps = run("rules", "coverage", "--pack", "veldzicht", "--gaps", width=400).stdout
    for number in lines_with_words(BRON):
        wrong, _ = all_texts()["coverage"]["leemten"]["regel_invullen"]
        assert wrong.format(regel=f"L{number}") in gaps
    lint = run("rules", "lint", "veldzicht")
    assert lint.exit_code == 3 and lint.stdout.count("WT515") > 10
    assert {line.split()[1] for line in lint.stdout.splitlines()[:-1] if " fout: " in line} == {"WT515", "WT101"}
    assert run("rules", "test", "--pack", "veldzicht").exit_code == 3


def test_its_ladder_rises(fresh: Path) -> None:
    assert "WV15  klopt niet" not in run("rules", "verify", "--pack", "veldzicht").stdout
    assert "WT410" not in run("rules", "lint", "veldzicht").stdout


def test_each_file_of_it_leads_to_a_schema_that_goes_along(fresh: Path) -> None:
    run("rules", "new", "grens", "g", "--onderdeel", "dna", "--pack", "veldzicht")
    for path in (fresh / "veldzicht").rglob("*.yaml"):
        ways = re.findall(r"\$schema=(\S+)", path.read_text("utf-8"))
        assert len(ways) == 1, path
        assert (path.parent / ways[0]).is_file(), path


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("veldzicht", "--bron", "bron.txt"), "map_bestaat"),
        (("ander", "--bron", "leeg.txt"), "bron_leeg"),
        (("ander", "--bron", "weg.txt"), None),
    ],
)
def test_a_pack_that_cannot_be_made_leaves_nothing(fresh: Path, words: tuple[str, ...], says: str | None) -> None:
    (fresh / "leeg.txt").write_text("\n--\n", encoding="utf-8")
    before = files(fresh)
    result = run("rules", "new", "pakket", *words)
    assert result.exit_code == 3 and result.stdout == ""
    if says is not None:
        place = words[0] if says == "map_bestaat" else words[-1]
        assert text(f"rules_new.fouten.{says}", plek=place) in result.stderr
    assert files(fresh) == before and not (fresh / "ander").exists()


def test_a_new_pack_shows_every_word_that_it_may_give_itself() -> None:
    shown = re.findall(r"^#   (\w+):", text("rules_new.sjabloon.pakket", id="x", ladder="y"), re.MULTILINE)
    assert set(shown) == set(Pakketwoorden.model_fields)
