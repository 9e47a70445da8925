"""The screen of `explain`: one rule or question with all that is under it, or per thema the chain to the uitkomst."""

from collections.abc import Iterator, Mapping

from wijktoets.engine.advice.explain.explain import nodes
from wijktoets.engine.advice.explain.value import AfspraakUitleg, EisUitleg, Uitleg, VraagUitleg
from wijktoets.engine.result.rapport import AfwegingRij
from wijktoets.telling.grounds import norm_words, source_words
from wijktoets.telling.head import closing
from wijktoets.telling.in_words import worded
from wijktoets.telling.phrases import level, wishes_told
from wijktoets.telling.screens.around import foot, head
from wijktoets.telling.tree import (
    Gap,
    Heading,
    Line,
    Listing,
    Paragraph,
    Part,
    Sheet,
    Span,
    item,
    sentence,
)
from wijktoets.texts import text
from wijktoets.texts.wording import counted, day, listed, period, said, variant

from .chain import chain, chain_parts
from .change import changes
from .chart import chart_of
from .conditions import answers, place, tree
from .words import asked, back, holds, question, rule, stand, stand_because, thema


@worded(lambda uitleg: [uitleg.woorden])
def explain_sheet(uitleg: Uitleg, supposed: Mapping[str, str], verbosity: int = 0, chart: bool = False) -> Sheet:
    """An Uitleg as it is read; `supposed` are the answers of --set.

    Args:
        chart: whether to show one rule or question as a chart too.
    """
    whole = uitleg.waarborg is None and uitleg.vraag is None
    parts = [*head(uitleg, uitleg.als_wens, supposed)]
    if uitleg.waarborg is not None:
        parts += [Gap(), *_waarborg(uitleg, uitleg.waarborg)]
    if uitleg.vraag is not None:
        parts += [Gap(), *_vraag(uitleg, uitleg.vraag)]
    for here in chain_parts(uitleg):
        parts += [Gap(), Heading(thema(here.first.thema, here.fasen)), *chain(uitleg, here, verbosity > 0)]
    for part in () if whole else uitleg.afspraken:
        parts += [Gap(), Heading(thema(part.thema, part.fasen))]
        if part.vraag is not None:
            parts += _resting(uitleg, part, part.vraag)
        else:
            parts += _one(uitleg, part, part.eisen[0], verbosity > 0)
    if chart and not whole:
        parts += [Gap(), chart_of(uitleg)]
    parts += _sources(uitleg)
    further = text("explain.verder", bestand=uitleg.bestand) if whole and verbosity >= 0 else ""
    packs = uitleg.pakketten if verbosity > 0 else ()
    return (*parts, *foot(closing(uitleg.teksten), further, packs, sources=verbosity > 0))


def _strong(words: str) -> Paragraph:
    return Paragraph((Span(words, "strong"),))


# One waarborg


def _waarborg(uitleg: Uitleg, name: str) -> Iterator[Part]:
    row = uitleg.waarborgen[name]
    yield Heading(text("explain.naam", naam=row.naam, id=row.id))
    yield sentence(text("explain.waarom", waarom=row.waarom))
    yield sentence(text("explain.wie", wie=text(f"explain.wie_is.{row.rust_op}")))
    yield sentence(norm_words(row.norm))
    yield sentence(source_words(row))
    if row.afleiding:
        yield sentence(text("explain.afleiding", afleiding=row.afleiding))
    if row.hard:
        yield sentence(text("explain.hard"))


