"""What the checks see beyond their one case: who carries a duty, which outcomes occur, what is plain language."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.builders import (
    HOORT,
    Ruw,
    alle,
    een_van,
    grens,
    keuze,
    minstens,
    niet,
    pakket,
    ref,
    signaal,
    stelling,
    v,
    waarborg,
)
from tests.cli.running import write_pack
from tests.engine.upkeep.lint.cases import BASIS, NAMES, cases, edited, findings, looked_over, yardstick
from wijktoets import load_pack, rules
from wijktoets.engine.model.pakket import Actie, Waarborg
from wijktoets.engine.model.words import PARTIJEN
from wijktoets.engine.upkeep.lint.carrying import fits, spoken_of
from wijktoets.engine.upkeep.lint.language import is_participle
from wijktoets.engine.upkeep.lint.outcomes import possible_outcomes
from wijktoets.engine.upkeep.lint.registry import chosen
from wijktoets.engine.upkeep.lint.run import inspect
from wijktoets.engine.upkeep.lint.view import read_view
from wijktoets.engine.upkeep.lint.yardstick import instead, pattern
from wijktoets.texts.lint_pages import MAATSTAF

# Every pack that comes with the program


@pytest.mark.parametrize("name", sorted(rules.builtin_packs()))
def test_a_pack_of_the_project_has_no_fout_and_no_waarschuwing(name: str) -> None:
    folder = rules.builtin_packs()[name]
    nazicht = inspect([read_view(folder, name, load_pack(name), yardstick())], chosen())
    heavy = [v for v in nazicht.vondsten if v.ernst != "hint"]
    assert [f"{v.bestand}:{v.regel}:{v.kolom} {v.code} {v.gegevens}" for v in heavy] == []


# Who carries a duty of both (WT205)

L156 = {"in": "regel", "van": "bron: [L253]", "naar": "bron: [L156]"}
STEP = "    gemeente_doet: zet de agenda ook op de website\n"
LOAD = "inzet: {bewoners: weinig, gemeente: weinig}"


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ([], False),
        ([{"in": "regel", "van": STEP, "naar": ""}], False),
        ([{"in": "regel", "van": LOAD, "naar": "inzet: {bewoners: weinig, gemeente: geen}"}], False),
        (
            [
                {"in": "regel", "van": STEP, "naar": ""},
                {"in": "regel", "van": LOAD, "naar": "inzet: {bewoners: weinig, gemeente: geen}"},
            ],
            True,
        ),
        ([{"in": "regel", "van": STEP, "naar": ""}, {"in": "regel", "van": LOAD, "naar": ""}], True),
        ([{"in": "regel", "van": "rust_op: samen", "naar": "rust_op: gemeente"}], False),
    ],
)
def test_a_duty_of_both_is_not_the_work_of_residents_alone(
    edits: list[Mapping[str, str]], found: bool, tmp_path: Path
) -> None:
    codes = [line.split()[0] for line in findings(edited(tmp_path / "pack", [L156, *edits]))]
    assert ("WT205" in codes) is found


@pytest.mark.parametrize(
    ("van", "naar", "found"),
    [
        ("rust_op: samen", "rust_op: gemeente", False),
        ("rust_op: samen", "rust_op: college", True),
        ("bron: [L156]", "bron: [L253]", True),
        ("besluiten: moet", "besluiten: hoort", True),
        ("onderdeel: transparantie", "onderdeel: zeggenschap", True),
    ],
)
def test_the_part_of_the_wijk_stands_beside_a_part_of_the_gemeente_that_weighs_as_much(
    van: str, naar: str, found: bool, tmp_path: Path
) -> None:
    """One duty of both as two waarborgen, each with its own question."""
    folder = edited(tmp_path / "pack", [L156])
    own = folder / NAMES["regel"]
    rule = own.read_text(encoding="utf-8")
    own.write_text(rule.replace("rust_op: samen", "rust_op: wijk"), encoding="utf-8")
    other = rule.replace("vergaderingen-openbaar", "deel-van-de-gemeente")
    for old, new in {"rust_op: samen": "rust_op: gemeente", van: naar}.items():
        other = other.replace(old, new)
    (own.parent / "deel-van-de-gemeente.yaml").write_text(other, encoding="utf-8")
    assert any(line.startswith("WT205") for line in findings(folder)) is found


def test_without_that_line_the_wijk_may_carry_it_alone(tmp_path: Path) -> None:
    alone = {"in": "regel", "van": "rust_op: samen", "naar": "rust_op: wijk"}
    assert findings(edited(tmp_path / "pack", [alone])) == []


# Whom a waarborg rests on (WT213, WT214)


def _with(rust_op: str, *, trekker: str, **more: str) -> tuple[Waarborg, Sequence[Actie]]:
    step = {"wat": "Doe het.", "trekker": trekker, "sluit": ["a"], **more}
    pack = pakket(waarborg("w", v("a"), rust_op=rust_op, witte_vlek="Nog niet geregeld.", acties=[step]))
    return pack.waarborgen["w"], pack.acties["w"]


BOTH = {"wijk_doet": "iets", "gemeente_doet": "iets"}


@pytest.mark.parametrize(
    ("rust_op", "trekker", "more", "sound"),
    [
        ("wijk", "wijk", {}, True),
        ("wijk", "samen", BOTH, True),
        ("wijk", "gemeente", {"wijk_doet": "iets"}, False),
        ("gemeente", "gemeente", {}, True),
        ("gemeente", "college", {}, True),
        ("gemeente", "raad", {}, True),
        ("gemeente", "samen", BOTH, True),
        ("gemeente", "wijk", {"gemeente_doet": "iets"}, False),
        ("college", "college", {}, True),
        ("college", "gemeente", {}, False),
        ("college", "samen", BOTH, False),
        ("raad", "raad", {}, True),
        ("raad", "college", {}, False),
        ("samen", "samen", BOTH, True),
        ("samen", "wijk", {"gemeente_doet": "iets"}, True),
        ("samen", "college", {"wijk_doet": "iets"}, True),
        ("samen", "wijk", {}, False),
        ("samen", "gemeente", {}, False),
    ],
)
def test_who_carries_a_duty_pulls_a_step(rust_op: str, trekker: str, more: Ruw, sound: bool) -> None:
    rule, acties = _with(rust_op, trekker=trekker, **more)
    assert fits(rule, acties, yardstick()) is sound


@pytest.mark.parametrize(
    ("zin", "parties"),
    [
        ("De gemeente laat nog niet zien hoeveel geld er is.", ("gemeente",)),
        ("Het gebiedsteam doet nog niet mee.", ("gemeente",)),
        ("Het college heeft nog niet gezegd dat de raad mag.", ("college",)),
        ("Raadsleden gaan nog niet zelf op mensen af.", ("raad",)),
        ("Het is nog niet geregeld hoe de raad zelf leert.", ("raad",)),
        ("Het is nog niet geregeld of en wanneer de gemeente dit terugdraait.", ("gemeente",)),
        ("Het is nog niet geregeld hoe {de wijk} zich organiseert.", ("wijk",)),
        ("Wijk en gemeente leren nog niet samen.", ("samen",)),
        ("Het is nog niet geregeld hoe de gemeente en {de wijk} samen leren.", ("samen",)),
        ("Raad en wijk praten nog niet.", ("raad", "samen")),
        ("Raadsleden en bewoners praten nog niet.", ("raad", "samen")),
        ("College en gebiedsteam gaan nog niet op mensen af.", ("college", "gemeente")),
        ("{De wijk} heeft nog niet zelf gekozen.", ()),
        ("Bewoners kunnen nog niet inspreken.", ()),
        ("Het is nog niet geregeld wie de agenda zet.", ()),
        ("Het is nog niet geregeld waar {de wijk} over gaat.", ()),
        ("Het is nog niet geregeld dat een verordening van de raad de onderwerpen noemt.", ()),
        ("De raadszaal is nog niet open.", ()),
    ],
)
def test_whom_a_sentence_speaks_of(zin: str, parties: tuple[str, ...]) -> None:
    assert spoken_of(zin, yardstick()) == parties


@pytest.mark.anywhere
def test_most_waarborgen_of_the_project_cannot_come_to_rest_on_another_unseen() -> None:
    """Of every waarborg of the two packs, by another party: three in four are found by these checks alone."""
    pack = load_pack("gronings-model", "overdracht")
    others = [
        (w.model_copy(update={"rust_op": party}), pack.acties[w.id])
        for w in pack.waarborgen.values()
        for party in PARTIJEN
        if party != w.rust_op
    ]
    found = [each for each in others if not fits(*each, yardstick())]
    assert len(found) > 0.75 * len(others)


# Which outcomes occur (WT302)

ALL_OF_A_STELLING = {"geborgd", "deels", "hooguit_deels", "ontbreekt", "onbekend"}


@pytest.mark.parametrize(
    ("regel", "extra", "outcomes"),
    [
        (waarborg("w", v("a")), [], ALL_OF_A_STELLING),
        (waarborg("w", v("a")), [stelling("a", nvt_mogelijk=True)], ALL_OF_A_STELLING | {"nvt"}),
        (waarborg("w", v("k", "ja-hoor")), [keuze("k", "ja-hoor", "nee-hoor")], {"geborgd", "ontbreekt", "onbekend"}),
        (waarborg("w", v("a"), als=v("b")), [], ALL_OF_A_STELLING | {"nvt"}),
        (waarborg("w", een_van(v("a"), niet("a"))), [], {"geborgd", "deels", "onbekend"}),
        (waarborg("w", v("a"), fasen=["evaluatie"]), [], ALL_OF_A_STELLING),
        (waarborg("w", alle(v("a"), v("fase", "evaluatie"))), [], ALL_OF_A_STELLING),
        (
            waarborg("w", alle(v("a"), v("fase", "evaluatie")), fasen=["uitvoering"]),
            [],
            {"ontbreekt"},
        ),
        (grens("g", v("k", "x"), "besluiten"), [keuze("k", "x", "y")], {"zeker", "misschien", "niet"}),
        (grens("g", v("land", "BE"), "besluiten"), [], {"zeker", "niet"}),
        (signaal("s", v("a")), [], {"toon", "niet"}),
        (signaal("s", v("a"), vraag_bij_twijfel="Is het zo?"), [], {"toon", "vraag", "niet"}),
    ],
)
def test_the_outcomes_that_can_occur(regel: dict[str, Any], extra: list[dict[str, Any]], outcomes: set[str]) -> None:
    linked = pakket(regel, vragen=extra) if extra else pakket(regel)
    found = {**linked.waarborgen, **linked.grenzen, **linked.signalen}[regel["id"]]
    assert possible_outcomes(linked, found) == outcomes


def test_a_reference_asks_what_the_other_asks() -> None:
    linked = pakket(waarborg("a", v("p")), waarborg("b", alle(ref("a"), v("q")), HOORT))
    assert possible_outcomes(linked, linked.waarborgen["b"]) == ALL_OF_A_STELLING


def test_with_very_many_questions_the_rarer_answers_are_left_out_and_in_the_end_the_rule() -> None:
    def outcomes(many: int) -> frozenset[str] | None:
        names = [f"q{n}" for n in range(many)]
        linked = pakket(waarborg("w", minstens(many, *map(v, names))))
        return possible_outcomes(linked, linked.waarborgen["w"])

    assert outcomes(5) == ALL_OF_A_STELLING
    assert outcomes(7) == {"geborgd", "ontbreekt", "onbekend"}
    assert outcomes(9) is None


# Exceptions

LONG = {
    "in": "regel",
    "van": "waarom: Wie mag kijken, kan meepraten.",
    "naar": "waarom: Zo heet de bewonersparticipatieverordening.",
}


@pytest.mark.parametrize("comment", ["  # lint: WT504 zo heet het", " # lint: WT501, WT504: zo heet het"])
def test_an_exception_with_a_reason_is_kept_apart(comment: str, tmp_path: Path) -> None:
    nazicht = looked_over(edited(tmp_path / "pack", [{**LONG, "naar": LONG["naar"] + comment}]))
    assert [(a.code, a.regel, a.reden) for a in nazicht.aanvaard] == [("WT504", 12, "zo heet het")]
    assert [v.code for v in nazicht.vondsten] == (["WT607"] if "WT501" in comment else [])


def test_an_exception_without_a_reason_excepts_nothing(tmp_path: Path) -> None:
    found = findings(edited(tmp_path / "pack", [{**LONG, "naar": LONG["naar"] + " # lint: WT504"}]))
    assert [line.split()[0] for line in found] == ["WT504", "WT606"]


def test_an_exception_beside_the_key_holds_for_a_text_of_more_lines(tmp_path: Path) -> None:
    folded = "waarom: > # lint: WT504 zo heet het\n  Kijk eens aan.\n  Zo heet de bewonersparticipatieverordening."
    assert findings(edited(tmp_path / "pack", [{**LONG, "naar": folded}])) == []


def test_an_exception_is_idle_only_when_its_check_ran(tmp_path: Path) -> None:
    pack = edited(tmp_path / "pack", [{**LONG, "naar": LONG["van"] + " # lint: WT504 zo heet het"}])
    view = read_view(pack, "", load_pack(pack), yardstick())
    assert [v.code for v in inspect([view], chosen()).vondsten] == ["WT607"]
    assert inspect([view], chosen(ignore=["WT504"])).vondsten == []


# Language


@pytest.mark.parametrize(
    "word", ["besloten", "afgesproken", "uitgevoerd", "gehoord", "verteld", "vastgelegd", "betaald"]
)
def test_participles(word: str) -> None:
    assert is_participle(word, yardstick())


@pytest.mark.parametrize(
    "word", ["bekend", "gemeente", "gesprekken", "beter", "wordt", "geld", "beleid", "volgend", "weten"]
)
def test_no_participles(word: str) -> None:
    assert not is_participle(word, yardstick())


def test_the_list_of_offices_is_long_and_gives_other_words() -> None:
    words = yardstick().ambtelijk
    assert len(words) >= 60
    assert all(plain.lower() != phrase.lower() for phrase, plain in words.items())
    again = pattern([phrase for phrase in words if "…" not in phrase])
    assert [plain for plain in words.values() if again.search(plain)] == []


@pytest.mark.parametrize(
    ("found", "better"), [("Conform", "volgens"), ("ten  behoeve van", "voor"), ("dienen zij nu te", "moeten")]
)
def test_what_to_write_instead(found: str, better: str) -> None:
    assert instead(found, yardstick().ambtelijk) == better


def test_no_word_stands_in_two_lists_or_twice_in_one() -> None:
    lists = (yardstick().ambtelijk, yardstick().engels, yardstick().kwetsend, yardstick().oordeel, yardstick().mandaat)
    all_words = [word for words in lists for word in words]
    assert len(set(all_words)) == len(all_words)
    assert MAATSTAF.is_file()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er is plaats. Kom langs.", []),
        ("De uitkomst {n|van 1 vraag|van # vragen} is bekend.", []),
        ("Wij willen {onderwerp} conform de afspraak doen.", ["WT505 pakket.yaml:11:56"]),
    ],
)
def test_a_text_to_be_filled_in_is_read_as_people_read_it(text: str, found: list[str], tmp_path: Path) -> None:
    pack = edited(tmp_path / "pack", [])
    head = (pack / NAMES["pakket"]).read_text(encoding="utf-8")
    line = f'uitkomsten: {{congruent: "{text}"}}\n'
    (pack / NAMES["pakket"]).write_text(head + line, encoding="utf-8")
    view = read_view(pack, "", load_pack(BASIS), yardstick())
    assert [f"{v.code} {v.bestand}:{v.regel}" for v in inspect([view], chosen(["WT5"])).vondsten] == [
        line.rpartition(":")[0].replace(":11", ":12") for line in found
    ]


# Packs on packs


def test_only_the_pack_itself_is_looked_over_and_its_base_counts(tmp_path: Path) -> None:
    above = {
        "kop": {"id": "boven", "naam": "Erbovenop", "versie": "1", "bouwt_op": {"id": "basis"}},
        "vragen": [],
        "waarborgen": [
            waarborg("eigen", v("openbaar"), waarom="Wie kijkt, die ziet.", witte_vlek="Nog niet geregeld.")
        ],
        "grenzen": [],
        "signalen": [],
    }
    folder = write_pack(tmp_path / "boven", above)
    (folder / "vragen" / "alle.yaml").unlink()
    (folder / "vragen" / "transparantie.yaml").write_text(
        "- {id: eigen-vraag, vraag: Is het eigen?, onderdeel: transparantie, basis: letterlijk, bron: [L1]}\n", "utf-8"
    )
    view = read_view(folder, "", load_pack(BASIS, folder), yardstick())
    found = {v.code: v.bestand for v in inspect([view], chosen(["WT2", "WT3"])).vondsten}
    assert set(found) == {"WT202", "WT208", "WT210", "WT301"}
    assert found["WT202"] == "vragen/transparantie.yaml"


# What need not be there


@pytest.mark.parametrize(
    ("van", "naar"),
    [
        ("norm: {adviseren: mag, aanjagen: hoort, besluiten: moet}", "norm: {aanjagen: mag, besluiten: mag}"),
        ("basis: letterlijk", "basis: extern\nwet: Gemeentewet\nbronstatus: M"),
    ],
)
def test_what_is_free_or_comes_from_a_law_needs_no_text_to_paste(van: str, naar: str, tmp_path: Path) -> None:
    text = "voorbeeldtekst: Elke vergadering is openbaar. De agenda hangt een week van tevoren in het buurthuis.\n"
    without = {"in": "regel", "van": text, "naar": ""}
    assert findings(edited(tmp_path / "pack", [without, {"in": "regel", "van": van, "naar": naar}])) == []


def test_a_signaal_from_a_law_needs_no_reason_of_its_own(tmp_path: Path) -> None:
    edits = [
        {"in": "signaal", "van": "waarom: Een open deur helpt alleen wie weet dat er iets te doen is.\n", "naar": ""},
        {"in": "signaal", "van": "basis: afgeleid", "naar": "basis: extern\nwet: Gemeentewet\nbronstatus: M"},
    ]
    assert findings(edited(tmp_path / "pack", edits)) == []


@pytest.mark.parametrize("bron", ["bron: [art. 10:1 Awb]", "bron: [artikel 10:1 Awb]"])
def test_mandaat_is_a_term_where_an_article_is_cited(bron: str, tmp_path: Path) -> None:
    edits = [
        {"in": "instrumenten", "van": "naam: Een krant van de wijk", "naar": "naam: Mandaat"},
        {"in": "instrumenten", "van": "bron: [L320]", "naar": bron},
    ]
    pack = edited(tmp_path / "pack", edits)
    assert findings(pack) == []
    assert [line.split()[0] for line in findings(edited(tmp_path / "other", edits[:1]))] == ["WT508"]


def test_questions_that_the_tool_fills_rest_on_the_dossier(tmp_path: Path) -> None:
    grond = "onderdeel: transparantie, basis: extern, bron: [dit dossier]"
    vraag = f"- {{id: bevoegdheid-status, vraag: Wat is de status?, {grond}}}\n"
    pack = edited(
        tmp_path / "pack", [{"in": "vragen", "van": "- id: agenda-bekend", "naar": vraag + "- id: agenda-bekend"}]
    )
    assert {line.split()[0] for line in findings(pack)} == {"WT202", "WT203"}


def test_a_question_that_tells_who_has_a_role_is_used_though_no_rule_asks_it(tmp_path: Path) -> None:
    """Such an answer stands on the sheet to sign (L194); that no rule tests its options is no oversight (WT402)."""
    vraag = "- id: wie-voert-uit\n  vraag: Wie voert het uit?\n  soort: keuze\n"
    vraag += "  opties: {wijk: de wijk, raad: de raad}\n  onderdeel: zeggenschap\n  basis: letterlijk\n  bron: [L194]\n"
    talk = '- {id: wie-doet-wat, vraag: "Wie doet wat?", onderdeel: zeggenschap, vult: [wie-voert-uit], bron: [L194]}\n'
    edits = [
        {"in": "keuze", "van": "- id: wie-besluit", "naar": vraag + "- id: wie-besluit"},
        {"in": "gesprekken", "van": "- {id: wie-beslist", "naar": talk + "- {id: wie-beslist"},
    ]
    roles = "wie_doet_wat: [{naam: Wie voert uit?, vragen: [wie-voert-uit]}]\nteksten:"
    used = edited(tmp_path / "used", [*edits, {"in": "pakket", "van": "teksten:", "naar": roles}])
    assert findings(used) == []
    unused = findings(edited(tmp_path / "unused", edits))
    assert {line.split()[0] for line in unused} == {"WT202", "WT204"}


# Files as people save them


@pytest.mark.parametrize("code", ["WT101", "WT505", "WT607"])
def test_the_place_is_the_same_with_windows_lines_and_a_mark_at_the_start(code: str, tmp_path: Path) -> None:
    (case,) = (case for case in cases() if case.code == code)
    pack = edited(tmp_path / "pack", case.breuk)
    for path in pack.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert findings(pack) == [f"{code} {case.op}"]


def test_words_are_found_on_their_own_line_of_a_longer_text(tmp_path: Path) -> None:
    long = "waarom: |\n  Wie mag kijken, kan meepraten.\n  De raad dient hierin de wijk te volgen."
    edit = {"in": "regel", "van": "waarom: Wie mag kijken, kan meepraten.", "naar": long}
    assert findings(edited(tmp_path / "pack", [edit])) == [f"WT505 {NAMES['regel']}:14:11"]
