"""The fixed words of the model, in their order; every other module takes them from here.

Source: docs/model.md section 1 and the notitie (archetypes L47-L57, kompaspunten L130-L133, bouwstenen L69-L73).
"""

from typing import Final, Literal, get_args

Archetype = Literal["adviseren", "aanjagen", "besluiten"]
Niveau = Literal["geen", "adviseren", "aanjagen", "besluiten"]
Fase = Literal["voorbereiding", "uitvoering", "evaluatie"]
Gebiedsoort = Literal["wijk", "dorp"]
Reikwijdte = Literal["wijk", "wijkoverstijgend", "stedelijk"]
Norm = Literal["moet", "hoort", "mag"]
Onderdeel = Literal[
    "ieders-stem-telt",
    "transparantie",
    "zeggenschap",
    "goede-gesprek",
    "dna",
    "rolverdeling",
    "realisatiekracht",
    "samen-leren",
]
Waarde6 = Literal["inclusie", "transparantie", "efficiency", "deliberatie", "democratische-vaardigheden", "zeggenschap"]
Basis = Literal["letterlijk", "afgeleid", "extern"]
NormBasis = Literal["letterlijk", "afgeleid", "eigen"]
"""Where the levels of a norm, or a step of ours, come from: the source says so, it follows, or it is our choice."""
Partij = Literal["wijk", "gemeente", "college", "raad", "samen"]
Bestuur = Literal["gemeente", "college", "raad"]
"""The parties of the gemeente, which a pack may call by names of its own."""
Trekker = Literal["wijk", "gemeente", "college", "raad", "partner", "samen"]
Stem = Literal["bewoners", "gemeente", "college", "raad", "partner", "anders", "samen"]
Partijrol = Literal["wijk", "bewoners", "gemeente", "college", "raad", "partner", "anders"]
Aangesprokene = Literal["wijk", "bewoners", "gemeente", "college", "raad", "partner"]
"""Who can answer a vraag, where not everybody at the table can."""
Besluiter = Literal["wijk", "gemeente", "college", "raad", "partner"]
Inzet = Literal["geen", "weinig", "gemiddeld", "veel"]
DossierStatus = Literal["voorstel", "afgesproken", "in_uitvoering", "terugblik"]
EisStatus = Literal["geborgd", "deels", "hooguit_deels", "ontbreekt", "onbekend", "nvt", "afgewogen"]
Uitkomst = Literal[
    "gewenst_onbekend",
    "grens_bereikt",
    "meer_borging_nodig",
    "rolverdeling_wijkt_af",
    "nog_niet_te_bepalen",
    "congruent_met_afweging",
    "congruent",
]
BedragPer = Literal["jaar", "looptijd"]
BedragStand = Literal["voorgesteld", "vastgesteld"]
Houder = Literal["raad", "college", "burgemeester"]
Ontvanger = Literal[
    "raadscommissie",
    "bestuurscommissie-raad",
    "bestuurscommissie-college",
    "bestuurscommissie-burgemeester",
    "andere-commissie",
    "gezamenlijke-commissie",
    "vereniging",
    "cooperatie",
    "stichting",
    "informele-groep",
    "personen",
    "college",
    "ambtenaren",
    "gemeenschappelijke-regeling",
]
Weg = Literal["delegatie", "mandaat", "overeenkomst", "subsidie", "uitdaagrecht", "toezegging"]
WegStand = Literal["open", "eerst", "uitzoeken", "kan_zo_niet"]
"""How a route stands: no regel excludes it, something comes first, a regel may yet exclude it, or one does."""
Wegsituatie = Literal[WegStand, "geen_weg"]
"""How the route stands that a dossier names, or that it names none."""
Stapzetter = Literal["wijk", "gemeente", "college", "raad", "burgemeester", "samen"]
"""Who takes a step on the way of a bevoegdheid."""
Besluitstuk = Literal[
    "delegatiebesluit",
    "commissiebesluit",
    "mandaatbesluit",
    "subsidiebeschikking",
    "uitvoeringsovereenkomst",
    "overeenkomst",
    "uitdaagverzoek",
    "toezegging",
]
"""The paper in which something is settled along a route."""
Machtveld = Literal["naam", "van", "aan", "bedrag", "grondslag", "delegatiegrondslag", "looptijd", "terugkijken_op"]
"""What a dossier knows of a bevoegdheid or its afspraak, and that can fill an element."""
BevindingSoort = Literal["kan_zo_niet", "eerst_nog", "nog_te_regelen", "let_op", "uitzoeken"]
"""The kinds of finding about a bevoegdheid, in the order in which people read them."""
WaaromNiet = Literal["hard", "eenzijdig", "zonder_einde", "verlopen"]
Past = Literal["ja", "ja_met_afweging", "nog_open", "nog_niet", "nee"]
Zinstand = Literal["afgesproken", "voorstel"]
"""Whether people's own words are agreed or proposed."""
Bevestigingsoordeel = Literal["zo_gezegd", "niet_zo_gezegd", "tekent_niet"]
"""What a party can say of how a dossier is written down."""
ActieStatus = Literal["voorstel", "afgesproken", "bezig", "klaar", "vervallen"]
"""How far an actie is; where nobody said so it has none."""
AFGESPROKEN_ACTIES: Final = ("afgesproken", "bezig")
"""Of acties that people agreed on and that are still to be done."""
GEDANE_ACTIES: Final = ("klaar", "vervallen")
"""Of acties about which nothing is left to be done."""
VasteRegel = Literal[
    "eenzijdig_ingevuld",
    "afgesproken_vervangen",
    "borging_uitleg",
    "niveau_nul",
    "overdracht",
    "niet_bekeken",
    "blijft_bij_raad",
    "geen_oordeel",
]
"""The lines that can go with any result about a dossier, in the order in which they are told."""
IngebouwdSignaal = Literal[
    "meer_geregeld_dan_nodig",
    "borging_onder_rollen",
    "rollen_over_grens",
    "rolverdeling_wijkt_af",
    "nvt_bij_moet_eis",
    "afgewogen_eisen",
    "afweging_telt_niet",
    "verschil_van_inzicht",
    "geen_eisen",
]
"""The signalen that follow from congruence itself (docs/model.md section 5)."""
Terugbliksoort = Literal["werkte", "later", "kanttekening"]
Reden = Literal["niet_besproken", "verschil", "onbekend"]

