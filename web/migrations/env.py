"""Runs the steps on the connection that the store hands over."""

from alembic import context


def run() -> None:
    """Bring the tables up to those of today."""
    context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # as alembic loads it
    run()
