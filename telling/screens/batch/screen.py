"""What `batch` shows, as a sheet: one line an afspraak, by alphabet, the invented ones apart, then patterns."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wijktoets import texts
from wijktoets.engine.advice.folding import blocks, per_fase
from wijktoets.engine.model.words import ARCHETYPES, FASEN, Archetype, Fase
from wijktoets.engine.result.rapport import AfspraakRapport, Rapport
from wijktoets.telling.head import closing_of_many
from wijktoets.telling.in_words import worded
from wijktoets.telling.notes import Noot, further_roles
from wijktoets.telling.phrases import fasen_named, in_a_list, level, told, words_for
from wijktoets.telling.tree import (
    Gap,
    Heading,
    Item,
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
from wijktoets.texts.wording import counted, day, ended, said, variant

from .patterns import answered, patterns, worked, worked_often

if TYPE_CHECKING:
    from wijktoets.engine.model.woorden import Woorden
    from wijktoets.engine.result.table import Result

PASTEN: Final = ("ja", "ja_met_afweging", "nog_niet", "nog_open", "nee")
"""In the order in which they are explained."""


def woorden_of(results: "Sequence[Result]") -> "list[Woorden]":
    """The words of each dossier that could be used."""
    return [r.rapport.woorden for r in results if r.rapport is not None]


@worded(woorden_of)
def batch_sheet(results: "Sequence[Result]") -> Sheet:
    """The whole screen: the sections, then where to look further."""
    parts = list(batch_sections(results))
    found = [r.rapport.teksten for r in results if r.rapport and r.rapport.afspraken]
    if found:
        parts += [Gap(), sentence(texts.text("batch.verder"), level=1)]
        parts += [sentence(line.tekst, level=1) for line in closing_of_many(found)]
    return tuple(parts)


def batch_sections(results: "Sequence[Result]") -> Sheet:
    """What runs, what looks back, what is invented, what could not be used; each on alphabet."""
    rapporten = sorted((r.rapport for r in results if r.rapport and r.rapport.afspraken), key=_on_alphabet)
    real = [r for r in rapporten if not r.fictief]
    groups = (
        ("lopend", [r for r in real if r.status != "terugblik"]),
        ("terugblik", [r for r in real if r.status == "terugblik"]),
        ("fictief", [r for r in rapporten if r.fictief]),
    )
    parts: list[Part] = []
    for kind, group in groups:
        if group:
            parts += [*([Gap()] if parts else []), *_section(kind, group)]
    return (*parts, *_errors(results))


def _on_alphabet(rapport: Rapport) -> tuple[str, str, str]:
    return (_plain(wijk(rapport)), _plain(rapport.dossier), rapport.bestand)


def _plain(name: str) -> str:
    """A name as an alphabet sees it: no accents, no capitals."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def wijk(rapport: Rapport) -> str:
    """Where a dossier is about; its own name when it does not say."""
    return rapport.gebied or rapport.dossier


def _section(kind: str, group: Sequence[Rapport]) -> Iterable[Part]:
    """One kind of dossiers: what the source names (of a look back), the table, and what comes back."""
    yield Heading(_title(kind, group))
    if kind == "terugblik":
        yield from _named(group)
    yield from _table(group)
    if kind != "fictief" and len(group) > 1:
        yield from patterns(group, kind == "terugblik")


def _named(group: Sequence[Rapport]) -> Iterable[Part]:
    """What the sources name: per wijk what worked and what they answer clearly, then how often something worked."""
    yield Heading(texts.text("batch.koppen.genoemd"), level=3)
    yield sentence(texts.text("batch.genoemd_uitleg"))
    for rapport in group:
        yield Heading(own(wijk(rapport)), level=4)
        if found := worked(rapport):
            yield Listing(tuple(_worked_item(noot) for noot in found))
        yield sentence(answered(rapport))
    if often := worked_often(group):
        yield Gap()
        yield sentence(often)


def _worked_item(noot: Noot) -> Item:
    onderdeel = texts.text(f"scherm.onderdelen.{noot.onderdeel}")
    return item("-", told("batch.werkte", onderdeel=onderdeel, noot=own(ended(noot.tekst))), source=noot.bron)


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

    @property
    def terugblik(self) -> bool:
        """Whether the dossier looks back."""
        return self.rapport.status == "terugblik"

    @property
    def rollen(self) -> list[str] | None:
        """The lines where a source speaks of roles that may be more than adviseren, and of no wish; else None."""
        if not self.terugblik or self.afspraak.gewenst != "onbekend":
            return None
        return further_roles(self.rapport, self.afspraak)


