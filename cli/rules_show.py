"""The pages of `rules show`: one thing of a pack as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wijktoets.engine.conditions import Voorwaarde
from wijktoets.engine.errors import Plek
from wijktoets.engine.pakket import Actie, Gespreksvraag, Grens, Instrument, Signaal, Vraag, Waarborg
from wijktoets.engine.regelpakket import VELDEN, Regelpakket
from wijktoets.engine.words import Onderdeel
from wijktoets.texts import printable, text

from .paragraphs import put, put_whole
from .rules_show_parts import (
    LABEL_WIDTH,
    all_acties,
    condition,
    draw_acties,
    draw_voorbeelden,
    question,
    questions_in,
    validity,
)
from .sources import excluded, norm_words, source_words
from .wording import listed

if TYPE_CHECKING:
    from rich.console import Console

Soort = Literal["waarborg", "grens", "signaal", "vraag", "gespreksvraag", "instrument", "actie"]
Ding = Waarborg | Grens | Signaal | Vraag | Gespreksvraag | Instrument | Actie


@dataclass(frozen=True, slots=True)
class Vondst:
    """One thing that an id names; a vraag and a regel may share one."""

    soort: Soort
    ding: Ding


def lookup(pakket: Regelpakket, name: str) -> list[Vondst]:
    """Everything that an id names: regels first, then vragen, gespreksvragen, instrumenten and acties."""
    return [vondst for known, vondst in _everything(pakket) if known == name]


def known_ids(pakket: Regelpakket) -> list[str]:
    """Every id that `rules show` knows."""
    return [known for known, _ in _everything(pakket)]


def _everything(pakket: Regelpakket) -> Iterator[tuple[str, Vondst]]:
    for waarborg in pakket.waarborgen.values():
        yield waarborg.id, Vondst("waarborg", waarborg)
    for grens in pakket.grenzen.values():
        yield grens.id, Vondst("grens", grens)
    for signaal in pakket.signalen.values():
        yield signaal.id, Vondst("signaal", signaal)
    for vraag in pakket.vragen.values():
        yield vraag.id, Vondst("vraag", vraag)
    for gespreksvraag in pakket.gespreksvragen:
        yield gespreksvraag.id, Vondst("gespreksvraag", gespreksvraag)
    for instrument in pakket.instrumenten.values():
        yield instrument.id, Vondst("instrument", instrument)
    for actie in all_acties(pakket).values():
        yield str(actie.id), Vondst("actie", actie)


class _Page:
    """Rows of a label and what it says, on one console."""

    def __init__(self, console: "Console", pakket: Regelpakket) -> None:
        self.console, self.pakket = console, pakket

    def title(self, words: str, soort: Soort, name: str, onderdeel: Onderdeel | None = None) -> None:
        put(self.console, printable(words), style="bold")
        key, where = ("onder_kort", "") if onderdeel is None else ("onder", text(f"scherm.onderdelen.{onderdeel}"))
        put(self.console, text(f"rules.show.{key}", soort=text(f"rules.show.soort.{soort}"), id=name, onderdeel=where))
        place = self._place(soort, name)
        if place is not None:
            put_whole(self.console, text("rules.show.plek", plek=place))

    def _place(self, soort: Soort, name: str) -> Plek | None:
        """Where a vraag or regel stands, if that is known."""
        places = self.pakket.vraagplaatsen if soort == "vraag" else self.pakket.plaatsen
        found = places.get(name)
        kinds: dict[str, type] = {"waarborg": Waarborg, "grens": Grens, "signaal": Signaal, "vraag": Vraag}
        if found is None or not isinstance(found.ding, kinds.get(soort, ())):
            return None
        return found.bij.plek((*found.pad, "id"))

    def row(self, label: str, words: str | None) -> None:
        if words:
            first = f"  {text(f'rules.show.label.{label}')}".ljust(LABEL_WIDTH)
            put(self.console, printable(words), first)

    def rows(self, label: str, lines: Iterator[str] | list[str]) -> None:
        for index, words in enumerate(lines):
            if index == 0:
                self.row(label, words)
            else:
                put(self.console, printable(words), " " * LABEL_WIDTH)

    def condition(self, label: str, node: Voorwaarde | None) -> None:
        if node is not None:
            condition(self.console, self.pakket, text(f"rules.show.label.{label}"), node)

    def source(self, ding: Waarborg | Grens | Signaal | Vraag) -> None:
        self.row("bron", source_words(ding))
        self.row("afleiding", ding.afleiding)
        self.row("dekt", ", ".join(ding.dekt))
        self.row("waarden", ", ".join(ding.waarden))
        self.row("toelichting", ding.toelichting)


def draw_page(console: "Console", pakket: Regelpakket, vondst: Vondst) -> None:
    """The page of one thing."""
    page = _Page(console, pakket)
    match vondst.ding:
        case Waarborg() as waarborg:
            _waarborg(page, waarborg)
        case Grens() as grens:
            _grens(page, grens)
        case Signaal() as signaal:
            _signaal(page, signaal)
        case Vraag() as vraag:
            _vraag(page, vraag)
        case Gespreksvraag() as gespreksvraag:
            _gespreksvraag(page, gespreksvraag)
        case Instrument() as instrument:
            _instrument(page, instrument)
        case Actie() as actie:
            _actie(page, actie)


def _waarborg(page: _Page, waarborg: Waarborg) -> None:
    page.title(waarborg.naam, "waarborg", waarborg.id, waarborg.onderdeel)
    page.row("waarom", waarborg.waarom)
    page.row("wie", text(f"explain.wie_is.{waarborg.rust_op}"))
    hard = f" {text('explain.hard')}" if waarborg.hard else ""
    page.row("zwaar", norm_words(waarborg.norm) + hard)
    page.rows("fasen", validity(waarborg))
    page.condition("als", waarborg.als)
    page.condition("voldaan", waarborg.voldaan_als)
    page.source(waarborg)
    page.row("impliceert", ", ".join(waarborg.impliceert))
    page.row("ontbreekt", waarborg.witte_vlek)
    page.row("onbekend", waarborg.witte_vlek_onbekend)
    page.row("tekst", waarborg.voorbeeldtekst)
    draw_acties(page.console, page.pakket, page.pakket.acties[waarborg.id])
    draw_voorbeelden(page.console, waarborg.voorbeelden)


def _grens(page: _Page, grens: Grens) -> None:
    page.title(grens.naam, "grens", grens.id, grens.onderdeel)
    page.row("waarom", grens.waarom)
    page.row("sluit_uit", excluded(grens))
    page.rows("fasen", validity(grens))
    page.condition("als", grens.als)
    page.source(grens)
    draw_voorbeelden(page.console, grens.voorbeelden)


def _signaal(page: _Page, signaal: Signaal) -> None:
    page.title(signaal.naam or signaal.tekst, "signaal", signaal.id, signaal.onderdeel)
    page.row("zegt", signaal.tekst)
    page.row("vraagt", signaal.vraag_bij_twijfel)
    page.row("waarom", signaal.waarom)
    page.rows("fasen", validity(signaal))
    page.condition("als", signaal.als)
    page.source(signaal)
    draw_voorbeelden(page.console, signaal.voorbeelden)


def _vraag(page: _Page, vraag: Vraag) -> None:
    page.title(vraag.vraag, "vraag", vraag.id, vraag.onderdeel)
    if vraag.soort == "stelling":
        page.row("antwoorden", text("rules.show.stelling_nvt" if vraag.nvt_mogelijk else "rules.show.stelling"))
    else:
        options = [text("rules.show.keuze", optie=key, omschrijving=words) for key, words in vraag.opties.items()]
        page.rows("antwoorden", options)
    page.row("waar", text(f"rules.show.waar.{vraag.geldt_voor}"))
    asked = [g for g in page.pakket.gespreksvragen if vraag.id in g.vult]
    page.rows("hoort_bij", [text("rules.show.vraag", vraag=g.vraag, id=g.id) for g in asked])
    page.source(vraag)
    page.rows("gebruikt", _used_in(page.pakket, vraag.id))
    solved_by = [a for a in all_acties(page.pakket).values() if any(s.vraag == vraag.id for s in a.sluit)]
    page.rows("lost_op", [text("rules.show.vraag", vraag=a.wat, id=a.id) for a in solved_by])


def _used_in(pakket: Regelpakket, vraag: str) -> Iterator[str]:
    """The regels whose condition asks a question directly, and the steps of the ladder that do."""
    regels: tuple[Waarborg | Grens | Signaal, ...] = (
        *pakket.waarborgen.values(),
        *pakket.grenzen.values(),
        *pakket.signalen.values(),
    )
    for regel in regels:
        conditions = [regel.als, regel.voldaan_als] if isinstance(regel, Waarborg) else [regel.als]
        if vraag in questions_in(*conditions):
            yield text("rules.show.vraag", vraag=regel.naam or "", id=regel.id)
    steps = [archetype for archetype, step in pakket.zeggenschap.items() if vraag in questions_in(step)]
    if steps:
        yield text("rules.show.ladder", archetypes=listed(steps))


def _gespreksvraag(page: _Page, found: Gespreksvraag) -> None:
    page.title(found.vraag, "gespreksvraag", found.id, found.onderdeel)
    page.row("kern", None if found.kern is None else str(found.kern))
    page.row("toelichting", found.toelichting)
    fills = [
        text("rules.show.veld", veld=name) if name in VELDEN else question(page.pakket, name) for name in found.vult
    ]
    page.rows("vult", fills)
    page.row("bron", ", ".join(found.bron))
    page.row("dekt", ", ".join(found.dekt))


def _instrument(page: _Page, instrument: Instrument) -> None:
    page.title(instrument.naam, "instrument", instrument.id)
    page.row("let_op", instrument.kanttekening)
    page.row("toelichting", instrument.toelichting)
    page.rows("vult", [question(page.pakket, s.vraag) for s in instrument.sluit])
    used = [a for a in all_acties(page.pakket).values() if a.instrument == instrument.id]
    page.rows("acties", [text("rules.show.vraag", vraag=a.wat, id=a.id) for a in used])
    page.row("bron", ", ".join(instrument.bron))
    page.row("dekt", ", ".join(instrument.dekt))


def _actie(page: _Page, actie: Actie) -> None:
    page.title(actie.wat, "actie", str(actie.id))
    rules = [page.pakket.waarborgen[w] for w, acties in page.pakket.acties.items() if actie in acties]
    page.rows("hoort_bij", [text("rules.show.vraag", vraag=w.naam, id=w.id) for w in rules])
    draw_acties(page.console, page.pakket, [actie])
