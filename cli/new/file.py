"""Writes a fresh dossier: what is not answered yet stands behind a # that can be taken away line by line.

A line to fill in begins with `#` and the name of a field or vraag, so that taking the one sign away leaves it in its
place; a line to read begins with `# `. The roles come first: at each thema, or once for all themas when there are
many. Then come the cards in order, once for all themas, with what the wish needs; and below a line what can wait.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from wijktoets import texts
from wijktoets.engine.advice.agenda.cards import all_cards
from wijktoets.engine.advice.agenda.value import Kaart
from wijktoets.engine.model.conditions import asked_by_itself
from wijktoets.engine.model.dossier import FORMAAT
from wijktoets.engine.model.in_words import in_words_of
from wijktoets.engine.model.pakket import Vraag
from wijktoets.engine.model.regelpakket import VELDEN, Regelpakket
from wijktoets.engine.model.woorden import bare
from wijktoets.engine.model.words import ONDERDELEN, Archetype, Gebiedsoort
from wijktoets.engine.reading.editing import quoted
from wijktoets.engine.reading.matching import FILLED
from wijktoets.texts import text
from wijktoets.texts.wording import counted, listed

WIDTH = 88
"""Columns of a comment that is read, with what stands before it."""
BELOW = "    "
ANSWERS = "      "
"""Where the fields of an afspraak stand, and where its answers."""
STELLING = "ja | deels | nee | onbekend"
ROLES_AT_EACH = 2
"""With more themas than these the roles stand once for all of them, so that the file can still be looked through."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known beforehand: name, themas, the wish, the way to the JSON Schema, a wijk or a dorp, and parties."""

    naam: str
    themas: tuple[str, ...]
    gewenst: Archetype | None
    schema: str | None
    soort: Gebiedsoort | None = None
    partijen: tuple[tuple[str, str], ...] = ()
    """Each party: its role and its name."""


def dossier_text(pakket: Regelpakket, opzet: Outline, everything: bool) -> str:
    """A dossier as YAML text: the cards in order, or with `everything` all vragen per onderdeel.

    A pack without cards of the short route gives all its vragen.
    """
    pakket = in_words_of(pakket, opzet.soort or pakket.gebiedsoort)
    cards = [card for card in all_cards(pakket, opzet.gewenst) if card.kern is not None]
    body = _whole(pakket, opzet) if everything or not cards else _short(pakket, opzet, cards)
    lines = [*_head(opzet, pakket), *_notes(pakket), "", *body]
    words = pakket.woordenschat.for_area(pakket.gebiedsoort)
    return texts.filled("\n".join(lines).rstrip("\n") + "\n", words.word)


def _whole(pakket: Regelpakket, opzet: Outline) -> Iterator[str]:
    """All vragen: those about the wijk once, the others at each thema."""
    of_wijk = list(_per_onderdeel(pakket, "  ", True))
    if of_wijk:
        yield from [*_read(text("new.wijk")), "antwoorden:", *of_wijk, ""]
    yield from [*_read(text("new.afspraken.een")), "afspraken:"]
    for thema in opzet.themas:
        yield from [f"  - thema: {scalar(thema)}", *_fields(pakket, opzet), f"{BELOW}antwoorden:"]
        yield from [*_per_onderdeel(pakket, ANSWERS, False), ""]


