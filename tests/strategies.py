"""Hypothesis strategies for whole packs and for dossiers that fit them, as plain data in the shape of the YAML files.

Valid by construction: what these make is never refused. `tests.builders.koppel` and `Dossier.model_validate` turn it
into values. Question names say what they are: s* stelling, n* stelling that may be nvt, k* keuze, m* keuze that may
be nvt, p* keuze for grenzen; the ladder has its own.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from itertools import permutations
from typing import Any

from hypothesis import strategies as st

from tests.builders import (
    LADDER,
    LADDER_SAMEN,
    LADDER_SAMEN_VRAGEN,
    MOET,
    MOET_VANAF_AANJAGEN,
    VANDAAG,
    Ruw,
    grens,
    keuze,
    lezing,
    norm,
    signaal,
    stelling,
    v,
    waarborg,
)
from wijktoets.engine.model.confirming import kenmerk
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.words import ARCHETYPES, FASEN, ONDERDELEN, PARTIJEN

Draw = Callable[[st.SearchStrategy[Any]], Any]

OPTIES = ("a", "b", "c")
STEMMEN = ("bewoners", "gemeente", "college", "raad", "partner", "anders")
INGEBOUWD = {"fase": FASEN, "reikwijdte": ("wijk", "wijkoverstijgend", "stedelijk"), "land": ("NL", "BE")}

_ORDER = (None, "mag", "hoort", "moet")
NORMEN = [norm(_ORDER[a], _ORDER[b], _ORDER[c]) for c in range(1, 4) for b in range(c + 1) for a in range(b + 1)]
"""All norms that do not fall."""


def one_in(n: int) -> st.SearchStrategy[bool]:
    """True once in n times; shrinks to False."""
    return st.sampled_from([False] * (n - 1) + [True])


_SELDOM, _SOMETIMES, _OFTEN = one_in(6), one_in(3), one_in(2)
_FEW, _FEWER, _SOME = st.integers(0, 2), st.sampled_from([0, 0, 1, 2]), st.sampled_from([1, 2, 3, 4, 5])
_NORM = st.sampled_from([*NORMEN, *[MOET] * 19, *[MOET_VANAF_AANJAGEN] * 5])
_ONDERDEEL, _PARTIJ, _ARCHETYPE = st.sampled_from(ONDERDELEN), st.sampled_from(PARTIJEN), st.sampled_from(ARCHETYPES)
_DEPTH = st.sampled_from([0, 0, 0, 1, 1, 2, 3])
_BRANCH = st.sampled_from(["alle", "een_van", "minstens", "alle", "een_van"])
_WIDTH, _COUNTED = st.integers(1, 3), st.sampled_from([3, 3, 4, 1, 2])
_FASEN = st.lists(st.sampled_from(FASEN), min_size=1, max_size=3, unique=True)
_DAY = st.sampled_from([VANDAAG + timedelta(days=d) for d in (-30, -1, 0, 1, 30)])
_END = st.sampled_from([VANDAAG + timedelta(days=d) for d in (-30, -1, -1, 0, 1)])
"""Until when an afweging holds: as often past as not, since few of them are at hand and many do not count anyway."""
_WEGING = st.sampled_from([(2, 1), (2, 1), (1, 1), (1, 3), ("0.5", "2")])


# Conditions.

_DEFINED = {
    naam: keuze(naam, *OPTIES, nvt_mogelijk=naam.startswith("m"))
    if naam[0] in "kmp"
    else stelling(naam, nvt_mogelijk=naam.startswith("n"))
    for naam in ("s0", "s1", "s2", "s3", "s4", "n0", "n1", "k0", "k1", "m0", "p0", "p1")
}
_PLAIN_NAMES = ("s0", "s1", "s2", "s3", "s4", "k0", "k1")
_FREE_NAMES = (*_PLAIN_NAMES, "n0", "n1", "m0")
_LADDER_NAMES = tuple(q["id"] for q in LADDER_SAMEN_VRAGEN)
_LADDER_DEFINED = {q["id"]: q for q in LADDER_SAMEN_VRAGEN}


def _options(naam: str) -> tuple[str, ...]:
    if naam in INGEBOUWD:
        return INGEBOUWD[naam]
    return tuple({**_DEFINED, **_LADDER_DEFINED}[naam].get("opties", ()))


def _tests(names: Sequence[str]) -> list[Ruw]:
    """The tests of these questions; of a keuze one for each option and one for two options."""
    tests: list[Ruw] = []
    for naam in names:
        opties = _options(naam)
        tests += [v(naam), v(naam)] if not opties else [v(naam, o) for o in opties[:2]] + [v(naam, *opties[-2:])]
    return tests


def _leaf(names: Sequence[str], reversed_too: bool = True) -> st.SearchStrategy[Ruw]:
    tests = _tests(names)
    return st.sampled_from([*tests, *tests, *({"niet": test} for test in tests)] if reversed_too else tests)


_PLAIN = _leaf((*_PLAIN_NAMES, *INGEBOUWD))
_FREE = _leaf((*_FREE_NAMES, *_FREE_NAMES, *_PLAIN_NAMES[:5], *_PLAIN_NAMES[:5], "n0", "n1", *INGEBOUWD))
_DROPS_OUT = _leaf(("n0", "n1", "m0"))
_LIMIT = st.sampled_from(
    [v("p0", "a"), v("p0", "b"), v("p1", "a"), v("p1", "b"), v("p1", "a", "b"), v("reikwijdte", "stedelijk")]
    + [v("reikwijdte", "wijkoverstijgend", "stedelijk"), v("land", "BE"), v("fase", "evaluatie"), v("wie", "raad")]
    + [{"niet": v("p0", "a", "b")}, {"niet": v("reikwijdte", "wijk")}]
)
_STEP = _leaf((*_LADDER_NAMES, "reikwijdte"))
_POINT = _leaf((*_FREE_NAMES, *_LADDER_NAMES, *INGEBOUWD))


def _condition(draw: Draw, leaf: st.SearchStrategy[Ruw], depth: int, refs: Collection[str] = ()) -> Ruw:
    """A condition of at most `depth` levels of alle, een_van and minstens above its leaves."""
    if depth == 0:
        if refs and draw(_SOMETIMES):
            return {"waarborg": draw(st.sampled_from(sorted(refs)))}
        return dict(draw(leaf))
    branch = draw(_BRANCH)
    width = draw(_COUNTED if branch == "minstens" else _WIDTH)
    below = [_condition(draw, leaf, depth - 1 if i == 0 or draw(_OFTEN) else 0, refs) for i in range(width)]
    if branch == "minstens":
        return {"minstens": {"aantal": draw(st.integers(1, width)), "van": below}}
    return {branch: below}


# Packs.


def _geldig(draw: Draw) -> Ruw:
    first, last = sorted((draw(_DAY), draw(_DAY)))
    ends = draw(st.sampled_from([("van", "tot"), ("van",), ("tot",)]))
    return {key: day for key, day in (("van", first), ("tot", last)) if key in ends}


def _when(draw: Draw) -> Ruw:
    """Fasen and dates of a regel, mostly none."""
    when: Ruw = {}
    if draw(_SELDOM):
        when["fasen"] = draw(_FASEN)
    if draw(_SELDOM):
        when["geldig"] = _geldig(draw)
    return when


def _waarborg(draw: Draw, naam: str, plain: Mapping[str, bool]) -> Ruw:
    """A waarborg; `plain` are those that it may refer to: name → may its value be nvt."""
    hard = draw(_SELDOM)
    drops_out = not hard and draw(_SOMETIMES)
    leaf = _PLAIN if hard else _DROPS_OUT if drops_out else _FREE
    refs = [w for w, may_be_nvt in plain.items() if may_be_nvt is drops_out or not (hard or drops_out)]
    extra: Ruw = {"onderdeel": draw(_ONDERDEEL), "rust_op": draw(_PARTIJ), **({"hard": True} if hard else {})}
    if draw(_SOMETIMES):
        extra["als"] = _condition(draw, leaf, draw(_FEW), refs)
    extra |= _when(draw)
    return waarborg(naam, _condition(draw, leaf, draw(_DEPTH), refs), draw(_NORM), **extra)


def _waarborgen(draw: Draw) -> list[Ruw]:
    rules: list[Ruw] = []
    plain: dict[str, bool] = {}
    for number in range(draw(_SOME)):
        rule = _waarborg(draw, f"w{number}", plain)
        if not {"als", "fasen", "geldig"} & set(rule):
            plain[rule["id"]] = _may_be_nvt(rule["voldaan_als"], plain)
        rules.append(rule)
    return rules


def _may_be_nvt(condition: Mapping[str, Any], plain: Mapping[str, bool]) -> bool:
    text = str(condition)
    tests = any(f"'vraag': '{name}'" in text for name in ("n0", "n1", "m0"))
    return tests or any(f"'waarborg': '{name}'" in text for name, nvt in plain.items() if nvt)


def _ladder(draw: Draw) -> Ruw:
    kind = draw(st.sampled_from(["rol", "samen", "samen", "vrij"]))
    if kind == "vrij":
        return {archetype: _condition(draw, _STEP, draw(_FEW)) for archetype in ARCHETYPES}
    return LADDER if kind == "rol" else LADDER_SAMEN


_GESPREKKEN: list[Ruw] = [
    {"id": "g1", "vraag": "Hoe gaat het", "kern": 2, "onderdeel": "dna", "vult": ["s0", "n0", "k0"], "bron": ["L109"]},
    {"id": "g2", "vraag": "Wie beslist", "kern": 1, "onderdeel": "zeggenschap", "vult": ["wie"], "bron": ["L49"]},
]


def _lezing(draw: Draw, rule: Mapping[str, Any], referred: str, hard: str) -> Ruw | None:
    """Another reading of a waarborg; None when what was drawn is what it says already.

    `referred` is where references stand, `hard` those of hard rules: nothing that may be nvt comes behind them.
    """
    kinds = ["norm", "voldaan_als"] + ([] if f"'waarborg': '{rule['id']}'" in referred else ["als"])
    veld = draw(st.sampled_from(kinds))
    if veld == "norm":
        value: Any = draw(_NORM)
    elif veld == "als" and "als" in rule and draw(_OFTEN):
        value = "geen"
    else:
        value = _condition(draw, _PLAIN if rule.get("hard") or f"'{rule['id']}'" in hard else _FREE, draw(_FEW))
    if value == rule.get(veld):
        return None
    return lezing(f"l-{rule['id']}-{veld}", rule["id"], **{veld: value})


def _behind_hard(rules: Sequence[Mapping[str, Any]]) -> str:
    """What hard rules say, with what they refer to: rules refer to earlier ones only."""
    found = ""
    for rule in reversed(rules):
        if rule.get("hard") or f"'{rule['id']}'" in found:
            found += str(rule)
    return found


@st.composite
def packs_with_readings(draw: Draw) -> Ruw:
    """The parts of a valid pack with readings of several of its waarborgen."""
    pack = draw(packs())
    referred = str([pack["waarborgen"], pack["signalen"]])
    hard = _behind_hard(pack["waarborgen"])
    found = [_lezing(draw, rule, referred, hard) for rule in pack["waarborgen"] for _ in range(2)]
    pack["lezingen"] = list({each["id"]: each for each in found if each}.values())
    return pack


@st.composite
def packs(draw: Draw) -> Ruw:
    """The parts of a valid pack, as `tests.builders.ruw_pakket` gives them."""
    moet, hoort = draw(_WEGING)
    grenzen = [
        grens(f"g{i}", _condition(draw, _LIMIT, draw(_FEW)), draw(_ARCHETYPE), **_when(draw))
        for i in range(draw(_FEWER))
    ]
    signalen = []
    for number in range(draw(_FEW)):
        asked = {"vraag_bij_twijfel": "Speelt dit hier"} if draw(_OFTEN) else {}
        signalen.append(signaal(f"z{number}", _condition(draw, _POINT, draw(_FEW)), **asked, **_when(draw)))
    rol = keuze("rol", "geen", *ARCHETYPES)
    return {
        "kop": {
            **{"id": "proefpakket", "naam": "Proefpakket", "versie": "1.0.0", "zeggenschap": _ladder(draw)},
            "weging": {"moet": moet, "hoort": hoort},
        },
        "vragen": [*_DEFINED.values(), *LADDER_SAMEN_VRAGEN, rol],
        "gesprekken": _GESPREKKEN if draw(_OFTEN) else [],
        "waarborgen": _waarborgen(draw),
        "grenzen": grenzen,
        "signalen": signalen,
    }


# Dossiers.

_MOODS = {
    "goed": ("ja", "ja", "ja", "ja", "ja", "deels"),
    "vlot": ("ja", "ja", "ja", "ja", "onbekend", "nee"),
    "gemengd": ("ja", "deels", "nee", "onbekend"),
    "verdeeld": ("deels", "deels", "deels", "nee", "nee", "nee", "ja"),
    "leeg": ("onbekend", "onbekend", "ja", "nee"),
    "nvt": ("ja", "nee"),
}
_MOOD = st.sampled_from(["goed", "goed", "vlot", "gemengd", "verdeeld", "verdeeld", "verdeeld", "leeg", "nvt", "nvt"])
_SHARE = {
    "goed": one_in(12),
    "vlot": one_in(6),
    "gemengd": _SOMETIMES,
    "verdeeld": one_in(12),
    "leeg": _OFTEN,
    "nvt": one_in(12),
}
"""How often a question has no answer at all."""
_PERSPECTIVES = one_in(4)
NAMEN = {"Dorpsbelang": "bewoners", "Zon op Dorp": "bewoners", "Dorpsraad": "wijk"}
"""Parties of every generated dossier, with their rol: two of one, and one whose rol does not speak for itself."""
_WHO = st.sampled_from(
    [*permutations(STEMMEN[:4], 2), *permutations(STEMMEN, 3), *((stem,) for stem in STEMMEN)]
    + [*permutations(NAMEN, 2), *permutations((*NAMEN, "bewoners", "gemeente"), 3), *((naam,) for naam in NAMEN)]
)
_WISH = st.sampled_from([*ARCHETYPES, *ARCHETYPES, "onbekend"])
_REIKWIJDTE = st.sampled_from(["wijk", "wijk", "wijk", "wijkoverstijgend", "stedelijk", "onbekend", None])
_LAND = st.sampled_from([None, "NL", "BE"])
_BESLUITERS = st.sampled_from(
    [("wijk", "gemeente"), ("wijk", "gemeente"), ("raad", "wijk"), ("wijk", "college", "partner"), ("wijk",)]
    + [("gemeente", "raad"), ("wijk", "partner"), *[("wijk", "gemeente", "college", "raad")] * 2]
)


def _word_strategies(vraag: Mapping[str, Any]) -> dict[str, st.SearchStrategy[str]]:
    """Per mood, one answer to a question."""
    opties = tuple(vraag.get("opties", ()))
    words = {mood: opties + ("onbekend",) * _UNKNOWN[mood] if opties else of for mood, of in _MOODS.items()}
    if vraag.get("nvt_mogelijk"):
        words = {mood: of + ("nvt",) * (12 if mood == "nvt" else 2) for mood, of in words.items()}
    return {mood: st.sampled_from(of) for mood, of in words.items()}


_UNKNOWN = {"goed": 0, "vlot": 1, "gemengd": 1, "verdeeld": 0, "leeg": 3, "nvt": 0}
"""How many of the answers to a keuze are onbekend, beside each option once."""


_ROLES: dict[str, Ruw] = {
    "adviseren": {"rol": "adviseren", "inbreng": "advies", "agenda": "gemeente", "wie": "raad"},
    "aanjagen": {"rol": "aanjagen", "agenda": "wijk", "wie": "college"},
    "besluiten": {"rol": "besluiten", "wie": "samen", "bij-verschil": "wijk"},
}
"""Answers to ladder questions that amount to an archetype."""

_WORDS = {q["id"]: _word_strategies(q) for q in [*_DEFINED.values(), *LADDER_SAMEN_VRAGEN]}
_WORDS["rol"] = _word_strategies(keuze("rol", "geen", *ARCHETYPES))


_PARTIES = ("Bewonersoverleg", "Gebiedsteam")
_NAMED = st.lists(st.sampled_from(_PARTIES), max_size=2, unique=True)
_AGREED = st.one_of(
    st.sampled_from(["Wij laten het zien.", "Elke maand op het plein"]),
    st.fixed_dictionaries(
        {"tekst": st.sampled_from(["Wij laten het zien.", "Elke maand"])},
        optional={"wie": st.just("het overleg"), "wanneer": st.just("elk voorjaar"), "bevestigd_door": _NAMED},
    ),
)
"""Own words to agree on: a text, or with who, when, and the parties behind it."""
_OORDEEL = st.sampled_from(["zo_gezegd", "zo_gezegd", "niet_zo_gezegd", "tekent_niet"])


def _confirmed(draw: Draw, dossier: Ruw) -> Ruw:
    """The dossier with parties, what some of them say of it, today or before, and perhaps who signs."""
    today = kenmerk(Dossier.model_validate(dossier))
    rows: list[Ruw] = []
    for door in draw(_NAMED):
        row: Ruw = {"door": door, "oordeel": draw(_OORDEEL), "kenmerk": today if draw(_OFTEN) else "00000000"}
        if row["oordeel"] != "zo_gezegd" or draw(_SELDOM):
            row["toelichting"] = "wij zeiden iets anders"
        rows.append({**row, **({"op": VANDAAG} if draw(_OFTEN) else {})})
    more: Ruw = {"bevestigd": rows, **({"ondertekenaars": draw(_NAMED)} if draw(_SOMETIMES) else {})}
    return {**dossier, **more}


def _said(draw: Draw, word: st.SearchStrategy[str], door: str | None = None) -> Ruw:
    antwoord = draw(word)
    long: Ruw = {"antwoord": antwoord, **({"door": door} if door else {})}
    if door in (None, "samen") and antwoord not in ("nee", "onbekend", "nvt") and draw(_SELDOM):
        long["afgesproken"] = draw(_AGREED)
    return {**long, "toelichting": "speelt hier niet"} if antwoord == "nvt" else long


def _answer(draw: Draw, word: st.SearchStrategy[str], mood: str) -> Any:
    """An answer to one question: short, long, or perspectives."""
    if mood == "verdeeld" or draw(_PERSPECTIVES):
        together = ["samen"] if draw(_SELDOM) else []
        return [_said(draw, word, door) for door in [*draw(_WHO), *together]]
    said = _said(draw, word)
    return said["antwoord"] if set(said) == {"antwoord"} and draw(_OFTEN) else said


def _answers(draw: Draw, mood: str, names: Sequence[str], absent: st.SearchStrategy[bool]) -> Ruw:
    return {naam: _answer(draw, _WORDS[naam][mood], mood) for naam in names if not draw(absent)}


def _wish(draw: Draw) -> Any:
    if not draw(_SELDOM):
        return draw(_WISH)
    together = ["samen"] if draw(_SOMETIMES) else []
    return [{"door": door, "gewenst": draw(_WISH)} for door in [*draw(_WHO), *together]]


def used_questions(pack: Mapping[str, Any]) -> list[str]:
    """The questions that a pack tests somewhere, built-in ones left out."""
    text = str([pack["kop"]["zeggenschap"], pack["waarborgen"], pack["grenzen"], pack["signalen"]])
    return [naam for naam in _WORDS if f"'vraag': '{naam}'" in text]


@st.composite
def dossiers(draw: Draw, pack: Mapping[str, Any]) -> Ruw:
    """A dossier that fits the pack."""
    mood, names = draw(_MOOD), used_questions(pack)
    if draw(_SELDOM):
        names = [*names, next(q for q in _WORDS if q not in names or q == "rol")]
    land, waarborgen = draw(_LAND), [w["id"] for w in pack["waarborgen"]]
    themas = ["groen", "wonen"] if draw(_SELDOM) else ["groen"]
    dossier: Ruw = {"formaat": "wijktoets/dossier@1", "naam": "Voorbeeldwijk"}
    dossier["partijen"] = [{"naam": naam, "rol": rol} for naam, rol in NAMEN.items()]
    dossier["antwoorden"] = _answers(draw, mood, names, _SHARE[mood])
    dossier["afspraken"] = [_afspraak(draw, thema, mood, names) for thema in themas]
    dossier["afwegingen"] = [_afweging(draw, naam) for naam in _weighed(draw, waarborgen)]
    if draw(_OFTEN):
        dossier["peildatum"] = VANDAAG
    if land:
        dossier["gebied"] = {"naam": "Voorbeeldwijk", "land": land}
    dossier["partijen"] += [{"naam": _PARTIES[0], "rol": "wijk"}, {"naam": _PARTIES[1], "rol": "gemeente"}]
    made = _fitting(draw, dossier, waarborgen) if draw(_OFTEN) else dossier
    return _confirmed(draw, made) if draw(_SOMETIMES) else made


def _fitting(draw: Draw, dossier: Ruw, waarborgen: Sequence[str]) -> Ruw:
    """The dossier with the roles as wished, and perhaps all that lacks weighed away: so that congruent occurs."""
    wish, first = draw(_ARCHETYPE), dossier["afspraken"][0]
    roles = {q: a for q, a in _ROLES[wish].items() if q in dossier["antwoorden"]}
    own = {q: a for q, a in first.get("antwoorden", {}).items() if q not in roles}
    changed: Ruw = {"antwoorden": {**dossier["antwoorden"], **roles}}
    changed["afspraken"] = [{**first, "gewenst": wish, "antwoorden": own}, *dossier["afspraken"][1:]]
    if draw(_OFTEN):
        together = {
            "reden": "eerst ervaring opdoen",
            "besloten_door": ["wijk", "gemeente", "college", "raad"],
            "geldig_tot": VANDAAG + timedelta(days=30),
        }
        changed["afwegingen"] = [{"waarborg": naam, **together} for naam in waarborgen]
    return {**dossier, **changed}


def _afspraak(draw: Draw, thema: str, mood: str, names: Sequence[str]) -> Ruw:
    afspraak: Ruw = {"thema": thema, "gewenst": _wish(draw)}
    afspraak["fasen"] = draw(_FASEN) if draw(_SELDOM) else [draw(st.sampled_from(FASEN))]
    reikwijdte = draw(_REIKWIJDTE)
    if reikwijdte:
        afspraak["reikwijdte"] = reikwijdte
    if draw(_SOMETIMES):
        afspraak["antwoorden"] = _answers(draw, mood, names, _SOMETIMES)
    return afspraak


def _weighed(draw: Draw, waarborgen: Sequence[str]) -> list[str]:
    """The waarborgen that are deviated from: none, some (one perhaps twice), or all."""
    if draw(_SELDOM):
        return list(waarborgen)
    return [draw(st.sampled_from(waarborgen)) for _ in range(draw(_FEW))]


def _afweging(draw: Draw, waarborg_id: str) -> Ruw:
    afweging: Ruw = {"waarborg": waarborg_id, "reden": "eerst ervaring opdoen"}
    afweging["besloten_door"] = list(draw(_BESLUITERS))
    if not draw(_SELDOM):
        afweging["geldig_tot"] = draw(_END)
    if draw(_SELDOM):
        afweging["thema"] = "groen"
    if draw(_SELDOM):
        afweging["fase"] = draw(st.sampled_from(FASEN))
    return afweging


@st.composite
def cases(draw: Draw) -> tuple[Ruw, Ruw]:
    """A pack with a dossier that fits it."""
    pack = draw(packs())
    return pack, draw(dossiers(pack))
