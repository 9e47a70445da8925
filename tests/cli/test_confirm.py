"""`wijktoets confirm`: a party says of a dossier whether it is written down as it said it, and nothing more."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import run
from wijktoets import load_dossier
from wijktoets.cli.base import amending
from wijktoets.engine.model.confirming import kenmerk, residents_confirmed
from wijktoets.texts import text
from wijktoets.texts.wording import day

DOSSIER = """\
# het voorstel van het overleg
formaat: wijktoets/dossier@1
naam: Voorbeeldwijk
opgesteld: {door: gebiedsteam}
partijen: [{naam: Bewonersoverleg, rol: wijk}, {naam: Gebiedsteam Noord, rol: gemeente}]
antwoorden:
  openbare-vergaderingen: {antwoord: ja, afgesproken: "Elke maand."}   # zo gezegd
"""


@pytest.fixture
def wijk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("wijk.yaml")
    path.write_text(DOSSIER, "utf-8")
    return path


def test_a_party_confirms(wijk: Path) -> None:
    result = run("confirm", wijk, "--by", "Bewonersoverleg")
    found = load_dossier(wijk)
    (said,) = found.bevestigd
    assert (said.door, said.op, said.oordeel, said.kenmerk) == (
        *("Bewonersoverleg", date.today(), "zo_gezegd"),
        kenmerk(found),
    )
    assert residents_confirmed(found) and wijk.read_text("utf-8").startswith(DOSSIER)
    agreed = found.antwoorden["openbare-vergaderingen"][0].afgesproken
    assert agreed is not None and agreed.bevestigd_door == ()
    facts = {"bestand": "wijk.yaml", "wie": "Bewonersoverleg", "datum": day(date.today()), "kenmerk": kenmerk(found)}
    assert result.stderr.splitlines() == [
        text("confirm.geschreven.zo_gezegd", **facts),
        text("confirm.geen_akkoord", wie="Bewonersoverleg"),
    ]


def test_what_it_says_later_replaces_that(wijk: Path) -> None:
    run("confirm", wijk, "--by", "Bewonersoverleg")
    run("confirm", wijk, "--by", "Gebiedsteam Noord", "--on", "2026-10-30")
    result = run("confirm", wijk, "--by", "Bewonersoverleg", "--not", "Wij zeiden: elke week # echt")
    told = [(b.door, b.oordeel, b.toelichting) for b in load_dossier(wijk).bevestigd]
    assert told == [
        ("Bewonersoverleg", "niet_zo_gezegd", "Wij zeiden: elke week # echt"),
        ("Gebiedsteam Noord", "zo_gezegd", None),
    ]
    assert text("confirm.vervangt", wie="Bewonersoverleg") in result.stderr
    run("confirm", wijk, "--by", "Bewonersoverleg", "--no-signature", "Eerst geld")
    assert load_dossier(wijk).bevestigd[0].oordeel == "tekent_niet"
    run("confirm", wijk, "--by", "Bewonersoverleg")
    assert load_dossier(wijk).bevestigd[0].toelichting is None


def test_an_edit_leaves_it_for_an_earlier_version(wijk: Path) -> None:
    run("confirm", wijk, "--by", "Bewonersoverleg")
    before = run("evaluate", wijk).stdout
    wijk.write_text(wijk.read_text("utf-8").replace("Elke maand.", "Elk jaar."), "utf-8")
    after = run("evaluate", wijk).stdout
    assert "Volgens gebiedsteam:" not in before and "Volgens gebiedsteam:" in after
    assert "eerdere versie" not in before and "eerdere versie" in after


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("wijk.yaml", "--by", "Bewonersoverleg", "--not", "x", "--no-signature", "y"), 2),
        (("wijk.yaml", "--by", "Bewonersoverleg", "--not", " "), 2),
        (("wijk.yaml", "--by", "Bewonersoverleg", "--on", "gisteren"), 2),
        (("wijk.yaml",), 2),
        (("-", "--by", "Bewonersoverleg"), 2),
        (("wijk.xlsx", "--by", "Bewonersoverleg"), 2),
        (("@voorbeelden/keukentafel.yaml", "--by", "Bewonersoverleg"), 2),
        (("wijk.yaml", "--by", "Bewonersoverlg"), 3),
        (("nergens.yaml", "--by", "Bewonersoverleg"), 3),
    ],
)
def test_what_cannot_be(wijk: Path, words: tuple[str, ...], code: int) -> None:
    Path("wijk.xlsx").write_bytes(b"PK")
    result = run("confirm", *words)
    assert (result.exit_code, result.stdout) == (code, "") and result.stderr
    assert wijk.read_text("utf-8") == DOSSIER
    if words[-1] == "Bewonersoverlg":
        assert "Bedoelde u 'Bewonersoverleg'?" in result.stderr


def test_a_dossier_without_parties_says_so(wijk: Path) -> None:
    wijk.write_text("formaat: wijktoets/dossier@1\nnaam: Wijk\n", "utf-8")
    result = run("confirm", wijk, "--by", "Overleg")
    assert result.exit_code == 3 and "partijen" in result.stderr


def test_nothing_is_written_over_a_file_that_changed(wijk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = amending.writable

    def changed(path: Path) -> Path:
        path.write_text(DOSSIER + "fictief: true\n", "utf-8")
        return real(path)

    monkeypatch.setattr(amending, "writable", changed)
    result = run("confirm", wijk, "--by", "Bewonersoverleg")
    assert result.exit_code == 74 and text("confirm.fouten.bestand_veranderd", bestand="wijk.yaml") in result.stderr
    assert wijk.read_text("utf-8") == DOSSIER + "fictief: true\n"
