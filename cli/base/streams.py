"""Standard output and error as this program needs them: what is written arrives whole, or is known not to."""

import io
import os
import select
import sys
from collections.abc import Callable
from typing import Any, TextIO

Lost = Callable[[OSError], None]
"""What is done with the first write that fails; when it raises nothing, the stream is quiet from there on."""


class _Below(io.RawIOBase):
    """What lies under a stream, for a buffer that goes on with a short write; after one that fails, all is dropped.

    Python itself does not go on with a short write when PYTHONUNBUFFERED is set, and tries one that failed once more
    at the end, which would change the exit code.
    """

    def __init__(self, raw: io.RawIOBase, lost: Lost) -> None:
        self._raw, self._lost, self._gone = raw, lost, False

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._raw.isatty()

    def fileno(self) -> int:
        return self._raw.fileno()

    def write(self, data: Any, /) -> int:
        if self._gone:
            return len(data)
        try:
            while (written := self._raw.write(data)) is None:  # a pipe that does not wait: go on when it has room
                select.select((), (self,), ())
        except OSError as error:
            self._gone = True
            self._lost(error)
            return len(data)
        return written


def open_streams(lost: Lost) -> None:
    """Make standard output and error whole, `lost` being what to do when output fails; messages just stay away.

    Streams that someone put in their place are left as they are. One that is closed takes a place of its own, so that
    no file that is opened later gets its number; output that is closed fails when it is written.
    """
    if sys.stdout is sys.__stdout__:
        sys.stdout = _whole(sys.stdout, os.O_RDONLY, lost)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _whole(sys.stderr, os.O_WRONLY, lambda error: None)


def _whole(stream: TextIO | None, flags: int, lost: Lost) -> TextIO:
    if stream is None:
        raw: io.RawIOBase = io.FileIO(os.open(os.devnull, flags), "w")
        return io.TextIOWrapper(io.BufferedWriter(_Below(raw, lost)), encoding="utf-8", errors="backslashreplace")
    below: Any = stream.buffer  # the raw stream itself when Python does not buffer
    return io.TextIOWrapper(
        io.BufferedWriter(_Below(getattr(below, "raw", below), lost)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.isatty() or stream is sys.__stderr__,
    )
