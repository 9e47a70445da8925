"""A later version of a generated pack: questions, options and rules renamed, turned round, split or dropped."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.builders import Ruw

Draw = Callable[[st.SearchStrategy[Any]], Any]

PURE = ("keep", "rename", "turn")
ALL = (*PURE, "split", "drop")
TURNED = {"ja": "nee", "nee": "ja"}


@dataclass(frozen=True, slots=True)
class Later:
    """A later version of a pack, and how each question and option of the earlier one changed."""

    pack: Ruw
    how: Mapping[str, str]
    opties: Mapping[tuple[str, str], str]


@st.composite
def later(draw: Draw, pack: Ruw, ways: tuple[str, ...]) -> Later:
    """The same rules under other names. A keuze cannot be turned; what the tool fills in keeps its name."""
    new = deepcopy(pack)
    how: dict[str, str] = {}
    options: dict[tuple[str, str], str] = {}
    more: list[Ruw] = []
    for vraag in new["vragen"]:
        old = vraag["id"]
        allowed = [way for way in ways if way != "turn" or vraag.get("soort") != "keuze"]
        how[old] = way = draw(st.sampled_from(allowed))
        if way == "drop":
            way = how[old] = "split"
        if way == "rename":
            vraag |= {"id": f"nieuw-{old}", "vroeger": [old]}
        elif way == "turn":
            vraag |= {"id": f"nieuw-{old}", "vroeger": [{"id": old, "omgekeerd": "true"}]}
        elif way == "split":
            vraag |= {"id": f"nieuw-{old}", "komt_uit": [old]}
            more.append({**vraag, "id": f"tweede-{old}"})
        if way in ("keep", "rename") and vraag.get("soort") == "keuze":
            for option in draw(st.lists(st.sampled_from(sorted(vraag["opties"])), unique=True, max_size=2)):
                options[old, option] = f"anders-{option}"
            vraag["opties"] = {
                options.get((old, o), o): {"tekst": words, **({"vroeger": [o]} if (old, o) in options else {})}
                for o, words in vraag["opties"].items()
            }
    new["vragen"] += more
    renamed = {r["id"]: f"regel-{r['id']}" for r in new["waarborgen"] if draw(st.booleans())}
    for regel in new["waarborgen"]:
        if regel["id"] in renamed:
            regel |= {"vroeger": [regel["id"]], "id": renamed[regel["id"]]}
    for key in ("waarborgen", "grenzen", "signalen"):
        new[key] = [_walked(_without_examples(regel), how, options, renamed) for regel in new[key]]
    new["kop"] = {**_walked(new["kop"], how, options, renamed), "versie": "2.0.0"}
    new["gesprekken"] = [{**g, "vult": [_name(v, how) for v in g["vult"]]} for g in new.get("gesprekken", ())]
    return Later(new, how, options)


def _without_examples(regel: Ruw) -> Ruw:
    return {key: value for key, value in regel.items() if key != "voorbeelden"}


def _name(old: str, how: Mapping[str, str]) -> str:
    return old if how.get(old, "keep") == "keep" else f"nieuw-{old}"


def _walked(node: Any, how: Mapping[str, str], options: Mapping[tuple[str, str], str], rules: Mapping[str, str]) -> Any:
    """A part of a pack with every question, option and waarborg under its new name."""
    if isinstance(node, list):
        return [_walked(item, how, options, rules) for item in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"niet"} and how.get(node["niet"]["vraag"]) == "turn":
        return {"vraag": _name(node["niet"]["vraag"], how)}
    if isinstance(node.get("vraag"), str) and set(node) <= {"vraag", "is"}:
        old = node["vraag"]
        test = {"vraag": _name(old, how)}
        if "is" in node:
            given = [node["is"]] if isinstance(node["is"], str) else node["is"]
            test["is"] = [options.get((old, option), option) for option in given]
        return {"niet": test} if how.get(old) == "turn" else test
    if isinstance(node.get("vraag"), str) and "wordt" in node:
        word = options.get((node["vraag"], node["wordt"]), node["wordt"])
        word = TURNED.get(word, word) if how.get(node["vraag"]) == "turn" else word
        return {**node, "vraag": _name(node["vraag"], how), "wordt": word}
    made = {}
    for key, value in node.items():
        if key == "waarborg" and isinstance(value, str):
            made[key] = rules.get(value, value)
        elif key == "sluit":
            made[key] = [_closed(item, how, options, rules) for item in value]
        elif key == "impliceert":
            made[key] = [rules.get(name, name) for name in value]
        elif key in ("vroeger", "komt_uit"):
            made[key] = value
        else:
            made[key] = _walked(value, how, options, rules)
    return made


def _closed(item: Any, how: Mapping[str, str], options: Any, rules: Any) -> Any:
    if isinstance(item, str):
        return {"vraag": _name(item, how), "wordt": "nee" if how.get(item) == "turn" else "ja"}
    return _walked({"wordt": "ja", **item}, how, options, rules)
