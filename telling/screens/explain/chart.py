"""Draws an Uitleg as a Mermaid flowchart, which GitHub and GitLab show as a picture: from answers to the outcome."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Final

from wijktoets.engine.advice.explain.value import AfspraakUitleg, EisUitleg, Keten, NodeUitleg, Uitleg, VraagUitleg
from wijktoets.telling.tree import Code, words
from wijktoets.texts import filled, printable, text
from wijktoets.texts.wording import said

from .conditions import only
from .words import asked, back, holds, interval_words, levels, question, stand, thema, told, undiscussed

WIDTH: Final = 40
"""How many characters of a label stand on one line."""
_CODES: Final = {char: f"#{ord(char)};" for char in '"#&<>%`\\'}
"""What stands in a label for signs that Mermaid reads as its own."""


@dataclass(slots=True)
class _Chart:
    """The lines of a flowchart so far, and how many nodes it has."""

    lines: list[str] = field(default_factory=list)
    count: int = 0
    word: Callable[[str], str] = str
    """What stands for a word that is left open."""

    def node(self, words: str, shape: tuple[str, str] = ("[", "]")) -> str:
        """Add a node; gives its id."""
        self.count += 1
        name = f"n{self.count}"
        opening, closing = shape
        self.lines.append(f'    {name}{opening}"{self.label(words)}"{closing}')
        return name

    def edge(self, start: str, end: str, words: str = "") -> None:
        """Add an arrow, with words on it when there are any."""
        self.lines.append(f'    {start} -->|"{self.label(words)}"| {end}' if words else f"    {start} --> {end}")

    def label(self, words: str) -> str:
        """Words as they stand in a label."""
        return label(filled(words, self.word))


ROUND: Final = ("(", ")")
WIDE: Final = ("([", "])")
"""Shapes: a question is round at its corners, the outcome at its ends, all else is a box."""


def chart_of(uitleg: Uitleg) -> Code:
    """The whole chart: for each thema with its fasen a part of its own."""
    chart = _Chart(["flowchart LR"], word=uitleg.woorden.word)
    for number, part in enumerate(uitleg.afspraken, 1):
        chart.lines.append(f'  subgraph deel{number}["{chart.label(thema(part.thema, part.fasen))}"]')
        if part.vraag is not None:
            _vraag(chart, uitleg, part, part.vraag)
        elif part.keten is None:
            _eis(chart, uitleg, part.eisen[0])
        else:
            _chain(chart, uitleg, part, part.keten)
        chart.lines.append("  end")
    return Code(tuple(chart.lines), "mermaid")


def label(words: str) -> str:
    r"""Words as they can stand between the quotes of a label, broken into lines.

    >>> label('1. "Zo" & <b>')
    '1#46; #34;Zo#34; #38; #60;b#62;'
    """
    lines = wrap(" ".join(printable(words).split()), WIDTH) or [" "]
    return "<br/>".join(_escaped(line) for line in lines)


def _escaped(line: str) -> str:
    """A line without signs of Mermaid, and without what it takes for the begin of a list."""
    safe = "".join(_CODES.get(char, char) for char in line)
    return re.sub(r"^(\d+)\.|^([-*+])", _not_a_list, safe)


def _not_a_list(found: re.Match[str]) -> str:
    return f"{found[1]}#46;" if found[1] else f"#{ord(found[2])};"


def _eis(chart: _Chart, uitleg: Uitleg, eis: EisUitleg) -> str:
    """A waarborg with all that is under it; gives its node."""
    root = _rule(chart, uitleg, eis)
    if eis.als is not None:
        chart.edge(_tree(chart, uitleg, eis.als), root, text("explain.schema.als"))
    chart.edge(_tree(chart, uitleg, eis.voldaan_als), root)
    return root


def _vraag(chart: _Chart, uitleg: Uitleg, part: AfspraakUitleg, vraag: VraagUitleg) -> None:
    """A question with its answers, leading to all that asks it."""
    root = chart.node(_asked(uitleg, vraag), ROUND)
    for eis in part.eisen:
        chart.edge(root, _rule(chart, uitleg, eis))
    for row in vraag.steunt:
        chart.edge(root, chart.node(holds(uitleg, row)))


def _rule(chart: _Chart, uitleg: Uitleg, eis: EisUitleg) -> str:
    words = text("explain.schema.regel", naam=uitleg.waarborgen[eis.waarborg].naam, stand=stand(uitleg, eis))
    return chart.node(words, WIDE)


def _tree(chart: _Chart, uitleg: Uitleg, node: NodeUitleg) -> str:
    """A condition, its answers leading to it; a group of one is that one."""
    node = only(node)
    if node.soort == "vraag":
        return chart.node(_asked(uitleg, node), ROUND)
    if node.soort == "waarborg":
        words = uitleg.waarborgen[str(node.waarborg)].naam
    else:
        words = text(f"explain.schema.groep.{node.soort}", n=len(node.onder), aantal=node.aantal or 0)
    here = chart.node(text("explain.schema.knoop", tekst=words, waarde=interval_words(node, back(uitleg))))
    for below in node.onder:
        chart.edge(_tree(chart, uitleg, below), here)
    return here


def _asked(uitleg: Uitleg, node: NodeUitleg | VraagUitleg) -> str:
    """A question with what was answered."""
    given = "; ".join(words(told(uitleg, str(node.vraag), standpunt)) for standpunt in node.antwoorden)
    return " · ".join([question(uitleg, node.vraag), given or undiscussed(uitleg)])


def _chain(chart: _Chart, uitleg: Uitleg, part: AfspraakUitleg, keten: Keten) -> None:
    """From what is secured, the roles and the limits to the uitkomst."""
    outcome = chart.node(text("explain.schema.uitkomst", tekst=keten.tekst), WIDE)
    secured = chart.node(text("explain.schema.borging", stand=levels(uitleg, "borging", keten.borging_tot)))
    for eis in part.eisen:
        chart.edge(_eis(chart, uitleg, eis), secured)
    roles = chart.node(text("explain.schema.rollen", stand=levels(uitleg, "rollen", keten.rollen)))
    for name in _questions(chart, uitleg, (step.voorwaarde for step in keten.ladder)):
        chart.edge(name, roles)
    for start in (secured, roles, _limits(chart, uitleg, keten)):
        chart.edge(start, outcome)


def _limits(chart: _Chart, uitleg: Uitleg, keten: Keten) -> str:
    """The grenzen that hold or may hold, with the questions that they hang on."""
    holding = [(grens.naam, "zeker" if grens.zeker else "misschien") for grens in keten.grenzen]
    names = [
        text("explain.schema.grens", naam=name, stand=said(f"compare.stand.grens.{sure}", back(uitleg)))
        for name, sure in holding
    ]
    limits = chart.node(text("explain.schema.grenzen", stand="; ".join(names) or text("explain.schema.geen_grens")))
    for name in _questions(chart, uitleg, (grens.als for grens in keten.grenzen)):
        chart.edge(name, limits)
    return limits


def _questions(chart: _Chart, uitleg: Uitleg, conditions: Iterable[NodeUitleg]) -> Sequence[str]:
    """The questions of conditions, each once, as nodes."""
    return [chart.node(_asked(uitleg, node), ROUND) for node in asked(conditions)]
