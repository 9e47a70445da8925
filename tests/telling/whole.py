"""One document that holds every part once, with hostile text in every slot when asked: what a format has to render."""

from dataclasses import replace
from datetime import date
from typing import Final

from wijktoets.telling.tree import (
    Beside,
    Box,
    BoxGrid,
    Branch,
    Card,
    Code,
    Document,
    Fact,
    Facts,
    Figure,
    Gap,
    Heading,
    Item,
    Legend,
    Listing,
    MarkRow,
    Marks,
    Metadata,
    PageBreak,
    Paragraph,
    Span,
    Table,
    Tree,
    WritingSpace,
    grid,
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

GROUPED: Final = grid(("", "Moet"), [("nog te doen",), ("Geld in beeld", "3")], numbers=1)
"""A table without a caption, with an empty head, and with a name over its rows."""

EVERY: Final = replace(
    WHOLE,
    parts=(
        *WHOLE.parts,
        Heading("Zoals op een scherm", 2),
        Legend((("geregeld", "is geregeld"), ("nog_niet", "nog niet"))),
        Marks(("moet", "hoort", "samen"), (MarkRow("Geld", (("geregeld", "nog_niet"), ("nvt",)), "1 van 2"),)),
        Gap(),
        Listing(
            (
                Item(plain("met een letter"), (Item(plain("eronder")),), label="b", mark="nog_niet"),
                Item(plain("met een getal"), (Item(plain("met een streep"), label="-"),), label="12"),
                Item(plain("zonder teken"), label=""),
            )
        ),
        GROUPED,
        Heading("Een regel", 3),
        Heading("Wanneer het geregeld is", 4),
        Tree(
            Branch(
                plain("Minstens 1 van deze 2:"),
                below=(
                    Branch(plain("Is er een plek?"), notes=(Item(plain("wijk: ja"), (Item(plain("woensdag open")),)),)),
                    Branch(plain("Gaat iemand eropaf?")),
                ),
            )
        ),
        Code(("flowchart LR", '    n1("Is er een plek?") --> n2["geregeld"]'), "mermaid"),
        BoxGrid(
            (
                Box("Afgesproken", (Paragraph(plain("De school is elke woensdag open.")),)),
                Box("Nog te regelen", (Listing((Item(plain("geld"), (Item(plain("gemeente, in maart")),)),)),)),
                Box("Wie doet wat", (Paragraph(plain("Bewoners planten.")),)),
            )
        ),
        Card(
            "Op een kaart",
            (Listing((Item(plain("met vakjes"), (Item(plain("ja of nee"), label=""),)),)),),
            WritingSpace("Notitie", 2),
            30,
        ),
        Beside(
            (Heading("Wat er staat"), Paragraph(plain("links ernaast"), level=1)),
            (Heading("Waar het op rust"), Paragraph((Span("naar rij L57", link="#L57"), Span("een sleutel", "code")))),
        ),
        Paragraph(plain("regels/blijft-op-een-regel.yaml:1:2"), whole=True),
        Heading("Met een naam", anchor="met-een-naam"),
        Facts((Fact("Antwoorden", plain("eerste")), Fact("", plain("nog een")))),
        Table(
            "Rijen op zichzelf",
            ("Regel", "Woorden", "Rust erop"),
            ((plain("L57"), plain("over de wijk"), plain("een waarborg")),),
            wide=1,
            least=1000,
            anchors=("L57",),
            headed=True,
        ),
    ),
)
"""The same with the parts of screens: every part there is."""

FIGURE: Final = next(part for part in WHOLE.parts if isinstance(part, Figure))

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
            BoxGrid((Box(HOSTILE, (Paragraph(text),)), Box(HOSTILE, (Listing((Item(text),)),)))),
            WritingSpace(HOSTILE, 2),
            Card(HOSTILE, (Paragraph(text),), WritingSpace(HOSTILE, 1)),
            Tree(Branch(text, (Branch(text),), (Item(text),))),
            Marks((HOSTILE, HOSTILE), (MarkRow(HOSTILE, (("nvt",),), HOSTILE),)),
            Legend((("nvt", HOSTILE),)),
            Code((HOSTILE,)),
            Beside((Paragraph(text),), (Paragraph((Span(HOSTILE, "code"), Span(HOSTILE, link="#L57"))),)),
            replace(table, wide=1, least=1000, anchors=("L57", "L58"), headed=True),
        ),
    )
