"""The schemas of results accept every result of what ships, and refuse one with a key too many, too few or too odd."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import wijktoets
from tests.builders import VANDAAG
from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.result.table import error_row, rows_of
from wijktoets.engine.upkeep.schemas import RESULTS, ROW
from wijktoets.schemas import FOLDER
from wijktoets.schemas import RESULTS as SHIPPED

CASES = Path(__file__).parents[3] / "cases"
PATHS = sorted(CASES.rglob("*.yaml"))
Json = dict[str, Any]


@cache
def fits(kind: str) -> Callable[[Json], None]:
    schema = json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return lambda value: checker.validate(json.loads(json.dumps(value)))


@cache
def shipped() -> dict[str, Dossier]:
    return {path.stem: wijktoets.load_dossier(path) for path in PATHS}


@cache
def rapporten() -> dict[str, wijktoets.Rapport]:
    return {
        name: wijktoets.evaluate(case, pack_of(case), engine="direct", today=VANDAAG)
        for name, case in shipped().items()
    }


@cache
def pack_named(*names: str) -> wijktoets.Regelpakket:
    return wijktoets.load_pack(*names)


def pack_of(case: Dossier) -> wijktoets.Regelpakket:
    return pack_named(*(pack.id for pack in case.pakket))


def once(value: Any, seen: set[str]) -> Any:
    """A JSON value without the items of lists and tables that stood in one before: each different row is looked at."""

    def new(item: Any) -> bool:
        text = json.dumps(item, sort_keys=True)
        return isinstance(item, dict) and not (text in seen or seen.add(text))  # type: ignore[func-returns-value]

    whole = {name: dict(value[name]) for name in ("vragen", "gespreksvragen")}
    tables = {name: {key: row for key, row in rows.items() if new(row)} for name, rows in whole.items()}
    afspraken = [
        afspraak | {name: [row for row in afspraak[name] if new(row)] for name in ("eisen", "witte_vlekken")}
        for afspraak in value["afspraken"]
    ]
    return value | tables | {"afspraken": afspraken}


def of_plan(name: str) -> Json:
    return plan(
        shipped()[name], wijktoets.load_pack(), direct.compute, VANDAAG, Vraagstuk(target="besluiten")
    ).to_json()


def test_there_is_a_schema_of_each() -> None:
    assert {*RESULTS, ROW} == set(SHIPPED) == {p.name.split(".")[0] for p in FOLDER.glob("*.json")} & set(SHIPPED)


@pytest.mark.anywhere
def test_every_rapport_and_batch_row_of_what_ships_fits() -> None:
    assert len(rapporten()) > 40
    seen: set[str] = set()
    for found in rapporten().values():
        fits("rapport")(once(found.to_json(), seen))
        for scores in (False, True):
            for row in rows_of(found, scores):
                fits("rij")(row)
    fits("rij")(error_row("stuk.yaml", "er is iets mis"))


def test_a_rapport_as_if_wished_and_one_that_was_computed_twice_fit() -> None:
    case, pack = shipped()["a-kwartier"], wijktoets.load_pack()
    for how in ({"archetype": "besluiten", "engine": "direct"}, {"engine": "auto"}):
        fits("rapport")(wijktoets.evaluate(case, pack, today=VANDAAG, **how).to_json())


@pytest.mark.parametrize("name", ["a-kwartier", "wijkdeal-drie-afspraken", "mag-het-lichter", "bewust-anders"])
def test_every_kind_of_plan_fits(name: str) -> None:
    fits("plan")(of_plan(name))


def test_rows_of_the_columns_engine_fit() -> None:
    from wijktoets.engine.columns.batch import rows_of_dossiers

    named = [(name, lambda case=case: case) for name, case in list(shipped().items())[:12]]
    for row in rows_of_dossiers(named, wijktoets.load_pack(), VANDAAG, str, scores=True):
        fits("rij")(row)


@pytest.mark.parametrize("kind", ["rapport", "plan", "rij"])
def test_a_key_too_many_too_few_or_a_wrong_word_is_refused(kind: str) -> None:
    good: Json = {
        "rapport": lambda: rapporten()["wijkdeal-drie-afspraken"].to_json() | {"vragen": {}, "afspraken": []},
        "plan": lambda: of_plan("wijkdeal-drie-afspraken"),
        "rij": lambda: rows_of(rapporten()["wijkdeal-drie-afspraken"])[0],
    }[kind]()
    fits(kind)(good)
    for name in good:
        with pytest.raises(jsonschema.ValidationError):
            fits(kind)({key: value for key, value in good.items() if key != name})
    with pytest.raises(jsonschema.ValidationError):
        fits(kind)(good | {"sleutel_die_er_niet_is": 1})
    with pytest.raises(jsonschema.ValidationError):
        fits(kind)(good | {"peildatum": "gisteren" if kind == "rij" else 3})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("afspraken", 0, "uitkomst"), "prima"),
        (("afspraken", 0, "eisen", 0, "status"), "goed"),
        (("afspraken", 0, "eisen", 0, "plek"), 1),
        (("afspraken", 0, "stand", "moet", "open"), "veel"),
        (("afspraken", 0, "borging_tot", "laag"), 2),
        (("nagerekend", "wie"), "ik"),
    ],
)
def test_a_fault_deep_in_a_rapport_is_refused(path: tuple[str | int, ...], value: object) -> None:
    planted = copy.deepcopy(rapporten()["wijkdeal-drie-afspraken"].to_json())
    here: Any = planted
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        fits("rapport")(planted)


@pytest.mark.parametrize(
    ("name", "value"),
    [("uitkomst", "prima"), ("moet_open", -1), ("moet_open", 1.5), ("bestand", None), ("fictief", "ja")],
)
def test_a_wrong_value_in_a_row_is_refused(name: str, value: object) -> None:
    row = rows_of(rapporten()["wijkdeal-drie-afspraken"])[0]
    with pytest.raises(jsonschema.ValidationError):
        fits("rij")(row | {name: value})
