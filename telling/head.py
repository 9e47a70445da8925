"""Says of a dossier as a whole: where it is about, who filled it in, how much was spoken of, and what goes with it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from wijktoets import texts
from wijktoets.engine.model.words import VASTE_REGELS
from wijktoets.engine.result.rapport import Nagerekend, Rapport, TekstRij
from wijktoets.texts.wording import day, listed, number, said

from .agreed_words import confirmations
from .phrases import level, told, with_names
from .tree import EMPTY, Line, Text, own

EXPLAINING: Final = frozenset({"borging_uitleg", "niveau_nul"})
"""The lines that say what a score or a level means: they stand where it is shown, and nowhere else."""

NAMING: Final = ("overdracht", "eenzijdig_ingevuld", "afgesproken_vervangen")
"""The lines that name bevoegdheden, a party or a thema: only what a person wrote can hold a word of the model there."""


def trial(als_wens: str | None, supposed: Mapping[str, str] | None) -> Iterator[Line]:
    """That this is a trial: as if something else were wished, or answered."""
    if als_wens:
        yield texts.text("scherm.proef_wens", G=level(als_wens))
    if supposed:
        answers = listed(f"{vraag} = {antwoord}" for vraag, antwoord in supposed.items())
        yield told("scherm.proef_antwoorden", antwoorden=own(answers))


def where(rapport: Rapport) -> Text:
    """Wijk and gemeente, those that are known."""
    known = {key: own(value) for key in ("gebied", "gemeente") if (value := getattr(rapport, key))}
    return told(f"scherm.waar.{'_'.join(known)}", **known) if known else EMPTY


def filled_in(rapport: Rapport) -> Iterable[Line]:
    """Who filled the dossier in, who saw it, who did not, and what parties said of it."""
    opgesteld = rapport.opgesteld
    if opgesteld is None or opgesteld.door is None:
        yield texts.text("scherm.ingevuld_onbekend")
    elif rapport.eenzijdig:
        yield own(rapport.teksten["eenzijdig_ingevuld"].tekst)
    elif opgesteld.op is None:
        yield told("scherm.ingevuld", wie=own(opgesteld.door))
    else:
        yield told("scherm.ingevuld_op", wie=own(opgesteld.door), datum=day(opgesteld.op))
    if opgesteld is not None and opgesteld.gezien_door:
        yield told("scherm.gezien", wie=own(listed(opgesteld.gezien_door)))
    if rapport.nog_niet_gezien_door and rapport.status != "terugblik":
        yield told("scherm.niet_gezien", wie=own(listed(rapport.nog_niet_gezien_door)))
    yield from confirmations(rapport.bevestigd)


def keeper(rapport: Rapport) -> Line:
    """Who can show the whole of a list that a paper cuts: whoever wrote it all down."""
    known = rapport.opgesteld.door if rapport.opgesteld else None
    return own(known) if known else texts.text("report.invuller")


def discussed(rapport: Rapport) -> str:
    """How many questions were spoken of, and how many kernvragen."""
    found = rapport.besproken
    every = found.kernvragen == found.kernvragen_van
    some = "scherm.kern_deel" if found.kernvragen else "scherm.kern_geen"
    kern = texts.text("scherm.kern_alle" if every else some, n=found.kernvragen, van=found.kernvragen_van)
    return said("scherm.besproken", rapport.status == "terugblik", n=found.vragen, van=found.van, kern=kern)


def closing(teksten: Mapping[str, TekstRij], apart: Collection[str] = EXPLAINING) -> list[TekstRij]:
    """The lines that go with a result, in their order: all that it carries, whatever draws it.

    Args:
        apart: those that stand elsewhere on this screen or paper, or explain what it does not show.
    """
    return [line for key, line in teksten.items() if key not in apart]


def pack_line(line: TekstRij, teksten: Mapping[str, TekstRij], names: Iterable[str]) -> Text:
    """One of these lines in pieces: what is filled into it is people's own, and so is all of one that names more."""
    whole = line in [teksten.get(key) for key in NAMING]
    return own(line.tekst) if whole else with_names(line.tekst, names)


def closing_of_many(results: Iterable[Mapping[str, TekstRij]]) -> list[TekstRij]:
    """The lines that go with any of many results, each once; not those that only make sense beside their dossier."""
    apart = {*EXPLAINING, "eenzijdig_ingevuld", "afgesproken_vervangen", "overdracht"}
    found = [(key, line) for teksten in results for key, line in teksten.items() if key not in apart]
    once = {line.tekst: (key, line) for key, line in found}
    return [line for _, line in sorted(once.values(), key=lambda row: VASTE_REGELS.index(row[0]))]


def weights(rapport: Rapport) -> str:
    """The weights of the scores, in a sentence."""
    return texts.text("scherm.weging", moet=weight(rapport.weging.moet), hoort=weight(rapport.weging.hoort))


def weight(value: float) -> str:
    """A weight, without decimals where it has none."""
    return number(value, 0 if value == int(value) else 2)


def recomputed(found: Nagerekend) -> str:
    """Which second engine found the same, or why none did."""
    return found.reden or texts.text("scherm.nagerekend", door=found.door or "")
