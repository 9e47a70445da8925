"""The page of a regel as Markdown, for docs/regels/: the same content as `rules show`."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from wijktoets.engine.model.conditions import Voorwaarde
from wijktoets.engine.model.words import Norm, Onderdeel, Partij
from wijktoets.engine.upkeep.pages.value import Regelpagina
from wijktoets.telling.grounds import norm_words, source_words
from wijktoets.texts import text
from wijktoets.texts.wording import ended, listed

from ..drawing.condition_tree import Tak
from .show_parts import actie_lines, finding, given, law_read, tree, validity

MAINTENANCE = "../../regels-onderhouden.md"
ROOT = "../../.."
"""Where the page on maintenance and the project itself are, seen from the page of a regel."""


def plain(words: str) -> str:
    r"""Words that Markdown leaves as they are, on one line.

    >>> plain("a | b_c [x]\nd")
    'a \\| b\\_c \\[x\\] d'
    """
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(words.split()))


def anchor(heading: str) -> str:
    """The anchor that a heading gets.

    >>> anchor("Rolverdeling en raad")
    'rolverdeling-en-raad'
    """
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def party(who: Partij) -> str:
    """A party as the heading in the index names it."""
    return text(f"regelpagina.wie.{who}")


def onderdeel_name(onderdeel: Onderdeel) -> str:
    """An onderdeel as the heading in the index names it."""
    return text(f"scherm.onderdelen.{onderdeel}")


def norm_word(norm: Norm | None) -> str:
    """A norm in one word, for a table."""
    return text(f"regelpagina.norm_kort.{norm or 'niet'}")


def markdown(page: Regelpagina, pack_name: str) -> str:
    """The page of a regel as a document, seen from the folder of its pack in docs/regels/."""
    sections = (_asked, _source, _gap, _acties, _examples, _where)
    blocks = chain(_head(page, pack_name), *(section(page) for section in sections))
    return "\n\n".join(blocks) + "\n"


def _head(page: Regelpagina, pack_name: str) -> Iterator[str]:
    yield text("regelpagina.gemaakt")
    yield f"# {plain(page.naam)}"
    name = onderdeel_name(page.onderdeel)
    yield text(
        "regelpagina.onder",
        soort=text(f"regelpagina.soort.{page.soort}"),
        id=page.id,
        onderdeel=f"[{name}](per-onderdeel.md#{anchor(name)})",
        pakket=f"[{plain(pack_name)}](README.md)",
    )
    if page.waarom:
        yield plain(page.waarom)
    if page.rust_op is not None:
        link = f"[{text(f'explain.wie_is.{page.rust_op}')}](per-partij.md#{anchor(party(page.rust_op))})"
        yield text("regelpagina.ligt_bij", wie=link)
    if page.norm is not None:
        yield norm_words(page.norm) + (f" {text('explain.hard')}" if page.hard else "")
    if page.sluit_uit:
        yield text("regelpagina.sluit_uit", archetypes=listed(page.sluit_uit))
    amounts_to = finding(page)
    if amounts_to:
        yield text("regelpagina.bij_bevoegdheden", bevinding=amounts_to)
    wanneer = validity(page)
    if wanneer:
        yield text("regelpagina.alleen", wanneer="; ".join(wanneer))
    if page.waarden:
        yield text("regelpagina.waarden", waarden=listed(page.waarden))
    if page.toelichting:
        yield plain(page.toelichting)


def _asked(page: Regelpagina) -> Iterator[str]:
    if page.als is not None and page.voldaan_als is not None:
        yield f"## {text('regelpagina.kop.als')}"
        yield text("regelpagina.als")
        yield _tree(page, page.als)
    yield f"## {text(f'regelpagina.kop.vraagt.{page.soort}')}"
    condition = page.voldaan_als or page.als
    if condition is not None:
        yield _tree(page, condition)
    if page.tekst:
        yield text("regelpagina.zegt_dan")
        yield f"> {plain(page.tekst)}"
    if page.vraag_bij_twijfel:
        yield text("regelpagina.vraagt_dan")
        yield f"> {plain(page.vraag_bij_twijfel)}"
    if page.impliceert:
        yield text("regelpagina.impliceert", regels=listed(f"[{name}]({name}.md)" for name in page.impliceert))


def _tree(page: Regelpagina, node: Voorwaarde) -> str:
    return "\n".join(_branches([tree(page, node)], ""))


def _branches(found: Iterable[Tak], indent: str) -> Iterator[str]:
    for tak in found:
        yield f"{indent}- {plain(tak.tekst)}"
        yield from _branches(tak.onder, indent + "  ")


def _source(page: Regelpagina) -> Iterator[str]:
    yield f"## {text('regelpagina.kop.bron')}"
    yield plain(source_words(page))
    if page.afleiding:
        yield ended(text("regelpagina.afleiding", afleiding=plain(page.afleiding)))
    read = law_read(page)
    if read:
        yield read
    said = [f"| {plain(item.bron)} | {plain(item.zegt)} |" for item in page.bron if item.zegt]
    if said:
        yield "\n".join([text("regelpagina.regels_kop"), "|---|---|", *said])
    if page.dekt:
        yield text("regelpagina.dekt", ids=", ".join(page.dekt))


def _gap(page: Regelpagina) -> Iterator[str]:
    said = [words for words in (page.witte_vlek, page.witte_vlek_onbekend) if words]
    if said:
        yield f"## {text('regelpagina.kop.gat')}"
        yield "\n".join(f"- {plain(words)}" for words in said)


def _acties(page: Regelpagina) -> Iterator[str]:
    if page.acties:
        yield f"## {text('regelpagina.kop.doen')}"
        lines = []
        for number, actie in enumerate(page.acties, start=1):
            lines.append(f"{number}. " + text("regelpagina.actie", wat=plain(actie.wat), id=actie.id))
            lines += [f"   - {plain(line)}" for line in actie_lines(actie, page.vragen, page.instrumenten)]
        yield "\n".join(lines)
    if page.voorbeeldtekst:
        yield f"## {text('regelpagina.kop.wijkdeal')}"
        yield f"> {plain(page.voorbeeldtekst)}"


def _examples(page: Regelpagina) -> Iterator[str]:
    if page.voorbeelden:
        yield f"## {text('regelpagina.kop.voorbeelden')}"
        yield text("regelpagina.voorbeelden_uitleg")
        rows = [f"| {plain(given(example))} | {_outcome(example.verwacht)} |" for example in page.voorbeelden]
        yield "\n".join([text("regelpagina.voorbeelden_kop"), "|---|---|", *rows])


def _outcome(word: str) -> str:
    return text("regelpagina.uitkomst_met", woorden=text(f"regelpagina.uitkomst.{word}"), uitkomst=word)


def _where(page: Regelpagina) -> Iterator[str]:
    yield f"## {text('regelpagina.kop.wijzigen')}"
    file = page.plek.bestand
    yield text("regelpagina.staat_in", bestand=plain(file), pad=f"{ROOT}/{file}", onderhoud=MAINTENANCE)
