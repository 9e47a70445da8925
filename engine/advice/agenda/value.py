"""The Agenda: which questions to talk about first and what their answers could settle, as one value."""

from datetime import date
from typing import Final, Literal, get_args

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


class AboutGespreksvraag(ResultPart):
    """What is told of an open question wherever its single questions stand.

    `id`, `vraag` and the rest are None or empty for questions that no gespreksvraag fills. `terugblik` is what a look
    back says of this one.
    """

    id: str | None
    vraag: str | None
    kern: int | None
    onderdeel: Onderdeel
    bron: list[str]
    notitie: str | None
    terugblik: Terugblik = Terugblik()


class AgendaPunt(AboutGespreksvraag):
    """One open question of the conversation, with the questions that it fills, the best first; or one without it."""

    vragen: list[AgendaVraag]


KaartReden = Literal["rollen", "moet", "verder"]
"""Why a question stands on a card: it settles roles or limits, a moet-eis at the wish asks it, or it goes further."""
KAARTREDENEN: Final[tuple[KaartReden, ...]] = get_args(KaartReden)
KaartStand = Literal["open", "besproken", "niet_nodig"]
"""Whether a question on a card is still to be asked; `niet_nodig` when another answer made it moot."""


class GezegdPlek(ThemaFasen):
    """What was said at a question where it is settled."""

    antwoorden: list[StandpuntRij]


class KaartVraag(AgendaVraag):
    """A single question on a card: why it stands there, how it stands, what was said, and how long it may take."""

    reden: KaartReden
    stand: KaartStand
    besproken: list[GezegdPlek]
    minuten: int | None


class Kaart(AboutGespreksvraag):
    """One open question with its single questions, those that the wish needs first; the same for every dossier.

    `weggelaten` counts its questions that are
    not of the party of `voor`. `getoond` is false when `voor` or `hoogstens` leaves the card out. `minuten` is None
    when no pack says how long a talk takes.
    """

    vragen: list[KaartVraag]
    weggelaten: int
    getoond: bool
    minuten: int | None

    def met_stand(self, stand: KaartStand) -> list[KaartVraag]:
        """The questions that stand so, in order."""
        return [vraag for vraag in self.vragen if vraag.stand == stand]


class Avond(ResultPart):
    """The cards of one evening by kern number; `minuten` is all of it, `begin` and `slot` among them."""

    nummer: int
    kaarten: list[int]
    begin: int | None
    slot: int | None
    minuten: int | None


class Agenda(Resultaat):
    """What to talk about, in order. Without a dossier: every gespreksvraag, and nothing that depends on answers.

    `punten` could settle something; `later` are open too, but no answer to them settles anything now. `weggelaten`
    counts the punten that `hoogstens` left out. `kaarten` are all cards in the order of the packs, whatever is open,
    and `avonden` the evenings in which those of the short route fit.
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
    kaarten: list[Kaart]
    avonden: list[Avond]
    teksten: dict[str, TekstRij]
    woorden: Woorden
