"""What the files of a Regelpakket hold, each a value: vragen, regels, instrumenten, gesprekken (docs/formaten.md)."""

import operator
import re
from fractions import Fraction
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .conditions import Voorwaarde, VoorwaardeOfGeen
from .dossier import Antwoordblok, Land
from .schema import (
    NUMBER,
    Bronnen,
    Datum,
    Geheel,
    Id,
    Model,
    Periode,
    Tekst,
    Versie,
    Vlag,
    formaat_check,
    version_numbers,
)
from .woorden import Pakketwoorden
from .words import (
    ARCHETYPES,
    Aangesprokene,
    Archetype,
    Basis,
    Besluitstuk,
    DossierStatus,
    Fase,
    IngebouwdSignaal,
    Inzet,
    Machtveld,
    Norm,
    NormBasis,
    Onderdeel,
    Partij,
    Reikwijdte,
    Stapzetter,
    Trekker,
    Uitkomst,
    VasteRegel,
    Waarde6,
    Wegsituatie,
)

FORMAAT = "wijktoets/pakket@1"


def _at(*path: str, **gegevens: object) -> dict[str, Any]:
    """The context of an error that stands at `pad`."""
    return {"pad": path, **gegevens}


class Onderbouwing(Model):
    """Where a vraag or regel comes from, and whether that is literal, derived or external."""

    basis: Basis
    bron: Bronnen
    afleiding: Tekst | None = None
    dekt: tuple[Tekst, ...] = ()
    wet: Tekst | None = None
    artikel: Tekst | None = None
    lid: Tekst | None = None
    bronstatus: Literal["V", "S", "M"] | None = None
    gelezen_versie: Datum | None = None
    jci: Tekst | None = None


class Vroeger(Model):
    """A name that something had before; `omgekeerd`: it was asked the other way round, so ja and nee change places."""

    id: Id
    omgekeerd: Vlag = False


