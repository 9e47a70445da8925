"""The direct engine: walks the condition trees. It is the definition that the other engines must agree with."""

from ..model.answers import ONBEKEND, Waarde
from ..model.conditions import Voorwaarde, value
from ..model.regelpakket import Regelpakket
from .facts import EisFeit, Feiten, Situatie, eis_of, in_force


def compute(pakket: Regelpakket, situatie: Situatie) -> Feiten:
    """The interval of every waarborg, eis, grens, signaal and ladder step in a situation."""
    antwoorden = situatie.antwoorden
    waarborgen: dict[str, Waarde] = {}
    for waarborg in pakket.volgorde:
        waarborgen[waarborg] = value(pakket.waarborgen[waarborg].voldaan_als, antwoorden, waarborgen)

    def of(condition: Voorwaarde) -> Waarde:
        return value(condition, antwoorden, waarborgen)

    eisen: dict[str, EisFeit] = {}
    for name, regel in pakket.waarborgen.items():
        if in_force(regel, situatie):
            als = regel.als
            eisen[name] = eis_of(waarborgen[name], None if als is None else of(als), als is not None)
        else:
            eisen[name] = EisFeit(None)
    return Feiten(
        waarborgen=waarborgen,
        eisen=eisen,
        grenzen={name: of(g.als) or ONBEKEND for name, g in pakket.grenzen.items() if in_force(g, situatie)},
        signalen={name: of(s.als) for name, s in pakket.signalen.items() if in_force(s, situatie)},
        ladder={archetype: of(step) or ONBEKEND for archetype, step in pakket.zeggenschap.items()},
    )
