"""What `batch` shows, as a sheet: of what runs a line an afspraak and patterns, of look backs what they say."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wijktoets import texts
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.advice.folding import blocks, per_fase
from wijktoets.engine.model.words import ARCHETYPES, FASEN, Archetype, Fase
from wijktoets.engine.result.rapport import AfspraakRapport, Rapport
from wijktoets.telling.head import closing_of_many
from wijktoets.telling.in_words import worded
from wijktoets.telling.look_back import look_backs, wijk
from wijktoets.telling.phrases import fasen_named, level, told, words_for
from wijktoets.telling.tree import (
    Gap,
    Heading,
    Line,
    Listing,
    Part,
    Sheet,
    Text,
    grid,
    item,
    joined,
    own,
    sentence,
)
from wijktoets.texts.wording import counted, day

from .patterns import patterns

if TYPE_CHECKING:
    from wijktoets.engine.model.woorden import Woorden
    from wijktoets.engine.result.table import Result

PASTEN: Final = ("ja", "ja_met_afweging", "nog_niet", "nog_open", "nee")
"""In the order in which they are explained."""
KINDS: Final = (
    ("lopend", False, False),
    ("terugblik", False, True),
    ("fictief", True, False),
    ("fictief_terugblik", True, True),
)
"""The sections in their order: whether its dossiers are invented, and whether they look back."""


def woorden_of(results: "Sequence[Result]") -> "list[Woorden]":
    """The words of each dossier that could be used."""
    return [r.rapport.woorden for r in results if r.rapport is not None]


@worded(woorden_of)
def batch_sheet(results: "Sequence[Result]", agendas: Mapping[str, Agenda]) -> Sheet:
    """The whole screen: the sections, then where to look further; the arguments are those of `batch_sections`."""
    parts = list(batch_sections(results, agendas))
    found = [r.rapport.teksten for r in results if r.rapport and r.rapport.afspraken]
    if found:
        parts += [Gap(), sentence(texts.text("batch.verder"), level=1)]
        parts += [sentence(line.tekst, level=1) for line in closing_of_many(found)]
    return tuple(parts)


def batch_sections(results: "Sequence[Result]", agendas: Mapping[str, Agenda]) -> Sheet:
    """What runs, what looks back, the invented ones likewise, what could not be used; each on alphabet.

    Args:
        agendas: of the dossiers that look back, by file.
    """
    rapporten = sorted((r.rapport for r in results if r.rapport and r.rapport.afspraken), key=_on_alphabet)
    parts: list[Part] = []
    for kind, fictief, terugblik in KINDS:
        group = [r for r in rapporten if (r.fictief, r.status == "terugblik") == (fictief, terugblik)]
        if group:
            told = look_backs(group, agendas) if terugblik else _running(group, patterned=not fictief)
            parts += [*([Gap()] if parts else []), Heading(_title(kind, group)), *told]
    return (*parts, *_errors(results))


def _on_alphabet(rapport: Rapport) -> tuple[str, str, str]:
    return (_plain(wijk(rapport)), _plain(rapport.dossier), rapport.bestand)


def _plain(name: str) -> str:
    """A name as an alphabet sees it: no accents, no capitals."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _running(group: Sequence[Rapport], patterned: bool) -> Iterable[Part]:
    """The table of dossiers that run, and what comes back in them."""
    yield from _table(group)
    if patterned and len(group) > 1:
        yield from patterns(group)


def _title(kind: str, group: Sequence[Rapport]) -> str:
    days = {r.peildatum for r in group}
    key = f"batch.koppen.{'terugblik_dag' if kind == 'terugblik' and len(days) == 1 else kind}"
    return texts.text(key, n=counted("batch.dossiers", len(group)), datum=day(min(days)))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: an afspraak, with the fasen that are equal in all that the line shows."""

    rapport: Rapport
    afspraak: AfspraakRapport
    fasen: tuple[Fase, ...]


def _lines(rapport: Rapport) -> Iterable[Row]:
    for blok in blocks(rapport.afspraken):
        for fasen, _ in per_fase(blok, lambda a: (_fits_all(a), _open(a))):
            yield Row(rapport, next(a for a in blok.afspraken if a.fase == fasen[0]), fasen)


def _fits_all(afspraak: AfspraakRapport) -> tuple[str, ...]:
    return tuple(_fits(afspraak, archetype) for archetype in ARCHETYPES)


def _fits(afspraak: AfspraakRapport, archetype: Archetype) -> str:
    """Whether what is arranged fits an archetype, in a word and a number."""
    held = afspraak.per_archetype[archetype]
    return texts.text(f"batch.past.{held.past}", niet=held.moet.niet, open=held.moet.open)


def _open(afspraak: AfspraakRapport) -> str:
    """How many questions are open."""
    return str(len(afspraak.open_vragen))


def _table(group: Sequence[Rapport]) -> Iterable[Part]:
    """The afspraken under the name of their wijk, and what the words in the table mean."""
    rows: list[tuple[Line, ...]] = []
    used: set[str] = set()
    named = Counter(_name(rapport) for rapport in group)
    for rapport in group:
        rows.append((_wijk_line(rapport, alone=named[_name(rapport)] == 1),))
        for line in _lines(rapport):
            used |= {line.afspraak.per_archetype[a].past for a in ARCHETYPES}
            about = joined(["  ", own(_about(line))], "")
            rows.append((about, _wish(line), *_fits_all(line.afspraak), _open(line.afspraak)))
    yield grid(words_for("batch.kolommen"), tuple(rows), level=1)
    yield Gap()
    yield from (sentence(texts.text(f"batch.uitleg.{past}")) for past in PASTEN if past in used)


def _name(rapport: Rapport) -> str:
    """The wijk and the name of the dossier."""
    return ", ".join(dict.fromkeys([wijk(rapport), rapport.dossier]))


def _wijk_line(rapport: Rapport, alone: bool) -> Text:
    """The name, with the file when it is not alone in it, and how many questions were spoken of."""
    name = _name(rapport) if alone else f"{_name(rapport)}, {rapport.bestand}"
    found = rapport.besproken
    return told("batch.wijk", naam=own(name), n=found.vragen, van=found.van)


def _about(line: Row) -> str:
    """Thema and fasen."""
    whole = len(line.fasen) == len(FASEN)
    return line.afspraak.thema if whole else f"{line.afspraak.thema}, {fasen_named(line.fasen)}"


def _wish(line: Row) -> str:
    if line.afspraak.gewenst != "onbekend":
        return level(line.afspraak.gewenst)
    return texts.text("batch.wens_onbekend")


def _errors(results: "Sequence[Result]") -> Iterable[Part]:
    wrong = [line for result in results for line in result.meldingen]
    if wrong:
        yield Gap()
        yield Heading(texts.text("batch.koppen.fouten"))
        yield Listing(tuple(item("-", own(line)) for line in wrong))
