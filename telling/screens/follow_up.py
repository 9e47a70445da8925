"""The screen of `follow-up`: per owner the acties and what the rules say of them now, then what has no actie yet."""

from collections import Counter
from collections.abc import Iterable, Sequence

from wijktoets import texts
from wijktoets.engine.advice.follow_up.value import (
    ActieStand,
    LosseActie,
    Opvolging,
    PlekStand,
    Terugkijken,
    VraagStand,
    WithoutActie,
)
from wijktoets.engine.result.rapport import AfwegingRij
from wijktoets.telling.answers import given
from wijktoets.telling.head import closing
from wijktoets.telling.in_words import worded
from wijktoets.telling.lists import TO_ARRANGE
from wijktoets.telling.phrases import at, bound_to, owner, owner_head, status_word, told
from wijktoets.telling.points import offered
from wijktoets.telling.screens.around import foot, head
from wijktoets.telling.tree import Gap, Heading, Item, Line, Listing, Part, Sheet, item, joined, sentence
from wijktoets.texts.wording import begin_upper, counted, day, ended, listed, said, variant

MANY = 8
"""From how many points to discuss on they are only counted."""

SAID_ALREADY = ("ontbreekt", "onbekend")
"""The aarden of a witte vlek that its own sentence tells."""


@worded(lambda found: [found.woorden])
def follow_up_sheet(found: Opvolging, verbosity: int = 0) -> Sheet:
    """An Opvolging as it is read."""
    return tuple(_parts(found, verbosity))


def back(found: Opvolging) -> bool:
    """Whether the dossier looks back, which changes some words."""
    return found.status == "terugblik"


def _parts(found: Opvolging, verbosity: int) -> Iterable[Part]:
    yield from head(found, told=_summary(found, verbosity))
    for trekker in dict.fromkeys(actie.trekker for actie in found.acties):
        yield Gap()
        yield Heading(owner_head(trekker))
        yield Listing(tuple(_actie(found, a) for a in found.acties if a.trekker == trekker))
    yield from _loose(found)
    yield from _lacking(found)
    yield from _look_back(found)
    yield from foot(closing(found.teksten), packs=found.pakketten if verbosity > 0 else (), sources=verbosity > 0)


def _summary(found: Opvolging, verbosity: int) -> Iterable[str]:
    """How many acties there are, how many of each status, and on which day that is so."""
    acties = [*found.acties, *found.losse_acties]
    if not acties:
        yield said("follow_up.geen_acties", back(found), bestand=found.bestand)
        return
    counts = Counter(actie.status or "zonder" for actie in acties)
    states = [
        texts.text(f"follow_up.telling.{status}", n=counts[status])
        for status in ("bezig", "afgesproken", "voorstel", "klaar", "vervallen", "zonder")
        if counts[status]
    ]
    yield counted("follow_up.acties", len(acties), standen=listed(states))
    if verbosity >= 0 and counts["voorstel"]:
        yield texts.text("follow_up.voorstel")
    if verbosity >= 0 and not (found.peildatum_gekozen or found.peildatum_is_vandaag):
        yield texts.text("follow_up.andere_dag")


# Acties


def _actie(found: Opvolging, actie: ActieStand) -> Item:
    """One actie: when and what, the rule that it is for with how that stands, and what follows from it."""
    return item(label="-", text=_what(actie), details=(_rule(found, actie), *_told(found, actie)))


def _what(actie: ActieStand | LosseActie) -> str:
    when = day(actie.wanneer) if actie.wanneer else texts.text("follow_up.zonder_datum")
    key = "follow_up.actie" if actie.status else "follow_up.actie_zonder_stand"
    return texts.text(key, wanneer=when, status=status_word(actie.status), wat=ended(actie.wat))


def _loose(found: Opvolging) -> Iterable[Part]:
    """The acties without a waarborg, of which no rule says anything."""
    if found.losse_acties:
        yield Gap()
        yield Heading(texts.text("follow_up.koppen.los"))
        yield Listing(tuple(_loose_item(actie) for actie in found.losse_acties))


def _loose_item(actie: LosseActie) -> Item:
    where = bound_to(actie.thema, actie.fase)
    by = told("follow_up.los", wie=joined([owner(actie.trekker), *([where] if where else [])]))
    late = [texts.text("follow_up.oordeel.datum_voorbij")] if actie.oordeel == "datum_voorbij" else []
    return item(label="-", text=_what(actie), details=(by, *late))


def _rule(found: Opvolging, actie: ActieStand) -> str:
    regel = found.waarborgen[actie.waarborg]
    bron = ", ".join(regel.bron)
    if not actie.plekken:
        return texts.text("follow_up.regel_zonder_plek", naam=regel.naam, vindplaats=bron)
    stands: dict[str, list[PlekStand]] = {}
    for plek in actie.plekken:
        stand = said(f"explain.stand_is.{plek.aard or plek.status}", back(found))
        stands.setdefault(stand, []).append(plek)
    told_of = (
        texts.text("follow_up.plek", plek=_places(plekken), stand=stand) if len(stands) > 1 else stand
        for stand, plekken in stands.items()
    )
    return texts.text("follow_up.regel", naam=regel.naam, vindplaats=bron, plekken="; ".join(told_of))


