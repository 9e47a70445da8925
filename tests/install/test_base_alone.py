"""The base alone judges and explains one dossier; a command that needs an extra says in one sentence which.

`make test` takes the libraries of the extras away; `make test-all` installs the base, and nothing else, from PyPI.
"""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterator, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path
from shutil import copytree
from typing import Any, Final

import click
import pytest
from click.testing import CliRunner

from tests.install import typed
from tests.test_packaging import FOLDERS, ROOT, build_wheel, run
from wijktoets.cli.base.extras import EXTRAS, Extra, install
from wijktoets.cli.main import COMMANDS, main

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PILOT: Final = "@pilots/wijkdeal-de-wijert.yaml"
DOSSIER: Final = "@voorbeelden/wijkdeal-drie-afspraken.yaml"
TRANSFER: Final = "@voorbeelden/overdracht-mandaat.yaml"
BACK: Final = "@voorbeelden/terugblik-winkelplein.yaml"
OWN: Final = """formaat: wijktoets/dossier@1
naam: Eigen
"""
LEAN: Final = 40
"""How many MB the base may take, as docs/installeren.md says."""

ENDS: Final[dict[str, Extra | None]] = {
    "--version -v": None,
    f"evaluate {PILOT}": None,
    f"evaluate {PILOT} --format json": None,
    f"check {DOSSIER}": None,
    f"explain {PILOT}": None,
    f"explain {PILOT} meer-manieren-om-mee-te-doen": None,
    f"explain {PILOT} --format json": None,
    f"explain {PILOT} --format mermaid": None,
    f"compare {PILOT} {DOSSIER}": None,
    f"follow-up {BACK}": None,
    f"sensitivity {PILOT}": None,
    "migrate eigen.yaml --dry-run": None,
    "confirm --help": None,
    f"transfer {TRANSFER}": None,
    "new": None,
    "questions": None,
    "questions --to plaat.md": None,
    "questions --to plaat.pdf": "documents",
    f"questions {DOSSIER}": "proof",
    "plan --help": None,
    f"plan {DOSSIER}": "proof",
    f"plan {DOSSIER} --path": "proof",
    "batch @pilots": None,
    "batch @pilots --format csv": None,
    "batch @pilots --format csv --engine columns": "batch",
    "batch @pilots --output rijen.json": None,
    "batch @pilots --output rijen.xlsx": "documents",
    "batch @pilots --output rijen.parquet": "batch",
    "batch rijen.csv --format csv": "batch",
    "simulate rijen.csv": "batch",
    "simulate rijen.csv --scheduler local:1": "scale",
    "batch rijen.csv --output delen --scheduler local:1": "scale",
    f"report {PILOT} --to stuk.md": None,
    f"report {PILOT} --to stuk.html": "documents",
    f"report {PILOT} --to stuk.pdf": "documents",
    f"report {PILOT} --to stuk.odt": "documents",
    f"report {PILOT} --to stuk.docx": "documents",
    f"export {DOSSIER} --to tabel.csv": None,
    f"export {DOSSIER} --to nieuw.xlsx": "documents",
    "evaluate map.xlsx": "documents",
    "import map.xlsx --to dossier.yaml": "documents",
    "serve --help": None,
    "rules list": None,
    "rules show meer-manieren-om-mee-te-doen": None,
    "rules test": None,
    "rules lint": None,
    "rules coverage": None,
    "rules verify --pack pakket": "proof",
    "rules mutate --pack pakket": "proof",
    "rules new waarborg eigen-regel --onderdeel zeggenschap --pack pakket": None,
}
"""What is typed, and which extra it then asks for."""


STARTS: Final = {words for words, extra in ENDS.items() if extra == "scale"}
"""What starts workers where it can, which tests/scale does."""
FINDS: Final = {"rules verify --pack pakket", "rules mutate --pack pakket"}
"""What finds something in the small pack, and says so with exit code 3."""


