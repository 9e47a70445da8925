"""The pydantic base and the scalar types that dossier and pack files share.

YAML scalars arrive here as raw text (loading reads `ja`, `true` and `2026-11-01` as written), so these types say
themselves what a date, a number or a flag looks like. Each refuses with a PydanticCustomError whose type is an error
code of texts/nl.yaml.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_EURO = re.compile(r"\d+(\.\d{2})?\Z")


class Model(BaseModel):
    """A frozen value that refuses keys which it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _text(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("leeg", "empty")
    return value


def _identifier(value: Any) -> Any:
    if isinstance(value, str) and not _ID.match(value):
        raise PydanticCustomError("id_vorm", "not an id", {"waarde": value})
    return value


def _flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("geen_vlag", "not true or false", {"waarde": str(value)})


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not _DATE.match(value):
        raise PydanticCustomError("datum_vorm", "not a date", {"waarde": value})
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("datum_bestaat_niet", "no such date", {"waarde": value}) from None


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?\d{1,9}", value):
            raise PydanticCustomError("geen_getal", "not a whole number", {"waarde": value})
        return int(value)
    return value


def _euro(value: Any) -> Any:
    if isinstance(value, str):
        if not _EURO.match(value):
            raise PydanticCustomError("bedrag_vorm", "not an amount", {"waarde": value})
        return Decimal(value)
    return value


def as_list(value: Any) -> Any:
    """A single text where a list of texts is meant, as that list."""
    return [value] if isinstance(value, str) else value


def formaat_check(bekend: str) -> Callable[[Any], Any]:
    """A validator for `formaat`: exactly `bekend`; a later version gets its own error code."""
    kind, _, version = bekend.partition("@")

    def check(value: Any) -> Any:
        name, _, given = str(value).partition("@")
        if name == kind and given.isdigit() and int(given) > int(version):
            raise PydanticCustomError("formaat_nieuwer", "newer", {"waarde": str(value), "bekend": bekend})
        if value != bekend:
            raise PydanticCustomError("formaat_onbekend", "unknown", {"waarde": str(value), "bekend": bekend})
        return value

    return check


Tekst = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, BeforeValidator(_identifier), Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Vlag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
Datum = Annotated[date, BeforeValidator(_date, json_schema_input_type=date)]
Geheel = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]
Euro = Annotated[Decimal, BeforeValidator(_euro, json_schema_input_type=float), Field(ge=0)]
Bronnen = Annotated[
    tuple[Tekst, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str]), Field(min_length=1)
]
"""Where something stands: a text or a list of texts, such as L57."""


class Periode(Model):
    """From and up to and including; either end may be absent."""

    van: Datum | None = None
    tot: Datum | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.van and self.tot and self.tot < self.van:
            raise PydanticCustomError("periode_omgekeerd", "ends before it begins", {"van": self.van, "tot": self.tot})
        return self

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it, both ends in."""
        return (self.van is None or self.van <= day) and (self.tot is None or day <= self.tot)
