"""`rules coverage`: the matrix as a person, a program and a browser get it, and what it says and does about gaps."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.accounting import BRON, DEKKING, SOURCE, bron_text, dekking_text, proef
from tests.builders import signaal, v
from tests.cli.running import flat, run, too_wide, wrong
from wijktoets.texts import all_texts, text
from wijktoets.texts.wording import begin_upper, counted

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the small pack `p` and its source."""
    proef(tmp_path / "p")
    (tmp_path / "bron.txt").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*words: str, width: int = 80, code: int = 0) -> str:
    """What the command about the pack `p` says."""
    result = run("rules", "coverage", *words, "--pack", "p", width=width)
    assert (result.exit_code, result.stderr) == (code, "")
    return result.stdout


def failed(*words: str) -> tuple[int, str]:
    """How the command about the pack `p` ends, and what it says on standard error."""
    result = run("rules", "coverage", *words, "--pack", "p")
    assert result.stdout == ""
    return result.exit_code, result.stderr


def paragraphs(screen: str) -> list[list[str]]:
    """The lines of a screen between its empty lines."""
    return [part.splitlines() for part in screen.rstrip("\n").split("\n\n")]


ALL = text("coverage.alles") + "\n"

# The matrix on a screen


def matrix(*words: str) -> dict[str, Any]:
    """The same for a program."""
    found: dict[str, Any] = json.loads(said(*words, "--format", "json"))
    return found


def test_the_matrix_as_a_person_reads_it(here: Path, snapshot: SnapshotAssertion) -> None:
    assert said() == snapshot


def test_it_opens_with_what_is_accounted_for(here: Path) -> None:
    pack, source, lines, ids, end = paragraphs(said(width=120))[0]
    assert pack == "Proefpakket 1.0.0"
    assert source == text("coverage.kop.bron", titel="De proefnotitie", regels=60)
    assert lines == text("coverage.kop.regels", alle=4, gedekt=2, reden=2, open=0)
    assert ids == text("coverage.kop.ids", alle=2, gedekt=1, reden=1, open=0)
    assert end == text("coverage.alles")


def test_it_goes_from_source_to_pack_to_source_and_through_the_inventory(here: Path) -> None:
    heads = [paragraph[0] for paragraph in paragraphs(said())[1:]]
    assert [heads[0], heads[-1]] == [text("coverage.koppen.bron"), text("coverage.koppen.inventaris")]
    assert heads[1] == text("coverage.koppen.pakket")
    kinds = ("grens", "signaal", "vraag", "gespreksvraag", "instrument", "tekst")
    assert heads[2:-1] == [begin_upper(text(f"rules.soort.{kind}.meer")) for kind in kinds]


def test_what_rests_on_a_line_names_that_line(here: Path) -> None:
    found = matrix()
    rests = {row["regel"]: [(d["soort"], d["id"]) for d in row["draagt"]] for row in found["regels"]}
    assert rests == {
        "L2": [],
        "L4": [("waarborg", "uitleg-aan-wijk"), ("vraag", "uitleg"), ("gespreksvraag", "hoe"), ("instrument", "krant")],
        "L8": [],
        "L57": [("grens", "stad"), ("signaal", "stilte"), ("vraag", "rol"), ("tekst", "blijft_bij_raad")],
    }
    for line, things in rests.items():
        assert [(d["soort"], d["id"]) for d in found["dingen"] if line in d["bron"]] == things
    shown = dict(zip(rests, re.split(r"^L\d+ ", "\n".join(paragraphs(said())[1]), flags=re.MULTILINE)[1:], strict=True))
    assert all(id in shown[line] for line, things in rests.items() for _, id in things)
    for line, kind, why in (("L2", "context", "Een kop vraagt"), ("L8", "voorbeeld", "Een andere stad is")):
        assert f"{text(f'coverage.redenen.{kind}')}: {why}" in shown[line]


