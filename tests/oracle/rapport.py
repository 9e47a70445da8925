"""Puts what the oracle says of a dossier in the shape of docs/rapport.md, as far as docs/model.md tells."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tests.oracle import conditions, rules
from tests.oracle.conditions import Case
from tests.oracle.rules import ARCHETYPES, FASEN, LEVELS, ONDERDELEN, as_date, written


def judge(
    pack: Mapping[str, Any], dossier: Mapping[str, Any], today: date, archetype: str | None = None
) -> list[dict[str, Any]]:
    """What docs/model.md says of each thema × fase of a dossier."""
    return [_afspraak(case) for case in cases(pack, dossier, today, archetype)]


def cases(
    pack: Mapping[str, Any], dossier: Mapping[str, Any], today: date, archetype: str | None = None
) -> Iterator[Case]:
    """Each thema × fase of a dossier: afspraken as in the dossier, fasen as in the model."""
    for afspraak in dossier.get("afspraken") or [{"thema": "algemeen"}]:
        said = {**dossier.get("antwoorden", {}), **afspraak.get("antwoorden", {})}
        for fase in FASEN:
            if fase not in afspraak.get("fasen", FASEN):
                continue
            yield Case(
                pack=pack,
                thema=afspraak["thema"],
                fase=fase,
                reikwijdte=afspraak.get("reikwijdte", "onbekend"),
                land=dossier.get("gebied", {}).get("land", "NL"),
                day=as_date(dossier.get("peildatum") or today),
                wish=archetype or _wish(afspraak.get("gewenst", "onbekend")),
                said={q: conditions.listed(answer) for q, answer in said.items()},
                afwegingen=[a for a in dossier.get("afwegingen", ()) if _matches(a, afspraak["thema"], fase)],
            )


def _wish(given: Any) -> str | None:
    wishes = [{"gewenst": given}] if isinstance(given, str) else given
    together = {w["gewenst"] for w in wishes if w.get("door") == "samen"}
    named = together or {w["gewenst"] for w in wishes}
    return named.pop() if len(named) == 1 and "onbekend" not in named else None


def _matches(afweging: Mapping[str, Any], thema: str, fase: str) -> bool:
    return afweging.get("thema") in (None, thema) and afweging.get("fase") in (None, fase)


def _afspraak(case: Case) -> dict[str, Any]:
    levels = [LEVELS.index(case.wish)] if case.wish else [1, 2, 3]
    one = levels[0] if case.wish else None
    return {
        "thema": case.thema,
        "fase": case.fase,
        "gewenst": case.wish or "onbekend",
        "borging_tot": _range(rules.borging_tot(case)),
        "borging_zonder_afweging": None if (bare := rules.borging_zonder_afweging(case)) is None else _range(bare),
        "rollen": _range(rules.rollen(case)),
        "uitkomst": rules.uitkomst(case),
        "richting": rules.richting(case),
        "signalen": rules.signal_ids(case),
        "signalen_als_vraag": sorted(name for name, asked in rules.pack_signals(case) if asked),
        "stand": rules.stand(case, one) if one else None,
        "borging": rules.borging(case, one) if one else None,
        "profiel": [row for level in levels for row in _profile_rows(case, level)],
        "eisen": [row for level in levels for row in _eis_rows(case, level)],
        "witte_vlekken": [row for level in levels for row in _gap_rows(case, level)],
        "grenzen": sorted(_grens_rows(case), key=lambda row: row["id"]),
        "open_vragen": _reasons(case, _open_questions(case, levels)),
        "per_archetype": {name: _per_archetype(case, level) for level, name in enumerate(ARCHETYPES, 1)},
        "verschillen_van_inzicht": sorted(q for q in case.said if conditions.disputed(case, q)),
        "afwegingen": [_afweging(case, a) for a in sorted(case.afwegingen, key=lambda a: str(a["waarborg"]))],
    }


def _range(levels: tuple[int, int]) -> dict[str, str]:
    return {"laag": LEVELS[levels[0]], "hoog": LEVELS[levels[1]]}


def _in_order(eisen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(eisen, key=lambda e: (ONDERDELEN.index(e["rule"]["onderdeel"]), e["rule"]["id"]))


def _profile_rows(case: Case, level: int) -> Iterator[dict[str, Any]]:
    for onderdeel, row in rules.profile(case, level).items():
        scores = {key: written(row[key]) for key in ("laag", "hoog", "besproken")}
        yield {"archetype": LEVELS[level], "onderdeel": onderdeel, **scores, "eisen": row["eisen"]}


def _eis_rows(case: Case, level: int) -> Iterator[dict[str, Any]]:
    for eis in _in_order(rules.eisen_at(case, level)):
        low, high = (float(x) for x in eis["value"]) if eis["value"] else (None, None)
        yield {
            "archetype": LEVELS[level],
            "waarborg": eis["rule"]["id"],
            "norm": eis["norm"],
            "status": eis["status"],
            "laag": low,
            "hoog": high,
        }


def _gap_rows(case: Case, level: int) -> Iterator[dict[str, Any]]:
    for eis in _in_order(rules.eisen_at(case, level)):
        kind = rules.aard(case, eis)
        if kind is not None:
            yield {
                "archetype": LEVELS[level],
                "waarborg": eis["rule"]["id"],
                "norm": eis["norm"],
                "aard": kind,
                "open_vragen": _reasons(case, rules.eis_questions(case, eis)),
            }


def _grens_rows(case: Case) -> Iterator[dict[str, Any]]:
    for grens in case.pack.get("grenzen", ()):
        state = rules.grens_state(case, grens)
        if state is not None:
            yield {"id": grens["id"], "sluit_uit": grens["sluit_uit"], "zeker": state == "zeker"}


def _open_questions(case: Case, levels: list[int]) -> set[str]:
    found: set[str] = set()
    for level in levels:
        for eis in rules.moet_at(case, level):
            if rules.aard(case, eis) is not None:
                found |= rules.eis_questions(case, eis)
            if eis["open"] and eis["status"] != "afgewogen":
                found |= conditions.open_leaves(case, eis["rule"]["als"])
    for condition in case.pack["kop"]["zeggenschap"].values():
        found |= conditions.open_leaves(case, condition)
    for grens in case.pack.get("grenzen", ()):
        if rules.grens_state(case, grens) == "misschien":
            found |= conditions.open_leaves(case, grens["als"])
    return found


def _reasons(case: Case, questions: set[str]) -> list[dict[str, str]]:
    return [{"vraag": q, "reden": conditions.reden(case, q)} for q in sorted(questions)]


def _per_archetype(case: Case, level: int) -> dict[str, Any]:
    return {"past": rules.past(case, level), **rules.stand(case, level), "borging": rules.borging(case, level)}


def _afweging(case: Case, afweging: Mapping[str, Any]) -> dict[str, Any]:
    reason = rules.why_not(case, afweging)
    return {"waarborg": afweging["waarborg"], "telt": reason is None, "waarom_niet": reason}
