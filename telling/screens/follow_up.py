"""The screen of `follow-up`: per owner what was agreed and what the rules say of it now, then what has no actie yet."""

from collections import Counter
from collections.abc import Iterable, Sequence

from wijktoets import texts
from wijktoets.engine.advice.follow_up.value import (
    ActieStand,
    Opvolging,
    PlekStand,
    Terugkijken,
    VraagStand,
    ZonderActie,
)
from wijktoets.engine.model.words import FASEN
from wijktoets.engine.result.rapport import ActieRij, AfwegingRij
from wijktoets.telling.lists import TO_ARRANGE
from wijktoets.telling.tree import Gap, Heading, Item, Listing, Part, Sheet, item, sentence
from wijktoets.texts.wording import antwoord, begin_upper, counted, day, ended, listed, said, title

MANY = 8
"""From how many points to discuss on they are only counted."""

SAID_ALREADY = ("ontbreekt", "onbekend")
"""The aarden of a witte vlek that its own sentence tells."""


def follow_up_sheet(found: Opvolging, verbosity: int = 0) -> Sheet:
    """An Opvolging as it is read."""
    return tuple(_parts(found, verbosity))


def _parts(found: Opvolging, verbosity: int) -> Iterable[Part]:
    yield from _head(found, verbosity)
    for trekker in dict.fromkeys(actie.trekker for actie in found.acties):
        yield Gap()
        yield Heading(texts.text(f"follow_up.trekker.{trekker}"))
        yield Listing(tuple(_actie(found, a) for a in found.acties if a.trekker == trekker))
    yield from _lacking(found)
    yield from _look_back(found)
    yield Gap()
    yield from (sentence(line.tekst, level=1) for line in found.teksten.values())
    if verbosity > 0:
        yield Gap()
        for pack in found.pakketten:
            words = texts.text("scherm.pakket", naam=pack.naam, versie=pack.versie, sha=pack.sha256[:12])
            yield sentence(words, level=1)


# The head


def _head(found: Opvolging, verbosity: int) -> Iterable[Part]:
    yield Heading(title(found), level=1)
    if not found.acties:
        yield sentence(texts.text("follow_up.geen_acties", bestand=found.bestand), level=1)
    else:
        yield sentence(_counts(found.acties), level=1)
    if verbosity >= 0 and found.acties and not (found.peildatum_gekozen or found.peildatum_is_vandaag):
        yield sentence(texts.text("follow_up.andere_dag"), level=1)


def _counts(acties: Sequence[ActieStand]) -> str:
    """How many acties there are, and how many of each status."""
    counts = Counter(actie.status for actie in acties)
    states = [
        texts.text(f"follow_up.telling.{status}", n=counts[status])
        for status in ("bezig", "afgesproken", "klaar", "vervallen")
        if counts[status]
    ]
    return counted("follow_up.acties", len(acties), standen=listed(states))


# Acties


def _actie(found: Opvolging, actie: ActieStand) -> Item:
    """One actie: when and what, the rule that it is for with how that stands, and what follows from it."""
    status = texts.text(f"follow_up.status.{actie.status}")
    when = day(actie.wanneer) if actie.wanneer else texts.text("follow_up.zonder_datum")
    head = texts.text("follow_up.actie", wanneer=when, status=status, wat=ended(actie.wat))
    return item(label="-", text=head, details=(_rule(found, actie), *_told(found, actie)))


def _rule(found: Opvolging, actie: ActieStand) -> str:
    regel = found.waarborgen[actie.waarborg]
    bron = ", ".join(regel.bron)
    if not actie.plekken:
        return texts.text("follow_up.regel_zonder_plek", naam=regel.naam, bron=bron)
    places = "; ".join(_place(found, actie, plek) for plek in actie.plekken)
    return texts.text("follow_up.regel", naam=regel.naam, bron=bron, plekken=places)


def _place(found: Opvolging, actie: ActieStand, plek: PlekStand) -> str:
    stand = said(f"explain.stand_is.{plek.aard or plek.status}", found.status == "terugblik")
    several = len(actie.plekken) > 1
    return texts.text("follow_up.plek", plek=_where(plek.thema, plek.fasen), stand=stand) if several else stand


def _where(thema: str, fasen: Sequence[str]) -> str:
    if set(fasen) == set(FASEN):
        return thema
    return texts.text("follow_up.bij", thema=thema, fasen=listed(texts.text(f"scherm.fasen.{f}") for f in fasen))


def _told(found: Opvolging, actie: ActieStand) -> Iterable[str]:
    """What the rules say of an actie; where it matters, the questions that still keep the rule from being met."""
    if actie.oordeel == "niet_gevraagd":
        yield texts.text(f"follow_up.niet_gevraagd.{actie.reden}")
    elif actie.oordeel not in ("loopt", "vervallen"):
        yield texts.text(f"follow_up.oordeel.{actie.oordeel}")
    if actie.oordeel == "zonder_effect":
        own = [vraag for vraag in actie.vragen if vraag.eigen] or actie.vragen
        yield from (_question(found, vraag) for vraag in own)
    elif actie.oordeel == "meer_nodig":
        yield from (_question(found, vraag) for vraag in actie.vragen if not vraag.eigen)


