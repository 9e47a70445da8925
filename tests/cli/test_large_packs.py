"""As large as a pack may be, every command still answers: as deep and with as many parts as a rule may have."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.builders import alle, minstens, ref, ruw_pakket, v, waarborg
from tests.cli.running import run, write_dossier, write_pack
from wijktoets.cli.base.failing import INVALID_INPUT
from wijktoets.engine.reading.pack_checks import MAX_LEVELS, MAX_PARTS

pytestmark = pytest.mark.anywhere

COMMANDS = (
    ("evaluate",),
    ("evaluate", "--format", "json"),
    ("explain",),
    ("explain", "--format", "json"),
    ("explain", "w-last"),
    ("explain", "w-last", "--format", "mermaid"),
    ("plan",),
    ("questions",),
    ("compare",),
)


def row(length: int) -> list[dict[str, object]]:
    """Waarborgen that each refer to the one before."""
    names = [f"w-{number:02}" for number in range(length - 1)] + ["w-last"]
    return [
        waarborg(names[0], v("q")),
        *(waarborg(n, ref(before)) for before, n in pairwise(names)),
    ]


@pytest.fixture(scope="module")
def largest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with a row of references as deep as can be, and a rule with as many parts as can be."""
    wide = waarborg("breed", alle(*(v(f"v-{number % 40}") for number in range(MAX_PARTS - 1))))
    counted = waarborg("geteld", minstens(10, *(v(f"v-{number}") for number in range(20))))
    return write_pack(tmp_path_factory.mktemp("pack"), ruw_pakket(*row(MAX_LEVELS), wide, counted))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_takes_the_largest_pack(largest: Path, command: tuple[str, ...], tmp_path: Path) -> None:
    name, *rest = command
    path = write_dossier(
        tmp_path / "d.yaml", afspraken=[{"thema": "t", "gewenst": "besluiten", "fasen": ["uitvoering"]}]
    )
    other = write_dossier(tmp_path / "e.yaml", antwoorden={"q": "ja"}) if name == "compare" else None
    result = run(name, path, *filter(None, [other]), *rest, "--pack", largest)
    assert (result.exit_code, result.stderr) == (0, "")


def test_one_level_more_is_refused_in_a_sentence(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", ruw_pakket(*row(MAX_LEVELS + 280)))
    result = run("rules", "list", "--pack", pack)
    assert result.exit_code == INVALID_INPUT
    assert len(result.stderr.splitlines()) == 1
