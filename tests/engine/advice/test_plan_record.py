"""Putting acties in the text of a dossier: only lines are added, whatever its layout."""

import re
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijktoets import load_dossier
from wijktoets.engine.advice.plan.record import _covered, _places, _proposed, with_acties
from wijktoets.engine.advice.plan.value import PlanActieRij
from wijktoets.engine.model.dossier import Dossier, DossierActie
from wijktoets.engine.reading.editing import Unplaceable
from wijktoets.engine.reading.loading import load_dossier as read

ROOT = Path(__file__).resolve().parents[3]
CASES = [*sorted((ROOT / "cases").glob("*.yaml")), *sorted((ROOT / "cases" / "voorbeelden").glob("*.yaml"))]

HEAD = "formaat: wijktoets/dossier@1\nnaam: Wijk\n"
NEW = DossierActie(waarborg="w", actie="w.1", wat="Doe dit", trekker="raad", status="afgesproken")
LINES = "  - waarborg: w\n    actie: w.1\n    wat: Doe dit\n    trekker: raad\n    status: afgesproken\n"
FLOW = "{waarborg: w, actie: w.1, wat: Doe dit, trekker: raad, status: afgesproken}"
OLD = "{waarborg: o, wat: Al gedaan, trekker: wijk}"


def put(text: str, *rows: DossierActie) -> str:
    """The text with acties in it; it reads as what was there with these behind."""
    before, after = text.encode(), with_acties(text.encode(), rows or (NEW,))
    old, new = read(Path("w.yaml"), "w.yaml", before), read(Path("w.yaml"), "w.yaml", after)
    assert new.acties == (*old.acties, *(rows or (NEW,)))
    assert new.model_dump(exclude={"acties"}) == old.model_dump(exclude={"acties"})
    return after.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, f"{HEAD}acties:\n{LINES}"),
        (HEAD.rstrip(), f"{HEAD}acties:\n{LINES}"),
        (f"{HEAD}# tot slot\n", f"{HEAD}# tot slot\nacties:\n{LINES}"),
        (f"{HEAD}...\n", f"{HEAD}acties:\n{LINES}...\n"),
        (f"---\n{HEAD}", f"---\n{HEAD}acties:\n{LINES}"),
        (f"{HEAD}acties: []\n", f"{HEAD}acties:\n{LINES}"),
        (f"{HEAD}acties: []", f"{HEAD}acties:\n{LINES}".rstrip("\n")),
        (f"{HEAD}acties: []   # nog niets\nfictief: true\n", f"{HEAD}acties:    # nog niets\n{LINES}fictief: true\n"),
        (f"{HEAD}acties: [{OLD}]\n", f"{HEAD}acties: [{OLD}, {FLOW}]\n"),
        (f"{HEAD}acties: [\n  {OLD},  # eerst\n]\n", f"{HEAD}acties: [\n  {OLD}, {FLOW},  # eerst\n]\n"),
        (f"{HEAD}acties:\n  - {OLD}\n", f"{HEAD}acties:\n  - {OLD}\n  - {FLOW}\n"),
        (f"{HEAD}acties:\n  - {OLD}", f"{HEAD}acties:\n  - {OLD}\n  - {FLOW}\n"),
        (f"{HEAD}acties:\n- {OLD} # zo\n\n# einde\n", f"{HEAD}acties:\n- {OLD} # zo\n- {FLOW}\n\n# einde\n"),
    ],
)
def test_acties_are_added_in_the_layout_that_is_there(before: str, after: str) -> None:
    assert put(before) == after


def test_acties_below_each_other_get_another_below() -> None:
    old = "  - waarborg: o\n    wat: >-\n      Al\n      gedaan\n    trekker: wijk # wij\n"
    tail = "# de rest\nfictief: true\n"
    assert put(f"{HEAD}acties:\n{old}\n{tail}") == f"{HEAD}acties:\n{old}{LINES}\n{tail}"


@pytest.mark.parametrize(
    "end",
    ["    wat: >-\n      Al gedaan\n", "    wat: |\n      Al\n\n      gedaan\n\n", "    wat: 'Al\n      gedaan'\n"],
)
def test_a_last_field_of_more_lines_stays_whole(end: str) -> None:
    old = f"  - waarborg: o\n    trekker: wijk\n{end}"
    after = put(f"{HEAD}acties:\n{old}fictief: true\n")
    assert after.replace(LINES, "") == f"{HEAD}acties:\n{old}fictief: true\n"
    assert LINES in after


