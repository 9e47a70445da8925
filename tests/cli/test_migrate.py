"""`wijktoets migrate`: dossiers in the names and for the version that the pack has today, as a user types it."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders import keuze, ruw_pakket, stelling, v, waarborg
from tests.cli.running import Result, run, write_dossier, write_pack
from tests.workbook.test_ods import as_ods
from wijktoets import load_dossier, texts
from wijktoets.cli.main import COMMANDS
from wijktoets.texts import text
from wijktoets.texts.wording import counted

TEXTS = sorted(Path(texts.__file__).parent.glob("nl/*.yaml"))
TODAY = "Proefpakket 2.0.0"

TEXT = """\
# het dossier van de wijk
formaat: wijktoets/dossier@1
naam: Voorbeeldwijk   # zo heet het hier
fictief: true
peildatum: 2026-11-01

antwoorden:
  # over besluiten
  oud: ja                # eens
  dicht: {antwoord: nee, bron: [verslag]}  # omgekeerd
  deel: ja   # kaal
  deel-twee:
    antwoord: deels
    toelichting: >
      alleen
      de cijfers
    # tot zover
  wie:
    - {door: bewoners, antwoord: wijk}
    - door: gemeente
      antwoord: raad

afspraken:
  - thema: groen
    gewenst: besluiten
    antwoorden:
      oud: nee
afwegingen:
  - {waarborg: w-oud, reden: "later, niet nu", besloten_door: [wijk, raad], geldig_tot: 2027-01-01}
  # en deze is weg
  - waarborg: w-weg
    reden: mag anders
    besloten_door: [wijk]
gesprekken: {}
"""

AFTER = """\
# het dossier van de wijk
formaat: wijktoets/dossier@1
naam: Voorbeeldwijk   # zo heet het hier
fictief: true
pakket: {id: proefpakket, versie: 2.0.0}
peildatum: 2026-11-01

antwoorden:
  # over besluiten
  nieuw: ja                # eens
  open: {antwoord: ja, bron: [verslag]}  # omgekeerd
  # deel: ja   # kaal
  een:
    antwoord: onbekend
    toelichting: "eerder: deels. alleen de cijfers"
  twee: {antwoord: onbekend, toelichting: "eerder: deels. alleen de cijfers"}
    # tot zover
  wie:
    - {door: bewoners, antwoord: buurt}
    - door: gemeente
      antwoord: raad

afspraken:
  - thema: groen
    gewenst: besluiten
    antwoorden:
      nieuw: nee
afwegingen:
  - {waarborg: w-nieuw, reden: "later, niet nu", besloten_door: [wijk, raad], geldig_tot: 2027-01-01}
  # en deze is weg
  # - waarborg: w-weg
  #   reden: mag anders
  #   besloten_door: [wijk]
