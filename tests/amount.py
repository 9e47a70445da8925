"""How much a test tries: the profile of hypothesis says, and in CI, where the same is drawn each time, floors hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from hypothesis import settings

EXAMPLES: Final = settings().max_examples
"""How many examples a property gets: 10 in `make quick`, 50 in `make test`, 100 in CI, 5,000 in `make test-deep`."""
WHOLE: Final = EXAMPLES >= 100
"""Whether floors hold: on how many examples were drawn, on what occurred in them, and on what takes little time."""


def at_least(floor: int) -> int:
    """The examples of the profile; no fewer than `floor` where floors hold."""
    return max(floor, EXAMPLES) if WHOLE else EXAMPLES


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Where floors hold, what is done here takes less than so many seconds; elsewhere other work may be in the way."""
    began = monotonic()
    yield
    assert not WHOLE or monotonic() - began < seconds
