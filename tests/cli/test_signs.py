"""Signs that nobody sees, in every text of a dossier, and every output: none comes out as it went in."""

import json
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import pyarrow as pa
import pytest

from tests.cli.running import run
from tests.telling.pdf_tables import marked
from wijktoets.cli.base.machine import csv_text, json_text, jsonl_text
from wijktoets.cli.batch.texts import encoded

UNSEEN = "".join(
    map(
        chr,
        [
            *(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)),
            *range(0x7F, 0xA0),
            *(0x061C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x2060, 0xFEFF),
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
        ],
    )
)
"""C0 and C1, what turns a line round, what has no width, and what ends a line for some programs alone."""

ESCAPES = {"x01", "u0001", "u202e"}
"""How some of these begin where they are shown."""


def said(name: str) -> str:
    """A text with all of them, that is told from the others."""
    return f"{name}{UNSEEN}\t\r=1+1"


def dossier() -> dict[str, Any]:
    """A dossier with such a text wherever a person can write one."""
    party, other = said("Overleg"), said("Team")
    own = {"tekst": said("Wij doen"), "wie": said("wie"), "wanneer": said("elk voorjaar"), "bevestigd_door": [party]}
    answers = {
        "openbare-vergaderingen": {
            "antwoord": "ja",
            "toelichting": said("toelichting"),
            "bron": said("bron"),
            "afgesproken": own,
        },
        "begroting-inzichtelijk": [
            {"door": party, "antwoord": "nee", "toelichting": said("nee")},
            {"door": other, "antwoord": "ja", "bron": [said("verslag")]},
        ],
    }
    return {
        "formaat": "wijktoets/dossier@1",
        "naam": said("Deal"),
        "gemeente": said("Gemeente"),
        "gebied": {"naam": said("Wijk"), "soort": "wijk", "cbs": "WK001401"},
        "status": "voorstel",
        "peildatum": "2026-11-01",
        "opgesteld": {"door": said("gebiedsteam"), "op": "2026-10-20", "gezien_door": [said("gezien")]},
        "bevestigd": [
            {
                "door": party,
                "op": "2026-10-30",
                "oordeel": "niet_zo_gezegd",
                "kenmerk": "3f2a91c0",
                "toelichting": said("zo"),
            }
        ],
        "partijen": [{"naam": party, "rol": "wijk"}, {"naam": other, "rol": "gemeente"}],
        "ondertekenaars": [party, other],
        "bronnen": {said("verslag"): said("Verslag")},
        "gesprekken": {"namens-wie": said("notitie")},
        "antwoorden": answers,
        "afspraken": [
            {
                "thema": said("groen"),
                "reikwijdte": "wijk",
                "gewenst": [{"door": party, "gewenst": "besluiten"}, {"door": other, "gewenst": "adviseren"}],
                "looptijd": {"van": "2027-01-01", "tot": "2028-12-31"},
                "bedrag": {
                    "euro": 40000,
                    "programma": said("programma"),
                    "toelichting": said("bedrag"),
                    "bron": said("b"),
                },
                "terugkijken_op": "2027-12-01",
                "bevoegdheden": [
                    {"naam": said("macht"), "van": "college", "bedrag": {"euro": 5, "toelichting": said("geld")}}
                ],
            },
            {"thema": said("wonen"), "gewenst": "besluiten"},
        ],
        "afwegingen": [
            {
                "waarborg": "minderheid-gehoord",
                "reden": said("reden"),
                "besloten_door": ["wijk", "gemeente"],
                "geldig_tot": "2027-06-01",
            }
        ],
        "acties": [
            {
                "wat": said("btw"),
                "trekker": party,
                "wanneer": "2027-02-01",
                "status": "voorstel",
                "thema": said("groen"),
            }
        ],
    }


HERE, OTHER = "HERE", "OTHER"
"""Stand for the file, and for another to compare it with."""
TABLES, SCREEN = ("json", "csv"), ("table", "md")

