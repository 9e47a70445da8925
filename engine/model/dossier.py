"""A Dossier as a value: one wijk or one proposed wijkdeal, with its answers and agreements (docs/formaten.md)."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from .agreed import AfgesprokenTekst, Bevestiging, once_each, signers
from .alike import by_look, visible
from .grondslag import Grondslagtekst
from .schema import Bronnen, Datum, Euro, Id, Ids, Model, Periode, Tekst, Versie, Vlag, formaat_check, repeated
from .source import Vindplaats
from .successors import Hernoeming
from .words import (
    BOOLEAN_WORDS,
    FASEN,
    ROLLEN,
    STEMMEN,
    TERUGBLIKSOORTEN,
    TREKKERS,
    ActieStatus,
    Archetype,
    BedragPer,
    BedragStand,
    Besluiter,
    DossierStatus,
    Fase,
    Gebiedsoort,
    Houder,
    Ontvanger,
    Partijrol,
    Reikwijdte,
    Terugbliksoort,
    Weg,
)

FORMAAT = "wijktoets/dossier@1"

Gewenst = Literal[Archetype, "onbekend"]


def _unique_fasen(fasen: tuple[Fase, ...]) -> tuple[Fase, ...]:
    repeated(fasen, "fase_dubbel")
    return fasen


def _unique_door(items: tuple[Any, ...]) -> tuple[Any, ...]:
    repeated([item.door for item in items], "standpunt_dubbel", ("door",))
    return items


def _or_a_name(words: tuple[str, ...]) -> dict[str, Any]:
    """What a schema says of a role or the name of a party, so that an editor offers the roles."""
    return {"anyOf": [{"enum": list(words), "type": "string"}, {"type": "string", "minLength": 1}]}


def _answer_word(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not visible(value)):
        raise PydanticCustomError("antwoord_leeg", "empty answer")
    word = str(value).lower() if isinstance(value, bool) else value
    if isinstance(word, str) and word.lower() in BOOLEAN_WORDS:
        raise PydanticCustomError("boolean", "a boolean", {"waarde": word, "woord": BOOLEAN_WORDS[word.lower()]})
    return word


Spreker = Annotated[Tekst, WithJsonSchema(_or_a_name(STEMMEN))]
"""Who says or wishes something: a role, or the `naam` of one of the dossier's partijen (docs/model.md section 2)."""

Uitvoerder = Annotated[Tekst, WithJsonSchema(_or_a_name(TREKKERS))]
"""Who sees to an actie of the dossier: a role, or the `naam` of one of its partijen."""


class Standpunt(Model):
    """One answer to one question, by one party or (door absent) by all together.

    Only what all say together, and what is so at least in part, can have own words to agree on (`afgesproken`).
    """

    door: Spreker | None = None
    antwoord: Annotated[str, BeforeValidator(_answer_word)]
    toelichting: Tekst | None = None
    bron: Bronnen | None = None
    afgesproken: AfgesprokenTekst = None

    @model_validator(mode="after")
    def _agreed_by_all(self) -> Self:
        if self.afgesproken is None:
            return self
        if self.door not in (None, "samen"):
            context = {"pad": ("afgesproken",), "door": self.door}
            raise PydanticCustomError("afgesproken_van_partij", "one party", context)
        if self.antwoord in ("nee", "onbekend", "nvt"):
            where = {"pad": ("afgesproken",), "antwoord": self.antwoord}
            raise PydanticCustomError("afgesproken_bij_antwoord", "nothing to agree on", where)
        return self


def _standpunten(value: Any) -> Any:
    if isinstance(value, dict):
        if "door" in value:
            raise PydanticCustomError("standpunt_geen_lijst", "a perspective outside a list", {"pad": ("door",)})
        return [value]
    if not isinstance(value, list | tuple):
        return [{"antwoord": value}]
    if not value:
        raise PydanticCustomError("antwoord_leeg", "empty answer")
    return _each_by_someone(value, Standpunt, "standpunt_vorm")


def _each_by_someone(items: Any, kind: type[Model], code: str) -> Any:
    """A list in which each item says who it is from.

    Raises:
        PydanticCustomError: `code` for what has no fields, door_ontbreekt for what does not say who.
    """
    loose = [{"pad": (i,), "waarde": str(item)} for i, item in enumerate(items) if not isinstance(item, dict | kind)]
    if loose:
        raise PydanticCustomError(code, "no fields", {"gevallen": loose})
    nobody = [{"pad": (i,)} for i, item in enumerate(items) if isinstance(item, dict) and item.get("door") is None]
    unknown = any(set(item) - set(kind.model_fields) for item in items if isinstance(item, dict))
    if nobody and not unknown:
        raise PydanticCustomError("door_ontbreekt", "nobody said it", {"gevallen": nobody})
    return items


