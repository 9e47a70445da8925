"""Holds the acties of a dossier beside what the rules say now (docs/model.md section 6, Opvolging).

An actie that is klaar closes its witte vlek only when the rule, evaluated again, says geborgd. Each actie stands with
its own trekker: nobody answers for what another left open. One that is only a proposal keeps no point from being open.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, Literal

from ...judging.cases import Engine, Geval
from ...judging.evaluation import OPEN_STATUSES
from ...model.conditions import Niet, Voorwaarde, VraagTest, WaarborgRef, children, value
from ...model.dossier import Dossier, DossierActie, rol_of
from ...model.in_words import in_words_of
from ...model.pakket import Actie
from ...model.regelpakket import Regelpakket
from ...model.words import AFGESPROKEN_ACTIES, GEDANE_ACTIES, PARTIJEN, PARTIJROLLEN, ActieStatus
from ...result.heading import heading_of
from ...result.rapport import AfspraakRapport, Rapport
from ..fasen import folded
from ..rows import waarborg_names
from ..teksten import judged
from .value import (
    ActieStand,
    LosseActie,
    NietGevraagd,
    Oordeel,
    Opvolging,
    PlekStand,
    Terugkijken,
    VraagStand,
    WithoutActie,
)

RUNNING: Final[tuple[ActieStatus | None, ...]] = (*AFGESPROKEN_ACTIES, None)
"""Of what is being done as far as was said: agreed, or noted without a word on how far it is."""
OWNERS: Final = (*PARTIJROLLEN, "samen")
"""In which order acties are told, by the rol of who sees to them; a role before the parties that have it by name."""
AFTER: Final = ("voorstel", "klaar", "vervallen")
"""What is told after what runs, in this order."""


def follow_up(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    *,
    laws: Regelpakket | None = None,
    as_of: date | None = None,
) -> Opvolging:
    """How the acties of a dossier stand.

    Args:
        today: the day that counts when neither `as_of` nor the dossier names one.
        laws: the pack that looks at bevoegdheden, for `teksten`.
        as_of: look on this day instead of on the peildatum of the dossier.

    Raises:
        InvoerFout: the dossier does not fit the pack.
    """
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    on_day = dossier if as_of is None else dossier.model_copy(update={"peildatum": as_of})
    gevallen, rapport = judged(on_day, pakket, engine, today, laws=laws)
    plekken = [_Plek(pakket, geval, row) for geval, row in zip(gevallen, rapport.afspraken, strict=True)]
    order = partial(_order, dossier)
    acties = sorted(_acties(dossier, plekken, rapport.peildatum), key=order)
    loose = sorted(_loose(dossier, rapport.peildatum), key=order)
    lacking = list(_lacking(dossier, plekken))
    asked = {vraag.vraag for actie in acties for vraag in actie.vragen}
    named = {a.waarborg for a in acties} | {z.waarborg for z in lacking}
    return Opvolging(
        **heading_of(rapport),
        peildatum_gekozen=as_of is not None,
        pakketten=rapport.pakketten,
        acties=acties,
        losse_acties=loose,
        zonder_actie=lacking,
        zonder_wens=list(dict.fromkeys(p.row.thema for p in plekken if p.row.gewenst == "onbekend")),
        terugkijken=list(_look_back(dossier, rapport)),
        vragen={name: row for name, row in rapport.vragen.items() if name in asked},
        waarborgen=waarborg_names(pakket, named),
    )


def _order(dossier: Dossier, actie: ActieStand | LosseActie) -> tuple[int, bool, str, int, date, int]:
    rol = rol_of(actie.trekker, dossier.partijen)
    running = 1 + AFTER.index(actie.status) if actie.status in AFTER else 0
    named = (OWNERS.index(rol), rol != actie.trekker, actie.trekker)
    return *named, running, actie.wanneer or date.max, actie.nummer


@dataclass(frozen=True, slots=True)
class _Plek:
    """One thema × fase, judged, with its row in the Rapport."""

    pakket: Regelpakket
    geval: Geval
    row: AfspraakRapport

    def serves(self, actie: DossierActie) -> bool:
        """Whether an actie is about this thema and fase."""
        return actie.serves(self.row.thema, self.row.fase)

    def stand(self, waarborg: str) -> PlekStand:
        """How a waarborg stands here."""
        eis, archetype = self.geval.eis(waarborg), self.geval.archetype
        return PlekStand(
            thema=self.row.thema,
            fasen=[self.row.fase],
            norm=eis.waarborg.norm.get(archetype) if archetype else None,
            status=eis.status,
            aard=self.geval.aard(eis),
        )

    def asked(self, waarborg: str) -> bool:
        """Whether it is asked here: it applies, and the wish (when known) has a norm for it."""
        return self.geval.eis(waarborg).status != "nvt" and self.in_wish(waarborg)

    def in_wish(self, waarborg: str) -> bool:
        """Whether the wish has a norm for it; of a wish that is not known, every norm counts."""
        return self.geval.archetype is None or self.geval.archetype in self.geval.eis(waarborg).waarborg.norm

    def is_open(self, waarborg: str) -> bool:
        """Whether it is asked and not met."""
        return self.asked(waarborg) and self.geval.eis(waarborg).status in OPEN_STATUSES


# What the rules say of each actie


def _acties(dossier: Dossier, plekken: Sequence[_Plek], peildatum: date) -> Iterator[ActieStand]:
    for nummer, actie in enumerate(dossier.acties, 1):
        if actie.waarborg is None:
            continue
        served = [plek for plek in plekken if plek.serves(actie)]
        oordeel = _oordeel(dossier, actie, actie.waarborg, served, peildatum)
        yield ActieStand(
            nummer=nummer,
            **actie.model_dump(),
            oordeel=oordeel,
            reden=_reden(actie.waarborg, served) if oordeel == "niet_gevraagd" else None,
            plekken=folded(plek.stand(actie.waarborg) for plek in served),
            vragen=_vragen(actie, actie.waarborg, served),
        )


def _loose(dossier: Dossier, peildatum: date) -> Iterator[LosseActie]:
    """The acties without a waarborg: no rule says anything of these."""
    for nummer, actie in enumerate(dossier.acties, 1):
        if actie.waarborg is None:
            told = actie.model_dump(exclude={"waarborg", "actie"})
            done = actie.status in GEDANE_ACTIES
            yield LosseActie(nummer=nummer, **told, oordeel="af" if done else _on_its_way(actie, peildatum))


def _on_its_way(actie: DossierActie, peildatum: date) -> Literal["voorgesteld", "datum_voorbij", "loopt"]:
    """How an actie that is still to be done stands on a day."""
    if actie.status == "voorstel":
        return "voorgesteld"
    return "datum_voorbij" if actie.wanneer is not None and actie.wanneer < peildatum else "loopt"


def _oordeel(dossier: Dossier, actie: DossierActie, name: str, served: Sequence[_Plek], peildatum: date) -> Oordeel:
    asked = [plek for plek in served if plek.asked(name)]
    still_open = [plek for plek in asked if plek.is_open(name)]
    if actie.status == "vervallen":
        return "vervallen_open" if any(_abandoned(dossier, name, plek) for plek in still_open) else "vervallen"
    if not asked:
        return "niet_gevraagd"
    if not still_open:
        if any(plek.geval.eis(name).status == "afgewogen" for plek in asked):
            return "bewust_anders"
        return "gesloten" if actie.status == "klaar" else "al_geregeld"
    if actie.status == "klaar":
        own = _settles(still_open[0].pakket, actie)
        done = own and all(_settled(plek, own) for plek in still_open)
        return "meer_nodig" if done else "zonder_effect"
    return _on_its_way(actie, peildatum)


def _abandoned(dossier: Dossier, waarborg: str, plek: _Plek) -> bool:
    """Whether an eis moet or hoort is left with no actie that runs."""
    norm = plek.stand(waarborg).norm
    return (norm != "mag" or plek.geval.archetype is None) and not _runs(dossier, waarborg, plek)


def _runs(dossier: Dossier, waarborg: str, plek: _Plek) -> bool:
    return any(a.waarborg == waarborg and a.status in RUNNING and plek.serves(a) for a in dossier.acties)


def _reden(name: str, served: Sequence[_Plek]) -> NietGevraagd:
    if not served:
        return "geen_plek"
    return "nvt" if any(plek.in_wish(name) for plek in served) else "niet_bij_wens"


def _settles(pakket: Regelpakket, actie: DossierActie) -> Mapping[str, str]:
    """The questions that an actie of the pack settles, each with what its answer becomes; of any other, none."""
    known: Iterable[Actie] = pakket.acties.get(actie.waarborg or "", ())
    chosen = next((a for a in known if a.id == actie.actie), None)
    return {} if chosen is None else {s.vraag: s.wordt for s in chosen.sluit}


def _settled(plek: _Plek, own: Mapping[str, str]) -> bool:
    """Whether each of these questions has the answer that it was to get."""
    given = plek.geval.situatie.antwoorden
    return all(vraag in given and set(given[vraag].telt) - {"nvt"} <= {wordt} for vraag, wordt in own.items())


def _vragen(actie: DossierActie, name: str, served: Sequence[_Plek]) -> list[VraagStand]:
    """The questions that keep the rule from being met, as they stand in the first place where it is open."""
    here = next((plek for plek in served if plek.is_open(name)), None)
    if here is None:
        return []
    own = _settles(here.pakket, actie)
    found = dict.fromkeys(_lacking_questions(here, here.geval.eis(name).waarborg.voldaan_als))
    return [
        VraagStand(vraag=vraag, antwoorden=here.row.antwoorden.get(vraag, []), eigen=vraag in own)
        for vraag in sorted(found, key=lambda vraag: (vraag not in own, vraag))
    ]


def _lacking_questions(plek: _Plek, node: Voorwaarde) -> Iterator[str]:
    """The questions at the leaves that are reached through nodes that are not surely met only."""
    interval = value(node, plek.geval.situatie.antwoorden, plek.geval.feiten.waarborgen)
    if interval is None or interval.laag == 1.0:
        return
    match node:
        case VraagTest(vraag=vraag) | Niet(niet=VraagTest(vraag=vraag)):
            yield vraag
        case WaarborgRef(waarborg=name):
            yield from _lacking_questions(plek, plek.pakket.voldaan_als[name])
        case _:
            for child in children(node):
                yield from _lacking_questions(plek, child)


# What has no actie, and when to look back


def _lacking(dossier: Dossier, plekken: Sequence[_Plek]) -> Iterator[WithoutActie]:
    """The moet witte vlekken at a wish that is known for which no actie runs; fasen of a thema together."""
    found = folded(
        WithoutActie(
            thema=plek.row.thema,
            fasen=[plek.row.fase],
            gewenst=plek.geval.archetype,
            waarborg=vlek.waarborg,
            aard=vlek.aard,
            tekst=vlek.tekst,
            rust_op=vlek.rust_op,
            bron=vlek.bron,
            eerder=_numbers(dossier, vlek.waarborg, plek, GEDANE_ACTIES),
            voorgesteld=_numbers(dossier, vlek.waarborg, plek, ("voorstel",)),
            voorstel=next((a for a in vlek.acties if a.id not in _tried(dossier, plek)), None),
        )
        for plek in plekken
        if plek.geval.archetype is not None
        for vlek in plek.row.witte_vlekken
        if vlek.norm == "moet" and not _runs(dossier, vlek.waarborg, plek)
    )
    themas = list(dict.fromkeys(plek.row.thema for plek in plekken))
    yield from sorted(found, key=lambda z: (themas.index(z.thema), PARTIJEN.index(z.rust_op), z.waarborg))


def _numbers(dossier: Dossier, waarborg: str, plek: _Plek, states: Collection[str]) -> list[int]:
    """The acties for a waarborg here that have one of these statuses."""
    return [
        n for n, a in enumerate(dossier.acties, 1) if a.waarborg == waarborg and a.status in states and plek.serves(a)
    ]


def _tried(dossier: Dossier, plek: _Plek) -> set[str | None]:
    """The acties of the pack that were chosen or proposed here before."""
    return {a.actie for a in dossier.acties if plek.serves(a)}


def _look_back(dossier: Dossier, rapport: Rapport) -> Iterator[Terugkijken]:
    """Each day on which to look back, in order, with what can be looked at by then."""
    rows: dict[tuple[date, str], list[AfspraakRapport]] = {}
    for row in rapport.afspraken:
        if row.terugkijken_op is not None:
            rows.setdefault((row.terugkijken_op, row.thema), []).append(row)
    for (day, thema), here in sorted(rows.items()):
        fasen = {row.fase for row in here}
        mine = [
            (nummer, actie.wanneer)
            for nummer, actie in enumerate(dossier.acties, 1)
            if actie.status not in ("voorstel", "vervallen")
            and actie.thema in (None, thema)
            and (actie.fase is None or actie.fase in fasen)
        ]
        weighed = {a.model_dump_json(): a for row in here for a in row.afwegingen}
        yield Terugkijken(
            op=day,
            voorbij=day < rapport.peildatum,
            thema=thema,
            acties=[nummer for nummer, wanneer in mine if wanneer is None or wanneer <= day],
            later=[nummer for nummer, wanneer in mine if wanneer is not None and wanneer > day],
            afwegingen=list(weighed.values()),
        )
