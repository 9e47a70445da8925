"""The lists of a result: what is still to be arranged and by whom, what to discuss first, deviations and signals."""

from collections.abc import Iterable, Sequence

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok, Gat, Punt
from wijktoets.engine.dossier import GekozenActie
from wijktoets.engine.rapport import ActieRij, AfspraakRapport, AfwegingRij, SignaalRij, VraagRij, WitteVlekRij
from wijktoets.engine.words import Fase
from wijktoets.report.lists import chosen, must, now

from . import marks
from .evaluate_head import View
from .evaluate_views import told
from .sheet import Heading, Item, Listing, Part, Sentence
from .wording import counted, day, ended, listed, said

MANY = 8
"""From how many points to arrange on those that hoort are told in short."""

FIRST = 12
"""How many open questions a screen shows unless all are asked for."""


def to_arrange(view: View, gaten: Sequence[Gat], blok: Blok, everywhere: bool = False) -> Iterable[Part]:
    """What is still to be arranged: moet before hoort, numbered, each with its lines and who does what.

    Of many, those that hoort are told in short; it says how to see more. `everywhere` when it goes for all themas,
    whatever their wish.
    """
    if not gaten:
        return
    yield Heading(said("scherm.koppen.te_regelen", view.terugblik), level=3)
    ordered = sorted(gaten, key=lambda g: not must(g.rij, blok))
    by_wish = everywhere or blok.first.gewenst != "onbekend"
    short = [not view.everything and len(gaten) > MANY and not must(g.rij, blok) for g in ordered]
    numbered = enumerate(zip(ordered, short, strict=True), 1)
    yield Listing(tuple(_gap_item(view, number, gat, blok, by_wish, brief) for number, (gat, brief) in numbered))
    if any(short):
        yield Sentence(said("scherm.hoort_kort", view.terugblik))


def _gap_item(view: View, number: int, gat: Gat, blok: Blok, by_wish: bool, short: bool) -> Item:
    rij = gat.rij
    afspraak = next(a for a in blok.afspraken if a.fase in (gat.fasen or blok.fasen))
    partly = texts.text("scherm.hooguit_deels") if rij.aard == "hooguit_deels" else ""
    note = ", ".join(n for n in (partly, _norm_note(rij, blok, by_wish), _fasen_note(gat.fasen)) if n)
    return Item(
        label=str(number),
        mark=marks.of_aard(rij.aard),
        text=rij.tekst + (f" ({note})" if note else ""),
        source=tuple(rij.bron),
        details=(*(() if short else _now(view, rij, afspraak)), *_who(view, rij, afspraak, short)),
    )


def _norm_note(rij: WitteVlekRij, blok: Blok, by_wish: bool) -> str:
    """Whether it only belongs to the wish; without a wish, also from which archetype it is asked."""
    only = "" if must(rij, blok) else texts.text("scherm.hoort_erbij")
    if by_wish:
        return only
    from_here = texts.text("scherm.vanaf", archetype=texts.text(f"scherm.niveaus.{rij.archetype}"))
    return ", ".join(note for note in (only, from_here) if note)


def _fasen_note(fasen: Sequence[Fase]) -> str:
    return texts.text("scherm.bij_fasen", fasen=fasen_named(fasen)) if fasen else ""


def fasen_named(fasen: Sequence[Fase]) -> str:
    """Fasen as a list in a sentence."""
    return listed(texts.text(f"scherm.fasen.{fase}") for fase in fasen)


def _now(view: View, rij: WitteVlekRij, afspraak: AfspraakRapport) -> Iterable[str]:
    """How it stands now: what was said at the questions that this witte vlek comes from, by whom."""
    for vraag, given in now(rij, afspraak):
        yield from told(view, vraag, given, "scherm.nu")


def _who(view: View, rij: WitteVlekRij, afspraak: AfspraakRapport, short: bool) -> Iterable[str]:
    """Who does what: the steps that the parties chose, else the first that the pack offers.

    It offers none to a look back, nor in `short`.
    """
    if steps := chosen(view.rapport, rij, afspraak):
        yield from (_chosen(actie) for actie in steps)
    elif rij.acties and not view.terugblik and not short:
        yield _offered(rij.acties[0])


def _chosen(actie: GekozenActie) -> str:
    facts = {
        "status": texts.text(f"scherm.actie_status.{actie.status}"),
        "wat": actie.wat.strip().rstrip("."),
        "wie": texts.text(f"scherm.partijen.{actie.trekker}").lower(),
    }
    if actie.wanneer is None:
        return texts.text("scherm.actie_gekozen", **facts)
    return texts.text("scherm.actie_gekozen_op", datum=day(actie.wanneer), **facts)


