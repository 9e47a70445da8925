"""Which packs a command over packs looks at: those that are named, or in which a file stands that is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.reading.loading import HEAD

from ..base.failing import Fout
from ..base.framing import say
from ..base.inputs import load_alone, pack_folders
from ..base.options import Settings


def targets(settings: Settings, paths: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """The folder of each pack to look over, once, with its name; a file stands for the pack that it is in.

    Raises:
        Fout: a path that is in no pack and has none below it.
    """
    found: dict[Path, str] = {}
    for folder, name in () if paths else pack_folders(settings):
        found.setdefault(folder, name)
    for path in map(Path, paths):
        here = [folder for folder in (path, *path.parents) if (folder / HEAD).is_file()][:1]
        below = sorted(p.parent for p in path.glob(f"*/{HEAD}")) if path.is_dir() else []
        if not (here or below):
            raise Fout(say("lint.fouten.geen_pakket", plek=path))
        for folder in here or below:
            found.setdefault(folder, str(folder))
    yield from found.items()


def one_by_one(settings: Settings, paths: Sequence[str]) -> Iterator[Settings]:
    """The settings for each pack among these by itself, or as they are when none is named.

    Raises:
        Fout: a path that is in no pack and has none below it.
    """
    if not paths:
        yield settings
        return
    for folder, _ in targets(settings, paths):
        name = str(folder)
        try:
            load_alone(Settings(), name)
        except InvoerFout:
            yield replace(settings, packs=(*(other for other in settings.packs if other != name), name))
        else:
            yield replace(settings, packs=(name,))
