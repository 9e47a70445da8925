"""The Dekking: which lines of the source carry which rules and questions, which do not and why, and the reverse.

What rests on a line follows from the `bron` of things in the packs; why nothing rests on it stands in bron.yaml. Which
thing covers an id of the inventory follows from `dekt`; why none does stands in dekking.yaml.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, get_args

from ...model.errors import Melding
from ...model.pakket import Gespreksvraag, Instrument, Signaal, TekstPerStatus, Vraag
from ...model.regelpakket import Regelpakket
from ...model.words import Basis, Onderdeel
from ...result.heading import pack_rows
from ...result.rapport import PakketRij, ResultPart
from ..examples import MetVoorbeelden, regels
from .files import Bestand, BronBestand, Exemption, Verantwoording
from .gaps import Bronlijst, find_gaps
from .words import lines_named

FORMAAT: Literal["wijktoets/dekking@1"] = "wijktoets/dekking@1"

SourcedKind = Literal["waarborg", "grens", "signaal", "vraag", "gespreksvraag", "instrument", "tekst"]
"""What can rest on a line of the source."""
SOORTEN: Final[tuple[SourcedKind, ...]] = get_args(SourcedKind)


class Verwijzing(ResultPart):
    """A thing of the packs, by kind and id (a vraag and a regel may share one)."""

    soort: SourcedKind
    id: str


class BronRij(ResultPart):
    """The source: what it is called and how many lines it has."""

    titel: str
    laatste_regel: int


class RegelRij(ResultPart):
    """A line of the source in own words, what rests on it, and when nothing does: why."""

    regel: str
    zegt: str
    draagt: list[Verwijzing]
    soort: Exemption | None
    bij: list[str]
    reden: str | None


class ThingRij(ResultPart):
    """A thing of the packs: the lines that it rests on, the ids that it covers.

    `voorbeelden` are the outcomes that the examples of a regel show; None for what has no examples.
    """

    soort: SourcedKind
    id: str
    naam: str
    onderdeel: Onderdeel | None
    basis: Basis | None
    afleiding: str | None
    bron: list[str]
    dekt: list[str]
    voorbeelden: list[str] | None


class IdRij(ResultPart):
    """An id of the inventory: the things that cover it, and when none does: why."""

    id: str
    zegt: str
    bron: list[str]
    gedekt_door: list[Verwijzing]
    reden: str | None


class CoverageGap(ResultPart):
    """Something that is not accounted for: a code, its place in a file, and the facts of its sentence."""

    code: str
    bestand: str
    regel: int
    kolom: int
    gegevens: dict[str, str]


class Dekking(ResultPart):
    """The two-way matrix between the source and the packs."""

    formaat: Literal["wijktoets/dekking@1"] = FORMAAT
    pakketten: list[PakketRij]
    bron: BronRij
    regels: list[RegelRij]
    dingen: list[ThingRij]
    ids: list[IdRij]
    leemten: list[CoverageGap]


def coverage(
    pakket: Regelpakket,
    accounts: Sequence[Verantwoording],
    others: Iterable[Bestand] = (),
    source: str | None = None,
) -> Dekking:
    """The matrix of these packs.

    Args:
        accounts: how each pack accounts for its source, the base first (`coverage_files.read_accounts`).
        others: more texts whose lines must exist and that copy nothing from the source, such as dossiers.
        source: the text of the source itself, to hold bron.yaml and all texts to.
    """
    base = accounts[0].bron
    assert base is not None  # read_accounts sees to it
    dingen = sorted(_things(pakket), key=lambda d: (SOORTEN.index(d.soort), d.id))
    draagt = _by(dingen, _numbered)
    dekt = _by(dingen, lambda d: d.dekt)
    rust_op = {(d.soort, d.id): set(_numbered(d)) for d in dingen}
    lijst = Bronlijst(
        accounts=tuple(accounts),
        bron=base,
        draagt=draagt.keys(),
        dekt={name: set().union(*(rust_op[t.soort, t.id] for t in covering)) for name, covering in dekt.items()},
        namen=frozenset(d.id for d in dingen),
        teksten=(*(b for account in accounts for b in account.bestanden), *others),
    )
    return Dekking(
        pakketten=pack_rows(pakket),
        bron=BronRij(titel=base.waarde.titel, laatste_regel=base.waarde.laatste_regel),
        regels=list(_line_rows(base.waarde, draagt)),
        dingen=dingen,
        ids=list(_id_rows(accounts, dekt)),
        leemten=[_leemte(m) for m in find_gaps(lijst, source)],
    )


def _things(pakket: Regelpakket) -> Iterator[ThingRij]:
    for regel in regels(pakket):
        yield _rule_row(regel)
    for vraag in pakket.vragen.values():
        yield _row("vraag", vraag, vraag.vraag)
    for gespreksvraag in pakket.gespreksvragen:
        yield _row("gespreksvraag", gespreksvraag, gespreksvraag.vraag)
    for instrument in pakket.instrumenten.values():
        yield _row("instrument", instrument, instrument.naam)
    for texts in (pakket.uitkomsten, pakket.teksten):
        yield from (_text_row(key, text) for key, text in texts.items() if text.bron)


def _row(soort: SourcedKind, ding: MetVoorbeelden | Vraag | Gespreksvraag | Instrument, naam: str) -> ThingRij:
    return ThingRij(
        soort=soort,
        id=ding.id,
        naam=naam,
        onderdeel=getattr(ding, "onderdeel", None),
        basis=getattr(ding, "basis", None),
        afleiding=getattr(ding, "afleiding", None),
        bron=list(ding.bron),
        dekt=list(ding.dekt),
        voorbeelden=None,
    )


def _rule_row(regel: MetVoorbeelden) -> ThingRij:
    """A regel, with the outcomes of its examples in the order of the format."""
    order = get_args(type(regel).model_fields["voorbeelden"].annotation)[0].model_fields["verwacht"].annotation
    shown = {voorbeeld.verwacht for voorbeeld in regel.voorbeelden}
    naam = regel.naam or regel.tekst if isinstance(regel, Signaal) else regel.naam
    row = _row(regel.soort, regel, naam)
    return row.model_copy(update={"voorbeelden": [outcome for outcome in get_args(order) if outcome in shown]})


def _text_row(key: str, text: TekstPerStatus) -> ThingRij:
    return ThingRij(
        soort="tekst",
        id=key,
        naam=text.anders,
        onderdeel=None,
        basis=None,
        afleiding=None,
        bron=list(text.bron or ()),
        dekt=[],
        voorbeelden=None,
    )


def _numbered(ding: ThingRij) -> list[str]:
    """The lines of the source that a thing cites, such as L57."""
    return [f"L{number}" for item in ding.bron for _, number in lines_named(item)]


def _by(dingen: Iterable[ThingRij], keys: Callable[[ThingRij], Iterable[str]]) -> dict[str, list[Verwijzing]]:
    """Key → the things that have it, in order of the things, each once."""
    found: dict[str, list[Verwijzing]] = {}
    for ding in dingen:
        for key in dict.fromkeys(keys(ding)):
            found.setdefault(key, []).append(Verwijzing(soort=ding.soort, id=ding.id))
    return found


def _line_rows(bron: BronBestand, draagt: Mapping[str, list[Verwijzing]]) -> Iterator[RegelRij]:
    for name, line in sorted(bron.regels.items(), key=lambda item: int(item[0][1:])):
        yield RegelRij(
            regel=name,
            zegt=line.zegt,
            draagt=draagt.get(name, []),
            soort=line.soort,
            bij=list(line.bij),
            reden=line.reden,
        )


def _id_rows(accounts: Sequence[Verantwoording], dekt: Mapping[str, list[Verwijzing]]) -> Iterator[IdRij]:
    """The ids of all inventories, in the order of their files."""
    reasons = {name: reason for a in accounts if a.dekking for name, reason in a.dekking.waarde.root.items()}
    for account in accounts:
        for name, entry in account.inventaris.waarde.ids.items() if account.inventaris else ():
            yield IdRij(
                id=name,
                zegt=entry.zegt,
                bron=list(entry.bron),
                gedekt_door=dekt.get(name, []),
                reden=reasons.get(name),
            )


def _leemte(melding: Melding) -> CoverageGap:
    facts = {name: str(fact) for name, fact in melding.gegevens.items()}
    if melding.suggestie:
        facts["suggestie"] = melding.suggestie
    plek = melding.plek
    return CoverageGap(code=melding.code, bestand=plek.bestand, regel=plek.regel, kolom=plek.kolom, gegevens=facts)