ARCHETYPES: Final[tuple[Archetype, ...]] = get_args(Archetype)
NIVEAUS: Final[tuple[Niveau, ...]] = get_args(Niveau)
FASEN: Final[tuple[Fase, ...]] = get_args(Fase)
ONDERDELEN: Final[tuple[Onderdeel, ...]] = get_args(Onderdeel)
KOMPASPUNTEN: Final[tuple[Onderdeel, ...]] = ONDERDELEN[:4]
PARTIJEN: Final[tuple[Partij, ...]] = get_args(Partij)
STEMMEN: Final[tuple[Stem, ...]] = get_args(Stem)
TREKKERS: Final[tuple[Trekker, ...]] = get_args(Trekker)
PARTIJROLLEN: Final[tuple[Partijrol, ...]] = get_args(Partijrol)
ROLLEN: Final[frozenset[str]] = frozenset((*PARTIJROLLEN, *STEMMEN, *TREKKERS))
"""Every word that is a role somewhere in a dossier; no party is meant by it, whatever its name."""
TERUGBLIKSOORTEN: Final[tuple[Terugbliksoort, ...]] = get_args(Terugbliksoort)
UITKOMSTEN: Final[tuple[Uitkomst, ...]] = get_args(Uitkomst)

STELLING_ANTWOORDEN: Final = ("ja", "deels", "nee", "onbekend", "nvt")
"""What can be said of a stelling; the last two can be said of a keuze as well."""

BOOLEAN_WORDS: Final = {"yes": "ja", "true": "ja", "on": "ja", "no": "nee", "false": "nee", "off": "nee"}
"""Words that a YAML user may write by habit, with the word that is meant."""

INGEBOUWDE_VRAGEN: Final[dict[str, tuple[str, ...]]] = {
    "fase": FASEN,
    "reikwijdte": get_args(Reikwijdte),
    "land": (),
}
"""The built-in keuze questions (docs/model.md section 2) and their options; `land` is open: any two-letter code."""

VASTE_REGELS: Final[tuple[VasteRegel, ...]] = get_args(VasteRegel)
INGEBOUWDE_SIGNALEN: Final[tuple[IngebouwdSignaal, ...]] = get_args(IngebouwdSignaal)


def niveau(archetype: str) -> int:
    """The degree of say as a number.

    >>> [niveau(a) for a in NIVEAUS]
    [0, 1, 2, 3]
    """
    return NIVEAUS.index(archetype)


def by_kern(kern: int | None) -> int:
    """To sort by: what stands in the short route first, in its order from 0 on, then all the rest.

    >>> sorted([None, 3, 0], key=by_kern)
    [0, 3, None]
    """
    return 10**6 if kern is None else kern