def ends_in(
    place: Path, python: Path, without: Sequence[str] = (), skip: Collection[str] = (), **env: str
) -> dict[str, tuple[int, str, str]]:
    """How each command ends, run in `place` by this Python, where what is named in `without` cannot be imported."""
    (place / "rijen.csv").write_text("gewenst\nadviseren\n", encoding="utf-8")
    copytree(ROOT / "tests" / "data" / "cli" / "pakket", place / "pakket")
    (place / "eigen.yaml").write_text(OWN, encoding="utf-8")
    made = CliRunner().invoke(main, ["export", DOSSIER, "--to", str(place / "map.xlsx")])
    assert made.exit_code == 0, made.output
    typed_words = [words for words in ENDS if words not in skip]
    asked = {"without": list(without), "commands": [words.split() for words in typed_words]}
    said = subprocess.run(
        [python, typed.__file__],
        cwd=place,
        env={**os.environ, **env},
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return {words: tuple(end) for words, end in zip(typed_words, json.loads(said.stdout), strict=True)}


def check(words: str, code: int, out: str, error: str) -> None:
    """See that a command does its work, or asks for its extra in one sentence and does nothing."""
    extra = ENDS[words]
    if extra is None:
        assert code == 0, error
        return
    assert (code, out) == (2, "")
    assert error.count("\n") == 1
    assert error.endswith(f"{install(extra)}.\n")


@pytest.fixture(scope="module")
def blocked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, str]]:
    """How each command ends where the libraries of the extras cannot be imported."""
    gone = [*EXTRAS, "durable", "markupsafe"]
    return ends_in(tmp_path_factory.mktemp("blocked"), Path(sys.executable), gone)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what its base needs, from PyPI."""
    place = tmp_path_factory.mktemp("base")
    python = place / "venv" / "bin" / "python"
    for command in (
        (sys.executable, "-m", "venv", place / "venv"),
        (python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", build_wheel(place)),
    ):
        made = run(*command, cwd=place, PYTHONPATH="")
        assert made.returncode == 0, made.stdout
    return python


@pytest.mark.anywhere
@pytest.mark.parametrize("words", ENDS)
def test_without_the_extras_a_command_works_or_names_its_extra(
    words: str, blocked: dict[str, tuple[int, str, str]]
) -> None:
    check(words, *blocked[words])


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, str]]:
    """How each command ends where all extras are there."""
    return ends_in(tmp_path_factory.mktemp("everything"), Path(sys.executable), skip=STARTS)


@pytest.mark.anywhere
@pytest.mark.parametrize("words", [words for words in ENDS if words not in STARTS])
def test_with_the_extras_every_command_works(words: str, everything: dict[str, tuple[int, str, str]]) -> None:
    code, out, error = everything[words]
    assert code == (3 if words in FINDS else 0), error
    assert out or " --to " in words or " --output " in words


def test_every_command_is_typed() -> None:
    commands = set(COMMANDS) - {"rules"}
    group = main.get_command(click.Context(main), "rules")
    assert isinstance(group, click.Group)
    commands |= {f"rules {name}" for name in group.commands}
    assert {name for name in commands if not any(words.startswith(name) for words in ENDS)} == set()


@pytest.mark.anywhere
def test_explain_says_that_it_searched_no_change(blocked: dict[str, tuple[int, str, str]]) -> None:
    _, out, _ = blocked[f"explain {PILOT} meer-manieren-om-mee-te-doen"]
    assert " ".join(out.split()).count(install("proof")) == 1
    _, out, _ = blocked[f"explain {PILOT} --format json"]
    assert {part["kantelpunt"] for part in json.loads(out)["afspraken"]} == {None}


@pytest.mark.anywhere
def test_the_rows_are_the_same_without_columns(
    blocked: dict[str, tuple[int, str, str]], everything: dict[str, tuple[int, str, str]]
) -> None:
    words = "batch @pilots --format csv"
    assert blocked[words][1].startswith("bestand,")
    assert blocked[words][1] == everything[words][1]


@pytest.mark.install
def test_the_base_from_pypi_is_lean_and_does_the_same(base: Path, tmp_path: Path) -> None:
    for words, end in ends_in(tmp_path, base, PYTHONPATH="").items():
        check(words, *end)
    there = run(base, "-c", WHERE, cwd=tmp_path, PYTHONPATH="").stdout
    assert Path(there.strip()).is_relative_to(base.parent.parent), "the wheel, and no checkout"
    venv = base.parent.parent
    here = [file for file in venv.rglob("*") if file.is_file() and not file.is_symlink()]  # Python itself is linked to
    own = [file for file in here if not NOT_OURS & {part[:3] for part in file.parts}]
    assert sum(file.stat().st_size for file in own) < LEAN * 10**6
    assert f"{LEAN} MB" in (ROOT / "docs" / "installeren.md").read_text(encoding="utf-8")


WHERE: Final = "import wijktoets; print(wijktoets.__file__)"
NOT_OURS: Final = {"pip", "set"}
"""How the folders begin of what every environment has: pip and setuptools."""


# The table of extras is what pyproject.toml says


def names_in(requirements: Sequence[str]) -> set[str]:
    """The distributions that requirements name."""
    return {re.split(r"[<>=\[]", each)[0] for each in requirements}


def test_the_table_holds_every_library_of_the_extras() -> None:
    extras = PROJECT["optional-dependencies"]
    distributions = packages_distributions()
    for module, extra in EXTRAS.items():
        assert names_in(extras[extra]) & set(distributions[module]), module
    known = {name for module in EXTRAS for name in distributions[module]}
    assert {name for extra in set(EXTRAS.values()) for name in names_in(extras[extra])} == known
    assert extras["all"] == [f"wijktoets[{','.join(sorted(set(EXTRAS.values())))}]"]
    assert not names_in(PROJECT["dependencies"]) & known


WITH_ANOTHER: Final = {"markupsafe", "pydantic_core"}
"""What Jinja2 and pydantic bring along, and cannot do without."""


def imported(file: Path) -> Iterator[str]:
    """The top-level names that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module).partition(".")[0]


def test_every_library_that_is_imported_is_in_the_base_or_in_the_table() -> None:
    files = [file for folder in set(FOLDERS.values()) for file in (ROOT / folder).glob("*.py")]
    found = {name for file in files for name in imported(file)} - set(sys.stdlib_module_names) - {"wijktoets"}
    distributions = packages_distributions()
    base = names_in(PROJECT["dependencies"])
    beyond = {name for name in found if not base & set(distributions.get(name, ()))}
    assert beyond - WITH_ANOTHER == set(EXTRAS)  # forward looks for durable by itself
