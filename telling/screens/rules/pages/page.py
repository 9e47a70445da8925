"""One thing of a pack as a person reads it: a regel, vraag, gespreksvraag, instrument or actie."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from wijktoets.engine.model.dossier import Standpunt
from wijktoets.engine.model.regelpakket import VELDEN
from wijktoets.engine.result.rapport import ActieRij
from wijktoets.engine.upkeep.examples import MetVerwachting
from wijktoets.engine.upkeep.pages.value import (
    Actiepagina,
    EenPagina,
    Gespreksvraagpagina,
    Instrumentpagina,
    Naamrij,
    Onderbouwd,
    Pagina,
    Regelpagina,
    Vraagpagina,
    VraagTekst,
)
from wijktoets.telling.grounds import kind_word, norm_words, source_words
from wijktoets.telling.phrases import level
from wijktoets.telling.tree import (
    Fact,
    Facts,
    Gap,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Sheet,
    Span,
    Text,
    Tree,
    grid,
    joined,
    plain,
    sentence,
    ticked,
    whole,
)
from wijktoets.texts import text
from wijktoets.texts.wording import begin_upper, day, ended, listed, period

from .condition import asked, branch, question
from .places import onderdeel_link, party_link, regel_link

NARROWEST: Final = 24
"""The fewest columns that the answers of an example get beside what comes out."""


def pages_sheet(pages: Iterable[EenPagina]) -> Sheet:
    """The pages of what has one id, each with the place where it stands."""
    found: list[Part] = []
    for page in pages:
        found += [*((Gap(),) if found else ()), *heading(page)]
        if isinstance(page, Onderbouwd):
            place = f"{page.plek.bestand}:{page.plek.regel}:{page.plek.kolom}"
            found.append(whole(text("rules.show.plek", plek=place), level=1))
        found += body(page)
    return tuple(found)


def heading(page: EenPagina, pack: Text = ()) -> Iterator[Part]:
    """What the thing says, and of what kind it is; `pack` as it is told behind it."""
    match page:
        case Regelpagina() | Instrumentpagina():
            named = page.naam
        case Vraagpagina() | Gespreksvraagpagina():
            named = page.vraag
        case Actiepagina():
            named = page.actie.wat
    yield Heading(named, level=1)
    about: list[Text] = [plain(f"{begin_upper(kind_word(page.soort))} {page.id}")]
    if isinstance(page, Regelpagina | Vraagpagina | Gespreksvraagpagina):
        about.append(onderdeel_link(page.onderdeel))
    yield Paragraph(joined([*about, *([pack] if pack else [])], " · "), level=1)


def body(page: EenPagina) -> Iterator[Part]:
    """All that there is to say below the heading."""
    match page:
        case Regelpagina():
            yield from _regel(page)
        case Vraagpagina():
            yield from _vraag(page)
        case Gespreksvraagpagina():
            fills = [text("rules.show.veld", veld=n) if n in VELDEN else question(page.vragen, n) for n in page.vult]
            yield _facts(kern="" if page.kern is None else str(page.kern), toelichting=page.toelichting, vult=fills)
            yield from _source(page)
        case Instrumentpagina():
            fills = [question(page.vragen, closes.vraag) for closes in page.sluit]
            own = {"let_op": page.kanttekening, "toelichting": page.toelichting}
            yield _facts(**own, vult=fills, acties=_named(page.acties))
            yield from _source(page)
        case Actiepagina():
            yield _facts(hoort_bij=_named(page.regels))
            yield from _acties([page.actie], page.vragen, page.instrumenten)


def _facts(**rows: str | Text | list[str] | None) -> Facts:
    """What there is to say, each behind its name (a list: a line each)."""
    found: list[Fact] = []
    for key, told in rows.items():
        name = text(f"rules.show.label.{key}")
        for line in told if isinstance(told, list) else [told]:
            if line:
                found.append(Fact(name, plain(line) if isinstance(line, str) else line))
                name = ""
    return Facts(tuple(found))


def _named(names: Iterable[Naamrij]) -> list[str]:
    return [text("rules.show.vraag", vraag=n.naam, id=n.id) for n in names]


def _section(title: str) -> Iterator[Part]:
    yield from (Gap(), Heading(title))


def _regel(page: Regelpagina) -> Iterator[Part]:
    usual = {None, "kan_zo_niet", "let_op"}
    hard = f" {text('explain.hard')}" if page.hard else ""
    yield _facts(
        waarom=page.waarom,
        wie=page.rust_op and party_link(page.rust_op),
        zwaar=norm_words(page.norm) + hard if page.norm is not None else None,
        sluit_uit=listed(map(level, page.sluit_uit)) if page.sluit_uit else None,
        bevinding=None if page.bevinding in usual else text(f"regelpagina.bevinding.{page.bevinding}"),
        fasen=_validity(page),
        waarden=listed(page.waarden) if page.waarden else None,
        toelichting=page.toelichting,
    )
    yield from _conditions(page)
    yield from _source(page)
    gaps = [words for words in (page.witte_vlek, page.witte_vlek_onbekend, page.witte_vlek_terugblik) if words]
    if gaps:
        yield from _section(text("regelpagina.kop.gat"))
        yield Listing(tuple(Item(plain(words)) for words in gaps))
    if page.acties:
        yield from _section(text("regelpagina.kop.doen"))
        yield from _acties(page.acties, page.vragen, page.instrumenten)
    if page.voorbeeldtekst:
        yield from _section(text("regelpagina.kop.wijkdeal"))
        yield _spoken(page.voorbeeldtekst)
    if page.voorbeelden:
        yield from _section(text("regelpagina.kop.voorbeelden"))
        yield Paragraph(ticked(text("regelpagina.voorbeelden_uitleg")))
        rows = ((given(example), _outcome(example.verwacht)) for example in page.voorbeelden)
        yield replace(grid((text("regelpagina.antwoorden"), text("regelpagina.eruit")), rows), least=NARROWEST)


def _validity(page: Regelpagina) -> list[str]:
    """In which fasen and on which days a regel is there, when that is not always."""
    lines = [text("rules.show.fasen", fasen=listed(page.fasen))] if page.fasen is not None else []
    return [*lines, period(page.geldig)] if page.geldig is not None else lines


def _conditions(page: Regelpagina) -> Iterator[Part]:
    condition = page.voldaan_als or page.als
    if page.als is not None and page.voldaan_als is not None:
        yield from _section(text("regelpagina.kop.als"))
        yield sentence(text("regelpagina.als"))
        yield Tree(branch(page, page.als))
    yield from _section(text(f"regelpagina.kop.vraagt.{page.soort}"))
    if condition is not None:
        yield Tree(branch(page, condition))
    if page.tekst:
        yield from (sentence(text("regelpagina.zegt_dan")), _spoken(page.tekst))
    if page.vraag_bij_twijfel:
        yield from (sentence(text("regelpagina.vraagt_dan")), _spoken(page.vraag_bij_twijfel))
    if page.impliceert:
        links = joined(regel_link(name, name) for name in page.impliceert)
        yield Paragraph((Span(text("regelpagina.impliceert") + " "), *links))


def _spoken(words: str) -> Paragraph:
    return Paragraph((Span(words, "spoken"),), level=4)


def _source(page: Pagina) -> Iterator[Part]:
    """How it rests on what is cited, and what the cited lines say in own words."""
    if not page.bron:
        return
    yield from _section(text("regelpagina.kop.bron"))
    if isinstance(page, Onderbouwd):
        yield sentence(source_words(page))
        if page.afleiding:
            yield sentence(ended(text("explain.afleiding", afleiding=page.afleiding)))
        read = [text(f"regelpagina.status.{page.bronstatus}")] if page.bronstatus else []
        if page.gelezen_versie:
            read.append(text("regelpagina.gelezen", dag=day(page.gelezen_versie)))
        if read:
            yield sentence(" ".join(read))
    else:
        yield sentence(text("coverage.op", vindplaats=", ".join(item.bron for item in page.bron)))
    said = tuple(Fact(item.bron, plain(item.zegt)) for item in page.bron if item.zegt)
    if said:
        yield Facts(said)
    if page.dekt:
        yield sentence(text("regelpagina.dekt", ids=", ".join(page.dekt)))


def _acties(
    acties: Iterable[ActieRij], vragen: Mapping[str, VraagTekst], instrumenten: Mapping[str, str]
) -> Iterator[Part]:
    """What can be done: each step with who begins, what each side does, and what it settles."""
    yield Listing(
        tuple(
            Item(
                (Span(actie.wat, "strong"), Span(f" ({actie.id})")),
                tuple(Item(plain(line)) for line in _actie_lines(actie, vragen, instrumenten)),
            )
            for actie in acties
        ),
        numbered=True,
    )


def _actie_lines(actie: ActieRij, vragen: Mapping[str, VraagTekst], instrumenten: Mapping[str, str]) -> Iterator[str]:
    partner = actie.trekker == "partner"
    yield text("rules.show.trekker", wie=text("rules.show.partner" if partner else f"explain.wie_is.{actie.trekker}"))
    for side, does in (("wijk_doet", actie.wijk_doet), ("gemeente_doet", actie.gemeente_doet)):
        if does:
            yield ended(text(f"rules.show.{side}", wat=does.rstrip(".")).rstrip("."))
    if actie.instrument is not None:
        yield text("rules.show.instrument", naam=instrumenten[actie.instrument])
    if actie.kanttekening:
        yield text("rules.show.kanttekening", kanttekening=actie.kanttekening)
    for closes in actie.sluit:
        answer = (vragen[closes.vraag].opties or {}).get(closes.wordt, closes.wordt).rstrip(".")
        yield text("rules.show.sluit", vraag=asked(vragen, closes.vraag), wordt=answer)
    sides = {"bewoners": actie.inzet.bewoners, "inzet": actie.inzet.gemeente}
    if any(sides.values()):
        unsaid = text("rules.show.inzet_onbekend")
        yield text("rules.show.inzet", **{side: much or unsaid for side, much in sides.items()})


def given(voorbeeld: MetVerwachting) -> str:
    """What an example says: its answers, and the fase, day, reach or land that it names."""
    said = [f"{vraag} {_standpunten(stands)}" for vraag, stands in voorbeeld.antwoorden.items()]
    extras = {name: getattr(voorbeeld, name) for name in ("fase", "reikwijdte", "peildatum")}
    said += [f"{name} {value}" for name, value in extras.items() if value is not None]
    if voorbeeld.land != "NL":
        said.append(f"land {voorbeeld.land}")
    return "; ".join(said) or text("rules.show.zonder_antwoorden")


def _standpunten(said: Sequence[Standpunt]) -> str:
    return ", ".join(s.antwoord if s.door is None else f"{s.door} {s.antwoord}" for s in said)


def _outcome(word: str) -> str:
    return text("regelpagina.uitkomst_met", woorden=text(f"regelpagina.uitkomst.{word}"), uitkomst=word)


def _vraag(page: Vraagpagina) -> Iterator[Part]:
    if page.opties is None:
        answers = [text("rules.show.stelling_nvt" if page.nvt_mogelijk else "rules.show.stelling")]
    else:
        answers = [text("rules.show.keuze", optie=key, omschrijving=words) for key, words in page.opties.items()]
    ladder = [text("rules.show.ladder", archetypes=listed(map(level, page.ladder)))] if page.ladder else []
    yield _facts(
        antwoorden=answers,
        waar=text(f"rules.show.waar.{page.geldt_voor}"),
        hoort_bij=_named(page.gespreksvragen),
        gebruikt=[*_named(page.regels), *ladder],
        lost_op=_named(page.acties),
        waarden=listed(page.waarden) if page.waarden else None,
        toelichting=page.toelichting,
    )
    yield from _source(page)
