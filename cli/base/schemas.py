"""The line at the top of a new file that leads an editor to the JSON Schema of its kind."""

import os
from pathlib import Path
from typing import Final

from wijktoets.texts import text

FOLDERS: Final = ("schemas", ".schemas")
"""Where schemas stand: in a checkout, and in a pack that `rules new pakket` made."""


def schema_of(file: Path, kind: str, made: Path | None = None) -> str | None:
    """The way from a file to the nearest schema of its kind above it; None where there is none.

    `made` is a folder that is about to get schemas of its own.
    """
    folder = Path(os.path.abspath(file)).parent  # noqa: PTH100  # the folders need not be there yet
    name = f"{kind}.schema.json"
    for above in (folder, *folder.parents):
        if made is not None and above == Path(os.path.abspath(made)):  # noqa: PTH100
            return Path(os.path.relpath(above / FOLDERS[1] / name, folder)).as_posix()
        for place in FOLDERS:
            if (above / place / name).is_file():
                return Path(os.path.relpath(above / place / name, folder)).as_posix()
    return None


def with_schema(content: str, way: str | None) -> str:
    """A file with the line below the comment that it opens with, when there is a schema."""
    if way is None:
        return content
    first, _, rest = content.partition("\n")
    return f"{first}\n# {text('new.modelregel', schema=way)}\n{rest}"
