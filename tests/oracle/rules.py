"""A second reading of docs/model.md sections 4 and 5: regels, congruence, counts and scores, over the four worlds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.conditions import (
    HI_HALF,
    HI_ONE,
    LO_HALF,
    LO_ONE,
    Case,
    bounds,
    by_id,
    disputed,
    holds,
    open_leaves,
    reden,
)

ARCHETYPES = ["adviseren", "aanjagen", "besluiten"]
LEVELS = ["geen", *ARCHETYPES]
ONDERDELEN = [
    *("ieders-stem-telt", "transparantie", "zeggenschap", "goede-gesprek"),
    *("dna", "rolverdeling", "realisatiekracht", "samen-leren"),
]
KOMPAS = ONDERDELEN[:4]
FASEN = ["voorbereiding", "uitvoering", "evaluatie"]
NIET = {"deels", "hooguit_deels", "ontbreekt"}
MET = {"geborgd", "afgewogen"}


# Rules (section 4).


def in_force(case: Case, rule: Mapping[str, Any]) -> bool:
    """Whether fase and date let the rule be there."""
    if case.fase not in rule.get("fasen", FASEN):
        return False
    period = rule.get("geldig") or {}
    return not (
        (period.get("van") and case.day < as_date(period["van"]))
        or (period.get("tot") and case.day > as_date(period["tot"]))
    )


def as_date(value: Any) -> date:
    """A date, from a date or its text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def als_state(case: Case, rule: Mapping[str, Any]) -> str:
    """Whether a waarborg applies: ja, nee, nvt or open."""
    if not rule.get("als"):
        return "ja"
    low, high = holds(case, rule["als"], LO_HALF), holds(case, rule["als"], HI_HALF)
    if low is None:
        return "nvt"
    return "ja" if low else "open" if high else "nee"


def why_not(case: Case, afweging: Mapping[str, Any]) -> str | None:
    """Why an afweging does not count, or None when it does."""
    if by_id(case, "waarborgen")[afweging["waarborg"]].get("hard"):
        return "hard"
    by = set(afweging["besloten_door"])
    bearer = by_id(case, "waarborgen")[afweging["waarborg"]]["rust_op"]
    if "wijk" not in by or not by & {"gemeente", "college", "raad"} or (bearer != "samen" and bearer not in by):
        return "eenzijdig"
    last = afweging.get("geldig_tot")
    if not last:
        return "zonder_einde"
    return "verlopen" if as_date(last) < case.day else None


def eis_of(case: Case, rule: Mapping[str, Any]) -> dict[str, Any]:
    """The value and status of a waarborg for this case, the same at each archetype that asks it.

    `open`: it is open whether it applies. `by_answer`: it is nvt because an answer is.
    """
    if rule["id"] not in case.known:
        case.known[rule["id"]] = _judged(case, rule)
    return case.known[rule["id"]]


def _judged(case: Case, rule: Mapping[str, Any]) -> dict[str, Any]:
    state = als_state(case, rule)
    value = bounds(case, rule["voldaan_als"])
    there = in_force(case, rule)
    found = {"rule": rule, "open": there and state == "open"}
    if not there or state in ("nee", "nvt") or value is None:
        by_answer = there and (state == "nvt" or (state != "nee" and value is None))
        return {**found, "value": None, "status": "nvt", "by_answer": by_answer}
    low, high = (value[0], Fraction(1)) if state == "open" else value
    plain = _status(low, high)
    waived = any(a["waarborg"] == rule["id"] and why_not(case, a) is None for a in case.afwegingen)
    status = "afgewogen" if waived and plain != "geborgd" else plain
    return {**found, "value": (low, high), "status": status, "by_answer": False}


def _status(low: Fraction, high: Fraction) -> str:
    if low == 1:
        return "geborgd"
    if high == 1:
        return "onbekend"
    if high == 0:
        return "ontbreekt"
    return "deels" if low == high else "hooguit_deels"


def eisen_at(case: Case, level: int) -> list[dict[str, Any]]:
    """Every eis at one level, with its norm."""
    name = LEVELS[level]
    return [
        {**eis_of(case, rule), "norm": rule["norm"][name]}
        for rule in case.pack.get("waarborgen", ())
        if name in rule["norm"]
    ]


def moet_at(case: Case, level: int) -> list[dict[str, Any]]:
    """The moet-eisen at one level."""
    return [eis for eis in eisen_at(case, level) if eis["norm"] == "moet"]


