"""Checks the command `evaluate`: its formats, its what-ifs, what it leaves out, and its exit codes."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from syrupy.assertion import SnapshotAssertion

from tests.cli.running import flat, wrong
from wijktoets.cli.base import failing
from wijktoets.engine.result.table import COLUMNS
from wijktoets.texts import text

Run = Callable[..., Result]
HEAD = "formaat: wijktoets/dossier@1\nnaam: Proef\npeildatum: 2026-11-01\n"


def dossier(tmp_path: Path, body: str = "") -> Path:
    """Write a small dossier."""
    path = tmp_path / "proef.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


# JSON (docs/rapport.md): the keys are a contract

RAPPORT = "formaat dossier bestand fictief status peildatum opgesteld partijen pakketten nagerekend vragen afspraken"
AFSPRAAK = (
    "thema fase reikwijdte gewenst gewensten borging_tot rollen uitkomst richting tekst signalen stand borging profiel "
    "eisen witte_vlekken grenzen open_vragen antwoorden per_archetype verschillen_van_inzicht afwegingen"
)
PARTS = {
    "eisen": "waarborg naam norm status laag hoog onderdeel rust_op basis bron waarom",
    "witte_vlekken": "waarborg norm aard tekst open_vragen acties",
    "profiel": "onderdeel laag hoog besproken eisen",
    "afwegingen": "waarborg telt waarom_niet reden besloten_door geldig_tot",
    "signalen": "id tekst",
    "open_vragen": "vraag reden",
}


def has(value: dict[str, object], keys: str) -> bool:
    """Whether these keys are all there."""
    return set(keys.split()) <= set(value)


def test_json_has_the_keys_of_the_contract(proef: Run, dossiers: Path) -> None:
    result = proef("evaluate", dossiers / "voorstel.yaml", "--format", "json")
    assert result.exit_code == 0
    rapport = json.loads(result.stdout)
    assert has(rapport, RAPPORT)
    assert rapport["formaat"] == "wijktoets/rapport@1"
    for afspraak in rapport["afspraken"]:
        assert has(afspraak, AFSPRAAK)
        for name, keys in PARTS.items():
            assert afspraak[name], name
            assert all(has(row, keys) for row in afspraak[name]), name


def test_json_is_readable_text_that_ends_in_a_newline_and_does_not_change(proef: Run, dossiers: Path) -> None:
    first, second = (proef("evaluate", dossiers / "terugblik.yaml", "--format", "json").stdout for _ in range(2))
    assert first == second
    assert first.endswith("}\n")
    assert '\n  "gebied": "Ångströmbuurt",\n' in first


def test_json_is_utf8_whatever_the_terminal_speaks(proef: Run, dossiers: Path) -> None:
    result = proef("evaluate", dossiers / "terugblik.yaml", "--format", "json", charset="ascii")
    assert "Ångströmbuurt" in result.stdout_bytes.decode("utf-8")


def test_csv_has_the_batch_rows_of_the_dossier(proef: Run, dossiers: Path) -> None:
    result = proef("evaluate", dossiers / "voorstel.yaml", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["fase"] for row in rows] == ["voorbereiding", "uitvoering"]
    assert (rows[0]["fictief"], rows[0]["past_besluiten"], rows[0]["fout"]) == ("false", "nog_niet", "")


def test_csv_runs_nothing_in_a_spreadsheet(proef: Run, tmp_path: Path) -> None:
    path = dossier(tmp_path, 'gemeente: "=1+1"\nafspraken: [{thema: "@som"}]\n')
    row = next(csv.DictReader(io.StringIO(proef("evaluate", path, "--format", "csv").stdout)))
    assert (row["gemeente"], row["thema"]) == ("'=1+1", "'@som")


# Where the dossier comes from


def test_a_dossier_from_standard_input_gives_the_same_result(proef: Run, dossiers: Path) -> None:
    path = dossiers / "voorstel.yaml"
    from_file = json.loads(proef("evaluate", path, "--format", "json").stdout)
    from_stdin = json.loads(proef("evaluate", "-", "--format", "json", stdin=path.read_bytes()).stdout)
    assert from_stdin.pop("bestand") == "-"
    assert from_file.pop("bestand") == str(path)
    assert from_stdin == from_file


def test_messages_call_standard_input_a_dash(proef: Run) -> None:
    result = proef("evaluate", "-", stdin="naam: x\n")
    assert result.exit_code == failing.INVALID_INPUT
    assert result.stderr.startswith(wrong("veld_ontbreekt", "-:1:1", sleutel="formaat"))


def test_standard_input_that_is_too_large_is_refused(proef: Run) -> None:
    result = proef("evaluate", "-", stdin=b"#" * (1024 * 1024 + 500))
    assert result.exit_code == failing.INVALID_INPUT
    assert wrong("te_groot", "-", bytes=1024 * 1024 + 500) in result.stderr


# What if


def test_set_replaces_an_answer_in_every_afspraak_and_says_so(proef: Run, dossiers: Path) -> None:
    args = ("evaluate", dossiers / "voorstel.yaml", "--set", "raad-weet-het=ja", "--set", "minderheid = ja")
    result = proef(*args)
    assert text("scherm.proef_antwoorden", antwoorden="raad-weet-het = ja en minderheid = ja") in flat(result.stdout)
    assert "De raad weet er nog niet van" not in result.stdout
    rapport = json.loads(proef(*args, "--format", "json").stdout)
    assert {a["stand"]["moet"]["open"] for a in rapport["afspraken"]} == {0}


@pytest.mark.parametrize(
    "setting", ["open-deur=ja", "open-deuren=misschien", "wie-besluit=raad", "fase=uitvoering", "open-deuren=yes"]
)
def test_set_refuses_what_does_not_fit(proef: Run, dossiers: Path, setting: str, snapshot: SnapshotAssertion) -> None:
    result = proef("evaluate", dossiers / "voorstel.yaml", "--set", setting)
    assert result.exit_code == failing.INVALID_INPUT, result.output
    assert result.stderr == snapshot


def test_archetype_judges_as_if_wished_and_says_so(proef: Run, dossiers: Path) -> None:
    args = ("evaluate", dossiers / "voorstel.yaml", "--archetype", "adviseren")
    result = proef(*args)
    assert text("scherm.proef_wens", G="adviseren") in flat(result.stdout)
    rapport = json.loads(proef(*args, "--format", "json").stdout)
    assert (rapport["als_wens"], rapport["afspraken"][0]["gewenst"]) == ("adviseren", "adviseren")


# Only a part


def test_thema_and_fase_show_only_these(proef: Run, dossiers: Path) -> None:
    result = proef("evaluate", dossiers / "twee-themas.yaml", "--thema", "zorg")
    assert text("scherm.thema", thema="zorg") in result.stdout
    assert text("scherm.thema", thema="verkeer") not in result.stdout
    result = proef("evaluate", dossiers / "voorstel.yaml", "--fase", "uitvoering")
    assert f"{text('scherm.thema', thema='groen en spelen')} · uitvoering · " in result.stdout


def test_an_unknown_thema_is_invalid_input_with_a_near_miss(proef: Run, dossiers: Path) -> None:
    path = dossiers / "voorstel.yaml"
    result = proef("evaluate", path, "--thema", "groen en spel")
    assert result.exit_code == failing.INVALID_INPUT
    assert result.stderr.startswith(wrong("thema_onbekend", path, "groen en spelen", naam="groen en spel"))


def test_a_fase_without_afspraken_is_invalid_input(proef: Run, dossiers: Path) -> None:
    path = dossiers / "voorstel.yaml"
    result = proef("evaluate", path, "--fase", "evaluatie")
    assert result.exit_code == failing.INVALID_INPUT
    assert text("cli.fouten.fase_afwezig", plek=path, fase="evaluatie") in result.stderr


# --check


MET = "antwoorden: {inbreng: advies, wie-besluit: college, open-deuren: ja, iedereen-bereikt: %s}\n"
WISH = "afspraken: [{thema: x, reikwijdte: wijk, gewenst: %s}]\n"


@pytest.mark.parametrize(
    ("answer", "wish", "code"),
    [
        ("ja", "adviseren", 0),
        ("deels", "adviseren", 1),
        ("nee", "adviseren", 1),
        ("onbekend", "adviseren", 1),
        ("[{door: bewoners, antwoord: nee}, {door: gemeente, antwoord: deels}]", "adviseren", 1),
        ("nee", "onbekend", 0),
    ],
)
def test_check_exits_1_for_an_open_moet_eis_at_the_wish(
    proef: Run, tmp_path: Path, answer: str, wish: str, code: int
) -> None:
    path = dossier(tmp_path, MET % answer + WISH % wish)
    assert proef("evaluate", path, "--check").exit_code == code
    assert proef("evaluate", path, "--check", "--format", "json").exit_code == code
    assert proef("evaluate", path).exit_code == 0


def test_check_does_not_mind_a_hoort_eis_or_an_afgewogen_moet_eis(proef: Run, tmp_path: Path) -> None:
    weighed = (
        "afwegingen: [{waarborg: iedereen-mee, reden: later, besloten_door: [wijk, raad], geldig_tot: 2099-12-31}]\n"
    )
    path = dossier(tmp_path, MET % "nee" + WISH % "adviseren" + weighed)
    assert proef("evaluate", path, "--check").exit_code == 0


def test_check_looks_only_at_what_is_shown(proef: Run, tmp_path: Path) -> None:
    themas = (
        "afspraken: [{thema: goed, gewenst: adviseren}, "
        "{thema: slecht, gewenst: adviseren, antwoorden: {open-deuren: nee}}]\n"
    )
    path = dossier(tmp_path, MET % "ja" + themas)
    assert proef("evaluate", path, "--check").exit_code == 1
    assert proef("evaluate", path, "--check", "--thema", "goed").exit_code == 0


# To a file


@pytest.mark.parametrize(
    ("name", "start"),
    [("uit.json", '{\n  "formaat"'), ("uit.csv", "bestand,dossier"), ("uit.md", "# Wijkdeal"), ("uit.txt", "Wijkdeal")],
)
def test_output_takes_its_shape_from_the_name(
    proef: Run, dossiers: Path, tmp_path: Path, name: str, start: str
) -> None:
    result = proef("evaluate", dossiers / "voorstel.yaml", "--output", tmp_path / name)
    assert result.exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert result.stdout == ""
    assert result.stderr == f"{text('cli.geschreven', naam=tmp_path / name)}\n"
    assert proef("evaluate", dossiers / "voorstel.yaml", "-q", "--output", tmp_path / name).stderr == ""


@pytest.mark.parametrize(
    ("name", "fout"), [("uit.zip", "uitvoer_soort"), ("", "uitvoer_geen_bestand"), ("weg/uit.md", "uitvoer_map")]
)
def test_output_that_cannot_be_is_refused_before_any_work(proef: Run, tmp_path: Path, name: str, fout: str) -> None:
    result = proef("evaluate", "geen.yaml", "--output", tmp_path / name)
    facts = {"naam": tmp_path / name, "map": tmp_path / "weg", "soorten": ".txt, .json, .csv, .md"}
    assert result.exit_code == failing.USAGE
    assert text(f"cli.fouten.{fout}", **facts) in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_when_the_dossier_is_wrong(proef: Run, tmp_path: Path) -> None:
    old = tmp_path / "uit.md"
    old.write_text("oud")
    assert proef("evaluate", "geen.yaml", "--output", old).exit_code == failing.INVALID_INPUT
    assert old.read_text() == "oud"


def test_a_dossier_of_the_program_is_called_as_batch_names_it(run: Run) -> None:
    named = next(row["bestand"] for row in json.loads(run("batch", "@pilots", "--format", "json").stdout))
    assert named.startswith("@pilots/")
    result = run("evaluate", named, "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["bestand"] == named
    assert run("evaluate", "@pilots/nergens.yaml").exit_code == 3
