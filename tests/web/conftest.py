"""A store in a folder of its own, and an adviser who is let in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.visiting import Desk, app_of, client_of, let_in, store_in
from wijktoets.web.app import Served
from wijktoets.web.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with store_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def served(store: Store, tmp_path: Path) -> Served:
    """The pages over it."""
    return app_of(store, tmp_path)


@pytest.fixture
def desk(served: Served) -> Desk:
    """The adviser, let in."""
    return Desk(client_of(served, let_in(served.store)))
