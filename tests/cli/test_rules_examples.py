"""`rules test`: the examples in the rules computed, and what does not hold told with its place."""

from pathlib import Path
from typing import Any

from tests.builders import alle, ruw_pakket, v, waarborg
from tests.cli.proef import here, said
from tests.cli.running import run, write_pack
from wijktoets.texts import text
from wijktoets.texts.wording import counted

__all__ = ["here"]


def recomputed(examples: int, wrong: int = 0) -> str:
    """What is said of so many examples of one rule."""
    done = {"voorbeelden": counted("rules.test.voorbeelden", examples), "regels": counted("rules.test.regels", 1)}
    if wrong:
        return text("rules.test.niet_goed", **done, fout=counted("rules.test.klopt_niet", wrong)) + "\n"
    return text("rules.test.goed", **done) + "\n"


def test_sound_examples(here: Path) -> None:
    result = run("rules", "test", "--pack", "proef")
    assert (result.exit_code, result.stderr) == (0, "")
    without = text("rules.test.zonder", regels=counted("rules.test.regels", 4), namen="boven, lessen, stad, let-op")
    assert result.stdout == f"{recomputed(3)}{without}\n"
    assert said("test", "-q") == recomputed(3)


def failing(place: str, number: int, expected: str, came: str) -> str:
    """What is said of an example of the rule `w` that does not hold."""
    facts = {"regel": "w", "nummer": number, "verwacht": expected, "kwam": came}
    return text("rules.test.fout", plek=f"eigen/waarborgen/w.yaml:{place}", **facts)


def rule(here: Path, voorbeelden: str, **delen: Any) -> None:
    """A pack `eigen` with one rule in YAML, its examples on lines of their own."""
    ruw = ruw_pakket(waarborg("w", alle(v("a"), v("b")), **delen))
    path = write_pack(here / "eigen", ruw) / "waarborgen" / "w.yaml"
    start = path.read_text(encoding="utf-8")[:-1]
    path.write_text(f'{start},\n"voorbeelden": [\n{voorbeelden}\n]}}\n', encoding="utf-8")


def test_a_failing_example_is_told_with_its_place_and_what_came(here: Path) -> None:
    rule(here, "{antwoorden: {a: ja, b: ja}, verwacht: geborgd},\n  {antwoorden: {a: ja}, verwacht: deels}")
    result = run("rules", "test", "--pack", "eigen")
    assert result.exit_code == 3
    open_still = text("rules.test.open", vragen="b")
    assert result.stderr == failing("4:35", 2, "deels", "onbekend") + open_still + "\n"
    assert result.stdout == recomputed(2, wrong=1)


def test_every_failing_example_is_told_in_order_of_place(here: Path) -> None:
    rule(here, "{antwoorden: {a: nee}, verwacht: deels},\n{antwoorden: {a: ja, b: ja}, verwacht: ontbreekt}")
    lines = run("rules", "test", "--pack", "eigen").stderr.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["eigen/waarborgen/w.yaml:3:34:", "eigen/waarborgen/w.yaml:4:40:"]


def test_an_example_outside_the_fasen_of_its_rule_says_so(here: Path) -> None:
    rule(here, "{antwoorden: {a: nee}, fase: evaluatie, verwacht: ontbreekt}", fasen=["uitvoering"])
    outside = failing("3:51", 1, "ontbreekt", "nvt") + text("rules.test.buiten") + "\n"
    assert run("rules", "test", "--pack", "eigen").stderr == outside


def test_a_pack_that_cannot_be_read_is_an_input_error(here: Path) -> None:
    rule(here, "{verwacht: geborgt}")
    result = run("rules", "test", "--pack", "eigen")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("eigen/waarborgen/w.yaml:3:")


def test_the_examples_of_the_built_in_pack_hold() -> None:
    result = run("rules", "test")
    assert (result.exit_code, result.stderr) == (0, "")