def _vroeger(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


class Opvolger(Model):
    """What replaces something of an earlier version of the pack (docs/formaten.md, Namen die veranderen).

    `vroeger` are its own earlier names: what stood there is taken over. `komt_uit` is what it was split from or merged
    of: what stood there is asked again.
    """

    vroeger: tuple[Annotated[Vroeger, BeforeValidator(_vroeger, json_schema_input_type=str | Vroeger)], ...] = ()
    komt_uit: tuple[Id, ...] = ()


class Optie(Opvolger):
    """What people can choose at a keuze, in words."""

    tekst: Tekst


def _optie(value: Any) -> Any:
    return {"tekst": value} if isinstance(value, str) else value


class Vraag(Opvolger, Onderbouwing):
    """A closed question: a stelling (ja / deels / nee) or a keuze with options.

    `vervallen_opties` are options that are gone, and that none of those that are there replaces.
    """

    id: Id
    vraag: Tekst
    soort: Literal["stelling", "keuze"] = "stelling"
    opties: dict[Id, Annotated[Optie, BeforeValidator(_optie, json_schema_input_type=str | Optie)]] = Field(
        default_factory=dict
    )
    vervallen_opties: tuple[Id, ...] = ()
    onderdeel: Onderdeel
    waarden: tuple[Waarde6, ...] = ()
    geldt_voor: Literal["wijk", "thema", "fase"] = "thema"
    nvt_mogelijk: Vlag = False
    aan: Annotated[tuple[Aangesprokene, ...] | None, Field(min_length=1)] = None
    toelichting: Tekst | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.soort == "keuze" and not self.opties:
            raise PydanticCustomError("keuze_zonder_opties", "no options", _at("soort", vraag=self.id))
        if self.soort == "stelling" and self.opties:
            raise PydanticCustomError("stelling_met_opties", "options on a stelling", _at("opties", vraag=self.id))
        return self

    @property
    def omschreven(self) -> dict[str, str]:
        """What each option stands for, in words."""
        return {name: optie.tekst for name, optie in self.opties.items()}


class Gespreksvraag(Opvolger):
    """An open question of the conversation; `vult` names the vragen or fields that its answer fills."""

    id: Id
    vraag: Tekst
    kern: Geheel | None = None
    onderdeel: Onderdeel
    vult: Annotated[tuple[Id, ...], Field(min_length=1, max_length=4)]
    bron: Bronnen
    dekt: tuple[Tekst, ...] = ()
    toelichting: Tekst | None = None


class Sluit(Model):
    """A question that an actie settles, and what its answer becomes."""

    vraag: Id
    wordt: Tekst = "ja"


def _sluit(value: Any) -> Any:
    return {"vraag": value} if isinstance(value, str) else value


class ActieInzet(Model):
    """What a step asks of residents and of the gemeente."""

    bewoners: Inzet | None = None
    gemeente: Inzet | None = None


class Actie(Model):
    """A concrete step with an owner, and the questions that it settles."""

    id: Id | None = None
    wat: Tekst
    instrument: Id | None = None
    trekker: Trekker
    wijk_doet: Tekst | None = None
    gemeente_doet: Tekst | None = None
    sluit: Annotated[
        tuple[Annotated[Sluit, BeforeValidator(_sluit, json_schema_input_type=str | Sluit)], ...], Field(min_length=1)
    ]
    inzet: ActieInzet = ActieInzet()
    basis: NormBasis = "eigen"
    kanttekening: Tekst | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.trekker == "samen" and not (self.wijk_doet and self.gemeente_doet):
            raise PydanticCustomError("samen_wie_doet_wat", "samen without both sides", _at("trekker"))
        return self


class ActieVerwijzing(Model):
    """`{actie: id}`: a step of another rule that settles this one as well."""

    actie: Id


def _actie_kind(value: Any) -> str:
    if isinstance(value, Model):
        return "node:actie" if isinstance(value, ActieVerwijzing) else "node:wat"
    return "node:actie" if isinstance(value, dict) and "actie" in value else "node:wat"


class Voorbeeld(Model):
    """Answers with the outcome that they must give; run by the tests and by `rules test`.

    `rust_op` says on whom the rule must rest.
    """

    antwoorden: Antwoordblok = Field(default_factory=dict)
    fase: Fase | None = None
    reikwijdte: Reikwijdte | None = None
    land: Land = "NL"
    peildatum: Datum | None = None
    rust_op: Partij | None = None


class WaarborgVoorbeeld(Voorbeeld):
    """An example of a waarborg; the status is that of the eis. `norm` says what the norm of the rule must be."""

    verwacht: Literal["geborgd", "deels", "hooguit_deels", "ontbreekt", "onbekend", "nvt"]
    norm: Annotated[dict[Archetype, Norm], Field(min_length=1)] | None = None


class GrensVoorbeeld(Voorbeeld):
    """An example of a grens. `sluit_uit` says what the rule must exclude."""

    verwacht: Literal["zeker", "misschien", "niet"]
    sluit_uit: Archetype | None = None


class SignaalVoorbeeld(Voorbeeld):
    """An example of a signaal: whether it is shown, asked, or neither."""

    verwacht: Literal["toon", "vraag", "niet"]


class Regel(Opvolger, Onderbouwing):
    """What every regel has: an id, a place in the model, and when it is there at all."""

    id: Id
    onderdeel: Onderdeel
    waarden: tuple[Waarde6, ...] = ()
    fasen: Annotated[tuple[Fase, ...] | None, Field(min_length=1)] = None
    geldig: Periode | None = None
    toelichting: Tekst | None = None


Normen = Annotated[dict[Archetype, Norm], Field(min_length=1)]
"""How heavily a waarborg is asked per archetype; one that is absent is not asked."""


def _check_rising(normen: dict[Archetype, Norm]) -> None:
    """Refuses norms that fall from adviseren to besluiten (docs/model.md section 4)."""
    order = (None, "mag", "hoort", "moet")
    cases: list[dict[str, Any]] = []
    highest = ARCHETYPES[0]
    for archetype in ARCHETYPES:
        norm = normen.get(highest)
        if order.index(normen.get(archetype)) < order.index(norm):
            cases.append(_at("norm", archetype, laag=highest, hoog=archetype, norm=norm))
        else:
            highest = archetype
    if cases:
        raise PydanticCustomError("norm_daalt", "falls", {"gevallen": cases})


class Waarborg(Regel):
    """A democratic safeguard: a condition over answers, with a norm per archetype."""

    soort: Literal["waarborg"]
    naam: Tekst
    norm: Normen
    norm_basis: NormBasis | None = None
    als: Voorwaarde | None = None
    voldaan_als: Voorwaarde
    hard: Vlag = False
    impliceert: tuple[Id, ...] = ()
    rust_op: Partij
    waarom: Tekst
    witte_vlek: Tekst
    witte_vlek_onbekend: Tekst | None = None
    witte_vlek_terugblik: Tekst | None = None
    voorbeeldtekst: Tekst | None = None
    acties: Annotated[
        tuple[
            Annotated[
                Annotated[Actie, Tag("node:wat")] | Annotated[ActieVerwijzing, Tag("node:actie")],
                Discriminator(_actie_kind),
            ],
            ...,
        ],
        Field(min_length=1),
    ]
    voorbeelden: tuple[WaarborgVoorbeeld, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_rising(self.norm)
        return self


class Grens(Regel):
    """A limit: when it holds, `sluit_uit` and every archetype above it are not possible as described."""

    soort: Literal["grens"]
    naam: Tekst
    als: Voorwaarde
    sluit_uit: Archetype
    waarom: Tekst
    bevinding: Literal["kan_zo_niet", "eerst_nog"] = "kan_zo_niet"
    rust_op: Partij | None = None
    voorbeelden: tuple[GrensVoorbeeld, ...] = ()


class Signaal(Regel):
    """A point of attention that neither blocks nor scores."""

    soort: Literal["signaal"]
    naam: Tekst | None = None
    als: Voorwaarde
    tekst: Tekst
    tekst_terugblik: Tekst | None = None
    vraag_bij_twijfel: Tekst | None = None
    waarom: Tekst | None = None
    bevinding: Literal["let_op", "uitzoeken"] = "let_op"
    rust_op: Partij | None = None
    voorbeelden: tuple[SignaalVoorbeeld, ...] = ()


def conditions_of(regel: Waarborg | Grens | Signaal) -> list[Voorwaarde]:
    """What a regel asks (`voldaan_als`) and when it applies (`als`), as far as it has them."""
    own = [regel.voldaan_als] if isinstance(regel, Waarborg) else []
    return [*own, *([regel.als] if regel.als is not None else [])]


Lezingveld = Literal["norm", "als", "voldaan_als"]
"""What a lezing changes of a waarborg."""


class Lezing(Model):
    """A reading of the source that another careful adviser could defend: one change to one waarborg.

    Source: docs/model.md section 7. `als: geen` is a reading in which the waarborg always applies.
    """

    id: Id
    regel: Id
    norm: Normen | None = None
    als: VoorwaardeOfGeen | None = None
    voldaan_als: Voorwaarde | None = None
    waarom: Tekst
    bron: Bronnen

    def changed(self, waarborg: Waarborg) -> Waarborg:
        """The waarborg as this reading has it."""
        value = getattr(self, self.veld)
        return waarborg.model_copy(update={self.veld: None if value == "geen" else value})

    @property
    def veld(self) -> Lezingveld:
        """The one field that it changes."""
        return next(field for field in get_args(Lezingveld) if getattr(self, field) is not None)

    @model_validator(mode="after")
    def _check(self) -> Self:
        changed = [field for field in get_args(Lezingveld) if getattr(self, field) is not None]
        if len(changed) != 1:
            raise PydanticCustomError("lezing_een_ding", "not one change", _at("id", velden=tuple(changed)))
        _check_rising(self.norm or {})
        return self


class Instrument(Model):
    """A known means, such as a wijkpanel, with the source's own caveat.

    Of a route `naast_de_wens` says what it gives beside what is wished, for the archetypes where that differs.
    """

    id: Id
    naam: Tekst
    bron: Bronnen
    kanttekening: Tekst | None = None
    naast_de_wens: dict[Archetype, Tekst] = Field(default_factory=dict)
    sluit: tuple[Annotated[Sluit, BeforeValidator(_sluit, json_schema_input_type=str | Sluit)], ...] = ()
    dekt: tuple[Tekst, ...] = ()
    toelichting: Tekst | None = None


def _weeks(value: int) -> int:
    if not 0 <= value <= MOST_WEEKS:
        raise PydanticCustomError("weken_aantal", "too many weeks", {"meest": MOST_WEEKS})
    return value


MOST_WEEKS = 104
Weken = Annotated[Geheel, AfterValidator(_weeks)]
"""How many weeks something takes: two years at most.

Raises:
    PydanticCustomError: weken_aantal.
"""


class Wegstap(Model):
    """A step on the way of a bevoegdheid: who decides what, and after what.

    `als`: when it belongs to the way; `gedaan_als`: when it is behind us. `bij`: how the route stands that the dossier
    names. `weken` is how long it takes, an estimate of the pack and no term of law. `moment: na` comes after the day on
    which the bevoegdheid is passed on.
    """

    id: Id
    wat: Tekst
    wie: Stapzetter
    als: Voorwaarde
    gedaan_als: Voorwaarde | None = None
    bij: Annotated[tuple[Wegsituatie, ...], Field(min_length=1)] = ("open", "eerst", "uitzoeken")
    na: tuple[Id, ...] = ()
    weken: Weken = 0
    moment: Literal["voor", "na"] = "voor"
    bron: Bronnen
    bronstatus: Literal["V", "S", "M"] | None = None
    toelichting: Tekst | None = None


class Besluitelement(Model):
    """One thing that a paper along a route has to settle, with its article; `velden` and `vragen` may fill it.

    `leeg_als`: when what they hold says that it is not settled.
    """

    id: Id
    stuk: Besluitstuk
    wat: Tekst
    als: Voorwaarde
    velden: tuple[Machtveld, ...] = ()
    vragen: tuple[Id, ...] = ()
    leeg_als: Voorwaarde | None = None
    bron: Bronnen
    bronstatus: Literal["V", "S", "M"] | None = None
    toelichting: Tekst | None = None


_BOUND = rf"(>=|<=|==|>|<) *({NUMBER})"
_VERSION_RANGE = rf"^ *{_BOUND}( *, *{_BOUND})* *$"
_COMPARE = {">=": operator.ge, "<=": operator.le, "==": operator.eq, ">": operator.gt, "<": operator.lt}


_WEIGHT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}|/[0-9]{1,9})?\Z")


