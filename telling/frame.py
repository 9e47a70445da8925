"""Composes what every document of one dossier has around its content: title, opening, facts, and what is behind it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from wijktoets import texts
from wijktoets._version import __version__
from wijktoets.engine.result.rapport import Rapport
from wijktoets.texts.wording import day, listed, said

from .head import EXPLAINING, closing, discussed, filled_in, pack_line, recomputed, trial, weights, where
from .phrases import in_a_list, names_in, told, words_for
from .tree import (
    EMPTY,
    Fact,
    Facts,
    Heading,
    Line,
    Metadata,
    Paragraph,
    Part,
    Table,
    Text,
    joined,
    own,
    plain,
    sentence,
    words,
)

FOOT_NAME: Final = 36
"""So many letters of a name leave room on the line at the foot for what else is there."""


def metadata(rapport: Rapport) -> Metadata:
    """What the file says of itself; the day is the peildatum."""
    maker = rapport.opgesteld.door if rapport.opgesteld and rapport.opgesteld.door else texts.text("report.maker")
    return Metadata(
        subject=words(told("report.onderwerp", naam=own(rapport.dossier))),
        day=rapport.peildatum,
        author=maker,
        keywords=words_for("report.trefwoorden"),
    )


def subtitle(rapport: Rapport, kind: str) -> str:
    """The kind of document, the status of the dossier, and the day it speaks of."""
    return texts.text("report.ondertitel", soort=kind, status=_status(rapport), datum=day(rapport.peildatum))


def footer(rapport: Rapport) -> Text:
    """The line at the foot of every page, on which a long name is cut: it stands in full above the first."""
    return told(
        "report.voetregel_fictief" if rapport.fictief else "report.voetregel",
        naam=own(at_foot(rapport.dossier)),
        status=_status(rapport),
        datum=day(rapport.peildatum),
        versie=__version__,
    )


def at_foot(name: str, most: int = FOOT_NAME) -> str:
    """A name with so many letters at most.

    >>> at_foot("Wijkdeal Noorderlinde", 11)
    'Wijkdeal N…'
    """
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _status(rapport: Rapport) -> str:
    return texts.text(f"report.status.{rapport.status}")


def warnings(rapport: Rapport, supposed: Mapping[str, str] | None = None) -> Iterable[Part]:
    """What must be known before anything else: invented, or as if something else were wished or answered."""
    if rapport.fictief:
        yield Paragraph(plain(texts.text("report.fictief")), "warning")
    yield from (Paragraph(plain(line), "warning") for line in trial(rapport.als_wens, supposed))


def about(rapport: Rapport) -> Iterable[Part]:
    """Where it is about, who are the parties, who filled it in, how much was spoken of."""
    back = rapport.status == "terugblik"
    facts: list[tuple[str, Line]] = [
        (texts.text("report.feiten.gebied"), where(rapport)),
        (texts.text("report.feiten.partijen"), parties(rapport)),
        (texts.text("report.feiten.ondertekenaars"), EMPTY if back else own(listed(rapport.ondertekenaars))),
        (texts.text("report.feiten.ingevuld"), joined(filled_in(rapport), " ")),
        (said("report.feiten.besproken", back), discussed(rapport)),
    ]
    yield Heading(texts.text("report.koppen.waarover"))
    yield Facts(tuple(Fact(name, plain(value)) for name, value in facts if value))


def parties(rapport: Rapport) -> Text:
    """The parties with their role, where the name does not tell it."""
    named = []
    for partij in rapport.partijen:
        role = texts.filled(texts.text(f"report.rollen_van.{partij.rol}"), rapport.woorden.word)
        same = role in partij.naam.lower()
        naam = own(partij.naam)
        named.append(naam if same else told("report.partij", naam=naam, rol=role))
    return in_a_list(named)


def stays_with_raad(rapport: Rapport, apart: Collection[str] = ()) -> Iterable[Part]:
    """What stays with the raad, whether the legal form was looked at, and that this is no judgement.

    What stays with the raad comes first, below its heading; who filled the dossier in stands among the facts.

    Args:
        apart: the lines that stand elsewhere.
    """
    yield Heading(texts.text("report.koppen.raad"))
    others = closing(rapport.teksten, {*EXPLAINING, "eenzijdig_ingevuld", "blijft_bij_raad", *apart})
    lines, names = (rapport.teksten["blijft_bij_raad"], *others), list(names_in(rapport))
    yield from (sentence(pack_line(line, rapport.teksten, names), line.bron) for line in lines)


def computed(rapport: Rapport, in_full: bool) -> Iterable[Part]:
    """How this was computed: packs with their versions and hashes, weights, whether it was computed again.

    In plain words unless `in_full`; then what is technical stands in the table alone.
    """
    yield Heading(texts.text("report.koppen.berekend"))
    packs = own(listed(p.naam for p in rapport.pakketten))
    dated = "vandaag" if rapport.peildatum_is_vandaag else "peildatum"
    lines: list[Line] = [told("report.berekend.inleiding", pakket=packs)]
    lines.append(texts.text(f"report.berekend.{dated}", datum=day(rapport.peildatum)))
    lines.append(recomputed(rapport.nagerekend) if in_full else _twice(rapport))
    if in_full and any(a.borging for a in rapport.afspraken):
        lines += [weights(rapport), rapport.teksten["borging_uitleg"].tekst]
    made = ((p.naam, p.versie, p.sha256 if in_full else p.sha256[:12]) for p in rapport.pakketten)
    if in_full:
        yield Paragraph(joined(lines, " "))
        yield computed_with(made, rapport)
    else:
        rules = (told("report.berekend.met_pakket", naam=own(naam), versie=v, kenmerk=sha) for naam, v, sha in made)
        lines.append(told("report.berekend.met", pakketten=joined(rules), versie=__version__))
        yield Paragraph(joined(lines, " "))


def _twice(rapport: Rapport) -> str:
    return texts.text("report.berekend.twee_keer" if rapport.nagerekend.gelijk else "report.berekend.een_keer")


def computed_with(packs: Iterable[tuple[str, str, str]], rapport: Rapport | None = None) -> Table:
    """The packs with version and hash, and the program; of one `rapport` also what computed it again."""
    program = texts.text("report.berekend.programma")
    if rapport is not None and rapport.nagerekend.door:
        program = texts.text("report.berekend.tweede", naam=rapport.nagerekend.door)
    rows = [*packs, (program, __version__, texts.text("report.berekend.kenmerk_geen"))]
    return Table(
        texts.text("report.berekend.bijschrift"),
        words_for("report.berekend.kop"),
        tuple((own(naam), plain(version), plain(sha)) for naam, version, sha in rows),
        widths=(5, 3, 8),
    )