def test_what_covers_an_id_names_it_and_what_does_not_has_a_reason(here: Path) -> None:
    found = matrix()
    ids = {row["id"]: (row["bron"], row["gedekt_door"], row["reden"]) for row in found["ids"]}
    covers = [{"soort": "waarborg", "id": "uitleg-aan-wijk"}]
    assert ids == {"G01": (["L4"], covers, None), "G02": (["L8"], [], DEKKING["G02"])}
    assert [(d["id"], d["dekt"], d["voorbeelden"]) for d in found["dingen"] if d["dekt"]] == [
        ("uitleg-aan-wijk", ["G01"], ["geborgd", "ontbreekt"])
    ]
    last = flat("\n".join(paragraphs(said())[-1]))
    label = text("coverage.kolommen.gedekt")
    assert f"{label}: {text('rules.soort.waarborg.een')}: uitleg-aan-wijk" in last
    assert f"{label}: {DEKKING['G02']}" in last


def test_a_pack_without_an_inventory_is_not_asked_for_one(here: Path) -> None:
    (here / "p" / "inventaris.yaml").unlink()
    (here / "p" / "dekking.yaml").unlink()
    screen = said()
    assert "nventaris" not in screen
    assert text("coverage.alles") in screen


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    for words in ((), ("--show", "L57"), ("--show", "A3.D1"), ("--show", "minderheid-gehoord")):
        screen = run("rules", "coverage", *words, width=width).stdout
        assert screen
        assert too_wide(screen, width) == []


# --show


def columns(screen: str) -> tuple[str, str]:
    """What stands on the left and on the right, each as one line."""
    lines = [(line[:LEFT], line[LEFT:]) for line in screen.splitlines()]
    assert all(not left or left[-1] == " " or len(left) < LEFT for left, _ in lines)
    return flat(" ".join(left for left, _ in lines)), flat(" ".join(right for _, right in lines))


LEFT = 33
"""Where the right one begins on a screen of 80."""


@pytest.mark.parametrize("name", ["L57", "L8", "stilte", "G01", "G02"])
def test_a_line_a_rule_and_an_id_as_a_person_reads_them(here: Path, name: str, snapshot: SnapshotAssertion) -> None:
    assert said("--show", name) == snapshot


def test_a_line_stands_beside_what_rests_on_it(here: Path) -> None:
    left, right = columns(said("--show", "L57"))
    assert left == f"{text('coverage.show.regel', naam='L57')} Niet elke rol is gelijk."
    literal = text("explain.basis.letterlijk", vindplaats="L57")
    assert right == " ".join(
        [
            text("coverage.show.rust"),
            f"Niet over de stad grens stad {literal}",
            f"Er is <uitleg> & meer signaal stilte {text('explain.basis.afgeleid', vindplaats='L57')}",
            f"Is rol zo vraag rol {literal}",
            f"De raad blijft. vaste zin blijft_bij_raad {text('coverage.op', vindplaats='L57, een wet')}",
        ]
    )
    assert said("--show", "l57") == said("--show", "L57")


def test_a_line_on_which_nothing_rests_stands_beside_the_reason(here: Path) -> None:
    left, right = columns(said("--show", "L8"))
    assert left == f"{text('coverage.show.regel', naam='L8')} Elders was er een krant."
    why = text("coverage.reden", soort=text("coverage.redenen.voorbeeld"), reden="Een andere stad is geen regel.")
    assert right == f"{text('coverage.show.rust_niets')} {why}"


def test_a_rule_stands_beside_its_lines_and_below_them_when_the_screen_is_narrow(here: Path) -> None:
    none = text("coverage.voorbeelden", uitkomsten=text("coverage.geen_voorbeeld"))
    rule = f"signaal stilte Er is <uitleg> & meer {text('explain.basis.afgeleid', vindplaats='L57')} Zo is het. {none}"
    lines = f"{text('coverage.show.rust_op')} L57: Niet elke rol is gelijk."
    assert columns(said("--show", "stilte")) == (rule, lines)
    above, below = paragraphs(said("--show", "stilte", width=40))
    assert (flat(" ".join(above)), flat(" ".join(below))) == (rule, lines)


