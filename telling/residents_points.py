"""Picks what residents read about a dossier: what is agreed, what is to be arranged, who does what, where all differ.

Each kind comes with all there is, the themas in turn, so that a paper that shows a few passes over no thema.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import zip_longest
from typing import TypeVar

from wijktoets import texts
from wijktoets.engine.advice.folding import BlockGap, FaseBlock, VraagPunt, blocks, eisen, gaten, punten
from wijktoets.engine.model.dossier import DossierActie
from wijktoets.engine.model.woorden import Woorden
from wijktoets.engine.model.words import Partij, Zinstand
from wijktoets.engine.result.rapport import AfgesprokenRij, RolRij, StandpuntRij
from wijktoets.texts.wording import antwoord, begin_lower, day, ended, listed

from .agreed import owner
from .agreed_words import confirmations
from .answers import counting, notes_of
from .lists import TO_ARRANGE, chosen, chosen_at, must, sentence_of
from .phrases import party_first, told
from .points import also_said, place, place_in
from .roles import role_settled
from .spread import named_blocks
from .tree import EMPTY, Item, Line, Span, Text, joined, own, plain
from .view import View

T = TypeVar("T")


def agreed_points(view: View, stand: Zinstand) -> list[Item]:
    """People's own words that are agreed or proposed (`stand`), with who does it and when."""
    blokken = blocks(view.rapport.afspraken)
    rows = _in_turn(blokken, lambda b: [r for r in b.first.afgesproken if r.stand == stand], sentence_of)
    return [Item((*own(ended(row.tekst)), *_at(at, blokken)), _who_when(row)) for row, at in rows]


def _who_when(row: AfgesprokenRij) -> tuple[Item, ...]:
    known = {key: own(value.rstrip(".")) for key in ("wie", "wanneer") if (value := getattr(row, key))}
    return (Item(told(f"bewoners.woorden.{'_'.join(known)}", **known)),) if known else ()


def how_it_goes(view: View) -> list[Item]:
    """What people said of what is arranged, each once, what must be there first: it is so, and no promise.

    What they said of one thing stands together; of a role it stands with the roles.
    """
    rapport = view.rapport
    told_of = {vraag for role in rapport.wie_doet_wat for vraag in role.vragen}
    met = [
        (blok.first, eis)
        for blok in blocks(rapport.afspraken)
        for eis in eisen(blok)
        if eis.status == "geborgd" and eis.norm != "mag"
    ]
    points: list[Item] = []
    said: set[str] = set()
    for first, eis in sorted(met, key=lambda each: each[1].norm != "moet"):
        asked = [vraag for vraag in rapport.vragen_bij.get(eis.waarborg, []) if vraag not in told_of]
        notes = dict.fromkeys(notes_of(counting(first, vraag)) for vraag in asked)
        if new := [note for note in notes if note and note not in said]:
            said.update(new)
            points.append(Item(own(" ".join(new))))
    return points


def _turn_of(partij: Partij, woorden: Woorden) -> str:
    """Whose turn it is, with the name that the pack gives the raad when it gives one."""
    return texts.text(f"bewoners.aan_zet.{partij}{'_eigen' if partij == 'raad' and woorden.names_its_parties else ''}")


def to_arrange(view: View) -> list[Item]:
    """What is still to be arranged, and who moves: what the law asks, what must, what belongs to it, other steps."""
    rapport = view.rapport
    blokken = blocks(rapport.afspraken)
    points = [Item(line) for line in _legal(view)]
    found = _in_turn(blokken, _known_gaps, lambda gat: gat.key[:3])
    shown: list[DossierActie] = []
    for gat, at in sorted(found, key=lambda each: not any(must(each[0].rij, blok) for blok in each[1])):
        acties = chosen(rapport, gat.rij, [a for blok in at for a in blok.afspraken])
        shown += acties
        partly = texts.text("bewoners.deels") if gat.rij.aard == "deels" else ""
        who = [_step(view, actie) for actie in acties] or [plain(_turn_of(gat.rij.rust_op, rapport.woorden))]
        text = joined([gat.rij.tekst, partly, *[_at(at, blokken)]], "")
        points.append(Item(text, tuple(Item(line) for line in who)))
    for punt, at in _disputed(view):
        shown += _steps_at(view, punt.vraag, at)
    others = (a for a in rapport.acties if a.status not in ("vervallen", "klaar") and a not in shown)
    return [*points, *(Item(_step(view, actie)) for actie in others)]


