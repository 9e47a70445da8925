"""The registry of engines, and the recheck: a result is published only when two engines agree on it.

N-version programming: the engines share what goes in and out and nothing between, so that a mistake in one shows as a
difference.

Nothing else imports the forward engine (docs/architecture.md, Three engines).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from importlib import metadata, util
from typing import TYPE_CHECKING, Any, Final, Literal

from ..model.answers import Interval
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES
from . import direct
from .cases import Engine
from .evaluation import OPEN_STATUSES, status_of
from .facts import EisFeit, Feiten, Situatie

if TYPE_CHECKING:
    from ..forward import Bevindingen

Naam = Literal["direct", "forward"]
"""The engines that compute one situation; `columns` computes many rows and stands apart (table.py)."""

Recheck = Callable[[Regelpakket, Sequence[tuple[Situatie, Feiten]]], None]
"""Computes again what was computed; raises as `recheck` does."""

SECOND: Final = "forward"
"""The engine that rechecks."""

_ABSENT: Final = "absent"


class NietNagerekend(Exception):
    """There is no second opinion; `reden` is a code for which ingebouwd.yaml has a sentence, filled with `gegevens`."""

    def __init__(self, reden: str, gegevens: Mapping[str, object] | None = None) -> None:
        self.reden = reden
        self.gegevens = dict(gegevens or {})
        super().__init__(f"{reden} {self.gegevens}")


@dataclass(frozen=True, slots=True)
class Verschil:
    """Something on which two engines differ: what it is, and what each says."""

    wat: str
    direct: object
    forward: object


@dataclass(frozen=True, slots=True)
class OneensGeval:
    """A situation on which two engines differ, with all that each says of it."""

    situatie: Situatie
    direct: Feiten
    forward: Feiten
    verschillen: tuple[Verschil, ...]


class Onenigheid(Exception):
    """Two engines differ, so there is no result; holds what a report of the fault needs."""

    def __init__(self, pakket: Regelpakket, gevallen: Sequence[OneensGeval]) -> None:
        self.pakketten = [{"id": p.id, "versie": p.versie, "sha256": p.sha256} for p in pakket.pakketten]
        self.gevallen = tuple(gevallen)
        super().__init__("; ".join(v.wat for geval in self.gevallen for v in geval.verschillen))

    def to_json(self) -> dict[str, Any]:
        """The packs, the answers and both results as plain JSON values; no names of people, no explanations."""
        return {
            "formaat": "wijktoets/onenigheid@1",
            "pakketten": self.pakketten,
            "gevallen": [_plain(geval) for geval in self.gevallen],
        }


def engine(naam: Naam) -> Engine:
    """What computes with an engine; forward does so in a process of its own.

    The result raises NietNagerekend when forward cannot compute.
    """
    return direct.compute if naam == "direct" else _forward_compute


def recheck(pakket: Regelpakket, computed: Sequence[tuple[Situatie, Feiten]]) -> None:
    """Let forward compute again what another engine computed.

    Raises:
        NietNagerekend: there is no second opinion, and why.
        Onenigheid: the engines differ.
    """
    seconds = _forward(pakket, [situatie for situatie, _ in computed])
    gevallen = []
    for (situatie, first), second in zip(computed, seconds, strict=True):
        found = tuple(differences(pakket, first, second))
        if found:
            gevallen.append(OneensGeval(situatie, first, second.feiten, found))
    if gevallen:
        raise Onenigheid(pakket, gevallen)


def differences(pakket: Regelpakket, first: Feiten, second: "Bevindingen") -> Iterator[Verschil]:
    """All on which the findings of forward differ from Feiten, and from the statuses that follow from these."""
    for kind in fields(Feiten):
        yield from _differ(kind.name, getattr(first, kind.name), getattr(second.feiten, kind.name))
    statussen = {name: status_of(feit.waarde) for name, feit in first.eisen.items()}
    yield from _differ("statussen", statussen, second.statussen)
    open_eisen = {
        f"{name}.{archetype}": (name, archetype) in second.witte_vlekken
        for name, waarborg in pakket.waarborgen.items()
        for archetype in ARCHETYPES
        if waarborg.norm.get(archetype) in ("moet", "hoort")
    }
    first_open = {key: statussen[key.rpartition(".")[0]] in OPEN_STATUSES for key in open_eisen}
    yield from _differ("witte_vlekken", first_open, open_eisen)


def _differ(kind: str, first: Mapping[str, object], second: Mapping[str, object]) -> Iterator[Verschil]:
    for key in sorted({*first, *second}):
        one, other = first.get(key, _ABSENT), second.get(key, _ABSENT)
        if one != other:
            yield Verschil(f"{kind}.{key}", one, other)


def try_second(pakket: Regelpakket) -> None:
    """See whether forward can compute with a pack.

    Raises:
        NietNagerekend: it cannot, and why.
    """
    _look_for_durable()
    from .. import forward

    try:
        forward.try_apart(pakket)
    except forward.ForwardFailed as error:
        raise NietNagerekend(error.reden, error.gegevens) from error


def versions() -> dict[str, str | None]:
    """What each engine runs on: a library with its version, "" for wijktoets itself, None when it does not run."""
    try:
        _run_nothing()
        second = f"durable-rules {metadata.version('durable_rules')}"
    except NietNagerekend:
        second = None
    many = None if util.find_spec("numpy") is None else f"numpy {metadata.version('numpy')}"
    return {"direct": "", SECOND: second, "columns": many}


def _run_nothing() -> None:
    """See whether durable_rules runs.

    Raises:
        NietNagerekend: it does not.
    """
    _look_for_durable()
    from .. import forward

    try:
        forward.SHARED.run("[]", [])
    except forward.ForwardFailed as error:
        raise NietNagerekend(error.reden, error.gegevens) from error


def _look_for_durable() -> None:
    if util.find_spec("durable") is None:
        raise NietNagerekend("ontbreekt")


def _forward(pakket: Regelpakket, situaties: Sequence[Situatie]) -> "list[Bevindingen]":
    _look_for_durable()
    from .. import forward

    try:
        return forward.derive_apart(pakket, situaties)
    except forward.ForwardFailed as error:
        raise NietNagerekend(error.reden, error.gegevens) from error


def _forward_compute(pakket: Regelpakket, situatie: Situatie) -> Feiten:
    return _forward(pakket, [situatie])[0].feiten


def _plain(value: object) -> Any:
    """A value of the engine as plain JSON values; an interval is a pair."""
    if isinstance(value, Interval):
        return [value.laag, value.hoog]
    if isinstance(value, EisFeit):
        return _plain(value._asdict())
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
