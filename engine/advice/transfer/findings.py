"""From the facts about one bevoegdheid to findings: what cannot be so, what comes first, what to find out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from ...judging.evaluation import OPEN_STATUSES, OpenVraag, open_of
from ...model.answers import reden
from ...model.conditions import Niet, walk
from ...model.dossier import BEVOEGDHEID_VRAGEN
from ...model.pakket import Grens, Signaal, Waarborg
from ...result.rapport import OpenVraagRij
from .case import Found, in_doubt, looks_at, perhaps, shown, surely
from .value import Bevinding, Punt, Soort

Regelrij = Waarborg | Grens | Signaal

SOORTEN: tuple[Soort, ...] = get_args(Soort)
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
    return sorted(rows, key=lambda row: SOORTEN.index(row.soort))


def counts(found: Iterable[Bevinding]) -> dict[Soort, int]:
    """How many findings there are of each kind, in the order in which people read them."""
    number = Counter(finding.soort for finding in found)
    return {soort: number[soort] for soort in SOORTEN if number[soort]}


def about_raad(found: Found) -> list[Bevinding]:
    """The findings that rest on no law: the role of the raad itself (L31, L113)."""
    return [
        _to_arrange(found, w) if found.status(w) != "onbekend" else _unknown(found, w)
        for w in _waarborgen(found, law=False, moot=False)
    ]


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
    asked = open_of(found.pakket, found.feiten, found.situatie, [waarborg.voldaan_als])
    row = _row(found, waarborg, "uitzoeken", waarborg.witte_vlek_onbekend or waarborg.naam)
    return row.model_copy(update={"vragen": _open(asked)})


def _signalen(found: Found, moot: bool) -> Iterator[Bevinding]:
    for signaal in found.signalen(shown):
        if not (moot and looks_at(signaal, WEG)):
            yield _row(found, signaal, signaal.bevinding, signaal.tekst)
    for signaal in found.signalen(in_doubt):
        if signaal.vraag_bij_twijfel and not (moot and looks_at(signaal, WEG)) and not gates(found, signaal):
            asked = open_of(found.pakket, found.feiten, found.situatie, [signaal.als])
            row = _row(found, signaal, "uitzoeken", signaal.vraag_bij_twijfel)
            yield row.model_copy(update={"vragen": _open(asked)})


def gates(found: Found, signaal: Signaal) -> set[str]:
    """The questions that come before the point of a signaal: those that it does not ask for with `niet`."""
    points = {node.niet.vraag for _, node in walk(signaal.als) if isinstance(node, Niet)}
    return found.first_open(signaal.als) - points


def _questions(found: Found, moot: bool) -> Iterator[Bevinding]:
    """Each question that comes first at a grens, waarborg or signaal that is not known, once."""
    behind: dict[str, list[Regelrij]] = {}
    for regel, asked in _not_known(found):
        for vraag in asked if not (moot and looks_at(regel, WEG)) else ():
            behind.setdefault(vraag, []).append(regel)
    fields = list(BEVOEGDHEID_VRAGEN.values())

    def order(vraag: str) -> tuple[int, int, str]:
        """What the bevoegdheid is, then what may be in the way, then the rest."""
        in_the_way = any(isinstance(regel, Grens) for regel in behind[vraag])
        return fields.index(vraag) if vraag in fields else len(fields), not in_the_way, vraag

    for vraag in sorted(behind, key=order):
        regels = behind[vraag]
        bron = list(dict.fromkeys(item for regel in regels for item in regel.bron))
        owners, grades = {regel.rust_op for regel in regels}, {regel.bronstatus for regel in regels}
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
        if signaal.vraag_bij_twijfel:
            yield signaal, gates(found, signaal)


def _row(found: Found, regel: Regelrij, soort: Soort, tekst: str) -> Bevinding:
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
        trekker=regel.rust_op,
    )


def _open(asked: Iterable[OpenVraag]) -> list[OpenVraagRij]:
    return [OpenVraagRij(vraag=question.vraag, reden=question.reden) for question in asked]


def point(found: Found, regel: Regelrij) -> Punt:
    """A regel as something that goes with a route."""
    naam = regel.naam or regel.tekst if isinstance(regel, Signaal) else regel.naam
    return Punt(regel=regel.id, naam=naam, bron=list(regel.bron), trekker=regel.rust_op)


def still_open(found: Found) -> list[Waarborg]:
    """The waarborgen of law that surely apply here and are not surely met."""
    return [w for w in _waarborgen(found, law=True, moot=False) if found.status(w) in OPEN_STATUSES]
