"""Whose a session by sign-on is, and what the provider told to end."""

import sqlalchemy as sa
from alembic import op

from wijktoets.web.tables import sign_offs

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Put in what is not there; in a new store it is. Who was in stays in, as a session of nobody in particular."""
    sign_offs.create(op.get_bind(), checkfirst=True)
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("sessions")}
    for name in ("wie", "sid"):
        if name not in there:
            op.add_column("sessions", sa.Column(name, sa.String(64)))
            op.create_index(f"ix_sessions_{name}", "sessions", [name])
