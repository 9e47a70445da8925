"""Words the points of a thema: witte vlekken with who does what, open questions, and what was agreed otherwise."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from wijktoets import texts
from wijktoets.engine.advice.folding import BlockGap, FaseBlock, VraagPunt
from wijktoets.engine.model.dossier import DossierActie
from wijktoets.engine.model.words import by_kern
from wijktoets.engine.result.rapport import ActieRij, AfspraakRapport, AfwegingRij, Rapport, WitteVlekRij
from wijktoets.texts.wording import day, ended, listed, said

from .answers import told as answered
from .lists import chosen, must, now, offered_step
from .phrases import level, only_at, only_for, party, role, told
from .tree import Line, Text, joined, own, plain
from .view import View

if TYPE_CHECKING:
    from wijktoets.engine.advice.plan.value import PlanActieRij


def place(gat: BlockGap | VraagPunt, blok: FaseBlock) -> AfspraakRapport:
    """The first fase in which a witte vlek or a question is one: what does not differ is taken from it."""
    return places(gat, blok)[0]


def places(gat: BlockGap | VraagPunt, blok: FaseBlock) -> list[AfspraakRapport]:
    """The fasen in which a witte vlek or a question is one."""
    return [a for a in blok.afspraken if a.fase in (gat.fasen or blok.fasen)]


def gap_line(
    view: View,
    gat: BlockGap,
    blok: FaseBlock,
    by_wish: bool,
    heavy: Line | None = None,
    where: Line = "",
    marked: bool = False,
) -> Text:
    """A witte vlek in a sentence, with how heavy it is and in which fasen where that matters.

    Args:
        heavy: how heavy it is, where that does not follow from this block alone.
        where: at which themas, where it does not go for all.
        marked: whether a mark beside it says that it is so in part.
    """
    parts_of = {"hooguit_deels": "scherm.hooguit_deels"} | ({} if marked else {"deels": "report.deels"})
    partly = said(parts_of[gat.rij.aard], view.terugblik) if gat.rij.aard in parts_of else ""
    weight = _norm_note(gat.rij, blok, by_wish) if heavy is None else heavy
    note = joined(n for n in (partly, weight, only_at(gat.fasen), where) if n)
    return joined((gat.rij.tekst, " (", note, ")"), "") if note else plain(gat.rij.tekst)


def _norm_note(rij: WitteVlekRij, blok: FaseBlock, by_wish: bool) -> str:
    """Whether it only belongs to the wish; without a wish, also from which archetype it is asked."""
    only = "" if must(rij, blok) else texts.text("scherm.hoort_erbij")
    if by_wish:
        return only
    from_here = texts.text("scherm.vanaf", archetype=level(rij.archetype))
    return ", ".join(note for note in (only, from_here) if note)


def how_now(view: View, rij: WitteVlekRij, afspraak: AfspraakRapport) -> Iterable[Line]:
    """How it stands now: what was said at the questions that this witte vlek comes from, by whom.

    Of parties on more than one question, each question goes first: else one party seems to say two things.
    """
    asked = list(now(rij, afspraak))
    by_party = len(asked) > 1 and any(standpunt.door for _, given in asked for standpunt in given)
    for vraag, given in asked:
        if by_party and vraag in view.rapport.vragen:
            yield view.rapport.vragen[vraag].vraag
        yield from answered(view, vraag, given, "scherm.nu")


def who(view: View, rij: WitteVlekRij, afspraken: Collection[AfspraakRapport], short: bool) -> Iterable[Line]:
    """Who does what: the steps in the dossier, else the one that is offered.

    It offers none to a look back, nor in `short`.
    """
    if steps := list(noted_steps(view, rij, afspraken)):
        yield from steps
    elif (step := offered_step(rij, view.plan)) and not view.terugblik and not short:
        yield offered(step)


def noted_steps(view: View, rij: WitteVlekRij, afspraken: Collection[AfspraakRapport]) -> Iterable[Line]:
    """The steps in the dossier for a witte vlek in any of these, with who takes them, and where."""
    for actie in chosen(view.rapport, rij, afspraken):
        yield noted_in(actie, afspraken, party(actie.trekker))


def example_step(view: View, rij: WitteVlekRij) -> Iterable[str]:
    """The step that is offered, told as one way to do it; none to a look back."""
    actie = offered_step(rij, view.plan)
    if view.terugblik or actie is None:
        return
    facts = {"wat": ended(actie.wat), "wie": texts.text(f"report.telling.partijen.{actie.trekker}")}
    both = each_does(actie)
    yield texts.text("report.voorbeeld.samen" if both else "report.voorbeeld.een", **facts, **both)


def each_does(actie: "ActieRij | PlanActieRij") -> dict[str, str]:
    """What wijk and gemeente each do of a step that they take together; of another step nothing."""
    if actie.trekker == "samen" and actie.wijk_doet and actie.gemeente_doet:
        return {"wijk_doet": actie.wijk_doet.rstrip("."), "gemeente_doet": ended(actie.gemeente_doet)}
    return {}


def noted_in(actie: DossierActie, afspraken: Collection[AfspraakRapport], by: Line) -> Text:
    """A step in the dossier among these, with the thema and fase that it is for where it is not for all of them."""
    where = only_for(actie, afspraken)
    return noted(actie, joined((by, own(where))) if where else by)


def noted(actie: DossierActie, by: Line) -> Text:
    """A step in the dossier: what, by whom, when, and how far it is where that was said."""
    facts: dict[str, Line] = {"wat": own(actie.wat.strip().rstrip(".")), "wie": by}
    key, dated = "scherm.actie_zonder_stand", "scherm.actie_zonder_stand_op"
    if actie.status:
        key, dated = "scherm.actie_gekozen", "scherm.actie_gekozen_op"
        facts["status"] = texts.text(f"scherm.actie_status.{actie.status}")
    return told(dated, datum=day(actie.wanneer), **facts) if actie.wanneer else told(key, **facts)


def offered(actie: ActieRij) -> str:
    """A step that the pack offers, told as an example, and who takes it: nobody agreed on it."""
    wat = ended(actie.wat)
    if both := each_does(actie):
        return texts.text("scherm.voorbeeld_samen", wat=wat, **both)
    return texts.text("scherm.voorbeeld_actie", trekker=texts.text(f"report.telling.partijen.{actie.trekker}"), wat=wat)


def in_order(rapport: Rapport, punten: Iterable[VraagPunt]) -> list[VraagPunt]:
    """Open questions in the order of the conversation: that of the Agenda, on every screen and paper."""
    return sorted(punten, key=partial(place_in, rapport))


def place_in(rapport: Rapport, punt: VraagPunt) -> tuple[int, int, str]:
    """Where an open question stands in the order of the conversation; by its card where a Rapport tells no order."""
    orde, row = rapport.gespreksorde, rapport.vragen.get(punt.vraag)
    at = orde.index(punt.vraag) if punt.vraag in orde else len(orde)
    return at, by_kern(row.kern if row else None), punt.vraag


def question_line(rapport: Rapport, punt: VraagPunt) -> str:
    """An open question as it is asked, and in which fasen where that matters."""
    row = rapport.vragen.get(punt.vraag)
    note = only_at(punt.fasen)
    return (row.vraag if row else punt.vraag) + (f" ({note})" if note else "")


def also_said(rapport: Rapport, vraag: str, noted: set[str]) -> Iterable[Line]:
    """The note at the open question that a question belongs to, unless it was shown (`noted`) before."""
    row = rapport.vragen.get(vraag)
    talk = row.gespreksvraag if row else None
    if talk in rapport.gesprekken and talk not in noted and rapport.status != "terugblik":
        noted.add(str(talk))
        yield note_line(rapport, str(talk))


def note_line(rapport: Rapport, talk: str) -> Text:
    """The note at an open question, as it is told at a question that belongs to it."""
    return told("scherm.ook_gezegd", tekst=own(rapport.gesprekken[talk].strip()))


def notes_at(
    rapport: Rapport, places: Sequence[Sequence[VraagPunt]], most: int | None = None
) -> list[dict[str, list[Line]]]:
    """Where each note at an open question is told, once: for each place, by question.

    That is first at a question on which parties differ, else at the first open one that is shown.

    Args:
        places: the questions of each list, in the order of the document.
        most: how many open questions each list shows.
    """
    found: list[dict[str, list[Line]]] = [{} for _ in places]
    noted: set[str] = set()
    shown = [in_order(rapport, [p for p in punten if p.reden != "verschil"])[:most] for punten in places]
    differing = [in_order(rapport, [p for p in punten if p.reden == "verschil"]) for punten in places]
    for index, punten in [*enumerate(differing), *enumerate(shown)]:
        for punt in punten:
            if lines := list(also_said(rapport, punt.vraag, noted)):
                found[index][punt.vraag] = lines
    return found


def weighed_line(row: AfwegingRij) -> Text:
    """What was agreed otherwise on purpose, and the reason."""
    return told("scherm.afweging", naam=row.naam.rstrip("."), reden=own(ended(row.reden)))


def weighed_by(row: AfwegingRij) -> Sequence[str]:
    """By whom and until when something was agreed otherwise, and why it does not count when it does not."""
    wie = listed(role(p) for p in row.besloten_door)
    why_not = [texts.text(f"scherm.afweging_niet.{row.waarom_niet}")] if row.waarom_niet else []
    if row.geldig_tot is None:
        return [texts.text("scherm.afweging_door", wie=wie), *why_not]
    return [texts.text("scherm.afweging_door_tot", wie=wie, datum=day(row.geldig_tot)), *why_not]
