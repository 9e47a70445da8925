"""The first and last lines of a result: who and when, how much was discussed, and what always goes with it."""

from collections.abc import Iterable

from wijktoets import texts
from wijktoets._version import __version__
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.head import closing, discussed, filled_in, recomputed, weights, where
from wijktoets.telling.screens import around
from wijktoets.telling.tree import Gap, Heading, Line, Part, joined, sentence
from wijktoets.telling.view import View


def head(view: View) -> Iterable[Part]:
    """Name, status, peildatum; who filled it in and who has not seen it; how much was discussed."""
    rapport = view.rapport
    place = where(rapport)
    about: list[Line] = [*([place] if place else []), joined(filled_in(rapport), " "), discussed(rapport)]
    return around.head(rapport, rapport.als_wens, view.supposed, about)


def foot(view: View) -> Iterable[Part]:
    """What the scores are, what was found about the legal form, what stays with the raad, and no judgement."""
    rapport = view.rapport
    yield Gap()
    for line in closing(rapport.teksten, {"eenzijdig_ingevuld", "niveau_nul"}):
        yield sentence(line.tekst, line.bron if view.versions or view.everything else (), level=1)
    if "overdracht" in rapport.teksten:
        yield sentence(texts.text("transfer.meer", bestand=rapport.bestand), level=1)
    if view.versions:
        yield from _versions(rapport)


def _versions(rapport: Rapport) -> Iterable[Part]:
    yield Gap()
    yield Heading(texts.text("scherm.koppen.versies"), level=3)
    yield from (sentence(around.pack_words(pack)) for pack in rapport.pakketten)
    yield sentence(weights(rapport))
    yield sentence(texts.text("scherm.versie", versie=__version__))
    yield sentence(recomputed(rapport.nagerekend))
