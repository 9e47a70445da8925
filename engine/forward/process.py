"""Runs the machine in a process of its own, so that a crash or a hang in native code takes nothing with it."""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Lock, Timer
from typing import Any, Final, Literal

from . import machine

Reden = Literal["ontbreekt", "te_groot", "gestopt", "te_traag", "mislukt"]
"""Why there is no second opinion: durable_rules is not installed, the pack is beyond its limits, the process died, it
gave no answer in time, or it answered with a fault."""

PATIENCE: Final = 10.0
"""Seconds that a request may take before the process is stopped, plus PATIENCE_PER_RUN for each list of facts."""
PATIENCE_PER_RUN: Final = 0.5
PACKS: Final = 50
"""How many programs one process compiles before a fresh one takes over: durable_rules leaks a little with each."""


class ForwardFailed(Exception):
    """The second engine gives no opinion; `reden` says why and `gegevens` what belongs to it."""

    def __init__(self, reden: Reden, **gegevens: object) -> None:
        self.reden: Reden = reden
        self.gegevens: Mapping[str, object] = gegevens
        super().__init__(f"{reden} {gegevens}")


class Process:
    """The process with the machine: started when first asked, again after it died, and stopped by `close`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._programs: set[str] = set()
        self._late = False

    def run(self, program: str, runs: Sequence[Sequence[int]]) -> list[set[int]]:
        """What the machine finds for each list of facts; `program` is Program.text.

        Raises:
            ForwardFailed: not installed, died, too slow, or a fault.
        """
        with self._lock:
            self._prepare(program)
            try:
                answer = self._ask(program, runs)
            except BaseException:
                self._stop()  # what is on its way belongs to this request
                raise
        if "absent" in answer:
            raise ForwardFailed("ontbreekt", melding=answer["absent"])
        if "fault" in answer:
            raise ForwardFailed("mislukt", melding=answer["fault"])
        return [set(found) for found in answer["found"]]

    def close(self) -> None:
        """Stop the process; a later `run` starts another."""
        with self._lock:
            self._stop()

    def _prepare(self, program: str) -> None:
        if program not in self._programs and len(self._programs) >= PACKS:
            self._stop()
        if self._process is None:
            self._start()
        self._programs.add(program)

    def _start(self) -> None:
        command = [sys.executable, "-P", "-W", "ignore", machine.__file__]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise ForwardFailed("gestopt", code=str(error)) from error
        self._programs.clear()

    def _ask(self, program: str, runs: Sequence[Sequence[int]]) -> Any:
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        self._late = False
        guard = Timer(PATIENCE + PATIENCE_PER_RUN * len(runs), self._give_up, [process])
        guard.daemon = True
        guard.start()
        try:
            process.stdin.write(f"{program}\n{json.dumps(runs)}\n".encode("ascii"))
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        finally:
            guard.cancel()
        if not line.endswith(b"\n"):
            raise ForwardFailed("te_traag") if self._late else ForwardFailed("gestopt", code=_wait(process))
        return json.loads(line)

    def _give_up(self, process: "subprocess.Popen[bytes]") -> None:
        self._late = True
        process.kill()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not read yet cannot be flushed any more
                if pipe is not None:
                    pipe.close()

    def forget(self) -> None:
        """After a fork, in the child: the process belongs to the parent, and nobody here waits for it."""
        if self._process is not None:
            self._process.returncode = 0
        self._lock, self._process = Lock(), None


def _wait(process: "subprocess.Popen[bytes]") -> int | None:
    """How the process ended; None when it only closed its end of the pipe."""
    try:
        return process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return None


SHARED: Final = Process()
"""The one process that this program keeps."""

atexit.register(SHARED.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=SHARED.forget)
