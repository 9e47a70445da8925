"""The faults in rules that no example notices, each with the example that would."""

from collections.abc import Iterator, Sequence

from wijktoets.engine.upkeep.mutate.mutate import Mutatie, OverleverRij
from wijktoets.telling.tree import Code, Gap, Heading, Part, Sheet, sentence, whole
from wijktoets.texts import text
from wijktoets.texts.wording import counted

from .examples import flow, pin


def mutate_sheet(found: Mutatie) -> Sheet:
    """Each fault that no example notices; then how many there were."""
    return tuple(_parts(found))


def _parts(found: Mutatie) -> Iterator[Part]:
    for pack in found.pakketten:
        yield Heading(text("rules.pakket", naam=pack.naam, versie=pack.versie), level=1)
    yield Gap()
    for rows in _together(found.overlevers):
        yield from (*_survivor(rows[0], len(rows) - 1), Gap())
    over = len(found.overlevers)
    counts = {"mutanten": counted("mutate.mutanten", found.mutanten), "regels": counted("mutate.regels", found.regels)}
    told = {"opgemerkt": found.opgemerkt, "gelijk": found.gelijk, "over": over}
    yield sentence(text("mutate.einde", **counts, **told), level=1)
    if not over:
        yield sentence(text("mutate.goed"), level=1)


def _together(rows: Sequence[OverleverRij]) -> list[list[OverleverRij]]:
    """The faults by what would notice them: those of one rule that the same words notice stand together."""
    found: dict[tuple[str, str], list[OverleverRij]] = {}
    for row in rows:
        found.setdefault((row.regel, str(row.vast or row.voorbeeld or row.plek)), []).append(row)
    return list(found.values())


def _survivor(row: OverleverRij, more: int) -> Iterator[Part]:
    facts = {key: pin(word) if key in ("oud", "nieuw") else word for key, word in row.gegevens.items()}
    wat = text(f"mutate.soorten.{row.soort}", **facts)
    yield whole(text("mutate.plek", plek=row.plek, regel=row.regel), level=1)
    if more:
        yield sentence(text("mutate.fout_en_meer", wat=wat, meer=counted("mutate.meer", more)))
    else:
        yield sentence(text("mutate.fout", wat=wat))
    if row.voorbeeld is not None:
        yield sentence(text("mutate.neem_over", verwacht=row.voorbeeld["verwacht"], kwam=row.kwam))
        yield Code((f"- {flow(row.voorbeeld)}",), level=4)
    elif row.vast is not None:
        yield sentence(text("mutate.zet_erbij"))
        yield Code((flow(row.vast)[1:-1],), level=4)
    else:
        yield sentence(text("mutate.niet_te_zien"))
