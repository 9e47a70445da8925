"""What can be better in a pack, a line a finding; and the page of each check of `rules lint`."""

from collections.abc import Iterator
from itertools import groupby

from wijktoets.engine.upkeep.lint.check import ERNSTEN, Controle
from wijktoets.engine.upkeep.lint.registry import CONTROLES
from wijktoets.engine.upkeep.lint.run import LintFinding, LintReport
from wijktoets.telling.tree import (
    Code,
    Gap,
    Heading,
    Paragraph,
    Part,
    Sheet,
    Span,
    Table,
    plain,
    sentence,
    ticked,
    whole,
)
from wijktoets.texts import text
from wijktoets.texts.lint_pages import lint_pages, lint_sentences
from wijktoets.texts.wording import counted, listed


def lint_sheet(nazicht: LintReport, hints: bool, quiet: bool) -> Sheet:
    """A line for each finding, as editors read them, and how many there are unless it is to be quiet."""
    lines = [_line(vondst) for vondst in nazicht.vondsten if vondst.ernst != "hint" or hints]
    return tuple(whole(line, level=1) for line in (lines if quiet else [*lines, _summary(nazicht, hints)]))


def _line(vondst: LintFinding) -> str:
    wrong, advice = lint_sentences(vondst.code, vondst.gegevens)
    place = f"{vondst.bestand}:{vondst.regel}:{vondst.kolom}"
    return f"{place}: {vondst.code} {text(f'lint.ernst.{vondst.ernst}')}: {wrong} {advice}"


def _summary(nazicht: LintReport, hints: bool) -> str:
    packs = listed(text("rules.pakket", naam=p.naam, versie=p.versie) for p in nazicht.pakketten)
    counts = {ernst: getattr(nazicht.telling, ernst) for ernst in ERNSTEN}
    if any(counts.values()):
        found = listed(counted(f"lint.telling.{ernst}", n) for ernst, n in counts.items() if n)
        line = text("lint.samen", pakketten=packs, telling=found)
    else:
        line = text("lint.niets", pakketten=packs)
    if nazicht.telling.hint and not hints:
        line += " " + text("lint.met_v")
    excepted = len(nazicht.aanvaard)
    return line + (" " + counted("lint.aanvaard", excepted) if excepted else "")


def check_page(controle: Controle) -> Sheet:
    """What a check looks for and why, with an example and what to write instead."""
    said = lint_pages()[controle.code]
    ernst, meaning = text(f"lint.ernst.{controle.ernst}"), text(f"lint.betekent.{controle.ernst}")
    return (
        Heading(text("lint.pagina.kop", code=controle.code, naam=controle.naam), level=1),
        Paragraph(ticked(text("lint.pagina.ernst", ernst=ernst, uitleg=meaning)), level=1),
        *_section("doet", Paragraph(ticked(said.doet))),
        *_section("waarom", Paragraph(ticked(said.waarom))),
        *_section("voorbeeld", Code(tuple(said.voorbeeld.rstrip().split("\n")), level=4)),
        *_section("liever", Code(tuple(said.liever.rstrip().split("\n")), level=4)),
    )


def _section(name: str, told: Part) -> Iterator[Part]:
    yield from (Gap(), Heading(text(f"lint.pagina.{name}")), told)


def check_index() -> Sheet:
    """The list of all checks, by family, each with a link to its page."""
    return tuple(_index())


def _index() -> Iterator[Part]:
    yield Heading(text("lint.pagina.alle"), level=1)
    yield sentence(text("lint.pagina.inleiding"))
    heads = tuple(text(f"lint.pagina.kolommen.{name}") for name in ("code", "naam", "ernst"))
    for family, controles in groupby(CONTROLES.values(), key=lambda c: c.code[:3]):
        yield Heading(text(f"lint.families.{family}"))
        rows = (
            ((Span(c.code, link=f"{c.code}.md"),), plain(c.naam), plain(text(f"lint.ernst.{c.ernst}")))
            for c in controles
        )
        yield Table("", heads, tuple(rows))