def _short(pakket: Regelpakket, opzet: Outline, cards: Sequence[Kaart]) -> Iterator[str]:
    """The roles at each thema, then the cards in order with what the wish needs, and below a line the rest of them."""
    of_role = {name for role in pakket.wie_doet_wat for name in role.vragen}
    every = [vraag for card in cards for vraag in card.vragen]
    roles = {v.vraag for v in every if v.soort == "vraag" and (v.reden == "rollen" or v.vraag in of_role)}
    alone, at_each = len(opzet.themas) == 1, len(opzet.themas) <= ROLES_AT_EACH
    many = "een" if alone else "meer"
    yield from [*_read(text(f"new.afspraken.{many}")), "afspraken:"]
    for thema in opzet.themas:
        yield from [f"  - thema: {scalar(thema)}", *_fields(pakket, opzet), f"{BELOW}antwoorden:"]
        if at_each:
            yield from _read(text("new.rollen.per_thema"), ANSWERS)
            yield from (_line(pakket, v.vraag, ANSWERS) for v in every if v.vraag in roles)
    yield ""
    yield from [*_read(text(f"new.kaarten.{many}")), "antwoorden:"]
    if not at_each:
        yield from _read(text("new.rollen.samen"), "  ")
        yield from (_line(pakket, v.vraag, "  ") for v in every if v.vraag in roles)
    later: list[str] = []
    for card in cards:
        above = [v.vraag for v in card.vragen if v.soort == "veld" or v.vraag in roles]
        there = text("new.hierboven", namen=", ".join(above)) if above else ""
        if alone:
            yield ""
        yield f"  # == {text('new.kaart', kern=card.kern, vraag=card.vraag)} {there}".rstrip()
        own = [v for v in card.vragen if v.vraag not in above]
        yield from (_line(pakket, v.vraag, "  ") for v in own if v.reden != "verder")
        later += [_line(pakket, v.vraag, "  ") for v in own if v.reden == "verder"]
    if later:
        yield from ["", f"  # {text('new.streep')}", *later]
    left = len(pakket.vragen) - len([v for v in every if v.soort == "vraag"])
    if left:
        yield from _read(counted("new.andere", left), "  ")


def _line(pakket: Regelpakket, name: str, indent: str) -> str:
    """A vraag in one line, with the answers that only it has."""
    vraag = pakket.vragen[name]
    words = [*vraag.opties, "onbekend"] if vraag.opties else []
    words += [text("new.ook_nvt")] if vraag.nvt_mogelijk else []
    return _fill(
        f"{vraag.id}: onbekend", " ".join([vraag.vraag, f"({' | '.join(words)})" if words else ""]).strip(), indent
    )


def scalar(word: str) -> str:
    r"""A text as YAML in one line that reads back as that text.

    >>> print(scalar("groen: en [spelen]"), scalar("twee\nregels"), scalar("€\u00a05"))
    'groen: en [spelen]' "twee\nregels" "€\u00a05"
    """
    if not word.isprintable():
        return quoted(word)
    dumped: str = yaml.safe_dump(word, allow_unicode=True, width=10**9)
    return dumped.removesuffix("\n").removesuffix("\n...")


def _read(words: str, indent: str = "", deeper: str = "") -> Iterator[str]:
    """A comment to read; what follows a dash hangs under its first word."""
    for line in words.split("\n"):
        hang = "  " if line.startswith("- ") else deeper
        yield from textwrap.wrap(
            " ".join(line.split()), WIDTH, initial_indent=f"{indent}# {deeper}", subsequent_indent=f"{indent}# {hang}"
        ) or [f"{indent}#"]


def _fill(line: str, options: str, indent: str = "") -> str:
    """A line to fill in, with what it can be behind it."""
    return f"{indent}#{line}" + (f"  # {options}" if options else "")


def _head(opzet: Outline, pakket: Regelpakket) -> Iterator[str]:
    if opzet.schema is not None:
        yield "# " + text("new.modelregel", schema=opzet.schema)
    yield from _read("\n".join([text("new.uitleg"), *_own_names(pakket)]))
    yield ""
    yield f"formaat: {FORMAAT}"
    yield f"naam: {scalar(opzet.naam)}"
    packs = [f"{{id: {pack.id}, versie: {pack.versie}}}" for pack in pakket.pakketten]
    yield f"pakket: {packs[0] if len(packs) == 1 else '[' + ', '.join(packs) + ']'}"
    for line, options in texts.all_texts()["new"]["kop"]:
        if line.startswith("partijen:") and opzet.partijen:
            yield "partijen:"
            yield from (f"  - {{naam: {quoted(naam)}, rol: {rol}}}" for rol, naam in opzet.partijen)
            continue
        shown = text("new.gebied", soort=opzet.soort or pakket.gebiedsoort) if line == "gebied" else line
        known = line == "gebied" and opzet.soort is not None
        yield f"{shown}  # {options}" if known else _fill(shown, options)


