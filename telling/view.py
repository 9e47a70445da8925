"""What someone looks at: a Rapport, how much of it, and which answers were supposed."""

from collections.abc import Mapping
from dataclasses import dataclass

from wijktoets.engine.result.rapport import Rapport


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a Rapport: all points or the first ones, versions or not, and which answers were supposed."""

    rapport: Rapport
    everything: bool = False
    versions: bool = False
    supposed: Mapping[str, str] | None = None

    @property
    def terugblik(self) -> bool:
        """Whether the dossier looks back: then what is missing was not mentioned."""
        return self.rapport.status == "terugblik"