Standpunten = Annotated[
    tuple[Standpunt, ...],
    BeforeValidator(
        _standpunten, json_schema_input_type=str | Standpunt | Annotated[list[Standpunt], Field(min_length=1)]
    ),
    AfterValidator(_unique_door),
]
"""What was answered to one question: short form, long form, or perspectives; always kept as perspectives."""


def _no_answers(value: Any) -> Any:
    return {} if value is None else value


Antwoordblok = Annotated[
    dict[str, Standpunten],
    BeforeValidator(_no_answers, json_schema_input_type=dict[str, Standpunten] | None),
]
"""Question id → what was answered; `antwoorden:` with nothing under it is no answers yet (as `new` writes it)."""


def _land(value: Any) -> Any:
    if isinstance(value, str) and len(value) == 2 and value.isascii() and value.isalpha() and value.isupper():
        return value
    raise PydanticCustomError("land_vorm", "not a country code")


Land = Annotated[str, BeforeValidator(_land)]
"""A two-letter country code."""


class Gebied(Model):
    """Where the wijk or dorp is; `land` says which law applies there."""

    naam: Tekst
    soort: Gebiedsoort = "wijk"
    cbs: Tekst | None = None
    land: Land = "NL"


class Opgesteld(Model):
    """Who filled the dossier in, when, and who has seen it: roles, not names of private people."""

    door: Tekst | None = None
    op: Datum | None = None
    gezien_door: tuple[Tekst, ...] = ()


class Gesprekspartij(Model):
    """A party to the conversation: how it is called, and on which side of the table it sits."""

    naam: Tekst
    rol: Partijrol


def rol_of(naam: str, partijen: Iterable[Gesprekspartij]) -> str:
    """On which side somebody sits: a role is its own, and a party has the rol that the dossier gives it.

    >>> dorp = [Gesprekspartij(naam="Dorpsbelang", rol="bewoners")]
    >>> rol_of("Dorpsbelang", dorp), rol_of("gemeente", dorp), rol_of("samen", dorp)
    ('bewoners', 'gemeente', 'samen')
    """
    return naam if naam in ROLLEN else next((p.rol for p in partijen if p.naam == naam), "anders")


class Wens(Model):
    """How much say a party wishes; `door` is None for the short form."""

    door: Spreker | None = None
    gewenst: Gewenst


def _wensen(value: Any) -> Any:
    if isinstance(value, str):
        return [{"gewenst": value}]
    if isinstance(value, list | tuple):
        return _each_by_someone(value, Wens, "wens_vorm")
    raise PydanticCustomError("gewenst_vorm", "not a wish")


Wensen = Annotated[
    tuple[Wens, ...],
    BeforeValidator(_wensen, json_schema_input_type=Gewenst | list[Wens]),
    Field(min_length=1),
    AfterValidator(_unique_door),
]


class Bedrag(Model):
    """The money that an afspraak is about, in euro; what is absent was not said: no stand is none that is agreed."""

    euro: Euro | None = None
    programma: Tekst | None = None
    per: BedragPer | None = None
    stand: BedragStand | None = None
    toelichting: Tekst | None = None
    bron: Bronnen | None = None


BEVOEGDHEID_VRAGEN: Final = {
    "van": "bevoegdheid-van",
    "aan": "bevoegdheid-aan",
    "weg": "bevoegdheid-weg",
    "status": "bevoegdheid-status",
    "gewenst": "bevoegdheid-gewenst",
    "naam": "bevoegdheid-naam-noemt",
    "grondslag": "bevoegdheid-grondslag",
    "delegatiegrondslag": "bevoegdheid-delegatiegrondslag",
    "bijzondere_wet": "bevoegdheid-bijzondere-wet",
    "bedrag": "bevoegdheid-bedrag",
    "opgesteld": "bevoegdheid-opgesteld",
}
"""The keuze questions of a pack about bevoegdheden that the tool fills: from the fields of a Bevoegdheid, and from the
status and dates of the dossier and the wish of the afspraak that it belongs to."""


def _amount(value: Any) -> Any:
    return {"euro": value} if isinstance(value, str | int | float) else value


class Bevoegdheid(Model):
    """A power that may go to a wijk: whose it is, to whom it would go, and along which legal route.

    `grondslag` is what the power itself rests on, `delegatiegrondslag` what allows passing it on.
    `antwoorden` replace those of the afspraak and the dossier, for this bevoegdheid only.
    """

    naam: Tekst
    van: Literal[Houder, "onbekend"] = "onbekend"
    aan: Literal[Ontvanger, "onbekend"] = "onbekend"
    weg: Literal[Weg, "onbekend"] = "onbekend"
    bedrag: Annotated[Bedrag | None, BeforeValidator(_amount, json_schema_input_type=float | Bedrag | None)] = None
    grondslag: Grondslagtekst | None = None
    delegatiegrondslag: Grondslagtekst | None = None
    antwoorden: Antwoordblok = Field(default_factory=dict)


