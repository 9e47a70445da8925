"""The open questions of a dossier, each with what an answer could settle, where it is open, and what was said."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ...judging.cases import Geval
from ...judging.moot import moot
from ...model.answers import differ, reden
from ...model.conditions import asked
from ...model.dossier import Dossier, Terugblik
from ...model.pakket import Gespreksvraag, Waarborg
from ...model.regelpakket import VELDEN, Regelpakket
from ...model.words import ARCHETYPES, Archetype, Norm, Reden
from ...result.rapport import AfspraakRapport, StandpuntRij
from ..asked import asked_by, open_questions
from ..fasen import folded
from ..order import WENS
from .value import AgendaEis, AgendaVraag, OpenPlek, UitkomstPlek

if TYPE_CHECKING:
    from .decisive import Deciding

ASKED: Final[tuple[Norm, ...]] = ("moet", "hoort")
"""The norms of an eis that makes a witte vlek, the strongest first."""


@dataclass(frozen=True, slots=True)
class AgendaGeval:
    """One thema × fase judged, with what the Rapport says of it.

    `of_law` says of each question about bevoegdheden alone whether one of those still waits for it.
    """

    geval: Geval
    row: AfspraakRapport
    of_law: Mapping[str, bool] = field(default_factory=dict)


def collect(pakket: Regelpakket, dossier: Dossier, gevallen: Sequence[AgendaGeval]) -> list[AgendaVraag]:
    """Every question and field that is open somewhere, by id."""
    from .decisive import DecidedBefore, decisive  # z3, without which there is still a praatplaat

    known = DecidedBefore()
    cases = [
        _Case(pakket, each, decisive(pakket, dossier, each.geval, known), moot(pakket, each.geval.situatie.antwoorden))
        for each in gevallen
    ]
    filled = {name for talk in pakket.gespreksvragen for name in talk.vult} | {WENS, "reikwijdte"}
    names = sorted({*pakket.vragen, *(field for field in VELDEN if field in filled)})
    return [vraag for name in names if (vraag := _question(pakket, name, cases)) is not None]


def without_answers(pakket: Regelpakket) -> list[AgendaVraag]:
    """Every question and field of the packs, with the eisen that ask it at any archetype; where nothing is answered."""
    return [
        AgendaVraag(
            vraag=name,
            soort="vraag" if name in pakket.vragen else "veld",
            tekst=_words(pakket, name),
            opties=_options(pakket, name),
            uitkomsten=[],
            eisen=[
                _eis(w, norm, ARCHETYPES)
                for w in pakket.waarborgen.values()
                if (norm := _norm(w, ARCHETYPES)) and name in asked_by(pakket, w)
            ],
            archetype=None,
            open=[],
        )
        for name in [*pakket.vragen, *VELDEN]
    ]


@dataclass(frozen=True, slots=True)
class _Case:
    """One thema × fase with what its open questions could decide."""

    pakket: Regelpakket
    each: AgendaGeval
    beslissend: "Deciding"
    moot: Collection[str]

    @property
    def levels(self) -> tuple[Archetype, ...]:
        """The archetypes whose eisen count: the wish, or all when it is not known."""
        wish = self.each.geval.archetype
        return (wish,) if wish else ARCHETYPES

    def why_open(self, name: str) -> Reden | None:
        """Why a question or field is open here; None when it is not."""
        geval = self.each.geval
        if not self.each.of_law.get(name, True):
            return None
        if name == WENS:
            if geval.archetype is not None:
                return None
            return "verschil" if differ(w.gewenst for w in geval.afspraak.gewenst) else "niet_besproken"
        if name in ("bedrag", "terugkijken_op"):
            return "niet_besproken" if getattr(geval.afspraak, name) is None else None
        antwoorden = geval.situatie.antwoorden
        if self.each.of_law.get(name):
            return reden(antwoorden.get(name))
        if name in open_questions(self.pakket, antwoorden):
            why = reden(antwoorden.get(name))
            return None if why == "niet_besproken" and name in self.moot else why
        return None

    def said(self, name: str) -> Sequence[StandpuntRij]:
        """What was said at a question or field so far."""
        if name == WENS:
            return [
                StandpuntRij(door=w.door, antwoord=w.gewenst, bron=None, toelichting=None)
                for w in self.each.row.gewensten
            ]
        return self.each.row.antwoorden.get(name, ())

    def decides_outcome(self, name: str) -> bool:
        """Whether an answer could change the uitkomst; a wish that is not known always does."""
        return name == WENS or name in self.beslissend.uitkomst


def _question(pakket: Regelpakket, name: str, cases: Sequence[_Case]) -> AgendaVraag | None:
    opens = [(case, why) for case in cases if (why := case.why_open(name)) is not None]
    if not opens:
        return None
    eisen = _eisen(name, [case for case, _ in opens])
    return AgendaVraag(
        vraag=name,
        soort="vraag" if name in pakket.vragen else "veld",
        tekst=_words(pakket, name),
        opties=_options(pakket, name),
        uitkomsten=_places(case for case, _ in opens if case.decides_outcome(name)),
        eisen=eisen,
        archetype=min((e.vanaf for e in eisen), key=ARCHETYPES.index, default=_on_ladder(pakket, name)),
        open=_open_places(name, opens),
    )


def _eisen(name: str, cases: Sequence[_Case]) -> list[AgendaEis]:
    """The waarborgen whose status an answer could decide anywhere, each once, with the strongest norm asked there."""
    found: dict[str, AgendaEis] = {}
    for case in cases:
        for waarborg, decides in case.beslissend.eisen.items():
            w = case.pakket.waarborgen[waarborg]
            norm = _norm(w, case.levels)
            if name in decides and norm is not None and (waarborg not in found or norm == ASKED[0]):
                found[waarborg] = _eis(w, norm, ARCHETYPES)
    return sorted(found.values(), key=lambda e: (ASKED.index(e.norm), ARCHETYPES.index(e.vanaf), e.waarborg))


def _eis(w: Waarborg, norm: Norm, levels: Sequence[Archetype]) -> AgendaEis:
    lowest = next(a for a in levels if w.norm.get(a) in ASKED)
    return AgendaEis(waarborg=w.id, naam=w.naam, norm=norm, rust_op=w.rust_op, vanaf=lowest)


def _norm(w: Waarborg, levels: Sequence[Archetype]) -> Norm | None:
    """The strongest norm with which these archetypes ask a waarborg, mag left out."""
    return next((norm for norm in ASKED if any(w.norm.get(a) == norm for a in levels)), None)


def _on_ladder(pakket: Regelpakket, name: str) -> Archetype | None:
    """The lowest archetype whose roles a question helps to tell."""
    return next((a for a in ARCHETYPES if name in asked([pakket.zeggenschap[a]], pakket.voldaan_als)), None)


def _places(cases: Iterable[_Case]) -> list[UitkomstPlek]:
    """The cases as themas, each with its fasen; fasen with another wish apart."""
    return folded(
        UitkomstPlek(
            thema=case.each.row.thema, fasen=[case.each.row.fase], gewenst=case.each.geval.archetype or "onbekend"
        )
        for case in cases
    )


def _open_places(name: str, opens: Sequence[tuple[_Case, Reden]]) -> list[OpenPlek]:
    """Where a question is open: the fasen of a thema in which the same was said together."""
    return folded(
        OpenPlek(thema=case.each.row.thema, fasen=[case.each.row.fase], reden=why, antwoorden=case.said(name))
        for case, why in opens
    )


def _words(pakket: Regelpakket, name: str) -> str | None:
    """A question as people read it; of the fields of an afspraak only reikwijdte has words in a pack."""
    return pakket.vragen[name].vraag if name in pakket.vragen else pakket.woorden.get(f"vraag_{name}")


def _options(pakket: Regelpakket, name: str) -> dict[str, str] | None:
    return (pakket.vragen[name].omschreven or None) if name in pakket.vragen else None


def about(talk: Gespreksvraag, dossier: Dossier | None) -> dict[str, Any]:
    """The fields of AboutGespreksvraag for one of a pack, with what was noted in a dossier."""
    return {
        "id": talk.id,
        "vraag": talk.vraag,
        "kern": talk.kern,
        "onderdeel": talk.onderdeel,
        "bron": list(talk.bron),
        "notitie": dossier.gesprekken.get(talk.id) if dossier else None,
        "terugblik": dossier.terugblik.at(talk.id) if dossier else Terugblik(),
    }
