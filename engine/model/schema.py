"""The pydantic base and the scalar types that dossier and pack files share.

YAML scalars arrive here as raw text (loading reads `ja`, `true` and `2026-11-01` as written), so these types say
themselves what a date, a number or a flag looks like. Each refuses with a PydanticCustomError whose type is an error
code of texts/nl/meldingen.yaml.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from .alike import visible

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DUTCH_DATE = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\Z")
_EURO = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?\Z")
_WHOLE = re.compile(r"-?[0-9]{1,9}\Z")
_VERSION = re.compile(r"0*([0-9]+)\Z")


class Model(BaseModel):
    """A frozen value that refuses keys which it does not know; an optional field without a value is absent."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    never_empty: ClassVar[frozenset[str]] = frozenset()
    """Optional fields that must have a value when they are there."""

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if not isinstance(data, dict) or None not in data.values():
            return data
        keep = {name for name, field in cls.model_fields.items() if field.is_required()} | cls.never_empty
        known = cls.model_fields
        return {name: value for name, value in data.items() if value is not None or name in keep or name not in known}


def repeated(items: Sequence[Any], code: str, path: tuple[str, ...] = ()) -> None:
    """Refuses a list in which something stands twice, or reads the same; `path` leads from an item to its name.

    Raises:
        PydanticCustomError: with a case for each repetition.
    """
    first: dict[Any, int] = {}
    cases: list[dict[str, Any]] = []
    for index, item in enumerate(items):
        at = first.setdefault(visible(item) if isinstance(item, str) else item, index)
        if at != index:
            cases.append({"pad": (index, *path), "waarde": str(item), "eerder": (at, *path)})
    if cases:
        raise PydanticCustomError(code, "twice", {"gevallen": cases})


def _text(value: Any) -> Any:
    if isinstance(value, str) and not visible(value):
        raise PydanticCustomError("leeg", "empty")
    return value


def is_id(value: object) -> bool:
    """Whether something can be the name of a thing."""
    return isinstance(value, str) and _ID.match(value) is not None


def _identifier(value: Any) -> Any:
    if isinstance(value, str) and not visible(value):
        raise PydanticCustomError("leeg", "empty")
    if isinstance(value, str) and not is_id(value):
        raise PydanticCustomError("id_vorm", "not an id")
    return value


_FLAGS = dict.fromkeys(("ja", "yes", "on", "1", "true"), "true") | dict.fromkeys(("nee", "no", "off", "0"), "false")


def _flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("geen_vlag", "not true or false", {"suggestie": _FLAGS.get(str(value).casefold(), "")})


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not _DATE.match(value):
        raise PydanticCustomError("datum_vorm", "not a date", {"suggestie": _iso(value)})
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("datum_bestaat_niet", "no such date") from None


def _iso(value: str) -> str:
    """A date as people write it, 1-11-2026, as 2026-11-01; empty when it is something else."""
    found = _DUTCH_DATE.match(value)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not _WHOLE.match(value):
            raise PydanticCustomError("geen_getal", "not a whole number")
        return int(value)
    return value


def _euro(value: Any) -> Any:
    if isinstance(value, str):
        if not _EURO.match(value):
            raise PydanticCustomError("bedrag_vorm", "not an amount")
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
        found = _VERSION.match(given)
        if name == kind and found and (len(found[1]), found[1]) > (len(version), version):
            raise PydanticCustomError("formaat_nieuwer", "newer", {"bekend": bekend})
        if value != bekend:
            raise PydanticCustomError("formaat_onbekend", "unknown", {"bekend": bekend})
        return value

    return check


Tekst = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, BeforeValidator(_identifier), Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})*"
Versie = Annotated[str, Field(pattern=rf"^{NUMBER}$")]
Vlag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
Datum = Annotated[date, BeforeValidator(_date, json_schema_input_type=date)]
Geheel = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]
Euro = Annotated[Decimal, BeforeValidator(_euro, json_schema_input_type=float), Field(ge=0)]
Bronnen = Annotated[
    tuple[Tekst, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str]), Field(min_length=1)
]
"""Where something stands: a text or a list of texts, such as L57."""
Ids = Annotated[tuple[Id, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str]), Field(min_length=1)]
"""Things by their id: one, or a list of them."""


def _period(van: date, tot: date) -> dict[str, Any]:
    return {"pad": ("tot",), "van": str(van), "tot": str(tot)}


def is_version(value: str) -> bool:
    """Whether something is a version, such as 1.0.0."""
    return re.fullmatch(NUMBER, value) is not None


def version_numbers(versie: str) -> list[int]:
    """A version as numbers to compare by; 1.2 and 1.2.0 are the same."""
    numbers = [int(part) for part in versie.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


class Periode(Model):
    """From and up to and including; either end may be absent."""

    van: Datum | None = None
    tot: Datum | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.van and self.tot and self.tot < self.van:
            raise PydanticCustomError("periode_omgekeerd", "ends before it begins", _period(self.van, self.tot))
        return self

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it, both ends in."""
        return (self.van is None or self.van <= day) and (self.tot is None or day <= self.tot)
