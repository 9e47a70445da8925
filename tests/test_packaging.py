"""Checks that wijktoets installs whole, starts light, and keeps its layers apart."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import click
import pytest
import yaml

import wijktoets
from wijktoets import cases
from wijktoets.cli.main import COMMANDS, main

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: list[str] = PYPROJECT["tool"]["setuptools"]["packages"]
FOLDERS: dict[str, str] = PYPROJECT["tool"]["setuptools"]["package-dir"]
NO_PACKAGES = {"tests", "benchmarks", "docs", "build", "dist"}
HEAVY = {
    "icalendar",
    "numpy",
    "openpyxl",
    "pandas",
    "pyarrow",
    "pydantic",
    "rich",
    "ruamel",
    "wijktoets.engine",
    "yaml",
    "z3",
}


def run(*command: str | Path, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command and hand back what it said, with standard error folded into standard output."""
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def code_folders(root: Path) -> Iterator[Path]:
    """Yield every folder below root, relative to it, that holds Python code of the package."""
    for folder in sorted(root.iterdir()):
        if folder.is_dir() and folder.name not in NO_PACKAGES and folder.name[0] not in "._":
            yield from sorted({file.parent.relative_to(root) for file in folder.rglob("*.py")})


def package_name(folder: Path) -> str:
    """Give the import name of a top-level folder or of one below it."""
    name = ".".join(folder.parts)
    return name if name.split(".")[0] == "wijktoets" else f"wijktoets.{name}"


def unlisted(root: Path) -> list[str]:
    """Name the packages below root that pyproject.toml leaves out."""
    found = (folder for folder in code_folders(root) if not (root / folder).is_symlink())
    return [name for name in map(package_name, found) if name not in PACKAGES]


def copy_project(target: Path) -> Path:
    """Copy the checkout, links as links, without environments, caches and history."""
    leave = shutil.ignore_patterns(".venv*", ".git", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "build")
    return shutil.copytree(ROOT, target, symlinks=True, ignore=leave)


# The public surface and what it costs


def test_public_names_are_these() -> None:
    assert wijktoets.__all__ == [
        "Agenda",
        "Dossier",
        "Groeipad",
        "InvoerFout",
        "Melding",
        "NietNagerekend",
        "Onenigheid",
        "Opvolging",
        "Overdracht",
        "Plan",
        "Plek",
        "Rapport",
        "Regelpakket",
        "Uitleg",
        "Vergelijking",
        "__version__",
        "evaluate",
        "evaluate_batch",
        "load_dossier",
        "load_pack",
        "simulate",
    ]
    assert dir(wijktoets) == wijktoets.__all__


def test_every_public_name_is_there() -> None:
    for name in wijktoets.__all__:
        assert getattr(wijktoets, name) is getattr(wijktoets, name)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'wijktoets' has no attribute 'oordeel'"):
        _ = wijktoets.oordeel


@pytest.mark.parametrize(
    "start",
    [
        "import wijktoets",
        "from wijktoets.cli.main import main; main(['--version'], standalone_mode=False)",
    ],
)
def test_start_up_imports_nothing_heavy(start: str, tmp_path: Path) -> None:
    script = f"""if True:
        import atexit, json, sys
        atexit.register(lambda: print(json.dumps(sorted(sys.modules))))
        {start}
    """
    said = run(sys.executable, "-c", script, cwd=tmp_path).stdout
    loaded = set(json.loads(said.splitlines()[-1]))
    assert "wijktoets" in loaded
    assert not loaded & HEAVY


def test_version_is_said_by_the_command_and_the_module(tmp_path: Path) -> None:
    expected = f"wijktoets {wijktoets.__version__}\n"
    assert run(sys.executable, "-m", "wijktoets", "--version", cwd=tmp_path).stdout == expected
    assert run(Path(sys.executable).with_name("wijktoets"), "--version", cwd=tmp_path).stdout == expected


