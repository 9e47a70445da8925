"""Whatever a file holds, reading it gives a value or an InvoerFout that a person can read, in bounded time."""

import copy
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.bad_cases import DATA, KLEIN, SOUND, klein, of_dossier, of_packs
from wijktoets import load_pack, texts
from wijktoets.engine.judging import direct
from wijktoets.engine.model.errors import HOOGSTENS, InvoerFout, Melding
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import MAX_BYTES
from wijktoets.engine.reading.loading import read_dossier
from wijktoets.engine.reading.matching import check_dossier
from wijktoets.engine.result.assembly import judge_all

EXAMPLE = (DATA / "good" / "example.yaml").read_text(encoding="utf-8")
PACK_FILES = sorted(path.relative_to(KLEIN) for path in KLEIN.rglob("*.yaml"))

WHOLE_FILE = {"leeg_bestand", "utf16", "te_groot", "te_veel_fouten", "pakket_zonder_vragen"}


def assert_readable(meldingen: tuple[Melding, ...] | list[Melding], contents: dict[str, bytes]) -> None:
    """Each is one printable line, and its place is inside its file (`contents`: what each file holds)."""
    for melding in meldingen:
        line = texts.melding(melding)
        assert "\n" not in line
        assert texts.printable(line) == line
        text = contents[melding.plek.bestand].decode("utf-8", "replace").removeprefix("\ufeff")
        rows = re.split(r"\r\n|\r|\n", text)
        if melding.code in WHOLE_FILE:
            assert melding.plek.regel == 0
        else:
            assert 1 <= melding.plek.regel <= len(rows)
            assert 1 <= melding.plek.kolom <= len(rows[melding.plek.regel - 1]) + 1


def assert_dossier_is_handled(content: bytes) -> None:
    """A dossier is read and held against a pack, and either fits and can be judged, or it is said what is wrong."""
    read = read_dossier(Path("-"), "x.yaml", content)
    assert read.waarde is not None or read.meldingen
    against = check_dossier(read.waarde, klein()) if read.waarde is not None else []
    if read.waarde is not None and not read.meldingen and not against:
        judge_all(read.waarde, klein(), direct.compute, date(2026, 11, 1))
    wrong = InvoerFout([*read.meldingen, *against]).meldingen
    assert_readable(wrong, {"x.yaml": content})
    assert len(set(map(texts.melding, wrong))) == len(wrong)


# Arbitrary bytes and text.


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(b"naam: \xe9")
def test_arbitrary_bytes(content: bytes) -> None:
    assert_dossier_is_handled(content)


