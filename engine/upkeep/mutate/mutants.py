"""Small faults in a rule, one at a time: what examples have to notice (`rules mutate`).

Mutation testing, of rules in place of code: the examples are the tests, and a mutant that passes them all shows what
they leave unsaid. The operators are those that people make mistakes with: a condition too many or too few, `alle` for
`een_van`, one more or less, turned round, an option, a fase, a norm, another party.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ...model.conditions import Alle, CountOf, EenVan, Minstens, Niet, Voorwaarde, VraagTest, children
from ...model.pakket import Grens, Signaal, Waarborg
from ...model.regelpakket import Regelpakket
from ...model.words import ARCHETYPES, FASEN, INGEBOUWDE_VRAGEN, PARTIJEN
from ..examples import MetVoorbeelden

FaultKind = Literal[
    "voorwaarde_weg",
    "verwisseld",
    "aantal",
    "omgekeerd",
    "optie_weg",
    "optie_erbij",
    "opties_erbij",
    "als_weg",
    "fase_weg",
    "fase_erbij",
    "geldig_weg",
    "norm",
    "sluit_uit",
    "twijfel_weg",
    "rust_op",
]
"""What was changed."""

NORMEN = (None, "mag", "hoort", "moet")
MAX_OPTIES = 3
"""Up to this many options that a test does not list are added one by one: an example for each of more is no help."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one fault: what was changed, where that stands in the rule, and the facts of its sentence."""

    soort: FaultKind
    regel: MetVoorbeelden
    path: tuple[str | int, ...]
    gegevens: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Anders:
    """A condition with one fault, as in Mutant."""

    soort: FaultKind
    node: Voorwaarde
    path: tuple[str | int, ...] = ()
    gegevens: Mapping[str, str] = field(default_factory=dict)


def mutants(pakket: Regelpakket, regel: MetVoorbeelden) -> Iterator[Mutant]:
    """Every mutant of a rule, in a fixed order."""
    for key in ("voldaan_als", "als"):
        condition = getattr(regel, key, None)
        if condition is not None:
            for found in _faults(pakket, condition):
                yield _mutant(regel, found.soort, (key, *found.path), {key: found.node}, **found.gegevens)
    if isinstance(regel, Waarborg) and regel.als is not None:
        yield _mutant(regel, "als_weg", ("als",), {"als": None})
    yield from _when(regel)
    match regel:
        case Waarborg():
            yield from _norms(regel)
        case Grens():
            for other in ARCHETYPES:
                if other != regel.sluit_uit:
                    yield _mutant(
                        regel, "sluit_uit", ("sluit_uit",), {"sluit_uit": other}, oud=regel.sluit_uit, nieuw=other
                    )
        case Signaal():
            if regel.vraag_bij_twijfel is not None:
                yield _mutant(regel, "twijfel_weg", ("vraag_bij_twijfel",), {"vraag_bij_twijfel": None})
    yield from _carriers(regel)


def _mutant(
    regel: MetVoorbeelden, soort: FaultKind, path: tuple[str | int, ...], update: Mapping[str, Any], **gegevens: str
) -> Mutant:
    return Mutant(soort, regel.model_copy(update=update), path, gegevens)


def _when(regel: MetVoorbeelden) -> Iterator[Mutant]:
    """A fase more or less, and no days."""
    if regel.fasen is not None:
        for fase in FASEN:
            if fase not in regel.fasen:
                yield _mutant(regel, "fase_erbij", ("fasen",), {"fasen": (*regel.fasen, fase)}, fase=fase)
            elif len(regel.fasen) > 1:
                rest = tuple(f for f in regel.fasen if f != fase)
                yield _mutant(regel, "fase_weg", ("fasen", regel.fasen.index(fase)), {"fasen": rest}, fase=fase)
    if regel.geldig is not None:
        yield _mutant(regel, "geldig_weg", ("geldig",), {"geldig": None})


def _norms(regel: Waarborg) -> Iterator[Mutant]:
    """A norm one step up or down, at one archetype and as far as it then has to follow at the others."""
    now = [NORMEN.index(regel.norm.get(archetype)) for archetype in ARCHETYPES]
    for index, archetype in enumerate(ARCHETYPES):
        for step in (now[index] - 1, now[index] + 1):
            if 0 <= step < len(NORMEN):
                moved = [step if i == index else min(n, step) if i < index else max(n, step) for i, n in enumerate(now)]
                norm = {a: NORMEN[n] for a, n in zip(ARCHETYPES, moved, strict=True) if NORMEN[n] is not None}
                if norm:
                    words = {"oud": NORMEN[now[index]] or "", "nieuw": NORMEN[step] or ""}
                    yield _mutant(regel, "norm", ("norm",), {"norm": norm}, archetype=archetype, **words)


