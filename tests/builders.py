"""Small words to build packs and dossiers in memory, so that a test reads as an example: this dossier, this uitkomst.

A condition is the plain dict that a YAML file would hold. `pakket` makes up the questions that its rules use, unless
it is given them: tested with options they are a keuze, otherwise a stelling.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from wijktoets import evaluate, rules
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.pakket import Gespreksvraag, Grens, Lezing, Pakketkop, Signaal, Vraag, Waarborg
from wijktoets.engine.model.regelpakket import InFile, Ingebouwd, PackContents, Regelpakket
from wijktoets.engine.model.source import Vindplaats
from wijktoets.engine.model.words import ARCHETYPES, Archetype, Fase
from wijktoets.engine.reading import linking, loading
from wijktoets.engine.result.rapport import AfspraakRapport, EisRij, Rapport, WitteVlekRij

Ruw = dict[str, Any]
"""What a YAML mapping holds."""

Conditie = Mapping[str, Any]

VANDAAG = date(2026, 11, 1)


# Conditions.


def v(vraag: str, *opties: str) -> Ruw:
    """A test of a stelling, or of a keuze when options are given."""
    return {"vraag": vraag, "is": list(opties)} if opties else {"vraag": vraag}


def alle(*children: Conditie) -> Ruw:
    """All of them."""
    return {"alle": list(children)}


def een_van(*children: Conditie) -> Ruw:
    """At least one of them."""
    return {"een_van": list(children)}


def minstens(aantal: int, *children: Conditie) -> Ruw:
    """At least `aantal` of them."""
    return {"minstens": {"aantal": aantal, "van": list(children)}}


def niet(vraag: str, *opties: str) -> Ruw:
    """The reverse of a test."""
    return {"niet": v(vraag, *opties)}


def ref(waarborg: str) -> Ruw:
    """What another waarborg asks."""
    return {"waarborg": waarborg}


# Things of a pack, as plain dicts.

_GROND: Ruw = {"basis": "letterlijk", "bron": ["L57"]}


def stelling(naam: str, **extra: Any) -> Ruw:
    """A vraag that is answered with ja, deels or nee."""
    return {"id": naam, "vraag": f"Is {naam} zo", "onderdeel": "transparantie", **_GROND, **extra}


def keuze(naam: str, *opties: str, **extra: Any) -> Ruw:
    """A vraag that is answered with one of its options."""
    return stelling(naam, soort="keuze", opties={o: f"optie {o}" for o in opties}, **extra)


def norm(adviseren: str | None, aanjagen: str | None, besluiten: str | None) -> dict[str, str]:
    """A norm per archetype; None where nothing is asked."""
    given = zip(ARCHETYPES, (adviseren, aanjagen, besluiten), strict=True)
    return {archetype: word for archetype, word in given if word is not None}


MOET = norm("moet", "moet", "moet")
HOORT = norm("hoort", "hoort", "hoort")
MAG = norm("mag", "mag", "mag")
MOET_BIJ_BESLUITEN = norm(None, None, "moet")
MOET_VANAF_AANJAGEN = norm(None, "moet", "moet")


def waarborg(naam: str, voldaan_als: Conditie, norm: Mapping[str, str] = MOET, **extra: Any) -> Ruw:
    """A waarborg; moet at every archetype unless said otherwise."""
    return {
        "soort": "waarborg",
        "id": naam,
        "naam": f"De waarborg {naam}",
        "onderdeel": "transparantie",
        "norm": dict(norm),
        "voldaan_als": voldaan_als,
        "rust_op": "wijk",
        "waarom": f"Omdat {naam} telt",
        "witte_vlek": f"Nog niet geregeld is {naam}",
        "acties": [{"wat": f"Regel {naam}", "trekker": "wijk", "sluit": [_eerste_vraag(voldaan_als)]}],
        **_GROND,
        **extra,
    }


def grens(naam: str, als: Conditie, sluit_uit: str, **extra: Any) -> Ruw:
    """A grens that excludes an archetype and all above it."""
    kern: Ruw = {"soort": "grens", "id": naam, "naam": f"De grens {naam}", "onderdeel": "rolverdeling"}
    return {**kern, "als": als, "sluit_uit": sluit_uit, "waarom": f"Want {naam} gaat de stad aan", **_GROND, **extra}


def lezing(naam: str, regel: str, **change: Any) -> Ruw:
    """Another reading of a waarborg: its `norm`, `als` or `voldaan_als`."""
    return {"id": naam, "regel": regel, "waarom": f"Wie {naam} leest", "bron": ["L156"], **change}


def signaal(naam: str, als: Conditie, **extra: Any) -> Ruw:
    """A point of attention of the pack."""
    kern: Ruw = {"soort": "signaal", "id": naam, "onderdeel": "samen-leren"}
    return {**kern, "als": als, "tekst": f"Let op {naam}", **_GROND, **extra}


LADDER: Ruw = {archetype: v("rol", archetype) for archetype in ARCHETYPES}
"""The simplest ladder: one keuze, `rol`, names the archetype that the roles amount to."""

ROL = keuze("rol", "geen", *ARCHETYPES, onderdeel="zeggenschap")

LADDER_SAMEN: Ruw = {
    "adviseren": v("inbreng", "advies"),
    "aanjagen": een_van(v("agenda", "wijk"), v("wie", "wijk", "samen", "tot-een-grens")),
    "besluiten": een_van(
        v("wie", "wijk"),
        alle(v("wie", "samen"), v("bij-verschil", "wijk")),
        alle(v("wie", "tot-een-grens"), v("waar", "eronder")),
    ),
}
"""The ladder of docs/model.md section 4: `samen` is besluiten only when the wijk decides where they cannot agree, and
`tot-een-grens` only when the thema lies below that limit."""

LADDER_SAMEN_VRAGEN = [
    keuze("inbreng", "advies", "geen"),
    keuze("agenda", "wijk", "gemeente"),
    keuze("wie", "wijk", "samen", "tot-een-grens", "raad", "college"),
    keuze("bij-verschil", "wijk", "raad", "college"),
    keuze("waar", "eronder", "erboven", "beide"),
]


# Packs.


def ruw_pakket(
    *regels: Mapping[str, Any],
    vragen: Iterable[Mapping[str, Any]] = (),
    ladder: Mapping[str, Any] = LADDER,
    gesprekken: Iterable[Mapping[str, Any]] = (),
    lezingen: Iterable[Mapping[str, Any]] = (),
    **kop: Any,
) -> Ruw:
    """The parts of a pack as plain data: kop, vragen, gesprekken, waarborgen, grenzen, signalen, lezingen."""
    head: Ruw = {"id": "proefpakket", "naam": "Proefpakket", "versie": "1.0.0", "weging": {"moet": 2, "hoort": 1}}
    parts: Ruw = {"kop": {**head, "zeggenschap": dict(ladder), **kop}, "gesprekken": [dict(g) for g in gesprekken]}
    parts["lezingen"] = [dict(each) for each in lezingen]
    for soort, key in (("waarborg", "waarborgen"), ("grens", "grenzen"), ("signaal", "signalen")):
        parts[key] = [dict(r) for r in regels if r["soort"] == soort]
    known = {q["id"]: dict(q) for q in [*vragen, ROL]}
    asking = [*regels, *parts["lezingen"]]
    conditions = [r[key] for r in asking for key in ("voldaan_als", "als") if isinstance(r.get(key), dict)]
    for name, opties in _questions([*conditions, *ladder.values()]):
        if name not in ("fase", "reikwijdte", "land") and name not in known:
            known[name] = keuze(name, *opties, "anders") if opties else stelling(name)
    parts["vragen"] = list(known.values())
    return parts


def koppel(ruw: Mapping[str, Any]) -> Regelpakket:
    """The parts of a pack as a linked Regelpakket; messages name a thing by its id.

    Raises:
        InvoerFout: as for a pack that was read from files.
    """

    def found(model: Any, key: str) -> tuple[InFile[Any], ...]:
        return tuple(InFile(model.model_validate(thing), Vindplaats(thing["id"])) for thing in ruw.get(key, ()))

    inhoud = PackContents(
        kop=InFile(Pakketkop.model_validate(ruw["kop"]), Vindplaats("pakket")),
        sha256="0" * 64,
        vragen=found(Vraag, "vragen"),
        gespreksvragen=found(Gespreksvraag, "gesprekken"),
        waarborgen=found(Waarborg, "waarborgen"),
        grenzen=found(Grens, "grenzen"),
        signalen=found(Signaal, "signalen"),
        lezingen=found(Lezing, "lezingen"),
    )
    return linking.link([inhoud], ingebouwd())


def pakket(*regels: Mapping[str, Any], **delen: Any) -> Regelpakket:
    """A linked pack with these rules (the other arguments as for `ruw_pakket`)."""
    return koppel(ruw_pakket(*regels, **delen))


@cache
def ingebouwd() -> Ingebouwd:
    """The sentences that come with the program."""
    return loading.load_ingebouwd(rules.INGEBOUWD)


def _questions(conditions: Iterable[Conditie]) -> Iterator[tuple[str, tuple[str, ...]]]:
    options: dict[str, list[str]] = {}
    todo: list[Any] = list(conditions)
    while todo:
        node = todo.pop(0)
        if "vraag" in node:
            listed = options.setdefault(node["vraag"], [])
            listed += [o for o in node.get("is", ()) if o not in listed]
        else:
            todo += _children(node)
    for name, opties in options.items():
        yield name, tuple(opties)


def _children(node: Conditie) -> list[Conditie]:
    if "niet" in node:
        return [node["niet"]]
    if "minstens" in node:
        return list(node["minstens"]["van"])
    return [child for key in ("alle", "een_van") for child in node.get(key, ())]


def _eerste_vraag(condition: Conditie) -> Ruw | str:
    """What the actie of a waarborg settles: its first own question (`rol` when it only refers)."""
    node: Any = condition
    while "vraag" not in node:
        below = _children(node)
        if not below:
            return {"vraag": "rol", "wordt": "geen"}
        node = below[0]
    if node["vraag"] in ("fase", "reikwijdte", "land"):
        return {"vraag": "rol", "wordt": "geen"}
    return {"vraag": node["vraag"], "wordt": node["is"][0]} if node.get("is") else str(node["vraag"])


TRAP = [
    waarborg("w1", v("q1"), norm=MOET),
    waarborg("w2", v("q2"), norm=MOET_VANAF_AANJAGEN),
    waarborg("w3", v("q3"), norm=MOET_BIJ_BESLUITEN),
]
"""One waarborg more at each step of the ladder."""


# Dossiers and what is judged of them.


def van(**antwoorden: str) -> list[Ruw]:
    """Perspectives: who says what. An nvt gets a toelichting."""
    return [{"door": door, **_antwoord(antwoord)} for door, antwoord in antwoorden.items()]


def nvt() -> Ruw:
    """The answer nvt, with its toelichting."""
    return _antwoord("nvt")


def _antwoord(antwoord: str) -> Ruw:
    return {"antwoord": antwoord, **({"toelichting": "speelt hier niet"} if antwoord == "nvt" else {})}


def dossier(antwoorden: Mapping[str, Any] | None = None, **delen: Any) -> Dossier:
    """A dossier with these answers; keys of an afspraak (gewenst, reikwijdte …) make its only afspraak."""
    own = ("thema", "reikwijdte", "fasen", "gewenst", "looptijd", "bedrag", "terugkijken_op")
    afspraak = {key: delen.pop(key) for key in own if key in delen}
    ruw: Ruw = {"formaat": "wijktoets/dossier@1", "naam": "Voorbeeldwijk", "peildatum": VANDAAG, **delen}
    ruw["antwoorden"] = {q: _antwoord(a) if a == "nvt" else a for q, a in (antwoorden or {}).items()}
    if "afspraken" not in ruw:
        ruw["afspraken"] = [{"thema": "groen", "fasen": ["uitvoering"], **afspraak}]
    return Dossier.model_validate(ruw)


def rapport(pack: Regelpakket, antwoorden: Mapping[str, Any] | None = None, **delen: Any) -> Rapport:
    """The Rapport of a dossier with these answers."""
    return evaluate(dossier(antwoorden, **delen), pack, engine="direct")


def oordeel(pack: Regelpakket, antwoorden: Mapping[str, Any] | None = None, **delen: Any) -> AfspraakRapport:
    """What is said of the first afspraak of a dossier with these answers."""
    return rapport(pack, antwoorden, **delen).afspraken[0]


def oordelen(pack: Regelpakket, case: Dossier, **keuze: Any) -> dict[tuple[str, Fase], AfspraakRapport]:
    """What is said of each thema × fase of a dossier."""
    return {(a.thema, a.fase): a for a in evaluate(case, pack, engine="direct", **keuze).afspraken}


def eis(result: AfspraakRapport, naam: str, archetype: Archetype | None = None) -> EisRij:
    """The row of one eis; the archetype is needed where the wish is not known."""
    (row,) = [e for e in result.eisen if e.waarborg == naam and archetype in (None, e.archetype)]
    return row


def vlek(result: AfspraakRapport, naam: str) -> WitteVlekRij | None:
    """The witte vlek of a waarborg, or None."""
    return next((w for w in result.witte_vlekken if w.waarborg == naam), None)


def signalen(result: AfspraakRapport) -> list[str]:
    """The ids of the signalen, in order."""
    return [s.id for s in result.signalen]


def open_vragen(rows: Any) -> dict[str, str]:
    """Question → why it is open, of anything that has `open_vragen`."""
    return {row.vraag: row.reden for row in rows.open_vragen}


def samen(*waarborgen: str, **rest: Any) -> list[Ruw]:
    """Afwegingen of these waarborgen that count: decided together, with an end that is not near."""
    plain = {"reden": "later", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}
    return [{"waarborg": name, **plain, **rest} for name in waarborgen]
