"""Makes a Plan: from where a dossier stands to its target, by the smallest set of acties (docs/model.md section 6)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Final

from ...judging.cases import Engine, Geval
from ...judging.facts import Situatie
from ...model.dossier import Dossier, Standpunt
from ...model.errors import InvoerFout, Melding, Plek, near
from ...model.in_words import in_words_of
from ...model.regelpakket import Regelpakket
from ...model.words import Archetype, Fase, Inzet, niveau
from ...result.assembly import judge_all, levels_row, without_afweging
from ...result.heading import heading, pack_rows
from ...result.kept_rows import actie_row, kept_rows
from ...result.rapport import TekstRij
from ...result.wording import PackSentences
from ..rows import waarborg_names
from ..teksten import teksten
from .order import begin, earlier
from .problem import ActieBij, Opgave, asking, carried_out, clash, every_actie, load, opgave, unmet
from .value import (
    AlsRij,
    OnoplosbaarRij,
    Plan,
    PlanActieRij,
    PlanAfspraakRij,
    PlanGrensRij,
    PlanInzet,
    RunningRij,
    ServedRij,
    VervaltRij,
)
from .vervalt import vervalt

if TYPE_CHECKING:
    from .solve import Oplossing

KEEP: Final = "--keep"
WITHOUT: Final = "--without"
"""How messages name the place of an actie that must, or may not, be in a plan."""


@dataclass(frozen=True, slots=True)
class Vraagstuk:
    """What is asked of a plan: to which target (None: each afspraak its own wish), with and without which acties.

    `seconds` is how long the proof that nothing smaller is enough may take; `thema` and `fase` look at only these.
    """

    target: Archetype | None = None
    houden: frozenset[str] = frozenset()
    zonder: frozenset[str] = frozenset()
    thema: str | None = None
    fase: Fase | None = None
    seconds: float = 10.0


def plan(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    asked: Vraagstuk = Vraagstuk(),
    *,
    laws: Regelpakket | None = None,
) -> Plan:
    """The smallest set of acties that brings every thema × fase to its target.

    What it says that is reached is judged again with `engine`, after carrying out the acties.

    Args:
        today: the peildatum when the dossier names none.
        laws: the pack that looks at bevoegdheden, for `teksten`.

    Raises:
        InvoerFout: the dossier does not fit the pack, there is no such actie, or two that must be in it cannot both.
        ValueError: an actie that must be in the plan may not be in it.
    """
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    lines = lines_of(dossier, pakket, engine, today, asked, laws)
    return carried(dossier, pakket, engine, today, asked, lines)[0]


def lines_of(
    dossier: Dossier, pakket: Regelpakket, engine: Engine, today: date, asked: Vraagstuk, laws: Regelpakket | None
) -> dict[str, TekstRij]:
    """The lines that go with a plan: of the dossier as it stands, its target as if it were wished."""
    gevallen = judge_all(dossier, pakket, engine, today, thema=asked.thema, fase=asked.fase)
    return teksten(dossier, pakket, gevallen, engine, today, laws=laws, als_wens=asked.target)


def carried(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    asked: Vraagstuk,
    lines: Mapping[str, TekstRij],
) -> tuple[Plan, Dossier]:
    """The plan, and the dossier as it is when the plan is carried out; the arguments are those of `plan`."""
    from .solve import solve  # z3, without which `plan --help` still works

    _check_names(pakket, asked)
    gevallen = judge_all(dossier, pakket, engine, today, thema=asked.thema, fase=asked.fase)
    aims = [asked.target or geval.archetype for geval in gevallen]
    aimed = [(geval, aim) for geval, aim in zip(gevallen, aims, strict=True) if aim is not None]
    problem = opgave(dossier, pakket, aimed, asked.houden, asked.zonder)
    found = solve(problem, asked.seconds)
    later = after(dossier, problem, found.paren)
    gevallen_na = judge_all(later, pakket, engine, today, thema=asked.thema, fase=asked.fase)
    state = _Stand(dossier, pakket, asked, today, lines, problem, found, gevallen, gevallen_na, aims)
    return _plan(state), later


def after(dossier: Dossier, problem: Opgave, done: Iterable[ActieBij]) -> Dossier:
    """The dossier when these acties are carried out: what they settle is answered, by all together."""
    answers: dict[int, dict[str, tuple[Standpunt, ...]]] = {}
    for name, index in sorted(done):
        actie = problem.acties[name]
        for settled in actie.sluit:
            said = Standpunt(antwoord=settled.wordt, toelichting=actie.wat)
            answers.setdefault(index, {})[settled.vraag] = (said,)
    afspraken = tuple(
        a.model_copy(update={"antwoorden": {**a.antwoorden, **answers.get(index, {})}})
        for index, a in enumerate(dossier.afspraken)
    )
    return dossier.model_copy(update={"afspraken": afspraken})


def _check_names(pakket: Regelpakket, asked: Vraagstuk) -> None:
    if asked.houden & asked.zonder:
        raise ValueError(f"both with and without: {sorted(asked.houden & asked.zonder)}")
    known = every_actie(pakket)
    wrong = [
        Melding("plan_actie_onbekend", Plek(place), {"naam": name}, near(name, known))
        for place, names in ((KEEP, asked.houden), (WITHOUT, asked.zonder))
        for name in sorted(names)
        if name not in known
    ]
    kept = [known[name] for name in sorted(asked.houden) if name in known]
    wrong += [
        Melding("plan_acties_botsen", Plek(KEEP), {"een": one.id, "ander": other.id})
        for one, other in combinations(kept, 2)
        if clash(one, other)
    ]
    if wrong:
        raise InvoerFout(wrong)


@dataclass(frozen=True)
class _Stand:
    """All that the rows of a plan are made of: the cases as they stand, the solution, and the cases after it."""

    dossier: Dossier
    pakket: Regelpakket
    asked: Vraagstuk
    today: date
    lines: Mapping[str, TekstRij]
    problem: Opgave
    found: "Oplossing"
    gevallen: Sequence[Geval]
    gevallen_na: Sequence[Geval]
    aims: Sequence[Archetype | None]

    @cached_property
    def carried_out(self) -> list[Situatie]:
        """The situation of each case of the problem when the whole plan is carried out."""
        acties, done = self.problem.acties, self.found.paren
        return [carried_out(acties, case, done) for case in self.problem.gevallen]

    @cached_property
    def owners(self) -> dict[str, set[str]]:
        """The waarborgen that have each actie."""
        found: dict[str, set[str]] = {}
        for name, acties in self.pakket.acties.items():
            for actie in acties:
                found.setdefault(str(actie.id), set()).add(name)
        return found

    @cached_property
    def asking(self) -> dict[str, set[str]]:
        """The moet-eisen of the cases that use each question."""
        return asking(self.pakket, {name for case in self.problem.gevallen for name in case.moet})


def _plan(state: _Stand) -> Plan:
    dossier, pakket, found = state.dossier, state.pakket, state.found
    afspraken, grenzen = _afspraken(state), _grenzen(state)
    acties = _acties(state)
    falls = [
        VervaltRij(actie=actie, als=AlsRij(vraag=vraag, antwoord=antwoord))
        for actie, vraag, antwoord in vervalt(state.problem, found.paren, found.acties)
    ]
    left = [
        OnoplosbaarRij(thema=case.thema, fase=case.fase, waarborg=name, bespreek_met=pakket.waarborgen[name].rust_op)
        for case, name in ((state.problem.gevallen[index], name) for index, name in found.onoplosbaar)
    ]
    words = PackSentences(pakket, dossier, dossier.peildatum or state.today)
    asked = {s.vraag for actie in acties for s in actie.sluit} | {row.als.vraag for row in falls}
    named = {actie.waarborg for actie in acties} | {row.waarborg for row in left}
    named |= {name for actie in acties for row in actie.voor for name in row.waarborgen}
    targets = {aim for aim in state.aims if aim is not None}
    return Plan(
        **heading(dossier, state.pakket, state.today, state.lines),
        pakketten=pack_rows(pakket),
        target=state.asked.target or (next(iter(targets)) if len(targets) == 1 else None),
        mogelijk=bool(targets) and _reached(afspraken) and not grenzen,
        bewezen=found.bewezen,
        afspraken=afspraken,
        acties=acties,
        inzet=_inzet(state),
        vervalt=falls,
        onoplosbaar=left,
        grenzen=grenzen,
        zonder=sorted(state.asked.zonder),
        eerst_bespreken=words.line("eerst_bespreken") if "eerst_bespreken" in pakket.teksten else None,
        waarborgen=waarborg_names(pakket, named),
        vragen={name: row for name, row in kept_rows(pakket).vragen.items() if name in asked},
    )


def _reached(afspraken: Iterable[PlanAfspraakRij]) -> bool:
    """Whether every afspraak with a target gets there."""
    return all(row.gehaald is not False for row in afspraken)


def _afspraken(state: _Stand) -> list[PlanAfspraakRij]:
    rows = []
    for geval, later, aim in zip(state.gevallen, state.gevallen_na, state.aims, strict=True):
        rows.append(
            PlanAfspraakRij(
                thema=geval.afspraak.thema,
                fase=geval.fase,
                gewenst=geval.archetype or "onbekend",
                doel=aim,
                borging_tot=levels_row(geval.congruentie.borging),
                borging_zonder_afweging=without_afweging(geval.eisen),
                na=None if aim is None else levels_row(later.congruentie.borging),
                gehaald=None if aim is None else later.congruentie.borging.laag >= niveau(aim),
                gehaald_zonder=None if aim is None else geval.congruentie.borging.laag >= niveau(aim),
            )
        )
    return rows


def _grenzen(state: _Stand) -> list[PlanGrensRij]:
    """The grenzen that surely exclude a target, also when the plan is carried out."""
    return [
        PlanGrensRij(
            thema=later.afspraak.thema,
            fase=later.fase,
            id=stand.id,
            sluit_uit=state.pakket.grenzen[stand.id].sluit_uit,
            zeker=True,
            tekst=state.pakket.grenzen[stand.id].waarom,
            bron=list(state.pakket.grenzen[stand.id].bron),
            open_vragen=[],
        )
        for later, aim in zip(state.gevallen_na, state.aims, strict=True)
        if aim is not None
        for stand in later.congruentie.grenzen
        if stand.zeker and stand.niveau <= niveau(aim)
    ]


def _acties(state: _Stand) -> list[PlanActieRij]:
    chosen = {name: state.problem.acties[name] for name in sorted(state.found.acties)}
    voor = {name: _voor(state, name) for name in chosen}
    served = {name: {w for row in voor[name] for w in row.waarborgen} for name in chosen}
    before = earlier(state.pakket, chosen, served)
    rows = []
    for name, actie in chosen.items():
        cases = [case for case in state.problem.gevallen if (name, case.afspraak) in state.found.paren]
        rows.append(
            PlanActieRij(
                **dict(actie_row(actie, state.pakket)),
                waarborg=_owner(state.owners[name], name, served[name]),
                voor=voor[name],
                begint_met=begin(actie, cases),
                na=before[name],
                gehouden=name in state.asked.houden,
                loopt=_running(state.dossier, name),
            )
        )
    return rows


def _voor(state: _Stand, name: str) -> list[ServedRij]:
    """Where an actie is done, and the eisen there that it helps to settle: not met now, and met by the plan."""
    rows = []
    own = state.owners[name]
    served = own.union(*(state.asking.get(s.vraag, ()) for s in state.problem.acties[name].sluit))
    aimed = (g for g, aim in zip(state.gevallen, state.aims, strict=True) if aim)
    for geval, case, later in zip(aimed, state.problem.gevallen, state.carried_out, strict=True):
        if (name, case.afspraak) not in state.found.paren:
            continue
        moet = sorted(served.intersection(case.moet))
        also = [e.waarborg.id for e in geval.eisen[case.doel] if e.norm == "hoort" and e.waarborg.id in own]
        closed = [w for w in moet if w in case.open] or also or moet
        names = sorted(set(closed) - unmet(state.pakket, case, later, closed))
        if names:
            rows.append(ServedRij(thema=case.thema, fase=case.fase, waarborgen=names))
    return rows


def _owner(owners: Collection[str], name: str, served: Collection[str]) -> str:
    """The waarborg that an actie belongs to: one that it serves when it can be, else that of its id."""
    return min(owners, key=lambda w: (w not in served, name.rpartition(".")[0] != w, w))


def _running(dossier: Dossier, name: str) -> list[RunningRij]:
    return [
        RunningRij(wat=a.wat, trekker=a.trekker, status=a.status, wanneer=a.wanneer, thema=a.thema, fase=a.fase)
        for a in dossier.acties
        if a.actie == name
    ]


def _inzet(state: _Stand) -> PlanInzet:
    efforts = [state.problem.acties[name].inzet for name in state.found.acties]

    def total(given: Sequence[Inzet | None]) -> int:
        return sum(load(state.pakket, effort) for effort in given if effort is not None)

    residents, gemeente = [e.bewoners for e in efforts], [e.gemeente for e in efforts]
    return PlanInzet(
        bewoners=total(residents),
        gemeente=total(gemeente),
        bewoners_onbekend=residents.count(None),
        gemeente_onbekend=gemeente.count(None),
    )