def _known_gaps(blok: FaseBlock) -> list[BlockGap]:
    return [gat for gat in gaten(blok) if gat.rij.aard in TO_ARRANGE]


def _legal(view: View) -> Iterable[Text]:
    """Of each bevoegdheid that it cannot go so, or that the law asks something first."""
    kinds: dict[str, set[str]] = {}
    for row in view.rapport.wettelijk:
        kinds.setdefault(row.bevoegdheid, set()).add(row.soort)
    for bevoegdheid, found in kinds.items():
        if found & {"kan_zo_niet", "eerst_nog", "nog_te_regelen"}:
            key = "kan_zo_niet" if "kan_zo_niet" in found else "eerst"
            yield told(f"bewoners.wet.{key}", bevoegdheid=own(bevoegdheid))


def _step(view: View, actie: DossierActie) -> Text:
    """A step in the dossier: what, by whom and when."""
    who = joined([owner(view.rapport, actie.trekker), *([day(actie.wanneer)] if actie.wanneer else [])])
    key = actie.status if actie.status in ("voorstel", "klaar") else "anders"
    return told(f"bewoners.stap.{key}", wat=own(actie.wat.strip().rstrip(".")), wie=who)


def role_points(view: View) -> list[Item]:
    """Who does what as it was settled: who decides goes first."""
    blokken = blocks(view.rapport.afspraken)
    points = []
    for role in sorted(view.rapport.wie_doet_wat, key=lambda role: _rank(view, role)):
        for line, at in _in_turn(blokken, partial(_settled, view, role), lambda line: line):
            points.append(Item((Span(f"{role.naam} ", "strong"), *line, *_at(at, blokken))))
    return points


def roles_open(view: View) -> str:
    """The roles that are settled at no thema, in a sentence; nothing when there are none.

    Who decides is left out where nothing hangs on it: who decides alone has nobody to differ with.
    """
    blokken = blocks(view.rapport.afspraken)
    asked = {row.vraag for a in view.rapport.afspraken for row in a.open_vragen}
    asked |= {vraag for a in view.rapport.afspraken for vraag in a.verschillen_van_inzicht}
    left = [
        role
        for role in view.rapport.wie_doet_wat
        if not any(_settled(view, role, b) for b in blokken)
        and (_rank(view, role) == 1 or not asked.isdisjoint(role.vragen))
    ]
    names = listed(begin_lower(role.naam).rstrip("?") for role in left)
    return texts.text("bewoners.rollen.open", rollen=names) if left else ""


def _rank(view: View, role: RolRij) -> int:
    """Where a role stands: who decides first, then who does the work, then what else tells of say."""
    row = view.rapport.vragen.get(role.vragen[0])
    ladder = row.ladder if row else []
    return 1 if not ladder else 0 if len(ladder) > 1 else 2


def _settled(view: View, role: RolRij, blok: FaseBlock) -> list[Text]:
    line = role_settled(view.rapport, blok.first, role)
    return [line] if line else []


