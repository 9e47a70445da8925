"""OpenFisca: two variables for each leaf and for each waarborg, with formulas over the columns of a population."""

from typing import Any

import numpy as np

from wijktoets.engine.words import FASEN

from ..adapters import Adapter, Compiled
from ..workload import Codes, Duty, Rows, Task, codes_of, leaf_value, words_of
from .arithmetic import Pair, eis, value

ENDS = ("laag", "hoog")
PERIOD = "2026"


def _compile(task: Task) -> Compiled:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import YEAR
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    words = words_of(task.pack)
    person = build_entity("afspraak", "afspraken", "an agreement", is_person=True)
    system = TaxBenefitSystem([person])

    def add(name: str, kind: type, formula: Any = None) -> None:
        body = {"value_type": kind, "entity": person, "definition_period": YEAR, "label": name}
        system.add_variable(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    def formula(duty: Duty, end: int, whole: bool) -> Any:
        def compute(population: Any, period: Any) -> Any:
            def pair(prefix: str) -> Any:
                return lambda name: tuple(population(f"{prefix}_{name}_{e}", period) for e in ENDS)

            asked = value(duty.asks, pair("leaf"), pair("asks")) if not whole else pair("asks")(duty.name)
            if not whole:
                return asked[end]
            present = None if duty.fasen is None else np.isin(population("fase", period), _places(duty))
            return eis(duty, asked, present, pair("leaf"), pair("asks"))[end]

        return compute

    def leaf(name: str, end: int) -> Any:
        vraag, options, _ = task.leaves[name]
        table = np.array([leaf_value(word, options)[end] for word in words[vraag]])
        return lambda population, period: table[population(f"answer_{vraag}", period)]

    add("fase", int)
    for vraag in words:
        add(f"answer_{vraag}", int)
    for name in task.leaves:
        for number, end in enumerate(ENDS):
            add(f"leaf_{name}_{end}", float, leaf(name, number))
    for duty in task.duties:
        for number, end in enumerate(ENDS):
            add(f"asks_{duty.name}_{end}", float, formula(duty, number, whole=False))
            add(f"eis_{duty.name}_{end}", float, formula(duty, number, whole=True))

    def load(rows: Rows) -> Any:
        simulation = SimulationBuilder().build_default_simulation(system, count=rows.size)
        simulation.set_input("fase", PERIOD, rows.fase)
        for vraag, codes in rows.codes.items():
            simulation.set_input(f"answer_{vraag}", PERIOD, codes)
        return simulation

    def run(simulation: Any) -> list[Pair]:
        names = [f"eis_{duty.name}" for duty in task.duties]
        return [tuple(simulation.calculate(f"{name}_{end}", PERIOD) for end in ENDS) for name in names]  # type: ignore[misc]

    def codes(found: list[Pair]) -> Codes:
        return codes_of([(low.astype(float), high.astype(float)) for low, high in found])

    return Compiled(load, run, codes)


def _places(duty: Duty) -> list[int]:
    return [FASEN.index(fase) for fase in duty.fasen or ()]


ADAPTER = Adapter("OpenFisca-core", "openfisca_core", False, _compile, fresh=True)
