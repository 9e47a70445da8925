"""OpenFisca: two variables for each leaf and for each waarborg, with formulas over the columns of a population."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np

from wijktoets.engine.model.words import ARCHETYPES, FASEN

from ..adapters import Adapter, Compiled
from ..jobs import COUNTED, Job, asked_at, words_in
from ..workload import Codes, Duty, Rows, Task, codes_of, leaf_value, words_of
from .arithmetic import HIGH, LOW, Column, Read, bound, eis_bound

ENDS = (LOW, HIGH)
PERIOD = "2026"


def _compile(task: Task) -> Compiled:
    from openfisca_core.simulations import SimulationBuilder

    system = _system(task, words_of(task.pack))

    def load(rows: Rows) -> Any:
        simulation = SimulationBuilder().build_default_simulation(system, count=rows.size)
        simulation.set_input("fase", PERIOD, rows.fase)
        for vraag, codes in rows.codes.items():
            simulation.set_input(f"answer_{vraag}", PERIOD, codes)
        return simulation

    def run(simulation: Any) -> list[list[Column]]:
        return [[simulation.calculate(f"eis_{duty.name}_{end}", PERIOD) for end in ENDS] for duty in task.duties]

    def codes(found: list[list[Column]]) -> Codes:
        return codes_of([(low.astype(float), high.astype(float)) for low, high in found])

    return Compiled(load, run, codes)


def _system(task: Task, words: Mapping[str, Sequence[str]]) -> Any:
    """The variables: an answer a question; of each leaf, of what each waarborg asks, of each eis two bounds; counts."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import YEAR
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity("afspraak", "afspraken", "an agreement", is_person=True)
    system = TaxBenefitSystem([person])

    def add(name: str, kind: type, formula: Any = None) -> None:
        body = {"value_type": kind, "entity": person, "definition_period": YEAR, "label": name}
        system.add_variable(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    add("fase", int)
    for fasen in {duty.fasen for duty in task.duties if duty.fasen is not None}:
        add(_among("fase", fasen), bool, _one_of("fase", fasen, FASEN))
    for vraag in words:
        add(f"answer_{vraag}", int)
    for end in ENDS:
        for name, (vraag, options, _) in task.leaves.items():
            table = np.array([leaf_value(word, options)[end] for word in words[vraag]])
            add(f"leaf_{name}_{end}", float, _looked_up(f"answer_{vraag}", table))
        for duty in task.duties:
            add(f"asks_{duty.name}_{end}", float, _asked(duty, end))
            add(f"eis_{duty.name}_{end}", float, _eis(duty, end))
    add("gewenst", int)
    at = {key: tuple(sorted(wishes)) for key, wishes in asked_at(task).items()}
    for wishes in set(at.values()):
        add(_among("gewenst", wishes), bool, _one_of("gewenst", wishes, ARCHETYPES))
    for name in COUNTED:
        add(name, int, _counted(*name.split("_"), at))
    return system


def _among(name: str, words: Sequence[str]) -> str:
    return "_".join([name, "is", *words])


def _one_of(name: str, words: Sequence[str], known: Sequence[str]) -> Any:
    """Where a variable is one of a few words: a variable of its own, so that it is computed once."""

    def formula(population: Any, period: Any) -> Column:
        codes = population(name, period)
        return reduce(np.logical_or, [codes == known.index(word) for word in words])

    return formula


def _reader(kind: str, population: Any, period: Any) -> Read:
    return lambda name, end: population(f"{kind}_{name}_{end}", period)


def _looked_up(name: str, table: Any) -> Any:
    return lambda population, period: table[population(name, period)]


def _asked(duty: Duty, end: int) -> Any:
    def formula(population: Any, period: Any) -> Column:
        leaf, asked = (_reader(kind, population, period) for kind in ("leaf", "asks"))
        return bound(duty.asks, end, leaf, asked)

    return formula


def _eis(duty: Duty, end: int) -> Any:
    def formula(population: Any, period: Any) -> Column:
        leaf, asked = (_reader(kind, population, period) for kind in ("leaf", "asks"))
        present = None if duty.fasen is None else population(_among("fase", duty.fasen), period)
        return eis_bound(duty, end, present, leaf, asked)

    return formula


def _counts(task: Task) -> Callable[[Any], Any]:
    from openfisca_core.simulations import SimulationBuilder

    words = words_of(task.pack)
    system = _system(task, words)

    def whole(frame: Any) -> Any:
        import pandas as pd

        simulation = SimulationBuilder().build_default_simulation(system, count=len(frame))
        for name in ("fase", "gewenst"):
            simulation.set_input(name, PERIOD, frame[name].cat.codes.to_numpy())
        for vraag, known in words_in(frame, words).items():
            places = np.array([words[vraag].index(word) for word in known])
            simulation.set_input(f"answer_{vraag}", PERIOD, places[frame[vraag].cat.codes.to_numpy()])
        return pd.DataFrame({name: simulation.calculate(name, PERIOD) for name in COUNTED})

    return whole


def _counted(norm: str, kind: str, at: Mapping[tuple[str, str], Sequence[str]]) -> Any:
    def formula(population: Any, period: Any) -> Column:
        found = np.zeros(population.count, dtype=np.int8)
        for (own, name), wishes in at.items():
            if own == norm:
                low, high = (population(f"eis_{name}_{end}", period) for end in ENDS)
                holds = {"geregeld": low == 1, "niet": high < 1, "open": (low < 1) & (high == 1)}[kind]
                found += population(_among("gewenst", wishes), period) & holds
        return found

    return formula


JOB = Job("OpenFisca-core", "openfisca_core", _counts)
ADAPTER = Adapter("OpenFisca-core", "openfisca_core", False, _compile, fresh=True)
