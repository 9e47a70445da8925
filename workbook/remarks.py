"""What is worth knowing of a workbook that can be read: a warning, which the commands show as a sentence."""

import warnings
from pathlib import Path


class Opmerking(UserWarning):
    """A sentence about a file that was read, for whoever reads it."""


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
