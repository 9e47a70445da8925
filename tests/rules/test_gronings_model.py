"""Holds the pack gronings-model to the whole notitie: every id of the inventory has its place, and little is a must."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.cases.notitie import copied, traces
from wijktoets import load_pack
from wijktoets.engine.judging import direct
from wijktoets.engine.model.conditions import Voorwaarde, VraagTest, WaarborgRef, walk
from wijktoets.engine.model.dossier import Standpunt
from wijktoets.engine.model.pakket import Actie, Waarborg, WaarborgVoorbeeld
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, Archetype
from wijktoets.engine.upkeep.examples import outcome, regels, situatie

FOLDER = Path(__file__).resolve().parents[2] / "rules" / "gronings-model"

INVENTORY = {
    "G": range(1, 45),
    "A1.": range(1, 9),
    "A2.": range(1, 9),
    "A3.": range(1, 11),
    "A3.D": range(1, 11),
    "E": range(1, 14),
    "T": range(1, 18),
    "V": range(1, 14),
    "P": range(1, 15),
    "K": range(1, 37),
    "I": range(1, 38),
}
"""The ids of the inventory: requirements (G, A, E), tensions (T), questions (V, P, K) and instruments (I)."""

TWO_DIGITS = ("G", "V", "P", "K", "I")

MOET: dict[Archetype, tuple[int, int]] = {"adviseren": (7, 11), "aanjagen": (14, 19), "besluiten": (26, 34)}
"""How many moet-eisen an archetype may have: few, so that a conversation can hold them; no more than pack 2 needs."""

ONLY_OPEN = {"K09", "K13"}
"""Questions of the kompas that no ja or nee answers: only the open questions ask them."""

CARDS = range(13)
"""The places of the short route, from what is the wijk's own (L96) on."""

HIDES_A_NEE = {"eerst-de-raad-dan-bevoegdheden"}
"""Whose `als` may keep a nee open: that the raad was not asked says nothing of powers that pass on."""

ONLY_ASKED = {"waar-let-de-raad-op"}
"""Where the raad looks is its own choice (L117, L121): no rule looks at it, and it is no role."""

ONLY_TELL = {"wie-organiseert", "wie-voert-uit"}
"""Questions that no rule asks: their answers stand on the sheet to sign and weigh nothing."""


@cache
def pack() -> Regelpakket:
    return load_pack()


def ids(*kinds: str) -> set[str]:
    """The ids of these kinds."""
    return {f"{kind}{n:02}" if kind in TWO_DIGITS else f"{kind}{n}" for kind in kinds for n in INVENTORY[kind]}


def covered_by_rules() -> set[str]:
    return {d for regel in regels(pack()) for d in regel.dekt}


