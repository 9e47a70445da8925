"""What is said of a name in a dossier that the pack has otherwise now."""

from typing import Protocol

from wijktoets import texts

from .wording import listed


class Renamed(Protocol):
    """What `told` needs: where a name stands, what it names, and what it became."""

    @property
    def plek(self) -> object: ...
    @property
    def wat(self) -> str: ...
    @property
    def oud(self) -> str: ...
    @property
    def nieuw(self) -> tuple[str, ...]: ...
    @property
    def overgang(self) -> str: ...
    @property
    def vraag(self) -> str | None: ...
    @property
    def antwoord(self) -> str | None: ...


def told(line: Renamed) -> str:
    """One line: what it was called and is called now, and what became of what was said there."""
    new = listed(f"'{name}'" for name in line.nieuw) if line.nieuw else ""
    key = f"hernoemd.{line.wat}.{line.overgang}"
    said = texts.text(key, plek=line.plek, oud=line.oud, nieuw=new, vraag=line.vraag or "")
    if line.antwoord is not None and line.overgang != "elders":
        return f"{said} {texts.text('hernoemd.zonder_notitie', antwoord=line.antwoord)}"
    again = line.overgang == "opnieuw" or (line.wat == "optie" and line.overgang == "vervallen")
    return f"{said} {texts.text('hernoemd.met_notitie')}" if again and line.wat in ("vraag", "optie") else said
