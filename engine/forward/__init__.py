"""The forward engine: durable_rules chains from answers to waarborgen, eisen, status and witte vlekken.

It is a second opinion on `direct` and shares no reasoning with it (docs/architecture.md, Three engines);
docs/forward.md says how it works and what durable_rules can and cannot do. Only engines.py imports it.
"""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import Final
from weakref import WeakKeyDictionary, finalize

from ..judging.facts import Feiten, Situatie
from ..model.regelpakket import Regelpakket
from .machine import Machine, MachineFout
from .process import SHARED, ForwardFailed
from .program import LIMITS, PakketTooLarge, Program, compile_pakket
from .reading import Bevindingen, FactsLost, bevindingen, start_facts

__all__ = [
    "LIMITS",
    "SHARED",
    "Bevindingen",
    "MachineFout",
    "FactsLost",
    "PakketTooLarge",
    "ForwardFailed",
    "compute",
    "derive",
    "derive_apart",
    "program_of",
    "try_apart",
]


def compute(pakket: Regelpakket, situatie: Situatie) -> Feiten:
    """The interval of every waarborg, eis, grens, signaal and ladder step, found by chaining in this process.

    Raises:
        PakketTooLarge: the pack is beyond the limits of durable_rules.
        MachineFout, FactsLost: durable_rules failed, or lost something on the way.
        ImportError: durable_rules cannot be imported.
    """
    return derive(pakket, [situatie])[0].feiten


def derive(pakket: Regelpakket, situaties: Sequence[Situatie]) -> list[Bevindingen]:
    """What the rules of a pack derive in each situation, in this process; raises as `compute`."""
    compiled = _compiled_of(pakket)
    program, machine = compiled.program, compiled.machine()
    try:
        return [bevindingen(program, machine.run(start_facts(program, situatie))) for situatie in situaties]
    except MachineFout:
        compiled.close()
        raise


def derive_apart(pakket: Regelpakket, situaties: Sequence[Situatie]) -> list[Bevindingen]:
    """What the rules of a pack derive in each situation, in the process of `SHARED`: whatever it does, we live on.

    Raises:
        ForwardFailed: there is no result, and why.
    """
    if not situaties:
        return []
    program = _fitting_program(pakket)
    found = SHARED.run(program.text, [start_facts(program, situatie) for situatie in situaties])
    try:
        return [bevindingen(program, each) for each in found]
    except FactsLost as error:
        raise ForwardFailed("mislukt", melding=str(error)) from error


def try_apart(pakket: Regelpakket) -> None:
    """See whether the rules of a pack can be run apart; raises as `derive_apart`."""
    SHARED.run(_fitting_program(pakket).text, [])


def _fitting_program(pakket: Regelpakket) -> Program:
    try:
        return program_of(pakket)
    except PakketTooLarge as error:
        raise ForwardFailed("te_groot", grens=error.limit, hoogstens=error.at_most) from error


def program_of(pakket: Regelpakket) -> Program:
    """The program of a pack, compiled once and kept as long as the pack is; raises PakketTooLarge."""
    return _compiled_of(pakket).program


@dataclass(slots=True)
class _Compiled:
    """The program of a pack and, once something ran in this process, the machine that holds it."""

    program: Program
    _machine: Machine | None = None
    _lock: RLock = field(default_factory=RLock)

    def machine(self) -> Machine:
        with self._lock:
            if self._machine is None:
                self._machine = Machine(self.program.numbered)
            return self._machine

    def close(self) -> None:
        with self._lock:
            if self._machine is not None:
                self._machine.close()
                self._machine = None


_kept: Final[MutableMapping[Regelpakket, _Compiled]] = WeakKeyDictionary()
_keeping: Final = RLock()


def _compiled_of(pakket: Regelpakket) -> _Compiled:
    with _keeping:
        if pakket not in _kept:
            compiled = _kept[pakket] = _Compiled(compile_pakket(pakket))
            # At exit the process gives everything back, and the library may be gone already.
            finalize(pakket, compiled.close).atexit = False
        return _kept[pakket]
