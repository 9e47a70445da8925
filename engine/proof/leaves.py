"""Who answers the questions in a proof, in formulas: nobody yet (`FreeAnswers`) or a dossier (`FixedAnswers`)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final, Protocol

import z3

from ..circuit.worlds import AnswerKind, Worlds, worlds
from ..judging.facts import Situatie
from ..model.answers import Antwoord
from ..model.conditions import VraagTest, walk
from ..model.regelpakket import Regelpakket
from ..model.words import INGEBOUWDE_VRAGEN
from .bits import ONBEKEND, Bits, choose, equal
from .formulas import Formula, and_, at_most, not_, or_

STEMMEN: Final = ("bewoners", "gemeente", "college", "raad", "partner", "anders")
"""Who can differ from each other: as many options as this can be listed side by side."""


Opties = frozenset[str] | None
"""The options that a keuze is tested for; None for a stelling."""


class Answerer(Protocol):
    """Gives the value of each test, and what its formulas have to keep to."""

    @property
    def voorwaarden(self) -> tuple[Formula, ...]:
        """What every model keeps to; `encode` hands these on, assert them all."""

    def leaf(self, vraag: str, opties: Opties) -> Bits:
        """The value of a test on a vraag (never `fase`)."""


@dataclass(frozen=True, slots=True)
class FixedAnswers:
    """The answers of a situation, with per question what is answered instead when something holds.

    `keuzes` gives, per question, (when, answer) pairs: the first that holds replaces all that was answered there.
    """

    situatie: Situatie
    keuzes: Mapping[str, Sequence[tuple[Formula, str]]] = field(default_factory=dict)
    voorwaarden: tuple[Formula, ...] = ()

    def leaf(self, vraag: str, opties: Opties) -> Bits:
        """The value of a test: what is answered, unless a choice says otherwise."""
        said = of_antwoord(opties, self.situatie.antwoorden.get(vraag))
        return instead(self.keuzes.get(vraag, ()), opties, said)


@dataclass(frozen=True, slots=True)
class Anders:
    """What another Answerer says, with per question what is answered instead; as in `FixedAnswers`."""

    rest: Answerer
    keuzes: Mapping[str, Sequence[tuple[Formula, str]]]

    @property
    def voorwaarden(self) -> tuple[Formula, ...]:
        """What has to be asserted for the other; the choices add nothing to it."""
        return self.rest.voorwaarden

    def leaf(self, vraag: str, opties: Opties) -> Bits:
        """The value of a test: what the other says, unless a choice says otherwise."""
        return instead(self.keuzes.get(vraag, ()), opties, self.rest.leaf(vraag, opties))


def instead(keuzes: Iterable[tuple[Formula, str]], opties: Opties, anders: Bits) -> Bits:
    """The answer of the first choice that holds, otherwise `anders`."""
    pairs = [(wanneer, of_antwoord(opties, Antwoord((antwoord,)))) for wanneer, antwoord in keuzes]
    return reduce(lambda rest, pair: choose(pair[0], pair[1], rest), reversed(pairs), anders)


def of_antwoord(opties: Opties, antwoord: Antwoord | None) -> Bits:
    """The value of a test when this is answered; without an answer it is [0, 1]."""
    return worlds(opties, None if antwoord is None else AnswerKind(frozenset(antwoord.telt)))


@dataclass(frozen=True, slots=True)
class FreeStelling:
    """A stelling whose answer is not known: four Booleans and perhaps nvt."""

    bits: Bits

    @property
    def nvt(self) -> Formula:
        """It is nvt."""
        return self.bits.nvt

    @property
    def variables(self) -> list[z3.BoolRef]:
        """The variables that it is made of, each once."""
        b = self.bits
        return _variables((b.lo5, b.lo1, b.hi5, b.hi1, b.nvt))

    @property
    def open(self) -> Formula:
        """It is [0, 1], as when nothing is answered."""
        return equal(self.bits, ONBEKEND)

    @property
    def definite(self) -> Formula:
        """It is one of nee, deels and ja."""
        b = self.bits
        return and_(not_(b.nvt), or_(b.lo5, not_(b.hi5)), or_(b.lo1, not_(b.hi1)))

    def read(self, model: z3.ModelRef) -> tuple[str, ...]:
        """What has to be answered, side by side, for this model; nothing when it is [0, 1]."""
        if holds(model, self.bits.nvt):
            return ("nvt",)
        whole, half, may_whole, may_half = (holds(model, world) for world in self.bits.four)
        words = ("nee", "deels", "ja")
        low, high = words[half + whole], words[may_half + may_whole]
        return () if (low, high) == ("nee", "ja") else tuple(dict.fromkeys((low, high)))

    def value(self, opties: Opties) -> Bits:
        """The stelling itself: its test is its value, as it has no `is`."""
        return self.bits


@dataclass(frozen=True, slots=True)
class FreeKeuze:
    """A keuze whose answer is not known: which options are listed, or that it is onbekend or nvt."""

    gekozen: Mapping[str, Formula]
    onbekend: Formula
    nvt: Formula

    @property
    def variables(self) -> list[z3.BoolRef]:
        """The variables that it is made of."""
        return _variables((*self.gekozen.values(), self.nvt))

    @property
    def open(self) -> Formula:
        """It is onbekend, as when nothing is answered."""
        return self.onbekend

    @property
    def definite(self) -> Formula:
        """It is exactly one option, as a completion has it: not onbekend, not nvt, no two parties that differ."""
        return and_(not_(self.onbekend), not_(self.nvt), at_most(1, self.gekozen.values()))

    def read(self, model: z3.ModelRef) -> tuple[str, ...]:
        """What has to be answered, side by side, for this model; nothing when it is onbekend."""
        if holds(model, self.nvt):
            return ("nvt",)
        return tuple(option for option, listed in self.gekozen.items() if holds(model, listed))

    def value(self, opties: Opties) -> Bits:
        """Whether one of the options of the test is the answer: surely when no other is listed."""
        options = opties or ()
        other = or_(self.onbekend, *(listed for option, listed in self.gekozen.items() if option not in options))
        surely = and_(not_(other), not_(self.nvt))
        perhaps = or_(self.onbekend, *(listed for option, listed in self.gekozen.items() if option in options))
        return Worlds(surely, surely, perhaps, perhaps, nvt=self.nvt)


@dataclass(frozen=True, slots=True)
class FreeAnswers:
    """Any answer to these questions, and for the others what `rest` says. Made by `vrij`."""

    vragen: Mapping[str, FreeStelling | FreeKeuze]
    rest: Answerer | None
    voorwaarden: tuple[Formula, ...]

    def leaf(self, vraag: str, opties: Opties) -> Bits:
        """The value of a test.

        Raises:
            KeyError: for a question that is neither free nor answered by `rest`.
        """
        if vraag not in self.vragen and self.rest is not None:
            return self.rest.leaf(vraag, opties)
        return self.vragen[vraag].value(opties)

    def read(self, model: z3.ModelRef) -> dict[str, tuple[str, ...]]:
        """Question → what has to be answered for this model: one answer, or more side by side (by different parties).

        Only the free questions, the built-in ones among them; one without an answer is left out.
        """
        answers = {naam: free.read(model) for naam, free in self.vragen.items()}
        return {naam: answer for naam, answer in answers.items() if answer}


def _variables(formules: Iterable[Formula]) -> list[z3.BoolRef]:
    return list({f.get_id(): f for f in formules if not isinstance(f, bool)}.values())


def holds(model: z3.ModelRef, formule: Formula) -> bool:
    """Whether a formula is true in a model; what the model leaves open is false."""
    return formule if isinstance(formule, bool) else z3.is_true(model.eval(formule, model_completion=True))


def vrij(
    pakket: Regelpakket,
    vragen: Collection[str] | None = None,
    rest: Answerer | None = None,
    *,
    exact: bool = False,
    nvt: bool | None = None,
    naam: str = "",
) -> FreeAnswers:
    """Any answer to these questions (default: all, with reikwijdte and land), and for the others what `rest` says.

    A stelling: nee, deels, ja, onbekend, the hulls that perspectives make, and nvt where the vraag allows it. A keuze:
    any option, onbekend, or options side by side. `exact` leaves out onbekend and all that is side by side: these are
    completions. `nvt` says whether nvt is among the answers (default: unless `exact`). `naam` goes before the names of
    the variables, so that two copies can differ.
    """
    chosen = [*pakket.vragen, "reikwijdte", "land"] if vragen is None else list(vragen)
    may_nvt = (not exact) if nvt is None else nvt
    free: dict[str, FreeStelling | FreeKeuze] = {}
    keep: list[Formula] = [] if rest is None else list(rest.voorwaarden)
    for vraag in sorted(chosen):
        drops_out = may_nvt and vraag in pakket.vragen and pakket.vragen[vraag].nvt_mogelijk
        made = _free(pakket, vraag, f"{naam}{vraag}", exact, drops_out)
        free[vraag] = made[0]
        keep += made[1]
    return FreeAnswers(free, rest, tuple(keep))


def _free(
    pakket: Regelpakket, vraag: str, naam: str, exact: bool, drops_out: bool
) -> tuple[FreeStelling | FreeKeuze, list[Formula]]:
    if vraag == "land":
        return _keuze(naam, _landen(pakket), True, False, False)
    if vraag == "reikwijdte":
        single, opties = True, INGEBOUWDE_VRAGEN[vraag]
        return _keuze(naam, opties, single, not exact, False)
    if pakket.vragen[vraag].soort == "stelling":
        return _stelling(naam, exact, drops_out)
    return _keuze(naam, tuple(pakket.vragen[vraag].opties), exact, not exact, drops_out)


def _stelling(naam: str, exact: bool, drops_out: bool) -> tuple[FreeStelling, list[Formula]]:
    half, whole = z3.Bool(f"{naam}:lo½"), z3.Bool(f"{naam}:lo1")
    may_half, may_whole = (half, whole) if exact else (z3.Bool(f"{naam}:hi½"), z3.Bool(f"{naam}:hi1"))
    nvt: Formula = z3.Bool(f"{naam}:nvt") if drops_out else False
    keep = [or_(not_(whole), half), or_(not_(nvt), not_(may_half))]
    if not exact:
        keep += [or_(not_(may_whole), may_half), or_(not_(half), may_half), or_(not_(whole), may_whole)]
    return FreeStelling(Worlds(whole, half, may_whole, may_half, nvt)), keep


def _keuze(
    naam: str, opties: Collection[str], single: bool, may_be_unknown: bool, drops_out: bool
) -> tuple[FreeKeuze, list[Formula]]:
    """A keuze: nothing listed stands for onbekend or nvt."""
    listed = {option: z3.Bool(f"{naam}={option}") for option in opties}
    none = not_(or_(*listed.values()))
    nvt: Formula = z3.Bool(f"{naam}:nvt") if drops_out else False
    keep = [or_(not_(nvt), none), at_most(1 if single else len(STEMMEN), listed.values())]
    if not may_be_unknown:
        keep.append(or_(not_(none), nvt))
    return FreeKeuze(listed, and_(none, not_(nvt)) if may_be_unknown else False, nvt), keep


def _landen(pakket: Regelpakket) -> tuple[str, ...]:
    """NL, the countries that the packs test, and one that they do not."""
    conditions = [
        *pakket.voldaan_als.values(),
        *(w.als for w in pakket.waarborgen.values() if w.als is not None),
        *(g.als for g in pakket.grenzen.values()),
        *(s.als for s in pakket.signalen.values()),
        *pakket.zeggenschap.values(),
    ]
    nodes = [node for condition in conditions for _, node in walk(condition)]
    tested = {land for node in nodes if isinstance(node, VraagTest) and node.vraag == "land" for land in node.is_ or ()}
    other = next(a + b for a in "XYZQ" for b in "XYZQ" if a + b not in tested)
    return ("NL", *sorted(tested - {"NL"}), other)
