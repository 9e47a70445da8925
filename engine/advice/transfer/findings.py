"""From the facts about one bevoegdheid to findings: what cannot be so, what comes first, what to find out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import get_args

from ...judging.cases import Engine, Geval
from ...judging.evaluation import OPEN_STATUSES, OpenVraag, open_of
from ...model.answers import reden
from ...model.conditions import Niet, Voorwaarde, asked, walk
from ...model.dossier import BEVOEGDHEID_VRAGEN, Dossier
from ...model.pakket import Grens, Signaal, Waarborg, conditions_of
from ...model.regelpakket import Regelpakket
from ...model.words import INGEBOUWDE_VRAGEN, BevindingSoort, Partij
from ...result.kept_rows import open_row
from ...result.rapport import OpenVraagRij
from .case import BevoegdheidCase, Found, base_rules, in_doubt, looks_at, own_rules, perhaps, shown, surely
from .value import Bevinding, Punt

Regelrij = Waarborg | Grens | Signaal

SOORTEN: tuple[BevindingSoort, ...] = get_args(BevindingSoort)
WEG = BEVOEGDHEID_VRAGEN["weg"]
MOST_ARTICLES = 3
"""A question on which more articles hang shows none of them: then it is about everything."""


def findings(found: Found) -> list[Bevinding]:
    """All findings of law, in the order in which people read them.

    When the route itself cannot be, what only goes with that route is left out: it is moot.
    """
    moot = any(looks_at(g, WEG) for g in found.grenzen(surely) if g.bevinding == "kan_zo_niet")
    rows = [
        *_grenzen(found),
        *(_to_arrange(found, w) for w in _waarborgen(found, law=True, moot=moot) if found.status(w) != "onbekend"),
        *_questions(found, moot),
        *_signalen(found, moot),
    ]
    return sorted(rows, key=lambda row: (SOORTEN.index(row.soort), not row.over_de_houder))


def of_powers(pakket: Regelpakket, dossier: Dossier, geval: Geval, engine: Engine) -> dict[str, bool]:
    """Whether a bevoegdheid of a thema waits for a question, for each that only the pack about those asks.

    What a field or an answer of the bevoegdheid itself says is not asked again.
    """
    if WEG not in pakket.vragen:
        return {}
    filled = dict.fromkeys(set(BEVOEGDHEID_VRAGEN.values()) & set(pakket.vragen), False)
    powers = [
        BevoegdheidCase(dossier, geval.afspraak, p, geval.situatie.peildatum) for p in geval.afspraak.bevoegdheden
    ]
    if not powers:
        return filled
    own = own_rules(pakket)
    ours, theirs = (asked(_conditions(part), part.voldaan_als) for part in (own, base_rules(pakket)))
    found = [Found(own, case, engine(own, case)) for case in (macht.case(own) for macht in powers)]
    rows = [row for each in found for row in (*findings(each), *about_raad(each))]
    waits = {question.vraag for row in rows if row.soort == "uitzoeken" for question in row.vragen}
    return {name: name in waits for name in (ours - theirs - set(INGEBOUWDE_VRAGEN)) | set(filled)}


def _conditions(pakket: Regelpakket) -> Iterator[Voorwaarde]:
    """What all regels of a pack ask."""
    for regels in (pakket.waarborgen, pakket.grenzen, pakket.signalen):
        yield from chain.from_iterable(conditions_of(regel) for regel in regels.values())


def counts(found: Iterable[Bevinding]) -> dict[BevindingSoort, int]:
    """How many findings there are of each kind, in the order in which people read them."""
    number = Counter(finding.soort for finding in found)
    return {soort: number[soort] for soort in SOORTEN if number[soort]}


def about_raad(found: Found) -> list[Bevinding]:
    """The findings that rest on no law: the role of the raad itself (L31, L113)."""
    return [
        _to_arrange(found, w) if found.status(w) != "onbekend" else _unknown(found, w)
        for w in _waarborgen(found, law=False, moot=False)
    ]


def about_the_holder(signaal: Signaal) -> bool:
    """Whether a signaal says that what a bevoegdheid is about is not of the holder that is named."""
    holder = looks_at(signaal, BEVOEGDHEID_VRAGEN["van"]) and not looks_at(signaal, WEG)
    return holder and signaal.bevinding == "uitzoeken"


def _waarborgen(found: Found, law: bool, moot: bool) -> Iterator[Waarborg]:
    """The waarborgen of the pack itself, not of the base, that surely apply and are not met."""
    base = found.pakket.pakketten[0].id
    for waarborg in found.pakket.waarborgen.values():
        if found.pakket.pakket_van[waarborg.id] == base or (waarborg.basis == "extern") != law:
            continue
        if found.asked(waarborg) and not (moot and looks_at(waarborg, WEG)):
            yield waarborg


def _grenzen(found: Found) -> Iterator[Bevinding]:
    for grens in found.grenzen(surely):
        yield _row(found, grens, grens.bevinding, grens.waarom)


def _to_arrange(found: Found, waarborg: Waarborg) -> Bevinding:
    step = found.pakket.acties[waarborg.id][0]
    row = _row(found, waarborg, "nog_te_regelen", waarborg.witte_vlek)
    return row.model_copy(update={"stap": step.wat})


def _unknown(found: Found, waarborg: Waarborg) -> Bevinding:
    still = open_of(found.pakket, found.feiten, found.situatie, [waarborg.voldaan_als])
    row = _row(found, waarborg, "uitzoeken", waarborg.witte_vlek_onbekend or waarborg.naam)
    return row.model_copy(update={"vragen": _open(still)})


def _signalen(found: Found, moot: bool) -> Iterator[Bevinding]:
    for signaal in found.signalen(shown):
        if not (moot and looks_at(signaal, WEG)):
            row = _row(found, signaal, signaal.bevinding, signaal.tekst)
            yield row.model_copy(update={"over_de_houder": about_the_holder(signaal)})
    for signaal in found.signalen(in_doubt):
        if signaal.bevinding == "uitzoeken":
            continue
        if signaal.vraag_bij_twijfel and not (moot and looks_at(signaal, WEG)) and not gates(found, signaal):
            still = open_of(found.pakket, found.feiten, found.situatie, [signaal.als])
            row = _row(found, signaal, "uitzoeken", signaal.vraag_bij_twijfel)
            yield row.model_copy(update={"vragen": _open(still)})


def gates(found: Found, signaal: Signaal) -> set[str]:
    """The questions that come before the point of a signaal: those that it does not ask for with `niet`."""
    points = {node.niet.vraag for _, node in walk(signaal.als) if isinstance(node, Niet)}
    return found.first_open(signaal.als) - points


def _questions(found: Found, moot: bool) -> Iterator[Bevinding]:
    """Each question that comes first at a grens, waarborg or signaal that is not known, once."""
    behind: dict[str, list[Regelrij]] = {}
    for regel, first in _not_known(found):
        for vraag in first if not (moot and looks_at(regel, WEG)) else ():
            behind.setdefault(vraag, []).append(regel)
    fields = list(BEVOEGDHEID_VRAGEN.values())

    def order(vraag: str) -> tuple[int, int, str]:
        """What the bevoegdheid is, then what may be in the way, then the rest."""
        in_the_way = any(isinstance(regel, Grens) for regel in behind[vraag])
        return fields.index(vraag) if vraag in fields else len(fields), not in_the_way, vraag

    for vraag in sorted(behind, key=order):
        regels = behind[vraag]
        bron = list(dict.fromkeys(item for regel in regels for item in regel.bron))
        owners, grades = {_owner(found, regel) for regel in regels}, {regel.bronstatus for regel in regels}
        yield Bevinding(
            soort="uitzoeken",
            regels=[regel.id for regel in regels],
            tekst=found.pakket.vragen[vraag].vraag,
            bron=bron if len(bron) <= MOST_ARTICLES else [],
            bronstatus=grades.pop() if len(grades) == 1 else None,
            trekker=owners.pop() if len(owners) == 1 else None,
            vragen=_open([OpenVraag(vraag, reden(found.situatie.antwoorden.get(vraag)))]),
        )


def _not_known(found: Found) -> Iterator[tuple[Regelrij, set[str]]]:
    """Each regel of law that is not decided, with the questions that come first there.

    While it is not known whether a waarborg applies, or whether a signaal is at stake, only what decides that.
    """
    for grens in found.grenzen(perhaps):
        yield grens, found.first_open(grens.als)
    for waarborg in found.pakket.waarborgen.values():
        if waarborg.hard and waarborg.als is not None and found.feiten.eisen[waarborg.id].als_open:
            yield waarborg, found.first_open(waarborg.als)
        elif waarborg.hard and found.status(waarborg) == "onbekend":
            yield waarborg, found.first_open(waarborg.voldaan_als)
    for signaal in found.signalen(in_doubt):
        if signaal.bevinding == "uitzoeken":
            yield signaal, found.first_open(signaal.als)
        elif signaal.vraag_bij_twijfel:
            yield signaal, gates(found, signaal)


def _row(found: Found, regel: Regelrij, soort: BevindingSoort, tekst: str) -> Bevinding:
    read = regel.gelezen_versie
    return Bevinding(
        soort=soort,
        regels=[regel.id],
        tekst=tekst,
        bron=list(regel.bron),
        wet=regel.wet,
        artikel=regel.artikel,
        lid=regel.lid,
        bronstatus=regel.bronstatus,
        gelezen_versie=read,
        nieuwer=read is not None and found.situatie.peildatum > read,
        trekker=_owner(found, regel),
    )


def _owner(found: Found, regel: Regelrij) -> Partij | None:
    """Whose step it is: a grens that rests on nobody is a matter of whose power it is."""
    if regel.rust_op is not None or not isinstance(regel, Grens):
        return regel.rust_op
    holder = found.situatie.antwoorden.get(BEVOEGDHEID_VRAGEN["van"])
    of = holder.telt[0] if holder else None
    return "raad" if of == "raad" else "college" if of == "college" else "gemeente" if of else None


def _open(questions: Iterable[OpenVraag]) -> list[OpenVraagRij]:
    return [open_row(question) for question in questions]


def point(found: Found, regel: Regelrij) -> Punt:
    """A regel as something that goes with a route."""
    naam = regel.naam or regel.tekst if isinstance(regel, Signaal) else regel.naam
    owner = _owner(found, regel)
    return Punt(regel=regel.id, naam=naam, bron=list(regel.bron), bronstatus=regel.bronstatus, trekker=owner)


def still_open(found: Found) -> list[Waarborg]:
    """The waarborgen of law that surely apply here and are not surely met."""
    return [w for w in _waarborgen(found, law=True, moot=False) if found.status(w) in OPEN_STATUSES]