def test_windows_lines_and_a_byte_order_mark_stay() -> None:
    text = f"\ufeff{HEAD}acties:\n  - {OLD}\nfictief: true\n".replace("\n", "\r\n")
    assert put(text) == f"\ufeff{HEAD}acties:\n  - {OLD}\n  - {FLOW}\nfictief: true\n".replace("\n", "\r\n")
    assert put(f"\ufeff{HEAD}".replace("\n", "\r\n")) == f"\ufeff{HEAD}acties:\n{LINES}".replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    [
        '{"formaat": "wijktoets/dossier@1", "naam": "W"}',
        '{"naam": "W", "acties": [], "formaat": "wijktoets/dossier@1"}\n',
    ],
)
def test_a_dossier_between_braces_stays_between_braces(text: str) -> None:
    assert put(text).startswith(text[:14])


@pytest.mark.parametrize("text", ["- a\n", "acties: {a: b}\n", "acties: geen\n", "a: [\n", ""])
def test_where_acties_have_no_place_it_says_so(text: str) -> None:
    with pytest.raises(Unplaceable):
        with_acties(text.encode(), [NEW])


def test_nothing_to_add_is_nothing_changed() -> None:
    assert with_acties(b"a: [\n", []) == b"a: [\n"


@pytest.mark.parametrize(
    "wat",
    [
        "ja",
        "Doe: dit",
        "a # b",
        "[x]",
        "'",
        '"',
        "- a",
        "2027-01-01",
        "a\\b",
        "Eén, twee & drie: klaar!",
        "é",
        "a\u2028b",
        "x\x85y",
        "12",
    ],
)
def test_any_text_is_read_as_it_was_written(wat: str) -> None:
    row = NEW.model_copy(update={"wat": wat, "thema": wat})
    text = f"{HEAD}afspraken: [{{thema: x}}]\nacties:\n  - {OLD}\n"
    for layout in (HEAD, text, '{"formaat": "wijktoets/dossier@1", "naam": "W"}'):
        put(layout, row)


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=30).filter(str.strip)
_COMMENT = st.sampled_from(["", " # opmerking", "   "])
_BREAK = st.sampled_from(["\n", "\n\n", "\n# los\n", "\n  # ver\n\n"])


_WAT = st.sampled_from(["Al gedaan", ">-\n{0}    Al gedaan", "'Al\n{0}    gedaan'"])


@st.composite
def layouts(draw: Any) -> str:
    """A dossier with its acties in some place and layout."""
    fields = ["formaat: wijktoets/dossier@1", f"naam: Wijk{draw(_COMMENT)}", "fictief: true"]
    indent = " " * draw(st.sampled_from([0, 2, 4]))
    kind, items = draw(st.sampled_from(["absent", "empty", "flow", "rows", "lines"])), draw(st.integers(1, 3))
    if kind == "empty":
        fields.append(f"acties: [{draw(st.sampled_from(['', ' ', chr(10) + '  ']))}]{draw(_COMMENT)}")
    elif kind == "flow":
        between = draw(st.sampled_from([", ", ",\n    "]))
        fields.append(f"acties: [{between.join([OLD] * items)}]{draw(_COMMENT)}")
    elif kind == "rows":
        fields.append("acties:" + "".join(f"{draw(_BREAK)}{indent}- {OLD}{draw(_COMMENT)}" for _ in range(items)))
    elif kind == "lines":
        start = f"{indent}- waarborg: o\n{indent}  trekker: wijk\n{indent}  wat: "
        written = (f"{draw(_BREAK)}{start}{draw(_WAT).format(indent)}" for _ in range(items))
        fields.append("acties:" + "".join(written))
    text = "".join(f"{field}{draw(_BREAK)}" for field in draw(st.permutations(fields)))
    text = text.rstrip("\n") if draw(st.booleans()) else text
    text = text.replace("\n", "\r\n") if draw(st.booleans()) else text
    return ("\ufeff" if draw(st.booleans()) else "") + text


@given(layouts(), st.lists(_TEXT, min_size=1, max_size=2))
def test_only_lines_are_added_to_any_layout(text: str, words: list[str]) -> None:
    rows = [NEW.model_copy(update={"actie": f"w.{i}", "wat": word}) for i, word in enumerate(words)]
    after = put(text, *rows)
    start, end = _same_ends(text, after)
    gone = text[start : len(text) - end]
    assert gone == "" or re.fullmatch(r" ?\[\s*\] *( # opmerking)?", gone)


