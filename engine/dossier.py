"""A Dossier as a value: one wijk or one proposed wijkdeal, with its answers and agreements (formats.md)."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from .schema import Bronnen, Datum, Euro, Id, Model, Periode, Tekst, Vlag, formaat_check
from .source import Vindplaats
from .words import BOOLEAN_WORDS, FASEN, Archetype, Besluiter, DossierStatus, Fase, Reikwijdte, Stem, Trekker

FORMAAT = "wijktoets/dossier@1"

Gewenst = Archetype | Literal["onbekend"]


def _unique(field: str, code: str) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """A validator: no two items have the same `field` (the item itself when `field` is empty)."""

    def check(items: tuple[Any, ...]) -> tuple[Any, ...]:
        seen = [getattr(item, field) if field else item for item in items]
        twice = next((s for i, s in enumerate(seen) if s in seen[:i]), None)
        if twice is not None:
            raise PydanticCustomError(code, "twice", {"waarde": twice})
        return items

    return check


def _answer_word(value: Any) -> Any:
    if value is None or value == "":
        raise PydanticCustomError("antwoord_leeg", "empty answer")
    word = str(value).lower() if isinstance(value, bool) else value
    if isinstance(word, str) and word.lower() in BOOLEAN_WORDS:
        raise PydanticCustomError("boolean", "a boolean", {"waarde": word, "woord": BOOLEAN_WORDS[word.lower()]})
    return word


class Standpunt(Model):
    """One answer to one question, by one party or (door absent) by all together."""

    door: Stem | None = None
    antwoord: Annotated[str, BeforeValidator(_answer_word)]
    toelichting: Tekst | None = None
    bron: Bronnen | None = None


def _standpunten(value: Any) -> Any:
    if isinstance(value, dict):
        if "antwoord" not in value:
            raise PydanticCustomError("antwoord_ontbreekt", "no answer")
        if "door" in value:
            raise PydanticCustomError("standpunt_geen_lijst", "a perspective outside a list")
        return [value]
    if not isinstance(value, list | tuple):
        return [{"antwoord": value}]
    if not value:
        raise PydanticCustomError("antwoord_leeg", "empty answer")
    return [_perspective(item) for item in value]


def _perspective(item: Any) -> Any:
    if isinstance(item, Standpunt):
        return item
    if not isinstance(item, dict):
        raise PydanticCustomError("standpunt_vorm", "not a perspective", {"waarde": str(item)})
    if "antwoord" not in item:
        raise PydanticCustomError("antwoord_ontbreekt", "no answer")
    if item.get("door") is None:
        raise PydanticCustomError("door_ontbreekt", "nobody said it")
    return item


Standpunten = Annotated[
    tuple[Standpunt, ...],
    BeforeValidator(
        _standpunten, json_schema_input_type=str | Standpunt | Annotated[list[Standpunt], Field(min_length=1)]
    ),
    AfterValidator(_unique("door", "standpunt_dubbel")),
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
    raise PydanticCustomError("land_vorm", "not a country code", {"waarde": str(value)})


Land = Annotated[str, BeforeValidator(_land)]
"""A two-letter country code."""


class Gebied(Model):
    """Where the wijk or dorp is."""

    naam: Tekst
    soort: Literal["wijk", "dorp"] = "wijk"
    cbs: Tekst | None = None
    land: Land = "NL"


class Opgesteld(Model):
    """Who filled the dossier in, when, and who has seen it: roles, not names of private people."""

    door: Tekst | None = None
    op: Datum | None = None
    gezien_door: tuple[Tekst, ...] = ()


class Gesprekspartij(Model):
    """A party to the conversation."""

    naam: Tekst
    rol: Literal["wijk", "bewoners", "gemeente", "college", "raad", "partner", "anders"]


class Wens(Model):
    """How much say a party wishes; `door` is None for the short form."""

    door: Stem | None = None
    gewenst: Gewenst


def _wensen(value: Any) -> Any:
    if isinstance(value, str):
        return [{"gewenst": value}]
    if isinstance(value, list | tuple):
        return [_wens(item) for item in value]
    raise PydanticCustomError("gewenst_vorm", "not a wish", {"waarde": str(value)})


def _wens(item: Any) -> Any:
    if isinstance(item, Wens):
        return item
    if not isinstance(item, dict):
        raise PydanticCustomError("gewenst_vorm", "not a wish", {"waarde": str(item)})
    if item.get("door") is None:
        raise PydanticCustomError("door_ontbreekt", "nobody said it")
    return item


Wensen = Annotated[
    tuple[Wens, ...],
    BeforeValidator(_wensen, json_schema_input_type=Gewenst | list[Wens]),
    Field(min_length=1),
    AfterValidator(_unique("door", "standpunt_dubbel")),
]


class Bedrag(Model):
    """The money that an afspraak is about, in euro."""

    euro: Euro | None = None
    programma: Tekst | None = None


class Afspraak(Model):
    """One thema with its fasen and the wished archetype; everything is judged per thema × fase (L35, L82, L106)."""

    thema: Tekst
    reikwijdte: Reikwijdte | Literal["onbekend"] = "onbekend"
    fasen: Annotated[tuple[Fase, ...], Field(min_length=1), AfterValidator(_unique("", "fase_dubbel"))] = FASEN
    gewenst: Wensen = (Wens(gewenst="onbekend"),)
    looptijd: Periode | None = None
    bedrag: Bedrag | None = None
    terugkijken_op: Datum | None = None
    antwoorden: Antwoordblok = Field(default_factory=dict)

    @property
    def archetype(self) -> Archetype | None:
        """G: what `samen` wishes, else what all listed wish; None when unknown or when wishes differ."""
        samen = [w.gewenst for w in self.gewenst if w.door == "samen"]
        wishes = set(samen or [w.gewenst for w in self.gewenst])
        wish = wishes.pop()
        return None if wishes or wish == "onbekend" else wish


class Afweging(Model):
    """A reasoned deviation from one waarborg (model.md section 4, Afgewogen)."""

    waarborg: Id
    reden: Tekst
    besloten_door: Annotated[tuple[Besluiter, ...], Field(min_length=1)]
    thema: Tekst | None = None
    fase: Fase | None = None
    geldig_tot: Datum | None = None


class GekozenActie(Model):
    """A follow-up step that the parties chose, and how it stands."""

    waarborg: Id
    actie: Id | None = None
    wat: Tekst
    trekker: Trekker
    wanneer: Datum | None = None
    status: Literal["afgesproken", "bezig", "klaar", "vervallen"] = "afgesproken"
    thema: Tekst | None = None
    fase: Fase | None = None


def _unique_thema_fase(afspraken: tuple[Afspraak, ...]) -> tuple[Afspraak, ...]:
    seen: set[tuple[str, str]] = set()
    for afspraak in afspraken:
        for fase in afspraak.fasen:
            if (afspraak.thema, fase) in seen:
                raise PydanticCustomError("thema_fase_dubbel", "twice", {"thema": afspraak.thema, "fase": fase})
            seen.add((afspraak.thema, fase))
    return afspraken


class Dossier(Model):
    """One wijk or dorp, or one proposed wijkdeal."""

    formaat: Annotated[Literal["wijktoets/dossier@1"], BeforeValidator(formaat_check(FORMAAT))]
    naam: Tekst
    fictief: Vlag = False
    gemeente: Tekst | None = None
    gebied: Gebied | None = None
    status: DossierStatus = "voorstel"
    peildatum: Datum | None = None
    opgesteld: Opgesteld | None = None
    partijen: tuple[Gesprekspartij, ...] = ()
    bronnen: dict[str, Tekst] = Field(default_factory=dict)
    gesprekken: dict[str, Tekst] = Field(default_factory=dict)
    antwoorden: Antwoordblok = Field(default_factory=dict)
    afspraken: Annotated[tuple[Afspraak, ...], Field(min_length=1), AfterValidator(_unique_thema_fase)] = (
        Afspraak(thema="algemeen"),
    )
    afwegingen: tuple[Afweging, ...] = ()
    acties: tuple[GekozenActie, ...] = ()

    _vindplaats: Vindplaats | None = PrivateAttr(default=None)

    @property
    def vindplaats(self) -> Vindplaats:
        """Where it was read, for messages; a dossier made in Python is its own place."""
        return self._vindplaats or Vindplaats(self.naam)

    @property
    def land(self) -> str:
        """The country whose law applies."""
        return self.gebied.land if self.gebied else "NL"
