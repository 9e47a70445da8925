"""What a word processor makes of a text is said; what people mean so is left as it is."""

from pathlib import Path

import pytest

from tests.cli.running import run
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.reading.loading import load_dossier

HEAD = "formaat: wijktoets/dossier@1\nnaam: Voorbeeldwijk\n"


def said(rest: str) -> list[tuple[str, int, int]]:
    """The code and place of what is wrong in a dossier that goes on so."""
    try:
        load_dossier(Path("x.yaml"), "x.yaml", (HEAD + rest).encode())
    except InvoerFout as error:
        return [(m.code, m.plek.regel, m.plek.kolom) for m in error.meldingen]
    return []


@pytest.mark.parametrize(
    "rest",
    [
        "gemeente: Groningen  # zie het verslag\n",
        "gemeente: Groningen # 12\n",
        "fictief: true #nog kijken\n",
        "antwoorden: {openbaar: {antwoord: ja, toelichting: in de\u00a0school}}  # ja\n",
        "antwoorden: {openbaar: {antwoord: ja, toelichting: “Wij willen dit niet”}}\n",
        "antwoorden:\n  openbaar:\n    antwoord: ja\n    toelichting: “Nee”, zei men, “nu niet”\n",
        "antwoorden: {openbaar: {antwoord: ja, toelichting: 'besluit #12, let op: “x'}}\n",
        "antwoorden:\n  openbaar:\n    antwoord: ja\n    toelichting: |\n      \u00a0in #1\n      let op:\u00a0dit\n",
        "antwoorden:\n  openbaar:\n    antwoord: ja\n    toelichting: Let op:\u00a0in de school, en C#\n",
        "bronnen: {'verslag\u00a0oktober': Verslag}\n",
    ],
)
def test_what_people_mean_so_is_left_as_it_is(rest: str) -> None:
    assert said(rest) == []


def test_several_in_one_file_are_all_said() -> None:
    lines = ("gebied: {naam: ‘Noord’}", "gemeente: Zie #12", "opgesteld: {door: x, y z}", "bronnen:\u00a0x")
    assert said("\n".join(lines)) == [
        ("yaml_krulquote", 3, 16),
        ("yaml_hekje", 4, 15),
        ("yaml_komma", 5, 22),
        ("yaml_harde_spatie", 6, 9),
    ]


def test_a_number_of_a_besluit_is_no_comment_and_a_tag_behind_one_word_is() -> None:
    assert said("gemeente: Besluit #12\n") == [("yaml_hekje", 3, 19)]
    assert said("gemeente: Zie onze buurt #samen\n") == [("yaml_hekje", 3, 26)]
    assert said("gemeente: Groningen #samen\n") == []


def test_a_source_that_nearly_is_one_is_a_remark(tmp_path: Path) -> None:
    path = tmp_path / "wijk.yaml"
    answer = 'antwoorden:\n  openbare-vergaderingen: {antwoord: ja, bron: "verslg, punt 4"}\n'
    path.write_text(f"{HEAD}bronnen: {{verslag: Verslag}}\n{answer}", encoding="utf-8")
    result = run("check", str(path))
    assert result.exit_code == 0
    assert "wijk.yaml:5:48" in result.stderr and "'verslag'" in result.stderr
