"""From files to one Regelpakket: every name stands for a thing, and the order does not matter."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bad_cases import KLEIN, ingebouwd, klein
from tests.builders import alle, pakket, ref, v, waarborg
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading.linking import CIRCLES, references
from wijktoets.engine.reading.loading import load_packs


def test_everything_of_a_pack_is_there_by_id_and_in_order() -> None:
    pack = klein()
    assert list(pack.vragen) == sorted(pack.vragen)
    assert list(pack.waarborgen) == ["geld-te-zien", "vergaderingen-openbaar"]
    assert list(pack.grenzen) == ["hele-stad"]
    assert list(pack.signalen) == ["evaluatie-buiten-nederland"]
    assert list(pack.instrumenten) == ["open-avond"]
    assert [g.id for g in pack.gespreksvragen] == ["hoe-open-is-het"]
    assert pack.kern == {"openbare-vergaderingen": 1, "bedrag": 1}


def test_a_waarborg_comes_after_those_that_it_refers_to() -> None:
    assert klein().volgorde == ("vergaderingen-openbaar", "geld-te-zien")


def test_an_actie_of_another_rule_is_that_actie() -> None:
    pack = klein()
    assert [a.id for a in pack.acties["vergaderingen-openbaar"]] == ["vergaderingen-openbaar.1"]
    assert pack.acties["geld-te-zien"] == pack.acties["vergaderingen-openbaar"]


def test_the_place_of_every_rule_and_question_is_known() -> None:
    pack = klein()
    assert set(pack.plaatsen) == {*pack.waarborgen, *pack.grenzen, *pack.signalen}
    assert set(pack.vraagplaatsen) == set(pack.vragen)
    assert str(pack.plaatsen["hele-stad"].bij.plek(("sluit_uit",))) == "pakket/grenzen/hele-stad.yaml:6:12"


def boven(folder: Path, extra: str = "", id: str = "boven") -> tuple[Path, str]:
    folder.mkdir()
    head = f"id: {id}\nnaam: Boven\nversie: 1\nbouwt_op: {{id: klein}}\n{extra}"
    (folder / "pakket.yaml").write_text(head, encoding="utf-8")
    vraag = f"- {{id: {id}-extra, vraag: Is er meer, onderdeel: dna, basis: letterlijk, bron: L1}}\n"
    (folder / "vragen.yaml").write_text(vraag, encoding="utf-8")
    return folder, id


def test_the_order_in_which_packs_are_named_does_not_matter(tmp_path: Path) -> None:
    text = "uitkomsten: {congruent: Past.}\n"
    one, two = boven(tmp_path / "a", text), (KLEIN, "klein")

    def load(*folders: tuple[Path, str]) -> Regelpakket:
        return load_packs(folders, ingebouwd(), {})

    assert load(one, two).pakketten == load(two, one).pakketten
    assert load(one, two).uitkomsten["congruent"] == load(two, one).uitkomsten["congruent"]
    assert load(one, two).uitkomsten["congruent"].anders == "Past."
    assert load(one, two).volgorde == load(two, one).volgorde


def test_ladder_and_weights_come_from_the_base(tmp_path: Path) -> None:
    pack = load_packs([boven(tmp_path / "a")], ingebouwd(), {"klein": KLEIN})
    assert (pack.weging, pack.zeggenschap) == (klein().weging, klein().zeggenschap)


# Circles.

GRAPHS = st.dictionaries(
    st.integers(0, 6), st.lists(st.integers(0, 6), max_size=3, unique=True), min_size=7, max_size=7
)


def on_a_circle(graph: dict[int, list[int]]) -> set[int]:
    """The nodes from which one can come back to them."""

    def reach(start: int) -> set[int]:
        seen: set[int] = set()
        todo = list(graph[start])
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += graph[node]
        return seen

    return {node for node in graph if node in reach(node)}


@given(GRAPHS)
def test_circles_are_found_whenever_there_are_some_and_otherwise_there_is_an_order(graph: dict[int, list[int]]) -> None:
    rules = [waarborg(f"w{n}", alle(v("q"), *(ref(f"w{m}") for m in below))) for n, below in graph.items()]
    round_and_round = on_a_circle(graph)
    if not round_and_round:
        pack = pakket(*rules)
        place = {name: index for index, name in enumerate(pack.volgorde)}
        for name, rule in pack.waarborgen.items():
            assert all(place[other] < place[name] for _, other in references(rule.voldaan_als))
        return
    with pytest.raises(InvoerFout) as refused:
        pakket(*rules)
    found = [m for m in refused.value.meldingen if m.code in ("kring", "kring_zelf")]
    assert found == list(refused.value.meldingen)
    for melding in found:
        ring = melding.gegevens.get("kring", (melding.gegevens.get("naam"),))
        assert isinstance(ring, tuple)
        numbers = [int(name[1:]) for name in ring]
        assert all(b in graph[a] for a, b in zip(numbers, [*numbers[1:], numbers[0]], strict=True))
        assert set(numbers) <= round_and_round


def test_a_circle_is_said_once_and_begins_at_its_first_name() -> None:
    with pytest.raises(InvoerFout) as refused:
        pakket(waarborg("c", ref("a")), waarborg("a", ref("b")), waarborg("b", alle(v("q"), ref("c"))))
    (melding,) = refused.value.meldingen
    assert (melding.code, melding.gegevens["kring"]) == ("kring", ("a", "b", "c"))


def test_the_search_for_circles_ends() -> None:
    names = [f"w{n:02}" for n in range(60)]
    with pytest.raises(InvoerFout) as refused:
        pakket(*(waarborg(name, alle(*(ref(other) for other in names))) for name in names))
    assert len(refused.value.meldingen) == CIRCLES
