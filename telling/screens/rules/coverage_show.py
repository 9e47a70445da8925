"""A line of the source beside what rests on it, or a thing of the packs beside the lines that it rests on."""

from collections.abc import Iterator, Sequence

from wijktoets.engine.upkeep.coverage.coverage import Dekking, IdRij, RegelRij, ThingRij, Verwijzing
from wijktoets.engine.upkeep.coverage.words import lines_named
from wijktoets.telling.grounds import kind_word
from wijktoets.telling.tree import Beside, Gap, Heading, Part, Sheet, sentence, words
from wijktoets.texts import text

from .coverage import covered, outcomes, why


def show_sheet(dekking: Dekking, only: Dekking, source: str | None) -> Sheet:
    """Each thing that was asked for, with what lies across from it.

    Args:
        dekking: the whole matrix; `only` the part to show.
        source: the text of the source, to show the lines themselves.
    """
    found: list[Part] = []
    for left, right, cited in _pairs(dekking, only):
        found += [*((Gap(),) if found else ()), Beside(tuple(left), tuple(right))]
        found += _quoted(source, cited) if source is not None else ()
    return tuple(found)


def _pairs(dekking: Dekking, only: Dekking) -> Iterator[tuple[Iterator[Part], Iterator[Part], list[int]]]:
    """What stands left, what stands right, and the lines of the source that it is about."""
    for row in only.regels:
        yield _told("regel", row), _across(dekking, "rust", row.draagt, why(row)), [int(row.regel[1:])]
    for thing in only.dingen:
        yield _thing(thing), _lines(dekking, thing.bron, "rust_op"), _numbers(thing.bron)
    for entry in only.ids:
        yield (
            _told("id", entry, *(Gap(), *_lines(dekking, entry.bron, "staat_in"))),
            _across(dekking, "dekt", entry.gedekt_door, words(covered(entry))),
            _numbers(entry.bron),
        )


def _numbers(bron: Sequence[str]) -> list[int]:
    return [number for item in bron for _, number in lines_named(item)]


def _told(key: str, row: RegelRij | IdRij, *more: Part) -> Iterator[Part]:
    name = row.regel if isinstance(row, RegelRij) else row.id
    yield from (Heading(text(f"coverage.show.{key}", naam=name)), sentence(row.zegt, level=1), *more)


def _across(dekking: Dekking, key: str, things: Sequence[Verwijzing], reason: str) -> Iterator[Part]:
    """Each thing by name, with below it what it is and how it rests on its lines; or why there is none."""
    yield Heading(text(f"coverage.show.{key}" if things else f"coverage.show.{key}_niets"))
    rows = {(d.soort, d.id): d for d in dekking.dingen}
    for row in (rows[thing.soort, thing.id] for thing in things):
        yield from (sentence(row.naam, level=1), sentence(_kind(row)), sentence(_grounds(row)))
    if not things:
        yield sentence(reason, level=1)


def _kind(row: ThingRij) -> str:
    return text("coverage.ding", soort=kind_word(row.soort), id=row.id)


def _grounds(row: ThingRij) -> str:
    """The lines of a thing, and how it rests on them."""
    return text(f"explain.basis.{row.basis}" if row.basis else "coverage.op", vindplaats=", ".join(row.bron))


def _thing(row: ThingRij) -> Iterator[Part]:
    yield from (Heading(_kind(row)), sentence(row.naam, level=1), sentence(_grounds(row)))
    if row.afleiding:
        yield sentence(row.afleiding)
    if row.dekt:
        yield sentence(text("coverage.dekt", ids=", ".join(row.dekt)))
    shown = outcomes(row)
    if shown:
        yield sentence(text("coverage.voorbeelden", uitkomsten=shown))


def _lines(dekking: Dekking, bron: Sequence[str], heading: str) -> Iterator[Part]:
    """The lines that are cited, in own words; what is no line of the source as it was cited."""
    says = {row.regel: row.zegt for row in dekking.regels}
    yield Heading(text(f"coverage.show.{heading}"))
    for item in bron:
        told = text("coverage.show.zegt", regel=item, zegt=says[item]) if item in says else item
        yield sentence(told, level=1)


def _quoted(source: str, cited: Sequence[int]) -> Iterator[Part]:
    """The lines as they stand in the source."""
    lines = source.split("\n")
    for number in dict.fromkeys(cited):
        if number <= len(lines):
            yield from (Gap(), Heading(text("coverage.show.letterlijk", regel=f"L{number}")))
            yield sentence(lines[number - 1].strip(), level=1)
