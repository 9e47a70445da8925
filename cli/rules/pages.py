"""Writes docs/regels/: a page for each regel of the packs in rules/, and indexes; `make docs` runs it."""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import wijktoets
from wijktoets import rules
from wijktoets.engine.model.regelpakket import PakketVersie
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, PARTIJEN
from wijktoets.engine.upkeep.changes import Inhoud, Wijziging, Wijzigingsblad, read_changes
from wijktoets.engine.upkeep.coverage.files import folders_of
from wijktoets.engine.upkeep.pages.make import Pagineerder, read_folders
from wijktoets.engine.upkeep.pages.value import Regelpagina
from wijktoets.texts import text
from wijktoets.texts.wording import counted, day

from .markdown import markdown, norm_word, onderdeel_name, party, plain

KINDS = ("waarborg", "grens", "signaal")
CHANGES = "wijzigingen.md"
_COUNTS = {"waarborg": "waarborgen", "grens": "grenzen", "signaal": "signalen"}


def all_pages() -> dict[str, str]:
    """Path below docs/regels/ → Markdown, for every pack in the program."""
    found: dict[str, str] = {}
    lines = []
    for name in rules.builtin_packs():
        pack, pages = _of_pack(name)
        found |= {f"{name}/{path}": page for path, page in _pack_pages(pack[-1], pack[:-1], pages).items()}
        found[f"{name}/{CHANGES}"] = _changes(pack[-1], read_changes(rules.builtin_packs()[name], name), pages)
        lines.append(
            "- " + text("regelpagina.index.pakket_regel", pakket=plain(pack[-1].naam), id=name, **_count(pages))
        )
    head = [f"# {text('regelpagina.index.pakketten')}", text("regelpagina.index.pakketten_uitleg")]
    return {"README.md": _document([*head, "\n".join(lines)]), **found}


def _of_pack(name: str) -> tuple[list[PakketVersie], list[Regelpagina]]:
    """A pack with those below it, itself last, and the pages of its own regels."""
    builtin = rules.builtin_packs()
    pakket = wijktoets.load_pack(name)
    folders = folders_of([(builtin[name], name)], pakket, builtin)
    pages = Pagineerder(pakket, read_folders(pakket, folders)).rule_pages(name)
    packs = sorted(pakket.pakketten, key=lambda p: p.id == name)
    return packs, [_from_root(page) for page in pages]


def _from_root(page: Regelpagina) -> Regelpagina:
    """The page with its file as it is seen from the root of the project."""
    return page.model_copy(update={"plek": page.plek.model_copy(update={"bestand": f"rules/{page.plek.bestand}"})})


def _pack_pages(pack: PakketVersie, below: Sequence[PakketVersie], pages: Sequence[Regelpagina]) -> dict[str, str]:
    indexes: dict[str, Callable[[Sequence[Regelpagina]], Iterator[str]]] = {
        "per-onderdeel.md": _per_onderdeel,
        "per-archetype.md": _per_archetype,
        "per-partij.md": _per_partij,
    }
    title = f"# {text('regelpagina.index.pakket', pakket=plain(pack.naam))}"
    made = {"README.md": _document([title, *_front(pack, below, pages)])}
    for file, blocks in indexes.items():
        key = file.removesuffix(".md").replace("-", "_")
        head = [f"# {text(f'regelpagina.index.{key}')}", f"[{plain(pack.naam)}](README.md)"]
        made[file] = _document([*head, *blocks(pages)])
    return made | {f"{page.id}.md": markdown(page, pack.naam) for page in pages}


def _front(pack: PakketVersie, below: Sequence[PakketVersie], pages: Sequence[Regelpagina]) -> Iterator[str]:
    yield text("regelpagina.index.telling", versie=pack.versie, **_count(pages))
    for base in below:
        yield text("regelpagina.index.bouwt_op", naam=plain(base.naam), id=base.id)
    yield text("regelpagina.index.uitleg")
    links = ("per_onderdeel", "per_archetype", "per_partij", "wijzigingen")
    yield "\n".join(f"- [{text(f'regelpagina.index.{key}')}]({key.replace('_', '-')}.md)" for key in links)
    for kind in KINDS:
        own = sorted((p for p in pages if p.soort == kind), key=lambda p: p.naam.casefold())
        if own:
            yield f"## {text(f'regelpagina.soorten.{kind}')}"
            yield _list(own)