gesprekken: {}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack in which nearly everything was called otherwise before."""
    opties = {"buurt": {"tekst": "de buurt", "vroeger": ["wijk"]}, "raad": "de raad"}
    vragen = [
        stelling("nieuw", vroeger=["oud"]),
        stelling("open", vroeger=[{"id": "dicht", "omgekeerd": "true"}]),
        stelling("een", komt_uit=["deel", "deel-twee"]),
        stelling("twee", komt_uit=["deel", "deel-twee"]),
        {**keuze("wie"), "opties": opties},
    ]
    rule = waarborg("w-nieuw", v("nieuw"), vroeger=["w-oud"])
    return write_pack(
        tmp_path / "pakket", ruw_pakket(rule, vragen=vragen, versie="2.0.0", vervallen={"regels": ["w-weg"]})
    )


def migrate(pack: Path, *words: str | Path) -> Result:
    return run("migrate", "--pack", pack, *words)


def test_what_changed_is_written_and_all_else_stays_as_it_was(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "wijk.yaml"
    path.write_text(TEXT, encoding="utf-8")
    result = migrate(pack, path)
    assert result.exit_code == 0
    assert path.read_text(encoding="utf-8") == AFTER
    assert text("hernoemd.vraag.hernoemd", plek=f"{path}:9:3", oud="oud", nieuw="'nieuw'") in result.stdout
    assert counted("migrate.klaar", 1, pakketten=TODAY) in result.stdout
    again = migrate(pack, path)
    assert again.stdout == text("migrate.niets", pakketten=TODAY) + "\n"
    assert path.read_text(encoding="utf-8") == AFTER


def test_sources_of_two_questions_that_became_one_stand_in_its_list_once(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "wijk.yaml"
    old = "  deel: {antwoord: ja, bron: [L166]}\n  deel-twee: {antwoord: nee, bron: [L166, L342]}\n"
    path.write_text(f"{TEXT[: TEXT.index('  # over besluiten')]}{old}", encoding="utf-8")
    assert migrate(pack, path).exit_code == 0
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    assert [line.split(":")[0].strip() for line in lines if "bron: [L166, L342]" in line] == ["een", "twee"]


def test_a_source_of_the_second_question_alone_comes_behind_the_words_of_the_first(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "wijk.yaml"
    old = "  deel: {antwoord: ja, toelichting: eens}\n  deel-twee: {antwoord: nee, bron: [L342]}\n"
    path.write_text(f"{TEXT[: TEXT.index('  # over besluiten')]}{old}", encoding="utf-8")
    assert migrate(pack, path).exit_code == 0
    assert 'toelichting: "eerder: ja. eens; eerder: nee.", bron: [L342]}' in path.read_text(encoding="utf-8")


def test_windows_lines_a_byte_order_mark_and_json_stay_so(pack: Path, tmp_path: Path) -> None:
    windows, json = tmp_path / "w.yaml", tmp_path / "j.yaml"
    windows.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    write_dossier(json, antwoorden={"oud": "ja", "deel": {"antwoord": "ja", "toelichting": "x"}})
    assert migrate(pack, windows, json).exit_code == 0
    assert windows.read_bytes() == b"\xef\xbb\xbf" + AFTER.replace("\n", "\r\n").encode()
    assert '"nieuw": "ja"' in json.read_text(encoding="utf-8")
    assert '"pakket": {"id": "proefpakket", "versie": "2.0.0"}' in json.read_text(encoding="utf-8")


@pytest.mark.parametrize(("option", "code"), [("--dry-run", 0), ("--check", 1)])
def test_nothing_is_written_when_it_is_only_looked_at(pack: Path, tmp_path: Path, option: str, code: int) -> None:
    path = tmp_path / "wijk.yaml"
    path.write_text(TEXT, encoding="utf-8")
    result = migrate(pack, option, path)
    assert result.exit_code == code
    assert path.read_text(encoding="utf-8") == TEXT
    assert counted("migrate.zou", 1, pakketten=TODAY) in result.stdout
    assert migrate(pack, path).exit_code == migrate(pack, option, path).exit_code == 0


def test_a_file_with_errors_stays_as_it_was_and_the_others_go_on(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dossiers"
    folder.mkdir()
    bad = TEXT.replace("peildatum: 2026-11-01", "peildatum: gisteren")
    (folder / "a.yaml").write_text(bad, encoding="utf-8")
    (folder / "b.yaml").write_text(TEXT, encoding="utf-8")
    result = migrate(pack, folder)
    assert result.exit_code == 3
    assert "a.yaml:5:12" in result.stderr
    assert (folder / "a.yaml").read_text(encoding="utf-8") == bad
    assert (folder / "b.yaml").read_text(encoding="utf-8") == AFTER


def test_a_workbook_is_made_anew_with_its_answers(pack: Path, tmp_path: Path) -> None:
    old = write_pack(
        tmp_path / "eerder",
        ruw_pakket(waarborg("w-oud", v("oud")), vragen=[stelling("dicht"), keuze("wie", "wijk", "raad")]),
    )
    dossier = write_dossier(tmp_path / "d.yaml", antwoorden={"oud": "ja", "dicht": "nee", "wie": "wijk"})
    book = tmp_path / "boek.xlsx"
    assert run("export", dossier, "--to", book, "--pack", old).exit_code == 0
    shown = run("evaluate", book, "--pack", pack)
    assert shown.exit_code == 0
    assert "'nieuw'" in shown.stderr
    assert migrate(pack, book).exit_code == 0
    marks = [[cell.value for cell in row] for row in load_workbook(book)["wijktoets-kenmerken"]]
    assert ["pakket", "proefpakket", "2.0.0"] in marks
    assert migrate(pack, book).stdout == text("migrate.niets", pakketten=TODAY) + "\n"
    assert run("import", book, "--to", tmp_path / "terug.yaml", "--pack", pack).exit_code == 0
    back = (tmp_path / "terug.yaml").read_text(encoding="utf-8")
    assert "nieuw: ja" in back
    assert "open: ja" in back
    assert "wie: buurt" in back


POWERS = """\
formaat: wijktoets/dossier@1
naam: Voorbeeldwijk
pakket: {id: proefpakket, versie: 2.0.0}
afspraken:
  - thema: groen
    bevoegdheden:
      - {naam: planten, grondslag: art. 165 Gemw}  # zo stond het er
      - naam: snoeien
        grondslag: art. 2.8 Omgevingswet
      - {naam: maaien, grondslag: art. 160 lid 1 Gemeentewet}
      - {naam: banken, grondslag: art. 156 Gemeentewet, delegatiegrondslag: geen}
