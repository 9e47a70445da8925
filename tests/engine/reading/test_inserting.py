"""Putting an item in place of an earlier one: only what it says changes, in the layout that is there."""

from pathlib import Path

import pytest

from wijktoets.engine.reading.editing import Unplaceable
from wijktoets.engine.reading.inserting import Item, with_item
from wijktoets.engine.reading.loading import load_dossier

TWO = "partijen: [{naam: A, rol: wijk}, {naam: B, rol: raad}]\n"
HEAD = "formaat: wijktoets/dossier@1\nnaam: Wijk # zo heet het\n" + TWO
NEW: Item = {"door": "A", "op": "2026-10-30", "oordeel": "zo_gezegd", "kenmerk": "3f2a91c0"}
NOT: Item = {"door": "A", "oordeel": "tekent_niet", "toelichting": "eerst geld: 10 #euro"}
FLOW = '{door: A, op: 2026-10-30, oordeel: zo_gezegd, kenmerk: "3f2a91c0"}'
LINES = '  - door: A\n    op: 2026-10-30\n    oordeel: zo_gezegd\n    kenmerk: "3f2a91c0"\n'
B = "{door: B, oordeel: zo_gezegd}"


def put(text: str, row: Item) -> str:
    """The text with the item in it; it reads as it says."""
    after = with_item(text.encode(), "bevestigd", "door", row)
    found = load_dossier(Path("w.yaml"), "w.yaml", after)
    said = next(b for b in found.bevestigd if b.door == row["door"])
    assert {name: str(value) for name, value in said.model_dump(exclude_none=True).items()} == row
    return after.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"bevestigd:\n{LINES}"),
        ("bevestigd: []\n", f"bevestigd:\n{LINES}"),
        (f"bevestigd: [{B}]\n", f"bevestigd: [{B}, {FLOW}]\n"),
        ("bevestigd: [{door: A, oordeel: zo_gezegd}]\n", f"bevestigd: [{FLOW}]\n"),
        (f"bevestigd:\n  - {B}\n  - {{door: A, oordeel: x}} # toen\n", f"bevestigd:\n  - {B}\n  - {FLOW} # toen\n"),
    ],
)
def test_an_item_is_added_or_replaced(before: str, after: str) -> None:
    assert put(HEAD + before, NEW) == HEAD + after


def test_fields_change_where_they_stand_and_comments_stay() -> None:
    first = "  # eerst A\n  - oordeel: zo_gezegd # echt\n    op: 2026-01-01\n    # wie\n    door: A\n"
    before = f"bevestigd:\n{first}  - door: B\n    oordeel: zo_gezegd\n# slot\n"
    after = put(HEAD + before, NOT)
    changed = before.replace("oordeel: zo_gezegd # echt\n    op: 2026-01-01", "oordeel: tekent_niet # echt")
    assert after == HEAD + changed.replace("door: A\n", 'door: A\n    toelichting: "eerst geld: 10 #euro"\n')
    assert put(after, NEW).count("#") == before.count("#") + HEAD.count("#")


@pytest.mark.parametrize("text", ["|\n      Eerst\n      geld\n", ">-\n      Eerst # geld\n", "'Eerst\n      geld'\n"])
def test_a_field_of_more_lines_goes_whole(text: str) -> None:
    before = f"bevestigd:\n  - door: A\n    toelichting: {text}    oordeel: tekent_niet\nfictief: true\n"
    after = put(HEAD + before, {"door": "A", "oordeel": "zo_gezegd"})
    assert after == f"{HEAD}bevestigd:\n  - door: A\n    oordeel: zo_gezegd\nfictief: true\n"
    last = f"bevestigd:\n  - door: A\n    oordeel: tekent_niet\n    toelichting: {text}fictief: true\n"
    kept = put(HEAD + last, {"door": "A", "oordeel": "tekent_niet", "toelichting": "anders", "op": "2026-10-30"})
    assert kept.endswith("    toelichting: anders\n    op: 2026-10-30\nfictief: true\n")


def test_what_cannot_be_seen_is_refused() -> None:
    with pytest.raises(Unplaceable):
        put(HEAD + "bevestigd: [{door: A, # toen\n  oordeel: zo_gezegd}]\n", NEW)


def test_windows_lines_stay() -> None:
    before = (HEAD + "bevestigd:\n  - door: A\n    oordeel: zo_gezegd\n").replace("\n", "\r\n")
    assert put("\ufeff" + before, NEW) == "\ufeff" + (HEAD + "bevestigd:\n" + LINES).replace("\n", "\r\n").replace(
        "    op: 2026-10-30\r\n    oordeel: zo_gezegd\r\n", "    oordeel: zo_gezegd\r\n    op: 2026-10-30\r\n"
    )
