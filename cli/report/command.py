"""The command `report`: one dossier, or many, as a document to pass on or to sign."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from wijktoets.telling.formats.registry import FORMATS, render
from wijktoets.telling.reader import LEZERS, Lezer

from ..base.failing import Fout
from ..base.framing import DutchCommand, Keuze, say
from ..base.options import Settings, common, scope, what_if
from ..base.output import replace_file, writable

if TYPE_CHECKING:
    from wijktoets.engine.advice.plan.value import Plan
    from wijktoets.engine.model.dossier import Dossier
    from wijktoets.engine.model.regelpakket import Regelpakket
    from wijktoets.engine.model.words import Archetype, Fase
    from wijktoets.engine.result.rapport import Rapport
    from wijktoets.telling.tree import Document

KINDS: Final = ("bijlage", "afspraken")
STANDARD: Final[Lezer] = "raad"


@click.command(cls=DutchCommand, help_key="report.help")
@click.argument("dossier", metavar="DOSSIER")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help=say("report.opties.naar", soorten=", ".join(FORMATS)),
)
@click.option("--kind", type=Keuze(KINDS), default="bijlage", help=say("report.opties.soort"))
@click.option("--for", "lezer", type=Keuze(LEZERS), help=say("report.opties.lezer"))
@click.option("--force", is_flag=True, help=say("report.opties.vervang"))
@what_if
@scope
@common
def report(
    settings: Settings,
    dossier: str,
    target: Path | None,
    kind: str,
    lezer: Lezer | None,
    force: bool,
    answers: dict[str, str],
    archetype: "Archetype | None",
    thema: str | None,
    fase: "Fase | None",
) -> None:
    """Compose a document from a Rapport, and write it as what its name says."""
    place = _checked(target, dossier, force)
    many = (dossier.startswith("@") and "/" not in dossier) or Path(dossier).is_dir()
    if kind == "afspraken" and lezer is not None:
        raise click.UsageError(say("report.fouten.lezer_bij_bijlage"))
    if many:
        if kind == "afspraken":
            raise click.UsageError(say("report.fouten.map_afspraken"))
        document, wrong = _of_many(settings, dossier, lezer or STANDARD, thema, fase)
    else:
        document, wrong = _of_one(settings, dossier, kind, lezer, answers, archetype, thema, fase), []
    content = render(document, place.suffix.lower())
    replace_file(place, lambda path: _write(path, content))
    for line in wrong:
        click.echo(line, err=True)
    if settings.verbosity >= 0:
        click.echo(say("cli.geschreven", naam=place), err=True)
    if wrong:
        click.get_current_context().exit(Fout.exit_code)


def _checked(target: Path | None, dossier: str, force: bool) -> Path:
    """See before any work that the document can be written and what it is to be.

    Raises:
        click.UsageError: no file, one whose name does not tell, one that is there, or the dossier itself.
    """
    kinds = ", ".join(FORMATS)
    if target is None:
        raise click.UsageError(say("report.fouten.geen_bestemming", soorten=kinds))
    if target.suffix.lower() not in FORMATS:
        raise click.UsageError(say("report.fouten.soort", naam=target, soorten=kinds))
    place = writable(target)
    if Path(dossier).exists() and place.exists() and place.samefile(dossier):
        raise click.UsageError(say("report.fouten.is_dossier", naam=target))
    if place.exists() and not force:
        raise click.UsageError(say("report.fouten.bestaat", naam=target))
    return target


def _of_many(
    settings: Settings, name: str, lezer: Lezer, thema: str | None, fase: "Fase | None"
) -> "tuple[Document, list[str]]":
    """The document over all dossiers of a folder or collection, and what is wrong in those that cannot be used.

    Raises:
        InvoerFout: the pack has faults.
        click.UsageError: no collection has this name, or there is no dossier that can be used.
    """
    from wijktoets.telling.papers.many import batch_document, usable

    from ..base.inputs import load_pack
    from ..batch.run import judge, sources

    pack = load_pack(settings)
    todo, empty = sources([name])
    results = [*judge(todo, pack, thema, fase, settings.verbosity >= 0, "direct"), *empty]
    wrong = [line for result in results for line in result.meldingen]
    if not usable(results):
        raise click.UsageError("\n".join([say("report.fouten.niets"), *wrong]))
    return batch_document(results, lezer), wrong


def _of_one(
    settings: Settings,
    name: str,
    kind: str,
    lezer: Lezer | None,
    answers: dict[str, str],
    archetype: "Archetype | None",
    thema: str | None,
    fase: "Fase | None",
) -> "Document":
    """The document of one dossier.

    Raises:
        InvoerFout: with everything that is wrong in it.
        Fout: a look back, in which nothing is left to sign.
    """
    import wijktoets
    from wijktoets.telling.papers.bijlage import bijlage
    from wijktoets.telling.papers.sheet import afspraken

    from ..base.inputs import check_scope, load_dossier, load_pack

    pack = load_pack(settings)
    found = load_dossier(name, pack, answers)
    check_scope(found, thema, fase)
    if kind == "afspraken" and found.status == "terugblik":
        raise Fout(say("report.fouten.afspraken_terugblik", plek=name))
    rapport = wijktoets.evaluate(
        found,
        pack,
        archetype=archetype,
        thema=thema,
        fase=fase,
        engine="direct" if settings.engine == "direct" else "auto",
    )
    reader = lezer or STANDARD
    plan = _plan(found, pack, rapport, thema, fase) if kind == "afspraken" or reader == "team" else None
    return afspraken(rapport, plan, answers) if kind == "afspraken" else bijlage(rapport, reader, plan, answers)


def _plan(
    dossier: "Dossier", pack: "Regelpakket", rapport: "Rapport", thema: str | None, fase: "Fase | None"
) -> "Plan | None":
    """What to do to get to the wish; none to a look back."""
    if rapport.status == "terugblik":
        return None
    from wijktoets._api import laws_for
    from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
    from wijktoets.engine.judging import direct

    asked = Vraagstuk(rapport.als_wens, thema=thema, fase=fase)
    return plan(dossier, pack, direct.compute, date.today(), asked, laws=laws_for(dossier, pack))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
