"""Writes a dossier as YAML that people can read on in: fields in their order, each question above its answer."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.in_words import in_words_of
from wijktoets.engine.model.regelpakket import Regelpakket

from ..base.framing import say
from ..new.file import WIDTH, scalar


def dossier_yaml(dossier: Dossier, pakket: Regelpakket, naam: str) -> str:
    """The dossier as YAML text, with a first line that says which workbook it comes from."""
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    tree = _short({"formaat": dossier.formaat, **dossier.model_dump(exclude_defaults=True)})
    if "afspraken" in tree:
        tree = {name: value for name, value in tree.items() if name != "afspraken"} | {"afspraken": tree["afspraken"]}
        tree |= {name: tree.pop(name) for name in ("afwegingen", "acties") if name in tree}
    lines = [*_comment(say("import.kop", naam=naam)), "", *_mapping(tree, "", pakket)]
    return "\n".join(lines) + "\n"


def _comment(words: str, indent: str = "") -> list[str]:
    """A sentence to read, behind a #."""
    return textwrap.wrap(" ".join(words.split()), WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")


def _short(value: Any) -> Any:
    """Plain values in their short form: one answer or wish without a party, and a list of one source."""
    if isinstance(value, Mapping):
        if set(value) == {"antwoord"}:
            return value["antwoord"]
        return {name: _short_field(name, below) for name, below in value.items()}
    if isinstance(value, tuple | list):
        return [_short(item) for item in value]
    return value


def _short_field(name: str, value: Any) -> Any:
    if name == "gewenst" and isinstance(value, tuple | list) and len(value) == 1 and "door" not in value[0]:
        return value[0]["gewenst"]
    if name == "antwoorden":
        return {vraag: _answer(given) for vraag, given in value.items()}
    if name == "afgesproken" and set(value) == {"tekst"}:
        return value["tekst"]
    if name == "pakket" and len(value) == 1:
        return _short(value[0])
    return value[0] if name == "bron" and len(value) == 1 else _short(value)


def _answer(given: Sequence[Mapping[str, Any]]) -> Any:
    if len(given) == 1 and given[0].get("door") is None:
        return _short(given[0])
    return [_short(item) for item in given]


def _mapping(tree: Mapping[str, Any], indent: str, pakket: Regelpakket, of_questions: bool = False) -> Iterator[str]:
    for name, value in tree.items():
        if of_questions and name in pakket.vragen:
            yield from _comment(pakket.vragen[name].vraag, indent)
        if not indent and isinstance(value, Mapping | list):
            yield ""
        key = f"{indent}{scalar(name)}:"
        if isinstance(value, Mapping) and value:
            yield key
            yield from _mapping(value, indent + "  ", pakket, name == "antwoorden")
        elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            yield key
            for item in value:
                yield from _item(item, indent + "  ", pakket)
        else:
            yield f"{key} {_flow(value)}"


def _item(item: Any, indent: str, pakket: Regelpakket) -> Iterator[str]:
    """An item of a list, its first field behind the dash."""
    lines = list(_mapping(item, indent + "  ", pakket))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_quoted(_in_flow(item)) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{}"
    return _in_flow(value)


def _quoted(word: str) -> str:
    """A text as it can stand in a list between brackets."""
    risky = not word.startswith(("'", '"')) and any(char in word for char in ",[]{}")
    return f"'{word}'" if risky and "'" not in word else f'"{word}"' if risky else word


def _in_flow(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else scalar(str(value))
