"""From bytes to nodes: exact places, nothing that YAML could surprise with, and never slow."""

import time

import pytest

from wijktoets.engine.model.errors import HOOGSTENS, InvoerFout
from wijktoets.engine.model.source import MAX_BYTES
from wijktoets.engine.reading.parsing import MAX_DEPTH, parse, read_tree


def codes(content: bytes | str) -> list[str]:
    tree = read_tree(content.encode() if isinstance(content, str) else content, "x.yaml")
    return [melding.code for melding in tree.meldingen]


def places(content: bytes | str) -> list[tuple[int, int]]:
    tree = read_tree(content.encode() if isinstance(content, str) else content, "x.yaml")
    return [(melding.plek.regel, melding.plek.kolom) for melding in tree.meldingen]


@pytest.mark.parametrize("word", ["ja", "yes", "true", "on", "2026-11-01", "1_000", "0x1F", ".inf", "12:30", "="])
def test_a_scalar_stays_the_text_that_was_written(word: str) -> None:
    assert parse(f"x: {word}".encode(), "x.yaml").plain() == {"x": word}


@pytest.mark.parametrize("empty", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing_unless_it_is_quoted(empty: str) -> None:
    assert parse(f"x: {empty}\n".encode(), "x.yaml").plain() == {"x": None}
    assert parse(f"x: '{empty}'\n".encode(), "x.yaml").plain() == {"x": empty}


def test_strict_parsing_raises_what_reading_finds() -> None:
    with pytest.raises(InvoerFout) as refused:
        parse(b"a: 1\na: 2\nb: *c\n", "x.yaml")
    assert [m.code for m in refused.value.meldingen] == ["yaml_dubbele_sleutel", "yaml_alias"]


# What cannot be used is left out, and the rest is still there.


def test_what_cannot_be_used_is_left_out_and_marked() -> None:
    tree = read_tree(b"a: 1\nb: *x\na: 2\nc: [y, *x, z]\nd: [*x]\ne: &f g\nh: !!str i\n", "x.yaml")
    assert [m.code for m in tree.meldingen] == [
        *("yaml_alias", "yaml_alias", "yaml_alias", "yaml_alias", "yaml_tag", "yaml_dubbele_sleutel")
    ]
    assert tree.wortel is not None
    assert tree.wortel.plain() == {"a": "1", "c": ["y", "z"], "e": "g", "h": "i"}
    assert tree.wortel.cut == {"b", "d"}
    c = tree.wortel.below("c")
    assert c is not None and c.cut == {"1"}


def test_a_mapping_of_nothing_but_aliases_is_left_out_as_well() -> None:
    tree = read_tree(b"a: {b: *x}\nc: d\n", "x.yaml")
    assert tree.wortel is not None and tree.wortel.plain() == {"c": "d"}


def test_a_second_document_is_not_read_at_all() -> None:
    assert codes("a: b\n---\na: b\na: c\n'x") == ["yaml_meer_documenten"]
    assert codes("---\na: b\n...\n") == []


# Depth.


def nested(depth: int) -> str:
    return "[" * depth + "x" + "]" * depth


def test_fifty_levels_are_read_and_one_more_is_refused() -> None:
    assert codes(nested(MAX_DEPTH)) == []
    assert codes(nested(MAX_DEPTH + 1)) == ["yaml_diep"]
    assert places(nested(MAX_DEPTH + 1)) == [(1, MAX_DEPTH + 1)]


@pytest.mark.parametrize("part", ["[", "{", "- ", "? ", "{a: ", "[{a: ", "- - a: "])
def test_very_deep_nesting_is_an_error_and_not_a_crash(part: str) -> None:
    (code,) = codes(part * 100_000)
    assert code in ("yaml_diep", "yaml_dubbele_punt", "yaml_streepje")


# Bytes and characters.


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_unicode_is_recognised(coding: str) -> None:
    assert codes("naam: wijk".encode(coding)) == ["utf16"]


def test_the_first_byte_that_is_not_utf8_has_its_place() -> None:
    assert codes("a: é\nb: ".encode() + b"\xe9") == ["niet_utf8"]
    assert places("a: é\nb: ".encode() + b"\xe9") == [(2, 4)]
    assert places(b"\xef\xbb\xbfa: \xff") == [(1, 4)]
    assert places(b"\r\r\nx" + b"\xff") == [(3, 2)]


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\ufffe", "\uffff"])
def test_a_control_character_has_its_place_and_its_name(char: str) -> None:
    tree = read_tree(f"a: b\nc: d{char}".encode(), "x.yaml")
    assert [(m.code, m.plek.regel, m.plek.kolom, m.gegevens["teken"]) for m in tree.meldingen] == [
        ("yaml_stuurteken", 2, 5, f"U+{ord(char):04X}")
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_are_counted_as_editors_do(end: str, mark: str) -> None:
    content = mark + end.join(["a: 'één'", "", "b: 🌳 🌳", "c: *d"])
    assert places(content) == [(4, 4)]


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_line_separator_in_a_text_is_no_line_of_the_file(separator: str) -> None:
    assert places(f'a: "b{separator}c"\nd: *e') == [(2, 4)]


def test_two_escapes_that_are_one_character_are_read_as_json_means_them() -> None:
    content = '{"a": "\\ud83c\\udf33", "b": "\\uD83C\\uDF33\\u00e9", "c": *d}'
    tree = read_tree(content.encode(), "x.yaml")
    assert tree.wortel is not None
    assert tree.wortel.plain() == {"a": "🌳", "b": "🌳é"}
    assert places(content) == [(1, content.index("*") + 1)]


def test_half_of_such_a_pair_is_an_error() -> None:
    assert codes('{"a": "\\ud83c"}') == ["yaml_escape"]


# Speed: nothing in a file of 1 MiB takes more than a few seconds.

WORST = {
    "tag directives": "".join(f"%TAG !{n}! b\n" for n in range(70_000)),
    "documents": "---\n" * (MAX_BYTES // 4),
    "aliases": "- *a\n" * (MAX_BYTES // 5),
    "anchors": "".join(f"- &a{n} b\n" for n in range(88_000)),
    "double keys": "a: b\n" * (MAX_BYTES // 5),
    "keys": "".join(f"k{n}: v\n" for n in range(95_000)),
    "quotes": '"' * MAX_BYTES,
    "brackets": "[" * MAX_BYTES,
    "pairs of brackets": "[" + "[]," * (MAX_BYTES // 3 - 1) + "]",
    "colons": ": " * (MAX_BYTES // 2),
    "line ends": "\r" * MAX_BYTES,
    "a long line": "a: " + "b " * (MAX_BYTES // 2 - 2),
    "escapes": '{"a": "' + "\\ud83c\\udf33" * (MAX_BYTES // 13) + '"}',
}


@pytest.mark.parametrize("content", WORST.values(), ids=WORST.keys())
def test_a_full_file_of_the_worst_kind_is_read_in_seconds(content: str) -> None:
    assert len(content.encode()) <= MAX_BYTES
    started = time.process_time()
    tree = read_tree(content.encode(), "x.yaml")
    assert time.process_time() - started < 12  # some 3 when nothing else measures it, and 6 with coverage
    assert len(tree.meldingen) <= HOOGSTENS + 1
