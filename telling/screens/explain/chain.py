"""The chain of an Uitleg, per thema: what is arranged, who does what and the limits, and the uitkomst that follows.

People read a thema once: fasen that differ only in which rules ask something there stand together, and what holds in
some of them says in which.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from wijktoets.engine.advice.explain.value import AfspraakUitleg, EisUitleg, GrensUitleg, Keten, Uitleg
from wijktoets.engine.advice.fasen import grouped
from wijktoets.engine.model.words import ARCHETYPES, FASEN, Fase, niveau
from wijktoets.engine.result.rapport import LezingRij
from wijktoets.telling.outcome import without
from wijktoets.telling.phrases import at_fasen, fasen_named, level, only_at
from wijktoets.telling.readings import readings
from wijktoets.telling.tree import Heading, Item, Listing, Part, item, plain, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import begin_upper, said

from .change import changes, fewer_here, not_needed
from .conditions import asked_item
from .words import asked, back, interval_words, levels, rule, stand

KINDS = ("ontbreekt", "deels", "hooguit_deels", "verschil", "onbekend", "niet_besproken")
"""How an eis that is not met can stand, in the order in which people can do something about it."""


class ChainPart(NamedTuple):
    """One thema in fasen that differ in nothing but which rules ask something there, each with its chain."""

    parts: tuple[tuple[AfspraakUitleg, Keten], ...]

    @property
    def first(self) -> AfspraakUitleg:
        """The first of them: what does not differ is taken from it."""
        return self.parts[0][0]

    @property
    def fasen(self) -> list[Fase]:
        """Its fasen, in the order of the model."""
        return [fase for fase in FASEN if any(fase in part.fasen for part, _ in self.parts)]

    def within(self, parts: Sequence[tuple[AfspraakUitleg, Keten]]) -> list[Fase]:
        """The fasen of some of its parts."""
        return ChainPart(tuple(parts)).fasen

    def some(self, fasen: Sequence[Fase]) -> list[Fase]:
        """The fasen, or nothing when they are all of it."""
        return [] if len(fasen) == len(self.fasen) else list(fasen)


def chain_parts(uitleg: Uitleg) -> list[ChainPart]:
    """The themas of an Uitleg with their chains, fasen taken together where that says all."""
    with_chain = [(part, part.keten) for part in uitleg.afspraken if part.keten is not None]
    return [ChainPart(tuple(group)) for group in grouped(with_chain, _same)]


def _same(one: tuple[AfspraakUitleg, Keten], other: tuple[AfspraakUitleg, Keten]) -> bool:
    """Whether two fasen can stand together: one thema and wish, the same roles and limits, no rule otherwise."""
    return _face(*one) == _face(*other) and all(
        eis == twin for eis in one[0].eisen for twin in other[0].eisen if eis.waarborg == twin.waarborg
    )


def _face(part: AfspraakUitleg, keten: Keten) -> tuple[object, ...]:
    return part.thema, part.gewenst, part.gewensten, keten.rollen, keten.ladder, keten.grenzen, keten.afgewogen


def chain(uitleg: Uitleg, here: ChainPart, everything: bool) -> Iterator[Part]:
    """From the answers to the uitkomst of one thema, step by step."""
    keten, terugblik = here.parts[0][1], back(uitleg)
    yield Heading(text("explain.borging.kop"), level=3)
    for fasen, (_, own) in _told_apart(here, lambda part, own: (own.borging_tot, own.borging_zonder_afweging)):
        secured = levels(uitleg, "borging", own.borging_tot)
        if own.borging_zonder_afweging is not None:
            secured += f" {without(own.borging_zonder_afweging, terugblik)}"
        yield sentence(_at(here, fasen, secured))
    yield Listing(tuple(_all_lacking(uitleg, here, keten)))
    yield Heading(text("explain.rollen.kop"), level=3)
    yield sentence(levels(uitleg, "rollen", keten.rollen))
    steps = (
        text("explain.rollen.stap", archetype=level(step.archetype), waarde=interval_words(step.voorwaarde, terugblik))
        for step in keten.ladder
    )
    yield sentence("; ".join(steps))
    yield sentence(text("explain.rollen.want"))
    yield Listing(tuple(asked_item(uitleg, node) for node in asked(step.voorwaarde for step in keten.ladder)))
    yield Heading(text("explain.grens.kop"), level=3)
    yield from _grenzen(uitleg, keten.grenzen)
    yield Heading(text("explain.uitkomst.kop"), level=3)
    for fasen, (_, own) in _told_apart(here, lambda part, own: (own.tekst, own.uitkomst)):
        yield sentence(_at(here, fasen, own.tekst))
        yield sentence(said(f"explain.uitkomst.komt_door.{own.uitkomst}", terugblik))
    yield Heading(said("explain.verandert.kop", terugblik), level=3)
    yield from _changes(uitleg, here, everything)
    yield from _readings(uitleg, here)


def _changes(uitleg: Uitleg, here: ChainPart, everything: bool) -> Iterator[Part]:
    """What would change the uitkomst; of other fasen only that fewer of these answers do, where that is so."""
    (at_first, (first, _)), *others = _told_apart(here, lambda part, own: repr(part.kantelpunt))
    idle = [not_needed(first, part) for _, (part, _) in others]
    if None in idle:
        yield sentence(text("explain.in_fasen", fasen=begin_upper(at_fasen(at_first))))
    yield from changes(uitleg, first, everything)
    for (fasen, (part, _)), answers in zip(others, idle, strict=True):
        if answers is None:
            yield sentence(text("explain.in_fasen", fasen=begin_upper(at_fasen(fasen))))
            yield from changes(uitleg, part, everything)
        else:
            yield sentence(fewer_here(uitleg, first, answers, fasen_named(fasen)))


def _told_apart(
    here: ChainPart, value: Callable[[AfspraakUitleg, Keten], object]
) -> Iterator[tuple[list[Fase], tuple[AfspraakUitleg, Keten]]]:
    """The parts that differ in a value, each with the fasen for which it goes."""
    for group in grouped(here.parts, lambda one, other: value(*one) == value(*other)):
        yield here.within(group), group[0]


def _at(here: ChainPart, fasen: Sequence[Fase], told: str) -> str:
    """A sentence, in other fasen than the first with where it goes."""
    if here.fasen[0] in fasen:
        return told
    return text("scherm.andere_fasen", fasen=fasen_named(fasen), tekst=told)


def _all_lacking(uitleg: Uitleg, here: ChainPart, keten: Keten) -> Iterator[Item]:
    """What each archetype up to the wish still asks; then what was agreed otherwise."""
    eisen: dict[str, EisUitleg] = {}
    fasen: dict[str, list[Fase]] = {}
    for part, _ in here.parts:
        for eis in part.eisen:
            eisen.setdefault(eis.waarborg, eis)
            fasen.setdefault(eis.waarborg, []).extend(part.fasen)
    only = {name: only_at(here.some(at)) for name, at in fasen.items()}
    last = len(ARCHETYPES) if here.first.gewenst == "onbekend" else niveau(here.first.gewenst)
    for archetype in ARCHETYPES[:last]:
        yield _lacking(uitleg, archetype, [eis for eis in eisen.values() if eis.vanaf == archetype], only)
    if keten.afgewogen:
        weighed = tuple(item("-", rule(uitleg, name)) for name in keten.afgewogen)
        yield Item(plain(text("explain.borging.afgewogen")), weighed)


def _lacking(uitleg: Uitleg, archetype: str, eisen: Sequence[EisUitleg], only: dict[str, str]) -> Item:
    """What an archetype still asks, by how it stands, each rule with its answers and in which fasen it is one."""
    if not eisen:
        return item("-", said("explain.borging.alles", back(uitleg), archetype=level(archetype)))
    kinds = []
    for kind in KINDS:
        same = [eis for eis in eisen if (eis.aard or eis.status) == kind]
        if same:
            rules = tuple(
                Item(
                    plain(", ".join(filter(None, (rule(uitleg, eis.waarborg), only[eis.waarborg])))),
                    tuple(asked_item(uitleg, k) for k in asked((eis.als, eis.voldaan_als)) if k.antwoorden),
                    label="-",
                )
                for eis in same
            )
            kinds.append(Item(plain(text("explain.borging.stand", stand=stand(uitleg, same[0]))), rules))
    return Item(plain(said("explain.borging.mist", back(uitleg), archetype=level(archetype))), tuple(kinds))


def _grenzen(uitleg: Uitleg, grenzen: Sequence[GrensUitleg]) -> Iterator[Part]:
    """What surely limits, each with its answers; then what perhaps limits, together when it hangs on one question."""
    if not grenzen:
        yield sentence(said("explain.grens.geen", back(uitleg)))
        return
    groups: dict[tuple[str | None, ...], list[GrensUitleg]] = {}
    for grens in grenzen:
        names = tuple(node.vraag for node in asked([grens.als]))
        groups.setdefault((grens.id,) if grens.zeker else names, []).append(grens)
    yield Listing(tuple(_grens(uitleg, together) for together in groups.values()))


def _grens(uitleg: Uitleg, together: Sequence[GrensUitleg]) -> Item:
    first, terugblik = together[0], back(uitleg)
    bron = ", ".join(b for grens in together for b in grens.bron)
    questions = tuple(asked_item(uitleg, node) for node in asked([first.als]))
    if first.zeker:
        key = "explain.grens.zeker" if first.sluit_uit == ARCHETYPES[-1] else "explain.grens.zeker_hoger"
        told = said(key, terugblik, tekst=first.tekst, archetype=level(first.sluit_uit), vindplaats=bron)
        return Item(plain(told), questions)
    names = "; ".join(grens.naam for grens in together)
    hangs_on = Item(plain(said("explain.grens.hangt_af", terugblik)), questions)
    return Item(plain(said("explain.grens.misschien", terugblik, namen=names, vindplaats=bron)), (hangs_on,))


def _readings(uitleg: Uitleg, here: ChainPart) -> Iterator[Part]:
    """The other readings of the source that alone change the uitkomst, and in which fasen where that matters."""
    rows: dict[str, tuple[LezingRij, list[Fase]]] = {}
    for part, _ in here.parts:
        for row in part.lezingen:
            rows.setdefault(repr(row), (row, []))[1].extend(part.fasen)
    if rows:
        yield Heading(text("explain.lezingen.kop"), level=3)
        yield sentence(text("explain.lezingen.uitleg"))
        apart = [(row, only_at(here.some(fasen))) for row, fasen in rows.values()]
        yield Listing(tuple(readings(apart, uitleg.lezingen, back(uitleg))))