def _question(found: Opvolging, vraag: VraagStand) -> str:
    row = found.vragen.get(vraag.vraag)
    words = row.vraag if row else vraag.vraag
    if not vraag.antwoorden:
        nothing = said("explain.antwoord.niet_besproken", found.status == "terugblik")
        return texts.text("follow_up.vraag", vraag=words, antwoord=nothing)
    given = []
    for standpunt in vraag.antwoorden:
        answer = antwoord(standpunt, row)
        if standpunt.door is not None:
            door = texts.text(f"scherm.partijen.{standpunt.door}").lower()
            answer = texts.text("follow_up.zegt", door=door, antwoord=answer)
        given.append(answer)
    return texts.text("follow_up.vraag", vraag=words, antwoord=", ".join(given))


# What has no actie


def _lacking(found: Opvolging) -> Iterable[Part]:
    """What must be arranged and has no actie that runs; apart from it what first has to be talked about."""
    missing = [row for row in found.zonder_actie if row.aard in TO_ARRANGE]
    unknown = [row for row in found.zonder_actie if row.aard not in TO_ARRANGE]
    if missing:
        yield Gap()
        yield Heading(texts.text("follow_up.koppen.zonder_actie"))
        yield Listing(tuple(_lacking_item(found, row) for row in missing))
    if unknown:
        yield Gap()
        yield Heading(texts.text("follow_up.koppen.bespreken"))
        if len(unknown) > MANY:
            yield sentence(counted("follow_up.bespreken", len(unknown), bestand=found.bestand))
        else:
            yield Listing(tuple(_lacking_item(found, row) for row in unknown))
    if found.zonder_wens:
        yield Gap()
        yield sentence(texts.text("follow_up.zonder_wens", themas=listed(found.zonder_wens)), level=1)


def _lacking_item(found: Opvolging, row: ZonderActie) -> Item:
    several = len({(z.thema, *z.fasen) for z in found.zonder_actie}) > 1
    place = texts.text("follow_up.achter", plek=_where(row.thema, row.fasen)) if several else ""
    stand = ended(begin_upper(said(f"explain.stand_is.{row.aard}", found.status == "terugblik")))
    details = [] if row.aard in SAID_ALREADY else [stand]
    if row.eerder:
        earlier = [a for a in found.acties if a.nummer in row.eerder]
        details.append(texts.text("follow_up.eerder", acties=listed(_earlier(a) for a in earlier)))
    if row.voorstel and row.aard in TO_ARRANGE:
        details.append(_offered(row.voorstel))
    return item(label="-", text=row.tekst + place, source=tuple(row.bron), details=tuple(details))


def _earlier(actie: ActieStand) -> str:
    status = texts.text(f"follow_up.status.{actie.status}")
    return texts.text("follow_up.eerdere", wat=actie.wat.strip().rstrip("."), status=status)


def _offered(actie: ActieRij) -> str:
    """What can be done, and by whom."""
    if actie.trekker == "samen" and actie.wijk_doet and actie.gemeente_doet:
        return texts.text("scherm.actie_samen", wijk=actie.wijk_doet.rstrip("."), gemeente=ended(actie.gemeente_doet))
    return texts.text("scherm.actie", trekker=texts.text(f"scherm.partijen.{actie.trekker}"), wat=ended(actie.wat))


# Looking back


def _look_back(found: Opvolging) -> Iterable[Part]:
    if found.terugkijken:
        yield Gap()
        yield Heading(texts.text("follow_up.koppen.terugkijken"))
        yield Listing(tuple(_look_back_item(found, row) for row in found.terugkijken))


def _look_back_item(found: Opvolging, row: Terugkijken) -> Item:
    names = {actie.nummer: actie.wat.strip().rstrip(".") for actie in found.acties}
    key = "follow_up.terugkijken.voorbij" if row.voorbij else "follow_up.terugkijken.op"
    details = [
        texts.text(f"follow_up.terugkijken.{which}", acties="; ".join(names[n] for n in numbers))
        for which, numbers in (("acties", row.acties), ("later", row.later))
        if numbers
    ]
    details += [_weighed(afweging) for afweging in row.afwegingen]
    return item(label="-", text=texts.text(key, datum=day(row.op), thema=row.thema), details=tuple(details))


def _weighed(row: AfwegingRij) -> str:
    if row.geldig_tot is None:
        return texts.text("follow_up.afweging", naam=row.naam)
    key = "follow_up.afweging_verlopen" if row.waarom_niet == "verlopen" else "follow_up.afweging_tot"
    return texts.text(key, naam=row.naam, datum=day(row.geldig_tot))