def differences(view: View) -> list[Item]:
    """Who does not sign, what each wishes where that differs, and each question on which parties differ."""
    rapport = view.rapport
    blokken = blocks(rapport.afspraken)
    points = [Item(plain(line)) for line in confirmations(r for r in rapport.bevestigd if r.oordeel != "zo_gezegd")]
    for blok in blokken:
        wishes = [w for w in blok.first.gewensten if w.door != "samen"]
        if blok.first.gewenst == "onbekend" and len({w.gewenst for w in wishes}) > 1:
            each = (_of_party(w.door, texts.text(f"bewoners.manieren.{w.gewenst}")) for w in wishes)
            asked = joined([texts.text("bewoners.wens_van"), _at([blok], blokken)], "")
            points.append(Item(asked, tuple(Item(line) for line in each)))
    noted: set[str] = set()
    for punt, at in _disputed(view):
        asked_of = rapport.vragen.get(punt.vraag)
        given = place(punt, at[0]).antwoorden.get(punt.vraag, ())
        views = (_of_party(str(s.door), ended(antwoord(s, asked_of)), s) for s in given)
        notes = also_said(rapport, punt.vraag, noted)
        steps = (_step(view, actie) for actie in _steps_at(view, punt.vraag, at))
        asked = (*_asked(view, punt.vraag), *_at(at, blokken))
        points.append(Item(asked, tuple(Item(plain(line)) for line in (*views, *notes, *steps))))
    return points


def _disputed(view: View) -> list[tuple[VraagPunt, list[FaseBlock]]]:
    blokken = blocks(view.rapport.afspraken)
    return _in_turn(blokken, lambda b: [p for p in punten(b) if p.reden == "verschil"], lambda p: p.vraag)


def _steps_at(view: View, vraag: str, at: Sequence[FaseBlock]) -> list[DossierActie]:
    """The steps in the dossier for what a disputed question asks, which are still to be taken."""
    afspraken = [a for blok in at for a in blok.afspraken]
    return [actie for actie in chosen_at(view.rapport, vraag, afspraken) if actie.status != "klaar"]


def _of_party(door: str, said: Line, standpunt: StandpuntRij | None = None) -> Text:
    """What one party says, with its own words behind it."""
    note = own(f" {ended(standpunt.toelichting)}") if standpunt and standpunt.toelichting else EMPTY
    return (*told("bewoners.partij", wie=party_first(door), antwoord=said), *note)


def first_questions(view: View) -> list[Item]:
    """What to talk about, in the order of the conversation."""
    rapport = view.rapport
    blokken = blocks(rapport.afspraken)
    found = _in_turn(blokken, lambda b: [p for p in punten(b) if p.reden != "verschil"], lambda p: p.vraag)
    ordered = sorted(found, key=lambda each: place_in(rapport, each[0]))
    return [Item((*_asked(view, punt.vraag), *_at(at, blokken))) for punt, at in ordered]


def _asked(view: View, vraag: str) -> Text:
    row = view.rapport.vragen.get(vraag)
    return plain(row.vraag if row else vraag)


def _in_turn(
    blokken: Sequence[FaseBlock], rows: Callable[[FaseBlock], Sequence[T]], key: Callable[[T], object]
) -> list[tuple[T, list[FaseBlock]]]:
    """What stands in the blocks, each once with the blocks in which it stands: first what is in all, then in turn."""
    per_blok = [[*rows(blok)] for blok in blokken]
    found: dict[object, tuple[T, list[FaseBlock]]] = {}
    for row_of_each in zip_longest(*per_blok):
        for row in row_of_each:
            if row is not None:
                found.setdefault(key(row), (row, []))
    for blok, rows_of_it in zip(blokken, per_blok, strict=True):
        for same in dict.fromkeys(map(key, rows_of_it)):
            found[same][1].append(blok)
    return sorted(found.values(), key=lambda each: len(each[1]) < len(blokken))


def _at(some: Sequence[FaseBlock], blokken: Sequence[FaseBlock]) -> Text:
    """At which themas something is so, where it is not so at all of them."""
    if len(some) == len(blokken):
        return EMPTY
    return told("bewoners.bij", waar=own(named_blocks(some, blokken)))
