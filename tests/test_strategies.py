"""Whether the generated packs and dossiers are worth testing with: valid, varied, and every outcome among them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from hypothesis import Phase, given, settings

from tests.amount import WHOLE, at_least
from tests.builders import VANDAAG, Ruw, koppel
from tests.oracle import conditions, rapport, rules
from tests.oracle.conditions import Case
from tests.strategies import cases, packs
from wijktoets import Dossier, evaluate
from wijktoets.engine.model.words import INGEBOUWDE_SIGNALEN, PARTIJEN, UITKOMSTEN, EisStatus, Norm, Reden
from wijktoets.engine.result.rapport import PerArchetype

CASES = at_least(1000)
NODES = ("alle", "een_van", "minstens", "niet", "vraag", "waarborg")


@given(cases())
def test_what_is_generated_is_never_refused(case: tuple[Ruw, Ruw]) -> None:
    pack, dossier = case
    evaluate(Dossier.model_validate(dossier), koppel(pack), today=VANDAAG, engine="direct")


@cache
def census() -> Counter[str]:
    """What occurs in how many of the first cases."""
    counted: Counter[str] = Counter()

    @settings(max_examples=CASES, phases=[Phase.generate], database=None, derandomize=True, deadline=None)
    @given(cases())
    def count(case: tuple[Ruw, Ruw]) -> None:
        counted.update({"case", *_in_pack(case[0])})
        counted.update(set().union(*map(_in_case, rapport.cases(*case, VANDAAG))))
        counted.update(set().union(*map(_in_result, rapport.judge(*case, VANDAAG))))

    count()
    return counted


def _nodes(node: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    kind = next(key for key in NODES if key in node)
    yield kind, node, depth
    for child in [node["niet"]] if kind == "niet" else conditions.children(node):
        yield from _nodes(child, depth + 1)


def _trees(pack: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for rule in (*pack["waarborgen"], *pack["grenzen"], *pack["signalen"]):
        yield from (rule[key] for key in ("voldaan_als", "als") if rule.get(key))
    yield from pack["kop"]["zeggenschap"].values()


def _in_pack(pack: Mapping[str, Any]) -> Iterator[str]:
    for tree in _trees(pack):
        for kind, _, depth in _nodes(tree):
            yield f"node {kind}"
            if depth >= 3:
                yield "depth 3"
    for rule in pack["waarborgen"]:
        yield from (f"norm {norm}" for norm in rule["norm"].values())
        yield f"rust_op {rule['rust_op']}"
        yield from (f"waarborg with {key}" for key in ("als", "hard", "fasen", "geldig") if rule.get(key))


def _in_case(case: Case) -> set[str]:
    found = {"verschil" for q in case.said if conditions.disputed(case, q)}
    found |= {"samen" for said in case.said.values() if any(s.get("door") == "samen" for s in said)}
    found |= {f"wie {s['antwoord']}" for s in case.said.get("wie", ()) if "waar" in case.said}
    for rule in case.pack["waarborgen"]:
        if rules.als_state(case, rule) == "open":
            found.add("als open")
        for tree in (rule["voldaan_als"], rule.get("als") or rule["voldaan_als"]):
            nodes = [kind for kind, node, _ in _nodes(tree) if conditions.bounds(case, node) is None]
            found |= {"nvt", *(f"nvt {kind}" for kind in nodes)} if nodes else set()
    return found


def _in_result(result: Mapping[str, Any]) -> set[str]:
    found = {f"uitkomst {result['uitkomst']}", f"richting {result['richting']}"}
    found |= {f"status {e['status']}" for e in result["eisen"]}
    found |= {f"aard {w['aard']}" for w in result["witte_vlekken"]}
    found |= {f"reden {row['reden']}" for row in result["open_vragen"]}
    found |= {f"signaal {s}" for s in result["signalen"]}
    found |= {f"past {row['past']}" for row in result["per_archetype"].values()}
    found |= {f"grens {'zeker' if g['zeker'] else 'misschien'}" for g in result["grenzen"]}
    found |= {f"waarom_niet {a['waarom_niet']}" for a in result["afwegingen"]}
    return found | ({"signaal als vraag"} if result["signalen_als_vraag"] else set())


EXPECTED = [
    *(f"node {kind}" for kind in NODES),
    *(f"norm {norm}" for norm in get_args(Norm)),
    *(f"rust_op {partij}" for partij in PARTIJEN),
    *(f"waarborg with {key}" for key in ("als", "hard", "fasen", "geldig")),
    *(f"uitkomst {uitkomst}" for uitkomst in UITKOMSTEN),
    *(f"richting {richting}" for richting in ("minder", "meer", None)),
    *(f"status {status}" for status in get_args(EisStatus)),
    *(f"aard {aard}" for aard in ("deels", "hooguit_deels", "ontbreekt", "onbekend", "niet_besproken", "verschil")),
    *(f"reden {reden}" for reden in get_args(Reden)),
    *(f"signaal {naam}" for naam in INGEBOUWDE_SIGNALEN),
    *(f"past {past}" for past in get_args(PerArchetype.model_fields["past"].annotation)),
    *(f"waarom_niet {why}" for why in ("hard", "eenzijdig", "verlopen", None)),
    *(
        "nvt",
        "grens zeker",
        "grens misschien",
        "als open",
        "verschil",
        "samen",
        "signaal als vraag",
        "wie tot-een-grens",
    ),
]


def test_everything_occurs_in_at_least_one_percent_of_the_cases() -> None:
    seen = census()
    assert not WHOLE or {what: seen[what] for what in EXPECTED if seen[what] < CASES / 100} == {}


def test_every_kind_of_node_is_nvt_somewhere() -> None:
    assert not WHOLE or [kind for kind in NODES if not census()[f"nvt {kind}"]] == []


def test_conditions_are_nested_three_deep_in_a_fifth_of_the_cases() -> None:
    assert not WHOLE or census()["depth 3"] >= CASES / 5


@given(packs())
def test_a_pack_is_plain_data(pack: Ruw) -> None:
    """So that it can be written as YAML, shuffled and shown."""
    todo: list[Any] = [pack]
    while todo:
        value = todo.pop()
        todo += list(value.values()) if isinstance(value, dict) else value if isinstance(value, list | tuple) else []
        assert isinstance(value, dict | list | tuple | str | int | type(VANDAAG) | None)