"""


def test_a_grondslag_that_speaks_of_passing_on_goes_where_it_belongs(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(POWERS, encoding="utf-8")
    book = tmp_path / "d.xlsx"
    assert run("export", path, "--to", book, "--pack", pack).exit_code == 0
    result = migrate(pack, path)
    meant = POWERS.replace("grondslag: art. 165", "delegatiegrondslag: art. 165")
    meant = meant.replace("grondslag: art. 2.8", "delegatiegrondslag: art. 2.8")
    assert path.read_text(encoding="utf-8") == meant
    for place in (f"{path}:7:36", f"{path}:9:20"):
        facts = {"plek": place, "oud": "grondslag", "nieuw": "'delegatiegrondslag'"}
        assert text("hernoemd.grondslag.hernoemd", **facts) in result.stdout
    assert migrate(pack, path).stdout == text("migrate.niets", pakketten=TODAY) + "\n"
    assert migrate(pack, book).exit_code == 0
    assert run("import", book, "--to", tmp_path / "terug.yaml", "--pack", pack).exit_code == 0
    assert load_dossier(tmp_path / "terug.yaml").model_dump() == load_dossier(path).model_dump()


def test_of_an_ods_comes_an_xlsx_beside_it(pack: Path, tmp_path: Path) -> None:
    old = write_pack(tmp_path / "eerder", ruw_pakket(waarborg("w-oud", v("oud"))))
    dossier = write_dossier(tmp_path / "d.yaml", antwoorden={"oud": "ja"})
    folder = tmp_path / "werkmappen"
    folder.mkdir()
    ods, xlsx = folder / "boek.ods", folder / "boek.xlsx"
    assert run("export", dossier, "--to", tmp_path / "boek.xlsx", "--pack", old).exit_code == 0
    before = as_ods((tmp_path / "boek.xlsx").read_bytes())
    ods.write_bytes(before)
    shown = migrate(pack, folder, "--dry-run")
    assert text("migrate.naar_xlsx", bestand=ods, naar=xlsx) in shown.stdout
    assert not xlsx.exists()
    assert migrate(pack, folder).exit_code == 0
    assert ods.read_bytes() == before
    assert run("import", xlsx, "--to", tmp_path / "terug.yaml", "--pack", pack).exit_code == 0
    assert "nieuw: ja" in (tmp_path / "terug.yaml").read_text(encoding="utf-8")
    assert migrate(pack, folder).stdout == text("migrate.niets", pakketten=TODAY) + "\n"
    other = write_dossier(tmp_path / "ander.yaml", antwoorden={"nieuw": "nee"})
    assert run("export", other, "--to", xlsx, "--pack", pack, "--force").exit_code == 0
    there = xlsx.read_bytes()
    refused = migrate(pack, folder)
    assert refused.exit_code == 3
    assert str(ods) in refused.stderr
    assert xlsx.read_bytes() == there


def test_standard_input_comes_out_on_standard_output(pack: Path) -> None:
    result = run("migrate", "--pack", pack, "-", stdin=TEXT)
    assert result.exit_code == 0
    assert result.stdout == AFTER


def test_a_dossier_for_another_pack_is_told_which_pack_to_give(pack: Path, tmp_path: Path) -> None:
    path = write_dossier(tmp_path / "d.yaml", pakket={"id": "proefpakket", "versie": "2.0.0"})
    result = run("check", path)
    assert result.exit_code == 3
    assert "--pack proefpakket" in result.stderr
    assert result.stderr.count("\n") == 1
    assert run("check", "--pack", pack, path).exit_code == 0


def test_a_dossier_for_a_later_version_is_refused(pack: Path, tmp_path: Path) -> None:
    path = write_dossier(tmp_path / "d.yaml", pakket={"id": "proefpakket", "versie": "2.1"})
    result = run("check", "--pack", pack, path)
    assert result.exit_code == 3
    assert "proefpakket 2.1" in result.stderr
    assert run("migrate", "--pack", pack, path).exit_code == 3


def test_command_lines_carry_the_pack_that_was_given(pack: Path, tmp_path: Path) -> None:
    path = write_dossier(tmp_path / "d.yaml", afspraken=[{"thema": "groen", "gewenst": "besluiten"}])
    for command in ("plan", "explain", "questions", "follow-up"):
        shown = " ".join(run(command, "--pack", pack, path).stdout.split())
        assert f" --pack {pack}".replace(" ", "") in shown.replace(" ", ""), command
    made = run("new", "--pack", pack, "--output", tmp_path / "n.yaml")
    assert text("new.klaar", naam=tmp_path / "n.yaml", pack=f" --pack {pack}") in made.stderr
    assert "pakket: {id: proefpakket, versie: 2.0.0}" in (tmp_path / "n.yaml").read_text(encoding="utf-8")
    unknown = write_dossier(tmp_path / "u.yaml", antwoorden={"onzin": "ja"})
    assert f"wijktoets new --all --pack {pack}" in run("check", "--pack", pack, unknown).stderr


def test_every_command_line_about_a_file_has_room_for_the_pack() -> None:
    lines = [line for path in TEXTS for line in path.read_text(encoding="utf-8").splitlines()]
    told = [
        part for line in lines for part in re.findall(r"wijktoets [a-z][^.`\"]*\{(?:bestand|naam|yaml)\}[^.`\"]*", line)
    ]
    typed = [part for part in told if re.match(rf"wijktoets ({'|'.join(COMMANDS)}) ", part)]
    assert len(typed) >= 10
    assert [part for part in typed if "{pack}" not in part] == []
