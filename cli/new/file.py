"""Writes a fresh dossier: what is not answered yet stands behind a # that can be taken away line by line.

A line to fill in begins with `#` and the name of a field or vraag, so that taking the one sign away leaves it in its
place; a line to read begins with `# `.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from wijktoets import texts
from wijktoets.engine.model.conditions import asked_by_itself
from wijktoets.engine.model.dossier import FORMAAT
from wijktoets.engine.model.in_words import in_words_of
from wijktoets.engine.model.pakket import Gespreksvraag, Vraag
from wijktoets.engine.model.regelpakket import VELDEN, Regelpakket
from wijktoets.engine.model.words import ONDERDELEN, Gebiedsoort
from wijktoets.engine.reading.editing import quoted
from wijktoets.engine.reading.matching import FILLED
from wijktoets.texts import text

WIDTH = 88
"""Columns of a comment that is read, with what stands before it."""
BELOW = "    "
ANSWERS = "      "
"""Where the fields of an afspraak stand, and where its answers."""
STELLING = "ja | deels | nee | onbekend"


@dataclass(frozen=True, slots=True)
class Opzet:
    """What is known beforehand: name, themas, the wish, the way to the JSON Schema, and whether a wijk or a dorp."""

    naam: str
    themas: tuple[str, ...]
    gewenst: str | None
    schema: str | None
    soort: Gebiedsoort | None = None


def dossier_text(pakket: Regelpakket, opzet: Opzet, everything: bool) -> str:
    """A dossier as YAML text: the kernvragen in order, or with `everything` all vragen per onderdeel.

    A pack without kernvragen gives all its vragen.
    """
    pakket = in_words_of(pakket, opzet.soort or pakket.gebiedsoort)
    kern = [g for g in pakket.gespreksvragen if g.kern is not None]
    per_onderdeel = everything or not kern
    questions = _per_onderdeel if per_onderdeel else _per_kernvraag
    lines = [*_head(opzet, pakket), *_notes(pakket), ""]
    of_wijk = list(questions(pakket, "  ", True))
    if of_wijk:
        lines += [*_read(text("new.wijk")), "antwoorden:", *of_wijk, ""]
    lines += [*_read(text("new.afspraken")), "afspraken:"]
    for thema in opzet.themas:
        lines += [f"  - thema: {scalar(thema)}", *_fields(pakket, opzet), f"{BELOW}antwoorden:"]
        lines += [*questions(pakket, ANSWERS, False), ""]
    words = pakket.woordenschat.for_area(pakket.gebiedsoort)
    return texts.filled("\n".join(lines).rstrip("\n") + "\n", words.word)


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


def _head(opzet: Opzet, pakket: Regelpakket) -> Iterator[str]:
    if opzet.schema is not None:
        yield "# " + text("new.modelregel", schema=opzet.schema)
    yield from _read(text("new.uitleg"))
    yield ""
    yield f"formaat: {FORMAAT}"
    yield f"naam: {scalar(opzet.naam)}"
    packs = [f"{{id: {pack.id}, versie: {pack.versie}}}" for pack in pakket.pakketten]
    yield f"pakket: {packs[0] if len(packs) == 1 else '[' + ', '.join(packs) + ']'}"
    for line, options in texts.all_texts()["new"]["kop"]:
        area = opzet.soort is not None and line.startswith("gebied:")
        yield f"{text(f'new.gebied.{opzet.soort}')}  # {options}" if area else _fill(line, options)


def _notes(pakket: Regelpakket) -> Iterator[str]:
    if pakket.gespreksvragen:
        yield from _read(text("new.gesprekken"))
        yield _fill(text("new.gesprekken_regel", id=pakket.gespreksvragen[0].id), "")


def _fields(pakket: Regelpakket, opzet: Opzet) -> Iterator[str]:
    kern = {veld: g.kern for g in pakket.gespreksvragen if g.kern is not None for veld in g.vult if veld in VELDEN}
    for veld, (line, options) in texts.all_texts()["new"]["velden"].items():
        words = f"{options} ({text('new.bij_kern', kern=kern[veld])})" if veld in kern else options
        if veld == "gewenst" and opzet.gewenst is not None:
            yield f"{BELOW}gewenst: {opzet.gewenst}  # {words}"
        else:
            yield _fill(line, words.strip(), BELOW)


def _of_wijk(vraag: Vraag) -> bool:
    return vraag.geldt_voor == "wijk"


def _per_kernvraag(pakket: Regelpakket, indent: str, wijk: bool) -> Iterator[str]:
    """The kernvragen in order, each with the vragen that it fills; for the wijk only those that have one there."""
    seen: set[str] = set()
    for found in pakket.gespreksvragen:
        asked = [pakket.vragen[name] for name in found.vult if name in pakket.vragen and name not in seen]
        here = [vraag for vraag in asked if _of_wijk(vraag) == wijk]
        seen |= {vraag.id for vraag in here}
        if found.kern is None or (wijk and not here):
            continue
        yield ""
        yield from _read(f"== {text('new.kernvraag', kern=found.kern, vraag=found.vraag)}", indent)
        if not wijk:
            yield from _elsewhere(pakket, found, indent)
        for vraag in here:
            yield from _question(pakket, vraag, indent, explained=False)


def _elsewhere(pakket: Regelpakket, found: Gespreksvraag, indent: str) -> Iterator[str]:
    """Where to find what a kernvraag fills besides the answers of the afspraak."""
    fields = [name for name in found.vult if name in VELDEN]
    above = [name for name in found.vult if name in pakket.vragen and _of_wijk(pakket.vragen[name])]
    for key, names in (("new.hierboven", fields), ("new.bij_wijk", above)):
        if names:
            yield from _read(text(key, namen=", ".join(names)), indent)


def _per_onderdeel(pakket: Regelpakket, indent: str, wijk: bool) -> Iterator[str]:
    """All vragen, per onderdeel in the order of the model, each with why it is asked and where it comes from."""
    for onderdeel in ONDERDELEN:
        here = (v for v in pakket.vragen.values() if v.onderdeel == onderdeel and v.id not in FILLED)
        own = [v for v in here if _of_wijk(v) == wijk]
        if own:
            yield ""
            yield from _read(f"== {text(f'scherm.onderdelen.{onderdeel}')}", indent)
        for vraag in own:
            yield from _question(pakket, vraag, indent, explained=True)


def _question(pakket: Regelpakket, vraag: Vraag, indent: str, explained: bool) -> Iterator[str]:
    yield ""
    yield from _read(vraag.vraag, indent)
    for option, described in vraag.omschreven.items():
        yield from _read(text("new.optie", optie=option, omschrijving=described), indent, "  ")
    if vraag.nvt_mogelijk:
        yield from _read(text("new.nvt"), indent)
    if vraag.geldt_voor == "fase":
        yield from _read(text("new.per_fase"), indent)
    if explained:
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