def dekking() -> dict[str, str]:
    """Why an id is no rule."""
    found = yaml.load((FOLDER / "dekking.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def leaves(condition: Voorwaarde | None) -> Iterator[str]:
    """The questions that a condition tests, through references too."""
    for _, node in walk(condition) if condition is not None else ():
        if isinstance(node, VraagTest):
            yield node.vraag
        elif isinstance(node, WaarborgRef):
            yield from leaves(pack().waarborgen[node.waarborg].voldaan_als)


def questions(waarborg: Waarborg) -> set[str]:
    return {*leaves(waarborg.als), *leaves(waarborg.voldaan_als)}


each_waarborg = pytest.mark.parametrize("waarborg", pack().waarborgen.values(), ids=lambda w: w.id)


# All of the notitie


def test_every_requirement_is_a_rule_or_says_why_not() -> None:
    questions_too = {d for vraag in pack().vragen.values() for d in vraag.dekt}
    wanted = ids("G", "A1.", "A2.", "A3.", "A3.D", "E", "T")
    assert wanted - covered_by_rules() - questions_too == set(dekking())


def test_every_question_is_asked_openly_and_can_be_answered() -> None:
    wanted = ids("V", "P", "K")
    asked = {d for vraag in pack().vragen.values() for d in vraag.dekt}
    assert wanted - asked == ONLY_OPEN
    assert wanted <= {d for open_one in pack().gespreksvragen for d in open_one.dekt}


def test_every_instrument_is_there() -> None:
    assert {d for instrument in pack().instrumenten.values() for d in instrument.dekt} == ids("I")


def test_no_id_is_made_up() -> None:
    known = ids(*INVENTORY)
    named = covered_by_rules() | set(dekking())
    named |= {d for vraag in pack().vragen.values() for d in vraag.dekt}
    named |= {d for open_one in pack().gespreksvragen for d in open_one.dekt}
    assert named <= known


def test_every_line_that_is_cited_holds_text() -> None:
    things = [*regels(pack()), *pack().vragen.values(), *pack().gespreksvragen, *pack().instrumenten.values()]
    cited = {int(bron[1:]) for thing in things for bron in thing.bron}
    assert cited <= set(range(1, traces().lines + 1)) - traces().blank


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda p: p.relative_to(FOLDER).as_posix())
def test_nothing_is_copied_from_the_notitie(path: Path) -> None:
    assert copied(path.read_text(encoding="utf-8")) == []


# Few musts, and each can be talked through and settled


@pytest.mark.parametrize("archetype", ARCHETYPES)
def test_little_is_a_must(archetype: Archetype) -> None:
    low, high = MOET[archetype]
    assert low <= sum(w.norm.get(archetype) == "moet" for w in pack().waarborgen.values()) <= high


def test_the_short_route_settles_every_must_and_the_roles() -> None:
    short = {vraag for open_one in pack().gespreksvragen if open_one.kern is not None for vraag in open_one.vult}
    musts = {q for w in pack().waarborgen.values() if "moet" in w.norm.values() for q in questions(w)}
    roles = {q for archetype in ARCHETYPES for q in leaves(pack().zeggenschap[archetype])}
    assert musts | roles - {"reikwijdte"} <= short
    assert sorted(g.kern for g in pack().gespreksvragen if g.kern is not None) == list(CARDS)


def test_every_question_is_filled_by_one_open_question() -> None:
    filled = [vraag for open_one in pack().gespreksvragen for vraag in open_one.vult if vraag in pack().vragen]
    assert sorted(filled) == sorted(pack().vragen)


def test_every_question_is_used() -> None:
    used = {q for w in pack().waarborgen.values() for q in questions(w)}
    used |= {q for regel in (*pack().grenzen.values(), *pack().signalen.values()) for q in leaves(regel.als)}
    used |= {q for archetype in ARCHETYPES for q in leaves(pack().zeggenschap[archetype])}
    assert set(pack().vragen) - used == ONLY_TELL | ONLY_ASKED
    assert set(pack().vragen) - ONLY_ASKED <= used | {q for role in pack().wie_doet_wat for q in role.vragen}


def test_who_organises_and_who_carries_out_is_asked_plainly_and_only_told() -> None:
    """L194 and L239 name the roles; who may have one is free, so no rule, no step and no ladder looks at the answer."""
    for name in ONLY_TELL:
        vraag = pack().vragen[name]
        assert set(vraag.opties) == {"wijk", "samen", "gemeente", "partner"}
        assert (vraag.basis, set(vraag.bron), set(vraag.dekt)) == ("letterlijk", {"L194", "L239"}, {"G31", "P12"})
        assert pack().kern[name] == 5
    assert set(pack().vragen["waar-let-de-raad-op"].bron) == {"L113", "L117", "L121"}
    assert not {s.vraag for acties in pack().acties.values() for a in acties for s in a.sluit} & ONLY_TELL


def test_each_role_that_l194_names_is_told_by_a_choice() -> None:
    roles = {role.naam: pack().vragen[role.vragen[0]].soort for role in pack().wie_doet_wat}
    named = ("Wie bepaalt waarover het gaat?", "Wie organiseert?", "Wie beslist?", "Wie voert uit?")
    assert [roles.get(name) for name in named] == ["keuze"] * 4


def test_all_eight_onderdelen_have_rules_and_residents_carry_no_must_alone_when_they_advise() -> None:
    assert len({w.onderdeel for w in pack().waarborgen.values()}) == 8
    alone = [w.id for w in pack().waarborgen.values() if w.norm.get("adviseren") == "moet" and w.rust_op == "wijk"]
    assert alone == []


def test_gemeente_college_and_raad_carry_musts_at_every_archetype() -> None:
    for archetype in ARCHETYPES:
        owners = {w.rust_op for w in pack().waarborgen.values() if w.norm.get(archetype) == "moet"}
        assert owners >= {"gemeente", "college", "raad"}


# Each waarborg is complete


@each_waarborg
def test_a_waarborg_tells_all_that_a_reader_needs(waarborg: Waarborg) -> None:
    assert waarborg.voorbeeldtekst
    assert waarborg.witte_vlek_onbekend
    assert waarborg.waarden
    assert waarborg.dekt
    assert waarborg.afleiding or waarborg.basis != "afgeleid"
    assert not re.search(r"\d", waarborg.voorbeeldtekst), "a number in an example text is a blank to fill in"


@each_waarborg
def test_its_examples_show_every_status_that_can_occur(waarborg: Waarborg) -> None:
    shown = {example.verwacht for example in waarborg.voorbeelden}
    drops_out = waarborg.fasen or waarborg.als or all(pack().vragen[q].nvt_mogelijk for q in questions(waarborg))
    assert shown == {"geborgd", "deels", "hooguit_deels", "ontbreekt", "onbekend"} | ({"nvt"} if drops_out else set())


@each_waarborg
def test_each_actie_names_both_sides_and_what_it_asks(waarborg: Waarborg) -> None:
    for actie in pack().acties[waarborg.id]:
        assert actie.wijk_doet and actie.gemeente_doet, actie.id
        assert actie.inzet.bewoners and actie.inzet.gemeente, actie.id


def closes(waarborg: Waarborg, actie: Actie) -> bool:
    """Whether this step alone makes the eis met, where the rule applies."""
    applies = dict.fromkeys(leaves(waarborg.als), "ja")
    said = {**applies, **{closed.vraag: closed.wordt for closed in actie.sluit}}
    answers = {vraag: (Standpunt(antwoord=antwoord),) for vraag, antwoord in said.items()}
    example = WaarborgVoorbeeld(antwoorden=answers, verwacht="geborgd")
    return outcome(waarborg, direct.compute(pack(), situatie(waarborg, example))) == "geborgd"


@each_waarborg
def test_each_actie_closes_its_rule(waarborg: Waarborg) -> None:
    for actie in pack().acties[waarborg.id]:
        assert closes(waarborg, actie), actie.id


def test_what_l156_lays_on_both_never_falls_on_residents_alone() -> None:
    """The wijk carries its own part only beside a part of the gemeente that weighs as much."""
    order = (None, "mag", "hoort", "moet")
    both = [w for w in pack().waarborgen.values() if "L156" in w.bron]
    for waarborg in both:
        twins = [w for w in both if w.rust_op == "gemeente" and w.onderdeel == waarborg.onderdeel]
        as_heavy = [
            w for w in twins if all(order.index(w.norm.get(a)) >= order.index(waarborg.norm.get(a)) for a in ARCHETYPES)
        ]
        assert waarborg.rust_op != "wijk" or as_heavy, waarborg.id


# What a condition on when a rule applies may hide, and where norms come from


@each_waarborg
def test_no_condition_on_when_it_applies_hides_a_nee(waarborg: Waarborg) -> None:
    """Who says that nobody can see the money says that there is money: `als` decides only whether a rule applies."""
    no = {q: (Standpunt(antwoord="nee"),) for q in leaves(waarborg.voldaan_als) if pack().vragen[q].soort == "stelling"}
    example = WaarborgVoorbeeld(antwoorden=no, verwacht="ontbreekt", fase=(waarborg.fasen or (None,))[0])
    surely_unmet = outcome(waarborg, direct.compute(pack(), situatie(waarborg, example))) in ("ontbreekt", "deels")
    assert surely_unmet != (waarborg.id in HIDES_A_NEE)


def test_no_kompaspunt_can_be_refused_whole_when_the_wijk_decides() -> None:
    """`rules verify` proves it (WV14)."""
    assert pack().elk_kompaspunt == "besluiten"


@each_waarborg
def test_a_waarborg_says_where_its_norms_come_from(waarborg: Waarborg) -> None:
    doubtful = waarborg.norm_basis == "eigen" and "moet" in waarborg.norm.values()
    read_otherwise = {lezing.regel for lezing in pack().lezingen.values()}
    assert waarborg.norm_basis is not None
    assert not doubtful or waarborg.id in read_otherwise


def test_each_actie_in_the_files_says_whether_the_source_names_it() -> None:
    files = [path.read_text(encoding="utf-8") for path in sorted((FOLDER / "waarborgen").rglob("*.yaml"))]
    steps = sum(len(re.findall(r"^    wat: ", text, flags=re.MULTILINE)) for text in files)
    assert steps == sum(len(re.findall(r"^    basis: ", text, flags=re.MULTILINE)) for text in files) > len(files)


def test_a_question_asks_one_thing_that_somebody_can_know() -> None:
    """What stands behind a moet is never asked of iedereen or of the whole wijk, which no table can answer."""
    musts = {q for w in pack().waarborgen.values() if "moet" in w.norm.values() for q in questions(w)}
    asked = {q: pack().vragen[q].vraag for q in musts}
    assert [q for q, text in asked.items() if re.search(r"\b[Ii]edereen\b|de hele wijk", text)] == []


def test_what_only_college_raad_or_gemeente_can_say_is_asked_of_them() -> None:
    for party, names in {
        "gemeente": ("gemeente-toegerust", "andere-afdelingen-werken-mee"),
        "college": ("college-leert-mee", "college-weegt-mee", "college-vertrouwt-afspraken"),
        "raad": ("raad-leert-mee", "raad-weegt-mee", "raad-vertrouwt-afspraken", "rol-van-de-raad-besproken"),
    }.items():
        assert [name for name in names if pack().vragen[name].aan != (party,)] == []


# The README of the pack says what the rules say


def readme_rows(first: str) -> dict[str, list[str]]:
    """The cells of the table of the README whose head starts with this word, by the first cell."""
    rows: dict[str, list[str]] = {}
    inside = False
    for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip(" `") for cell in line.strip("|").split("|")]
        inside = line.startswith("|") and (inside or (cells[0] == first and len(cells) > 4))
        if inside and cells[0] not in (first, "---"):
            rows[cells[0]] = cells[1:]
    return rows


