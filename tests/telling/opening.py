"""Opens a file in LibreOffice, without a screen, and reads what it shows or saves."""

import atexit
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


@cache
def _profile() -> str:
    """Where LibreOffice keeps its settings: one folder a process, as making it takes longer than to open a file."""
    folder = TemporaryDirectory(prefix="libreoffice-")
    atexit.register(folder.cleanup)
    return Path(folder.name).as_uri()


def converted(file: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in a folder, as a file of another kind.

    Raises:
        CalledProcessError: LibreOffice cannot open it.
    """
    profile = f"-env:UserInstallation={_profile()}"
    order = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    return folder / f"{file.stem}.{kind}"


def as_pdf(file: Path) -> Path:
    """The file as LibreOffice prints it.

    Raises:
        CalledProcessError: LibreOffice cannot open it.
    """
    return converted(file, "pdf", file.parent)
