"""What is worth knowing of a dossier that can be read: a warning, which the commands show as a sentence."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wijktoets.engine.model.dossier import Dossier


class Opmerking(UserWarning):
    """A sentence about a file that was read, for whoever reads it."""


def remark_sources(dossier: "Dossier") -> "Dossier":
    """Warn of each source that was probably meant as one of the bronnen; gives the dossier itself."""
    from wijktoets import texts
    from wijktoets.engine.reading.sources import nearly_named

    for melding in nearly_named(dossier):
        warnings.warn(texts.melding(melding), Opmerking, stacklevel=3)
    return dossier


def remark_open(path: Path, bestand: str) -> None:
    """Warn when a spreadsheet program still has a workbook open: what was not saved is not in the file.

    Args:
        bestand: how the sentence names the file.
    """
    from wijktoets.engine.model.source import is_there

    beside = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if any(is_there(lock) for lock in beside):
        from wijktoets.texts import text

        warnings.warn(text("werkmap.nog_open", naam=bestand), Opmerking, stacklevel=2)


def remark_names(dossier: "Dossier") -> "Dossier":
    """Warn of each name that the pack has otherwise now; gives the dossier itself."""
    if dossier.hernoemingen:
        from wijktoets.texts.renamed import told

        for line in dossier.hernoemingen:
            warnings.warn(told(line), Opmerking, stacklevel=3)
    return dossier
