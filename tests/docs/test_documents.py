"""The sample documents are those of today's program, all linked from the page about documents."""

from pathlib import Path

from tests.docs.documents import DOCUMENTS, FOLDER, make


def test_the_samples_are_what_the_program_makes_today(tmp_path: Path) -> None:
    make(tmp_path)
    stale = [name for name in DOCUMENTS if (FOLDER / name).read_bytes() != (tmp_path / name).read_bytes()]
    assert not stale, "make docs renews them"


def test_every_sample_is_linked_and_none_is_left_over() -> None:
    page = (FOLDER.parent / "rapport-maken.md").read_text(encoding="utf-8")
    made = {file.name for file in FOLDER.iterdir() if file.suffix in (".html", ".md")}
    assert made == set(DOCUMENTS)
    assert all(f"(documenten/{file.name})" in page for file in FOLDER.iterdir())