def _carriers(regel: MetVoorbeelden) -> Iterator[Mutant]:
    """Every other party that a rule could rest on; of one that rests on none, nothing."""
    for party in PARTIJEN if regel.rust_op is not None else ():
        if party != regel.rust_op:
            yield _mutant(regel, "rust_op", ("rust_op",), {"rust_op": party}, oud=regel.rust_op or "", nieuw=party)


def _faults(pakket: Regelpakket, node: Voorwaarde) -> Iterator[_Anders]:
    """Every condition that differs from this one in one place."""
    match node:
        case VraagTest():
            yield _Anders("omgekeerd", Niet(niet=node))
            yield from _other_options(pakket, node)
        case Niet(niet=test):
            yield _Anders("omgekeerd", test)
            for found in _other_options(pakket, test):
                assert isinstance(found.node, VraagTest)
                yield _Anders(found.soort, Niet(niet=found.node), ("niet", *found.path), found.gegevens)
        case Alle() | EenVan() | Minstens():
            yield from _of_list(pakket, node)
        case _:
            pass


def _of_list(pakket: Regelpakket, node: Alle | EenVan | Minstens) -> Iterator[_Anders]:
    below = children(node)
    many = len(below) > 1
    path: tuple[str | int, ...] = next(iter(type(node).model_fields)), *(("van",) if isinstance(node, Minstens) else ())
    match node:
        case Alle() if many:
            yield _Anders("verwisseld", EenVan(een_van=below), gegevens={"oud": "alle", "nieuw": "een_van"})
        case EenVan() if many:
            yield _Anders("verwisseld", Alle(alle=below), gegevens={"oud": "een_van", "nieuw": "alle"})
        case Minstens(minstens=counted):
            for aantal in (counted.aantal - 1, counted.aantal + 1):
                if 1 <= aantal <= len(below):
                    facts = {"oud": str(counted.aantal), "nieuw": str(aantal)}
                    yield _Anders("aantal", _with(node, below, aantal), ("minstens", "aantal"), facts)
    for index, child in enumerate(below):
        here = (*path, index)
        if many:
            yield _Anders("voorwaarde_weg", _with(node, (*below[:index], *below[index + 1 :])), here)
        for found in _faults(pakket, child):
            changed = (*below[:index], found.node, *below[index + 1 :])
            yield _Anders(found.soort, _with(node, changed), (*here, *found.path), found.gegevens)


def _with(node: Alle | EenVan | Minstens, below: Sequence[Voorwaarde], aantal: int | None = None) -> Voorwaarde:
    """The node over other children; of `minstens` with another k, never more than there are children."""
    match node:
        case Alle():
            return Alle(alle=tuple(below))
        case EenVan():
            return EenVan(een_van=tuple(below))
        case Minstens(minstens=counted):
            k = min(counted.aantal if aantal is None else aantal, len(below))
            return Minstens(minstens=CountOf(aantal=k, van=tuple(below)))


def _other_options(pakket: Regelpakket, test: VraagTest) -> Iterator[_Anders]:
    """An option less, and an option more, of a test on a keuze; of many other options all at once."""
    listed = test.is_ or ()
    if not listed:
        return
    if len(listed) > 1:
        for index, option in enumerate(listed):
            rest = tuple(o for o in listed if o != option)
            yield _Anders("optie_weg", _test(test, rest), ("is", index), {"optie": option})
    others = tuple(option for option in _options(pakket, test.vraag) if option not in listed)
    if len(others) > MAX_OPTIES:
        yield _Anders("opties_erbij", _test(test, (*listed, *others)), ("is",))
    else:
        for option in others:
            yield _Anders("optie_erbij", _test(test, (*listed, option)), ("is",), {"optie": option})


def _test(test: VraagTest, options: tuple[str, ...]) -> VraagTest:
    return test.model_copy(update={"is_": options})


def _options(pakket: Regelpakket, vraag: str) -> Collection[str]:
    return INGEBOUWDE_VRAGEN.get(vraag) or (pakket.vragen[vraag].opties if vraag in pakket.vragen else ())
