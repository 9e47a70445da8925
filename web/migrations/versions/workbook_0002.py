"""The workbook beside the dossier in the folder, and files by their name there: the folder may be moved."""

from pathlib import PurePath

import sqlalchemy as sa
from alembic import op

from wijktoets.web.tables import dossiers

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Put the columns beside those of the file; in a new store they are there."""
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("dossiers")}
    for column in (sa.Column("werkmap", sa.Text), sa.Column("werkmap_sha", sa.String(64))):
        if column.name not in there:
            op.add_column("dossiers", column)
    for row in op.get_bind().execute(sa.select(dossiers.c.id, dossiers.c.bestand)).all():
        if row.bestand:
            values = {"bestand": PurePath(row.bestand).name}
            op.get_bind().execute(sa.update(dossiers).where(dossiers.c.id == row.id).values(**values))
