"""Says who does what, role by role (L194): with room to write on a sheet to sign, and in full in a bijlage."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock as ThemaBlok
from wijktoets.engine.advice.folding import per_fase
from wijktoets.engine.model.words import FASEN
from wijktoets.engine.result.rapport import AfspraakRapport, Rapport, RolRij, StandpuntRij
from wijktoets.texts.wording import antwoord, begin_lower, begin_upper, ended, listed, said, variant

from .answers import counting, notes_of
from .phrases import about, fasen_named, told
from .residents import in_their_words
from .thema import facts
from .tree import EMPTY, Fact, Line, Paragraph, Part, Span, Table, Text, joined, own, plain, words
from .view import View

ROW_HEIGHT: Final = 6
"""Of a role with nobody in it yet on a sheet to sign, in millimetres."""

BESIDE: Final = 3
"""So many columns can be read beside each other."""
NOT_SAID: Final = (Span("–"),)

Cell = Callable[[AfspraakRapport, RolRij], Text]


def side_by_side(view: View, blokken: Sequence[ThemaBlok], to_sign: bool = False) -> Iterable[Table]:
    """What blocks are about and who does what there, a column each, a few beside each other.

    Args:
        to_sign: with room to write where a role is not settled, instead of how it stands.
    """
    columns = [(blok, fasen, cells) for blok in blokken for fasen, cells in per_fase(blok, _cells(view, to_sign))]
    themas = [blok.first.thema for blok, _, _ in columns]
    for start in range(0, len(columns), BESIDE):
        these = columns[start : start + BESIDE]
        some = any(len(blok.fasen) < len(FASEN) for blok, _, _ in these)
        about_them = [{fact.name: fact.text for fact in _facts(view, blok, some)} for blok, _, _ in these]
        names = dict.fromkeys(name for each in about_them for name in each)
        heads = [
            begin_upper(blok.first.thema) + (f", {fasen_named(fasen)}" if themas.count(blok.first.thema) > 1 else "")
            for blok, fasen, _ in these
        ]
        rows = [(plain(name), *(each.get(name, NOT_SAID) for each in about_them)) for name in names]
        if to_sign or not all(silent(view, blok) for blok in blokken):
            roles = enumerate(view.rapport.wie_doet_wat)
            rows += [(plain(role.naam), *(cells[i] for _, _, cells in these)) for i, role in roles]
        yield Table(
            texts.text(f"report.blad.wie_doet_wat_bijschrift.{'tekenen' if to_sign else 'lezen'}"),
            (texts.text("report.blad.overzicht_kop"), *heads),
            tuple(rows),
            widths=(4, *[12 // len(these)] * len(these)),
            writing_height=ROW_HEIGHT if to_sign else 0,
        )


def _cells(view: View, to_sign: bool) -> Callable[[AfspraakRapport], list[Text]]:
    """What stands at each role of an afspraak."""
    rapport = view.rapport
    if to_sign:
        return lambda afspraak: [_joined(_settled(rapport, afspraak, role)) for role in rapport.wie_doet_wat]
    return lambda afspraak: [_described(view, afspraak, role) for role in rapport.wie_doet_wat]


def _facts(view: View, blok: ThemaBlok, fasen: bool) -> Iterable[Fact]:
    """The facts of a block; the wish also in residents' word, which who signs and who decides both read.

    Args:
        fasen: whether to name the fasen.
    """
    wish = said("report.feiten.wens", view.terugblik)
    word = in_their_words(str(blok.first.gewenst), view.rapport.woorden)
    for fact in facts(view, blok).facts:
        also = fact.name == wish and word != blok.first.gewenst
        if fasen or fact.name != texts.text("report.feiten.fasen"):
            yield replace(fact, text=(*fact.text, Span(texts.text("report.blad.woord", woord=word)))) if also else fact


def silent(view: View, blok: ThemaBlok) -> bool:
    """Whether nothing is known of any role of a block."""
    stands = {_how_it_stands(a, row) for a in blok.afspraken for row in view.rapport.wie_doet_wat}
    return stands <= {"onbekend", "niet_besproken"} and not told_in_roles(view, blok)


def roles_told(view: View, blok: ThemaBlok) -> Iterable[Part]:
    """The roles of a block as they were described; of one that is not settled how it stands.

    Where nothing is known of any role, a sentence that says so.
    """
    rapport = view.rapport
    if rapport.wie_doet_wat and silent(view, blok):
        roles = listed(begin_lower(row.naam).rstrip("?") for row in rapport.wie_doet_wat)
        return [Paragraph(told(variant("report.rollen.zwijgt", view.terugblik), rollen=roles))]

    def cell(afspraak: AfspraakRapport, role: RolRij) -> Text:
        return _described(view, afspraak, role)

    caption = told("report.rollen.bijschrift", thema=own(about(blok)))
    return _table(rapport, blok.afspraken, cell, texts.text(f"report.rollen.kop.{rapport.status}"), caption)


def _table(
    rapport: Rapport, afspraken: Sequence[AfspraakRapport], cell: Cell, head: str, caption: Line
) -> Iterable[Table]:
    """A row for each role, and a column for each set of fasen that are equal; `head` names the only one."""
    rows = rapport.wie_doet_wat
    if not rows:
        return
    columns: list[tuple[list[AfspraakRapport], list[Text]]] = []
    for afspraak in afspraken:
        cells = [cell(afspraak, row) for row in rows]
        same = next((fasen for fasen, known in columns if known == cells), None)
        if same is None:
            columns.append(([afspraak], cells))
        else:
            same.append(afspraak)
    fasen = [begin_upper(", ".join(texts.text(f"scherm.fasen.{a.fase}") for a in same)) for same, _ in columns]
    yield Table(
        caption,
        (texts.text("report.rollen.rol"), *(fasen if len(columns) > 1 else [head])),
        tuple((plain(row.naam), *(cells[i] for _, cells in columns)) for i, row in enumerate(rows)),
        widths=(9, *[18 // len(columns) or 1] * len(columns)),
    )


def _settled(rapport: Rapport, afspraak: AfspraakRapport, role: RolRij) -> list[Text]:
    """What was settled at the questions about a role; nothing where none was."""
    lines = (_agreed(rapport, counting(afspraak, vraag), vraag) for vraag in role.vragen)
    return [line for line in lines if line]


def role_settled(rapport: Rapport, afspraak: AfspraakRapport, role: RolRij) -> Text:
    """What was settled at the questions about a role, in one line; empty where nothing was."""
    return _joined(_settled(rapport, afspraak, role))


def _joined(lines: Sequence[Line]) -> Text:
    """What was said at several questions, without what another line says as well.

    >>> words(_joined(["Zij doen het samen. De wijk plant, de gemeente bestelt.", "De wijk plant."]))
    'Zij doen het samen. De wijk plant, de gemeente bestelt.'
    """
    core = [words(line).rstrip(".").casefold() for line in lines]

    def said_elsewhere(i: int, mine: str) -> bool:
        others = ((j, other) for j, other in enumerate(core) if j != i)
        return any(mine in other and (mine != other or j < i) for j, other in others)

    return joined((line for i, line in enumerate(lines) if not said_elsewhere(i, core[i])), " ")


def _agreed(rapport: Rapport, counts: Sequence[StandpuntRij], vraag: str) -> Text:
    """What all agree on; a yes to a question is told by its note. Empty where parties differ or nothing is known."""
    given = {s.antwoord for s in counts}
    if len(given) != 1 or given & {"onbekend", "nvt", "nee"}:
        return EMPTY
    row = rapport.vragen.get(vraag)
    if row is None or not row.opties:
        return own(notes_of(counts))
    return joined((line for line in (ended(antwoord(counts[0], row)), own(notes_of(counts))) if line), " ")


def told_in_roles(view: View, blok: ThemaBlok) -> set[str]:
    """The questions about roles of which a bijlage tells in the table what was answered."""
    asked = {vraag for role in view.rapport.wie_doet_wat for vraag in role.vragen}
    return {vraag for vraag in asked if any(_said(view.rapport, a, vraag) for a in blok.afspraken)}


def _said(rapport: Rapport, afspraak: AfspraakRapport, vraag: str) -> Text:
    """What was settled at a question, or why it does not go here; what is so in part only is told where it is asked."""
    counts = counting(afspraak, vraag)
    given = {s.antwoord for s in counts}
    if given == {"nvt"}:
        return own(notes_of(counts))
    return EMPTY if given == {"deels"} else _agreed(rapport, counts, vraag)


def _described(view: View, afspraak: AfspraakRapport, role: RolRij) -> Text:
    """What was said of a role, of a look back with the lines behind it; else how it stands."""
    found = {vraag: line for vraag in role.vragen if (line := _said(view.rapport, afspraak, vraag))}
    if not found:
        return plain(said(f"report.rollen.stand.{_how_it_stands(afspraak, role)}", view.terugblik))
    lines = dict.fromkeys(line for vraag in found for s in counting(afspraak, vraag) for line in s.bron or [])
    behind = (Span(f" ({', '.join(lines)})", "source", own=True),) if view.terugblik and lines else ()
    return (*_joined(list(found.values())), *behind)


def _how_it_stands(afspraak: AfspraakRapport, role: RolRij) -> str:
    """How far the talk about a role is: the first that goes for one of its questions."""
    given = [{s.antwoord for s in counting(afspraak, vraag)} for vraag in role.vragen]
    if any(v in afspraak.verschillen_van_inzicht for v in role.vragen):
        return "verschil"
    if any(w == {"ja"} for w in given):
        return "geregeld"
    if any("deels" in w for w in given):
        return "deels"
    if any(w == {"nee"} for w in given):
        return "nog_niet"
    return "onbekend" if any(given) else "niet_besproken"
