"""Explains small packs and dossiers, so that a test reads as an example."""

from typing import Any

from tests.builders import VANDAAG, Ruw, v, waarborg
from wijktoets.engine.advice.explain.explain import explain
from wijktoets.engine.advice.explain.value import AfspraakUitleg, EisUitleg, NodeUitleg, Uitleg
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket

W = waarborg("w", v("a"))
MAY_BE_NVT: list[Ruw] = [
    {"id": "n", "vraag": "Speelt n", "nvt_mogelijk": True, "onderdeel": "dna", "basis": "letterlijk", "bron": ["L1"]}
]


def uitleg(pack: Regelpakket, case: Dossier, **keuze: Any) -> Uitleg:
    """The Uitleg of a dossier on a fixed day."""
    return explain(case, pack, direct.compute, VANDAAG, **keuze)


def een(pack: Regelpakket, case: Dossier, name: str = "w", **keuze: Any) -> EisUitleg:
    """What is explained of one waarborg in the only afspraak of a dossier."""
    (part,) = uitleg(pack, case, naam=name, **keuze).afspraken
    (row,) = part.eisen
    return row


def keten(pack: Regelpakket, case: Dossier, **keuze: Any) -> AfspraakUitleg:
    """The only afspraak of a dossier, with its chain to the uitkomst."""
    (part,) = uitleg(pack, case, **keuze).afspraken
    assert part.keten is not None
    return part


def shape(node: NodeUitleg) -> Any:
    """The kind of a node, its interval, and the nodes below it, to compare at a glance."""
    here = (node.soort, node.laag, node.hoog)
    return (*here, [shape(below) for below in node.onder]) if node.onder else here