def _offered(actie: ActieRij) -> str:
    if actie.trekker == "samen" and actie.wijk_doet and actie.gemeente_doet:
        return texts.text("scherm.actie_samen", wijk=actie.wijk_doet.rstrip("."), gemeente=ended(actie.gemeente_doet))
    return texts.text("scherm.actie", trekker=texts.text(f"scherm.partijen.{actie.trekker}"), wat=ended(actie.wat))


def to_discuss(view: View, punten: Sequence[Punt], blok: Blok, noted: set[str]) -> Iterable[Part]:
    """The open questions that matter, in the order of the conversation; never cut without saying so.

    Args:
        noted: the open questions whose note was shown before; each note is shown once.
    """
    if not punten:
        return
    ordered = sorted(punten, key=lambda p: (_kern(view, p.vraag), p.vraag))
    shown = _first_points(view, ordered)
    left = len(ordered) - len(shown)
    yield Heading(said("scherm.koppen.bespreken", view.terugblik), level=3)
    if shown:
        yield Listing(tuple(_question(view, letter(i), p, blok, noted) for i, p in enumerate(shown)))
    if left:
        silent = "scherm.zwijgt_verder" if shown else "scherm.zwijgt"
        yield Sentence(counted(silent if view.terugblik else "scherm.en_nog", left))


def _first_points(view: View, ordered: Sequence[Punt]) -> Sequence[Punt]:
    """The first and all disputed ones; of a look back those that the source is not clear about."""
    if view.everything or (len(ordered) <= FIRST + 1 and not view.terugblik):
        return ordered
    first = [] if view.terugblik else ordered[:FIRST]
    return [p for p in ordered if p in first or p.reden == "verschil" or (view.terugblik and p.reden == "onbekend")]


def letter(index: int) -> str:
    """The letter of a point, after z in pairs.

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', 'aa')
    """
    first, last = divmod(index, 26)
    return (chr(ord("a") + first - 1) if first else "") + chr(ord("a") + last)


def _kern(view: View, vraag: str) -> int:
    row = view.rapport.vragen.get(vraag)
    return row.kern if row is not None and row.kern is not None else 10**6


def _question(view: View, label: str, punt: Punt, blok: Blok, noted: set[str]) -> Item:
    """An open question; of a look back what the source says stands under it, with its lines."""
    row = view.rapport.vragen.get(punt.vraag)
    afspraak = next(a for a in blok.afspraken if a.fase in (punt.fasen or blok.fasen))
    note = _fasen_note(punt.fasen)
    answers = tuple(told(view, punt.vraag, afspraak.antwoorden.get(punt.vraag, []), "scherm.besproken_antwoord"))
    return Item(
        label=label,
        mark=marks.of_reden(punt.reden),
        text=(row.vraag if row else punt.vraag) + (f" ({note})" if note else ""),
        source=tuple(row.bron) if row and not (view.terugblik and answers) else (),
        details=(*answers, *_also(view, row, noted)),
    )


def _also(view: View, row: VraagRij | None, noted: set[str]) -> Iterable[str]:
    """The note at the open question, unless it was shown; a look back shows it with what the source names."""
    talk = row.gespreksvraag if row else None
    if talk in view.rapport.gesprekken and talk not in noted and not view.terugblik:
        noted.add(str(talk))
        yield texts.text("scherm.ook_gezegd", tekst=view.rapport.gesprekken[str(talk)].strip())


def weighed(rows: Sequence[AfwegingRij]) -> Iterable[Part]:
    """What was agreed otherwise on purpose: the reason, by whom, until when, and why one does not count."""
    if rows:
        yield Heading(texts.text("scherm.koppen.anders"), level=3)
        yield Listing(tuple(_weighed_item(row) for row in rows))


def _weighed_item(row: AfwegingRij) -> Item:
    wie = listed(texts.text(f"scherm.partijen.{p}").lower() for p in row.besloten_door)
    if row.geldig_tot is None:
        by = texts.text("scherm.afweging_door", wie=wie)
    else:
        by = texts.text("scherm.afweging_door_tot", wie=wie, datum=day(row.geldig_tot))
    why_not = [texts.text(f"scherm.afweging_niet.{row.waarom_niet}")] if row.waarom_niet else []
    text = texts.text("scherm.afweging", naam=row.naam.rstrip("."), reden=ended(row.reden))
    return Item(label="-", mark="bewust_anders" if row.telt else None, text=text, details=(by, *why_not))


def to_watch(rows: Sequence[SignaalRij]) -> Iterable[Part]:
    """Points of attention that no other list shows."""
    if rows:
        yield Heading(texts.text("scherm.koppen.letten"), level=3)
        yield Listing(tuple(Item(label="-", text=s.tekst, source=tuple(s.bron)) for s in rows))
