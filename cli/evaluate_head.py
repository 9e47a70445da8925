"""The first and last lines of a result: who and when, how much was discussed, and what always goes with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wijktoets import __version__, texts
from wijktoets.engine.rapport import AfspraakRapport, Rapport

from .sheet import Gap, Heading, Part, Sentence
from .wording import day, listed, number, said


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


def head(view: View) -> Iterable[Part]:
    """Name, status, peildatum; who filled it in and who has not seen it; how much was discussed."""
    rapport = view.rapport
    datum = day(rapport.peildatum)
    yield Heading(
        texts.text(
            "scherm.kop_fictief" if rapport.fictief else "scherm.kop",
            naam=rapport.dossier,
            status=texts.text(f"scherm.status.{rapport.status}"),
            datum=texts.text("scherm.vandaag", datum=datum) if rapport.peildatum_is_vandaag else datum,
        ),
        level=1,
    )
    if where := _where(rapport):
        yield Sentence(where, level=1)
    yield Sentence(" ".join(_filled_in(rapport)), level=1)
    yield Sentence(_discussed(view), level=1)
    if rapport.als_wens:
        yield Sentence(texts.text("scherm.proef_wens", G=texts.text(f"scherm.niveaus.{rapport.als_wens}")), level=1)
    if view.supposed:
        answers = listed(f"{vraag} = {antwoord}" for vraag, antwoord in view.supposed.items())
        yield Sentence(texts.text("scherm.proef_antwoorden", antwoorden=answers), level=1)


def _where(rapport: Rapport) -> str:
    known = {key: value for key in ("gebied", "gemeente") if (value := getattr(rapport, key))}
    return texts.text(f"scherm.waar.{'_'.join(known)}", **known) if known else ""


def _filled_in(rapport: Rapport) -> Iterable[str]:
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


def _discussed(view: View) -> str:
    found = view.rapport.besproken
    every = found.kernvragen == found.kernvragen_van
    key = "scherm.kern_alle" if every else "scherm.kern_deel"
    kern = texts.text(key, n=found.kernvragen, van=found.kernvragen_van)
    return said("scherm.besproken", view.terugblik, n=found.vragen, van=found.van, kern=kern)


def foot(view: View) -> Iterable[Part]:
    """What the scores are, what was found about the legal form, what stays with the raad, and that this is no verdict."""
    rapport = view.rapport
    keys = ["borging_uitleg"] if any(a.borging for a in rapport.afspraken) else []
    if "overdracht" in rapport.teksten:
        keys += ["overdracht"]
    elif _besluiten_at_stake(rapport):
        keys += ["niet_bekeken"]
    keys += ["blijft_bij_raad", "geen_oordeel"]
    yield Gap()
    for key in keys:
        line = rapport.teksten[key]
        yield Sentence(line.tekst, tuple(line.bron) if view.versions or view.everything else (), level=1)
    if view.versions:
        yield from _versions(rapport)


def _besluiten_at_stake(rapport: Rapport) -> bool:
    return rapport.als_wens == "besluiten" or any(_may_decide(a) for a in rapport.afspraken)


def _may_decide(afspraak: AfspraakRapport) -> bool:
    wishes = {afspraak.gewenst, *(w.gewenst for w in afspraak.gewensten)}
    return "besluiten" in wishes or afspraak.rollen.hoog == "besluiten"


def _versions(rapport: Rapport) -> Iterable[Part]:
    yield Gap()
    yield Heading(texts.text("scherm.koppen.versies"), level=3)
    for pakket in rapport.pakketten:
        yield Sentence(
            texts.text("scherm.pakket", naam=pakket.naam, versie=pakket.versie, sha=pakket.sha256[:12]), level=2
        )
    yield Sentence(
        texts.text("scherm.weging", moet=_weight(rapport.weging.moet), hoort=_weight(rapport.weging.hoort)), level=2
    )
    yield Sentence(texts.text("scherm.versie", versie=__version__), level=2)
    yield Sentence(_recomputed(rapport), level=2)


def _weight(value: float) -> str:
    return number(value, 0 if value == int(value) else 2)


def _recomputed(rapport: Rapport) -> str:
    found = rapport.nagerekend
    return found.reden or texts.text("scherm.nagerekend", door=found.door or "")
