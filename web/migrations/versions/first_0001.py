"""The tables of the first release."""

from alembic import op

from wijktoets.web.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    metadata.create_all(op.get_bind())
