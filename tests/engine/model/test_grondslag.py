"""A legal basis: what is read as a reference, what is refused, and where it belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijktoets.engine.model.dossier import Bevoegdheid
from wijktoets.engine.model.grondslag import AFKORTINGEN, Grondslag, belongs_at, option_of, read_grondslag

OPTIONS = ("gemeentewet-156", "gemeentewet-165", "omgevingswet-2-8", "gemeentewet", "awb", "andere-wet", "geen")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("art. 156 lid 1 Gemeentewet", Grondslag("Gemeentewet", "156", "1")),
        ("artikel 156, eerste lid, van de Gemeentewet", Grondslag("Gemeentewet", "156", "1")),
        ("Gemeentewet art. 156", Grondslag("Gemeentewet", "156")),
        ("art. 165 Gemw", Grondslag("Gemeentewet", "165")),
        ("art. 156 lid 2 onder c Gemeentewet", Grondslag("Gemeentewet", "156", "2")),
        ("Awb 10:15", Grondslag("Awb", "10:15")),
        ("art. 2.8 Ow", Grondslag("Omgevingswet", "2.8")),
        ("art. 7 lid 4 Pw", Grondslag("Participatiewet", "7", "4")),
        ("Wmo 2015 art. 2.3.5", Grondslag("Wmo 2015", "2.3.5")),
        ("Algemene subsidieverordening 2020, artikel 4", Grondslag("Algemene subsidieverordening 2020", "4")),
        ("APV art. 2:10", Grondslag("APV", "2:10")),
    ],
)
def test_a_reference_is_read(text: str, found: Grondslag) -> None:
    assert read_grondslag(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "n.v.t.",
        "?",
        "nog geen idee",
        "onze eigen subsidieverordening",
        "Gemeentewet",
        "art. 156",
        "art. 156 Gemetewet",
        "art. 156 Gemeentewet en art. 10:15 Awb",
        "besluit van 3 mei",
    ],
)
def test_other_text_is_no_reference_and_refused(text: str) -> None:
    assert read_grondslag(text) is None
    for field in ("grondslag", "delegatiegrondslag"):
        with pytest.raises(ValueError, match="no reference"):
            Bevoegdheid.model_validate({"naam": "iets", field: text})


@pytest.mark.parametrize(("text", "option"), [("geen", "geen"), ("Geen", "geen"), ("onbekend", None), (None, None)])
def test_none_and_unknown_are_two_things(text: str | None, option: str | None) -> None:
    assert option_of(text, OPTIONS) == option


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("art. 156 Gemw", "gemeentewet-156"),
        ("art. 2.8 Ow", "omgevingswet-2-8"),
        ("art. 160 Gemeentewet", "gemeentewet"),
        ("Awb 10:15", "awb"),
        ("art. 3 Wet op de dorpen", "andere-wet"),
    ],
)
def test_a_reference_is_the_option_of_its_article_or_law(text: str, option: str) -> None:
    assert option_of(text, OPTIONS) == option


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("art. 156 lid 1 Gemeentewet", "delegatiegrondslag"),
        ("art. 165 Gemw", "delegatiegrondslag"),
        ("art. 178 Gemeentewet", "delegatiegrondslag"),
        ("art. 2.8 Ow", "delegatiegrondslag"),
        ("art. 160 lid 1 Gemeentewet", "grondslag"),
        ("art. 10:15 Awb", "grondslag"),
        ("geen", "grondslag"),
    ],
)
def test_where_a_reference_belongs(text: str, field: str) -> None:
    assert belongs_at(text) == field


@given(law=st.sampled_from(sorted(AFKORTINGEN)), article=st.integers(1, 400), lid=st.integers(1, 9))
def test_every_way_to_write_a_law_reads_the_same(law: str, article: int, lid: int) -> None:
    """Law: the order of law and article, and capitals, change nothing."""
    found = Grondslag(AFKORTINGEN[law], str(article), str(lid))
    for text in (f"art. {article} lid {lid} {law}", f"{law.upper()}, artikel {article}, lid {lid}"):
        assert read_grondslag(text) == found


@given(text=st.text(max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    read_grondslag(text)
    belongs_at(text)
    option_of(text, OPTIONS)
