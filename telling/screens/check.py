"""The line of `check` for each file that is sound."""

from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.telling.tree import Paragraph, whole
from wijktoets.texts import text
from wijktoets.texts.wording import counted, said


def sound_dossier(name: str, dossier: Dossier, pack: Regelpakket) -> Paragraph:
    """How many themas it has, and to how many vragen of the pack something was said."""
    answered = set(dossier.antwoorden).union(*(a.antwoorden for a in dossier.afspraken))
    line = text(
        "check.dossier",
        plek=name,
        afspraken=counted("check.themas", len({a.thema for a in dossier.afspraken})),
        vragen=said("check.vragen", dossier.status == "terugblik", n=len(answered), van=len(pack.vragen)),
    )
    return whole(line, level=1)


def sound_pack(name: str, pack: Regelpakket) -> Paragraph:
    """What the pack is called, and how many regels and vragen it has."""
    version = pack.pakketten[-1]
    rules = len(pack.waarborgen) + len(pack.grenzen) + len(pack.signalen)
    line = text(
        "check.pakket",
        plek=name,
        naam=version.naam,
        versie=version.versie,
        regels=counted("check.regels", rules),
        vragen=counted("check.alle_vragen", len(pack.vragen)),
    )
    return whole(line, level=1)
