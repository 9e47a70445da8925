"""Which findings are of law and which of the role of the raad, known or not."""

from dataclasses import replace

from tests.engine.advice.powers import DAY, KNOWN, STICHTING, dossier, look, pack
from wijktoets.engine.advice.transfer.transfer import transfer
from wijktoets.engine.judging import direct
from wijktoets.engine.model.conditions import asked
from wijktoets.engine.model.regelpakket import Regelpakket

BASE = pack().pakketten[0].id
OF_THE_RAAD = {name for name, w in pack().waarborgen.items() if pack().pakket_van[name] != BASE and w.basis != "extern"}
ASKED_OF_IT = ("verdeling-aan-raad-voorgelegd", "raad-en-wijk-in-gesprek", "rol-van-de-raad-besproken")


def told(looked_at: Regelpakket, **power: object) -> tuple[set[str], set[str]]:
    """The regels of the findings of law, and those about the raad."""
    found = transfer(dossier({**STICHTING, **power}), looked_at, direct.compute, DAY)
    (row,) = found.bevoegdheden
    return {name for b in row.bevindingen for name in b.regels}, {name for b in found.raad for name in b.regels}


def test_the_role_of_the_raad_is_told_apart_whether_it_is_known_or_not() -> None:
    questions = asked([pack().voldaan_als[name] for name in ASKED_OF_IT], pack().voldaan_als)
    for answers in ({}, dict.fromkeys(questions, "nee")):
        law, raad = told(pack(), antwoorden={**KNOWN, **answers})
        assert raad == OF_THE_RAAD
        assert not law & (OF_THE_RAAD | set(ASKED_OF_IT))


def test_what_is_not_known_is_told_by_its_name_where_no_sentence_was_written() -> None:
    bare = {n: w.model_copy(update={"witte_vlek_onbekend": None}) for n, w in pack().waarborgen.items()}
    found = look(STICHTING)
    plain = transfer(dossier(STICHTING), replace(pack(), waarborgen=bare), direct.compute, DAY)
    for row, other in zip(found.raad, plain.raad, strict=True):
        (name,) = other.regels
        assert other.tekst == pack().waarborgen[name].naam
        assert row.tekst == pack().waarborgen[name].witte_vlek_onbekend
