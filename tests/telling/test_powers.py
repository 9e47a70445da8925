"""The bevoegdheden beside the routes as part of a paper: in the note for the raad, in every format, and no other."""

from pathlib import Path

import pytest

from tests.cli.running import flat, run, write_dossier
from tests.cli.test_transfer import VOORBEELDEN
from tests.spoken import text
from wijktoets.telling.formats.registry import FORMATS

POWERS = VOORBEELDEN / "overdracht-budgetrecht.yaml"


def note(folder: Path, dossier: Path, *words: str, ending: str = ".md") -> bytes:
    """The note about a dossier, as it is written."""
    target = folder / f"stuk{ending}"
    result = run("report", dossier, "--to", target, "--engine", "direct", *words)
    assert result.exit_code == 0, result.stderr
    return target.read_bytes()


def test_the_note_for_the_raad_has_the_bevoegdheden_beside_the_routes(tmp_path: Path) -> None:
    shown = note(tmp_path, POWERS).decode()
    assert f"## {text('transfer.matrix.kop_stuk')}" in shown
    assert "| een stukje budgetrecht voor het dorp | zo niet\\* |" in shown
    assert text("transfer.matrix.in_een_stuk") in shown


def test_so_it_has_with_the_pack_about_bevoegdheden(tmp_path: Path) -> None:
    assert text("transfer.matrix.kop_stuk") in note(tmp_path, POWERS, "--pack", "overdracht").decode()


@pytest.mark.parametrize("lezer", ["team", "bewoners"])
def test_others_do_not_get_it(tmp_path: Path, lezer: str) -> None:
    assert text("transfer.matrix.kop_stuk") not in note(tmp_path, POWERS, "--for", lezer).decode()


def test_without_bevoegdheden_the_note_is_as_it_was(tmp_path: Path) -> None:
    assert text("transfer.matrix.kop_stuk") not in note(tmp_path, write_dossier(tmp_path / "wijk.yaml")).decode()


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_format_can_carry_it(tmp_path: Path, ending: str) -> None:
    assert len(note(tmp_path, POWERS, ending=ending)) > 1000


def test_a_name_that_a_person_wrote_stays_text(tmp_path: Path) -> None:
    power = {"naam": "<b>geld</b> {de wijk}", "van": "college", "aan": "stichting", "weg": "subsidie"}
    path = write_dossier(tmp_path / "wijk.yaml", afspraken=[{"thema": "groen", "bevoegdheden": [power]}])
    assert "&lt;b&gt;geld&lt;/b&gt; {de wijk}" in flat(note(tmp_path, path, ending=".html").decode())
