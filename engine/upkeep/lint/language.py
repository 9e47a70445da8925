"""WT5xx: whether what people read in a pack is plain Dutch (B1), kind to them, and says no more than the model does."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from ...model.errors import Plek
from ...model.unfinished import to_fill_in
from .check import controle
from .passages import Passage, passages
from .view import Hit, PackView
from .yardstick import LintYardstick, instead, pattern

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSE: Final = re.compile(r"[,;:()–—\"“”]")
_ARTICLE: Final = r"(?:(?:de|het|een|deze|dit|die|dat|onze|hun|uw|zijn|haar|elke|alle)\s+)?"
_LAW_WORDS_ALLOWED: Final = ("afleiding",)
"""Fields in which a word of the source or of a law is spoken about."""

_FOR_WHO_KEEPS_IT: Final = ("afleiding", "toelichting", "titel", "opmerking")
"""Fields that who keeps a pack reads, and no resident."""

_ARTIKEL: Final = re.compile(r"\bart(?:\.|ikel)", re.IGNORECASE)

WHOLE: Final = (
    "waarom",
    "witte_vlek",
    "witte_vlek_onbekend",
    "witte_vlek_terugblik",
    "voorbeeldtekst",
    "tekst",
    "tekst_terugblik",
    "wat",
)
"""The fields that hold whole sentences."""
_REGULAR: Final = re.compile(r"(?:\w*ge\w{2,}|(?:be|ver|ont|her|er)\w{2,}|\w{2,}(?:be|ver|ont)\w{2,})[dt]\Z")
"""How most past participles look."""


@controle("WT501", "lange-zin", "waarschuwing")
def long_sentence(beeld: PackView) -> Iterator[Hit]:
    """A sentence with more words than people read in one breath."""
    most = beeld.maatstaf.langste_zin
    for passage in passages(beeld):
        for zin in passage.zinnen:
            words = _WORD.findall(zin)
            if len(words) > most:
                yield passage.hit(" ".join(zin.split()[:4]), aantal=len(words), hoogstens=most)


@controle("WT502", "lijdende-vorm", "waarschuwing")
def passive(beeld: PackView) -> Iterator[Hit]:
    """`worden` with a past participle: then nobody knows who does it."""
    maatstaf = beeld.maatstaf
    for passage in passages(beeld):
        for clause in _CLAUSE.split(" : ".join(passage.zinnen)):
            words = _WORD.findall(clause)
            form = next((w for w in words if w.lower() in maatstaf.worden), None)
            done = next((w for w in words if w != form and is_participle(w.lower(), maatstaf)), None)
            if form and done:
                yield passage.hit(form, deelwoord=done)


def is_participle(word: str, maatstaf: LintYardstick) -> bool:
    """Whether a word is a past participle, by how it looks and by the lists."""
    if word in maatstaf.geen_deelwoord or word in maatstaf.worden:
        return False
    return word.endswith(maatstaf.sterk) or _REGULAR.fullmatch(word) is not None


@controle("WT503", "van-van-van", "waarschuwing")
def chain(beeld: PackView) -> Iterator[Hit]:
    """Several times `van` in a row."""
    most = beeld.maatstaf.meeste_van
    found = re.compile(rf"(?:\bvan\s+{_ARTICLE}[\w-]+\s+){{{most}}}van\b", re.IGNORECASE)
    for passage in passages(beeld):
        for match in found.finditer(passage.tekst):
            yield passage.hit(match.group(), aantal=most + 1)


@controle("WT504", "lang-woord", "waarschuwing")
def long_word(beeld: PackView) -> Iterator[Hit]:
    """A word in which several words are stuck together."""
    most = beeld.maatstaf.langste_woord
    for passage in passages(beeld):
        for match in re.finditer(r"[^\W\d_]+", passage.tekst):
            if len(match.group()) > most:
                yield passage.hit(match.group(), letters=len(match.group()), hoogstens=most)


def _listed(
    beeld: PackView, words: Mapping[str, str], names: Collection[str] = ()
) -> Iterator[tuple[Passage, str, str]]:
    """Each word of a list that stands in a text outside these names, with what to write instead."""
    wanted, kept = pattern(words), pattern(names)
    for passage in passages(beeld):
        for match in wanted.finditer(kept.sub("-", passage.tekst)):
            yield passage, match.group(), instead(match.group(), words)


@controle("WT505", "ambtelijk-woord", "waarschuwing")
def officialese(beeld: PackView) -> Iterator[Hit]:
    """A word of offices, for which there is a plain one."""
    for passage, found, better in _listed(beeld, beeld.maatstaf.ambtelijk, beeld.maatstaf.vaste_termen):
        yield passage.hit(found, liever=better)


@controle("WT506", "engels-woord", "waarschuwing")
def english(beeld: PackView) -> Iterator[Hit]:
    """An English word, for which there is a Dutch one."""
    for passage, found, better in _listed(beeld, beeld.maatstaf.engels, beeld.maatstaf.eigennamen):
        yield passage.hit(found, liever=better)


@controle("WT507", "kwetsend-woord", "fout")
def hurting(beeld: PackView) -> Iterator[Hit]:
    """A word that hurts the people that it is about."""
    for passage, found, better in _listed(beeld, beeld.maatstaf.kwetsend):
        yield passage.hit(found, liever=better)


@controle("WT508", "mandaat-buiten-de-wet", "waarschuwing")
def mandate(beeld: PackView) -> Iterator[Hit]:
    """`mandaat` outside law: the word is kept for the legal term (docs/lint/WT508.md)."""
    for passage, found, better in _listed(beeld, beeld.maatstaf.mandaat):
        legal = getattr(passage.ding.waarde, "basis", None) == "extern" or _cites_law(passage)
        if not legal and passage.veld not in _LAW_WORDS_ALLOWED:
            yield passage.hit(found, liever=better)


def _cites_law(passage: Passage) -> bool:
    """Whether an article stands in the `bron` of the thing that a text is of."""
    return any(_ARTIKEL.search(item) for item in getattr(passage.ding.waarde, "bron", ()))


@controle("WT509", "vraag-zonder-vraagteken", "waarschuwing")
def no_question_mark(beeld: PackView) -> Iterator[Hit]:
    """A question that does not end in a question mark."""
    for passage in passages(beeld):
        if passage.veld in ("vraag", "vraag_bij_twijfel") and not passage.tekst.rstrip().endswith("?"):
            yield passage.hit()


@controle("WT510", "dubbele-spatie", "waarschuwing")
def double_space(beeld: PackView) -> Iterator[Hit]:
    """Two spaces in a row, or one before a full stop or comma."""
    for passage in passages(beeld):
        match = re.search(r"\S*(?: {2,}|(?<!…) +(?=[.,;:?!](?:\s|$)))\S*", passage.tekst)
        if match:
            yield passage.hit(match.group().strip())


@controle("WT511", "zin-zonder-punt", "waarschuwing")
def no_full_stop(beeld: PackView) -> Iterator[Hit]:
    """A text of whole sentences that does not end as a sentence."""
    for passage in passages(beeld):
        if passage.veld in WHOLE and not re.search(r"[.?!…][\"'”’)]*\s*\Z", passage.tekst):
            yield passage.hit()


@controle("WT513", "vaste-plek", "waarschuwing")
def fixed_words(beeld: PackView) -> Iterator[Hit]:
    """A word for the place, the model or its source that stands fixed in a text, where the pack has words for it."""
    words = beeld.pakket.eigen_woorden
    places = [form for place in words.plaats.values() for form in (place.los, place.more, f"{place.voor}[a-z]{{3,}}")]
    own = [re.escape(name) for name in (words.model, words.bron) if name and places]
    fixed = re.compile(rf"(?<![\w-])(?:{'|'.join([*own, *places]) or '(?!)'})(?![\w-])", re.IGNORECASE)
    kept = pattern(beeld.maatstaf.geen_plek)
    for passage in passages(beeld):
        named = passage.ding.soort == "kop" and passage.path[0] in ("naam", "bron")
        for match in () if named else fixed.finditer(kept.sub("-", passage.vast)):
            yield passage.hit(match.group())


@controle("WT512", "oordeel", "fout")
def verdict(beeld: PackView) -> Iterator[Hit]:
    """A permission or a judgement, which the model never gives (docs/model.md section 8)."""
    for passage, found, better in _listed(beeld, beeld.maatstaf.oordeel):
        yield passage.hit(found, liever=better)


@controle("WT514", "niet-voor-bewoners", "waarschuwing")
def not_for_residents(beeld: PackView) -> Iterator[Hit]:
    """A word of who makes or keeps a pack, in what residents read."""
    for passage, found, better in _listed(beeld, beeld.maatstaf.niet_voor_bewoners):
        if passage.veld not in _FOR_WHO_KEEPS_IT:
            yield passage.hit(found, liever=better)


@controle("WT515", "nog-in-te-vullen", "fout")
def not_filled_in(beeld: PackView) -> Iterator[Hit]:
    """A text or name that a person has still to fill in, as `rules new` writes it."""
    for stuk in beeld.stukken:
        for node in to_fill_in(stuk.wortel):
            yield Hit(Plek(stuk.bestand, node.regel, node.kolom), {"tekst": " ".join(str(node.inhoud).split())})
