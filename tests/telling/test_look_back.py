"""Holds look backs beside each other to their sources: nothing is said of a wijk that its terugblik does not hold."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wijktoets
from wijktoets.engine.model.dossier import Terugblik, Terugblikpunt
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.look_back import look_backs
from wijktoets.telling.tree import Heading, Item, Listing, Paragraph, Part, words
from wijktoets.texts import text
from wijktoets.texts.wording import ended

DATA = Path(__file__).parent.parent / "data" / "cli"
NAMES = {"loting": "Loting", "krant": "Krant", "panel": "Panel"}
SOORTEN = ("werkte", "later", "kanttekening")

points = st.builds(
    Terugblikpunt,
    tekst=st.from_regex(r"[a-z]{3,9}( [a-z]{3,9}){0,2}", fullmatch=True),
    bron=st.lists(st.integers(1, 99).map(lambda n: f"L{n}"), min_size=1, max_size=3).map(tuple),
    instrument=st.none() | st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=2, unique=True).map(tuple),
)
terugblikken = st.builds(Terugblik, **{soort: st.lists(points, max_size=3).map(tuple) for soort in SOORTEN})


@pytest.fixture(scope="module")
def rapport() -> Rapport:
    """A look back of which the property changes what it says."""
    return wijktoets.evaluate(
        wijktoets.load_dossier(DATA / "dossiers" / "terugblik.yaml"), wijktoets.load_pack(DATA / "pakket")
    )


def told(rapporten: list[Rapport]) -> list[Part]:
    return list(look_backs(rapporten, {}))


def below(parts: list[Part], wijken: set[str]) -> Mapping[str, list[Part]]:
    """The parts under the name of each wijk, to the next heading."""
    found: dict[str, list[Part]] = {}
    name = ""
    for part in parts:
        if isinstance(part, Heading):
            name = words(part.text).partition(", ")[0] if part.level == 4 else ""
        elif name in wijken:
            found.setdefault(name, []).append(part)
    return found


def lines(items: tuple[Item, ...]) -> list[str]:
    return [words(item.text) for item in items]


@given(said=st.lists(terugblikken, min_size=2, max_size=3))
def test_nothing_is_said_of_a_wijk_that_its_terugblik_does_not_hold(rapport: Rapport, said: list[Terugblik]) -> None:
    given_as = {f"Wijk{n}": terugblik for n, terugblik in enumerate(said)}
    parts = told(
        [
            rapport.model_copy(update={"gebied": wijk, "terugblik": terugblik, "instrumenten": NAMES})
            for wijk, terugblik in given_as.items()
        ]
    )
    sections = below(parts, set(given_as))
    for wijk, terugblik in given_as.items():
        listed = [line for part in sections[wijk] if isinstance(part, Listing) for line in lines(part.items)]
        held = [f"{ended(punt.tekst)} ({', '.join(punt.bron or ())})" for _, _, punt in terugblik.punten()]
        assert sorted(listed) == sorted(held)
        rest = [words(part.text) for part in sections[wijk] if isinstance(part, Paragraph)]
        used = {soort for soort in SOORTEN if getattr(terugblik, soort)}
        kinds = [text(f"terugblik.soorten.{s}") for s in SOORTEN if s in used]
        assert rest == (kinds or [text("terugblik.niets")])
    for line in (line for part in parts if isinstance(part, Listing) for line in lines(part.items)):
        for key, name in NAMES.items():
            if line.startswith(f"{name}: "):
                worked, _, wished = line.partition(text("terugblik.middel.later", waar="").strip())
                for wijk, terugblik in given_as.items():
                    assert (wijk in worked) == any(key in (p.instrument or ()) for p in terugblik.werkte)
                    assert (wijk in wished) == any(key in (p.instrument or ()) for p in terugblik.later)


def test_an_instrument_that_all_name_is_no_difference(rapport: Rapport) -> None:
    both = Terugblik(werkte=(Terugblikpunt(tekst="loten", bron=("L3",), instrument=("loting",)),))
    pair = [rapport.model_copy(update={"gebied": w, "terugblik": both, "instrumenten": NAMES}) for w in ("A", "B")]
    assert text("terugblik.koppen.middelen") not in [words(p.text) for p in told(pair) if isinstance(p, Heading)]


def test_what_every_source_says_of_all_together_is_no_answer_and_a_clear_one_is(rapport: Rapport) -> None:
    """A question that one look back answers is not among those that none names."""
    pair = [rapport, rapport.model_copy(update={"gebied": "Elders"})]
    named = {
        vraag for a in rapport.afspraken for vraag, given in a.antwoorden.items() for s in given if s.antwoord == "ja"
    }
    said = [line for part in told(pair) if isinstance(part, Listing) for line in lines(part.items)]
    assert named and not [line for line in said for v in named if line.startswith(rapport.vragen[v].vraag)]
    open_one = next(line for line in said if line.startswith(rapport.vragen["wie-besluit"].vraag))
    assert open_one.endswith("(L104)")


def test_a_place_in_a_source_of_the_dossier_itself_is_never_shared(rapport: Rapport) -> None:
    """Two dossiers may both name `verslag, 3` and mean another report."""
    place = {"bron": ["verslag, 3"]}
    changed = rapport.afspraken[0].antwoorden["wie-besluit"][0].model_copy(update=place)
    own = [a.model_copy(update={"antwoorden": {"wie-besluit": [changed]}}) for a in rapport.afspraken]
    pair = [rapport.model_copy(update={"gebied": w, "afspraken": own}) for w in ("A", "B")]
    said = [line for part in told(pair) if isinstance(part, Listing) for line in lines(part.items)]
    assert not [line for line in said if "verslag, 3" in line]
