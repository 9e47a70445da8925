"""Dossiers as open data: one row for each eis of each thema and fase, without anything that people wrote themselves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import wijktoets
from wijktoets import cases, texts
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout, Melding
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result.rapport import AfspraakRapport, Rapport
from wijktoets.workbook.files import read_sound

from ..base.failing import Fout
from ..base.inputs import finished, load_pack, read_content
from ..base.machine import csv_text
from ..base.options import Settings
from ..batch.run import Source, sources

PLACE: Final = ("dossier", "fictief", "gemeente", "gemeentecode", "gebied", "wijkcode", "buurtcode", "land")
CASE: Final = ("status", "peildatum", "thema", "fase", "reikwijdte", "gewenst", "uitkomst")
EIS: Final = ("zeggenschap", "waarborg", "naam", "onderdeel", "norm", "rust_op", "stand", "basis", "bron")
MADE: Final = ("pakket", "versie")
SCORES: Final = ("laag", "hoog")
COLUMNS: Final = (*PLACE, *CASE, *EIS, *MADE)

_CBS: Final = re.compile(r"(GM|WK|BU)([0-9]{4})([0-9]{2})?([0-9]{2})?\Z")


def table_text(names: Sequence[str], settings: Settings, scores: bool) -> str:
    """The table as csv.

    Raises:
        InvoerFout: with everything that is wrong in any of the dossiers.
        Fout: a folder without dossiers, or a pack that is not finished.
    """
    pack = finished(load_pack(settings))
    rows = [row for dossier in _read(names, pack) for row in _rows(dossier, pack)]
    return csv_text(rows, COLUMNS + (SCORES if scores else ()))


def _read(names: Sequence[str], pack: Regelpakket) -> list[Dossier]:
    single = [Source(file, name) for name in names if (file := cases.find(name)) is not None]
    todo, empty = sources([name for name in names if cases.find(name) is None])
    if empty:
        raise Fout("\n".join(line for result in empty for line in result.meldingen))
    found: list[Dossier] = []
    wrong: list[Melding] = []
    for source in (*single, *todo):
        try:
            found.append(read_sound(source.path, source.bestand, pack, read_content(source.bestand)))
        except InvoerFout as error:
            wrong += error.meldingen
    if wrong:
        raise InvoerFout(wrong)
    return found


def _rows(dossier: Dossier, pack: Regelpakket) -> Iterator[dict[str, Any]]:
    rapport = wijktoets.evaluate(dossier, pack, engine="direct")
    head = _head(rapport, dossier)
    for afspraak in rapport.afspraken:
        yield from (head | row for row in _of_case(afspraak))


def _head(rapport: Rapport, dossier: Dossier) -> dict[str, Any]:
    gebied = dossier.gebied
    return {
        "dossier": rapport.dossier,
        "fictief": rapport.fictief,
        "gemeente": rapport.gemeente,
        "gebied": rapport.gebied,
        **codes(gebied.cbs if gebied else None),
        "land": dossier.land,
        "status": rapport.status,
        "peildatum": rapport.peildatum.isoformat(),
        "pakket": ";".join(p.id for p in rapport.pakketten),
        "versie": ";".join(p.versie for p in rapport.pakketten),
    }


def codes(cbs: str | None) -> dict[str, str | None]:
    """The codes of gemeente, wijk and buurt that a code of the CBS holds; a code of another form gives none.

    >>> codes("WK001401")
    {'gemeentecode': 'GM0014', 'wijkcode': 'WK001401', 'buurtcode': None}
    """
    found = _CBS.match(cbs or "")
    kind, gemeente, wijk, buurt = found.groups() if found else ("", "", None, None)
    sound = (bool(wijk), bool(buurt)) == {"GM": (False, False), "WK": (True, False), "BU": (True, True)}.get(kind)
    return {
        "gemeentecode": f"GM{gemeente}" if sound else None,
        "wijkcode": f"WK{gemeente}{wijk}" if sound and wijk else None,
        "buurtcode": f"BU{gemeente}{wijk}{buurt}" if sound and buurt else None,
    }


def _of_case(afspraak: AfspraakRapport) -> Iterator[dict[str, Any]]:
    case = {name: getattr(afspraak, name) for name in ("thema", "fase", "reikwijdte", "gewenst", "uitkomst")}
    for eis in afspraak.eisen:
        yield case | {
            "zeggenschap": eis.archetype,
            "stand": eis.status,
            "bron": ";".join(eis.bron),
            **{name: getattr(eis, name) for name in ("waarborg", "naam", "onderdeel", "norm", "rust_op", "basis")},
            **{name: getattr(eis, name) for name in SCORES},
        }


def dictionary_text() -> str:
    """What each column means, as csv: also those that only --scores adds."""
    explained: Mapping[str, Sequence[str]] = texts.all_texts()["opendata"]
    rows = [
        {"kolom": name, "soort": explained[name][0], "betekenis": explained[name][1], "waarden": explained[name][2]}
        for name in (*COLUMNS, *SCORES)
    ]
    return csv_text(rows, ("kolom", "soort", "betekenis", "waarden"))
