"""The screen of `sensitivity`: per thema what comes out, and on which readings of the source that hangs."""

from collections.abc import Iterator, Mapping, Sequence

from wijktoets.engine.advice.fasen import grouped
from wijktoets.engine.advice.sensitivity.value import AfspraakGevoeligheid, Gevoeligheid, Woordkans
from wijktoets.engine.model.words import Archetype
from wijktoets.telling.head import closing
from wijktoets.telling.in_words import worded
from wijktoets.telling.phrases import fasen_words, level
from wijktoets.telling.readings import consequence, reading_words
from wijktoets.telling.screens.around import foot, head
from wijktoets.telling.tree import Gap, Heading, Item, Listing, Part, Sheet, item, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import counted, ended, listed, said


@worded(lambda results: [found.woorden for found in results])
def sensitivity_sheet(results: Sequence[Gevoeligheid], verbosity: int = 0) -> Sheet:
    """Each Gevoeligheid as it is read, in the order given."""
    parts: list[Part] = []
    for found in results:
        parts += [*([Gap()] if parts else []), *_one(found, verbosity)]
    return tuple(parts)


def _one(found: Gevoeligheid, verbosity: int) -> Iterator[Part]:
    many = counted("sensitivity.lezingen", found.lezingen) if found.lezingen else text("sensitivity.geen_lezingen")
    yield from head(found, told=[many])
    letters = {name: str(number) for number, name in enumerate(found.uitleg, start=1)}
    for group in grouped(found.afspraken, _same) if found.lezingen else ():
        yield Gap()
        yield from _afspraak(group, letters, found.status == "terugblik")
    if letters:
        yield Gap()
        yield Heading(text("sensitivity.koppen.lezingen"))
        yield Listing(tuple(_reading(found, name, label) for name, label in letters.items()))
    lines = closing(found.teksten)
    if found.lezingen:
        yield Gap()
        yield sentence(text("sensitivity.geen_kans"), level=1)
    packs = found.pakketten if verbosity > 0 else ()
    yield from foot(lines, packs=packs, sources=verbosity > 0)


def _same(one: AfspraakGevoeligheid, other: AfspraakGevoeligheid) -> bool:
    return one.model_copy(update={"fase": other.fase}) == other


def _afspraak(group: Sequence[AfspraakGevoeligheid], letters: Mapping[str, str], back: bool) -> Iterator[Part]:
    first = group[0]
    fasen = fasen_words([a.fase for a in group])
    yield Heading(text("sensitivity.plek", thema=first.thema.upper(), fasen=fasen, wens=level(first.gewenst)))
    words = first.samen.woorden
    moving = [share for told in words.values() for share in told.values() if share.wanneer == "hangt_af"]
    if first.gewenst == "onbekend" and first.samen.exact and not moving:
        yield sentence(text("sensitivity.alle_altijd"))
        return
    for archetype, told in words.items():
        yield sentence(f"{_now(first, archetype, back)} {_hangs(first, archetype, told, letters, back)}")
    if first.een:
        yield sentence(text("sensitivity.een"))
        yield Listing(
            tuple(
                item(letters[row.id], ended(text("lezingen.dan", gevolg=consequence(row, back)))) for row in first.een
            )
        )
    elif moving:
        yield sentence(text("sensitivity.samen_pas"))


def _now(found: AfspraakGevoeligheid, archetype: Archetype | None, back: bool) -> str:
    if archetype is None:
        return text("sensitivity.nu", wat=_word(None, found.uitkomst, back))
    return text("sensitivity.nu_past", archetype=level(archetype), wat=_word(archetype, found.past[archetype], back))


def _word(archetype: Archetype | None, word: str, back: bool) -> str:
    return said(f"lezingen.uitkomsten.{word}" if archetype is None else f"lezingen.past.{word}", back)


def _hangs(
    found: AfspraakGevoeligheid,
    archetype: Archetype | None,
    words: Mapping[str, Woordkans],
    letters: Mapping[str, str],
    back: bool,
) -> str:
    """Whether it stays so with every reading, or else what can come out and which readings that hangs on."""
    now = found.uitkomst if archetype is None else found.past[archetype]
    possible = [(word, share) for word, share in words.items() if share.wanneer == "hangt_af"]
    if not possible:
        sure = found.samen.exact
        return text("sensitivity.altijd") if sure else text("sensitivity.altijd_gezien", n=found.samen.combinaties)
    told = (
        text(
            "sensitivity.woord",
            wat=_word(archetype, word, back),
            letters=", ".join(sorted((letters[name] for name in share.van), key=int)),
        )
        for word, share in possible
        if word != now
    )
    return text("sensitivity.hangt_af", woorden=listed(told, "scherm.of"))


def _reading(found: Gevoeligheid, name: str, label: str) -> Item:
    uitleg = found.uitleg[name]
    told = text("sensitivity.lezing", wat=reading_words(uitleg), waarom=uitleg.waarom)
    return item(label, ended(told), source=uitleg.bron)
