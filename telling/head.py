"""Says of a dossier as a whole: where it is about, who filled it in, how much was spoken of, and what goes with it."""

from collections.abc import Iterable, Iterator, Mapping

from wijktoets import texts
from wijktoets.engine.result.rapport import AfspraakRapport, Nagerekend, Rapport
from wijktoets.texts.wording import day, listed, number, said

from .phrases import level


def trial(als_wens: str | None, supposed: Mapping[str, str] | None) -> Iterator[str]:
    """That this is a trial: as if something else were wished, or answered."""
    if als_wens:
        yield texts.text("scherm.proef_wens", G=level(als_wens))
    if supposed:
        answers = listed(f"{vraag} = {antwoord}" for vraag, antwoord in supposed.items())
        yield texts.text("scherm.proef_antwoorden", antwoorden=answers)


def where(rapport: Rapport) -> str:
    """Wijk and gemeente, those that are known."""
    known = {key: value for key in ("gebied", "gemeente") if (value := getattr(rapport, key))}
    return texts.text(f"scherm.waar.{'_'.join(known)}", **known) if known else ""


def filled_in(rapport: Rapport) -> Iterable[str]:
    """Who filled the dossier in, who saw it, and who did not."""
    opgesteld = rapport.opgesteld
    if opgesteld is None or opgesteld.door is None:
        yield texts.text("scherm.ingevuld_onbekend")
    elif rapport.eenzijdig:
        yield rapport.teksten["eenzijdig_ingevuld"].tekst
    elif opgesteld.op is None:
        yield texts.text("scherm.ingevuld", wie=opgesteld.door)
    else:
        yield texts.text("scherm.ingevuld_op", wie=opgesteld.door, datum=day(opgesteld.op))
    if opgesteld is not None and opgesteld.gezien_door:
        yield texts.text("scherm.gezien", wie=listed(opgesteld.gezien_door))
    if rapport.nog_niet_gezien_door:
        yield texts.text("scherm.niet_gezien", wie=listed(rapport.nog_niet_gezien_door))


def discussed(rapport: Rapport) -> str:
    """How many questions were spoken of, and how many kernvragen."""
    found = rapport.besproken
    every = found.kernvragen == found.kernvragen_van
    key = "scherm.kern_alle" if every else "scherm.kern_deel"
    kern = texts.text(key, n=found.kernvragen, van=found.kernvragen_van)
    return said("scherm.besproken", rapport.status == "terugblik", n=found.vragen, van=found.van, kern=kern)


def closing(rapport: Rapport) -> list[str]:
    """The keys of the lines that always go with a result: the scores, the legal form, the raad, and no judgement."""
    keys = ["borging_uitleg"] if any(a.borging for a in rapport.afspraken) else []
    if "overdracht" in rapport.teksten:
        keys.append("overdracht")
    elif _besluiten_at_stake(rapport):
        keys.append("niet_bekeken")
    return [*keys, "blijft_bij_raad", "geen_oordeel"]


def _besluiten_at_stake(rapport: Rapport) -> bool:
    return rapport.als_wens == "besluiten" or any(_may_decide(a) for a in rapport.afspraken)


def _may_decide(afspraak: AfspraakRapport) -> bool:
    wishes = {afspraak.gewenst, *(w.gewenst for w in afspraak.gewensten)}
    return "besluiten" in wishes or afspraak.rollen.hoog == "besluiten"


def weights(rapport: Rapport) -> str:
    """The weights of the scores, in a sentence."""
    return texts.text("scherm.weging", moet=weight(rapport.weging.moet), hoort=weight(rapport.weging.hoort))


def weight(value: float) -> str:
    """A weight, without decimals where it has none."""
    return number(value, 0 if value == int(value) else 2)


def recomputed(found: Nagerekend) -> str:
    """Which second engine found the same, or why none did."""
    return found.reden or texts.text("scherm.nagerekend", door=found.door or "")
