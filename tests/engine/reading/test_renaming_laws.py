"""Laws of names that change: a renamed or turned question means the same, a split one is open, and once is enough."""

import warnings
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.builders import VANDAAG, koppel
from tests.engine.reading.renaming import ALL, PURE, Later, later
from wijktoets import evaluate
from wijktoets.engine.advice.compare import names as compared
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading.loading import read_checked
from wijktoets.engine.reading.migrating import migrated
from wijktoets.engine.reading.translating import in_names_of

LAWS = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
"""Two packs and a dossier for them take long to draw, and are large."""


@st.composite
def versions(draw: Any, ways: tuple[str, ...]) -> tuple[dict[str, Any], Later, dict[str, Any]]:
    """A pack, a later version of it, how that came about, and a dossier for the earlier one."""
    raw, plain = draw(strategies.cases())
    made = draw(later(raw, ways))
    return raw, made, plain


def judged(dossier: Dossier, pack: Regelpakket) -> list[dict[str, Any]]:
    """What is said of each thema × fase, without names and words of the pack."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = evaluate(dossier, pack, today=VANDAAG, engine="direct")
    return [
        {
            "uitkomst": row.uitkomst,
            "borging_tot": row.borging_tot,
            "rollen": row.rollen,
            "stand": row.stand,
            "borging": row.borging,
            "profiel": row.profiel,
            "eisen": sorted((e.archetype or "", e.norm, e.status, e.laag, e.hoog, e.onderdeel) for e in row.eisen),
            "open": sorted(vraag.reden for vraag in row.open_vragen),
            "grenzen": [(g.id, g.zeker) for g in row.grenzen],
            "signalen": [(s.id, s.vraag) for s in row.signalen],
            "past": {a: row.per_archetype[a].past for a in row.per_archetype},
            "verschil": len(row.verschillen_van_inzicht),
            "afwegingen": sorted((a.telt, a.waarom_niet or "") for a in row.afwegingen),
        }
        for row in found.afspraken
    ]


class Plain(yaml.SafeDumper):
    """Writes what stands in two places twice, as a dossier knows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        """Whether to write it again: always."""
        return True


@LAWS
@given(versions(PURE))
def test_names_that_changed_change_nothing_in_what_is_judged(case: Any) -> None:
    raw, made, plain = case
    before, after = koppel(raw), koppel(made.pack)
    dossier = Dossier.model_validate(plain)
    assert judged(dossier, after) == judged(dossier, before)


@LAWS
@given(versions(PURE))
def test_a_pack_in_the_names_of_a_later_version_judges_as_it_did(case: Any) -> None:
    raw, made, plain = case
    before, after = koppel(raw), koppel(made.pack)
    dossier = Dossier.model_validate(plain)
    assert judged(dossier, compared.in_names_of(before, after)) == judged(dossier, before)


@LAWS
@given(versions(ALL))
def test_a_later_version_beside_an_earlier_one_reads_a_dossier_as_it_does_alone(case: Any) -> None:
    raw, made, plain = case
    before, after = koppel(raw), koppel(made.pack)
    dossier = Dossier.model_validate(plain)
    assert judged(dossier, compared.in_names_of(after, before)) == judged(dossier, after)


@LAWS
@given(versions(ALL))
def test_what_was_split_is_open_and_nothing_else_is(case: Any) -> None:
    _, made, plain = case
    after = koppel(made.pack)
    dossier = Dossier.model_validate(plain)
    found = in_names_of(dossier, after)
    blocks = [(dossier.antwoorden, found.antwoorden)]
    blocks += [(a.antwoorden, b.antwoorden) for a, b in zip(dossier.afspraken, found.afspraken, strict=True)]
    for old, new in blocks:
        for name in old:
            names = [f"nieuw-{name}", f"tweede-{name}"]
            if made.how[name] == "split":
                given_ = [s for each in names for s in new.get(each, ())]
                assert all(s.antwoord == "onbekend" and s.toelichting.startswith("eerder: ") for s in given_)
                assert len(given_) == 2 * sum(bool(s.toelichting or s.bron or s.afgesproken) for s in old[name])
            else:
                here = new[name if made.how[name] == "keep" else names[0]]
                moved = made.how[name] == "turn"  # what was agreed beside a ja becomes a note at the nee
                assert [(s.toelichting, s.afgesproken) for s in here if not (moved and s.antwoord == "nee")] == [
                    (s.toelichting, s.afgesproken) for s in old[name] if not (moved and s.antwoord == "ja")
                ]


@LAWS
@given(versions(ALL), st.sampled_from([False, True, None]))
def test_migrating_once_is_enough_and_changes_nothing_in_what_is_judged(case: Any, flow: bool | None) -> None:
    _, made, plain = case
    after = koppel(made.pack)
    content = yaml.dump(plain, Dumper=Plain, default_flow_style=flow, allow_unicode=True, sort_keys=False).encode()
    before = read_checked("x.yaml", "x.yaml", after, content)  # type: ignore[arg-type]  # nothing is read from it
    once = migrated(content, "x.yaml", after)
    read = read_checked("x.yaml", "x.yaml", after, once.content)  # type: ignore[arg-type]  # nor from this
    assert read.hernoemingen == ()
    assert judged(read, after) == judged(before, after)
    assert [(p.id, p.versie) for p in read.pakket] == [("proefpakket", "2.0.0")]
    again = migrated(once.content, "x.yaml", after)
    assert again.content == once.content
    assert again.hernoemingen == ()
