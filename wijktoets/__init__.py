"""The public names of wijktoets, each fetched when it is first used, so that importing costs nothing."""

from importlib import import_module
from typing import TYPE_CHECKING

from wijktoets._version import __version__

if TYPE_CHECKING:
    from wijktoets._api import evaluate, evaluate_batch, load_dossier, load_pack
    from wijktoets.engine.judging.engines import NietNagerekend, Onenigheid
    from wijktoets.engine.model.dossier import Dossier
    from wijktoets.engine.model.errors import InvoerFout
    from wijktoets.engine.model.regelpakket import Regelpakket
    from wijktoets.engine.result.rapport import Rapport

__all__ = [
    "Dossier",
    "InvoerFout",
    "NietNagerekend",
    "Onenigheid",
    "Rapport",
    "Regelpakket",
    "__version__",
    "evaluate",
    "evaluate_batch",
    "load_dossier",
    "load_pack",
]

_HOMES = {
    "Dossier": "wijktoets.engine.model.dossier",
    "InvoerFout": "wijktoets.engine.model.errors",
    "NietNagerekend": "wijktoets.engine.judging.engines",
    "Onenigheid": "wijktoets.engine.judging.engines",
    "Rapport": "wijktoets.engine.result.rapport",
    "Regelpakket": "wijktoets.engine.model.regelpakket",
    "evaluate": "wijktoets._api",
    "evaluate_batch": "wijktoets._api",
    "load_dossier": "wijktoets._api",
    "load_pack": "wijktoets._api",
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
