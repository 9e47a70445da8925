"""Work that is done part by part: here, or by the workers of a Dask cluster; the same comes out."""

import logging
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, TypeVar

from wijktoets import __version__

from .failing import Fout
from .framing import say
from .options import LOCAL

if TYPE_CHECKING:
    from distributed import Client

P = TypeVar("P")
S = TypeVar("S")
R = TypeVar("R")

PATIENCE: Final = 10
"""So many seconds a scheduler gets to answer."""


def versions() -> dict[str, str]:
    """What a part is computed with; parts that go together are computed with the same."""
    return {
        "wijktoets": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "pyarrow", "numba") if find_spec(name) is not None},
    }


def each(work: Callable[[P, S], R], parts: Sequence[P], shared: S, where: str | None) -> Iterator[tuple[int, R]]:
    """What `work` makes of each part, with the place of the part, as soon as it is there.

    Args:
        shared: goes to a worker once, whatever the number of parts; it holds the pack.
        where: None for here, in order; otherwise what --scheduler says.

    Raises:
        Fout: no scheduler answers; a worker has other versions; or workers fell away again and again on one part.
    """
    if where is None or not parts:
        yield from ((place, work(part, shared)) for place, part in enumerate(parts))
        return
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    with _client(where) as client:
        sent, here = client.submit(_itself, shared, pure=False), versions()
        futures = [client.submit(_there, work, part, sent, here, pure=False) for part in parts]
        places = {future.key: place for place, future in enumerate(futures)}
        for future in as_completed(futures, loop=client.loop):
            try:
                yield places[future.key], future.result()
            except KilledWorker as error:
                raise Fout(say("scale.weggevallen")) from error
            except ModuleNotFoundError as error:
                raise Fout(say("scale.ontbreekt", naam=error.name)) from error


def _itself(shared: S) -> S:
    """What all parts share, as a task: made again when the worker that had it is lost."""
    return shared


def _there(work: Callable[[P, S], R], part: P, shared: S, here: dict[str, str]) -> R:
    """The work, on a worker that has the same versions.

    Raises:
        Fout: it has others.
    """
    own = versions()
    for name in {**here, **own}:
        there, wanted = own.get(name, "-"), here.get(name, "-")
        if there != wanted:
            raise Fout(say("scale.versie", naam=name, daar=there, hier=wanted))
    return work(part, shared)


@contextmanager
def _client(where: str) -> "Iterator[Client]":
    """A client of a scheduler that is there, or of one that is started for as long as this takes.

    Raises:
        Fout: none answers, or none can be started.
    """
    import dask
    from distributed import Client, LocalCluster

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said by `each`
    name, _, many = where.partition(":")
    own: dict[str, Any] = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}
    with ExitStack() as stack:
        try:
            address: Any = where
            if name == LOCAL:
                made = LocalCluster(n_workers=int(many) if many else None, threads_per_worker=1, **own)
                address = stack.enter_context(made)
            with dask.config.set({"distributed.comm.timeouts.connect": f"{PATIENCE}s"}):
                client = stack.enter_context(Client(address, timeout=PATIENCE, set_as_default=False))
        except (OSError, ValueError) as error:
            raise Fout(say("scale.geen_antwoord", waarde=where)) from error
        yield client
