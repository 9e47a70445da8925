"""Picks the sentences of a pack that a result calls for, and fills them with its facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..judging.congruence import Bereik, Congruentie, borging_zonder_afweging, moet, per_partij, telling
from ..judging.evaluation import OpenVraag
from ..model.dossier import Dossier
from ..model.pakket import TekstPerStatus
from ..model.regelpakket import Regelpakket
from ..model.sentences import enumerate_words, fill
from ..model.words import ARCHETYPES, INGEBOUWDE_VRAGEN, NIVEAUS, Archetype, niveau
from .rapport import GrensRij, TekstRij

_SURE_ROLES: Final = ("borging_onder_rollen", "rollen_over_grens")
"""The signalen about what the roles surely amount to."""


@dataclass(frozen=True, slots=True)
class PackSentences:
    """The sentences of one pack for one dossier; `als_wens` when the wish was only supposed.

    `bewoners_bevestigd`: a party of residents confirmed the dossier as it is. `orde`: its open questions in the order
    of the conversation, as far as that is known.
    """

    pakket: Regelpakket
    dossier: Dossier
    peildatum: date
    als_wens: bool = False
    bewoners_bevestigd: bool = False
    orde: tuple[str, ...] = ()

    def line(self, key: str, **values: object) -> TekstRij:
        """A sentence of the pack that stands by itself, with its source; `{wie}` is who filled the dossier in."""
        opgesteld, text = self.dossier.opgesteld, self.pakket.teksten[key]
        wie = opgesteld.door if opgesteld and opgesteld.door else ""
        return TekstRij(tekst=self.text(text, wie=wie, **values), bron=text.bron or ())

    def text(self, texts: TekstPerStatus, **values: object) -> str:
        """A sentence, for the status of the dossier, filled."""
        common = {"dossier": self.dossier.naam, "datum": self.day(self._discussed)}
        return fill(texts.for_status(self.dossier.status, self.als_wens), common | values)

    def by_whom(self, sentence: str) -> str:
        """The sentence of an uitkomst as told by who filled the dossier in, until a party of residents confirmed it."""
        if self.bewoners_bevestigd:
            return sentence
        opgesteld = self.dossier.opgesteld
        wie = opgesteld.door if opgesteld and opgesteld.door else self.word("wie_dit_invulde")
        return self.text(self.pakket.teksten["volgens"], wie=wie, tekst=sentence)

    @property
    def _discussed(self) -> date:
        opgesteld = self.dossier.opgesteld
        return opgesteld.op if opgesteld and opgesteld.op else self.peildatum

    def day(self, day: date) -> str:
        """A date as people write it, such as 1 november 2026."""
        return f"{day.day} {self.word('maanden').split()[day.month - 1]} {day.year}"

    def word(self, key: str) -> str:
        """One of the small words that fill sentences."""
        return self.pakket.woorden.get(key, key)

    def levels(self, found: Bereik) -> str:
        """A range of levels in words, each level that is possible: adviseren, aanjagen of besluiten."""
        return self.list_of((self.word(NIVEAUS[n]) for n in range(found.laag, found.hoog + 1)), between="of")

    def at_least(self, found: Bereik) -> str:
        """What surely is, of a range of levels in words."""
        low = self.word(NIVEAUS[found.laag])
        return low if found.laag == found.hoog else fill(self.word("minstens"), {"laag": low})

    def list_of(self, words: Iterable[str], between: str = "en") -> str:
        """Words as a list in a sentence."""
        return enumerate_words(words, self.word(between))

    def vraag(self, name: str) -> str:
        """The text of a question by its id; those that the tool fills in have theirs among the built-in words."""
        if name in INGEBOUWDE_VRAGEN:
            return self.word(f"vraag_{name}")
        return self.pakket.vragen[name].vraag

    def quoted(self, vragen: Iterable[str]) -> str:
        """Questions as people read them, in quotes, as a list in a sentence."""
        return self.list_of(f"“{self.vraag(v)}”" for v in vragen)

    def by_kern(self, vragen: Iterable[str]) -> list[str]:
        """Questions in the order of the cards: by kernvraag, then by id."""
        last = 10**6
        return sorted(vragen, key=lambda v: (self.pakket.kern.get(v, last), v))

    def _first_asked(self, vragen: Iterable[str]) -> str | None:
        """The question to begin with: the first of the conversation, or else of the cards; None when none is open."""
        last = len(self.orde)
        at = {vraag: place for place, vraag in enumerate(self.orde)}
        return min(self.by_kern(vragen), key=lambda vraag: at.get(vraag, last), default=None)

    def uitkomst(self, found: Congruentie, thema: str, fase: str, open_vragen: Sequence[OpenVraag]) -> str:
        """The sentence of an uitkomst, by the status of the dossier, filled with what it may name."""
        wish: Archetype | None = None if found.gewenst is None else ARCHETYPES[found.gewenst - 1]
        at_wish = found.eisen[wish] if wish else []
        bare = borging_zonder_afweging(found.eisen) or found.borging
        count = telling(moet(at_wish))
        parties = per_partij(at_wish)
        lacking = [fill(self.word(f"per_partij_{partij}"), {"n": t.niet}) for partij, t in parties.items() if t.niet]
        sure = [g for g in found.grenzen if g.zeker]
        lowest = min((g.niveau for g in sure), default=4)
        in_the_way = [g for g in sure if found.gewenst is None or g.niveau <= found.gewenst]
        below = [self.word(a) for a in ARCHETYPES[: lowest - 1]]
        first = self._first_asked(v.vraag for v in open_vragen)
        # Nothing that surely must, and nothing to ask: a count of 0 questions would say nothing.
        nothing_to_ask = found.uitkomst == "nog_niet_te_bepalen" and first is None
        return self.text(
            self.pakket.teksten["geen_eisen"] if nothing_to_ask else self.pakket.uitkomsten[found.uitkomst],
            G=self.word(wish or "geen"),
            thema=thema,
            fase=self.word(fase),
            rollen=self.levels(found.rollen),
            borging=self.levels(found.borging),
            n=count.niet,
            anders=count.anders,
            zonder=self.levels(bare),
            per_partij=self.list_of(lacking),
            open=count.open,
            k=len(open_vragen),
            begin_met=self.vraag(first) if first else "",
            grens=" ".join(self.pakket.grenzen[g.id].waarom for g in in_the_way),
            wel_open=self.list_of(below) if below else self.word("niets_wel"),
            regels="",
            vragen="",
        )

    def signaal(
        self,
        key: str,
        found: Congruentie,
        thema: str,
        fase: str,
        regels: Sequence[str] = (),
        vragen: Iterable[str] = (),
    ) -> str:
        """The sentence of a built-in signaal about these regels (by name) and vragen (by id)."""
        return self.text(
            self.pakket.teksten[key],
            G=self.word("geen" if found.gewenst is None else NIVEAUS[found.gewenst]),
            thema=thema,
            fase=self.word(fase),
            rollen=self.at_least(found.rollen) if key in _SURE_ROLES else self.levels(found.rollen),
            borging=self.levels(found.borging),
            regels="; ".join(regels),
            vragen=self.quoted(vragen),
        )

    def grenzen_misschien(self, grenzen: Sequence[GrensRij], thema: str, fase: str, said: str) -> list[str]:
        """One sentence for all grenzen that perhaps hold and hang on the same open questions.

        A question that the uitkomst (`said`) asks is not asked again.
        """
        groups: dict[tuple[str, ...], list[GrensRij]] = {}
        for grens in grenzen:
            if not grens.zeker:
                groups.setdefault(tuple(grens.open_vragen), []).append(grens)
        sentences = []
        for vragen, together in groups.items():
            lowest = min((g.sluit_uit for g in together), key=niveau)
            asked = all(self.vraag(vraag) in said for vraag in vragen)
            text = self.pakket.teksten["grens_misschien_ook" if asked else "grens_misschien"]
            facts = {"G": self.word(lowest), "thema": thema, "fase": self.word(fase), "vragen": self.quoted(vragen)}
            sentences.append(self.text(text, **facts))
        return sentences