def eis_questions(case: Case, eis: Mapping[str, Any]) -> set[str]:
    """The open questions of an eis."""
    return open_leaves(case, eis["rule"]["voldaan_als"]) | open_leaves(case, eis["rule"].get("als"))


def aard(case: Case, eis: Mapping[str, Any]) -> str | None:
    """What kind of witte vlek an eis is; None when it is none."""
    status: str = eis["status"]
    if eis["norm"] == "mag" or status not in NIET | {"onbekend"}:
        return None
    if status != "onbekend":
        return status
    reasons = {reden(case, q) for q in eis_questions(case, eis)}
    return reasons.pop() if reasons in ({"niet_besproken"}, {"verschil"}) else "onbekend"


def grens_state(case: Case, grens: Mapping[str, Any]) -> str | None:
    """Whether a grens holds: zeker, misschien or None."""
    if not in_force(case, grens):
        return None
    if holds(case, grens["als"], LO_ONE):
        return "zeker"
    return "misschien" if holds(case, grens["als"], HI_ONE) else None


def excluded(case: Case, how: str) -> int:
    """The lowest level that a grens excludes surely or perhaps; 4 when none does."""
    return min(
        (LEVELS.index(g["sluit_uit"]) for g in case.pack.get("grenzen", ()) if grens_state(case, g) == how), default=4
    )


# Congruence (section 5).


def borging_tot(case: Case) -> tuple[int, int]:
    """D: the highest level of which no moet-eis, there or below, is unsure; and of which none is surely unmet."""
    d_lo = d_hi = 0
    for level in (1, 2, 3):
        statuses = {e["status"] for step in range(1, level + 1) for e in moet_at(case, step)}
        if statuses <= MET | {"nvt"}:
            d_lo = level
        if not statuses & NIET:
            d_hi = level
    return d_lo, d_hi


def borging_zonder_afweging(case: Case) -> tuple[int, int] | None:
    """D of the same case without any afweging; None when none of them is a moet-eis that it changes."""
    if not any(e["status"] == "afgewogen" for level in (1, 2, 3) for e in moet_at(case, level)):
        return None
    return borging_tot(replace(case, afwegingen=[], known={}))


def rollen(case: Case) -> tuple[int, int]:
    """F: the highest step of the ladder that surely holds, and that can hold."""
    ladder = case.pack["kop"]["zeggenschap"]
    low = [level for level in (1, 2, 3) if holds(case, ladder[LEVELS[level]], LO_ONE)]
    high = [level for level in (1, 2, 3) if holds(case, ladder[LEVELS[level]], HI_ONE)]
    return max(low, default=0), max(high, default=0)


def surely_asked(case: Case, level: int) -> bool:
    """Whether a moet-eis of the level surely applies."""
    return any(e["status"] != "nvt" and not e["open"] for e in moet_at(case, level))


def undecided(case: Case, level: int) -> bool:
    """Whether borging, a grens or the rules themselves leave the level open."""
    return borging_tot(case)[0] < level or excluded(case, "misschien") <= level or not surely_asked(case, level)


def waived_moet(case: Case, level: int) -> bool:
    """Whether a moet-eis at the level or below is afgewogen."""
    return any(e["status"] == "afgewogen" for step in range(1, level + 1) for e in moet_at(case, step))


def richting(case: Case) -> str | None:
    """Which way the roles differ from the wish."""
    if case.wish is None:
        return None
    wish, (f_lo, f_hi) = LEVELS.index(case.wish), rollen(case)
    return "minder" if f_hi < wish else "meer" if f_lo > wish else None


def uitkomst(case: Case) -> str:
    """The first uitkomst that applies."""
    if case.wish is None:
        return "gewenst_onbekend"
    wish = LEVELS.index(case.wish)
    table = [
        ("grens_bereikt", excluded(case, "zeker") <= wish),
        ("meer_borging_nodig", borging_tot(case)[1] < wish),
        ("rolverdeling_wijkt_af", richting(case) is not None),
        ("nog_niet_te_bepalen", undecided(case, wish) or rollen(case) != (wish, wish)),
        ("congruent_met_afweging", waived_moet(case, wish)),
    ]
    return next((name for name, applies in table if applies), "congruent")


def past(case: Case, level: int) -> str:
    """Whether an archetype fits, whatever the wish."""
    if excluded(case, "zeker") <= level:
        return "nee"
    if borging_tot(case)[1] < level:
        return "nog_niet"
    if undecided(case, level):
        return "nog_open"
    return "ja_met_afweging" if waived_moet(case, level) else "ja"


