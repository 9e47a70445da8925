"""The vragen behind a waarborg: the Rapport carries them, so that a document can say what was answered at them."""

from tests.builders import pakket, rapport, ref, stelling, v, waarborg


def test_the_rapport_names_the_vragen_whose_answers_meet_a_waarborg() -> None:
    made = pakket(
        waarborg("eerst", v("q")),
        waarborg("dan", {"alle": [v("r"), ref("eerst")]}, als=v("s")),
        vragen=[stelling("q"), stelling("r"), stelling("s")],
    )
    assert rapport(made, {}).vragen_bij == {"dan": ("q", "r"), "eerst": ("q",)}
