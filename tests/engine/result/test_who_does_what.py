"""Which vragen tell who has which role (L194): a pack names them, and the Rapport carries them to the sheet to sign."""

from functools import cache
from pathlib import Path

import pytest

from tests.bad_cases import ingebouwd
from tests.builders import Ruw, pakket, rapport, stelling, v, waarborg
from wijktoets import cases, evaluate, load_dossier, load_pack
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading.loading import load_packs
from wijktoets.engine.reading.matching import with_answers
from wijktoets.engine.result.rapport import RolRij

BESLIST: Ruw = {"naam": "Wie beslist?", "vragen": ["q", "r"]}
HELPT: Ruw = {"naam": "Wie helpt?", "vragen": ["r"]}


def pack(*roles: Ruw) -> Regelpakket:
    return pakket(
        waarborg("w", v("q")), vragen=[stelling("q"), stelling("r"), stelling("wie-besluit")], wie_doet_wat=list(roles)
    )


def test_the_rapport_names_the_roles_in_the_order_of_the_pack() -> None:
    assert rapport(pack(HELPT, BESLIST), {}).wie_doet_wat == (
        RolRij(naam="Wie helpt?", vragen=("r",)),
        RolRij(naam="Wie beslist?", vragen=("q", "r")),
    )


def test_a_pack_may_name_no_roles() -> None:
    assert rapport(pack(), {}).wie_doet_wat == ()


def test_an_unknown_vraag_is_an_error_at_its_place_with_a_near_miss() -> None:
    with pytest.raises(InvoerFout) as fault:
        pack({"naam": "Wie beslist?", "vragen": ["wie-beslist"]})
    (melding,) = fault.value.meldingen
    assert (melding.code, melding.gegevens["naam"], melding.suggestie) == (
        "vraag_onbekend",
        "wie-beslist",
        "wie-besluit",
    )


def test_roles_of_a_pack_come_after_those_of_the_pack_that_it_builds_on(tmp_path: Path) -> None:
    questions = "- {id: %s, vraag: Wie, soort: keuze, opties: {wijk: a}, onderdeel: dna, basis: letterlijk, bron: L1}\n"
    ladder = "".join(f"  {name}: {{vraag: wie, is: wijk}}\n" for name in ("adviseren", "aanjagen", "besluiten"))
    heads = {
        "onder": f"weging: {{moet: 2, hoort: 1}}\nzeggenschap:\n{ladder}",
        "boven": "bouwt_op: {id: onder}\n",
    }
    for name, head in heads.items():
        folder = tmp_path / name
        folder.mkdir()
        role = f"wie_doet_wat: [{{naam: Rol van {name}, vragen: [wie]}}]\n"
        (folder / "pakket.yaml").write_text(f"id: {name}\nnaam: N\nversie: 1.0.0\n{head}{role}", encoding="utf-8")
        (folder / "vragen.yaml").write_text(questions % ("wie" if name == "onder" else "hoe"), encoding="utf-8")
    found = load_packs([(tmp_path / "boven", "boven"), (tmp_path / "onder", "onder")], ingebouwd(), {})
    assert [role.naam for role in found.wie_doet_wat] == ["Rol van onder", "Rol van boven"]


def test_the_gronings_model_names_who_leads_organises_decides_and_carries_out() -> None:
    assert [(role.naam, role.vragen) for role in load_pack().wie_doet_wat] == [
        ("Wie bepaalt waarover het gaat?", ("wie-zet-agenda",)),
        ("Wie organiseert?", ("wie-organiseert",)),
        ("Wie beslist?", ("wie-besluit", "waar-ligt-dit-thema")),
        ("Wie beslist als u er samen niet uitkomt?", ("wie-beslist-bij-verschil",)),
        ("Wie voert uit?", ("wie-voert-uit", "uitvoering-door-de-gemeente")),
        ("Wie helpt?", ("gebiedsteam-helpt",)),
    ]


# Who organises and who carries out is told, and decides nothing

CASES = Path(__file__).resolve().parents[3] / "cases"
ONLY_TELL = ("wie-organiseert", "wie-voert-uit")


@cache
def model() -> Regelpakket:
    return load_pack()


def test_a_dossier_may_give_each_fase_its_own() -> None:
    found = evaluate(load_dossier(CASES / "voorbeelden/twee-themas.yaml"), model(), thema="sportpark", engine="direct")
    before, after = found.afspraken
    assert all(before.antwoorden[vraag] != after.antwoorden[vraag] for vraag in ONLY_TELL)


def test_the_invented_dossiers_show_each_option() -> None:
    dossiers = [load_dossier(path) for path in CASES.glob("voorbeelden/*.yaml")]
    given = [a.antwoorden for dossier in dossiers for a in dossier.afspraken]
    for vraag in ONLY_TELL:
        said = {s.antwoord for answers in given for s in answers.get(vraag, ())}
        assert said >= set(model().vragen[vraag].opties), vraag


@pytest.mark.parametrize(
    "path", [p for p in (*cases.pilots(), *cases.voorbeelden()) if "overdracht" not in p.stem], ids=lambda p: p.stem
)
def test_no_answer_there_changes_what_is_judged(path: Path) -> None:
    def judged(option: str) -> list[object]:
        dossier = with_answers(load_dossier(path), dict.fromkeys(ONLY_TELL, option), model())
        return [a.model_dump(exclude={"antwoorden"}) for a in evaluate(dossier, model(), engine="direct").afspraken]

    unknown = judged("onbekend")
    assert all(judged(option) == unknown for option in model().vragen[ONLY_TELL[0]].opties)
