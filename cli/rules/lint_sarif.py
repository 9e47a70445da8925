"""A LintReport as SARIF 2.1.0, which editors and code hosts read."""

from pathlib import PurePath
from typing import Any, Final

from wijktoets import __version__
from wijktoets.engine.upkeep.lint.check import Controle, Ernst
from wijktoets.engine.upkeep.lint.registry import CONTROLES
from wijktoets.engine.upkeep.lint.run import LintFinding, LintReport
from wijktoets.texts.lint_pages import lint_pages, lint_sentences

LEVELS: Final[dict[Ernst, str]] = {"fout": "error", "waarschuwing": "warning", "hint": "note"}
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
PAGES: Final = "docs/lint/"


def sarif(nazicht: LintReport) -> dict[str, Any]:
    """The log with one run: every check as a rule, every finding as a result at its place."""
    numbers = {code: index for index, code in enumerate(CONTROLES)}
    driver = {
        "name": "wijktoets",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(controle) for controle in CONTROLES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(vondst, numbers[vondst.code]) for vondst in nazicht.vondsten],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(controle: Controle) -> dict[str, Any]:
    said = lint_pages()[controle.code]
    return {
        "id": controle.code,
        "name": controle.naam,
        "shortDescription": {"text": said.doet.partition(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": f"{said.doet} {said.waarom}"},
        "helpUri": f"{PAGES}{controle.code}.md",
        "defaultConfiguration": {"level": LEVELS[controle.ernst]},
    }


def _result(vondst: LintFinding, number: int) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": PurePath(vondst.bestand).as_posix()},
        "region": {"startLine": vondst.regel, "startColumn": vondst.kolom},
    }
    return {
        "ruleId": vondst.code,
        "ruleIndex": number,
        "level": LEVELS[vondst.ernst],
        "message": {"text": " ".join(lint_sentences(vondst.code, vondst.gegevens))},
        "locations": [{"physicalLocation": place}],
    }
