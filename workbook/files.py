"""Reads a dossier from whatever file holds it, YAML or a workbook; the commands and the Python API both come here."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import Melding
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading.loading import checked, find_dossiers, read_dossier
from wijktoets.engine.reading.values import ReadValue

from .archive import find_workbooks, is_workbook
from .remarks import remark_names, remark_sources


def read_file(path: Path, bestand: str, content: bytes | None = None) -> ReadValue[Dossier]:
    """A dossier as far as it can be read, with all that is wrong, without a pack to hold it against.

    Args:
        bestand: how messages name the file; the end of this name says what it is.
        content: when it does not come from a file, which then says what it is.
    """
    if not is_workbook(bestand, content):
        return read_dossier(path, bestand, content)
    from .reading import read_workbook

    return read_workbook(path, bestand, None, content).gelezen


def read_sound(path: Path, bestand: str, pakket: Regelpakket, content: bytes | None = None) -> Dossier:
    """A dossier that is sound and fits the pack; a remark for each source that nearly is one of its bronnen.

    One as well for each name of the pack that changed since it was filled in.

    Raises:
        InvoerFout: with everything that is wrong, in the file and against the pack, at once.
    """
    if not is_workbook(bestand, content):
        return remark_names(remark_sources(checked(read_dossier(path, bestand, content), pakket)))
    from .reading import read_workbook

    return remark_names(remark_sources(read_workbook(path, bestand, pakket, content).dossier(pakket)))


def in_words(meldingen: Iterable[Melding], pakket: Regelpakket) -> Iterator[Melding]:
    """What does not fit the pack, in the words of a workbook where it stands in a cell of one."""
    from .telling import in_cells, words_of_pack

    words = words_of_pack(pakket)
    yield from (in_cells(melding, words) if melding.plek.naam else melding for melding in meldingen)


def find_files(folder: Path) -> list[Path]:
    """The dossiers below a folder, in order of path: YAML files, and workbooks that were made with the program.

    A workbook beside a YAML file of the same name is left out: they are one dossier, and the YAML file is it.
    """
    texts = list(find_dossiers(folder))
    taken = {path.with_suffix("") for path in texts}
    books = [path for path in find_workbooks(folder) if path.with_suffix("") not in taken]
    return sorted([*texts, *books], key=lambda path: path.as_posix())
