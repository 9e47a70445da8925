"""Opens a file in LibreOffice, without a screen, and reads what it shows or saves."""

import atexit
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


@cache
def _profile() -> str:
    """Where LibreOffice keeps its settings: one folder a process, as making it takes longer than to open a file."""
    folder = TemporaryDirectory(prefix="libreoffice-")
    atexit.register(folder.cleanup)
    return Path(folder.name).as_uri()


def converted(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Files as LibreOffice saves them in a folder, of another kind: all in one go, as starting it takes longest.

    Raises:
        CalledProcessError: LibreOffice cannot open one.
    """
    profile = f"-env:UserInstallation={_profile()}"
    order = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(order, check=True, capture_output=True, timeout=120 + 5 * len(files))
    return [folder / f"{file.stem}.{kind}" for file in files]