PIECES = st.sampled_from(
    [
        *("formaat: wijktoets/dossier@1\n", "naam: x\n", "antwoorden:\n", "afspraken:\n", "- thema: x\n"),
        *("openbare-vergaderingen", "wie-besluit", "gewenst: ", "ja", "nvt", "{antwoord: ", "{door: raad, "),
        *("[", "]", "{", "}", ": ", ", ", "- ", "? ", "&a ", "*a", "!!str ", "!", "|\n", ">\n", "'", '"', "#", "%"),
        *("@", "`", "~", "\\", "\n", "\r\n", "\r", "\t", " ", "  ", "\n  ", "\n    ", "---\n", "...\n", "<<: "),
        *("null", "true", "2026-11-01", "\x00", "\x07", "\x85", "\u2028", "\ufeff", "\ufffe", "\u202e", "é", "🌳"),
        *("\\ud83c\\udf33", "\\ud83c"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_text_that_looks_like_yaml(content: str) -> None:
    assert_dossier_is_handled(content.encode("utf-8"))


@given(st.lists(PIECES, max_size=20).map("".join))
def test_text_that_looks_like_yaml_below_a_sound_head(content: str) -> None:
    assert_dossier_is_handled((SOUND + content).encode("utf-8"))


@given(st.text(max_size=60))
def test_arbitrary_text_as_a_value(text: str) -> None:
    plain = {"formaat": "wijktoets/dossier@1", "naam": text, "status": text, "antwoorden": {text: text}}
    assert_dossier_is_handled(json.dumps(plain).encode())
    assert_dossier_is_handled(json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"))


# A sound file with something changed.

JUNK: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, "", " ", "ja", "yes", "nvt", "onbekend", "wijk", "besluiten", "2026-02-30", "-1", "40.000"]),
    st.sampled_from([[], {}, [None], [[]], [{}], {"": None}, {"antwoord": None}, [{"door": "raad"}], {"vraag": []}]),
    st.sampled_from([{"alle": []}, {"minstens": {"aantal": "9", "van": [{}]}}, {"niet": {"niet": {}}}, {"is": "x"}]),
    st.sampled_from(["9" * 5000, "1e9999", "1/0", "00", "0x1F", "wijktoets/dossier@" + "9" * 5000, "x" * 300]),
    st.sampled_from(["\u0661\u0662", "\u00b2", "a\nb", "\u202e", "\x1b", "🌳"]),
    st.text(max_size=5),
).map(copy.deepcopy)


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything in a value of lists and dicts, the value itself first."""
    yield path
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in below:
        yield from spots(item, (*path, key))


@st.composite
def changed(draw: st.DrawFn, plain: Any) -> Any:
    """The value with one to four things replaced, taken away, doubled, added or renamed."""
    result = copy.deepcopy(plain)
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(list(spots(result))))
        if not path:
            continue
        parent = result
        for step in path[:-1]:
            parent = parent[step]
        change = draw(st.sampled_from(["replace", "remove", "add", "rename", "double", "move"]))
        if change == "replace":
            parent[path[-1]] = draw(JUNK)
        elif change == "remove":
            del parent[path[-1]]
        elif change == "move":
            elsewhere = draw(st.sampled_from(list(spots(plain))))
            parent[path[-1]] = copy.deepcopy(_at(plain, elsewhere))
        elif isinstance(parent, list):
            parent.insert(path[-1], copy.deepcopy(parent[path[-1]]) if change == "double" else draw(JUNK))
        elif change == "rename":
            parent[draw(NAMES)] = parent.pop(path[-1])
        else:
            parent[draw(NAMES)] = draw(JUNK)
    return result


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


NAMES = st.sampled_from(
    [
        *("antwoord", "antwoort", "door", "thema", "fase", "fasen", "is", "is_", "vraag", "alle", "niet", "minstens"),
        *("id", "soort", "opties", "norm", "besluiten", "wordt", "actie", "<<", "", "waarborg", "land", "null"),
        *("\u202e", "x" * 90),
    ]
)


def written(value: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> bytes:
    """The value as a file: as JSON, or as YAML in blocks."""
    if draw(st.booleans()):
        return json.dumps(value, ensure_ascii=draw(st.booleans())).encode("utf-8", "replace")
    text = yaml.dump(value, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False)
    return str(text).encode("utf-8", "replace")


def plain(text: str) -> Any:
    """A file as Python lists, dicts and texts."""
    return yaml.load(text, Loader=yaml.BaseLoader)


@given(st.data())
def test_a_sound_dossier_with_something_changed(data: st.DataObject) -> None:
    content = data.draw(changed(plain(EXAMPLE)))
    assert_dossier_is_handled(written(content, data.draw))


@given(st.data())
def test_the_text_of_a_sound_dossier_with_something_changed(data: st.DataObject) -> None:
    text = EXAMPLE
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(PIECES) + text[end:]
    assert_dossier_is_handled(text.encode("utf-8"))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small pack, to change."""
    return Path(shutil.copytree(KLEIN, tmp_path_factory.mktemp("pack") / "eigen"))


def assert_pack_is_handled(folder: Path) -> None:
    """A pack is linked, or it is said what is wrong."""
    wrong = of_packs((folder, "eigen"))
    files = [path for path in folder.rglob("*") if path.is_file()]
    contents = {f"eigen/{path.relative_to(folder)}": path.read_bytes() for path in files} | {"eigen": b""}
    assert_readable(wrong, contents)


@given(st.data())
def test_a_sound_pack_with_a_file_changed(own: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(PACK_FILES))
    content = data.draw(changed(plain((KLEIN / name).read_text(encoding="utf-8"))))
    try:
        (own / name).write_bytes(written(content, data.draw))
        assert_pack_is_handled(own)
    finally:
        shutil.copyfile(KLEIN / name, own / name)


@given(st.data())
def test_a_sound_pack_with_the_text_of_a_file_changed(own: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(PACK_FILES))
    text = (KLEIN / name).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 12)))
    try:
        (own / name).write_bytes((text[:start] + data.draw(PIECES) + text[end:]).encode("utf-8"))
        assert_pack_is_handled(own)
    finally:
        shutil.copyfile(KLEIN / name, own / name)


