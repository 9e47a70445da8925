"""What a file that a command wrote says, whatever its format."""

import re
import zipfile
from pathlib import Path

from pypdf import PdfReader


def all_text(file: Path) -> str:
    """Every text in a document, workbook or page, a line each."""
    if file.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(file) as parts:
            found = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
        return "\n".join(re.sub(r"<[^>]+>", "\n", part) for part in found)
    if file.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)
    return file.read_text("utf-8")
