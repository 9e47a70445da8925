"""The public names of wijktoets, each fetched when it is first used, so that importing costs nothing."""

from importlib import import_module
from typing import TYPE_CHECKING

from wijktoets._version import __version__

if TYPE_CHECKING:
    from wijktoets._api import evaluate, evaluate_batch, load_dossier, load_pack, simulate
    from wijktoets.engine.advice.agenda.value import Agenda
    from wijktoets.engine.advice.compare.value import Vergelijking
    from wijktoets.engine.advice.explain.value import Uitleg
    from wijktoets.engine.advice.follow_up.value import Opvolging
    from wijktoets.engine.advice.plan.value import Groeipad, Plan
    from wijktoets.engine.advice.transfer.value import Overdracht
    from wijktoets.engine.judging.engines import NietNagerekend, Onenigheid
    from wijktoets.engine.model.dossier import Dossier
    from wijktoets.engine.model.errors import InvoerFout, Melding, Plek
    from wijktoets.engine.model.regelpakket import Regelpakket
    from wijktoets.engine.result.rapport import Rapport

__all__ = [
    "Agenda",
    "Dossier",
    "Groeipad",
    "InvoerFout",
    "Melding",
    "NietNagerekend",
    "Onenigheid",
    "Opvolging",
    "Overdracht",
    "Plan",
    "Plek",
    "Rapport",
    "Regelpakket",
    "Uitleg",
    "Vergelijking",
    "__version__",
    "evaluate",
    "evaluate_batch",
    "load_dossier",
    "load_pack",
    "simulate",
]

_HOMES = {
    "Agenda": "wijktoets.engine.advice.agenda.value",
    "Dossier": "wijktoets.engine.model.dossier",
    "Groeipad": "wijktoets.engine.advice.plan.value",
    "InvoerFout": "wijktoets.engine.model.errors",
    "Melding": "wijktoets.engine.model.errors",
    "NietNagerekend": "wijktoets.engine.judging.engines",
    "Onenigheid": "wijktoets.engine.judging.engines",
    "Opvolging": "wijktoets.engine.advice.follow_up.value",
    "Overdracht": "wijktoets.engine.advice.transfer.value",
    "Plan": "wijktoets.engine.advice.plan.value",
    "Plek": "wijktoets.engine.model.errors",
    "Rapport": "wijktoets.engine.result.rapport",
    "Regelpakket": "wijktoets.engine.model.regelpakket",
    "Uitleg": "wijktoets.engine.advice.explain.value",
    "Vergelijking": "wijktoets.engine.advice.compare.value",
    "evaluate": "wijktoets._api",
    "evaluate_batch": "wijktoets._api",
    "load_dossier": "wijktoets._api",
    "load_pack": "wijktoets._api",
    "simulate": "wijktoets._api",
}


def __getattr__(name: str) -> object:
    """Fetch a public name from the module that defines it and keep it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
