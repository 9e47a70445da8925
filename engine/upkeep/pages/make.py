"""Makes the pages of a pack: finds what an id names, and gathers what hangs on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ...model.conditions import Voorwaarde, asked_by_itself, referred
from ...model.errors import InvoerFout, Melding
from ...model.pakket import Actie, Gespreksvraag, Grens, Instrument, Signaal, Vraag, Waarborg, conditions_of
from ...model.regelpakket import InFile, Regelpakket
from ...model.words import ARCHETYPES, INGEBOUWDE_VRAGEN
from ...result.kept_rows import actie_row
from ...result.rapport import PeriodeRij, SluitRij
from ..coverage.files import BRON, BronBestand, read_part
from ..coverage.words import lines_named
from ..examples import MetVoorbeelden, regels
from .value import (
    Actiepagina,
    BronregelRij,
    EenPagina,
    Gespreksvraagpagina,
    Instrumentpagina,
    Naamrij,
    PlekRij,
    Regelpagina,
    Vraagpagina,
    VraagTekst,
    WaarborgTekst,
)


@dataclass(frozen=True, slots=True)
class Pakketmap:
    """A pack of a Regelpakket: its id, the folder as places name it, and its source in own words (bron.yaml)."""

    id: str
    naam: str
    zegt: Mapping[str, str] = field(default_factory=dict)


def read_folders(pakket: Regelpakket, folders: Iterable[tuple[Path, str]]) -> list[Pakketmap]:
    """The packs of a Regelpakket with their folders, which come in the same order (`coverage_files.folders_of`).

    Raises:
        InvoerFout: a bron.yaml that cannot be read.
    """
    pairs = zip(pakket.pakketten, folders, strict=True)
    return [Pakketmap(p.id, name, _said(folder, name)) for p, (folder, name) in pairs]


def _said(folder: Path, name: str) -> dict[str, str]:
    meldingen: list[Melding] = []
    read = read_part(BronBestand, folder, name, BRON, meldingen)
    if meldingen:
        raise InvoerFout(meldingen)
    return {str(line): found.zegt for line, found in read.waarde.regels.items()} if read else {}


@dataclass(frozen=True, slots=True)
class PageMaker:
    """Makes pages of the things of these packs."""

    pakket: Regelpakket
    mappen: Sequence[Pakketmap]

    def names(self) -> list[str]:
        """Every id that has a page."""
        return [name for name, _ in self._things()]

    def pages(self, name: str) -> list[EenPagina]:
        """The pages of what an id names: regels first, then vragen, gespreksvragen, instrumenten and acties."""
        return [self._page(ding) for known, ding in self._things() if known == name]

    def rule_pages(self, pack: str) -> list[Regelpagina]:
        """The pages of the regels of one pack, by its id: waarborgen, grenzen, signalen, each by id."""
        here = [regel for regel in regels(self.pakket) if self._map(self.pakket.plaatsen[regel.id]).id == pack]
        return [self.rule(regel) for regel in here]

    def _things(self) -> Iterator[tuple[str, Any]]:
        yield from ((regel.id, regel) for regel in regels(self.pakket))
        yield from self.pakket.vragen.items()
        yield from ((found.id, found) for found in self.pakket.gespreksvragen)
        yield from self.pakket.instrumenten.items()
        yield from all_acties(self.pakket).items()

    def _page(self, ding: Any) -> EenPagina:
        match ding:
            case Vraag():
                return self._vraag(ding)
            case Gespreksvraag():
                return self._gespreksvraag(ding)
            case Instrument():
                return self._instrument(ding)
            case Actie():
                return self._actie(ding)
            case _:
                return self.rule(ding)

    def rule(self, regel: MetVoorbeelden) -> Regelpagina:
        """The page of a regel."""
        found = self.pakket.plaatsen[regel.id]
        acties = self.pakket.acties.get(regel.id, ()) if isinstance(regel, Waarborg) else ()
        behind = self._behind(conditions_of(regel))
        asked = asked_by_itself(*conditions_of(regel), *(w.voldaan_als for w in behind.values()))
        return Regelpagina(
            soort=regel.soort,
            naam=regel.naam or regel.tekst if isinstance(regel, Signaal) else regel.naam,
            pakket=self._map(found).id,
            waarom=regel.waarom,
            rust_op=regel.rust_op,
            fasen=None if regel.fasen is None else list(regel.fasen),
            geldig=PeriodeRij(**regel.geldig.model_dump()) if regel.geldig else None,
            als=regel.als,
            acties=[actie_row(actie, self.pakket) for actie in acties],
            voorbeelden=list(regel.voorbeelden),
            vragen=self._texts({*asked, *(s.vraag for a in acties for s in a.sluit)}),
            waarborgen=behind,
            instrumenten=self._means(acties),
            **_of_kind(regel),
            **self._grounds(regel, found),
        )

    def _behind(self, conditions: Iterable[Voorwaarde]) -> dict[str, WaarborgTekst]:
        """The waarborgen that conditions refer to, directly or through others, by id."""
        found = [self.pakket.waarborgen[name] for name in sorted(referred(conditions, self.pakket.voldaan_als))]
        return {w.id: WaarborgTekst(naam=w.naam, voldaan_als=w.voldaan_als) for w in found}

    def _texts(self, names: Iterable[str]) -> dict[str, VraagTekst]:
        return {name: self._text(name) for name in sorted(set(names))}

    def _text(self, name: str) -> VraagTekst:
        if name in INGEBOUWDE_VRAGEN:
            return VraagTekst(vraag=self.pakket.woorden.get(f"vraag_{name}"), opties=None)
        vraag = self.pakket.vragen[name]
        return VraagTekst(vraag=vraag.vraag, opties=vraag.omschreven or None)

    def _means(self, acties: Iterable[Actie]) -> dict[str, str]:
        names = {a.instrument for a in acties if a.instrument is not None}
        return {name: self.pakket.instrumenten[name].naam for name in sorted(names)}

    def _map(self, found: InFile[Any]) -> Pakketmap:
        """The pack that something stands in."""
        parents = Path(found.bij.bestand).parents
        return next(m for m in self.mappen if Path(m.naam) in parents)

    def _sources(self, bron: Iterable[str], first: Pakketmap | None = None) -> list[BronregelRij]:
        """What is cited, with the words of its own pack or else of another."""
        said: dict[str, str] = {}
        for each in [*([first] if first else []), *self.mappen]:
            said = {**each.zegt, **said}
        return [BronregelRij(bron=item, zegt=_in_words(item, said)) for item in bron]

    def _grounds(self, ding: MetVoorbeelden | Vraag, found: InFile[Any]) -> dict[str, Any]:
        """The fields of Onderbouwd."""
        plek = found.bij.plek((*found.path, "id"))
        same = ("onderdeel", "basis", "afleiding", "wet", "artikel", "lid", "bronstatus", "gelezen_versie", "jci")
        return {
            **{name: getattr(ding, name) for name in (*same, "id", "toelichting")},
            "plek": PlekRij(bestand=plek.bestand, regel=plek.regel, kolom=plek.kolom),
            "waarden": list(ding.waarden),
            "dekt": list(ding.dekt),
            "bron": self._sources(ding.bron, self._map(found)),
        }

    def _vraag(self, vraag: Vraag) -> Vraagpagina:
        uses = [r for r in regels(self.pakket) if vraag.id in asked_by_itself(*conditions_of(r))]
        settled_by = [a for a in all_acties(self.pakket).values() if any(s.vraag == vraag.id for s in a.sluit)]
        return Vraagpagina(
            vraag=vraag.vraag,
            opties=vraag.omschreven or None,
            nvt_mogelijk=vraag.nvt_mogelijk,
            geldt_voor=vraag.geldt_voor,
            gespreksvragen=[Naamrij(id=g.id, naam=g.vraag) for g in self.pakket.gespreksvragen if vraag.id in g.vult],
            regels=[Naamrij(id=r.id, naam=r.naam or "") for r in uses],
            ladder=[a for a, step in self.pakket.zeggenschap.items() if vraag.id in asked_by_itself(step)],
            acties=[Naamrij(id=str(a.id), naam=a.wat) for a in settled_by],
            **self._grounds(vraag, self.pakket.vraagplaatsen[vraag.id]),
        )

    def _gespreksvraag(self, found: Gespreksvraag) -> Gespreksvraagpagina:
        return Gespreksvraagpagina(
            id=found.id,
            vraag=found.vraag,
            onderdeel=found.onderdeel,
            kern=found.kern,
            vult=list(found.vult),
            vragen=self._texts(name for name in found.vult if name in self.pakket.vragen),
            bron=self._sources(found.bron),
            dekt=list(found.dekt),
            toelichting=found.toelichting,
        )

    def _instrument(self, found: Instrument) -> Instrumentpagina:
        used = [a for a in all_acties(self.pakket).values() if a.instrument == found.id]
        return Instrumentpagina(
            id=found.id,
            naam=found.naam,
            kanttekening=found.kanttekening,
            sluit=[SluitRij(vraag=s.vraag, wordt=s.wordt) for s in found.sluit],
            acties=[Naamrij(id=str(a.id), naam=a.wat) for a in used],
            vragen=self._texts(s.vraag for s in found.sluit),
            bron=self._sources(found.bron),
            dekt=list(found.dekt),
            toelichting=found.toelichting,
        )

    def _actie(self, actie: Actie) -> Actiepagina:
        owners = [self.pakket.waarborgen[name] for name, acties in self.pakket.acties.items() if actie in acties]
        return Actiepagina(
            id=str(actie.id),
            actie=actie_row(actie, self.pakket),
            regels=[Naamrij(id=w.id, naam=w.naam) for w in owners],
            vragen=self._texts(s.vraag for s in actie.sluit),
            instrumenten=self._means([actie]),
            bron=[],
            dekt=[],
        )


def all_acties(pakket: Regelpakket) -> dict[str, Actie]:
    """Every actie of the packs by id, each once."""
    found = {str(a.id): a for acties in pakket.acties.values() for a in acties}
    return dict(sorted(found.items()))


_ONLY_WAARBORG: Final = (
    "hard",
    "voldaan_als",
    "witte_vlek",
    "witte_vlek_onbekend",
    "witte_vlek_terugblik",
    "voorbeeldtekst",
)
_ONLY_SIGNAAL: Final = ("tekst", "tekst_terugblik", "vraag_bij_twijfel", "bevinding")


def _of_kind(regel: MetVoorbeelden) -> dict[str, Any]:
    """The fields that only this kind of regel has."""
    match regel:
        case Waarborg():
            same = {name: getattr(regel, name) for name in _ONLY_WAARBORG}
            return {**same, "norm": dict(regel.norm), "impliceert": list(regel.impliceert)}
        case Grens():
            excluded = list(ARCHETYPES[ARCHETYPES.index(regel.sluit_uit) :])
            return {"sluit_uit": excluded, "bevinding": regel.bevinding}
        case Signaal():
            return {name: getattr(regel, name) for name in _ONLY_SIGNAAL}


def _in_words(item: str, said: Mapping[str, str]) -> str | None:
    """What is cited in own words: by its own name, or else by the lines that it names."""
    if item in said:
        return said[item]
    lines = [said[f"L{number}"] for _, number in lines_named(item) if f"L{number}" in said]
    return " ".join(lines) or None