def _unique_naam(bevoegdheden: tuple[Bevoegdheid, ...]) -> tuple[Bevoegdheid, ...]:
    repeated([b.naam for b in bevoegdheden], "bevoegdheid_dubbel", ("naam",))
    return bevoegdheden


class Afspraak(Model):
    """One thema with its fasen and the wished archetype; everything is judged per thema × fase (L35, L82, L106)."""

    thema: Tekst
    reikwijdte: Literal[Reikwijdte, "onbekend"] = "onbekend"
    fasen: Annotated[tuple[Fase, ...], Field(min_length=1), AfterValidator(_unique_fasen)] = FASEN
    gewenst: Wensen = (Wens(gewenst="onbekend"),)
    looptijd: Periode | None = None
    bedrag: Bedrag | None = None
    terugkijken_op: Datum | None = None
    bevoegdheden: Annotated[tuple[Bevoegdheid, ...], AfterValidator(_unique_naam)] = ()
    antwoorden: Antwoordblok = Field(default_factory=dict)

    @property
    def archetype(self) -> Archetype | None:
        """G: what `samen` wishes, else what all listed wish; None when unknown or when wishes differ."""
        samen = [w.gewenst for w in self.gewenst if w.door == "samen"]
        wishes = set(samen or [w.gewenst for w in self.gewenst])
        wish = wishes.pop()
        return None if wishes or wish == "onbekend" else wish


class Afweging(Model):
    """A reasoned deviation from one waarborg (docs/model.md section 4, Afgewogen)."""

    waarborg: Id
    reden: Tekst
    besloten_door: Annotated[tuple[Besluiter, ...], Field(min_length=1)]
    thema: Tekst | None = None
    fase: Fase | None = None
    geldig_tot: Datum | None = None


class DossierActie(Model):
    """A follow-up step, for a waarborg or on its own, and how it stands; without a status that was not said."""

    waarborg: Id | None = None
    actie: Id | None = None
    wat: Tekst
    trekker: Uitvoerder
    wanneer: Datum | None = None
    status: ActieStatus | None = None
    thema: Tekst | None = None
    fase: Fase | None = None

    @model_validator(mode="after")
    def _of_a_rule(self) -> Self:
        if self.actie is not None and self.waarborg is None:
            raise PydanticCustomError("actie_zonder_waarborg", "of which rule", {"pad": ("actie",)})
        return self

    def serves(self, thema: str, fase: Fase) -> bool:
        """Whether it is about this thema and fase."""
        return self.thema in (None, thema) and self.fase in (None, fase)


class Terugblikpunt(Model):
    """Something that a look back says: in a sentence, with where it stands and the open question that it belongs to.

    `instrument`: the instrumenten of the pack that it names.
    """

    tekst: Tekst
    bron: Bronnen | None = None
    bij: Id | None = None
    instrument: Ids | None = None


class Terugblik(Model):
    """What a source of the past says beside answers: what worked, what it wishes for later, and its caveats."""

    werkte: tuple[Terugblikpunt, ...] = ()
    later: tuple[Terugblikpunt, ...] = ()
    kanttekening: tuple[Terugblikpunt, ...] = ()

    def punten(self) -> Iterator[tuple[Terugbliksoort, int, Terugblikpunt]]:
        """Each point with its kind and its place among those of that kind."""
        for soort in TERUGBLIKSOORTEN:
            yield from ((soort, index, punt) for index, punt in enumerate(getattr(self, soort)))

    def at(self, gespreksvraag: str) -> "Terugblik":
        """What of it belongs to one open question."""
        found = {s: tuple(p for p in getattr(self, s) if p.bij == gespreksvraag) for s in TERUGBLIKSOORTEN}
        return Terugblik(**found)


class PakketRef(Model):
    """The pack that answers were given for; without a version any."""

    id: Id
    versie: Versie | None = None


def _unique_pack(packs: tuple[PakketRef, ...]) -> tuple[PakketRef, ...]:
    repeated([pack.id for pack in packs], "pakketverwijzing_dubbel", ("id",))
    return packs


def _pack_list(value: Any) -> Any:
    return [value] if isinstance(value, dict | PakketRef) else value


PakketRefs = Annotated[
    tuple[PakketRef, ...],
    BeforeValidator(_pack_list, json_schema_input_type=PakketRef | list[PakketRef]),
    AfterValidator(_unique_pack),
]
"""The packs that answers were given for, one or a list; none: any."""


