"""Small phrases that sentences about a Rapport share: levels, fasen, parties, and a sentence with its source."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock
from wijktoets.engine.model.dossier import DossierActie
from wijktoets.engine.model.words import ARCHETYPES, FASEN, ROLLEN, ActieStatus, Fase
from wijktoets.engine.result.rapport import AfspraakRapport, Rapport, WensRij
from wijktoets.texts.wording import begin_upper, listed, variant

from .tree import EMPTY, Line, Text, joined, own, plain, woven

Say: TypeAlias = Callable[[Line], str]
"""Says a line in the words of its reader; `words` leaves it as it is."""


@dataclass(frozen=True, slots=True)
class SourcedSentence:
    """A sentence with the lines of the source behind it."""

    tekst: Line
    bron: tuple[str, ...] = ()


def told(key: str, **values: Line | int) -> Text:
    """A sentence of the texts, filled: a value in pieces stays so, and who wrote them is known.

    >>> told("scherm.gezien", wie=own("de wijk"))[1]
    Span(text='de wijk', emphasis='plain', link='', own=True)
    """
    lines = {name: v if isinstance(v, tuple) else texts.printable(str(v)) for name, v in values.items()}
    return woven(texts.opened(texts.template(key), lines), **lines)


def with_names(sentence: str, names: Iterable[str]) -> Text:
    """A sentence that the engine filled, cut at the names in it that hold a word of the model.

    Should a whole name be a word of the sentence as well, then it cannot be told from it, and is theirs each time.
    """
    known = sorted({n for n in names if any(word in n.casefold() for word in ARCHETYPES)}, key=len, reverse=True)
    if not known:
        return plain(sentence)
    pieces = re.split(f"({'|'.join(map(re.escape, known))})", sentence, flags=re.IGNORECASE)
    return joined((own(piece) if number % 2 else piece for number, piece in enumerate(pieces)), "")


def names_in(rapport: Rapport) -> Iterator[str]:
    """The names that sentences of a pack may hold: of the dossier, of who filled it in, and of the themas."""
    yield rapport.dossier
    if rapport.opgesteld and rapport.opgesteld.door:
        yield rapport.opgesteld.door
    yield from (afspraak.thema for afspraak in rapport.afspraken)


def begun(line: Line) -> Text:
    """A line with a capital at the front."""
    first, *rest = plain(line)
    return (replace(first, text=begin_upper(first.text)), *rest)


def in_a_list(lines: Iterable[Line]) -> Text:
    """Lines as a list in a sentence."""
    *start, last = list(lines) or [""]
    return joined([joined(start), texts.text("scherm.en"), last], " ") if start else joined([last])


def about(blok: FaseBlock) -> str:
    """The thema of a block at the begin of a line, with its fasen when these are not all.

    In no sentence it stands behind a word such as *bij*, as *algemeen* does not fit there.
    """
    return begin_upper(at(blok.first.thema, blok.fasen))


def level(name: str) -> str:
    """The word for an archetype, or for a wish that is not known."""
    return texts.text(f"scherm.niveaus.{name}")


def fasen_named(fasen: Sequence[Fase]) -> str:
    """Fasen as a list in a sentence."""
    return listed(texts.text(f"scherm.fasen.{fase}") for fase in fasen)


def fasen_words(fasen: Sequence[Fase]) -> str:
    """Fasen as a list in a sentence; all of them in two words."""
    return texts.text("scherm.alle_fasen") if set(fasen) == set(FASEN) else fasen_named(fasen)


def by_wish(wishes: Iterable[WensRij]) -> list[Text]:
    """Each wish with the parties that have it; what they chose together is none of these."""
    groups: dict[str, list[Line]] = {}
    for wens in wishes:
        if wens.door != "samen":
            groups.setdefault(wens.gewenst, []).append(party(wens.door))
    return [told("scherm.wens", gewenst=level(gewenst), door=in_a_list(who)) for gewenst, who in groups.items()]


def wishes_told(wishes: Sequence[WensRij], terugblik: bool) -> Text:
    """Who wishes what, when the dossier says it per party; what they chose together comes last."""
    chosen = [texts.text("scherm.wens_samen", gewenst=level(w.gewenst)) for w in wishes if w.door == "samen"]
    lines: list[Line] = [*by_wish(wishes), *chosen]
    return told(variant("scherm.wensen", terugblik), wensen=joined(lines, "; ")) if lines else EMPTY


def at(thema: str, fasen: Sequence[Fase]) -> str:
    """A thema, with its fasen when these are not all."""
    return thema if set(fasen) == set(FASEN) else f"{thema} ({fasen_named(fasen)})"


def bound_to(thema: str | None, fase: Fase | None) -> str:
    """To which thema and fase something is bound; nothing when to none."""
    if thema is None:
        return fasen_named([fase]) if fase else ""
    return at(thema, [fase] if fase else FASEN)


def only_for(actie: DossierActie, afspraken: Iterable[AfspraakRapport]) -> str:
    """The thema and fase to which a step is bound; nothing when it goes for all of these."""
    everywhere = all(actie.serves(a.thema, a.fase) for a in afspraken)
    return "" if everywhere else bound_to(actie.thema, actie.fase)


def only_at(fasen: Sequence[Fase]) -> str:
    """That something goes only for these fasen; nothing when it goes for all."""
    return texts.text("scherm.bij_fasen", fasen=fasen_named(fasen)) if fasen else ""


def role(name: str) -> str:
    """A role in a sentence."""
    return texts.text(f"scherm.partijen.{name}").lower()


def party(name: str) -> Line:
    """A party in a sentence: a role, or its own name as the dossier has it."""
    return role(name) if name in ROLLEN else own(name)


def party_first(name: str) -> Line:
    """A party at the begin of a line."""
    return texts.text(f"scherm.partijen.{name}") if name in ROLLEN else own(name)


def owner(trekker: str) -> Line:
    """Who takes a step, at the begin of a line."""
    return texts.text(f"scherm.trekkers.{trekker}") if trekker in ROLLEN else own(trekker)


def owner_head(trekker: str) -> Line:
    """Who takes the steps below it, as a heading: a role in capitals, a name as people write it."""
    who = owner(trekker)
    return who.upper() if isinstance(who, str) else who


def asked_for(voor: str, rol: str) -> Line:
    """For whom questions were asked: a role, or a party by name with its rol."""
    about_rol = texts.text(f"questions.voor.{rol}")
    return about_rol if voor == rol else told("questions.voor_partij", naam=own(voor), uitleg=about_rol)


def status_word(status: ActieStatus | None) -> str:
    """How far a step is, inside a sentence; nothing where nobody said so."""
    return texts.text(f"scherm.actie_status.{status}").lower() if status else ""


def at_fasen(fasen: Sequence[Fase]) -> str:
    """In which fasen something is so."""
    return texts.text("report.bij_fasen", fasen=fasen_named(fasen))


def words_for(key: str) -> tuple[str, ...]:
    """A list of words from the texts, such as the heads of a table."""
    return tuple(texts.opened(word) for word in sentences(key))


def sentences(key: str) -> tuple[str, ...]:
    """A list of sentences as they stand in the texts, with the places to fill in between braces."""
    found: Any = texts.all_texts()
    for step in key.split("."):
        found = found[step]
    return tuple(found)
