"""Files as bytes, nodes with places, and what was cut from them."""

import tracemalloc
from pathlib import Path

import pytest

from wijktoets.engine.model.errors import InvoerFout, Plek
from wijktoets.engine.model.source import MAX_BYTES, FileNode, Vindplaats, node_of, read_bytes


def text(inhoud: str, regel: int = 1, kolom: int = 1) -> FileNode:
    return FileNode(regel, kolom, inhoud)


GEBIED = FileNode(2, 3, {"naam": (text("naam", 2, 3), text("Noord", 2, 9))})
PARTIJEN = FileNode(4, 3, [text("raad", 4, 5), text("wijk", 5, 5)])
ROOT = FileNode(1, 1, {"gebied": (text("gebied", 1, 1), GEBIED), "partijen": (text("partijen", 3, 1), PARTIJEN)})


# Bytes.


def test_a_file_of_exactly_1_mib_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"#" * MAX_BYTES)
    assert len(read_bytes(tmp_path / "x.yaml", "x.yaml")) == MAX_BYTES


def test_one_byte_more_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(InvoerFout) as refused:
        read_bytes(tmp_path / "x.yaml", "x.yaml")
    assert [(m.code, m.gegevens["bytes"]) for m in refused.value.meldingen] == [("te_groot", MAX_BYTES + 1)]


def test_of_a_very_large_file_no_more_is_read_than_is_needed_to_refuse_it(tmp_path: Path) -> None:
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(100 * MAX_BYTES)
    tracemalloc.start()
    try:
        with pytest.raises(InvoerFout) as refused:
            read_bytes(tmp_path / "x.yaml", "x.yaml")
        assert tracemalloc.get_traced_memory()[1] < 5 * MAX_BYTES
    finally:
        tracemalloc.stop()
    assert [m.gegevens["bytes"] for m in refused.value.meldingen] == [100 * MAX_BYTES]


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"naam: x")
    (tmp_path / "y.yaml").symlink_to("x.yaml")
    assert read_bytes(tmp_path / "y.yaml", "y.yaml") == b"naam: x"


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").symlink_to("x.yaml")
    with pytest.raises(InvoerFout) as refused:
        read_bytes(tmp_path / "x.yaml", "x.yaml")
    assert refused.value.meldingen[0].code in ("dode_koppeling", "niet_leesbaar")


def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.yaml").write_bytes(b"naam: x")

    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    with pytest.raises(InvoerFout) as refused:
        read_bytes(tmp_path / "x.yaml", "x.yaml")
    assert [m.code for m in refused.value.meldingen] == ["niet_leesbaar"]


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "\udc80"])
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvoerFout) as refused:
        read_bytes(tmp_path / name, "x.yaml")
    assert refused.value.meldingen[0].code in ("niet_leesbaar", "geen_bestand")


def test_a_near_miss_of_a_file_is_named_as_the_user_named_it(tmp_path: Path) -> None:
    (tmp_path / "oosterpark.yaml").touch()
    with pytest.raises(InvoerFout) as refused:
        read_bytes(tmp_path / "osterpark.yaml", "cases/osterpark.yaml")
    assert refused.value.meldingen[0].suggestie == "cases/oosterpark.yaml"


# Nodes and places.


def test_a_node_is_plain_python_again() -> None:
    assert ROOT.plain() == {"gebied": {"naam": "Noord"}, "partijen": ["raad", "wijk"]}
    assert node_of({"a": [1, None, {"b": "c"}]}).plain() == {"a": ["1", None, {"b": "c"}]}


@pytest.mark.parametrize(
    ("path", "sleutel", "regel", "kolom"),
    [
        ((), False, 1, 1),
        (("gebied", "naam"), False, 2, 9),
        (("gebied", "naam"), True, 2, 3),
        (("partijen", 1), False, 5, 5),
        (("partijen", 7), False, 4, 3),
        (("partijen", 0, "naam"), False, 4, 5),
        (("onbekend", "gebied"), False, 2, 3),
    ],
)
def test_a_place_is_that_of_the_deepest_node_on_the_way(
    path: tuple[str | int, ...], sleutel: bool, regel: int, kolom: int
) -> None:
    assert Vindplaats("x.yaml", ROOT).plek(path, sleutel) == Plek("x.yaml", regel, kolom)


def test_what_was_made_in_python_has_no_line() -> None:
    assert Vindplaats("x.yaml").plek(("gebied",)) == Plek("x.yaml")


def test_nothing_cut_is_whole() -> None:
    assert ROOT.whole()
    assert Vindplaats("x.yaml", ROOT).whole
    assert Vindplaats("x.yaml").whole


def test_a_cut_at_any_depth_is_not_whole() -> None:
    cut = FileNode(1, 1, {"gebied": (text("gebied"), FileNode(2, 3, {}, frozenset({"naam"})))})
    assert not cut.whole()
    assert not FileNode(1, 1, [cut]).whole()


def test_a_list_keeps_a_field_when_no_item_lost_it() -> None:
    def afspraken(*cut: str, lost: bool = False) -> Vindplaats:
        item = FileNode(2, 5, {"thema": (text("thema"), text("groen"))}, frozenset(cut))
        items = FileNode(2, 3, [item], frozenset({"1"} if lost else ()))
        return Vindplaats("x.yaml", FileNode(1, 1, {"afspraken": (text("afspraken"), items)}))

    assert afspraken().keeps("afspraken", {"thema"})
    assert afspraken("fasen").keeps("afspraken", {"thema"})
    assert not afspraken("thema").keeps("afspraken", {"thema"})
    assert not afspraken(lost=True).keeps("afspraken", {"thema"})
    assert not Vindplaats("x.yaml", FileNode(1, 1, {}, frozenset({"afspraken"}))).keeps("afspraken", {"thema"})


def test_a_field_is_as_it_was_written_unless_it_was_cut() -> None:
    cut = Vindplaats("x.yaml", FileNode(1, 1, {"a": (text("a"), FileNode(2, 3, {}, frozenset({"is"})))}))
    assert not cut.written(("a",), "is")
    assert not cut.written(("a", "vraag", 3), "is"), "what is not in the file is passed over"
    assert cut.written(("a",), "vraag")
    assert cut.written((), "is")
    assert Vindplaats("x.yaml").written(("a",), "is")
