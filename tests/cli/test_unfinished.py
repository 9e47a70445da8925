"""Nothing to pass on is made from a pack that is still to be filled in; all else works, so that it can be tried."""

from pathlib import Path

import pytest

from tests.builders import ruw_pakket, v, waarborg
from tests.cli.running import run, write_dossier, write_pack
from wijktoets.engine.model.unfinished import TO_FILL_IN
from wijktoets.texts import text


def pack_with(folder: Path, word: str) -> Path:
    return write_pack(folder / "pak", ruw_pakket({**waarborg("w", v("a")), "waarom": f"{word}: waarom"}))


@pytest.mark.parametrize("shape", ["xlsx", "csv"])
def test_no_workbook_and_no_table_is_made(shape: str, tmp_path: Path) -> None:
    pack = pack_with(tmp_path, TO_FILL_IN)
    dossier = write_dossier(tmp_path / "d.yaml", afspraken=[{"thema": "groen"}])
    result = run("export", dossier, "--to", tmp_path / f"uit.{shape}", "--pack", pack)
    assert result.exit_code == 3 and TO_FILL_IN in result.stderr
    assert not (tmp_path / f"uit.{shape}").exists()


@pytest.mark.parametrize(
    "words",
    [("report",), ("report", "--for", "bewoners"), ("report", "--kind", "afspraken"), ("questions",)],
    ids=" ".join,
)
def test_no_paper_is_made(words: tuple[str, ...], tmp_path: Path) -> None:
    pack = pack_with(tmp_path, TO_FILL_IN)
    dossier = write_dossier(tmp_path / "d.yaml", afspraken=[{"thema": "groen", "gewenst": "besluiten"}])
    result = run(words[0], dossier, *words[1:], "--to", tmp_path / "stuk.html", "--pack", pack)
    assert result.exit_code == 3
    place = f"{pack}/waarborgen/w.yaml:1:"
    assert text("cli.fouten.niet_ingevuld", n=1, plek=place, woord=TO_FILL_IN).split(place)[0] + place in result.stderr
    assert not (tmp_path / "stuk.html").exists()
    assert run("evaluate", dossier, "--pack", pack).exit_code == 0


def test_of_a_folder_neither(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, TO_FILL_IN)
    (tmp_path / "in").mkdir()
    write_dossier(tmp_path / "in" / "d.yaml", afspraken=[{"thema": "groen"}])
    assert run("report", tmp_path / "in", "--to", tmp_path / "alle.html", "--pack", pack).exit_code == 3


def test_filled_in_it_is(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, "Ingevuld")
    dossier = write_dossier(tmp_path / "d.yaml", afspraken=[{"thema": "groen", "gewenst": "besluiten"}])
    assert run("report", dossier, "--to", tmp_path / "stuk.html", "--pack", pack).exit_code == 0


@pytest.mark.parametrize("where", ["naam", "uitkomsten", "woorden"])
def test_what_the_pack_says_of_itself_counts_too(where: str, tmp_path: Path) -> None:
    kop = {
        "naam": {"naam": TO_FILL_IN},
        "uitkomsten": {"uitkomsten": {"congruent": f"{TO_FILL_IN} een zin"}},
        "woorden": {"woorden": {"model": TO_FILL_IN}},
    }
    pack = write_pack(tmp_path / "pak", ruw_pakket(waarborg("w", v("a")), **kop[where]))
    dossier = write_dossier(tmp_path / "d.yaml", afspraken=[{"thema": "groen"}])
    assert run("report", dossier, "--to", tmp_path / "stuk.html", "--pack", pack).exit_code == 3