def signal_ids(case: Case) -> list[str]:
    """The built-in signalen and those of the pack, by id."""
    (d_lo, d_hi), (f_lo, _) = borging_tot(case), rollen(case)
    refused = {a["waarborg"] for a in case.afwegingen} - {
        a["waarborg"] for a in case.afwegingen if why_not(case, a) is None
    }
    shown = {
        "borging_onder_rollen": d_hi < f_lo,
        "rollen_over_grens": f_lo >= excluded(case, "zeker"),
        "afweging_telt_niet": bool(refused),
        "verschil_van_inzicht": any(disputed(case, q) for q in case.said),
    }
    if case.wish is not None:
        shown |= _signals_at(case, LEVELS.index(case.wish), d_lo)
    return sorted([name for name, there in shown.items() if there] + [name for name, _ in pack_signals(case)])


def _signals_at(case: Case, wish: int, d_lo: int) -> dict[str, bool]:
    here = moet_at(case, wish)
    above = [e for e in moet_at(case, d_lo) if e["rule"]["norm"].get(LEVELS[wish]) != "moet"] if d_lo else []
    return {
        "meer_geregeld_dan_nodig": d_lo > wish and any(e["status"] == "geborgd" for e in above),
        "rolverdeling_wijkt_af": richting(case) is not None and uitkomst(case) != "rolverdeling_wijkt_af",
        "nvt_bij_moet_eis": any(e["by_answer"] for e in here),
        "afgewogen_eisen": any(e["status"] == "afgewogen" for e in eisen_at(case, wish)),
        "geen_eisen": all(e["status"] == "nvt" for e in here),
    }


def pack_signals(case: Case) -> Iterator[tuple[str, bool]]:
    """The signalen of the pack that show, each with whether it is asked rather than said."""
    for rule in case.pack.get("signalen", ()):
        if not in_force(case, rule):
            continue
        if holds(case, rule["als"], LO_HALF):
            yield rule["id"], False
        elif holds(case, rule["als"], HI_HALF) and rule.get("vraag_bij_twijfel"):
            yield rule["id"], True


def count(eisen: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Eisen counted as geregeld, anders, niet and open."""
    statuses = [e["status"] for e in eisen]
    return {
        "geregeld": statuses.count("geborgd"),
        "anders": statuses.count("afgewogen"),
        "niet": sum(s in NIET for s in statuses),
        "open": statuses.count("onbekend"),
    }


def stand(case: Case, level: int) -> dict[str, Any]:
    """The counts at a level."""
    eisen = [e for e in eisen_at(case, level) if e["status"] != "nvt"]
    moet = [e for e in eisen if e["norm"] == "moet"]
    parties = sorted({e["rule"]["rust_op"] for e in moet})
    return {
        "moet": count(moet),
        "hoort": count(e for e in eisen if e["norm"] == "hoort"),
        "per_partij": {p: count(e for e in moet if e["rule"]["rust_op"] == p) for p in parties},
    }


def profile(case: Case, level: int) -> dict[str, dict[str, Any]]:
    """The score of each onderdeel at a level, exact."""
    weights = {name: Fraction(str(w)) for name, w in case.pack["kop"]["weging"].items()}
    rows: dict[str, dict[str, Any]] = {}
    for onderdeel in ONDERDELEN:
        eisen = [
            (weights[e["norm"]], (Fraction(0), Fraction(1)) if e["open"] else e["value"])
            for e in eisen_at(case, level)
            if e["norm"] != "mag" and e["status"] != "nvt" and e["rule"]["onderdeel"] == onderdeel
        ]
        if eisen:
            total = sum(w for w, _ in eisen)
            rows[onderdeel] = {
                "laag": sum(w * value[0] for w, value in eisen) / total,
                "hoog": sum(w * value[1] for w, value in eisen) / total,
                "besproken": sum(w for w, value in eisen if value[0] == value[1]) / total,
                "eisen": len(eisen),
            }
    return rows


def borging(case: Case, level: int) -> dict[str, float] | None:
    """The plain mean over the kompaspunten that have a score."""
    rows = [row for name, row in profile(case, level).items() if name in KOMPAS]
    if not rows:
        return None
    return {key: written(sum(row[key] for row in rows) / len(rows)) for key in ("laag", "hoog")}


def written(exact: Fraction | int) -> float:
    """A fraction as it is written."""
    return float(round(Fraction(exact), 6))
