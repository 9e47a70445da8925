"""The lists of a result: what is still to be arranged and by whom, what to discuss first, deviations and signals."""

from collections.abc import Iterable, Sequence

from wijktoets import texts
from wijktoets.engine.dossier import GekozenActie
from wijktoets.engine.rapport import ActieRij, AfspraakRapport, AfwegingRij, SignaalRij, StandpuntRij, WitteVlekRij
from wijktoets.engine.words import Fase

from . import marks
from .evaluate_head import View
from .folding import Blok, Gat, Punt
from .sheet import Heading, Item, Listing, Part, Sentence
from .wording import antwoord, begin_upper, day, ended, listed, said

TO_ARRANGE = ("deels", "hooguit_deels", "ontbreekt")
"""The aarden of a witte vlek about which something is known: no talk alone can fill it in."""

SHOWN_ELSEWHERE = ("verschil_van_inzicht", "afgewogen_eisen", "afweging_telt_niet")
"""Built-in signalen that the lists of open questions and of deviations show in full."""

FIRST = 12
"""How many open questions a screen shows unless all are asked for."""


def to_arrange(view: View, gaten: Sequence[Gat], blok: Blok, everywhere: bool = False) -> Iterable[Part]:
    """What is still to be arranged: moet before hoort, numbered, each with its lines and who does what.

    `everywhere` when it goes for all themas, whatever their wish.
    """
    if gaten:
        yield Heading(said("scherm.koppen.te_regelen", view.terugblik), level=3)
        ordered = sorted(gaten, key=lambda g: g.rij.norm != "moet")
        by_wish = everywhere or blok.first.gewenst != "onbekend"
        items = (_gap_item(view, number, gat, blok, by_wish) for number, gat in enumerate(ordered, 1))
        yield Listing(tuple(items))


def _gap_item(view: View, number: int, gat: Gat, blok: Blok, by_wish: bool) -> Item:
    rij = gat.rij
    afspraak = next(a for a in blok.afspraken if a.fase in (gat.fasen or blok.fasen))
    partly = texts.text("scherm.hooguit_deels") if rij.aard == "hooguit_deels" else ""
    note = ", ".join(n for n in (partly, _norm_note(rij, by_wish), _fasen_note(gat.fasen)) if n)
    return Item(
        label=str(number),
        mark=marks.of_aard(rij.aard),
        text=rij.tekst + (f" ({note})" if note else ""),
        source=tuple(rij.bron),
        details=(*_now(view, rij, afspraak), *_who(view, rij, afspraak)),
    )


def _norm_note(rij: WitteVlekRij, by_wish: bool) -> str:
    """Whether it only belongs to the wish; without a wish, from which archetype it is asked."""
    if by_wish:
        return "" if rij.norm == "moet" else texts.text("scherm.hoort_erbij")
    return texts.text("scherm.vanaf", archetype=texts.text(f"scherm.niveaus.{rij.archetype}"))


def _fasen_note(fasen: Sequence[Fase]) -> str:
    return texts.text("scherm.bij_fasen", fasen=fasen_named(fasen)) if fasen else ""


def fasen_named(fasen: Sequence[Fase]) -> str:
    """Fasen as a list in a sentence."""
    return listed(texts.text(f"scherm.fasen.{fase}") for fase in fasen)


def _now(view: View, rij: WitteVlekRij, afspraak: AfspraakRapport) -> Iterable[str]:
    """How it stands now: the notes at the answers that this witte vlek comes from, with who gave them."""
    asked = dict.fromkeys(s.vraag for actie in rij.acties for s in actie.sluit)
    for standpunt in (s for vraag in asked for s in afspraak.antwoorden.get(vraag, [])):
        if standpunt.toelichting and standpunt.antwoord in ("deels", "nee"):
            note = ended(standpunt.toelichting)
            if standpunt.door is None:
                yield said("scherm.nu", view.terugblik, toelichting=note)
            else:
                wie = texts.text(f"scherm.partijen.{standpunt.door}").lower()
                yield said("scherm.nu_door", view.terugblik, wie=wie, toelichting=note)


