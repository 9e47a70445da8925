"""`wijktoets rules verify`: the checks on a screen and as JSON, and a dossier that `evaluate` reads for what fails."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from tests.cli.running import flat, run, too_wide
from wijktoets.engine.upkeep.mutate.mutants import FaultKind
from wijktoets.engine.upkeep.verify.value import CODES, UNPROVEN
from wijktoets.texts import all_texts, text
from wijktoets.texts.wording import counted

PACKS = Path(__file__).parent.parent / "data" / "packs" / "verify"
BASIS = ("--pack", PACKS / "basis")


def test_a_sound_pack() -> None:
    result = run("rules", "verify", *BASIS)
    assert result.exit_code == 0
    assert f"WV01  {text('verify.oordeel.klopt')}   3  {text('verify.controles.WV01')}" in result.output
    assert result.output.endswith(f"\n{text('verify.goed')}\n")


def test_a_check_that_fails() -> None:
    result = run("rules", "verify", *BASIS, "--pack", PACKS / "WV09-breuk")
    assert result.exit_code == 3
    assert f"WV09  {text('verify.oordeel.fout')}" in result.output
    assert re.search(r"/WV09-breuk/waarborgen/regel\.yaml:13:3: WV09\n", result.output)
    packs = f" --pack {BASIS[1]} --pack {PACKS / 'WV09-breuk'}"
    assert text("verify.niet_goed", fouten=counted("verify.fouten", 1), pack=packs) in flat(result.output)


def test_what_is_not_proven_in_time_is_said_and_never_reads_as_sound() -> None:
    result = run("rules", "verify", *BASIS, "--timeout", "0")
    assert result.exit_code == 3
    assert f"WV01  {text('verify.oordeel.onbewezen')}" in result.output
    assert text("verify.bevindingen.WV16", over="WV01", seconden="0") in flat(result.output)
    assert result.output.endswith(f"\n{text('verify.niet_bewezen')}\n")
    found = json.loads(run("rules", "verify", *BASIS, "--timeout", "0", "--format", "json").stdout)
    late = {row["over"] for row in found["bevindingen"] if (row["code"], row["ernst"]) == ("WV16", "onbewezen")}
    assert late == {row["code"] for row in found["controles"] if not row["bewezen"]} >= {"WV01", "WV03", "WV05"}


def test_a_notice_is_no_failure() -> None:
    result = run("rules", "verify", *BASIS, "--pack", PACKS / "WV10-breuk")
    assert result.exit_code == 0
    assert f"WV10  {text('verify.oordeel.melding')}" in result.output
    assert result.output.endswith(text("verify.goed_met", meldingen=counted("verify.meldingen", 1)) + "\n")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_too_wide(width: int) -> None:
    result = run("rules", "verify", *BASIS, "--pack", PACKS / "WV01-breuk", width=width)
    long = [line for line in too_wide(result.output, width) if str(PACKS) not in line]
    assert not [line for line in long if not line.startswith("    ")], "a dossier keeps its lines"


def test_json() -> None:
    result = run("rules", "verify", *BASIS, "--pack", PACKS / "WV07-breuk", "--format", "json")
    said = json.loads(result.output)
    assert result.exit_code == 3
    assert said["formaat"] == "wijktoets/verify@1"
    assert [c["code"] for c in said["controles"]] == [f"WV{n:02}" for n in range(1, 16)]
    (row,) = said["bevindingen"]
    assert (row["code"], row["ernst"], row["over"], row["gegevens"]) == ("WV07", "fout", "regel", {"ander": "deel"})
    assert row["dossier"]["antwoorden"] == {"dat": "ja", "dit": "ja"}


def test_the_dossier_on_the_screen_is_one_that_evaluate_reads(tmp_path: Path) -> None:
    packs = [*BASIS, "--pack", PACKS / "WV08-breuk"]
    screen = run("rules", "verify", *packs).output
    lines = [line for line in screen.split("\n") if line.startswith("    ")]
    dossier = "\n".join(line for line in lines if not line.startswith("        ") or "WV" not in line)
    result = run("evaluate", "-", *packs, stdin=dossier[dossier.index("    formaat") :])
    assert result.exit_code == 0, result.output


def test_dossiers_in_a_folder(tmp_path: Path) -> None:
    packs = [*BASIS, "--pack", PACKS / "WV06-breuk"]
    folder = tmp_path / "nieuw"
    screen = run("rules", "verify", *packs, "--output", folder, width=200).output
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["WV06-een-manier-regel.yaml", "WV10-regel-voldaan_als.yaml"]
    assert text("verify.getuige_in", bestand=folder / names[0]) in screen
    for name in names:
        assert run("evaluate", folder / name, *packs).exit_code == 0


def test_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    result = run("rules", "verify", *BASIS, "--output", tmp_path / "x")
    assert result.exit_code == 2
    assert flat(text("verify.fouten_invoer.geen_map", naam=tmp_path / "x")) in flat(result.output)


def test_help() -> None:
    result = run("rules", "verify", "--help")
    assert flat(text("verify.help").partition("\n")[0]) in flat(result.output)


def test_every_code_and_every_fault_is_told_on_the_page_and_in_the_texts() -> None:
    page = (Path(__file__).parents[2] / "docs" / "bewijzen.md").read_text(encoding="utf-8")
    words = all_texts()
    assert all(f"| {code} |" in page for code in (*CODES, UNPROVEN))
    assert set(words["verify"]["controles"]) == set(CODES)
    assert set(words["verify"]["bevindingen"]) == {*CODES, "WV10_onbeslist", UNPROVEN}
    assert set(words["mutate"]["soorten"]) == set(get_args(FaultKind))
