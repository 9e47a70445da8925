"""One document that holds every part once, with hostile text in every slot when asked: what a format has to render."""

from dataclasses import replace
from datetime import date
from typing import Final

from wijktoets.telling.tree import (
    Box,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Item,
    Listing,
    Metadata,
    PageBreak,
    Paragraph,
    Span,
    Table,
    WritingSpace,
    plain,
)

SVG: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="60" viewBox="0 0 320 60"><title>Stand</title>'
    '<desc>Drie van vier</desc><rect x="4" y="4" width="240" height="24" fill="#444"/>'
    '<text x="4" y="50" font-size="14" font-family="Arial, sans-serif">3 van 4 geregeld</text></svg>'
)

TABEL: Final = Table(
    caption="Wie doet wat",
    heads=("Punt", "Wie", "Aantal"),
    rows=(
        (plain("Wijk vooraf raadplegen"), plain("wijk en gemeente"), plain("3")),
        (plain("Geld in beeld"), plain("gemeente"), plain("12")),
    ),
    numbers=frozenset({2}),
    widths=(5, 3, 2),
)

WHOLE: Final = Document(
    title="Afspraken over groen",
    subtitle="Voorbeeldwijk, 1 november 2026",
    metadata=Metadata("Bijlage bij het gesprek", date(2026, 11, 1), "wijktoets 1.0", ("wijkdeal", "groen")),
    footer="Dit bereidt een gesprek voor; het is geen oordeel.",
    parts=(
        Paragraph(plain("Wijk en gemeente willen samen beslissen over groen."), "opening"),
        Paragraph((Span("Let op: ", "strong"), Span("niet bekeken is de juridische vorm.")), "warning"),
        Heading("Wat is geregeld"),
        Paragraph(
            (
                Span("De wijk legt uit wat er is besloten "),
                Span("(L57)", "source"),
                Span(", zei zij: "),
                Span("ja", "spoken"),
            )
        ),
        Listing((Item(plain("eerste punt"), (Item(plain("hoort erbij")),)), Item(plain("tweede punt"))), numbered=True),
        Paragraph(plain("Daarna een tweede lijst.")),
        Listing((Item(plain("opnieuw bij een")),), numbered=True),
        Listing((Item(plain("los punt")), Item(plain("nog een")))),
        Heading("Feiten", 3),
        Facts(
            (
                Fact("Gemeente", plain("Groningen")),
                Fact("Hoe lang deze afspraken gelden volgens de wijk", plain("2 jaar")),
            )
        ),
        TABEL,
        Figure(SVG, "Drie van de vier punten zijn geregeld.", "Stand per punt", TABEL, 320, 60),
        Box(
            "Zo kunt u het zeggen",
            (Paragraph(plain("Eens per jaar is er een open avond.")), Listing((Item(plain("met koffie")),))),
        ),
        PageBreak(),
        Heading("Zelf invullen"),
        WritingSpace("Wat is er gezegd?", 3),
        Table(
            "Wie tekent", ("Naam", "Handtekening"), ((plain("Bewonersoverleg"), ()),), widths=(1, 2), writing_height=14
        ),
        Paragraph(plain("Gemaakt met wijktoets."), "note"),
    ),
)

HOSTILE: Final = "#panic() *x* <b>&amp; $y$ `z` \\n @ref {{7*7}} ]]> \u202e\x07 😀 你 " + "w" * 90


def hostile() -> Document:
    """The same with hostile text in every slot."""
    text = plain(HOSTILE)
    table = Table(HOSTILE, (HOSTILE, HOSTILE), ((text, text), (text, ())))
    return replace(
        WHOLE,
        title=HOSTILE,
        subtitle=HOSTILE,
        footer=HOSTILE,
        metadata=Metadata(HOSTILE, date(2026, 11, 1), HOSTILE, (HOSTILE,)),
        parts=(
            Paragraph(text),
            Heading(HOSTILE),
            Listing((Item(text, (Item(text),)),)),
            Facts((Fact(HOSTILE, text),)),
            table,
            Figure(SVG, HOSTILE, HOSTILE, table, 320, 60),
            Box(HOSTILE, (Paragraph(text),)),
            WritingSpace(HOSTILE, 2),
        ),
    )