SAID: tuple[tuple[str, ...], ...] = (
    *(("evaluate", HERE, "--engine", "direct", "--format", shape) for shape in (*TABLES, *SCREEN)),
    *(("explain", HERE, "--format", shape) for shape in ("table", "json")),
    ("explain", HERE, "vergaderingen-openbaar", "--format", "mermaid"),
    *(("plan", HERE, "--timeout", "0", "--format", shape) for shape in (*TABLES, "table", "ics")),
    *(("questions", HERE, "--format", shape) for shape in ("table", "json")),
    *(("compare", HERE, OTHER, "--format", shape) for shape in ("table", "json")),
    *(("follow-up", HERE, "--format", shape) for shape in ("table", "csv")),
    ("transfer", HERE, "--engine", "direct", "--matrix", "--format", "csv"),
    *(("batch", HERE, "--format", shape) for shape in ("csv", "jsonl")),
)
WRITTEN: tuple[tuple[str, ...], ...] = (
    *(("report", HERE, "--to", f"bijlage.{kind}") for kind in ("html", "pdf", "odt", "docx")),
    ("batch", HERE, "--output", "rijen.xlsx"),
    ("export", HERE, "--format", "csv", "--to", "open.csv"),
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The dossier, and the same without answers."""
    folder = tmp_path_factory.mktemp("tekens")
    for name, ruw in ((HERE, dossier()), (OTHER, {**dossier(), "antwoorden": {}})):
        (folder / f"{name}.yaml").write_text(json.dumps(ruw), encoding="utf-8")
    return {name: str(folder / f"{name}.yaml") for name in (HERE, OTHER)}


def raw(text: str) -> list[str]:
    """The signs that nobody sees in a text, by their code."""
    return [f"U+{ord(char):04X}" for char in sorted(set(text) & set(UNSEEN))]


@pytest.mark.anywhere
@pytest.mark.parametrize("command", SAID, ids=lambda command: f"{command[0]} {command[-1]}")
def test_no_unseen_sign_is_printed(files: dict[str, str], command: tuple[str, ...]) -> None:
    result = run(*(files.get(word, word) for word in command))
    assert result.exit_code == 0, result.stderr
    assert (raw(result.stdout), raw(result.stderr)) == ([], [])
    assert ESCAPES & set(result.stdout.split("\\")) or "Deal" not in result.stdout, "it is shown, not left out"
    if command[-1] in ("csv", "jsonl", "json"):
        assert "\r" not in result.stdout


@pytest.mark.anywhere
@pytest.mark.parametrize("command", WRITTEN, ids=lambda command: command[-1])
def test_no_unseen_sign_is_in_a_file(files: dict[str, str], command: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / command[-1]
    result = run(*(files.get(word, word) for word in command[:-1]), path)
    assert result.exit_code == 0, result.stderr
    assert raw("".join(texts_of(path))) == []


def texts_of(path: Path) -> Iterator[str]:
    """All text in a file: of an office file its parts, references read; of a PDF what its letters stand for.

    Where a long word may break, a PDF has a sign of its own.
    """
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            yield from (text.replace("\u200b", "") for page in pdf.pages for _, text in marked(page))
    elif path.suffix in (".odt", ".docx", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            yield from (unescape(archive.read(n).decode()) for n in archive.namelist() if n.endswith((".xml", ".rels")))
    else:
        yield unescape(path.read_text(encoding="utf-8"))


def test_json_gives_the_very_text_back(files: dict[str, str]) -> None:
    found = json.loads(run("evaluate", files[HERE], "--engine", "direct", "--format", "json").stdout)
    assert (found["dossier"], found["afspraken"][0]["thema"]) == (said("Deal"), said("groen"))


@pytest.mark.parametrize("shape", ["csv", "json", "jsonl"])
def test_rows_in_arrow_are_the_same_text_as_rows_of_plain_values(shape: str) -> None:
    words = [*UNSEEN, *"=+-@'\",;aé€\t\r\n \u00a0\ue000\u0378", "-5", "\u202e=1", "gewoon"]
    for word in words:
        rows = [{"een": word, "twee": f"a{word}"}] * 2
        table = pa.table({name: [row[name] for row in rows] for name in ("een", "twee")})
        plain = {"csv": csv_text(rows, ("een", "twee")), "json": json_text(rows), "jsonl": jsonl_text(rows)}
        assert b"".join(encoded([table], shape, ("een", "twee"))).decode() == plain[shape], ascii(word)