class BuildsOn(Model):
    """The pack below this one, with the versions that fit, such as ">=1" or ">=1.2,<2".

    `of_een_ander`: beside another base it stands on that one, without what belongs to the base that it names.
    """

    id: Id
    versie: Annotated[str, Field(pattern=_VERSION_RANGE)] | None = None
    of_een_ander: Vlag = False

    def fits(self, versie: str) -> bool:
        """Whether a version lies in the range.

        >>> BuildsOn(id="p", versie=">=1.2,<2").fits("1.10.0")
        True
        """
        have = version_numbers(versie)
        return all(
            _COMPARE[sign](have, version_numbers(bound)) for sign, bound in re.findall(_BOUND, self.versie or "")
        )


def _weight(value: Any) -> Any:
    if re.match(r"-[0-9.]+\Z", str(value)):
        raise PydanticCustomError("gewicht_niet_positief", "below 0")
    if not _WEIGHT.match(str(value)) or str(value).endswith("/0"):
        raise PydanticCustomError("geen_getal", "not a number")
    if Fraction(str(value)) <= 0:
        raise PydanticCustomError("gewicht_niet_positief", "0")
    return Fraction(str(value))


Gewicht = Annotated[Fraction, BeforeValidator(_weight, json_schema_input_type=float)]


class Weging(Model):
    """How heavily an eis counts in the scores: a choice of the project, named in reports."""

    moet: Gewicht
    hoort: Gewicht


