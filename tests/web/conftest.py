"""A store in a folder of its own, and an adviser who is let in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.postgres import Cluster
from tests.web.visiting import Desk, app_of, client_of, let_in, store_in
from wijktoets.web.app import Served
from wijktoets.web.database import database_at
from wijktoets.web.store import Store


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The tests of a module that says `ON_BOTH` hold for both kinds of database."""
    alone = metafunc.definition.get_closest_marker("in_a_file")
    if "kind" in metafunc.fixturenames and getattr(metafunc.module, "ON_BOTH", False) and not alone:
        kinds = ["file", pytest.param("postgres", marks=pytest.mark.postgres)]
        metafunc.parametrize("kind", kinds, indirect=True)


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """Where the store lies: a file, or a database of PostgreSQL."""
    found: str = getattr(request, "param", "file")
    return found


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of its own, on this machine alone."""
    with Cluster() as started:
        yield started


@pytest.fixture
def store(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store."""
    if kind == "file":
        with store_in(tmp_path) as opened:
            yield opened
        return
    opened = Store(database_at(request.getfixturevalue("cluster").empty()))
    try:
        yield opened
    finally:
        opened.close()


@pytest.fixture
def served(store: Store, tmp_path: Path) -> Served:
    """The pages over it."""
    return app_of(store, tmp_path)


@pytest.fixture
def desk(served: Served) -> Desk:
    """The adviser, let in."""
    return Desk(client_of(served, let_in(served.store)))
