"""What occurs in a group of cases, so that a run can show that it looked at everything that the model knows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, get_args

from tests.agreement.sides import Group, Side
from wijktoets.engine.judging.facts import Feiten, Situatie
from wijktoets.engine.model.conditions import NODE_KEYS, children, value
from wijktoets.engine.model.dossier import Dossier, Standpunt
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import UITKOMSTEN, EisStatus

EXPECTED: Final = (
    *(f"status {status}" for status in get_args(EisStatus)),
    *(f"uitkomst {uitkomst}" for uitkomst in UITKOMSTEN),
    *(f"node {kind}" for kind in NODE_KEYS),
    *(
        "nvt node",
        "dispute",
        "samen",
        "party by name",
        "two of one rol",
        "hard",
        "afweging",
        "als",
        "als open",
        "als not so",
        "fasen",
        "geldig",
    ),
    *("grens unsure", "grens sure", "signaal"),
)
"""What at least one case in a hundred holds."""
DEEP: Final = "depth 3"
"""A condition with three levels above a leaf; one case in five holds one."""


def census(group: Group, side: Side) -> Counter[str]:
    """In how many of the cases each thing occurs; a case is a dossier, with all its rows."""
    of_pack = set(_in_pack(group.pack))
    found: dict[int, set[str]] = {}
    for (dossier, _, _), case, row in zip(group.places, group.situaties, side, strict=True):
        here = found.setdefault(id(dossier), {*of_pack, *(["afweging"] if dossier.afwegingen else [])})
        said = [s for block in (dossier.antwoorden, *(a.antwoorden for a in dossier.afspraken)) for s in block.values()]
        if any(standpunt.door == "samen" for standpunten in said for standpunt in standpunten):
            here.add("samen")
        here |= {what for standpunten in said for what in _by_name(dossier, standpunten)}
        here |= {f"uitkomst {row.rij['uitkomst']}", *(f"status {status}" for status in row.statussen.values())}
        here |= set(_in_row(group.pack, case, row.feiten))
    counted = Counter(what for here in found.values() for what in here)
    counted["case"] = len(found)
    return counted


def _by_name(dossier: Dossier, standpunten: Sequence[Standpunt]) -> Iterator[str]:
    """Whether parties speak by name at a question, and whether two of one rol do."""
    roles = {p.naam: p.rol for p in dossier.partijen}
    spoke = [roles[s.door] for s in standpunten if s.door in roles]
    yield from (["party by name"] if spoke else []) + (["two of one rol"] if len(spoke) > len(set(spoke)) else [])


def _trees(pack: Regelpakket) -> list[Any]:
    rules = [*pack.waarborgen.values(), *pack.grenzen.values(), *pack.signalen.values()]
    own = [getattr(rule, key, None) for rule in rules for key in ("voldaan_als", "als")]
    return [tree for tree in (*own, *pack.zeggenschap.values()) if tree is not None]


def _nodes(tree: Any, depth: int = 0) -> Iterator[tuple[str, Any, int]]:
    yield next(key for key in NODE_KEYS if key in type(tree).model_fields), tree, depth
    for child in children(tree):
        yield from _nodes(child, depth + 1)


def _in_pack(pack: Regelpakket) -> Iterator[str]:
    for tree in _trees(pack):
        for kind, _, depth in _nodes(tree):
            yield f"node {kind}"
            if depth >= 3:
                yield DEEP
    for rule in (*pack.waarborgen.values(), *pack.grenzen.values(), *pack.signalen.values()):
        yield from (key for key in ("fasen", "geldig") if getattr(rule, key) is not None)
    for waarborg in pack.waarborgen.values():
        yield from (["als"] if waarborg.als is not None else []) + (["hard"] if waarborg.hard else [])
    yield from ["signaal"] if pack.signalen else []


def _in_row(pack: Regelpakket, case: Situatie, feiten: Feiten) -> Iterator[str]:
    if any(answer.verschil for answer in case.antwoorden.values()):
        yield "dispute"
    if any(eis.als_open for eis in feiten.eisen.values()):
        yield "als open"
    for waarborg in pack.waarborgen.values():
        als = None if waarborg.als is None else value(waarborg.als, case.antwoorden, feiten.waarborgen)
        if als is not None and als.hoog == 0.0:
            yield "als not so"
    for grens in feiten.grenzen.values():
        yield from ["grens sure"] if grens.laag == 1.0 else ["grens unsure"] if grens.hoog == 1.0 else []
    for tree in _trees(pack):
        for kind, node, _ in _nodes(tree):
            if value(node, case.antwoorden, feiten.waarborgen) is None:
                yield from ("nvt node", f"nvt {kind}")
