"""The sample documents and pictures are those of today's program, all linked from the pages about documents."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.docs.documents import DOCUMENTS, FOLDER, PICTURES, STEP, make

PAGES = ("rapport-maken.md", "gespreksagenda.md", "van-word-naar-blad.md")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documenten")
    make(folder)
    return folder


def test_the_samples_are_what_the_program_makes_today(made: Path) -> None:
    stale = [name for name in DOCUMENTS if (FOLDER / name).read_bytes() != (made / name).read_bytes()]
    assert not stale, "make docs renews them"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_the_page_of_today(name: str, made: Path) -> None:
    # Another machine may round the edge of a letter to the next shade, and compress in another way.
    with Image.open(FOLDER / name) as kept, Image.open(made / name) as new:
        assert kept.size == new.size, "make docs renews it"
        _, most = ImageChops.difference(kept.convert("L"), new.convert("L")).getextrema()
        assert most <= STEP, "make docs renews it"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_small_file(name: str) -> None:
    assert (FOLDER / name).stat().st_size < 200_000


def test_every_sample_is_linked_and_none_is_left_over() -> None:
    told = "".join((FOLDER.parent / page).read_text(encoding="utf-8") for page in PAGES)
    assert {file.name for file in FOLDER.iterdir()} == {*DOCUMENTS, *PICTURES}
    assert [file.name for file in FOLDER.iterdir() if f"(documenten/{file.name})" not in told] == []
