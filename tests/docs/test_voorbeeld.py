"""The dossier that a page follows for a year: three sound, invented moments that tell the story of the page."""

from datetime import date

import pytest

from tests.docs.sessions import ROOT
from wijktoets import evaluate, load_dossier, load_pack
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.reading.matching import check_dossier

MOMENTEN = sorted((ROOT / "docs" / "voorbeeld").glob("*.yaml"))


def dossiers() -> list[Dossier]:
    return [load_dossier(path) for path in MOMENTEN]


def test_they_are_one_invented_wijk_in_order_of_time() -> None:
    found = dossiers()
    assert [d.fictief for d in found] == [True, True, True]
    assert len({(d.naam, d.gemeente) for d in found}) == 1
    days = [d.peildatum or date.max for d in found]
    assert days == sorted(days) and days[-1] < date.max


@pytest.mark.parametrize("path", MOMENTEN, ids=lambda path: path.stem)
def test_each_fits_the_pack(path: object) -> None:
    assert check_dossier(load_dossier(str(path)), load_pack()) == []


def test_they_go_from_open_to_what_must_to_what_the_dossier_did_not_say_yet() -> None:
    pack = load_pack()
    rows = [evaluate(d, pack, engine="direct").afspraken[0] for d in dossiers()]
    assert [row.uitkomst for row in rows] == ["nog_niet_te_bepalen", "meer_borging_nodig", "meer_borging_nodig"]
    assert [row.stand.moet.niet for row in rows if row.stand] == [0, 3, 1]
