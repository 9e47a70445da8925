"""What must hold of the earlier names in a pack: each leads to what replaced it, and to nothing else."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from ..model.errors import Melding
from ..model.pakket import Opvolger, Vraag
from ..model.regelpakket import InFile, PackContents
from ..model.source import NodePath
from ..model.words import INGEBOUWDE_VRAGEN

KINDS: Final = {"vragen": ("vragen",), "gespreksvragen": ("gespreksvragen",)}
"""The lists of a pack in which names may not stand twice, by the key of `vervallen`; all kinds of regel are one."""

Said = tuple[str, NodePath, str, bool]
"""A name as it stands somewhere: whose it is, its path there, the name, and whether others may name it too."""


def check_names(packs: Sequence[PackContents], rules: Sequence[str]) -> Iterator[Melding]:
    """Everything that is wrong with `vroeger`, `komt_uit` and `vervallen`.

    Args:
        rules: the lists of a pack with the kinds of regel.
    """
    for name, kinds in {**KINDS, "regels": rules}.items():
        things = [found for pack in packs for kind in kinds for found in getattr(pack, kind)]
        stands = [(found, said) for found in things for said in _names(found.ding.id, found.ding, ())]
        gone = [
            (pack.kop, ("", ("vervallen", name, index), old, False))
            for pack in packs
            for index, old in enumerate(getattr(pack.kop.ding.vervallen, name))
        ]
        used = {found.ding.id for found in things} | (set(INGEBOUWDE_VRAGEN) if name == "vragen" else set())
        yield from _check([*stands, *gone], used)
        for found in things:
            yield from _check_turned(found, found.ding, (), isinstance(found.ding, Vraag) and not found.ding.opties)
            if isinstance(found.ding, Vraag):
                yield from _check_options(found, found.ding)


def _check_options(found: InFile[Any], vraag: Vraag) -> Iterator[Melding]:
    stands = [said for name, optie in vraag.opties.items() for said in _names(name, optie, ("opties", name))]
    stands += [("", ("vervallen_opties", index), old, False) for index, old in enumerate(vraag.vervallen_opties)]
    yield from _check([(found, said) for said in stands], vraag.opties)
    for name, optie in vraag.opties.items():
        yield from _check_turned(found, optie, ("opties", name), stelling=False)


def _names(own: str, thing: Opvolger, path: NodePath) -> Iterator[Said]:
    """The earlier names of a thing, each with its path."""
    for index, old in enumerate(thing.vroeger):
        yield own, (*path, "vroeger", index), old.id, False
    for index, part in enumerate(thing.komt_uit):
        yield own, (*path, "komt_uit", index), part, True


def _check(stands: Iterable[tuple[InFile[Any], Said]], used: Collection[str]) -> Iterator[Melding]:
    """No name is still used, leads to itself, or leads to two things unless each is a part of what it was."""
    first: dict[str, tuple[InFile[Any], Said]] = {}
    for found, said in stands:
        own, path, name, shared = said
        if name == own:
            yield found.melding("vroeger_zichzelf", path, naam=name)
        elif name in used:
            yield found.melding("vroeger_in_gebruik", path, naam=name)
        there, (ander, place, _, also) = first.setdefault(name, (found, said))
        if (there, place) != (found, path) and not (shared and also and ander != own):
            eerder = there.bij.plek((*there.path, *place))
            yield found.melding("vroeger_dubbel", path, naam=name, ander=ander or "vervallen", eerder=str(eerder))


def _check_turned(found: InFile[Any], thing: Opvolger, path: NodePath, stelling: bool) -> Iterator[Melding]:
    for index, old in enumerate(thing.vroeger):
        if old.omgekeerd and not stelling:
            yield found.melding("vroeger_omgekeerd", (*path, "vroeger", index))