def _who(view: View, rij: WitteVlekRij, afspraak: AfspraakRapport) -> Iterable[str]:
    """Who does what: the steps that the parties chose, else the first that the pack offers."""
    chosen = [a for a in view.rapport.acties if _is_about(a, rij, afspraak) and a.status != "vervallen"]
    if chosen:
        yield from (_chosen(actie) for actie in chosen)
    elif rij.acties:
        yield _offered(rij.acties[0])


def _is_about(actie: GekozenActie, rij: WitteVlekRij, afspraak: AfspraakRapport) -> bool:
    same_place = actie.thema in (None, afspraak.thema) and actie.fase in (None, afspraak.fase)
    return actie.waarborg == rij.waarborg and same_place


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


def to_discuss(view: View, punten: Sequence[Punt], blok: Blok) -> Iterable[Part]:
    """The open questions that matter, in the order of the conversation; never cut without saying so."""
    if not punten:
        return
    ordered = sorted(punten, key=lambda p: (_kern(view, p.vraag), p.vraag))
    shown = _first_points(view, ordered)
    left = len(ordered) - len(shown)
    noted: set[str] = set()
    yield Heading(said("scherm.koppen.bespreken", view.terugblik), level=3)
    if shown:
        yield Listing(tuple(_question(view, letter(i), p, blok, noted) for i, p in enumerate(shown)))
    if left:
        yield Sentence(said("scherm.en_nog" if left > 1 else "scherm.en_nog_een", view.terugblik, n=left))


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
    row = view.rapport.vragen.get(punt.vraag)
    afspraak = next(a for a in blok.afspraken if a.fase in (punt.fasen or blok.fasen))
    note = _fasen_note(punt.fasen)
    talk = row.gespreksvraag if row else None
    details = [_said(s, view, punt.vraag) for s in afspraak.antwoorden.get(punt.vraag, [])]
    if talk in view.rapport.gesprekken and talk not in noted:
        noted.add(str(talk))
        details.append(texts.text("scherm.notitie", tekst=view.rapport.gesprekken[str(talk)].strip()))
    return Item(
        label=label,
        mark=marks.of_reden(punt.reden),
        text=(row.vraag if row else punt.vraag) + (f" ({note})" if note else ""),
        source=tuple(row.bron) if row else (),
        details=tuple(d for d in details if d),
    )


def _said(standpunt: StandpuntRij, view: View, vraag: str) -> str:
    """One answer: by whom, what, and the note that goes with it."""
    if standpunt.door is None:
        return (
            texts.text("scherm.besproken_antwoord", toelichting=standpunt.toelichting) if standpunt.toelichting else ""
        )
    facts = {
        "door": texts.text(f"scherm.partijen.{standpunt.door}"),
        "antwoord": antwoord(standpunt, view.rapport.vragen.get(vraag)),
    }
    if standpunt.toelichting is None:
        return texts.text("scherm.standpunt", **facts)
    return texts.text("scherm.standpunt_met", toelichting=standpunt.toelichting.strip(), **facts)


def mentioned(view: View, blok: Blok) -> Iterable[Part]:
    """What a source names, with its lines: every answer that says something (a look back only)."""
    rows = []
    for vraag, given in blok.first.antwoorden.items():
        told = [s for s in given if s.antwoord not in ("onbekend", "nvt")]
        row = view.rapport.vragen.get(vraag)
        if told and row:
            said_as = listed(dict.fromkeys(antwoord(s, row) for s in told))
            source = dict.fromkeys(line for s in told for line in s.bron or [])
            text = texts.text("scherm.genoemd", vraag=row.vraag, antwoord=begin_upper(ended(said_as)))
            rows.append((_kern(view, vraag), vraag, text, tuple(source)))
    if rows:
        yield Heading(texts.text("scherm.koppen.genoemd"), level=3)
        yield Listing(tuple(Item(label="-", text=text, source=source) for _, _, text, source in sorted(rows)))


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
