"""What can be wrong in the files that account for a pack, and in its source; and which words of a text are a copy."""

from pathlib import Path

import pytest

from tests.accounting import bron_text, inventaris_text, proef
from wijktoets import load_pack, rules
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.upkeep.coverage.files import folders_of, read_accounts, read_source
from wijktoets.engine.upkeep.coverage.words import copies, lines_named, runs


def wrong(folder: Path) -> list[str]:
    """What is wrong in the files that account for a pack: the place and the code."""
    with pytest.raises(InvoerFout) as caught:
        read_accounts(folders_of([(folder, folder.name)], load_pack(folder), rules.builtin_packs()))
    return [f"{m.plek} {m.code} {m.gegevens.get('sleutel', '')}".rstrip() for m in caught.value.meldingen]


# Words


def test_stretches_that_touch_are_one_and_stretches_apart_are_two() -> None:
    bron = {digest for _, digest in runs("a b c d e f g h i j")}
    assert [k.woorden for k in copies("a b c d e f g h i j", bron)] == ["a b c d e f g h i j"]
    twice = "x a b c d e f g h x b c d e f g h i y"
    assert [(k.begin, k.woorden) for k in copies(twice, bron)] == [(2, "a b c d e f g h"), (20, "b c d e f g h i")]
    back = "a b c d e f g h a b c d e f g h"
    assert [k.begin for k in copies(back, bron)] == [0, 16]
    assert list(copies("a b c d e f g", bron)) == list(copies("", bron)) == []


def test_a_line_number_is_a_word_of_its_own() -> None:
    assert [n for _, n in lines_named("L1, (L20) L300-L301; AL4 L5b L06 l7 L1234567")] == [1, 20, 300, 301]


# Files that are wrong


BAD: list[tuple[str, dict[str, str], list[str]]] = [
    ("no line number", {"bron": bron_text({"l4": "{zegt: Uitleg.}"})}, ["p/bron.yaml:5:3 regelnummer_vorm regels"]),
    ("a line twice", {"bron": bron_text() + "  L4: {zegt: Nog eens.}\n"}, ["p/bron.yaml:9:3 yaml_dubbele_sleutel L4"]),
    (
        "no paraphrase",
        {"bron": bron_text({"L4": "{soort: les, reden: Nee.}"})},
        ["p/bron.yaml:5:7 veld_ontbreekt zegt"],
    ),
    (
        "a kind, no reason",
        {"bron": bron_text({"L4": "{zegt: A., soort: les}"})},
        ["p/bron.yaml:5:7 reden_half reden"],
    ),
    (
        "a reason, no kind",
        {"bron": bron_text({"L4": "{zegt: A., reden: B.}"})},
        ["p/bron.yaml:5:7 reden_half soort"],
    ),
    (
        "elsewhere, but not where",
        {"bron": bron_text({"L4": "{zegt: A., soort: elders, reden: B.}"})},
        ["p/bron.yaml:5:7 reden_half bij"],
    ),
    (
        "an unknown kind",
        {"bron": bron_text({"L4": "{zegt: A., soort: lessen, reden: B.}"})},
        ["p/bron.yaml:5:25 waarde_onbekend soort"],
    ),
    ("a later format", {"bron": bron_text().replace("@1", "@2")}, ["p/bron.yaml:1:10 formaat_nieuwer formaat"]),
    ("a reason that is empty", {"dekking": "G02: ''\n"}, ["p/dekking.yaml:1:6 leeg G02"]),
    ("a list of reasons", {"dekking": "- G02\n"}, ["p/dekking.yaml:1:1 geen_blok"]),
    (
        "an id without lines",
        {"inventaris": inventaris_text({"G01": "{zegt: A.}"})},
        ["p/inventaris.yaml:3:8 veld_ontbreekt bron"],
    ),
    ("broken YAML", {"dekking": "G01: [\n"}, ["p/dekking.yaml:2:1 yaml_haakje"]),
    (
        "several files at once",
        {"dekking": "G02: ''\n", "inventaris": "formaat: x\nids: {}\n"},
        ["p/dekking.yaml:1:6 leeg G02", "p/inventaris.yaml:1:10 formaat_onbekend formaat"],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_is_wrong_in_a_file_is_said_at_its_place(
    tmp_path: Path, files: dict[str, str], expected: list[str]
) -> None:
    assert wrong(proef(tmp_path / "p", **files)) == expected


def test_without_a_bron_yaml_there_is_nothing_to_lay_beside_the_pack(tmp_path: Path) -> None:
    assert wrong(proef(tmp_path / "p", bron=None)) == ["p/bron.yaml geen_bestand"]


def test_a_source_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latijn.txt").write_bytes("één".encode("latin-1"))
    for name, code in (("latijn.txt", "niet_utf8"), ("weg.txt", "geen_bestand"), (".", "is_map")):
        with pytest.raises(InvoerFout) as caught:
            read_source(tmp_path / name, name)
        assert [(m.code, m.plek.bestand) for m in caught.value.meldingen] == [(code, name)]
