"""The screens of `rules show`: one thing of a pack as a person reads it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from wijktoets.engine.model.conditions import Voorwaarde
from wijktoets.engine.model.regelpakket import VELDEN
from wijktoets.engine.model.words import Onderdeel
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
)
from wijktoets.telling.grounds import norm_words, source_words
from wijktoets.texts import printable, text
from wijktoets.texts.wording import listed

from ..base.output import can_show
from ..drawing.condition_tree import draw
from ..drawing.paragraphs import put, put_whole
from .show_parts import Vragen, actie_lines, finding, given, law_read, question, tree, validity

if TYPE_CHECKING:
    from rich.console import Console

LABEL_WIDTH = 16
"""Columns before what a label says."""


def draw_page(console: "Console", page: EenPagina) -> None:
    """The page of one thing."""
    match page:
        case Regelpagina():
            _regel(_Screen(console), page)
        case Vraagpagina():
            _vraag(_Screen(console), page)
        case Gespreksvraagpagina():
            _gespreksvraag(_Screen(console), page)
        case Instrumentpagina():
            _instrument(_Screen(console), page)
        case Actiepagina():
            _actie(_Screen(console), page)


class _Screen:
    """Rows of a label and what it says, on one console."""

    def __init__(self, console: "Console") -> None:
        self.console = console

    def title(self, words: str, page: EenPagina, onderdeel: Onderdeel | None = None) -> None:
        put(self.console, printable(words), style="bold")
        key, where = ("onder_kort", "") if onderdeel is None else ("onder", text(f"scherm.onderdelen.{onderdeel}"))
        soort = text(f"rules.show.soort.{page.soort}")
        put(self.console, text(f"rules.show.{key}", soort=soort, id=page.id, onderdeel=where))
        if isinstance(page, Onderbouwd):
            place = f"{page.plek.bestand}:{page.plek.regel}:{page.plek.kolom}"
            put_whole(self.console, text("rules.show.plek", plek=place))

    def row(self, label: str, words: str | None) -> None:
        if words:
            first = f"  {text(f'rules.show.label.{label}')}".ljust(LABEL_WIDTH)
            put(self.console, printable(words), first)

    def rows(self, label: str, lines: Iterable[str]) -> None:
        for index, words in enumerate(lines):
            if index == 0:
                self.row(label, words)
            else:
                put(self.console, printable(words), " " * LABEL_WIDTH)

    def named(self, label: str, names: Iterable[Naamrij]) -> None:
        self.rows(label, [text("rules.show.vraag", vraag=n.naam, id=n.id) for n in names])

    def condition(self, label: str, page: Regelpagina, node: Voorwaarde | None) -> None:
        if node is not None:
            put(self.console, "", f"  {text(f'rules.show.label.{label}')}".ljust(LABEL_WIDTH).rstrip())
            draw(self.console, tree(page, node), "    ")

    def source(self, page: Onderbouwd) -> None:
        self.row("bron", source_words(page))
        self.words(page)
        self.row("gelezen", law_read(page))
        self.row("afleiding", page.afleiding)
        self.row("dekt", ", ".join(page.dekt))
        self.row("waarden", ", ".join(page.waarden))
        self.row("toelichting", page.toelichting)

    def words(self, page: Pagina) -> None:
        """What the cited lines say, in own words."""
        for item in page.bron:
            if item.zegt:
                words = text("regelpagina.zegt", bron=item.bron, zegt=item.zegt)
                put(self.console, words, " " * LABEL_WIDTH)

    def acties(self, acties: Iterable[ActieRij], vragen: Vragen, instrumenten: Mapping[str, str]) -> None:
        """What can be done: each step with who begins, what each side does, and what it settles."""
        put(self.console, text("rules.show.wat_doen"), "  ", style="bold")
        for number, actie in enumerate(acties, start=1):
            put(self.console, text("rules.show.vraag", vraag=actie.wat, id=actie.id), f"  {number} ".ljust(5))
            for line in actie_lines(actie, vragen, instrumenten):
                put(self.console, printable(line), "     ")

    def examples(self, voorbeelden: Iterable[MetVerwachting]) -> None:
        """The examples of a regel: the answers, and what they give."""
        arrow = "→" if can_show("→") else "->"
        for index, voorbeeld in enumerate(voorbeelden):
            if index == 0:
                put(self.console, text("rules.show.voorbeelden"), "  ", style="bold")
            put(self.console, f"{given(voorbeeld)} {arrow} {voorbeeld.verwacht}", "  - ")


def _regel(screen: _Screen, page: Regelpagina) -> None:
    screen.title(page.naam, page, page.onderdeel)
    screen.row("zegt", page.tekst)
    screen.row("vraagt", page.vraag_bij_twijfel)
    screen.row("waarom", page.waarom)
    if page.rust_op is not None:
        screen.row("wie", text(f"explain.wie_is.{page.rust_op}"))
    if page.norm is not None:
        hard = f" {text('explain.hard')}" if page.hard else ""
        screen.row("zwaar", norm_words(page.norm) + hard)
    screen.row("sluit_uit", listed(page.sluit_uit) if page.sluit_uit else None)
    screen.row("bevinding", finding(page))
    screen.rows("fasen", validity(page))
    screen.condition("als", page, page.als)
    screen.condition("voldaan", page, page.voldaan_als)
    screen.source(page)
    screen.row("impliceert", ", ".join(page.impliceert))
    screen.row("ontbreekt", page.witte_vlek)
    screen.row("onbekend", page.witte_vlek_onbekend)
    screen.row("tekst", page.voorbeeldtekst)
    if page.acties:
        screen.acties(page.acties, page.vragen, page.instrumenten)
    screen.examples(page.voorbeelden)


def _vraag(screen: _Screen, page: Vraagpagina) -> None:
    screen.title(page.vraag, page, page.onderdeel)
    if page.opties is None:
        screen.row("antwoorden", text("rules.show.stelling_nvt" if page.nvt_mogelijk else "rules.show.stelling"))
    else:
        options = [text("rules.show.keuze", optie=key, omschrijving=words) for key, words in page.opties.items()]
        screen.rows("antwoorden", options)
    screen.row("waar", text(f"rules.show.waar.{page.geldt_voor}"))
    screen.named("hoort_bij", page.gespreksvragen)
    screen.source(page)
    uses = [text("rules.show.vraag", vraag=r.naam, id=r.id) for r in page.regels]
    if page.ladder:
        uses.append(text("rules.show.ladder", archetypes=listed(page.ladder)))
    screen.rows("gebruikt", uses)
    screen.named("lost_op", page.acties)


def _gespreksvraag(screen: _Screen, page: Gespreksvraagpagina) -> None:
    screen.title(page.vraag, page, page.onderdeel)
    screen.row("kern", None if page.kern is None else str(page.kern))
    screen.row("toelichting", page.toelichting)
    fills = [text("rules.show.veld", veld=n) if n in VELDEN else question(page.vragen, n) for n in page.vult]
    screen.rows("vult", fills)
    _cited(screen, page)


def _instrument(screen: _Screen, page: Instrumentpagina) -> None:
    screen.title(page.naam, page)
    screen.row("let_op", page.kanttekening)
    screen.row("toelichting", page.toelichting)
    screen.rows("vult", [question(page.vragen, s.vraag) for s in page.sluit])
    screen.named("acties", page.acties)
    _cited(screen, page)


def _actie(screen: _Screen, page: Actiepagina) -> None:
    screen.title(page.actie.wat, page)
    screen.named("hoort_bij", page.regels)
    screen.acties([page.actie], page.vragen, page.instrumenten)


def _cited(screen: _Screen, page: Pagina) -> None:
    screen.row("bron", ", ".join(item.bron for item in page.bron))
    screen.words(page)
    screen.row("dekt", ", ".join(page.dekt))
