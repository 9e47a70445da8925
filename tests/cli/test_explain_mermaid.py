"""`explain --format mermaid`: a flowchart that Mermaid can read, whatever users and packs write in it."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.builders import VANDAAG, alle, grens, keuze, niet, ref, ruw_pakket, v, waarborg
from tests.cli.running import run, write_dossier, write_pack
from wijktoets import load_dossier, load_pack
from wijktoets.engine.advice.explain.explain import explain
from wijktoets.engine.advice.explain.value import Uitleg
from wijktoets.engine.judging import direct
from wijktoets.telling.screens.explain.chart import chart_of, label

ROOT = Path(__file__).resolve().parents[2]
CASES = [*sorted((ROOT / "cases").glob("*.yaml")), *sorted((ROOT / "cases" / "voorbeelden").glob("*.yaml"))]

NODE = re.compile(r'    (n\d+)(?:\["([^"]*)"\]|\("([^"]*)"\)|\(\["([^"]*)"\]\))\Z')
EDGE = re.compile(r'    (n\d+) -->(?:\|"[^"]*"\|)? (n\d+)\Z')
PART = re.compile(r'  subgraph deel\d+\["[^"]*"\]\Z')

PACK = ruw_pakket(
    waarborg("w", alle(v("a"), niet("b"), ref("x")), als=v("kanaal", "krant")),
    waarborg("x", v("c")),
    grens("stad", v("reikwijdte", "stedelijk"), "besluiten"),
    vragen=[keuze("kanaal", "krant", "site", vraag="Waar staat het?")],
)


def drawn(uitleg: Uitleg) -> str:
    return "\n".join([*chart_of(uitleg).lines, ""])


def checked(chart: str) -> set[str]:
    """The labels of a chart, after a look at its form: known lines only, ids once, arrows between nodes that are there.

    As much of Mermaid's grammar as these charts use.
    """
    first, *lines = chart.rstrip("\n").split("\n")
    assert first == "flowchart LR"
    nodes: list[str] = []
    ends: set[str] = set()
    labels: set[str] = set()
    depth = 0
    for line in lines:
        if found := NODE.match(line):
            nodes.append(found[1])
            labels.add(next(group for group in found.groups()[1:] if group is not None))
        elif found := EDGE.match(line):
            ends |= {found[1], found[2]}
        elif PART.match(line):
            depth += 1
        else:
            assert line == "  end", line
            depth -= 1
        assert depth in (0, 1)
    assert depth == 0 and len(nodes) == len(set(nodes)) and ends <= set(nodes)
    assert all(not re.search(r"[<>](?!br/>)", words.replace("<br/>", "")) for words in labels)
    return labels


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef`."""
    write_pack(tmp_path / "proef", PACK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def chart(here: Path, *words: str, **delen: Any) -> str:
    """The chart about a dossier with these parts."""
    write_dossier(here / "wijk.yaml", **{"afspraken": [{"thema": "groen", "fasen": ["uitvoering"]}], **delen})
    result = run("explain", "wijk.yaml", *words, "--pack", "proef", "--format", "mermaid")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_one_waarborg_from_its_answers(here: Path) -> None:
    said = [{"door": "bewoners", "antwoord": "nee"}, {"door": "gemeente", "antwoord": "ja"}]
    assert chart(here, "w", antwoorden={"a": said, "b": "ja", "kanaal": "krant"}) == (
        "flowchart LR\n"
        '  subgraph deel1["groen · uitvoering"]\n'
        '    n1(["De waarborg w · nog niet geregeld"])\n'
        '    n2("Waar staat het? · optie krant")\n'
        '    n2 -->|"geldt alleen als"| n1\n'
        '    n3["alle 3 · klopt niet"]\n'
        '    n4("Is a zo · bewoners: nee; gemeente: ja")\n'
        "    n4 --> n3\n"
        '    n5["het omgekeerde · klopt niet"]\n'
        '    n6("Is b zo · ja")\n'
        "    n6 --> n5\n"
        "    n5 --> n3\n"
        '    n7["De waarborg x · nog open"]\n'
        '    n8("Is c zo · nog niet over gepraat")\n'
        "    n8 --> n7\n"
        "    n7 --> n3\n"
        "    n3 --> n1\n"
        "  end\n"
    )


def test_the_chain_comes_together_in_the_uitkomst(here: Path) -> None:
    afspraken = [{"thema": "groen", "gewenst": "besluiten"}, {"thema": "wonen", "reikwijdte": "stedelijk"}]
    chart_text = chart(here, antwoorden={"a": "nee"}, afspraken=afspraken)
    labels = {words.replace("<br/>", " ") for words in checked(chart_text)}
    assert any(words.startswith("Dus · Volgens wie dit invulde: De wens is besluiten.") for words in labels)
    assert "Grenzen · De grens stad · geldt misschien" in labels
    assert "Grenzen · De grens stad · geldt" in labels


@pytest.mark.parametrize(
    "kwaad",
    [
        'einde"] --> weg',
        "<script>alert(1)</script>",
        "#quot; &amp; %%{init: {}}%%",
        "`code` \\n \x1b[31m \u202e",
        "1. lijst",
        "- lijst",
        "end",
        "regel\nregel",
        "woord" * 50,
    ],
)
def test_text_of_users_and_packs_stays_text(here: Path, kwaad: str) -> None:
    labels = checked(chart(here, afspraken=[{"thema": kwaad}]))
    assert labels
    written = label(kwaad)
    assert not re.search(r'["`%\n]|#(?!\d+;)', written)
    assert not re.match(r"\d+\.|[-*+]", written)


def test_a_label_is_broken_between_words() -> None:
    assert label("Is vooraf en samen afgesproken waar de wijk over gaat?") == (
        "Is vooraf en samen afgesproken waar de<br/>wijk over gaat?"
    )


@pytest.mark.in_turn
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_dossier_of_the_project_gives_a_sound_chart(case: Path) -> None:
    pack, dossier = load_pack(), load_dossier(case)
    checked(drawn(explain(dossier, pack, direct.compute, VANDAAG)))
    checked(drawn(explain(dossier, pack, direct.compute, VANDAAG, naam="meer-manieren-om-mee-te-doen")))
