"""`check`: only validates, for editors and before a commit: every error of every file, and one line for a sound one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import ruw_pakket, v, waarborg
from tests.cli.running import run, write_dossier, write_pack, wrong
from wijktoets import load_pack
from wijktoets.texts import text
from wijktoets.texts.wording import counted, said

ROOT = Path(__file__).resolve().parents[2]
VRAGEN = len(load_pack().vragen)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, so that places are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sound(plek: str, themas: int, answered: int, terugblik: bool = False) -> str:
    """The line about a dossier in which nothing is wrong."""
    vragen = said("check.vragen", terugblik, n=answered, van=VRAGEN)
    return text("check.dossier", plek=plek, afspraken=counted("check.themas", themas), vragen=vragen) + "\n"


def sound_pack(plek: str, pack: str, regels: int, vragen: int) -> str:
    """The line about a pack in which nothing is wrong."""
    naam, versie = pack.split()
    counts = {"regels": counted("check.regels", regels), "vragen": counted("check.alle_vragen", vragen)}
    return text("check.pakket", plek=plek, naam=naam, versie=versie, **counts) + "\n"


def test_a_sound_dossier_is_one_line(here: Path) -> None:
    write_dossier(here / "goed.yaml", antwoorden={"openbare-vergaderingen": "ja", "wie-besluit": "wijk"})
    result = run("check", "goed.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == sound("goed.yaml", 1, 2)


def test_a_look_back_says_vermeld(here: Path) -> None:
    write_dossier(here / "terug.yaml", status="terugblik", afspraken=[{"thema": "a"}, {"thema": "b"}])
    assert run("check", "terug.yaml").stdout == sound("terug.yaml", 2, 0, terugblik=True)


def test_quiet_says_nothing_when_all_is_sound(here: Path) -> None:
    write_dossier(here / "goed.yaml")
    result = run("check", "-q", "goed.yaml")
    assert (result.exit_code, result.output) == (0, "")


def test_all_errors_of_all_files_with_their_places(here: Path) -> None:
    (here / "een.yaml").write_text(
        "formaat: wijktoets/dossier@1\nnaam: Een\nantwoorden:\n  openbare-vergadering: ja\nstatuss: voorstel\n",
        encoding="utf-8",
    )
    (here / "twee.yaml").write_text("formaat: wijktoets/dossier@1\nnaam:\t x: y\n", encoding="utf-8")
    write_dossier(here / "goed.yaml")
    result = run("check", "een.yaml", "goed.yaml", "twee.yaml", "weg.yaml")
    assert result.exit_code == 3
    assert result.stdout == sound("goed.yaml", 1, 0)
    lines = result.stderr.splitlines()
    near = "openbare-vergaderingen"
    assert lines[0] == wrong("vraag_onbekend", "een.yaml:4:3", near, naam="openbare-vergadering")
    assert [line.split(" ")[0] for line in lines[:3]] == ["een.yaml:4:3:", "een.yaml:5:1:", "twee.yaml:2:9:"]
    assert lines[3].startswith("weg.yaml: ")
    assert len(lines) == 4


def test_a_file_is_read_once_however_often_it_is_named(here: Path) -> None:
    write_dossier(here / "goed.yaml")
    assert run("check", "goed.yaml", "goed.yaml").stdout.count("\n") == 1


def test_standard_input_is_named_by_its_dash() -> None:
    result = run("check", "-", stdin="formaat: wijktoets/dossier@1\nnaam: x\nfictief: ja\n")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == wrong("geen_vlag", "-:3:10", "true", sleutel="fictief", waarde="ja") + "\n"


def test_a_folder_without_a_pack_is_no_dossier(here: Path) -> None:
    result = run("check", ".")
    assert result.exit_code == 3
    assert result.stderr == wrong("is_map", ".") + "\n"


def test_a_name_with_control_characters_is_shown_escaped(here: Path) -> None:
    result = run("check", "\x1b[31mrood.yaml")
    assert "\x1b" not in result.output
    assert result.stderr.startswith("\\x1b[31mrood.yaml: ")
    assert result.stderr == wrong("geen_bestand", "\x1b[31mrood.yaml") + "\n"


def test_nothing_to_check_is_a_usage_error() -> None:
    assert run("check").exit_code == 2


# Packs.


def test_the_folder_of_a_pack_is_checked_as_a_pack(here: Path) -> None:
    write_pack(here / "proef", ruw_pakket(waarborg("w", v("a"))))
    result = run("check", "proef")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == sound_pack("proef", "Proefpakket 1.0.0", 1, 2)


def test_a_pack_with_errors(here: Path) -> None:
    folder = write_pack(here / "proef", ruw_pakket(waarborg("w", v("a"))))
    (folder / "waarborgen" / "w.yaml").write_text("soort: waarborg\nid: w\nvoldaan_als: {vraag: b}\n", encoding="utf-8")
    result = run("check", "proef")
    assert result.exit_code == 3
    assert all(line.startswith("proef/waarborgen/w.yaml:") for line in result.stderr.splitlines())


def test_a_pack_on_a_base_that_does_not_come_along_finds_it_with_pack(here: Path) -> None:
    write_pack(here / "basis", ruw_pakket(waarborg("w", v("a")), id="basis"))
    (here / "erop" / "vragen").mkdir(parents=True)
    (here / "erop" / "pakket.yaml").write_text(
        "id: erop\nnaam: Erop\nversie: 2.1\nbouwt_op: {id: basis}\n", encoding="utf-8"
    )
    (here / "erop" / "vragen" / "x.yaml").write_text(
        "- {id: x, vraag: Is x zo, onderdeel: dna, basis: letterlijk, bron: L1}\n", encoding="utf-8"
    )
    assert run("check", "erop").exit_code == 3
    result = run("check", "erop", "--pack", "basis")
    assert (result.exit_code, result.stdout) == (0, sound_pack("erop", "Erop 2.1", 1, 3))


def test_a_dossier_is_held_against_the_pack_that_is_named(here: Path) -> None:
    write_pack(here / "proef", ruw_pakket(waarborg("w", v("a"))))
    write_dossier(here / "a.yaml", antwoorden={"a": "ja"})
    assert run("check", "a.yaml", "--pack", "proef").exit_code == 0
    assert run("check", "a.yaml").exit_code == 3


def test_a_pack_that_cannot_be_used_is_said_and_the_files_are_read_all_the_same(here: Path) -> None:
    (here / "stuk.yaml").write_text("formaat: wijktoets/dossier@1\nnaam: x\nfictief: ja\n", encoding="utf-8")
    write_dossier(here / "heel.yaml", antwoorden={"wat-ook": "ja"})
    result = run("check", "stuk.yaml", "heel.yaml", "--pack", "bestaat-niet")
    assert (result.exit_code, result.stdout) == (3, "")
    assert [line.split(" ")[0] for line in result.stderr.splitlines()] == ["bestaat-niet:", "stuk.yaml:3:10:"]


def test_the_project_itself_is_sound() -> None:
    cases = sorted((ROOT / "cases").rglob("*.yaml"))
    result = run("check", *cases, ROOT / "rules" / "gronings-model")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count("\n") == len(cases) + 1


def test_it_starts_light(here: Path) -> None:
    write_dossier(here / "goed.yaml")
    script = (
        "import sys; from wijktoets.cli.main import main\n"
        "main(['check', 'goed.yaml'], standalone_mode=False)\n"
        "print(sorted({'rich', 'pandas', 'pyarrow', 'openpyxl'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=here, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "[]"