class InzetWeging(Model):
    """How heavily each degree of effort counts when acties are compared."""

    geen: Geheel = 0
    weinig: Geheel = 1
    gemiddeld: Geheel = 2
    veel: Geheel = 4


class Gespreksduur(Model):
    """How long a talk takes in minutes, as a pack reckons: a card, each single question on it, and what goes around.

    `ander_thema` is for a question that is asked again at a further thema; `begin` and `slot` are of each evening.
    """

    kaart: Geheel
    vraag: Geheel
    ander_thema: Geheel = 0
    begin: Geheel = 0
    slot: Geheel = 0
    kaarten_per_avond: Geheel

    @field_validator("*")
    @classmethod
    def _not_too_little(cls, value: int, info: ValidationInfo) -> int:
        least = int(cls.model_fields[str(info.field_name)].is_required())
        if value < least:
            raise PydanticCustomError("duur_te_klein", "too little", {"waarde": value, "minstens": least})
        return value


class Zeggenschap(Model):
    """The ladder: for each archetype the condition under which the described roles amount to it."""

    adviseren: Voorwaarde
    aanjagen: Voorwaarde
    besluiten: Voorwaarde


class TekstPerStatus(Model):
    """A sentence that differs by the status of the dossier; `als_wens` is for `--archetype`."""

    voorstel: Tekst | None = None
    afgesproken: Tekst | None = None
    in_uitvoering: Tekst | None = None
    terugblik: Tekst | None = None
    als_wens: Tekst | None = None
    anders: Tekst
    bron: Bronnen | None = None

    def for_status(self, status: DossierStatus, as_if: bool) -> str:
        """The sentence for a dossier of this status, or for a wish that was only supposed."""
        if as_if and self.als_wens:
            return self.als_wens
        chosen: str | None = getattr(self, status)
        return chosen or self.anders


