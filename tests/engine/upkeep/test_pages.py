"""The pages of a pack as values: what stands in them of a regel, and what was gathered around it."""

import json
from pathlib import Path
from typing import Any

import pytest

import wijktoets
from tests.builders import alle, grens, keuze, niet, norm, ref, ruw_pakket, signaal, stelling, v, waarborg
from tests.cli.running import write_pack
from wijktoets import rules
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.upkeep.coverage.files import folders_of
from wijktoets.engine.upkeep.pages.make import PageMaker, read_folders
from wijktoets.engine.upkeep.pages.value import Actiepagina, EenPagina, Regelpagina, Vraagpagina

BRON = {
    "formaat": "wijktoets/bron@1",
    "titel": "Proef",
    "laatste_regel": 60,
    "regels": {"L57": {"zegt": "De wijk laat zien wat zij doet."}, "L58": {"zegt": "Ook aan de gemeente."}},
}
WET = {"basis": "extern", "wet": "Gemeentewet", "artikel": "83", "lid": "2", "bronstatus": "V"}
PACK = ruw_pakket(
    waarborg("laat-zien", v("uitleg"), norm(None, "hoort", "moet"), bron=["L57"], dekt=["A3.7"]),
    waarborg("samen", alle(ref("laat-zien"), niet("stil")), als=v("kanaal", "krant"), bron=["L57 en L58", "verslag"]),
    grens("stad", v("reikwijdte", "stedelijk"), "aanjagen", **WET),
    signaal("stilte", v("stil"), vraag_bij_twijfel="Is het stil?"),
    vragen=[stelling("uitleg"), keuze("kanaal", "krant", "site"), stelling("stil")],
)


def pagineerder(folder: Path, *more: Path) -> PageMaker:
    """Pages of the packs in these folders."""
    named = [(path, path.name) for path in (folder, *more)]
    pakket = wijktoets.load_pack(*(path for path, _ in named))
    return PageMaker(pakket, read_folders(pakket, folders_of(named, pakket, rules.builtin_packs())))


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PageMaker:
    """Pages of the pack `proef`, whose source is there in own words."""
    write_pack(tmp_path / "proef", PACK)
    (tmp_path / "proef" / "bron.yaml").write_text(json.dumps(BRON), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return pagineerder(Path("proef"))


def regel(pages: PageMaker, name: str) -> Regelpagina:
    page = pages.pages(name)[0]
    assert isinstance(page, Regelpagina)
    return page


def test_a_waarborg_with_all_that_hangs_on_it(pages: PageMaker) -> None:
    page = regel(pages, "samen")
    assert (page.soort, page.pakket, page.plek.bestand) == ("waarborg", "proefpakket", "proef/waarborgen/samen.yaml")
    assert page.norm is not None and page.sluit_uit is None
    assert set(page.vragen) >= {"uitleg", "kanaal", "stil"}
    assert page.vragen["kanaal"].opties == {"krant": "optie krant", "site": "optie site"}
    assert page.waarborgen["laat-zien"].naam == "De waarborg laat-zien"
    assert [actie.id for actie in page.acties] == ["samen.1"]


def test_what_is_cited_stands_there_in_own_words(pages: PageMaker) -> None:
    assert [(b.bron, b.zegt) for b in regel(pages, "laat-zien").bron] == [("L57", "De wijk laat zien wat zij doet.")]
    assert [(b.bron, b.zegt) for b in regel(pages, "samen").bron] == [
        ("L57 en L58", "De wijk laat zien wat zij doet. Ook aan de gemeente."),
        ("verslag", None),
    ]


def test_a_grens_and_a_signaal(pages: PageMaker) -> None:
    stad, stilte = regel(pages, "stad"), regel(pages, "stilte")
    assert (stad.sluit_uit, stad.norm, stad.acties) == (["aanjagen", "besluiten"], None, [])
    assert (stad.wet, stad.artikel, stad.lid, stad.bronstatus) == ("Gemeentewet", "83", "2", "V")
    assert stad.vragen["reikwijdte"].opties is None
    assert (stilte.tekst, stilte.vraag_bij_twijfel) == ("Let op stilte", "Is het stil?")


def test_conditions_and_examples_in_json_are_as_in_the_files(pages: PageMaker) -> None:
    written = regel(pages, "samen").to_json()
    assert list(written)[:3] == ["formaat", "soort", "id"]
    assert written["formaat"] == "wijktoets/regel@1"
    assert written["als"] == {"vraag": "kanaal", "is": ["krant"]}
    assert written["voldaan_als"] == {"alle": [{"waarborg": "laat-zien"}, {"niet": {"vraag": "stil"}}]}
    assert written["afleiding"] is None


def test_a_vraag_and_an_actie_have_a_page_of_their_own(pages: PageMaker) -> None:
    vraag, actie = pages.pages("uitleg")[0], pages.pages("laat-zien.1")[0]
    assert isinstance(vraag, Vraagpagina) and isinstance(actie, Actiepagina)
    assert [r.id for r in vraag.regels] == ["laat-zien"]
    assert [a.id for a in vraag.acties] == ["laat-zien.1"]
    assert [r.id for r in actie.regels] == ["laat-zien"]
    assert pages.pages("weg") == []


def test_a_pack_that_builds_on_another_has_pages_of_its_own_only(tmp_path: Path, pages: PageMaker) -> None:
    kop: dict[str, Any] = {"id": "eigen", "naam": "Eigen", "versie": "1", "bouwt_op": {"id": "proefpakket"}}
    own = ruw_pakket(waarborg("erbij", alle(v("uitleg"), v("nieuw")), bron=["L58"]), vragen=[stelling("nieuw")])
    write_pack(tmp_path / "eigen", {**own, "kop": kop, "vragen": [stelling("nieuw")]})
    both = pagineerder(Path("proef"), Path("eigen"))
    assert [page.id for page in both.rule_pages("eigen")] == ["erbij"]
    assert regel(both, "erbij").bron[0].zegt == "Ook aan de gemeente."
    assert regel(both, "laat-zien").pakket == "proefpakket"


def test_a_bron_yaml_that_is_wrong_is_told(tmp_path: Path, pages: PageMaker) -> None:
    (tmp_path / "proef" / "bron.yaml").write_text("formaat: wijktoets/bron@1\nregels: {L57: 3}\n", encoding="utf-8")
    with pytest.raises(InvoerFout) as error:
        pagineerder(Path("proef"))
    assert {m.plek.bestand for m in error.value.meldingen} == {"proef/bron.yaml"}


@pytest.mark.parametrize("name", rules.builtin_packs())
def test_everything_of_every_pack_has_pages_that_json_can_write(name: str) -> None:
    builtin = rules.builtin_packs()
    pakket = wijktoets.load_pack(name)
    made = PageMaker(pakket, read_folders(pakket, folders_of([(builtin[name], name)], pakket, builtin)))
    pages: list[EenPagina] = [page for each in made.names() for page in made.pages(each)]
    formats = {json.loads(json.dumps(page.to_json(), allow_nan=False))["formaat"] for page in pages}
    assert formats == {f"wijktoets/{kind}@1" for kind in ("regel", "vraag", "gespreksvraag", "instrument", "actie")}
