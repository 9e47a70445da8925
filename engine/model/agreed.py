"""What people agreed in their own words, and what a party says of how a dossier is written down."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from .alike import visible
from .schema import Datum, Model, Tekst, repeated
from .words import Bevestigingsoordeel


class Afgesproken(Model):
    """A sentence to agree on: people's own words, who does it and when, and which parties stand behind it."""

    tekst: Tekst
    wie: Tekst | None = None
    wanneer: Tekst | None = None
    bevestigd_door: tuple[Tekst, ...] = ()


def _sentence(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not visible(value):
        raise PydanticCustomError("leeg", "empty")
    return {"tekst": value}


AfgesprokenTekst = Annotated[
    Afgesproken | None, BeforeValidator(_sentence, json_schema_input_type=str | Afgesproken | None)
]
"""Own words at an answer: a text, or with who, when and by whom."""


class Bevestiging(Model):
    """What a party says of a dossier: that it is written down as said, that it is not, or that it does not sign."""

    door: Tekst
    op: Datum | None = None
    oordeel: Bevestigingsoordeel
    toelichting: Tekst | None = None
    kenmerk: Tekst | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.oordeel != "zo_gezegd" and self.toelichting is None:
            raise PydanticCustomError(
                "bevestiging_zonder_toelichting", "no reason", {"pad": ("oordeel",), "oordeel": self.oordeel}
            )
        return self


def once_each(bevestigd: tuple[Bevestiging, ...]) -> tuple[Bevestiging, ...]:
    """Refuses a party that confirms twice.

    Raises:
        PydanticCustomError: with a case for each repetition.
    """
    repeated([b.door for b in bevestigd], "bevestiging_dubbel", ("door",))
    return bevestigd


def signers(names: tuple[str, ...]) -> tuple[str, ...]:
    """Refuses a name that stands twice among the ondertekenaars.

    Raises:
        PydanticCustomError: with a case for each repetition.
    """
    repeated(names, "ondertekenaar_dubbel")
    return names
