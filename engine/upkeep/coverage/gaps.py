"""Finds what is not accounted for: lines that do not exist, lines and ids without a reason, both, and what was copied.

Each gap is a Melding whose code names a sentence of texts/nl/coverage.yaml under `coverage.leemten`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ...model.errors import Melding, near
from ...model.unfinished import TO_FILL_IN
from .files import Bestand, BronBestand, Verantwoording, WithPlace
from .words import copies, lines_named, lines_with_words, runs


@dataclass(frozen=True, slots=True)
class Bronlijst:
    """All that is laid side by side.

    `draagt` are the lines of the source (L57) that something rests on; `dekt` the ids that something covers, with all
    lines that the covering things rest on; `namen` the ids of things in the packs; `teksten` all files whose lines
    must exist and that copy nothing.
    """

    accounts: tuple[Verantwoording, ...]
    bron: WithPlace[BronBestand]
    draagt: Collection[str]
    dekt: Mapping[str, Collection[str]]
    namen: Collection[str]
    teksten: tuple[Bestand, ...]

    @property
    def ids(self) -> set[str]:
        """The ids of all inventories."""
        return {name for a in self.accounts if a.inventaris for name in a.inventaris.waarde.ids}


def find_gaps(lijst: Bronlijst, source: str | None) -> list[Melding]:
    """Everything that is not accounted for, in order of place; with the source also what differs from it."""
    found = [*_lines(lijst), *_unknown_lines(lijst), *_ids(lijst), *_own_lines(lijst), *_unknown_ids(lijst)]
    if source is not None:
        found += [*_against(lijst, source), *_copied(lijst, source)]
    return sorted(found, key=lambda m: (m.plek, m.code, str(m.gegevens)))


def _lines(lijst: Bronlijst) -> Iterator[Melding]:
    """Lines that carry nothing and say not why, that do both, or that point at what is not there."""
    lines = lijst.bron.waarde.regels
    for name, line in lines.items():
        place = lijst.bron.bij.plek(("regels", name), sleutel=True)
        if TO_FILL_IN in line.zegt:
            yield Melding("regel_invullen", lijst.bron.bij.plek(("regels", name, "zegt")), {"regel": name})
        elif name not in lijst.draagt and line.soort is None:
            yield Melding("regel_zonder", place, {"regel": name, "zegt": line.zegt})
        if name in lijst.draagt and line.soort is not None:
            yield Melding("regel_beide", place, {"regel": name})
        for index, target in enumerate(line.bij):
            where = lijst.bron.bij.plek(("regels", name, "bij", index))
            known = target in lines or target in lijst.ids or target in lijst.namen
            if not known:
                yield Melding("elders_onbekend", where, {"regel": name, "naam": target})
            elif target in lines and target not in lijst.draagt and line.soort == "elders":
                yield Melding("elders_leeg", where, {"regel": name, "naam": target})


def _unknown_lines(lijst: Bronlijst) -> Iterator[Melding]:
    """Lines that a text names and that bron.yaml does not have."""
    known = {int(name[1:]) for name in lijst.bron.waarde.regels}
    last = lijst.bron.waarde.laatste_regel
    for bestand in lijst.teksten:
        for index, number in lines_named(bestand.tekst):
            if number not in known:
                code = "regel_voorbij_einde" if number > last else "regel_bestaat_niet"
                yield Melding(code, bestand.plek(index), {"regel": f"L{number}", "laatste": last})


def _ids(lijst: Bronlijst) -> Iterator[Melding]:
    """Ids that nothing covers and that have no reason, or that have both."""
    reasons = {name for a in lijst.accounts if a.dekking for name in a.dekking.waarde.root}
    for account in lijst.accounts:
        for name, entry in account.inventaris.waarde.ids.items() if account.inventaris else ():
            assert account.inventaris is not None
            if name not in lijst.dekt and name not in reasons:
                place = account.inventaris.bij.plek(("ids", name), sleutel=True)
                yield Melding("id_zonder", place, {"id": name, "zegt": entry.zegt})
        for name in account.dekking.waarde.root if account.dekking else ():
            assert account.dekking is not None
            place = account.dekking.bij.plek((name,), sleutel=True)
            if name in lijst.dekt:
                yield Melding("id_beide", place, {"id": name})
            if name not in lijst.ids:
                yield Melding("id_onbekend", place, {"id": name}, near(name, lijst.ids))


def _own_lines(lijst: Bronlijst) -> Iterator[Melding]:
    """Lines that an id stands on and that nothing which covers the id rests on."""
    for account in lijst.accounts:
        for name, entry in account.inventaris.waarde.ids.items() if account.inventaris else ():
            assert account.inventaris is not None
            for index, item in enumerate(entry.bron if name in lijst.dekt else ()):
                place = account.inventaris.bij.plek(("ids", name, "bron", index))
                for line in [f"L{number}" for _, number in lines_named(item)]:
                    if line not in lijst.dekt[name]:
                        yield Melding("id_eigen_regel", place, {"id": name, "regel": line, "zegt": entry.zegt})


def _unknown_ids(lijst: Bronlijst) -> Iterator[Melding]:
    """Ids that `dekt` names and no inventory has; a pack without an inventory of its own may name what it likes."""
    for account in lijst.accounts:
        for name, place in account.dekt if account.inventaris else ():
            if name not in lijst.ids:
                yield Melding("id_onbekend", place, {"id": name}, near(name, lijst.ids))


def _against(lijst: Bronlijst, source: str) -> Iterator[Melding]:
    """Where bron.yaml and the source differ: lines that one has and the other has not."""
    bron, bij = lijst.bron.waarde, lijst.bron.bij
    real = {f"L{number}" for number in lines_with_words(source)}
    last = len(source.removesuffix("\n").split("\n"))
    if last != bron.laatste_regel:
        yield Melding("bron_lengte", bij.plek(("laatste_regel",)), {"hier": bron.laatste_regel, "aantal": last})
    for name in sorted(real - set(bron.regels)):
        yield Melding("bron_mist", bij.plek(("regels",), sleutel=True), {"regel": name})
    for name in sorted(set(bron.regels) - real):
        yield Melding("bron_te_veel", bij.plek(("regels", name), sleutel=True), {"regel": name})


def _copied(lijst: Bronlijst, source: str) -> Iterator[Melding]:
    """Stretches of words that a text shares with the source."""
    known = {digest for _, digest in runs(source)}
    for bestand in lijst.teksten:
        for kopie in copies(bestand.tekst, known):
            yield Melding("overgenomen", bestand.plek(kopie.begin), {"woorden": kopie.woorden})