def test_an_id_stands_beside_what_covers_it(here: Path) -> None:
    left, right = columns(said("--show", "G01"))
    place = f"{text('coverage.show.staat_in')} L4: Achteraf komt er uitleg voor iedereen."
    assert left == f"{text('coverage.show.id', naam='G01')} De wijk legt uit. {place}"
    thing = f"De wijk legt uit waarborg uitleg-aan-wijk {text('explain.basis.letterlijk', vindplaats='L4')}"
    assert right == f"{text('coverage.show.dekt')} {thing}"
    assert columns(said("--show", "G02"))[1].startswith(text("coverage.show.dekt_niets"))


def test_with_the_source_its_own_words_stand_below(here: Path) -> None:
    head, *words = paragraphs(said("--show", "krant", "--source", "bron.txt"))[-1]
    assert head == text("coverage.show.letterlijk", regel="L4")
    assert " ".join(words) == SOURCE.splitlines()[3]


def test_a_vraag_and_a_regel_of_one_name_are_both_shown(here: Path) -> None:
    proef(here / "p", signaal("uitleg", v("uitleg")))
    screen = said("--show", "uitleg")
    assert "signaal uitleg" in screen
    assert "\n\nvraag uitleg" in screen


@pytest.mark.parametrize(
    ("name", "near"),
    [("L3", None), ("L61", None), ("iets", None), ("uitleg-aan-wij", "uitleg-aan-wijk")],
)
def test_what_does_not_exist_cannot_be_shown(here: Path, name: str, near: str | None) -> None:
    meant = text("bedoelde_u", suggestie=near) if near else ""
    assert failed("--show", name) == (3, text("coverage.fouten.onbekend", naam=name, pack=" --pack p") + meant + "\n")


# --gaps and --check


def leave_open(folder: Path) -> None:
    """A line without a reason, and a reason for an id that is not there."""
    (folder / "p" / "bron.yaml").write_text(bron_text({**BRON, "L8": "{zegt: 'Een [krant].'}"}), encoding="utf-8")
    (folder / "p" / "dekking.yaml").write_text(dekking_text({"G02": "Nee.", "G1": "Nee."}), encoding="utf-8")


def gap(code: str, place: str, near: str | None = None, **facts: object) -> str:
    """What is not accounted for, with its place, and what to do or the near miss."""
    wrong, advice = all_texts()["coverage"]["leemten"][code]
    after = text("bedoelde_u", suggestie=near) if near else f" {advice.format_map(facts)}"
    return f"{place} {wrong.format_map(facts)}{after}"


OPEN = (
    gap("regel_zonder", "p/bron.yaml:7:3", regel="L8", zegt="Een [krant]."),
    gap("id_onbekend", "p/dekking.yaml:2:1", near="G01", id="G1"),
)
"""What is not accounted for after `leave_open`."""


def test_gaps_are_listed_with_their_place_and_what_to_do(here: Path, snapshot: SnapshotAssertion) -> None:
    leave_open(here)
    count = counted("coverage.leemten_telling", 2) + "\n"
    gaps = said("--gaps")
    assert gaps == snapshot
    assert flat(gaps) == flat(" ".join([*OPEN, count]))
    assert said().endswith(f"\n{text('coverage.koppen.leemten')}\n{gaps.removesuffix(count)}")
    assert f"\n{count}" in said()
    assert f"L8     Een [krant].\n         {text('coverage.zonder_reden')}\n" in said()


def test_without_gaps_it_says_so(here: Path) -> None:
    assert said("--gaps") == said("--gaps", "--check") == ALL


@pytest.mark.parametrize("words", [(), ("--gaps",), ("--format", "json"), ("--format", "html"), ("--show", "L4")])
def test_check_ends_with_3_when_something_is_open_and_shows_the_same(here: Path, words: tuple[str, ...]) -> None:
    assert said(*words, "--check") == said(*words)
    leave_open(here)
    assert said(*words, "--check", code=3) == said(*words)


def test_with_the_source_what_differs_and_what_is_copied_is_a_gap(here: Path) -> None:
    assert said("--gaps", "--source", "bron.txt", "--check") == ALL
    copied = "aan de hele wijk uit wat er met de ruimte"
    (here / "bron.txt").write_text(SOURCE.replace("een krant", "dit") + "Nog een regel.\n", encoding="utf-8")
    (here / "p" / "README.md").write_text(copied, encoding="utf-8")
    gaps = (
        gap("overgenomen", "p/README.md:1:1", woorden=copied),
        gap("bron_lengte", "p/bron.yaml:3:16", hier=60, aantal=61),
        gap("bron_mist", "p/bron.yaml:4:1", regel="L61"),
    )
    screen = said("--gaps", "--source", "bron.txt", "--check", code=3)
    assert flat(screen) == " ".join([*gaps, counted("coverage.leemten_telling", 3)])


