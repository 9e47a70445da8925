"""Runs the examples that stand inside the rules of a pack, and says of each what it should give and what it gave.

What an example means is in docs/formaten.md (`voorbeelden`): only the answers that it names, else the first fase
of its rule and a day on which its rule is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..judging.cases import Engine
from ..judging.evaluation import OpenVraag, open_of, status_of
from ..judging.facts import Feiten, Situatie, in_force
from ..model.answers import Antwoord, Waarde, combine
from ..model.errors import Plek
from ..model.pakket import (
    Grens,
    GrensVoorbeeld,
    Signaal,
    SignaalVoorbeeld,
    Voorbeeld,
    Waarborg,
    WaarborgVoorbeeld,
    conditions_of,
)
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, FASEN, Fase

MetVoorbeelden = Waarborg | Grens | Signaal
"""The regels that may carry examples."""
MetVerwachting = WaarborgVoorbeeld | GrensVoorbeeld | SignaalVoorbeeld
"""An example with what it must give."""

VASTE_DAG: Final = date(2021, 1, 1)
"""The day of an example whose rule has no `geldig`: no outcome hangs on it, so it only has to stay the same."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One example, run: `nummer` is its place in the rule (from 1), `plek` where what is wrong stands.

    `buiten` says that the rule is not there in the fase or on the day of the example. `open_vragen` are the questions
    whose answer could still change the outcome. `vast` is what the example names of the rule and that
    is otherwise there: what (norm.besluiten, sluit_uit, rust_op), what was named, what the rule has ("" for nothing).
    """

    regel: str
    nummer: int
    plek: Plek
    verwacht: str
    kwam: str
    buiten: bool
    open_vragen: tuple[OpenVraag, ...]
    vast: tuple[tuple[str, str, str], ...] = ()

    @property
    def klopt(self) -> bool:
        """Whether the example gave what it should, and names what the rule has."""
        return self.verwacht == self.kwam and not self.vast


@dataclass(frozen=True, slots=True)
class Proef:
    """All examples of a pack, run, and the places of the rules that have none, by id."""

    uitslagen: tuple[Ran, ...]
    zonder: dict[str, Plek]

    @property
    def fout(self) -> tuple[Ran, ...]:
        """The examples that gave something else, in order of place."""
        return tuple(sorted((u for u in self.uitslagen if not u.klopt), key=lambda u: u.plek))


def regels(pakket: Regelpakket) -> Iterator[MetVoorbeelden]:
    """The regels of the packs: waarborgen, grenzen, signalen, each by id."""
    yield from pakket.waarborgen.values()
    yield from pakket.grenzen.values()
    yield from pakket.signalen.values()


def run_examples(pakket: Regelpakket, engine: Engine) -> Proef:
    """Every example of every rule, run with an engine over the whole of the linked packs."""
    zonder = {
        regel.id: pakket.plaatsen[regel.id].bij.plek((*pakket.plaatsen[regel.id].path, "id"))
        for regel in regels(pakket)
        if not regel.voorbeelden
    }
    return Proef(tuple(u for regel in regels(pakket) for u in run_rule(pakket, regel, engine)), zonder)


def run_rule(
    pakket: Regelpakket, regel: MetVoorbeelden, engine: Engine, meant: MetVoorbeelden | None = None
) -> Iterator[Ran]:
    """Every example of one rule of a pack, run with an engine.

    `meant` is the rule whose fasen and days say when an example without these is (default: the rule itself).
    """
    found = pakket.plaatsen[regel.id]
    voorbeelden: tuple[MetVerwachting, ...] = regel.voorbeelden
    for index, voorbeeld in enumerate(voorbeelden):
        case = situatie(meant or regel, voorbeeld)
        feiten = engine(pakket, case)
        came, vast = outcome(regel, feiten), tuple(_other_pins(regel, voorbeeld))
        key = vast[0][0].partition(".")[0] if vast and came == voorbeeld.verwacht else "verwacht"
        yield Ran(
            regel=regel.id,
            nummer=index + 1,
            plek=found.bij.plek((*found.path, "voorbeelden", index, key)),
            verwacht=voorbeeld.verwacht,
            kwam=came,
            buiten=not in_force(regel, case),
            open_vragen=tuple(open_of(pakket, feiten, case, conditions_of(regel))),
            vast=vast,
        )


def pinned(regel: MetVoorbeelden) -> dict[str, dict[str, str] | str]:
    """What an example can name of this rule beside an outcome: its norm, what it excludes, and on whom it rests."""
    found: dict[str, dict[str, str] | str] = {} if regel.rust_op is None else {"rust_op": regel.rust_op}
    match regel:
        case Waarborg():
            found["norm"] = {archetype: regel.norm[archetype] for archetype in ARCHETYPES if archetype in regel.norm}
        case Grens():
            found["sluit_uit"] = regel.sluit_uit
        case Signaal():
            pass
    return found


def _other_pins(regel: MetVoorbeelden, voorbeeld: MetVerwachting) -> Iterator[tuple[str, str, str]]:
    """Where what an example names differs from the rule."""
    if voorbeeld.rust_op not in (None, regel.rust_op):
        yield "rust_op", voorbeeld.rust_op, regel.rust_op or ""
    match regel, voorbeeld:
        case Waarborg(), WaarborgVoorbeeld(norm=norm) if norm is not None:
            for archetype in ARCHETYPES:
                named, has = norm.get(archetype, ""), regel.norm.get(archetype, "")
                if named != has:
                    yield f"norm.{archetype}", named, has
        case Grens(), GrensVoorbeeld(sluit_uit=named) if named is not None and named != regel.sluit_uit:
            yield "sluit_uit", named, regel.sluit_uit
        case _:
            pass


def situatie(regel: MetVoorbeelden, voorbeeld: Voorbeeld) -> Situatie:
    """The situation of an example: its answers, and the built-in questions that it names or that have a default.

    The fase is the first (in the order of the model) of the rule's; the day is the first on which the rule is there,
    or else the last. The reikwijdte is open unless the example names it.
    """
    fase = voorbeeld.fase or first_fase(regel)
    built_in = {"fase": Antwoord((fase,)), "land": Antwoord((voorbeeld.land,))}
    if voorbeeld.reikwijdte is not None:
        built_in["reikwijdte"] = Antwoord((voorbeeld.reikwijdte,))
    given = {name: combine((s.door, s.antwoord) for s in said) for name, said in voorbeeld.antwoorden.items()}
    return Situatie({**given, **built_in}, fase, voorbeeld.peildatum or day(regel))


def first_fase(regel: MetVoorbeelden) -> Fase:
    """The first fase, in the order of the model, in which a rule is there."""
    return next(fase for fase in FASEN if regel.fasen is None or fase in regel.fasen)


def day(regel: MetVoorbeelden) -> date:
    """The first day on which a rule is there, or else the last."""
    geldig = regel.geldig
    return (geldig and (geldig.van or geldig.tot)) or VASTE_DAG


def outcome(regel: MetVoorbeelden, feiten: Feiten) -> str:
    """What an example of this rule gives, in the words of `verwacht`.

    A waarborg: the status of its eis, the same at every archetype that asks it. A grens: whether it surely or perhaps
    holds. A signaal: whether it shows, is asked, or neither. One that is not there does not hold and does not show.
    """
    match regel:
        case Waarborg():
            return status_of(feiten.eisen[regel.id].waarde)
        case Grens():
            return _grens_word(feiten.grenzen.get(regel.id))
        case Signaal():
            return _signaal_word(feiten.signalen.get(regel.id), asks=regel.vraag_bij_twijfel is not None)


def _grens_word(waarde: Waarde) -> str:
    if waarde is None or waarde.hoog < 1.0:
        return "niet"
    return "zeker" if waarde.laag == 1.0 else "misschien"


def _signaal_word(waarde: Waarde, asks: bool) -> str:
    if waarde is None or waarde.hoog < 0.5:
        return "niet"
    if waarde.laag >= 0.5:
        return "toon"
    return "vraag" if asks else "niet"
