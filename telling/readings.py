"""What another reading of the source is, and what it changes, in words."""

from collections.abc import Iterable, Mapping

from wijktoets.engine.advice.folding import FaseBlock
from wijktoets.engine.model.words import ARCHETYPES, Archetype
from wijktoets.engine.result.rapport import LezingRij, LezingUitleg, Rapport
from wijktoets.texts import all_texts, text
from wijktoets.texts.wording import begin_upper, ended, listed, said

from .phrases import SourcedSentence, level
from .tree import Heading, Item, Part, Table, Text, item, own, plain, sentence, sourced


def reading_words(uitleg: LezingUitleg) -> str:
    """What a reading reads otherwise: of a norm at which archetypes, and what it is instead."""
    if uitleg.veld != "norm":
        return text(f"lezingen.{uitleg.veld}", naam=uitleg.naam)
    new = uitleg.norm or {}
    changed = [a for a in ARCHETYPES if new.get(a) != uitleg.nu.get(a)]
    first = changed[0]
    return text(
        "lezingen.norm",
        naam=uitleg.naam,
        archetypen=listed(level(a) for a in changed),
        norm=_norm(new, first),
        nu=_norm(uitleg.nu, first),
    )


def _norm(normen: Mapping[Archetype, str], archetype: Archetype) -> str:
    """How much is asked at an archetype, in the words of the tables."""
    return text(f"report.punten.norm.{normen[archetype]}") if archetype in normen else text("lezingen.norm_weg")


def otherwise(rapport: Rapport, blok: FaseBlock) -> Iterable[SourcedSentence]:
    """In one line that another reading alone changes what comes out; which, when there is only one."""
    rows = {row.id: row for afspraak in blok.afspraken for row in afspraak.lezingen}
    if len(rows) > 1:
        yield SourcedSentence(text("lezingen.meer_veranderen", n=len(rows), bestand=rapport.bestand))
    elif rows:
        (row,) = rows.values()
        lines = rapport.lezingen[row.id].bron
        then = consequence(row, rapport.status == "terugblik")
        yield SourcedSentence(text("lezingen.een_verandert", vindplaats=listed(lines), gevolg=then))


def readings(
    rows: Iterable[tuple[LezingRij, str]], uitleg: Mapping[str, LezingUitleg], terugblik: bool
) -> Iterable[Item]:
    """Readings that alone change what comes out: what each reads otherwise, what comes out then, and why one may.

    Args:
        rows: each reading, with in which fasen where that is not all.
        terugblik: whether they are of a look back.
    """
    for row, only in rows:
        about = uitleg[row.id]
        then = begin_upper(text("lezingen.dan", gevolg=consequence(row, terugblik)))
        told = ended(f"{then} ({only})" if only else then)
        yield item("-", f"{ended(reading_words(about))} {told}", source=about.bron, details=[about.waarom])


def readings_table(rapport: Rapport, delen: Iterable[tuple[str, FaseBlock]]) -> Iterable[Part]:
    """The readings that alone change what comes out: a row for each part, by its head, and reading."""
    rows: list[tuple[Text, ...]] = []
    for head, blok in delen:
        for row in {row.id: row for afspraak in blok.afspraken for row in afspraak.lezingen}.values():
            about = rapport.lezingen[row.id]
            then = begin_upper(text("lezingen.dan", gevolg=consequence(row, rapport.status == "terugblik")))
            why = sourced(about.waarom, about.bron)
            rows.append((own(head), plain(ended(reading_words(about))), plain(ended(then)), why))
    if rows:
        yield Heading(text("report.koppen.lezingen"))
        yield sentence(text("report.lezingen.uitleg"))
        heads = tuple(all_texts()["report"]["lezingen"]["kop"])
        yield Table(text("report.lezingen.bijschrift"), heads, tuple(rows), widths=(4, 7, 5, 8))


def consequence(row: LezingRij, terugblik: bool) -> str:
    """What comes out with this reading: the uitkomst, or at which archetypes it is otherwise."""
    if row.uitkomst is not None:
        return said(f"lezingen.uitkomsten.{row.uitkomst}", terugblik)
    return said(
        "lezingen.gevolg_past", terugblik, archetypen=listed(level(a) for a in ARCHETYPES if a in (row.past or {}))
    )