def _places(rows: Sequence[PlekStand | WithoutActie]) -> str:
    """Where something is so, as a list in a sentence."""
    return listed(at(row.thema, row.fasen) for row in rows)


def _told(found: Opvolging, actie: ActieStand) -> Iterable[Line]:
    """What the rules say of an actie; where it matters, the questions that still keep the rule from being met."""
    if actie.oordeel == "niet_gevraagd":
        yield texts.text(f"follow_up.niet_gevraagd.{actie.reden}")
    elif actie.oordeel not in ("loopt", "voorgesteld", "vervallen"):
        yield texts.text(f"follow_up.oordeel.{actie.oordeel}")
    if actie.oordeel == "zonder_effect":
        own = [vraag for vraag in actie.vragen if vraag.eigen] or actie.vragen
        yield from (_question(found, vraag) for vraag in own)
    elif actie.oordeel == "meer_nodig":
        yield from (_question(found, vraag) for vraag in actie.vragen if not vraag.eigen)


def _question(found: Opvolging, vraag: VraagStand) -> Line:
    row = found.vragen.get(vraag.vraag)
    words = row.vraag if row else vraag.vraag
    if not vraag.antwoorden:
        nothing = said("explain.antwoord.niet_besproken", back(found))
        return texts.text("follow_up.vraag", vraag=words, antwoord=nothing)
    return told("follow_up.vraag", vraag=words, antwoord=given(vraag.antwoorden, row))


# What has no actie


def _lacking(found: Opvolging) -> Iterable[Part]:
    """What must be arranged and has no actie that runs; apart from it what first has to be talked about."""
    missing = [row for row in found.zonder_actie if row.aard in TO_ARRANGE]
    unknown = list(_same(row for row in found.zonder_actie if row.aard not in TO_ARRANGE))
    if missing:
        yield Gap()
        yield Heading(said("follow_up.koppen.zonder_actie", back(found)))
        yield Listing(tuple(_lacking_item(found, rows) for rows in _same(missing)))
    if unknown:
        yield Gap()
        yield Heading(said("follow_up.koppen.bespreken", back(found)))
        if len(unknown) > MANY:
            yield sentence(counted(variant("follow_up.bespreken", back(found)), len(unknown), bestand=found.bestand))
        else:
            yield Listing(tuple(_lacking_item(found, rows) for rows in unknown))
    if found.zonder_wens:
        yield Gap()
        yield sentence(said("follow_up.zonder_wens", back(found), themas=listed(found.zonder_wens)), level=1)


def _same(rows: Iterable[WithoutActie]) -> Iterable[Sequence[WithoutActie]]:
    """The rows that say the same of several themas or fasen, together."""
    found: dict[str, list[WithoutActie]] = {}
    for row in rows:
        found.setdefault(row.model_dump_json(exclude={"thema", "fasen", "gewenst"}), []).append(row)
    return found.values()


def _lacking_item(found: Opvolging, rows: Sequence[WithoutActie]) -> Item:
    row = rows[0]
    several = len({(z.thema, *z.fasen) for z in found.zonder_actie}) > 1
    place = texts.text("follow_up.achter", plek=_places(rows)) if several else ""
    stand = ended(begin_upper(said(f"explain.stand_is.{row.aard}", back(found))))
    details = [] if row.aard in SAID_ALREADY else [stand]
    if row.eerder:
        earlier = [a for a in found.acties if a.nummer in row.eerder]
        details.append(texts.text("follow_up.eerder", acties=listed(_earlier(a) for a in earlier)))
    if row.voorgesteld:
        proposed = (a.wat.strip().rstrip(".") for a in found.acties if a.nummer in row.voorgesteld)
        details.append(texts.text("follow_up.voorgesteld", acties=listed(proposed)))
    elif row.voorstel and row.aard in TO_ARRANGE and not back(found):
        details.append(offered(row.voorstel))
    return item(label="-", text=row.tekst + place, source=tuple(row.bron), details=tuple(details))


def _earlier(actie: ActieStand) -> str:
    return texts.text("follow_up.eerdere", wat=actie.wat.strip().rstrip("."), status=status_word(actie.status))


# Looking back


def _look_back(found: Opvolging) -> Iterable[Part]:
    if found.terugkijken:
        yield Gap()
        yield Heading(texts.text("follow_up.koppen.terugkijken"))
        yield Listing(tuple(_look_back_item(found, row) for row in found.terugkijken))


def _look_back_item(found: Opvolging, row: Terugkijken) -> Item:
    names = {actie.nummer: actie.wat.strip().rstrip(".") for actie in (*found.acties, *found.losse_acties)}
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