# One change, one message: what only follows from it is not said.

STRUCTURE = {
    *("veld_ontbreekt", "antwoord_ontbreekt", "door_ontbreekt"),
    *("sleutel_onbekend", "sleutel_elders", "sleutel_bovenaan"),
}
"""Of a mapping in which the wrong things stand, each that is too much and each that is missing is said."""

WRONG: list[Any] = [None, "", "x", "yes", [], {}, ["x"], {"x": "y"}, [[]], "2026-02-30"]


@cache
def gronings() -> Regelpakket:
    """The pack that the example dossier is written for."""
    return load_pack()


def with_at(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The value with something else at a path."""
    result = copy.deepcopy(value)
    _at(result, path[:-1])[path[-1]] = new
    return result


@pytest.mark.parametrize("path", [path for path in spots(plain(EXAMPLE)) if path], ids=str)
def test_one_wrong_thing_in_a_dossier_is_said_once(path: tuple[Any, ...]) -> None:
    for wrong in WRONG:
        content = json.dumps(with_at(plain(EXAMPLE), path, wrong)).encode()
        read = read_dossier(Path("-"), "x.yaml", content)
        found = [*read.meldingen, *(check_dossier(read.waarde, gronings()) if read.waarde else [])]
        assert len(found) <= 1 or {m.code for m in found} <= STRUCTURE, (wrong, found)


@given(st.data())
def test_one_wrong_thing_in_a_pack_is_said_once(own: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(PACK_FILES))
    content = plain((KLEIN / name).read_text(encoding="utf-8"))
    path = data.draw(st.sampled_from([path for path in spots(content) if path]))
    try:
        (own / name).write_text(json.dumps(with_at(content, path, data.draw(st.sampled_from(WRONG)))), encoding="utf-8")
        found = of_packs((own, "eigen"))
    finally:
        shutil.copyfile(KLEIN / name, own / name)
    elsewhere = {"vraag_onbekend", "waarborg_onbekend", "actie_onbekend", "optie_onbekend", "instrument_onbekend"}
    assert len(found) <= 1 or {m.code for m in found} <= STRUCTURE | elsewhere, found


# Time: a large file of errors of one kind is read in seconds, and not everything is listed.

LARGE = MAX_BYTES // 4
"""Large enough for work that grows with the square of it to show; one of each kind fills the whole 1 MiB."""


def full(head: str, unit: Callable[[int], str], end: str = "", most: int = LARGE) -> bytes:
    """A large file: the head, then one unit after another."""
    parts, size, number = [head], len(head) + len(end) + 1, 0
    while size + len(part := unit(number)) <= most:
        parts.append(part)
        size += len(part)
        number += 1
    return "".join([*parts, end]).encode()


def seconds(content: bytes) -> int:
    """How many seconds of work a file may take: some five times what it takes, as coverage doubles that."""
    return 14 if len(content) > LARGE else 7


FULL = {
    "unknown questions": full(SOUND + "antwoorden:\n", lambda n: f"  vraag-{n}: ja\n"),
    "booleans": full(SOUND + "antwoorden:\n", lambda n: f"  vraag-{n}: yes\n"),
    "unknown keys": full(SOUND, lambda n: f"veld-{n}: x\n"),
    "near misses": full(SOUND, lambda n: f"gemeente{n}: x\n"),
    "one thema": full(SOUND + "afspraken:\n", lambda n: "- {thema: x}\n"),
    "no thema": full(SOUND + "afspraken:\n", lambda n: "- {}\n"),
    "no party": full(SOUND + "antwoorden:\n  q:\n", lambda n: "  - {antwoord: ja}\n"),
    "perspectives of text": full(SOUND + "antwoorden:\n  q: [", lambda n: "a,", "]", MAX_BYTES),
    "one party": full(SOUND + "antwoorden:\n  q:\n", lambda n: "  - {door: raad, antwoord: ja}\n"),
    "one fase": full(SOUND + "afspraken:\n- thema: x\n  fasen: [", lambda n: "evaluatie,", "]"),
    "unknown themas": full(
        SOUND + "afspraken:\n" + "".join(f"- {{thema: t{n}}}\n" for n in range(5000)) + "afwegingen:\n",
        lambda n: f"- {{waarborg: geld-te-zien, reden: x, besloten_door: [wijk], thema: z{n}}}\n",
    ),
    "one long key": (SOUND + f"'{'x' * 100_000}': y\n'{'x' * 100_001}': y\n").encode(),
}


@pytest.mark.parametrize("content", FULL.values(), ids=FULL.keys())
def test_a_large_dossier_of_errors_is_read_in_seconds(content: bytes) -> None:
    started = time.process_time()
    lines = [texts.melding(melding) for melding in of_dossier(Path("-"), "x.yaml", content)]
    assert time.process_time() - started < seconds(content)
    assert 0 < len(lines) <= 2 * HOOGSTENS + 2
    assert max(map(len, lines)) < 3000


def rule(name: str, condition: str, more: str = "") -> str:
    """A rule on one line, as an item of a list."""
    return (
        f"- {{soort: waarborg, id: {name}, naam: N, onderdeel: dna, norm: {{besluiten: moet}}, rust_op: wijk,"
        f" waarom: w, witte_vlek: w, voldaan_als: {condition}, basis: letterlijk, bron: L1,"
        f" acties: [{{wat: R, trekker: wijk, sluit: [openbare-vergaderingen]}}]{more}}}\n"
    )


def to_many(number: int) -> str:
    """A condition that refers to some 75 rules."""
    return "{alle: [" + ", ".join(f"{{waarborg: w{k}}}" for k in range(number % 7, 150, 2)) + "]}"


FULL_RULES = {
    "a chain of hard rules": full(
        "", lambda n: rule(f"w{n}", f"{{waarborg: w{n + 1}}}", ", hard: true"), "", MAX_BYTES
    ),
    "one circle": full("", lambda n: rule(f"w{n}", f"{{waarborg: w{(n + 1) % 700}}}")),
    "pairs": full("", lambda n: rule(f"w{n}", f"{{waarborg: w{n ^ 1}}}")),
    "everything refers to everything": full("", lambda n: rule(f"w{n}", to_many(n))),
    "unknown names": full("", lambda n: rule(f"w{n}", f"{{een_van: [{{vraag: v{n}}}, {{waarborg: u{n}}}]}}")),
    "one name": full("", lambda n: rule("w", "{vraag: openbare-vergaderingen}")),
    "broken rules": full("", lambda n: "- {soort: waarborg}\n"),
    "no rules": full("", lambda n: "- x\n"),
    "a wide condition": rule("w", "{alle: [" + "{vrag: x}, " * 20_000 + "]}").encode(),
    "many keys": rule("w", "{vraag: x, " + ", ".join(f"k{n}: y" for n in range(20_000)) + "}").encode(),
}


@pytest.mark.parametrize("content", FULL_RULES.values(), ids=FULL_RULES.keys())
def test_a_large_file_of_rules_is_linked_in_seconds(own: Path, content: bytes) -> None:
    assert len(content) <= MAX_BYTES
    (own / "vol.yaml").write_bytes(content)
    try:
        started = time.process_time()
        lines = [texts.melding(melding) for melding in of_packs((own, "eigen"))]
        assert time.process_time() - started < seconds(content)
    finally:
        (own / "vol.yaml").unlink()
    assert 0 < len(lines) <= HOOGSTENS + 1
    assert max(map(len, lines)) < 3000
