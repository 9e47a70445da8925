"""What `transfer --routes` shows of a Wegenkaart: forms beside routes, and below it the conditions of each cell."""

from collections.abc import Iterable, Sequence

from wijktoets import texts
from wijktoets.engine.advice.transfer.value import Punt, VormRij, VormWegRij, Wegenkaart
from wijktoets.engine.result.rapport import TekstRij
from wijktoets.telling.in_words import worded
from wijktoets.telling.screens.around import foot
from wijktoets.telling.tree import Gap, Heading, Item, Listing, Part, Sheet, Table, grid, item, sentence
from wijktoets.texts.wording import day, listed

from .screen import points_named


@worded(lambda found: [found.woorden])
def map_sheet(found: Wegenkaart) -> Sheet:
    """The whole screen: the table, then the routes, then each form."""
    return (
        Heading(texts.text("transfer.kaart.kop", datum=day(found.peildatum)), level=1),
        sentence(texts.text("transfer.kaart.uitleg"), level=1),
        _table(found),
        Gap(),
        Heading(texts.text("transfer.kaart.wegen")),
        Listing(
            tuple(item("-", f"{weg.naam}. {weg.beslist} {weg.terug}", source=tuple(weg.bron)) for weg in found.wegen)
        ),
        Gap(),
        Heading(texts.text("transfer.kaart.vormen")),
        *(part for form in found.vormen for part in _form(found, form)),
        *foot([TekstRij(tekst=texts.text("transfer.versie"), bron=[]), found.teksten["geen_oordeel"]]),
    )


def _table(found: Wegenkaart) -> Table:
    header = ("", *(texts.text(f"transfer.kaart.kolom.{weg.weg}") for weg in found.wegen))
    rows = tuple((_short(form), *(_cell(found, cell) for cell in form.cellen)) for form in found.vormen)
    return grid(header, rows, level=1)


def _short(form: VormRij) -> str:
    return texts.text(f"transfer.kaart.vorm.{form.aan}")


def _cell(found: Wegenkaart, cell: VormWegRij) -> str:
    if cell.stand != "open":
        return texts.text(f"transfer.kaart.cel.{cell.stand}")
    if set(cell.van) != set(found.houders):
        return texts.text("transfer.kaart.cel.alleen", van=listed(cell.van))
    return texts.text("transfer.kaart.cel.open")


def _form(found: Wegenkaart, form: VormRij) -> Iterable[Part]:
    yield Heading(form.naam.rstrip("."), level=3)
    items = [_item(texts.text("transfer.kaart.altijd"), form.altijd)] if form.altijd else []
    for cell in form.cellen:
        points = [*cell.eerst, *cell.te_regelen, *cell.let_op]
        if cell.stand == "open" and points:
            items.append(_item(next(weg.naam for weg in found.wegen if weg.weg == cell.weg), points))
    if items:
        yield Listing(tuple(items))
    else:
        yield sentence(texts.text("transfer.kaart.niets_meer"))


def _item(name: str, points: Sequence[Punt]) -> Item:
    return item("-", texts.text("transfer.kaart.bij", naam=name, punten=points_named(points)))
