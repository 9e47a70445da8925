"""JSON Schema of dossier and pack files, generated from the models that read them; `make schemas` writes schemas/."""

import json
import sys
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from ..dossier import Dossier
from ..pakket import Gespreksvraag, Grens, Instrument, Pakketkop, Signaal, Vraag, Waarborg
from .coverage_files import BronBestand, DekkingBestand, InventarisBestand

_FILES: Final[dict[str, tuple[str, Any]]] = {
    "dossier": ("Een dossier van wijktoets", Dossier),
    "pakket": ("pakket.yaml van een regelpakket", Pakketkop),
    "vragen": ("Vragen van een regelpakket", list[Vraag]),
    "gesprekken": ("Gespreksvragen van een regelpakket", list[Gespreksvraag]),
    "instrumenten": ("Instrumenten van een regelpakket", list[Instrument]),
    "bron": ("bron.yaml van een regelpakket: elke regel van de bron in eigen woorden", BronBestand),
    "inventaris": ("inventaris.yaml van een regelpakket: de ids die de bron vraagt", InventarisBestand),
    "dekking": ("dekking.yaml van een regelpakket: waarom een id geen regel of vraag is", DekkingBestand),
    "regel": ("Een regel van een regelpakket: waarborg, grens of signaal", Waarborg | Grens | Signaal),
}


def schemas() -> dict[str, str]:
    """File name → JSON text, one for each kind of file."""
    return {f"{name}.schema.json": _text(title, kind) for name, (title, kind) in _FILES.items()}


def _text(title: str, kind: Any) -> str:
    schema = TypeAdapter(kind).json_schema(mode="validation", by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> None:
    """Writes every schema into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
