"""The tables of each released state of the store, as that release made them: what administrators may still have.

`python -m tests.web.released` writes those of today beside them, after a step was added to web/migrations.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import MetaData
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from wijktoets.web.store import STEPS
from wijktoets.web.tables import metadata

PLACE: Final = Path(__file__).parents[1] / "data" / "stores"
DIALECTS: Final = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}
STATES: Final = sorted(path.stem.rpartition("_")[2] for path in (STEPS / "versions").glob("*_0*.py"))
"""The released states, the first first."""


def file_of(state: str, kind: str) -> Path:
    """Where the statements stand that make the tables of a state in a kind of database."""
    return PLACE / f"{state}.{kind}.sql"


def made_by(tables: MetaData, kind: str) -> str:
    """The statements that make these tables, each with its indexes."""
    found = []
    for table in tables.sorted_tables:
        found.append(CreateTable(table).compile(dialect=DIALECTS[kind]))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        found += [CreateIndex(index).compile(dialect=DIALECTS[kind]) for index in indexes]
    return "".join(f"{' '.join(str(each).split())};\n" for each in found)


if __name__ == "__main__":
    for kind in DIALECTS:
        file_of(STATES[-1], kind).write_text(made_by(metadata, kind), encoding="utf-8")
