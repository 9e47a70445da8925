"""JSON Schema of dossier and pack files, and of results, from the models; `make schemas` writes schemas/.

What an editor shows beside a field comes from a file with a Dutch sentence for each (texts/schema/velden.yaml). Of a
result nobody edits a field: what each is stands in docs/rapport.md, and of a batch row beside its columns.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, TypeAdapter

from ..advice.plan.value import Plan
from ..model.dossier import Dossier
from ..model.pakket import (
    Besluitelement,
    Gespreksvraag,
    Grens,
    Instrument,
    Lezing,
    Pakketkop,
    Signaal,
    Vraag,
    Waarborg,
    Wegstap,
)
from ..model.schema import Model, Tekst
from ..model.source import read_bytes
from ..reading.parsing import parse
from ..result.rapport import Nagerekend, Rapport
from .changes import Wijzigingsblad
from .coverage.files import BronBestand, DekkingBestand, InventarisBestand

if TYPE_CHECKING:
    from .dictionary import ColumnTexts

_FILES: Final[dict[str, tuple[str, Any]]] = {
    "dossier": ("Een dossier van wijktoets", Dossier),
    "pakket": ("pakket.yaml van een regelpakket", Pakketkop),
    "vragen": ("Vragen van een regelpakket", list[Vraag]),
    "gesprekken": ("Gespreksvragen van een regelpakket", list[Gespreksvraag]),
    "instrumenten": ("Instrumenten van een regelpakket", list[Instrument]),
    "lezingen": ("Lezingen van een regelpakket: hoe een andere zorgvuldige lezer een regel zou lezen", list[Lezing]),
    "stappen": ("Stappen van een regelpakket: wie wat besluit als een bevoegdheid overgaat", list[Wegstap]),
    "elementen": ("Elementen van een regelpakket: wat een besluit moet regelen", list[Besluitelement]),
    "bron": ("bron.yaml van een regelpakket: elke regel van de bron in eigen woorden", BronBestand),
    "inventaris": ("inventaris.yaml van een regelpakket: de ids die de bron vraagt", InventarisBestand),
    "dekking": ("dekking.yaml van een regelpakket: waarom een id geen regel of vraag is", DekkingBestand),
    "wijzigingen": ("wijzigingen/<versie>.yaml van een regelpakket: wat er veranderde en waarom", Wijzigingsblad),
    "waarborg": ("Een waarborg van een regelpakket", Waarborg),
    "grens": ("Een grens van een regelpakket", Grens),
    "signaal": ("Een signaal van een regelpakket", Signaal),
    "regel": ("Een regel van een regelpakket: waarborg, grens of signaal", Waarborg | Grens | Signaal),
}

RESULTS: Final[dict[str, tuple[str, type[BaseModel]]]] = {
    "rapport": ("Wat evaluate --format json geeft: een Rapport", Rapport),
    "plan": ("Wat plan --format json geeft: een Plan", Plan),
}
"""The results whose JSON has a schema."""
ROW: Final = "rij"
"""The schema of a batch row."""

_ABOUT: Final = "model"
"""The key of the sentence about a model as a whole."""


class Veldteksten(Model):
    """A sentence for each field: `overal` by name, `modellen` by model and name, which goes first."""

    overal: dict[Tekst, Tekst]
    modellen: dict[Tekst, dict[Tekst, Tekst]]

    def of(self, model: str, field: str) -> str | None:
        """The sentence about a field of a model; None when there is none."""
        return self.modellen.get(model, {}).get(field) or self.overal.get(field)


def read_field_texts(path: Path) -> Veldteksten:
    """The sentences of a file."""
    return Veldteksten.model_validate(parse(read_bytes(path, path.name), path.name).plain())


def schemas(texts: Veldteksten, columns: "ColumnTexts") -> dict[str, str]:
    """File name → JSON text, one for each kind of file and of result."""
    found = {name: _text(title, kind, texts) for name, (title, kind) in _FILES.items()}
    found |= {name: _result(title, kind) for name, (title, kind) in RESULTS.items()}
    return {f"{name}.schema.json": text for name, text in (found | {ROW: _row(columns)}).items()}


def _text(title: str, kind: Any, texts: Veldteksten) -> str:
    schema = TypeAdapter(kind).json_schema(mode="validation", by_alias=True)
    for name, below in schema.get("$defs", {}).items():
        _describe(below, name, texts)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        _describe(schema, kind.__name__, texts)
    return _written(schema, title)


def _written(schema: Mapping[str, Any], title: str) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _result(title: str, kind: type[BaseModel]) -> str:
    """The schema of what `to_json` of a result gives."""
    schema = kind.model_json_schema(mode="serialization")
    for name, part in (*schema["$defs"].items(), (kind.__name__, schema)):
        if "properties" in part:  # of Nagerekend a Rapport shows only what it has; all else is always there
            part["required"] = ["door"] if name == Nagerekend.__name__ else list(part["properties"])
    return _written(schema, title)


def _row(texts: "ColumnTexts") -> str:
    """The schema of a batch row: only `bestand` is always there, as a row that could not be read is otherwise empty."""
    from .dictionary import columns_in

    kinds = {"woord": "string", "tekst": "string", "aantal": "integer", "getal": "number", "vlag": "boolean"}
    columns = columns_in("afspraak", texts)
    properties: dict[str, dict[str, Any]] = {}
    for kolom in (*columns, *columns_in("scores", texts)):
        value: dict[str, Any] = {"type": kinds.get(kolom.soort, "string")}
        if kolom.soort == "datum":
            value["format"] = "date"
        elif kolom.woorden:
            value["enum"] = list(kolom.woorden)
        elif kolom.soort in ("aantal", "getal"):
            value["minimum"] = 0
        whole = value if kolom.naam == "bestand" else {"anyOf": [value, {"type": "null"}]}
        properties[kolom.naam] = {**whole, "description": kolom.tekst.betekenis}
    schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [kolom.naam for kolom in columns],
    }
    return _written(schema, "Een rij van batch")


def _describe(schema: dict[str, Any], model: str, texts: Veldteksten) -> None:
    """Put the sentences beside a model and its fields, in place of what its docstring says to developers."""
    schema.pop("description", None)
    about = texts.modellen.get(model, {}).get(_ABOUT)
    if about:
        schema["description"] = about
    properties: Mapping[str, dict[str, Any]] = schema.get("properties", {})
    for field, below in properties.items():
        sentence = texts.of(model, field)
        if sentence:
            below["description"] = sentence


def write(folder: Path, texts: Veldteksten, columns: "ColumnTexts") -> None:
    """Writes every schema into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in schemas(texts, columns).items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    from .dictionary import read_column_texts

    fields = Path(sys.argv[2])
    write(Path(sys.argv[1]), read_field_texts(fields), read_column_texts(fields.with_name("kolommen.yaml")))
