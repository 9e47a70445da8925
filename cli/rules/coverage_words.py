"""How a Dekking is put in words, the same on screens and on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wijktoets.engine.upkeep.coverage.coverage import SOORTEN, Dekking, DingRij, IdRij, Leemte, RegelRij, Verwijzing
from wijktoets.texts import all_texts, text
from wijktoets.texts.wording import counted


@dataclass(frozen=True, slots=True)
class Telling:
    """Of how many lines or ids something rests on them, how many say why not, and how many do neither."""

    alle: int
    gedekt: int
    reden: int

    @property
    def open(self) -> int:
        """Those of which nothing is known."""
        return self.alle - self.gedekt - self.reden


def head(dekking: Dekking) -> list[str]:
    """What lies beside what, and how much of it is accounted for."""
    lines = Telling(
        len(dekking.regels),
        sum(bool(r.draagt) for r in dekking.regels),
        sum(not r.draagt and r.reden is not None for r in dekking.regels),
    )
    ids = Telling(
        len(dekking.ids),
        sum(bool(i.gedekt_door) for i in dekking.ids),
        sum(not i.gedekt_door and i.reden is not None for i in dekking.ids),
    )
    said = [
        text("coverage.kop.bron", titel=dekking.bron.titel, regels=dekking.bron.laatste_regel),
        _counts("coverage.kop.regels", lines),
    ]
    return [*said, _counts("coverage.kop.ids", ids)] if dekking.ids else said


def _counts(key: str, telling: Telling) -> str:
    return text(key, alle=telling.alle, gedekt=telling.gedekt, reden=telling.reden, open=telling.open)


def gaps_line(dekking: Dekking) -> str:
    """How many things are not accounted for."""
    return counted("coverage.leemten_telling", len(dekking.leemten)) if dekking.leemten else text("coverage.alles")


def gap(leemte: Leemte) -> str:
    """What is not accounted for, and what to do, or the near miss."""
    wrong, advice = all_texts()["coverage"]["leemten"][leemte.code]
    guess = leemte.gegevens.get("suggestie")
    if guess is not None:
        wrong, advice = wrong + all_texts()["bedoelde_u"], ""
    return f"{wrong} {advice}".rstrip().format_map(leemte.gegevens)


def place(leemte: Leemte) -> str:
    """Where to look, as editors open it."""
    return f"{leemte.bestand}:{leemte.regel}:{leemte.kolom}" if leemte.regel else leemte.bestand


def rests(things: Iterable[Verwijzing]) -> list[tuple[str, list[Verwijzing]]]:
    """Things per kind, each with the word for so many of that kind."""
    found: dict[str, list[Verwijzing]] = {}
    for thing in things:
        found.setdefault(thing.soort, []).append(thing)
    return [(counted(f"coverage.soort.{s}", len(found[s])), found[s]) for s in SOORTEN if s in found]


def names(things: Iterable[Verwijzing]) -> str:
    """Things per kind, by id, in one sentence."""
    return "; ".join(
        text("coverage.per_soort", soort=kind, namen=", ".join(t.id for t in some)) for kind, some in rests(things)
    )


def why(row: RegelRij) -> str:
    """Why nothing rests on a line."""
    if row.soort is None or row.reden is None:
        return text("coverage.zonder_reden")
    at = text("coverage.bij", plaatsen=", ".join(row.bij)) if row.bij else ""
    return text("coverage.reden", soort=text(f"coverage.redenen.{row.soort}") + at, reden=row.reden)


def carries(row: RegelRij) -> str:
    """What rests on a line, or why nothing does."""
    return names(row.draagt) if row.draagt else why(row)


def covered(row: IdRij) -> str:
    """What covers an id, or why nothing does."""
    if row.gedekt_door:
        return names(row.gedekt_door)
    return row.reden if row.reden is not None else text("coverage.zonder_reden")


def grounds(row: DingRij) -> str:
    """The lines of a thing, and how it rests on them."""
    bron = ", ".join(row.bron)
    return text(f"explain.basis.{row.basis}", bron=bron) if row.basis else text("coverage.op", bron=bron)


def examples(row: DingRij) -> str | None:
    """The outcomes that the examples of a regel show; None for what has no examples."""
    shown = outcomes(row)
    return None if shown is None else text("coverage.voorbeelden", uitkomsten=shown)


def outcomes(row: DingRij) -> str | None:
    """The outcomes alone, or that there are none."""
    if row.voorbeelden is None:
        return None
    return ", ".join(name.replace("_", " ") for name in row.voorbeelden) or text("coverage.geen_voorbeeld")


def paraphrases(dekking: Dekking) -> Mapping[str, str]:
    """What each line of the source says."""
    return {row.regel: row.zegt for row in dekking.regels}
