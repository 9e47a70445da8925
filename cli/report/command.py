"""The command `report`: one dossier, or many, as a document to pass on or to sign."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

import click

from wijktoets.engine.model.source import is_folder
from wijktoets.telling.formats.registry import FORMATS, render
from wijktoets.telling.reader import LEZERS, Lezer

from ..base.failing import Fout
from ..base.framing import DutchCommand, Keuze, say
from ..base.options import Asked, Scope, Settings, common, scope, what_if
from ..base.output import inform, new_file, replace_with_bytes

if TYPE_CHECKING:
    from wijktoets.engine.advice.agenda.value import Agenda
    from wijktoets.engine.advice.plan.value import Plan
    from wijktoets.engine.model.dossier import Dossier
    from wijktoets.engine.model.regelpakket import Regelpakket
    from wijktoets.engine.result.rapport import Rapport
    from wijktoets.telling.tree import Document

KINDS: Final = ("bijlage", "afspraken")
STANDARD: Final[Lezer] = "raad"


@click.command(cls=DutchCommand, help_key="report.help")
@click.argument("dossier", metavar="DOSSIER")
@click.option(
    "--to",
    "target",
    type=Path,
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
    **asked: Unpack[Asked],
) -> None:
    """Compose a document from a Rapport, and write it as what its name says."""
    place = _checked(target, dossier, force)
    many = (dossier.startswith("@") and "/" not in dossier) or is_folder(Path(dossier))
    if kind == "afspraken" and lezer is not None:
        raise click.UsageError(say("report.fouten.lezer_bij_bijlage"))
    if many:
        if kind == "afspraken":
            raise click.UsageError(say("report.fouten.map_afspraken"))
        document, wrong = _of_many(settings, dossier, lezer or STANDARD, asked)
    else:
        document, wrong = _of_one(settings, dossier, kind, lezer or STANDARD, answers, asked), []
    content = render(document, place.suffix.lower())
    replace_with_bytes(place, content)
    for line in wrong:
        click.echo(line, err=True)
    inform(settings, say("cli.geschreven", naam=place))
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
    new_file(target, force, dossier)
    return target


def _of_many(settings: Settings, name: str, lezer: Lezer, only: Scope) -> "tuple[Document, list[str]]":
    """The document over all dossiers of a folder or collection, and what is wrong in those that cannot be used.

    Raises:
        InvoerFout: the pack has faults.
        click.UsageError: no collection has this name, or there is no dossier that can be used.
    """
    from wijktoets.telling.papers.many import batch_document, usable

    from ..base.inputs import finished, load_pack
    from ..batch.run import judge, sources

    pack = finished(load_pack(settings))
    todo, empty = sources([name])
    agendas: dict[str, Agenda] = {}
    judged = judge(todo, pack, only["thema"], only["fase"], settings.verbosity >= 0, "direct", agendas)
    results = [*judged, *empty]
    wrong = [line for result in results for line in result.meldingen]
    if not usable(results):
        raise click.UsageError("\n".join([say("report.fouten.niets"), *wrong]))
    return batch_document(results, agendas, lezer), wrong


def _of_one(
    settings: Settings, name: str, kind: str, lezer: Lezer, answers: dict[str, str], asked: Asked
) -> "Document":
    """The document of one dossier.

    Raises:
        InvoerFout: with everything that is wrong in it.
        Fout: a look back, in which nothing is left to sign; or a pack that is not finished.
    """
    import wijktoets
    from wijktoets.telling.papers.bijlage import bijlage
    from wijktoets.telling.papers.residents_page import residents_page
    from wijktoets.telling.papers.sheet import afspraken

    from ..base.inputs import finished, load

    found, pack = load(settings, name, asked, answers)
    finished(pack)
    if kind == "afspraken" and found.status == "terugblik":
        raise Fout(say("report.fouten.afspraken_terugblik", plek=name))
    rapport = wijktoets.evaluate(found, pack, engine="direct" if settings.engine == "direct" else "auto", **asked)
    if kind == "afspraken":
        return afspraken(rapport, answers)
    if lezer == "bewoners":
        return residents_page(rapport, answers)
    document = bijlage(rapport, lezer, _plan(found, pack, rapport, asked), answers)
    return _beside_routes(found, pack, document, asked) if lezer == "raad" else document


def _beside_routes(dossier: "Dossier", pack: "Regelpakket", document: "Document", only: Scope) -> "Document":
    """The note for the raad, with the bevoegdheden of the dossier beside the routes at its end when it has any."""
    from wijktoets._api import laws_for
    from wijktoets.engine.advice.transfer.transfer import transfer
    from wijktoets.engine.judging import direct
    from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN
    from wijktoets.telling.powers import with_powers

    laws = pack if BEVOEGDHEID_VRAGEN["weg"] in pack.vragen else laws_for(dossier, pack)
    if laws is None:
        return document
    found = transfer(dossier, laws, direct.compute, date.today(), thema=only["thema"])
    return with_powers(found, document)


def _plan(dossier: "Dossier", pack: "Regelpakket", rapport: "Rapport", only: Scope) -> "Plan | None":
    """What to do to get to the wish; none to a look back."""
    if rapport.status == "terugblik":
        return None
    from wijktoets._api import laws_for
    from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
    from wijktoets.engine.judging import direct

    asked = Vraagstuk(rapport.als_wens, thema=only["thema"], fase=only["fase"])
    return plan(dossier, pack, direct.compute, date.today(), asked, laws=laws_for(dossier, pack))
