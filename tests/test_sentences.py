"""A test names a sentence of the interface by its key, so that one that is reworded in texts/ breaks no test.

Of 1,859 sentences 372 once stood verbatim in tests, some in seven files; rewording one meant looking for all of them.
What a test is about is an id, a number or a part of the tree; exact words stand in snapshots, which one command renews.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wijktoets.texts import all_texts, text

TESTS = Path(__file__).resolve().parent
MOST = 24
"""How many sentences may stand verbatim in the tests. Lower it when there are fewer; it never goes up.

Of those left some are words that a pack, a dossier or a picture in a test has as well.
"""

SHORTEST = 16
"""From how many characters on a piece of a sentence is a sentence and not some words that anybody could write."""

LINES_OF_A_FILE = ("new.kop", "rules_new.vast")
"""What is no sentence but a line of a dossier or a rule that a command writes; a test may hold a dossier of its own."""


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence with its key."""
    yield from _below(all_texts(), "")


def _below(value: object, key: str) -> Iterator[tuple[str, str]]:
    if key in LINES_OF_A_FILE:
        return
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, below in value.items():
            yield from _below(below, f"{key}.{name}".lstrip("."))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _below(below, f"{key}[{index}]")
    else:
        raise TypeError(f"{key} is no sentence: {value!r}")


def pieces(sentence: str) -> list[str]:
    """What stands between the places that are filled, where that is long enough to know the sentence by."""
    found = (piece.strip() for piece in re.split(r"\{[^}]*\}", sentence) if " " in sentence)
    return [piece for piece in found if len(piece) >= SHORTEST]


def verbatim(code: str) -> dict[str, str]:
    """By key the sentences of which a piece stands in this code, over the ends of its lines too."""
    joined = re.sub(r'"\s*\n\s*f?"', "", code)
    return {sentence: key for key, sentence in sentences() if any(piece in joined for piece in pieces(sentence))}


def done() -> Iterator[Path]:
    """The files of the tests that name sentences by their key."""
    for path in sorted(TESTS.rglob("*.py")):
        if path != Path(__file__):
            yield path


@pytest.mark.parametrize(("key", "file"), [("plan.wat_niet_is", "plan.yaml"), ("nergens.iets", "*.yaml")])
def test_a_sentence_that_is_not_there_is_named_with_its_file(key: str, file: str) -> None:
    with pytest.raises(KeyError, match=re.escape(f"'{key}' in texts/nl/{file}")):
        text(key)


@pytest.mark.anywhere
def test_a_test_names_a_sentence_by_its_key() -> None:
    files = {path: path.read_text(encoding="utf-8") for path in done()}
    found = verbatim("\n".join(files.values()))
    where = ((path.name, list(verbatim(code).values())) for path, code in files.items())
    assert len(found) <= MOST, [(name, keys) for name, keys in where if keys]


@pytest.mark.anywhere
def test_a_sentence_that_stands_in_a_test_is_found() -> None:
    planted = (
        'assert "  Er zijn geen acties "\n    "nodig.\\n" in screen and "3 andere antwoorden; --all laat ze zien."'
    )
    assert set(verbatim(planted).values()) >= {"plan.niets", "compare.antwoorden.meer"}
    assert not verbatim('assert text("plan.niets") in screen and counted("compare.antwoorden", 3) in screen')
