"""One value set in the text of a dossier: it is there afterwards, and all else stays as it was typed."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijktoets import cases
from wijktoets.engine.reading.editing import Unplaceable
from wijktoets.engine.reading.setting import plain_of, with_plain, with_value, written

DOSSIERS = sorted(Path(cases.__file__).parent.rglob("*.yaml"))
HEAD = "formaat: wijktoets/dossier@1\nnaam: Voorbeeld\n"


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("a: b # c\n", ("d",), "ja", "a: b # c\nd: ja\n"),
        ("a: b # c", ("a",), "een zin", 'a: "een zin" # c'),
        ("a:\n  b: ja\n  # over c\nd: e\n", ("a", "c"), "nee", "a:\n  b: ja\n  c: nee\n  # over c\nd: e\n"),
        ("a:\n  #b: ja\nd: e\n", ("a", "b"), "ja", "a:\n  b: ja\n  #b: ja\nd: e\n"),
        ("a: {b: ja}\n", ("a", "c"), {"d": "e f"}, 'a: {b: ja, c: {d: "e f"}}\n'),
        ("a: {b: ja, c: nee}\n", ("a", "b"), None, "a: {c: nee}\n"),
        ("a: {b: ja}\n", ("a", "b"), None, "a: {}\n"),
        ("a:\n  b: >-\n    lang\n    verhaal\n\nd: e\n", ("a", "b"), "ja", "a:\n  b: ja\n\nd: e\n"),
        ("a:\n  b: ja  # weg\n  c: nee\n", ("a", "b"), None, "a:\n  c: nee\n"),
        ("l:\n  - {t: x}\n", ("l", 0, "a", "v"), "ja", "l:\n  - {t: x, a: {v: ja}}\n"),
        (
            "l:\n  - t: x\n    a:\n      q: ja\n",
            ("l", 0, "a", "v"),
            "ja",
            "l:\n  - t: x\n    a:\n      q: ja\n      v: ja\n",
        ),
        ("l:\n- t: x\n# na\n", ("l", 1), {"t": "y z", "u": "v"}, 'l:\n- t: x\n- t: "y z"\n  u: v\n# na\n'),
        ("a: b\r\n", ("c",), "d", "a: b\r\nc: d\r\n"),
        ('{"a": "b"}', ("c",), "d", '{"a": "b", "c": "d"}'),
        ("\ufeffa: b\n", ("a",), "c", "\ufeffa: c\n"),
    ],
)
def test_only_that_value_changes(before: str, path: tuple[str | int, ...], value: Any, after: str) -> None:
    assert with_value(before.encode(), path, value).decode() == after


@pytest.mark.parametrize("path", [("afspraken", 3, "thema"), ("naam", "deel"), ("naam", 0), ("afspraken", 5)])
def test_what_belongs_nowhere_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(Unplaceable):
        with_value(f"{HEAD}afspraken:\n  - thema: groen\n".encode(), path, "x")


@pytest.mark.in_turn
@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_every_answer_can_be_taken_out_and_put_back(path: Path) -> None:
    before = path.read_bytes()
    tree, content = plain_of(before), before
    answers = tree.get("antwoorden") or {}
    for name in answers:
        content = with_value(content, ("antwoorden", name), None)
    assert not (plain_of(content).get("antwoorden"))
    for name, value in answers.items():
        content = with_value(content, ("antwoorden", name), value)
    assert plain_of(content) == tree
    kept = {line for line in before.decode().splitlines() if line.startswith("#")}
    assert kept <= set(content.decode().splitlines())


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
VALUES = st.recursive(
    WORDS, lambda inner: st.dictionaries(WORDS, inner, min_size=1, max_size=3) | st.lists(inner, min_size=1, max_size=3)
)


@given(path=st.sampled_from(DOSSIERS), name=WORDS, value=VALUES)
def test_whatever_people_type_comes_back(path: Path, name: str, value: Any) -> None:
    content = path.read_bytes()
    meant = with_plain(plain_of(content), ("antwoorden", name), value)
    try:
        assert plain_of(with_value(content, ("antwoorden", name), value)) == meant
    except Unplaceable:
        assert plain_of(written(meant)) == meant


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_a_dossier_written_afresh_holds_the_same(path: Path) -> None:
    tree = plain_of(path.read_bytes())
    assert plain_of(written(tree)) == tree
