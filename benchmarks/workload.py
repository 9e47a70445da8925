"""The work that every engine and every peer is given: a pack, rows of answers, and what there is to compute of them.

What is computed is one eis of each waarborg: an interval over {0, ½, 1}, or nvt. It is compared as a code: twice
`laag` plus six times `hoog`, or NVT.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijktoets import rules
from wijktoets.engine.model.conditions import Alle, EenVan, Minstens, Niet, Voorwaarde, VraagTest, WaarborgRef
from wijktoets.engine.model.pakket import Pakketkop, Vraag, Waarborg
from wijktoets.engine.model.regelpakket import InFile, PackContents, Regelpakket
from wijktoets.engine.model.source import Vindplaats
from wijktoets.engine.model.words import ARCHETYPES, FASEN, ONDERDELEN
from wijktoets.engine.reading import loading
from wijktoets.engine.reading.linking import link

NVT: Final = 9
ABSENT: Final = "geen antwoord"
"""Stands for a question that has no answer."""
Codes = NDArray[np.uint8]
"""A code for each row (first axis) and waarborg (second axis, in the order of `Regelpakket.volgorde`)."""

LARGEST: Final = 10**6


def at_most(size: int) -> int:
    """How often at most so many rows are computed: a peer takes half a minute for a million, and they need no more."""
    return 2 if size >= LARGEST else 9


QUESTIONS: Final = 60
WAARBORGEN: Final = 80

# What is to be computed, in the plainest form, so that no peer has to know the classes of wijktoets.

Term = tuple[Any, ...]
"""("leaf", name) · ("not", term) · ("all", terms) · ("any", terms) · ("atleast", k, terms) · ("ref", waarborg)."""


@dataclass(frozen=True)
class Duty:
    """One waarborg: what it asks, when it applies (None: always), and in which fasen it is there (None: all)."""

    name: str
    asks: Term
    applies: Term | None
    fasen: tuple[str, ...] | None


@dataclass(frozen=True)
class Task:
    """A pack as terms; `leaves` gives of each leaf the question, the options (None: a stelling), and may it be nvt."""

    pack: Regelpakket
    duties: tuple[Duty, ...]
    leaves: Mapping[str, tuple[str, tuple[str, ...] | None, bool]]


@dataclass(frozen=True)
class Rows:
    """Rows of answers: per question the words, and of each row the place of its word."""

    size: int
    words: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, NDArray[np.uint8]]
    fase: NDArray[np.uint8]
    gewenst: NDArray[np.uint8]
    """Places in FASEN and in ARCHETYPES."""

    def first(self, size: int) -> "Rows":
        """The first rows."""
        codes = {name: column[:size] for name, column in self.codes.items()}
        return Rows(size, self.words, codes, self.fase[:size], self.gewenst[:size])

    def row(self, number: int) -> dict[str, str]:
        """The answers of one row, ABSENT among them."""
        return {name: self.words[name][int(column[number])] for name, column in self.codes.items()}


def task_of(pack: Regelpakket) -> Task:
    """The waarborgen of a pack as terms, each after those that it refers to."""
    leaves: dict[str, tuple[str, tuple[str, ...] | None, bool]] = {}

    def term(node: Voorwaarde) -> Term:
        match node:
            case VraagTest(vraag=vraag, is_=options):
                name = "_".join([vraag, *(options or ())]).replace("-", "_")
                leaves[name] = (vraag, options, vraag in pack.vragen and pack.vragen[vraag].nvt_mogelijk)
                return "leaf", name
            case WaarborgRef(waarborg=waarborg):
                return "ref", waarborg
            case Niet(niet=test):
                return "not", term(test)
            case Alle(alle=below):
                return "all", tuple(map(term, below))
            case EenVan(een_van=below):
                return "any", tuple(map(term, below))
            case Minstens(minstens=counted):
                return "atleast", counted.aantal, tuple(map(term, counted.van))

    duties = []
    for name in pack.volgorde:
        waarborg = pack.waarborgen[name]
        applies = None if waarborg.als is None else term(waarborg.als)
        duties.append(Duty(name, term(waarborg.voldaan_als), applies, waarborg.fasen))
    return Task(pack, tuple(duties), leaves)


def rows_for(pack: Regelpakket, size: int, seed: int = 2) -> Rows:
    """Random rows with every answer that a question may have, ja more than others, and none at all."""
    chance = np.random.default_rng(seed)
    words = words_of(pack)
    codes: dict[str, NDArray[np.uint8]] = {}
    for name in words:
        weights = np.array([1 if word == "nvt" else 4 if word == "ja" else 2 for word in words[name]])
        codes[name] = chance.choice(len(weights), size, p=weights / weights.sum()).astype(np.uint8)
    fase, gewenst = (chance.integers(0, len(o), size, dtype=np.uint8) for o in (FASEN, ARCHETYPES))
    return Rows(size, words, codes, fase, gewenst)


def words_of(pack: Regelpakket) -> dict[str, tuple[str, ...]]:
    """Every answer that a question may have, ABSENT among them."""
    return {
        name: (*(vraag.opties or ("ja", "deels", "nee")), "onbekend", ABSENT, *(("nvt",) if vraag.nvt_mogelijk else ()))
        for name, vraag in pack.vragen.items()
    }


def leaf_value(word: str, options: Sequence[str] | None) -> tuple[float, float]:
    """The lower and the upper value of a leaf for one answer; NaN for nvt."""
    if word == "nvt":
        return float("nan"), float("nan")
    if word in (ABSENT, "onbekend"):
        return 0.0, 1.0
    if options is not None:
        return (1.0, 1.0) if word in options else (0.0, 0.0)
    return {"ja": (1.0, 1.0), "deels": (0.5, 0.5), "nee": (0.0, 0.0)}[word]


def code(low: float | None, high: float | None) -> int:
    """An interval as a code; None is nvt."""
    return NVT if low is None or high is None else int(2 * low + 6 * high)


def codes_of(pairs: "Sequence[tuple[NDArray[Any], NDArray[Any]]]") -> Codes:
    """Columns of lower and upper values, a pair for each waarborg, as codes; NaN is nvt."""
    columns = [np.where(np.isnan(low), NVT, 2 * low + 6 * high) for low, high in pairs]
    return np.stack(columns, axis=1).astype(np.uint8)


# The generated pack.

_NORMS: Final = (
    ("moet", "moet", "moet"),
    ("hoort", "hoort", "hoort"),
    ("mag", "hoort", "moet"),
    ("hoort", "moet", "moet"),
)


def generated(questions: int = QUESTIONS, waarborgen: int = WAARBORGEN, seed: int = 1) -> Regelpakket:
    """A pack of a realistic size: nesting to depth 3, k of n, references, `als`, fasen, niet, nvt, keuzes."""
    chance = random.Random(seed)
    ground = {"basis": "letterlijk", "bron": ["L57"]}
    vragen = [_vraag(number, ground) for number in range(questions)]
    plain: list[str] = []
    made = []
    for number in range(waarborgen):
        extra: dict[str, Any] = {"als": _condition(chance, vragen, plain, 1)} if chance.random() < 0.2 else {}
        if chance.random() < 0.15:
            extra["fasen"] = ["uitvoering", "evaluatie"]
        name = f"w{number:02}"
        condition = _condition(chance, vragen, plain, chance.randint(1, 3))
        made.append(_waarborg(name, condition, ground, chance) | extra)
        if not extra:
            plain.append(name)
    roles = {"id": "rol", "vraag": "Wie beslist", "onderdeel": "zeggenschap", "soort": "keuze", **ground}
    roles["opties"] = {"geen": "niemand", **{a: a for a in ARCHETYPES}}
    ladder = {a: {"vraag": "rol", "is": a} for a in ARCHETYPES}
    head = {"id": "werk", "naam": "Werk", "versie": "1", "weging": {"moet": 2, "hoort": 1}, "zeggenschap": ladder}
    return link([_content(head, [*vragen, roles], made)], loading.load_ingebouwd(rules.INGEBOUWD))


def _content(head: Mapping[str, Any], vragen: Sequence[Any], waarborgen: Sequence[Any]) -> PackContents:
    return PackContents(
        InFile(Pakketkop.model_validate(head), Vindplaats("werk")),
        sha256="0" * 64,
        vragen=tuple(InFile(Vraag.model_validate(v), Vindplaats(v["id"])) for v in vragen),
        waarborgen=tuple(InFile(Waarborg.model_validate(w), Vindplaats(w["id"])) for w in waarborgen),
    )


def _vraag(number: int, ground: Mapping[str, Any]) -> dict[str, Any]:
    """Of every six questions four are a plain stelling, one may be nvt, and one is a keuze."""
    kind = number % 6
    vraag = {"id": f"{'k' if kind == 5 else 'q'}{number:02}", "vraag": "Is dat zo", "onderdeel": "dna", **ground}
    if kind == 5:
        return vraag | {"soort": "keuze", "opties": {"a": "een", "b": "twee", "c": "drie"}}
    return vraag | {"nvt_mogelijk": kind == 4}


def _condition(chance: random.Random, vragen: Sequence[Any], plain: Sequence[str], depth: int) -> dict[str, Any]:
    if depth == 0:
        if plain and chance.random() < 0.15:
            return {"waarborg": chance.choice(plain)}
        vraag = chance.choice(vragen)
        test = {"vraag": vraag["id"]}
        if "opties" in vraag:
            test["is"] = sorted(chance.sample("abc", chance.randint(1, 2)))
        return {"niet": test} if chance.random() < 0.1 else test
    width = chance.randint(2, 4)
    below = [_condition(chance, vragen, plain, depth - 1 if chance.random() < 0.5 else 0) for _ in range(width)]
    kind = chance.choices(("alle", "een_van", "minstens"), (45, 35, 20))[0]
    return {kind: {"aantal": chance.randint(1, width), "van": below} if kind == "minstens" else below}


def _waarborg(name: str, condition: Any, ground: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    norm = dict(zip(ARCHETYPES, chance.choice(_NORMS), strict=True))
    step = {"wat": "Regel het", "trekker": "wijk", "sluit": [{"vraag": "rol", "wordt": "geen"}]}
    return {
        **{"soort": "waarborg", "id": name, "naam": name, "onderdeel": chance.choice(ONDERDELEN), "norm": norm},
        **{"voldaan_als": condition, "rust_op": "wijk", "waarom": "Want", "witte_vlek": "Nog niet", "acties": [step]},
        **ground,
    }