def _per_onderdeel(pages: Sequence[Regelpagina]) -> Iterator[str]:
    yield text("regelpagina.index.legenda")
    for onderdeel in ONDERDELEN:
        here = [p for p in pages if p.onderdeel == onderdeel]
        if not here:
            continue
        yield f"## {onderdeel_name(onderdeel)}"
        yield from _by_kind(here)


def _per_archetype(pages: Sequence[Regelpagina]) -> Iterator[str]:
    for archetype in ARCHETYPES:
        yield f"## {archetype.capitalize()}"
        for norm in ("moet", "hoort", "mag"):
            yield f"### {text(f'regelpagina.index.hierbij.{norm}')}"
            yield _list(p for p in pages if (p.norm or {}).get(archetype) == norm)
        limits = [p for p in pages if archetype in (p.sluit_uit or ())]
        if limits:
            yield f"### {text('regelpagina.index.hierbij.grens')}"
            yield _list(limits)


def _per_partij(pages: Sequence[Regelpagina]) -> Iterator[str]:
    yield text("regelpagina.index.rust")
    yield text("regelpagina.index.legenda")
    for who in PARTIJEN:
        here = [p for p in pages if p.rust_op == who]
        if here:
            yield f"## {party(who)}"
            yield from _by_kind(here)


def _changes(pack: PakketVersie, bladen: Sequence[Wijzigingsblad], pages: Sequence[Regelpagina]) -> str:
    """What changed in each version of a pack, the newest first."""
    linked = {page.id: _link(page) for page in pages}
    blocks = [f"# {text('regelpagina.index.wijzigingen')}", f"[{plain(pack.naam)}](README.md)"]
    blocks.append(text("regelpagina.index.wijzigingen_uitleg"))
    for blad in bladen:
        blocks.append(f"## {text('regelpagina.index.versie', versie=blad.versie, dag=day(blad.op))}")
        for groep in blad.wijzigingen:
            blocks.append(plain(groep.waarom))
            if groep.bij:
                rows = (_changed(each, linked.get(each.id, f"`{each.id}`")) for each in groep.bij)
                blocks.append("\n".join([text("regelpagina.index.wijzigingen_kop"), "|---|---|---|---|---|", *rows]))
    return _document(blocks)


def _changed(each: Wijziging, name: str) -> str:
    happened = "" if each.verandering == "anders" else text(f"regelpagina.index.verandering.{each.verandering}")
    cells = (
        name,
        " ".join([*([f"`{each.veld}`"] if each.veld else []), *([happened] if happened else [])]),
        _held(each.was),
        _held(each.wordt),
    )
    return f"| {' | '.join(cells)} | {plain(', '.join(each.bron))} |"


def _held(content: Inhoud) -> str:
    """What a field held, in a cell: a norm for each archetype in their order, or a text."""
    if content is None:
        return ""
    return plain(content) if isinstance(content, str) else " / ".join(norm_word(content.get(a)) for a in ARCHETYPES)


def _by_kind(pages: Sequence[Regelpagina]) -> Iterator[str]:
    """The waarborgen among these with their norms, then the grenzen and the signalen."""
    rows = [
        f"| {_link(p)} | {' | '.join(norm_word((p.norm or {}).get(a)) for a in ARCHETYPES)} |"
        for p in pages
        if p.soort == "waarborg"
    ]
    if rows:
        yield "\n".join([text("regelpagina.rij_kop"), "|---|---|---|---|", *rows])
    for kind in KINDS[1:]:
        others = [p for p in pages if p.soort == kind]
        if others:
            yield f"### {text(f'regelpagina.soorten.{kind}')}"
            yield _list(others)


def _list(pages: Iterable[Regelpagina]) -> str:
    return "\n".join(f"- {_link(page)}" for page in pages) or text("regelpagina.index.niets")


def _link(page: Regelpagina) -> str:
    return f"[{plain(page.naam)}]({page.id}.md)"


def _count(pages: Sequence[Regelpagina]) -> dict[str, str]:
    return {
        plural: counted(f"rules.list.{plural}", sum(p.soort == kind for p in pages)) for kind, plural in _COUNTS.items()
    }


def _document(blocks: Iterable[str]) -> str:
    return "\n\n".join([text("regelpagina.gemaakt"), *blocks]) + "\n"


def write(folder: Path) -> None:
    """Put every page into a folder that holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, page in all_pages().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
