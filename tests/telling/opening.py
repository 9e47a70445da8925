"""Opens a file in LibreOffice, without a screen and with a profile of its own, and reads what it shows."""

import subprocess
from pathlib import Path


def as_pdf(file: Path) -> Path:
    """The file as LibreOffice prints it.

    Raises:
        CalledProcessError: LibreOffice cannot open it.
    """
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    order = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    return file.with_suffix(".pdf")