def _own_names(pakket: Regelpakket) -> Iterator[str]:
    """What the pack calls the words that are typed, where that is something else."""
    words = pakket.taal
    called = {
        str(key): name for named in (words.archetypen, words.partijen, words.plaatsen) for key, name in named.items()
    }
    other = {key: bare(name) for key, name in called.items() if bare(name) != key}
    if other:
        told = [text("new.eigen_naam", sleutel=key, naam=name) for key, name in other.items()]
        yield text("new.eigen_namen", namen=listed(told))


def _notes(pakket: Regelpakket) -> Iterator[str]:
    if pakket.gespreksvragen:
        yield _fill(text("new.gesprekken_regel", id=pakket.gespreksvragen[0].id), text("new.gesprekken"))


def _fields(pakket: Regelpakket, opzet: Outline) -> Iterator[str]:
    kern = {veld: g.kern for g in pakket.gespreksvragen if g.kern is not None for veld in g.vult if veld in VELDEN}
    for veld, (line, options) in texts.all_texts()["new"]["velden"].items():
        if veld == "fasen" and len(opzet.themas) > 1:
            continue
        words = f"{options} ({text('new.bij_kern', kern=kern[veld])})" if veld in kern else options
        if veld == "gewenst" and opzet.gewenst is not None:
            yield f"{BELOW}gewenst: {opzet.gewenst}  # {words}"
        else:
            yield _fill(line, words.strip(), BELOW)


def _of_wijk(vraag: Vraag) -> bool:
    return vraag.geldt_voor == "wijk"


def _per_onderdeel(pakket: Regelpakket, indent: str, wijk: bool) -> Iterator[str]:
    """All vragen, per onderdeel in the order of the model, each with why it is asked and where it comes from."""
    for onderdeel in ONDERDELEN:
        here = (v for v in pakket.vragen.values() if v.onderdeel == onderdeel and v.id not in FILLED)
        own = [v for v in here if _of_wijk(v) == wijk]
        if own:
            yield ""
            yield from _read(f"== {text(f'scherm.onderdelen.{onderdeel}')}", indent)
        for vraag in own:
            yield from _question(pakket, vraag, indent)


def _question(pakket: Regelpakket, vraag: Vraag, indent: str) -> Iterator[str]:
    yield ""
    yield from _read(vraag.vraag, indent)
    for option, described in vraag.omschreven.items():
        yield from _read(text("new.optie", optie=option, omschrijving=described), indent, "  ")
    if vraag.nvt_mogelijk:
        yield from _read(text("new.nvt"), indent)
    if vraag.geldt_voor == "fase":
        yield from _read(text("new.per_fase"), indent)
    yield from _explained(pakket, vraag, indent)
    options = " | ".join([*vraag.opties, "onbekend"]) if vraag.opties else STELLING
    yield _fill(f"{vraag.id}: onbekend", options, indent)


def _explained(pakket: Regelpakket, vraag: Vraag, indent: str) -> Iterator[str]:
    if vraag.toelichting:
        yield from _read(vraag.toelichting, indent)
    for waarborg in pakket.waarborgen.values():
        if vraag.id in asked_by_itself(waarborg.voldaan_als):
            yield from _read(text("new.waarom", waarom=waarborg.waarom), indent)
            break
    source = text("new.bron", vindplaats=", ".join(vraag.bron))
    kern = [g.kern for g in pakket.gespreksvragen if g.kern is not None and vraag.id in g.vult]
    yield from _read(source + (f" ({text('new.bij_kern', kern=kern[0])})" if kern else ""), indent)
