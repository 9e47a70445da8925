"""The Agenda: which questions to talk about first and what their answers could settle, as one value."""

from datetime import date
from typing import Literal

from ...model.dossier import Terugblik
from ...model.woorden import Woorden
from ...model.words import Archetype, DossierStatus, Norm, Onderdeel, Partij, Reden
from ...result.rapport import PakketRij, Resultaat, ResultPart, StandpuntRij, TekstRij
from ..fasen import ThemaFasen

FORMAAT: Literal["wijktoets/agenda@1"] = "wijktoets/agenda@1"


class UitkomstPlek(ThemaFasen):
    """Where the uitkomst could still change: for this wish, or without one whether some archetype fits."""

    gewenst: Archetype | Literal["onbekend"]


class OpenPlek(ThemaFasen):
    """Where a question is open, why, and what was said there so far."""

    reden: Reden
    antwoorden: list[StandpuntRij]


class AgendaEis(ResultPart):
    """An eis whose status an answer could decide.

    `norm` is the strongest that the dossier asks; `vanaf` the lowest archetype that asks it as moet or hoort.
    """

    waarborg: str
    naam: str
    norm: Norm
    rust_op: Partij
    vanaf: Archetype


class AgendaVraag(ResultPart):
    """An open question with what an answer to it could settle.

    `tekst` is None for a field of an afspraak (`veld`), which has no words in a pack. `archetype` is the
    lowest that it serves.
    """

    vraag: str
    soort: Literal["vraag", "veld"]
    tekst: str | None
    opties: dict[str, str] | None
    uitkomsten: list[UitkomstPlek]
    eisen: list[AgendaEis]
    archetype: Archetype | None
    open: list[OpenPlek]

    @property
    def beslist(self) -> bool:
        """Whether an answer could settle anything."""
        return bool(self.uitkomsten or self.eisen)

    def met_norm(self, norm: Norm) -> list[AgendaEis]:
        """The eisen with this norm."""
        return [eis for eis in self.eisen if eis.norm == norm]


class AgendaPunt(ResultPart):
    """One open question of the conversation, with the questions that it fills, the best first.

    `id`, `vraag` and the rest are None or empty for questions that no gespreksvraag fills: then it holds one of those.
    `terugblik` is what a look back says of this one.
    """

    id: str | None
    vraag: str | None
    kern: int | None
    onderdeel: Onderdeel
    bron: list[str]
    notitie: str | None
    terugblik: Terugblik = Terugblik()
    vragen: list[AgendaVraag]


class Agenda(Resultaat):
    """What to talk about, in order. Without a dossier: every gespreksvraag, and nothing that depends on answers.

    `punten` could settle something; `later` are open too, but no answer to them settles anything now. `weggelaten`
    counts the punten that `hoogstens` left out.
    """

    formaat: Literal["wijktoets/agenda@1"] = FORMAAT
    dossier: str | None
    bestand: str | None
    fictief: bool
    status: DossierStatus | None
    peildatum: date | None
    peildatum_is_vandaag: bool
    als_wens: Archetype | None
    voor: str | None
    voor_rol: str | None
    terugkijken_op: list[date]
    pakketten: list[PakketRij]
    punten: list[AgendaPunt]
    later: list[AgendaPunt]
    weggelaten: int
    teksten: dict[str, TekstRij]
    woorden: Woorden