def _lines(rapport: Rapport) -> Iterable[Row]:
    for blok in blocks(rapport.afspraken):
        for fasen, _ in per_fase(blok, lambda a: (_fits_all(rapport, a), _open(rapport, a))):
            yield Row(rapport, next(a for a in blok.afspraken if a.fase == fasen[0]), fasen)


def _fits_all(rapport: Rapport, afspraak: AfspraakRapport) -> tuple[str, ...]:
    return tuple(_fits(rapport, afspraak, archetype) for archetype in ARCHETYPES)


def _fits(rapport: Rapport, afspraak: AfspraakRapport, archetype: Archetype) -> str:
    """Whether what is arranged fits an archetype, in a word and a number."""
    held = afspraak.per_archetype[archetype]
    key = f"batch.past.{held.past}"
    return said(key, rapport.status == "terugblik", niet=held.moet.niet, open=held.moet.open)


def _open(rapport: Rapport, afspraak: AfspraakRapport) -> str:
    """How many questions are open; of a look back that says nothing, as nobody asks them any more."""
    return "" if rapport.status == "terugblik" else str(len(afspraak.open_vragen))


def _table(group: Sequence[Rapport]) -> Iterable[Part]:
    """The afspraken under the name of their wijk, and what the words in the table mean."""
    looks_back = all(r.status == "terugblik" for r in group)
    header = words_for("batch.kolommen")
    lines: list[Row] = []
    rows: list[tuple[Line, ...]] = []
    named = Counter(_name(rapport) for rapport in group)
    for rapport in group:
        rows.append((_wijk_line(rapport, alone=named[_name(rapport)] == 1),))
        for line in _lines(rapport):
            lines.append(line)
            cells: tuple[Line, ...] = (
                joined(["  ", own(_about(line))], ""),
                _wish(line),
                *_fits_all(rapport, line.afspraak),
                _open(rapport, line.afspraak),
            )
            rows.append(cells[:-1] if looks_back else cells)
    yield grid(header[:-1] if looks_back else header, tuple(rows), level=1)
    yield Gap()
    yield from (sentence(text) for text in _explained(lines))


def _name(rapport: Rapport) -> str:
    """The wijk and the name of the dossier."""
    return ", ".join(dict.fromkeys([wijk(rapport), rapport.dossier]))


def _wijk_line(rapport: Rapport, alone: bool) -> Text:
    """The name, with the file when it is not alone in it, and how many questions were spoken of."""
    name = _name(rapport) if alone else f"{_name(rapport)}, {rapport.bestand}"
    found = rapport.besproken
    return told(variant("batch.wijk", rapport.status == "terugblik"), naam=own(name), n=found.vragen, van=found.van)


def _about(line: Row) -> str:
    """Thema and fasen."""
    whole = len(line.fasen) == len(FASEN)
    return line.afspraak.thema if whole else f"{line.afspraak.thema}, {fasen_named(line.fasen)}"


def _wish(line: Row) -> str:
    if line.afspraak.gewenst != "onbekend":
        return level(line.afspraak.gewenst)
    wish = said("batch.wens_onbekend", line.terugblik)
    return wish if line.rollen is None else texts.text("batch.rollen_noot", wens=wish)


def _explained(lines: Sequence[Row]) -> Iterable[Line]:
    """What the words in the table mean, those that it uses, each once."""
    used = {(line.afspraak.per_archetype[a].past, line.terugblik) for line in lines for a in ARCHETYPES}
    for past in PASTEN:
        mixed = (past, False) in used and not _own_word(past)
        for back in (False, True):
            if (past, back) in used and not (back and mixed):
                yield said(f"batch.uitleg.{past}", back)
    roles: dict[str, dict[str, None]] = {}
    for line in lines:
        if line.rollen is not None:
            roles.setdefault(wijk(line.rapport), {}).update(dict.fromkeys(line.rollen))
    if roles:
        places = (
            told("batch.uitleg.rollen_waar", naam=own(w), vindplaats=own(", ".join(b))) if b else own(w)
            for w, b in roles.items()
        )
        yield told("batch.uitleg.rollen", waar=in_a_list(places))


def _own_word(past: str) -> bool:
    """Whether the table has another word for this in a look back."""
    return isinstance(texts.all_texts()["batch"]["past"][past], Mapping)


def _errors(results: "Sequence[Result]") -> Iterable[Part]:
    wrong = [line for result in results for line in result.meldingen]
    if wrong:
        yield Gap()
        yield Heading(texts.text("batch.koppen.fouten"))
        yield Listing(tuple(item("-", own(line)) for line in wrong))
