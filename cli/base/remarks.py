"""Shows what the readers of files remark, as sentences on standard error."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from wijktoets.workbook.remarks import Opmerking

from .failing import VERBOSITY


@contextmanager
def remarks(ctx: click.Context) -> Iterator[None]:
    """Say each remark once while a command runs, unless it was asked to be quiet."""
    said: set[str] = set()
    with warnings.catch_warnings():
        warnings.simplefilter("always", Opmerking)
        other = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *where: Any) -> None:
            if not issubclass(category, Opmerking):
                other(message, category, *where)
            elif str(message) not in said and ctx.meta.get(VERBOSITY, 0) >= 0:
                said.add(str(message))
                click.echo(str(message), err=True)

        warnings.showwarning = show  # type: ignore[assignment]  # what it is called with goes on as it came
        yield