def _same_ends(before: str, after: str) -> tuple[int, int]:
    """How many signs at the start and at the end of a text stand in another at its start and its end."""
    start = _same(before, after)
    return start, _same(before[start:][::-1], after[start:][::-1])


def _same(one: str, other: str) -> int:
    """How many signs at the start of two texts are equal."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def test_an_actie_is_for_all_of_the_dossier_for_a_thema_or_for_a_fase() -> None:
    themas = [
        {"thema": "groen", "fasen": ["voorbereiding"]},
        {"thema": "groen", "fasen": ["uitvoering", "evaluatie"]},
        {"thema": "wonen"},
    ]
    case = Dossier.model_validate({"formaat": "wijktoets/dossier@1", "naam": "W", "afspraken": themas})

    def places(*voor: tuple[str, str]) -> Any:
        return _places(_row([{"thema": t, "fase": f, "waarborgen": ["w"]} for t, f in voor]), case)

    assert places(("groen", "voorbereiding"), ("groen", "evaluatie"), ("wonen", "uitvoering")) == [(None, None)]
    assert places(("wonen", "uitvoering")) == [("wonen", None)]
    assert places(("groen", "voorbereiding"), ("wonen", "uitvoering")) == [("groen", "voorbereiding"), ("wonen", None)]
    assert places() == [(None, None)]


@pytest.mark.parametrize(
    ("there", "apart"),
    [
        ({}, False),
        ({"thema": "groen"}, True),
        ({"fase": "evaluatie"}, True),
        ({"thema": "groen", "status": "vervallen"}, False),
        ({"thema": "groen", "waarborg": "x", "actie": "x.1"}, False),
    ],
)
def test_an_actie_that_stands_there_for_a_part_goes_thema_by_thema(there: dict[str, str], apart: bool) -> None:
    themas = [{"thema": "groen"}, {"thema": "wonen"}]
    agreed = {"waarborg": "w", "actie": "w.1", "wat": "x", "trekker": "raad", "status": "voorstel", **there}
    case = Dossier.model_validate(
        {"formaat": "wijktoets/dossier@1", "naam": "W", "afspraken": themas, "acties": [agreed]}
    )
    row = _row([{"thema": a.thema, "fase": fase, "waarborgen": ["w"]} for a in case.afspraken for fase in a.fasen])
    assert _places(row, case) == ([("groen", None), ("wonen", None)] if apart else [(None, None)])


def _row(voor: list[dict[str, Any]]) -> PlanActieRij:
    plain = {"id": "w.1", "waarborg": "w", "wat": "Doe dit", "trekker": "raad", "sluit": [], "na": [], "loopt": []}
    none = dict.fromkeys(("wijk_doet", "gemeente_doet", "instrument", "kanttekening"))
    effort = {"bewoners": None, "gemeente": None}
    return PlanActieRij.model_validate(
        {**plain, **none, "inzet": effort, "voor": voor, "begint_met": "doen", "gehouden": False}
    )


def test_an_actie_that_was_dropped_may_be_agreed_again() -> None:
    agreed = {"waarborg": "w", "actie": "w.1", "wat": "x", "trekker": "raad", "thema": "groen"}
    for status, covered in (("voorstel", True), ("afgesproken", True), ("klaar", True), ("vervallen", False)):
        case = Dossier.model_validate(
            {"formaat": "wijktoets/dossier@1", "naam": "W", "acties": [{**agreed, "status": status}]}
        )
        assert _covered(case, "w.1", ("groen", "uitvoering")) is covered
        assert not _covered(case, "w.1", (None, None))


def test_what_is_agreed_has_a_day_when_there_is_one() -> None:
    made = _proposed(_row([]), ("groen", None), date(2027, 2, 1))
    assert (made.wanneer, made.thema, made.fase, made.status) == (date(2027, 2, 1), "groen", None, "voorstel")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_dossier_takes_an_actie_and_keeps_every_line(path: Path) -> None:
    before = path.read_bytes()
    after = with_acties(before, [NEW])
    lines = iter(after.decode().splitlines())
    assert all(any(line == other for other in lines) for line in before.decode().splitlines())
    assert read(path, "w", after).acties == (*load_dossier(path).acties, NEW)