def _unique_thema_fase(afspraken: tuple[Afspraak, ...]) -> tuple[Afspraak, ...]:
    first: dict[tuple[str, str], int] = {}
    cases: list[dict[str, Any]] = []
    for index, afspraak in enumerate(afspraken):
        again = [fase for fase in afspraak.fasen if (afspraak.thema, fase) in first]
        if again:
            earlier = (first[afspraak.thema, again[0]], "thema")
            facts = {"thema": afspraak.thema, "fasen": tuple(again), "eerder": earlier}
            cases.append({"pad": (index, "thema"), **facts})
        for fase in afspraak.fasen:
            first.setdefault((afspraak.thema, fase), index)
    if cases:
        raise PydanticCustomError("thema_fase_dubbel", "twice", {"gevallen": cases})
    return afspraken


PARTY_KEYS: Final = frozenset({"door", "trekker", "bevestigd_door", "ondertekenaars", "gezien_door"})
"""The fields of a dossier that may name one of its partijen."""


def _named_as_meant(data: Any) -> Any:
    """A dossier as read, in which a role, a party and a thema are named as they are meant (`alike`)."""
    if not isinstance(data, dict):
        return data
    parties, themas = _texts(data.get("partijen"), "naam"), _texts(data.get("afspraken"), "thema")
    known = {"thema": by_look(themas), **dict.fromkeys(PARTY_KEYS, by_look([*parties, *STEMMEN, *TREKKERS]))}

    def alike(value: Any, key: str | None = None) -> Any:
        if isinstance(value, str):
            return known[key].get(visible(value), value) if key in known else value
        if isinstance(value, list | tuple):
            return type(value)(alike(item, key) for item in value)
        return {name: alike(item, name) for name, item in value.items()} if isinstance(value, dict) else value

    return alike(data)


def _texts(items: Any, key: str) -> list[str]:
    """What things of a list have as text under a key."""
    listed = items if isinstance(items, list | tuple) else ()
    return [item[key] for item in listed if isinstance(item, dict) and isinstance(item.get(key), str)]


class Dossier(Model):
    """One wijk or dorp, or one proposed wijkdeal."""

    never_empty: ClassVar[frozenset[str]] = frozenset({"afspraken"})

    formaat: Annotated[Literal["wijktoets/dossier@1"], BeforeValidator(formaat_check(FORMAAT))]
    naam: Tekst
    fictief: Vlag = False
    pakket: PakketRefs = ()
    gemeente: Tekst | None = None
    gebied: Gebied | None = None
    status: DossierStatus = "voorstel"
    peildatum: Datum | None = None
    opgesteld: Opgesteld | None = None
    bevestigd: Annotated[tuple[Bevestiging, ...], AfterValidator(once_each)] = ()
    partijen: tuple[Gesprekspartij, ...] = ()
    ondertekenaars: Annotated[tuple[Tekst, ...], AfterValidator(signers)] = ()
    bronnen: dict[Tekst, Tekst] = Field(default_factory=dict)
    gesprekken: dict[str, Tekst] = Field(default_factory=dict)
    antwoorden: Antwoordblok = Field(default_factory=dict)
    afspraken: Annotated[tuple[Afspraak, ...], Field(min_length=1), AfterValidator(_unique_thema_fase)] = (
        Afspraak(thema="algemeen"),
    )
    afwegingen: tuple[Afweging, ...] = ()
    acties: tuple[DossierActie, ...] = ()
    terugblik: Terugblik = Terugblik()

    _vindplaats: Vindplaats | None = PrivateAttr(default=None)
    _hernoemingen: tuple[Hernoeming, ...] = PrivateAttr(default=())

    _names = model_validator(mode="before")(_named_as_meant)

    @model_validator(mode="after")
    def _looks_back(self) -> Self:
        if self.status != "terugblik" and any(self.terugblik.punten()):
            raise PydanticCustomError(
                "terugblik_zonder_status", "no look back", {"pad": ("terugblik",), "status": self.status}
            )
        return self

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        answers = len(self.antwoorden) + sum(len(afspraak.antwoorden) for afspraak in self.afspraken)
        yield from (("naam", self.naam), ("afspraken", [a.thema for a in self.afspraken[:3]]), ("antwoorden", answers))

    @property
    def vindplaats(self) -> Vindplaats:
        """Where it was read, for messages; a dossier made in Python is its own place."""
        return self._vindplaats or Vindplaats(self.naam)

    @property
    def hernoemingen(self) -> tuple[Hernoeming, ...]:
        """What was read in other words than it was written in, as the pack has other names now."""
        return self._hernoemingen

    @property
    def land(self) -> str:
        """The country whose law applies."""
        return self.gebied.land if self.gebied else "NL"

    @property
    def gebiedsoort(self) -> Gebiedsoort:
        """Whether it is about a wijk or a dorp; a wijk when it does not say."""
        return self.gebied.soort if self.gebied else "wijk"
