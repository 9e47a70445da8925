"""How much there is to fill in for a deal: the page of De Kolk says it, and it is counted."""

from pathlib import Path

from tests.workbook.books import book_of, opened
from wijktoets import load_dossier
from wijktoets.engine.model.dossier import Dossier

ROOT = Path(__file__).parents[2]
DEAL = ROOT / "cases" / "voorbeelden" / "wijkdeal-half-gezegd.yaml"
PAGE = ROOT / "docs" / "wijkdeal-de-kolk.md"


def open_cells(made: Dossier) -> dict[tuple[str, str], object]:
    """What stands in the cells of its workbook that may be filled in."""
    pages = [page for page in opened(book_of(made)).worksheets if page.sheet_state == "visible"]
    cells = [(page.title, at) for page in pages for row in page.iter_rows() for at in row if not at.protection.locked]
    return {(title, at.coordinate): at.value for title, at in cells if at.value is not None}


def test_the_page_of_de_kolk_counts_lines_and_cells() -> None:
    found = load_dossier(DEAL)
    fresh = Dossier.model_validate(
        {
            "formaat": found.formaat,
            "naam": found.naam,
            "partijen": found.partijen,
            "afspraken": [{"thema": afspraak.thema} for afspraak in found.afspraken],
        }
    )
    full, empty = open_cells(found), open_cells(fresh)
    cells = [place for place, value in full.items() if empty.get(place) != value]
    written = DEAL.read_text(encoding="utf-8").splitlines()
    lines = [line for line in written if line.strip() and not line.lstrip().startswith("#")]
    said = f"Ingevuld zijn {len(lines)} regels, of {len(cells)} vakken van een werkmap."
    assert said in PAGE.read_text(encoding="utf-8")
