"""A dossier as the pages see it: read from a version, held against the pack, with cards and the answers in force."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from wijktoets.engine.model.dossier import Afspraak, Dossier, Standpunt
from wijktoets.engine.model.in_words import in_words_of
from wijktoets.engine.model.pakket import Gespreksvraag, Vraag
from wijktoets.engine.model.regelpakket import VELDEN, Regelpakket
from wijktoets.engine.model.source import NodePath
from wijktoets.engine.model.words import ARCHETYPES, by_kern
from wijktoets.engine.reading.loading import read_checked
from wijktoets.engine.reading.setting import plain_of

if TYPE_CHECKING:
    from wijktoets.engine.advice.plan.value import Plan
    from wijktoets.engine.result.rapport import Rapport

KEPT: Final = 64
"""So many versions stay read."""
JUDGED: Final = 8
"""Of so many of them what the pack says stays at hand: all that is kept is gone through again and again for rubbish."""

SECONDS: Final = 5.0
"""That a plan may be searched for while somebody waits."""


@dataclass(frozen=True, slots=True)
class AskedOnPage:
    """A single question at a card: a vraag of the pack, or a field of an afspraak."""

    id: str
    vraag: Vraag | None

    @property
    def of_wijk(self) -> bool:
        """Whether it is asked once for all themas."""
        return self.vraag is not None and self.vraag.geldt_voor == "wijk"


@dataclass(frozen=True, slots=True)
class CardOnPage:
    """A card: an open question, its place in the short route, and its single questions."""

    gespreksvraag: Gespreksvraag
    vragen: tuple[AskedOnPage, ...]


class Known:
    """One version of a dossier: the value, what stands in the file, and what the pack says of it."""

    def __init__(self, content: bytes, pack: Regelpakket, nummer: int, bestand: str) -> None:
        """Read it; `bestand` is how messages name it.

        Raises:
            InvoerFout: with everything that is wrong in it, against the pack too.
        """
        self.nummer = nummer
        self.content = content
        self.dossier: Dossier = read_checked(Path("-"), bestand, pack, content)
        self.pack = in_words_of(pack, self.dossier.gebiedsoort)

    @cached_property
    def plain(self) -> Mapping[str, Any]:
        """What stands in the file."""
        found: Mapping[str, Any] = plain_of(self.content)
        return found

    @cached_property
    def rapport(self) -> "Rapport":
        """What the pack says of it, computed once, with direct."""
        from wijktoets.engine.advice.teksten import judged
        from wijktoets.engine.judging import direct

        return judged(self.dossier, self.pack, direct.compute, date.today(), laws=laws_of(self))[1]

    @cached_property
    def plan(self) -> "Plan":
        """The smallest plan to the wish that is found while somebody waits, searched for once."""
        from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
        from wijktoets.engine.judging import direct

        asked = Vraagstuk(None, seconds=SECONDS)
        return plan(self.dossier, self.pack, direct.compute, date.today(), asked, laws=laws_of(self))

    def let_go(self) -> None:
        """Keep no more of it than was read: what the pack says can be computed again."""
        self.__dict__.pop("rapport", None)
        self.__dict__.pop("plan", None)

    @cached_property
    def cards(self) -> tuple[CardOnPage, ...]:
        """The cards in the order in which they are laid: the short route, the same for everyone, then the long one."""
        ordered = sorted(self.pack.gespreksvragen, key=lambda g: by_kern(g.kern))
        return tuple(CardOnPage(g, tuple(AskedOnPage(n, self.pack.vragen.get(n)) for n in g.vult)) for g in ordered)

    @property
    def route(self) -> tuple[CardOnPage, ...]:
        """The cards of the short route; all of them in a pack without one."""
        return tuple(k for k in self.cards if k.gespreksvraag.kern is not None) or self.cards

    def card_of(self, vraag: str) -> str | None:
        """The card on which a question stands."""
        return next((k.gespreksvraag.id for k in self.cards if any(a.id == vraag for a in k.vragen)), None)

    def asked(self, thema: int, long: bool) -> list[tuple[CardOnPage, AskedOnPage]]:
        """The single questions of one afspraak in order; what moet at the wish comes first within a card."""
        first = self._must(self.dossier.afspraken[thema])
        seen: set[str] = set()
        found: list[tuple[CardOnPage, AskedOnPage]] = []
        for kaart in self.cards if long else self.route:
            for each in sorted(kaart.vragen, key=lambda a: a.id not in first):
                if each.id not in seen:
                    seen.add(each.id)
                    found.append((kaart, each))
        return found

    def _must(self, afspraak: Afspraak) -> frozenset[str]:
        """The vragen behind a waarborg that moet at the wish of an afspraak; none while it is open."""
        wish = afspraak.archetype
        if wish is None:
            return frozenset()
        lower = ARCHETYPES[: ARCHETYPES.index(wish) + 1]
        must = [w.id for w in self.pack.waarborgen.values() if any(w.norm.get(a) == "moet" for a in lower)]
        return frozenset(vraag for name in must for vraag in self.pack.vragen_bij.get(name, ()))

    def answer(self, thema: int, vraag: str) -> tuple[Standpunt, ...]:
        """What is answered to a vraag and in force for an afspraak; nothing when it is not."""
        here = self.dossier.afspraken[thema].antwoorden
        return here.get(vraag) or self.dossier.antwoorden.get(vraag) or ()

    def path(self, thema: int, vraag: str) -> NodePath:
        """Where the answer stands that is in force, or would stand: at the dossier what is asked once."""
        if vraag in self.dossier.afspraken[thema].antwoorden:
            return self.place(thema, vraag)
        if vraag in self.dossier.antwoorden or AskedOnPage(vraag, self.pack.vragen.get(vraag)).of_wijk:
            return ("antwoorden", vraag)
        return self.place(thema, vraag)

    def place(self, thema: int, vraag: str) -> NodePath:
        """Where the answer of an afspraak stands."""
        return ("afspraken", thema, "antwoorden", vraag)

    def is_answered(self, thema: int, asked: AskedOnPage) -> bool:
        """Whether anything was said to a question, unknown too."""
        if asked.vraag is not None:
            return bool(self.answer(thema, asked.id))
        return self.field(thema, asked.id) is not None

    def field(self, thema: int, name: str) -> Any:
        """What stands in a field of an afspraak; None when nothing was said of it, which is not unknown."""
        assert name in VELDEN
        afspraken = self.plain.get("afspraken")
        return afspraken[thema].get(name) if isinstance(afspraken, list) and thema < len(afspraken) else None

    def at(self, path: NodePath) -> Any:
        """What stands at a place of the file."""
        return value_at(self.plain, path)

    def names(self) -> Sequence[str]:
        """The parties by name."""
        return [p.naam for p in self.dossier.partijen]


def laws_of(known: Known) -> Regelpakket | None:
    """The pack that looks at the bevoegdheden of a version, when its own does not."""
    from wijktoets._api import laws_for

    return laws_for(known.dossier, known.pack)


def value_at(tree: Any, path: NodePath) -> Any:
    """What stands at a place of a tree; None when that is nothing."""
    for step in path:
        if isinstance(step, int):
            tree = tree[step] if isinstance(tree, list) and step < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


class Shelf:
    """Keeps the last versions that were read, for a day: a page asks for the same one again and again."""

    def __init__(self, pack: Regelpakket) -> None:
        """With the pack that dossiers are held against."""
        self.pack = pack
        self._kept: OrderedDict[tuple[date, bytes], Known] = OrderedDict()
        self._lock = Lock()

    def read(self, content: bytes, nummer: int = 0, bestand: str = "dossier") -> Known:
        """A version, read once; `bestand` is how messages name it.

        Raises:
            InvoerFout: with everything that is wrong in it.
        """
        at = (date.today(), content)
        with self._lock:
            found = self._kept.get(at)
        if found is None:
            found = Known(content, self.pack, nummer, bestand)
        with self._lock:
            self._kept[at] = found
            self._kept.move_to_end(at)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def tidy(self) -> None:
        """Let go of what the pack says of all but the last versions that were asked for."""
        with self._lock:
            older = list(self._kept.values())[:-JUDGED]
        for each in older:
            each.let_go()

    def forget(self) -> None:
        """Keep nothing any more: a passage was taken out."""
        with self._lock:
            self._kept.clear()
