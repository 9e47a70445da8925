"""The screen of `explain`: one waarborg with all that is under it, or per thema the chain from answers to uitkomst."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wijktoets.engine.advice.explain.explain import nodes
from wijktoets.engine.advice.explain.value import (
    AfspraakUitleg,
    EisUitleg,
    GrensUitleg,
    Keten,
    KnoopUitleg,
    Uitleg,
    VraagUitleg,
)
from wijktoets.engine.model.words import ARCHETYPES, FASEN, niveau
from wijktoets.engine.result.rapport import AfwegingRij
from wijktoets.telling.grounds import norm_words, source_words
from wijktoets.texts import printable, text
from wijktoets.texts.wording import counted, day, listed, period, said, title

from ..base.options import Settings
from ..base.output import drawn, screen
from ..drawing.condition_tree import draw
from ..drawing.paragraphs import put
from .answers import Verteller, interval_words
from .change import change_lines, cited, holds, levels, question, stand_words

if TYPE_CHECKING:
    from rich.console import Console

IN = "  "
DEEPER = "    "
KINDS = ("ontbreekt", "deels", "hooguit_deels", "verschil", "onbekend", "niet_besproken")
"""How an eis that is not met can stand, in the order in which people can do something about it."""


def screen_text(uitleg: Uitleg, settings: Settings, supposed: Mapping[str, str]) -> str:
    """The whole screen as text; `supposed` are the answers of --set."""
    console = screen(settings)
    _head(console, uitleg)
    if supposed:
        answers = listed(f"{vraag} = {antwoord}" for vraag, antwoord in supposed.items())
        put(console, text("scherm.proef_antwoorden", antwoorden=answers))
    if uitleg.waarborg is not None:
        _waarborg(console, uitleg, uitleg.waarborg)
    if uitleg.vraag is not None:
        _vraag(console, uitleg, uitleg.vraag)
    for part in uitleg.afspraken:
        console.print()
        fasen = text("scherm.alle_fasen") if set(part.fasen) == set(FASEN) else listed(part.fasen)
        put(console, text("explain.thema", thema=part.thema, fasen=fasen), style="bold")
        if part.vraag is not None:
            _resting(console, uitleg, part, part.vraag)
        elif part.keten is None:
            _one(console, uitleg, part, part.eisen[0], settings.verbosity > 0)
        else:
            _chain(console, uitleg, part, part.keten, settings.verbosity > 0)
    _sources(console, uitleg)
    console.print()
    for line in uitleg.teksten.values():
        put(console, printable(line.tekst))
    if uitleg.waarborg is None and settings.verbosity >= 0:
        console.print()
        put(console, text("explain.verder", bestand=uitleg.bestand))
    if settings.verbosity > 0:
        console.print()
        for pack in uitleg.pakketten:
            put(console, text("scherm.pakket", naam=pack.naam, versie=pack.versie, sha=pack.sha256[:12]))
    return drawn(console)


def _head(console: "Console", uitleg: Uitleg) -> None:
    put(console, title(uitleg), style="bold")
    if uitleg.als_wens:
        put(console, text("scherm.proef_wens", G=uitleg.als_wens))


# One waarborg


def _waarborg(console: "Console", uitleg: Uitleg, name: str) -> None:
    row = uitleg.waarborgen[name]
    console.print()
    put(console, text("explain.naam", naam=row.naam, id=row.id), style="bold")
    put(console, text("explain.waarom", waarom=row.waarom), IN)
    put(console, text("explain.wie", wie=text(f"explain.wie_is.{row.rust_op}")), IN)
    put(console, norm_words(row.norm), IN)
    put(console, source_words(row), IN)
    if row.afleiding:
        put(console, text("explain.afleiding", afleiding=row.afleiding), IN)
    if row.hard:
        put(console, text("explain.hard"), IN)


def _one(console: "Console", uitleg: Uitleg, part: AfspraakUitleg, eis: EisUitleg, everything: bool) -> None:
    teller = Verteller(uitleg)
    put(console, _wish(uitleg, part, eis), IN)
    put(console, stand_words(uitleg, eis), IN, style="bold")
    if eis.nvt_reden:
        row = uitleg.waarborgen[eis.waarborg]
        fasen, when = listed(row.fasen or ()), period(row.geldig) if row.geldig else ""
        put(console, text(f"explain.nvt_reden.{eis.nvt_reden}", fasen=fasen, periode=when), IN)
    for afweging in eis.afwegingen:
        _afweging(console, afweging)
    if eis.als is not None and eis.nvt_reden not in ("fase", "datum"):
        put(console, text("explain.als"), IN)
        draw(console, teller.tak(eis.als), DEEPER)
        put(console, text(f"explain.als_stand.{eis.als_stand}"), DEEPER)
    put(console, text("explain.voldaan"), IN)
    draw(console, teller.tak(eis.voldaan_als), DEEPER)
    asked = {n.vraag for n in nodes(eis.als, eis.voldaan_als) if n.soort == "vraag"}
    if eis.open_vragen and eis.status != "nvt" and len(asked) > 1:
        put(console, counted("explain.nog_vragen", len(eis.open_vragen)), IN)
        for vraag in eis.open_vragen:
            row_of = uitleg.vragen.get(vraag.vraag)
            put(console, printable(row_of.vraag if row_of else vraag.vraag), f"{DEEPER}- ")
    change_lines(console, uitleg, part, IN, everything)


def _wish(uitleg: Uitleg, part: AfspraakUitleg, eis: EisUitleg) -> str:
    terugblik = uitleg.status == "terugblik"
    if part.gewenst != "onbekend":
        norm = text(f"explain.norm.{eis.norm or 'niet'}")
        key = "explain.wens_als" if uitleg.als_wens else "explain.wens"
        return said(key, terugblik, archetype=part.gewenst, norm=norm)
    if part.gewensten:
        return said("scherm.wensen", terugblik, wensen=_wishes(part))
    return said("explain.wens_onbekend", terugblik)


def _wishes(part: AfspraakUitleg) -> str:
    """What each party wishes."""
    return "; ".join(
        text(
            "scherm.wens",
            door=text(f"scherm.partijen.{wish.door}").lower(),
            gewenst=text(f"scherm.niveaus.{wish.gewenst}"),
        )
        for wish in part.gewensten
    )


def _stand(uitleg: Uitleg, eis: EisUitleg) -> str:
    return said(f"explain.stand_is.{eis.aard or eis.status}", uitleg.status == "terugblik")


def _afweging(console: "Console", afweging: AfwegingRij) -> None:
    who = listed(text(f"explain.wie_is.{w}") for w in afweging.besloten_door)
    lines = [text("explain.afweging", wie=who, reden=afweging.reden)]
    if afweging.geldig_tot:
        lines.append(text("explain.afweging_tot", datum=day(afweging.geldig_tot)))
    if afweging.waarom_niet:
        lines.append(text(f"explain.afweging_niet.{afweging.waarom_niet}"))
    put(console, " ".join(lines), IN)


def _sources(console: "Console", uitleg: Uitleg) -> None:
    """What the dossier calls its sources, as far as an answer on the screen names them."""
    conditions = [c for part in uitleg.afspraken for eis in part.eisen for c in (eis.als, eis.voldaan_als)]
    for part in uitleg.afspraken:
        if part.keten is not None:
            conditions += [step.voorwaarde for step in part.keten.ladder]
    answered = [at.antwoorden for at in nodes(*conditions)]
    answered += [part.vraag.antwoorden for part in uitleg.afspraken if part.vraag is not None]
    cited = " ".join(b for answers in answered for said in answers for b in said.bron or ())
    named = {name: what for name, what in uitleg.bronnen.items() if name in cited}
    if named:
        console.print()
        put(console, text("explain.bronnen"))
        for name, what in named.items():
            put(console, text("explain.bronregel", naam=name, omschrijving=what), f"{IN}- ")


# One question


def _vraag(console: "Console", uitleg: Uitleg, name: str) -> None:
    console.print()
    put(console, text("explain.naam", naam=question(uitleg, name), id=name), style="bold")
    if known := uitleg.vragen.get(name):
        put(console, text("explain.vraag.bron", bron=", ".join(known.bron)), IN)


def _resting(console: "Console", uitleg: Uitleg, part: AfspraakUitleg, vraag: VraagUitleg) -> None:
    """What was said at a question, and all that asks it, each with how it stands."""
    if vraag.reden is not None:
        stand = said(f"explain.stand_is.{vraag.reden}", uitleg.status == "terugblik")
        put(console, text("explain.stand", stand=stand), IN, style="bold")
    if vraag.antwoorden:
        put(console, text("explain.vraag.gezegd"), IN)
        for depth, line in Verteller(uitleg).answers(vraag):
            put(console, line, f"{DEEPER}{IN * depth}")
    rules = [text("explain.vraag.regel", regel=_rule(uitleg, e.waarborg), stand=_stand(uitleg, e)) for e in part.eisen]
    rules += [text(f"explain.vraag.{row.soort}", naam=row.naam, id=row.id, stand=holds(row)) for row in vraag.steunt]
    put(console, text("explain.vraag.steunt" if rules else "explain.vraag.niets"), IN)
    for line in rules:
        put(console, line, f"{DEEPER}- ")


# The chain to the uitkomst


def _chain(console: "Console", uitleg: Uitleg, part: AfspraakUitleg, keten: Keten, everything: bool) -> None:
    put(console, text("explain.borging.kop"), IN, style="bold")
    put(console, levels(uitleg, "explain.borging", keten.borging_tot), DEEPER)
    last = len(ARCHETYPES) if part.gewenst == "onbekend" else niveau(part.gewenst)
    for archetype in ARCHETYPES[:last]:
        _missing(console, uitleg, archetype, [eis for eis in part.eisen if eis.vanaf == archetype])
    if keten.afgewogen:
        put(console, text("explain.borging.afgewogen"), f"{DEEPER}- ")
        for name in keten.afgewogen:
            put(console, _rule(uitleg, name), f"{DEEPER}  - ")
    console.print()
    put(console, text("explain.rollen.kop"), IN, style="bold")
    put(console, levels(uitleg, "explain.rollen", keten.rollen), DEEPER)
    _ladder(console, uitleg, keten)
    console.print()
    put(console, text("explain.grens.kop"), IN, style="bold")
    _grenzen(console, uitleg, keten.grenzen)
    console.print()
    put(console, text("explain.uitkomst.kop"), IN, style="bold")
    put(console, printable(keten.tekst), DEEPER)
    put(console, said(f"explain.uitkomst.komt_door.{keten.uitkomst}", uitleg.status == "terugblik"), DEEPER)
    console.print()
    put(console, said("explain.verandert.kop", uitleg.status == "terugblik"), IN, style="bold")
    change_lines(console, uitleg, part, DEEPER, everything)


def _missing(console: "Console", uitleg: Uitleg, archetype: str, eisen: list[EisUitleg]) -> None:
    terugblik = uitleg.status == "terugblik"
    if not eisen:
        put(console, said("explain.borging.alles", terugblik, archetype=archetype), f"{DEEPER}- ")
        return
    put(console, said("explain.borging.mist", terugblik, archetype=archetype), f"{DEEPER}- ")
    teller = Verteller(uitleg, plaats=False)
    for kind in KINDS:
        same = [eis for eis in eisen if (eis.aard or eis.status) == kind]
        if same:
            put(console, text("explain.borging.stand", stand=_stand(uitleg, same[0])), f"{DEEPER}  ")
        for eis in same:
            put(console, _rule(uitleg, eis.waarborg), f"{DEEPER}  - ")
            for knoop in _answered(eis.als, eis.voldaan_als):
                draw(console, teller.vraag(knoop), f"{DEEPER}      ")


def _rule(uitleg: Uitleg, name: str) -> str:
    """A rule by its name, with its id and where it stands."""
    row = uitleg.waarborgen[name]
    return text("explain.borging.regel", naam=row.naam, id=name, bron=cited(row))


def _answered(*conditions: KnoopUitleg | None) -> list[KnoopUitleg]:
    """The questions in these conditions that have an answer, each once."""
    found = {node.vraag: node for node in nodes(*conditions) if node.soort == "vraag" and node.antwoorden}
    return list(found.values())


def _ladder(console: "Console", uitleg: Uitleg, keten: Keten) -> None:
    steps = [
        text("explain.rollen.stap", archetype=step.archetype, waarde=interval_words(step.voorwaarde))
        for step in keten.ladder
    ]
    put(console, "; ".join(steps), DEEPER)
    put(console, text("explain.rollen.want"), DEEPER)
    asked = {n.vraag: n for n in nodes(*(step.voorwaarde for step in keten.ladder)) if n.soort == "vraag"}
    teller = Verteller(uitleg, plaats=False)
    for knoop in asked.values():
        draw(console, teller.vraag(knoop), f"{DEEPER}  ")


def _grenzen(console: "Console", uitleg: Uitleg, grenzen: Sequence[GrensUitleg]) -> None:
    """What surely limits, each with its answers; then what perhaps limits, together when it hangs on one question."""
    if not grenzen:
        put(console, text("explain.grens.geen"), DEEPER)
    groups: dict[tuple[str | None, ...], list[GrensUitleg]] = {}
    for grens in grenzen:
        asked = tuple(n.vraag for n in nodes(grens.als) if n.soort == "vraag")
        groups.setdefault((grens.id,) if grens.zeker else asked, []).append(grens)
    teller = Verteller(uitleg, plaats=False)
    for together in groups.values():
        first = together[0]
        bron = ", ".join(b for grens in together for b in grens.bron)
        if first.zeker:
            key = "explain.grens.zeker" if first.sluit_uit == ARCHETYPES[-1] else "explain.grens.zeker_hoger"
            put(console, text(key, tekst=first.tekst, archetype=first.sluit_uit, bron=bron), f"{DEEPER}- ")
        else:
            names = "; ".join(grens.naam for grens in together)
            put(console, text("explain.grens.misschien", namen=names, bron=bron), f"{DEEPER}- ")
            put(console, text("explain.grens.hangt_af"), f"{DEEPER}  ")
        for knoop in {n.vraag: n for n in nodes(first.als) if n.soort == "vraag"}.values():
            draw(console, teller.vraag(knoop), f"{DEEPER}    ")
