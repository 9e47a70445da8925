"""Names that look the same are the same: to the model, on the command line, and in a list that holds each once."""

import copy
import json
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from random import Random
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.builders import pakket, v, waarborg
from tests.cli.running import run
from tests.cli.test_signs import dossier as dossier_of_signs
from wijktoets.engine.model.alike import as_known, visible
from wijktoets.engine.model.dossier import PARTY_KEYS, Dossier

WRITTEN: Final = """
formaat: wijktoets/dossier@1
naam: Proef
fictief: true
partijen: [{naam: Café Noord, rol: bewoners}, {naam: Groep Zuid, rol: wijk}, {naam: Gebiedsteam, rol: gemeente}]
opgesteld: {door: Gebiedsteam, gezien_door: [Café Noord]}
ondertekenaars: [Groep Zuid, Gebiedsteam]
bevestigd: [{door: Groep Zuid, oordeel: zo_gezegd}]
antwoorden:
  openbare-vergaderingen: [{door: Café Noord, antwoord: ja}, {door: gemeente, antwoord: nee}]
  namens-wie-bekend:
    antwoord: ja
    afgesproken: {tekst: Wij spreken namens het café., bevestigd_door: [Groep Zuid]}
afspraken:
  - {thema: groen en spelen, gewenst: [{door: Café Noord, gewenst: besluiten}, {door: Groep Zuid, gewenst: adviseren}]}
  - {thema: verkeer}
afwegingen: [{waarborg: tegenwicht-geregeld, reden: later, besloten_door: [wijk, gemeente], thema: groen en spelen}]
acties: [{wat: btw uitzoeken, trekker: Café Noord, thema: groen en spelen}]
"""


def as_typed(name: str, chance: Random) -> str:
    """A name in one of the ways in which somebody may type it without anyone seeing a difference."""
    words = [unicodedata.normalize(chance.choice(["NFC", "NFD"]), word) for word in name.split(" ")]
    between = [chance.choice([" ", "  ", "\u00a0", " \u2009", "\u200b ", "\t"]) for _ in words[1:]]
    before, after = (chance.choice(["", " ", "\u200b", "\ufeff", "\u00ad", "\u200e"]) for _ in range(2))
    return before + "".join(a + b for a, b in zip(words, [*between, after], strict=True))


def retyped(value: Any, chance: Random, key: str | None = None) -> Any:
    """A dossier as read, in which each name of a party and each thema is typed in another way."""
    if isinstance(value, str):
        return as_typed(value, chance) if key == "thema" or key in PARTY_KEYS else value
    if isinstance(value, list):
        return [retyped(item, chance, key) for item in value]
    return {name: retyped(item, chance, name) for name, item in value.items()} if isinstance(value, dict) else value


@given(st.randoms(use_true_random=False))
def test_however_a_name_is_typed_it_is_that_party_and_that_thema(chance: Random) -> None:
    plain = yaml.safe_load(WRITTEN)
    other = retyped(plain, chance)
    for a, b in zip(other["afspraken"], plain["afspraken"], strict=True):
        a["thema"] = b["thema"]  # the first time counts, so that stays as it is
    assert Dossier.model_validate(other) == Dossier.model_validate(plain)


@given(st.sampled_from(["Café Noord", "groen en spelen", "x"]), st.randoms(use_true_random=False))
def test_what_is_known_stays_as_it_was_typed(name: str, chance: Random) -> None:
    typed = as_typed(name, chance)
    assert visible(name) == visible(typed) == visible(visible(typed))
    assert as_known(name, ["anders", typed]) == typed
    assert as_known(name.upper(), [typed]) == name.upper()  # capitals are meant


@pytest.mark.parametrize(
    ("was", "becomes", "line"),
    [
        ("gemeente}]\nopgesteld", 'gemeente}, {naam: "Café  Noord\u200b", rol: raad}]\nopgesteld', "5"),
        ("[Groep Zuid, Gebiedsteam]", '[Groep Zuid, "Groep\u00a0Zuid"]', "7"),
        ("{door: gemeente, antwoord", '{door: "Cafe\u0301 Noord", antwoord', "10"),
        ("{thema: verkeer}", '{thema: "groen  en spelen"}', "16"),
        ("reden: later", 'reden: "\u200b"', "17"),
    ],
)
def test_what_looks_the_same_does_not_stand_twice_and_what_is_not_seen_is_empty(
    tmp_path: Any, was: str, becomes: str, line: str
) -> None:
    assert was in WRITTEN
    file = tmp_path / "dossier.yaml"
    file.write_text(WRITTEN.replace(was, becomes), encoding="utf-8")
    result = run("check", str(file))
    assert result.exit_code == 3
    assert result.stderr.startswith(f"{file}:{line}:"), result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate", "--thema", "groen  en spelen"),
        ("plan", "--thema", "groen en\u00a0spelen"),
        ("questions", "--for", "Cafe\u0301 Noord"),
        ("confirm", "--by", "Groep\u200b Zuid"),
    ],
)
def test_on_the_command_line_too(tmp_path: Any, words: tuple[str, ...]) -> None:
    file = tmp_path / "dossier.yaml"
    file.write_text(WRITTEN, encoding="utf-8")
    result = run(words[0], str(file), *words[1:])
    assert result.exit_code == 0, result.stderr
    if words[0] == "confirm":
        assert "door: Groep Zuid" in file.read_text(encoding="utf-8")


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where each text of a dossier stands."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(below, (*path, key))


def test_what_nobody_sees_is_empty_in_every_text_of_a_dossier() -> None:
    whole = {**dossier_of_signs(), "status": "terugblik", "terugblik": {"werkte": [{"tekst": "x", "bron": "L1"}]}}
    Dossier.model_validate(whole)
    taken = []
    for path in leaves(whole):
        other = copy.deepcopy(whole)
        at: Any = other
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = "\u200b"
        with suppress(ValidationError):
            Dossier.model_validate(other)
            taken.append(path)
    with suppress(ValidationError):
        Dossier.model_validate({**whole, "bronnen": {"\u200b": "x"}})
        taken.append(("bronnen",))
    assert taken == []


@pytest.mark.parametrize("field", ["naam", "waarom", "witte_vlek", "voorbeeldtekst"])
def test_what_nobody_sees_is_empty_in_a_pack_too(field: str) -> None:
    with pytest.raises(ValidationError):
        pakket({**waarborg("w", v("q")), field: "\u200b"})


def test_two_dossiers_that_read_the_same_are_not_different(tmp_path: Any) -> None:
    plain = yaml.safe_load(WRITTEN)
    files = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for file, ruw in zip(files, (plain, retyped_whole(plain, Random(3))), strict=True):
        file.write_text(yaml.safe_dump(ruw), encoding="utf-8")
    found = json.loads(run("compare", *files, "--format", "json").stdout)
    assert found["gelijk"], found["afspraken"]
    assert len(found["afspraken"]) == 2, "a thema is beside itself"


def retyped_whole(ruw: dict[str, Any], chance: Random) -> dict[str, Any]:
    """A dossier in which every thema and party is typed in another way, also where it is first named."""
    other: dict[str, Any] = retyped(ruw, chance)
    for party in other["partijen"]:
        party["naam"] = as_typed(party["naam"], chance)
    return other