def _per_status(value: Any) -> Any:
    return {"anders": value} if isinstance(value, str) else value


PakketTekst = Annotated[TekstPerStatus, BeforeValidator(_per_status, json_schema_input_type=str | TekstPerStatus)]

Tekstsleutel = Literal[
    IngebouwdSignaal,
    "grens_misschien",
    "eerst_bespreken",
    "grens_misschien_ook",
    "raad_bij_overdracht",
    "volgens",
    VasteRegel,
]
"""The built-in signalen, the fixed lines, who leads what is talked about first, what stays with the raad when powers
move, and by whom an uitkomst is told: all that a pack may word."""


class PakketBron(Model):
    """The document that the pack follows, as results name it."""

    titel: Tekst
    jaar: Geheel | None = None
    opmerking: Tekst | None = None


class Rol(Model):
    """A role in an afspraak, such as who decides (L194), and the vragen whose answers say who has it."""

    naam: Tekst
    vragen: Annotated[tuple[Id, ...], Field(min_length=1)]


class Splitsing(Model):
    """What a thema says that lies below a limit, and one that lies above it (L57): what `new --split` fills in.

    `grens` is the answer that there is a limit; the other two say on which side of it a thema lies, to one question.
    """

    grens: Sluit
    eronder: Sluit
    erboven: Sluit

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.eronder.vraag != self.erboven.vraag or self.eronder.wordt == self.erboven.wordt:
            raise PydanticCustomError("splitsen_kanten", "no two sides", _at("erboven"))
        return self


class Vervallen(Model):
    """What earlier versions of a pack had and nothing replaces, so that it is known when a dossier names it."""

    vragen: tuple[Id, ...] = ()
    gespreksvragen: tuple[Id, ...] = ()
    regels: tuple[Id, ...] = ()


class Pakketkop(Model):
    """pakket.yaml: what a pack is called, builds on and has lost, its ladder, weights, words, sentences and limits."""

    formaat: Annotated[Literal["wijktoets/pakket@1"], BeforeValidator(formaat_check(FORMAAT))] = "wijktoets/pakket@1"
    id: Id
    naam: Tekst
    versie: Versie
    bouwt_op: BuildsOn | None = None
    bron: PakketBron | None = None
    weging: Weging | None = None
    inzet: InzetWeging = InzetWeging()
    woorden: Pakketwoorden | None = None
    zeggenschap: Zeggenschap | None = None
    elk_kompaspunt: Archetype | None = None
    uitkomsten: dict[Uitkomst, PakketTekst] = Field(default_factory=dict)
    teksten: dict[Tekstsleutel, PakketTekst] = Field(default_factory=dict)
    wie_doet_wat: tuple[Rol, ...] = ()
    splitsen: Splitsing | None = None
    gespreksduur: Gespreksduur | None = None
    vervallen: Vervallen = Vervallen()
