"""What someone looks at: a Rapport, how much of it, which answers were supposed, and the plan that goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijktoets.engine.result.rapport import Rapport

if TYPE_CHECKING:
    from wijktoets.engine.advice.plan.value import Plan


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a Rapport: all points or the first ones, versions or not, and which answers were supposed.

    `plan`: what it was found to take, from which the steps are that are offered.
    """

    rapport: Rapport
    everything: bool = False
    versions: bool = False
    supposed: Mapping[str, str] | None = None
    plan: "Plan | None" = None

    @property
    def terugblik(self) -> bool:
        """Whether the dossier looks back: then what is missing was not mentioned."""
        return self.rapport.status == "terugblik"
