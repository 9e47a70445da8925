"""Checks that edits of a text are put in by place, and that two in each other's way are refused."""

import pytest

from wijktoets.engine.reading.editing import Edit, Unplaceable, opened
from wijktoets.engine.reading.inserting import with_item


def test_edits_go_in_by_place_and_the_mark_at_the_front_stays() -> None:
    text = opened("\ufeffa: 1\n# notitie\n".encode())
    edits = [Edit(5, 5, "b: 2\n"), Edit(3, 4, "een"), Edit(15, 15, "c: 3\n")]
    assert text.changed(edits).decode() == "\ufeffa: een\nb: 2\n# notitie\nc: 3\n"


def test_two_edits_in_each_others_way_are_refused() -> None:
    with pytest.raises(Unplaceable):
        opened(b"naam: iets\n").changed([Edit(6, 10, "dit"), Edit(8, 8, "dat")])


@pytest.mark.parametrize("text", ["- een\n", "", "a: [\n"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(Unplaceable):
        opened(text.encode())


def test_new_fields_come_where_the_last_one_went_out() -> None:
    text = "bevestigd:\n  - door: Buurt\n    toelichting: mist iets\nnaam: x\n"
    row = {"door": "Buurt", "oordeel": "zo_gezegd", "kenmerk": "0a1b2c3d"}
    assert with_item(text.encode(), "bevestigd", "door", row).decode() == (
        'bevestigd:\n  - door: Buurt\n    oordeel: zo_gezegd\n    kenmerk: "0a1b2c3d"\nnaam: x\n'
    )