def test_every_kind_of_gap_has_a_sentence_and_every_sentence_a_kind() -> None:
    code = (ROOT / "engine" / "upkeep" / "coverage" / "gaps.py").read_text(encoding="utf-8")
    named = set(re.findall(r'Melding\("(\w+)"', code)) | set(re.findall(r'"(regel_\w+)"', code))
    assert named == set(all_texts()["coverage"]["leemten"])


# What cannot be


@pytest.mark.parametrize(
    ("words", "key", "facts"),
    [
        (("--show", "L4", "--gaps"), "coverage.fouten.show_of_gaps", {}),
        (("--format", "html", "--gaps"), "coverage.fouten.html_alles", {}),
        (("--format", "html", "--show", "L4"), "coverage.fouten.html_alles", {}),
        (("--format", "xml"), "cli.fouten.keuze", {"waarde": "xml", "opties": "table, json, html"}),
        (("--source",), "cli.fouten.met_waarde", {"naam": "--source"}),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(
    here: Path, words: tuple[str, ...], key: str, facts: dict[str, str]
) -> None:
    result = run("rules", "coverage", "--pack", "p", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert text(key, **facts) in result.stderr


def test_a_source_that_is_not_there_is_said(here: Path) -> None:
    assert failed("--source", "weg.txt") == (3, wrong("geen_bestand", "weg.txt") + "\n")


def test_what_is_wrong_in_bron_yaml_is_said_at_its_place(here: Path) -> None:
    (here / "p" / "bron.yaml").write_text(
        bron_text({"4": "{zegt: A.}", "L8": "{zegt: A., soort: les}"}), encoding="utf-8"
    )
    lines = (
        wrong("regelnummer_vorm", "p/bron.yaml:5:3", waarde="4"),
        wrong("reden_half", "p/bron.yaml:6:7", sleutel="reden"),
    )
    assert failed() == (3, "".join(f"{line}\n" for line in lines))


# For programs


def test_json_holds_the_whole_matrix_or_the_part_that_was_asked_for(here: Path) -> None:
    whole = json.loads(said("--format", "json"))
    assert list(whole) == ["formaat", "pakketten", "bron", "regels", "dingen", "ids", "leemten"]
    assert whole["formaat"] == "wijktoets/dekking@1"
    assert whole["regels"][0] == {
        "regel": "L2",
        "zegt": "Kop: besluiten.",
        "draagt": [],
        "soort": "context",
        "bij": [],
        "reden": "Een kop vraagt niets.",
    }
    part = json.loads(said("--format", "json", "--show", "krant"))
    assert list(part) == ["formaat", "regels", "dingen", "ids"]
    assert [d["id"] for d in part["dingen"]] == ["krant"]
    leave_open(here)
    part = json.loads(said("--format", "json", "--gaps"))
    assert list(part) == ["formaat", "leemten"]
    assert part["leemten"][0] == {
        "code": "regel_zonder",
        "bestand": "p/bron.yaml",
        "regel": 7,
        "kolom": 3,
        "gegevens": {"regel": "L8", "zegt": "Een [krant]."},
    }


# The Gronings model


def test_the_built_in_pack_is_accounted_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = run("rules", "coverage", "--gaps", "--check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, ALL, "")
    monkeypatch.chdir(tmp_path)
    assert run("rules", "coverage", "--gaps", "--check").stdout == ALL


def test_dossiers_are_held_to_the_source_with_the_built_in_pack_alone(here: Path) -> None:
    """Another source knows nothing of the lines that the pilots name."""
    assert said("--gaps", "--source", "bron.txt") == ALL
    found = run("rules", "coverage", "--gaps", "--source", "bron.txt").stdout
    assert "bron.yaml:" in found
    assert "bron_te_veel" not in found
