"""What was done beside the versions, sessions that end when nobody is there, and early answers of one link."""

import sqlalchemy as sa
from alembic import op

from wijktoets.web.tables import acts

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Put in what is not there; in a new store it is."""
    acts.create(op.get_bind(), checkfirst=True)
    for table, column in (
        ("dossiers", sa.Column("hulp", sa.Text)),
        ("early", sa.Column("link", sa.String(64))),
        ("early", sa.Column("ingetrokken", sa.String(32))),
        ("sessions", sa.Column("uiterlijk", sa.String(32))),
    ):
        if column.name not in {each["name"] for each in sa.inspect(op.get_bind()).get_columns(table)}:
            op.add_column(table, column)
