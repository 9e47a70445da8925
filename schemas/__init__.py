"""JSON Schemas of dossier and pack files (`make schemas`), and the folder that they stand in."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
