"""Which outcomes a rule can have: tries every way to answer its questions, as an example in the rule could."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final

from ...judging.facts import EisFeit, Feiten, eis_of
from ...model.answers import Antwoord, Waarde, combine
from ...model.conditions import Voorwaarde, VraagTest, asked, value, walk
from ...model.pakket import Grens, Signaal, Vraag, Waarborg, conditions_of
from ...model.regelpakket import Regelpakket, behind
from ...model.words import FASEN, INGEBOUWDE_VRAGEN
from ..examples import MetVoorbeelden, outcome

MOST: Final = 4000
"""So many ways to answer are tried; with more, the rarer answers are left out, and in the end the rule."""

_DISPUTES: Final = (("nee", "ja"), ("nee", "deels"), ("deels", "ja"))
_OTHER_LAND: Final = "XX"

Mogelijk = Sequence[Antwoord | None]
"""What can be answered to a question; None is no answer."""


def possible_outcomes(pakket: Regelpakket, regel: MetVoorbeelden) -> frozenset[str] | None:
    """The words of `verwacht` that an example of this rule can have; None when there are too many ways to answer.

    When the rarer answers (deels, a dispute) had to be left out, an outcome may be missing; none is there too many.
    """
    conditions = conditions_of(regel)
    names = sorted(asked(conditions, pakket.voldaan_als))
    for rare in (2, 1, 0):
        domains = [_domain(pakket, regel, name, conditions, rare) for name in names]
        if prod(map(len, domains)) <= MOST:
            order = behind(pakket, conditions)
            return frozenset(_outcome(pakket, regel, dict(answers), order) for answers in _all(names, domains))
    return None


def _all(names: Sequence[str], domains: Sequence[Mogelijk]) -> Iterator[list[tuple[str, Antwoord]]]:
    for chosen in product(*domains):
        yield [(name, answer) for name, answer in zip(names, chosen, strict=True) if answer is not None]


def _outcome(
    pakket: Regelpakket,
    regel: MetVoorbeelden,
    answers: Mapping[str, Antwoord],
    order: Sequence[str],
) -> str:
    values: dict[str, Waarde] = {}
    for name in order:
        values[name] = value(pakket.voldaan_als[name], answers, values)
    als = value(regel.als, answers, values) if regel.als is not None else None
    eisen: dict[str, EisFeit] = {}
    if isinstance(regel, Waarborg):
        eisen[regel.id] = eis_of(value(regel.voldaan_als, answers, values), als, has_als=regel.als is not None)
    grenzen = {regel.id: als} if isinstance(regel, Grens) and als is not None else {}
    signalen = {regel.id: als} if isinstance(regel, Signaal) else {}
    return outcome(regel, Feiten(waarborgen={}, eisen=eisen, grenzen=grenzen, signalen=signalen, ladder={}))


def _domain(
    pakket: Regelpakket,
    regel: MetVoorbeelden,
    name: str,
    conditions: Sequence[Voorwaarde],
    rare: int,
) -> Mogelijk:
    """What can be answered; `rare` 2 takes disputes too, 1 also deels, 0 only ja, nee and nothing."""
    if name in INGEBOUWDE_VRAGEN:
        return _built_in(pakket, regel, name, conditions)
    vraag = pakket.vragen[name]
    said = list(_options(vraag, pakket, conditions) if vraag.soort == "keuze" else ("ja", "nee"))
    if vraag.soort == "stelling" and rare:
        said.append("deels")
    said += ["nvt"] if vraag.nvt_mogelijk else []
    disputes = [_dispute(*pair) for pair in _DISPUTES] if vraag.soort == "stelling" and rare == 2 else []
    return [None, *(Antwoord((word,)) for word in said), *disputes]


def _dispute(one: str, other: str) -> Antwoord:
    return combine([("bewoners", one), ("gemeente", other)])


def _options(vraag: Vraag, pakket: Regelpakket, conditions: Sequence[Voorwaarde]) -> list[str]:
    """The options that a condition tells apart, and one that no condition names."""
    tested = _tested(pakket, vraag.id, conditions)
    others = [option for option in vraag.opties if option not in tested]
    return [*sorted(tested), *others[:1]]


def _built_in(pakket: Regelpakket, regel: MetVoorbeelden, name: str, conditions: Sequence[Voorwaarde]) -> Mogelijk:
    """fase and land always have an answer; reikwijdte may be open."""
    if name == "fase":
        return [Antwoord((fase,)) for fase in regel.fasen or FASEN]
    if name == "land":
        return [Antwoord((land,)) for land in sorted({"NL", _OTHER_LAND} | _tested(pakket, name, conditions))]
    return [None, *(Antwoord((word,)) for word in INGEBOUWDE_VRAGEN[name])]


def _tested(pakket: Regelpakket, name: str, conditions: Sequence[Voorwaarde]) -> set[str]:
    below = [pakket.voldaan_als[w] for w in behind(pakket, conditions)]
    nodes = (node for condition in (*conditions, *below) for _, node in walk(condition))
    return {o for n in nodes if isinstance(n, VraagTest) and n.vraag == name for o in n.is_ or ()}
