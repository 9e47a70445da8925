"""What `transfer --steps` shows: per bevoegdheid who decides what, after what, and until when."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from wijktoets import texts
from wijktoets.engine.advice.transfer.value import Overdracht, WegstapRij
from wijktoets.telling.in_words import worded
from wijktoets.telling.powers import grade
from wijktoets.telling.tree import Gap, Heading, Item, Line, Listing, Part, Sheet, item, sentence
from wijktoets.texts.wording import day, listed

from .screen import closing_lines, of_power, opening


@worded(lambda found: [found.woorden])
def steps_sheet(found: Overdracht, versions: bool = False, supposed: Mapping[str, str] | None = None) -> Sheet:
    """The whole screen; `supposed` are answers of a what-if."""
    parts = [*opening(found, supposed)]
    if found.stappen:
        parts.append(sentence(texts.text("transfer.stappen.uitleg"), level=1))
    elif found.bevoegdheden:
        parts.append(sentence(texts.text("transfer.recht_niet_bekeken"), level=1))
    for (thema, name), same in groupby(found.stappen, lambda step: (step.thema, step.bevoegdheid)):
        rows = [*same]
        parts += [Gap(), of_power(found, thema, name), *_of_one(found, rows)]
    further = texts.text("transfer.verder_stappen", bestand=found.bestand)
    return (*parts, *closing_lines(found, further, versions))


def _of_one(found: Overdracht, rows: Sequence[WegstapRij]) -> Iterable[Part]:
    wished = rows[0].dag
    key = "transfer.stappen.dag" if wished else "transfer.stappen.geen_dag"
    yield sentence(texts.text(key, datum=day(wished) if wished else ""))
    if any(row.te_laat for row in rows):
        yield sentence(texts.text("transfer.stappen.te_laat"))
    numbers = {row.id: str(number) for number, row in enumerate(rows, 1)}
    for moment, same in groupby(rows, lambda row: row.moment):
        if moment == "na":
            yield Heading(texts.text("transfer.stappen.kop_na"), level=3)
        yield Listing(tuple(_step(found, row, numbers) for row in same))


def _step(found: Overdracht, row: WegstapRij, numbers: Mapping[str, str]) -> Item:
    who = texts.text(f"transfer.wie_doet.{row.wie}")
    source = (*row.bron, *grade(row.bronstatus))
    return item(
        numbers[row.id],
        texts.text("transfer.stappen.stap", wie=who, wat=row.wat),
        source=source,
        details=tuple(_details(found, row, numbers)),
    )


def _details(found: Overdracht, row: WegstapRij, numbers: Mapping[str, str]) -> Iterable[Line]:
    if row.gedaan:
        yield texts.text("transfer.stappen.gedaan")
    after = listed(sorted((numbers[name] for name in row.na), key=int))
    when = "na" if row.moment == "na" else "te_laat" if row.te_laat else "op_tijd"
    dated = texts.text(f"transfer.stappen.uiterlijk.{when}", datum=day(row.uiterlijk)) if row.uiterlijk else ""
    told = [texts.text("transfer.stappen.na", stappen=after)] if after else []
    if row.weken and not row.gedaan:
        told.append(texts.text("transfer.stappen.weken", n=row.weken))
    line = " ".join(part for part in (dated, *told) if part)
    if line:
        yield line
    if not row.zeker:
        yield asked_first(found, row.vragen)
    if row.toelichting:
        yield row.toelichting


def asked_first(found: Overdracht, vragen: Iterable[str]) -> str:
    """What decides whether a step or an element belongs here at all."""
    return texts.text("transfer.als_dit_speelt", vragen=" ".join(found.vragen[vraag] for vraag in vragen))
