"""Every column of the tables that go out, with its kind and its words from the code and its sentences from a file.

Run with the page to write, docs/kolommen.md, and the file of sentences, texts/schema/kolommen.yaml. The schema of a
batch row has the same sentences (`schemas.py`).
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from ..advice.simulate.value import SimulatieRij
from ..columns.arrow import FEW, type_of
from ..model.schema import Model, Tekst
from ..model.source import read_bytes
from ..model.words import ONDERDELEN
from ..reading.parsing import parse
from ..result.table import COLUMNS, HEAD, LONG, ONDERDEEL_SCORES, SCORE_COLUMNS

Soort = Literal["woord", "tekst", "aantal", "getal", "datum", "vlag"]
Tabel = Literal["afspraak", "scores", "onderdeel", "eis", "simulate"]

SIMULATED: Final = tuple(name for name in SimulatieRij.model_fields if name != "groep")
"""The columns of simulate, behind those of `by`."""

TABLES: Final[dict[Tabel, tuple[str, ...]]] = {
    "afspraak": COLUMNS,
    "scores": SCORE_COLUMNS,
    "onderdeel": tuple(name for name in (*LONG["onderdeel"], *ONDERDEEL_SCORES) if name not in HEAD),
    "eis": tuple(name for name in LONG["eis"] if name not in HEAD),
    "simulate": SIMULATED,
}
"""The columns of each table that goes out; those of `by` are the caller's."""


class ColumnText(Model):
    """What is said of a column."""

    betekenis: Tekst
    eenheid: Tekst | None = None
    leeg: Tekst
    bron: Tekst


class TableText(Model):
    """What is said of a table; `leeg` goes before what its columns say themselves, save for `fout`."""

    kop: Tekst
    zin: Tekst
    leeg: Tekst | None = None


class ColumnTexts(Model):
    """The sentences of the page and of each column; `per_onderdeel` are those with the name of an onderdeel before."""

    blad: dict[str, Tekst]
    soorten: dict[Soort, Tekst]
    tabellen: dict[Tabel, TableText]
    kolommen: dict[Tekst, ColumnText]
    per_onderdeel: dict[Tekst, ColumnText]


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """A column: its name, what kind of value, the words when these are a few, and what is said of it."""

    naam: str
    soort: Soort
    woorden: tuple[str, ...]
    tekst: ColumnText


def read_column_texts(path: Path) -> ColumnTexts:
    """The sentences of a file."""
    return ColumnTexts.model_validate(parse(read_bytes(path, path.name), path.name).plain())


def columns_in(table: Tabel, texts: ColumnTexts) -> list[ColumnEntry]:
    """The columns of a table, in order.

    Raises:
        KeyError: nothing is said of one.
    """
    return [ColumnEntry(name, _kind(name), tuple(FEW.get(name, ())), _said(name, texts)) for name in TABLES[table]]


def _kind(name: str) -> Soort:
    import pyarrow as pa

    if name in SIMULATED:
        plain: dict[Any, Soort] = {str: "tekst", float: "getal"}
        return plain.get(SimulatieRij.model_fields[name].annotation, "aantal")
    kinds: dict[Any, Soort] = {
        pa.string(): "tekst",
        pa.int64(): "aantal",
        pa.float64(): "getal",
        pa.date32(): "datum",
        pa.bool_(): "vlag",
    }
    kind = type_of(name)
    return "woord" if pa.types.is_dictionary(kind) else kinds[kind]


def _said(name: str, texts: ColumnTexts) -> ColumnText:
    if name in texts.kolommen:
        return texts.kolommen[name]
    onderdeel = next(o for o in ONDERDELEN if name.startswith(f"{o}_"))
    said = texts.per_onderdeel[name.removeprefix(f"{onderdeel}_")]
    return said.model_copy(update={"betekenis": said.betekenis.replace("{onderdeel}", onderdeel)})


def page(texts: ColumnTexts) -> str:
    """The data dictionary as Markdown."""
    return "\n".join(_lines(texts)) + "\n"


def _lines(texts: ColumnTexts) -> Iterator[str]:
    blad = texts.blad
    yield from (f"# {blad['kop']}", "", *_wrapped(blad["inleiding"]), "", *_wrapped(blad["soorten"]))
    heads = [blad[name] for name in ("kolom", "soort", "betekenis", "eenheid", "leeg", "bron")]
    for table, told in texts.tabellen.items():
        yield from ("", f"## {told.kop}", "", *_wrapped(told.zin), "")
        yield f"| {' | '.join(heads)} |"
        yield "|---|---|---|---|---|---|"
        for kolom in columns_in(table, texts):
            said, words = kolom.tekst, ", ".join(f"`{word}`" for word in kolom.woorden)
            meaning = said.betekenis + (f" {blad['een_van'].replace('{woorden}', words)}" if words else "")
            source = f"[{said.bron.partition('#')[0].removesuffix('.md')}]({said.bron})"
            empty = (kolom.naam != "fout" and told.leeg) or said.leeg
            cells = (f"`{kolom.naam}`", texts.soorten[kolom.soort], meaning, said.eenheid or "", empty, source)
            yield f"| {' | '.join(cells)} |"


def _wrapped(text: str, width: int = 150) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(read_column_texts(Path(sys.argv[2]))), encoding="utf-8")