@pytest.mark.anywhere
def test_the_benchmark_measures_every_kind_of_work(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    said = run(sys.executable, ROOT / "benchmarks" / "startup.py", "--times", "1", "--write", page, cwd=tmp_path)
    assert said.returncode == 0, said.stdout
    table = page.read_text(encoding="utf-8")
    for work in ("python -c pass", "wijktoets --version", "wijktoets evaluate", "evaluate(), warm"):
        assert f"| {work} |" in table


def test_every_command_in_the_table_is_there() -> None:
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert {name: command.name for name, command in commands.items() if command} == {name: name for name in COMMANDS}
    assert main.get_command(context, "bestaat-niet") is None


# The folders and the package are one


def test_every_folder_with_code_is_listed() -> None:
    assert unlisted(ROOT) == []
    assert PACKAGES == sorted(FOLDERS)


def test_an_unlisted_folder_is_seen(tmp_path: Path) -> None:
    (tmp_path / "engine" / "planted").mkdir(parents=True)
    (tmp_path / "engine" / "planted" / "__init__.py").touch()
    assert unlisted(tmp_path) == ["wijktoets.engine.planted"]


def test_every_top_level_folder_is_linked() -> None:
    top = {folder for name, folder in FOLDERS.items() if name.count(".") == 1}
    links = {link.name: str(link.readlink()) for link in (ROOT / "wijktoets").iterdir() if link.is_symlink()}
    assert links == {folder: f"../{folder}" for folder in top}


def test_a_module_is_loaded_once_from_its_own_folder() -> None:
    module = sys.modules["wijktoets.cli.main"]
    assert module.main is main
    assert Path(str(module.__file__)).resolve() == ROOT / "cli" / "main.py"
    assert "cli" not in sys.modules
    assert "engine" not in sys.modules


def test_no_file_imports_a_folder_by_its_short_name() -> None:
    short = re.compile(rf"^\s*(?:from|import) (?:{'|'.join(set(FOLDERS.values()) - {'wijktoets'})})\b", re.MULTILINE)
    assert short.search("import os\n    from engine.errors import InvoerFout")
    assert not short.search("from wijktoets.engine import errors\nfrom .rules import rules\nimport click")
    folders = [folder for folder in ROOT.iterdir() if folder.is_dir() and folder.name[0] != "."]
    ours = {file for folder in folders for file in folder.rglob("*.py")}
    assert [str(file) for file in sorted(ours) if short.search(file.read_text(encoding="utf-8"))] == []


# The layers


@pytest.mark.anywhere
@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("engine/planted.py", "import wijktoets.cli", "The engine knows nobody outside itself"),
        ("engine/planted.py", "import wijktoets.texts", "The engine knows nobody outside itself"),
        ("engine/planted.py", "from wijktoets import load_pack", "The engine knows nobody outside itself"),
        ("engine/planted.py", "from . import upkeep", "The core of the engine does not know the tools on top of it"),
        ("engine/planted.py", "from . import forward", "Only the registry of engines imports forward"),
        ("engine/judging/planted.py", "from ..circuit import gates", "Of the engines only columns knows the circuit"),
        ("engine/circuit/planted.py", "from ..judging import direct", "The circuit knows no engine"),
        (
            "telling/planted.py",
            "import wijktoets.rules",
            "What is told knows values and texts: no rules, dossiers or command line",
        ),
        ("telling/formats/planted.py", "from .. import marks", "Formats know the tree and nothing of what it is about"),
        (
            "telling/planted.py",
            "from .formats import html",
            "What is said knows no format; a paper may, where it sets its own pages",
        ),
        ("telling/planted.py", "from . import papers", "What is said of a subject knows neither paper nor screen"),
        ("telling/planted.py", "from .screens import plan", "What is said of a subject knows neither paper nor screen"),
        (
            "engine/model/planted.py",
            "from ..advice import plan",
            "The core of the engine does not know the tools on top of it",
        ),
        ("engine/planted.py", "import wijktoets.telling", "The engine knows nobody outside itself"),
        (
            "wijktoets/planted.py",
            "import wijktoets.telling",
            "Only commands, pages and notebooks ask for screens and documents",
        ),
        ("rules/planted.py", "from ..engine import errors", "Packs, dossiers and texts know no code"),
        ("texts/planted.py", "import wijktoets.rules", "Packs, dossiers and texts do not know each other"),
        ("wijktoets/planted.py", "import wijktoets.cli.main", "Only __main__ imports the command line"),
        (
            "workbook/planted.py",
            "import wijktoets.telling",
            "Workbooks know dossiers, packs and texts, and nothing above them",
        ),
        (
            "wijktoets/_packing.py",
            "import wijktoets.texts",
            "What packs an office file again knows nothing of the rest",
        ),
    ],
)
def test_a_planted_import_breaks_its_contract(file: str, line: str, contract: str, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    (project / file).write_text(line + "\n", encoding="utf-8")
    said = run(Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", cwd=project)
    assert said.returncode == 1, said.stdout
    assert f"{contract} BROKEN" in said.stdout


# The wheel


def build_wheel(place: Path) -> Path:
    """Build an sdist from a copy of the project and a wheel from that sdist."""
    project = copy_project(place / "project")
    made = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", place / "dist", cwd=project)
    assert made.returncode == 0, made.stdout
    return next((place / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def test_wheel_holds_every_file_and_no_link(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {info.filename: info.external_attr >> 28 for info in archive.infolist()}
    patterns = {
        "cases": ("*.py", "*.yaml", "*.md"),
        "rules": ("*.py", "*.yaml"),
        "telling": ("*.py", "*.typ", "*.xml", "*.jinja", "*.css"),
        "texts": ("*.py", "*.yaml"),
    }
    wanted = {
        "wijktoets/" + file.relative_to(ROOT).as_posix()
        for folder in {folder.split("/")[0] for folder in FOLDERS.values()} - {"wijktoets"}
        for pattern in patterns.get(folder, ("*.py",))
        for file in (ROOT / folder).rglob(pattern)
    }
    assert not wanted - set(inside)
    assert {"wijktoets/__init__.py", "wijktoets/__main__.py", "wijktoets/py.typed"} <= set(inside)
    assert 0o12 not in inside.values()
    assert wheel.name.startswith(f"wijktoets-{wijktoets.__version__}-py3-none-any")
    assert {name.split("/")[0] for name in inside} == {"wijktoets", f"wijktoets-{wijktoets.__version__}.dist-info"}


def test_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    empty = tmp_path / "empty"
    empty.mkdir()
    site = tmp_path / "site"
    where = run(sys.executable, "-c", "import wijktoets as w; print(w.__file__)", cwd=empty, PYTHONPATH=str(site))
    assert where.stdout.strip() == str(site / "wijktoets" / "__init__.py")
    said = run(sys.executable, "-m", "wijktoets", "batch", "@pilots", cwd=empty, PYTHONPATH=str(site))
    assert said.returncode == 0, said.stdout
    assert "Oosterparkwijk" in said.stdout
    assert list(empty.iterdir()) == []


def test_publiccode_says_what_the_standard_asks() -> None:
    said = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert said["softwareVersion"] == wijktoets.__version__
    assert said["legal"]["license"] == PYPROJECT["project"]["license"]
    assert set(said["description"]) == {"nl", "en"}
    for texts in said["description"].values():
        assert len(texts["genericName"]) <= 35
        assert len(texts["shortDescription"]) <= 150
        assert 500 <= len(texts["longDescription"]) <= 10_000


# First run


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines[1:] if not re.fullmatch(r"[\w.-]+==[\w.!+]+", line)] == []


def script(path: Path, *lines: str) -> Path:
    """Write an executable shell script that stands in for a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("python", "package"),
    [
        (("exit 127",), "python3."),
        (('case "$2" in *ensurepip*) exit 1;; esac',), "python3-venv"),
    ],
)
def test_a_missing_system_package_is_named_in_one_sentence(
    python: tuple[str, ...], package: str, tmp_path: Path
) -> None:
    fake = script(tmp_path / "python", *python)
    venv = tmp_path / "venv"
    said = run("make", "-s", f"PYTHON={fake}", f"VENV={venv}", "UV=", f"{venv}/.made", MAKEFLAGS="")
    assert said.returncode == 2
    assert package in said.stdout.splitlines()[0]
    assert len(said.stdout.splitlines()) == 2  # the sentence, and make's own closing line
    assert not venv.exists()


def test_without_a_compiler_the_rest_goes_on(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    script(venv / "bin" / "python", "echo 'error: command gcc failed' >&2", "exit 1")
    for stamp in (".made", ".installed"):
        (venv / stamp).touch()
    said = run("make", "-s", f"VENV={venv}", "UV=", f"{venv}/.ready", MAKEFLAGS="")
    assert said.returncode == 0
    assert len(said.stdout.splitlines()) == 1
    assert "gcc en python3-dev" in said.stdout


def test_the_demo_is_short_and_ends_with_what_to_try(tmp_path: Path) -> None:
    for stamp in (".made", ".installed", ".ready"):
        (tmp_path / stamp).touch()
    (tmp_path / "bin").symlink_to(Path(sys.executable).parent)
    said = run("make", "--no-print-directory", "demo", f"VENV={tmp_path}", "UV=", MAKEFLAGS="")
    assert said.returncode == 0, said.stdout
    lines = said.stdout.splitlines()
    assert len(lines) <= 90
    assert sum(": in orde (" in line for line in lines) == len(cases.pilots())
    names = ["", "Zelf proberen", "Een eigen wijk", "In een browser", "In English"]
    assert [line.partition(":")[0] for line in lines[-5:]] == names


@pytest.mark.anywhere
def test_a_skip_fails_the_run_in_ci(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    body = "import pytest\ndef test_it():\n    pytest.{}('no tool')\n"
    for verb, ci, code in (("skip", "true", 1), ("skip", "", 0), ("fail", "true", 1)):
        (tmp_path / "test_it.py").write_text(body.format(verb), encoding="utf-8")
        said = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py", cwd=tmp_path, CI=ci)
        assert said.returncode == code, said.stdout


@pytest.mark.anywhere
def test_of_each_test_some_cases_run_where_that_is_asked(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    body = """
        import pytest
        @pytest.mark.parametrize("case", range(7))
        def test_seven(case): assert case in (0, 3, 6)
        @pytest.mark.parametrize("case", range(2))
        def test_two(case): pass
        def test_one(): pass
    """
    (tmp_path / "test_it.py").write_text(dedent(body), encoding="utf-8")
    said = run(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--of-each=3", "test_it.py", cwd=tmp_path
    )
    assert "6 passed, 4 deselected" in said.stdout


@pytest.mark.anywhere
def test_in_ci_the_cases_of_a_test_are_asked_in_turn(tmp_path: Path) -> None:
    """Each test in CI asks one in five, and others than the next; who types `make test` asks all."""
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = in_turn\n", encoding="utf-8")
    body = """
        import pytest
        each = pytest.mark.parametrize("case", range(56))
        wide = pytest.mark.parametrize("width", range(4))
        @pytest.mark.in_turn
        @each
        @wide
        def test_one(case, width): print(f"one {case} {width}.")
        @pytest.mark.in_turn
        @each
        def test_two(case): print(f"two {case}.")
        @pytest.mark.in_turn
        @pytest.mark.parametrize("case", range(2))
        def test_few(case): print("few.")
        @wide
        def test_all(width): print("all.")
    """
    (tmp_path / "test_it.py").write_text(dedent(body), encoding="utf-8")
    asked = ["-q", "-s", "-p", "no:cacheprovider", "test_it.py"]
    whole, some = (run(sys.executable, "-m", "pytest", *asked, cwd=tmp_path, CI=ci).stdout for ci in ("", "true"))
    assert f"{56 * 4 + 56 + 2 + 4} passed" in whole
    found = re.findall(r"one (\d+) (\d)\.", some)
    assert 44 <= len(found) <= 45 and {width for _, width in found} == {*"0123"}, "a fifth, at every width"
    assert len({case for case, _ in found}) > 40, "and of most dossiers"
    assert 11 <= some.count("two ") <= 12 and some.count("few.") == 1 and some.count("all.") == 4


@pytest.mark.anywhere
def test_what_the_oldest_python_leaves_out_is_there() -> None:
    """What is called otherwise since would run there again, and what is gone says that more is left out than is."""
    for line in (ROOT / "tests" / "once.txt").read_text(encoding="utf-8").splitlines():
        option, _, name = line.partition("=")
        file, _, test = name.partition("::")
        assert option == ("--deselect" if test else "--ignore")
        assert (ROOT / file).exists(), line
        assert not test or f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), line


@pytest.mark.anywhere
def test_no_test_from_outside_is_passed_over() -> None:
    """`make test-outside` reads the files that name what they need; a mark that is set elsewhere would go unseen."""
    said = run("make", "-n", "test-outside", f"VENV={sys.prefix}", MAKEFLAGS="").stdout
    asked, looks_for = re.search(r"-m '(.+?)' \$\(grep -rlE --include='test_\*.py' '(.+?)' tests\)", said).groups()  # type: ignore[union-attr]
    left_out = " and ".join(f"not {mark}" for mark in asked.split(" or "))
    options = PYPROJECT["tool"]["pytest"]["ini_options"]["addopts"]
    assert {*left_out.split(" and ")} == {*options[-1].removeprefix("-m ").split(" and ")}
    names = re.compile(rf"mark\.({'|'.join(asked.split(' or '))})\b")
    files = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")}
    found = {path for path, told in files.items() if names.search(told)}
    assert {path for path in found if not re.search(looks_for, files[path], re.MULTILINE)} == set()
    elsewhere = {path.relative_to(ROOT).as_posix() for path in found if not path.name.startswith("test_")}
    assert elsewhere == {"tests/web/conftest.py"}  # for every module that says ON_BOTH, which is looked for as well
    assert re.search(looks_for, "ON_BOTH: Final = True")
