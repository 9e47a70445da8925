"""One document that holds every part once, with hostile text in every slot when asked: what a format has to render."""

from dataclasses import replace
from datetime import date
from typing import Final

from wijktoets.telling.tree import (
    Alinea,
    Document,
    Feit,
    Feiten,
    Figuur,
    Invulruimte,
    Kader,
    Kop,
    Lijst,
    Metadata,
    PaginaEinde,
    Punt,
    Stuk,
    Tabel,
    plain,
)

SVG: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="60" viewBox="0 0 320 60"><title>Stand</title>'
    '<desc>Drie van vier</desc><rect x="4" y="4" width="240" height="24" fill="#444"/>'
    '<text x="4" y="50" font-size="14" font-family="Arial, sans-serif">3 van 4 geregeld</text></svg>'
)

TABEL: Final = Tabel(
    bijschrift="Wie doet wat",
    koppen=("Punt", "Wie", "Aantal"),
    rijen=(
        (plain("Wijk vooraf raadplegen"), plain("wijk en gemeente"), plain("3")),
        (plain("Geld in beeld"), plain("gemeente"), plain("12")),
    ),
    getallen=frozenset({2}),
    breedtes=(5, 3, 2),
)

WHOLE: Final = Document(
    titel="Afspraken over groen",
    ondertitel="Voorbeeldwijk, 1 november 2026",
    metadata=Metadata("Bijlage bij het gesprek", date(2026, 11, 1), "wijktoets 1.0", ("wijkdeal", "groen")),
    voetregel="Dit bereidt een gesprek voor; het is geen oordeel.",
    blokken=(
        Alinea(plain("Wijk en gemeente willen samen beslissen over groen."), "inleiding"),
        Alinea((Stuk("Let op: ", "sterk"), Stuk("niet bekeken is de juridische vorm.")), "let_op"),
        Kop("Wat is geregeld"),
        Alinea(
            (
                Stuk("De wijk legt uit wat er is besloten "),
                Stuk("(L57)", "bron"),
                Stuk(", zei zij: "),
                Stuk("ja", "schuin"),
            )
        ),
        Lijst((Punt(plain("eerste punt"), (Punt(plain("hoort erbij")),)), Punt(plain("tweede punt"))), genummerd=True),
        Alinea(plain("Daarna een tweede lijst.")),
        Lijst((Punt(plain("opnieuw bij een")),), genummerd=True),
        Lijst((Punt(plain("los punt")), Punt(plain("nog een")))),
        Kop("Feiten", 3),
        Feiten(
            (
                Feit("Gemeente", plain("Groningen")),
                Feit("Hoe lang deze afspraken gelden volgens de wijk", plain("2 jaar")),
            )
        ),
        TABEL,
        Figuur(SVG, "Drie van de vier punten zijn geregeld.", "Stand per punt", TABEL, 320, 60),
        Kader(
            "Zo kunt u het zeggen",
            (Alinea(plain("Eens per jaar is er een open avond.")), Lijst((Punt(plain("met koffie")),))),
        ),
        PaginaEinde(),
        Kop("Zelf invullen"),
        Invulruimte("Wat is er gezegd?", 3),
        Tabel(
            "Wie tekent", ("Naam", "Handtekening"), ((plain("Bewonersoverleg"), ()),), breedtes=(1, 2), schrijfhoogte=14
        ),
        Alinea(plain("Gemaakt met wijktoets."), "noot"),
    ),
)

HOSTILE: Final = "#panic() *x* <b>&amp; $y$ `z` \\n @ref {{7*7}} ]]> \u202e\x07 😀 你 " + "w" * 90


def hostile() -> Document:
    """The same with hostile text in every slot."""
    text = plain(HOSTILE)
    table = Tabel(HOSTILE, (HOSTILE, HOSTILE), ((text, text), (text, ())))
    return replace(
        WHOLE,
        titel=HOSTILE,
        ondertitel=HOSTILE,
        voetregel=HOSTILE,
        metadata=Metadata(HOSTILE, date(2026, 11, 1), HOSTILE, (HOSTILE,)),
        blokken=(
            Alinea(text),
            Kop(HOSTILE),
            Lijst((Punt(text, (Punt(text),)),)),
            Feiten((Feit(HOSTILE, text),)),
            table,
            Figuur(SVG, HOSTILE, HOSTILE, table, 320, 60),
            Kader(HOSTILE, (Alinea(text),)),
            Invulruimte(HOSTILE, 2),
        ),
    )
