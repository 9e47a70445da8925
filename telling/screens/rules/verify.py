"""What holds over all dossiers of a pack, and a dossier for what does not."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from wijktoets.engine.upkeep.verify.value import CheckRow, FindingRow, Verificatie
from wijktoets.telling.tree import Code, Gap, Heading, Item, Listing, Part, Sheet, plain, sentence, whole
from wijktoets.texts import all_texts, text
from wijktoets.texts.wording import counted


def verify_sheet(found: Verificatie, files: Sequence[str | None]) -> Sheet:
    """The checks, then each finding with its dossier or the file that holds it."""
    return tuple(_parts(found, files))


def yaml_text(dossier: Mapping[str, Any]) -> str:
    """A dossier as the text of its file."""
    return str(yaml.safe_dump(dossier, allow_unicode=True, sort_keys=False, width=100))


def _parts(found: Verificatie, files: Sequence[str | None]) -> Iterator[Part]:
    for pack in found.pakketten:
        yield Heading(text("rules.pakket", naam=pack.naam, versie=pack.versie), level=1)
    yield from (sentence(text("verify.kop"), level=1), Gap())
    width = max(len(str(controle.nagegaan)) for controle in found.controles)
    yield Listing(tuple(_check(controle, found, width) for controle in found.controles))
    yield Gap()
    for row, file in zip(found.bevindingen, files, strict=True):
        yield from (*_finding(row, file), Gap())
    yield sentence(_end(found), level=1)


def _check(controle: CheckRow, found: Verificatie, width: int) -> Item:
    words = all_texts()["verify"]["oordeel"]
    kinds = {row.ernst for row in found.bevindingen if row.code == controle.code}
    kind = kinds.pop() if kinds else "klopt" if controle.bewezen else "onbewezen"
    wide = max(len(word) for name, word in words.items() if name != "onbewezen" or not found.klopt)
    label = f"{controle.code}  {words[kind]:<{wide}}  {controle.nagegaan:>{width}} "
    return Item(plain(text(f"verify.controles.{controle.code}")), label=label)


def _finding(row: FindingRow, file: str | None) -> Iterator[Part]:
    key = row.code if row.dossier is not None or row.code != "WV10" else "WV10_onbeslist"
    yield whole(text("verify.plek", plek=row.plek, code=row.code), level=1)
    yield sentence(text(f"verify.bevindingen.{key}", over=row.over, **row.gegevens))
    if file is not None:
        yield whole(text("verify.getuige_in", bestand=file))
    elif row.dossier is not None:
        yield sentence(text("verify.getuige"))
        yield Code(tuple(yaml_text(row.dossier).splitlines()), level=4)


def _end(found: Verificatie) -> str:
    wrong = sum(row.ernst == "fout" for row in found.bevindingen)
    late = sum(row.ernst == "onbewezen" for row in found.bevindingen)
    notices = len(found.bevindingen) - wrong - late
    if wrong:
        return text("verify.niet_goed", fouten=counted("verify.fouten", wrong))
    if late:
        return text("verify.niet_bewezen")
    if notices:
        return text("verify.goed_met", meldingen=counted("verify.meldingen", notices))
    return text("verify.goed")