def test_the_readme_lists_each_waarborg_as_it_is() -> None:
    rows = readme_rows("waarborg")
    assert set(rows) == set(pack().waarborgen)
    for waarborg in pack().waarborgen.values():
        dekt, norm, rust_op, basis, norm_basis = rows[waarborg.id][:5]
        assert set(dekt.split(", ")) == set(waarborg.dekt), waarborg.id
        assert norm == " / ".join(waarborg.norm.get(a) or "–" for a in ARCHETYPES), waarborg.id
        told = (waarborg.rust_op, waarborg.basis, waarborg.norm_basis)
        assert (rust_op, basis, norm_basis) == told, waarborg.id


def test_the_readme_counts_the_musts_of_each_party_and_what_belongs() -> None:
    rows = readme_rows("")
    norms = {a: Counter((w.norm.get(a), w.rust_op) for w in pack().waarborgen.values()) for a in ARCHETYPES}
    for archetype in ARCHETYPES:
        musts = [norms[archetype]["moet", party] for party in ("wijk", "gemeente", "college", "raad", "samen")]
        assert rows[archetype] == [str(n) for n in (sum(musts), *musts)]
    counts = [sum(n for (norm, _), n in norms[a].items() if norm == "hoort") for a in ARCHETYPES]
    told = re.search(r"Hoort is het (.*)\n", (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert told and [int(n) for n in re.findall(r"\d+", told[1])] == counts
