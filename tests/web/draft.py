"""An invented draft of a deal, as an adviser has it in Word, and what she finds in it for each question."""

from typing import Final

DEAL: Final = """Wijkdeal De Wending 2027-2028, concept 3
Artikel 1. Waar het over gaat
De deal gaat over het groen en de speelplekken in De Wending. De bomen langs de ringweg horen er niet bij.
Artikel 2. Wie besluit
Het bewonersoverleg besluit over het groen in de wijk. Het overleg zet de agenda.
De gemeente voert het werk uit binnen vier weken. Bewoners organiseren de plantdagen.
Artikel 3. Openheid
De vergaderingen van het overleg zijn openbaar. Elk besluit staat binnen een week in de wijkkrant.
Eens per jaar laat het overleg op een open avond zien wat is besloten en wat het heeft gekost.
Het overleg legt aan de gemeente uit wat er met het geld is gedaan.
Artikel 4. Iedereen doet mee
Bewoners kiezen om de twee jaar wie in het overleg zit. Het overleg belt aan bij wie nog niet meedoet.
Wie het niet eens is met een besluit, krijgt binnen een maand antwoord.
Artikel 5. Geld
Er is 25.000 euro per jaar. De begroting staat op de website van het overleg.
Artikel 6. Terugkijken
Op 15 november 2027 kijken overleg en gemeente terug.
"""

FOUND: Final = {
    "vooraf-gezegd-waarover-niet": "De bomen langs de ringweg",
    "besluiten-te-volgen": "Elk besluit staat binnen een week in de wijkkrant.",
    "verantwoording-aan-wijk": "Eens per jaar laat het overleg",
    "verantwoording-aan-gemeente": "Het overleg legt aan de gemeente uit",
    "vertegenwoordigers-aangewezen": "Bewoners kiezen om de twee jaar",
    "plek-voor-minderheid": "Wie het niet eens is",
    "begroting-inzichtelijk": "De begroting staat op de website",
    "terugkijken-afgesproken": "Op 15 november 2027",
}
"""Vragen that the draft answers with ja, and how the sentence begins that says so."""
CHOSEN: Final = {
    "reikwijdte": "wijk",
    "gewenst": "besluiten",
    "wie-besluit": "wijk",
    "wie-zet-agenda": "wijk",
    "wie-organiseert": "wijk",
}
"""What it says in so many words of a keuze."""