def _one(uitleg: Uitleg, part: AfspraakUitleg, eis: EisUitleg, everything: bool) -> Iterator[Part]:
    yield sentence(_wish(uitleg, part, eis))
    yield _strong(stand_because(uitleg, eis))
    if eis.nvt_reden:
        row = uitleg.waarborgen[eis.waarborg]
        fasen, when = listed(row.fasen or ()), period(row.geldig) if row.geldig else ""
        yield sentence(said(f"explain.nvt_reden.{eis.nvt_reden}", back(uitleg), fasen=fasen, periode=when))
    yield from (sentence(_afweging(afweging)) for afweging in eis.afwegingen)
    if eis.als is not None and eis.nvt_reden not in ("fase", "datum"):
        yield sentence(text("explain.als"))
        yield tree(uitleg, eis.als)
        yield sentence(said(f"explain.als_stand.{eis.als_stand}", back(uitleg)))
    yield sentence(text("explain.voldaan"))
    yield tree(uitleg, eis.voldaan_als)
    if eis.open_vragen and eis.status != "nvt" and len(asked((eis.als, eis.voldaan_als))) > 1:
        yield sentence(counted(variant("explain.nog_vragen", back(uitleg)), len(eis.open_vragen)))
        known = uitleg.vragen
        names = (known[row.vraag].vraag if row.vraag in known else row.vraag for row in eis.open_vragen)
        yield Listing(tuple(item("-", name) for name in names))
    yield from changes(uitleg, part, everything)


def _wish(uitleg: Uitleg, part: AfspraakUitleg, eis: EisUitleg) -> Line:
    if part.gewenst != "onbekend":
        norm = text(f"explain.norm.{eis.norm or 'niet'}")
        key = "explain.wens_als" if uitleg.als_wens else "explain.wens"
        return said(key, back(uitleg), archetype=level(part.gewenst), norm=norm)
    return wishes_told(part.gewensten, back(uitleg)) or said("explain.wens_onbekend", back(uitleg))


def _afweging(afweging: AfwegingRij) -> str:
    who = listed(text(f"explain.wie_is.{w}") for w in afweging.besloten_door)
    lines = [text("explain.afweging", wie=who, reden=afweging.reden)]
    if afweging.geldig_tot:
        lines.append(text("explain.afweging_tot", datum=day(afweging.geldig_tot)))
    if afweging.waarom_niet:
        lines.append(text(f"explain.afweging_niet.{afweging.waarom_niet}"))
    return " ".join(lines)


def _sources(uitleg: Uitleg) -> Iterator[Part]:
    """What the dossier calls its sources, as far as an answer on the screen names them."""
    conditions = [c for part in uitleg.afspraken for eis in part.eisen for c in (eis.als, eis.voldaan_als)]
    conditions += [step.voorwaarde for part in uitleg.afspraken if part.keten for step in part.keten.ladder]
    answered = [at.antwoorden for at in nodes(*conditions)]
    answered += [part.vraag.antwoorden for part in uitleg.afspraken if part.vraag is not None]
    cited = " ".join(b for answers in answered for said in answers for b in said.bron or ())
    named = {name: what for name, what in uitleg.bronnen.items() if name in cited}
    if named:
        lines = (text("explain.bronregel", naam=name, omschrijving=what) for name, what in named.items())
        yield Gap()
        yield sentence(text("explain.bronnen"), level=1)
        yield Listing(tuple(item("-", line) for line in lines))


# One question


def _vraag(uitleg: Uitleg, name: str) -> Iterator[Part]:
    yield Heading(text("explain.naam", naam=question(uitleg, name), id=name))
    if known := uitleg.vragen.get(name):
        yield sentence(text("explain.vraag.bron", vindplaats=", ".join(known.bron)))


def _resting(uitleg: Uitleg, part: AfspraakUitleg, vraag: VraagUitleg) -> Iterator[Part]:
    """What was said at a question, and all that asks it, each with how it stands."""
    if vraag.reden is not None:
        yield _strong(said("explain.stand", back(uitleg), stand=said(f"explain.stand_is.{vraag.reden}", back(uitleg))))
    if vraag.antwoorden:
        yield sentence(text("explain.vraag.gezegd"))
        yield Listing(tuple(answers(uitleg, vraag, nested=True)))
        yield from (sentence(line) for line in place(vraag))
    rules = [
        text("explain.vraag.regel", regel=rule(uitleg, eis.waarborg), stand=stand(uitleg, eis)) for eis in part.eisen
    ]
    rules += [holds(uitleg, row) for row in vraag.steunt]
    yield sentence(text("explain.vraag.steunt" if rules else "explain.vraag.niets"))
    if rules:
        yield Listing(tuple(item("-", line) for line in rules))
