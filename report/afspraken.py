"""Composes the sheet to sign: who does what per thema and fase, what is agreed, what is still to fill in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok as ThemaBlok
from wijktoets.engine.advice.folding import blocks, eisen, gaten, punten, shared
from wijktoets.engine.advice.plan_value import Plan
from wijktoets.engine.rapport import AfspraakRapport, Rapport, StandpuntRij
from wijktoets.engine.words import ONDERDELEN
from wijktoets.texts.wording import antwoord, begin_upper, day, ended

from .document import (
    LEEG,
    Alinea,
    Blok,
    Document,
    Feit,
    Feiten,
    Invulruimte,
    Kop,
    Lijst,
    Punt,
    Stuk,
    Tabel,
    Tekst,
    plain,
)
from .frame import fixed_line, footer, metadata, parties, subtitle, warnings
from .head import where
from .lists import TO_ARRANGE, must
from .phrases import party, words_for
from .points import in_order, question_line, weighed_by, weighed_line
from .thema import facts, title
from .view import View

ROW_HEIGHT = 7
WRITE_HEIGHT = 12
SIGN_HEIGHT = 12
"""Of rows with a date to fill in, with an afspraak, and to sign in, in millimetres."""


def afspraken(rapport: Rapport, plan: Plan | None = None, supposed: Mapping[str, str] | None = None) -> Document:
    """The sheet of one dossier, about two pages; `supposed` are answers of a what-if."""
    view = View(rapport, everything=True)
    found = blocks(rapport.afspraken)
    standen = {id(blok): _stand(rapport, blok) for blok in found}
    common = _in_all(list(standen.values()))
    opening = Alinea(plain(_text(rapport, "inleiding")), "inleiding")
    body: list[Blok] = [*warnings(rapport, supposed), opening, _about(rapport)]
    for _, of_thema in groupby(found, key=lambda b: b.first.thema):
        own = list(of_thema)
        body += _thema(view, own)
        for blok in own:
            fasen = f": {title(blok, several=True)}" if len(own) > 1 else ""
            body += _points(rapport, standen[id(blok)].without(common), fasen)
    if points := list(_points(rapport, common)):
        where = "themas" if len({blok.first.thema for blok in found}) > 1 else "fasen"
        body += [Kop(texts.text(f"report.blad.overal.{where}")), *points]
    body += [*_acties(rapport, plan), *_look_back(rapport)]
    body += [fixed_line(rapport, key) for key in ("blijft_bij_raad", "geen_oordeel")]
    body += _signing(rapport)
    return Document(
        titel=texts.text("report.blad.titel", naam=rapport.dossier),
        ondertitel=subtitle(rapport, begin_upper(texts.text("report.soorten.afspraken"))),
        metadata=metadata(rapport),
        blokken=tuple(body),
        voetregel=footer(rapport),
        dicht=True,
    )


def _about(rapport: Rapport) -> Feiten:
    """Where it is about, and who agree."""
    facts = (("gebied", where(rapport)), ("partijen", parties(rapport)))
    return Feiten(tuple(Feit(texts.text(f"report.feiten.{key}"), plain(value)) for key, value in facts if value))


def _text(rapport: Rapport, key: str) -> str:
    """A sentence that differs between what is proposed and what was agreed."""
    return texts.text(f"report.blad.{key}.{'voorstel' if rapport.status == 'voorstel' else 'anders'}")


def _thema(view: View, blokken: Sequence[ThemaBlok]) -> Iterable[Blok]:
    """One thema: its facts, and who does what per fase."""
    yield Kop(title(blokken[0], several=False))
    for blok in blokken:
        yield facts(view, blok, "report.feiten.zeggenschap")
    yield from _roles(view.rapport, [a for blok in blokken for a in blok.afspraken])


def _roles(rapport: Rapport, afspraken: Sequence[AfspraakRapport]) -> Iterable[Blok]:
    """Who leads, organises, decides and carries out (L194), in a column for each set of fasen that are equal."""
    rows = rapport.wie_doet_wat
    if not rows:
        return
    columns: list[tuple[list[AfspraakRapport], list[Tekst]]] = []
    for afspraak in afspraken:
        cells = [_role(rapport, afspraak, row.vragen) for row in rows]
        same = next((fasen for fasen, known in columns if known == cells), None)
        if same is None:
            columns.append(([afspraak], cells))
        else:
            same.append(afspraak)
    heads = [
        begin_upper(", ".join(texts.text(f"scherm.fasen.{a.fase}") for a in fasen))
        if len(columns) > 1
        else texts.text("report.blad.afspraak")
        for fasen, _ in columns
    ]
    yield Tabel(
        texts.text("report.blad.wie_doet_wat_bijschrift", thema=afspraken[0].thema),
        (texts.text("report.blad.rol"), *heads),
        tuple((plain(row.naam), *(cells[i] for _, cells in columns)) for i, row in enumerate(rows)),
        breedtes=(3, *[9 // len(columns) or 1] * len(columns)),
        schrijfhoogte=ROW_HEIGHT,
    )


def _role(rapport: Rapport, afspraak: AfspraakRapport, vragen: Sequence[str]) -> Tekst:
    """What was said at the questions about a role; nothing, so room to write, where that is not settled."""
    told = [line for vraag in vragen if (line := _settled(rapport, afspraak.antwoorden.get(vraag, []), vraag))]
    return plain(" ".join(told))


def _settled(rapport: Rapport, given: Sequence[StandpuntRij], vraag: str) -> str:
    """What all agree on; a yes to a question is told by its note. Empty where parties differ or nothing is known."""
    counts = [s for s in given if s.door == "samen"] or given
    words = {s.antwoord for s in counts}
    if len(words) != 1 or words & {"onbekend", "nvt", "nee"}:
        return ""
    row = rapport.vragen.get(vraag)
    notes = " ".join(ended(s.toelichting) for s in counts if s.toelichting)
    if row is None or not row.opties:
        return notes
    return f"{ended(antwoord(counts[0], row))} {notes}".strip()


@dataclass(frozen=True, slots=True)
class Stand:
    """What is agreed, what was agreed otherwise, and what is still to fill in with an example to start from."""

    agreed: tuple[str, ...]
    weighed: tuple[str, ...]
    to_fill_in: tuple[tuple[str, str | None], ...]

    def without(self, common: "Stand") -> "Stand":
        """What it holds beside what stands elsewhere already."""
        return Stand(
            tuple(name for name in self.agreed if name not in common.agreed),
            tuple(line for line in self.weighed if line not in common.weighed),
            tuple(row for row in self.to_fill_in if row not in common.to_fill_in),
        )


def _stand(rapport: Rapport, blok: ThemaBlok) -> Stand:
    """How it stands with what must be there in a block, in the order of the onderdelen."""
    done = [e for e in eisen(blok) if e.norm == "moet" and e.status == "geborgd"]
    agreed = [e.naam for onderdeel in ONDERDELEN for e in done if e.onderdeel == onderdeel]
    weighed = (" ".join([weighed_line(row), *weighed_by(row)]) for row in blok.first.afwegingen)
    holes = sorted((g for g in gaten(blok) if must(g.rij, blok)), key=lambda g: g.rij.aard not in TO_ARRANGE)
    asked = {o.vraag for gat in holes for o in gat.rij.open_vragen}
    differing = [p for p in punten(blok) if p.reden == "verschil" and p.vraag not in asked]
    rows = [(ended(gat.rij.naam), gat.rij.voorbeeldtekst) for gat in holes]
    rows += [(question_line(rapport, punt), None) for punt in in_order(rapport, differing)]
    return Stand(tuple(ended(name) for name in dict.fromkeys(agreed)), tuple(weighed), tuple(rows))


def _in_all(standen: Sequence[Stand]) -> Stand:
    """What stands in every one of two or more blocks: that is shown once."""
    return Stand(
        tuple(shared([s.agreed for s in standen], lambda name: name)),
        tuple(shared([s.weighed for s in standen], lambda line: line)),
        tuple(shared([s.to_fill_in for s in standen], lambda row: row)),
    )


def _points(rapport: Rapport, stand: Stand, fasen: str = "") -> Iterable[Blok]:
    """What is agreed, what was agreed otherwise, and room to write what is not."""
    if stand.agreed:
        key = "geldt" if rapport.status == "voorstel" else "geldt_al"
        yield Kop(texts.text(f"report.blad.{key}") + fasen, 3)
        yield Lijst(tuple(Punt(plain(name)) for name in stand.agreed), kort=True)
    if stand.weighed:
        yield Kop(texts.text("report.koppen.anders") + fasen, 3)
        yield Lijst(tuple(Punt(plain(line)) for line in stand.weighed))
    if stand.to_fill_in:
        yield Kop(texts.text("report.blad.invullen") + fasen, 3)
        yield Tabel(
            texts.text("report.blad.invullen_bijschrift"),
            words_for("report.blad.invullen_kop"),
            tuple((_example(name, example), LEEG) for name, example in stand.to_fill_in),
            rijkoppen=False,
            breedtes=(9, 7),
            schrijfhoogte=WRITE_HEIGHT,
        )


def _example(name: str, example: str | None) -> Tekst:
    """What an afspraak is about, with a text to start from where the pack has one."""
    told = (Stuk(name, "sterk"),)
    return (*told, Stuk(" " + texts.text("report.blad.voorbeeld", tekst=example))) if example else told


def _acties(rapport: Rapport, plan: Plan | None) -> Iterable[Blok]:
    """The steps that were chosen, with owner and date; then those of the plan that are not chosen yet."""
    chosen = [a for a in rapport.acties if a.status != "vervallen"]
    rows = [
        (
            ended(a.wat),
            party(a.trekker),
            day(a.wanneer) if a.wanneer else "",
            texts.text(f"scherm.actie_status.{a.status}").lower(),
        )
        for a in chosen
    ]
    known = {a.waarborg for a in chosen}
    for step in plan.acties if plan is not None and plan.mogelijk else []:
        if step.waarborg not in known:
            rows.append((ended(step.wat), party(step.trekker), "", texts.text("report.blad.voorstel_stap")))
    if not rows:
        return
    yield Kop(texts.text("report.blad.acties"))
    yield Tabel(
        texts.text("report.blad.acties_bijschrift"),
        words_for("report.blad.acties_kop"),
        tuple(tuple(plain(cell) for cell in row) for row in rows),
        rijkoppen=False,
        breedtes=(10, 3, 4, 3),
        schrijfhoogte=ROW_HEIGHT,
    )


def _look_back(rapport: Rapport) -> Iterable[Blok]:
    """Room to write the day to look back of each thema that has none; where there is one, its facts name it."""
    for thema in dict.fromkeys(a.thema for a in rapport.afspraken):
        days = {a.terugkijken_op for a in rapport.afspraken if a.thema == thema and a.terugkijken_op}
        if not days:
            yield Invulruimte(texts.text("report.blad.terugkijken_open", thema=begin_upper(thema)), 1)


def _signing(rapport: Rapport) -> Iterable[Blok]:
    """Room to sign for each party; for wijk and gemeente when the dossier names none."""
    names = [p.naam for p in rapport.partijen] or [texts.text(f"scherm.partijen.{p}") for p in ("wijk", "gemeente")]
    yield Kop(texts.text("report.blad.tekenen"))
    yield Alinea(plain(texts.text("report.blad.tekenen_uitleg")))
    heads = words_for("report.blad.tekenen_kop")
    yield Tabel(
        texts.text("report.blad.tekenen_bijschrift"),
        heads,
        tuple((plain(name), *(LEEG for _ in heads[1:])) for name in names),
        breedtes=(5, 5, 3, 6),
        schrijfhoogte=SIGN_HEIGHT,
    )
