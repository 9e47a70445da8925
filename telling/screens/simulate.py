"""The screen of `simulate`: how often what came out, where something was left to arrange, what that does not say."""

from wijktoets import texts
from wijktoets.engine.advice.simulate.value import Simulatie, SimulatieRij
from wijktoets.telling.in_words import worded
from wijktoets.telling.pictures.shares import group_name, percent, shares_figure
from wijktoets.telling.tree import Figure, Gap, Sheet, Table, plain, sentence
from wijktoets.texts.wording import counted

NAMES = {"moet_niet_onderdeel": "scherm.onderdelen", "moet_niet_rust_op": "scherm.partijen"}


@worded(lambda found: [found.woorden])
def simulate_sheet(found: Simulatie) -> Sheet:
    """What was counted, as it is read."""
    if not found.rijen:
        return (sentence(counted("simulate.telling", found.afspraken, keer=found.draws), level=1),)
    drawn = any(row.seed is not None for row in found.rijen)
    lines = [counted("simulate.telling", found.afspraken, keer=found.draws) if drawn else texts.text("simulate.exact")]
    if found.lezingen:
        lines.append(counted("simulate.lezingen", found.lezingen))
    missing = _missing(found)
    return (
        *(sentence(line, level=1) for line in lines),
        Gap(),
        shares_figure(found, "aandelen"),
        Gap(),
        *((missing, Gap()) if missing.rows else ()),
        sentence(texts.text("simulate.over_regels"), level=1),
    )


@worded(lambda found: [found.woorden])
def simulate_picture(found: Simulatie) -> Figure:
    """The same as one picture."""
    return shares_figure(found, "aandelen")


def _missing(found: Simulatie) -> Table:
    """Per group in which share of the draws a moet-eis of an onderdeel, or of a party, was not met."""
    heads = tuple(texts.text(f"simulate.tabel.{key}") for key in ("groep", "wat", "deel"))
    rows = tuple(
        (plain(group_name(row.groep)), plain(_name(row)), plain(percent(row.aandeel)))
        for row in found.rijen
        if row.maat in NAMES and row.aandeel
    )
    return Table(texts.text("simulate.tabel.ontbreekt"), heads, rows, numbers=frozenset({2}), wide=1)


def _name(row: SimulatieRij) -> str:
    return texts.text(f"{NAMES[row.maat]}.{row.waarde}")
